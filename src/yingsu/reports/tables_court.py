"""Tables of what happens in court: proceedings, the answers to them, hearings and who came, and what was decided."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from yingsu.domain.answer import Answer
from yingsu.domain.deadline_defence import DefenceDeadlines, own_day
from yingsu.domain.deadlines import defence_deadlines, registration_deadline
from yingsu.domain.facts.appearance import (
    CHIEFS,
    HEADS,
    absence_accepted,
    head_appeared,
    held_hearings,
    is_to_appear,
)
from yingsu.domain.facts.course import is_appealed, is_set_aside
from yingsu.domain.facts.effect import Effect, effect
from yingsu.domain.facts.outcome import (
    dispositions,
    is_adverse,
    is_judgment,
    is_transferred,
    loss_reasons,
    orders_something,
)
from yingsu.domain.proceeding import Decision, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import Disposition, HeadRank
from yingsu.domain.view import View
from yingsu.metrics.items import traits_of
from yingsu.reports.ledger_core import Source
from yingsu.reports.table_core import Field, FlatTable, Raw, Standpoint, own_name, reported_name
from yingsu.tabular import ValueType

TEXT, INTEGER, DAY, YES_NO, AMOUNT = ValueType


@dataclass(frozen=True)
class Suit:
    """A proceeding of a case."""

    view: View
    number: int
    proceeding: Proceeding

    @cached_property
    def effect(self) -> Effect:
        """When its decision takes effect."""
        return effect(self.view, self.proceeding)

    @property
    def first_heard_on(self) -> date | None:
        """The first open hearing that took place."""
        return min((each.held_on for each in held_hearings(self.view, self.proceeding)), default=None)


def suits(source: Source) -> Iterator[Suit]:
    """The proceedings of a file."""
    if source.view is not None:
        for number, proceeding in enumerate(source.view.case.proceedings, 1):
            yield Suit(source.view, number, proceeding)


def _proceedings(source: Source, _: Standpoint) -> Iterator[Suit]:
    return suits(source)


def _decided(read: Callable[[Decision], Raw]) -> Callable[[Suit], Raw]:
    """A cell that is empty until there is a decision."""
    return lambda row: read(row.proceeding.decision) if row.proceeding.decision is not None else None


# One line is one column, as in the guide: the formatter would make it seven.
# fmt: off
_PROCEEDING_FIELDS: tuple[Field[Suit], ...] = (
    Field("case_id", TEXT, "案卷编号", lambda row: row.view.id, is_required=True),
    Field("proceeding_no", INTEGER, "案卷里第几个审理程序，从 1 起", lambda row: row.number, is_required=True),
    Field("docket", TEXT, "案号", lambda row: row.proceeding.case_number),
    Field("instance", TEXT, "审级", lambda row: row.proceeding.instance, is_required=True),
    Field("is_litigation", YES_NO, "是不是诉讼：非诉审查和执行、管辖、司法救助的案号不是，不进任何率",
          lambda row: row.view.is_litigation(row.proceeding), is_required=True),
    Field("court", TEXT, "法院", lambda row: row.proceeding.court),
    Field("procedure", TEXT, "程序", lambda row: row.proceeding.procedure),
    Field("filed_on", DAY, "立案日期", lambda row: row.proceeding.filed_on),
    Field("notified_on", DAY, "收到应诉通知", lambda row: row.proceeding.notified_on),
    Field("begun_on", DAY, "新收的日期：立案日期，没有的为收到应诉通知", lambda row: row.proceeding.begun_on),
    Field("first_heard_on", DAY, "第一次开庭；延期没有开的、听证、调查询问不算", lambda row: row.first_heard_on),
    Field("document", TEXT, "裁判文书", _decided(lambda decision: decision.document)),
    Field("concluded_on", DAY, "裁判日期，空着的没有审结", lambda row: row.proceeding.concluded_on),
    Field("served_on", DAY, "裁判送达日期", _decided(lambda decision: decision.served_on)),
    Field("review", TEXT, "审查结果：二审、再审对原裁判的处理", _decided(lambda decision: decision.review)),
    Field("is_judgment", TEXT, "是不是判决：是、否、不明", lambda row: is_judgment(row.proceeding), is_required=True),
    Field("is_transferred", YES_NO, "是不是移送", lambda row: is_transferred(row.proceeding), is_required=True),
    Field("is_appealed", YES_NO, "有没有上诉", lambda row: is_appealed(row.view, row.proceeding), is_required=True),
    Field("is_effective", TEXT, "裁判生效了没有：是、否、不明", lambda row: row.effect.answer, is_required=True),
    Field("effective_on", DAY, "生效日期：写了的照写，没写的推算；可以是将来的日期", lambda row: row.effect.day),
    Field("is_set_aside", YES_NO, "裁判后来被撤销或整个被取代",
          lambda row: is_set_aside(row.view, row.proceeding), is_required=True),
    Field("outcome", TEXT, "裁判结果，一个案号一个：本县被告中第一个败诉的，没有败诉的为第一个的；不知道的为未填",
          lambda row: traits_of(row.view, row.proceeding).outcome),
)
# fmt: on

PROCEEDINGS: Final = FlatTable(
    "proceedings",
    "审理程序",
    "一个案号（一个审级）",
    ("case_id", "proceeding_no"),
    _PROCEEDING_FIELDS,
    _proceedings,
    "cases",
    (("docket",), ("concluded_on",)),
)


@dataclass(frozen=True)
class Response:
    """What an own defendant had to do in a proceeding, and did."""

    suit: Suit
    unit: Unit

    def day(self, field: str) -> date | None:
        """A day of this defendant, in place of the proceeding's where it has its own."""
        return own_day(self.suit.view, self.suit.proceeding, self.unit.name, field)

    @cached_property
    def papers(self) -> DefenceDeadlines | None:
        """The due days of answer and evidence."""
        return defence_deadlines(self.suit.view, self.suit.proceeding, self.unit.name)

    @property
    def registration_due_on(self) -> date | None:
        """The due day of 备案."""
        limit = registration_deadline(self.suit.view, self.suit.proceeding, self.unit.name)
        return limit.due if limit is not None else None

    @property
    def evidence_due_on(self) -> date | None:
        """The due day of the evidence."""
        found = self.papers.evidence if self.papers is not None else None
        return found.due if found is not None else None

    def appeared(self, ranks: frozenset[HeadRank]) -> Answer | None:
        """Whether its head appeared in the instance; nothing to say while nobody was heard."""
        if self.suit.first_heard_on is None:
            return None
        return head_appeared(self.suit.view, self.suit.proceeding, self.unit.name, ranks)


def _responses(source: Source, _: Standpoint) -> Iterator[Response]:
    for suit in suits(source):
        for unit in suit.view.own_defendants:
            yield Response(suit, unit)


# fmt: off
_RESPONSE_FIELDS: tuple[Field[Response], ...] = (
    Field("case_id", TEXT, "案卷编号", lambda row: row.suit.view.id, is_required=True),
    Field("proceeding_no", INTEGER, "第几个审理程序", lambda row: row.suit.number, is_required=True),
    Field("unit", TEXT, "本县被告", lambda row: row.unit.name, is_required=True),
    Field("reported_unit", TEXT, "归口到哪个单位",
          lambda row: reported_name(row.suit.view.office, row.unit.name), is_required=True),
    Field("notified_on", DAY, "收到应诉通知；各被告另有日期的用它自己的", lambda row: row.day("notified_on")),
    Field("registered_on", DAY, "备案日期", lambda row: row.day("registered_on")),
    Field("registration_due_on", DAY, "备案期限；没有设定备案工作日的空着", lambda row: row.registration_due_on),
    Field("complaint_received_on", DAY, "收到起诉状副本", lambda row: row.day("complaint_received_on")),
    Field("defended_on", DAY, "答辩日期", lambda row: row.day("defended_on")),
    Field("evidence_on", DAY, "举证日期", lambda row: row.day("evidence_on")),
    Field("defence_due_on", DAY, "答辩期限（一审）", lambda row: row.papers.answer.due if row.papers is not None else None),
    Field("evidence_due_on", DAY, "举证期限（一审），准许延期的按延长后的；延到哪天说不出的空着", lambda row: row.evidence_due_on),
    Field("are_papers_due", YES_NO, "答辩举证能不能评判了：两个期限都已过，或者都已交",
          lambda row: row.papers.is_due if row.papers is not None else None),
    Field("are_papers_in_time", YES_NO, "答辩状和证据都按期交了没有",
          lambda row: row.papers.is_in_time if row.papers is not None else None),
    Field("is_to_appear", YES_NO, "是不是由它的负责人出庭；协商或法院确定由别的单位出庭的为否",
          lambda row: is_to_appear(row.suit.view, row.suit.proceeding, row.unit.name), is_required=True),
    Field("head_appeared", TEXT, "本审级负责人出庭了没有：是、否、不明；没有开庭的空着", lambda row: row.appeared(HEADS)),
    Field("chief_appeared", TEXT, "本审级正职负责人出庭了没有", lambda row: row.appeared(CHIEFS)),
    Field("is_absence_accepted", YES_NO, "有正当理由不出庭，法院认可",
          lambda row: absence_accepted(row.suit.view, row.suit.proceeding, row.unit.name), is_required=True),
)
# fmt: on

RESPONSES: Final = FlatTable(
    "responses",
    "应诉",
    "一个案号中的一个本县被告",
    ("case_id", "proceeding_no", "unit"),
    _RESPONSE_FIELDS,
    _responses,
    "proceedings",
    (("reported_unit",),),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided for a defendant.

    Attributes:
        name: by the directory where it is in it, else as written.
    """

    suit: Suit
    name: str

    @property
    def words(self) -> tuple[Disposition, ...] | None:
        """The words of 结果 in the order of the vocabulary; `None` where the file does not say."""
        found = dispositions(self.suit.view, self.suit.proceeding, self.name)
        return tuple(word for word in Disposition if word in found) if found is not None else None


def _outcomes(source: Source, _: Standpoint) -> Iterator[Outcome]:
    for suit in suits(source):
        if suit.proceeding.decision is not None:
            office = suit.view.office
            names = [own_name(office, each.unit) for each in suit.view.case.defendants]
            for name in dict.fromkeys(name for name in names if name is not None):
                yield Outcome(suit, name)


# fmt: off
_OUTCOME_FIELDS: tuple[Field[Outcome], ...] = (
    Field("case_id", TEXT, "案卷编号", lambda row: row.suit.view.id, is_required=True),
    Field("proceeding_no", INTEGER, "第几个审理程序；只有已裁判的", lambda row: row.suit.number, is_required=True),
    Field("unit", TEXT, "被告：名录里的名称，不在名录里的照写", lambda row: row.name, is_required=True),
    Field("reported_unit", TEXT, "归口到哪个单位；不是本县的空着", lambda row: reported_name(row.suit.view.office, row.name)),
    Field("is_own", YES_NO, "是不是本县单位",
          lambda row: row.suit.view.office.directory.find(row.name) is not None, is_required=True),
    Field("is_said", YES_NO, "裁判结果知不知道", lambda row: row.words is not None, is_required=True),
    Field("dispositions", TEXT, "裁判结果，几个之间用顿号；发回重审等没有结果的空着", lambda row: row.words),
    Field("is_adverse", TEXT, "败诉了没有：是、否、不明，按口径的败诉结果",
          lambda row: is_adverse(row.suit.view, row.suit.proceeding, row.name), is_required=True),
    Field("orders_something", TEXT, "判它做什么没有：是、否、不明",
          lambda row: orders_something(row.suit.view, row.suit.proceeding, row.name), is_required=True),
    Field("reasons", TEXT, "败诉原因，几个之间用顿号",
          lambda row: loss_reasons(row.suit.view, row.suit.proceeding, row.name)),
)
# fmt: on

OUTCOMES: Final = FlatTable(
    "outcomes",
    "裁判结果",
    "一份裁判对一个被告的结果",
    ("case_id", "proceeding_no", "unit"),
    _OUTCOME_FIELDS,
    _outcomes,
    "proceedings",
    (("reported_unit",),),
)
