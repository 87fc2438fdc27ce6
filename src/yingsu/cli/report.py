"""`yingsu report`."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import (
    ActTypeOption,
    AsOfOption,
    CourtOption,
    FieldOption,
    FormatOption,
    InstanceOption,
    UnitOption,
    WorkspaceOption,
    YearOption,
    as_of_day,
    day_of,
    one_of,
)
from yingsu.cli.problem import FOUND, Problem

if TYPE_CHECKING:
    from yingsu.domain.office import Office
    from yingsu.domain.period import Period
    from yingsu.reports.figures import Figures, Filters


def report_command(
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    half: Annotated[
        int | None, typer.Option("--half", help="半年：1 或 2，与 --year 同用", metavar="1-2")
    ] = None,
    quarter: Annotated[int | None, typer.Option("--quarter", help="季度：1 至 4", metavar="1-4")] = None,
    month: Annotated[int | None, typer.Option("--month", help="月份：1 至 12", metavar="1-12")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="从哪一天（含）", metavar="日期")] = None,
    to: Annotated[str | None, typer.Option("--to", help="到哪一天（含）", metavar="日期")] = None,
    unit: UnitOption = None,
    field: FieldOption = None,
    act_type: ActTypeOption = None,
    instance: InstanceOption = None,
    court: CourtOption = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", help="再按 unit、field、act-type、instance、court、month、quarter 分列", metavar="项目"
        ),
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", help="展开一个指标背后的每一件", metavar="指标")
    ] = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
    draft: Annotated[bool, typer.Option("--draft", help="有错误也出草稿，并注明")] = False,
) -> None:
    """出报表：两项目标率在前，再是各单位、收结案和履行情况。

    例：yingsu report --year 2025；yingsu report --year 2025 --explain 出庭率
    """
    from yingsu.cli.console import open_at, survey_at
    from yingsu.reports.figures import figures_of

    form = one_of(format_, ("text", "json"), "--format")
    day = as_of_day(as_of)
    period = _period(day, year, half, quarter, month, (day_of(from_, "--from"), day_of(to, "--to")))
    key = _metric_key(explain) if explain else None
    parts = _breakdowns(by or [])
    opened = open_at(workspace)
    filters = _filters(opened.office, unit, field, act_type, instance, court)
    figures = figures_of(survey_at(opened, day), period, filters, parts)
    _refuse(figures, draft=draft)
    _print(figures, form, key, draft=draft)


def _print(figures: "Figures", form: str, key: str | None, *, draft: bool) -> None:
    from yingsu.cli.console import print_document, print_json
    from yingsu.reading.revision import revision_of
    from yingsu.reports.figures_document import explained_document, figures_document
    from yingsu.reports.figures_json import figures_json

    if form == "json":
        print_json(figures_json(figures, revision_of(figures.survey.root), draft=draft))
    elif key is not None:
        print_document(explained_document(figures, key))
    else:
        print_document(figures_document(figures, draft=draft))


def _refuse(figures: "Figures", *, draft: bool) -> None:
    """Errors in what is counted, or a balance that does not hold: no figure without --draft."""
    from yingsu.reports.checking import as_json

    if draft:
        return
    if figures.blocking:
        places = [
            f"  {each.path}:{each.span.line} {each.defect.code} {each.message}" for each in figures.blocking
        ]
        shown = "\n".join([*places[:10], *([f"  …… 共 {len(places)} 处"] if len(places) > 10 else [])])
        message = f"所计案件有错误，数字不可信，没有出报表：\n{shown}\n请先改正，或加 --draft 出草稿"
        found = [as_json(diagnostic) for diagnostic in figures.blocking]
        raise Problem(message, exit_code=FOUND, code="refused", diagnostics=found)
    broken = [each for each in figures.balances if not each.holds]
    if broken:
        names = "、".join(dict.fromkeys(case for each in broken for case in each.offending))
        message = f"收结案不平衡，没有出报表。请核对这些案件的立案和裁判日期：{names}"
        raise Problem(message, exit_code=FOUND, code="refused", diagnostics=[])


def _period(
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
            found = periods.half_of(chosen, _within(half, 2, "--half"))
        elif quarter is not None:
            found = periods.quarter_of(chosen, _within(quarter, 4, "--quarter"))
        elif month is not None:
            found = periods.month_of(chosen, _within(month, 12, "--month"))
        else:
            found = periods.year_of(chosen)
        return found.until(as_of)
    except periods.PeriodError as error:
        raise Problem(str(error)) from None


def _within(value: int, most: int, option: str) -> int:
    if not 1 <= value <= most:
        raise Problem(f"{option} 只能是 1 至 {most}")
    return value


def _metric_key(word: str) -> str:
    from yingsu.metrics.catalogue import METRICS
    from yingsu.reports.explaining import find_metric

    metric = find_metric(word)
    if metric is None:
        near = [each for each in METRICS.values() if word in each.title]
        words = "、".join(f"{each.title}（{each.key}）" for each in (near or METRICS.values()))
        raise Problem(f"--explain：没有唯一的指标“{word}”。可以写：{words}")
    return metric.key


def _breakdowns(words: list[str]) -> tuple[str, ...]:
    from yingsu.reports.figures import BREAKDOWNS, UNIT

    return tuple(one_of(word, (UNIT, *BREAKDOWNS), "--by") for word in words)


def _filters(
    office: "Office",
    unit: str | None,
    field: str | None,
    act_type: str | None,
    instance: str | None,
    court: str | None,
) -> "Filters":
    """The filters asked for; a word that no case could have is a slip, not an empty report.

    Raises:
        Problem: an unknown unit or word.
    """
    from yingsu.domain.scalars import nearest
    from yingsu.domain.terms import Instance
    from yingsu.reports.figures import Filters

    reported = None
    if unit is not None:
        found = office.directory.find(unit)
        if found is None:
            guess = nearest(unit, tuple(each.name for each in office.directory.units))
            hint = f"，是不是“{guess}”？" if guess else ""
            raise Problem(f"--unit：单位名录里没有“{unit}”{hint}")
        reported = office.directory.reported_under(found).name
    for word, allowed, option in (
        (field, tuple(each.text for each in office.fields.words), "--field"),
        (act_type, tuple(each.text for each in office.act_types.words), "--act-type"),
        (instance, tuple(each.value for each in Instance), "--instance"),
    ):
        if word is not None:
            one_of(word, allowed, option)
    return Filters(reported, field, act_type, instance, court)
