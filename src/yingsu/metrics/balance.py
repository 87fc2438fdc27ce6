"""上期结转 + 本期新收 = 本期审结 + 期末未结; and what the first instances came to (metrics.md, Balance)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from yingsu.domain.answer import Answer
from yingsu.domain.facts.outcome import is_transferred
from yingsu.domain.period import Period
from yingsu.domain.terms import Disposition, Instance
from yingsu.domain.view import View
from yingsu.metrics.core import Traits, by_reported_unit, counted
from yingsu.metrics.items import UNSAID, traits_of

_SCOPES: dict[str, frozenset[Instance]] = {
    "全部": frozenset({Instance.FIRST, Instance.SECOND, Instance.RETRIAL_REVIEW, Instance.RETRIAL}),
    "一审": frozenset({Instance.FIRST}),
}
_APART: dict[str, frozenset[Instance]] = {"非诉审查": frozenset({Instance.ENFORCEMENT_REVIEW})}
"""In no sum with the others; asked for by itself."""


@dataclass(frozen=True, slots=True)
class ProceedingRecord:
    """A proceeding as the balance sees it.

    Attributes:
        units: the units it is reported under.
    """

    case: str
    docket: str | None
    instance: Instance
    begun_on: date | None
    concluded_on: date | None
    units: tuple[str, ...]
    is_transferred: bool
    traits: Traits


def proceeding_records(view: View) -> Iterator[ProceedingRecord]:
    """The proceedings of a case that are litigation or, apart, 非诉审查."""
    units = by_reported_unit(view, ((unit.name, counted(Answer.NO)) for unit in view.own_defendants))[0]
    for proceeding in view.case.proceedings:
        if not view.is_litigation(proceeding) and proceeding.instance is not Instance.ENFORCEMENT_REVIEW:
            continue
        yield ProceedingRecord(
            view.id,
            proceeding.case_number,
            proceeding.instance,
            proceeding.begun_on,
            proceeding.concluded_on,
            tuple(name for name, _ in units),
            is_transferred(proceeding),
            traits_of(view, proceeding),
        )


@dataclass(frozen=True, slots=True)
class Balance:
    """One scope's balance. It holds unless a day is out of order, and then names the cases."""

    scope: str
    carried: int
    new: int
    concluded: int
    pending: int
    transferred: int
    without_day: tuple[ProceedingRecord, ...]
    offending: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether carried + new = concluded + pending."""
        return self.carried + self.new == self.concluded + self.pending


def balance(records: Iterable[ProceedingRecord], period: Period, scope: str) -> Balance:
    """The balance of a scope in a period.

    A proceeding without a day of beginning is left out and named, as long as it is not concluded before.
    """
    counts: Counter[str] = Counter()
    without_day, offending = [], []
    for record in records:
        if record.instance not in (_SCOPES | _APART)[scope]:
            continue
        begun, concluded = record.begun_on, record.concluded_on
        if begun is None:
            if concluded is None or concluded >= period.start:
                without_day.append(record)
            continue
        is_carried = begun < period.start and (concluded is None or concluded >= period.start)
        is_new = begun in period
        is_concluded = concluded is not None and concluded in period
        is_pending = begun <= period.end and (concluded is None or concluded > period.end)
        counts.update(
            carried=int(is_carried),
            new=int(is_new),
            concluded=int(is_concluded),
            pending=int(is_pending),
            transferred=int(is_concluded and record.is_transferred),
        )
        if is_carried + is_new != is_concluded + is_pending:
            offending.append(record.case)
    return Balance(
        scope,
        counts["carried"],
        counts["new"],
        counts["concluded"],
        counts["pending"],
        counts["transferred"],
        tuple(without_day),
        tuple(dict.fromkeys(offending)),
    )


def is_open_in(record: ProceedingRecord, period: Period) -> bool:
    """Whether the balance of a period has a proceeding: begun by its end, not concluded before its start."""
    if record.begun_on is None or record.begun_on > period.end:
        return False
    return record.concluded_on is None or record.concluded_on >= period.start


def balances(records: Iterable[ProceedingRecord], period: Period) -> tuple[Balance, ...]:
    """Every scope's balance."""
    kept = tuple(records)
    return tuple(balance(kept, period, scope) for scope in _SCOPES)


def concluded_first_instances(
    records: Iterable[ProceedingRecord], period: Period
) -> tuple[ProceedingRecord, ...]:
    """The first instances that the balance counts as concluded in a period."""
    return tuple(
        record
        for record in records
        if record.instance is Instance.FIRST
        and record.begun_on is not None
        and record.concluded_on is not None
        and record.concluded_on in period
    )


def outcomes(records: Iterable[ProceedingRecord]) -> dict[str, int]:
    """How many of each outcome, in the order of the vocabulary, 未填 last."""
    found = Counter(record.traits.outcome or UNSAID for record in records)
    order = [word.value for word in Disposition] + [UNSAID]
    return {word: found[word] for word in order if found[word]}


def adverse_reasons(records: Iterable[ProceedingRecord]) -> dict[str, int]:
    """How many proceedings have each 败诉原因, the most frequent first."""
    found = Counter(reason for record in records for reason in record.traits.reasons)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
