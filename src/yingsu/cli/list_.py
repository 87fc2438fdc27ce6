"""`yingsu list`."""

from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import (
    AsOfOption,
    FormatOption,
    UnitOption,
    WorkspaceOption,
    YearOption,
    as_of_day,
    one_of,
)

if TYPE_CHECKING:
    from yingsu.metrics.risk import ScreeningRecord
    from yingsu.survey import Survey


def list_command(
    part: Annotated[
        str | None, typer.Argument(help="案件编号、案号或名称的一部分；不写就是全部", metavar="[案件]")
    ] = None,
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    unit: UnitOption = None,
    pending: Annotated[
        bool, typer.Option("--pending", help="只列未终结的；风险排查只列还有未整改的")
    ] = False,
    screenings: Annotated[bool, typer.Option("--screenings", help="列风险排查，不列案件")] = False,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
) -> None:
    """列出案件；加 --screenings 列出风险排查。

    例：yingsu list；yingsu list 自然资源；yingsu list --year 2025 --pending；yingsu list --screenings
    """
    from yingsu.cli.console import (
        note,
        open_all,
        print_document,
        print_json,
        refuse_broken_settings,
        survey_at,
    )
    from yingsu.domain.facts.headline import CLOSED
    from yingsu.reports.casebook import find_cases, list_document, list_json

    form = one_of(format_, ("text", "json"), "--format")
    opened = open_all(workspace)
    refuse_broken_settings(opened)
    survey = survey_at(opened, as_of_day(as_of))
    if screenings:
        _list_screenings(survey, (part, year, unit), form, pending=pending)
        return
    found = tuple(
        each
        for each in (find_cases((case.headline for case in survey.cases), part or ""))
        if (year is None or each.case.split("/")[-2] == str(year))
        and (
            unit is None
            or any(survey.office_of(each.case).directory.is_same(name, unit) for name in each.units)
        )
        and not (pending and each.stage == CLOSED)
    )
    if form == "json":
        print_json(list_json(survey.name, survey.as_of, found))
    else:
        print_document(list_document(found))
    unread = len(survey.unread_cases)
    if unread:
        note(f"另有 {unread} 个案件文件有错误，没有列出。请用 yingsu check 查看")


def _list_screenings(
    survey: "Survey",
    wanted: tuple[str | None, int | None, str | None],
    form: str,
    *,
    pending: bool,
) -> None:
    """The screenings, narrowed to a part of a name, a year and a unit."""
    from yingsu.cli.console import note, print_document, print_json
    from yingsu.reports.screenings import find_screenings, screenings_document, screenings_json

    part, year, unit = wanted

    def is_wanted(each: "ScreeningRecord") -> bool:
        is_of_unit = unit is None or survey.office_of(each.path).directory.is_same(each.unit, unit)
        is_open = any(point.is_open for point in each.points)
        return is_of_unit and year in {None, each.screened_on.year} and (is_open or not pending)

    found = tuple(each for each in find_screenings(survey.screenings, part or "") if is_wanted(each))
    if form == "json":
        print_json(screenings_json(survey.name, survey.as_of, found))
    else:
        print_document(screenings_document(found))
    unread = len(survey.unread_screenings)
    if unread:
        note(f"另有 {unread} 个风险排查文件有错误，没有列出。请用 yingsu check 查看")
