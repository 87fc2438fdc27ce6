"""府院沟通 of the cases, the year's events, letters: who was in touch with whom, and what came of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from yingsu.domain.aftermath import Letter
from yingsu.domain.deadline_core import Desk
from yingsu.domain.deadlines import reply_deadline
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.office import Office
from yingsu.domain.period import Period
from yingsu.domain.records import Event, UnitLetter
from yingsu.domain.terms import EventKind, Implementation, LetterKind
from yingsu.domain.view import View
from yingsu.metrics.core import Traits
from yingsu.metrics.items import traits_of
from yingsu.metrics.risk import Course, acting_units

ATTENDED = (EventKind.TRAINING, EventKind.COURT_VISIT, EventKind.JOINT_MEETING)
"""The events that units take part in; the others are published."""


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """府院沟通 in a case.

    Attributes:
        units: the own units whose act it is, as reported.
        held_on: `None` where the file does not say; then `course` tells when the case was in court.
        rectification: what was mended after it, as written; empty where nothing is.
    """

    case: str
    units: tuple[str, ...]
    traits: Traits
    held_on: date | None
    court: str
    mode: str
    content: str
    rectification: str
    course: Course

    def is_undated_in(self, period: Period) -> bool:
        """Whether it has no day and its case was open in a period."""
        return self.held_on is None and self.course.is_open_in(period)


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event of the year.

    Attributes:
        units: the own units that took part, as reported (归口); `others` those that are no own units.
        attendance: 人数; `None` where it is not said.
    """

    path: str
    kind: EventKind
    held_on: date
    subject: str
    speaker: str
    units: tuple[str, ...]
    others: tuple[str, ...]
    attendance: int | None

    @property
    def is_silent(self) -> bool:
        """Whether units take part in such an event and the file names none."""
        return self.kind in ATTENDED and not self.units and not self.others


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A letter, of a case or of none.

    Attributes:
        source: the case id, or the path of the file of letters that belong to no case.
        unit: the recipient as written or derived; `reported` the own unit it is reported under, if it is one.
        reply_due_on: by 回复期限 or by law; `None` where there is none.
    """

    source: str
    is_of_case: bool
    unit: str
    reported: str | None
    traits: Traits
    kind: LetterKind
    number: str
    sender: str
    received_on: date
    reply_due_on: date | None
    replied_on: date | None
    implementation: Implementation | None


def contact_records(view: View) -> Iterator[ContactRecord]:
    """府院沟通 of a case, as known on the as-of day."""
    for contact in view.case.court_contacts:
        yield ContactRecord(
            view.id,
            acting_units(view),
            traits_of(view),
            contact.held_on,
            contact.court or "",
            contact.mode or "",
            contact.content or "",
            contact.rectification or "",
            Course.of(view),
        )


def event_record(office: Office, event: Event, as_of: date, path: str) -> EventRecord | None:
    """An event as known on a day; `None` where it is still to come."""
    if event.held_on > as_of:
        return None
    find, reported_under = office.directory.find, office.directory.reported_under
    own = [unit for unit in map(find, event.units) if unit is not None]
    return EventRecord(
        path,
        event.kind,
        event.held_on,
        event.subject or "",
        event.speaker or "",
        tuple(dict.fromkeys(reported_under(unit).name for unit in own)),
        tuple(name for name in event.units if find(name) is None),
        event.attendance,
    )


def letter_records(view: View) -> Iterator[LetterRecord]:
    """The letters of a case: to the unit they name, else to the first that handles it."""
    handlers = handling_units(view)
    for letter in view.case.letters:
        recipient = letter.unit or (handlers[0] if handlers else "")
        yield _letter(Desk.of(view), letter, recipient, (view.id, traits_of(view)))


def unit_letter_record(office: Office, letter: UnitLetter, as_of: date, path: str) -> LetterRecord | None:
    """A letter that belongs to no case, as known on a day; `None` where it came later."""
    known = letter.known_on(as_of)
    return _letter(Desk(office, as_of), known, known.unit, (path, None)) if known is not None else None


def _letter(desk: Desk, letter: Letter, recipient: str, of: tuple[str, Traits | None]) -> LetterRecord:
    source, traits = of
    unit = desk.office.directory.find(recipient)
    limit = reply_deadline(desk, letter, recipient or None)
    return LetterRecord(
        source,
        traits is not None,
        recipient,
        desk.office.directory.reported_under(unit).name if unit is not None else None,
        traits or Traits("", ""),
        letter.kind,
        letter.number or "",
        letter.sender or "",
        letter.received_on,
        limit.due if limit is not None else None,
        letter.replied_on,
        letter.implementation,
    )


@dataclass(frozen=True, slots=True)
class KindCount:
    """How often something was held, and who took part.

    Attributes:
        people: 人次 of those whose 人数 is said; `unsaid` how many say none, of those that units attend.
        silent: how many name no unit.
    """

    kind: EventKind
    times: int
    people: int
    unsaid: int
    silent: int
    units: tuple[str, ...]


def by_kind(events: Iterable[EventRecord]) -> tuple[KindCount, ...]:
    """The kinds of event, each with its count, also where there was none."""
    kept = tuple(events)
    return tuple(_kind_count(kind, [each for each in kept if each.kind is kind]) for kind in EventKind)


def _kind_count(kind: EventKind, events: list[EventRecord]) -> KindCount:
    said = [each.attendance for each in events if each.attendance is not None]
    return KindCount(
        kind,
        len(events),
        sum(said),
        len(events) - len(said) if kind in ATTENDED else 0,
        sum(each.is_silent for each in events),
        tuple(dict.fromkeys(unit for each in events for unit in each.units)),
    )


@dataclass(frozen=True, slots=True)
class ContactFigures:
    """Everything a report says of contact and learning in a period.

    Attributes:
        contacts: 府院沟通 held in the period; `undated` those without a day, of cases in court in it.
        letters: received in the period.
        events: held in the period; of a report of one unit those it took part in.
        absent: the own units with a case in the period that took part in nothing, where there was something to take
            part in; `absent_idle` the other own units that did not.
        event_files: the files of all events of the period, which tell who was absent.
    """

    contacts: tuple[ContactRecord, ...]
    undated: tuple[ContactRecord, ...]
    events: tuple[EventRecord, ...]
    letters: tuple[LetterRecord, ...]
    absent: tuple[str, ...]
    absent_idle: tuple[str, ...]
    event_files: tuple[str, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The case ids and paths that these rest on."""
        cases = {each.case for each in (*self.contacts, *self.undated)}
        return frozenset(cases | set(self.event_files) | {each.source for each in self.letters})

    @property
    def participation(self) -> Mapping[str, Mapping[EventKind, int]]:
        """How often each unit that took part did so, by kind; those that did most first."""
        found: dict[str, Counter[EventKind]] = {}
        for event in self.events:
            for unit in event.units:
                found.setdefault(unit, Counter())[event.kind] += 1
        ordered = sorted(found.items(), key=lambda pair: (-pair[1].total(), pair[0]))
        return {unit: dict(counts) for unit, counts in ordered}


def contact_figures(
    contacts: Iterable[ContactRecord],
    events: Iterable[EventRecord],
    letters: Iterable[LetterRecord],
    period: Period,
    units: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    only: str | None = None,
) -> ContactFigures:
    """The contact of a period.

    Args:
        contacts: of any day, as events and letters are.
        events: of every unit: who is absent is asked of all.
        letters: those of the report.
        period: the period.
        units: the own units with a case in the period, and the others.
        only: the unit whose report it is; `None` for the county's.
    """
    all_contacts = tuple(contacts)
    held = tuple(each for each in events if each.held_on in period)
    present = {unit for each in held for unit in each.units}
    is_held = any(each.kind in ATTENDED for each in held)
    busy, idle = (tuple(unit for unit in group if is_held and unit not in present) for group in units)
    return ContactFigures(
        tuple(each for each in all_contacts if each.held_on is not None and each.held_on in period),
        tuple(each for each in all_contacts if each.is_undated_in(period)),
        tuple(each for each in held if only is None or only in each.units),
        tuple(each for each in letters if each.received_on in period),
        busy,
        idle,
        tuple(dict.fromkeys(each.path for each in held)),
    )
