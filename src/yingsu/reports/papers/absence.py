"""不能出庭情况说明: why a head cannot come, who comes instead (法释〔2018〕1号 第一百二十九条第三款; 法释〔2020〕3号 第八条、第九条)."""

from pathlib import PurePosixPath

from yingsu.document import gap
from yingsu.domain.answer import Answer
from yingsu.domain.facts.absence import article_of, head_in_office, staff_for
from yingsu.domain.facts.appearance import absences_of, head_came, held_hearings
from yingsu.domain.law import APPEARANCE_RULES, LITIGATION_INTERPRETATION, cite
from yingsu.domain.proceeding import Absence, Attendee, Hearing, Postponement
from yingsu.domain.records import Unit
from yingsu.domain.terms import Side
from yingsu.reports.papers.of_case import (
    CASE_FIELDS,
    COURT_FIELDS,
    HEARING_FIELDS,
    case_values,
    court_values,
    full_name,
    hearing_values,
    only_unit,
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
)

_THIS_PAPER = "情况说明"

FIELDS = (
    *CASE_FIELDS,
    *COURT_FIELDS,
    *HEARING_FIELDS,
    FieldDescription("负责人", "应当出庭而不能出庭的负责人：“未到庭说明”里的负责人", example="许某"),
    FieldDescription("职务", "该负责人的职务：查单位名录里开庭那天在任的", example="副县长"),
    FieldDescription("情形", "不能出庭的情形，四种之一：“未到庭说明”的“事由”", example="其他正当事由"),
    FieldDescription("依据", "这种情形是哪一条哪一项", example="法释〔2020〕3号第八条第（四）项"),
    FieldDescription("说明", "具体情况：“未到庭说明”的“说明”", example="住院手术，已附诊断证明"),
    FieldDescription(
        "证明材料", "证明材料的名称：“材料”写的文件的名称，就是情况说明本身的不算", example="诊断证明"
    ),
    FieldDescription(
        "工作人员",
        "委托出庭的工作人员：到庭人员（还没开庭的，拟出庭人员）里身份是工作人员的",
        Kind.LIST,
        entries=(
            FieldDescription("姓名", "姓名", example="伍某"),
            FieldDescription("职务", "所在单位和职务", example="县司法局复议应诉股股长"),
        ),
    ),
    FieldDescription(
        "申请延期", "单位申请了延期开庭，法院还没有决定；有几个被告时看不出是谁申请，写否", Kind.YES_NO, "否"
    ),
)


def gather(subject: Subject) -> Values:
    """The values of `FIELDS`.

    Raises:
        UnfitPaperError: the head came.
    """
    view, unit = subject.view, only_unit(subject)
    proceeding, hearing = subject.heard
    if head_came(view, hearing, unit.name) is Answer.YES:
        raise UnfitPaperError(
            f"{day_text(hearing.held_on)}开庭，{unit.name}的负责人已经到庭，不用写不能出庭情况说明{_others(subject)}"
        )
    found = absences_of(view, hearing, unit.name)
    absence = found[-1] if found else Absence()
    article = article_of(absence.ground)
    asked = hearing.postponement or Postponement()
    return {
        **case_values(subject),
        **court_values(view, proceeding),
        **hearing_values(hearing),
        "负责人": said(absence.head, "应出庭负责人姓名"),
        "职务": _post(unit, absence, hearing),
        "情形": absence.ground.value
        if absence.ground is not None and article is not None
        else gap("不可抗力、意外事件、履行他人不能代替的公务、其他正当事由中的哪一种"),
        "依据": cite(article)
        if article is not None
        else f"{cite(APPEARANCE_RULES.article(8))}{gap('第几项')}",
        "说明": typed(absence.explanation, "不能出庭的具体情况"),
        "证明材料": _proof(absence),
        "工作人员": _staff(subject, staff_for(view, hearing, unit)),
        "申请延期": asked.asked_by is Side.DEFENDANT
        and asked.is_granted is None
        and len(view.case.defendants) == 1,
    }


def _others(subject: Subject) -> str:
    """The hearings that the head was not at, to be named with an option."""
    view, unit = subject.view, only_unit(subject)
    days = [
        hearing.held_on.isoformat()
        for proceeding in view.case.proceedings
        for hearing in held_hearings(view, proceeding)
        if head_came(view, hearing, unit.name) is Answer.NO
    ]
    return f"。负责人没有到庭的是 {'、'.join(days)}，请用 --hearing 写明" if days else ""


def _proof(absence: Absence) -> str:
    """What proves the ground. 材料 often names this very paper as it was handed in, which proves nothing."""
    name = PurePosixPath(absence.proof).stem if absence.proof is not None else ""
    return gap("证明材料名称") if not name or name.endswith(_THIS_PAPER) else name


def _post(unit: Unit, absence: Absence, hearing: Hearing) -> str:
    head = head_in_office(unit, absence.head, hearing.held_on)
    return said(head.post if head is not None else None, "职务")


def _staff(subject: Subject, staff: tuple[Attendee, ...]) -> list[Entry]:
    """With the unit of those who are of another one."""
    view, unit = subject.view, only_unit(subject)
    made: list[Entry] = []
    for person in staff:
        is_ours = person.unit is None or view.office.directory.is_same(person.unit, unit.name)
        where = "" if is_ours or person.unit is None else full_name(view, person.unit)
        post = said(person.post, "职务")
        made.append({"姓名": said(person.name, "姓名"), "职务": f"{where}{post}"})
    return made or [{"姓名": gap("委托的工作人员姓名"), "职务": gap("职务")}]


PAPER = Paper(
    "不能出庭情况说明",
    "负责人不能出庭时，向法院说明理由，写明谁代为出庭",
    cite(
        LITIGATION_INTERPRETATION.article(129, 3),
        APPEARANCE_RULES.article(8),
        APPEARANCE_RULES.article(9, 1),
    ),
    frozenset({Need.UNIT, Need.HEARING}),
    FIELDS,
    gather,
)
