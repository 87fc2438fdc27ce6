"""`yingsu explain`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import FormatOption, WorkspaceOption, one_of
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.domain.risk_catalogue import Catalogue


def explain_command(
    code: Annotated[
        str | None,
        typer.Argument(help="规则、指标、期限或风险点，如 YS301、出庭率、D02、JD-CX-03", metavar="[编号]"),
    ] = None,
    workspace: WorkspaceOption = None,
    format_: FormatOption = "text",
) -> None:
    """说明一条规则、一个指标、一种期限或一个风险点：什么意思、依据什么、怎么处理。

    例：yingsu explain YS301；yingsu explain 出庭率；yingsu explain D02；yingsu explain JD-CX-03
    """
    from yingsu.cli.console import print_document, print_json
    from yingsu.reports.explaining import UnknownCodeError, everything, explained, explained_json

    form = one_of(format_, ("text", "json"), "--format")
    catalogue = _catalogue_at(workspace)
    try:
        if form == "json":
            print_json(explained_json(code, catalogue))
        else:
            print_document(everything(catalogue) if code is None else explained(code, catalogue))
    except UnknownCodeError as error:
        hint = f"，是不是 {error.guess}？" if error.guess else ""
        message = f"没有规则、指标、期限或风险点“{error.code}”{hint}（用 yingsu explain 列出全部）"
        raise Problem(message) from None


def _catalogue_at(workspace: list[Path] | None) -> "Catalogue":
    """The risk points of the workspace; the built-in ones where there is none: explaining needs no workspace."""
    from yingsu.cli.console import open_at
    from yingsu.domain.risk_catalogue import built_in

    try:
        return open_at(workspace).office.risk_catalogue
    except Problem:
        if workspace:
            raise
        return built_in()
