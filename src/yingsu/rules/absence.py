"""Heads who did not come: what was written about it, and what the court had said before (法释〔2020〕3号 7–9, 12)."""

from collections.abc import Iterator

from yingsu.diagnostic import Severity
from yingsu.domain.answer import Answer
from yingsu.domain.facts.appearance import (
    Cause,
    absences_of,
    counts_as_head,
    has_lawful_ground,
    head_appeared,
    head_came,
    held_hearings,
    nobody_came,
    people_of,
)
from yingsu.domain.law import APPEARANCE_RULES, LITIGATION_INTERPRETATION, LITIGATION_LAW
from yingsu.domain.proceeding import Absence, Hearing, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import AbsenceGround
from yingsu.domain.view import View, each_per_view
from yingsu.rules.appearance import litigated, misses, sitting, units_to_appear
from yingsu.rules.core import Finding, rule


@each_per_view
def _explanations(view: View) -> Iterator[tuple[Proceeding, Hearing, Unit, Absence]]:
    """The explanations of own defendants at hearings that took place."""
    for proceeding in litigated(view):
        for unit in units_to_appear(view, proceeding):
            for hearing in held_hearings(view, proceeding):
                for absence in absences_of(view, hearing, unit.name):
                    yield proceeding, hearing, unit, absence


@each_per_view
def _needed(view: View) -> Iterator[tuple[Hearing, Unit, Absence]]:
    """Those on which something depends: the head did not appear at any other time in the instance."""
    for proceeding, hearing, unit, absence in _explanations(view):
        if head_appeared(view, proceeding, unit.name) is not Answer.YES:
            yield hearing, unit, absence


@each_per_view
def _standing(view: View) -> Iterator[tuple[Hearing, Unit, Absence]]:
    """Those with a lawful ground that the court did not refuse: only their form may be at fault."""
    for hearing, unit, absence in _needed(view):
        if has_lawful_ground(absence) and absence.is_accepted is not False:
            yield hearing, unit, absence


def _named(hearing: Hearing, unit: Unit, absence: Absence) -> str:
    return f"{unit.name}{absence.head or '负责人'} {hearing.held_on.isoformat()} 的未到庭说明"


def _notice(hearing: Hearing) -> str:
    """What makes an absence worse: the court had called for the head."""
    return "（法院已通知负责人出庭）" if hearing.head_summoned else ""


def _arrangement_help(view: View) -> str:
    """With several defendants an absence may only lack a word on the arrangement; else the rule's own remedy."""
    if len(view.case.defendants) == 1:
        return ""
    return "补填「未到庭说明」；共同被告商定或者法院确定由其中一方负责人出庭的，补填「出庭单位」"


@rule(
    "YS301",
    "absence-unexplained",
    "负责人未出庭且无书面说明",
    Severity.WARNING,
    LITIGATION_LAW.article(3, 3),
    APPEARANCE_RULES.article(8),
    APPEARANCE_RULES.article(9),
)
def absence_without_explanation(view: View) -> Iterator[Finding]:
    """本审级已经开庭，被告的正职、副职、分管负责人一次也没有到庭，也没有登记书面说明。

    同一审级到庭一次即可；「到庭」没有写的按不明处理，不在此列。
    法院对未说明理由的，应当向监察机关、上一级行政机关提出司法建议。

    补填「未到庭说明」，或更正「到庭」。
    """
    for proceeding, hearing, units in misses(view, Cause.UNEXPLAINED):
        message = f"{sitting(proceeding, hearing)}，{units}的负责人未出庭，也没有书面说明{_notice(hearing)}"
        yield Finding(hearing, "attendees", message, _arrangement_help(view))


@rule(
    "YS302",
    "nobody-came",
    "无人到庭",
    Severity.WARNING,
    APPEARANCE_RULES.article(12, 1, 3),
    LITIGATION_LAW.article(58),
)
def empty_bench(view: View) -> Iterator[Finding]:
    """被告的负责人、工作人员、代理人都没有到庭。法院可以缺席判决，并应当向监察机关、上一级行政机关提出司法建议。

    有几个被告的，只在到庭的人都属于其他被告时才这样认定。

    有人到庭的，更正「到庭」；确实无人到庭的，查明传票在哪一环节没有流转，在复盘中写明整改措施。
    """
    for proceeding in litigated(view):
        for hearing in held_hearings(view, proceeding):
            units = "、".join(
                unit.name
                for unit in units_to_appear(view, proceeding)
                if nobody_came(view, hearing, unit.name) is Answer.YES
            )
            if units:
                message = f"{sitting(proceeding, hearing)}，{units}没有一人到庭{_notice(hearing)}"
                yield Finding(hearing, "attendees", message)


@rule(
    "YS303",
    "lawyer-only",
    "仅有律师或其他代理人到庭",
    Severity.WARNING,
    LITIGATION_LAW.article(3, 3),
    LITIGATION_INTERPRETATION.article(128, 2),
    LITIGATION_INTERPRETATION.article(132),
)
def bench_of_agents(view: View) -> Iterator[Finding]:
    """负责人不能出庭的，应当委托本机关相应的工作人员出庭，不得仅委托律师出庭。

    这次开庭被告只有律师或者其他代理人，本审级负责人也没有在别的庭次到庭。
    本机关的公职律师是工作人员，「单位」写本机关即可。

    有工作人员到庭的，补填「到庭」；今后开庭前确定到庭的负责人和工作人员。
    """
    for proceeding, hearing, units in misses(view, Cause.AGENTS_ONLY):
        message = f"{sitting(proceeding, hearing)}，{units}没有负责人和工作人员到庭，只有律师或其他代理人{_notice(hearing)}"
        yield Finding(hearing, "attendees", message)


@rule(
    "YS304",
    "absence-ground-invalid",
    "未到庭说明没有法定事由",
    Severity.WARNING,
    APPEARANCE_RULES.article(8),
    APPEARANCE_RULES.article(12, 1, 1),
)
def absence_on_no_ground(view: View) -> Iterator[Finding]:
    """负责人不能出庭只有四种情形：不可抗力、意外事件、需要履行他人不能代替的公务、无法出庭的其他正当事由。

    这份说明的「事由」是 无，或者没有写，等于没有理由。

    有法定事由的，补填「事由」和证明材料；没有的，今后由负责人出庭。
    """
    for hearing, unit, absence in _needed(view):
        if not has_lawful_ground(absence):
            said = "没有写事由" if absence.ground is None else "不属于可以不出庭的四种情形"
            refused = "，法院未认可" if absence.is_accepted is False else ""
            field = None if absence.ground is None else "ground"
            yield Finding(absence, field, f"{_named(hearing, unit, absence)}{said}{refused}")


@rule(
    "YS305",
    "absence-without-proof",
    "未到庭说明没有证明材料",
    Severity.WARNING,
    APPEARANCE_RULES.article(9, 1),
    LITIGATION_INTERPRETATION.article(129, 3),
)
def absence_without_proof(view: View) -> Iterator[Finding]:
    """负责人有正当理由不能出庭的，应当提交相关证明材料。台账里没有这份材料。

    把提交法院的情况说明和证明存入本案「材料」目录，并填写「材料」。
    """
    for hearing, unit, absence in _standing(view):
        if absence.proof is None:
            yield Finding(absence, None, f"{_named(hearing, unit, absence)}没有证明材料")


@rule(
    "YS306",
    "absence-unsealed",
    "未到庭说明未盖章或签字",
    Severity.WARNING,
    APPEARANCE_RULES.article(9, 1),
    LITIGATION_INTERPRETATION.article(129, 3),
)
def unsealed_absence(view: View) -> Iterator[Finding]:
    """说明应当加盖行政机关印章，或者由该机关主要负责人签字认可。法院已经认可的不在此列。

    已盖章或签字的，「盖章或签字」写 是；没有的，补办后交法院。
    """
    for hearing, unit, absence in _standing(view):
        if not absence.is_sealed and not absence.is_accepted:
            field = None if absence.is_sealed is None else "is_sealed"
            said = "没有登记是否盖章或签字" if absence.is_sealed is None else "没有盖章，也没有主要负责人签字"
            yield Finding(absence, field, f"{_named(hearing, unit, absence)}{said}")


@rule(
    "YS307",
    "absence-ground-vague",
    "其他正当事由没有写明内容",
    Severity.INFO,
    APPEARANCE_RULES.article(8, item=4),
)
def vague_ground(view: View) -> Iterator[Finding]:
    """「其他正当事由」要由法院审查是否成立，说明里应当写清是什么事。法院已经认可的不在此列。

    补填「说明」，写清不能出庭的具体原因。
    """
    for hearing, unit, absence in _standing(view):
        if absence.ground is AbsenceGround.OTHER and absence.explanation is None and not absence.is_accepted:
            yield Finding(absence, "ground", f"{_named(hearing, unit, absence)}没有写明是什么正当事由")


@rule(
    "YS310",
    "absent-when-recalled",
    "再次通知后负责人未出庭",
    Severity.WARNING,
    APPEARANCE_RULES.article(7, 1),
)
def absence_when_recalled(view: View) -> Iterator[Finding]:
    """同一审级到庭一次，一般可以认定已经履行出庭义务，但法院通知负责人再次出庭的除外：这次没有到，也没有说明，按未出庭计。

    补填「未到庭说明」，或更正「到庭」；法院没有再次通知的，更正「通知再次出庭」。
    """
    for proceeding, hearing, units in misses(view, Cause.RECALLED):
        message = (
            f"{sitting(proceeding, hearing)}，法院通知负责人再次出庭，{units}的负责人未出庭，也没有书面说明"
        )
        yield Finding(hearing, "attendees", message)


@rule(
    "YS314",
    "absent-after-postponement",
    "延期开庭后负责人仍未出庭",
    Severity.WARNING,
    APPEARANCE_RULES.article(12, 1, 2),
)
def absence_after_postponement(view: View) -> Iterator[Finding]:
    """行政机关申请延期开庭，法院准许后再次开庭，负责人仍未出庭，又没有说明正当理由。

    法院应当向监察机关、上一级行政机关提出司法建议。有几个被告的，不知是谁申请，按未出庭处理（YS301）。

    补填这次开庭的「未到庭说明」，或更正「到庭」。
    """
    for proceeding, hearing, units in misses(view, Cause.POSTPONED):
        message = f"{sitting(proceeding, hearing)}是{units}申请延期后的开庭，负责人仍未出庭，也没有书面说明{_notice(hearing)}"
        yield Finding(hearing, "attendees", message, _arrangement_help(view))


@rule(
    "YS320",
    "absence-explained-but-came",
    "既到庭又说明未到庭",
    Severity.INFO,
    APPEARANCE_RULES.article(9, 1),
)
def explained_presence(view: View) -> Iterator[Finding]:
    """这次开庭该单位负责人已经到庭，又登记了同一人（或者没有写是谁）的未到庭说明，两处必有一处不对。

    一位负责人到庭、另一位说明不能到庭的，不在此列。

    到庭属实的，删去「未到庭说明」或者写明是哪位负责人；没有到庭的，更正「到庭」。
    """
    for _, hearing, unit, absence in _explanations(view):
        came = {
            person.name
            for person in people_of(view, hearing, unit.name)
            if counts_as_head(person) is Answer.YES
        }
        is_same_person = absence.head is None or absence.head in came
        if is_same_person and head_came(view, hearing, unit.name) is Answer.YES:
            day = hearing.held_on.isoformat()
            yield Finding(absence, None, f"{day} 开庭{unit.name}负责人已经到庭，这里又写了未到庭说明")


@rule(
    "YS321",
    "absence-not-accepted",
    "法院不认可未到庭理由",
    Severity.WARNING,
    APPEARANCE_RULES.article(9, 2),
    APPEARANCE_RULES.article(12, 1, 1),
)
def refused_absence(view: View) -> Iterator[Finding]:
    """法院审查了负责人不能出庭的理由和证明材料，没有认可，按未出庭且理由不成立处理，可能收到司法建议。

    登记有误的更正「法院认可」；属实的，在复盘中写明原因，并留意司法建议的回复期限。
    """
    for hearing, unit, absence in _needed(view):
        if has_lawful_ground(absence) and absence.is_accepted is False:
            yield Finding(absence, "is_accepted", f"{_named(hearing, unit, absence)}法院没有认可")
