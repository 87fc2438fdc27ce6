"""What an answer argues with: whether the suit may be brought, how the act came about, each doubt, the evidence."""

from collections.abc import Iterator
from datetime import date

from yingsu.document import gap
from yingsu.domain.act import ChallengedAct, Reconsideration
from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.deadline_act import DISCLOSURE, FAILURE_TO_ACT
from yingsu.domain.deadline_kinds import KINDS
from yingsu.domain.deadlines import deadlines
from yingsu.domain.facts.legality import records_of
from yingsu.domain.facts.risk import described, placed
from yingsu.domain.law import (
    PUBLIC_INTEREST_INTERPRETATION,
    RECONSIDERATION_LAW,
    RECONSIDERATION_REGULATION,
    Article,
    cite,
)
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import (
    Instance,
    LegalityReviewResult,
    LetterKind,
    LetterSubject,
    RecordStatus,
)
from yingsu.domain.view import View
from yingsu.reports.papers.of_case import full_name
from yingsu.reports.papers.paper import (
    Entry,
    FieldDescription,
    Kind,
    Values,
    day_said,
    day_text,
    sentence,
)

FIELDS = (
    FieldDescription(
        "起诉条件",
        "一审要核对的起诉条件：起诉期限、复议前置、公益诉讼的诉前程序；其他审级没有",
        Kind.LIST,
        entries=(
            FieldDescription("事项", "核对什么", example="起诉期限"),
            FieldDescription(
                "情况",
                "案卷写明的日期，和要人核对的",
                example="被诉行为于2025年1月13日送达，起诉期限推算至2025年7月14日",
            ),
            FieldDescription("依据", "依据", example="行政诉讼法第四十六条第一款"),
        ),
    ),
    FieldDescription(
        "行为经过",
        "被诉行为和复议一步一步的经过，按日期排",
        Kind.LIST,
        entries=(
            FieldDescription("日期", "日期", Kind.DAY, "2024年11月20日"),
            FieldDescription("事项", "做了什么", example="立案"),
        ),
    ),
    FieldDescription(
        "自行纠正",
        "本单位的“自纠”，每项一项",
        Kind.LIST,
        entries=(
            FieldDescription("日期", "日期", Kind.DAY, "2025年4月1日"),
            FieldDescription("方式", "方式", example="补救补偿"),
            FieldDescription("说明", "说明；没有写就是空的", example="补充告知并听取意见"),
        ),
    ),
    FieldDescription(
        "争议问题",
        "案卷的每个风险点一项：要答辩的问题",
        Kind.LIST,
        entries=(
            FieldDescription("问题", "“说明”；没有写就用目录里的", example="未告知听证权利"),
            FieldDescription("类型", "四类之一；目录外没有写的是空的", example="程序缺失"),
            FieldDescription("证据", "在案卷哪里；没有写就是空的", example="案卷第12页"),
        ),
    ),
    FieldDescription(
        "证据",
        "“材料”每份一项，加上“执法记录”写明有的；没有就是一行待填",
        Kind.LIST,
        entries=(
            FieldDescription("名称", "名称", example="处罚决定书"),
            FieldDescription("日期", "材料的日期；没有写就是空的", Kind.DAY, "2025年1月10日"),
            FieldDescription("证明目的", "“证明目的”", example="被诉行为内容"),
        ),
    ),
)

_NO_REASON = "要证明什么；不作证据的删去这一行"

_PUBLIC_INTEREST = "公益诉讼"
"""The 行为类别 of suits that a procuratorate brings."""

_FIRST_RECONSIDERED = {FAILURE_TO_ACT: (3, 30), DISCLOSURE: (4, 31)}
"""行为类别 that may have to go to reconsideration first: the item of 复议法 23①, the article of its regulation."""


def values(view: View, proceeding: Proceeding, unit: Unit) -> Values:
    """The values of `FIELDS`."""
    is_first = proceeding.instance is Instance.FIRST
    nothing: list[Entry] = [{"日期": gap("日期"), "事项": gap("被诉行为作出的经过")}]
    return {
        "起诉条件": list(_conditions(view, proceeding)) if is_first else [],
        "行为经过": [{"日期": day_text(day), "事项": what} for day, what in steps(view)] or nothing,
        "自行纠正": _corrections(view, unit),
        "争议问题": [_issue(view, point) for point in view.case.risk_points],
        "证据": _evidence(view),
    }


def _conditions(view: View, proceeding: Proceeding) -> Iterator[Entry]:
    case = view.case
    if case.public_interest or case.act_type == _PUBLIC_INTEREST:
        yield _before_suit(view)
        return
    yield _in_time(view, proceeding)
    reconsidered = _FIRST_RECONSIDERED.get(case.act_type)
    day = proceeding.filed_on or view.as_of
    if reconsidered is None or case.reconsideration is not None or not _binds(RECONSIDERATION_LAW.whole, day):
        return
    item, number = reconsidered
    detail = RECONSIDERATION_REGULATION.article(number)
    articles = [
        RECONSIDERATION_LAW.article(23, 1, item),
        *([detail] if _binds(detail, day) else []),
    ]
    asked = gap("案卷没有写经过复议。是否属于应当先申请复议的情形")
    yield {"事项": "复议前置", "情况": asked, "依据": cite(*articles)}


def _binds(article: Article, day: date) -> bool:
    since = article.instrument.in_force_on
    return since is not None and since <= day


def _in_time(view: View, proceeding: Proceeding) -> Entry:
    """起诉期限: what the file says of it. It has the day of filing by the court, not that of the complaint."""
    filed = f"，你院于{day_text(proceeding.filed_on)}立案" if proceeding.filed_on is not None else ""
    case = view.case
    if case.reconsideration is not None:
        decided = day_said(case.reconsideration.decided_on, "复议决定日期")
        known, asked, kind = f"复议决定于{decided}作出", "原告收到复议决定书和起诉的日期", "D57"
    elif case.act_type == FAILURE_TO_ACT and case.act is not None:
        applied = day_said(case.act.applied_on, "收到申请日期")
        known, asked, kind = f"申请于{applied}收到", "履行期限届满和起诉的日期", "D58"
    else:
        found = next((each for each in deadlines(view) if each.key == "D56"), None)
        known = (
            f"被诉行为于{day_text(found.start)}送达，以此为知道之日，起诉期限推算至{day_text(found.due)}"
            if found is not None
            else f"被诉行为于{gap('送达日期')}送达"
        )
        asked, kind = "起诉的日期", "D56"
    situation = f"{known}{filed}。{gap(f'{asked}；是否超过起诉期限')}"
    return {"事项": "起诉期限", "情况": situation, "依据": cite(*KINDS[kind].basis)}


def _before_suit(view: View) -> Entry:
    """公益诉讼: the recommendation before the suit, and the reply."""
    letters = [
        letter
        for letter in view.case.letters
        if letter.kind is LetterKind.PROCURATORIAL_RECOMMENDATION
        and letter.subject is LetterSubject.PUBLIC_INTEREST
    ]
    told = "；".join(
        f"检察建议书于{day_text(letter.received_on)}收到，{_replied(letter.replied_on)}" for letter in letters
    )
    asked = gap("是否已在检察建议的期限内依法履行职责")
    return {
        "事项": "诉前程序",
        "情况": f"{told or gap('收到检察建议书和回复的日期')}。{asked}",
        "依据": cite(PUBLIC_INTEREST_INTERPRETATION.article(21)),
    }


def _replied(day: date | None) -> str:
    return f"{day_text(day)}回复" if day is not None else "没有回复"


def steps(view: View) -> list[tuple[date, str]]:
    """The course of the act and of its reconsideration, by day."""
    act, reconsideration = view.case.act, view.case.reconsideration
    found = [*(_of_act(act) if act is not None else ())]
    if reconsideration is not None:
        found += _of_reconsideration(view, reconsideration)
    dated = [(day, what) for day, what in found if day is not None]
    return sorted(dated, key=lambda each: each[0])


def _of_act(act: ChallengedAct) -> Iterator[tuple[date | None, str]]:
    review, hearing = act.legality_review, act.oral_hearing
    number = f"（{act.document_number}）" if act.document_number is not None else ""
    yield act.applied_on, "收到申请"
    yield act.opened_on, "立案"
    if hearing is not None:
        yield hearing.informed_on, "告知听证权利"
        yield hearing.notified_on, "通知举行听证的时间、地点"
        yield hearing.held_on, "举行听证"
    # One that raised problems is for the notes: whether to speak of it in court is for people to say.
    if review is not None and review.result is LegalityReviewResult.AGREED:
        yield review.reviewed_on, f"{review.body or ''}法制审核，结论为同意"
    yield act.discussed_on, "集体讨论"
    yield act.made_on, f"作出{act.name or '被诉行为'}{number}"
    yield act.served_on, "送达"
    yield act.demand_served_on, "送达催告书"
    yield act.published_on, "公示"


def _of_reconsideration(view: View, found: Reconsideration) -> Iterator[tuple[date | None, str]]:
    agency = full_name(view, found.agency) if found.agency is not None else "复议机关"
    number = f"（{found.document_number}）" if found.document_number is not None else ""
    result = f"，结果为{found.result.value}" if found.result is not None else ""
    yield found.application_received_on, "收到行政复议申请书副本"
    yield found.replied_on, "提交行政复议答复和证据"
    yield found.decided_on, f"{agency}作出复议决定{number}{result}"


def _corrections(view: View, unit: Unit) -> list[Entry]:
    return [
        {
            "日期": day_text(each.corrected_on),
            "方式": each.kind.value,
            "说明": sentence(each.note or ""),
        }
        for each in view.case.self_corrections
        if view.office.directory.is_same(each.unit, unit.name)
    ]


def _issue(view: View, point: RiskPoint) -> Entry:
    _, kind = placed(view.office, point)
    return {
        "问题": sentence(point.note or described(view.office, point)),
        "类型": kind.value if kind is not None else "",
        "证据": sentence(point.evidence or ""),
    }


def _evidence(view: View) -> list[Entry]:
    """材料 once each, then the records that are kept and not among them."""
    made: dict[str, Entry] = {}
    for material in view.case.materials:
        if material.name is not None:
            day = day_text(material.dated_on) if material.dated_on is not None else ""
            proves = sentence(material.proves) if material.proves else gap(_NO_REASON)
            made.setdefault(material.name, {"名称": material.name, "日期": day, "证明目的": proves})
    act = view.case.act
    records = act.records if act is not None else None
    kept = records_of(act, RecordStatus.KEPT) if act is not None else ()
    for name in (records.key_of(field) for field in kept if records is not None):
        if not any(name in said for said in made):
            made[name] = {"名称": name, "日期": "", "证明目的": gap(_NO_REASON)}
    unnamed: Entry = {"名称": gap("证据名称"), "日期": "", "证明目的": gap("要证明什么")}
    return list(made.values()) or [unnamed]
