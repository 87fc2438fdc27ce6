"""Rules of what effective decisions order, and whether it has been done (YS4xx)."""

from collections.abc import Iterator

from yingsu.diagnostic import Severity
from yingsu.domain.aftermath import Obligation
from yingsu.domain.answer import Answer
from yingsu.domain.facts.course import (
    MAIN_INSTANCES,
    as_written,
    is_appealed,
    is_like_first_instance,
    is_set_aside,
    last_upholding,
    reviewed_by,
    second_instance_of,
)
from yingsu.domain.facts.effect import appeal_days, effect
from yingsu.domain.facts.outcome import (
    ORDERING,
    dispositions,
    is_adverse,
    orders_something,
    outcomes_named,
)
from yingsu.domain.facts.performance import (
    PerformanceState,
    counted_due,
    days_overdue,
    due,
    has_ended,
    is_void,
    ordered_by,
    standing_under,
    state,
)
from yingsu.domain.law import COUNTY_OPINION, DAILY_FINE, LITIGATION_INTERPRETATION, LITIGATION_LAW
from yingsu.domain.proceeding import Outcome, Proceeding
from yingsu.domain.terms import Disposition
from yingsu.domain.view import View
from yingsu.rules.core import Finding, rule


def _binding(view: View) -> Iterator[tuple[Obligation, Proceeding]]:
    """The obligations of own units that still bind, and the effective decision each stands under."""
    for obligation in view.case.obligations:
        proceeding = standing_under(view, obligation)
        if proceeding is None or view.office.directory.find(obligation.unit) is None:
            continue
        if has_ended(view, obligation) or is_void(view, obligation):
            continue
        if effect(view, proceeding).answer is Answer.YES:
            yield obligation, proceeding


@rule(
    "YS404",
    "obligation-unregistered",
    "有履行内容，没有登记履行",
    Severity.WARNING,
    LITIGATION_LAW.article(94),
    COUNTY_OPINION.whole,
)
def unregistered_obligation(view: View) -> Iterator[Finding]:
    """裁判已经生效，责令本县单位重作、履行、给付、变更、赔偿、补偿、补救或继续履行协议，却没有这个单位的“履行”。

    是否履行无从知道，履行率只能把它列为“未登记履行内容”。

    在“履行”里登记这份裁判的案号、单位、内容和期限（或期限日数）；已经履行的写“完成日期”和“凭证”。
    """
    is_same = view.office.directory.is_same
    for proceeding in view.case.proceedings:
        taken = effect(view, proceeding)
        if proceeding.instance not in MAIN_INSTANCES or taken.answer is not Answer.YES or taken.day is None:
            continue
        if not view.is_litigation(proceeding) or is_set_aside(view, proceeding):
            continue
        if last_upholding(view, proceeding) is not proceeding:
            continue
        entered = [
            obligation.unit
            for obligation in view.case.obligations
            if standing_under(view, obligation) is proceeding
        ]
        for unit in (own.name for own in view.own_defendants):
            if any(is_same(name, unit) for name in entered):
                continue
            entry = _ordering_entry(view, proceeding, unit)
            if entry is not None:
                message = f"裁判已于 {taken.day.isoformat()} 生效，责令{unit}履行，没有登记履行"
                yield Finding(entry, "dispositions", message)


def _ordering_entry(view: View, proceeding: Proceeding, unit: str) -> Outcome | None:
    """The entry of 结果, here or in a decision upheld, that orders an adverse thing of a unit."""
    if is_adverse(view, proceeding, unit) is not Answer.YES:
        return None
    if orders_something(view, proceeding, unit) is not Answer.YES:
        return None
    current: Proceeding | None = proceeding
    while current is not None and current.decision is not None:
        for entry in outcomes_named(view, current.decision, unit):
            if ORDERING & set(entry.dispositions):
                return entry
        current = reviewed_by(view, current)
    return None


@rule("YS405", "done-without-proof", "已履行没有凭证", Severity.WARNING, LITIGATION_LAW.article(94))
def performance_without_proof(view: View) -> Iterator[Finding]:
    """写了“完成日期”，没有“凭证”。履行率照计，但考核和当事人申请执行时都要拿得出凭证。

    把新作出的决定、付款凭证、送达回证等放入本案“材料”目录，在“凭证”里写它的路径。
    """
    for obligation in view.case.obligations:
        if obligation.done_on is not None and obligation.proof is None:
            message = f"{obligation.unit}于 {obligation.done_on.isoformat()} 履行，没有写凭证"
            yield Finding(obligation, "done_on", message)


@rule(
    "YS406",
    "performance-overdue",
    "逾期未履行",
    Severity.WARNING,
    LITIGATION_LAW.article(94),
    LITIGATION_LAW.article(96, item=2),
)
def overdue_performance(view: View) -> Iterator[Finding]:
    """生效裁判规定的履行期限已过，没有“完成日期”。拒绝履行的，法院可以从期满之日起，对负责人按日罚款。

    还可以公告、提出司法建议。跨年的在以后每次报表里都列出，直到履行。

    尽快履行并补填“完成日期”和“凭证”；中止执行、执行和解的，写“中止”或“终止”。
    """
    for obligation, _ in _binding(view):
        limit = due(view, obligation)
        if limit.day is None or state(view, obligation) is not PerformanceState.OVERDUE:
            continue
        days = days_overdue(view, obligation)
        least, most = (parameter.on(view.as_of) for parameter in DAILY_FINE)
        counted = "（放假安排未公布，暂算）" if limit.provisional else ""
        message = (
            f"{obligation.unit}的履行期限到 {limit.day.isoformat()} 为止{counted}，已逾期 {days} 日；"
            f"拒绝履行的，负责人可能被按日罚款 {least} 至 {most} 元，至今 {days * least} 至 {days * most} 元"
        )
        yield Finding(obligation, "due_on" if obligation.due_on is not None else "due_days", message)


@rule("YS407", "obligation-docket-unknown", "履行的案号不在本案里", Severity.ERROR)
def unknown_docket_of_obligation(view: View) -> Iterator[Finding]:
    """“履行”里的案号要是本案“审理”里的一个案号，否则不知道是哪份裁判，这项履行不会进入履行率。

    更正案号（括号全角半角不论）；审理里漏了这个程序的，先补上。
    """
    dockets = [proceeding.case_number for proceeding in view.whole.proceedings if proceeding.case_number]
    for obligation in view.whole.obligations:
        if any(view.is_same_docket(docket, obligation.case_number) for docket in dockets):
            continue
        known = f"本案有：{'、'.join(dockets)}" if dockets else "本案还没有写案号"
        yield Finding(obligation, "case_number", f"{obligation.case_number}不在本案的“审理”里；{known}")


@rule(
    "YS408",
    "due-contradicted",
    "期限与期限日数不一致",
    Severity.WARNING,
    LITIGATION_INTERPRETATION.article(48, 2),
    LITIGATION_INTERPRETATION.article(48, 3),
)
def contradicted_due(view: View) -> Iterator[Finding]:
    """“期限”和“期限日数”都写了，从起算日（没有写的从生效日期）数出来是另一天。以“期限”为准，但其中必有一处不对。

    期间开始的当日不计；最后一日是节假日的，顺延到节后第一个工作日。

    裁判写明某日的，只留“期限”；裁判写“若干日内”的，只留“期限日数”，起算日不是生效日期的写“起算”。
    """
    for obligation in view.case.obligations:
        counted = counted_due(view, obligation)
        if obligation.due_on is None or counted.day is None or counted.provisional:
            continue
        if counted.day != obligation.due_on:
            message = (
                f"期限写的是 {obligation.due_on.isoformat()}，"
                f"按 {obligation.due_days} 日数出来是 {counted.day.isoformat()}"
            )
            yield Finding(obligation, "due_on", message)


@rule(
    "YS415",
    "obligation-of-ineffective-decision",
    "登记履行的裁判没有生效",
    Severity.WARNING,
    LITIGATION_LAW.article(94),
)
def obligation_without_effect(view: View) -> Iterator[Finding]:
    """只有生效裁判才要履行。登记的裁判还没有作出、已经上诉等待二审，或者已被后来的裁判撤销、改判的，这项履行不计入履行率。

    案号写错的更正；原裁判已被撤销的，写“终止”和事由，改判后另有履行内容的，按改判的案号另登一条。
    """
    view = as_written(view)
    for obligation in view.case.obligations:
        if obligation.end is not None or obligation.done_on is not None:
            continue
        why = _ineffective(view, obligation)
        if why:
            yield Finding(obligation, "case_number", f"{obligation.case_number}{why}")


def _ineffective(view: View, obligation: Obligation) -> str:
    """Why what an obligation names does not bind, and will not unless a court decides otherwise; empty if it may."""
    proceeding = ordered_by(view, obligation)
    if proceeding is None:
        same = (
            view.is_same_docket(each.case_number, obligation.case_number) for each in view.case.proceedings
        )
        return "还没有裁判" if any(same) else ""
    if is_set_aside(view, proceeding):
        return "已被后来的裁判撤销或改判，没有写终止"
    decision = proceeding.decision
    if decision is None or decision.effective_on is not None or not is_appealed(view, proceeding):
        return ""
    if not is_like_first_instance(view, proceeding) or appeal_days(decision) == 0:
        return ""
    second = second_instance_of(view, proceeding)
    return "已经上诉，二审还没有裁判，尚未生效" if second is None or second.decision is None else ""


@rule("YS416", "obligation-done-and-ended", "既写完成又写终止", Severity.WARNING)
def obligation_done_and_ended(view: View) -> Iterator[Finding]:
    """“终止”是不必再履行（执行和解、原裁判被撤销、裁定不再执行），写在没有完成的履行上。两样都写的，按终止处理，不计入履行率。

    确已履行的，删去“终止”；不再履行的，删去“完成日期”。
    """
    for obligation in view.case.obligations:
        if obligation.done_on is not None and obligation.end is not None:
            message = f"已于 {obligation.done_on.isoformat()} 完成，又写了终止"
            yield Finding(obligation, "end", message)


@rule(
    "YS417",
    "obligation-without-content-in-decision",
    "裁判没有责令履行",
    Severity.INFO,
    LITIGATION_LAW.article(94),
)
def obligation_without_order(view: View) -> Iterator[Finding]:
    """登记了履行，但裁判对这个单位的结果里没有要履行的内容（如驳回诉讼请求、只确认违法）。登记了就计入履行率，数字会因此变化。

    核对主文：有履行内容的，在“结果”里补上（如 责令采取补救措施）；没有的，删去这条履行。
    """
    for obligation in view.case.obligations:
        unit, proceeding = view.office.directory.find(obligation.unit), standing_under(view, obligation)
        if unit is None or proceeding is None or is_void(view, obligation):
            continue
        words = dispositions(view, proceeding, unit.name)
        # A mediation statement may order anything; its one word does not say what.
        if words is None or words & (ORDERING | {Disposition.MEDIATED}):
            continue
        named = "、".join(word.value for word in Disposition if word in words)
        result = f"是{named}" if named else "还没有写出"
        yield Finding(obligation, "content", f"裁判对{unit.name}的结果{result}，没有责令履行")


@rule(
    "YS421",
    "performance-due-missing",
    "履行没有期限",
    Severity.INFO,
    LITIGATION_INTERPRETATION.article(153, 2),
)
def missing_due(view: View) -> Iterator[Finding]:
    """没有“期限”也没有“期限日数”，又还没有完成：列为未定期限，不进履行率。

    裁判确实没有定期限的也要尽快履行：对方申请执行的二年，从文书送达之日起算。

    裁判写有期限的，补填“期限”或“期限日数”；确实没有的，尽快履行后写“完成日期”。
    """
    for obligation, _ in _binding(view):
        if obligation.done_on is None and obligation.due_on is None and obligation.due_days is None:
            message = f"{obligation.unit}的这项履行没有写期限，列为未定期限"
            yield Finding(obligation, "content", message)
