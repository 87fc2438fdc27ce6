"""`yingsu checklist`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import (
    AsOfOption,
    FormatOption,
    WorkspaceOption,
    as_of_day,
    day_of,
    one_of,
)
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.domain.terms import Stage
    from yingsu.reading.workspace import Workspace
    from yingsu.reports.checklist import Checklist, Screened
    from yingsu.survey import Survey


def checklist_command(
    case: Annotated[
        str | None,
        typer.Argument(help="案件或风险排查：写编号、案号、名称、行为中能认出它的一部分", metavar="案件"),
    ] = None,
    act_type: Annotated[
        str | None, typer.Option("--act-type", help="按这种行为类别列，如 行政处罚", metavar="类别")
    ] = None,
    stage: Annotated[
        list[str] | None, typer.Option("--stage", help="只列这个阶段，可以写几次", metavar="阶段")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="写入文件：.docx（打印手填）、.xlsx（下拉选填）、.html、.md、.csv 或 .json 也可以",
            metavar="文件",
        ),
    ] = None,
    add: Annotated[
        str | None, typer.Option("--add", help="把查到的一项写进案件文件，如 JD-CX-03", metavar="编号")
    ] = None,
    level: Annotated[str | None, typer.Option("--level", help="等级：高、中、低", metavar="等级")] = None,
    note: Annotated[str | None, typer.Option("--note", help="在本案里是什么问题", metavar="说明")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="整改责任人", metavar="姓名")] = None,
    due: Annotated[str | None, typer.Option("--due", help="整改期限，如 2026-03-31", metavar="日期")] = None,
    found: Annotated[
        str | None, typer.Option("--found", help="发现日期；不写就是今天（--as-of 那天）", metavar="日期")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示要写的一行，不写")] = False,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
) -> None:
    """风险点清单和法制审核清单：受理、调查、决定、送达、执行，逐项核对。

    例：yingsu checklist --act-type 行政处罚 -o 核查表.docx

    yingsu checklist 0306；yingsu checklist 0306 --add JD-CX-03 --level 高

    写了案件，就打上已查到的钩，排查时查到的也在内。Word 是打印后手填的核查表，Excel 有下拉选项。
    --add 只在案件文件的“风险点”里加一行，别处一个字也不动。
    """
    from yingsu.cli.console import open_at, refuse_broken_settings, survey_at
    from yingsu.cli.risk_point import Typed, add_point, refuse_without_add

    form = one_of(format_, ("text", "json"), "--format")
    day = as_of_day(as_of)
    typed = Typed(level, note, owner, day_of(due, "--due"), day_of(found, "--found"))
    if case is None and act_type is None:
        raise Problem(
            f"要写案件（如 yingsu checklist 0306），或用 --act-type 写行为类别：{'、'.join(_act_types())}"
        )
    stages = _stages(stage or [])
    opened = open_at(workspace)
    refuse_broken_settings(opened)
    if add is not None:
        if case is None or output is not None:
            raise Problem("--add 要写明加到哪个案件，也不能同时用 -o")
        add_point(opened, survey_at(opened, day), case, (add, typed), form, is_rehearsal=dry_run)
        return
    refuse_without_add(typed, dry_run=dry_run)
    _refuse_unknown(act_type)
    if case is None:
        from yingsu.reports.checklist import empty_checklist

        made = empty_checklist(opened.office, act_type or "", day, stages)
    else:
        made = _ticked(opened, survey_at(opened, day), case, stages, act_type)
    _give_out(made, form, output)


def _act_types() -> tuple[str, ...]:
    from yingsu.domain.vocabulary import ACT_TYPES

    return tuple(word.text for word in ACT_TYPES.words)


def _refuse_unknown(act_type: str | None) -> None:
    """Stop where --act-type is none.

    Raises:
        Problem: with the nearest and all of them.
    """
    from yingsu.domain.scalars import nearest

    if act_type is not None and act_type not in _act_types():
        guess = nearest(act_type, _act_types())
        hint = f"是不是“{guess}”？" if guess else ""
        raise Problem(f"--act-type 不能是“{act_type}”。{hint}可以写：{'、'.join(_act_types())}")


def _stages(words: list[str]) -> "tuple[Stage, ...]":
    from yingsu.domain.terms import Stage

    allowed = tuple(stage.value for stage in Stage)
    asked = {one_of(word, allowed, "--stage") for word in words}
    return tuple(stage for stage in Stage if stage.value in asked)


def _ticked(
    opened: "Workspace", survey: "Survey", part: str, stages: "tuple[Stage, ...]", act_type: str | None
) -> "Checklist":
    """The checklist of the case or the screening that a part of its name means."""
    from yingsu.cli.console import note
    from yingsu.cli.risk_point import meant
    from yingsu.cli.show import view_in
    from yingsu.reports.checklist import case_checklist, screening_checklist

    record = meant(survey, part)
    if record is not None:
        return screening_checklist(
            opened.office, _screened(survey, record.path), survey.as_of, stages, act_type
        )
    view, path = view_in(opened, survey, part)
    linked = [_screened(survey, each.path) for each in survey.screenings if each.case == view.id]
    if survey.unread_screenings:
        note(f"另有 {len(survey.unread_screenings)} 个风险排查文件有错误，没有列出。请用 yingsu check 查看")
    return case_checklist(view, path, linked, stages, act_type)


def _screened(survey: "Survey", path: str) -> "Screened":
    from yingsu.domain.records import Screening
    from yingsu.reading.files import Unreadable, read_bytes
    from yingsu.reading.validation import read_record
    from yingsu.reports.checklist import Screened

    try:
        node = read_record(read_bytes(survey.root, path), Screening, path).node
    except Unreadable:
        node = None
    if node is None:
        raise Problem(f"{path} 刚刚被改动，请再试一次", code="file")
    return Screened(node, path)


def _give_out(made: "Checklist", form: str, output: Path | None) -> None:
    from yingsu.cli.output import ending_of, give_out
    from yingsu.reports.checklist_document import checklist_document, checklist_json
    from yingsu.reports.checklist_forms import checklist_form, checklist_sheet

    ending = ending_of(output) if output is not None else form
    makers = {"json": checklist_json, "docx": checklist_form, "xlsx": checklist_sheet, "csv": checklist_sheet}
    give_out(makers.get(ending, checklist_document)(made), ending, output)
