"""Rules of what has to come before an act, and beside it: review, discussion, platform, publication, records (YS5xx).

That a step came after the act is found by its days (YS214, YS215).
"""

from collections.abc import Iterator
from datetime import date

from yingsu.diagnostic import Severity
from yingsu.domain.act import LegalityReview, ReviewItems
from yingsu.domain.deadline_act import PENALTY
from yingsu.domain.deadline_core import Status
from yingsu.domain.facts.legality import (
    ENFORCEMENT,
    failed_items,
    is_crime_left,
    is_of_county_time,
    is_reviewed,
    is_reviewed_by_law,
    own_act,
    records_of,
    unanswered_items,
    was_refused,
)
from yingsu.domain.law import (
    COERCION_LAW,
    COUNTY_OPINION,
    CRIME_TRANSFER_RULES,
    PENALTY_LAW,
    THREE_SYSTEMS_OPINION,
)
from yingsu.domain.terms import LegalityReviewResult, RecordStatus
from yingsu.domain.view import View
from yingsu.rules.core import Finding, rule
from yingsu.rules.due_days import of_kind


@rule(
    "YS511",
    "legality-review-missing",
    "重大决定没有法制审核",
    Severity.WARNING,
    PENALTY_LAW.article(58, 1),
    THREE_SYSTEMS_OPINION.section(12),
    COUNTY_OPINION.section(3),
)
def missing_legality_review(view: View) -> Iterator[Finding]:
    """重大执法决定在作出以前要经法制审核；未经审核的处罚决定，法律写明不得作出。

    哪些算重大，以本单位写的“重大: 是”为准；没有写“重大”的，经过听证的处罚决定也要审核。

    审核了而没有写结论、日期的也提示：看不出有没有通过、是不是在决定以前。审核晚于决定的见 YS214。

    补填“法制审核”的机构、审核人、日期、结论；不属于重大决定的，“重大”写 否；确实没有审核的，答辩时预先准备，今后先审核后决定。
    """
    act = own_act(view)
    if act is None or not is_reviewed_by_law(view, act):
        return
    what = "重大执法决定" if act.is_major else "经过听证的处罚决定"
    review = act.legality_review
    if review is None or not is_reviewed(review):
        yield Finding(act, "legality_review", f"{what}没有法制审核")
    elif review.result is None:
        yield Finding(act, "legality_review", f"{what}的法制审核没有写结论")
    elif review.reviewed_on is None:
        yield Finding(act, "legality_review", f"{what}的法制审核没有写日期")


@rule(
    "YS512",
    "legality-review-overridden",
    "法制审核没有通过，仍作出决定",
    Severity.WARNING,
    PENALTY_LAW.article(58, 1),
    THREE_SYSTEMS_OPINION.section(13),
)
def overridden_legality_review(view: View) -> Iterator[Finding]:
    """法制审核结论是“存在问题”，或清单里有一项不合格，决定照样作出了。

    审核提出的问题应当研究处理后再次送审；审核没有通过的处罚决定，法律写明不得作出。

    后来再次送审通过的，“法制审核”改写最后一次的日期、结论和清单；确实没有再审的，这是败诉的大风险，
    登记为风险点，能自行纠正的尽早纠正。
    """
    act = own_act(view)
    review = act.legality_review if act is not None else None
    if act is None or review is None or act.made_on is None or not was_refused(review):
        return
    # One after the act is no review of it, and YS214 says so.
    if review.reviewed_on is not None and review.reviewed_on > act.made_on:
        return
    yield _overridden(review, act.made_on)


def _overridden(review: LegalityReview, made_on: date) -> Finding:
    """What the review found, and that the act was made."""
    items = review.items
    failed = [f"“{items.key_of(name)}”" for name in failed_items(review)] if items is not None else []
    is_refused = review.result is LegalityReviewResult.PROBLEMS
    said = ["结论为“存在问题”"] if is_refused else []
    said += [f"清单里{''.join(failed)}不合格"] if failed else []
    day = f"{review.reviewed_on.isoformat()} 的" if review.reviewed_on is not None else ""
    message = f"{day}法制审核{'，'.join(said)}，{made_on.isoformat()} 仍作出决定"
    return Finding(review, "result" if is_refused else "items", message)


@rule(
    "YS513",
    "discussion-missing",
    "重大处罚没有集体讨论",
    Severity.WARNING,
    PENALTY_LAW.article(57, 2),
    COUNTY_OPINION.section(2),
)
def missing_discussion(view: View) -> Iterator[Finding]:
    """情节复杂或者重大违法行为给予行政处罚的，由机关负责人集体讨论决定。写了“重大: 是”的行政处罚，没有写集体讨论日期。

    晚于决定的见 YS215。

    补填“集体讨论日期”，把讨论记录附卷；不属于重大处罚的，“重大”写 否；确实没有讨论的，答辩时预先准备。
    """
    act = own_act(view)
    if act is not None and act.is_major and view.case.act_type == PENALTY and act.discussed_on is None:
        yield Finding(act, "discussed_on", "重大行政处罚没有写集体讨论日期")


@rule(
    "YS514",
    "platform-number-missing",
    "没有闽执法编号",
    Severity.WARNING,
    COUNTY_OPINION.section(2),
)
def missing_platform_number(view: View) -> Iterator[Finding]:
    """行政处罚、行政强制措施、行政强制执行要在“闽执法”平台上办理，应录尽录。

    只看本县意见施行（2025年10月15日）以后作出、或以后立案还没有作出的行为，早先的不提示。

    补填“闽执法编号”；还没有录入的补录；依规定不在平台办理的，写入豁免并说明理由。
    """
    act = own_act(view)
    if act is None or view.case.act_type not in ENFORCEMENT or not is_of_county_time(act):
        return
    if act.platform_number is None:
        yield Finding(act, "platform_number", f"{view.case.act_type}没有写闽执法编号")


@rule(
    "YS515",
    "publication-unsaid",
    "执法决定没有按时公示，或没有写公示日期",
    Severity.INFO,
    THREE_SYSTEMS_OPINION.section(6),
    PENALTY_LAW.article(48, 1),
    COUNTY_OPINION.section(2),
)
def unsaid_publication(view: View) -> Iterator[Finding]:
    """执法决定作出之日起二十个工作日内公开，许可、处罚七个工作日内。期限已过，“公示日期”没有写，或写的日期晚了。

    没有写不等于没有公示；处罚决定也只有具有一定社会影响的才依法必须公开。所以只是提示，并且只看本县意见施行
    （2025年10月15日）以后作出的决定。

    已经公示的补填“公示日期”；应当公示还没有公示的尽快公示；依法不公开的，写入豁免并说明理由。
    """
    act = own_act(view)
    if act is None or not is_of_county_time(act):
        return
    for deadline in of_kind(view, "D60"):
        if deadline.status in {Status.OPEN, Status.DONE}:
            continue
        due = f"应不迟于 {deadline.due.isoformat()} 公示"
        if deadline.done is None:
            yield Finding(act, "published_on", f"{due}，没有写公示日期")
        else:
            late = (deadline.done - deadline.due).days
            message = f"{due}，{deadline.done.isoformat()} 才公示，晚了 {late} 日"
            yield Finding(act, "published_on", message)


@rule(
    "YS516",
    "suspected-crime-kept",
    "涉嫌犯罪没有移送",
    Severity.WARNING,
    CRIME_TRANSFER_RULES.article(3, 1),
    CRIME_TRANSFER_RULES.article(11, 1),
    THREE_SYSTEMS_OPINION.section(13),
    COUNTY_OPINION.section(2),
)
def suspected_crime_kept(view: View) -> Iterator[Finding]:
    """法制审核清单里“涉罪移送”写的是不合格：应当移送公安机关而没有移送。行政处罚不能代替移送。

    案件里没有写移送的地方，以风险点为准：登记了 SL-FL-04 或 DC-FL-06 并写了“完成日期”的，算已经处理。

    尽快移送，登记风险点 SL-FL-04，移送后写“完成日期”；经核实不涉嫌犯罪的，“涉罪移送”改写 不适用。
    """
    act = own_act(view)
    review = act.legality_review if act is not None else None
    if review is None or review.items is None or not is_crime_left(review, view.case.risk_points):
        return
    message = "法制审核“涉罪移送”不合格，没有写已经移送"
    yield Finding(review.items, "crime_transferred", message)


@rule(
    "YS517",
    "enforcement-records-missing",
    "执法记录不全",
    Severity.WARNING,
    PENALTY_LAW.article(47),
    COERCION_LAW.article(18, item=7),
    THREE_SYSTEMS_OPINION.section(8),
    COUNTY_OPINION.section(3),
)
def missing_records(view: View) -> Iterator[Finding]:
    """现场笔录、影像资料、送达回执要完整留存，写了“无”的就是缺。

    没有写有没有的，只在行政处罚、行政强制措施、行政强制执行，并且是本县意见施行（2025年10月15日）以后的，才提示。

    有的补写“有”；确实没有的，能补的依法补，不能补的登记为风险点，答辩时预先准备。
    """
    act = own_act(view)
    if act is None:
        return
    is_asked = view.case.act_type in ENFORCEMENT and is_of_county_time(act)
    if act.records is None:
        if is_asked:
            yield Finding(act, "records", "没有写执法记录")
        return
    missing = records_of(act, RecordStatus.MISSING)
    unsaid = records_of(act, None) if is_asked else ()
    named = ["、".join(act.records.key_of(name) for name in group) for group in (missing, unsaid)]
    said = [f"{words}{keys}" for words, keys in zip(("没有", "没有写"), named, strict=True) if keys]
    if said:
        yield Finding(act.records, next(iter((*missing, *unsaid))), f"执法记录{'，'.join(said)}")


@rule(
    "YS518",
    "legality-review-incomplete",
    "法制审核写得不全",
    Severity.INFO,
    COUNTY_OPINION.section(3),
    THREE_SYSTEMS_OPINION.section(11),
    THREE_SYSTEMS_OPINION.section(13),
)
def incomplete_legality_review(view: View) -> Iterator[Finding]:
    """法制审核要写明审核机构、审核人员，逐项审核清单里的内容，并充分听取公职律师、法律顾问的意见。

    只看本县意见施行（2025年10月15日）以后作出的决定。清单按本县意见的八项和国务院办公厅文件的两项，不适用的写“不适用”。

    照审核意见书补填；没有听取公职律师、法律顾问意见的，今后送审时一并征求。
    """
    act = own_act(view)
    review = act.legality_review if act is not None else None
    if act is None or review is None or not is_reviewed(review) or not is_of_county_time(act):
        return
    lacking = [review.key_of(name) for name in ("body", "reviewer", "opinions") if not getattr(review, name)]
    items = unanswered_items(review)
    if items:
        keys = [ReviewItems.model_fields[name].alias or name for name in items]
        is_whole = len(items) == len(ReviewItems.model_fields)
        lacking.append("清单" if is_whole else f"清单里的{'、'.join(keys)}")
    if lacking:
        yield Finding(act, "legality_review", f"法制审核没有写{'、'.join(lacking)}")
