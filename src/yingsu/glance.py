"""A check where nothing has changed since the last one: what that said is said again, without reading a file.

Needs no library. Where anything is new, or bears on several files, there is no glance and the files are looked at.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yingsu.cache.store import Known, Store, open_store
from yingsu.reading.tree import Tree, tree
from yingsu.recall import UNREAD, Ground, Recall, ground_of, recall


@dataclass(frozen=True, slots=True)
class Glance:
    """What the last check said, which still holds.

    Attributes:
        files: how many files were looked at, with settings and units.
        errors, warnings, infos: how many of each.
        waived: how many findings the cases' waivers took away.
    """

    root: Path
    files: int
    errors: int
    warnings: int
    infos: int
    waived: int
    _store: Store
    _number: int
    _hits: Mapping[str, Known]

    def texts(self, *, is_coloured: bool) -> Iterator[str]:
        """What a check prints, a file at a time in the order of their paths."""
        return self._store.texts(self._number, is_coloured=is_coloured)

    def digest(self) -> str:
        """SHA-256 over paths and contents of all files; settings and day are those of the ground."""
        whole = hashlib.sha256()
        for path, known in self._hits.items():
            whole.update(f"{path} {known.digest} {known.documents}\n".encode())
        return whole.hexdigest()

    def answer(self, name: str) -> str | None:
        """What was answered on this ground under that name."""
        return self._store.answer(self._number, name)

    def keep_answer(self, name: str, text: str) -> None:
        """Keep an answer for the next time it is asked for."""
        self._store.keep_answer(self._number, name, text)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the cache knows of a workspace, beside what there is.

    Attributes:
        number: of the ground in the cache.
        found: the files as they are told apart; those that are new can be looked at and taken over.
    """

    root: Path
    store: Store
    number: int
    ground: Ground
    tree: Tree
    found: Recall


def sighting_at(root: Path, as_of: date, today: date) -> Sighting | None:
    """What the cache knows of a single workspace; `None` where it knows nothing on this ground."""
    store = open_store(root, is_made=False)
    if store is None:
        return None
    try:
        known = ground_of(store, root, as_of, today)
    except (ValueError, TypeError):
        return None
    if known is None:
        return None
    number, ground = known
    files = tree(root, ground.known, is_at_rest=_at_rest(store))
    store.keep_directories(files.plain)
    found = recall(root, files.entries, store.known(number))
    if found.states:
        store.refresh(number, found.states)
    return None if store.is_lost else Sighting(root, store, number, ground, files, found)


def _at_rest(store: Store) -> Callable[[str, os.stat_result], bool] | None:
    """Whether the cache knows a directory as it is. On Windows some disks do not tell that a file has come or gone."""
    if os.name == "nt":
        return None
    known = store.directories()
    return lambda path, state: known.get(path) == (state.st_ctime_ns, state.st_ino)


def glance_at(root: Path, as_of: date, today: date) -> Glance | None:
    """The last check of a workspace, if it still holds; else `None`."""
    sighting = sighting_at(root, as_of, today)
    return glance_of(sighting) if sighting is not None else None


def glance_of(sighting: Sighting) -> Glance | None:
    """What is known of a workspace, where nothing is missing and nothing bears on several files; else `None`."""
    found = sighting.found
    # What is printed would be printed of files that have gone as well.
    if found.misses or found.gone or sighting.tree.diagnostics or sighting.ground.diagnostics != _NONE:
        return None
    return _summed(sighting)


_NONE = "[]"
_NO_FINDING = "0 0 0 0"


def _summed(sighting: Sighting) -> Glance | None:
    """The sums over all files; `None` where a 案号 stands twice or a file names a case that there is not."""
    hits = sighting.found.hits
    sums = [0, 0, 0, 0]
    dockets: list[str] = []
    links: list[str] = []
    for one in hits.values():
        if one.tally != _NO_FINDING:
            sums = [total + int(word) for total, word in zip(sums, one.tally.split(" "), strict=True)]
        if one.dockets:
            dockets += one.dockets.split("\n")
        if one.links:
            links += one.links.split("\n")
    if len(set(dockets)) != len(dockets):
        return None
    if links and not {entry.case for entry in sighting.tree.entries}.issuperset(links):
        return None
    settings = sum(digest != UNREAD for _, digest in sighting.ground.contents)
    errors, warnings, infos, waived = sums
    files = len(hits) + settings
    return Glance(
        sighting.root, files, errors, warnings, infos, waived, sighting.store, sighting.number, hits
    )
