"""What helps in drafting an answer and is not for the court: the days, each risk point, what to look at again."""

from collections.abc import Iterator

from yingsu.domain.act import ChallengedAct
from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.deadline_defence import own_day
from yingsu.domain.facts.legality import failed_items, is_reviewed, records_of, was_refused
from yingsu.domain.facts.risk import described
from yingsu.domain.law import EVIDENCE_RULES, LITIGATION_INTERPRETATION, LITIGATION_LAW, cite
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.risk_catalogue import EFFECTS
from yingsu.domain.terms import DefendantStatus, RecordStatus
from yingsu.domain.view import View
from yingsu.reports.papers.due_days import due_days, entries_of, of_proceeding
from yingsu.reports.papers.paper import Entry, FieldDescription, Kind, Values, day_text, sentence

_ANSWERING = frozenset({"D02", "D03", "D04", "D05", "D06", "D13", "D19"})
"""The due days of answering: answer, evidence, and the applications that may be made beside them."""

FIELDS = (
    due_days("期限", "起草提示：答辩、举证和可以提出申请的最后一天，每项一项"),
    FieldDescription(
        "风险点",
        "起草提示：案卷的每个风险点一项",
        Kind.LIST,
        entries=(
            FieldDescription("编号", "风险点编号；目录外的是空的", example="JD-CX-03"),
            FieldDescription("问题", "“说明”；没有写就用目录里的", example="未告知听证权利"),
            FieldDescription("依据", "目录里的依据；目录外的是空的", example="行政处罚法第六十三条"),
            FieldDescription("后果", "一般会怎样裁判；目录里没有的是空的", example="撤销或者确认违法"),
            FieldDescription(
                "整改", "整改措施和完成情况；没有写就是空的", example="重作时补充告知（2025年7月15日完成）"
            ),
        ),
    ),
    FieldDescription(
        "提示", "起草提示：案卷里对本单位不利、提交前要核对的事", Kind.LIST, "法制审核结论为存在问题"
    ),
)


def values(view: View, proceeding: Proceeding, unit: Unit) -> Values:
    """The values of `FIELDS`."""
    answering = (each for each in of_proceeding(view, proceeding, unit) if each.key in _ANSWERING)
    return {
        "期限": entries_of(answering),
        "风险点": [_risk(view, point) for point in view.case.risk_points],
        "提示": [*_notes(view, proceeding, unit)],
    }


def _risk(view: View, point: RiskPoint) -> Entry:
    found = view.office.risk_catalogue.find(point.code)
    consequence = found.consequence if found is not None else None
    done = f"（{day_text(point.done_on)}完成）" if point.done_on is not None else ""
    return {
        "编号": point.code or "",
        "问题": sentence(point.note or described(view.office, point)),
        "依据": found.printed_basis if found is not None else "",
        "后果": EFFECTS[consequence].result if consequence is not None else "",
        "整改": f"{sentence(point.rectification or '')}{done}",
    }


def _notes(view: View, proceeding: Proceeding, unit: Unit) -> Iterator[str]:
    answered = own_day(view, proceeding, unit.name, "defended_on")
    if answered is not None:
        yield f"案卷写明答辩状已于{day_text(answered)}提交"
    act = view.case.act
    if act is not None:
        yield from _of_review(act)
        missing = [
            act.records.key_of(name)
            for name in records_of(act, RecordStatus.MISSING)
            if act.records is not None
        ]
        if missing:
            yield f"执法记录写明没有{'、'.join(missing)}，说明经过时不要引用"
    yield from _late_materials(view, unit)
    if {each.status for each in view.case.defendants} >= {
        DefendantStatus.ACTING,
        DefendantStatus.RECONSIDERATION,
    }:
        yield (
            "原行为的合法性由两个机关共同举证，可以由其中一个机关实施；复议决定的合法性由复议机关举证"
            f"（{cite(LITIGATION_INTERPRETATION.article(135, 2))}）"
        )


def _of_review(act: ChallengedAct) -> Iterator[str]:
    review = act.legality_review
    if review is None:
        return
    if not is_reviewed(review):
        yield "法制审核写明未审核，请准备说明"
    elif was_refused(review):
        failed = [review.items.key_of(name) for name in failed_items(review) if review.items is not None]
        named = f"（不合格：{'、'.join(failed)}）" if failed else ""
        yield f"法制审核没有通过{named}，答辩提纲里没有写，请准备说明"
    else:
        late = act.made_on is not None and review.reviewed_on is not None and review.reviewed_on > act.made_on
        if late:
            yield "法制审核的日期晚于作出日期，请核对"


def _late_materials(view: View, unit: Unit) -> Iterator[str]:
    """材料 that is later than the act. What proves later things, such as service, may well be."""
    case, is_same = view.case, view.office.directory.is_same
    made = case.act.made_on if case.act is not None else None
    is_reviewing = any(
        each.status is DefendantStatus.RECONSIDERATION and is_same(each.unit, unit.name)
        for each in case.defendants
    )
    decided = case.reconsideration.decided_on if case.reconsideration is not None else None
    # What the reconsideration agency gathered is evidence for both decisions while it is sued too (解释 135③).
    until = decided if is_reviewing else made
    late = [
        each.name
        for each in case.materials
        if each.name is not None and each.dated_on is not None and until is not None and each.dated_on > until
    ]
    if late:
        basis = cite(LITIGATION_LAW.article(35), EVIDENCE_RULES.article(60, item=1))
        what = "复议决定" if is_reviewing else "被诉行为"
        yield (
            f"{'、'.join(dict.fromkeys(late))}晚于{what}的作出日期：作出以后收集的证据不能证明{what}合法"
            f"（{basis}），只能证明以后的事"
        )
