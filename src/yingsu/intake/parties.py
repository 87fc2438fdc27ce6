"""Who is sued, and as what (行政诉讼法 第二十六条)."""

from yingsu.domain.office import Office
from yingsu.domain.parties import Defendant
from yingsu.domain.terms import DefendantStatus, ReconsiderationResult
from yingsu.intake.draft import Draft


class ReconsiderationAgencyError(ValueError):
    """Who reconsidered does not follow from what was typed; the message says what to write."""


def defendants_of(draft: Draft, office: Office) -> tuple[Defendant, ...]:
    """The defendants and their 地位.

    The first unit is the agency that acted. After a 复议 that left the act as it was, the agency that reconsidered
    is sued with it (行诉法 26②): the county's government, which is added where it was not named, or a superior
    agency that was. After any other result the government is sued, if at all, for its own decision or silence.

    Raises:
        ReconsiderationAgencyError: who reconsidered cannot be told.
    """
    model = draft.model
    if model is not None and model.defendants and draft.reconsideration is None:
        copied = tuple(each.unit for each in model.defendants)
        if copied == draft.units:
            return tuple(_defendant(each.unit, each.status) for each in model.defendants)
    reviewer = reconsideration_agency(draft, office)
    units = draft.units
    result = draft.reconsideration
    if reviewer is not None and reviewer not in units and result is not None and result.makes_co_defendants:
        units = (*units, reviewer)
    statuses = [DefendantStatus.ACTING, *[DefendantStatus.CO_DEFENDANT] * (len(units) - 1)]
    if reviewer in units:
        statuses[units.index(reviewer)] = DefendantStatus.RECONSIDERATION
    return tuple(_defendant(unit, status) for unit, status in zip(units, statuses, strict=True))


def reconsideration_agency(draft: Draft, office: Office) -> str | None:
    """The agency that reconsidered, as far as the flags say who it was.

    Raises:
        ReconsiderationAgencyError: it must be known, for it is a defendant, and cannot be told.
    """
    result = draft.reconsideration
    if result is None:
        return None
    first, *further = draft.units
    government = office.settings.county_government

    def is_government(unit: str) -> bool:
        return office.directory.is_same(unit, government)

    named = next((unit for unit in further if is_government(unit)), None)
    if named is not None:
        return named
    if not result.makes_co_defendants:
        return first if is_government(first) else None
    outside = [unit for unit in further if office.directory.find(unit) is None]
    if len(outside) == 1:
        return outside[0]
    if is_government(first):
        raise ReconsiderationAgencyError(_first_is_government(government, result))
    return government


def _first_is_government(government: str, result: ReconsiderationResult) -> str:
    return (
        f"复议结果是“{result.value}”，第一个 --unit 要写作出原行为的机关：部门作出、{government}复议的，先写部门；"
        f"{government}自己作出的，再用一个 --unit 写明上级复议机关"
    )


def _defendant(unit: str, status: DefendantStatus) -> Defendant:
    return Defendant.model_construct(unit=unit, status=status)
