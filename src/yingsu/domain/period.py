"""Periods of a report: years, halves, quarters, months, or from a day to a day, both inclusive."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta


class PeriodError(ValueError):
    """A period that cannot be, with a Chinese message."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` to `end`, both inclusive, under a Chinese label.

    Attributes:
        months: of how many whole months the kind of period is (12 for a year, also one cut off at the as-of day); 0
            for days given one by one.
    """

    start: date
    end: date
    label: str
    months: int = field(default=0, compare=False)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def until(self, day: date) -> "Period":
        """The same period ending at a day at the latest: a period that runs past as-of ends there.

        Raises:
            PeriodError: the period begins later than that day.
        """
        if self.start > day:
            raise PeriodError(f"{self.label}还没有开始（数据截至 {day.isoformat()}）")
        return self if self.end <= day else Period(self.start, day, self.label, self.months)

    def year_before(self) -> "Period":
        """The same period of the year before."""
        if self.months:
            return self._moved_back(12)
        return between(_back(self.start, 12), _back(self.end, 12))

    def previous(self) -> "Period":
        """The period of its kind just before: the last quarter for a quarter; as many days for days given.

        A period cut off at the as-of day is compared with as much of the one before.
        """
        return self._moved_back(self.months) if self.months else before(self)

    def _moved_back(self, months: int) -> "Period":
        start = _back(self.start, months)
        return Period(start, _back(self.end, months), _label(start, self.months), self.months)


def _back(day: date, count: int) -> date:
    """The same day some months before; the end of a month stays the end of a month."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    last = monthrange(year, month + 1)[1]
    is_month_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_month_end else min(day.day, last))


def _label(start: date, count: int) -> str:
    """What a period of whole months is called."""
    names = {
        12: "",
        6: f"{'上下'[start.month > 6]}半年",
        3: f"第{'一二三四'[(start.month - 1) // 3]}季度",
        1: f"{start.month}月",
    }
    return f"{start.year}年{names[count]}"


def _months(year: int, first: int, count: int) -> Period:
    """Whole months of a year."""
    start, last = date(year, first, 1), first + count - 1
    return Period(start, date(year, last, monthrange(year, last)[1]), _label(start, count), count)


def year_of(year: int) -> Period:
    """A calendar year."""
    return _months(year, 1, 12)


def half_of(year: int, half: int) -> Period:
    """The first or second half of a year."""
    return _months(year, half * 6 - 5, 6)


def quarter_of(year: int, quarter: int) -> Period:
    """A quarter of a year, 1 to 4."""
    return _months(year, quarter * 3 - 2, 3)


def month_of(year: int, month: int) -> Period:
    """A month, 1 to 12."""
    return _months(year, month, 1)


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
