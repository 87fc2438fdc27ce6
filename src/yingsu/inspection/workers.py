"""What several processes find in many files: it comes back as text, never as objects of ours."""

import pickle
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from yingsu.cache.store import Seen
from yingsu.inspection.inspecting import inspect_file
from yingsu.inspection.memory import Look, Wish, defects_of, look_at, nobody, seen_of
from yingsu.inspection.processes import Processes
from yingsu.inspection.standpoint import Standpoint
from yingsu.reading.tree import Entry
from yingsu.rules.core import RuleCrashError

_CHUNK = 64
"""How many files a process takes at a time: few enough that none waits long for another at the end."""


class _Found(NamedTuple):
    """A file as another process saw it."""

    seen: Seen
    is_plain: bool


class Task(NamedTuple):
    """Files to look at; from where and how, as our own processes hand things to each other, once for all of them."""

    how: bytes
    entries: list[Entry]


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
    how = pickle.dumps((standpoint, quiet))
    processes = wish.processes or Processes()
    found_in = processes.done(look_at_chunk, [Task(how, chunk) for chunk in chunks])
    for chunk, (made, defects) in zip(chunks, found_in, strict=True):
        for entry, found in zip(chunk, made, strict=True):
            if found is None:
                # It fails here as it did there, with everything there is to say of it.
                yield look_at(standpoint, entry, wish, is_packed=False)
            else:
                yield Look(entry, None, found.seen, None, defects, is_plain=found.is_plain)


@lru_cache(maxsize=1)
def _how(packed: bytes) -> tuple[Standpoint, Wish]:
    """From where and how. It comes from the process that started this one, never from a file."""
    how: tuple[Standpoint, Wish] = pickle.loads(packed)  # noqa: S301 -- see above
    return how


def look_at_chunk(task: Task) -> _Chunk:
    """What a process does."""
    standpoint, wish = _how(task.how)
    made: list[_Found | None] = []
    defects: dict[str, str] = {}
    for entry in task.entries:
        try:
            found = inspect_file(standpoint, entry, is_kept=wish.is_kept)
        except RuleCrashError:
            made.append(None)
            continue
        made.append(_Found(seen_of(found, wish.text_of), found.state is not None))
        for code, body in defects_of(found.verdict).items():
            defects.setdefault(code, body)
    return made, defects
