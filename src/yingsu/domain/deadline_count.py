"""How a due day was counted, in words: the derivation that stands beside every day, for a clerk to check."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from yingsu.domain.calendar import Calendar, Count
from yingsu.domain.deadline_kinds import DeadlineKind
from yingsu.domain.holidays import HOLIDAYS, DaysOff
from yingsu.domain.law import Measure
from yingsu.domain.node import Node

_WEEKDAYS: Final = "一二三四五六日"
_SATURDAY: Final = 5
_SHORT: Final = {"国庆节": "国庆", "中秋节": "中秋", "清明节": "清明", "端午节": "端午"}
"""Festivals that go without 节 before 假期."""


@dataclass(frozen=True, slots=True)
class Start:
    """The fact that a period runs from, and where it stands in the file.

    Attributes:
        fact: what the fact is called: its key in the file, made plain where the key alone is not.
        is_provisional: the day itself was counted over a year whose holidays are not announced.
    """

    node: Node
    field: str
    day: date
    fact: str
    is_provisional: bool = False


def start_of(node: Node | None, field: str, fact: str = "") -> Start | None:
    """The fact in a field; `None` where the file does not say it."""
    day = getattr(node, field) if node is not None else None
    return None if node is None or day is None else Start(node, field, day, fact or node.key_of(field))


@dataclass(frozen=True, slots=True)
class Counted:
    """A due day with its derivation; the last step names it."""

    nominal: date
    due: date
    is_provisional: bool
    steps: tuple[str, ...]


def counted(
    calendar: Calendar, kind: DeadlineKind, start: Start, days: int | None = None, *, extended: int = 0
) -> Counted:
    """Count a period from its start.

    Args:
        calendar: the working days of the office.
        kind: what is counted, and how.
        start: the fact it runs from.
        days: its length, where the law does not set it, or sets another one here.
        extended: by how much it was extended.
    """
    length = days if days is not None else kind.length.on(start.day) if kind.length is not None else 0
    if length == 0 and kind.measure == "日":
        return _at_once(start)
    count = counting(calendar, kind, start.day, length + extended)
    found = explained(calendar, kind, start, count, length + extended)
    if not extended:
        return found
    reason = f"法定{length}{_unit(kind.measure)}，延长{extended}{_unit(kind.measure)}"
    return replace(found, steps=(found.steps[0], reason, *found.steps[1:]))


def explained(
    calendar: Calendar, kind: DeadlineKind, start: Start, count: Count, days: int | None = None
) -> Counted:
    """Put a count into words: the day of the event, the last day, and where that moves to."""
    length = days if days is not None else kind.length.on(start.day) if kind.length is not None else 0
    opening = f"{opened(start)}，往前数" if kind.is_backwards else opened(start)
    phrase = _phrase(kind, count, length)
    if kind.measure == "工作日":
        last = f"{phrase} {count.day.isoformat()}{_passed_over(calendar, count)}"
        ending = _said_provisional(calendar, count, (last,), since=count.start)
    else:
        ending = ended(calendar, phrase, count, rolls=kind.rolls)
    return Counted(
        count.nominal, count.day, count.provisional, (opening, *_under_older_law(kind, start), *ending)
    )


def counting(calendar: Calendar, kind: DeadlineKind, start: date, length: int) -> Count:
    """Count a length as its kind is counted.

    Raises:
        ValueError: a kind in hours, which no day of a file can start.
    """
    match kind.measure:
        case "日" if kind.is_backwards:
            return calendar.latest_day_before(start, length)
        case "日":
            return calendar.last_day(start, length, rolls=kind.rolls)
        case "工作日" if kind.is_backwards:
            return calendar.latest_working_day_before(start, length)
        case "工作日":
            return calendar.last_working_day(start, length)
        case "月":
            return calendar.last_day_of_months(start, length, rolls=kind.rolls)
        case "年":
            return calendar.last_day_of_years(start, length, rolls=kind.rolls)
        case _:
            raise ValueError(f"{kind.key}: a period in {kind.measure} has no day")


def written(start: Start) -> Counted:
    """A day that a document or the office sets: it holds as written and never rolls."""
    text = f"{start.fact}写明为 {start.day.isoformat()}，按所写的日，不顺延"
    return Counted(start.day, start.day, is_provisional=False, steps=(text,))


def is_older_law(kind: DeadlineKind, start: Start) -> bool:
    """Whether the period began under law that is not on file, so that its number may have been another."""
    return kind.length is not None and start.day < kind.length.values[0][0]


def opened(start: Start) -> str:
    """The first step: the day of the event, which is not counted."""
    provisional = "（暂定）" if start.is_provisional else ""
    return f"{start.fact} {start.day.isoformat()}{provisional}，当日不计"


def ended(calendar: Calendar, phrase: str, count: Count, *, rolls: bool) -> tuple[str, ...]:
    """The last steps of a period of days, months or years: its nominal last day, and where that rolls to."""
    off = why_off(calendar, count.nominal)
    named = f"{phrase} {count.nominal.isoformat()}" + (f"（{off}）" if off else "")
    if count.day != count.nominal:
        steps: tuple[str, ...] = (named, _rolled(calendar, count))
    elif not rolls and not calendar.is_working_day(count.nominal):
        steps = (f"{named}，没有顺延的规定，不顺延",)
    else:
        steps = (named,)
    return _said_provisional(calendar, count, steps, since=count.nominal)


def _said_provisional(
    calendar: Calendar, count: Count, steps: tuple[str, ...], *, since: date
) -> tuple[str, ...]:
    """Say in the last step that the day is provisional, and for want of which years."""
    if not count.provisional:
        return steps
    first, last = sorted((since.year, count.day.year))
    missing = "、".join(f"{year}年" for year in range(first, last + 1) if not calendar.is_confirmed(year))
    return (*steps[:-1], f"{steps[-1]}（暂定：{missing}放假安排未公布，只按周末推算）")


def why_off(calendar: Calendar, day: date) -> str:
    """Why a day is off: 国庆假期, 星期六; for a weekend that is worked, that it is; empty for any other day."""
    weekday = f"星期{_WEEKDAYS[day.weekday()]}"
    if calendar.is_working_day(day):
        return f"{weekday}，调休上班" if day.weekday() >= _SATURDAY else ""
    if day in calendar.own_days_off:
        return "本单位放假"
    span = _festival_of(day)
    return f"{_named(span)}假期" if span is not None else weekday


def _at_once(start: Start) -> Counted:
    due = start.day.isoformat()
    steps = (f"{start.fact} {due}", f"须在此前办理，最迟 {due}")
    return Counted(start.day, start.day, is_provisional=False, steps=steps)


def _under_older_law(kind: DeadlineKind, start: Start) -> tuple[str, ...]:
    if kind.length is None or not is_older_law(kind, start):
        return ()
    since = kind.length.values[0][0].isoformat()
    return (f"按 {since} 起施行的规定推算，此前的规定未收录",)


def _unit(measure: Measure) -> str:
    return {"工作日": "个工作日", "月": "个月"}.get(measure, measure)


def _phrase(kind: DeadlineKind, count: Count, length: int) -> str:
    if kind.measure in {"月", "年"}:
        has_same_number = count.nominal.day == count.start.day
        after = f"{length}{_unit(kind.measure)}后"
        return f"{after}的对应日为" if has_same_number else f"{after}没有对应日，取月末"
    unit = _unit(kind.measure)
    return f"{'往前' if kind.is_backwards else ''}第{length}{unit}为"


def _rolled(calendar: Calendar, count: Count) -> str:
    """Where a last day that is off moves to. The day after a festival is called so."""
    span = _festival_of(count.nominal)
    is_next = span is not None and calendar.last_day(span.last, 1, rolls=False).day == count.day
    return f"顺延至{'节后第一日' if is_next else '其后第一个工作日'} {count.day.isoformat()}"


def _passed_over(calendar: Calendar, count: Count) -> str:
    """What lay between and was not plain: festivals that are not counted, weekends that are."""
    first, last = sorted((count.start, count.day))
    festivals = dict.fromkeys(
        _named(span) for span in _all_days_off() if first < span.last and span.first < last
    )
    worked = [
        day.isoformat()
        for notice in HOLIDAYS.values()
        for day in notice.working_days
        if first <= day <= last and day != count.start and calendar.is_working_day(day)
    ]
    said = [f"{'、'.join(festivals)}假期不计"] if festivals else []
    said += [f"{'、'.join(worked)} 调休上班计入"] if worked else []
    return f"（其间{'，'.join(said)}）" if said else ""


def _all_days_off() -> tuple[DaysOff, ...]:
    return tuple(span for notice in HOLIDAYS.values() for span in notice.days_off)


def _festival_of(day: date) -> DaysOff | None:
    return next((span for span in _all_days_off() if span.first <= day <= span.last), None)


def _named(span: DaysOff) -> str:
    return "、".join(_SHORT.get(name, name) for name in span.festival.split("、"))
