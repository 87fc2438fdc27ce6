"""Days of the challenged act: steps that came late, or in the wrong order; the court sees them in every case."""

from collections.abc import Callable, Iterator
from datetime import date

from yingsu.diagnostic import Severity
from yingsu.domain.act import ChallengedAct
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.law import COERCION_LAW, COUNTY_OPINION, DISCLOSURE_REGULATION, PENALTY_LAW
from yingsu.domain.node import Node
from yingsu.domain.terms import Instance
from yingsu.domain.view import View
from yingsu.rules.core import Finding, rule
from yingsu.rules.deadlines import done_late, in_days
from yingsu.rules.due_days import of_kind


def _of_act(view: View, key: str, field: str, say: Callable[[Deadline, date], str]) -> Iterator[Finding]:
    """A step of the act that came late: at its own day."""
    for deadline, done_on in done_late(view, key):
        if view.case.act is not None:
            yield Finding(view.case.act, field, say(deadline, done_on))


@rule(
    "YS210",
    "disclosure-reply-late",
    "逾期答复政府信息公开申请",
    Severity.WARNING,
    DISCLOSURE_REGULATION.article(33, 2),
)
def late_disclosure_reply(view: View) -> Iterator[Finding]:
    """不能当场答复的，自收到申请之日起二十个工作日内答复；经批准延长的，最多再二十个工作日，要告知申请人。

    征求第三方意见的时间不计，这里没有扣除；申请内容经补正的，从收到补正之日起算。

    日期写错的更正；经批准延长的，“延期答复”写 是；经补正的，“收到申请日期”写收到补正的日期；征求过第三方意见的，可以写入豁免。
    """

    def say(deadline: Deadline, done_on: date) -> str:
        due = deadline.due
        start = f"{deadline.start.isoformat()} 收到申请，应不迟于 {due.isoformat()} 答复"
        return f"{start}，{done_on.isoformat()} 才答复，逾期 {in_days(done_on, due)}"

    yield from _of_act(view, "D53", "made_on", say)


@rule(
    "YS211",
    "penalty-late",
    "行政处罚超过办案期限",
    Severity.WARNING,
    PENALTY_LAW.article(60),
)
def late_penalty(view: View) -> Iterator[Finding]:
    """行政处罚案件自立案之日起九十日内作出决定；法律、法规、规章另有规定的，从其规定。

    日期写错的更正；另有规定或者依法延长的，“办案期限另有规定”写 是；确实超期的，答辩时预先准备理由。
    """

    def say(deadline: Deadline, done_on: date) -> str:
        start = f"{deadline.start.isoformat()} 立案，应不迟于 {deadline.due.isoformat()} 作出决定"
        return f"{start}，{done_on.isoformat()} 才作出，超过 {in_days(done_on, deadline.due)}"

    yield from _of_act(view, "D38", "made_on", say)


@rule(
    "YS212",
    "demand-period-cut-short",
    "催告期未满就申请强制执行",
    Severity.WARNING,
    COERCION_LAW.article(54),
    COERCION_LAW.article(69),
)
def early_enforcement(view: View) -> Iterator[Finding]:
    """申请法院强制执行前应当催告，催告书送达十个工作日后当事人仍不履行的，才可以申请。法院立案不会早于申请，立案时催告期还没有满，申请就早了。

    更正“催告送达日期”或非诉审查的“立案日期”；确实没有满的，撤回申请，期满后再申请。
    """
    filings = [
        proceeding.filed_on
        for proceeding in view.case.proceedings
        if proceeding.instance is Instance.ENFORCEMENT_REVIEW and proceeding.filed_on is not None
    ]
    for deadline in of_kind(view, "D47"):
        if filings and not deadline.is_older_law and not deadline.provisional:
            filed = min(filings)
            if filed <= deadline.due:
                message = f"{deadline.start.isoformat()} 送达催告书，催告期到 {deadline.due.isoformat()} 为止，法院 {filed.isoformat()} 已经立案"
                yield Finding(deadline.node, deadline.field, message)


@rule(
    "YS213",
    "hearing-notice-late",
    "听证通知不足七个工作日",
    Severity.WARNING,
    PENALTY_LAW.article(64, item=2),
    PENALTY_LAW.article(85),
)
def late_notice_of_hearing(view: View) -> Iterator[Finding]:
    """行政处罚举行听证的，应当在举行的七个工作日前通知当事人时间、地点。

    日期写错的更正；确实不足的，当事人同意提前的留存书面同意，可以写入豁免。
    """
    for deadline, notified_on in done_late(view, "D40"):
        message = f"{deadline.start.isoformat()} 举行听证，应不迟于 {deadline.due.isoformat()} 通知，{notified_on.isoformat()} 才通知"
        yield Finding(deadline.node, "notified_on", message)


def _after_the_act(act: ChallengedAct, node: Node, field: str, what: str) -> Iterator[Finding]:
    """A step that has to come before the act and is dated after it."""
    day: date | None = getattr(node, field)
    if act.made_on is not None and day is not None and day > act.made_on:
        message = f"{day.isoformat()} 才{what}，决定 {act.made_on.isoformat()} 已经作出，晚了 {in_days(day, act.made_on)}"
        yield Finding(node, field, message)


@rule(
    "YS214",
    "legality-review-after-act",
    "法制审核在决定作出以后",
    Severity.WARNING,
    PENALTY_LAW.article(58, 1),
    COUNTY_OPINION.section(3),
)
def legality_review_after_act(view: View) -> Iterator[Finding]:
    """应当经法制审核的决定，在作出以前审核；没有审核或者审核没有通过的，不得作出决定。事后补的审核，等于没有。

    日期写错的更正；确是事后补的，答辩时预先准备，今后先审核后决定。
    """
    act = view.case.act
    if act is not None and act.legality_review is not None:
        yield from _after_the_act(act, act.legality_review, "reviewed_on", "法制审核")


@rule(
    "YS215",
    "discussion-after-act",
    "集体讨论在决定作出以后",
    Severity.WARNING,
    PENALTY_LAW.article(57, 2),
    COUNTY_OPINION.section(2),
)
def discussion_after_act(view: View) -> Iterator[Finding]:
    """情节复杂或者重大违法行为给予行政处罚的，由机关负责人集体讨论决定：先讨论，后决定。

    日期写错的更正；确是事后补的，答辩时预先准备，今后先讨论后决定。
    """
    act = view.case.act
    if act is not None:
        yield from _after_the_act(act, act, "discussed_on", "集体讨论")
