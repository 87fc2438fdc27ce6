"""Periods of a report: years, halves, quarters, months, or from a day to a day, both inclusive."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


class PeriodError(ValueError):
    """A period that cannot be, with a Chinese message."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` to `end`, both inclusive, under a Chinese label."""

    start: date
    end: date
    label: str

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def until(self, day: date) -> "Period":
        """The same period ending at a day at the latest: a period that runs past as-of ends there.

        Raises:
            PeriodError: the period begins later than that day.
        """
        if self.start > day:
            raise PeriodError(f"{self.label}还没有开始（数据截至 {day.isoformat()}）")
        return self if self.end <= day else Period(self.start, day, self.label)

    def year_before(self) -> "Period":
        """The same period of the year before."""
        if self.label.startswith(f"{self.start.year}年"):
            return Period(
                _year_back(self.start),
                _year_back(self.end),
                self.label.replace(str(self.start.year), str(self.start.year - 1), 1),
            )
        return between(_year_back(self.start), _year_back(self.end))


def _year_back(day: date) -> date:
    last = monthrange(day.year - 1, day.month)[1]
    is_month_end = day.day == monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, last if is_month_end else min(day.day, last))


def months(year: int, first: int, last: int, label: str) -> Period:
    """Whole months of a year."""
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), label)


def year_of(year: int) -> Period:
    """A calendar year."""
    return months(year, 1, 12, f"{year}年")


def half_of(year: int, half: int) -> Period:
    """The first or second half of a year."""
    return months(year, half * 6 - 5, half * 6, f"{year}年{'上下'[half - 1]}半年")


def quarter_of(year: int, quarter: int) -> Period:
    """A quarter of a year, 1 to 4."""
    return months(year, quarter * 3 - 2, quarter * 3, f"{year}年第{'一二三四'[quarter - 1]}季度")


def month_of(year: int, month: int) -> Period:
    """A month, 1 to 12."""
    return months(year, month, month, f"{year}年{month}月")


def between(start: date, end: date) -> Period:
    """Any days.

    Raises:
        PeriodError: the end comes before the start.
    """
    if end < start:
        raise PeriodError(f"期间的结束 {end.isoformat()} 早于开始 {start.isoformat()}")
    return Period(start, end, f"{start.isoformat()} 至 {end.isoformat()}")


def before(period: Period) -> Period:
    """The period of the same length that ends the day before."""
    days = period.end - period.start
    return between(period.start - timedelta(days=1) - days, period.start - timedelta(days=1))
