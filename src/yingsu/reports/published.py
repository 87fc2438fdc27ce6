"""A published report against today's files: as then published beside recomputed, and which cases moved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yingsu.document import Align, Block, Column, Heading, Paragraph, Table, text
from yingsu.domain.period import Period
from yingsu.reports.figures import Figure, Figures, Filters, figures_of

_GROUPS = {"hits": "计入分子", "misses": "未计入分子", "unknowns": "不明", "excluded": "不计入"}


@dataclass(frozen=True, slots=True)
class Move:
    """A case that a figure counts otherwise than the published report did; 未列 where it did not have it at all."""

    case: str
    docket: str | None
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure as then published, as recomputed today, and what moved."""

    key: str
    title: str
    then: str
    now: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published report beside what today's files give for its period."""

    label: str
    as_of: str
    differences: tuple[Difference, ...]


def is_of(snapshot: Mapping[str, Any], period: Period, filters: Filters) -> bool:
    """Whether a snapshot is of those days under those filters."""
    days = snapshot.get("period", {})
    same_days = (days.get("start"), days.get("end")) == (period.start.isoformat(), period.end.isoformat())
    return same_days and snapshot.get("filters") == filters.as_json()


def comparisons(snapshots: Iterable[Mapping[str, Any]], figures: Figures) -> tuple[Comparison, ...]:
    """The published reports of this period, of the one before and of the year before, beside today's numbers.

    Of several reports of one period the last published counts.
    """
    kept = tuple(snapshots)
    found = []
    for period in dict.fromkeys((figures.period, figures.period.year_before(), figures.period.previous())):
        of_period = [each for each in kept if is_of(each, period, figures.filters)]
        if not of_period:
            continue
        last = max(of_period, key=lambda each: str(each.get("as_of", "")))
        today = figures if period == figures.period else figures_of(figures.survey, period, figures.filters)
        found.append(Comparison(period.label, str(last.get("as_of", "")), differences(last, today)))
    return tuple(found)


def differences(snapshot: Mapping[str, Any], figures: Figures) -> tuple[Difference, ...]:
    """Each figure of a snapshot that reads otherwise today, or counts other cases."""
    today = {figure.metric.key: figure for figure in figures.figures}
    found = []
    for published in snapshot.get("metrics", ()):
        figure = today.get(published.get("key", ""))
        if figure is None:
            continue
        moves = tuple(_moves(published, figure))
        then = f"{published['display']}（{published['numerator']}/{published['denominator']}）"
        now = f"{figure.rate.display}（{figure.rate.numerator}/{figure.rate.denominator}）"
        if moves or then != now:
            found.append(Difference(figure.metric.key, figure.metric.title, then, now, moves))
    return tuple(found)


def _moves(published: Mapping[str, Any], figure: Figure) -> Iterator[Move]:
    then = {
        (entry["case"], entry.get("docket")): word
        for group, word in _GROUPS.items()
        for entry in published.get(group, ())
    }
    rate = figure.rate
    groups = (rate.hits, rate.misses, rate.unknowns, tuple(item for item, _ in rate.excluded))
    now = {
        (item.case, item.docket): word
        for items, word in zip(groups, _GROUPS.values(), strict=True)
        for item in items
    }
    for key in sorted(then.keys() | now.keys(), key=lambda each: (each[0], each[1] or "")):
        before, after = then.get(key, "未列"), now.get(key, "未列")
        if before != after:
            yield Move(key[0], key[1], before, after)


def published_blocks(comparison: Comparison) -> Iterator[Block]:
    """As then published beside recomputed, and which cases moved."""
    yield Heading(2, f"与已公布的{comparison.label}报表比较（公布时数据截至 {comparison.as_of}）")
    if not comparison.differences:
        yield Paragraph("现在重算，与公布时完全相同。")
        return
    titles = ("指标", "当时公布", "现在重算")
    rows = tuple((text(each.title), text(each.then), text(each.now)) for each in comparison.differences)
    yield Table((Column(titles[0]), *(Column(title, Align.RIGHT) for title in titles[1:])), rows)
    moved = tuple(
        (text(each.title), text(move.docket or "未填"), text(move.then), text(move.now), text(move.case))
        for each in comparison.differences
        for move in each.moves
    )
    if moved:
        heads = ("指标", "案号", "当时", "现在", "案件")
        yield Table(tuple(Column(title) for title in heads), moved, "变动的案件。")
