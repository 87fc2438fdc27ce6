"""来函办理台账: what courts and others wrote and what was done; 府院联动台账: what was talked over with the court."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yingsu.document import Align, Cell, Tone, text
from yingsu.domain.aftermath import CourtContact, Letter
from yingsu.domain.deadline_aftermath import of_letter
from yingsu.domain.deadline_core import Deadline, Desk, Status
from yingsu.domain.deadlines import reply_deadline
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.law import COUNTY_OPINION, cite
from yingsu.domain.parties import Responsibility
from yingsu.domain.records import Event
from yingsu.domain.terms import EventKind, Implementation, LetterKind, LetterSubject
from yingsu.domain.view import View
from yingsu.reports.ledger_core import (
    DAYS_NOTE,
    EMPTY,
    Entry,
    Field,
    Ledger,
    Scope,
    Source,
    dated,
    days_left,
    number,
    responsible_fields,
    term,
    unit_names,
    words,
)

_MEASURES: Final = "K04"
_SHOWN_MEASURES: Final = 3
BY_LETTER: Final = "来函写明"
IN_CASE: Final = "案件沟通"
_OWN_DAY: Final = "K03"


@dataclass(frozen=True)
class Received:
    """A letter as an office handles it.

    Attributes:
        recipient: the unit that got it; `None` where neither the letter nor the case says.
        view: the case, if it belongs to one.
        place: the case id, else the file.
    """

    desk: Desk
    letter: Letter
    recipient: str | None
    view: View | None
    place: str

    @cached_property
    def reply(self) -> Deadline | None:
        """The due day of the reply; `None` where neither the letter nor the law sets one."""
        return reply_deadline(self.desk, self.letter, self.recipient)

    @cached_property
    def measures(self) -> Deadline | None:
        """The due day of what it asks for."""
        found = of_letter(self.desk, self.letter, self.recipient)
        return next((each for each in found if each.key == _MEASURES), None)

    @property
    def responsible(self) -> Responsibility | None:
        """Who answers for the case."""
        return self.view.case.responsible if self.view is not None else None


def _letters(source: Source, scope: Scope) -> Iterator[Entry[Received]]:
    desk, view = Desk(scope.office, scope.as_of), source.view
    if view is not None:
        handler = next(iter(handling_units(view)), None)
        for letter in view.case.letters:
            yield _entry(Received(desk, letter, letter.unit or handler, view, view.id))
    for letter in source.letters:
        yield _entry(Received(desk, letter, letter.unit, None, source.path))


def _entry(row: Received) -> Entry[Received]:
    """Open until it is replied to and its measures are done, as far as either is asked for."""
    letter, units = row.letter, () if row.recipient is None else (row.recipient,)
    waits = [each.done for each in (row.reply, row.measures) if each is not None]
    is_settled = letter.implementation in {Implementation.DONE, Implementation.NOT_ADOPTED}
    is_open = None in waits or (not waits and not is_settled and letter.replied_on is None)
    days = (letter.received_on, letter.replied_on, letter.implemented_on)
    last = max(day for day in days if day is not None)
    return Entry(row, units, letter.received_on, None if is_open else last)


def _measure(place: int) -> Callable[[Received], Cell]:
    """One of the measures; the last column says how many more the file has."""

    def cell(row: Received) -> Cell:
        measures = row.letter.measures
        more = len(measures) - _SHOWN_MEASURES
        if place == _SHOWN_MEASURES and more > 0:
            return words(f"{measures[place - 1]}（另有{more}项，见案卷）")
        return words(measures[place - 1]) if place <= len(measures) else EMPTY

    return cell


def _basis(row: Received) -> Cell:
    """Who sets the time for the reply."""
    if row.reply is None:
        return EMPTY
    return words(BY_LETTER if row.reply.key == _OWN_DAY else cite(*row.reply.basis))


def _implementation(row: Received) -> Cell:
    found = row.letter.implementation
    is_late = row.measures is not None and row.measures.status is Status.OVERDUE
    return text(found.value, Tone.BAD if is_late else Tone.PLAIN) if found is not None else EMPTY


# One line is one column, as in the printed form: the formatter would make it seven.
# fmt: off
_LETTER_FIELDS: tuple[Field[Received], ...] = (
    Field("收到日期", 11, lambda row: dated(row.letter.received_on), is_brief=True),
    Field("种类", 14, lambda row: term(row.letter.kind), choices=tuple(LetterKind), is_brief=True),
    Field("文号", 18, lambda row: words(row.letter.number)),
    Field("来函机关", 16, lambda row: words(row.letter.sender)),
    Field("收函单位", 16, lambda row: words(row.recipient), choices=unit_names, is_brief=True,
          note="来函没有写明收函单位的，为案件的承办单位。"),
    Field("针对", 10, lambda row: term(row.letter.subject), choices=tuple(LetterSubject),
          note="规范性文件、公益诉讼诉前的，法律另有答复期限。"),
    Field("案件名称", 24, lambda row: words(row.view.case.name if row.view is not None else None),
          note="空着的，来函不属于哪一件案件。"),
    Field("对接人", 9, lambda row: words(row.letter.contact), basis=(COUNTY_OPINION.section(5),)),
    *responsible_fields(lambda row: row.responsible),
    Field("第一项", 18, _measure(1), group="措施"),
    Field("第二项", 18, _measure(2), group="措施"),
    Field("第三项", 18, _measure(3), group="措施"),
    Field("完成期限", 11, lambda row: dated(row.letter.done_by), group="措施"),
    Field("落实情况", 9, _implementation, group="措施", choices=tuple(Implementation), is_brief=True),
    Field("落实日期", 11, lambda row: dated(row.letter.implemented_on), group="措施"),
    Field("落实剩余天数", 10, lambda row: days_left(row.measures), group="措施", align=Align.RIGHT, note=DAYS_NOTE),
    Field("回复期限", 11, lambda row: dated(row.reply.due if row.reply is not None else None), group="回复",
          is_brief=True, note="来函写明的；没有写明而法律有规定的，按规定推算。空着的没有期限。"),
    Field("期限依据", 18, _basis, group="回复"),
    Field("回复日期", 11, lambda row: dated(row.letter.replied_on), group="回复"),
    Field("回复剩余天数", 10, lambda row: days_left(row.reply), group="回复", align=Align.RIGHT, is_brief=True,
          note=DAYS_NOTE),
    Field("案卷", 20, lambda row: words(row.place)),
)
# fmt: on

LETTERS: Final = Ledger(
    "来函",
    "法院等机关来函办理台账",
    "一份来函",
    "收到日期不晚于期末，期初以前还没有回复或落实完",
    (COUNTY_OPINION.section(5),),
    _LETTER_FIELDS,
    _letters,
)


@dataclass(frozen=True)
class Contact:
    """What was talked over with a court: in a case, or at a joint meeting of the year.

    Attributes:
        unit: the unit that did; `None` where the file does not say.
    """

    found: CourtContact | Event
    unit: str | None
    view: View | None
    place: str

    @property
    def origin(self) -> str:
        """Where it was: in a case, or a meeting."""
        return self.found.kind.value if isinstance(self.found, Event) else IN_CASE


def _contacts(source: Source, scope: Scope) -> Iterator[Entry[Contact]]:
    view = source.view
    if view is not None:
        handlers = handling_units(view)
        units = (*(unit.name for unit in view.own_defendants), *handlers)
        for contact in view.case.court_contacts:
            row = Contact(contact, next(iter(handlers), None), view, view.id)
            yield Entry(row, units, contact.held_on, contact.held_on)
    for event in source.events:
        if event.kind is EventKind.JOINT_MEETING and event.held_on <= scope.as_of:
            row = Contact(event, next(iter(event.units), None), None, source.path)
            yield Entry(row, event.units, event.held_on, event.held_on)


def _of_contact(read: Callable[[CourtContact], str | None]) -> Callable[[Contact], Cell]:
    """Something that only a talk in a case has."""
    return lambda row: words(read(row.found)) if isinstance(row.found, CourtContact) else EMPTY


def _content(row: Contact) -> Cell:
    return words(row.found.subject if isinstance(row.found, Event) else row.found.content)


def _units(row: Contact) -> Cell:
    return number(len(row.found.units) if isinstance(row.found, Event) else None)


def _docket(row: Contact) -> Cell:
    """The first 案号 of the case."""
    numbers = [each.case_number for each in row.view.case.proceedings] if row.view is not None else []
    return words(next((each for each in numbers if each is not None), None))


# fmt: off
_CONTACT_FIELDS: tuple[Field[Contact], ...] = (
    Field("日期", 11, lambda row: dated(row.found.held_on), is_brief=True),
    Field("场合", 14, lambda row: words(row.origin), choices=(IN_CASE, EventKind.JOINT_MEETING.value),
          is_brief=True),
    Field("法院", 18, _of_contact(lambda contact: contact.court), is_brief=True),
    Field("方式", 10, _of_contact(lambda contact: contact.mode)),
    Field("内容", 36, _content, is_brief=True, basis=(COUNTY_OPINION.section(5),),
          note="法院提出的问题，向法院说明的政策背景、执法目的和合理性考量。"),
    Field("整改", 30, _of_contact(lambda contact: contact.rectification), is_brief=True,
          note="对法院提出的程序、证据问题怎样改的。"),
    Field("单位", 18, lambda row: words(row.unit), choices=unit_names,
          note="案件的承办单位；联席会议为列在最前的参加单位。"),
    Field("参加单位数", 8, _units, align=Align.RIGHT, note="联席会议的。"),
    Field("案件名称", 26, lambda row: words(row.view.case.name if row.view is not None else None)),
    Field("案号", 23, _docket, note="案件最早的案号。"),
    Field("案卷", 20, lambda row: words(row.place)),
)
# fmt: on

CONTACTS: Final = Ledger(
    "府院联动",
    "府院联动台账",
    "一次府院沟通或府院联席会议",
    "日期在期间内；没有写日期的也列入",
    (COUNTY_OPINION.section(5),),
    _CONTACT_FIELDS,
    _contacts,
)
