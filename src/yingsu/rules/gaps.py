"""Gaps: what should be in a case by now and is not. What `missing` lists, each with its place in the file.

A gap is no defect by itself: many of these are for a clerk to fill in or to chase, and only some are rules as well.
Where a rule, a fact or a due day answers the question already, the gap asks it, so that they cannot disagree.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from yingsu.domain.answer import Answer
from yingsu.domain.deadline_act import acting_unit
from yingsu.domain.deadline_core import Deadline, Status
from yingsu.domain.deadlines import deadlines
from yingsu.domain.facts.appearance import (
    head_appeared,
    held_hearings,
    is_to_appear,
    may_have_sat_for,
    miss,
    people_of,
    was_put_off,
)
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.outcome import dispositions
from yingsu.domain.facts.review import held, is_reported, loss
from yingsu.domain.node import Node
from yingsu.domain.proceeding import Decision, Proceeding
from yingsu.domain.terms import HearingMode
from yingsu.domain.view import View
from yingsu.rules.appearance import litigated, sitting, units_to_appear
from yingsu.rules.core import Finding
from yingsu.rules.effect import missing_document, unsaid_service
from yingsu.rules.follow_up import incomplete_team, responsibility_gap, unregistered
from yingsu.rules.gap_kinds import GAP_KINDS, Gap
from yingsu.rules.legality import (
    missing_discussion,
    missing_legality_review,
    missing_platform_number,
    missing_records,
)
from yingsu.rules.performance import performance_without_proof, unregistered_obligation

_OF_DEADLINE: Final = {
    **dict.fromkeys(("D02", "D04", "D13", "D19"), "defence"),
    **dict.fromkeys(("D23", "D24"), "performance"),
    **dict.fromkeys(("D29", "D30", "D31", "D32", "D33", "K03"), "reply"),
    "K01": "registration",
    "K02": "review",
    "K04": "measures",
    "K05": "rectification",
    "K06": "rectification",
}
"""The kind of gap that a missed due day is."""


def gaps(view: View) -> Iterator[Gap]:
    """Everything that is missing in a case on the as-of day."""
    yield from missed(deadlines(view))
    yield from _of_appearance(view)
    yield from _of_follow_up(view)
    yield from _of_decisions(view)
    yield from _of_people(view)
    yield from _of_act(view)


def _gap(
    key: str,
    place: tuple[Node, str | None],
    units: Iterable[str | None],
    what: str,
    since: date | None,
    cited: tuple[str, ...] = (),
) -> Gap:
    known = tuple(dict.fromkeys(unit for unit in units if unit is not None))
    return Gap(GAP_KINDS[key], *place, known, what, since, cited)


def missed(found: Iterable[Deadline]) -> Iterator[Gap]:
    """Duties whose day is past and that are not done, or not said to be; also of letters and screenings."""
    for each in found:
        if not each.is_ours or each.status is not Status.OVERDUE:
            continue
        place, cited = (each.node, each.field), each.kind.cited
        day = f"{each.due.isoformat()}到期"
        if each.missed is Answer.YES:
            what = f"{each.title}，{day}，逾期{-each.days_left}天"
            yield _gap(_OF_DEADLINE.get(each.key, "day"), place, (each.unit,), what, each.due, cited)
        elif each.key not in _OF_DEADLINE:
            what = f"{each.title}，{day}"
            yield _gap("day", place, (each.unit,), what, each.due, cited)


def _of_appearance(view: View) -> Iterator[Gap]:
    for proceeding in litigated(view):
        yield from _plans(view, proceeding)
        for unit in units_to_appear(view, proceeding):
            absence = miss(view, proceeding, unit)
            if absence is not None:
                hearing = absence.hearing
                what = f"{sitting(proceeding, hearing)}，{unit.name}：{absence.cause.value}"
                place = (hearing, "attendees")
                yield _gap("head_appearance", place, (unit.name,), what, hearing.held_on)
            elif head_appeared(view, proceeding, unit.name) is Answer.UNKNOWN:
                yield from _unsaid_presence(view, proceeding, unit.name)


def _plans(view: View, proceeding: Proceeding) -> Iterator[Gap]:
    """Hearings to come for which nobody of an own defendant is named."""
    for hearing in proceeding.hearings:
        is_to_come = hearing.held_on >= view.as_of and hearing.attendees is None and not was_put_off(hearing)
        if hearing.mode is not HearingMode.HEARING or not is_to_come:
            continue
        for unit in view.own_defendants:
            planned = [person for person in hearing.planned if may_have_sat_for(view, person, unit.name)]
            if is_to_appear(view, proceeding, unit.name) and not planned:
                days = (hearing.held_on - view.as_of).days
                when = f"还有 {days} 天" if days else "就在今天"
                what = f"{sitting(proceeding, hearing)}（{when}），没有写{unit.name}拟出庭的负责人"
                yield _gap("appearance_plan", (hearing, "planned"), (unit.name,), what, hearing.held_on)


def _unsaid_presence(view: View, proceeding: Proceeding, unit: str) -> Iterator[Gap]:
    """What leaves open whether a head came: a hearing without 到庭, a person without 身份."""
    for hearing in held_hearings(view, proceeding):
        said = sitting(proceeding, hearing)
        if hearing.attendees is None:
            what = f"{said}，没有写{unit}谁到庭"
            yield _gap("attendance", (hearing, "attendees"), (unit,), what, hearing.held_on)
            continue
        for person in people_of(view, hearing, unit):
            if person.rank is None:
                what = f"{said}，{person.post or ''}{person.name or '到庭人员'}没有写是不是负责人"
                yield _gap("rank", (person, "rank"), (unit,), what, hearing.held_on)


def _of_follow_up(view: View) -> Iterator[Gap]:
    """What has no number of days set by the office is due at once: 及时.

    Also of the time before the county's document, of which the rules (YS601, YS605, YS613) say nothing: the figures
    count it, and what they miss is listed here.
    """
    periods = view.office.settings.periods
    if periods.registration_working_days is None:
        for notice in unregistered(view):
            place = (notice.start.node, notice.start.field)
            yield _gap("registration", place, (notice.unit,), notice.said, notice.start.day)
    lost = loss(view)
    if lost is not None and held(view) is None and periods.review_working_days is None:
        day = f"（{lost.day.isoformat()} 生效）" if lost.day is not None else ""
        what = f"{lost.proceeding.instance.value}败诉{day}，没有复盘"
        yield _gap("review", (lost.decision, "outcomes"), lost.units, what, lost.day)
    review = held(view)
    if review is not None and review.reviewed_on is not None and not is_reported(review):
        what = f"{review.reviewed_on.isoformat()} 已复盘，没有报告，也没有报送日期"
        yield _gap("review_report", (review, "report"), handling_units(view), what, review.reviewed_on)


def _of_decisions(view: View) -> Iterator[Gap]:
    """What decisions lack, as the rules find it."""
    units = tuple(unit.name for unit in view.own_defendants)
    for key, found in (
        ("obligation", unregistered_obligation.find(view)),
        ("document", missing_document.find(view)),
        ("service", unsaid_service.find(view)),
        ("proof", performance_without_proof.find(view)),
    ):
        yield from (
            _from_finding(key, finding, units, _day_of(finding.node))
            for finding in found
            if _is_known(finding.node, view)
        )
    for proceeding in litigated(view):
        decision = proceeding.decision
        for unit in units if decision is not None else ():
            if decision is not None and dispositions(view, proceeding, unit) is None:
                what = (
                    f"{proceeding.instance.value} {decision.decided_on.isoformat()} 裁判，没有写{unit}的结果"
                )
                yield _gap("outcome", (decision, "outcomes"), (unit,), what, decision.decided_on)


def _from_finding(key: str, finding: Finding, units: tuple[str | None, ...], since: date | None) -> Gap:
    own = getattr(finding.node, "unit", None)
    named = (own,) if own is not None else units
    return _gap(key, (finding.node, finding.field), named, finding.message, since)


def _day_of(node: Node) -> date | None:
    """Since when what a decision or an obligation lacks should be there."""
    return node.decided_on if isinstance(node, Decision) else getattr(node, "done_on", None)


def _is_known(node: Node, view: View) -> bool:
    """Rules of the file itself also see decisions to come."""
    return not isinstance(node, Decision) or node.decided_on <= view.as_of


def _of_people(view: View) -> Iterator[Gap]:
    """Who handles a case in court, and who answers for it."""
    units = handling_units(view)
    suits = [each for each in view.case.proceedings if view.is_litigation(each)]
    begun = suits[-1].begun_on if suits else None
    for key, each in (("team", incomplete_team), ("responsible", responsibility_gap)):
        yield from (_from_finding(key, finding, units, begun) for finding in each.find(view))


def _of_act(view: View) -> Iterator[Gap]:
    """What must be there beside an act: reviewed, discussed, entered, recorded."""
    made_on = view.case.act.made_on if view.case.act is not None else None
    for key, each in (
        ("legality_review", missing_legality_review),
        ("discussion", missing_discussion),
        ("platform_number", missing_platform_number),
        ("records", missing_records),
    ):
        found = each.find(view)
        yield from (_from_finding(key, finding, (acting_unit(view),), made_on) for finding in found)
