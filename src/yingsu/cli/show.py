"""`yingsu show`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import AsOfOption, FormatOption, WorkspaceOption, as_of_day, one_of
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yingsu.domain.facts.headline import Headline
    from yingsu.domain.view import View
    from yingsu.metrics.risk import ScreeningRecord
    from yingsu.reading.workspace import Workspace
    from yingsu.survey import Survey

MOST_LISTED = 10


def show_command(
    case: Annotated[
        str,
        typer.Argument(help="案件编号、案号或名称，或风险排查的行为，写能认出它的一部分", metavar="案件"),
    ],
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
) -> None:
    """看一个案件：当事人、各审级、到庭、裁判、生效和履行；也可以看一次风险排查。

    例：yingsu show 0306；yingsu show "（2025）闽0583行初12号"；yingsu show 小食杂店
    """
    from yingsu.cli.console import open_at, print_document, print_json, refuse_broken_settings, survey_at
    from yingsu.reports.casebook import show_document, show_json

    form = one_of(format_, ("text", "json"), "--format")
    opened = open_at(workspace)
    refuse_broken_settings(opened)
    survey = survey_at(opened, as_of_day(as_of))
    screening = screening_meant(survey, case)
    if screening is not None:
        _show_screening(survey, screening, form)
        return
    view, path = view_in(opened, survey, case)
    if form == "json":
        print_json(show_json(view, path))
    else:
        print_document(show_document(view, path))


def screening_meant(survey: "Survey", part: str) -> "ScreeningRecord | None":
    """The one screening that a part of its name or act means, where no case is meant.

    Raises:
        Problem: several.
    """
    from yingsu.reports.casebook import find_cases
    from yingsu.reports.screenings import find_screenings

    found = find_screenings(survey.screenings, part)
    is_named = len(found) == 1 and part in {found[0].name, found[0].path}
    if not found or (not is_named and find_cases((each.headline for each in survey.cases), part)):
        return None
    if len(found) > 1:
        names = "\n".join(f"  {each.name}　{each.act}" for each in found[:MOST_LISTED])
        more = f"\n  …… 共 {len(found)} 次" if len(found) > MOST_LISTED else ""
        raise Problem(f"“{part}”对应多次风险排查，请写得更具体：\n{names}{more}")
    return found[0]


def _show_screening(survey: "Survey", record: "ScreeningRecord", form: str) -> None:
    from yingsu.cli.console import print_document, print_json
    from yingsu.domain.records import Screening
    from yingsu.reading.files import Unreadable, read_bytes
    from yingsu.reading.validation import read_record
    from yingsu.reports.screenings import show_screening_document, show_screening_json

    try:
        node = read_record(read_bytes(survey.root, record.path), Screening, record.path).node
    except Unreadable:
        node = None
    if node is None:
        raise _changed(record.path)
    if form == "json":
        print_json(show_screening_json(survey.name, survey.as_of, record, node))
    else:
        print_document(show_screening_document(record, node, survey.as_of))


def view_of(part: str, workspace: list[Path] | None, day: date) -> "tuple[View, str]":
    """The one case that a part of an id, 案号 or name means, as known on a day, and its file.

    Raises:
        Problem: none, several, settings that cannot be read, or a file that has just changed.
    """
    from yingsu.cli.console import open_at, refuse_broken_settings, survey_at

    opened = open_at(workspace)
    refuse_broken_settings(opened)
    return view_in(opened, survey_at(opened, day), part)


def view_in(opened: "Workspace", survey: "Survey", part: str) -> "tuple[View, str]":
    """The same in a workspace that has been looked at.

    Raises:
        Problem: none, several, or a file that has just changed.
    """
    from yingsu.domain.view import View
    from yingsu.reading.files import Unreadable
    from yingsu.reading.tree import Entry, FileKind
    from yingsu.reading.workspace import read_case

    found = one_case((each.headline for each in survey.cases), part)
    path = next(file.path for file in survey.files if file.case == found.case)
    try:
        node = read_case(opened.root, Entry(FileKind.CASE, path, found.case))[1].node
    except Unreadable:
        node = None
    if node is None:
        raise _changed(path)
    return View(found.case, node, opened.office, survey.as_of), path


def _changed(path: str) -> Problem:
    return Problem(f"{path} 刚刚被改动，请再试一次", code="file")


def one_case(headlines: "Iterable[Headline]", part: str) -> "Headline":
    """The one case that a part of an id, 案号 or name means.

    Raises:
        Problem: none, or several.
    """
    from yingsu.reports.casebook import find_cases

    found = find_cases(headlines, part)
    if not found:
        raise Problem(f"没有找到案件“{part}”。yingsu list 列出全部；文件有错误的案件请先用 yingsu check 查看")
    if len(found) > 1:
        names = "\n".join(f"  {each.case}　{each.name}" for each in found[:MOST_LISTED])
        more = f"\n  …… 共 {len(found)} 件" if len(found) > MOST_LISTED else ""
        raise Problem(f"“{part}”对应多个案件，请写得更具体：\n{names}{more}")
    return found[0]
