import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yingsu.domain.calendar import Calendar, CalendarConflictError, CalendarRangeError, Count
from yingsu.domain.holidays import HOLIDAYS

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("worked_days.yaml").read_text(encoding="utf-8")
)
COUNTRY = Calendar()
YEARS = range(2015, 2027)

known_days = st.dates(date(2015, 1, 1), date(2026, 6, 30))
some_days = st.frozensets(st.dates(date(2015, 1, 1), date(2027, 12, 31)), max_size=20)
calendars = st.builds(
    lambda off, worked: Calendar(own_days_off=off, own_working_days=worked - off), some_days, some_days
)


def counted(row: dict[str, Any]) -> Count:
    matched = re.fullmatch("(前?)([0-9]+)(.+)", row["length"])
    assert matched is not None
    before, length, unit = matched[1], int(matched[2]), matched[3]
    start, rolls = row["from"], row.get("rolls", False)
    match before, unit:
        case "前", "日":
            return COUNTRY.latest_day_before(start, length)
        case "前", _:
            return COUNTRY.latest_working_day_before(start, length)
        case _, "日":
            return COUNTRY.last_day(start, length, rolls=rolls)
        case _, "工作日":
            return COUNTRY.last_working_day(start, length)
        case _, "个月":
            return COUNTRY.last_day_of_months(start, length, rolls=rolls)
        case _:
            return COUNTRY.last_day_of_years(start, length, rolls=rolls)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['from']} {row['length']}")
def test_a_period_ends_as_worked_out_by_hand(row: dict[str, Any]) -> None:
    assert counted(row) == Count(
        start=row["from"],
        nominal=row.get("nominal", row["ends"]),
        day=row["ends"],
        provisional=row.get("provisional", False),
    )


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_worked_or_not_as_in_chinesecalendar(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=offset) for offset in range(366))
    ours = {day: COUNTRY.is_working_day(day) for day in days if day.year == year}
    assert ours == {day: chinese_calendar.is_workday(day) for day in ours}


@pytest.mark.parametrize("year", YEARS)
def test_a_notice_lists_its_days_in_order_and_works_only_weekends(year: int) -> None:
    notice = HOLIDAYS[year]
    ends = [day for span in notice.days_off for day in (span.first, span.last)]
    assert notice.year == year
    assert str(year) in notice.source
    assert ends == sorted(ends)
    assert list(notice.working_days) == sorted(set(notice.working_days))
    assert all(day.weekday() >= 5 for day in notice.working_days)


def test_the_years_with_a_notice_are_confirmed_and_no_others() -> None:
    assert [year for year in range(2000, 2040) if COUNTRY.is_confirmed(year)] == list(YEARS)


def test_an_office_has_its_own_days() -> None:
    friday, saturday = date(2026, 6, 12), date(2026, 6, 13)
    office = Calendar(own_days_off=frozenset({friday}), own_working_days=frozenset({saturday}))
    assert not office.is_working_day(friday)
    assert office.is_working_day(saturday)
    assert office.last_day(date(2026, 6, 2), 10, rolls=True).day == saturday
    assert office.last_working_day(date(2026, 6, 11), 1).day == saturday


def test_a_day_cannot_be_both_off_and_worked() -> None:
    day = frozenset({date(2026, 6, 12)})
    with pytest.raises(CalendarConflictError, match="2026-06-12既写成休息日又写成上班日"):
        Calendar(own_days_off=day, own_working_days=day)


@given(calendars, known_days, known_days, st.integers(0, 400))
def test_a_later_start_never_ends_earlier(calendar: Calendar, one: date, other: date, length: int) -> None:
    first, second = sorted((one, other))
    assert (
        calendar.last_day(first, length, rolls=True).day <= calendar.last_day(second, length, rolls=True).day
    )
    assert calendar.last_working_day(first, length).day <= calendar.last_working_day(second, length).day
    assert (
        calendar.last_day_of_months(first, length, rolls=True).day
        <= calendar.last_day_of_months(second, length, rolls=True).day
    )
    assert (
        calendar.latest_working_day_before(first, length).day
        <= calendar.latest_working_day_before(second, length).day
    )


@given(calendars, known_days, st.integers(0, 400))
def test_a_last_day_that_rolls_is_the_first_working_day_from_the_nominal_one(
    calendar: Calendar, start: date, length: int
) -> None:
    for count in (
        calendar.last_day(start, length, rolls=True),
        calendar.last_day_of_months(start, length, rolls=True),
        calendar.last_day_of_years(start, length, rolls=True),
    ):
        passed_over = range((count.day - count.nominal).days)
        assert calendar.is_working_day(count.day)
        assert not any(calendar.is_working_day(count.nominal + timedelta(days=days)) for days in passed_over)


@given(calendars, known_days, st.integers(1, 200))
def test_so_many_working_days_lie_within_a_period_of_working_days(
    calendar: Calendar, start: date, length: int
) -> None:
    end = calendar.last_working_day(start, length).day
    within = [start + timedelta(days=days + 1) for days in range((end - start).days)]
    assert sum(map(calendar.is_working_day, within)) == length
    assert calendar.is_working_day(end)
    back = calendar.latest_working_day_before(end, length - 1).day
    assert calendar.latest_working_day_before(back, 1).day <= start < back


@given(known_days, st.integers(0, 240))
def test_months_keep_the_number_of_the_day_or_end_the_month(start: date, months: int) -> None:
    day = COUNTRY.last_day_of_months(start, months, rolls=False).day
    assert (day.year - start.year) * 12 + day.month - start.month == months
    assert day.day == start.day or (day.day < start.day and (day + timedelta(days=1)).day == 1)


@given(st.dates(date(2027, 1, 1), date(9000, 1, 1)), st.integers(0, 60))
def test_what_depends_on_a_year_without_data_is_provisional(start: date, length: int) -> None:
    assert COUNTRY.last_day(start, length, rolls=True).provisional
    assert COUNTRY.last_working_day(start, length).provisional
    assert COUNTRY.last_day_of_months(start, length, rolls=True).provisional
    assert COUNTRY.latest_working_day_before(start, length).provisional
    assert not COUNTRY.last_day(start, length, rolls=False).provisional


@given(st.dates(), st.integers() | st.integers(0, 300))
def test_a_period_ends_on_some_day_or_is_refused(start: date, length: int) -> None:
    # Millions of working days would be counted one by one; too many to count are refused before that.
    working_days = length if length < 1000 else length + 4_000_000
    counts: tuple[Callable[[], Count], ...] = (
        lambda: COUNTRY.last_day(start, length, rolls=True),
        lambda: COUNTRY.last_day_of_months(start, length, rolls=True),
        lambda: COUNTRY.last_day_of_years(start, length, rolls=True),
        lambda: COUNTRY.latest_day_before(start, length),
        lambda: COUNTRY.last_working_day(start, working_days),
        lambda: COUNTRY.latest_working_day_before(start, working_days),
    )
    for count in counts:
        try:
            assert count().start == start
        except CalendarRangeError as error:
            assert "算不出日期" in str(error)  # noqa: PT017 -- either end is right, and neither is any other error


def test_a_period_past_the_end_of_the_calendar_is_refused_in_plain_words() -> None:
    last_days = Calendar(own_days_off=frozenset({date.max}))
    with pytest.raises(CalendarRangeError, match="从9999-12-30起算1日：算不出日期"):
        last_days.last_day(date(9999, 12, 30), 1, rolls=True)
    with pytest.raises(CalendarRangeError, match="从9999-12-30起算1个工作日"):
        last_days.last_working_day(date(9999, 12, 30), 1)
    with pytest.raises(CalendarRangeError, match="从9999-12-01起算1个月"):
        COUNTRY.last_day_of_months(date(9999, 12, 1), 1, rolls=False)
    with pytest.raises(CalendarRangeError, match="从0001-01-03起算往前3日"):
        COUNTRY.latest_day_before(date(1, 1, 3), 3)


def test_a_negative_length_is_refused() -> None:
    start = date(2026, 6, 1)
    with pytest.raises(CalendarRangeError, match="期限不能是负数"):
        COUNTRY.last_day(start, -1, rolls=False)
    with pytest.raises(CalendarRangeError, match="期限不能是负数"):
        COUNTRY.last_day_of_years(start, -1, rolls=False)
    with pytest.raises(CalendarRangeError, match="期限不能是负数"):
        COUNTRY.latest_working_day_before(start, -1)
