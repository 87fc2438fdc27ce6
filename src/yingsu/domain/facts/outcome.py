"""What was decided for each defendant, and whether it is adverse (metrics.md §B)."""

from collections.abc import Iterable

from yingsu.domain.answer import Answer
from yingsu.domain.facts.course import UPHOLDING, WITHOUT_OUTCOME, reviewed_by
from yingsu.domain.proceeding import Decision, Outcome, Proceeding
from yingsu.domain.terms import Disposition, DocumentKind, Instance, LossReason, Review
from yingsu.domain.view import View, per_view

Dispositions = frozenset[Disposition]

#: What these reviews come to where the file does not say more.
_IMPLIED = {
    Review.SUIT_WITHDRAWN: frozenset({Disposition.WITHDRAWN}),
    Review.MEDIATED: frozenset({Disposition.MEDIATED}),
}

#: A judgment with one of these orders something to be done (law.md §1.7, from 行政诉讼法 arts. 70, 72, 73, 76–78).
ORDERING: Dispositions = frozenset(
    {
        Disposition.REVOKED_AND_REMADE,
        Disposition.ORDERED_TO_ACT,
        Disposition.ORDERED_TO_PAY,
        Disposition.MODIFIED,
        Disposition.DAMAGES,
        Disposition.INDEMNITY,
        Disposition.REMEDY,
        Disposition.AGREEMENT_CONTINUED,
    }
)


def outcomes_named(view: View, decision: Decision, unit: str) -> tuple[Outcome, ...]:
    """The entries of 结果 that hold for a unit: its own, and those for every defendant."""
    is_same = view.office.directory.is_same
    return tuple(
        outcome for outcome in decision.outcomes if outcome.unit is None or is_same(outcome.unit, unit)
    )


def words_named(view: View, decision: Decision, unit: str) -> Dispositions:
    """The words of 结果 that are written for a unit; empty where none are."""
    return frozenset(word for entry in outcomes_named(view, decision, unit) for word in entry.dispositions)


@per_view
def dispositions(view: View, proceeding: Proceeding, unit: str) -> Dispositions | None:
    """How a defendant stands after a decision (case-format.md §2).

    Returns:
        The words of 结果; empty where the decision leaves the outcome to others (发回重审 …) or there is no
        decision; `None` where the file does not say.
    """
    decision = proceeding.decision
    if (
        decision is None
        or decision.review in WITHOUT_OUTCOME
        or proceeding.instance is Instance.RETRIAL_REVIEW
    ):
        return frozenset()
    named = words_named(view, decision, unit)
    if decision.review in UPHOLDING:
        # Where the file has nothing of the decision reviewed, what is written here is not silence; 维持 alone is.
        found = _of_reviewed(view, proceeding, unit)
        return found if found is not None else (named - {Disposition.UPHELD} or None)
    if named:
        return named
    if decision.review is Review.PARTLY_CHANGED:
        return _of_reviewed(view, proceeding, unit)
    return _IMPLIED.get(decision.review) if decision.review is not None else None


def _of_reviewed(view: View, proceeding: Proceeding, unit: str) -> Dispositions | None:
    reviewed = reviewed_by(view, proceeding)
    return dispositions(view, reviewed, unit) if reviewed is not None else None


@per_view
def loss_reasons(view: View, proceeding: Proceeding, unit: str) -> tuple[LossReason, ...]:
    """败诉原因 of a defendant, each once; of the decision reviewed where that was upheld."""
    decision = proceeding.decision
    if decision is None:
        return ()
    named = [reason for entry in outcomes_named(view, decision, unit) for reason in entry.reasons]
    if not named and decision.review in UPHOLDING | {Review.PARTLY_CHANGED}:
        reviewed = reviewed_by(view, proceeding)
        return loss_reasons(view, reviewed, unit) if reviewed is not None else ()
    return tuple(dict.fromkeys(named))


@per_view
def is_adverse(view: View, proceeding: Proceeding, unit: str) -> Answer:
    """Whether a decision is adverse to a defendant: one of its words is in the office's 败诉结果."""
    found = dispositions(view, proceeding, unit)
    if found is None:
        return Answer.UNKNOWN
    return Answer.of(not found.isdisjoint(view.office.settings.counting.adverse_dispositions))


def is_adverse_to_any(view: View, proceeding: Proceeding, units: Iterable[str]) -> Answer:
    """Whether it is adverse to any of several defendants: the county's question."""
    return Answer.any_of(is_adverse(view, proceeding, unit) for unit in units)


def orders_something(view: View, proceeding: Proceeding, unit: str) -> Answer:
    """Whether a decision orders a defendant to do something that can be performed or not."""
    found = dispositions(view, proceeding, unit)
    return Answer.UNKNOWN if found is None else Answer.of(bool(found & ORDERING))


def is_transferred(proceeding: Proceeding) -> bool:
    """Whether the case only went to another court (移送): concluded here, but no outcome."""
    decision = proceeding.decision
    if decision is None:
        return False
    words = {word for entry in decision.outcomes for word in entry.dispositions}
    return words == {Disposition.TRANSFERRED}


def is_judgment(proceeding: Proceeding) -> Answer:
    """Whether the decision is a 判决; unknown where 文书 is not said."""
    if proceeding.decision is None:
        return Answer.NO
    document = proceeding.decision.document
    return Answer.UNKNOWN if document is None else Answer.of(document is DocumentKind.JUDGMENT)
