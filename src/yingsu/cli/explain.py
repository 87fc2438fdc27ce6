"""`yingsu explain`."""

from typing import Annotated

import typer

from yingsu.cli.options import FormatOption, one_of
from yingsu.cli.problem import Problem


def explain_command(
    code: Annotated[
        str | None,
        typer.Argument(help="规则编号或指标，如 YS301、出庭率；不写就列出全部", metavar="[编号]"),
    ] = None,
    format_: FormatOption = "text",
) -> None:
    """说明一条规则或一个指标：什么意思、依据什么、怎么处理。

    例：yingsu explain YS301；yingsu explain 出庭率
    """
    from yingsu.cli.console import print_document, print_json
    from yingsu.reports.explaining import UnknownCodeError, everything, explained, explained_json

    form = one_of(format_, ("text", "json"), "--format")
    try:
        if form == "json":
            print_json(explained_json(code))
        else:
            print_document(everything() if code is None else explained(code))
    except UnknownCodeError as error:
        hint = f"，是不是 {error.guess}？" if error.guess else ""
        raise Problem(f"没有编号或指标“{error.code}”{hint}（用 yingsu explain 列出全部）") from None
