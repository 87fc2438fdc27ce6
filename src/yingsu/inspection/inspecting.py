"""One file: bytes, data with places, a typed record, its view on the as-of day; then findings, and what is kept.

The record itself is dropped, so memory grows by what is kept only.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from yingsu.diagnostic import Diagnostic
from yingsu.domain.case import Case
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.deadline_record import (
    LineOf,
    Origin,
    case_origin,
    case_records,
    people_responsible,
    records,
)
from yingsu.domain.deadlines import letter_deadlines, screening_deadlines
from yingsu.domain.facts.headline import headline
from yingsu.domain.office import Office
from yingsu.domain.records import Event, Screening, UnitLetter
from yingsu.domain.view import View
from yingsu.inspection.kept import NOTHING_KEPT, CaseFacts, Counted, Due, Kept
from yingsu.metrics.appearance import third_party_records
from yingsu.metrics.balance import proceeding_records
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.contact import contact_records, event_record, letter_records, unit_letter_record
from yingsu.metrics.learning import letter_items
from yingsu.metrics.performance import obligation_records
from yingsu.metrics.risk import ScreeningRecord, case_risk, screening_record
from yingsu.places import case_links, docket_uses, told
from yingsu.reading.files import Unreadable
from yingsu.reading.named_files import documents_of, missing_files
from yingsu.reading.tree import Entry, FileKind, read_stamped
from yingsu.reading.validation import AnyNode, Reading, read_list, read_record
from yingsu.reading.workspace import linked
from yingsu.rules.core import findings
from yingsu.rules.gap_kinds import Gap, GapRecord
from yingsu.rules.gaps import gaps, missed
from yingsu.rules.records import letter_findings, screening_findings
from yingsu.rules.registry import DEFECTS, RULES
from yingsu.rules.waivers import Found, apply_waivers
from yingsu.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What is the same for every file of a survey.

    Attributes:
        as_of: the day; later facts do not exist.
        today: the present day where that is another: a fact beyond it is a slip.
        is_sound: whether settings and units could be read whole: else rules speak, and nothing is counted.
    """

    root: Path
    office: Office
    as_of: date
    today: date | None
    is_sound: bool = True


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one look at a file gave.

    Attributes:
        kept: `None` where only what is wrong was asked for.
        state: of the file just before it was read; `None` where links lead to it or it could not be read.
    """

    verdict: Verdict
    kept: Kept | None
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
        return Inspection(verdict, NOTHING_KEPT if is_kept else None)
    verdict, keep = _LOOKS[entry.kind](standpoint, entry, content)
    return Inspection(verdict, keep() if is_kept else None, state)


_Look = tuple[Verdict, Callable[[], Kept]]
"""What is wrong, and what to call for the rest: figures cost more than rules, and a check does without them."""


def _look_at_case(standpoint: Standpoint, entry: Entry, content: bytes) -> _Look:
    reading = read_record(content, Case, entry.path, entry.case)
    verdict = Verdict(reading.path, reading.case, _digest(content), tuple(reading.diagnostics()))
    if reading.legible is None or reading.case is None:
        return verdict, _nothing
    documents = tuple(documents_of(standpoint.root, entry, reading.legible))
    view = View(reading.case, reading.legible, standpoint.office, standpoint.as_of, standpoint.today)
    waived = apply_waivers(view, tuple(findings(RULES, view)), DEFECTS)
    is_whole = reading.node is not None and standpoint.is_sound
    verdict = Verdict(
        reading.path,
        reading.case,
        verdict.digest,
        (
            *verdict.diagnostics,
            *missing_files(reading, reading.legible, documents),
            *told(reading, waived.kept, is_whole=is_whole),
        ),
        waived.count,
        is_whole,
        tuple(docket_uses(reading, view)),
        documents=documents,
    )
    return verdict, partial(_kept_of_case, reading, view) if is_whole else _nothing


def _kept_of_case(reading: Reading[Case], view: View) -> Kept:
    """What figures, lists and agenda need of a case that could be read whole."""
    facts = CaseFacts(
        headline(view),
        {key: tuple(metric.items(view)) for key, metric in METRICS.items()},
        tuple(proceeding_records(view)),
        tuple(obligation_records(view)),
        tuple(third_party_records(view)),
        case_risk(view),
        tuple(contact_records(view)),
        tuple(letter_records(view)),
    )
    due = case_records(view, case_origin(view, reading.path), _lines_of(reading), is_whole=False)
    missing = tuple(_gap_record(reading, gap) for gap in gaps(view))
    return Kept(Counted(facts), Due(tuple(due), missing))


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
    record = screening_record(standpoint.office, linked(reading.node, entry), standpoint.as_of, reading.path)
    verdict = replace(verdict, is_whole=record is not None)
    return verdict, partial(_kept_of_screening, standpoint, reading, reading.node, record)


def _kept_of_screening(
    standpoint: Standpoint,
    reading: Reading[Screening],
    screening: Screening,
    record: ScreeningRecord | None,
) -> Kept:
    found = screening_deadlines(standpoint.office, screening, standpoint.as_of)
    people = people_responsible(screening.responsible)
    origin = Origin("", f"风险排查：{screening.act}", reading.path, people)
    return Kept(Counted(screening=record), _due_of(reading, found, origin))


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


def _kept_of_letters(
    standpoint: Standpoint, reading: Reading[UnitLetter], letters: tuple[UnitLetter, ...]
) -> Kept:
    office, day = standpoint.office, standpoint.as_of
    found = tuple(each for letter in letters for each in letter_deadlines(office, letter, day))
    due = _due_of(reading, found, Origin("", "来函（不属于案件）", reading.path))
    items = (item for letter in letters for item in letter_items(office, letter, day, reading.path))
    made = (unit_letter_record(office, letter, day, reading.path) for letter in letters)
    letters_kept = tuple(each for each in made if each is not None)
    return Kept(Counted(letter_items=tuple(items), letters=letters_kept), due)


def _look_at_events(standpoint: Standpoint, entry: Entry, content: bytes) -> _Look:
    reading = read_list(content, Event, entry.path)
    nodes = reading.nodes if standpoint.is_sound else ()
    verdict = Verdict(
        reading.path, None, _digest(content), tuple(reading.diagnostics()), is_whole=bool(nodes)
    )
    return verdict, partial(_kept_of_events, standpoint, reading.path, nodes)


def _kept_of_events(standpoint: Standpoint, path: str, events: tuple[Event, ...]) -> Kept:
    found = (event_record(standpoint.office, each, standpoint.as_of, path) for each in events)
    return Kept(Counted(events=tuple(event for event in found if event is not None)))


_LOOKS: Mapping[FileKind, Callable[[Standpoint, Entry, bytes], _Look]] = {
    FileKind.CASE: _look_at_case,
    FileKind.SCREENING: _look_at_screening,
    FileKind.LETTERS: _look_at_letters,
    FileKind.EVENTS: _look_at_events,
}


def _nothing() -> Kept:
    return NOTHING_KEPT


def _due_of(reading: Reading[AnyNode], found: tuple[Deadline, ...], origin: Origin) -> Due:
    """The due days of a file that is no case, and what is missing by them."""
    due = tuple(records(found, origin, _lines_of(reading), is_whole=False))
    return Due(due, tuple(_gap_record(reading, gap) for gap in missed(found)))


def _told(standpoint: Standpoint, reading: Reading[AnyNode], found: Iterable[Found]) -> Iterable[Diagnostic]:
    is_whole = standpoint.is_sound and (reading.node is not None or bool(reading.nodes))
    return told(reading, found, is_whole=is_whole)


def _lines_of(reading: Reading[AnyNode]) -> LineOf:
    return lambda path: reading.source.span(path).line


def _gap_record(reading: Reading[AnyNode], gap: Gap) -> GapRecord:
    path = gap.node.path if gap.field is None else (*gap.node.path, gap.node.key_of(gap.field))
    basis = gap.cited or gap.kind.cited
    line = reading.source.span(path).line
    return GapRecord(
        gap.kind.key, reading.case or "", gap.units, reading.path, line, gap.what, basis, gap.since
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
