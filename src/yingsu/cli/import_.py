"""`yingsu import`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yingsu.cli.options import (
    AsOfOption,
    FormatOption,
    QuietOption,
    WorkspaceOption,
    as_of_day,
    one_of,
)
from yingsu.cli.problem import DONE, FOUND, Problem

if TYPE_CHECKING:
    from datetime import date

    from yingsu.intake.importing import Plan
    from yingsu.intake.importing_rows import CellError, FilledForm
    from yingsu.reading.workbook import Workbook
    from yingsu.reading.workspace import Workspace


def import_command(
    file: Annotated[Path, typer.Argument(help="填好的表格", metavar="表格")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示会改什么，不写")] = False,
    map_: Annotated[
        Path | None,
        typer.Option("--map", help="导入自己的台账：说明哪一列是什么的映射文件", metavar="映射"),
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="按表头推出一份映射，供核对；与 --map 同用就写成文件")
    ] = False,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
    quiet: QuietOption = False,
) -> None:
    """把填好的填报表导入案件文件；也可以按映射导入自己的台账。

    例：yingsu import 填报表.xlsx --dry-run；yingsu import 填报表.xlsx

    自己的台账：yingsu import 台账.xlsx --suggest --map 映射.yaml，核对映射，再去掉 --suggest 导入。

    先用 --dry-run 看会改什么。有一处不对就一个字也不写，并指出是哪张表、哪一格、应当怎么填。
    案件文件里的注释、顺序照旧，只动要改的行。空着的格子不改动文件；做表以后文件里也改过的，不会覆盖。
    """
    from yingsu.cli.console import open_at, print_json, refuse_broken_settings

    form = one_of(format_, ("text", "json"), "--format")
    opened = open_at(workspace)
    refuse_broken_settings(opened)
    day = as_of_day(as_of)
    if suggest:
        from yingsu.cli.ledger_import import suggest as suggest_map

        suggest_map(_book_at(file), file.name, map_, opened, day)
        return
    ledger = None
    if map_ is not None:
        from yingsu.cli.ledger_import import ledger_at, tell_notes

        ledger = ledger_at(_book_at(file), map_, opened, day)
    plan = _planned(opened, ledger.form if ledger else _filled_in(file), day, is_rehearsal=dry_run)
    plan = ledger.told(plan) if ledger else plan
    if form == "json":
        told = _as_json(opened, plan, day, is_rehearsal=dry_run)
        notes = [_cell_json(each) for each in ledger.notes] if ledger else []
        print_json({**told, "notes": notes} if ledger else told)
    else:
        _say(plan, is_rehearsal=dry_run, quiet=quiet)
        if ledger and not quiet:
            tell_notes(ledger)
    raise typer.Exit(FOUND if plan.errors else DONE)


def _filled_in(file: Path) -> "FilledForm":
    """The form in a file.

    Raises:
        Problem: it cannot be read, or is no form.
    """
    from yingsu.intake.importing_rows import NoFormError, filled_form

    try:
        return filled_form(_book_at(file))
    except NoFormError as error:
        raise Problem(f"{file.name}：{error}", code="file") from None


def _book_at(file: Path) -> "Workbook":
    """The workbook in a file.

    Raises:
        Problem: it cannot be read.
    """
    from yingsu.reading.workbook import read_workbook
    from yingsu.reading.workbook_parts import MOST_FILE_BYTES, UnreadableWorkbookError

    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_FILE_BYTES + 1)
    except FileNotFoundError:
        raise Problem(f"没有文件 {file}", code="file") from None
    except IsADirectoryError:
        raise Problem(f"{file} 是目录，不是表格", code="file") from None
    except OSError as error:
        why = "没有读取权限，或正被占用" if isinstance(error, PermissionError) else type(error).__name__
        raise Problem(f"{file} 打不开：{why}", code="file") from None
    try:
        return read_workbook(content)
    except UnreadableWorkbookError as error:
        raise Problem(f"{file.name}：{error}", code="file") from None


def _planned(opened: "Workspace", form: "FilledForm", day: "date", *, is_rehearsal: bool) -> "Plan":
    from yingsu.intake.importing_writing import HalfWrittenError, import_form
    from yingsu.intake.locking import BusyError
    from yingsu.intake.writing import why_not_written

    try:
        return import_form(opened, form, day, is_rehearsal=is_rehearsal)
    except (BusyError, HalfWrittenError) as error:
        raise Problem(f"没有导入：{error}", code="file") from None
    except OSError as error:
        raise Problem(f"没有导入，案件文件都没有改动：{why_not_written(error)}", code="file") from None


def _cell_json(each: "CellError") -> dict[str, str]:
    return {"sheet": each.sheet, "cell": each.cell, "message": each.message}


def _as_json(opened: "Workspace", plan: "Plan", day: "date", *, is_rehearsal: bool) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "workspace": opened.office.settings.name,
        "as_of": day.isoformat(),
        "dry_run": is_rehearsal,
        "create": [
            {"case": each.case, "path": each.path, "name": each.name, "label": each.label}
            for each in plan.creations
        ],
        "update": [
            {
                "case": update.case,
                "changes": [
                    {
                        "key": change.key,
                        "from": change.old,
                        "to": change.new,
                        "sentence": change.sentence,
                        "sheet": change.sheet,
                        "cell": change.cell,
                    }
                    for change in update.changes
                ],
            }
            for update in plan.updates
        ],
        "unchanged": plan.unchanged,
        "known": [{"label": label, "case": case} for label, case in plan.known],
        "errors": [{"sheet": each.sheet, "cell": each.cell, "message": each.message} for each in plan.errors],
        "cleared": [
            {"sheet": each.sheet, "cell": each.cell, "message": each.message} for each in plan.cleared
        ],
    }


def _say(plan: "Plan", *, is_rehearsal: bool, quiet: bool) -> None:
    """Every change as a sentence, or everything that is wrong."""
    from yingsu.cli.console import note, say

    if plan.errors:
        say(f"有 {len(plan.errors)} 处要改，没有导入，案件文件都没有改动：")
        for error in plan.errors:
            say(f"  {error.sheet} {error.cell}：{error.message}")
    else:
        will = "将" if is_rehearsal else "已"
        for creation in plan.creations:
            say(f"{will}新建 {creation.case}（{creation.name}）")
        for update in plan.updates:
            say(f"{will}修改 {update.case}（{update.name}）")
            for change in update.changes:
                say(f"  {change.sentence}　［{change.sheet} {change.cell}］")
        say(
            f"{will}新建 {len(plan.creations)} 个案件，{will}修改 {len(plan.updates)} 个，"
            f"{plan.unchanged} 个没有变化。"
        )
    for label, case in plan.known if not quiet else ():
        note(f"表里的“{label}”就是已有的案件 {case}，没有再建")
    for each in plan.cleared if not quiet else ():
        note(f"{each.sheet} {each.cell}：{each.message}")
    if is_rehearsal and not plan.errors and (plan.creations or plan.updates) and not quiet:
        note("这次没有写。确认无误后去掉 --dry-run 再导入一次。")
