"""The figures of a period: rates, units, balance, outcomes, performance. Pure: a survey in, values out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import chain

from yingsu.diagnostic import Diagnostic
from yingsu.domain.facts.performance import PerformanceState
from yingsu.domain.office import Office
from yingsu.domain.period import Period
from yingsu.domain.terms import Instance
from yingsu.inspection.kept import CaseFacts
from yingsu.metrics.appearance import ThirdPartyRecord
from yingsu.metrics.balance import (
    Balance,
    ProceedingRecord,
    adverse_reasons,
    balances,
    concluded_first_instances,
    is_open_in,
    outcomes,
)
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.contact import ContactFigures
from yingsu.metrics.core import Item, Metric, Rate, Traits, rate
from yingsu.metrics.learning import LETTER_REPLY_RATE
from yingsu.metrics.outcome import ADVERSE_RATE, FINAL_ADVERSE_RATE
from yingsu.metrics.performance import NOT_REGISTERED, ObligationRecord, is_shown, overdue, states
from yingsu.metrics.risk_counts import RiskFigures
from yingsu.reports.breakdowns import BREAKDOWNS, UNIT, Breakdown
from yingsu.reports.counted import blocking, fingerprint
from yingsu.reports.gathered import Gathered, gathered
from yingsu.reports.narrowing import Narrowing
from yingsu.reports.shares import Share, shares_of
from yingsu.survey import Survey


@dataclass(frozen=True, slots=True)
class Filters:
    """What a report is narrowed to; `None` is not narrowed.

    Attributes:
        unit: an own unit as reported under (归口).
        field: 管理领域.
        act_type: 行为类别.
        instance: 审级.
        court: 法院.
    """

    unit: str | None = None
    field: str | None = None
    act_type: str | None = None
    instance: str | None = None
    court: str | None = None

    def admit(self, traits: Traits) -> bool:
        """Whether something with these traits is in the report."""
        wanted = ((self.field, traits.field), (self.act_type, traits.act_type))
        located = ((self.instance, traits.instance), (self.court, traits.court))
        return all(want is None or want == has for want, has in (*wanted, *located))

    @property
    def is_of_part(self) -> bool:
        """Whether it is of some kind of cases only: events and units at large are of no such kind."""
        return any((self.field, self.act_type, self.instance, self.court))

    def as_json(self) -> dict[str, str]:
        """The filters in force."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name)) is not None}


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric in a period, recomputed from today's files for the periods it is compared with.

    Attributes:
        previous: the same period of the year before.
        before: the period of its kind just before: the last quarter for a quarter.
    """

    metric: Metric
    rate: Rate
    previous: Rate
    before: Rate


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a report shows of a period.

    Attributes:
        balances_before: of the same period of the year before.
        trend: label and rates of the same period of each year, the earliest first; empty where not asked for.
        by_unit: for each unit with anything counted, its rates by key of the figure.
        performance: how many obligations are in each of the five states.
        overdue: obligations that are overdue, of this period or earlier.
        unregistered: effective decisions that order something without a 履行 entry.
        third_parties: own units heard as third parties though they should have been sued; in no rate.
        shared_items: how many items of the first rate have several own defendants.
        without_own_defendant: how many proceedings of the balance have no own defendant, and so are in no rate.
        series: how many 系列案 have items that count, and how many 案号 those have.
        risk: where risk piles up.
        contact: contact with the courts, and what was learnt.
        counted: the paths of the files that the report counts.
        blocking: errors in them, in settings and in units.
        fingerprint: SHA-256 over the files counted.
        shares: of each workspace, where several are read as one.
    """

    survey: Survey
    period: Period
    filters: Filters
    figures: tuple[Figure, ...]
    by_unit: Mapping[str, Mapping[str, Rate]]
    breakdowns: Mapping[str, Mapping[str, Mapping[str, Rate]]]
    balances: tuple[Balance, ...]
    balances_before: tuple[Balance, ...]
    trend: tuple[tuple[str, Mapping[str, Rate]], ...]
    outcomes: Mapping[str, int]
    adverse_reasons: Mapping[str, int]
    performance: Mapping[PerformanceState, int]
    overdue: tuple[ObligationRecord, ...]
    unregistered: tuple[Item, ...]
    third_parties: tuple[ThirdPartyRecord, ...]
    shared_items: int
    without_own_defendant: int
    series: tuple[int, int]
    risk: RiskFigures
    contact: ContactFigures
    counted: tuple[str, ...]
    blocking: tuple[Diagnostic, ...]
    fingerprint: str
    shares: tuple[Share, ...] = ()


def figures_of(
    survey: Survey, period: Period, filters: Filters, by: Iterable[str] = (), years: int = 0
) -> Figures:
    """The figures of a period.

    Args:
        survey: the workspace.
        period: already ended at the as-of day at the latest.
        filters: what the report is narrowed to.
        by: keys of `BREAKDOWNS`, or `UNIT`.
        years: how many years the trend goes over, this one the last; 0 for none.
    """
    compared = (period, period.year_before(), period.previous(), *_years(period, years))
    files = gathered(survey, min(each.start for each in compared), max(each.end for each in compared))
    cases = tuple(file.facts for file in files if file.facts is not None)
    items = {key: tuple(item for item in _items(files, key) if filters.admit(item.traits)) for key in METRICS}
    records = tuple(_records(cases, filters))
    obligations = tuple(_obligations(cases, filters))
    first = concluded_first_instances(records, period)
    narrowed = Narrowing(survey, files, period, filters)
    losses = (rate(items[each.key], period, filters.unit).hits for each in (ADVERSE_RATE, FINAL_ADVERSE_RATE))
    risk, contact = narrowed.risk(chain.from_iterable(losses), records), narrowed.contact(records)
    named = risk.sources | contact.sources
    counted = tuple(
        each.file
        for each in files
        if each.file.case in named or each.file.path in named or _is_counted(each, period, filters)
    )
    by_unit = _by_unit(items, period, filters.unit)
    shown = items["head_appearance_rate"]
    return Figures(
        survey,
        period,
        filters,
        tuple(_figure(metric, items[metric.key], period, filters.unit) for metric in METRICS.values()),
        by_unit,
        {
            name: by_unit
            if name == UNIT
            else _breakdown(BREAKDOWNS[name], items, period, (filters.unit, survey.office))
            for name in by
        },
        balances(records, period),
        balances(records, period.year_before()),
        tuple(_trend(items, period, filters.unit, years)),
        outcomes(first),
        adverse_reasons(first),
        states(obligations, period),
        overdue(obligations, period),
        _unregistered(items["performance_rate"], period, filters.unit),
        tuple(
            record
            for case in cases
            for record in case.third_parties
            if record.day in period and filters.admit(record.traits) and filters.unit in {None, record.unit}
        ),
        sum(
            len(item.units) > 1 for item in shown if item.falls_in(period) and item.county.answer is not None
        ),
        sum(
            not record.units
            and record.instance is not Instance.ENFORCEMENT_REVIEW
            and is_open_in(record, period)
            for record in records
        ),
        _series(survey, items, period, filters.unit),
        risk,
        contact,
        tuple(file.path for file in counted),
        blocking(survey, counted),
        fingerprint(survey, counted),
        shares_of(survey, items, records, period, filters.unit),
    )


def _items(files: Iterable[Gathered], key: str) -> Iterator[Item]:
    """The items of a figure: of the cases, and of letters that belong to none."""
    for file in files:
        if file.facts is not None:
            yield from file.facts.items[key]
        elif key == LETTER_REPLY_RATE.key:
            yield from file.counted.letter_items


def _unregistered(items: Iterable[Item], period: Period, unit: str | None) -> tuple[Item, ...]:
    excluded = rate(items, period, unit).excluded
    return tuple(item for item, reason in excluded if reason == NOT_REGISTERED.reason)


def _figure(metric: Metric, items: tuple[Item, ...], period: Period, unit: str | None) -> Figure:
    compared = (period, period.year_before(), period.previous())
    return Figure(metric, *(rate(items, each, unit) for each in compared))


def _trend(
    items: Mapping[str, tuple[Item, ...]], period: Period, unit: str | None, years: int
) -> Iterator[tuple[str, dict[str, Rate]]]:
    for each in reversed(_years(period, years)):
        yield each.label, {key: rate(group, each, unit) for key, group in items.items()}


def _years(period: Period, number: int) -> list[Period]:
    """The same period of so many years, this one first."""
    periods = [period]
    while len(periods) < number:
        periods.append(periods[-1].year_before())
    return periods[:number]


def _by_unit(
    items: Mapping[str, tuple[Item, ...]], period: Period, only: str | None
) -> dict[str, dict[str, Rate]]:
    """Units with anything counted, those with most items first."""
    names = {
        name
        for group in items.values()
        for item in group
        if item.falls_in(period)
        for name, verdict in item.units
        if verdict.answer is not None and only in {None, name}
    }
    rates = {name: {key: rate(group, period, name) for key, group in items.items()} for name in sorted(names)}
    return dict(sorted(rates.items(), key=lambda pair: -max(each.denominator for each in pair[1].values())))


def _breakdown(
    breakdown: Breakdown,
    items: Mapping[str, tuple[Item, ...]],
    period: Period,
    scope: tuple[str | None, Office],
) -> dict[str, dict[str, Rate]]:
    """The rates of each group; groups in which nothing counts are left out."""
    unit, office = scope
    grouped: dict[str, dict[str, list[Item]]] = {}
    for metric, all_items in items.items():
        for item in all_items:
            if item.falls_in(period):
                for key, counted in breakdown.groups(item, office).items():
                    grouped.setdefault(key, {}).setdefault(metric, []).append(counted)
    rates = {
        key: {metric: rate(found.get(metric, ()), period, unit) for metric in items}
        for key, found in sorted(grouped.items())
    }
    return {key: found for key, found in rates.items() if any(each.denominator for each in found.values())}


def _series(
    survey: Survey, items: Mapping[str, tuple[Item, ...]], period: Period, unit: str | None
) -> tuple[int, int]:
    """How many 系列案 have something counted, and how many 案号 of theirs are."""
    counted = {
        ((survey.label_of(item.case), item.traits.series), item.case, item.docket)
        for group in items.values()
        for item in group
        if item.traits.series is not None and item.falls_in(period)
        if (verdict := item.verdict_for(unit)) is not None and verdict.answer is not None
    }
    return len({series for series, _, _ in counted}), len(counted)


def _records(cases: Iterable[CaseFacts], filters: Filters) -> Iterable[ProceedingRecord]:
    for case in cases:
        for record in case.proceedings:
            if filters.admit(record.traits) and (filters.unit is None or filters.unit in record.units):
                yield record


def _obligations(cases: Iterable[CaseFacts], filters: Filters) -> Iterable[ObligationRecord]:
    for case in cases:
        for record in case.obligations:
            if filters.admit(record.traits) and filters.unit in {None, record.unit}:
                yield record


def _is_counted(gathered: Gathered, period: Period, filters: Filters) -> bool:
    """Whether a report of the period rests on a file. One that cannot be read may matter to any period."""
    facts, unit = gathered.facts, filters.unit
    if facts is None:
        file, items = gathered.file, gathered.counted.letter_items
        letters = (item.falls_in(period) and filters.admit(item.traits) for item in items)
        is_unread = file.case is not None or any(found.is_error for found in file.diagnostics)
        return is_unread or any(letters)
    if any(
        item.falls_in(period) and filters.admit(item.traits) and item.verdict_for(unit) is not None
        for group in facts.items.values()
        for item in group
    ):
        return True
    if any(is_shown(record, period) for record in _obligations([facts], filters)):
        return True
    return any(
        (record.begun_on is None or record.begun_on <= period.end)
        and (record.concluded_on is None or record.concluded_on >= period.start)
        for record in _records([facts], filters)
    )
