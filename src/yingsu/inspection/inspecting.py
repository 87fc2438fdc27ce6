"""One file: bytes, data with places, a typed record, its view on the as-of day; then findings, and what is kept.

The record itself is dropped, so memory grows by what is kept only.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from yingsu.diagnostic import Diagnostic
from yingsu.domain.case import Case
from yingsu.domain.records import Event, Screening, UnitLetter
from yingsu.domain.view import View
from yingsu.inspection.standpoint import Standpoint
from yingsu.places import case_links, docket_uses, told
from yingsu.reading.files import Unreadable
from yingsu.reading.named_files import documents_of, missing_files
from yingsu.reading.tree import Entry, FileKind, read_stamped
from yingsu.reading.validation import AnyNode, Reading, read_list, read_record
from yingsu.reading.workspace import linked
from yingsu.rules.core import findings
from yingsu.rules.records import letter_findings, screening_findings
from yingsu.rules.registry import DEFECTS, RULES
from yingsu.rules.waivers import Found, apply_waivers
from yingsu.verdict import Verdict

if TYPE_CHECKING:
    from yingsu.inspection.kept import Kept


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one look at a file gave.

    Attributes:
        kept: `None` where only what is wrong was asked for.
        state: of the file just before it was read; `None` where links lead to it or it could not be read.
    """

    verdict: Verdict
    kept: "Kept | None"
    state: os.stat_result | None = None


def inspect_file(standpoint: Standpoint, entry: Entry, *, is_kept: bool = True) -> Inspection:
    """Look at one file in a known place.

    Args:
        standpoint: from where.
        entry: which.
        is_kept: whether what figures and lists need of it is asked for, or only what is wrong.

    Raises:
        RuleCrashError: a rule failed; our fault.
    """
    try:
        content, state = read_stamped(standpoint.root, entry)
    except Unreadable as error:
        verdict = Verdict(entry.path, entry.case, "", (error.diagnostic,))
        return Inspection(verdict, _nothing() if is_kept else None)
    verdict, keep = _LOOKS[entry.kind](standpoint, entry, content)
    return Inspection(verdict, keep() if is_kept else None, state)


_Look = tuple[Verdict, "Callable[[], Kept]"]
"""What is wrong, and what to call for the rest: figures cost as much as rules, and a check does without them."""


def _look_at_case(standpoint: Standpoint, entry: Entry, content: bytes) -> _Look:
    reading = read_record(content, Case, entry.path, entry.case)
    verdict = Verdict(reading.path, reading.case, _digest(content), tuple(reading.diagnostics()))
    if reading.legible is None or reading.case is None:
        return verdict, _nothing
    named = tuple(reading.legible.files())
    documents = documents_of(standpoint.root, entry, named)
    view = View(reading.case, reading.legible, standpoint.office, standpoint.as_of, standpoint.today)
    waived = apply_waivers(view, tuple(findings(RULES, view)), DEFECTS)
    is_whole = reading.node is not None and standpoint.is_sound
    verdict = Verdict(
        reading.path,
        reading.case,
        verdict.digest,
        (
            *verdict.diagnostics,
            *missing_files(reading, named, documents),
            *told(reading, waived.kept, is_whole=is_whole),
        ),
        waived.count,
        is_whole,
        tuple(docket_uses(reading, view)),
        documents=documents,
    )
    return verdict, partial(_kept_of_case, reading, view) if is_whole else _nothing


def _look_at_screening(standpoint: Standpoint, entry: Entry, content: bytes) -> _Look:
    reading = read_record(content, Screening, entry.path)
    verdict = Verdict(reading.path, None, _digest(content), tuple(reading.diagnostics()))
    if reading.legible is not None:
        wrong = screening_findings(standpoint.office, reading.legible, standpoint.as_of)
        verdict = replace(
            verdict,
            diagnostics=(*verdict.diagnostics, *_told(standpoint, reading, wrong)),
            links=tuple(case_links(reading, linked(reading.legible, entry))),
        )
    if reading.node is None or not standpoint.is_sound:
        return verdict, _nothing
    verdict = replace(verdict, is_whole=reading.node.screened_on <= standpoint.as_of)
    return verdict, partial(_kept_of_screening, standpoint, reading, linked(reading.node, entry))


def _look_at_letters(standpoint: Standpoint, entry: Entry, content: bytes) -> _Look:
    reading = read_list(content, UnitLetter, entry.path)
    wrong = (
        found
        for letter in reading.legibles
        for found in _told(standpoint, reading, letter_findings(standpoint.office, letter, standpoint.as_of))
    )
    nodes = reading.nodes if standpoint.is_sound else ()
    verdict = Verdict(
        reading.path,
        None,
        _digest(content),
        (*reading.diagnostics(), *wrong),
        is_whole=bool(nodes),
    )
    return verdict, partial(_kept_of_letters, standpoint, reading, nodes)


def _look_at_events(standpoint: Standpoint, entry: Entry, content: bytes) -> _Look:
    reading = read_list(content, Event, entry.path)
    nodes = reading.nodes if standpoint.is_sound else ()
    verdict = Verdict(
        reading.path, None, _digest(content), tuple(reading.diagnostics()), is_whole=bool(nodes)
    )
    return verdict, partial(_kept_of_events, standpoint, reading.path, nodes)


_LOOKS: Mapping[FileKind, Callable[[Standpoint, Entry, bytes], _Look]] = {
    FileKind.CASE: _look_at_case,
    FileKind.SCREENING: _look_at_screening,
    FileKind.LETTERS: _look_at_letters,
    FileKind.EVENTS: _look_at_events,
}


def _nothing() -> "Kept":
    from yingsu.inspection.kept import NOTHING_KEPT  # noqa: PLC0415 -- with the next ones: a check loads no figure

    return NOTHING_KEPT


def _kept_of_case(reading: Reading[Case], view: View) -> "Kept":
    from yingsu.inspection.keeping import kept_of_case  # noqa: PLC0415

    return kept_of_case(reading, view)


def _kept_of_screening(standpoint: Standpoint, reading: Reading[Screening], screening: Screening) -> "Kept":
    from yingsu.inspection.keeping import kept_of_screening  # noqa: PLC0415

    return kept_of_screening(standpoint, reading, screening)


def _kept_of_letters(
    standpoint: Standpoint, reading: Reading[UnitLetter], letters: tuple[UnitLetter, ...]
) -> "Kept":
    from yingsu.inspection.keeping import kept_of_letters  # noqa: PLC0415

    return kept_of_letters(standpoint, reading, letters)


def _kept_of_events(standpoint: Standpoint, path: str, events: tuple[Event, ...]) -> "Kept":
    from yingsu.inspection.keeping import kept_of_events  # noqa: PLC0415

    return kept_of_events(standpoint, path, events)


def _told(standpoint: Standpoint, reading: Reading[AnyNode], found: Iterable[Found]) -> Iterable[Diagnostic]:
    is_whole = standpoint.is_sound and (reading.node is not None or bool(reading.nodes))
    return told(reading, found, is_whole=is_whole)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
