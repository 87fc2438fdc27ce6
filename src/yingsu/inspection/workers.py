"""A second process for many files: what it finds comes back as text, never as objects of ours."""

import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from typing import NamedTuple

from yingsu.cache.store import Seen
from yingsu.inspection.inspecting import inspect_file
from yingsu.inspection.memory import Look, Wish, defects_of, look_at, nobody, seen_of
from yingsu.inspection.standpoint import Standpoint
from yingsu.reading.tree import Entry
from yingsu.rules.core import RuleCrashError

MOST_PROCESSES = 8

_CHUNK = 64
"""How many files a process takes at a time: few enough that none waits long for another at the end."""


class _Found(NamedTuple):
    """A file as another process saw it."""

    seen: Seen
    is_plain: bool


_Chunk = tuple[list[_Found | None], dict[str, str]]
"""What was found, in the order asked for, `None` where a rule failed; and the kinds of problem named in it."""


def looks_by_others(standpoint: Standpoint, entries: list[Entry], wish: Wish) -> Iterator[Look]:
    """Looks at files by several processes, in the order of the entries.

    Raises:
        RuleCrashError: a rule failed; our fault.
        BrokenProcessPool: a process has died.
    """
    chunks = [entries[start : start + _CHUNK] for start in range(0, len(entries), _CHUNK)]
    quiet = Wish(is_kept=wish.is_kept, has_cache=wish.has_cache, text_of=wish.text_of, told=nobody)
    # A process made anew, on every system: a copy of this one would carry its open files along.
    pool = ProcessPoolExecutor(
        min(cpu_count() or 1, MOST_PROCESSES), get_context("spawn"), _begin, (standpoint, quiet)
    )
    try:
        for chunk, (made, defects) in zip(chunks, pool.map(_look_at_chunk, chunks), strict=True):
            for entry, found in zip(chunk, made, strict=True):
                if found is None:
                    # It fails here as it did there, with everything there is to say of it.
                    yield look_at(standpoint, entry, wish, is_packed=False)
                else:
                    yield Look(entry, None, found.seen, None, defects, is_plain=found.is_plain)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


class _Here:
    """What is the same for every file, in a process that works for another."""

    standpoint: Standpoint
    wish: Wish


def _begin(standpoint: Standpoint, wish: Wish) -> None:
    # Who interrupts means the process that was started; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Here.standpoint, _Here.wish = standpoint, wish


def _look_at_chunk(entries: list[Entry]) -> _Chunk:
    made: list[_Found | None] = []
    defects: dict[str, str] = {}
    for entry in entries:
        try:
            found = inspect_file(_Here.standpoint, entry, is_kept=_Here.wish.is_kept)
        except RuleCrashError:
            made.append(None)
            continue
        made.append(_Found(seen_of(found, _Here.wish.text_of), found.state is not None))
        for code, body in defects_of(found.verdict).items():
            defects.setdefault(code, body)
    return made, defects
