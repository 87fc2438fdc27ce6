"""案件风险排查台账: every risk point found; 败诉风险台账: the pending cases that may be lost, and what is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from yingsu.document import Align, Cell, Tone, text
from yingsu.domain.aftermath import Letter, RiskPoint, SelfCorrection
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline, Status
from yingsu.domain.deadlines import deadlines
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.headline import CLOSED, Headline, headline
from yingsu.domain.facts.risk import described, is_high, is_open, is_overdue, level, placed
from yingsu.domain.law import COUNTY_OPINION
from yingsu.domain.office import Office
from yingsu.domain.parties import Responsibility
from yingsu.domain.period import Period
from yingsu.domain.records import Screening
from yingsu.domain.risk_catalogue import CataloguePoint
from yingsu.domain.terms import Consequence, CorrectionKind, RiskKind, RiskLevel, Stage
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
    days_of,
    number,
    responsible_fields,
    term,
    unit_names,
    words,
)

OF_CASE, OF_SCREENING = "案件", "排查"
MENDED, MENDING, OVERDUE = "已整改", "整改中", "逾期未整改"
YES: Final = (Answer.YES.value,)


@dataclass(frozen=True)
class Spot:
    """A risk point where it was found.

    Attributes:
        matter: the case, or the act that was screened.
        unit: who has to mend it; `None` where the file does not say.
        place: the case id, else the file.
        screened_on: the day of the screening; `None` in a case.
    """

    office: Office
    as_of: date
    point: RiskPoint
    origin: str
    matter: str
    unit: str | None
    responsible: Responsibility | None
    place: str
    screened_on: date | None = None

    @property
    def found_on(self) -> date | None:
        """发现日期, else the day of the screening."""
        return self.point.found_on or self.screened_on

    @cached_property
    def listed(self) -> CataloguePoint | None:
        """The point of the catalogue."""
        return self.office.risk_catalogue.find(self.point.code) if self.point.code is not None else None

    @property
    def state(self) -> str:
        """Where it stands."""
        if not is_open(self.point):
            return MENDED
        return OVERDUE if is_overdue(self.point, self.as_of) else MENDING


def _spots(source: Source, scope: Scope) -> Iterator[Entry[Spot]]:
    if source.view is not None:
        yield from _spots_of_case(source.view, scope)
    if source.screening is not None:
        yield from _spots_of_screening(source.screening, source.path, scope)


def _spots_of_case(view: View, scope: Scope) -> Iterator[Entry[Spot]]:
    case, unit = view.case, next(iter(handling_units(view)), None)
    units = (*(own.name for own in view.own_defendants), *handling_units(view))
    for point in case.risk_points:
        spot = Spot(scope.office, scope.as_of, point, OF_CASE, case.name, unit, case.responsible, view.id)
        yield Entry(spot, units, spot.found_on, point.done_on)


def _spots_of_screening(screening: Screening, path: str, scope: Scope) -> Iterator[Entry[Spot]]:
    whose = (OF_SCREENING, screening.act, screening.unit, screening.responsible, path, screening.screened_on)
    for point in screening.risk_points:
        spot = Spot(scope.office, scope.as_of, point, *whose)
        yield Entry(spot, (screening.unit,), spot.found_on, point.done_on)


def _state(spot: Spot) -> Cell:
    return text(spot.state, Tone.BAD if spot.state == OVERDUE else Tone.PLAIN)


def _consequence(spot: Spot) -> Cell:
    return term(spot.listed.consequence if spot.listed is not None else None)


# One line is one column, as in the printed form: the formatter would make it seven.
# fmt: off
_SPOT_FIELDS: tuple[Field[Spot], ...] = (
    Field("来源", 7, lambda spot: words(spot.origin), choices=(OF_CASE, OF_SCREENING), is_brief=True,
          note="排查后成讼的，排查和案件中写的各列一行。"),
    Field("单位", 16, lambda spot: words(spot.unit), choices=unit_names, is_brief=True),
    Field("案件或行为", 24, lambda spot: words(spot.matter)),
    Field("阶段", 7, lambda spot: term(placed(spot.office, spot.point)[0]), choices=tuple(Stage),
          basis=(COUNTY_OPINION.section(2),), note="受理、调查、决定、送达、执行；有编号的按目录。"),
    Field("类型", 13, lambda spot: term(placed(spot.office, spot.point)[1]), choices=tuple(RiskKind)),
    Field("编号", 11, lambda spot: words(spot.point.code), is_brief=True, note="风险点目录的编号；空着的是目录以外的。"),
    Field("风险点", 30, lambda spot: words(described(spot.office, spot.point)), note="目录的文字；目录没有的，为案卷写的说明。"),
    Field("后果", 8, _consequence, choices=tuple(Consequence), note="目录写的后果轻重。"),
    Field("等级", 6, lambda spot: term(level(spot.point)), choices=tuple(RiskLevel), is_brief=True),
    Field("说明", 24, lambda spot: words(spot.point.note)),
    Field("证据", 14, lambda spot: words(spot.point.evidence)),
    Field("发现日期", 11, lambda spot: dated(spot.found_on), note="没有写的，为排查日期。"),
    *responsible_fields(lambda spot: spot.responsible),
    Field("整改人", 9, lambda spot: words(spot.point.owner), group="整改"),
    Field("整改措施", 24, lambda spot: words(spot.point.rectification), group="整改"),
    Field("整改期限", 11, lambda spot: dated(spot.point.due_on), group="整改", is_brief=True),
    Field("完成日期", 11, lambda spot: dated(spot.point.done_on), group="整改"),
    Field("进展", 11, _state, group="整改", choices=(MENDED, MENDING, OVERDUE), is_brief=True,
          note="没有写完成日期的，就是没有整改完。"),
    Field("剩余天数", 10, lambda spot: days_of(spot.point.due_on, spot.point.done_on, spot.as_of), group="整改",
          align=Align.RIGHT, is_brief=True, note=DAYS_NOTE),
    Field("案卷", 20, lambda spot: words(spot.place)),
)
# fmt: on

RISKS: Final = Ledger(
    "风险排查",
    "案件风险排查台账",
    "一个风险点",
    "发现日期（没有的为排查日期）不晚于期末，期初以前还没有整改完；没有日期的也列入",
    (COUNTY_OPINION.section(2),),
    _SPOT_FIELDS,
    _spots,
)


@dataclass(frozen=True)
class Endangered:
    """A case that may be lost, in a period."""

    view: View
    period: Period

    @cached_property
    def headline(self) -> Headline:
        """What it is called and where it stands."""
        return headline(self.view)

    @property
    def is_closed(self) -> bool:
        """Whether the dispute is over."""
        return self.headline.stage == CLOSED

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        """The letters that had come by the end of the period."""
        return tuple(each for each in self.view.case.letters if each.received_on <= self.period.end)

    @cached_property
    def high_points(self) -> tuple[RiskPoint, ...]:
        """The points of 等级 高 that were known and not mended at some time of the period."""
        return tuple(
            point
            for point in self.view.case.risk_points
            if is_high(point)
            and (point.found_on or self.period.start) <= self.period.end
            and (is_open(point) or (point.done_on or self.period.end) >= self.period.start)
        )

    @property
    def open_points(self) -> int:
        """How many high points are not mended on the as-of day."""
        return sum(is_open(point) for point in self.high_points)

    @property
    def is_listed(self) -> bool:
        """Whether it opens by itself: a letter came, a high point was open, or 败诉风险 is set."""
        return bool(self.letters or self.high_points) or self.view.case.loss_risk is not None

    @cached_property
    def next_due(self) -> Deadline | None:
        """The first duty of ours that is not done: overdue, or to come."""
        return next(
            (
                each
                for each in deadlines(self.view)
                if each.is_ours
                and each.done is None
                and (each.status is Status.OPEN or each.missed is Answer.YES)
            ),
            None,
        )

    @property
    def correction(self) -> SelfCorrection | None:
        """The last 自纠."""
        return max(self.view.case.self_corrections, key=lambda each: each.corrected_on, default=None)

    @property
    def last_contact(self) -> date | None:
        """The day the court was last talked to."""
        days = [each.held_on for each in self.view.case.court_contacts if each.held_on is not None]
        return max(days, default=None)


def _endangered(source: Source, scope: Scope) -> Iterator[Entry[Endangered]]:
    view = source.view
    if view is None:
        return
    row = Endangered(view, scope.period)
    if row.is_listed:
        units = (*(unit.name for unit in view.own_defendants), *handling_units(view))
        begun = [each.begun_on for each in view.case.proceedings if each.begun_on is not None]
        yield Entry(row, units, min(begun, default=None), _closed_on(view) if row.is_closed else None)


def _closed_on(view: View) -> date | None:
    """The day a dispute was over: when its 终局 took effect; without one, its last decision."""
    concluded = [each.concluded_on for each in view.case.proceedings if each.concluded_on is not None]
    return final(view).day or max(concluded, default=None)


def _yes(holds: bool, tone: Tone = Tone.PLAIN) -> Cell:
    """是, or nothing: a tick reads better than a column of 否."""
    return text(Answer.YES.value, tone) if holds else EMPTY


def _open_points(row: Endangered) -> Cell:
    return Cell(str(row.open_points), row.open_points, Tone.BAD if row.open_points else Tone.PLAIN)


# fmt: off
_ENDANGERED_FIELDS: tuple[Field[Endangered], ...] = (
    Field("案件名称", 28, lambda row: words(row.headline.name), is_brief=True),
    Field("案号", 23, lambda row: words(next(reversed(row.headline.dockets), None)), note="最近一个审级的案号。"),
    Field("承办单位", 16, lambda row: words(next(iter(handling_units(row.view)), None)), choices=unit_names,
          is_brief=True),
    Field("来函", 6, lambda row: _yes(bool(row.letters)), group="列入的原因", choices=YES, is_brief=True,
          basis=(COUNTY_OPINION.section(5),), note="收到败诉风险提示函、司法建议书等来函。"),
    Field("高风险点", 7, lambda row: _yes(bool(row.high_points)), group="列入的原因", choices=YES, is_brief=True,
          basis=(COUNTY_OPINION.section(2),), note="本期内有等级为高、还没有整改的风险点。"),
    Field("标明风险", 6, lambda row: _yes(row.view.case.loss_risk is not None), group="列入的原因", choices=YES,
          is_brief=True, note="案卷写了败诉风险。"),
    Field("败诉风险", 6, lambda row: term(row.view.case.loss_risk), choices=tuple(RiskLevel)),
    *responsible_fields(lambda row: row.view.case.responsible),
    Field("来函份数", 6, lambda row: number(len(row.letters)), align=Align.RIGHT),
    Field("未整改高风险点", 8, _open_points, align=Align.RIGHT, note="截至日还没有整改的。"),
    Field("日期", 11, lambda row: dated(row.correction.corrected_on if row.correction else None), group="最近一次自纠"),
    Field("方式", 11, lambda row: term(row.correction.kind if row.correction else None), group="最近一次自纠",
          choices=tuple(CorrectionKind), note="自行纠正或者与原告和解。", basis=(COUNTY_OPINION.section(5),)),
    Field("次数", 6, lambda row: number(len(row.view.case.court_contacts)), group="府院沟通", align=Align.RIGHT),
    Field("最近日期", 11, lambda row: dated(row.last_contact), group="府院沟通"),
    Field("事项", 24, lambda row: words(row.next_due.title if row.next_due else None), group="下一个期限",
          note="本县单位还没有办的义务中最早的一个，逾期的在前。"),
    Field("到期日", 11, lambda row: dated(row.next_due.due if row.next_due else None), group="下一个期限",
          is_brief=True),
    Field("剩余天数", 10, lambda row: days_left(row.next_due), group="下一个期限", align=Align.RIGHT, is_brief=True,
          note=DAYS_NOTE),
    Field("现在", 9, lambda row: words(row.headline.stage), note="正在哪个审级，或已终结。"),
    Field("结果", 14, lambda row: words(row.headline.outcome), note="最近一份裁判对本县被告的结果。"),
    Field("案卷", 20, lambda row: words(row.view.id)),
)
# fmt: on

LOSS_RISKS: Final = Ledger(
    "败诉风险",
    "败诉风险台账",
    "一件有败诉风险的争议（有来函、有未整改的高风险点，或标明败诉风险）",
    "期末以前进入诉讼，期初以前还没有终结；没有立案日期和收到应诉通知日期的也列入",
    (COUNTY_OPINION.section(2), COUNTY_OPINION.section(5)),
    _ENDANGERED_FIELDS,
    _endangered,
)
