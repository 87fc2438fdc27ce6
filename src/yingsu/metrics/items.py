"""How items of proceedings and disputes are built: who counts, what is left out, under which unit."""

from collections.abc import Callable, Iterator
from datetime import date

from yingsu.domain.facts.outcome import dispositions, is_transferred, loss_reasons
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.terms import Disposition, Instance
from yingsu.domain.view import View, each_per_view, per_view
from yingsu.metrics.core import Item, Traits, Verdict, by_reported_unit, left_out

NO_OWN_DEFENDANT = left_out("无本县被告")
NOT_LITIGATION = left_out("非诉审查")
TRANSFERRED = left_out("移送")
EFFECT_UNKNOWN = left_out("生效日期不明")
DOCUMENT_UNKNOWN = left_out("文书种类不明")


_ORDERED = tuple(Disposition)

UNSAID = "未填"
"""The outcome where the file does not say one."""


@per_view
def traits_of(view: View, proceeding: Proceeding | None = None) -> Traits:
    """What an item of this case can be broken down by; of its last proceeding where it is of none."""
    case = view.case
    of_dispute = (case.series, len(case.defendants) > 1, case.reconsideration is not None)
    if proceeding is None:
        return Traits(case.act_type, case.field, None, None, *of_dispute)
    units = [unit.name for unit in view.own_defendants] or [each.unit for each in case.defendants[:1]]
    reasons = dict.fromkeys(reason.value for unit in units for reason in loss_reasons(view, proceeding, unit))
    outcome = _outcome(view, proceeding, units)
    instance = proceeding.instance.value
    return Traits(case.act_type, case.field, instance, proceeding.court, *of_dispute, outcome, tuple(reasons))


def _outcome(view: View, proceeding: Proceeding, units: list[str]) -> str:
    if proceeding.decision is None:
        return ""
    adverse = set(view.office.settings.counting.adverse_dispositions)
    all_found = [dispositions(view, proceeding, unit) for unit in units]
    for found in all_found:
        if found and found & adverse:
            return _first(found & adverse)
    first = all_found[0] if all_found else None
    return UNSAID if not first else _first(first)


def _first(words: frozenset[Disposition]) -> str:
    return next(word.value for word in _ORDERED if word in words)


def proceeding_item(
    view: View,
    proceeding: Proceeding,
    day: date | None,
    county: Verdict,
    of_unit: Callable[[str], Verdict | None],
    *,
    settles: bool = False,
) -> Item:
    """The item of a proceeding, with the verdict of each own defendant that it is an item of."""
    judged = [(unit.name, of_unit(unit.name)) for unit in view.own_defendants]
    units, originals = by_reported_unit(
        view, [(name, verdict) for name, verdict in judged if verdict is not None]
    )
    return Item(
        view.id,
        proceeding.case_number,
        day,
        county,
        units,
        traits_of(view, proceeding),
        originals,
        proceeding.begun_on,
        proceeding.concluded_on,
        settles,
    )


@each_per_view
def concluded_first_instances(view: View) -> Iterator[tuple[Proceeding, date, Verdict | None]]:
    """The first instances with a decision and its day; a verdict for those that count in no figure of outcomes."""
    for proceeding in view.case.proceedings:
        day = proceeding.concluded_on
        if day is None or proceeding.instance is not Instance.FIRST:
            continue
        verdict = None
        if not view.is_litigation(proceeding):
            verdict = NOT_LITIGATION
        elif not view.own_defendants:
            verdict = NO_OWN_DEFENDANT
        elif is_transferred(proceeding):
            verdict = TRANSFERRED
        yield proceeding, day, verdict


def left_out_item(view: View, proceeding: Proceeding, day: date | None, verdict: Verdict) -> Item:
    """A proceeding that is left out, for the county and each of its own defendants alike."""
    return proceeding_item(view, proceeding, day, verdict, lambda _: verdict)
