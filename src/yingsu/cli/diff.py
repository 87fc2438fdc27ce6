"""`yingsu diff`."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import AsOfOption, WorkspaceOption, YearOption, as_of_day, day_of
from yingsu.cli.period import FromOption, HalfOption, MonthOption, QuarterOption, ToOption, period_of
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from datetime import date

    from yingsu.domain.period import Period
    from yingsu.reading.git import Repository
    from yingsu.reading.history import Past
    from yingsu.reading.workspace import Workspace
    from yingsu.reports.history import CaseFile, History, Side
    from yingsu.survey import Survey

NOW = "现在的文件"


def diff_command(
    versions: Annotated[
        str,
        typer.Argument(
            help="甲..乙：从版本甲到版本乙；只写甲，就是从甲到现在的文件；都不写，就是上次提交以后改了什么",
            metavar="[甲..乙]",
        ),
    ] = "HEAD",
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    half: HalfOption = None,
    quarter: QuarterOption = None,
    month: MonthOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    format_: Annotated[
        str, typer.Option("--format", help="输出格式：text、md 或 json；表格用 -o", metavar="格式")
    ] = "text",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="写成文件，如 变动.xlsx；也可写 docx、html、md、json", metavar="文件"
        ),
    ] = None,
) -> None:
    """两个版本之间改了什么：案件的改动一句一句说，数字变了的说因哪些案件变。

    例：yingsu diff；yingsu diff 2025-06-30..；yingsu diff 2025-03-31..2025-06-30 --year 2025

    版本可以写提交编号、分支、标签，或者一个日期（那天结束时最后一次提交）。工作区要用 git 保存历史。
    """
    from yingsu.cli.console import open_at
    from yingsu.cli.history_output import form_of, give_out_history
    from yingsu.reading.git import HistoryError, repository_of, version_of
    from yingsu.reports.history import history_document, history_json

    form = form_of(format_, output)
    day = as_of_day(as_of)
    period = period_of(day, year, half, quarter, month, (day_of(from_, "--from"), day_of(to, "--to")))
    first, second = _two(versions)
    opened = open_at(workspace)
    try:
        repository = repository_of(opened.root)
        old = version_of(repository, first)
        new = version_of(repository, second) if second is not None else None
        names = (old.name, new.name if new is not None else NOW)
        commits = (old.commit, new.commit if new is not None else None)
        history = _history(opened, repository, names, commits, (day, period))
    except HistoryError as error:
        raise Problem(str(error), code="history") from None
    give_out_history(
        lambda in_rows: history_document(history, in_rows=in_rows),
        lambda: history_json(history),
        form,
        output,
    )


def _two(versions: str) -> tuple[str, str | None]:
    """The versions that `A..B`, `A..` or `A` mean; `None` for the files as they are.

    Raises:
        Problem: another form.
    """
    first, dots, second = versions.partition("..")
    if not first or second.startswith(".") or ".." in second:
        raise Problem(f"“{versions}”看不懂。请写成 甲..乙，如 2025-03-31..2025-06-30；或只写从哪个版本起")
    return first, second if dots and second else None


def _history(
    opened: "Workspace",
    repository: "Repository",
    names: tuple[str, str],
    commits: tuple[str, str | None],
    asked: "tuple[date, Period]",
) -> "History":
    from yingsu.reading.history import Past, workspace_at
    from yingsu.reports.history import History, Side, changed_cases, moved_figures

    with ExitStack() as stack:
        pasts: list[Past] = [
            stack.enter_context(workspace_at(repository, commit)) if commit is not None else Past(opened)
            for commit in commits
        ]
        sides: list[Side] = [
            _side(past, name, commit, asked) for past, name, commit in zip(pasts, names, commits, strict=True)
        ]
        surveys = [side.figures.survey for side in sides]
        old, new = _differing(pasts, surveys)
        cases = changed_cases(old, new)
        # The directories go: nothing of them may be asked for later.
        before, after = (
            replace(
                side, figures=replace(side.figures, survey=replace(side.figures.survey, root=opened.root))
            )
            for side in sides
        )
        return History(before, after, cases, _other_files(surveys), moved_figures(before, after, cases))


def _side(past: "Past", name: str, commit: str | None, asked: "tuple[date, Period]") -> "Side":
    from yingsu.cli.console import survey_at
    from yingsu.reports.figures import Filters, figures_of
    from yingsu.reports.history import Side

    day, period = asked
    figures = figures_of(survey_at(past.workspace, day, is_passing=commit is not None), period, Filters())
    return Side(name, commit, figures, past.unread)


def _differing(
    pasts: "list[Past]", surveys: "list[Survey]"
) -> "tuple[dict[str, CaseFile], dict[str, CaseFile]]":
    """The case files that are not the same bytes in both versions, as each has them."""
    digests = [{file.case: file.digest for file in each.files if file.case is not None} for each in surveys]
    wanted = {id_ for id_ in digests[0] | digests[1] if digests[0].get(id_) != digests[1].get(id_)}
    old, new = (
        {id_: _case_file(past, id_) for id_ in sorted(wanted & known.keys())}
        for past, known in zip(pasts, digests, strict=True)
    )
    return old, new


def _case_file(past: "Past", id_: str) -> "CaseFile":
    from yingsu.reading.files import Unreadable
    from yingsu.reading.tree import CASE_FILE, CASES, Entry, FileKind
    from yingsu.reading.workspace import read_case
    from yingsu.reports.history import CaseFile

    try:
        entry = Entry(FileKind.CASE, f"{CASES}/{id_}/{CASE_FILE}", id_)
        content, reading = read_case(past.workspace.root, entry)
    except Unreadable:
        return CaseFile(id_, b"", None)
    return CaseFile(id_, content, reading.node)


def _other_files(surveys: "list[Survey]") -> tuple[str, ...]:
    """Settings, units and records of no case that differ: they may move figures as well."""
    old, new = (
        {
            **dict(each.settings_digests),
            **{file.path: file.digest for file in each.files if file.case is None},
        }
        for each in surveys
    )
    return tuple(sorted(path for path in old | new if old.get(path) != new.get(path)))
