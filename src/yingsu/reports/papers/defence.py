"""答辩状: the outline of an answer, with the list of evidence (行政诉讼法 第六十七条第一款; 法释〔2018〕1号 第一百零八条第二款).

Facts are set from the file. What the office claims and why only people can say, so that is a gap. What helps in
drafting and is not for the court stands apart (`defence_notes`).
"""

from dataclasses import replace
from datetime import date

from yingsu.document import gap
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.deadline_defence import appealed_alone, defence_deadlines, is_appeal_of, own_day
from yingsu.domain.deadline_kinds import KINDS
from yingsu.domain.facts.absence import head_in_office
from yingsu.domain.facts.course import reviewed_by
from yingsu.domain.law import COUNTY_OPINION, LITIGATION_INTERPRETATION, LITIGATION_LAW, Article, cite
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import HeadRank, Instance, Side
from yingsu.domain.view import View
from yingsu.reports.papers import course, defence_grounds, defence_notes
from yingsu.reports.papers.due_days import due_text, of_proceeding
from yingsu.reports.papers.of_case import (
    CASE_FIELDS,
    COURT_FIELDS,
    act_text,
    case_values,
    court_values,
    full_name,
    names,
    only_unit,
    reconsideration_text,
    typed,
)
from yingsu.reports.papers.paper import (
    FieldDescription,
    Kind,
    Need,
    Paper,
    Subject,
    UnfitPaperError,
    Values,
    day_said,
    said,
)

_COPIES = {
    Instance.FIRST: ("起诉状", "complaint_received_on", "D02"),
    Instance.SECOND: ("上诉状", "appeal_received_on", "D13"),
}
_OF_RETRIAL = ("再审申请书", "retrial_application_received_on", "D19")
"""What is answered, the field with the day of its copy, the due day of the answer."""

_PRIOR = replace(
    course.INSTANCES, name="此前审理", meaning="这一审级以前的每一审级一项，按案卷的顺序；一审没有"
)

FIELDS = (
    *CASE_FIELDS,
    *COURT_FIELDS,
    FieldDescription("标题", "答辩状；审查再审申请时是书面意见", example="行政答辩状"),
    FieldDescription("地位", "本单位在这一审级的地位", example="被告"),
    FieldDescription("对方", "原告、上诉人或再审申请人", example="张某"),
    FieldDescription("对方地位", "对方在这一审级的地位", example="原告"),
    FieldDescription("法定代表人", "单位名录里在任的正职负责人和职务", example="林某，局长"),
    FieldDescription("收到文书", "答辩的是哪种文书", example="起诉状"),
    FieldDescription("收到副本", "收到它的副本的日期", Kind.DAY, "2025年3月6日"),
    FieldDescription("答辩期限", "提交答辩状的最后一天", Kind.DAY, "2025年3月21日"),
    FieldDescription("举证期限", "一审提交证据的最后一天；其他审级是空的", Kind.DAY, "2025年3月21日"),
    FieldDescription("期限依据", "答辩期限的依据", example="行政诉讼法第六十七条第一款"),
    FieldDescription("逾期", "答辩期限已过，案卷还没有答辩日期", Kind.YES_NO, "否"),
    FieldDescription("一审", "是不是一审：一审要提交证据和依据", Kind.YES_NO, "是"),
    _PRIOR,
    FieldDescription("诉讼请求", "诉讼请求", example="撤销处罚决定"),
    FieldDescription("赔偿数额", "请求赔偿的数额，元；没有就是空的", example="50000"),
    FieldDescription("附带审查", "请求一并审查规范性文件", Kind.YES_NO, "否"),
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
    *defence_grounds.FIELDS,
    *defence_notes.FIELDS,
)


def gather(subject: Subject) -> Values:
    """The values of `FIELDS`.

    Raises:
        UnfitPaperError: no litigation, or the unit's own appeal.
    """
    view, proceeding, unit = subject.view, subject.tried, only_unit(subject)
    _refuse_unfit(view, proceeding, unit)
    role, other = _roles(view, proceeding, unit)
    position = next(place for place, each in enumerate(view.case.proceedings) if each is proceeding)
    amount = view.case.claimed_amount
    is_review = proceeding.instance is Instance.RETRIAL_REVIEW
    return {
        **case_values(subject),
        **court_values(view, proceeding),
        "标题": "对再审申请的书面意见" if is_review else "行政答辩状",
        "地位": role,
        "对方地位": other,
        "对方": _opponents(view, proceeding, unit),
        "法定代表人": _chief(subject, unit),
        **_days(view, proceeding, unit),
        "一审": proceeding.instance is Instance.FIRST,
        "此前审理": course.instances(view)[:position],
        "诉讼请求": typed(view.case.claims, "诉讼请求"),
        "赔偿数额": f"{amount:f}" if amount else "",
        "附带审查": bool(view.case.normative_review),
        "被诉行为": act_text(view.case.act),
        "复议": reconsideration_text(view),
        **defence_grounds.values(view, proceeding, unit),
        **defence_notes.values(view, proceeding, unit),
    }


def _refuse_unfit(view: View, proceeding: Proceeding, unit: Unit) -> None:
    if not view.is_litigation(proceeding):
        raise UnfitPaperError(f"{proceeding.instance.value}不用答辩，写不出答辩状")
    if appealed_alone(view, proceeding, unit.name):
        raise UnfitPaperError(
            f"二审只有{unit.name}上诉，没有要答辩的上诉状。写一审的答辩状，加 --instance 一审"
        )


def _roles(view: View, proceeding: Proceeding, unit: Unit) -> tuple[str, str]:
    """What the unit and the other side are called. Who asked for a retrial is known by whose application came."""
    match proceeding.instance:
        case Instance.FIRST:
            return "被告", "原告"
        case Instance.SECOND:
            return "被上诉人", "上诉人"
        case _ if _copy_received(view, proceeding, unit) is not None:
            return "被申请人", "再审申请人"
        case _:
            return gap("本单位的地位"), gap("对方的地位")


def _opponents(view: View, proceeding: Proceeding, unit: Unit) -> str:
    """Plaintiffs; on appeal whoever appealed, but the unit itself. Who asked for a retrial is not in the file."""
    if proceeding.instance is Instance.FIRST:
        return names(view.case.plaintiffs)
    reviewed = reviewed_by(view, proceeding)
    if proceeding.instance is not Instance.SECOND or reviewed is None:
        return gap("对方的姓名或者名称")
    found: list[str] = []
    for appeal in reviewed.appeals:
        if appeal.side is Side.PLAINTIFF:
            found.append(names(view.case.plaintiffs))
        elif appeal.side is Side.THIRD_PARTY:
            found.append(said(names(view.case.third_parties), "上诉的第三人"))
        elif not is_appeal_of(view, appeal, unit.name):
            found.append(full_name(view, appeal.unit) if appeal.unit is not None else gap("上诉的单位"))
    return "、".join(dict.fromkeys(found)) or gap("上诉人")


def _chief(subject: Subject, unit: Unit) -> str:
    """The head who represents the unit; a gap where units.yaml has none on the day, or several."""
    found = {
        head.name: head.post
        for head in (head_in_office(unit, each.name, subject.written_on) for each in unit.heads)
        if head is not None and head.rank is HeadRank.CHIEF
    }
    if len(found) != 1:
        return gap("法定代表人或者主要负责人的姓名、职务")
    return "，".join(f"{name}，{said(post, '职务')}" for name, post in found.items())


def _days(view: View, proceeding: Proceeding, unit: Unit) -> Values:
    copy, _, kind = _COPIES.get(proceeding.instance, _OF_RETRIAL)
    answer, evidence = _due(view, proceeding, unit, kind)
    basis = _answer_basis(proceeding.instance)
    is_late = answer is not None and answer.done is None and answer.due < view.as_of
    return {
        "收到文书": copy,
        "收到副本": day_said(_copy_received(view, proceeding, unit), f"收到{copy}副本日期"),
        "答辩期限": due_text(answer) if answer is not None else gap("答辩期限"),
        "举证期限": evidence,
        "期限依据": cite(*basis),
        "逾期": is_late,
    }


def _copy_received(view: View, proceeding: Proceeding, unit: Unit) -> date | None:
    """The day of the copy. 收到起诉状副本 in a later instance is that of the appeal or application (case-format.md §2)."""
    fields = (_COPIES.get(proceeding.instance, _OF_RETRIAL)[1], _COPIES[Instance.FIRST][1])
    days = (own_day(view, proceeding, unit.name, field) for field in fields)
    return next((day for day in days if day is not None), None)


def _answer_basis(instance: Instance) -> tuple[Article, ...]:
    kind = KINDS[_COPIES.get(instance, _OF_RETRIAL)[2]]
    # D02 is of the evidence too; the answer has the first of its articles.
    return kind.basis[:1]


def _due(view: View, proceeding: Proceeding, unit: Unit, kind: str) -> tuple[Deadline | None, str]:
    """The due day of the answer, and that of the evidence in words."""
    if proceeding.instance is not Instance.FIRST:
        found = (each for each in of_proceeding(view, proceeding, unit) if each.key == kind)
        return next(found, None), ""
    both = defence_deadlines(view, proceeding, unit.name)
    if both is None:
        return None, gap("举证期限")
    evidence = both.evidence
    return both.answer, due_text(evidence) if evidence is not None else gap("延期举证的最后一天")


PAPER = Paper(
    "答辩状",
    "收到起诉状、上诉状副本后答辩：提纲、逐个风险点的答辩、证据清单，另附起草提示",
    cite(
        LITIGATION_LAW.article(34, 1),
        LITIGATION_LAW.article(67, 1),
        LITIGATION_INTERPRETATION.article(108, 2),
        LITIGATION_INTERPRETATION.article(111),
        COUNTY_OPINION.section(4),
    ),
    frozenset({Need.UNIT, Need.PROCEEDING}),
    FIELDS,
    gather,
)
