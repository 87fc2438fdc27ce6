"""Due days as plain values: what is kept of a case when the case itself is dropped.

Agenda, missing and calendar files are made of these. They hold text, days and flags only, no part of a case, so that
they can be kept in a cache.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Final

from yingsu.domain.answer import Answer
from yingsu.domain.calendar import Calendar
from yingsu.domain.case import Case
from yingsu.domain.deadline_core import Deadline, Status
from yingsu.domain.deadline_kinds import KINDS, DeadlineKind, Nature
from yingsu.domain.deadlines import deadlines
from yingsu.domain.holidays import HOLIDAYS, HolidayYear
from yingsu.domain.node import Path
from yingsu.domain.parties import Responsibility, Team
from yingsu.domain.proceeding import Hearing, Proceeding
from yingsu.domain.view import View

HEARING: Final = "K07"
"""A hearing to come: an event more than a duty."""

_COURT_TERMS: Final = frozenset({"D14", "D15", "D16", "D20"})
"""Terms of the court that are worth knowing when they have run out: the case is still there."""

_BY_DEFENDANT: Final = Proceeding.model_fields["by_defendant"].alias
_SATURDAY: Final = 5

LineOf = Callable[[Path], int]
"""The line of a part of a file."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose due days they are.

    Attributes:
        case: the case id; empty for a letter or a screening of no case.
        name: what the case, or the act, is called.
        path: the file, relative to the workspace.
        people: who answers for it.
    """

    case: str
    name: str
    path: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlineRecord:
    """A due day, as it stood on the as-of day.

    Attributes:
        identity: which due day of its file it is, whatever the day: the same after a day has moved.
        key: the number of its kind.
        is_missed: whether a unit of ours missed it; not where the file only does not say that it was done.
        line: where the fact that starts it stands.
        moved_from: the day as it was to be counted before later holiday notices and the office's own days; `None`
            where it is the same.
    """

    origin: Origin
    identity: str
    key: str
    title: str
    docket: str | None
    unit: str | None
    start: date
    start_fact: str
    due: date
    done: date | None
    status: str
    status_words: str
    days_left: int
    provisional: bool
    steps: tuple[str, ...]
    is_ours: bool
    is_missed: bool
    line: int
    moved_from: date | None = None

    @property
    def kind(self) -> DeadlineKind:
        """Its kind: title, basis, nature."""
        return KINDS[self.key]

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do, or to wait for."""
        return self.status == Status.OPEN

    @property
    def is_unsaid(self) -> bool:
        """Whether the day of a duty of ours is past and the file does not say whether it was done."""
        return self.is_ours and self.status == Status.OVERDUE and not self.is_missed


def case_origin(view: View, path: str) -> Origin:
    """The origin of the due days of a case."""
    return Origin(view.id, view.case.name, path, _people_of_case(view.case))


def case_records(
    view: View, origin: Origin, line_of: LineOf, *, is_whole: bool = True
) -> Iterator[DeadlineRecord]:
    """The due days of a case, every one or those somebody may still ask for."""
    found = deadlines(view)
    before = _counted_before(view, found)
    for record in records(found, origin, line_of, is_whole=is_whole):
        earlier = before.get(record.identity)
        is_moved = record.is_open and earlier is not None and earlier != record.due
        yield replace(record, moved_from=earlier) if is_moved else record


def records(
    found: Iterable[Deadline], origin: Origin, line_of: LineOf, *, is_whole: bool = True
) -> Iterator[DeadlineRecord]:
    """Due days as plain values; also of a letter or a screening of no case."""
    found, origin = tuple(found), replace(origin, people=tuple(dict.fromkeys(origin.people)))
    kept = found if is_whole else tuple(each for each in found if _is_worth_keeping(each))
    for identity, deadline in _identified(found, kept):
        yield DeadlineRecord(
            origin=_origin_of(deadline, origin),
            identity=identity,
            key=deadline.key,
            title=deadline.title,
            docket=deadline.docket,
            unit=deadline.unit,
            start=deadline.start,
            start_fact=deadline.start_fact,
            due=deadline.due,
            done=deadline.done,
            status=deadline.status.value,
            status_words=deadline.status_words,
            days_left=deadline.days_left,
            provisional=deadline.provisional,
            steps=deadline.steps,
            is_ours=deadline.is_ours,
            is_missed=deadline.missed is Answer.YES,
            line=line_of((*deadline.node.path, deadline.node.key_of(deadline.field))),
        )


def _is_worth_keeping(deadline: Deadline) -> bool:
    """Whether anybody will ask for it again: not what is done, nor a right or a term of others that has passed."""
    if deadline.done is not None:
        return False
    is_open = deadline.status is Status.OPEN
    return is_open or deadline.kind.nature is Nature.DUTY or deadline.key in _COURT_TERMS


def _identified(found: tuple[Deadline, ...], wanted: tuple[Deadline, ...]) -> Iterator[tuple[str, Deadline]]:
    """Due days with what each is known by: its kind, its unit, the list entries it belongs to; never its day.

    Nor its 案号: that comes late, and the due day is still the same one.

    Args:
        found: all of a file: of those of one name the second, third … are told apart by their number.
        wanted: those of them that are asked for.
    """
    keys, ids = {each.key for each in wanted}, {id(each) for each in wanted}
    seen: Counter[str] = Counter()
    for deadline in found:
        if deadline.key not in keys:
            continue
        name = f"{deadline.key} {deadline.unit or ''} {_position(deadline.node.path)}"
        seen[name] += 1
        if id(deadline) in ids:
            yield name if seen[name] == 1 else f"{name} {seen[name]}", deadline


def _position(path: Path) -> str:
    """The list entries on the way to a part. A co-defendant's own days may be written later: they do not count."""
    steps = [f"{position}" for position in path[:1] if isinstance(position, int)]
    steps += [
        f"{name}{position}"
        for name, position in pairwise(path)
        if isinstance(position, int) and name != _BY_DEFENDANT
    ]
    return "/".join(steps)


def _origin_of(deadline: Deadline, origin: Origin) -> Origin:
    """The origin with those first who are named for the matter itself."""
    own = tuple(_people_of_part(deadline))
    return replace(origin, people=tuple(dict.fromkeys((*own, *origin.people)))) if own else origin


def _people_of_case(case: Case) -> tuple[str, ...]:
    return (*people_responsible(case.responsible), *_people_of_team(case.team))


def people_responsible(responsible: Responsibility | None) -> tuple[str, ...]:
    """The names of 责任人, the nearest to the work first."""
    if responsible is None:
        return ()
    names = (responsible.section_head, responsible.in_charge, responsible.chief)
    return tuple(name for name in names if name is not None)


def _people_of_team(team: Team | None) -> tuple[str, ...]:
    return (*team.experts, *team.legal_staff, *team.legal_counsel) if team is not None else ()


def _people_of_part(deadline: Deadline) -> Iterator[str]:
    """Who is named for the matter itself: for a measure, a risk point, a letter; who is to go to a hearing."""
    node = deadline.node
    for field in ("owner", "contact"):
        name = getattr(node, field) if field in type(node).model_fields else None
        if name is not None:
            yield name
    if isinstance(node, Hearing):
        yield from (person.name for person in node.planned if person.name is not None)


def _counted_before(view: View, found: tuple[Deadline, ...]) -> dict[str, date]:
    """Where the days of a case stood before later notices of holidays and without the office's own days.

    The notice for a year comes late in the year before. So what was counted when a period began knew the holidays of
    that year at most; over later years it had weekends only.
    """
    before: dict[str, date] = {}
    years = {each.start.year for each in found if each.status is Status.OPEN and _may_have_moved(view, each)}
    for year in sorted(years):
        office = replace(view.office, calendar=calendar_known_in(year))
        counted = deadlines(View(view.id, view.whole, office, view.as_of, view.today))
        starts = {name: each.start.year for name, each in _identified(found, found)}
        before |= {name: each.due for name, each in _identified(counted, counted) if starts.get(name) == year}
    return before


def _may_have_moved(view: View, deadline: Deadline) -> bool:
    first, last = sorted((deadline.start, deadline.due))
    calendar = view.office.calendar
    if any(calendar.is_confirmed(year) for year in range(first.year + 1, last.year + 1)):
        return True
    own_days = calendar.own_days_off | calendar.own_working_days
    return any(first <= day <= max(last, deadline.nominal) for day in own_days)


@lru_cache(maxsize=4)
def calendar_known_in(year: int) -> Calendar:
    """The calendar as it stood in a year: no notice of a later one, no own days."""
    later = [notice for notice in HOLIDAYS.values() if notice.year > year]
    worked = frozenset(day for notice in later for day in _weekdays_off(notice))
    off = frozenset(day for notice in later for day in notice.working_days)
    return Calendar(own_days_off=off, own_working_days=worked)


def _weekdays_off(notice: HolidayYear) -> Iterator[date]:
    for span in notice.days_off:
        for number in range(span.first.toordinal(), span.last.toordinal() + 1):
            day = date.fromordinal(number)
            if day.weekday() < _SATURDAY:
                yield day
