"""The days that run from the day a case comes in. Small on purpose: what new-case can say of a case just made."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yingsu.domain.calendar import Calendar, Count
from yingsu.domain.holidays import HOLIDAYS
from yingsu.domain.law import COUNTY_OPINION, DEFENCE_DAYS, cite
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.terms import Instance
from yingsu.domain.view import View

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class RunningDay:
    """A day by which something is due.

    Attributes:
        key: its number in the table of days (deadlines.yaml), such as D02.
        began_on: the day of the event that it runs from.
        fact: that event, by its key in the case file.
        basis: printed citations.
        steps: how it was counted, in Chinese.
        days_left: from the as-of day; negative when it has passed.
    """

    key: str
    title: str
    docket: str | None
    began_on: date
    fact: str
    due_on: date
    provisional: bool
    basis: tuple[str, ...]
    steps: tuple[str, ...]
    days_left: int

    def as_json(self) -> dict[str, Any]:
        """The form of spec/cli.md. Of a case just made nothing is done yet."""
        return {
            "key": self.key,
            "title": self.title,
            "docket": self.docket,
            "from": self.began_on.isoformat(),
            "from_fact": self.fact,
            "due": self.due_on.isoformat(),
            "done": None,
            "status": "overdue" if self.days_left < 0 else "open",
            "days_left": self.days_left,
            "provisional": self.provisional,
            "basis": list(self.basis),
            "steps": list(self.steps),
        }


def running_days(view: View) -> tuple[RunningDay, ...]:
    """What is due in a new case, the earliest first; nothing is guessed where the day it runs from is not known."""
    proceeding = view.whole.proceedings[0]
    found = [day for day in (_defence(view, proceeding), _registration(view, proceeding)) if day is not None]
    return tuple(sorted(found, key=lambda day: day.due_on))


def unknown_days(view: View) -> tuple[str, ...]:
    """What cannot be counted yet, and what is missing for it."""
    proceeding = view.whole.proceedings[0]
    if proceeding.instance is not Instance.FIRST:
        return (f"{proceeding.instance.value}的期限这里不算，请看法院的通知。",)
    if proceeding.complaint_received_on is not None:
        return ()
    days = DEFENCE_DAYS.on(view.as_of)
    fact = proceeding.key_of("complaint_received_on")
    return (
        f"答辩期还算不出：没有填“{fact}”。从收到那天的次日起 {days} 日内{DEFENCE_DAYS.title}（{cite(*DEFENCE_DAYS.basis)}）。",
    )


def _defence(view: View, proceeding: Proceeding) -> RunningDay | None:
    received = proceeding.complaint_received_on
    if proceeding.instance is not Instance.FIRST or received is None:
        return None
    days = DEFENCE_DAYS.on(received)
    counted = view.office.calendar.last_day(received, days, rolls=True)
    fact = proceeding.key_of("complaint_received_on")
    steps = [
        f"{fact} {received.isoformat()}，当日不计",
        *_rolling(view.office.calendar, counted, f"第{days}日"),
    ]
    basis = (cite(*DEFENCE_DAYS.basis),)
    return _day(view, proceeding, ("D02", DEFENCE_DAYS.title, fact), counted, basis, steps)


def _registration(view: View, proceeding: Proceeding) -> RunningDay | None:
    """备案: the county's document says 及时; a number of days there is only where the office has set one."""
    settings = view.office.settings
    days = settings.periods.registration_working_days
    received = proceeding.notified_on
    if days is None or received is None:
        return None
    counted = view.office.calendar.last_working_day(received, days)
    fact = proceeding.key_of("notified_on")
    steps = [
        f"{fact} {received.isoformat()}，当日不计",
        f"第{days}个工作日为 {counted.day.isoformat()}（工作日数是本单位设置的）",
        *_provisional(counted),
    ]
    basis = (str(COUNTY_OPINION.section(6)),)
    title = f"向{settings.justice_bureau}备案"
    return _day(view, proceeding, ("备案", title, fact), counted, basis, steps)


def _day(
    view: View,
    proceeding: Proceeding,
    what: tuple[str, str, str],
    counted: Count,
    basis: tuple[str, ...],
    steps: list[str],
) -> RunningDay:
    key, title, fact = what
    left = (counted.day - view.as_of).days
    docket = proceeding.case_number
    return RunningDay(
        key, title, docket, counted.start, fact, counted.day, counted.provisional, basis, tuple(steps), left
    )


def _rolling(calendar: Calendar, counted: Count, last: str) -> list[str]:
    if counted.nominal == counted.day:
        return [f"{last}为 {counted.day.isoformat()}", *_provisional(counted)]
    return [
        f"{last}为 {counted.nominal.isoformat()}（{_why_off(calendar, counted.nominal)}）",
        f"顺延至其后第一个工作日 {counted.day.isoformat()}",
        *_provisional(counted),
    ]


def _provisional(counted: Count) -> list[str]:
    return ["这一年的放假安排还没有公布，暂按周末计算"] if counted.provisional else []


def _why_off(calendar: Calendar, day: date) -> str:
    if day in calendar.own_days_off:
        return "本地放假"
    for year in (day.year, (day + timedelta(days=31)).year):
        notice = HOLIDAYS.get(year)
        for span in notice.days_off if notice is not None else ():
            if span.first <= day <= span.last:
                return f"{span.festival}假期"
    return f"星期{_WEEKDAYS[day.weekday()]}"
