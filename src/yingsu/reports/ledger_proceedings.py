"""案件台账: every 案号 with where it stands; 应诉备案台账: what each own defendant filed with the justice bureau."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from yingsu.document import Align, Cell, Tone, text
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.deadline_defence import own_day
from yingsu.domain.deadlines import deadlines, registration_deadline
from yingsu.domain.facts.appearance import held_hearings
from yingsu.domain.facts.course import is_appealed
from yingsu.domain.facts.effect import effect
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.outcome import dispositions, is_adverse_to_any
from yingsu.domain.law import COUNTY_OPINION, LITIGATION_LAW
from yingsu.domain.proceeding import Decision, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import Disposition, DocumentKind, Instance, Review
from yingsu.domain.view import View
from yingsu.metrics.items import UNSAID, traits_of
from yingsu.reports.ledger_core import (
    ANSWERS,
    DAYS_NOTE,
    EMPTY,
    YES_NO,
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
    yes_no,
)

PENDING, DECIDED, NOT_IN_COURT = "在审", "已结", "未立案"
REGISTERED, NOT_REGISTERED = "已备案", "未备案"

_ANSWERS_DUE: Final = frozenset({"D02", "D13", "D19"})
"""Answer and evidence at first instance; the answer to an appeal; the opinion on an application for retrial."""


@dataclass(frozen=True)
class Instanced:
    """A case in one instance; `proceeding` is `None` while nothing is in court."""

    view: View
    proceeding: Proceeding | None

    @cached_property
    def answer_due(self) -> Deadline | None:
        """The due day for the answer of the first own defendant."""
        own = self.view.own_defendants
        if self.proceeding is None or not own:
            return None
        # A due day knows the part of the file that starts it: the proceeding, or a defendant's own days in it.
        parts = {id(self.proceeding), *map(id, self.proceeding.by_defendant)}
        found = (each for each in deadlines(self.view) if each.key in _ANSWERS_DUE and id(each.node) in parts)
        return next((each for each in found if each.unit == own[0].name), None)

    @property
    def standing(self) -> str:
        """Where this 案号 stands."""
        if self.proceeding is None:
            return NOT_IN_COURT
        return PENDING if self.proceeding.decision is None else DECIDED

    @property
    def claimants(self) -> tuple[str, ...]:
        """原告; 申请执行人 where the court only reviews an enforcement."""
        case = self.view.case
        return tuple(party.name for party in case.plaintiffs) or tuple(
            applicant.unit for applicant in case.enforcement_applicants
        )

    @property
    def respondents(self) -> tuple[str, ...]:
        """被告; 被执行人 where the court only reviews an enforcement."""
        case = self.view.case
        return tuple(defendant.unit for defendant in case.defendants) or tuple(
            party.name for party in case.enforcement_respondents
        )

    @property
    def is_after_reconsideration(self) -> bool | None:
        """Whether the acting agency is sued with the one that upheld its act; `None`: 复议.结果 is not said."""
        reconsideration = self.view.case.reconsideration
        if reconsideration is None:
            return False
        return reconsideration.result.makes_co_defendants if reconsideration.result is not None else None


def _entries(source: Source, _: Scope) -> Iterator[Entry[Instanced]]:
    view = source.view
    if view is None:
        return
    units = (*(unit.name for unit in view.own_defendants), *handling_units(view))
    for proceeding in view.case.proceedings:
        yield Entry(Instanced(view, proceeding), units, proceeding.begun_on, proceeding.concluded_on)
    if not view.case.proceedings:
        yield Entry(Instanced(view, None), units, None, None)


_Cell = Callable[[Instanced], Cell]


def _in_court(read: Callable[[View, Proceeding], Cell]) -> _Cell:
    """A cell that is empty while nothing is in court."""
    return lambda row: read(row.view, row.proceeding) if row.proceeding is not None else EMPTY


def _decided(read: Callable[[View, Proceeding, Decision], Cell]) -> _Cell:
    """A cell that is empty until there is a decision."""

    def cell(row: Instanced) -> Cell:
        decision = row.proceeding.decision if row.proceeding is not None else None
        if row.proceeding is None or decision is None:
            return EMPTY
        return read(row.view, row.proceeding, decision)

    return cell


def _first_heard(view: View, proceeding: Proceeding) -> Cell:
    return dated(min((hearing.held_on for hearing in held_hearings(view, proceeding)), default=None))


def _dispositions(view: View, proceeding: Proceeding) -> list[frozenset[Disposition] | None]:
    """How the own defendants stand after a decision; where there is none of ours, the first one, or whoever is meant."""
    names = [unit.name for unit in view.own_defendants] or [each.unit for each in view.case.defendants[:1]]
    return [dispositions(view, proceeding, name) for name in names or [""]]


def _outcome(view: View, proceeding: Proceeding, _: Decision) -> Cell:
    found = _dispositions(view, proceeding)
    if all(each is not None and not each for each in found):
        return EMPTY
    if view.case.defendants:
        return words(traits_of(view, proceeding).outcome)
    return words(next((word.value for word in Disposition if word in (found[0] or ())), UNSAID))


def _adverse(view: View, proceeding: Proceeding, _: Decision) -> Cell:
    own = [unit.name for unit in view.own_defendants]
    if not own or not any(each is None or each for each in _dispositions(view, proceeding)):
        return EMPTY
    answer = is_adverse_to_any(view, proceeding, own)
    return text(answer.value, Tone.BAD if answer is Answer.YES else Tone.PLAIN)


def _amount(row: Instanced) -> Cell:
    amount = row.view.case.claimed_amount
    if amount is None:
        return EMPTY
    return number(int(amount)) if amount == int(amount) else words(f"{amount}")


_CASE_FIELDS: tuple[Field[Instanced], ...] = (
    Field(
        "案号", 23, _in_court(lambda _, proceeding: words(proceeding.case_number)), is_brief=True,
        note="一个案号一行；同一争议的各审级各占一行。",
    ),
    Field(
        "审级", 9, _in_court(lambda _, proceeding: term(proceeding.instance)), is_brief=True,
        choices=tuple(Instance),
    ),
    Field("案件名称", 26, lambda row: words(row.view.case.name), is_brief=True),
    Field("案由", 14, lambda row: words(row.view.case.cause)),
    Field(
        "行为类别", 10, lambda row: words(row.view.case.act_type),
        choices=lambda office: tuple(word.text for word in office.act_types.words),
        note="最高人民法院《关于行政案件案由的暂行规定》（法发〔2020〕44号）的二级案由。",
    ),
    Field(
        "管理领域", 10, lambda row: words(row.view.case.field),
        choices=lambda office: tuple(word.text for word in office.fields.words),
    ),
    Field(
        "原告", 12, lambda row: words(next(iter(row.claimants), None)),
        note="第一个原告，人数在后一列；非诉审查为申请执行人。",
    ),
    Field("原告人数", 6, lambda row: number(len(row.claimants)), align=Align.RIGHT),
    Field(
        "被告", 16, lambda row: words(next(iter(row.respondents), None)),
        note="案卷写在最前的被告，个数在后一列；非诉审查为被执行人。",
    ),
    Field("被告个数", 6, lambda row: number(len(row.respondents)), align=Align.RIGHT),
    Field(
        "复议后共同被告", 9, lambda row: words(Answer.of(row.is_after_reconsideration).value),
        choices=ANSWERS, basis=(LITIGATION_LAW.article(26, 2),),
        note="复议机关维持原行为的，作出原行为的机关和复议机关是共同被告。",
    ),
    Field(
        "承办单位", 16, lambda row: words(next(iter(handling_units(row.view)), None)), choices=unit_names,
        basis=(COUNTY_OPINION.section(6),),
        note="案卷写了的照写，没写的按规定推定；有几个的，列第一个。",
    ),
    *responsible_fields(lambda row: row.view.case.responsible),
    Field("法院", 16, _in_court(lambda _, proceeding: words(proceeding.court))),
    Field("立案日期", 11, _in_court(lambda _, proceeding: dated(proceeding.filed_on))),
    Field("收到应诉通知", 11, _in_court(lambda _, proceeding: dated(proceeding.notified_on))),
    Field(
        "到期日", 11, lambda row: dated(row.answer_due.due if row.answer_due is not None else None),
        group="答辩举证", basis=(LITIGATION_LAW.article(67, 1),),
        note="第一个本县被告的期限；二审为上诉答辩，再审审查为书面意见。",
    ),
    Field(
        "办理日期", 11, lambda row: dated(row.answer_due.done if row.answer_due is not None else None),
        group="答辩举证", note="答辩状和证据都交齐的那天。",
    ),
    Field(
        "剩余天数", 10, lambda row: days_left(row.answer_due), group="答辩举证", note=DAYS_NOTE,
        align=Align.RIGHT,
    ),
    Field("首次开庭", 11, _in_court(_first_heard)),
    Field(
        "裁判文书", 8, _decided(lambda _, __, decision: term(decision.document)),
        choices=tuple(DocumentKind),
    ),
    Field("裁判日期", 11, _decided(lambda _, __, decision: dated(decision.decided_on))),
    Field("审查结果", 9, _decided(lambda _, __, decision: term(decision.review)), choices=tuple(Review),
          note="二审、再审和再审审查对原裁判的处理。"),
    Field(
        "裁判结果", 14, _decided(_outcome), choices=(*Disposition, UNSAID), is_brief=True,
        note="本县被告中第一个败诉的结果；没有败诉的，为第一个本县被告的结果。维持原裁判的，为原裁判的结果；"
             "发回重审、再审审查没有结果。",
    ),
    Field(
        "败诉", 7, _decided(_adverse), choices=ANSWERS,
        note="任一本县被告的结果属于口径中的败诉结果。没有结果的空着。",
    ),
    Field(
        "生效日期", 11, _decided(lambda view, proceeding, _: dated(effect(view, proceeding).day)),
        note="案卷写了的照写，没写的按送达日期和上诉情况推算；被上诉而未维持的没有。",
        basis=(LITIGATION_LAW.article(85),),
    ),
    Field("上诉", 7, _decided(lambda view, proceeding, _: yes_no(is_appealed(view, proceeding))), choices=YES_NO),
    Field(
        "进展", 8, lambda row: words(row.standing), choices=(PENDING, DECIDED, NOT_IN_COURT), is_brief=True,
    ),
    Field("系列案", 14, lambda row: words(row.view.case.series)),
    Field("公益诉讼", 7, lambda row: yes_no(row.view.case.public_interest), choices=YES_NO),
    Field("附带审查", 7, lambda row: yes_no(row.view.case.normative_review), choices=YES_NO,
          note="规范性文件附带审查。"),
    Field("赔偿数额", 11, _amount, note="原告请求的数额，元。", align=Align.RIGHT),
    Field("案卷", 20, lambda row: words(row.view.id), note="案件编号：yingsu show 用它找到案卷。"),
)  # fmt: skip

CASES: Final = Ledger(
    "案件",
    "行政应诉案件台账",
    "一个案号（还没有立案的争议一件一行）",
    "立案日期（没有的为收到应诉通知）不晚于期末，裁判日期不早于期初；两个日期都没有的也列入",
    (COUNTY_OPINION.section(6),),
    _CASE_FIELDS,
    _entries,
)


@dataclass(frozen=True)
class Registration:
    """What an own defendant owes the justice bureau in one instance."""

    view: View
    proceeding: Proceeding
    unit: Unit

    def day(self, field: str) -> date | None:
        """A day of this defendant, in place of the proceeding's where it has its own."""
        return own_day(self.view, self.proceeding, self.unit.name, field)

    @cached_property
    def limit(self) -> Deadline | None:
        """The due day; `None` where the office has set no number."""
        return registration_deadline(self.view, self.proceeding, self.unit.name)

    @property
    def days_taken(self) -> int | None:
        """Calendar days from the notice to the filing."""
        notified, registered = self.day("notified_on"), self.day("registered_on")
        return (registered - notified).days if notified is not None and registered is not None else None


def _registrations(source: Source, _: Scope) -> Iterator[Entry[Registration]]:
    view = source.view
    for proceeding in view.case.proceedings if view is not None else ():
        if view is None or not view.is_litigation(proceeding):
            continue
        for unit in view.own_defendants:
            row = Registration(view, proceeding, unit)
            notified, registered = row.day("notified_on"), row.day("registered_on")
            if notified is not None or registered is not None:
                yield Entry(row, (unit.name,), notified or registered, registered)


def _registered(row: Registration) -> Cell:
    is_done = row.day("registered_on") is not None
    return text(REGISTERED) if is_done else text(NOT_REGISTERED, Tone.BAD)


_REGISTRATION_FIELDS: tuple[Field[Registration], ...] = (
    Field("案号", 23, lambda row: words(row.proceeding.case_number), is_brief=True),
    Field("审级", 9, lambda row: term(row.proceeding.instance), choices=tuple(Instance)),
    Field("备案单位", 18, lambda row: words(row.unit.name), choices=unit_names, is_brief=True,
          note="收到应诉通知的本县被告；有几个的，各占一行。"),
    Field("案件名称", 30, lambda row: words(row.view.case.name)),
    Field("法院", 18, lambda row: words(row.proceeding.court)),
    *responsible_fields(lambda row: row.view.case.responsible),
    Field("收到应诉通知", 12, lambda row: dated(row.day("notified_on")), is_brief=True),
    Field("备案期限", 12, lambda row: dated(row.limit.due if row.limit is not None else None),
          note="按设置“期限”中的备案工作日推算；没有设置的空着，文件只写及时。",
          basis=(COUNTY_OPINION.section(6),)),
    Field("备案日期", 12, lambda row: dated(row.day("registered_on")), is_brief=True),
    Field("备案", 9, _registered, choices=(REGISTERED, NOT_REGISTERED), is_brief=True,
          note="没有写备案日期的，就是未备案。"),
    Field("用了几天", 9, lambda row: number(row.days_taken), align=Align.RIGHT,
          note="从收到应诉通知到备案的自然日数。"),
    Field("剩余天数", 10, lambda row: days_left(row.limit), align=Align.RIGHT, note=DAYS_NOTE),
    Field("案卷", 22, lambda row: words(row.view.id)),
)  # fmt: skip

REGISTRATIONS: Final = Ledger(
    "备案",
    "应诉案件备案台账",
    "一个案号中的一个本县被告",
    "收到应诉通知不晚于期末，备案日期不早于期初或者还没有备案",
    (COUNTY_OPINION.section(6),),
    _REGISTRATION_FIELDS,
    _registrations,
)
