"""Tables and charts of the 通报: what the figures, the records of risk, contact and performance hold, without names."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from yingsu.document import Align, Cell, Chart, ChartKind, Column, Series, Table, count, text
from yingsu.domain.answer import Answer
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.review import held, loss
from yingsu.domain.view import View
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.contact import LetterRecord
from yingsu.metrics.core import FEW, NOTHING, Rate, growth
from yingsu.metrics.items import UNSAID
from yingsu.metrics.risk_counts import LostCase
from yingsu.reports.figures_document import missing_of
from yingsu.reports.papers.of_period import PeriodSubject
from yingsu.reports.papers.paper import day_text
from yingsu.reports.papers.period_said import NO_DOCKET
from yingsu.reports.published import Comparison

OF_UNITS = (
    "head_appearance_rate",
    "chief_appearance_rate",
    "performance_rate",
    "adverse_rate",
    "final_adverse_rate",
    "review_rate",
    "defence_on_time_rate",
    "registration_rate",
)
"""The figures of the annex by unit."""

COMPARED = ("head_appearance_rate", "performance_rate", "adverse_rate", "final_adverse_rate")
"""The figures of the chart."""

_CENTRED = Align.CENTER


def balance_table(subject: PeriodSubject) -> Table:
    """收结案 of all instances and of the first, beside the year before."""
    titles = ("上期结转", "本期新收", "同比", "本期审结", "同比", "期末未结")
    figures = subject.figures
    rows = tuple(
        (
            text("各审级合计" if now.scope == "全部" else now.scope),
            count(now.carried),
            count(now.new),
            text(growth(now.new, then.new) or NOTHING),
            count(now.concluded),
            text(growth(now.concluded, then.concluded) or NOTHING),
            count(now.pending),
        )
        for now, then in zip(figures.balances, figures.balances_before, strict=True)
    )
    return Table((Column("范围"), *(Column(title, _CENTRED) for title in titles)), rows)


def compared_chart(subject: PeriodSubject) -> Chart:
    """The target rates and the adverse rates beside the year before."""
    shown = [figure for figure in subject.figures.figures if figure.metric.key in COMPARED]
    series = (
        Series("本期", tuple(figure.rate.value for figure in shown)),
        Series("上年同期", tuple(figure.previous.value for figure in shown)),
    )
    names = tuple(figure.metric.short for figure in shown)
    return Chart(
        ChartKind.BARS,
        "两项目标率和败诉率与上年同期比较",
        names,
        series,
        is_rate=True,
        target=Fraction(1),
    )


def counts_chart(title: str, counts: Mapping[str, int]) -> Chart:
    """Counts as bars."""
    return Chart(ChartKind.BARS, title, tuple(counts), (Series("件数", tuple(counts.values())),))


def units_chart(subject: PeriodSubject) -> Chart | None:
    """The appearance rate of the units that have enough to be judged by; `None` where none has."""
    judged = {
        unit: rates["head_appearance_rate"].value
        for unit, rates in subject.figures.by_unit.items()
        if not rates["head_appearance_rate"].is_few
    }
    if not judged:
        return None
    series = (Series("出庭率", tuple(judged.values())),)
    title = f"各单位负责人出庭应诉率（{FEW}件以上的）"
    return Chart(ChartKind.BARS, title, tuple(judged), series, is_rate=True, target=Fraction(1))


def units_table(subject: PeriodSubject) -> Table:
    """Each unit's figures: of few items the counts only, since a rate of two says nothing."""
    columns = (Column("单位"), *(Column(METRICS[key].short, _CENTRED) for key in OF_UNITS))
    rows = tuple(
        (text(unit), *(_of_unit(rates[key]) for key in OF_UNITS))
        for unit, rates in subject.figures.by_unit.items()
    )
    note = (
        f"注：数字为分子/分母；不足{FEW}件的只列件数，不作评价（件数过少）。“—”表示没有应计的案件。"
        "所属机构、派出机构的计入归口单位；涉及多个本县被告的，各单位分别计入，合计可大于全县数。"
    )
    return Table(columns, rows, note)


def _of_unit(rate: Rate) -> Cell:
    if not rate.denominator:
        return text(NOTHING)
    unknown = f"，不明{len(rate.unknowns)}" if rate.unknowns else ""
    numbers = f"{rate.numerator}/{rate.denominator}{unknown}"
    return text(numbers if rate.is_few else f"{rate.display}\n{numbers}")


def missing_table(subject: PeriodSubject) -> Table:
    """What is missing to the two targets, without the cases' ids and what is to be done, which the demands say."""
    rows = sorted(
        (
            row[:4]
            for figure in subject.figures.figures
            if figure.metric.target is not None
            for row in missing_of(figure)
        ),
        key=lambda row: tuple(cell.text for cell in row[:3]),
    )
    return Table(tuple(Column(title) for title in ("单位", "指标", "案号", "情况")), tuple(rows))


def published_table(comparisons: tuple[Comparison, ...]) -> Table:
    """What was published otherwise than it is counted today, and which 案号 moved."""
    rows = tuple(
        (
            text(comparison.label),
            text(difference.title),
            text(difference.then),
            text(difference.now),
            text(
                "\n".join(f"{move.docket or NO_DOCKET}：{move.then}→{move.now}" for move in difference.moves)
            ),
        )
        for comparison in comparisons
        for difference in comparison.differences
    )
    titles = ("期间", "指标", "当时公布", "现在重算", "变动的案件")
    return Table(tuple(Column(title) for title in titles), rows)


def lost_table(subject: PeriodSubject) -> Table:
    """The disputes lost in the period: in the numerator of the first-instance or the final rate."""
    titles = ("败诉单位和案号", "行为类别", "败诉原因", "复盘")
    views = {view.id: view for view in subject.views}
    rows = tuple(
        (
            text("\n".join((*lost.units, *lost.dockets))),
            text(views[lost.case].case.act_type),
            text("\n".join(lost.reasons) or UNSAID),
            text(_review_state(views[lost.case])),
        )
        for lost in subject.figures.risk.lost
    )
    return Table(tuple(Column(title) for title in titles), rows)


def _review_state(view: View) -> str:
    """Whether a dispute was reviewed on the as-of day, or why it need not be: it may have been lost before its end only."""
    if held(view) is not None:
        return "已复盘"
    if loss(view) is not None:
        return "未复盘"
    return "终局未败诉" if final(view).answer is Answer.YES else "未终局"


def reviews_by_case(subject: PeriodSubject) -> dict[str, str]:
    """Whether each dispute that was lost in the end was reviewed, as the figure of reviews counts it."""
    rate = next(each.rate for each in subject.figures.figures if each.metric.key == "review_rate")
    states = (("已复盘", rate.hits), ("未复盘", rate.misses), ("不明", rate.unknowns))
    return {item.case: word for word, items in states for item in items}


def performance_table(subject: PeriodSubject) -> Table:
    """The five states."""
    found = subject.figures.performance
    return Table(
        tuple(Column(state.value, _CENTRED) for state in found),
        (tuple(count(number) for number in found.values()),),
    )


def overdue_table(subject: PeriodSubject) -> Table:
    """What is overdue on the as-of day, of this period or earlier."""
    rows = tuple(
        (
            text(f"{record.unit}\n{record.docket}"),
            text(subject.own(record.content, record.case)),
            text(
                f"{day_text(record.due_on) if record.due_on is not None else NOTHING}\n逾期{record.days_overdue}天"
            ),
        )
        for record in subject.figures.overdue
    )
    titles = ("单位和案号", "要履行的", "期限")
    return Table(tuple(Column(title) for title in titles), rows)


def letters_table(subject: PeriodSubject) -> Table:
    """The letters received in the period."""
    ordered = sorted(
        subject.figures.contact.letters, key=lambda each: (each.received_on, each.source, each.number)
    )
    titles = ("来函", "单位", "回复", "落实情况")
    return Table(
        tuple(Column(title) for title in titles), tuple(tuple(_letter(subject, each)) for each in ordered)
    )


def _letter(subject: PeriodSubject, letter: LetterRecord) -> Iterator[Cell]:
    lines = (letter.kind.value, letter.number or "文号未填", letter.sender)
    said = "\n".join([*(line for line in lines if line), f"{day_text(letter.received_on)}收到"])
    yield text(subject.own(said, letter.source))
    yield text(letter.unit or UNSAID)
    yield text(reply_text(letter, subject))
    yield text(letter.implementation.value if letter.implementation is not None else UNSAID)


def reply_text(letter: LetterRecord, subject: PeriodSubject) -> str:
    """Whether a letter was answered, and in time."""
    due, replied = letter.reply_due_on, letter.replied_on
    if replied is not None:
        late = "\n（逾期）" if due is not None and replied > due else ""
        return f"{day_text(replied)}回复{late}"
    if due is None:
        return "未回复，没有期限"
    is_late = due < subject.figures.survey.as_of
    return "逾期未回复" if is_late else f"未回复，期限{day_text(due)}"


def lost_units(lost: tuple[LostCase, ...]) -> dict[str, int]:
    """How many disputes each unit lost, those with most first."""
    found: dict[str, int] = {}
    for case in lost:
        for unit in case.units:
            found[unit] = found.get(unit, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
