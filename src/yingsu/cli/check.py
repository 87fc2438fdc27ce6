"""`yingsu check`."""

from pathlib import Path
from typing import Annotated

import typer

from yingsu.cli.check_glance import glance_in, say_again
from yingsu.cli.check_output import FORMATS
from yingsu.cli.check_scope import CHANGED, STAGED
from yingsu.cli.options import AsOfOption, QuietOption, WorkspaceOption, as_of_day, one_of
from yingsu.cli.problem import DONE, FOUND, Problem


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
    strict: Annotated[bool, typer.Option("--strict", help="有警告也算不通过")] = False,
    quiet: QuietOption = False,
) -> None:
    """检查全部案件文件，列出每一处问题。

    例：yingsu check；yingsu check cases/2025；yingsu check --changed；yingsu check --format concise

    --changed、--staged 只是少列：案号重复等仍对照全部文件；改的是设置或单位名录，就列全部文件的问题。
    """
    form = one_of(format_, FORMATS, "--format")
    if changed and staged:
        raise Problem("--changed 和 --staged 只能写一个")
    day = as_of_day(as_of)
    if form == FORMATS[0] and not (paths or changed or staged):
        glance = glance_in(workspace, day)
        if glance is not None:
            say_again(glance, is_quiet=quiet)
            raise typer.Exit(FOUND if glance.errors or (strict and glance.warnings) else DONE)
    from yingsu.cli.check_output import Checked, give_out
    from yingsu.cli.check_scope import scope_of
    from yingsu.cli.console import open_all, survey_at
    from yingsu.diagnostic import Severity
    from yingsu.reports.checking import tally

    opened = open_all(workspace, paths[0] if paths else None)
    with scope_of(opened, paths or [], CHANGED if changed else STAGED if staged else "") as scope:
        survey = survey_at(scope.workspace, day, is_kept=False)
    shown = tuple(diagnostic for diagnostic in survey.diagnostics if scope.is_wanted(diagnostic.path))
    give_out(Checked(opened, survey, shown, scope, strict, quiet), form)
    counts = tally(shown)
    failed = counts[Severity.ERROR] or (strict and counts[Severity.WARNING])
    raise typer.Exit(FOUND if failed else DONE)
