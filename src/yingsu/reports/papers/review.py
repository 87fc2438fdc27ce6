"""复盘报告: one case, one report, by those who lost (德政办〔2025〕32号第六部分).

Facts are set from the file. What only people can say (what went wrong and why) is taken from 复盘, and is a gap where
nobody has written it.
"""

from collections.abc import Iterator

from yingsu.document import gap
from yingsu.domain.aftermath import Measure, PostCaseReview, RiskPoint
from yingsu.domain.answer import Answer
from yingsu.domain.facts.course import disposing, is_set_aside
from yingsu.domain.facts.outcome import is_adverse
from yingsu.domain.facts.risk import described, placed
from yingsu.domain.law import COUNTY_OPINION, cite
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import RiskKind
from yingsu.reports.papers import course
from yingsu.reports.papers.of_case import (
    CASE_FIELDS,
    act_text,
    case_values,
    handling_text,
    people,
    reconsideration_text,
    signed_by,
    time_of,
    typed,
)
from yingsu.reports.papers.paper import (
    Entry,
    FieldDescription,
    Kind,
    Paper,
    Subject,
    UnfitPaperError,
    Values,
    day_said,
    listed,
    said,
    sentence,
)

_RISK_ENTRIES = (
    FieldDescription("编号", "风险点编号；目录外的是空的", example="JD-CX-03"),
    FieldDescription("阶段", "受理、调查、决定、送达、执行", example="决定"),
    FieldDescription("说明", "“说明”；没有写就用目录里的", example="未告知听证权利"),
    FieldDescription("证据", "在案卷哪里；没有写就是空的", example="案卷第12页"),
    FieldDescription("责任人", "责任人", example="黄某"),
    FieldDescription("整改措施", "整改措施", example="重作时补充告知并组织听证"),
    FieldDescription("完成情况", "完成日期，或者还没有完成", example="2025年7月15日完成"),
)

_ASPECTS = {
    "事实认定": (RiskKind.FACTS, RiskKind.EVIDENCE),
    "法律适用": (RiskKind.LAW,),
    "程序规范": (RiskKind.PROCEDURE,),
}
"""Which risk points belong to which of the aspects; 出庭应诉 has the hearings instead."""

FIELDS = (
    *CASE_FIELDS,
    FieldDescription("承办单位", "承办单位：写了的用写的，没写的按规定推出", example="德化县自然资源局"),
    FieldDescription(
        "被诉行为",
        "被诉行为的机关、作出日期、名称、文号",
        example="县自然资源局于2025年1月10日作出的行政处罚决定",
    ),
    FieldDescription(
        "复议",
        "复议机关、日期和结果；没有经过复议就是空的",
        example="德化县人民政府于2025年2月20日作出复议决定，结果为维持",
    ),
    FieldDescription("诉讼请求", "诉讼请求", example="撤销处罚决定和复议决定"),
    FieldDescription("败诉单位", "败诉的本县单位，用顿号连接", example="县自然资源局"),
    course.INSTANCES,
    course.PERFORMANCE,
    course.ANSWERS,
    course.APPEARANCES,
    FieldDescription("复盘日期", "复盘的日期", Kind.DAY, "2025年6月20日"),
    FieldDescription("主持人", "复盘的主持人", example="林某"),
    FieldDescription("参加人", "复盘的参加人", example="陈某、黄某"),
    *(FieldDescription(name, f"“复盘”的“{name}”", example="…") for name in (*_ASPECTS, "出庭应诉")),
    *(
        FieldDescription(f"{name}风险点", f"案卷“风险点”里属于{name}的", Kind.LIST, entries=_RISK_ENTRIES)
        for name in _ASPECTS
    ),
    FieldDescription("查摆问题", "“复盘”的“查摆问题”", Kind.LIST, "未告知听证权利"),
    course.REASONS,
    FieldDescription("法律依据", "“复盘”的“法律依据”", Kind.LIST, "行政处罚法第六十三条"),
    FieldDescription("结论", "“复盘”的“结论”", example="本案败在程序"),
    FieldDescription(
        "整改",
        "“复盘”的“整改”",
        Kind.LIST,
        entries=(
            FieldDescription("措施", "措施", example="修订告知书模板"),
            FieldDescription("责任人", "责任人", example="伍某"),
            FieldDescription("期限", "期限", Kind.DAY, "2025年7月31日"),
            FieldDescription("完成情况", "完成日期，或者还没有完成", example="2025年7月18日完成"),
        ),
    ),
)


def gather(subject: Subject) -> Values:
    """The values of `FIELDS`.

    Raises:
        UnfitPaperError: no own unit lost, and nobody has written a 复盘.
    """
    view, case = subject.view, subject.view.case
    losers = tuple(_losers(subject))
    is_open = any(_is_unknown(subject, unit) for unit in subject.units)
    if not losers and not is_open and case.post_case_review is None:
        names = "、".join(unit.name for unit in subject.units)
        raise UnfitPaperError(f"本案{names}没有败诉的裁判，案卷里也没有“复盘”，不用写复盘报告")
    units = tuple(unit for unit, _ in losers) or subject.units
    review = case.post_case_review or PostCaseReview()
    return {
        **case_values(subject),
        **signed_by(units),
        "承办单位": handling_text(view),
        "被诉行为": act_text(case.act),
        "复议": reconsideration_text(view),
        "诉讼请求": typed(case.claims, "诉讼请求"),
        "败诉单位": "、".join(unit.name for unit, _ in losers) or gap("败诉单位"),
        "审理经过": course.instances(view),
        "履行情况": course.performance(view),
        "答辩举证": course.answers(view, units),
        "出庭情况": course.appearances(view, units),
        **_written(review),
        **_risks(subject),
        "败诉原因": course.reasons(view, losers),
    }


def _losers(subject: Subject) -> Iterator[tuple[Unit, Proceeding]]:
    """Each unit that lost, with the last decision it lost by that still stands, whether or not it has effect yet."""
    for unit in subject.units:
        lost = [
            each for each in _standing(subject) if is_adverse(subject.view, each, unit.name) is Answer.YES
        ]
        if lost:
            yield unit, lost[-1]


def _is_unknown(subject: Subject, unit: Unit) -> bool:
    return any(is_adverse(subject.view, each, unit.name) is Answer.UNKNOWN for each in _standing(subject))


def _standing(subject: Subject) -> list[Proceeding]:
    return [each for each, _ in disposing(subject.view) if not is_set_aside(subject.view, each)]


def _written(review: PostCaseReview) -> Values:
    """What people have written in 复盘."""
    return {
        "复盘日期": day_said(review.reviewed_on, "复盘日期"),
        "主持人": said(review.chair, "主持人"),
        "参加人": people(review.participants, "参加人"),
        "事实认定": typed(review.facts, "事实认定方面的自查情况"),
        "法律适用": typed(review.law, "法律适用方面的自查情况"),
        "程序规范": typed(review.procedure, "程序规范方面的自查情况"),
        "出庭应诉": typed(review.appearance, "出庭应诉方面的自查情况"),
        "查摆问题": listed(review.problems, "查摆出的问题"),
        "法律依据": listed(review.basis, "法律依据，写到条、款、项"),
        "结论": typed(review.conclusion, "复盘结论"),
        "整改": [_measure(each) for each in review.measures] or [_measure(Measure())],
    }


def _measure(each: Measure) -> Entry:
    return {
        "措施": typed(each.measure, "整改措施"),
        "责任人": said(each.owner, "责任人"),
        "期限": day_said(each.due_on, "期限"),
        "完成情况": f"{time_of(each.done_on)}完成" if each.done_on is not None else "尚未完成",
    }


def _risks(subject: Subject) -> Values:
    made: dict[str, list[Entry]] = {f"{name}风险点": [] for name in _ASPECTS}
    office = subject.view.office
    for point in subject.view.case.risk_points:
        stage, kind = placed(office, point)
        for name, kinds in _ASPECTS.items():
            if kind in kinds:
                made[f"{name}风险点"].append(
                    _risk(point, stage.value if stage is not None else "", described(office, point))
                )
    return {**made}


def _risk(point: RiskPoint, stage: str, text: str) -> Entry:
    return {
        "编号": point.code or "",
        "阶段": stage,
        "说明": sentence(point.note or text),
        "证据": sentence(point.evidence or ""),
        "责任人": said(point.owner, "责任人"),
        "整改措施": typed(point.rectification, "整改措施"),
        "完成情况": f"{time_of(point.done_on)}完成" if point.done_on is not None else "尚未完成",
    }


PAPER = Paper(
    "复盘报告",
    "败诉后一案一报告：四方面自查、问题、原因、依据、结论、整改",
    cite(COUNTY_OPINION.section(6)),
    frozenset(),
    FIELDS,
    gather,
)
