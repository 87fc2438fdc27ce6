"""Where risk piles up in a period: points by stage and kind, what they led to, and those known before a loss.

Points as `joined` gives them, each once; losses as the figures of losses count them, so that every number can be
traced to cases that another table names.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from yingsu.domain.answer import Answer
from yingsu.domain.period import Period
from yingsu.domain.terms import RiskKind, Stage
from yingsu.metrics.balance import ProceedingRecord
from yingsu.metrics.core import Item
from yingsu.metrics.risk import PointRecord, Result, ScreeningRecord


@dataclass(frozen=True, slots=True)
class LostCase:
    """A dispute lost in a period: in the numerator of the first-instance or the final adverse rate.

    Attributes:
        dockets: the 案号 it was lost under, the last decided last.
        units: the own units it was decided against, as reported.
        lost_on: the day of the first decision against them in the dispute, in this period or earlier.
    """

    case: str
    dockets: tuple[str, ...]
    units: tuple[str, ...]
    lost_on: date
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmended:
    """A point that was known before a loss and had not been mended by then.

    Attributes:
        is_own: found in that case (or in the screening it came from); otherwise found elsewhere by the same unit
            before, and in this case too late.
        is_known: whether it is certain; not where 发现日期 is missing.
    """

    lost: LostCase
    point: PointRecord
    is_own: bool
    is_known: bool


@dataclass(frozen=True, slots=True)
class Share:
    """The points of a group: a unit, a kind of act, a stage.

    Attributes:
        found: how many were found in the period.
        open: how many of them are not mended.
        lost: how many of them in cases that were lost in the end.
    """

    key: str
    found: int
    open: int
    lost: int


@dataclass(frozen=True, slots=True)
class Frequent:
    """A point and in how many cases and screenings it was found.

    Attributes:
        results: what became of those, as far as there are any.
    """

    code: str | None
    stage: Stage | None
    kind: RiskKind | None
    text: str
    found: int
    open: int
    results: Mapping[Result, int]


@dataclass(frozen=True, slots=True)
class RiskFigures:
    """Everything a report says of risk in a period.

    Attributes:
        points: found in the period.
        undated: without 发现日期, in cases that were in court in the period; in no count.
        lost: the disputes lost in the period, and `lost_points` what was found in them, on whatever day.
        reasons: of the first instances concluded in the period: 行为类别 → 败诉原因 → how many.
        screenings: held in the period; `unscreened` the own units with none.
    """

    points: tuple[PointRecord, ...]
    undated: tuple[PointRecord, ...]
    lost: tuple[LostCase, ...]
    lost_points: tuple[PointRecord, ...]
    unmended: tuple[Unmended, ...]
    reasons: Mapping[str, Mapping[str, int]]
    screenings: tuple[ScreeningRecord, ...]
    unscreened: tuple[str, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The case ids and paths that these rest on."""
        points = (*self.points, *self.undated, *self.lost_points, *(each.point for each in self.unmended))
        named = {source for point in points for source in point.sources}
        return frozenset(named | {each.path for each in self.screenings})


def risk_figures(
    points: tuple[PointRecord, ...],
    screenings: Iterable[ScreeningRecord],
    lost: tuple[LostCase, ...],
    first_instances: Iterable[ProceedingRecord],
    period: Period,
    units: Iterable[str] = (),
) -> RiskFigures:
    """The risk of a period.

    Args:
        points: of any day, each once.
        screenings: of any day.
        lost: the disputes lost in the period.
        first_instances: those that the balance counts as concluded in it.
        period: the period.
        units: the own units that could have held a screening.
    """
    held = tuple(each for each in screenings if each.screened_on in period)
    of_lost = {each.case for each in lost}
    screened = {each.reported for each in held}
    return RiskFigures(
        tuple(point for point in points if point.is_found_in(period)),
        tuple(point for point in points if point.is_undated_in(period)),
        lost,
        tuple(point for point in points if point.case in of_lost),
        tuple(_unmended(points, lost)),
        _reasons(first_instances),
        held,
        tuple(unit for unit in units if unit not in screened),
    )


def lost_cases(items: Iterable[Item], lost_on: Mapping[str, date], unit: str | None) -> tuple[LostCase, ...]:
    """The disputes behind hits of the adverse rates, each once.

    Args:
        items: the hits.
        unit: whose losses they are; `None` for the county's.
        lost_on: the day of the first decision against an own unit, of every dispute that has one.
    """
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(item.case, []).append(item)
    return tuple(
        LostCase(
            case,
            _each_once(item.docket or "案号未填" for item in group),
            _each_once(
                name
                for item in group
                for name, verdict in item.units
                if verdict.answer is Answer.YES and unit in {None, name}
            ),
            lost_on[case],
            _each_once(reason for item in group for reason in item.traits.reasons),
        )
        for case, group in grouped.items()
    )


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _unmended(points: tuple[PointRecord, ...], lost: Iterable[LostCase]) -> Iterator[Unmended]:
    """Of each case lost its own points; where one is none, the same point of the same unit found elsewhere first."""
    of_case = _grouped(points, lambda point: point.case)
    dated = _dated(points)
    for case in lost:
        for point in of_case.get(case.case, ()):
            found = _known(case, point, dated)
            if found is not None:
                yield found


_OfUnit = tuple[tuple[str, ...], str]
"""What a point is, and one of the units that have it."""


def _dated(points: Iterable[PointRecord]) -> dict[_OfUnit, list[PointRecord]]:
    """The points that have a day, the earliest first: a search for an earlier one ends soon, however many there are."""
    found: dict[_OfUnit, list[PointRecord]] = {}
    for point in sorted(points, key=lambda each: (str(each.found_on), each.sources)):
        if point.found_on is not None:
            for unit in point.units:
                found.setdefault((point.key, unit), []).append(point)
    return found


def _known(case: LostCase, point: PointRecord, dated: Mapping[_OfUnit, list[PointRecord]]) -> Unmended | None:
    answer = point.is_unmended_on(case.lost_on)
    if answer is Answer.YES:
        return Unmended(case, point, is_own=True, is_known=True)
    groups = (dated.get((point.key, unit), ()) for unit in dict.fromkeys(point.units))
    earlier = [first for group in groups if (first := _first_elsewhere(case, group)) is not None]
    if earlier:
        first = min(earlier, key=lambda each: (str(each.found_on), each.sources))
        return Unmended(case, first, is_own=False, is_known=True)
    return Unmended(case, point, is_own=True, is_known=False) if answer is Answer.UNKNOWN else None


def _first_elsewhere(case: LostCase, group: Iterable[PointRecord]) -> PointRecord | None:
    """The first of another dispute that had been found before this one was lost and was not mended by then."""
    before = takewhile(lambda each: each.found_on is not None and each.found_on < case.lost_on, group)
    elsewhere = (each for each in before if each.case != case.case)
    return next((each for each in elsewhere if each.is_unmended_on(case.lost_on) is Answer.YES), None)


def _grouped(
    points: Iterable[PointRecord], key_of: Callable[[PointRecord], Hashable]
) -> dict[Hashable, list[PointRecord]]:
    found: dict[Hashable, list[PointRecord]] = {}
    for point in points:
        found.setdefault(key_of(point), []).append(point)
    return found


def _reasons(first_instances: Iterable[ProceedingRecord]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {}
    for record in first_instances:
        for reason in record.traits.reasons:
            found.setdefault(record.traits.act_type, Counter())[reason] += 1
    return {act_type: dict(reasons) for act_type, reasons in sorted(found.items())}


def grid(points: Iterable[PointRecord]) -> dict[tuple[Stage, RiskKind], tuple[int, int]]:
    """How many points are in each of the 5 × 4 places, and how many of them are open; those with a place only."""
    found: Counter[tuple[Stage, RiskKind]] = Counter()
    still_open: Counter[tuple[Stage, RiskKind]] = Counter()
    for point in points:
        if point.stage is not None and point.kind is not None:
            found[point.stage, point.kind] += 1
            still_open[point.stage, point.kind] += point.is_open
    places = [(stage, kind) for stage in Stage for kind in RiskKind]
    return {place: (found[place], still_open[place]) for place in places}


def shares(
    points: Iterable[PointRecord], keys_of: Callable[[PointRecord], Iterable[str]]
) -> tuple[Share, ...]:
    """The points by what `keys_of` says they belong to, the most first. With several keys one counts for each."""
    grouped: dict[str, list[PointRecord]] = {}
    for point in points:
        for key in keys_of(point):
            grouped.setdefault(key, []).append(point)
    found = (
        Share(
            key,
            len(group),
            sum(point.is_open for point in group),
            sum(point.result is Result.LOST for point in group),
        )
        for key, group in grouped.items()
    )
    return tuple(sorted(found, key=lambda share: (-share.found, share.key)))


def most_frequent(points: Iterable[PointRecord], most: int) -> tuple[Frequent, ...]:
    """The points found in most cases and screenings, with what became of those."""
    groups = _grouped(points, lambda point: point.key).values()
    ordered = sorted(groups, key=lambda group: (-len(group), group[0].key))
    return tuple(_frequent(group) for group in ordered[:most])


def _frequent(group: list[PointRecord]) -> Frequent:
    first = group[0]
    counts = Counter(point.result for point in group)
    return Frequent(
        first.code,
        first.stage,
        first.kind,
        first.text,
        len(group),
        sum(point.is_open for point in group),
        {result: counts[result] for result in Result if counts[result]},
    )
