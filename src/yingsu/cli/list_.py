"""`yingsu list`."""

from typing import Annotated

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


def list_command(
    part: Annotated[
        str | None, typer.Argument(help="案件编号、案号或名称的一部分；不写就是全部", metavar="[案件]")
    ] = None,
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    unit: UnitOption = None,
    pending: Annotated[bool, typer.Option("--pending", help="只列未终结的")] = False,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
) -> None:
    """列出案件。

    例：yingsu list；yingsu list 自然资源；yingsu list --year 2025 --pending
    """
    from yingsu.cli.console import (
        note,
        open_at,
        print_document,
        print_json,
        refuse_broken_settings,
        survey_at,
    )
    from yingsu.domain.facts.headline import CLOSED
    from yingsu.reports.casebook import find_cases, list_document, list_json

    form = one_of(format_, ("text", "json"), "--format")
    opened = open_at(workspace)
    refuse_broken_settings(opened)
    survey = survey_at(opened, as_of_day(as_of))
    directory = opened.office.directory
    found = tuple(
        each
        for each in (find_cases((case.headline for case in survey.cases), part or ""))
        if (year is None or each.case.startswith(f"{year}/"))
        and (unit is None or any(directory.is_same(name, unit) for name in each.units))
        and not (pending and each.stage == CLOSED)
    )
    if form == "json":
        print_json(list_json(survey.name, survey.as_of, found))
    else:
        print_document(list_document(found))
    unread = len(survey.unread_cases)
    if unread:
        note(f"另有 {unread} 个案件文件有错误，没有列出。请用 yingsu check 查看")
