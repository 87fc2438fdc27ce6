"""`yingsu form`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import AsOfOption, QuietOption, WorkspaceOption, YearOption, as_of_day
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from yingsu.reading.workspace import Workspace
    from yingsu.reports.form import Filed


def form_command(
    output: Annotated[
        Path, typer.Option("-o", "--output", help="写成哪个文件，如 填报表.xlsx", metavar="文件")
    ],
    unit: Annotated[str | None, typer.Option("--unit", help="只放这个单位的案件", metavar="单位")] = None,
    year: YearOption = None,
    all_: Annotated[bool, typer.Option("--all", help="已经办完的案件也放进去")] = False,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    quiet: QuietOption = False,
) -> None:
    """做一份 Excel 填报表，发给单位填。填好后用 yingsu import 导入。

    例：yingsu form -o 填报表.xlsx --unit 县自然资源局

    yingsu form -o 2025年.xlsx --year 2025；yingsu form -o 全部.xlsx --all

    表里已有还没有办完的案件；写了 --year，就是那一年的全部案件。表里有下拉选项、每一列的说明和样子。
    """
    from yingsu.cli.console import note, open_at, refuse_broken_settings
    from yingsu.intake.writing import why_not_written, write_whole
    from yingsu.render.form_xlsx import form_xlsx
    from yingsu.reports.form import form_book, is_of_unit, is_open

    if output.suffix.lower() != ".xlsx":
        raise Problem(f"-o {output.name}：填报表只能写成 .xlsx 文件")
    opened = open_at(workspace)
    refuse_broken_settings(opened)
    day = as_of_day(as_of)
    own = _own_unit(opened, unit)
    unread: list[str] = []
    wanted = [
        each
        for each in _filed(opened, day, unread)
        if (year is None or each.view.id.startswith(f"{year}/"))
        and (own is None or is_of_unit(each.view, own))
        and (all_ or year is not None or is_open(each.view))
    ]
    book = form_book(wanted, opened.office, day, own)
    try:
        write_whole(output, form_xlsx(book))
    except OSError as error:
        raise Problem(f"没有写出 {output.name}：{why_not_written(error)}", code="file") from None
    if not quiet:
        note(f"已写出 {output}，里面有 {len(wanted)} 个案件。填好后用 yingsu import {output.name} 导入")
    if unread:
        note(f"另有 {len(unread)} 个案件文件有错误，没有放进表里。请用 yingsu check 查看")


def _own_unit(opened: "Workspace", unit: str | None) -> str | None:
    """The unit as case files call it.

    Raises:
        Problem: it is not listed.
    """
    from yingsu.intake.typed import nearest_unit

    if unit is None:
        return None
    found = opened.office.directory.find(unit)
    if found is not None:
        return found.name
    guess = nearest_unit(opened.office, unit)
    hint = f"是不是“{guess}”？" if guess else ""
    raise Problem(f"--unit {unit}：单位名录里没有这个单位。{hint}名录是 cases/units.yaml")


def _filed(opened: "Workspace", day: "date", unread: list[str]) -> "Iterator[Filed]":
    """Every case that can be read whole; those that cannot are noted."""
    from yingsu.domain.view import View
    from yingsu.intake.importing import digest_of
    from yingsu.reading.files import Unreadable
    from yingsu.reading.workspace import read_case, tree_of
    from yingsu.reports.form import Filed

    for entry in tree_of(opened).entries:
        if entry.case is None:
            continue
        try:
            content, reading = read_case(opened.root, entry)
        except Unreadable:
            unread.append(entry.path)
            continue
        if reading.node is None:
            unread.append(entry.path)
            continue
        view = View(entry.case, reading.node, opened.office, day)
        yield Filed(view, digest_of(content))
