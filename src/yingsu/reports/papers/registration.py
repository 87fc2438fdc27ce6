"""备案表: what a unit files with the county's justice bureau when it is sued (德政办〔2025〕32号第六部分)."""

from yingsu.document import gap
from yingsu.domain.deadline_defence import own_day
from yingsu.domain.deadlines import deadlines
from yingsu.domain.facts.appearance import HEADS, sat_for
from yingsu.domain.law import COUNTY_OPINION, cite
from yingsu.domain.parties import Responsibility, Team
from yingsu.domain.proceeding import Hearing, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.view import View
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
    FieldDescription,
    Kind,
    Need,
    Paper,
    Subject,
    Values,
    day_said,
    day_text,
    said,
)

_ANSWERS = ("D02", "D13", "D19")
"""The due days for an answer: of the first instance, of an appeal, of an application for retrial."""

FIELDS = (
    *CASE_FIELDS,
    *COURT_FIELDS,
    FieldDescription("行为类别", "行为类别", example="行政处罚"),
    FieldDescription("管理领域", "管理领域", example="自然资源"),
    FieldDescription(
        "地位", "本单位在本案的地位：原行为机关、复议机关等；申请执行的写申请执行人", example="原行为机关"
    ),
    FieldDescription(
        "被诉行为",
        "被诉行为的机关、作出日期、名称、文号",
        example="县自然资源局于2025年1月10日作出的行政处罚决定（德自然资罚〔2025〕3号）",
    ),
    FieldDescription(
        "复议",
        "复议机关、日期和结果；没有经过复议就是空的",
        example="德化县人民政府于2025年2月20日作出复议决定，结果为维持",
    ),
    FieldDescription("诉讼请求", "诉讼请求", example="撤销处罚决定"),
    FieldDescription("立案日期", "法院立案的日期", Kind.DAY, "2025年3月3日"),
    FieldDescription("收到应诉通知", "本单位收到应诉通知书的日期", Kind.DAY, "2025年3月6日"),
    FieldDescription(
        "收到副本", "本单位收到起诉状（上诉状、再审申请书）副本的日期", Kind.DAY, "2025年3月6日"
    ),
    FieldDescription("答辩期限", "提交答辩状和证据的最后一天", Kind.DAY, "2025年3月21日"),
    FieldDescription(
        "开庭日期", "下一次（没有就是最近一次）开庭的日期；没有就是空的", Kind.DAY, "2025年4月10日"
    ),
    FieldDescription("出庭负责人", "那次开庭拟出庭或者已出庭的负责人和职务", example="孟某（副镇长）"),
    FieldDescription("承办单位", "承办单位：写了的用写的，没写的按规定推出", example="德化县自然资源局"),
    FieldDescription("主要负责人", "三级责任人之一", example="林某"),
    FieldDescription("分管领导", "三级责任人之一", example="陈某"),
    FieldDescription("股室负责人", "三级责任人之一", example="黄某"),
    FieldDescription("业务骨干", "专班成员", example="黄某"),
    FieldDescription("法制人员", "专班成员", example="伍某"),
    FieldDescription("法律顾问", "专班成员", example="罗某"),
    FieldDescription("材料", "案卷里登记的材料的名称", example="应诉通知书、处罚决定书"),
    FieldDescription("备案日期", "报司法局备案的日期；还没有报就是待填", Kind.DAY, "2025年3月7日"),
)


def gather(subject: Subject) -> Values:
    """The values of `FIELDS`."""
    view, case = subject.view, subject.view.case
    proceeding, unit = subject.tried, only_unit(subject)
    names = tuple(material.name for material in case.materials if material.name is not None)
    return {
        **case_values(subject),
        **court_values(view, proceeding),
        "行为类别": case.act_type,
        "管理领域": case.field,
        "地位": _status(view, unit),
        "被诉行为": act_text(case.act),
        "复议": reconsideration_text(view),
        "诉讼请求": typed(case.claims, "诉讼请求"),
        **_days(view, proceeding, unit),
        "承办单位": handling_text(view),
        **_responsible(case.responsible or Responsibility()),
        **_team(case.team or Team()),
        "材料": people(tuple(dict.fromkeys(names)), "随表报送的材料"),
    }


def _status(view: View, unit: Unit) -> str:
    is_same = view.office.directory.is_same
    found = [each.status.value for each in view.case.defendants if is_same(each.unit, unit.name)]
    return found[0] if found else "申请执行人"


def _days(view: View, proceeding: Proceeding, unit: Unit) -> Values:
    copies = (
        own_day(view, proceeding, unit.name, "complaint_received_on"),
        proceeding.appeal_received_on,
        proceeding.retrial_application_received_on,
    )
    copy = next((day for day in copies if day is not None), None)
    in_order = sorted(proceeding.hearings, key=lambda hearing: hearing.held_on)
    coming = [hearing for hearing in in_order if hearing.held_on >= view.as_of]
    hearing = next(iter([*coming, *reversed(in_order)]), None)
    return {
        "立案日期": day_said(proceeding.filed_on, "立案日期"),
        "收到应诉通知": day_said(own_day(view, proceeding, unit.name, "notified_on"), "收到应诉通知日期"),
        "收到副本": day_said(copy, "收到副本日期"),
        "答辩期限": _answer_due(view, proceeding, unit),
        "开庭日期": time_of(hearing.held_on if hearing is not None else None),
        "出庭负责人": _heads(view, hearing, unit),
        "备案日期": day_said(own_day(view, proceeding, unit.name, "registered_on"), "备案日期"),
    }


def _heads(view: View, hearing: Hearing | None, unit: Unit) -> str:
    """Who is meant to come, or came."""
    if hearing is None or (hearing.attendees is None and not hearing.planned):
        return gap("拟出庭负责人")
    people_ = hearing.planned if hearing.attendees is None else hearing.attendees
    ours = [
        f"{said(person.name, '姓名')}（{said(person.post, '职务')}）"
        for person in people_
        if sat_for(view, person, unit.name) and person.rank in {*HEADS, None}
    ]
    return "、".join(ours) or "没有负责人出庭"


def _answer_due(view: View, proceeding: Proceeding, unit: Unit) -> str:
    """The last day for the answer, as `deadline` counts it."""
    for each in deadlines(view):
        is_its = view.is_same_docket(each.docket, proceeding.case_number) and each.unit == unit.name
        if each.key in _ANSWERS and is_its:
            return day_text(each.due) + ("（暂定）" if each.provisional else "")
    return gap("答辩期限")


def _responsible(people_: Responsibility) -> Values:
    return {
        "主要负责人": said(people_.chief, "主要负责人"),
        "分管领导": said(people_.in_charge, "分管领导"),
        "股室负责人": said(people_.section_head, "股室负责人"),
    }


def _team(team: Team) -> Values:
    return {
        "业务骨干": people(team.experts, "业务骨干"),
        "法制人员": people(team.legal_staff, "法制人员"),
        "法律顾问": people(team.legal_counsel, "法律顾问"),
    }


PAPER = Paper(
    "备案表",
    "收到应诉通知书后，报县司法局备案",
    cite(COUNTY_OPINION.section(6)),
    frozenset({Need.UNIT, Need.PROCEEDING}),
    FIELDS,
    gather,
)
