"""The course of a dispute: which decision each later one reviewed, and what it did with it."""

from collections.abc import Iterator
from datetime import date

from yingsu.domain.proceeding import Decision, Proceeding
from yingsu.domain.terms import Instance, Review
from yingsu.domain.view import View, each_per_view, per_view

ANNULLING = frozenset({Review.REMANDED, Review.RESUMED})
"""发回重审 and 指令继续审理 annul every decision before them."""

UPHOLDING = frozenset({Review.UPHELD, Review.APPEAL_WITHDRAWN})
"""After these the decision reviewed stands as it was (case-format.md §2)."""

STANDING_ON = UPHOLDING | {Review.PARTLY_CHANGED}
"""After these at least a part of the decision reviewed stands."""

MAIN_INSTANCES = frozenset({Instance.FIRST, Instance.SECOND, Instance.RETRIAL})
"""Instances whose decisions dispose of the dispute. 再审审查 and 非诉审查 do not."""

WITHOUT_OUTCOME = frozenset({Review.REMANDED, Review.RESUMED, Review.TAKEN_OVER, Review.RETRIAL_ORDERED})
"""After these there is no 结果: somebody else will decide."""


@per_view
def as_written(view: View) -> View:
    """The case as its file has it, whatever the day: for questions about the file itself.

    A file is not at fault on an earlier day for what was written into it later.
    """
    return View(view.id, view.whole, view.office, date.max)


@per_view
def _links(view: View) -> tuple[dict[int, Proceeding], dict[int, list[Proceeding]]]:
    """By identity of a proceeding: the one it reviewed, and those that reviewed it."""
    reviewed: dict[int, Proceeding] = {}
    reviewers: dict[int, list[Proceeding]] = {}
    standing: list[Proceeding] = []
    for proceeding in view.case.proceedings:
        if standing and proceeding.instance not in {Instance.FIRST, Instance.ENFORCEMENT_REVIEW}:
            reviewed[id(proceeding)] = standing[-1]
            reviewers.setdefault(id(standing[-1]), []).append(proceeding)
        decision = proceeding.decision
        if decision is None:
            continue
        if decision.review in ANNULLING:
            standing.clear()
        elif proceeding.instance in MAIN_INSTANCES:
            standing.append(proceeding)
    return reviewed, reviewers


@each_per_view
def litigated(view: View) -> Iterator[tuple[Proceeding, Decision]]:
    """The proceedings of litigation that are decided, in order; also 再审审查."""
    for proceeding in view.case.proceedings:
        if proceeding.decision is not None and view.is_litigation(proceeding):
            yield proceeding, proceeding.decision


@each_per_view
def disposing(view: View) -> Iterator[tuple[Proceeding, Decision]]:
    """The decisions of 一审, 二审 and 再审, in order."""
    yield from ((each, decision) for each, decision in litigated(view) if each.instance in MAIN_INSTANCES)


def reviewed_by(view: View, proceeding: Proceeding) -> Proceeding | None:
    """The proceeding whose decision this one reviews: the last earlier one not set aside; `None`: not in the file."""
    return _links(view)[0].get(id(proceeding))


def reviewers_of(view: View, proceeding: Proceeding) -> tuple[Proceeding, ...]:
    """The later proceedings that review this one's decision, in order."""
    return tuple(_links(view)[1].get(id(proceeding), ()))


def second_instance_of(view: View, proceeding: Proceeding) -> Proceeding | None:
    """The appeal proceeding against this one's decision, if the file has it."""
    return next(
        (later for later in reviewers_of(view, proceeding) if later.instance is Instance.SECOND), None
    )


def is_appealed(view: View, proceeding: Proceeding) -> bool:
    """Whether somebody appealed: an 上诉 is written, or a second instance follows."""
    return bool(proceeding.appeals) or second_instance_of(view, proceeding) is not None


def is_like_first_instance(view: View, proceeding: Proceeding) -> bool:
    """Whether the decision can be appealed: a first instance, or the retrial of one (解释 第一百一十九条第一款).

    A decision that took effect at first instance and is retried by the court that made it is decided as a first
    instance; one that a higher court takes over (提审), or that was decided on appeal, is decided as a second. Where
    the appeal was withdrawn, the decision with effect is that of the first instance.
    """
    if proceeding.instance is Instance.FIRST:
        return True
    if proceeding.instance is not Instance.RETRIAL:
        return False
    reviewed = reviewed_by(view, proceeding)
    while reviewed is not None and _is_withdrawn_appeal(reviewed):
        reviewed = reviewed_by(view, reviewed)
    if reviewed is None or not is_like_first_instance(view, reviewed):
        return False
    order = _retrial_order(view, proceeding)
    if order is not None:
        return order is Review.RETRIAL_ORDERED
    return reviewed.court is not None and reviewed.court == proceeding.court


def _is_withdrawn_appeal(proceeding: Proceeding) -> bool:
    decision = proceeding.decision
    return decision is not None and decision.review is Review.APPEAL_WITHDRAWN


def _retrial_order(view: View, retrial: Proceeding) -> Review | None:
    """How the retrial was ordered: the last 再审审查 before it that granted one."""
    found = None
    for proceeding in view.case.proceedings:
        if proceeding is retrial:
            return found
        review = proceeding.decision.review if proceeding.decision else None
        if review in {Review.TAKEN_OVER, Review.RETRIAL_ORDERED}:
            found = review
    return found


@per_view
def is_set_aside(view: View, proceeding: Proceeding) -> bool:
    """Whether a later decision took the place of this one's entirely, or annulled it."""
    seen = False
    for later in view.case.proceedings:
        if later is proceeding:
            seen = True
            continue
        if not seen or later.decision is None or later.instance not in MAIN_INSTANCES:
            continue
        review = later.decision.review
        if review in ANNULLING or (
            review is not None and review not in STANDING_ON and _follows(view, proceeding, later)
        ):
            return True
    return False


def _follows(view: View, earlier: Proceeding, later: Proceeding) -> bool:
    """Whether `later` reviews `earlier`, directly or through those between."""
    current = reviewed_by(view, later)
    while current is not None:
        if current is earlier:
            return True
        current = reviewed_by(view, current)
    return False


@per_view
def last_upholding(view: View, proceeding: Proceeding) -> Proceeding:
    """The decision under which this one's orders now stand: the last that upheld it, in whole or part."""
    current = proceeding
    for later in _later(view, proceeding):
        decision = later.decision
        if decision is not None and decision.review in STANDING_ON and reviewed_by(view, later) is current:
            current = later
    return current


def first_upheld(view: View, proceeding: Proceeding) -> Proceeding:
    """The decision whose orders this one only confirmed; itself where it decided anew."""
    current = proceeding
    while current.decision is not None and current.decision.review in UPHOLDING:
        reviewed = reviewed_by(view, current)
        if reviewed is None:
            break
        current = reviewed
    return current


def _later(view: View, proceeding: Proceeding) -> Iterator[Proceeding]:
    seen = False
    for other in view.case.proceedings:
        if seen:
            yield other
        seen = seen or other is proceeding
