"""Figures as a document: both target rates first, then what is missing to 100 %, then the rest."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from yingsu.document import (
    Align,
    Annex,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Series,
    Table,
    Tone,
    count,
    day,
    text,
)
from yingsu.domain.answer import Answer
from yingsu.domain.law import DAILY_FINE
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import NOTHING, Rate, growth, points
from yingsu.reports.contact_document import contact_annexes, contact_blocks
from yingsu.reports.counted import draft_stamp
from yingsu.reports.figures import Figure, Figures
from yingsu.reports.opened import opened, with_counts
from yingsu.reports.parts_document import PART_COLUMNS, part_blocks
from yingsu.reports.provenance import Provenance
from yingsu.reports.published import Comparison, published_blocks
from yingsu.reports.risk_document import risk_annexes, risk_blocks

_UNKNOWN = ("文件没有写明", "补填后重新检查")
_TO_DO = {
    "head_appearance_rate": ("负责人没有出庭", "已开庭的不能补正；下次开庭、下一审级由负责人出庭"),
    "performance_rate": ("期限已过仍未履行", "尽快履行，登记完成日期和凭证"),
}
"""By figure with a target: what a miss is, and what would have to happen."""


def figures_document(
    figures: Figures, provenance: Provenance, compared: tuple[Comparison, ...] = (), *, draft: bool
) -> Document:
    """The report of a period, with a chart for what has a course, and every figure's cases in an annex."""
    stamp = draft_stamp(len(figures.blocking)) if draft else ""
    title = f"{figures.survey.name}　{figures.period.label}"
    return Document(tuple(_blocks(figures, compared)), title, provenance.facts(figures), stamp)


def _blocks(figures: Figures, compared: tuple[Comparison, ...]) -> Iterator[Block]:
    yield Heading(2, "指标")
    yield from _rates(figures)
    yield from _missing_to_target(figures)
    yield from _third_parties(figures)
    yield from _trend(figures)
    yield from part_blocks(figures)
    yield from _course(figures)
    yield from _performance(figures)
    yield from risk_blocks(figures)
    yield from contact_blocks(figures)
    for comparison in compared:
        yield from published_blocks(comparison)
    yield from _notes(figures)
    for figure in figures.figures:
        if figure.rate.denominator or figure.rate.excluded:
            title = f"{figure.metric.title}　{with_counts(figure.rate)}　背后的案件"
            yield Annex(figure.metric.short, title, tuple(opened(figure)))
    yield from risk_annexes(figures)
    yield from contact_annexes(figures)


def _rates(figures: Figures) -> Iterator[Block]:
    has_before = figures.period.months not in {0, 12}
    columns = [
        Column("指标"),
        Column("比率", Align.RIGHT),
        Column("件数", Align.RIGHT),
        Column("目标", Align.RIGHT),
        Column("上年同期", Align.RIGHT),
        Column("同比", Align.RIGHT),
    ]
    if has_before:
        columns += [Column("上期", Align.RIGHT), Column("环比", Align.RIGHT)]
    yield Table(
        tuple(columns),
        tuple(_rate_row(figure, has_before=has_before) for figure in figures.figures),
        _rates_note(figures),
    )
    for figure in figures.figures:
        for note in _beside(figure):
            yield Paragraph(note, Tone.QUIET)
    series, dockets = figures.series
    if series:
        yield Paragraph(f"其中系列案 {series} 个，共 {dockets} 个案号。", Tone.QUIET)


def _rate_row(figure: Figure, *, has_before: bool) -> tuple[Cell, ...]:
    row = [
        text(figure.metric.title),
        _rate_cell(figure.rate, is_target=figure.metric.target is not None),
        _numbers(figure.rate),
        text("100%" if figure.metric.target is not None else ""),
        Cell(figure.previous.display, figure.previous.value),
        text(points(figure.rate.value, figure.previous.value) or ""),
    ]
    if has_before:
        row += [
            Cell(figure.before.display, figure.before.value),
            text(points(figure.rate.value, figure.before.value) or ""),
        ]
    return tuple(row)


def _rates_note(figures: Figures) -> str:
    notes = ["件数为“分子/分母”；同比、环比为百分点，按未四舍五入的数计算，上年和上期都按现在的文件重算。"]
    if any(figure.rate.unknowns for figure in figures.figures):
        notes.append("“不明”是文件没有写明的，计入分母、不计入分子。")
    if any(figure.rate.value is None for figure in figures.figures):
        notes.append("“—”表示期间内无应计案件。")
    return "".join(notes)


def _third_parties(figures: Figures) -> Iterator[Block]:
    if not figures.third_parties:
        return
    yield Heading(2, "应追加未追加、以第三人参加诉讼的本县机关")
    titles = ("单位", "首次开庭", "案号", "负责人出庭", "案件")
    rows = tuple(
        (
            text(each.unit),
            day(each.day),
            text(each.docket or "未填"),
            text(each.appeared.value),
            text(each.case),
        )
        for each in figures.third_parties
    )
    note = "参照被诉行政机关要求负责人出庭（法释〔2020〕3号第一条第三款），单独列出，不计入各项比率。"
    yield Table(tuple(Column(title) for title in titles), rows, note)


def _trend(figures: Figures) -> Iterator[Block]:
    if not figures.trend:
        return
    yield Heading(2, "历年")
    labels = tuple(label for label, _ in figures.trend)
    shown = [
        figure.metric
        for figure in figures.figures
        if any(rates[figure.metric.key].denominator for _, rates in figures.trend)
    ]
    columns = (Column("指标"), *(Column(label, Align.RIGHT) for label in labels))
    yield Table(
        columns,
        tuple(
            (text(metric.title), *(_trend_cell(rates[metric.key]) for _, rates in figures.trend))
            for metric in shown
        ),
        "各年都按现在的文件、现在的口径重算。",
    )
    lines = tuple(
        Series(metric.short, tuple(rates[metric.key].value for _, rates in figures.trend))
        for metric in shown
        if metric.key in PART_COLUMNS
    )
    if lines:
        yield Chart(ChartKind.LINES, "两项目标率和败诉率", labels, lines, is_rate=True, target=Fraction(1))


def _trend_cell(rate: Rate) -> Cell:
    numbers = f"{rate.numerator}/{rate.denominator}"
    return Cell(f"{rate.display} {numbers}" if rate.denominator else NOTHING, rate.value)


def _beside(figure: Figure) -> Iterator[str]:
    """What is said beside a rate: lawful absences, suits withdrawn after 自纠, and the reference figure with them."""
    rate, metric = figure.rate, figure.metric
    if metric.target is not None and rate.excluded:
        reasons = Counter(reason for _, reason in rate.excluded)
        listed = "、".join(f"{reason} {number} 件" for reason, number in sorted(reasons.items()))
        yield f"{metric.title}不计入的：{listed}（用 --explain {metric.short} 展开）。"
    for note, number in Counter(note for _, note in rate.noted).items():
        reference = ""
        if metric.reference:
            both = rate.with_noted
            reference = f"，{metric.reference} {both.numerator}/{both.denominator}（{both.display}）"
        yield f"{metric.title}另列：{note} {number} 件{reference}。"


def _rate_cell(rate: Rate, *, is_target: bool = False) -> Cell:
    tone = Tone.PLAIN
    if is_target and rate.value is not None and not rate.unknowns:
        tone = Tone.GOOD if rate.value == 1 else Tone.BAD
    return Cell(rate.display, rate.value, tone)


def _numbers(rate: Rate) -> Cell:
    unknown = f"（不明{len(rate.unknowns)}）" if rate.unknowns else ""
    return text(f"{rate.numerator}/{rate.denominator}{unknown}")


def _missing_to_target(figures: Figures) -> Iterator[Block]:
    """What stands between the county and 100 %, by unit, and what would have to happen."""
    rows = sorted(
        (row for figure in figures.figures if figure.metric.target is not None for row in missing_of(figure)),
        key=lambda row: tuple(cell.text for cell in row[:3]),
    )
    if rows:
        yield Heading(2, "距 100% 还差")
        titles = ("单位", "指标", "案号", "情况", "要做什么", "案件")
        yield Table(tuple(Column(title) for title in titles), tuple(rows))


def missing_of(figure: Figure) -> Iterator[tuple[Cell, ...]]:
    """What a figure lacks to its target: units, figure, 案号, what is the matter, what to do, and the case."""
    notes = dict(figure.rate.noted)
    done = _TO_DO.get(figure.metric.key, ("未达到", "查明原因"))
    for items, words in ((figure.rate.misses, done), (figure.rate.unknowns, _UNKNOWN)):
        for item in items:
            note = f"（{notes[item]}）" if item in notes else ""
            units = "、".join(
                name
                for name, verdict in item.units
                if verdict.answer is not None and verdict.answer is not Answer.YES
            )
            words_of = (figure.metric.short, item.docket or "案号未填", words[0] + note, words[1], item.case)
            yield (text(units), *(text(word) for word in words_of))


def _course(figures: Figures) -> Iterator[Block]:
    yield Heading(2, "收结案")
    titles = ("范围", "上期结转", "本期新收", "同比", "本期审结", "同比", "期末未结", "平衡")
    columns = tuple(
        Column(title, Align.LEFT if title in {"范围", "平衡"} else Align.RIGHT) for title in titles
    )
    rows = tuple(
        (
            text(now.scope),
            count(now.carried),
            count(now.new),
            text(growth(now.new, then.new) or ""),
            count(now.concluded),
            text(growth(now.concluded, then.concluded) or ""),
            count(now.pending),
            text("是" if now.holds else "否", Tone.PLAIN if now.holds else Tone.BAD),
        )
        for now, then in zip(figures.balances, figures.balances_before, strict=True)
    )
    yield Table(columns, rows, _balance_note(figures))
    for title, head, counts in (
        ("一审结果", "结果", figures.outcomes),
        ("一审败诉原因", "原因", figures.adverse_reasons),
    ):
        if counts:
            yield Heading(2, title)
            yield _counts(head, counts.items())
            yield Chart(ChartKind.BARS, title, tuple(counts), (Series("件数", tuple(counts.values())),))


def _balance_note(figures: Figures) -> str:
    notes = [
        f"{each.scope}不平衡的案件：{'、'.join(each.offending)}。"
        for each in figures.balances
        if not each.holds
    ]
    transferred = figures.balances[0].transferred
    if transferred:
        notes.append(f"审结中移送 {transferred} 件。")
    foreign = figures.without_own_defendant
    if foreign:
        notes.append(f"其中 {foreign} 件没有本县被告，不计入各项比率。")
    without = sorted({record.case for each in figures.balances for record in each.without_day})
    if without:
        notes.append(f"没有立案日期和收到应诉通知日期、未计入的：{'、'.join(without)}。")
    return "".join(notes)


def _counts(title: str, pairs: Iterable[tuple[str, int]]) -> Table:
    return Table(
        (Column(title), Column("件数", Align.RIGHT)),
        tuple((text(word), count(number)) for word, number in pairs),
    )


def _performance(figures: Figures) -> Iterator[Block]:
    yield Heading(2, "履行情况（按履行事项）")
    yield Table(
        tuple(Column(state.value, Align.RIGHT) for state in figures.performance),
        (tuple(count(number) for number in figures.performance.values()),),
    )
    if figures.overdue:
        least, most = (parameter.on(figures.survey.as_of) for parameter in DAILY_FINE)
        columns = (
            Column("单位"),
            Column("逾期未履行的事项"),
            Column("期限"),
            Column("已逾期", Align.RIGHT),
            Column("罚款风险", Align.RIGHT),
        )
        rows = tuple(
            (
                text(record.unit),
                text(f"{record.docket}　{record.content}"),
                day(record.due_on),
                Cell(f"{record.days_overdue}天", record.days_overdue, Tone.BAD),
                text(f"{least * record.days_overdue}–{most * record.days_overdue}元"),
            )
            for record in figures.overdue
        )
        note = f"罚款风险：行政诉讼法第九十六条第（二）项，对负责人自期满之日起按日 {least}–{most} 元，由法院决定。"
        yield Table(columns, rows, note)
    if figures.unregistered:
        yield Paragraph("生效裁判要求履行而没有登记履行事项（未计入履行率）：")
        yield Listing(tuple(Entry(item.docket or "案号未填", item.case) for item in figures.unregistered))


def _notes(figures: Figures) -> Iterator[Block]:
    settings = figures.survey.office.settings
    yield Heading(2, "口径")
    for metric in METRICS.values():
        options = {key: value for key, value in metric.options(settings).items() if key != "败诉结果"}
        chosen = f"（{'；'.join(f'{key}：{value}' for key, value in options.items())}）" if options else ""
        yield Paragraph(f"{metric.title}{chosen}：{metric.defined(settings)}", Tone.QUIET)
    adverse = "、".join(word.value for word in settings.counting.adverse_dispositions)
    yield Paragraph(f"败诉结果：{adverse}。", Tone.QUIET)
    yield Paragraph("每个数字背后的案件：yingsu report … --explain 指标。", Tone.QUIET)
