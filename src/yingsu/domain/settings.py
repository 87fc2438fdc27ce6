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

    counting: AppearanceCounting = key(
        "计数", AppearanceCounting.PROCEEDING, description="一件按什么算，从列表中选；不写就是案号"
    )
    excused: ExcusedAbsence = key(
        "正当理由未出庭",
        ExcusedAbsence.COUNTED,
        description="法院认可不出庭理由的要不要留在分母里；不写就是计入分母",
    )


class AdverseOptions(Node):
    """口径.败诉率."""

    denominator: AdverseDenominator = key(
        "分母", AdverseDenominator.CONCLUDED, description="败诉率除以什么，从列表中选；不写就是审结"
    )


class CountingRules(Node):
    """口径: how figures are counted. Every key has the default of metrics.md."""

    appearance: AppearanceOptions = key("出庭率", AppearanceOptions(), description="出庭率怎样算")
    adverse: AdverseOptions = key("败诉率", AdverseOptions(), description="败诉率怎样算")
    adverse_dispositions: Annotated[tuple[Disposition, ...], BeforeValidator(as_list)] = key(
        "败诉结果", ADVERSE, description="哪些裁判结果算败诉；不写就用规定的那些"
    )


class OfficePeriods(Node):
    """期限: days that no source sets; without a default."""

    registration_working_days: Days | None = key(
        "备案工作日", None, description="收到应诉通知后几个工作日内备案；本县发文定了再填，不填就不算"
    )
    review_working_days: Days | None = key(
        "复盘工作日", None, description="败诉裁判生效后几个工作日内复盘；本县发文定了再填，不填就不算"
    )


class AssessmentPoints(Node):
    """考核: points per item; without a default."""

    absence: Amount | None = key("未出庭", None, description="负责人应出庭未出庭，每件扣几分")
    loss: Amount | None = key("败诉", None, description="败诉，每件扣几分")
    non_performance: Amount | None = key("未履行", None, description="未履行生效裁判，每件扣几分")


class OwnDays(Node):
    """日历: own days off and working days, where an order says so."""

    days_off: Annotated[tuple[PlannedDay, ...], BeforeValidator(as_list)] = key(
        "放假", (), description="国家放假以外，本地另行放假的日子"
    )
    working_days: Annotated[tuple[PlannedDay, ...], BeforeValidator(as_list)] = key(
        "上班", (), description="本地另行上班的日子"
    )


class Settings(Node):
    """The office's settings."""

    name: Text = key("名称", "行政应诉台账", description="台账的名称，印在每张报表上")
    county_government: Text = key(
        "县政府", "县人民政府", description="县政府在单位名录里的写法；不写就是县人民政府"
    )
    justice_bureau: Text = key(
        "司法局", "县司法局", description="县司法局在单位名录里的写法；不写就是县司法局"
    )
    counting: CountingRules = key(
        "口径", CountingRules(), description="数字怎样算；不写就用规定的算法，改了会印在数字旁边"
    )
    periods: OfficePeriods = key("期限", OfficePeriods(), description="上级文件没有定天数的期限；不填就不算")
    points: AssessmentPoints = key(
        "考核", AssessmentPoints(), description="考核每件扣几分；本县公布了再填，不填只列清单"
    )
    fields: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key(
        "管理领域", (), description="本县自己加的管理领域，加在规定的词后面"
    )
    risk_catalogue: FilePath | None = key(
        "风险点目录", None, description="本县自己的风险点放在哪个文件，如 cases/risk-points.yaml"
    )
    calendar: OwnDays = key("日历", OwnDays(), description="国家放假安排以外，本地另行放假、上班的日子")
    reminders: dict[Text, Days] = key(
        "提前提醒", {}, description="每种期限提前几天提醒，如 {D02: 5}；有哪些编号用 yingsu explain 看"
    )
