"""Timeline: days that cannot be, days that lie ahead, and days in an order that is hardly right."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Final

from yingsu.diagnostic import Severity
from yingsu.domain.case import Case
from yingsu.domain.node import Node, Path
from yingsu.domain.proceeding import Decision, DefendantDays, Proceeding
from yingsu.domain.terms import DocumentKind, HearingMode, Instance
from yingsu.domain.view import View
from yingsu.rules.core import Finding, rule

_FAILURE_TO_ACT: Final = "不履行职责"
"""行为类别 of a case without an act: a refusal in writing may come while the case is in court."""


Dated = tuple[date, Node, str, str]
"""A day of a case, the part and the field where it stands, what it is called in a message."""


Pair = tuple[Dated | None, Dated | None]
"""Two days of which the first comes first, or on the same day; `None` where the file does not say it."""


def _dated(node: Node | None, field: str, label: str) -> Dated | None:
    if node is None or (day := node.known(field)) is None:
        return None
    return day, node, field, label


def _reversed(pairs: Iterable[Pair]) -> list[Finding]:
    """The days that stand before one they should follow; each once, with the latest of those."""
    found: dict[Path, tuple[Dated, Dated]] = {}
    for first, then in pairs:
        if first is None or then is None or first[0] <= then[0]:
            continue
        _, node, field, _ = then
        place = (*node.path, field)
        if place not in found or found[place][0][0] < first[0]:
            found[place] = (first, then)
    return [
        Finding(node, field, f"{label} {day} 早于{before} {earliest}")
        for (earliest, _, _, before), (day, node, field, label) in found.values()
    ]


def _hearings(proceeding: Proceeding) -> list[Dated]:
    """The hearings in open court, in order of their days; inquiries may come before a case is docketed."""
    found = [
        (hearing.held_on, hearing, "held_on", "开庭")
        for hearing in proceeding.hearings
        if not hearing.has_lost("held_on", "mode") and hearing.mode is HearingMode.HEARING
    ]
    return sorted(found, key=itemgetter(0))


@rule("YS201", "days-out-of-order", "日期先后颠倒", Severity.ERROR)
def days_out_of_order(view: View) -> Iterator[Finding]:
    """同一个审理程序里，先立案后收到应诉通知、后开庭，开庭以后才有裁判，裁判以后才有送达、上诉、生效；中止先有起后有止。

    颠倒的日期必有一个写错，期限和年度都会算错。

    对照法院文书，更正写错的那个日期。
    """
    yield from _reversed(_certain_order(view.whole))


def _certain_order(case: Case) -> Iterator[Pair]:
    for proceeding in case.proceedings:
        yield from _order_of_proceeding(proceeding)
        if proceeding.decision is not None:
            yield from _order_of_decision(proceeding, proceeding.decision)
    for obligation in case.obligations:
        began = _dated(obligation.suspension, "began_on", "中止开始")
        yield began, _dated(obligation.suspension, "ended_on", "中止结束")


def _order_of_proceeding(proceeding: Proceeding) -> Iterator[Pair]:
    filed = _dated(proceeding, "filed_on", "立案")
    yield filed, _dated(proceeding, "notified_on", "收到应诉通知")
    for days in proceeding.by_defendant:
        yield filed, _dated(days, "notified_on", f"{days.unit}收到应诉通知")
    for hearing in _hearings(proceeding):
        yield filed, hearing
    for suspension in proceeding.suspensions:
        began = _dated(suspension, "began_on", "中止开始")
        yield filed, began
        yield began, _dated(suspension, "ended_on", "中止结束")


def _order_of_decision(proceeding: Proceeding, decision: Decision) -> Iterator[Pair]:
    decided = _dated(decision, "decided_on", "裁判")
    served = _dated(decision, "served_on", "送达")
    effective = _dated(decision, "effective_on", "生效")
    yield _dated(proceeding, "filed_on", "立案"), decided
    for hearing in _hearings(proceeding)[-1:]:
        yield hearing, decided
    for suspension in proceeding.suspensions:
        yield _dated(suspension, "began_on", "中止开始"), decided
    yield decided, served
    yield decided, effective
    # 行诉法 85: what can be appealed waits for service; a second instance may hold itself effective when pronounced.
    if proceeding.instance is Instance.FIRST and decision.document is DocumentKind.JUDGMENT:
        yield served, effective
    for appeal in proceeding.appeals:
        yield decided, _dated(appeal, "filed_on", "上诉")


@rule("YS202", "day-in-future", "日期还没有到", Severity.WARNING)
def day_in_future(view: View) -> Iterator[Finding]:
    """已经发生的事不会在将来。晚于查看日的日期按“还没有发生”处理，不进任何数字，多半是年份写错。计划中的开庭、期限不在此列。

    更正日期；还没有发生的事先不写。
    """
    # Nothing was left out of the case as known on the as-of day: no day of it is later than that.
    if view.case is view.whole:
        return
    for node in _all_parts(view.whole):
        for field, day in node.fact_days():
            if day > view.today:
                message = f"{node.key_of(field)} {day} 还没有到（今天是 {view.today}）"
                yield Finding(node, field, message)


def _all_parts(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts():
        yield from _all_parts(part)


@rule("YS203", "days-unlikely", "日期先后少见", Severity.WARNING)
def unlikely_days(view: View) -> Iterator[Finding]:
    """这样的先后不是不可能，但很少见：例如还没收到起诉状副本就答辩，行为还没作出就已立案，裁判以前就复盘。多半有一个日期写错。

    核对两个日期，写错的改正；确是如此的，可以写入豁免。
    """
    found = _reversed(_likely_order(view))
    if found:
        impossible = {finding.path for finding in _reversed(_certain_order(view.whole))}
        yield from (finding for finding in found if finding.path not in impossible)


def _likely_order(view: View) -> Iterator[Pair]:
    case = view.whole
    yield from _order_of_act(case)
    for proceeding in case.proceedings:
        yield from _usual_order(proceeding)
        for days in proceeding.by_defendant:
            yield from _own_order(proceeding, days)
    yield from _order_of_instances(case)
    yield from _order_of_aftermath(view)


def _order_of_act(case: Case) -> Iterator[Pair]:
    made = _dated(case.act, "made_on", "作出")
    yield made, _dated(case.act, "served_on", "行为送达")
    for correction in case.self_corrections:
        yield made, _dated(correction, "corrected_on", "自纠")
    received = _dated(case.reconsideration, "application_received_on", "收到复议申请书副本")
    yield received, _dated(case.reconsideration, "replied_on", "复议答复")
    yield received, _dated(case.reconsideration, "decided_on", "复议决定")
    filed = [found for each in case.proceedings if (found := _dated(each, "filed_on", "立案")) is not None]
    if filed and case.act_type != _FAILURE_TO_ACT:
        yield made, min(filed, key=itemgetter(0))


def _usual_order(proceeding: Proceeding) -> Iterator[Pair]:
    filed = _dated(proceeding, "filed_on", "立案")
    notified = _dated(proceeding, "notified_on", "收到应诉通知")
    complaint = _dated(proceeding, "complaint_received_on", "收到起诉状副本")
    defended = _dated(proceeding, "defended_on", "答辩")
    evidence = _dated(proceeding, "evidence_on", "举证")
    decided = _dated(proceeding.decision, "decided_on", "裁判")
    # In a later instance the copy goes through the court below, before the case is docketed above (行诉法解释 108).
    if proceeding.instance is Instance.FIRST:
        yield from ((filed, day) for day in (complaint, defended, evidence))
    yield complaint, defended
    yield complaint, evidence
    yield _dated(proceeding, "appeal_received_on", "收到上诉状副本"), defended
    yield _dated(proceeding, "retrial_application_received_on", "收到再审申请书副本"), defended
    yield notified, _dated(proceeding, "registered_on", "备案")
    yield from ((day, decided) for day in (notified, defended, evidence))


def _own_order(proceeding: Proceeding, days: DefendantDays) -> Iterator[Pair]:
    """The same for a co-defendant: its own days, the proceeding's where it has none."""

    def own(field: str, label: str) -> Dated | None:
        return _dated(days, field, label) or _dated(proceeding, field, label)

    complaint = own("complaint_received_on", "收到起诉状副本")
    yield complaint, _dated(days, "defended_on", f"{days.unit}答辩")
    yield complaint, _dated(days, "evidence_on", f"{days.unit}举证")
    yield own("notified_on", "收到应诉通知"), _dated(days, "registered_on", f"{days.unit}备案")


def _order_of_instances(case: Case) -> Iterator[Pair]:
    """Each instance begins when the one before it is decided; 非诉审查 runs beside them."""
    suits = [each for each in case.proceedings if each.instance is not Instance.ENFORCEMENT_REVIEW]
    for before, after in pairwise(suits):
        decided = _dated(before.decision, "decided_on", f"前一程序（{before.instance}）裁判")
        yield decided, _dated(after, "filed_on", f"{after.instance}立案")


def _order_of_aftermath(view: View) -> Iterator[Pair]:
    case = view.whole
    decisions = [each for each in case.proceedings if each.decision is not None]
    for obligation in case.obligations:
        done = _dated(obligation, "done_on", "完成")
        for proceeding in decisions:
            if view.is_same_docket(proceeding.case_number, obligation.case_number):
                decided = _dated(proceeding.decision, "decided_on", "裁判")
                yield decided, done
                yield decided, _dated(obligation, "due_on", "履行期限")
    for letter in case.letters:
        yield _dated(letter, "received_on", "收到来函"), _dated(letter, "replied_on", "回复")
    reviewed = _dated(case.post_case_review, "reviewed_on", "复盘")
    if decisions:
        first = min((each.decision for each in decisions if each.decision), key=lambda each: each.decided_on)
        yield _dated(first, "decided_on", "裁判"), reviewed
    yield reviewed, _dated(case.post_case_review, "submitted_on", "复盘报送")
