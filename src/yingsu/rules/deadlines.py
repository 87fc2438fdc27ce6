"""Deadlines: what was done late, or is overdue. The days are those of the resolver; only a duty clearly missed counts.

A court's own terms are information and never found here; nor is a duty of which the file does not say whether it was
done, where silence does not mean that it was not.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from yingsu.diagnostic import Severity
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline, Status
from yingsu.domain.deadline_defence import own_entry
from yingsu.domain.deadlines import deadlines, missed_by_us
from yingsu.domain.facts.course import (
    MAIN_INSTANCES,
    as_written,
    is_appealed,
    is_like_first_instance,
    is_set_aside,
    second_instance_of,
)
from yingsu.domain.facts.effect import appeal_days, derived_effect, last_appeal_day
from yingsu.domain.law import (
    COUNTY_OPINION,
    JUDICIAL_RECOMMENDATION_RULES,
    LITIGATION_INTERPRETATION,
    LITIGATION_LAW,
    PROCURATORIAL_RECOMMENDATION_RULES,
    RECONSIDERATION_LAW,
)
from yingsu.domain.node import Node
from yingsu.domain.proceeding import Decision, Proceeding
from yingsu.domain.terms import DocumentKind, Instance
from yingsu.domain.view import View
from yingsu.rules.core import Finding, part_rule, rule
from yingsu.rules.due_days import of_kind

_REPLIES: Final = frozenset({"D29", "D30", "D31", "D32", "D33", "K03"})
_ANSWERS: Final = frozenset({"D02", "D04", "D13", "D19"})


def done_late(view: View, key: str) -> Iterator[tuple[Deadline, date]]:
    """Those of one kind that were done, but late, with the day."""
    for each in missed_by_us(view):
        if each.key == key and each.done is not None and each.status is Status.LATE:
            yield each, each.done


def in_days(later: date, earlier: date) -> str:
    """By how much a day is later than another, in words."""
    return f"{(later - earlier).days} 日"


def _proceeding_of(view: View, deadline: Deadline) -> Proceeding | None:
    """The proceeding whose part starts a due day."""
    path = deadline.node.path
    return next(
        (each for each in view.case.proceedings if path[: len(each.path)] == each.path),
        None,
    )


@rule(
    "YS204",
    "defence-late",
    "逾期答辩、举证",
    Severity.WARNING,
    LITIGATION_LAW.article(67, 1),
    LITIGATION_LAW.article(34, 2),
    LITIGATION_INTERPRETATION.article(34),
    LITIGATION_INTERPRETATION.article(108, 2),
)
def late_defence(view: View) -> Iterator[Finding]:
    """被告应当在收到起诉状副本之日起十五日内提交答辩状、证据和依据；收到上诉状、再审申请书副本的，同样十五日。

    逾期提供证据的，视为没有相应证据；期满没有写日期的，按没有提交处理。
    因正当事由申请延期举证并获准许的，从事由消除之日起十五日。

    已按期提交的，更正或补填“答辩日期”“举证日期”（交邮之日即提交之日）；获准延期的，写“延期举证”；确实逾期的，在复盘中写明原因。
    """
    for deadline in missed_by_us(view):
        proceeding = _proceeding_of(view, deadline) if deadline.key in _ANSWERS else None
        if proceeding is not None:
            yield _of_answer(view, proceeding, deadline)


def _of_answer(view: View, proceeding: Proceeding, deadline: Deadline) -> Finding:
    """One finding for an answer and its evidence: which of the two, and by how much."""
    unit, due = deadline.unit or "", deadline.due
    wanted = _papers(deadline)
    papers = [(title, field, *_own_day(view, proceeding, unit, field)) for title, field in wanted]
    absent = [title for title, _, __, day in papers if day is None]
    late = [(title, field, node, day) for title, field, node, day in papers if day is not None and day > due]
    limit = f"{unit} {deadline.start.isoformat()} {deadline.start_fact}，应不迟于 {due.isoformat()} 提交"
    said = [f"{title} {day.isoformat()} 提交，逾期 {in_days(day, due)}" for title, _, __, day in late]
    if absent:
        said.append(f"{'、'.join(absent)}没有写提交日期，已逾期 {in_days(view.as_of, due)}")
    message = f"{limit}；{'；'.join(said)}"
    if late and not absent:
        _, field, node, _ = late[0]
        return Finding(node, field, message)
    return Finding(deadline.node, deadline.field, message)


def _papers(deadline: Deadline) -> tuple[tuple[str, str], ...]:
    """What is to be handed in by a due day: what it is called, and the field of its day."""
    answer = ("再审书面意见" if deadline.key == "D19" else "答辩状", "defended_on")
    evidence = ("证据、依据", "evidence_on")
    if deadline.key == "D04":
        return (evidence,)
    return (answer, evidence) if deadline.key == "D02" and not deadline.what else (answer,)


def _own_day(view: View, proceeding: Proceeding, unit: str, field: str) -> tuple[Node, date | None]:
    """Where a day of a defendant stands, and which it is: its own, in place of the proceeding's."""
    entry = own_entry(view, proceeding, unit)
    own: date | None = getattr(entry, field) if entry is not None else None
    if entry is not None and own is not None:
        return entry, own
    return proceeding, getattr(proceeding, field)


@rule(
    "YS205",
    "extension-asked-late",
    "申请延期举证逾期",
    Severity.WARNING,
    LITIGATION_LAW.article(36, 1),
    LITIGATION_INTERPRETATION.article(34),
)
def late_request_for_extension(view: View) -> Iterator[Finding]:
    """因不可抗力等正当事由不能按期举证的，要在收到起诉状副本之日起十五日内书面申请延期。过期才申请的，延期不算数，仍按原来的期限举证。

    日期写错的更正“申请日期”；确实逾期的，证据尽快提交，并在庭审中说明。
    """
    seen: set[tuple[str | int, ...]] = set()
    for deadline in of_kind(view, "D03"):
        asked_on = deadline.done
        is_late = deadline.status is Status.LATE and not deadline.is_older_law
        proceeding = _proceeding_of(view, deadline) if is_late else None
        if asked_on is None or proceeding is None:
            continue
        entry = own_entry(view, proceeding, deadline.unit or "")
        extension = (entry.extension if entry is not None else None) or proceeding.extension
        if extension is not None and extension.path not in seen:
            seen.add(extension.path)
            message = f"{asked_on.isoformat()} 才申请延期举证，应不迟于 {deadline.due.isoformat()}，逾期 {in_days(asked_on, deadline.due)}"
            yield Finding(extension, "applied_on", message)


@rule(
    "YS206",
    "appeal-late",
    "上诉日期在上诉期以后",
    Severity.WARNING,
    LITIGATION_LAW.article(85),
    LITIGATION_INTERPRETATION.article(48, 3),
)
def late_appeal(view: View) -> Iterator[Finding]:
    """对判决的上诉期是送达之日起十五日，对裁定是十日，最后一日是节假日的顺延。按最后送达的当事人算，这份上诉仍然逾期，裁判应当已经生效。

    核对“送达日期”（写最后一个当事人收到的日期）和上诉的“日期”；法院确以逾期不予受理的，删去“上诉”，写“生效日期”。
    """
    for proceeding in view.case.proceedings:
        last = last_appeal_day(view, proceeding)
        if last is None or last.provisional:
            continue
        for appeal in proceeding.appeals:
            if appeal.filed_on is not None and appeal.filed_on > last.day:
                message = f"{appeal.filed_on.isoformat()} 上诉，上诉期到 {last.day.isoformat()} 为止，逾期 {in_days(appeal.filed_on, last.day)}"
                yield Finding(appeal, "filed_on", message)


@rule(
    "YS207",
    "effect-contradicted",
    "生效日期与送达、上诉不符",
    Severity.WARNING,
    LITIGATION_LAW.article(85),
    LITIGATION_INTERPRETATION.article(101, 2),
    LITIGATION_INTERPRETATION.article(119, 1),
)
def contradicted_effect(view: View) -> Iterator[Finding]:
    """写明的“生效日期”与按送达日期、上诉情况推出来的不是同一天。终局败诉率、履行率、履行期限都按写明的算，写错了全都跟着错。

    一审判决、驳回起诉和不予立案的裁定，上诉期满的次日生效；上诉的，二审维持或者撤回上诉时才生效，改判、发回的不生效。

    核对“送达日期”和“上诉”；有法院生效证明的，以证明为准，送达日期改为最后一个当事人收到的日期。“生效日期”不写，程序会自己推算。
    """
    view = as_written(view)
    for proceeding in view.case.proceedings:
        decision = proceeding.decision
        if decision is not None and decision.effective_on is not None and view.is_litigation(proceeding):
            why = _contradiction(view, proceeding, decision, decision.effective_on)
            if why:
                message = f"生效日期写的是 {decision.effective_on.isoformat()}，{why}"
                yield Finding(decision, "effective_on", message)


def _contradiction(view: View, proceeding: Proceeding, decision: Decision, written: date) -> str:
    """Why a written day of effect cannot be; empty where it can, or nothing can be said."""
    is_main = proceeding.instance in MAIN_INSTANCES
    if not is_main or _is_out_of_order(proceeding, decision, written):
        return ""
    taken = derived_effect(view, proceeding)
    if taken.answer is Answer.NO and taken.day is None:
        return _why_never(view, proceeding)
    if taken.day is None or taken.provisional or taken.day == written:
        return ""
    days = appeal_days(decision) if is_like_first_instance(view, proceeding) else 0
    with_it = _taking_effect_at_once(view, proceeding) if days else decision
    if with_it is not None:
        # It takes effect when it is served; courts also hold that it does when it is pronounced.
        is_between = with_it.decided_on <= written <= (with_it.served_on or with_it.decided_on)
        by = "按二审的裁判" if days else "这份裁判不能上诉"
        return "" if is_between else f"{by}，应为 {taken.day.isoformat()}"
    served = f"{decision.served_on.isoformat()} 送达，" if decision.served_on is not None else ""
    return f"{served}上诉期 {days} 日，推算应为 {taken.day.isoformat()}"


def _taking_effect_at_once(view: View, proceeding: Proceeding) -> Decision | None:
    """The decision of a second instance with which the one it upheld takes effect."""
    second = second_instance_of(view, proceeding) if is_appealed(view, proceeding) else None
    return second.decision if second is not None else None


def _why_never(view: View, proceeding: Proceeding) -> str:
    """Why a decision does not take effect by itself."""
    if is_set_aside(view, proceeding):
        return "但这份裁判已被后来的裁判撤销或改判"
    second = second_instance_of(view, proceeding)
    is_decided = second is not None and second.decision is not None
    return "但二审没有维持这份裁判" if is_decided else "但已经上诉，还没有二审裁判"


def _is_out_of_order(proceeding: Proceeding, decision: Decision, written: date) -> bool:
    """Whether YS201 says it: before the decision, or of a judgment before its service."""
    if written < decision.decided_on:
        return True
    is_judgment = proceeding.instance is Instance.FIRST and decision.document is DocumentKind.JUDGMENT
    return is_judgment and decision.served_on is not None and written < decision.served_on


@rule(
    "YS208",
    "performance-late",
    "逾期履行",
    Severity.WARNING,
    LITIGATION_LAW.article(94),
    LITIGATION_LAW.article(96, item=2),
)
def late_performance(view: View) -> Iterator[Finding]:
    """生效裁判已经履行，但晚于履行期限：计入履行率，不计入按期履行率。

    更正“完成日期”或“期限”；期间中止执行的，写“中止”；确实逾期的，在复盘中写明原因。
    """
    for deadline, done_on in done_late(view, "D23"):
        message = f"{deadline.unit}的履行期限到 {deadline.due.isoformat()} 为止，{done_on.isoformat()} 才履行，逾期 {in_days(done_on, deadline.due)}"
        yield Finding(deadline.node, "done_on", message)


@part_rule(
    "YS209",
    "reply-late",
    "逾期回复来函",
    Severity.WARNING,
    COUNTY_OPINION.section(5),
    JUDICIAL_RECOMMENDATION_RULES.article(8, 1),
    PROCURATORIAL_RECOMMENDATION_RULES.article(19),
    RECONSIDERATION_LAW.article(76),
    part=deadlines,
)
def late_reply(found: tuple[Deadline, ...]) -> Iterator[Finding]:
    """来函写明“回复期限”的按它；没有写的，司法建议书、检察建议书两个月，行政复议意见书六十日。期满没有写“回复日期”的，按没有回复处理。

    已回复的补填“回复日期”；还没有回复的尽快书面回复，办理需要更长时间的先函告来函机关。
    """
    for deadline in found:
        if deadline.key not in _REPLIES or deadline.missed is not Answer.YES:
            continue
        said = f"{deadline.unit}应不迟于 {deadline.due.isoformat()} 回复"
        if deadline.done is not None:
            message = (
                f"{said}，{deadline.done.isoformat()} 才回复，逾期 {in_days(deadline.done, deadline.due)}"
            )
            yield Finding(deadline.node, "replied_on", message)
        else:
            message = f"{said}，没有写回复日期，已逾期 {in_days(deadline.as_of, deadline.due)}"
            yield Finding(deadline.node, deadline.field, message)
