"""专班通知: sets up the team of a case in court: three kinds of members, what each does, which days run.

Basis: 德政办〔2025〕32号第一部分 (three levels of responsibility), 第四部分 (the team).
"""

from yingsu.domain.answer import Answer
from yingsu.domain.deadlines import undated
from yingsu.domain.facts.handling import is_in_court
from yingsu.domain.facts.risk import described, is_open
from yingsu.domain.law import COUNTY_OPINION, cite
from yingsu.domain.parties import Responsibility, Team
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.view import View
from yingsu.reports.papers.due_days import due_days, entries_of, still_open
from yingsu.reports.papers.of_case import (
    CASE_FIELDS,
    COURT_FIELDS,
    act_text,
    case_values,
    court_values,
    handling_text,
    only_unit,
    people,
    reconsideration_text,
    time_of,
    typed,
)
from yingsu.reports.papers.paper import (
    Entry,
    FieldDescription,
    Kind,
    Need,
    Paper,
    Subject,
    UnfitPaperError,
    Values,
    said,
    sentence,
)

FIELDS = (
    *CASE_FIELDS,
    *COURT_FIELDS,
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
    FieldDescription("诉讼请求", "诉讼请求", example="撤销处罚决定"),
    FieldDescription("败诉风险", "高、中、低；没有写就是空的", example="高"),
    FieldDescription("主要负责人", "三级责任人之一", example="林某"),
    FieldDescription("分管领导", "三级责任人之一", example="陈某"),
    FieldDescription("股室负责人", "三级责任人之一", example="黄某"),
    FieldDescription("业务骨干", "专班成员", example="黄某"),
    FieldDescription("法制人员", "专班成员", example="伍某"),
    FieldDescription("法律顾问", "专班成员", example="罗某"),
    FieldDescription("缺员", "专班三类人员里有一类还没有人", Kind.YES_NO, "否"),
    due_days("期限", "本单位在这一案号要办的、可以行使的，还没有办的每项一项，逾期的也在内"),
    FieldDescription("算不出", "还算不出日期的事项和原因", Kind.LIST, "履行生效裁判：没有确定履行期限"),
    FieldDescription(
        "风险点",
        "还没有整改完的风险点，每个一项",
        Kind.LIST,
        entries=(
            FieldDescription("编号", "风险点编号；目录外的是空的", example="JD-CX-03"),
            FieldDescription("说明", "“说明”；没有写就用目录里的", example="未告知听证权利"),
            FieldDescription("责任人", "责任人", example="黄某"),
            FieldDescription("整改措施", "整改措施", example="重作时补充告知并组织听证"),
            FieldDescription("期限", "整改期限；没有写就是空的", Kind.DAY, "2025年7月31日"),
        ),
    ),
)


def gather(subject: Subject) -> Values:
    """The values of `FIELDS`.

    Raises:
        UnfitPaperError: the case is not in court, or not in litigation, any more.
    """
    view, case = subject.view, subject.view.case
    proceeding, unit = subject.tried, only_unit(subject)
    _refuse_unfit(view, proceeding)
    team = case.team or Team()
    return {
        **case_values(subject),
        **court_values(view, proceeding),
        "承办单位": handling_text(view),
        "被诉行为": act_text(case.act),
        "复议": reconsideration_text(view),
        "诉讼请求": typed(case.claims, "诉讼请求"),
        "败诉风险": case.loss_risk.value if case.loss_risk is not None else "",
        **_responsible(case.responsible or Responsibility()),
        "业务骨干": people(team.experts, "业务骨干"),
        "法制人员": people(team.legal_staff, "法制人员"),
        "法律顾问": people(team.legal_counsel, "法律顾问"),
        "缺员": not (team.experts and team.legal_staff and team.legal_counsel),
        "期限": entries_of(still_open(view, proceeding, unit)),
        "算不出": _undated(view, proceeding, unit),
        "风险点": _risks(view),
    }


def _refuse_unfit(view: View, proceeding: Proceeding) -> None:
    if not view.is_litigation(proceeding):
        raise UnfitPaperError(f"{proceeding.instance.value}不是诉讼，不用成立案件专班")
    if is_in_court(view) is Answer.NO:
        raise UnfitPaperError("本案裁判已经生效，不在诉讼中，不用再成立案件专班")


def _responsible(found: Responsibility) -> Values:
    return {
        "主要负责人": said(found.chief, "主要负责人"),
        "分管领导": said(found.in_charge, "分管领导"),
        "股室负责人": said(found.section_head, "股室负责人"),
    }


def _undated(view: View, proceeding: Proceeding, unit: Unit) -> list[Entry]:
    return [
        f"{each.kind.title}：{each.reason}"
        for each in undated(view)
        if each.unit == unit.name
        and (
            each.docket in {None, proceeding.case_number}
            or view.is_same_docket(each.docket, proceeding.case_number)
        )
    ]


def _risks(view: View) -> list[Entry]:
    return [
        {
            "编号": point.code or "",
            "说明": sentence(point.note or described(view.office, point)),
            "责任人": said(point.owner, "责任人"),
            "整改措施": typed(point.rectification, "整改措施"),
            "期限": time_of(point.due_on),
        }
        for point in view.case.risk_points
        if is_open(point)
    ]


PAPER = Paper(
    "专班通知",
    "收到应诉通知书后，成立案件专班：三类人员、各自的分工、正在走的期限",
    cite(COUNTY_OPINION.section(1), COUNTY_OPINION.section(4)),
    frozenset({Need.UNIT, Need.PROCEEDING}),
    FIELDS,
    gather,
)
