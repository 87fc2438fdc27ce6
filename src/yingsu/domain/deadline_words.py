"""How a due day was counted, in words: the derivation that stands beside every day, for a clerk to check.

The words are made when somebody asks for them: a check counts a score of days in every case and prints none of these.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from yingsu.domain.calendar import Calendar, Count
from yingsu.domain.deadline_kinds import DeadlineKind
from yingsu.domain.holidays import HOLIDAYS, DaysOff
from yingsu.domain.law import Measure

_WEEKDAYS: Final = "一二三四五六日"
_SATURDAY: Final = 5
_SHORT: Final = {"国庆节": "国庆", "中秋节": "中秋", "清明节": "清明", "端午节": "端午"}
"""Festivals that go without 节 before 假期."""

_FESTIVALS: Final = {
    date.fromordinal(number): span
    for notice in HOLIDAYS.values()
    for span in notice.days_off
    for number in range(span.first.toordinal(), span.last.toordinal() + 1)
}
"""The festival for which a day is off."""


class Event(NamedTuple):
    """The fact that a period runs from, as the words need it.

    Attributes:
        fact: what it is called.
        is_provisional: its day was itself counted over a year whose holidays are not announced.
    """

    fact: str
    day: date
    is_provisional: bool


Derivation = Callable[[Event], tuple[str, ...]]
"""Says how a day was counted from an event; the last step names the day."""


def counted_from(
    calendar: Calendar, kind: DeadlineKind, count: Count, length: int, extended: int
) -> Derivation:
    """The derivation of a period: the day of the event, the last day, and where that moves to.

    Args:
        calendar: the working days of the office.
        kind: what was counted, and how.
        count: the result.
        length: the length that the law or the office sets.
        extended: by how much it was extended; part of the count.
    """
    return partial(_counted_from, calendar, kind, count, length, extended)


def _counted_from(
    calendar: Calendar, kind: DeadlineKind, count: Count, length: int, extended: int, event: Event
) -> tuple[str, ...]:
    opening = f"{_opened(event)}，往前数" if kind.is_backwards else _opened(event)
    unit = counted_in(kind.measure)
    reasons = (f"法定{length}{unit}，延长{extended}{unit}",) if extended else ()
    phrase = _phrase(kind, count, length + extended)
    if kind.measure == "工作日":
        last = f"{phrase} {count.day.isoformat()}{_passed_over(calendar, count)}"
        ending = _said_provisional(calendar, count, (last,), since=count.start)
    else:
        ending = _ended(calendar, phrase, count, rolls=kind.rolls)
    return (opening, *reasons, *_under_older_law(kind, count.start), *ending)


def ordered(calendar: Calendar, length: int, count: Count) -> Derivation:
    """The derivation of a number of days that a court orders."""
    return partial(_ordered, calendar, length, count)


def _ordered(calendar: Calendar, length: int, count: Count, event: Event) -> tuple[str, ...]:
    return (_opened(event), *_ended(calendar, f"第{length}日为", count, rolls=True))


def moved_by(before: Derivation, began_on: date, ended_on: date, due: date) -> Derivation:
    """A derivation with the days added for which performance was suspended, first and last counted."""
    return partial(_moved_by, before, began_on, ended_on, due)


def _moved_by(before: Derivation, began_on: date, ended_on: date, due: date, event: Event) -> tuple[str, ...]:
    days = (ended_on - began_on).days + 1
    span = f"{began_on.isoformat()} 至 {ended_on.isoformat()}"
    return (*before(event), f"中止履行 {span}，首尾计入共{days}日，延至 {due.isoformat()}")


def paused(calendar: Calendar, kind: DeadlineKind, before: Derivation, days: int, end: Count) -> Derivation:
    """A derivation with the days of 中止 that do not count, and the day to which they move the end."""
    return partial(_paused, calendar, kind, before, days, end)


def _paused(
    calendar: Calendar, kind: DeadlineKind, before: Derivation, days: int, end: Count, event: Event
) -> tuple[str, ...]:
    # Where the term would have ended but for that is the second to last step, without its rolling.
    plain = (step for step in before(event) if not step.startswith("顺延至"))
    return (*plain, *_ended(calendar, f"中止{days}日不计入，延至", end, rolls=kind.rolls))


def as_written(event: Event) -> tuple[str, ...]:
    """A day that a document or the office sets."""
    return (f"{event.fact}写明为 {event.day.isoformat()}，按所写的日，不顺延",)


def at_once(event: Event) -> tuple[str, ...]:
    """What is due before the event is over."""
    due = event.day.isoformat()
    return (f"{event.fact} {due}", f"须在此前办理，最迟 {due}")


def _opened(event: Event) -> str:
    """The first step: the day of the event, which is not counted."""
    provisional = "（暂定）" if event.is_provisional else ""
    return f"{event.fact} {event.day.isoformat()}{provisional}，当日不计"


def _ended(calendar: Calendar, phrase: str, count: Count, *, rolls: bool) -> tuple[str, ...]:
    """The last steps of a period of days, months or years: its nominal last day, and where that rolls to."""
    off = _why_off(calendar, count.nominal)
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


def _why_off(calendar: Calendar, day: date) -> str:
    """Why a day is off: 国庆假期, 星期六; for a weekend that is worked, that it is; empty for any other day."""
    weekday = f"星期{_WEEKDAYS[day.weekday()]}"
    if calendar.is_working_day(day):
        return f"{weekday}，调休上班" if day.weekday() >= _SATURDAY else ""
    if day in calendar.own_days_off:
        return "本单位放假"
    span = _FESTIVALS.get(day)
    return f"{_named(span)}假期" if span is not None else weekday


def _under_older_law(kind: DeadlineKind, day: date) -> tuple[str, ...]:
    if kind.length is None or not kind.is_older_law(day):
        return ()
    since = kind.length.values[0][0].isoformat()
    return (f"按 {since} 起施行的规定推算，此前的规定未收录",)


def counted_in(measure: Measure) -> str:
    """A measure as it is said behind a number: 20个工作日, 6个月, 15日."""
    return {"工作日": "个工作日", "月": "个月"}.get(measure, measure)


def _phrase(kind: DeadlineKind, count: Count, length: int) -> str:
    if kind.measure in {"月", "年"}:
        has_same_number = count.nominal.day == count.start.day
        after = f"{length}{counted_in(kind.measure)}后"
        return f"{after}的对应日为" if has_same_number else f"{after}没有对应日，取月末"
    unit = counted_in(kind.measure)
    return f"{'往前' if kind.is_backwards else ''}第{length}{unit}为"


def _rolled(calendar: Calendar, count: Count) -> str:
    """Where a last day that is off moves to. The day after a festival is called so."""
    span = _FESTIVALS.get(count.nominal)
    is_next = span is not None and calendar.last_day(span.last, 1, rolls=False).day == count.day
    return f"顺延至{'节后第一日' if is_next else '其后第一个工作日'} {count.day.isoformat()}"


def _passed_over(calendar: Calendar, count: Count) -> str:
    """What lay between and was not plain: festivals that are not counted, weekends that are."""
    first, last = sorted((count.start, count.day))
    # A notice may reach back into the December before its year.
    years = range(first.year, last.year + 2)
    notices = [HOLIDAYS[year] for year in years if year in HOLIDAYS]
    festivals = dict.fromkeys(
        _named(span)
        for notice in notices
        for span in notice.days_off
        if first < span.last and span.first < last
    )
    worked = [
        day.isoformat()
        for notice in notices
        for day in notice.working_days
        if first <= day <= last and day != count.start and calendar.is_working_day(day)
    ]
    said = [f"{'、'.join(festivals)}假期不计"] if festivals else []
    said += [f"{'、'.join(worked)} 调休上班计入"] if worked else []
    return f"（其间{'，'.join(said)}）" if said else ""


def _named(span: DaysOff) -> str:
    return "、".join(_SHORT.get(name, name) for name in span.festival.split("、"))
