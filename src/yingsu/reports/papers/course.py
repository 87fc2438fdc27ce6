"""What happened in a case, as papers tell it: instances, hearings, answers, decisions, performance."""

from collections.abc import Iterator

from yingsu.document import gap
from yingsu.domain.aftermath import Obligation
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_defence import defence_deadlines
from yingsu.domain.facts.appearance import (
    HEADS,
    counts_as_head,
    held_hearings,
    is_to_appear,
    miss,
    people_of,
)
from yingsu.domain.facts.effect import effect
from yingsu.domain.facts.outcome import dispositions, loss_reasons, outcomes_named
from yingsu.domain.facts.performance import due, has_ended, state
from yingsu.domain.proceeding import Hearing, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import Disposition
from yingsu.domain.view import View
from yingsu.reports.papers.of_case import docket_text, full_name, time_of
from yingsu.reports.papers.paper import (
    Entry,
    FieldDescription,
    Kind,
    day_said,
    day_text,
    said,
    sentence,
)

INSTANCES = FieldDescription(
    "审理经过",
    "每一审级一项，按案卷的顺序",
    Kind.LIST,
    entries=(
        FieldDescription("审级", "审级", example="一审"),
        FieldDescription("案号", "案号", example="（2025）闽0583行初12号"),
        FieldDescription("法院", "法院", example="南安市人民法院"),
        FieldDescription("立案日期", "立案日期", Kind.DAY, "2025年3月3日"),
        FieldDescription("开庭日期", "已开庭的日期，用顿号连接；没有开庭就是空的", example="2025年4月10日"),
        FieldDescription("文书", "判决、裁定或调解书；还没有裁判就是空的", example="判决"),
        FieldDescription("裁判日期", "裁判日期；还没有裁判就是空的", Kind.DAY, "2025年5月20日"),
        FieldDescription(
            "结果", "每个被告的结果，用分号连接；还没有裁判就是空的", example="县自然资源局：撤销并责令重作"
        ),
        FieldDescription("生效日期", "生效日期；没有生效或算不出就是空的", Kind.DAY, "2025年6月11日"),
    ),
)

APPEARANCES = FieldDescription(
    "出庭情况",
    "每次开庭、每个单位一项：谁出庭，或者为什么没有负责人出庭",
    Kind.LIST,
    entries=(
        FieldDescription("日期", "开庭日期", Kind.DAY, "2025年4月10日"),
        FieldDescription("单位", "单位", example="县自然资源局"),
        FieldDescription("情况", "一句话", example="副局长陈某出庭应诉，并当庭发言"),
    ),
)

ANSWERS = FieldDescription(
    "答辩举证",
    "一审每个单位一项",
    Kind.LIST,
    entries=(
        FieldDescription("单位", "单位", example="县自然资源局"),
        FieldDescription("期限", "答辩、举证的最后一天", Kind.DAY, "2025年3月21日"),
        FieldDescription("答辩日期", "提交答辩状的日期", Kind.DAY, "2025年3月18日"),
        FieldDescription("举证日期", "提交证据的日期", Kind.DAY, "2025年3月18日"),
        FieldDescription("情况", "按期、逾期，或还看不出", example="按期"),
    ),
)

PERFORMANCE = FieldDescription(
    "履行情况",
    "案卷“履行”里每项一项",
    Kind.LIST,
    entries=(
        FieldDescription("单位", "单位", example="县自然资源局"),
        FieldDescription("内容", "要履行的内容", example="重新作出处理决定"),
        FieldDescription("期限", "履行期限；没有定的是空的", Kind.DAY, "2025年8月11日"),
        FieldDescription(
            "情况", "按期履行、逾期履行、逾期未履行、未届期、未定期限、已终止", example="按期履行"
        ),
        FieldDescription("完成日期", "完成日期；没有完成就是空的", Kind.DAY, "2025年7月30日"),
    ),
)

REASONS = FieldDescription(
    "败诉原因",
    "每个败诉单位一项：复盘写了的用复盘的，没有写的用裁判结果里的",
    Kind.LIST,
    entries=(
        FieldDescription("单位", "单位", example="县自然资源局"),
        FieldDescription("原因", "败诉原因", example="程序缺失"),
        FieldDescription("说明", "裁判结果里的说明；没有写就是空的", example="未告知听证权利"),
    ),
)


def instances(view: View) -> list[Entry]:
    """The entries of `INSTANCES`."""
    return [_instance(view, proceeding) for proceeding in view.case.proceedings]


def _instance(view: View, proceeding: Proceeding) -> Entry:
    decision = proceeding.decision
    taken = effect(view, proceeding)
    heard = sorted(hearing.held_on for hearing in held_hearings(view, proceeding))
    document = decision.document.value if decision is not None and decision.document is not None else ""
    return {
        "审级": proceeding.instance.value,
        "案号": docket_text(view, proceeding),
        "法院": said(proceeding.court, "法院"),
        "立案日期": day_said(proceeding.filed_on, "立案日期"),
        "开庭日期": "、".join(day_text(day) for day in heard),
        "文书": (document or "裁判") if decision is not None else "",
        "裁判日期": time_of(proceeding.concluded_on),
        "结果": _results(view, proceeding) if decision is not None else "",
        "生效日期": time_of(taken.day if taken.answer is Answer.YES else None),
    }


def _results(view: View, proceeding: Proceeding) -> str:
    """What was decided: of each defendant where there are several; what a review did where it left that to others."""
    decision = proceeding.decision
    review = decision.review.value if decision is not None and decision.review is not None else ""
    units = [defendant.unit for defendant in view.case.defendants] or [""]
    words = [_words(dispositions(view, proceeding, unit)) for unit in units]
    if not any(words):
        return review or gap("裁判结果")
    if len(units) == 1:
        return f"{review}（{words[0]}）" if review else words[0]
    each = "；".join(f"{unit}：{word or gap('结果')}" for unit, word in zip(units, words, strict=True))
    return f"{review}（{each}）" if review else each


def _words(found: frozenset[Disposition] | None) -> str:
    if found is None:
        return gap("结果")
    return "、".join(word.value for word in Disposition if word in found)


def appearances(view: View, units: tuple[Unit, ...]) -> list[Entry]:
    """The entries of `APPEARANCES`."""
    return [
        {
            "日期": day_text(hearing.held_on),
            "单位": unit.name,
            "情况": _who_came(view, proceeding, hearing, unit),
        }
        for proceeding in view.case.proceedings
        for hearing in held_hearings(view, proceeding)
        for unit in units
    ]


def _who_came(view: View, proceeding: Proceeding, hearing: Hearing, unit: Unit) -> str:
    if hearing.attendees is None:
        return gap("到庭情况")
    ours = people_of(view, hearing, unit.name)
    heads = [person for person in ours if counts_as_head(person) is Answer.YES]
    if heads:
        names = "、".join(f"{person.post or ''}{said(person.name, '姓名')}" for person in heads)
        spoke = any(person.spoke for person in heads)
        return f"{names}出庭应诉" + ("，并当庭发言" if spoke else "")
    if not is_to_appear(view, proceeding, unit.name):
        return f"商定由{'、'.join(proceeding.appearing_units)}的负责人出庭"
    if any(person.rank is None for person in ours):
        return gap("到庭人员的身份")
    found = miss(view, proceeding, unit)
    cause = f"（{found.cause.value}）" if found is not None and found.hearing is hearing else ""
    staff = [f"{person.post or ''}{said(person.name, '姓名')}" for person in ours if person.rank not in HEADS]
    return f"没有负责人出庭{cause}" + (f"，到庭的有{'、'.join(staff)}" if staff else "")


def answers(view: View, units: tuple[Unit, ...]) -> list[Entry]:
    """The entries of `ANSWERS`."""
    return list(_answers(view, units))


def _answers(view: View, units: tuple[Unit, ...]) -> Iterator[Entry]:
    for proceeding in view.case.proceedings:
        for unit in units:
            both = defence_deadlines(view, proceeding, unit.name)
            if both is None:
                continue
            evidence = both.evidence
            standing = ("按期" if both.is_in_time else "逾期") if both.is_due else "期限未到"
            due_days = {both.answer.due, *([evidence.due] if evidence is not None else [])}
            yield {
                "单位": unit.name,
                "期限": "、".join(day_text(day) for day in sorted(due_days)),
                "答辩日期": day_said(both.answer.done, "答辩日期"),
                "举证日期": day_said(evidence.done if evidence is not None else None, "举证日期"),
                "情况": standing,
            }


def performance(view: View) -> list[Entry]:
    """The entries of `PERFORMANCE`."""
    return [_obligation(view, each) for each in view.case.obligations]


def _obligation(view: View, obligation: Obligation) -> Entry:
    ended = has_ended(view, obligation) and obligation.done_on is None
    return {
        "单位": full_name(view, obligation.unit),
        "内容": sentence(obligation.content),
        "期限": time_of(due(view, obligation).day),
        "情况": "已终止" if ended else state(view, obligation).value,
        "完成日期": time_of(obligation.done_on),
    }


def reasons(view: View, losers: tuple[tuple[Unit, Proceeding], ...]) -> list[Entry]:
    """The entries of `REASONS`: of each losing unit, in the decision that it lost by."""
    review = view.case.post_case_review
    written = "、".join(reason.value for reason in review.reasons) if review is not None else ""
    made: list[Entry] = []
    for unit, proceeding in losers:
        found = "、".join(reason.value for reason in loss_reasons(view, proceeding, unit.name))
        # What the review says holds for the case; of several units each has what the court said of it.
        reason = (found or written) if len(losers) > 1 else (written or found)
        made.append(
            {"单位": unit.name, "原因": reason or gap("败诉原因"), "说明": _notes(view, proceeding, unit)}
        )
    return made or [{"单位": "", "原因": written or gap("败诉原因"), "说明": ""}]


def _notes(view: View, proceeding: Proceeding, unit: Unit) -> str:
    decision = proceeding.decision
    entries = outcomes_named(view, decision, unit.name) if decision is not None else ()
    return "；".join(sentence(entry.note) for entry in entries if entry.note)
