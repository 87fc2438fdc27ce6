"""`yingsu deadline`."""

from typing import Annotated

import typer

from yingsu.cli.options import AsOfOption, FormatOption, WorkspaceOption, as_of_day, one_of


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
    from yingsu.cli.console import print_document, print_json
    from yingsu.cli.show import view_of
    from yingsu.reports.days import days_document, days_json, days_of

    form = one_of(format_, ("text", "json"), "--format")
    view, path = view_of(case, workspace, as_of_day(as_of))
    found = days_of(view, path)
    if form == "json":
        print_json(days_json(view, found))
    else:
        print_document(days_document(view, found, path))
