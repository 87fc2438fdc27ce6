"""What most papers of a case say: whose case, before which court, who wrote it and when."""

from datetime import date

from yingsu.document import gap
from yingsu.domain.act import ChallengedAct
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.office import Office
from yingsu.domain.parties import Party
from yingsu.domain.proceeding import Hearing, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import DefendantStatus, HeadRank
from yingsu.domain.view import View
from yingsu.reports.papers.paper import (
    FieldDescription,
    Kind,
    Subject,
    Values,
    day_said,
    day_text,
    said,
    sentence,
)

CASE_FIELDS = (
    FieldDescription(
        "案件", "案件名称：有“名称”用“名称”，没有就是原告诉被告案由案", example="张某诉县自然资源局行政处罚案"
    ),
    FieldDescription("案由", "案由", example="责令退还非法占用土地"),
    FieldDescription("原告", "全部原告，用顿号连接；非诉审查案件是被执行人", example="张某"),
    FieldDescription("被告", "全部被告的全称；非诉审查案件是申请执行人", example="德化县自然资源局"),
    FieldDescription("第三人", "全部第三人；没有就是空的", example="某村村民委员会"),
    FieldDescription("单位", "以谁的名义写：--unit 指明的单位的全称", example="德化县自然资源局"),
    FieldDescription("署名", "落款的单位，每个一行：同“单位”", Kind.LIST, "德化县自然资源局"),
    FieldDescription("司法局", "设置里的司法局，用全称", example="德化县司法局"),
    FieldDescription(
        "成文日期", "落款的日期：数据截至的那一天（--as-of，不写就是今天）", Kind.DAY, "2025年3月6日"
    ),
)

COURT_FIELDS = (
    FieldDescription("案号", "这一审级的案号", example="（2025）闽0583行初12号"),
    FieldDescription("审级", "一审、二审等", example="一审"),
    FieldDescription("法院", "受理法院", example="南安市人民法院"),
)

HEARING_FIELDS = (
    FieldDescription("开庭日期", "开庭的日期", Kind.DAY, "2025年4月10日"),
    FieldDescription("开庭时间", "开庭的日期，写了时间的加上时间", example="2025年4月10日09:00"),
    FieldDescription("开庭地点", "法庭；没有写就是空的", example="第三法庭"),
)

RANK_WORDS = {
    HeadRank.CHIEF: "正职负责人",
    HeadRank.DEPUTY: "副职负责人",
    HeadRank.IN_CHARGE: "参与分管的负责人",
}
"""What a head is, as 法释〔2020〕3号 第二条第一款 says it."""


def case_values(subject: Subject) -> Values:
    """The values of `CASE_FIELDS`."""
    view, case = subject.view, subject.view.case
    agencies = [defendant.unit for defendant in case.defendants] or [
        applicant.unit for applicant in case.enforcement_applicants
    ]
    return {
        "案件": case.name,
        "案由": case.cause,
        "原告": names(case.plaintiffs or case.enforcement_respondents),
        "被告": "、".join(full_name(view, agency) for agency in agencies),
        "第三人": names(case.third_parties),
        **signed_by(subject.units),
        "司法局": full_name(view, view.office.settings.justice_bureau),
        "成文日期": day_text(subject.written_on),
    }


def signed_by(units: tuple[Unit, ...]) -> Values:
    """Those in whose name a paper is written."""
    whole = [unit.full_name or unit.name for unit in units]
    return {"单位": "、".join(whole), "署名": [*whole]}


def court_values(view: View, proceeding: Proceeding) -> Values:
    """The values of `COURT_FIELDS`."""
    return {
        "案号": docket_text(view, proceeding),
        "审级": proceeding.instance.value,
        "法院": said(proceeding.court, "法院"),
    }


def hearing_values(hearing: Hearing) -> Values:
    """The values of `HEARING_FIELDS`."""
    day = day_text(hearing.held_on)
    return {"开庭日期": day, "开庭时间": day + (hearing.time or ""), "开庭地点": hearing.place or ""}


def docket_text(view: View, proceeding: Proceeding) -> str:
    """A 案号 as it should be written, with full-width brackets; a gap where there is none."""
    docket = view.docket(proceeding.case_number)
    return docket.canonical if docket is not None else said(proceeding.case_number, "案号")


def full_name(view: View, unit: str) -> str:
    """A unit by its full name, if units.yaml has one."""
    return full_name_in(view.office, unit)


def full_name_in(office: Office, unit: str) -> str:
    """The same, of an office."""
    found = office.directory.find(unit)
    return (found.full_name if found is not None else None) or unit


def names(parties: tuple[Party, ...]) -> str:
    """The names of parties."""
    return "、".join(party.name for party in parties)


def people(found: tuple[str, ...], what: str) -> str:
    """Names of people, or a gap."""
    return "、".join(found) or gap(what)


def act_text(act: ChallengedAct | None) -> str:
    """The challenged act with its number, agency and day, as far as known; a gap where there is nothing of it."""
    if act is None or (act.name is None and act.document_number is None):
        return gap("被诉行政行为的名称、文号")
    number = f"（{act.document_number}）" if act.document_number and act.name else act.document_number or ""
    day = f"{day_text(act.made_on)}" if act.made_on is not None else ""
    maker = act.agency or ""
    made = f"{maker}于{day}作出的" if maker and day else f"{maker or day}作出的" if maker or day else ""
    return f"{made}{act.name or ''}{number}"


def reconsideration_text(view: View) -> str:
    """What reconsideration came to; empty where the file has none, and no defendant is sued for it."""
    found = view.case.reconsideration
    if found is None:
        is_sued = any(each.status is DefendantStatus.RECONSIDERATION for each in view.case.defendants)
        return gap("复议机关、决定日期和结果") if is_sued else ""
    agency = full_name(view, found.agency) if found.agency is not None else gap("复议机关")
    result = found.result.value if found.result is not None else gap("复议结果")
    number = f"（{found.document_number}）" if found.document_number else ""
    return f"{agency}于{day_said(found.decided_on, '复议决定日期')}作出复议决定{number}，结果为{result}"


def handling_text(view: View) -> str:
    """承办单位 as declared or derived."""
    return "、".join(full_name(view, unit) for unit in handling_units(view)) or gap("承办单位")


def typed(text: str | None, what: str) -> str:
    """A text that somebody typed, without its last stop; or a gap."""
    return sentence(text) if text else gap(what)


def time_of(day: date | None) -> str:
    """A day as documents write it; empty where there is none."""
    return day_text(day) if day is not None else ""


def only_unit(subject: Subject) -> Unit:
    """The unit of a paper that needs one."""
    return subject.units[0]
