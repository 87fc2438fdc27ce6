"""Working days, and the last day of a period: the only place where days are counted.

How days are counted is the same everywhere; what differs from law to law is handed in:

* Day one is the day after the one that starts the period: 解释 48②, 民事诉讼法 85②, 民法典 201①.
* A period of days runs through weekends and holidays; only its last day is looked at. If the law in question lets it
  roll (`rolls`), a last day that is no working day moves to the next one: 解释 48③, 民事诉讼法 85③, 民法典 203①.
  Whether a law lets it roll is the caller's to know (处罚法 and 强制法 have no such article).
* A period of working days counts working days only: 处罚法 85, 强制法 69, 许可法 82, 复议法 88②.
* A period of months or years ends on the day of the same number, or on the last day of a month that has no such
  day: 民法典 202.

No article says whether a Saturday worked instead of another day (调休) is a holiday. Here it is a working day, as
the State Council's notices have it: the period ends on it, the earlier and safer reading.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from yingsu.domain.holidays import HOLIDAYS

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_MONTHS_OF_A_YEAR: Final = 12


def _days_off() -> frozenset[date]:
    spans = [span for notice in HOLIDAYS.values() for span in notice.days_off]
    return frozenset(
        span.first + timedelta(days=offset)
        for span in spans
        for offset in range((span.last - span.first).days + 1)
    )


_DAYS_OFF: Final = _days_off()
_WORKED_WEEKENDS: Final = frozenset(day for notice in HOLIDAYS.values() for day in notice.working_days)
_CONFIRMED: Final = frozenset(year for year, notice in HOLIDAYS.items() if notice.confirmed)
_EVERY_MONTH_HAS: Final = 28


class CalendarRangeError(ValueError):
    """A period that cannot be counted: it leaves the years 1 to 9999, or its length is negative."""

    def __init__(self, day: date, length: str) -> None:
        super().__init__(
            f"从{day.isoformat()}起算{length}：算不出日期。期限不能是负数，算出的日期要在公元1年至9999年之内。"
        )


class CalendarConflictError(ValueError):
    """The same days were given as an office's own days off and as its own working days."""

    def __init__(self, days: frozenset[date]) -> None:
        named = "、".join(day.isoformat() for day in sorted(days))
        super().__init__(f"{named}既写成休息日又写成上班日，只能留一处。")


class Count(NamedTuple):
    """The result of counting a period.

    Attributes:
        start: the day counted from. It is not itself counted; backwards it is the day of the event.
        nominal: the last day before any rolling.
        day: the last day.
        provisional: whether `day` may still change, because a day that decided it lies in a year whose holidays are
            not known and for which only weekends were taken into account. A day found without asking whether any
            day is a holiday is never provisional.
    """

    start: date
    nominal: date
    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of an office, and the counting that depends on them.

    Attributes:
        own_days_off: days off here beside the country's (a local holiday, an office closed by a typhoon).
        own_working_days: days worked here although off elsewhere.

    Raises:
        CalendarConflictError: if a day is in both.
    """

    own_days_off: frozenset[date] = frozenset()
    own_working_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if conflicting := self.own_days_off & self.own_working_days:
            raise CalendarConflictError(conflicting)

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` is worked: the office's own days first, then the notices, then the weekend."""
        if day in self.own_working_days:
            return True
        if day in self.own_days_off or day in _DAYS_OFF:
            return False
        return day in _WORKED_WEEKENDS or day.weekday() < _SATURDAY

    def is_confirmed(self, year: int) -> bool:
        """Say whether the notice for `year` is known; if not, only its weekends are.

        The notice for the next year may still move the last days of December (2018-12-31 was off by that of 2019);
        they are taken as confirmed all the same.
        """
        return year in _CONFIRMED

    def last_day(self, start: date, days: int, *, rolls: bool) -> Count:
        """Count `days` calendar days from `start`.

        解释 48②③, 民事诉讼法 85②③, 民法典 201①, 203①. Zero days end on `start`.

        Args:
            start: the day of the event (day zero).
            days: how many days, not negative.
            rolls: whether a last day that is no working day moves to the next working day.

        Raises:
            CalendarRangeError: if `days` is negative or the last day is past the year 9999.
        """
        try:
            return self._ending_on(start, start + _length(days), rolls=rolls)
        except OverflowError:
            raise CalendarRangeError(start, f"{days}日") from None

    def last_working_day(self, start: date, days: int) -> Count:
        """Count `days` working days from `start`; the last of them is the last day.

        处罚法 85, 强制法 69, 许可法 82, 复议法 88② and 政府信息公开条例 say where days are working days. Zero days end
        on `start`, whatever day that is.

        Args:
            start: the day of the event (day zero).
            days: how many working days, not negative.

        Raises:
            CalendarRangeError: if `days` is negative or the last day is past the year 9999.
        """
        try:
            last = self._working_days_away(start, days, _ONE_DAY)
        except OverflowError:
            raise CalendarRangeError(start, f"{days}个工作日") from None
        return Count(start, last, last, self._is_provisional(start, last))

    def last_day_of_months(self, start: date, months: int, *, rolls: bool) -> Count:
        """Count `months` months from `start`.

        民法典 202: the last day has the number of `start`, or is the last of a month that has no such day;
        it may roll by 解释 48③, 民法典 203①.

        Args:
            start: the day of the event (day zero).
            months: how many months, not negative.
            rolls: whether a last day that is no working day moves to the next working day.

        Raises:
            CalendarRangeError: if `months` is negative or the last day is past the year 9999.
        """
        try:
            return self._ending_on(start, _months_later(start, months), rolls=rolls)
        except OverflowError:
            raise CalendarRangeError(start, f"{months}个月") from None

    def last_day_of_years(self, start: date, years: int, *, rolls: bool) -> Count:
        """Count `years` years from `start`: 民法典 202, as for months; from February 29 to the 28th in a common year.

        Args:
            start: the day of the event (day zero).
            years: how many years, not negative.
            rolls: whether a last day that is no working day moves to the next working day.

        Raises:
            CalendarRangeError: if `years` is negative or the last day is past the year 9999.
        """
        try:
            return self._ending_on(start, _months_later(start, years * _MONTHS_OF_A_YEAR), rolls=rolls)
        except OverflowError:
            raise CalendarRangeError(start, f"{years}年") from None

    def latest_day_before(self, day: date, days: int) -> Count:
        """Count `days` calendar days back from `day`: the latest day for what is due so many days before an event.

        The day of the event is not counted (解释 48②), so three days before the 10th is the 7th (解释 71). It never
        moves: rolling is for a day a period ends on (解释 48③), and a later day would be too late.

        Args:
            day: the day of the event, such as a hearing.
            days: how many days before it, not negative.

        Raises:
            CalendarRangeError: if `days` is negative or the result is before the year 1.
        """
        try:
            latest = day - _length(days)
        except OverflowError:
            raise CalendarRangeError(day, f"往前{days}日") from None
        return Count(day, latest, latest, provisional=False)

    def latest_working_day_before(self, day: date, working_days: int) -> Count:
        """Count working days back from `day`: seven before a penalty hearing (处罚法 64(二), 85), for one.

        Args:
            day: the day of the event; not counted.
            working_days: how many working days before it, not negative.

        Raises:
            CalendarRangeError: if `working_days` is negative or the result is before the year 1.
        """
        try:
            latest = self._working_days_away(day, working_days, -_ONE_DAY)
        except OverflowError:
            raise CalendarRangeError(day, f"往前{working_days}个工作日") from None
        return Count(day, latest, latest, self._is_provisional(latest, day))

    # What follows raises OverflowError, as `date` does, where a count leaves the years that there are; or where a
    # length is negative. So the words of the error are made where there is one only.
    def _ending_on(self, start: date, nominal: date, *, rolls: bool) -> Count:
        if not rolls:
            return Count(start, nominal, nominal, provisional=False)
        day = nominal
        while not self.is_working_day(day):
            day += _ONE_DAY
        return Count(start, nominal, day, self._is_provisional(nominal, day))

    def _working_days_away(self, start: date, days: int, step: timedelta) -> date:
        # A working day takes at least a day: what is too far is told without walking through thousands of years.
        if start + _length(days) * step.days == start:
            return start
        day = start
        for _ in range(days):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def _is_provisional(self, first: date, last: date) -> bool:
        if first.year == last.year:
            return not self.is_confirmed(first.year)
        return not all(self.is_confirmed(year) for year in range(first.year, last.year + 1))


def _length(days: int) -> timedelta:
    if days < 0:
        raise OverflowError
    return timedelta(days)


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * _MONTHS_OF_A_YEAR + start.month - 1 + months, _MONTHS_OF_A_YEAR)
    if months < 0 or year > date.max.year:
        raise OverflowError
    if start.day <= _EVERY_MONTH_HAS:
        return start.replace(year, month + 1)
    # 民法典 202: no day of that number, then the last of the month.
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
