"""A figure opened into its cases: what `--explain` prints, and the annexes of a report."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from yingsu.document import Annex, Block, Column, Document, Heading, Paragraph, Table, Tone, day, text
from yingsu.domain.law import cite
from yingsu.metrics.core import Item, Rate
from yingsu.reports.contact_document import CONTACT, contact_annexes
from yingsu.reports.figures import Figure, Figures
from yingsu.reports.risk_document import RISK, risk_annexes

PARTS: Mapping[str, Callable[[Figures], Iterator[Annex]]] = {RISK: risk_annexes, CONTACT: contact_annexes}
"""What can be opened beside the figures, by the word on the command line."""


def with_counts(rate: Rate) -> str:
    """A rate with what it is made of."""
    return f"{rate.display}（{rate.numerator}/{rate.denominator}）"


def explained_document(figures: Figures, key: str) -> Document:
    """One figure opened into its cases, or one of `PARTS` in full."""
    if key in PARTS:
        blocks = [
            block for annex in PARTS[key](figures) for block in (Heading(2, annex.title), *annex.blocks)
        ]
        return Document(tuple(blocks) or (Paragraph("本期没有登记。"),), f"{key}明细　{figures.period.label}")
    figure = next(each for each in figures.figures if each.metric.key == key)
    title = f"{figure.metric.title}　{figures.period.label}　{with_counts(figure.rate)}"
    return Document((*_explained(figures, figure), *opened(figure)), title)


def _explained(figures: Figures, figure: Figure) -> Iterator[Block]:
    metric, settings = figure.metric, figures.survey.office.settings
    yield Paragraph(f"计数单位：{metric.unit_of_count(settings)}；归入期间：{metric.dated_by}", Tone.QUIET)
    yield Paragraph(metric.defined(settings), Tone.QUIET)
    for name, value in metric.options(settings).items():
        yield Paragraph(f"{name}：{value}", Tone.QUIET)
    if metric.basis:
        yield Paragraph(f"依据：{cite(*metric.basis)}", Tone.QUIET)


def opened(figure: Figure) -> Iterator[Block]:
    """The cases behind a figure: in the numerator, not in it, unknown, left out and why."""
    rate = figure.rate
    parts = (
        ("计入分子", rate.hits),
        ("未计入分子", rate.misses),
        ("不明（计入分母，不计入分子）", rate.unknowns),
    )
    notes = dict(rate.noted)
    for title, items in parts:
        if items:
            yield Heading(3, f"{title}　{len(items)}")
            yield _items((item, notes.get(item, "")) for item in items)
    if rate.excluded:
        yield Heading(3, f"不计入　{len(rate.excluded)}")
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
