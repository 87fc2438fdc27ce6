"""Which units handle a case (承办单位; 德政办〔2025〕32号第六部分; 行政复议法第四条第二款)."""

from yingsu.domain.answer import Answer
from yingsu.domain.facts.effect import final
from yingsu.domain.terms import DefendantStatus
from yingsu.domain.view import View, per_view


@per_view
def derived_handling_units(view: View) -> tuple[str, ...]:
    """承办单位 as the rules give them (case-format.md §9): several defendants handle each its own part.

    Returns:
        The units, the acting agency first; empty where the file does not say enough.
    """
    case, office = view.case, view.office
    sued = [defendant for defendant in case.defendants if _is_government(view, defendant.unit)]
    others = tuple(
        defendant.unit for defendant in case.defendants if not _is_government(view, defendant.unit)
    )
    if not sued:
        return others
    upheld = case.reconsideration is not None or sued[0].status is DefendantStatus.RECONSIDERATION
    if upheld:
        # Whether it is sued alone for its decision or beside the acting agency: its own part is the bureau's.
        return (*others, office.settings.justice_bureau)
    act = case.act
    if act is None:
        return others
    if act.preparing_unit is not None:
        return (*others, act.preparing_unit)
    is_others_act = act.agency is not None and not _is_government(view, act.agency)
    return (*others, act.agency) if is_others_act and act.agency not in others and act.agency else others


def handling_units(view: View) -> tuple[str, ...]:
    """承办单位 as declared, else as derived."""
    declared = view.case.handling_unit
    return (declared,) if declared is not None else derived_handling_units(view)


@per_view
def is_in_court(view: View) -> Answer:
    """Whether the dispute is before a court: something of it is undecided, or decided without effect yet.

    Unknown where a decision may have taken effect and the file does not let one say; no where nothing was filed.
    """
    suits = [each for each in view.case.proceedings if view.is_litigation(each)]
    if not suits:
        return Answer.NO
    if suits[-1].decision is None:
        return Answer.YES
    ended = final(view).answer
    return ended if ended is Answer.UNKNOWN else Answer.of(ended is Answer.NO)


def _is_government(view: View, unit: str | None) -> bool:
    return view.office.directory.is_same(unit, view.office.settings.county_government)
