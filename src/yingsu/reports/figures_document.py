"""Figures as a document: both target rates first, then what is missing to 100 %, then the rest."""

from collections import Counter
from collections.abc import Iterable, Iterator

from yingsu.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Table,
    Tone,
    count,
    day,
    text,
)
from yingsu.domain.law import DAILY_FINE
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import FEW, NOTHING, Item, Rate, points
from yingsu.reports.figures import BREAKDOWNS, UNIT, Figure, Figures

_UNIT_COLUMNS = ("head_appearance_rate", "performance_rate", "adverse_rate", "final_adverse_rate")


def figures_document(figures: Figures, *, draft: bool) -> Document:
    """The report of a period."""
    return Document(tuple(_blocks(figures, draft=draft)))


def _blocks(figures: Figures, *, draft: bool) -> Iterator[Block]:
    yield from _head(figures, draft=draft)
    yield from _rates(figures)
    yield from _missing_to_target(figures)
    yield from _units(figures)
    yield from _breakdowns(figures)
    yield from _course(figures)
    yield from _performance(figures)
    yield from _notes(figures)


def _head(figures: Figures, *, draft: bool) -> Iterator[Block]:
    survey, period = figures.survey, figures.period
    yield Heading(1, f"{survey.name}　{period.label}")
    scope = (
        f"期间 {period.start.isoformat()} 至 {period.end.isoformat()}，数据截至 {survey.as_of.isoformat()}"
    )
    narrowed = "、".join(figures.filters.as_json().values())
    yield Paragraph(scope + (f"；只含：{narrowed}" if narrowed else ""), Tone.QUIET)
    if draft:
        number = len(figures.blocking)
        yield Paragraph(f"草稿：所计案件中有 {number} 个错误未改正，数字不可引用。", Tone.BAD)


def _rates(figures: Figures) -> Iterator[Block]:
    columns = (
        Column("指标"),
        Column("比率", Align.RIGHT),
        Column("件数", Align.RIGHT),
        Column("目标", Align.RIGHT),
        Column("上年同期", Align.RIGHT),
        Column("增减", Align.RIGHT),
    )
    rows = tuple(
        (
            text(figure.metric.title),
            _rate_cell(figure.rate, is_target=figure.metric.target is not None),
            _numbers(figure.rate),
            text("100%" if figure.metric.target is not None else ""),
            Cell(figure.previous.display, figure.previous.value),
            text(points(figure.rate.value, figure.previous.value) or ""),
        )
        for figure in figures.figures
    )
    unknown = sum(len(figure.rate.unknowns) for figure in figures.figures)
    notes = ["件数为“分子/分母”。"]
    if unknown:
        notes.append("“不明”是文件没有写明的，计入分母、不计入分子。")
    if any(figure.rate.value is None for figure in figures.figures):
        notes.append("“—”表示期间内无应计案件。")
    yield Table(columns, rows, "".join(notes))
    for figure in figures.figures:
        for note in _beside(figure):
            yield Paragraph(note, Tone.QUIET)
    series, dockets = figures.series
    if series:
        yield Paragraph(f"其中系列案 {series} 个，共 {dockets} 个案号。", Tone.QUIET)


def _beside(figure: Figure) -> Iterator[str]:
    """What is said beside a rate: lawful absences, suits withdrawn after 自纠, and the reference figure with them."""
    rate, metric = figure.rate, figure.metric
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
    missing = [figure for figure in figures.figures if figure.metric.target is not None]
    entries = [entry for figure in missing for entry in _missing_of(figure)]
    if not entries:
        return
    yield Heading(2, "距 100% 还差")
    yield Listing(tuple(entries))


def _missing_of(figure: Figure) -> Iterator[Entry]:
    notes = dict(figure.rate.noted)
    for items, word in ((figure.rate.misses, "未达到"), (figure.rate.unknowns, "不明，请补填")):
        for item in items:
            note = f"（{notes[item]}）" if item in notes else ""
            lead = f"{figure.metric.short}：{item.docket or '案号未填'}"
            yield Entry(lead, f"{'、'.join(name for name, _ in item.units)}　{word}{note}", (item.case,))


def _units(figures: Figures) -> Iterator[Block]:
    if not figures.by_unit:
        return
    yield Heading(2, "分单位")
    columns = (Column("单位"), *(Column(METRICS[key].short, Align.RIGHT) for key in _UNIT_COLUMNS))
    rows = tuple(
        (text(unit), *(_unit_cell(rates[key]) for key in _UNIT_COLUMNS))
        for unit, rates in figures.by_unit.items()
    )
    shared = (
        f"有 {figures.shared_items} 件涉及多个本县被告，各单位分别计入，合计可大于全县数。"
        if figures.shared_items
        else ""
    )
    yield Table(columns, rows, f"不足 {FEW} 件的只列件数，不作评价。{shared}")


def _unit_cell(rate: Rate) -> Cell:
    if not rate.denominator:
        return Cell(NOTHING, None, Tone.QUIET)
    unknown = f" 不明{len(rate.unknowns)}" if rate.unknowns else ""
    numbers = f"{rate.numerator}/{rate.denominator}{unknown}"
    return Cell(numbers if rate.is_few else f"{rate.display} {numbers}", rate.value)


def _breakdowns(figures: Figures) -> Iterator[Block]:
    for name, groups in figures.breakdowns.items():
        if name == UNIT:
            continue
        title = BREAKDOWNS[name][0]
        yield Heading(2, f"分{title}")
        columns = (Column(title), *(Column(METRICS[key].short, Align.RIGHT) for key in _UNIT_COLUMNS))
        yield Table(
            columns,
            tuple(
                (text(key), *(_unit_cell(rates[each]) for each in _UNIT_COLUMNS))
                for key, rates in groups.items()
            ),
        )


def _course(figures: Figures) -> Iterator[Block]:
    yield Heading(2, "收结案")
    titles = ("范围", "上期结转", "本期新收", "本期审结", "期末未结", "平衡")
    columns = tuple(
        Column(title, Align.LEFT if title in {"范围", "平衡"} else Align.RIGHT) for title in titles
    )
    rows = tuple(
        (
            text(each.scope),
            count(each.carried),
            count(each.new),
            count(each.concluded),
            count(each.pending),
            text("是" if each.holds else "否", Tone.PLAIN if each.holds else Tone.BAD),
        )
        for each in figures.balances
    )
    yield Table(columns, rows, _balance_note(figures))
    if figures.outcomes:
        yield Heading(2, "一审结果")
        yield _counts("结果", figures.outcomes.items())
    if figures.adverse_reasons:
        yield Heading(2, "一审败诉原因")
        yield _counts("原因", figures.adverse_reasons.items())


def _balance_note(figures: Figures) -> str:
    notes = [
        f"{each.scope}不平衡的案件：{'、'.join(each.offending)}。"
        for each in figures.balances
        if not each.holds
    ]
    transferred = figures.balances[0].transferred
    if transferred:
        notes.append(f"审结中移送 {transferred} 件。")
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
        yield Paragraph(f"{metric.title}{chosen}：{metric.definition}", Tone.QUIET)
    adverse = "、".join(word.value for word in settings.counting.adverse_dispositions)
    yield Paragraph(f"败诉结果：{adverse}。", Tone.QUIET)
    yield Paragraph("每个数字背后的案件：yingsu report … --explain 指标。", Tone.QUIET)


def explained_document(figures: Figures, key: str) -> Document:
    """One figure opened into its cases."""
    figure = next(each for each in figures.figures if each.metric.key == key)
    return Document(tuple(_explained(figures, figure)))


def _explained(figures: Figures, figure: Figure) -> Iterator[Block]:
    metric, rate = figure.metric, figure.rate
    settings = figures.survey.office.settings
    yield Heading(
        1, f"{metric.title}　{figures.period.label}　{rate.display}（{rate.numerator}/{rate.denominator}）"
    )
    yield Paragraph(f"计数单位：{metric.unit_of_count(settings)}；归入期间：{metric.dated_by}", Tone.QUIET)
    yield Paragraph(metric.definition, Tone.QUIET)
    for name, value in metric.options(settings).items():
        yield Paragraph(f"{name}：{value}", Tone.QUIET)
    yield Paragraph(f"依据：{'；'.join(str(article) for article in metric.basis)}", Tone.QUIET)
    parts = (
        ("计入分子", rate.hits),
        ("未计入分子", rate.misses),
        ("不明（计入分母，不计入分子）", rate.unknowns),
    )
    notes = dict(rate.noted)
    for title, items in parts:
        if items:
            yield Heading(2, f"{title}　{len(items)}")
            yield _items((item, notes.get(item, "")) for item in items)
    if rate.excluded:
        yield Heading(2, f"不计入　{len(rate.excluded)}")
        yield _items(rate.excluded)


def _items(pairs: Iterable[tuple[Item, str]]) -> Table:
    ordered = sorted(pairs, key=lambda pair: (pair[1], str(pair[0].day or ""), pair[0].case))
    columns = (Column("日期"), Column("案号"), Column("单位"), Column("案件"), Column("说明"))
    rows = tuple(
        (
            day(item.day),
            text(item.docket or "未填"),
            text("、".join(_unit_name(item, name) for name, _ in item.units)),
            text(item.case),
            text(note),
        )
        for item, note in ordered
    )
    has_notes = any(note for _, note in ordered)
    return Table(
        columns if has_notes else columns[:-1], rows if has_notes else tuple(row[:-1] for row in rows)
    )


def _unit_name(item: Item, reported: str) -> str:
    original = [name for under, name in item.originals if under == reported]
    return f"{reported}（{'、'.join(original)}）" if original else reported
