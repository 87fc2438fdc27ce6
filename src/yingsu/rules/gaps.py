"""Gaps: what should be in a case by now and is not. What `missing` lists, each with its place in the file.

A gap is no defect by itself: many of these are for a clerk to fill in or to chase, and only some are rules as well.
Where a rule, a fact or a due day answers the question already, the gap asks it, so that they cannot disagree.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from yingsu.domain.act import ChallengedAct, LegalityReview
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_act import PENALTY, acting_unit
from yingsu.domain.deadline_core import Deadline, Status
from yingsu.domain.deadline_defence import own_start
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
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.headline import CLOSED, headline
from yingsu.domain.facts.outcome import dispositions, is_adverse
from yingsu.domain.law import COUNTY_OPINION
from yingsu.domain.node import Node
from yingsu.domain.parties import Responsibility, Team
from yingsu.domain.proceeding import Decision, Proceeding
from yingsu.domain.terms import HearingMode, LegalityReviewResult, RecordStatus
from yingsu.domain.view import View
from yingsu.rules.appearance import litigated, sitting, units_to_appear
from yingsu.rules.core import Finding
from yingsu.rules.effect import missing_document, unsaid_service
from yingsu.rules.gap_kinds import GAP_KINDS, Gap
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

_ENFORCEMENT: Final = frozenset({PENALTY, "行政强制措施", "行政强制执行"})
"""行为类别 that go through the platform (德政办〔2025〕32号第二部分). Inspections do not come to court as such."""


def gaps(view: View) -> Iterator[Gap]:
    """Everything that is missing in a case on the as-of day."""
    yield from missed(deadlines(view))
    yield from _of_appearance(view)
    yield from _of_follow_up(view)
    yield from _of_decisions(view)
    yield from _of_people(view)
    if view.case.act is not None:
        yield from _of_act(view, view.case.act)


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
    """What has no number of days set by the office is due at once: 及时."""
    periods, case = view.office.settings.periods, view.case
    if periods.registration_working_days is None:
        yield from _unregistered(view)
    end, review = final(view), case.post_case_review
    if end.answer is Answer.YES and end.proceeding is not None and end.proceeding.decision is not None:
        lost = [
            unit.name
            for unit in view.own_defendants
            if is_adverse(view, end.proceeding, unit.name) is Answer.YES
        ]
        is_reviewed = review is not None and review.reviewed_on is not None
        if lost and not is_reviewed and periods.review_working_days is None:
            day = f"（{end.day.isoformat()} 生效）" if end.day is not None else ""
            place = (end.proceeding.decision, "outcomes")
            yield _gap("review", place, lost, f"{end.proceeding.instance.value}败诉{day}，没有复盘", end.day)
    is_reported = review is not None and (review.report is not None or review.submitted_on is not None)
    if review is not None and review.reviewed_on is not None and not is_reported:
        what = f"{review.reviewed_on.isoformat()} 已复盘，没有报告，也没有报送日期"
        yield _gap("review_report", (review, "report"), handling_units(view), what, review.reviewed_on)


def _unregistered(view: View) -> Iterator[Gap]:
    for proceeding in view.case.proceedings:
        if not view.is_litigation(proceeding):
            continue
        for unit in view.own_defendants:
            notified = own_start(view, proceeding, unit.name, "notified_on")
            if notified is None or own_start(view, proceeding, unit.name, "registered_on") is not None:
                continue
            what = f"{unit.name} {notified.day.isoformat()} 收到{proceeding.instance.value}应诉通知，没有备案"
            yield _gap("registration", (notified.node, notified.field), (unit.name,), what, notified.day)


def _of_decisions(view: View) -> Iterator[Gap]:
    """What decisions lack, as the rules find it."""
    units = tuple(unit.name for unit in view.own_defendants)
    for key, found in (
        ("obligation", unregistered_obligation.find(view)),
        ("document", missing_document.find(view)),
        ("service", unsaid_service.find(view)),
        ("proof", performance_without_proof.find(view)),
    ):
        yield from (_from_finding(key, finding, units) for finding in found if _is_known(finding.node, view))
    for proceeding in litigated(view):
        decision = proceeding.decision
        for unit in units if decision is not None else ():
            if decision is not None and dispositions(view, proceeding, unit) is None:
                what = (
                    f"{proceeding.instance.value} {decision.decided_on.isoformat()} 裁判，没有写{unit}的结果"
                )
                yield _gap("outcome", (decision, "outcomes"), (unit,), what, decision.decided_on)


def _from_finding(key: str, finding: Finding, units: tuple[str, ...]) -> Gap:
    node = finding.node
    own = getattr(node, "unit", None)
    since = node.decided_on if isinstance(node, Decision) else getattr(node, "done_on", None)
    named = (own,) if own is not None else units
    return _gap(key, (node, finding.field), named, finding.message, since)


def _is_known(node: Node, view: View) -> bool:
    """Rules of the file itself also see decisions to come."""
    return not isinstance(node, Decision) or node.decided_on <= view.as_of


def _of_people(view: View) -> Iterator[Gap]:
    """Who handles a case in court, and who answers for it."""
    case, units = view.case, handling_units(view)
    suits = [each for each in case.proceedings if view.is_litigation(each)]
    if not suits or not view.own_defendants:
        return
    is_in_court = headline(view).stage != CLOSED
    begun = suits[-1].begun_on
    if is_in_court and (lacking := _lacking(case.team, Team)):
        yield _gap("team", (case, "team"), units, f"专班缺 {lacking}", begun)
    end = final(view)
    is_lost = end.proceeding is not None and any(
        is_adverse(view, end.proceeding, unit.name) is Answer.YES for unit in view.own_defendants
    )
    if (is_in_court or is_lost) and (lacking := _lacking(case.responsible, Responsibility)):
        yield _gap("responsible", (case, "responsible"), units, f"责任人缺 {lacking}", begun)


def _lacking(part: Node | None, model: type[Node]) -> str:
    """The keys of a part that are empty."""
    fields = model.model_fields.items()
    return "、".join(field.alias or name for name, field in fields if not getattr(part, name, None))


def _of_act(view: View, act: ChallengedAct) -> Iterator[Gap]:
    """What must be there beside an act: reviewed, discussed, entered, recorded."""
    units, act_type = (acting_unit(view),), view.case.act_type
    if view.office.directory.find(units[0]) is None:
        return
    if act.is_major and (said := _unreviewed(act.legality_review)):
        yield _gap("legality_review", (act, "legality_review"), units, f"重大执法决定{said}", act.made_on)
    if act.is_major and act_type == PENALTY and act.discussed_on is None:
        yield _gap("discussion", (act, "discussed_on"), units, "重大行政处罚没有写集体讨论日期", act.made_on)
    if act_type not in _ENFORCEMENT or not _is_of_now(act):
        return
    if act.platform_number is None:
        what = f"{act_type}没有写闽执法编号"
        yield _gap("platform_number", (act, "platform_number"), units, what, act.made_on)
    if lacking := _unrecorded(act):
        yield _gap("records", (act, "records"), units, f"没有{lacking}，或没有写", act.made_on)


def _unreviewed(review: LegalityReview | None) -> str:
    """What a legality review lacks; empty where it was made."""
    if review is None or review.result is LegalityReviewResult.NOT_REVIEWED:
        return "没有法制审核"
    if review.result is None:
        return "的法制审核没有写结论"
    return "的法制审核没有写日期" if review.reviewed_on is None else ""


def _is_of_now(act: ChallengedAct) -> bool:
    """Whether an act is of the time since the county's document asks for this."""
    since, day = COUNTY_OPINION.in_force_on, act.made_on or act.opened_on
    return since is None or (day is not None and day >= since)


def _unrecorded(act: ChallengedAct) -> str:
    records = act.records
    if records is None:
        return "执法记录"
    fields = type(records).model_fields.items()
    return "、".join(
        field.alias or name for name, field in fields if getattr(records, name) is not RecordStatus.KEPT
    )
