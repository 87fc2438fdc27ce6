"""`yingsu report`."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.answers import Answers
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
from yingsu.cli.period import (
    FromOption,
    HalfOption,
    MonthOption,
    QuarterOption,
    ToOption,
    period_of,
    within,
)
from yingsu.cli.problem import FOUND, Problem
from yingsu.cli.refusal import refuse_errors

if TYPE_CHECKING:
    from datetime import date

    from yingsu.domain.office import Office
    from yingsu.domain.period import Period
    from yingsu.reading.workspace import Workspace
    from yingsu.reports.figures import Figures, Filters
    from yingsu.survey import Survey


MOST_YEARS = 30

YEARS_OF_A_FILE = 5
"""How many years a report in a file goes over where the call says nothing: there is room, and it is kept."""


def report_command(
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    half: HalfOption = None,
    quarter: QuarterOption = None,
    month: MonthOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    unit: UnitOption = None,
    field: FieldOption = None,
    act_type: ActTypeOption = None,
    instance: InstanceOption = None,
    court: CourtOption = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", help="再按 field、act-type、court、month 等分列，可写多次", metavar="项目"),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", help="展开一个指标背后的每一件；也可写 风险点、府院联动", metavar="指标"),
    ] = None,
    trend: Annotated[
        int | None,
        typer.Option("--trend", help="再列历年，如 5 就是含本期的五年；写成文件时默认 5", metavar="年数"),
    ] = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="写成文件，如 报表.xlsx；也可写 docx、html、md、csv",
            metavar="文件",
        ),
    ] = None,
    snapshot: Annotated[
        bool, typer.Option("--snapshot", help="存为已公布的报表，以后的报表与它比较")
    ] = False,
    draft: Annotated[bool, typer.Option("--draft", help="有错误也出草稿，并注明")] = False,
) -> None:
    """出报表：两项目标率在前，再是各单位、收结案和履行情况。

    例：yingsu report --year 2025；yingsu report --year 2025 --explain 出庭率
    """
    from yingsu.cli.output import ending_of

    form = one_of(format_, ("text", "json"), "--format")
    day = as_of_day(as_of)
    between = (from_, to)
    narrowed = (unit, field, act_type, instance, court)
    asked = (year, half, quarter, month, between, narrowed, by, explain, trend, form, draft)
    answers = Answers(workspace, day, ("report", *asked)) if output is None and not snapshot else None
    if answers is not None and answers.say_again():
        return
    period = period_of(day, year, half, quarter, month, (day_of(from_, "--from"), day_of(to, "--to")))
    key = _metric_key(explain) if explain else None
    ending = ending_of(output) if output is not None else form
    years = YEARS_OF_A_FILE if output is not None and ending != "json" else 0
    if trend is not None:
        years = within(trend, MOST_YEARS, "--trend")
    with answers.kept() if answers is not None else nullcontext():
        figures = _figures(
            workspace, period, narrowed, (_breakdowns(by or []), years, day), (snapshot, draft)
        )
        if not draft:
            refuse_unsound(figures, "报表")
        _give_out(figures, ending, output, key, draft=draft)
    if snapshot:
        _keep(figures)


def _figures(
    workspace: list[Path] | None,
    period: "Period",
    narrowed: tuple[str | None, ...],
    wanted: "tuple[tuple[str, ...], int, date]",
    kept: tuple[bool, bool],
) -> "Figures":
    """What is asked for, computed."""
    from yingsu.cli.console import open_all, survey_at
    from yingsu.reports.figures import figures_of

    parts, years, day = wanted
    snapshot, draft = kept
    opened = open_all(workspace)
    if snapshot:
        _refuse_keeping(opened, draft=draft)
    filters = filters_of(opened.office, *narrowed)
    survey = survey_at(opened, day)
    if filters.court is not None:
        _refuse_unknown_court(survey, filters.court)
    return figures_of(survey, period, filters, parts, years)


def _give_out(figures: "Figures", ending: str, output: Path | None, key: str | None, *, draft: bool) -> None:
    from yingsu.cli.console import provenance_at
    from yingsu.cli.output import give_out
    from yingsu.reading.published import read_published
    from yingsu.reports.figures_document import figures_document
    from yingsu.reports.figures_json import figures_json
    from yingsu.reports.opened import explained_document
    from yingsu.reports.published import comparisons

    provenance = provenance_at(figures.survey)
    if ending == "json":
        report = figures_json(figures, provenance.revision, provenance.revisions, draft=draft)
        give_out(report, ending, output)
    elif key is not None:
        give_out(explained_document(figures, key), ending, output)
    else:
        kept = () if figures.survey.members else read_published(figures.survey.root)
        compared = comparisons(kept, figures)
        give_out(figures_document(figures, provenance, compared, draft=draft), ending, output)


def _refuse_keeping(opened: "Workspace", *, draft: bool) -> None:
    """What cannot be kept as published: a draft, and a report that belongs to no one workspace."""
    if draft:
        raise Problem("草稿不能存为已公布的报表：--snapshot 与 --draft 不能同用")
    if opened.members:
        raise Problem("几个工作区合出的报表没有存放的地方：--snapshot 只能用于一个工作区，-C 只写一次")


def _keep(figures: "Figures") -> None:
    """Keep the figures as given out, for the next report to be compared with."""
    from yingsu.cli.console import note, provenance_at
    from yingsu.intake.publishing import keep_published
    from yingsu.intake.writing import why_not_written
    from yingsu.render.json_ import dumps
    from yingsu.reports.figures_json import figures_json

    root = figures.survey.root
    report = figures_json(figures, provenance_at(figures.survey).revision, draft=False)
    try:
        path = keep_published(root, figures.period.label, figures.survey.as_of, dumps(report))
    except OSError as error:
        raise Problem(f"没有存下报表：{why_not_written(error)}", code="file") from None
    note(f"已存为公布的报表：{path.relative_to(root).as_posix()}")


def _refuse_unknown_court(survey: "Survey", court: str) -> None:
    """A court that no case names is a slip, not a page of dashes."""
    from yingsu.domain.scalars import nearest

    known = {
        record.traits.court for case in survey.cases for record in case.proceedings if record.traits.court
    }
    if court not in known:
        guess = nearest(court, tuple(sorted(known)))
        hint = f"，是不是“{guess}”？" if guess else ""
        raise Problem(f"--court：没有案件在“{court}”审理{hint}")


def refuse_unsound(figures: "Figures", what: str) -> None:
    """Errors in what is counted, or a balance that does not hold: no figure, unless a draft is asked for.

    Args:
        figures: what would be given out.
        what: Chinese; in what: 报表, 文书.

    Raises:
        Problem: there are such.
    """
    from yingsu.reports.identities import broken_identities

    refuse_errors(figures.blocking, what)
    broken = broken_identities(figures)
    if broken:
        lines = [f"  {each.what}：{'、'.join(each.cases) or '没有单独的案件可指'}" for each in broken]
        shown = "\n".join(lines)
        message = f"数字不平衡，没有出{what}。请核对这些案件的立案和裁判日期：\n{shown}\n确要先看，加 --draft 出草稿"
        raise Problem(message, exit_code=FOUND, code="refused", diagnostics=[])


def _metric_key(word: str) -> str:
    from yingsu.metrics.catalogue import METRICS
    from yingsu.reports.explaining import find_metric
    from yingsu.reports.opened import PARTS

    if word in PARTS:
        return word
    metric = find_metric(word)
    if metric is None:
        near = [each for each in METRICS.values() if word in each.title]
        named = [f"{each.title}（{each.key}）" for each in (near or METRICS.values())]
        words = "、".join(named if near else [*named, *PARTS])
        raise Problem(f"--explain：没有唯一的指标“{word}”。可以写：{words}")
    return metric.key


def _breakdowns(words: list[str]) -> tuple[str, ...]:
    from yingsu.reports.breakdowns import BREAKDOWNS, UNIT

    return tuple(one_of(word, (UNIT, *BREAKDOWNS), "--by") for word in words)


def filters_of(
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
