"""How items of proceedings and disputes are built: who counts, what is left out, under which unit."""

from collections.abc import Callable
from datetime import date

from yingsu.domain.proceeding import Proceeding
from yingsu.domain.view import View
from yingsu.metrics.core import Item, Traits, Verdict, by_reported_unit, left_out

NO_OWN_DEFENDANT = left_out("无本县被告")
NOT_LITIGATION = left_out("非诉审查")
TRANSFERRED = left_out("移送")
EFFECT_UNKNOWN = left_out("生效日期不明")
DOCUMENT_UNKNOWN = left_out("文书种类不明")


def traits_of(view: View, proceeding: Proceeding | None = None) -> Traits:
    """What an item of this case can be broken down by."""
    case = view.case
    if proceeding is None:
        return Traits(case.act_type, case.field, series=case.series)
    return Traits(case.act_type, case.field, proceeding.instance.value, proceeding.court, case.series)


def proceeding_item(
    view: View,
    proceeding: Proceeding,
    day: date | None,
    county: Verdict,
    of_unit: Callable[[str], Verdict | None],
) -> Item:
    """The item of a proceeding, with the verdict of each own defendant that it is an item of."""
    judged = ((unit.name, of_unit(unit.name)) for unit in view.own_defendants)
    units, originals = by_reported_unit(
        view, ((name, verdict) for name, verdict in judged if verdict is not None)
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
    )


def left_out_item(view: View, proceeding: Proceeding, day: date | None, verdict: Verdict) -> Item:
    """A proceeding that is left out, for the county and each of its own defendants alike."""
    return proceeding_item(view, proceeding, day, verdict, lambda _: verdict)
