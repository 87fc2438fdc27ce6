"""Which files are as they were when they were looked at last: by their state, and where that is new by their content.

Needs no library. What is found unchanged here is neither read as YAML nor judged again.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from yingsu.cache.store import Known, Store, state_of
from yingsu.reading.files import Unreadable, document_state, read_bytes
from yingsu.reading.tree import Entry, read_stamped
from yingsu.verdict import unpacked_documents

UNREAD = ""
"""Stands for the digest of settings that could not be read."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for every file of a workspace: a verdict holds on the ground it was found on.

    Attributes:
        contents: path and SHA-256 of settings, units and own risk points; `UNREAD` for one that could not be read.
        known: the paths below `cases/` that are read with the settings.
        title: the workspace's name, from its settings.
        is_sound: whether settings and units could be read whole.
        diagnostics: what is wrong with them, packed.
        around: what else figures depend on, where several workspaces are read as one.
    """

    as_of: date
    today: date | None
    label: str
    contents: tuple[tuple[str, str], ...]
    known: tuple[str, ...]
    title: str
    is_sound: bool
    diagnostics: str
    around: str = ""

    @property
    def name(self) -> str:
        """What it is found by in the cache."""
        return _prefix(self.as_of, self.today, self.label) + json.dumps(
            [self.contents, self.around], ensure_ascii=False
        )

    def packed(self) -> str:
        """It as text."""
        return json.dumps([self.known, self.title, self.is_sound, self.diagnostics], ensure_ascii=False)


def _prefix(as_of: date, today: date | None, label: str) -> str:
    return f"{as_of} {today} {label}|"


def ground_of(store: Store, root: Path, as_of: date, today: date | None) -> tuple[int, Ground] | None:
    """The ground of a single workspace as it is now, if it is known, with its number.

    Raises:
        ValueError, TypeError: the cache holds something else.
    """
    prefix = _prefix(as_of, today, "")
    for number, name, body in store.grounds(prefix):
        contents, around = json.loads(name[len(prefix) :])
        if not around and all(digest_of(root, path) == digest for path, digest in contents):
            known, title, is_sound, diagnostics = json.loads(body)
            held = tuple((path, digest) for path, digest in contents)
            return number, Ground(as_of, today, "", held, tuple(known), title, is_sound, diagnostics)
    return None


def digest_of(root: Path, path: str) -> str:
    """SHA-256 of a file's bytes; `UNREAD` where it cannot be read."""
    try:
        return hashlib.sha256(read_bytes(root, path)).hexdigest()
    except Unreadable:
        return UNREAD


@dataclass(slots=True)
class Recall:
    """The files of a workspace, told apart.

    Attributes:
        hits: those that are as they were, with what is known of them.
        misses: the rest.
        states: the new state of those whose content alone is as it was.
        gone: paths that are known and no longer there.
    """

    hits: dict[str, Known] = field(default_factory=dict)
    misses: list[Entry] = field(default_factory=list)
    states: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def recall(root: Path, entries: Iterable[Entry], known: Mapping[str, Known]) -> Recall:
    """Tell the files that are as they were from the rest.

    A file that links lead to is never taken for unchanged: what they lead to may be another.
    """
    found, now, base = Recall(), time.time_ns(), str(root)
    hits, misses = found.hits, found.misses
    with_documents = []
    for entry in entries:
        path = entry.path
        one = known.get(path)
        if one is None or not entry.is_plain:
            misses.append(entry)
            continue
        if one.state and one.state == _state_now(f"{base}/{entry.place}"):
            hits[path] = one
        elif (state := _new_state(root, entry, one.digest, now)) is not None:
            hits[path] = one
            if state:
                found.states.append((path, state))
        else:
            misses.append(entry)
            continue
        if one.documents:
            with_documents.append(entry)
    _drop_those_with_other_documents(root, with_documents, found)
    if len(hits) < len(known):
        there = hits.keys() | {entry.path for entry in misses}
        found.gone = [path for path in known if path not in there]
    return found


def _state_now(path: str) -> str | None:
    """The state of a file as `state_text` has it: spelled out, since this runs for every file there is."""
    try:
        state = os.lstat(path)
    except OSError:
        return None
    return f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"


def _new_state(root: Path, entry: Entry, digest: str, now: int) -> str | None:
    """The state of a file whose bytes are as they were, empty while it is young; `None` where they are others."""
    try:
        content, state = read_stamped(root, entry)
    except Unreadable:
        return None
    if state is None or hashlib.sha256(content).hexdigest() != digest:
        return None
    return state_of(state, now)


def _drop_those_with_other_documents(root: Path, entries: Iterable[Entry], found: Recall) -> None:
    """A verdict says whether the documents that a case names are there: so it holds while that is so."""
    for entry in entries:
        one = found.hits[entry.path]
        directory = root / Path(entry.place).parent
        documents = unpacked_documents(one.documents)
        if any(document_state(root, directory, name) is not state for name, state in documents):
            del found.hits[entry.path]
            found.misses.append(entry)
