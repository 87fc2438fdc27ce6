"""Tables of what follows: obligations, letters, risk points; of cases, and of files beside the cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from yingsu.domain.aftermath import Letter, Obligation
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Desk
from yingsu.domain.deadlines import reply_deadline
from yingsu.domain.facts.effect import Effect, effect
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.performance import (
    Due,
    PerformanceState,
    days_overdue,
    due,
    has_ended,
    is_void,
    ordered_by,
    standing_under,
    state,
)
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.view import View
from yingsu.metrics.risk import PointRecord, case_risk, screening_record
from yingsu.reports.ledger_core import Source
from yingsu.reports.table_core import Field, FlatTable, Standpoint, own_name, reported_name
from yingsu.tabular import ValueType

TEXT, INTEGER, DAY, YES_NO, AMOUNT = ValueType


@dataclass(frozen=True)
class Duty:
    """An obligation of a case."""

    view: View
    number: int
    obligation: Obligation

    @cached_property
    def limit(self) -> Due:
        """The day it falls due."""
        return due(self.view, self.obligation)

    @cached_property
    def standing(self) -> Proceeding | None:
        """The proceeding whose decision it counts under."""
        return standing_under(self.view, self.obligation)

    @cached_property
    def effect(self) -> Effect:
        """When that decision takes effect; unknown where the file does not have it."""
        return effect(self.view, self.standing) if self.standing is not None else Effect(Answer.UNKNOWN)

    @property
    def is_due(self) -> bool:
        """Whether its day is past."""
        return self.limit.day is not None and self.limit.day < self.view.as_of

    @property
    def state(self) -> PerformanceState | None:
        """Which of the five; none where it does not bind: ended, set aside, not effective."""
        ended = has_ended(self.view, self.obligation) or is_void(self.view, self.obligation)
        binds = not ended and self.effect.answer is Answer.YES
        return state(self.view, self.obligation) if binds else None

    def number_of(self, proceeding: Proceeding | None) -> int | None:
        """The number of a proceeding of the case."""
        numbered = enumerate(self.view.case.proceedings, 1)
        return next((number for number, each in numbered if each is proceeding), None)


def _obligations(source: Source, _: Standpoint) -> Iterator[Duty]:
    if source.view is not None:
        for number, obligation in enumerate(source.view.case.obligations, 1):
            yield Duty(source.view, number, obligation)


# One line is one column, as in the guide: the formatter would make it seven.
# fmt: off
_OBLIGATION_FIELDS: tuple[Field[Duty], ...] = (
    Field("case_id", TEXT, "案卷编号", lambda row: row.view.id, is_required=True),
    Field("obligation_no", INTEGER, "第几项履行，从 1 起", lambda row: row.number, is_required=True),
    Field("docket", TEXT, "要求履行的裁判的案号", lambda row: row.obligation.case_number, is_required=True),
    Field("ordering_proceeding_no", INTEGER, "那份裁判是第几个审理程序",
          lambda row: row.number_of(ordered_by(row.view, row.obligation))),
    Field("standing_proceeding_no", INTEGER, "计在哪个审理程序的裁判下：原裁判被维持的，为最后维持它的",
          lambda row: row.number_of(row.standing)),
    Field("unit", TEXT, "履行单位：名录里的名称，不在名录里的照写",
          lambda row: own_name(row.view.office, row.obligation.unit), is_required=True),
    Field("reported_unit", TEXT, "归口到哪个单位；不是本县的空着", lambda row: reported_name(row.view.office, row.obligation.unit)),
    Field("is_own", YES_NO, "是不是本县单位",
          lambda row: row.view.office.directory.find(row.obligation.unit) is not None, is_required=True),
    Field("is_effective", TEXT, "裁判生效了没有：是、否、不明", lambda row: row.effect.answer, is_required=True),
    Field("effective_on", DAY, "生效日期", lambda row: row.effect.day),
    Field("due_on", DAY, "到期日：按天数的遇节假日顺延，中止的顺延", lambda row: row.limit.day),
    Field("is_due", YES_NO, "到期日已过", lambda row: row.is_due, is_required=True),
    Field("is_suspended", YES_NO, "中止中，期限不走", lambda row: row.limit.is_suspended, is_required=True),
    Field("done_on", DAY, "完成日期", lambda row: row.obligation.done_on),
    Field("has_ended", YES_NO, "已终止，不必再履行",
          lambda row: has_ended(row.view, row.obligation), is_required=True),
    Field("is_void", YES_NO, "原裁判已被撤销", lambda row: is_void(row.view, row.obligation), is_required=True),
    Field("state", TEXT, "履行状态：按期履行、逾期履行、逾期未履行、未届期、未定期限；不必履行或还没生效的空着",
          lambda row: row.state),
    Field("days_overdue", INTEGER, "逾期未履行的天数；没有逾期的为 0",
          lambda row: days_overdue(row.view, row.obligation) if row.state is not None else 0, is_required=True),
    Field("has_proof", YES_NO, "有没有凭证", lambda row: row.obligation.proof is not None, is_required=True),
)
# fmt: on

OBLIGATIONS: Final = FlatTable(
    "obligations",
    "履行事项",
    "裁判要求一个单位做的一件事",
    ("case_id", "obligation_no"),
    _OBLIGATION_FIELDS,
    _obligations,
    "cases",
    (("reported_unit",), ("due_on",)),
)


@dataclass(frozen=True)
class Received:
    """A letter, of a case or of none.

    Attributes:
        source: the case id, or the file.
        recipient: who got it, where that is known.
    """

    standpoint: Standpoint
    source: str
    case: str | None
    number: int
    letter: Letter
    recipient: str | None

    @cached_property
    def reply_due_on(self) -> date | None:
        """The due day of the reply."""
        desk = Desk(self.standpoint.office, self.standpoint.as_of)
        found = reply_deadline(desk, self.letter, self.recipient)
        return found.due if found is not None else None

    @property
    def is_reply_due(self) -> bool:
        """Whether the reply can be judged: it is there, or its day is past."""
        if self.reply_due_on is None:
            return False
        return self.letter.replied_on is not None or self.reply_due_on < self.standpoint.as_of


def _letters(source: Source, standpoint: Standpoint) -> Iterator[Received]:
    view = source.view
    if view is not None:
        handler = next(iter(handling_units(view)), None)
        for number, letter in enumerate(view.case.letters, 1):
            yield Received(standpoint, view.id, view.id, number, letter, letter.unit or handler)
    for number, letter in enumerate(source.letters, 1):
        yield Received(standpoint, source.path, None, number, letter, letter.unit)


# fmt: off
_LETTER_FIELDS: tuple[Field[Received], ...] = (
    Field("source", TEXT, "来自哪里：案卷编号；不属于案件的，为来函文件", lambda row: row.source, is_required=True),
    Field("letter_no", INTEGER, "其中第几份来函，从 1 起", lambda row: row.number, is_required=True),
    Field("case_id", TEXT, "案卷编号；不属于案件的空着", lambda row: row.case),
    Field("unit", TEXT, "收函单位：没有写明的为承办单位", lambda row: own_name(row.standpoint.office, row.recipient)),
    Field("reported_unit", TEXT, "归口到哪个单位；不是本县的空着",
          lambda row: reported_name(row.standpoint.office, row.recipient)),
    Field("kind", TEXT, "种类", lambda row: row.letter.kind, is_required=True),
    Field("number", TEXT, "文号", lambda row: row.letter.number),
    Field("sender", TEXT, "来函机关", lambda row: row.letter.sender),
    Field("subject", TEXT, "针对什么", lambda row: row.letter.subject, is_required=True),
    Field("received_on", DAY, "收到日期", lambda row: row.letter.received_on, is_required=True),
    Field("reply_due_on", DAY, "回复期限：来函写明的，或法律规定的；都没有的空着", lambda row: row.reply_due_on),
    Field("replied_on", DAY, "回复日期", lambda row: row.letter.replied_on),
    Field("is_reply_due", YES_NO, "回复能不能评判了：有期限，已回复或者期限已过",
          lambda row: row.is_reply_due, is_required=True),
    Field("measures_due_on", DAY, "措施的完成期限", lambda row: row.letter.done_by),
    Field("implementation", TEXT, "落实情况", lambda row: row.letter.implementation),
    Field("implemented_on", DAY, "落实日期", lambda row: row.letter.implemented_on),
)
# fmt: on

LETTERS: Final = FlatTable(
    "letters",
    "来函",
    "法院、检察院、复议机关的一份来函",
    ("source", "letter_no"),
    _LETTER_FIELDS,
    _letters,
    indexes=(("case_id",), ("reported_unit",)),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A risk point, of a case or of a screening."""

    standpoint: Standpoint
    number: int
    point: PointRecord


def _risk_points(source: Source, standpoint: Standpoint) -> Iterator[Found]:
    points: tuple[PointRecord, ...] = ()
    if source.view is not None:
        points = case_risk(source.view).points
    elif source.screening is not None:
        found = screening_record(standpoint.office, source.screening, standpoint.as_of, source.path)
        points = found.points if found is not None else ()
    for number, point in enumerate(points, 1):
        yield Found(standpoint, number, point)


# fmt: off
_RISK_FIELDS: tuple[Field[Found], ...] = (
    Field("source", TEXT, "来自哪里：案卷编号，或风险排查文件", lambda row: row.point.sources[0], is_required=True),
    Field("point_no", INTEGER, "其中第几个风险点，从 1 起", lambda row: row.number, is_required=True),
    Field("case_id", TEXT, "案卷编号；排查以后涉诉的为那个案件，没有涉诉的空着。排查和案件都写了的同一个点，两处各有一行",
          lambda row: row.point.case),
    Field("reported_units", TEXT, "谁的风险：归口后的单位，几个之间用顿号", lambda row: row.point.units),
    Field("act_type", TEXT, "行为类别", lambda row: row.point.traits.act_type, is_required=True),
    Field("code", TEXT, "编号", lambda row: row.point.code),
    Field("stage", TEXT, "阶段", lambda row: row.point.stage),
    Field("kind", TEXT, "类型", lambda row: row.point.kind),
    Field("level", TEXT, "等级：高、中、低", lambda row: row.point.level),
    Field("consequence", TEXT, "严重度（风险点目录）", lambda row: row.point.consequence),
    Field("found_on", DAY, "发现日期；排查没有写的为排查日期", lambda row: row.point.found_on),
    Field("due_on", DAY, "整改期限", lambda row: row.point.due_on),
    Field("done_on", DAY, "整改完成日期", lambda row: row.point.done_on),
    Field("is_open", YES_NO, "还没有整改", lambda row: row.point.is_open, is_required=True),
    Field("is_overdue", YES_NO, "逾期没有整改", lambda row: row.point.is_overdue(row.standpoint.as_of), is_required=True),
)
# fmt: on

RISK_POINTS: Final = FlatTable(
    "risk_points",
    "风险点",
    "一个案件或一次排查中的一个风险点",
    ("source", "point_no"),
    _RISK_FIELDS,
    _risk_points,
    indexes=(("case_id",), ("code",)),
)
