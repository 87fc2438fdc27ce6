"""A check where nothing has changed since the last one: what that said is said again, without reading a file.

Needs no library. Where anything is new, or bears on several files, there is no glance and the files are looked at.
"""

import hashlib
from collections.abc import Iterator, Mapping
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

    def texts(self) -> Iterator[str]:
        """What a check prints, coloured, a file at a time in the order of their paths."""
        return (text for _, text in self._store.texts(self._number))

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


def glance_at(root: Path, as_of: date, today: date) -> Glance | None:
    """The last check of a workspace, if it still holds; else `None`."""
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
    found = tree(root, ground.known)
    if found.diagnostics or ground.diagnostics != _NONE:
        return None
    recalled = recall(root, found.entries, store.known(number))
    if recalled.misses or store.is_lost:
        return None
    if recalled.states:
        store.refresh(number, recalled.states)
    if recalled.gone:
        # What is printed would be printed of them as well; the next check that looks throws them out.
        return None
    return _summed(root, (store, number), ground, found, recalled)


_NONE = "[]"
_NO_FINDING = "0 0 0 0"


def _summed(
    root: Path, known: tuple[Store, int], ground: Ground, found: Tree, recalled: Recall
) -> Glance | None:
    """The sums over all files; `None` where a 案号 stands twice or a file names a case that there is not."""
    store, number = known
    sums = [0, 0, 0, 0]
    dockets: list[str] = []
    links: list[str] = []
    for one in recalled.hits.values():
        if one.tally != _NO_FINDING:
            sums = [total + int(word) for total, word in zip(sums, one.tally.split(" "), strict=True)]
        if one.dockets:
            dockets += one.dockets.split("\n")
        if one.links:
            links += one.links.split("\n")
    if len(set(dockets)) != len(dockets):
        return None
    if links and not {entry.case for entry in found.entries}.issuperset(links):
        return None
    settings = sum(digest != UNREAD for _, digest in ground.contents)
    errors, warnings, infos, waived = sums
    files = len(recalled.hits) + settings
    return Glance(root, files, errors, warnings, infos, waived, store, number, recalled.hits)
