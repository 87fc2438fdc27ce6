"""复盘分析报告: why a period's disputes were lost, where, by whom; what recurs, and what was mended.

In the words of the reviews (德政办〔2025〕32号第六部分), with nobody's name. It counts disputes: those in the numerator of
the first-instance or the final adverse rate, each once.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from yingsu.document import Align, Chart, Column, Table, count, text
from yingsu.domain.aftermath import Measure, PostCaseReview
from yingsu.domain.law import COUNTY_OPINION, cite
from yingsu.domain.terms import RiskKind, Stage
from yingsu.metrics.core import NOTHING
from yingsu.metrics.items import UNSAID
from yingsu.metrics.risk_counts import LostCase, grid
from yingsu.reports.papers.bulletin_tables import counts_chart, lost_table, lost_units, reviews_by_case
from yingsu.reports.papers.lessons import (
    KNOWN_BEFORE,
    RECURRING,
    RECURRING_POINTS,
    known_before,
    measure_state,
    recurring_points,
    reviewed,
)
from yingsu.reports.papers.of_period import Masks, PeriodPaper, PeriodSubject
from yingsu.reports.papers.paper import Entry, FieldDescription, Kind, Value, Values, day_text, sentence
from yingsu.reports.papers.period_said import (
    LOST_COUNTS,
    PERIOD_FIELDS,
    RATE_FIELDS,
    definitions_table,
    docket_of,
    figure_of,
    period_values,
    rate_values,
)

_ASPECTS: dict[str, Callable[[PostCaseReview], str | None]] = {
    "事实认定": lambda review: review.facts,
    "法律适用": lambda review: review.law,
    "程序规范": lambda review: review.procedure,
    "出庭应诉": lambda review: review.appearance,
    "结论": lambda review: review.conclusion,
}
"""What a review says of each aspect, and in the end."""

_RATES = ("adverse_rate", "merits_adverse_rate", "final_adverse_rate", "review_rate")

_WORDS = (
    FieldDescription("案号", "案号", example="（2025）闽0583行初12号"),
    FieldDescription("单位", "败诉单位", example="县自然资源局"),
    FieldDescription("内容", "复盘里写的", example="认定清楚，争议不大"),
)

FIELDS = (
    *PERIOD_FIELDS,
    FieldDescription("依据", "报告的依据", example="德政办〔2025〕32号第六部分"),
    *RATE_FIELDS,
    FieldDescription("败诉件数", "本期一审或终局败诉的争议有几件", Kind.NUMBER, "7"),
    FieldDescription("败诉表", "本期败诉的争议，每件一行", Kind.TABLE),
    FieldDescription("未复盘", "终局败诉而没有复盘的案号；没有就是空的", example="（2025）…"),
    FieldDescription("复盘份数", "本期败诉的争议里写了复盘的有几件", Kind.NUMBER, "6"),
    FieldDescription(
        "原因",
        "败诉原因，每个一项，件数多的在前",
        Kind.LIST,
        entries=(
            FieldDescription("原因", "败诉原因", example="程序缺失"),
            FieldDescription("件数", "有这个原因的争议", Kind.NUMBER, "3"),
            FieldDescription("单位", "败诉单位，用顿号连接", example="县自然资源局、县城市管理局"),
            FieldDescription("类别", "行为类别和件数", example="行政处罚1件、行政强制执行1件"),
            FieldDescription("问题", "这些争议的复盘查摆出的问题；没有写就是空的", example="未告知听证权利"),
        ),
    ),
    FieldDescription("原因图", "败诉原因的件数；没有时是一张空图", Kind.CHART),
    FieldDescription("环节表", "败诉争议的风险点，按阶段和类型", Kind.TABLE),
    FieldDescription("环节个数", "败诉争议的风险点有几个", Kind.NUMBER, "14"),
    FieldDescription(
        "环节最多", "最多的阶段和类型；没有一处有两个以上的就是空的", example="决定阶段的程序缺失（3个）"
    ),
    FieldDescription("单位表", "各单位败诉、复盘、整改的件数", Kind.TABLE),
    FieldDescription("再次败诉", f"败诉{RECURRING}件以上的单位；没有就是空的", example="县自然资源局2件"),
    FieldDescription(
        "相同问题",
        f"{RECURRING}件以上复盘写的一字不差的问题，每个一项",
        Kind.LIST,
        entries=(
            FieldDescription("问题", "问题", example="未告知听证权利"),
            FieldDescription("件数", "几件复盘写了", Kind.NUMBER, "2"),
        ),
    ),
    RECURRING_POINTS,
    KNOWN_BEFORE,
    *(FieldDescription(name, f"复盘的“{name}”，每件一项", Kind.LIST, entries=_WORDS) for name in _ASPECTS),
    FieldDescription("法律依据", "复盘归纳的法律依据，每条一项，不重复", Kind.LIST, "行政处罚法第六十三条"),
    FieldDescription("措施项数", "整改措施有几项", Kind.NUMBER, "8"),
    FieldDescription("措施完成", "其中完成了几项", Kind.NUMBER, "7"),
    FieldDescription("措施逾期", "其中逾期未完成几项", Kind.NUMBER, "0"),
    FieldDescription("整改表", "整改措施，每项一行", Kind.TABLE),
    FieldDescription("口径表", "各项数字的口径，用作附件", Kind.TABLE),
)


def gather(subject: PeriodSubject) -> Values:
    """The values of `FIELDS`."""
    lost = subject.figures.risk.lost
    by_unit = lost_units(lost)
    repeated = "、".join(f"{unit}{number}件" for unit, number in by_unit.items() if number >= RECURRING)
    return {
        **period_values(subject),
        "依据": cite(COUNTY_OPINION.section(6)),
        **rate_values(subject),
        "败诉件数": len(lost),
        "败诉表": lost_table(subject),
        "未复盘": "、".join(docket_of(item) for item in figure_of(subject, "review_rate").rate.misses),
        "复盘份数": sum(1 for _ in reviewed(subject)),
        "原因": list(_reasons(subject)),
        "原因图": _reasons_chart(lost),
        **_stages(subject),
        "单位表": _units_table(subject, by_unit),
        "再次败诉": repeated,
        "相同问题": list(_same_problems(subject)),
        "反复出现": recurring_points(subject, subject.figures.risk.lost_points),
        "明知未改": known_before(subject),
        **{name: list(_said(subject, read)) for name, read in _ASPECTS.items()},
        "法律依据": list(_basis(subject)),
        **_measures(subject),
        "口径表": definitions_table(subject, _RATES, LOST_COUNTS),
    }


def _by_reason(lost: tuple[LostCase, ...]) -> dict[str, list[LostCase]]:
    """The disputes by reason, the most frequent first; one with several reasons is under each."""
    found: dict[str, list[LostCase]] = {}
    for case in lost:
        for reason in case.reasons or (UNSAID,):
            found.setdefault(reason, []).append(case)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _reasons(subject: PeriodSubject) -> Iterator[Entry]:
    kinds = {view.id: view.case.act_type for view in subject.views}
    problems = {
        lost.case: "；".join(sentence(subject.own(each, view.id)) for each in review.problems)
        for lost, view, review in reviewed(subject)
    }
    for reason, cases in _by_reason(subject.figures.risk.lost).items():
        by_kind = Counter(kinds[case.case] for case in cases)
        yield {
            "原因": reason,
            "件数": len(cases),
            "单位": "、".join(lost_units(tuple(cases))),
            "类别": "、".join(f"{kind}{number}件" for kind, number in by_kind.items()),
            "问题": "；".join(said for case in cases if (said := problems.get(case.case))),
        }


def _reasons_chart(lost: tuple[LostCase, ...]) -> Chart:
    counts = {reason: len(cases) for reason, cases in _by_reason(lost).items()}
    return counts_chart("败诉原因（争议件数）", counts)


def _stages(subject: PeriodSubject) -> Values:
    points = subject.figures.risk.lost_points
    found = grid(points)
    columns = (
        Column("阶段"),
        *(Column(kind.value, Align.CENTER) for kind in RiskKind),
        Column("合计", Align.CENTER),
        Column("未整改", Align.CENTER),
    )
    rows = [
        (
            text(stage.value),
            *(count(found[stage, kind][0]) for kind in RiskKind),
            *(count(sum(found[stage, kind][place] for kind in RiskKind)) for place in (0, 1)),
        )
        for stage in Stage
    ]
    unplaced = sum(not point.is_placed for point in points)
    note = f"注：另有{unplaced}个没有写阶段、类型，未列入表中。" if unplaced else ""
    return {
        "环节表": Table(columns, tuple(rows), note),
        "环节个数": len(points),
        "环节最多": _most({place: number for place, (number, _) in found.items()}),
    }


def _most(counts: dict[tuple[Stage, RiskKind], int]) -> str:
    """The places with most points; nothing where none has more than one."""
    most = max(counts.values())
    places = [
        f"{stage.value}阶段的{kind.value}" for (stage, kind), number in counts.items() if number == most
    ]
    if most < RECURRING:
        return ""
    return f"{'、'.join(places)}（{'各' if len(places) > 1 else ''}{most}个）"


def _units_table(subject: PeriodSubject, by_unit: dict[str, int]) -> Table:
    states = reviews_by_case(subject)
    cases = subject.figures.risk.lost
    measures = {lost.case: review.measures for lost, _, review in reviewed(subject)}
    rows = []
    for unit, number in by_unit.items():
        own = [case.case for case in cases if unit in case.units]
        done = [measure for case in own for measure in measures.get(case, ())]
        to_review = [states[case] for case in own if case in states]
        rows.append(
            (
                text(unit),
                count(number),
                text(f"{to_review.count('已复盘')}/{len(to_review)}" if to_review else NOTHING),
                text(f"{sum(each.done_on is not None for each in done)}/{len(done)}" if done else NOTHING),
            )
        )
    titles = ("败诉争议", "已复盘/应复盘", "整改已完成/措施")
    note = "注：应复盘的是本期终局败诉的争议。有几个单位败诉的，各单位分别计入。"
    return Table((Column("单位"), *(Column(title, Align.CENTER) for title in titles)), tuple(rows), note)


def _same_problems(subject: PeriodSubject) -> Iterator[Entry]:
    """What several reviews say in the same words, masked with the first of them."""
    homes: dict[str, list[str]] = {}
    for lost, _, review in reviewed(subject):
        for problem in dict.fromkeys(sentence(each) for each in review.problems):
            homes.setdefault(problem, []).append(lost.case)
    for problem, found in homes.items():
        if len(found) >= RECURRING:
            yield {"问题": subject.own(problem, found[0]), "件数": len(found)}


def _said(subject: PeriodSubject, read: Callable[[PostCaseReview], str | None]) -> Iterator[Entry]:
    for lost, view, review in reviewed(subject):
        said = read(review)
        if said:
            yield {
                "案号": "、".join(lost.dockets),
                "单位": "、".join(lost.units),
                "内容": sentence(subject.own(said, view.id)),
            }


def _basis(subject: PeriodSubject) -> Iterator[Entry]:
    found = (
        sentence(subject.own(each, view.id)) for _, view, review in reviewed(subject) for each in review.basis
    )
    yield from dict.fromkeys(found)


def _measures(subject: PeriodSubject) -> dict[str, Value]:
    found = [(lost, view, each) for lost, view, review in reviewed(subject) for each in review.measures]
    rows = tuple(
        (
            text("\n".join((*lost.units, *lost.dockets))),
            text(sentence(subject.own(each.measure or UNSAID, view.id))),
            text(_due_and_done(subject, each)),
        )
        for lost, view, each in found
    )
    columns = (Column("单位和案号", width=25), Column("措施", width=18), Column("期限和完成情况", width=21))
    return {
        "措施项数": len(found),
        "措施完成": sum(each.done_on is not None for _, _, each in found),
        "措施逾期": sum(_is_overdue(subject, each) for _, _, each in found),
        "整改表": Table(columns, rows),
    }


def _due_and_done(subject: PeriodSubject, measure: Measure) -> str:
    state = measure_state(subject, measure)
    return f"期限{day_text(measure.due_on)}\n{state}" if measure.due_on is not None else state


def _is_overdue(subject: PeriodSubject, measure: Measure) -> bool:
    is_past = measure.due_on is not None and measure.due_on < subject.figures.survey.as_of
    return measure.done_on is None and is_past


PAPER = PeriodPaper(
    "复盘分析报告",
    "一段时间败诉案件的分析：原因、环节、单位、反复出现的问题、整改",
    cite(COUNTY_OPINION.section(6)),
    FIELDS,
    gather,
    Masks(),
)
