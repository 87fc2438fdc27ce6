"""整改回复: the answer to a letter of a court, a procuratorate or a reconsideration agency, with what was done.

Basis: 德政办〔2025〕32号第五部分; 法释〔2023〕11号 第八条第一款; 法释〔2018〕1号 第一百四十九条第四款;
高检发释字〔2019〕1号 第十九条; 法释〔2018〕6号 第二十一条第二款; 行政复议法 第七十六条.
"""

from pathlib import PurePosixPath

from yingsu.document import gap
from yingsu.domain.aftermath import Letter, RiskPoint, SelfCorrection
from yingsu.domain.deadline_core import Deadline, Desk
from yingsu.domain.deadlines import reply_deadline
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.risk import described
from yingsu.domain.law import (
    COUNTY_OPINION,
    JUDICIAL_RECOMMENDATION_RULES,
    LITIGATION_INTERPRETATION,
    PROCURATORIAL_RECOMMENDATION_RULES,
    PUBLIC_INTEREST_INTERPRETATION,
    RECONSIDERATION_LAW,
    cite,
)
from yingsu.domain.terms import LetterKind, LetterSubject
from yingsu.domain.view import View
from yingsu.reports.papers.due_days import counted_text, due_text
from yingsu.reports.papers.of_case import CASE_FIELDS, case_values, full_name, time_of, typed
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
    listed,
    said,
    sentence,
)

FIELDS = (
    *CASE_FIELDS,
    FieldDescription(
        "文种",
        "回复；复议意见书是纠正情况报告。已经回复过的，补充回复、纠正情况补充报告",
        example="回复",
    ),
    FieldDescription("来函种类", "来函的种类", example="司法建议书"),
    FieldDescription("来函文号", "来函的文号", example="南法建〔2025〕1号"),
    FieldDescription("来函机关", "来函的机关，回复给谁", example="南安市人民法院"),
    FieldDescription("针对", "规范性文件、公益诉讼诉前；其他的是空的", example="规范性文件"),
    FieldDescription("收到日期", "收到来函的日期", Kind.DAY, "2025年3月20日"),
    FieldDescription("回复期限", "来函写明的，没有写明的按法律；都没有就是空的", Kind.DAY, "2025年5月20日"),
    FieldDescription(
        "期限算法",
        "回复期限怎么算出来的；没有期限就是空的",
        example="收到司法建议书2025年3月20日，当日不计；两个月届满日为2025年5月20日",
    ),
    FieldDescription("期限依据", "回复期限的依据；没有期限就是空的", example="法释〔2023〕11号第八条第一款"),
    FieldDescription("逾期", "写这份回复的时候，回复期限已经过了，也没有回复过", Kind.YES_NO, "否"),
    FieldDescription("此前回复", "已经回复过的日期；没有就是空的", Kind.DAY, "2025年4月3日"),
    FieldDescription("对接人", "对接人", example="伍某"),
    FieldDescription("措施", "“措施”，每条一项", Kind.LIST, "全面审查被诉行为"),
    FieldDescription("完成期限", "措施的完成期限", Kind.DAY, "2025年4月5日"),
    FieldDescription("落实情况", "办理中、已落实、未采纳", example="已落实"),
    FieldDescription("落实日期", "落实的日期；没有写就是空的", Kind.DAY, "2025年4月5日"),
    FieldDescription(
        "自行纠正",
        "收到来函以后收函单位的“自纠”，每项一项",
        Kind.LIST,
        entries=(
            FieldDescription("日期", "日期", Kind.DAY, "2025年4月1日"),
            FieldDescription("方式", "方式", example="补救补偿"),
            FieldDescription("说明", "说明；没有写就是空的", example="补充告知并听取意见"),
        ),
    ),
    FieldDescription(
        "整改",
        "写了整改措施的风险点，每个一项",
        Kind.LIST,
        entries=(
            FieldDescription("问题", "“说明”；没有写就用目录里的", example="未告知听证权利"),
            FieldDescription("措施", "整改措施", example="重作时补充告知并组织听证"),
            FieldDescription("责任人", "责任人", example="黄某"),
            FieldDescription("期限", "整改期限；没有写就是空的", Kind.DAY, "2025年7月31日"),
            FieldDescription("完成情况", "完成日期，或者还没有完成", example="2025年7月15日完成"),
        ),
    ),
    FieldDescription(
        "沟通",
        "收到来函以后与来函机关的“府院沟通”，每次一项",
        Kind.LIST,
        entries=(
            FieldDescription("日期", "日期", Kind.DAY, "2025年3月25日"),
            FieldDescription("方式", "方式；没有写就是空的", example="座谈"),
            FieldDescription("内容", "内容；没有写就是空的", example="说明政策背景"),
            FieldDescription("整改", "整改；没有写就是空的", example="补充送达证据"),
        ),
    ),
    FieldDescription("证明材料", "自纠凭证的名称；没有就是待填", Kind.LIST, "补充告知书"),
)


def gather(subject: Subject) -> Values:
    """The values of `FIELDS`."""
    view, letter = subject.view, _letter(subject)
    unit = _recipient(subject, letter)
    reply = reply_deadline(Desk.of(view), letter, unit)
    corrections = tuple(_corrections(view, letter, unit))
    answered = letter.replied_on is not None
    return {
        **case_values(subject),
        "单位": full_name(view, unit),
        "署名": [full_name(view, unit)],
        "文种": _genre(letter),
        "来函种类": letter.kind.value,
        "来函文号": said(letter.number, "来函文号"),
        "来函机关": full_name(view, letter.sender) if letter.sender is not None else gap("来函机关"),
        "针对": letter.subject.value if letter.subject is not LetterSubject.OTHER else "",
        "收到日期": day_text(letter.received_on),
        **_due(reply),
        "逾期": reply is not None and not answered and reply.due < subject.written_on,
        "此前回复": time_of(letter.replied_on),
        "对接人": said(letter.contact, "对接人"),
        "措施": listed(letter.measures, "采取的措施"),
        "完成期限": day_text(letter.done_by) if letter.done_by is not None else gap("措施的完成期限"),
        "落实情况": _state(view, letter),
        "落实日期": time_of(letter.implemented_on),
        "自行纠正": [_correction(each) for each in corrections],
        "整改": [_mended(view, point) for point in view.case.risk_points if point.rectification],
        "沟通": _contacts(view, letter),
        "证明材料": _proofs(corrections),
    }


def _letter(subject: Subject) -> Letter:
    if subject.letter is None:
        raise UnfitPaperError("案卷里没有这份来函，写不出")
    return subject.letter


def _recipient(subject: Subject, letter: Letter) -> str:
    """Who got it: as the letter says; the unit asked for, or the only one; else 承办单位 (case-format.md §3)."""
    if letter.unit is not None:
        return letter.unit
    if len(subject.units) == 1:
        return subject.units[0].name
    return next(iter(handling_units(subject.view)), subject.units[0].name)


def _genre(letter: Letter) -> str:
    """What the paper is called: the law has the opinion of a reconsideration agency reported on (行政复议法 第七十六条)."""
    again = "补充" if letter.replied_on is not None else ""
    is_report = letter.kind is LetterKind.RECONSIDERATION_OPINION
    return f"纠正情况{again}报告" if is_report else f"{again}回复"


def _state(view: View, letter: Letter) -> str:
    """落实情况 on the day: the word has no day of its own, so before 落实日期 it does not hold yet."""
    whole = next((each for each in view.whole.letters if each.path == letter.path), letter)
    is_later = letter.implemented_on is None and whole.implemented_on is not None
    if letter.implementation is None or is_later:
        return gap("落实情况，已经办到哪一步")
    return letter.implementation.value


def _due(reply: Deadline | None) -> Values:
    if reply is None:
        return {"回复期限": "", "期限算法": "", "期限依据": ""}
    return {"回复期限": due_text(reply), "期限算法": counted_text(reply), "期限依据": cite(*reply.basis)}


def _corrections(view: View, letter: Letter, unit: str) -> list[SelfCorrection]:
    """自纠 of the unit since the letter came."""
    is_same = view.office.directory.is_same
    return [
        each
        for each in view.case.self_corrections
        if is_same(each.unit, unit) and each.corrected_on >= letter.received_on
    ]


def _correction(each: SelfCorrection) -> Entry:
    return {
        "日期": day_text(each.corrected_on),
        "方式": each.kind.value,
        "说明": sentence(each.note or ""),
    }


def _mended(view: View, point: RiskPoint) -> Entry:
    return {
        "问题": sentence(point.note or described(view.office, point)),
        "措施": typed(point.rectification, "整改措施"),
        "责任人": said(point.owner, "责任人"),
        "期限": time_of(point.due_on),
        "完成情况": f"{time_of(point.done_on)}完成" if point.done_on is not None else "尚未完成",
    }


def _contacts(view: View, letter: Letter) -> list[Entry]:
    """府院沟通 with the court that wrote, since the letter came. A day that is not said may have been earlier."""
    return [
        {
            "日期": day_text(each.held_on),
            "方式": each.mode or "",
            "内容": sentence(each.content or ""),
            "整改": sentence(each.rectification or ""),
        }
        for each in view.case.court_contacts
        if each.court == letter.sender and each.held_on is not None and each.held_on >= letter.received_on
    ]


def _proofs(corrections: tuple[SelfCorrection, ...]) -> list[Entry]:
    found: list[Entry] = [PurePosixPath(each.proof).stem for each in corrections if each.proof is not None]
    return found or [gap("证明整改的材料名称")]


PAPER = Paper(
    "整改回复",
    "回复法院、检察院、复议机关的来函：说了什么、采取什么措施、谁负责、何时办完、凭什么证明",
    cite(
        COUNTY_OPINION.section(5),
        JUDICIAL_RECOMMENDATION_RULES.article(8, 1),
        LITIGATION_INTERPRETATION.article(149, 4),
        PROCURATORIAL_RECOMMENDATION_RULES.article(19),
        PUBLIC_INTEREST_INTERPRETATION.article(21, 2),
        RECONSIDERATION_LAW.article(76),
    ),
    frozenset({Need.LETTER}),
    FIELDS,
    gather,
)
