"""The agenda: what is overdue, due today, due soon; for reading, as JSON, and as events of a calendar."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from typing import Any, Final

from yingsu.document import (
    Block,
    Column,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Table,
    Tone,
    day,
    text,
)
from yingsu.domain.deadline_core import Status
from yingsu.domain.deadline_kinds import KINDS
from yingsu.domain.deadline_record import HEARING, DeadlineRecord
from yingsu.domain.law import cite
from yingsu.domain.office import Directory
from yingsu.domain.settings import Settings
from yingsu.inspection.surveyed import FileSurvey
from yingsu.reports.checking import SCHEMA_VERSION
from yingsu.reports.days import day_json, standing
from yingsu.survey import Survey

USUAL_DAYS: Final = 30
"""How far an agenda looks ahead."""

USUAL_WARNING: Final = 3
"""Days ahead that a due day is brought up, where 提前提醒 says nothing of its kind."""

BY_DAY, BY_UNIT, BY_PERSON = "day", "unit", "person"
ARRANGEMENTS: Final = (BY_DAY, BY_UNIT, BY_PERSON)

_NOBODY: Final = "没有写责任人"
_NO_UNIT: Final = "法院、对方和单位名录以外的单位"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an agenda is asked for.

    Attributes:
        within: days ahead; a due day whose warning has come is there even beyond them.
        unit: the unit, by the name of the directory.
        person: a name of 责任人 or 专班, or of the one named for the matter itself.
        is_whole: with rights, terms of courts and of the other side, and days of which nothing is said.
        is_moved: only days that stand on another day than when their period began.
    """

    within: int = USUAL_DAYS
    unit: str | None = None
    person: str | None = None
    is_whole: bool = False
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """What falls due.

    Attributes:
        records: in order of their days.
        unsaid: how many days of ours are past without a word on whether it was done.
        others: how many rights and terms of others were left out.
        unread: how many cases cannot be read.
    """

    name: str
    as_of: date
    wanted: Wanted
    warnings: Mapping[str, int]
    records: tuple[DeadlineRecord, ...]
    unsaid: int = 0
    others: int = 0
    unread: int = 0

    @property
    def until(self) -> date:
        """The last day looked at."""
        return self.as_of + timedelta(days=self.wanted.within)

    def is_near(self, record: DeadlineRecord) -> bool:
        """Whether its warning has come."""
        return record.days_left <= days_ahead(self.warnings, record.key)


def days_ahead(warnings: Mapping[str, int], key: str) -> int:
    """How many days ahead a kind of due day is brought up."""
    return warnings.get(key, USUAL_WARNING)


def unknown_warnings(settings: Settings) -> tuple[str, ...]:
    """Keys of 提前提醒 that are no kind of due day."""
    return tuple(key for key in settings.reminders if key not in KINDS)


def agenda_of(survey: Survey, wanted: Wanted) -> Agenda:
    """The agenda of a workspace."""
    warnings = _warnings(survey)
    chosen: list[DeadlineRecord] = []
    unsaid = others = 0
    for record in _matching(survey, wanted):
        is_late = record.days_left < 0
        if not is_late and record.days_left > max(wanted.within, days_ahead(warnings, record.key)):
            continue
        is_own = record.is_ours and not record.is_unsaid
        if is_own or wanted.is_whole:
            chosen.append(record)
        elif record.is_unsaid:
            unsaid += 1
        else:
            others += 1
    ordered = tuple(sorted(chosen, key=_order))
    unread = len(survey.unread_cases)
    return Agenda(survey.name, survey.as_of, wanted, warnings, ordered, unsaid, others, unread)


def _warnings(survey: Survey) -> Mapping[str, int]:
    """提前提醒; of several workspaces the earliest, so that nobody is told later than his own says."""
    each = [member.office.settings.reminders for member in survey.members or (survey,)]
    return {key: max(days_ahead(one, key) for one in each) for key in dict.fromkeys(chain(*each))}


def _order(record: DeadlineRecord) -> tuple[date, bool, str, str, str]:
    """By day; a hearing before what has to be done for it."""
    return (record.due, record.key != HEARING, record.key, record.origin.path, record.identity)


def _matching(survey: Survey, wanted: Wanted) -> Iterator[DeadlineRecord]:
    """The due days of the unit and the person asked for."""
    for file in survey.files:
        for record in file.load_due().deadlines:
            if wanted.is_moved and record.moved_from is None:
                continue
            if wanted.person is not None and wanted.person not in record.origin.people:
                continue
            if wanted.unit is None or _is_of_unit(survey, file, record, wanted.unit):
                yield record


def _is_of_unit(survey: Survey, file: FileSurvey, record: DeadlineRecord, unit: str) -> bool:
    """Whether a due day is a unit's, or of a unit that is reported under it; a court's is of its cases' units."""
    directory = survey.office_of(record.origin.path).directory
    if record.unit is not None:
        return is_under(directory, record.unit, unit)
    facts = file.load().facts
    names = facts.headline.units if facts is not None else ()
    return any(is_under(directory, name, unit) for name in names)


def is_under(directory: Directory, name: str, unit: str) -> bool:
    """Whether a name means a unit, or one that is reported under it."""
    own = directory.find(name)
    return directory.is_same(name, unit) or (own is not None and directory.reported_under(own).name == unit)


def agenda_json(agenda: Agenda) -> dict[str, Any]:
    """The agenda in the form of spec/cli.md."""
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": agenda.name,
        "as_of": agenda.as_of.isoformat(),
        "within": agenda.wanted.within,
        "items": [
            {
                "case": record.origin.case or None,
                "name": record.origin.name,
                **day_json(record),
                "people": list(record.origin.people),
                "path": record.origin.path,
                "line": record.line,
                "warn_on": (record.due - timedelta(days=days_ahead(agenda.warnings, record.key))).isoformat(),
                "moved_from": record.moved_from.isoformat() if record.moved_from else None,
            }
            for record in agenda.records
        ],
    }


def agenda_document(agenda: Agenda, by: str = BY_DAY) -> Document:
    """The agenda on a page: the most urgent first, or by unit or person."""
    wanted = agenda.wanted
    facts = (("截至", agenda.as_of.isoformat()), ("单位", wanted.unit), ("人员", wanted.person))
    known = tuple((label, said) for label, said in facts if said is not None)
    return Document(tuple(_page(agenda, by)), title=f"{agenda.name}日程", facts=known)


def _page(agenda: Agenda, by: str) -> Iterator[Block]:
    if agenda.wanted.is_moved:
        yield from _moved(agenda)
        return
    groups = {BY_DAY: _by_urgency, BY_UNIT: _by_unit, BY_PERSON: _by_person}[by](agenda)
    for title, group in groups.items():
        listing = _listing(group, with_unit=by != BY_UNIT)
        yield Heading(2, f"{title}（{len(listing.entries)}）")
        yield listing
    if not agenda.records:
        yield Paragraph(f"{agenda.until.isoformat()} 以前没有到期的，也没有逾期的。", Tone.GOOD)
    for line in _remarks(agenda):
        yield Paragraph(line, Tone.QUIET)


def _by_urgency(agenda: Agenda) -> dict[str, list[DeadlineRecord]]:
    groups: dict[str, list[DeadlineRecord]] = {
        "已逾期": [],
        "今天": [],
        "临近，该动手了": [],
        f"此后至 {agenda.until.isoformat()}": [],
        "期限已过，供核对": [],
    }
    overdue, today, near, later, past = groups.values()
    for record in agenda.records:
        if record.status == Status.OVERDUE:
            (overdue if record.is_missed else past).append(record)
        elif record.days_left == 0:
            today.append(record)
        else:
            (near if agenda.is_near(record) else later).append(record)
    return {title: group for title, group in groups.items() if group}


def _by_unit(agenda: Agenda) -> dict[str, list[DeadlineRecord]]:
    return _grouped((record.unit or _NO_UNIT, record) for record in agenda.records)


def _by_person(agenda: Agenda) -> dict[str, list[DeadlineRecord]]:
    """Each under the one nearest to it: who is named for the matter, else the head of the section."""
    person = agenda.wanted.person
    return _grouped(
        (person or next(iter(record.origin.people), _NOBODY), record) for record in agenda.records
    )


def _grouped(pairs: Iterable[tuple[str, DeadlineRecord]]) -> dict[str, list[DeadlineRecord]]:
    groups: dict[str, list[DeadlineRecord]] = {}
    for title, record in pairs:
        groups.setdefault(title, []).append(record)
    return groups


def _listing(group: Iterable[DeadlineRecord], *, with_unit: bool) -> Listing:
    """An entry for each due day; one that several units have in a case stands once, with all of them."""
    merged: dict[tuple[object, ...], list[DeadlineRecord]] = {}
    for record in group:
        same = (record.due, record.key, record.title, whose(record), _state(record))
        merged.setdefault(same, []).append(record)
    return Listing(tuple(_entry(records, with_unit=with_unit) for records in merged.values()))


def _entry(records: list[DeadlineRecord], *, with_unit: bool) -> Entry:
    first = records[0]
    units = "、".join(dict.fromkeys(record.unit for record in records if record.unit is not None))
    below = f"{units}　{whose(first)}" if with_unit and units else whose(first)
    tone = Tone.BAD if first.is_missed else Tone.PLAIN
    return Entry(first.due.isoformat(), f"{_state(first)}　{first.title}", (below,), tone)


def _state(record: DeadlineRecord) -> str:
    said = "已过" if record.status == Status.OVERDUE and not record.is_missed else standing(record)
    return f"{said}，暂定" if record.provisional else said


def whose(record: DeadlineRecord) -> str:
    """The case, or what stands in its place for a letter or a screening of no case."""
    return record.origin.case or record.origin.name


def _moved(agenda: Agenda) -> Iterator[Block]:
    columns = (Column("现在"), Column("原为"), Column("事项"), Column("单位"), Column("案件"))
    rows = tuple(
        (
            day(record.due),
            day(record.moved_from),
            text(record.title),
            text(record.unit or "—"),
            text(whose(record)),
        )
        for record in agenda.records
    )
    how = "“原为”按起算那年已有的放假安排推算，以后年度只计周末，不计本单位的放假、上班日。"
    if rows:
        yield Table(columns, rows, how)
    else:
        yield Paragraph("没有因放假安排或本单位放假、上班日变动的期限。", Tone.GOOD)
        yield Paragraph(how, Tone.QUIET)


def _remarks(agenda: Agenda) -> Iterator[str]:
    if any(record.provisional for record in agenda.records):
        yield "暂定：放假安排没有公布的年份只按周末推算，公布后会变。"
    if agenda.unsaid:
        yield f"另有 {agenda.unsaid} 个期限已过，案卷没有写是否办理：yingsu missing --kind day"
    if agenda.others:
        yield f"另有 {agenda.others} 个权利和法院、对方的期限，用 --all 列出。"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A due day as an event of a calendar.

    Attributes:
        uid: the same whatever the day, so that a day that has moved moves the event.
        warn: days ahead that the calendar rings; `None` where the day is past.
    """

    uid: str
    on: date
    summary: str
    description: str
    is_busy: bool = False
    warn: int | None = None
    categories: tuple[str, ...] = field(default=())


def appointments(agenda: Agenda) -> Iterator[Appointment]:
    """The events of an agenda."""
    for record in agenda.records:
        place = record.origin.case or record.origin.path
        late = "【逾期】" if record.is_missed else ""
        unit = f"　{record.unit}" if record.unit else ""
        yield Appointment(
            uid=f"{place} {record.identity}",
            on=record.due,
            summary=f"{late}{record.title}{unit}　{whose(record)}",
            description="\n".join(_described(record)),
            is_busy=record.key == HEARING,
            warn=days_ahead(agenda.warnings, record.key) if record.is_open else None,
            categories=("行政应诉", record.kind.title),
        )


def _described(record: DeadlineRecord) -> Iterator[str]:
    yield record.origin.name
    if record.docket:
        yield record.docket
    yield from record.steps
    if record.kind.basis:
        yield f"依据：{cite(*record.kind.basis)}"
    if record.kind.note:
        yield f"说明：{record.kind.note}"
    if record.origin.people:
        yield f"人员：{'、'.join(record.origin.people)}"
    yield f"案卷：{record.origin.path}"
