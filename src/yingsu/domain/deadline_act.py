"""Due days of the challenged act: how long it might take, how it was served and published, when it could be attacked."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from yingsu.domain.act import ChallengedAct
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline, Found, Owner, Undated, running
from yingsu.domain.deadline_count import Start, start_of
from yingsu.domain.deadline_kinds import KINDS, OTHER_PUBLICATION
from yingsu.domain.deadline_trial import effect_of
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.outcome import dispositions
from yingsu.domain.terms import CorrectionKind, DefendantStatus, Disposition, Instance, ReconsiderationResult
from yingsu.domain.view import View, per_view

PENALTY: Final = "行政处罚"
LICENSING: Final = "行政许可"
DISCLOSURE: Final = "政府信息公开"
FAILURE_TO_ACT: Final = "不履行职责"
_OTHER_ENFORCEMENT: Final = frozenset({"行政强制措施", "行政强制执行", "行政征收或者征用"})
"""With penalties and licences, the acts of enforcement whose decisions 国办发〔2018〕118号 has published."""

_UNDONE: Final = frozenset(
    {
        Disposition.REVOKED,
        Disposition.PARTLY_REVOKED,
        Disposition.REVOKED_AND_REMADE,
        Disposition.MODIFIED,
        Disposition.FOUND_UNLAWFUL,
        Disposition.FOUND_VOID,
    }
)
"""After these a published penalty is withdrawn (处罚法 48②); likewise after the next two."""
_UNDONE_BY_RECONSIDERATION: Final = frozenset(
    {
        ReconsiderationResult.CHANGED,
        ReconsiderationResult.FOUND_UNLAWFUL,
        ReconsiderationResult.FOUND_VOID,
        ReconsiderationResult.PROCEDURE_UNLAWFUL,
    }
)
_UNDONE_BY_ITSELF: Final = frozenset({CorrectionKind.REVOKED, CorrectionKind.CHANGED})


@per_view
def acting_unit(view: View) -> str | None:
    """The agency whose act is challenged: 被诉行为.机关, else the defendant sued for it."""
    case = view.case
    if case.act is not None and case.act.agency is not None:
        return case.act.agency
    acting = [each.unit for each in case.defendants if each.status is DefendantStatus.ACTING]
    if not acting and len(case.defendants) == 1 and case.reconsideration is None:
        acting = [case.defendants[0].unit]
    applicants = [applicant.unit for applicant in case.enforcement_applicants]
    return next(iter((*acting, *applicants)), None)


def of_act(view: View) -> Found:
    """Every due day that the challenged act and its reconsideration start."""
    yield from _reconsideration(view)
    act = view.case.act
    if act is None:
        return
    if view.case.act_type == PENALTY:
        yield from _penalty(view, act)
    yield from _application(view, act)
    yield from _publication(view, act)
    yield from _attack(view, act)
    demanded = start_of(act, "demand_served_on")
    if demanded is not None:
        yield _of_agency(view, "D47", demanded)


def _of_agency(
    view: View,
    key: str,
    start: Start,
    done: date | None = None,
    *,
    days: int | None = None,
    extended: int = 0,
) -> Deadline:
    owner = Owner(unit=acting_unit(view))
    return running(view, KINDS[key], start, owner, done=done, days=days, extended=extended)


def _of_others(view: View, key: str, start: Start, done: date | None = None) -> Deadline:
    return running(view, KINDS[key], start, Owner(), done=done)


def _reconsideration(view: View) -> Iterator[Deadline]:
    reconsideration = view.case.reconsideration
    start = start_of(reconsideration, "application_received_on")
    if reconsideration is not None and start is not None:
        yield _of_agency(view, "D34", start, reconsideration.replied_on)
        yield _of_agency(view, "D35", start, reconsideration.replied_on)


def _penalty(view: View, act: ChallengedAct) -> Found:
    opened, made, served = (start_of(act, field) for field in ("opened_on", "made_on", "served_on"))
    if opened is not None:
        if act.other_time_limit:
            reason = "办案期限另有规定，请按该规定计算"
            yield Undated(KINDS["D38"], None, acting_unit(view), reason, act, "other_time_limit")
        else:
            yield _of_agency(view, "D38", opened, act.made_on)
    hearing = act.oral_hearing
    informed, held = (
        start_of(hearing, "informed_on", "告知听证权利"),
        start_of(hearing, "held_on", "举行听证"),
    )
    if informed is not None:
        yield _of_others(view, "D39", informed)
    if hearing is not None and held is not None:
        yield _of_agency(view, "D40", held, hearing.notified_on)
    if made is not None:
        yield _of_agency(view, "D41", made, act.served_on)
    if served is not None:
        yield _of_others(view, "D43", served)
    withdrawn_from = _undone(view) if act.published_on is not None else None
    if withdrawn_from is not None:
        yield _of_agency(view, "D44", withdrawn_from, act.publication_withdrawn_on)


def _undone(view: View) -> Start | None:
    """The first day on which a penalty was revoked, changed, or found unlawful or void, by whomever."""
    case, unit, is_same = view.case, acting_unit(view), view.office.directory.is_same
    found: list[Start | None] = []
    if case.reconsideration is not None and case.reconsideration.result in _UNDONE_BY_RECONSIDERATION:
        found.append(start_of(case.reconsideration, "decided_on", "复议决定日期"))
    found += [
        start_of(correction, "corrected_on", "自纠日期")
        for correction in case.self_corrections
        if correction.kind in _UNDONE_BY_ITSELF and is_same(correction.unit, unit)
    ]
    end = final(view)
    is_defendant = any(is_same(defendant.unit, unit) for defendant in case.defendants)
    if end.answer is Answer.YES and end.proceeding is not None and unit is not None and is_defendant:
        words = dispositions(view, end.proceeding, unit) or frozenset()
        found += [effect_of(view, end.proceeding)] if words & _UNDONE else []
    return min((start for start in found if start is not None), key=lambda start: start.day, default=None)


def _application(view: View, act: ChallengedAct) -> Iterator[Deadline]:
    """What runs from an application: to license, to disclose, to act."""
    start = start_of(act, "applied_on")
    made = start_of(act, "made_on")
    act_type = view.case.act_type
    if act_type == LICENSING and made is not None:
        yield _of_agency(view, "D52", made, act.served_on)
    if start is None:
        return
    if act_type == LICENSING:
        yield _of_agency(view, "D50", start)
        yield _of_agency(view, "D51", start, act.made_on, extended=_extension(act, "D51", start))
    elif act_type == DISCLOSURE:
        yield _of_agency(view, "D54", start)
        yield _of_agency(view, "D53", start, act.made_on, extended=_extension(act, "D53", start))
    elif act_type == FAILURE_TO_ACT:
        yield _of_agency(view, "D58", start, act.made_on)


def _extension(act: ChallengedAct, key: str, start: Start) -> int:
    extension = KINDS[key].extension
    return extension.on(start.day) if act.reply_extended and extension is not None else 0


def _publication(view: View, act: ChallengedAct) -> Iterator[Deadline]:
    made, act_type = start_of(act, "made_on"), view.case.act_type
    if made is None:
        return
    if act_type in {PENALTY, LICENSING}:
        yield _of_agency(view, "D60", made, act.published_on)
    elif act_type in _OTHER_ENFORCEMENT:
        yield _of_agency(view, "D60", made, act.published_on, days=OTHER_PUBLICATION.on(made.day))


def _attack(view: View, act: ChallengedAct) -> Iterator[Deadline]:
    """Until when the act could be taken to court or to reconsideration, and to court for enforcement after that."""
    served, case = start_of(act, "served_on", "行为送达日期"), view.case
    if served is None:
        return
    first = next((each for each in case.proceedings if each.instance is Instance.FIRST), None)
    if case.reconsideration is not None or first is None:
        received = case.reconsideration.application_received_on if case.reconsideration is not None else None
        yield _of_others(view, "D59", served, received)
    if case.reconsideration is not None:
        return
    suit = _of_others(view, "D56", served, first.filed_on if first is not None else None)
    yield suit
    if case.enforcement_applicants and first is None:
        filed = [
            each.filed_on
            for each in case.proceedings
            if each.instance is Instance.ENFORCEMENT_REVIEW and each.filed_on
        ]
        passed = Start(act, "served_on", suit.due, "起诉期限届满日", suit.provisional)
        yield _of_agency(view, "D48", passed, min(filed, default=None))
