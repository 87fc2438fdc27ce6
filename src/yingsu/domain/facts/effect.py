"""When a decision takes effect, and which one ends the dispute (case-format.md §9)."""

from dataclasses import dataclass
from datetime import date, timedelta

from yingsu.domain.answer import Answer
from yingsu.domain.calendar import Count
from yingsu.domain.facts.course import (
    ANNULLING,
    MAIN_INSTANCES,
    UPHOLDING,
    is_appealed,
    is_like_first_instance,
    second_instance_of,
)
from yingsu.domain.facts.outcome import is_transferred
from yingsu.domain.law import JUDGMENT_APPEAL_DAYS, RULING_APPEAL_DAYS
from yingsu.domain.proceeding import Decision, Proceeding
from yingsu.domain.terms import Disposition, DocumentKind
from yingsu.domain.view import View, per_view

#: The rulings that can be appealed (解释 第一百零一条第二款), as far as they end a case.
_APPEALABLE_RULINGS = frozenset({Disposition.SUIT_DISMISSED, Disposition.NOT_DOCKETED})


@dataclass(frozen=True, slots=True)
class Effect:
    """Whether a decision has taken effect by the as-of day, and when.

    Attributes:
        answer: yes, no (not yet, or never), or unknown for want of a fact.
        day: the day it takes effect, also one to come; `None` where there is none or it is unknown.
        provisional: whether the day was counted over a year whose holidays are not announced.
    """

    answer: Answer
    day: date | None = None
    provisional: bool = False


NEVER = Effect(Answer.NO)
UNKNOWN = Effect(Answer.UNKNOWN)


def appeal_days(decision: Decision) -> int | None:
    """Days for appeal against a decision of first instance: 15, 10, or 0 where it cannot be appealed.

    Returns:
        `None` where 文书 or the result of a ruling is not said.
    """
    if decision.document is DocumentKind.MEDIATION:
        return 0
    day = decision.served_on or decision.decided_on
    if decision.document is DocumentKind.JUDGMENT:
        return JUDGMENT_APPEAL_DAYS.on(day)
    words = {word for entry in decision.outcomes for word in entry.dispositions}
    if decision.document is None or not words:
        return None
    return RULING_APPEAL_DAYS.on(day) if words & _APPEALABLE_RULINGS else 0


@per_view
def last_appeal_day(view: View, proceeding: Proceeding) -> Count | None:
    """The last day for appeal against a decision that can be appealed, from its last known service.

    Returns:
        `None` where it cannot be appealed, or the day of service or the kind of document is not said.
    """
    decision = proceeding.decision
    if decision is None or decision.served_on is None or not is_like_first_instance(view, proceeding):
        return None
    days = appeal_days(decision)
    return view.office.calendar.last_day(decision.served_on, days, rolls=True) if days else None


@per_view
def derived_effect(view: View, proceeding: Proceeding) -> Effect:
    """The effect as the law gives it, whatever 生效日期 says."""
    decision = proceeding.decision
    if decision is None or proceeding.instance not in MAIN_INSTANCES:
        return NEVER
    if not is_like_first_instance(view, proceeding):
        return _by(view, decision.served_on or decision.decided_on)
    days = appeal_days(decision)
    if days == 0:
        return _by(view, decision.served_on or decision.decided_on)
    if is_appealed(view, proceeding):
        return _with_second_instance(view, proceeding)
    last = last_appeal_day(view, proceeding)
    if last is None:
        return UNKNOWN
    return _by(view, last.day + timedelta(days=1), provisional=last.provisional)


@per_view
def effect(view: View, proceeding: Proceeding) -> Effect:
    """When a decision takes effect: 生效日期 as written holds, else the rules of case-format.md §9.

    Basis: 行政诉讼法 第八十五条; 解释 第八十五条, 第一百零一条第二款, 第一百一十九条第一款.
    """
    decision = proceeding.decision
    if decision is not None and decision.effective_on is not None and proceeding.instance in MAIN_INSTANCES:
        return _by(view, decision.effective_on)
    return derived_effect(view, proceeding)


def _by(view: View, day: date, *, provisional: bool = False) -> Effect:
    return Effect(Answer.of(day <= view.as_of), day, provisional)


def _with_second_instance(view: View, proceeding: Proceeding) -> Effect:
    """Appealed: with the second instance's decision where that leaves it standing; else never."""
    second = second_instance_of(view, proceeding)
    if second is None or second.decision is None:
        return NEVER
    if second.decision.review is None:
        return UNKNOWN
    return effect(view, second) if second.decision.review in UPHOLDING else NEVER


@dataclass(frozen=True, slots=True)
class Final:
    """终局 of a dispute.

    Attributes:
        proceeding: the last decision that has taken effect; where `answer` is unknown, the one whose effect is.
        answer: whether there is one.
        day: the day it took effect.
    """

    answer: Answer
    proceeding: Proceeding | None = None
    day: date | None = None


@per_view
def final(view: View) -> Final:
    """The last decision of 一审, 二审 or 再审 that has taken effect (case-format.md §9, 终局)."""
    found = Final(Answer.NO)
    for proceeding in view.case.proceedings:
        decision = proceeding.decision
        if (
            decision is None
            or proceeding.instance not in MAIN_INSTANCES
            or not view.is_litigation(proceeding)
        ):
            continue
        if decision.review in ANNULLING:
            found = Final(Answer.NO)
            continue
        if is_transferred(proceeding):
            continue
        taken = effect(view, proceeding)
        if taken.answer is not Answer.NO:
            found = Final(taken.answer, proceeding, taken.day)
    return found
