"""`yingsu doctor`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import AsOfOption, FormatOption, as_of_day, one_of
from yingsu.cli.problem import DONE, FOUND, Problem

if TYPE_CHECKING:
    from yingsu.reading.workspace import Workspace


def doctor_command(
    workspace: Annotated[
        list[Path] | None,
        typer.Option(
            "-C", "--workspace", help="工作区目录；不写就是当前目录所在的，没有就只看电脑", metavar="目录"
        ),
    ] = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
) -> None:
    """看看程序和工作区哪里不对，每一处该怎么办：编码、放假安排、git、提交前检查、文件名……

    例：yingsu doctor；yingsu doctor -C 我县应诉

    有要处理的，退出码是 1；只有“可以留意”的，是 0。案件写得对不对，用 yingsu check。
    """
    from yingsu.cli.console import print_document, print_json
    from yingsu.cli.doctor_computer import Terminal, signs_of_computer
    from yingsu.cli.doctor_workspace import signs_of_workspace
    from yingsu.reports.doctoring import Sign, State, doctor_document, doctor_json, is_well

    form = one_of(format_, ("text", "json"), "--format")
    day = as_of_day(as_of)
    opened = _opened(workspace)
    signs = [*signs_of_computer(day, Terminal(sys.stdout.encoding or "ascii", sys.stdout.isatty()))]
    if opened is None:
        signs.append(
            Sign("workspace", "工作区", State.NOTE, "这里不是工作区，只看了电脑", "进入工作区目录再看")
        )
    else:
        signs += signs_of_workspace(opened)
    found = tuple(signs)
    if form == "json":
        name = opened.office.settings.known("name") if opened is not None else None
        print_json(doctor_json(name, day, found))
    else:
        print_document(doctor_document(found))
    raise typer.Exit(DONE if is_well(found) else FOUND)


def _opened(directories: list[Path] | None) -> "Workspace | None":
    """The workspace; `None` where none was named and none is here.

    Raises:
        Problem: what was named is none.
    """
    from yingsu.cli.console import open_at

    try:
        return open_at(directories)
    except Problem:
        if directories:
            raise
        return None
