"""What must hold before a figure is shown: balances, and every breakdown sums to its total (metrics.md, Balance)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from yingsu.metrics.core import Item, Rate
from yingsu.reports.breakdowns import BREAKDOWNS, UNIT
from yingsu.reports.figures import Figures


@dataclass(frozen=True, slots=True)
class BrokenIdentity:
    """An identity that does not hold.

    Attributes:
        what: Chinese; which one, with its numbers.
        cases: the cases to look at; empty where none can be named.
    """

    what: str
    cases: tuple[str, ...]


def broken_identities(figures: Figures) -> tuple[BrokenIdentity, ...]:
    """Everything that should be equal and is not. None of it is written without `--draft`."""
    return (*_balances(figures), *_outcomes(figures), *_shares(figures), *_breakdowns(figures))


def _balances(figures: Figures) -> Iterator[BrokenIdentity]:
    for each in figures.balances:
        if not each.holds:
            numbers = f"{each.carried}＋{each.new}≠{each.concluded}＋{each.pending}"
            yield BrokenIdentity(f"{each.scope}收结案不平衡（{numbers}）", each.offending)


def _outcomes(figures: Figures) -> Iterator[BrokenIdentity]:
    first = next(each for each in figures.balances if each.scope == "一审")
    total = sum(figures.outcomes.values())
    if total != first.concluded:
        yield BrokenIdentity(f"一审结果合计 {total}，不等于本期审结 {first.concluded}", ())


def _shares(figures: Figures) -> Iterator[BrokenIdentity]:
    """What the workspaces have adds up to what all of them have together."""
    for figure in figures.figures if figures.shares else ():
        parts = [share.rates[figure.metric.key] for share in figures.shares]
        if _numbers(*parts) != _numbers(figure.rate):
            yield BrokenIdentity(f"{figure.metric.title}各工作区之和不等于合计", ())


def _breakdowns(figures: Figures) -> Iterator[BrokenIdentity]:
    """Parts add up to the whole; by unit they need not, since an item counts for each own defendant."""
    for name, groups in figures.breakdowns.items():
        if name == UNIT or not BREAKDOWNS[name].adds_up:
            continue
        for figure in figures.figures:
            parts = [rates[figure.metric.key] for rates in groups.values()]
            summed, whole = _numbers(*parts), _numbers(figure.rate)
            if summed != whole:
                cases = {item.case for item in _items(figure.rate)} - {
                    item.case for part in parts for item in _items(part)
                }
                yield BrokenIdentity(
                    f"{figure.metric.title}按{BREAKDOWNS[name].title}分列之和不等于合计", tuple(sorted(cases))
                )


def _numbers(*rates: Rate) -> Counter[str]:
    return Counter(
        {
            "hits": sum(len(rate.hits) for rate in rates),
            "misses": sum(len(rate.misses) for rate in rates),
            "unknowns": sum(len(rate.unknowns) for rate in rates),
        }
    )


def _items(rate: Rate) -> Iterator[Item]:
    yield from (*rate.hits, *rate.misses, *rate.unknowns)
