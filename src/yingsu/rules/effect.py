"""Rules of whether a decision has taken effect: document, service, appeal, remand (YS4xx)."""

from collections.abc import Iterator

from yingsu.diagnostic import Severity
from yingsu.domain.answer import Answer
from yingsu.domain.facts.course import (
    ANNULLING,
    MAIN_INSTANCES,
    as_written,
    disposing,
    is_appealed,
    is_like_first_instance,
    is_set_aside,
    last_upholding,
    litigated,
    reviewers_of,
)
from yingsu.domain.facts.effect import appeal_days, effect
from yingsu.domain.law import LITIGATION_INTERPRETATION, LITIGATION_LAW
from yingsu.domain.proceeding import Decision
from yingsu.domain.terms import Disposition, DocumentKind, Instance
from yingsu.domain.view import View
from yingsu.rules.core import Finding, rule

#: Instances whose decisions cannot be appealed. A 再审 may be decided as a first instance.
_LAST_INSTANCES = frozenset({Instance.SECOND, Instance.RETRIAL_REVIEW})

#: Rulings that end a suit and cannot be appealed. One of 移送 may answer a plea to jurisdiction, which can.
_FINAL_RULINGS = frozenset({Disposition.WITHDRAWN, Disposition.DEEMED_WITHDRAWN, Disposition.TERMINATED})


@rule("YS411", "document-missing", "文书种类未填", Severity.WARNING, LITIGATION_LAW.article(85))
def missing_document(view: View) -> Iterator[Finding]:
    """裁判是判决、裁定还是调解书，决定上诉期限和生效日期，也决定是否计入实体判决败诉率。

    在裁判下补填“文书”：判决、裁定、调解书。
    """
    for proceeding in view.case.proceedings:
        if proceeding.decision is not None and proceeding.decision.document is None:
            message = f"{proceeding.instance.value}裁判没有写是判决、裁定还是调解书"
            yield Finding(proceeding.decision, "document", message)


@rule(
    "YS414",
    "service-unsaid",
    "送达日期未填，算不出生效日期",
    Severity.INFO,
    LITIGATION_LAW.article(85),
)
def unsaid_service(view: View) -> Iterator[Finding]:
    """一审判决、驳回起诉和不予立案的裁定，从送达起算上诉期，期满没有人上诉才生效。

    没有送达日期就不知道是否生效，终局败诉率和履行率都不计入，只列在“生效日期不明”里。

    补填最后一个当事人收到裁判文书的“送达日期”；已有生效证明的，可以直接写“生效日期”。
    """
    view = as_written(view)
    for proceeding, decision in disposing(view):
        if decision.served_on is not None or not appeal_days(decision) or is_appealed(view, proceeding):
            continue
        if effect(view, proceeding).answer is not Answer.UNKNOWN:
            continue
        if not is_set_aside(view, proceeding) and last_upholding(view, proceeding) is proceeding:
            message = f"{proceeding.instance.value}裁判没有写送达日期，算不出何时生效"
            yield Finding(decision, "served_on", message)


@rule(
    "YS418",
    "suit-pending-after-remand",
    "发回后没有新的一审",
    Severity.INFO,
    LITIGATION_INTERPRETATION.article(109, 1),
    LITIGATION_INTERPRETATION.article(109, 2),
)
def remand_without_sequel(view: View) -> Iterator[Finding]:
    """发回重审、指令继续审理以后，原来的裁判都不算数，案件要重新审理，有新的案号。文件里还没有，这个争议就一直没有终局。

    收到新案号后，在“审理”里另起一条，写新的一审；原来的条目保留不动。
    """
    view = as_written(view)
    for position, proceeding in enumerate(view.case.proceedings):
        review = proceeding.decision.review if proceeding.decision is not None else None
        if proceeding.decision is None or review is None or review not in ANNULLING:
            continue
        later = view.case.proceedings[position + 1 :]
        if not any(other.instance in MAIN_INSTANCES for other in later):
            yield Finding(proceeding.decision, "review", f"{review.value}以后，还没有登记新的一审")


@rule(
    "YS419",
    "appeal-without-second-instance",
    "已上诉，没有二审",
    Severity.INFO,
    LITIGATION_LAW.article(85),
)
def appeal_without_second_instance(view: View) -> Iterator[Finding]:
    """写了上诉，原审裁判就不生效，不计入终局和履行的数字，直到二审有结果。二审一直没有登记的，这件案子就一直不在数字里。

    收到二审应诉通知后登记二审；上诉后没有交费按撤回处理的，也登记二审，审查结果写“撤回上诉”。
    """
    view = as_written(view)
    for proceeding, decision in disposing(view):
        if not proceeding.appeals or reviewers_of(view, proceeding) or decision.effective_on is not None:
            continue
        if is_like_first_instance(view, proceeding) and appeal_days(decision) != 0:
            message = "已经上诉，还没有登记二审；在此之前不计入终局和履行的数字"
            yield Finding(proceeding, "appeals", message)


@rule(
    "YS422",
    "appeal-not-open",
    "不能上诉的裁判写了上诉",
    Severity.WARNING,
    LITIGATION_LAW.article(85),
    LITIGATION_INTERPRETATION.article(101, 2),
)
def appeal_against_final_decision(view: View) -> Iterator[Finding]:
    """能上诉的只有一审判决、驳回起诉和不予立案的裁定（以及按一审程序再审的裁判）。二审裁判、调解书、准许撤诉等裁定不能上诉。

    “上诉”写在被上诉的裁判那一条下面，不写在二审下面。

    把“上诉”移到一审那一条；对生效裁判不服的是申请再审，另起一条“再审审查”。
    """
    for proceeding, decision in litigated(view):
        what = "裁判" if proceeding.instance in _LAST_INSTANCES else _final_document(decision)
        if proceeding.appeals and what:
            yield Finding(proceeding, "appeals", f"{proceeding.instance.value}的{what}不能上诉")


def _final_document(decision: Decision) -> str:
    """What a decision of first instance is called that cannot be appealed; empty for one that can, or may."""
    if decision.document is DocumentKind.MEDIATION:
        return DocumentKind.MEDIATION.value
    words = {word for entry in decision.outcomes for word in entry.dispositions}
    if decision.document is not DocumentKind.RULING or not words or not words <= _FINAL_RULINGS:
        return ""
    return f"{'、'.join(word.value for word in Disposition if word in words)}裁定"
