"""What the lost disputes of a period teach: points known before and not mended, points that recur, what reviews found."""

from collections.abc import Iterable, Iterator

from yingsu.domain.aftermath import Measure, PostCaseReview
from yingsu.domain.view import View
from yingsu.metrics.risk import PointRecord
from yingsu.metrics.risk_counts import LostCase, most_frequent
from yingsu.reports.papers.of_period import PeriodSubject
from yingsu.reports.papers.paper import Entry, FieldDescription, Kind, day_text, sentence

_MOST_FREQUENT = 10
RECURRING = 2
"""In how many disputes or screenings something is found to be called recurring."""

KNOWN_BEFORE = FieldDescription(
    "明知未改",
    "败诉前已经发现而没有整改的风险点，每个一项",
    Kind.LIST,
    entries=(
        FieldDescription("单位", "单位", example="县自然资源局"),
        FieldDescription("案号", "败诉的案号", example="（2025）闽0583行初12号"),
        FieldDescription("风险点", "风险点", example="未告知听证权利"),
        FieldDescription("经过", "哪天发现，哪天败诉", example="2025年3月12日发现，2025年5月20日败诉"),
    ),
)

RECURRING_POINTS = FieldDescription(
    "反复出现",
    f"在{RECURRING}件以上案件、排查里都发现的风险点",
    Kind.LIST,
    entries=(
        FieldDescription("风险点", "风险点", example="未告知听证权利"),
        FieldDescription("件数", "在几件里发现", Kind.NUMBER, "3"),
        FieldDescription("未整改", "其中几个还没有整改", Kind.NUMBER, "1"),
    ),
)


def known_before(subject: PeriodSubject) -> list[Entry]:
    """The entries of `KNOWN_BEFORE`: those that are certain."""
    return [
        {
            "单位": "、".join(each.lost.units),
            "案号": "、".join(each.lost.dockets),
            "风险点": _point(subject, each.point),
            "经过": "，".join(
                f"{day_text(day)}{word}"
                for day, word in ((each.point.found_on, "发现"), (each.lost.lost_on, "败诉"))
                if day is not None
            ),
        }
        for each in subject.figures.risk.unmended
        if each.is_known
    ]


def _point(subject: PeriodSubject, point: PointRecord) -> str:
    return sentence(subject.own(point.note or point.text, point.sources[0]))


def recurring_points(subject: PeriodSubject, points: Iterable[PointRecord]) -> list[Entry]:
    """The entries of `RECURRING_POINTS`, those found most often first."""
    kept = tuple(points)
    homes = {point.text: point.sources[0] for point in kept}
    return [
        {
            "风险点": sentence(subject.own(each.text, homes[each.text])),
            "件数": each.found,
            "未整改": each.open,
        }
        for each in most_frequent(kept, _MOST_FREQUENT)
        if each.found >= RECURRING
    ]


def reviewed(subject: PeriodSubject) -> Iterator[tuple[LostCase, View, PostCaseReview]]:
    """The disputes lost in the period that have a review, whether its day is said or not."""
    views = {view.id: view for view in subject.views}
    for lost in subject.figures.risk.lost:
        view = views[lost.case]
        if view.case.post_case_review is not None:
            yield lost, view, view.case.post_case_review


def measure_state(subject: PeriodSubject, measure: Measure) -> str:
    """How a measure stands on the as-of day."""
    if measure.done_on is not None:
        is_late = measure.due_on is not None and measure.done_on > measure.due_on
        return f"{day_text(measure.done_on)}完成{'（逾期）' if is_late else ''}"
    if measure.due_on is None:
        return "未完成，没有期限"
    return "逾期未完成" if measure.due_on < subject.figures.survey.as_of else "未完成，未到期限"
