"""What papers of a period say of it and of its figures: every rate with what it is made of, beside the year before."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta

from yingsu.document import Align, Cell, Column, Table, text
from yingsu.domain.answer import Answer
from yingsu.domain.period import Period
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Item, Rate, half_up, points
from yingsu.reports.figures import Figure
from yingsu.reports.papers.of_case import full_name_in
from yingsu.reports.papers.of_period import PeriodSubject
from yingsu.reports.papers.paper import FieldDescription, Kind, Values, day_text

NO_DOCKET = "案号未填"

PERIOD_FIELDS = (
    FieldDescription("期间", "写的是哪段时间；到数据截至那天还没有满的，写起止日期", example="2025年"),
    FieldDescription("起", "期间的第一天", Kind.DAY, "2025年1月1日"),
    FieldDescription("止", "期间的最后一天", Kind.DAY, "2025年12月31日"),
    FieldDescription("数据截至", "数据截至的那一天", Kind.DAY, "2026年1月10日"),
    FieldDescription("范围", "全县；写了 --unit、--field、--act-type 的，就是只写那一部分", example="全县"),
    FieldDescription("司法局", "设置里的司法局，用全称", example="德化县司法局"),
    FieldDescription("署名", "落款的单位，每个一行：司法局", Kind.LIST, "德化县司法局"),
    FieldDescription("成文日期", "落款的日期：数据截至的那一天", Kind.DAY, "2026年1月10日"),
)

RATE_FIELDS = tuple(
    field
    for metric in METRICS.values()
    for field in (
        FieldDescription(metric.short, f"{metric.title}：比率和分子/分母", example="90.00%（18/20）"),
        FieldDescription(
            f"{metric.short}同比",
            f"{metric.title}：上年同期的，升降多少",
            example="上年同期76.92%（10/13），上升13.08个百分点",
        ),
    )
)
"""Two names for each figure: what it is called where room is short, and that with 同比."""


def period_values(subject: PeriodSubject) -> Values:
    """The values of `PERIOD_FIELDS`."""
    bureau = full_name_in(subject.office, subject.office.settings.justice_bureau)
    return {
        "期间": label(subject.period),
        "起": day_text(subject.period.start),
        "止": day_text(subject.period.end),
        "数据截至": day_text(subject.figures.survey.as_of),
        "范围": scope(subject),
        "司法局": bureau,
        "署名": [bureau],
        "成文日期": day_text(subject.written_on),
    }


def rate_values(subject: PeriodSubject) -> Values:
    """The values of `RATE_FIELDS`."""
    figures = subject.figures.figures
    now = {figure.metric.short: rate_text(figure.rate) for figure in figures}
    return {**now, **{f"{figure.metric.short}同比": compared_text(figure) for figure in figures}}


def label(period: Period) -> str:
    """What a period is called in a title: its days where it was cut off before its end, or is of days given."""
    after = period.end + timedelta(days=1)
    months = (after.year - period.start.year) * 12 + after.month - period.start.month
    is_whole = bool(period.months) and after.day == 1 and months == period.months
    return period.label if is_whole else f"{day_text(period.start)}至{day_text(period.end)}"


def scope(subject: PeriodSubject) -> str:
    """What part of the county's cases it is about."""
    filters = subject.figures.filters
    parts = [filters.field and f"{filters.field}领域", filters.act_type and f"{filters.act_type}类"]
    return (filters.unit or "全县") + "".join(part for part in parts if part)


def figure_of(subject: PeriodSubject, key: str) -> Figure:
    """A figure by its key."""
    return next(each for each in subject.figures.figures if each.metric.key == key)


def rate_text(rate: Rate) -> str:
    """A rate with its numerator and denominator, and how many nobody knows of."""
    unknown = f"，其中不明{len(rate.unknowns)}件" if rate.unknowns else ""
    return f"{rate.display}（{rate.numerator}/{rate.denominator}{unknown}）"


def compared_text(figure: Figure) -> str:
    """The year before, and by how much a rate moved since."""
    return f"上年同期{rate_text(figure.previous)}{_moved(figure.rate, figure.previous)}"


def _moved(now: Rate, then: Rate) -> str:
    """By how much a rate moved, in words; nothing where one of them is of nothing."""
    if now.value is None or then.value is None:
        return ""
    if now.value == then.value:
        return "，持平"
    change = now.value - then.value
    return f"，{'上升' if change > 0 else '下降'}{half_up(abs(change) * 100)}个百分点"


def left_out_text(figure: Figure) -> str:
    """What a figure leaves out, by reason."""
    reasons = Counter(reason for _, reason in figure.rate.excluded)
    return "、".join(f"{reason}{number}件" for reason, number in sorted(reasons.items()))


def noted_text(figure: Figure) -> str:
    """What is shown beside a figure, with its reference figure where it has one; empty where there is nothing."""
    said = []
    for note, number in Counter(note for _, note in figure.rate.noted).items():
        reference = figure.metric.reference
        both = f"，{reference}为{rate_text(figure.rate.with_noted)}" if reference else ""
        said.append(f"另有{note}{number}件{both}")
    return "；".join(said)


def docket_of(item: Item) -> str:
    """The 案号 of an item: never its case id, which may have a name in it."""
    return item.docket or NO_DOCKET


def units_concerned(item: Item) -> str:
    """The units for which an item is no hit."""
    return "、".join(
        name
        for name, verdict in item.units
        if verdict.answer is not None and verdict.answer is not Answer.YES
    )


def rates_table(subject: PeriodSubject) -> Table:
    """Every figure beside the year before and, for less than a year, the period just before."""
    has_before = subject.period.months not in {0, 12}
    titles = ["本期", "上年同期", "同比", *(["上期", "环比"] if has_before else [])]
    columns = (Column("指标"), *(Column(title, Align.CENTER) for title in titles))
    rows = tuple(_rate_row(figure, has_before=has_before) for figure in subject.figures.figures)
    note = (
        "注：括号内为分子/分母。同比、环比为百分点，按未四舍五入的数计算；上年同期、上期按现在的案卷、同一口径重算。"
        "“—”表示没有应计的案件。"
    )
    return Table(columns, rows, note)


def _rate_row(figure: Figure, *, has_before: bool) -> tuple[Cell, ...]:
    """With more columns there is less room: what a rate is made of stands below it."""
    now, previous, before = (
        rate_text(rate).replace("（", "\n（") if has_before else rate_text(rate)
        for rate in (figure.rate, figure.previous, figure.before)
    )
    row = [text(figure.metric.title), text(now), text(previous), text(_points(figure.rate, figure.previous))]
    if has_before:
        row += [text(before), text(_points(figure.rate, figure.before))]
    return tuple(row)


def _points(now: Rate, then: Rate) -> str:
    return (points(now.value, then.value) or "—").removesuffix("个百分点")


COUNTS: Mapping[str, tuple[str, str]] = {
    "收结案": (
        "按案号计，不含非诉审查、执行、管辖和司法救助",
        "新收按立案日期（没有的按收到应诉通知日期），审结按裁判日期，移送算审结，中止算未结",
    ),
    "一审结果、败诉原因": (
        "期间内审结的一审案件，按案号计；一件有几个败诉原因的，每个原因各计一次",
        "裁判日期",
    ),
    "败诉的争议": ("一审败诉率、终局败诉率分子里的争议，一个争议计一件", "同一审败诉率、终局败诉率"),
    "履行事项": (
        "本县单位在生效裁判下要履行的事项，按事项计；以前逾期未履行的，履行完以前每期都列",
        "履行期限；未届期、未定期限的为期末仍未完成的",
    ),
    "风险点": ("案卷和风险排查里登记的风险点；同一案件同一编号只计一个", "发现日期"),
    "来函": ("人民法院、检察院、复议机关的来函，按件计", "收到日期"),
    "学习培训等活动、案件府院沟通": ("按次计", "举办、沟通日期"),
}
"""What the counts count, and the day that puts each in the period (metrics.md)."""

LOST_COUNTS: Mapping[str, tuple[str, str]] = {
    "败诉的争议": COUNTS["败诉的争议"],
    "败诉争议的风险点": ("败诉的争议里登记的风险点，同一案件同一编号只计一个", "不论哪天发现"),
    "整改措施": ("败诉的争议的复盘里写的措施，按项计", "不论期限"),
}
"""The same of a paper about what was lost."""


def definitions_table(
    subject: PeriodSubject,
    keys: Collection[str] = METRICS.keys(),
    counts: Mapping[str, tuple[str, str]] = COUNTS,
) -> Table:
    """The figures named with what each counts and what it leaves out; then the counts."""
    settings = subject.office.settings
    rows = [
        (
            text(f"{figure.metric.title}\n{figure.rate.numerator}/{figure.rate.denominator}"),
            text(
                f"{figure.metric.defined(settings)}按{figure.metric.unit_of_count(settings)}计。"
                + (f"不计入的：{left_out}。" if (left_out := left_out_text(figure)) else "")
            ),
            text(figure.metric.dated_by),
        )
        for figure in subject.figures.figures
        if figure.metric.key in keys
    ]
    rows += [(text(name), text(f"{counted}。"), text(dated)) for name, (counted, dated) in counts.items()]
    adverse = "、".join(word.value for word in settings.counting.adverse_dispositions)
    columns = (
        Column("指标和分子/分母", width=20),
        Column("口径", width=36),
        Column("归入本期的日期", width=14),
    )
    return Table(columns, tuple(rows), f"注：败诉结果指{adverse}。")
