"""出庭通知: tells the head that he is to be in court, what to bring, and what to do if he cannot come.

Basis: 行政诉讼法 第三条第三款; 法释〔2020〕3号 第五条至第十二条; 德政办〔2025〕32号第四部分.
"""

from yingsu.document import gap
from yingsu.domain.answer import Answer
from yingsu.domain.facts.absence import article_of, head_in_office
from yingsu.domain.facts.appearance import HEADS, head_appeared, is_to_appear, sat_for
from yingsu.domain.facts.risk import described
from yingsu.domain.law import (
    APPEARANCE_RULES,
    COUNTY_OPINION,
    LITIGATION_INTERPRETATION,
    LITIGATION_LAW,
    cite,
)
from yingsu.domain.parties import Team
from yingsu.domain.proceeding import Attendee, Hearing, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import AbsenceGround, HeadRank
from yingsu.domain.view import View
from yingsu.reports.papers.credential import rank_of
from yingsu.reports.papers.due_days import due_text, of_proceeding
from yingsu.reports.papers.of_case import (
    CASE_FIELDS,
    COURT_FIELDS,
    HEARING_FIELDS,
    act_text,
    case_values,
    court_values,
    full_name,
    hearing_values,
    only_unit,
    people,
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
    day_text,
    said,
    sentence,
)

_PAPERS_DUE = "D10"
"""The due day of the identity paper, or of the explanation."""

_PERSON = (
    FieldDescription("姓名", "姓名", example="孟某"),
    FieldDescription("职务", "职务；负责人没有写的查单位名录", example="副镇长"),
)

FIELDS = (
    *CASE_FIELDS,
    *COURT_FIELDS,
    *HEARING_FIELDS,
    FieldDescription("负责人", "拟出庭人员里身份是负责人的；没有就是待填", Kind.LIST, entries=_PERSON),
    FieldDescription("随同人员", "拟出庭的其他人；没有就是空的", Kind.LIST, entries=_PERSON),
    FieldDescription(
        "被诉行为",
        "被诉行为的机关、作出日期、名称、文号",
        example="县自然资源局于2025年1月10日作出的行政处罚决定",
    ),
    FieldDescription("诉讼请求", "诉讼请求", example="撤销处罚决定"),
    FieldDescription("败诉风险", "高、中、低；没有写就是空的", example="高"),
    FieldDescription("风险点", "案卷的风险点，每个一项", Kind.LIST, "未告知听证权利"),
    FieldDescription("法院通知", "法院已通知负责人出庭", Kind.YES_NO, "是"),
    FieldDescription("再次通知", "法院通知负责人再次出庭", Kind.YES_NO, "否"),
    FieldDescription("本审级已出庭", "这一审级以前的开庭，本单位负责人已经到过庭", Kind.YES_NO, "否"),
    FieldDescription("最迟日期", "向法院交身份证明，或者不能出庭的说明的最后一天", Kind.DAY, "2025年4月10日"),
    FieldDescription(
        "情形",
        "可以不出庭的四种情形",
        Kind.LIST,
        entries=(
            FieldDescription("名称", "情形", example="不可抗力"),
            FieldDescription("依据", "哪一条哪一项", example="法释〔2020〕3号第八条第（一）项"),
        ),
    ),
    FieldDescription("法制人员", "专班的法制人员", example="凤某"),
)


def gather(subject: Subject) -> Values:
    """The values of `FIELDS`.

    Raises:
        UnfitPaperError: no litigation, the hearing is over, or it was arranged that the heads of others come.
    """
    view, unit = subject.view, only_unit(subject)
    proceeding, hearing = subject.heard
    _refuse_unfit(view, proceeding, hearing, unit)
    case, team = view.case, view.case.team or Team()
    risks: list[Entry] = [sentence(point.note or described(view.office, point)) for point in case.risk_points]
    return {
        **case_values(subject),
        **court_values(view, proceeding),
        **hearing_values(hearing),
        **_people(view, hearing, unit),
        "被诉行为": act_text(case.act),
        "诉讼请求": typed(case.claims, "诉讼请求"),
        "败诉风险": case.loss_risk.value if case.loss_risk is not None else "",
        "风险点": risks,
        "法院通知": bool(hearing.head_summoned),
        "再次通知": bool(hearing.head_recalled),
        "本审级已出庭": head_appeared(view, proceeding, unit.name) is Answer.YES,
        "最迟日期": _papers_due(view, proceeding, hearing, unit),
        "情形": _grounds(),
        "法制人员": people(team.legal_staff, "法制人员"),
    }


def _refuse_unfit(view: View, proceeding: Proceeding, hearing: Hearing, unit: Unit) -> None:
    if not view.is_litigation(proceeding):
        raise UnfitPaperError(f"{proceeding.instance.value}不是诉讼，不用通知负责人出庭应诉")
    if hearing.held_on < view.as_of or hearing.attendees is not None:
        raise UnfitPaperError(f"{day_text(hearing.held_on)}的开庭已经过了，不用再写出庭通知")
    if not is_to_appear(view, proceeding, unit.name):
        others = "、".join(proceeding.appearing_units)
        raise UnfitPaperError(f"案卷“出庭单位”写明由{others}的负责人出庭，不用通知{unit.name}的负责人")


def _people(view: View, hearing: Hearing, unit: Unit) -> Values:
    """Those who are meant to come: heads, and all others that sit for the unit or are of no defendant's."""
    ours = [person for person in hearing.planned if sat_for(view, person, unit.name)]
    heads = [person for person in ours if rank_of(person, unit, hearing) in {*HEADS, None}]
    others = [person for person in hearing.planned if person not in heads and _may_come_along(view, person)]
    nobody: list[Entry] = [{"姓名": gap("出庭负责人姓名"), "职务": gap("职务")}]
    return {
        "负责人": [_person(person, unit, hearing) for person in heads] or nobody,
        "随同人员": [
            _with_unit(view, person, unit, hearing)
            for person in others
            if person in ours or person.rank in {HeadRank.STAFF, HeadRank.LAWYER, HeadRank.OTHER_AGENT}
        ],
    }


def _may_come_along(view: View, person: Attendee) -> bool:
    """Not somebody of a co-defendant's: he sits for it."""
    is_same = view.office.directory.is_same
    return len(view.case.defendants) == 1 or not any(
        is_same(person.unit, defendant.unit) for defendant in view.case.defendants
    )


def _person(person: Attendee, unit: Unit, hearing: Hearing) -> Entry:
    """A head by name and post: 职务 as written, else that of units.yaml on the day."""
    return {"姓名": said(person.name, "姓名"), "职务": said(_post(person, unit, hearing), "职务")}


def _with_unit(view: View, person: Attendee, unit: Unit, hearing: Hearing) -> Entry:
    """Somebody who comes along, with his unit where it is another one."""
    is_ours = person.unit is None or view.office.directory.is_same(person.unit, unit.name)
    where = "" if is_ours or person.unit is None else full_name(view, person.unit)
    post = said(_post(person, unit, hearing), "职务")
    return {"姓名": said(person.name, "姓名"), "职务": f"{where}{post}"}


def _post(person: Attendee, unit: Unit, hearing: Hearing) -> str | None:
    head = head_in_office(unit, person.name, hearing.held_on)
    return person.post or (head.post if head is not None else None)


def _papers_due(view: View, proceeding: Proceeding, hearing: Hearing, unit: Unit) -> str:
    """As `deadline` has it: that of the hearing in question."""
    found = of_proceeding(view, proceeding, unit)
    due = next((each for each in found if each.key == _PAPERS_DUE and each.node is hearing), None)
    return due_text(due) if due is not None else day_text(hearing.held_on)


def _grounds() -> list[Entry]:
    found = ((ground, article_of(ground)) for ground in AbsenceGround)
    return [{"名称": ground.value, "依据": cite(article)} for ground, article in found if article is not None]


PAPER = Paper(
    "出庭通知",
    "通知负责人出庭：何时何地、带什么、当庭做什么、不能出庭怎么办",
    cite(
        LITIGATION_LAW.article(3, 3),
        APPEARANCE_RULES.article(6, 1),
        APPEARANCE_RULES.article(8),
        APPEARANCE_RULES.article(9, 1),
        LITIGATION_INTERPRETATION.article(129, 3),
        COUNTY_OPINION.section(4),
    ),
    frozenset({Need.UNIT, Need.HEARING}),
    FIELDS,
    gather,
)
