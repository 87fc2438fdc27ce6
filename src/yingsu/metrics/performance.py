"""Figures of what effective decisions order (metrics.md, performance_rate and the five states)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yingsu.domain.aftermath import Obligation
from yingsu.domain.answer import Answer
from yingsu.domain.facts.course import is_set_aside, last_upholding
from yingsu.domain.facts.effect import effect
from yingsu.domain.facts.outcome import is_adverse, is_transferred, orders_something
from yingsu.domain.facts.performance import (
    PerformanceState,
    days_overdue,
    due,
    has_ended,
    is_void,
    standing_under,
    state,
)
from yingsu.domain.law import COUNTY_OPINION, LITIGATION_LAW
from yingsu.domain.period import Period
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.terms import Instance
from yingsu.domain.view import View
from yingsu.metrics.core import Item, Metric, Traits, Verdict, always, by_reported_unit, counted, left_out
from yingsu.metrics.items import EFFECT_UNKNOWN, NO_OWN_DEFENDANT, left_out_item, traits_of

NOTHING_TO_PERFORM = left_out("无履行内容")
NOT_REGISTERED = left_out("未登记履行内容")
NOT_DUE = left_out("未届期")
SUSPENDED = left_out("未届期（中止中）")
NO_LIMIT = left_out("未定期限")
ENDED = left_out("已终止")
SET_ASIDE = left_out("原裁判已被撤销")


@dataclass(frozen=True, slots=True)
class ObligationRecord:
    """An obligation of an own unit under an effective decision, as it stands on the as-of day.

    Attributes:
        unit: the unit it is reported under.
        original: the unit itself.
        state: one of the five.
        due_on: the last day to perform, if there is one.
        done_on: the day it was performed, if it was.
        effective_on: the day of effect of the decision.
        days_overdue: days since the due day, for one that is overdue: 行政诉讼法 第九十六条第（二）项 counts by them.
        has_proof: whether the file names a proof.
    """

    case: str
    docket: str
    unit: str
    original: str
    content: str
    state: PerformanceState
    due_on: date | None
    done_on: date | None
    effective_on: date | None
    days_overdue: int
    has_proof: bool
    traits: Traits


def _own_obligations(view: View, proceeding: Proceeding) -> list[Obligation]:
    """What own units have to perform under a decision, also what was named under one that it upheld."""
    find = view.office.directory.find
    return [
        obligation
        for obligation in view.case.obligations
        if find(obligation.unit) is not None and standing_under(view, obligation) is proceeding
    ]


def obligation_records(view: View) -> Iterator[ObligationRecord]:
    """The obligations of own units under effective decisions that still bind."""
    directory = view.office.directory
    for obligation in view.case.obligations:
        unit = directory.find(obligation.unit)
        proceeding = standing_under(view, obligation)
        if unit is None or proceeding is None or has_ended(view, obligation) or is_void(view, obligation):
            continue
        taken = effect(view, proceeding)
        if taken.answer is not Answer.YES:
            continue
        yield ObligationRecord(
            view.id,
            proceeding.case_number or obligation.case_number,
            directory.reported_under(unit).name,
            unit.name,
            obligation.content,
            state(view, obligation),
            due(view, obligation).day,
            obligation.done_on,
            taken.day,
            days_overdue(view, obligation),
            obligation.proof is not None,
            traits_of(view, proceeding),
        )


def states(records: Iterable[ObligationRecord], period: Period) -> dict[PerformanceState, int]:
    """Those due in the period by their state; and those effective and undone at its end that fall due later."""
    counts = dict.fromkeys(PerformanceState, 0)
    for record in records:
        if _is_decided_in(record, period):
            counts[record.state] += 1
        elif _is_open_at_end(record, period):
            has_limit = record.due_on is not None or record.state is PerformanceState.NOT_DUE
            counts[PerformanceState.NOT_DUE if has_limit else PerformanceState.NO_LIMIT] += 1
    return counts


def overdue(records: Iterable[ObligationRecord], period: Period) -> tuple[ObligationRecord, ...]:
    """Those overdue, of the period or earlier: listed in every later report until they are done."""
    found = [(record.due_on, record) for record in records if _is_overdue_by_end(record, period)]
    return tuple(record for _, record in sorted(found, key=lambda pair: (pair[0], pair[1].case)))


def is_shown(record: ObligationRecord, period: Period) -> bool:
    """Whether a report of the period says anything of an obligation."""
    return (
        _is_decided_in(record, period)
        or _is_open_at_end(record, period)
        or _is_overdue_by_end(record, period)
    )


def _is_decided_in(record: ObligationRecord, period: Period) -> bool:
    """Whether it fell due in the period and so is one of the first three."""
    is_due = record.due_on is not None and record.due_on in period
    return is_due and record.state is not PerformanceState.NOT_DUE


def _is_open_at_end(record: ObligationRecord, period: Period) -> bool:
    is_effective = record.effective_on is not None and record.effective_on <= period.end
    is_undone = record.done_on is None or record.done_on > period.end
    is_later = record.due_on is None or record.due_on > period.end or record.state is PerformanceState.NOT_DUE
    return is_effective and is_undone and is_later


def _is_overdue_by_end(record: ObligationRecord, period: Period) -> bool:
    is_past = record.due_on is not None and record.due_on <= period.end
    return is_past and record.state is PerformanceState.OVERDUE


def _items(view: View, *, on_time: bool) -> Iterator[Item]:
    for proceeding in view.case.proceedings:
        item = item_of(view, proceeding, on_time=on_time)
        if item is not None:
            yield item


def item_of(view: View, proceeding: Proceeding, *, on_time: bool = False) -> Item | None:
    """The item of one proceeding's decision; `None` where it is none: undecided, no litigation, upheld by another."""
    if proceeding.decision is None or not view.is_litigation(proceeding):
        return None
    if proceeding.instance is Instance.RETRIAL_REVIEW or last_upholding(view, proceeding) is not proceeding:
        return None
    obligations = _own_obligations(view, proceeding)
    taken = effect(view, proceeding)
    is_effective = taken.answer is Answer.YES
    if any(is_void(view, obligation) for obligation in obligations) or (
        is_effective and is_set_aside(view, proceeding)
    ):
        dues = [limit.day for each in obligations if (limit := due(view, each)).day is not None]
        day = min(dues, default=taken.day or proceeding.concluded_on)
        return left_out_item(view, proceeding, day, SET_ASIDE)
    if taken.answer is Answer.UNKNOWN:
        return left_out_item(view, proceeding, proceeding.concluded_on, EFFECT_UNKNOWN)
    if not is_effective:
        return None
    if obligations:
        return _item(view, proceeding, taken.day, obligations, on_time=on_time)
    if not view.own_defendants:
        return left_out_item(view, proceeding, taken.day, NO_OWN_DEFENDANT)
    return None if is_transferred(proceeding) else _without_entry(view, proceeding, taken.day)


def _without_entry(view: View, proceeding: Proceeding, day: date | None) -> Item:
    missing = any(
        is_adverse(view, proceeding, unit.name) is Answer.YES
        and orders_something(view, proceeding, unit.name) is Answer.YES
        for unit in view.own_defendants
    )
    return left_out_item(view, proceeding, day, NOT_REGISTERED if missing else NOTHING_TO_PERFORM)


def _item(
    view: View,
    proceeding: Proceeding,
    effective_on: date | None,
    obligations: list[Obligation],
    *,
    on_time: bool,
) -> Item:
    find = view.office.directory.find
    by_unit: dict[str, list[Obligation]] = {}
    for obligation in obligations:
        unit = find(obligation.unit)
        if unit is not None:
            by_unit.setdefault(unit.name, []).append(obligation)
    day, county = _verdict(view, obligations, on_time=on_time)
    units, originals = by_reported_unit(
        view, ((name, _verdict(view, own, on_time=on_time)[1]) for name, own in by_unit.items())
    )
    traits = traits_of(view, proceeding)
    if county == ENDED:
        day = effective_on
    # What is not due, or has no limit, has no day yet: it is open from the day of effect until it is done.
    done = [obligation.done_on for obligation in obligations if not has_ended(view, obligation)]
    until = None if None in done else max((each for each in done if each is not None), default=None)
    return Item(view.id, proceeding.case_number, day, county, units, traits, originals, effective_on, until)


def _verdict(view: View, obligations: list[Obligation], *, on_time: bool) -> tuple[date | None, Verdict]:
    """The earliest due day that is past, and whether every entry whose due day is past is done (on time)."""
    binding = [obligation for obligation in obligations if not has_ended(view, obligation)]
    if not binding:
        return None, ENDED
    limits = [(obligation, due(view, obligation)) for obligation in binding]
    dated = [(limit.day, obligation) for obligation, limit in limits if limit.day is not None]
    if not dated:
        return None, SUSPENDED if any(limit.is_suspended for _, limit in limits) else NO_LIMIT
    first = min(day for day, _ in dated)
    if first >= view.as_of:
        return None, NOT_DUE
    past = [(day, obligation) for day, obligation in dated if day < view.as_of]
    done = all(
        obligation.done_on is not None and (not on_time or obligation.done_on <= day)
        for day, obligation in past
    )
    return first, counted(Answer.of(done))


_BASIS = (LITIGATION_LAW.article(94), LITIGATION_LAW.article(96))

PERFORMANCE_RATE = Metric(
    "performance_rate",
    "生效裁判履行率",
    "履行率",
    always("裁判"),
    "分母：履行期限已届满、由本县单位履行的生效裁判，一份裁判计一件；分子：其中已到期的履行事项全部完成的（不论早晚）。",
    "最早的履行期限届满日",
    (*_BASIS, COUNTY_OPINION.whole),
    lambda view: _items(view, on_time=False),
    target=Fraction(1),
)

ON_TIME_PERFORMANCE_RATE = Metric(
    "on_time_performance_rate",
    "按期履行率",
    "按期率",
    always("裁判"),
    "分母：与生效裁判履行率相同；分子：其中已到期的履行事项全部在期限内完成的。",
    "最早的履行期限届满日",
    _BASIS,
    lambda view: _items(view, on_time=True),
)

METRICS = (PERFORMANCE_RATE, ON_TIME_PERFORMANCE_RATE)
