"""Tables of hearings: each with its day, who came to it, and whether the head of each own defendant did."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yingsu.domain.facts.appearance import (
    CHIEFS,
    HEADS,
    Miss,
    absences_of,
    counts_as_head,
    has_lawful_ground,
    head_came,
    held_hearings,
    miss,
    was_put_off,
)
from yingsu.domain.proceeding import Absence, Attendee, Hearing
from yingsu.domain.records import Unit
from yingsu.reports.ledger_core import Source
from yingsu.reports.table_core import Field, FlatTable, Standpoint, own_name, reported_name
from yingsu.reports.tables_court import Suit, suits
from yingsu.tabular import ValueType

TEXT, INTEGER, DAY, YES_NO, AMOUNT = ValueType


@dataclass(frozen=True)
class Session:
    """A hearing of a proceeding."""

    suit: Suit
    number: int
    hearing: Hearing

    @cached_property
    def is_held(self) -> bool:
        """Whether it counts for the appearance rate."""
        return any(each is self.hearing for each in held_hearings(self.suit.view, self.suit.proceeding))


def _sessions(source: Source) -> Iterator[Session]:
    for suit in suits(source):
        for number, hearing in enumerate(suit.proceeding.hearings, 1):
            yield Session(suit, number, hearing)


def _hearings(source: Source, _: Standpoint) -> Iterator[Session]:
    return _sessions(source)


# One line is one column, as in the guide: the formatter would make it seven.
# fmt: off
_HEARING_FIELDS: tuple[Field[Session], ...] = (
    Field("case_id", TEXT, "案卷编号", lambda row: row.suit.view.id, is_required=True),
    Field("proceeding_no", INTEGER, "第几个审理程序", lambda row: row.suit.number, is_required=True),
    Field("hearing_no", INTEGER, "本审级第几次开庭（照案卷的次序），从 1 起", lambda row: row.number, is_required=True),
    Field("held_on", DAY, "开庭日期；可以是将来的日期", lambda row: row.hearing.held_on, is_required=True),
    Field("mode", TEXT, "方式：开庭、听证、调查询问", lambda row: row.hearing.mode, is_required=True),
    Field("is_held", YES_NO, "是不是计入出庭率的开庭：方式为开庭，已经开了", lambda row: row.is_held, is_required=True),
    Field("was_put_off", YES_NO, "准许延期，没有开", lambda row: was_put_off(row.hearing), is_required=True),
    Field("is_head_summoned", YES_NO, "法院通知负责人出庭", lambda row: row.hearing.head_summoned),
    Field("is_head_recalled", YES_NO, "法院通知再次出庭", lambda row: row.hearing.head_recalled),
    Field("attendee_count", INTEGER, "到庭几人；没有写到庭情况的空着，没有人到的为 0",
          lambda row: len(row.hearing.attendees) if row.hearing.attendees is not None else None),
)
# fmt: on

HEARINGS: Final = FlatTable(
    "hearings",
    "开庭",
    "一次开庭（听证、调查询问）",
    ("case_id", "proceeding_no", "hearing_no"),
    _HEARING_FIELDS,
    _hearings,
    "proceedings",
    (("held_on",),),
)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody at a hearing."""

    session: Session
    number: int
    person: Attendee


def _attendances(source: Source, _: Standpoint) -> Iterator[Presence]:
    for session in _sessions(source):
        for number, person in enumerate(session.hearing.attendees or (), 1):
            yield Presence(session, number, person)


# fmt: off
_ATTENDANCE_FIELDS: tuple[Field[Presence], ...] = (
    Field("case_id", TEXT, "案卷编号", lambda row: row.session.suit.view.id, is_required=True),
    Field("proceeding_no", INTEGER, "第几个审理程序", lambda row: row.session.suit.number, is_required=True),
    Field("hearing_no", INTEGER, "第几次开庭", lambda row: row.session.number, is_required=True),
    Field("attendee_no", INTEGER, "到庭的第几人，从 1 起；不导出姓名", lambda row: row.number, is_required=True),
    Field("unit", TEXT, "单位：名录里的名称，不在名录里的照写",
          lambda row: own_name(row.session.suit.view.office, row.person.unit)),
    Field("post", TEXT, "职务", lambda row: row.person.post),
    Field("rank", TEXT, "身份", lambda row: row.person.rank),
    Field("counts_as_head", TEXT, "算不算负责人出庭：是、否、不明；身份证明不合格、中途退庭的不算",
          lambda row: counts_as_head(row.person), is_required=True),
    Field("spoke", YES_NO, "发声", lambda row: row.person.spoke),
    Field("credential", TEXT, "身份证明：合格、不合格", lambda row: row.person.credential),
    Field("left_early", YES_NO, "中途退庭", lambda row: row.person.left_early),
)
# fmt: on

ATTENDANCES: Final = FlatTable(
    "attendances",
    "到庭人员",
    "一次开庭到庭的一个人",
    ("case_id", "proceeding_no", "hearing_no", "attendee_no"),
    _ATTENDANCE_FIELDS,
    _attendances,
    "hearings",
)


@dataclass(frozen=True)
class Appearance:
    """An own defendant at a hearing that counts."""

    session: Session
    unit: Unit

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The explanations of absence for it at this hearing."""
        return absences_of(self.session.suit.view, self.session.hearing, self.unit.name)

    @property
    def is_accepted(self) -> bool:
        """Whether the court accepted a ground for the absence from this hearing."""
        return any(each.is_accepted is True and has_lawful_ground(each) for each in self.absences)

    @property
    def cause(self) -> Miss | None:
        """How it came to be without its head, where this hearing shows it."""
        suit = self.session.suit
        found = miss(suit.view, suit.proceeding, self.unit)
        return found if found is not None and found.hearing is self.session.hearing else None


def _appearances(source: Source, _: Standpoint) -> Iterator[Appearance]:
    for session in _sessions(source):
        if session.is_held:
            for unit in session.suit.view.own_defendants:
                yield Appearance(session, unit)


# fmt: off
_APPEARANCE_FIELDS: tuple[Field[Appearance], ...] = (
    Field("case_id", TEXT, "案卷编号", lambda row: row.session.suit.view.id, is_required=True),
    Field("proceeding_no", INTEGER, "第几个审理程序", lambda row: row.session.suit.number, is_required=True),
    Field("hearing_no", INTEGER, "第几次开庭；只有计入出庭率的", lambda row: row.session.number, is_required=True),
    Field("unit", TEXT, "本县被告", lambda row: row.unit.name, is_required=True),
    Field("reported_unit", TEXT, "归口到哪个单位",
          lambda row: reported_name(row.session.suit.view.office, row.unit.name), is_required=True),
    Field("head_came", TEXT, "这一次负责人到庭了没有：是、否、不明",
          lambda row: head_came(row.session.suit.view, row.session.hearing, row.unit.name, HEADS), is_required=True),
    Field("chief_came", TEXT, "这一次正职负责人到庭了没有",
          lambda row: head_came(row.session.suit.view, row.session.hearing, row.unit.name, CHIEFS), is_required=True),
    Field("absence_ground", TEXT, "未到庭说明的事由，几个之间用顿号",
          lambda row: tuple(each.ground for each in row.absences if each.ground is not None)),
    Field("is_absence_accepted", YES_NO, "这一次有正当理由不到庭，法院认可", lambda row: row.is_accepted, is_required=True),
    Field("absence_cause", TEXT, "本审级负责人没有出庭的情形，写在看得出的那次开庭",
          lambda row: row.cause.cause if row.cause is not None else None),
)
# fmt: on

APPEARANCES: Final = FlatTable(
    "appearances",
    "出庭",
    "一次计入出庭率的开庭中的一个本县被告",
    ("case_id", "proceeding_no", "hearing_no", "unit"),
    _APPEARANCE_FIELDS,
    _appearances,
    "hearings",
    (("reported_unit",),),
)
