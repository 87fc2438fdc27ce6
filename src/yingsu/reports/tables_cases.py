"""Tables of disputes: the cases, who is sued in them, what was mended of itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yingsu.domain.aftermath import SelfCorrection
from yingsu.domain.facts.effect import Final as FinalDecision
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.headline import headline
from yingsu.domain.parties import Defendant
from yingsu.domain.records import Unit
from yingsu.domain.view import View
from yingsu.metrics.risk import CaseRisk, case_risk
from yingsu.reports.ledger_core import Source
from yingsu.reports.table_core import Field, FlatTable, Standpoint, own_name, reported_name, unit_kind
from yingsu.tabular import ValueType

TEXT, INTEGER, DAY, YES_NO, AMOUNT = ValueType


@dataclass(frozen=True)
class Dispute:
    """A case."""

    view: View

    @cached_property
    def final(self) -> FinalDecision:
        """终局."""
        return final(self.view)

    @cached_property
    def risk(self) -> CaseRisk:
        """What the dispute came to."""
        return case_risk(self.view)

    @property
    def final_no(self) -> int | None:
        """The number of the proceeding whose decision ends the dispute."""
        numbered = enumerate(self.view.case.proceedings, 1)
        return next((number for number, each in numbered if each is self.final.proceeding), None)


def _cases(source: Source, _: Standpoint) -> Iterator[Dispute]:
    if source.view is not None:
        yield Dispute(source.view)


# One line is one column, as in the guide: the formatter would make it seven.
# fmt: off
_CASE_FIELDS: tuple[Field[Dispute], ...] = (
    Field("case_id", TEXT, "案卷编号，即 cases 下的目录；里面可能有当事人姓名", lambda row: row.view.id, is_required=True),
    Field("year", INTEGER, "案卷所在的年度目录", lambda row: int(row.view.id[:4]), is_required=True),
    Field("cause", TEXT, "案由", lambda row: row.view.case.cause, is_required=True),
    Field("act_type", TEXT, "行为类别", lambda row: row.view.case.act_type, is_required=True),
    Field("field", TEXT, "管理领域", lambda row: row.view.case.field, is_required=True),
    Field("series", TEXT, "系列案", lambda row: row.view.case.series),
    Field("handling_units", TEXT, "承办单位：写了的照写，没写的推定；几个之间用顿号", lambda row: handling_units(row.view)),
    Field("is_public_interest", YES_NO, "公益诉讼", lambda row: row.view.case.public_interest),
    Field("has_normative_review", YES_NO, "规范性文件附带审查", lambda row: row.view.case.normative_review),
    Field("claimed_amount", AMOUNT, "赔偿数额，元", lambda row: row.view.case.claimed_amount),
    Field("plaintiff_kind", TEXT, "第一个原告的类型", lambda row: next((each.kind for each in row.view.case.plaintiffs), None)),
    Field("plaintiff_count", INTEGER, "原告人数", lambda row: len(row.view.case.plaintiffs), is_required=True),
    Field("defendant_count", INTEGER, "被告个数", lambda row: len(row.view.case.defendants), is_required=True),
    Field("own_defendant_count", INTEGER, "其中本县的", lambda row: len(row.view.own_defendants), is_required=True),
    Field("act_made_on", DAY, "被诉行为作出日期", lambda row: row.view.case.act.made_on if row.view.case.act else None),
    Field("act_served_on", DAY, "被诉行为送达日期", lambda row: row.view.case.act.served_on if row.view.case.act else None),
    Field("is_reconsidered", YES_NO, "是否经过复议", lambda row: row.view.case.reconsideration is not None, is_required=True),
    Field("reconsideration_result", TEXT, "复议结果",
          lambda row: row.view.case.reconsideration.result if row.view.case.reconsideration else None),
    Field("loss_risk", TEXT, "败诉风险：高、中、低", lambda row: row.view.case.loss_risk),
    Field("stage", TEXT, "现在在哪个审级，或已终结、未立案", lambda row: headline(row.view).stage, is_required=True),
    Field("result", TEXT, "争议的结局：败诉、未败诉、在审、未涉诉、不明，看终局", lambda row: row.risk.result, is_required=True),
    Field("first_lost_on", DAY, "第一次败诉的裁判日期，后来被撤销的也算", lambda row: row.risk.lost_on),
    Field("has_final", TEXT, "有没有终局：是、否、不明", lambda row: row.final.answer, is_required=True),
    Field("final_proceeding_no", INTEGER, "终局是第几个审理程序", lambda row: row.final_no),
    Field("final_effective_on", DAY, "终局的生效日期", lambda row: row.final.day),
    Field("reviewed_on", DAY, "复盘日期",
          lambda row: row.view.case.post_case_review.reviewed_on if row.view.case.post_case_review else None),
    Field("is_model_case", YES_NO, "典型案例", lambda row: row.view.case.is_model_case),
)
# fmt: on

CASES: Final = FlatTable("cases", "案件", "一个争议（一个案卷）", ("case_id",), _CASE_FIELDS, _cases)


@dataclass(frozen=True, slots=True)
class Sued:
    """A defendant of a case, as the file lists it."""

    view: View
    number: int
    defendant: Defendant

    @property
    def own(self) -> Unit | None:
        """The own unit that it is."""
        return self.view.office.directory.find(self.defendant.unit)


def _defendants(source: Source, _: Standpoint) -> Iterator[Sued]:
    if source.view is not None:
        for number, defendant in enumerate(source.view.case.defendants, 1):
            yield Sued(source.view, number, defendant)


# fmt: off
_DEFENDANT_FIELDS: tuple[Field[Sued], ...] = (
    Field("case_id", TEXT, "案卷编号", lambda row: row.view.id, is_required=True),
    Field("defendant_no", INTEGER, "第几个被告，从 1 起", lambda row: row.number, is_required=True),
    Field("unit", TEXT, "单位：名录里的名称，不在名录里的照写",
          lambda row: own_name(row.view.office, row.defendant.unit), is_required=True),
    Field("reported_unit", TEXT, "归口到哪个单位；不是本县的空着", lambda row: reported_name(row.view.office, row.defendant.unit)),
    Field("is_own", YES_NO, "是不是本县单位", lambda row: row.own is not None, is_required=True),
    Field("unit_kind", TEXT, "单位类别；不是本县的空着", lambda row: unit_kind(row.own)),
    Field("status", TEXT, "地位", lambda row: row.defendant.status, is_required=True),
)
# fmt: on

DEFENDANTS: Final = FlatTable(
    "defendants",
    "被告",
    "一个案件的一个被告",
    ("case_id", "defendant_no"),
    _DEFENDANT_FIELDS,
    _defendants,
    "cases",
    (("unit",),),
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """自纠 in a case."""

    view: View
    number: int
    correction: SelfCorrection


def _corrections(source: Source, _: Standpoint) -> Iterator[Corrected]:
    if source.view is not None:
        for number, correction in enumerate(source.view.case.self_corrections, 1):
            yield Corrected(source.view, number, correction)


# fmt: off
_CORRECTION_FIELDS: tuple[Field[Corrected], ...] = (
    Field("case_id", TEXT, "案卷编号", lambda row: row.view.id, is_required=True),
    Field("correction_no", INTEGER, "第几次自纠，从 1 起", lambda row: row.number, is_required=True),
    Field("unit", TEXT, "单位：名录里的名称，不在名录里的照写",
          lambda row: own_name(row.view.office, row.correction.unit), is_required=True),
    Field("reported_unit", TEXT, "归口到哪个单位；不是本县的空着",
          lambda row: reported_name(row.view.office, row.correction.unit)),
    Field("corrected_on", DAY, "自纠日期", lambda row: row.correction.corrected_on, is_required=True),
    Field("kind", TEXT, "自纠方式", lambda row: row.correction.kind, is_required=True),
)
# fmt: on

SELF_CORRECTIONS: Final = FlatTable(
    "self_corrections",
    "自纠",
    "一次自纠",
    ("case_id", "correction_no"),
    _CORRECTION_FIELDS,
    _corrections,
    "cases",
)
