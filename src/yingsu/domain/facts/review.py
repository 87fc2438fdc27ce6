"""复盘: which loss is to be reviewed, and what a review has and has not (德政办〔2025〕32号第六部分)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from yingsu.domain.aftermath import PostCaseReview
from yingsu.domain.answer import Answer
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.outcome import is_adverse, loss_reasons
from yingsu.domain.proceeding import Decision, Proceeding
from yingsu.domain.terms import LossReason
from yingsu.domain.view import View, per_view

ASPECTS: Final = ("facts", "law", "procedure", "appearance")
"""The four from which a loss is looked at."""

STEPS: Final = ("problems", "reasons", "basis", "conclusion")
"""查摆问题, 分析原因, 归纳依据, 形成结论."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A dispute that was lost in the end.

    Attributes:
        proceeding: the one whose decision ends the dispute.
        day: the day it took effect; `None` where a fact for that is missing.
        units: the own defendants to whom it is adverse.
    """

    proceeding: Proceeding
    decision: Decision
    day: date | None
    units: tuple[str, ...]


@per_view
def loss(view: View) -> Loss | None:
    """The loss, if the dispute has one: a 终局 that is adverse to an own defendant."""
    end = final(view)
    if end.answer is not Answer.YES or end.proceeding is None or end.proceeding.decision is None:
        return None
    units = tuple(
        unit.name for unit in view.own_defendants if is_adverse(view, end.proceeding, unit.name) is Answer.YES
    )
    return Loss(end.proceeding, end.proceeding.decision, end.day, units) if units else None


def held(view: View) -> PostCaseReview | None:
    """The review, once it was held: one without 日期 is not (metrics.md: silence means not done)."""
    review = view.case.post_case_review
    return review if review is not None and review.reviewed_on is not None else None


def is_reported(review: PostCaseReview) -> bool:
    """Whether there is a report: the paper itself, or the day it was handed in."""
    return review.report is not None or review.submitted_on is not None


def left_out(review: PostCaseReview) -> tuple[str, ...]:
    """The fields of aspects and steps that the review leaves empty, in order."""
    return tuple(name for name in (*ASPECTS, *STEPS) if not getattr(review, name))


def reasons_not_taken_up(view: View) -> tuple[LossReason, ...]:
    """败诉原因 of the decision that the review does not have. A review may find more; it must not find less."""
    lost, review = loss(view), view.case.post_case_review
    if lost is None or review is None:
        return ()
    named = (reason for unit in lost.units for reason in loss_reasons(view, lost.proceeding, unit))
    return tuple(dict.fromkeys(reason for reason in named if reason not in review.reasons))
