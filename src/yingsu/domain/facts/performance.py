"""Whether what an effective decision orders has been done (行政诉讼法 第九十四条、第九十六条)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from yingsu.domain.aftermath import Obligation
from yingsu.domain.facts.course import first_upheld, is_set_aside, last_upholding
from yingsu.domain.facts.effect import effect
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.view import View, per_view


class PerformanceState(Enum):
    """The five states of an obligation (metrics.md, Performance in five)."""

    ON_TIME = "按期履行"
    LATE = "逾期履行"
    OVERDUE = "逾期未履行"
    NOT_DUE = "未届期"
    NO_LIMIT = "未定期限"


@dataclass(frozen=True, slots=True)
class Due:
    """The day an obligation falls due.

    Attributes:
        day: the last day to perform; `None` where no limit is set, the clock stands still, or a day is unknown.
        is_suspended: the clock stands still and no end of that is known.
        provisional: counted over a year whose holidays are not announced.
    """

    day: date | None
    is_suspended: bool = False
    provisional: bool = False


@per_view
def ordered_by(view: View, obligation: Obligation) -> Proceeding | None:
    """The proceeding whose decision the obligation names; `None` where the file does not have it."""
    for proceeding in view.case.proceedings:
        if proceeding.decision is not None and view.is_same_docket(
            proceeding.case_number, obligation.case_number
        ):
            return proceeding
    return None


@per_view
def standing_under(view: View, obligation: Obligation) -> Proceeding | None:
    """The decision an obligation counts under: where the one it names was upheld, the last that upheld it."""
    named = ordered_by(view, obligation)
    return last_upholding(view, named) if named is not None else None


@per_view
def due(view: View, obligation: Obligation) -> Due:
    """The due day: 期限 as written, which never rolls; else 期限日数 from 起算 or the day of effect.

    A number of days is a period set by the court, so its last day rolls over holidays (解释 第四十八条第三款).
    中止 moves the day by its days, first and last counted.
    """
    counted = counted_due(view, obligation) if obligation.due_on is None else Due(obligation.due_on)
    pause = obligation.suspension
    if counted.day is None or pause is None or pause.began_on > counted.day:
        return counted
    if pause.ended_on is None:
        return Due(None, is_suspended=True)
    moved = counted.day + timedelta(days=(pause.ended_on - pause.began_on).days + 1)
    return Due(moved, provisional=counted.provisional)


def counted_due(view: View, obligation: Obligation) -> Due:
    """The due day by 期限日数, whatever 期限 says and before any 中止."""
    if obligation.due_days is None:
        return Due(None)
    start = obligation.counted_from or _effective_on(view, obligation)
    if start is None:
        return Due(None)
    last = view.office.calendar.last_day(start, obligation.due_days, rolls=True)
    return Due(last.day, provisional=last.provisional)


def _effective_on(view: View, obligation: Obligation) -> date | None:
    """The day from which what is ordered binds: a retrial that upholds it sets no new period."""
    proceeding = standing_under(view, obligation)
    if proceeding is None:
        return None
    return effect(view, first_upheld(view, proceeding)).day or effect(view, proceeding).day


def has_ended(view: View, obligation: Obligation) -> bool:
    """Whether it need not be performed any more (执行和解, 裁定不再执行 …) by the as-of day."""
    return obligation.end is not None and obligation.end.ended_on <= view.as_of


@per_view
def is_void(view: View, obligation: Obligation) -> bool:
    """Whether the decision that ordered it was set aside."""
    proceeding = ordered_by(view, obligation)
    return proceeding is not None and is_set_aside(view, proceeding)


def state(view: View, obligation: Obligation) -> PerformanceState:
    """Which of the five an obligation is in on the as-of day."""
    limit = due(view, obligation)
    if obligation.done_on is not None:
        late = limit.day is not None and obligation.done_on > limit.day
        return PerformanceState.LATE if late else PerformanceState.ON_TIME
    if limit.day is None:
        return PerformanceState.NOT_DUE if limit.is_suspended else PerformanceState.NO_LIMIT
    return PerformanceState.OVERDUE if limit.day < view.as_of else PerformanceState.NOT_DUE


def days_overdue(view: View, obligation: Obligation) -> int:
    """Days since the due day for one that is overdue: what 第九十六条第（二）项 counts a fine by."""
    limit = due(view, obligation)
    if limit.day is None or state(view, obligation) is not PerformanceState.OVERDUE:
        return 0
    return (view.as_of - limit.day).days
