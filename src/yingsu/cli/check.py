"""`yingsu check`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.cache_option import is_cache_used
from yingsu.cli.check_fix import Outcome, put_right, refuse_together, say_outcome, show_diff
from yingsu.cli.check_glance import glance_in, say_again
from yingsu.cli.check_output import FORMATS
from yingsu.cli.check_scope import CHANGED, STAGED
from yingsu.cli.options import AsOfOption, QuietOption, WorkspaceOption, as_of_day, one_of
from yingsu.cli.problem import DONE, FOUND, UNUSABLE, Problem

if TYPE_CHECKING:
    from datetime import date

    from yingsu.reading.workspace import Workspace


def check_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="只看这些文件或目录的问题；不写就是全部", metavar="[路径]...")
    ] = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format", help=f"输出格式：{'、'.join(FORMATS[:-1])} 或 {FORMATS[-1]}", metavar="格式"
        ),
    ] = FORMATS[0],
    changed: Annotated[bool, typer.Option("--changed", help="只看改过、还没有用 git 提交的文件")] = False,
    staged: Annotated[
        bool, typer.Option("--staged", help="只看这次要提交的文件，照 git 暂存的内容检查")
    ] = False,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="写法上的小毛病（全角冒号、案号的括号、日期的写法等）直接改好，再检查"),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只看 --fix 会改什么，不改文件")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有警告也算不通过")] = False,
    quiet: QuietOption = False,
) -> None:
    """检查全部案件文件，列出每一处问题。

    例：yingsu check；yingsu check cases/2025；yingsu check --changed；yingsu check --format concise

    --changed、--staged 只是少列：案号重复等仍对照全部文件；改的是设置或单位名录，就列全部文件的问题。

    --fix 只改意思只能有一种的写法，事实一个字也不动，注释和顺序照旧；--diff 有可改的，退出码是 1。
    """
    form = one_of(format_, FORMATS, "--format")
    if changed and staged:
        raise Problem("--changed 和 --staged 只能写一个")
    day = as_of_day(as_of)
    asked = CHANGED if changed else STAGED if staged else ""
    if fix or diff:
        refuse_together(is_fixed=fix, is_shown=diff, is_staged=staged, form=form)
    elif form == FORMATS[0] and not (paths or asked) and is_cache_used():
        glance = glance_in(workspace, day, is_renewed=True)
        if glance is not None:
            say_again(glance, is_quiet=quiet)
            raise typer.Exit(FOUND if glance.errors or (strict and glance.warnings) else DONE)
    from yingsu.cli.console import open_all

    opened = open_all(workspace, paths[0] if paths else None)
    if diff:
        raise typer.Exit(show_diff(opened, paths or [], asked, is_quiet=quiet))
    outcome = None
    if fix:
        outcome = put_right(opened, paths or [], asked)
        say_outcome(outcome, form, is_quiet=quiet)
        # What was put right may be the settings.
        opened = open_all(workspace, paths[0] if paths else None)
    code = _checked(opened, day, (paths or [], asked), form, outcome, is_strict=strict, is_quiet=quiet)
    raise typer.Exit(code)


def _checked(
    opened: "Workspace",
    day: "date",
    where: tuple[list[Path], str],
    form: str,
    outcome: "Outcome | None",
    *,
    is_strict: bool,
    is_quiet: bool,
) -> int:
    """Check, print and return the exit code."""
    from yingsu.cli.check_output import Checked, give_out
    from yingsu.cli.check_scope import scope_of
    from yingsu.cli.console import survey_at
    from yingsu.diagnostic import Severity
    from yingsu.reports.checking import tally

    with scope_of(opened, *where) as scope:
        survey = survey_at(scope.workspace, day, is_kept=False)
    shown = tuple(diagnostic for diagnostic in survey.diagnostics if scope.is_wanted(diagnostic.path))
    extra = outcome.as_json() if outcome is not None else {}
    give_out(Checked(opened, survey, shown, scope, is_strict, is_quiet, extra), form)
    if outcome is not None and outcome.failed:
        return UNUSABLE
    counts = tally(shown)
    return FOUND if counts[Severity.ERROR] or (is_strict and counts[Severity.WARNING]) else DONE
