"""Days off and worked weekends of each year, as the State Council's notices set them: data, nothing else.

The festivals themselves are fixed by 全国年节及纪念日放假办法 (2024-11-10); which days around them are off, and which
weekends are worked for them (调休), is set for each year by a notice of the State Council's general office late in the
year before. A notice may reach back into that December, so a `HolidayYear` is the year *of the notice*: 2018-12-31
stands under 2019.

The values were generated from chinesecalendar 1.11.0, and a test compares every day with it. Those of 2025 and 2026
were also compared with the notices. A year is added when its notice is out (the next: 2027).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days off in a row for a festival, both ends included; weekends that fall in between are among them.

    Attributes:
        festival: its Chinese name; two names where two festivals share the days.
        first: the first day off.
        last: the last day off.
    """

    festival: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """What the notice for one year says.

    Attributes:
        year: the year of the notice; a few of its days may lie in the December before.
        source: the Chinese title of the notice.
        confirmed: whether the notice is out. False marks days that were put together before it, which may change.
        days_off: the days off, in order.
        working_days: the Saturdays and Sundays that are worked instead (调休), in order.
    """

    year: int
    source: str
    confirmed: bool
    days_off: tuple[DaysOff, ...]
    working_days: tuple[date, ...]


_YEARS: Final = (
    HolidayYear(
        year=2015,
        source="国务院办公厅关于2015年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2015, 1, 1), date(2015, 1, 3)),
            DaysOff("春节", date(2015, 2, 18), date(2015, 2, 24)),
            DaysOff("清明节", date(2015, 4, 5), date(2015, 4, 6)),
            DaysOff("劳动节", date(2015, 5, 1), date(2015, 5, 1)),
            DaysOff("端午节", date(2015, 6, 20), date(2015, 6, 22)),
            # Two days for this year only, by a separate notice (not seen); 2015-09-06 was worked for them.
            DaysOff("抗战胜利七十周年纪念日", date(2015, 9, 3), date(2015, 9, 4)),
            DaysOff("中秋节", date(2015, 9, 27), date(2015, 9, 27)),
            DaysOff("国庆节", date(2015, 10, 1), date(2015, 10, 7)),
        ),
        working_days=(
            date(2015, 1, 4),
            date(2015, 2, 15),
            date(2015, 2, 28),
            date(2015, 9, 6),
            date(2015, 10, 10),
        ),
    ),
    HolidayYear(
        year=2016,
        source="国务院办公厅关于2016年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2016, 1, 1), date(2016, 1, 1)),
            DaysOff("春节", date(2016, 2, 7), date(2016, 2, 13)),
            DaysOff("清明节", date(2016, 4, 4), date(2016, 4, 4)),
            DaysOff("劳动节", date(2016, 5, 1), date(2016, 5, 2)),
            DaysOff("端午节", date(2016, 6, 9), date(2016, 6, 11)),
            DaysOff("中秋节", date(2016, 9, 15), date(2016, 9, 17)),
            DaysOff("国庆节", date(2016, 10, 1), date(2016, 10, 7)),
        ),
        working_days=(
            date(2016, 2, 6),
            date(2016, 2, 14),
            date(2016, 6, 12),
            date(2016, 9, 18),
            date(2016, 10, 8),
            date(2016, 10, 9),
        ),
    ),
    HolidayYear(
        year=2017,
        source="国务院办公厅关于2017年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2017, 1, 1), date(2017, 1, 2)),
            DaysOff("春节", date(2017, 1, 27), date(2017, 2, 2)),
            DaysOff("清明节", date(2017, 4, 2), date(2017, 4, 4)),
            DaysOff("劳动节", date(2017, 5, 1), date(2017, 5, 1)),
            DaysOff("端午节", date(2017, 5, 28), date(2017, 5, 30)),
            DaysOff("国庆节、中秋节", date(2017, 10, 1), date(2017, 10, 8)),
        ),
        working_days=(
            date(2017, 1, 22),
            date(2017, 2, 4),
            date(2017, 4, 1),
            date(2017, 5, 27),
            date(2017, 9, 30),
        ),
    ),
    HolidayYear(
        year=2018,
        source="国务院办公厅关于2018年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2018, 1, 1), date(2018, 1, 1)),
            DaysOff("春节", date(2018, 2, 15), date(2018, 2, 21)),
            DaysOff("清明节", date(2018, 4, 5), date(2018, 4, 7)),
            DaysOff("劳动节", date(2018, 4, 29), date(2018, 5, 1)),
            DaysOff("端午节", date(2018, 6, 18), date(2018, 6, 18)),
            DaysOff("中秋节", date(2018, 9, 24), date(2018, 9, 24)),
            DaysOff("国庆节", date(2018, 10, 1), date(2018, 10, 7)),
        ),
        working_days=(
            date(2018, 2, 11),
            date(2018, 2, 24),
            date(2018, 4, 8),
            date(2018, 4, 28),
            date(2018, 9, 29),
            date(2018, 9, 30),
        ),
    ),
    HolidayYear(
        year=2019,
        source="国务院办公厅关于2019年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2018, 12, 30), date(2019, 1, 1)),
            DaysOff("春节", date(2019, 2, 4), date(2019, 2, 10)),
            DaysOff("清明节", date(2019, 4, 5), date(2019, 4, 7)),
            DaysOff("劳动节", date(2019, 5, 1), date(2019, 5, 4)),
            DaysOff("端午节", date(2019, 6, 7), date(2019, 6, 9)),
            DaysOff("中秋节", date(2019, 9, 13), date(2019, 9, 15)),
            DaysOff("国庆节", date(2019, 10, 1), date(2019, 10, 7)),
        ),
        working_days=(
            date(2018, 12, 29),
            date(2019, 2, 2),
            date(2019, 2, 3),
            date(2019, 4, 28),
            date(2019, 5, 5),
            date(2019, 9, 29),
            date(2019, 10, 12),
        ),
    ),
    HolidayYear(
        year=2020,
        source="国务院办公厅关于2020年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2020, 1, 1), date(2020, 1, 1)),
            # With the days by which a later notice (not seen) extended the festival, because of the epidemic.
            DaysOff("春节", date(2020, 1, 24), date(2020, 2, 2)),
            DaysOff("清明节", date(2020, 4, 4), date(2020, 4, 6)),
            DaysOff("劳动节", date(2020, 5, 1), date(2020, 5, 5)),
            DaysOff("端午节", date(2020, 6, 25), date(2020, 6, 27)),
            DaysOff("国庆节、中秋节", date(2020, 10, 1), date(2020, 10, 8)),
        ),
        working_days=(
            date(2020, 1, 19),
            date(2020, 4, 26),
            date(2020, 5, 9),
            date(2020, 6, 28),
            date(2020, 9, 27),
            date(2020, 10, 10),
        ),
    ),
    HolidayYear(
        year=2021,
        source="国务院办公厅关于2021年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2021, 1, 1), date(2021, 1, 3)),
            DaysOff("春节", date(2021, 2, 11), date(2021, 2, 17)),
            DaysOff("清明节", date(2021, 4, 3), date(2021, 4, 5)),
            DaysOff("劳动节", date(2021, 5, 1), date(2021, 5, 5)),
            DaysOff("端午节", date(2021, 6, 12), date(2021, 6, 14)),
            DaysOff("中秋节", date(2021, 9, 19), date(2021, 9, 21)),
            DaysOff("国庆节", date(2021, 10, 1), date(2021, 10, 7)),
        ),
        working_days=(
            date(2021, 2, 7),
            date(2021, 2, 20),
            date(2021, 4, 25),
            date(2021, 5, 8),
            date(2021, 9, 18),
            date(2021, 9, 26),
            date(2021, 10, 9),
        ),
    ),
    HolidayYear(
        year=2022,
        source="国务院办公厅关于2022年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2022, 1, 1), date(2022, 1, 3)),
            DaysOff("春节", date(2022, 1, 31), date(2022, 2, 6)),
            DaysOff("清明节", date(2022, 4, 3), date(2022, 4, 5)),
            DaysOff("劳动节", date(2022, 4, 30), date(2022, 5, 4)),
            DaysOff("端午节", date(2022, 6, 3), date(2022, 6, 5)),
            DaysOff("中秋节", date(2022, 9, 10), date(2022, 9, 12)),
            DaysOff("国庆节", date(2022, 10, 1), date(2022, 10, 7)),
        ),
        working_days=(
            date(2022, 1, 29),
            date(2022, 1, 30),
            date(2022, 4, 2),
            date(2022, 4, 24),
            date(2022, 5, 7),
            date(2022, 10, 8),
            date(2022, 10, 9),
        ),
    ),
    HolidayYear(
        year=2023,
        source="国务院办公厅关于2023年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2022, 12, 31), date(2023, 1, 2)),
            DaysOff("春节", date(2023, 1, 21), date(2023, 1, 27)),
            DaysOff("清明节", date(2023, 4, 5), date(2023, 4, 5)),
            DaysOff("劳动节", date(2023, 4, 29), date(2023, 5, 3)),
            DaysOff("端午节", date(2023, 6, 22), date(2023, 6, 24)),
            DaysOff("中秋节、国庆节", date(2023, 9, 29), date(2023, 10, 6)),
        ),
        working_days=(
            date(2023, 1, 28),
            date(2023, 1, 29),
            date(2023, 4, 23),
            date(2023, 5, 6),
            date(2023, 6, 25),
            date(2023, 10, 7),
            date(2023, 10, 8),
        ),
    ),
    HolidayYear(
        year=2024,
        source="国务院办公厅关于2024年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2023, 12, 30), date(2024, 1, 1)),
            DaysOff("春节", date(2024, 2, 10), date(2024, 2, 17)),
            DaysOff("清明节", date(2024, 4, 4), date(2024, 4, 6)),
            DaysOff("劳动节", date(2024, 5, 1), date(2024, 5, 5)),
            DaysOff("端午节", date(2024, 6, 10), date(2024, 6, 10)),
            DaysOff("中秋节", date(2024, 9, 15), date(2024, 9, 17)),
            DaysOff("国庆节", date(2024, 10, 1), date(2024, 10, 7)),
        ),
        working_days=(
            date(2024, 2, 4),
            date(2024, 2, 18),
            date(2024, 4, 7),
            date(2024, 4, 28),
            date(2024, 5, 11),
            date(2024, 9, 14),
            date(2024, 9, 29),
            date(2024, 10, 12),
        ),
    ),
    HolidayYear(
        year=2025,
        source="国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2025, 1, 1), date(2025, 1, 1)),
            DaysOff("春节", date(2025, 1, 28), date(2025, 2, 4)),
            DaysOff("清明节", date(2025, 4, 4), date(2025, 4, 6)),
            DaysOff("劳动节", date(2025, 5, 1), date(2025, 5, 5)),
            DaysOff("端午节", date(2025, 5, 31), date(2025, 6, 2)),
            DaysOff("国庆节、中秋节", date(2025, 10, 1), date(2025, 10, 8)),
        ),
        working_days=(
            date(2025, 1, 26),
            date(2025, 2, 8),
            date(2025, 4, 27),
            date(2025, 9, 28),
            date(2025, 10, 11),
        ),
    ),
    HolidayYear(
        year=2026,
        source="国务院办公厅关于2026年部分节假日安排的通知",
        confirmed=True,
        days_off=(
            DaysOff("元旦", date(2026, 1, 1), date(2026, 1, 3)),
            DaysOff("春节", date(2026, 2, 15), date(2026, 2, 23)),
            DaysOff("清明节", date(2026, 4, 4), date(2026, 4, 6)),
            DaysOff("劳动节", date(2026, 5, 1), date(2026, 5, 5)),
            DaysOff("端午节", date(2026, 6, 19), date(2026, 6, 21)),
            DaysOff("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
            DaysOff("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
        ),
        working_days=(
            date(2026, 1, 4),
            date(2026, 2, 14),
            date(2026, 2, 28),
            date(2026, 5, 9),
            date(2026, 9, 20),
            date(2026, 10, 10),
        ),
    ),
)

HOLIDAYS: Final[Mapping[int, HolidayYear]] = MappingProxyType({entry.year: entry for entry in _YEARS})
"""The notices that are known, by year. A year that is missing has no data: only its weekends are known."""
