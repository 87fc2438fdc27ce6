"""Periods of a report: their days, what they are called, and the same a year before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingsu.domain.period import (
    Period,
    PeriodError,
    before,
    between,
    half_of,
    month_of,
    quarter_of,
    year_of,
)

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("period", "start", "end", "label"),
    [
        (year_of(2025), "2025-01-01", "2025-12-31", "2025年"),
        (half_of(2025, 1), "2025-01-01", "2025-06-30", "2025年上半年"),
        (half_of(2025, 2), "2025-07-01", "2025-12-31", "2025年下半年"),
        (quarter_of(2025, 1), "2025-01-01", "2025-03-31", "2025年第一季度"),
        (quarter_of(2025, 2), "2025-04-01", "2025-06-30", "2025年第二季度"),
        (quarter_of(2025, 3), "2025-07-01", "2025-09-30", "2025年第三季度"),
        (quarter_of(2025, 4), "2025-10-01", "2025-12-31", "2025年第四季度"),
        (month_of(2024, 2), "2024-02-01", "2024-02-29", "2024年2月"),
        (month_of(2025, 12), "2025-12-01", "2025-12-31", "2025年12月"),
        # T12: 温州两级法院 2008.1–2010.5
        (
            between(date(2008, 1, 1), date(2010, 5, 31)),
            "2008-01-01",
            "2010-05-31",
            "2008-01-01 至 2010-05-31",
        ),
    ],
    ids=lambda each: each.label if isinstance(each, Period) else "",
)
def test_a_period_is_called_by_what_it_holds(period: Period, start: str, end: str, label: str) -> None:
    assert (period.start.isoformat(), period.end.isoformat(), period.label) == (start, end, label)


@pytest.mark.parametrize(
    ("period", "start", "end", "label"),
    [
        (year_of(2025), "2024-01-01", "2024-12-31", "2024年"),
        (quarter_of(2025, 3), "2024-07-01", "2024-09-30", "2024年第三季度"),
        (month_of(2025, 2), "2024-02-01", "2024-02-29", "2024年2月"),  # a whole month stays a whole month
        (month_of(2024, 2), "2023-02-01", "2023-02-28", "2023年2月"),
        # A year to date is compared with the same days of the year before.
        (year_of(2026).until(date(2026, 11, 23)), "2025-01-01", "2025-11-23", "2025年"),
        (year_of(2024).until(date(2024, 2, 29)), "2023-01-01", "2023-02-28", "2023年"),
        (
            between(date(2025, 3, 5), date(2025, 9, 20)),
            "2024-03-05",
            "2024-09-20",
            "2024-03-05 至 2024-09-20",
        ),
    ],
)
def test_the_same_period_of_the_year_before(period: Period, start: str, end: str, label: str) -> None:
    found = period.year_before()
    assert (found.start.isoformat(), found.end.isoformat(), found.label) == (start, end, label)


@pytest.mark.parametrize(
    ("period", "start", "end", "label"),
    [
        (year_of(2025), "2024-01-01", "2024-12-31", "2024年"),
        (half_of(2025, 1), "2024-07-01", "2024-12-31", "2024年下半年"),
        (quarter_of(2025, 1), "2024-10-01", "2024-12-31", "2024年第四季度"),
        (month_of(2025, 3), "2025-02-01", "2025-02-28", "2025年2月"),
        # Half of a quarter is compared with as much of the one before.
        (quarter_of(2025, 2).until(date(2025, 5, 15)), "2025-01-01", "2025-02-15", "2025年第一季度"),
        (
            between(date(2025, 3, 11), date(2025, 3, 20)),
            "2025-03-01",
            "2025-03-10",
            "2025-03-01 至 2025-03-10",
        ),
    ],
)
def test_the_period_of_its_kind_just_before(period: Period, start: str, end: str, label: str) -> None:
    found = period.previous()
    assert (found.start.isoformat(), found.end.isoformat(), found.label) == (start, end, label)


def test_a_period_that_runs_past_the_as_of_day_ends_there() -> None:
    assert year_of(2025).until(date(2025, 6, 30)) == Period(date(2025, 1, 1), date(2025, 6, 30), "2025年")
    assert year_of(2025).until(date(2025, 12, 31)) == year_of(2025)
    assert year_of(2025).until(date(2026, 6, 30)) == year_of(2025)
    assert year_of(2025).until(date(2025, 1, 1)).end == date(2025, 1, 1)


def test_a_period_to_come_is_refused() -> None:
    with pytest.raises(PeriodError, match="2026年第一季度还没有开始（数据截至 2025-12-31）"):
        quarter_of(2026, 1).until(date(2025, 12, 31))


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(PeriodError, match="期间的结束 2025-01-01 早于开始 2025-01-02"):
        between(date(2025, 1, 2), date(2025, 1, 1))


@given(days, st.integers(0, 1000))
def test_the_period_before_ends_the_day_before_and_is_as_long(start: date, length: int) -> None:
    period = between(start, start + timedelta(days=length))
    found = before(period)
    assert found.end == period.start - timedelta(days=1)
    assert found.end - found.start == period.end - period.start


@given(st.integers(1950, 2150), days)
def test_months_quarters_and_halves_part_the_year(year: int, day: date) -> None:
    day = day.replace(year=year, day=min(day.day, 28))
    months = [month_of(year, number) for number in range(1, 13)]
    quarters = [quarter_of(year, number) for number in range(1, 5)]
    halves = [half_of(year, number) for number in (1, 2)]
    for parts in (months, quarters, halves):
        assert sum(day in part for part in parts) == 1
        assert (parts[0].start, parts[-1].end) == (year_of(year).start, year_of(year).end)
