"""The period of a report or a ledger: its options, and the days they mean."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.domain.period import Period

HalfOption = Annotated[int | None, typer.Option("--half", help="半年：1 或 2，与 --year 同用", metavar="1-2")]
QuarterOption = Annotated[int | None, typer.Option("--quarter", help="季度：1 至 4", metavar="1-4")]
MonthOption = Annotated[int | None, typer.Option("--month", help="月份：1 至 12", metavar="1-12")]
FromOption = Annotated[str | None, typer.Option("--from", help="从哪一天（含）", metavar="日期")]
ToOption = Annotated[str | None, typer.Option("--to", help="到哪一天（含）", metavar="日期")]


def period_of(
    as_of: date,
    year: int | None,
    half: int | None,
    quarter: int | None,
    month: int | None,
    days: tuple[date | None, date | None],
) -> "Period":
    """The period asked for, ended at the as-of day.

    Raises:
        Problem: options that contradict each other, or a period to come.
    """
    from yingsu.domain import period as periods
    from yingsu.domain.scalars import FIRST_YEAR, LAST_YEAR

    parts = [each for each in (half, quarter, month) if each is not None]
    if len(parts) > 1:
        raise Problem("--half、--quarter、--month 只能用一个")
    if any(days) and (year is not None or parts):
        raise Problem("--from、--to 不能与 --year、--half、--quarter、--month 同用")
    chosen = year if year is not None else as_of.year
    if not FIRST_YEAR <= chosen <= LAST_YEAR:
        raise Problem(f"年度 {chosen} 不合理")
    try:
        if any(days):
            found = periods.between(days[0] or date(as_of.year, 1, 1), days[1] or as_of)
        elif half is not None:
            found = periods.half_of(chosen, within(half, 2, "--half"))
        elif quarter is not None:
            found = periods.quarter_of(chosen, within(quarter, 4, "--quarter"))
        elif month is not None:
            found = periods.month_of(chosen, within(month, 12, "--month"))
        else:
            found = periods.year_of(chosen)
        return found.until(as_of)
    except periods.PeriodError as error:
        raise Problem(str(error)) from None


def within(value: int, most: int, option: str) -> int:
    """A number from 1.

    Raises:
        Problem: another number.
    """
    if not 1 <= value <= most:
        raise Problem(f"{option} 只能是 1 至 {most}")
    return value
