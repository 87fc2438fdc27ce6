"""yingsu.yaml: the office's settings. What no source says has no default here."""

from typing import Annotated

from pydantic import BeforeValidator

from yingsu.domain.node import Node, key
from yingsu.domain.scalars import Amount, Days, FilePath, PlannedDay, Text, as_list
from yingsu.domain.terms import AdverseDenominator, AppearanceCounting, Disposition, ExcusedAbsence

#: The dispositions that are adverse unless the office says otherwise (case-format.md §2).
ADVERSE: tuple[Disposition, ...] = (
    Disposition.REVOKED,
    Disposition.PARTLY_REVOKED,
    Disposition.REVOKED_AND_REMADE,
    Disposition.ORDERED_TO_ACT,
    Disposition.ORDERED_TO_PAY,
    Disposition.FOUND_UNLAWFUL,
    Disposition.FOUND_VOID,
    Disposition.MODIFIED,
    Disposition.DAMAGES,
    Disposition.INDEMNITY,
    Disposition.REMEDY,
    Disposition.AGREEMENT_CONTINUED,
)


class AppearanceOptions(Node):
    """口径.出庭率."""

    counting: AppearanceCounting = key("计数", AppearanceCounting.PROCEEDING)
    excused: ExcusedAbsence = key("正当理由未出庭", ExcusedAbsence.COUNTED)


class AdverseOptions(Node):
    """口径.败诉率."""

    denominator: AdverseDenominator = key("分母", AdverseDenominator.CONCLUDED)


class CountingRules(Node):
    """口径: how figures are counted. Every key has the default of metrics.md."""

    appearance: AppearanceOptions = key("出庭率", AppearanceOptions())
    adverse: AdverseOptions = key("败诉率", AdverseOptions())
    adverse_dispositions: Annotated[tuple[Disposition, ...], BeforeValidator(as_list)] = key(
        "败诉结果", ADVERSE
    )


class OfficePeriods(Node):
    """期限: days that no source sets; without a default."""

    registration_working_days: Days | None = key("备案工作日", None)
    review_working_days: Days | None = key("复盘工作日", None)


class AssessmentPoints(Node):
    """考核: points per item; without a default."""

    absence: Amount | None = key("未出庭", None)
    loss: Amount | None = key("败诉", None)
    non_performance: Amount | None = key("未履行", None)


class OwnDays(Node):
    """日历: own days off and working days, where an order says so."""

    days_off: Annotated[tuple[PlannedDay, ...], BeforeValidator(as_list)] = key("放假", ())
    working_days: Annotated[tuple[PlannedDay, ...], BeforeValidator(as_list)] = key("上班", ())


class Settings(Node):
    """The office's settings."""

    name: Text = key("名称", "行政应诉台账")
    county_government: Text = key("县政府", "县人民政府")
    justice_bureau: Text = key("司法局", "县司法局")
    counting: CountingRules = key("口径", CountingRules())
    periods: OfficePeriods = key("期限", OfficePeriods())
    points: AssessmentPoints = key("考核", AssessmentPoints())
    fields: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key("管理领域", ())
    risk_catalogue: FilePath | None = key("风险点目录", None)
    calendar: OwnDays = key("日历", OwnDays())
    reminders: dict[Text, Days] = key("提前提醒", {})
