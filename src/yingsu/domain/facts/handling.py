"""Which unit handles a case for the county (承办单位; 德政办〔2025〕32号 第六部分; 行政复议法 第四条第二款)."""

from yingsu.domain.terms import DefendantStatus
from yingsu.domain.view import View


def derived_handling_unit(view: View) -> str | None:
    """承办单位 as the rules give it (case-format.md §9); `None` where the file does not say enough."""
    case, office = view.case, view.office

    def is_government(unit: str | None) -> bool:
        return office.directory.is_same(unit, office.settings.county_government)

    sued = [defendant for defendant in case.defendants if is_government(defendant.unit)]
    others = [defendant.unit for defendant in case.defendants if not is_government(defendant.unit)]
    if not sued:
        return others[0] if others else None
    if others:
        return others[0]
    if case.reconsideration is not None or sued[0].status is DefendantStatus.RECONSIDERATION:
        return office.settings.justice_bureau
    act = case.act
    if act is None:
        return None
    if act.preparing_unit is not None:
        return act.preparing_unit
    return act.agency if act.agency is not None and not is_government(act.agency) else None


def handling_unit(view: View) -> str | None:
    """承办单位 as declared, else as derived."""
    return view.case.handling_unit or derived_handling_unit(view)
