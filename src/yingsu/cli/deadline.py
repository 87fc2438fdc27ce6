"""`yingsu deadline`."""

from typing import Annotated

import typer

from yingsu.cli.options import AsOfOption, FormatOption, WorkspaceOption, as_of_day, one_of
from yingsu.cli.problem import Problem


def deadline_command(
    case: Annotated[str, typer.Argument(help="案件编号、案号或名称中能认出它的一部分", metavar="案件")],
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
) -> None:
    """一个案件的每个期限：哪天到期，怎么算出来的，依据哪一条。

    例：yingsu deadline 1109；yingsu deadline "（2026）闽0583行初112号"

    放假安排没有公布的年份只按周末推算，标明暂定。法院的审限、对方的期限只供参考，不是单位的逾期。
    """
    from yingsu.cli.console import open_at, print_document, print_json, refuse_broken_settings, survey_at
    from yingsu.cli.show import one_case
    from yingsu.domain.view import View
    from yingsu.reading.workspace import Entry, FileKind, Unreadable, read_case
    from yingsu.reports.days import days_document, days_json, days_of

    form = one_of(format_, ("text", "json"), "--format")
    day = as_of_day(as_of)
    opened = open_at(workspace)
    refuse_broken_settings(opened)
    survey = survey_at(opened, day)
    chosen = one_case((each.headline for each in survey.cases), case)
    path = next(file.path for file in survey.files if file.case == chosen.case)
    try:
        node = read_case(opened.root, Entry(FileKind.CASE, path, chosen.case))[1].node
    except Unreadable:
        node = None
    if node is None:
        raise Problem(f"{path} 刚刚被改动，请再试一次", code="file")
    view = View(chosen.case, node, opened.office, day)
    found = days_of(view, path)
    if form == "json":
        print_json(days_json(view, found))
    else:
        print_document(days_document(view, found, path))
