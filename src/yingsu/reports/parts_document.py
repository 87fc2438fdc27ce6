"""Figures by part as tables: of each workspace, of each unit, of each group that was asked for."""

from collections.abc import Iterator
from fractions import Fraction

from yingsu.document import (
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Heading,
    Series,
    Table,
    Tone,
    count,
    text,
)
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import FEW, NOTHING, Rate
from yingsu.reports.breakdowns import BREAKDOWNS, UNIT
from yingsu.reports.figures import Figures

PART_COLUMNS = ("head_appearance_rate", "performance_rate", "adverse_rate", "final_adverse_rate")


def part_blocks(figures: Figures) -> Iterator[Block]:
    """The parts of a report."""
    yield from _workspaces(figures)
    yield from _units(figures)
    yield from _breakdowns(figures)


def _workspaces(figures: Figures) -> Iterator[Block]:
    if not figures.shares:
        return
    yield Heading(2, "分工作区")
    titles = (*(METRICS[key].short for key in PART_COLUMNS), "新收", "审结", "未结")
    rows = []
    for share in figures.shares:
        course = share.balances[0]
        numbers = (course.new, course.concluded, course.pending)
        rates = (_unit_cell(share.rates[key]) for key in PART_COLUMNS)
        rows.append((text(share.label), *rates, *(count(number) for number in numbers)))
    note = f"各工作区相加等于合计。新收、审结、未结同“收结案”的“{figures.balances[0].scope}”。"
    yield Table((Column("工作区"), *(Column(title, Align.RIGHT) for title in titles)), tuple(rows), note)


def _units(figures: Figures) -> Iterator[Block]:
    if not figures.by_unit:
        return
    yield Heading(2, "分单位")
    columns = (Column("单位"), *(Column(METRICS[key].short, Align.RIGHT) for key in PART_COLUMNS))
    rows = tuple(
        (text(unit), *(_unit_cell(rates[key]) for key in PART_COLUMNS))
        for unit, rates in figures.by_unit.items()
    )
    shared = (
        f"有 {figures.shared_items} 件涉及多个本县被告，各单位分别计入，合计可大于全县数。"
        if figures.shared_items
        else ""
    )
    yield Table(columns, rows, f"不足 {FEW} 件的只列件数，不作评价（件数过少）。{shared}")
    judged = {
        unit: rates["head_appearance_rate"]
        for unit, rates in figures.by_unit.items()
        if not rates["head_appearance_rate"].is_few
    }
    if judged:
        values = tuple(rate.value for rate in judged.values())
        series = (Series("出庭率", values),)
        yield Chart(
            ChartKind.BARS,
            "各单位出庭率（5 件以上）",
            tuple(judged),
            series,
            is_rate=True,
            target=Fraction(1),
        )


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
        title = BREAKDOWNS[name].title
        yield Heading(2, f"分{title}")
        columns = (Column(title), *(Column(METRICS[key].short, Align.RIGHT) for key in PART_COLUMNS))
        yield Table(
            columns,
            tuple(
                (text(key), *(_unit_cell(rates[each]) for each in PART_COLUMNS))
                for key, rates in groups.items()
            ),
        )
