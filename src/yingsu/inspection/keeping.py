"""What is kept of a file that could be read: facts for figures and lists, due days and gaps."""

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
from yingsu.domain.records import Event, Screening, UnitLetter
from yingsu.domain.view import View
from yingsu.inspection.kept import CaseFacts, Counted, Due, Kept
from yingsu.inspection.standpoint import Standpoint
from yingsu.metrics.appearance import third_party_records
from yingsu.metrics.balance import proceeding_records
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.contact import contact_records, event_record, letter_records, unit_letter_record
from yingsu.metrics.learning import letter_items
from yingsu.metrics.performance import obligation_records
from yingsu.metrics.risk import case_risk, screening_record
from yingsu.reading.validation import AnyNode, Reading
from yingsu.rules.gap_kinds import Gap, GapRecord
from yingsu.rules.gaps import gaps, missed


def kept_of_case(reading: Reading[Case], view: View) -> Kept:
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


def kept_of_screening(standpoint: Standpoint, reading: Reading[Screening], screening: Screening) -> Kept:
    """What figures, lists and agenda need of a screening, the case it names being one of its workspace."""
    record = screening_record(standpoint.office, screening, standpoint.as_of, reading.path)
    found = screening_deadlines(standpoint.office, screening, standpoint.as_of)
    people = people_responsible(screening.responsible)
    origin = Origin("", f"风险排查：{screening.act}", reading.path, people)
    return Kept(Counted(screening=record), _due_of(reading, found, origin))


def kept_of_letters(
    standpoint: Standpoint, reading: Reading[UnitLetter], letters: tuple[UnitLetter, ...]
) -> Kept:
    """The same of letters that belong to no case."""
    office, day = standpoint.office, standpoint.as_of
    found = tuple(each for letter in letters for each in letter_deadlines(office, letter, day))
    due = _due_of(reading, found, Origin("", "来函（不属于案件）", reading.path))
    items = (item for letter in letters for item in letter_items(office, letter, day, reading.path))
    made = (unit_letter_record(office, letter, day, reading.path) for letter in letters)
    letters_kept = tuple(each for each in made if each is not None)
    return Kept(Counted(letter_items=tuple(items), letters=letters_kept), due)


def kept_of_events(standpoint: Standpoint, path: str, events: tuple[Event, ...]) -> Kept:
    """The same of what was held."""
    found = (event_record(standpoint.office, each, standpoint.as_of, path) for each in events)
    return Kept(Counted(events=tuple(event for event in found if event is not None)))


def _due_of(reading: Reading[AnyNode], found: tuple[Deadline, ...], origin: Origin) -> Due:
    """The due days of a file that is no case, and what is missing by them."""
    due = tuple(records(found, origin, _lines_of(reading), is_whole=False))
    return Due(due, tuple(_gap_record(reading, gap) for gap in missed(found)))


def _lines_of(reading: Reading[AnyNode]) -> LineOf:
    return lambda path: reading.source.span(path).line


def _gap_record(reading: Reading[AnyNode], gap: Gap) -> GapRecord:
    path = gap.node.path if gap.field is None else (*gap.node.path, gap.node.key_of(gap.field))
    basis = gap.cited or gap.kind.cited
    line = reading.source.span(path).line
    return GapRecord(
        gap.kind.key, reading.case or "", gap.units, reading.path, line, gap.what, basis, gap.since
    )
