"""`yingsu explain`."""

from typing import Annotated

import typer

from yingsu.cli.options import FormatOption, one_of
from yingsu.cli.problem import Problem


def explain_command(
    code: Annotated[
        str | None,
        typer.Argument(help="规则、指标或期限，如 YS301、出庭率、D02", metavar="[编号]"),
    ] = None,
    format_: FormatOption = "text",
) -> None:
    """说明一条规则、一个指标或一种期限：什么意思、依据什么、怎么处理。

    例：yingsu explain YS301；yingsu explain 出庭率；yingsu explain D02
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
        raise Problem(f"没有规则、指标或期限“{error.code}”{hint}（用 yingsu explain 列出全部）") from None
