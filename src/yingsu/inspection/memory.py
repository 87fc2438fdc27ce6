"""Every file of a workspace: what the cache knows of it, else a look at it, which the cache then knows.

Whether a file was in the cache or not makes no difference to what comes out.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from yingsu.cache.store import WORTH_KEEPING, WORTH_SHARING, Known, Seen, Store, open_store, state_of
from yingsu.diagnostic import Defect, Diagnostic
from yingsu.inspection.inspecting import Inspection, inspect_file
from yingsu.inspection.standpoint import Standpoint
from yingsu.inspection.surveyed import FileSurvey
from yingsu.reading.tree import Entry
from yingsu.recall import Ground, Recall, recall
from yingsu.verdict import (
    Verdict,
    packed,
    packed_defect,
    packed_documents,
    tally,
    unpacked,
    unpacked_defect,
)

if TYPE_CHECKING:
    from yingsu.inspection.kept import Counted, Due, Kept
    from yingsu.inspection.processes import Processes

    Loads = tuple[Callable[[], Counted], Callable[[], Due]]

TextOf = Callable[[Iterable[Diagnostic]], tuple[str, str]]
"""What a check prints of a file's diagnostics, without colours and with them."""

Told = Callable[[int, int], None]
"""Hears how many files have been looked at, and of how many."""

_AT_ONCE = 1000
"""How many files are written into the cache at a stroke."""


def no_text(diagnostics: Iterable[Diagnostic]) -> tuple[str, str]:
    """Nothing is printed of anything."""
    del diagnostics
    return "", ""


def nobody(done: int, of: int) -> None:
    """Nobody is told."""
    del done, of


@dataclass(frozen=True, slots=True)
class Wish:
    """How a workspace is to be looked at.

    Attributes:
        is_kept: whether what figures and lists need is asked for, or only what is wrong.
        has_cache: whether the cache may be used.
        text_of: what a check prints, kept for the next one.
        told: hears of the progress.
        processes: those made already, for when there are many files.
    """

    is_kept: bool = True
    has_cache: bool = False
    text_of: TextOf = no_text
    told: Told = nobody
    processes: "Processes | None" = None


@dataclass(slots=True)
class Glimpse:
    """What the cache knows of a workspace as it is now.

    Attributes:
        number: of the ground; `None` where the cache does not know it.
        found: the files it knows, and those that it does not.
    """

    store: Store | None
    number: int | None
    found: Recall


def glimpse_of(standpoint: Standpoint, ground: Ground, entries: tuple[Entry, ...], wish: Wish) -> Glimpse:
    """What the cache knows of the files of a workspace."""
    store = open_store(standpoint.root, is_made=False) if wish.has_cache else None
    if store is None:
        return Glimpse(None, None, Recall(misses=list(entries)))
    number = next((number for number, name, _ in store.grounds(ground.name) if name == ground.name), None)
    known = store.known(number) if number is not None else {}
    if number is not None and wish.is_kept:
        digests = store.kept_digests(number)
        known = {path: one for path, one in known.items() if digests.get(path) == one.digest}
    return Glimpse(store, number, recall(standpoint.root, entries, known))


def look_at_all(
    standpoint: Standpoint,
    ground: Ground,
    entries: tuple[Entry, ...],
    wish: Wish,
) -> tuple[FileSurvey, ...]:
    """Every file, in the order of the entries.

    Args:
        standpoint: from where.
        ground: what is the same for all of them.
        entries: the files in known places.
        wish: how.

    Raises:
        RuleCrashError: a rule failed; our fault.
    """
    made = _Gathering(standpoint, ground, wish, glimpse_of(standpoint, ground, entries, wish))
    made.remember(entries)
    made.look(len(entries))
    return tuple(made.files[entry.path] for entry in entries)


@dataclass(slots=True)
class _Gathering:
    """The files so far."""

    standpoint: Standpoint
    ground: Ground
    wish: Wish
    glimpse: Glimpse
    files: dict[str, FileSurvey] = field(default_factory=dict)

    def remember(self, entries: Iterable[Entry]) -> None:
        """Take over what the cache knows."""
        store, number, found = self.glimpse.store, self.glimpse.number, self.glimpse.found
        if store is None or number is None:
            return
        bodies = dict(store.bodies(number))
        defects = _unpacked_defects(store)
        for entry in entries:
            one = found.hits.get(entry.path)
            if one is None:
                continue
            try:
                verdict = unpacked(bodies[entry.path], entry.path, entry.case, defects)
            except (ValueError, LookupError, TypeError):
                found.misses.append(entry)
                continue
            self.files[entry.path] = FileSurvey(verdict, *self._stored(store, number, entry, one.digest))
        if found.states:
            store.refresh(number, found.states)

    def look(self, total: int) -> None:
        """Look at the rest, a batch at a time, and let the cache know."""
        misses = self.glimpse.found.misses
        if self.wish.has_cache and total >= WORTH_KEEPING and misses and self.glimpse.store is None:
            self.glimpse.store = open_store(self.standpoint.root, is_made=True)
        is_packed = self.glimpse.store is not None
        looks = looks_at(self.standpoint, misses, self.wish, is_packed=is_packed)
        for batch in batched(looks, len(misses), total, self.wish.told):
            self._take(batch)

    def _take(self, batch: "list[Look]") -> None:
        store, number = self.glimpse.store, None
        seen = [look.seen for look in batch if look.seen is not None and look.is_plain]
        gone, self.glimpse.found.gone = self.glimpse.found.gone, []
        if store is not None and (seen or gone):
            defects = {code: body for look in batch for code, body in look.defects.items()}
            number = store.keep(self.ground.name, self.ground.packed(), seen, defects, gone)
        for look in batch:
            self.files[look.entry.path] = FileSurvey(look.verdict, *self._loads_of(look, number))

    def _loads_of(self, look: "Look", number: int | None) -> "Loads":
        if not self.wish.is_kept:
            return self._anew(look.entry)
        from yingsu.inspection.loading import loads_of_kept, loads_of_text  # noqa: PLC0415 -- a check loads no figure

        seen, store = look.seen, self.glimpse.store
        if look.kept is not None or seen is None or seen.kept is None:
            return loads_of_kept(look.kept)
        if store is None or number is None or not look.is_plain:
            return loads_of_text(seen.kept)
        return self._stored(store, number, look.entry, look.verdict.digest)

    def _stored(self, store: Store, number: int, entry: Entry, digest: str) -> "Loads":
        if not self.wish.is_kept:
            return self._anew(entry)
        from yingsu.inspection.loading import Stored  # noqa: PLC0415 -- as above

        stored = Stored(store, number, digest, self.standpoint, entry)
        return stored.counted, stored.due

    def _anew(self, entry: Entry) -> "Loads":
        """For who asks for figures after all, where only what is wrong was asked for."""
        kept = partial(_kept_of, self.standpoint, entry)
        return lambda: kept().counted, lambda: kept().due


def _kept_of(standpoint: Standpoint, entry: Entry) -> "Kept":
    from yingsu.inspection.loading import kept_anew  # noqa: PLC0415 -- as above

    return kept_anew(standpoint, entry)


def _unpacked_defects(store: Store) -> Mapping[str, Defect]:
    try:
        return {code: unpacked_defect(body) for code, body in store.defects().items()}
    except (ValueError, TypeError):
        return {}


def looks_at(
    standpoint: Standpoint, entries: list[Entry], wish: Wish, *, is_packed: bool
) -> Iterator["Look"]:
    """Looks at files, one after the other, or by several processes where that pays.

    Raises:
        RuleCrashError: a rule failed; our fault.
    """
    if len(entries) >= WORTH_SHARING:
        from yingsu.inspection.workers import looks_by_others  # noqa: PLC0415 -- slow to load

        return looks_by_others(standpoint, entries, wish)
    return (look_at(standpoint, entry, wish, is_packed=is_packed) for entry in entries)


def batched(looks: Iterable["Look"], count: int, total: int, told: Told) -> Iterator[list["Look"]]:
    """The looks, as many at a time as are kept at a stroke; one empty batch at least, for what has gone."""
    batch: list[Look] = []
    for done, look in enumerate(looks, total - count + 1):
        told(done, total)
        batch.append(look)
        if len(batch) >= _AT_ONCE:
            yield batch
            batch = []
    yield batch


@dataclass(frozen=True, slots=True)
class Look:
    """A file looked at.

    Attributes:
        seen: it as text; `None` where nobody needs it so.
        found: what is wrong, where it is at hand as values.
        kept: what figures and lists need, where it is at hand as values.
        defects: the kinds of problem named in it, packed, by code.
        is_plain: whether the cache may know it: not where links lead to the file.
    """

    entry: Entry
    found: Verdict | None
    seen: Seen | None
    kept: "Kept | None"
    defects: Mapping[str, str]
    is_plain: bool = True

    @property
    def verdict(self) -> Verdict:
        """What is wrong in it."""
        if self.found is not None or self.seen is None:
            return self.found or Verdict(self.entry.path, self.entry.case, "")
        defects = {code: unpacked_defect(body) for code, body in self.defects.items()}
        return unpacked(self.seen.body, self.entry.path, self.entry.case, defects)


def look_at(standpoint: Standpoint, entry: Entry, wish: Wish, *, is_packed: bool) -> Look:
    """Look at a file in this process."""
    found = inspect_file(standpoint, entry, is_kept=wish.is_kept)
    if not is_packed or found.state is None:
        return Look(entry, found.verdict, None, found.kept, {}, is_plain=False)
    return Look(entry, found.verdict, seen_of(found, wish.text_of), None, defects_of(found.verdict))


def seen_of(found: Inspection, text_of: TextOf) -> Seen:
    """What was found in a file, as it is kept."""
    verdict = found.verdict
    state = state_of(found.state, time.time_ns()) if found.state is not None else ""
    ordered = sorted(verdict.diagnostics, key=lambda diagnostic: diagnostic.order)
    known = Known(
        verdict.path,
        state,
        verdict.digest,
        " ".join(map(str, (*tally(ordered), verdict.waived))),
        "\n".join(use.canonical for use in verdict.dockets),
        "\n".join(link.case for link in verdict.links),
        packed_documents(verdict.documents),
    )
    kept = None
    if found.kept is not None:
        from yingsu.inspection.packing import packed_counted, packed_due  # noqa: PLC0415 -- as above

        kept = (packed_counted(found.kept.counted), packed_due(found.kept.due))
    text, coloured = text_of(ordered)
    return Seen(known, text, coloured, packed(verdict), kept)


def defects_of(verdict: Verdict) -> dict[str, str]:
    """The kinds of problem that a verdict names, packed, by code."""
    return {found.defect.code: packed_defect(found.defect) for found in verdict.diagnostics}
