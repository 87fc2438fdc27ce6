"""`yingsu check`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import AsOfOption, QuietOption, WorkspaceOption, as_of_day, one_of
from yingsu.cli.problem import DONE, FOUND, Problem

if TYPE_CHECKING:
    from yingsu.diagnostic import Diagnostic


def check_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="只看这些文件或目录的问题；不写就是全部", metavar="[路径]...")
    ] = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    format_: Annotated[
        str, typer.Option("--format", help="输出格式：full、concise 或 json", metavar="格式")
    ] = "full",
    strict: Annotated[bool, typer.Option("--strict", help="有警告也算不通过")] = False,
    quiet: QuietOption = False,
) -> None:
    """检查全部案件文件，列出每一处问题。

    例：yingsu check；yingsu check cases/2025；yingsu check --format concise
    """
    from yingsu.cli.console import open_all, print_json, say, survey_at
    from yingsu.diagnostic import Severity
    from yingsu.reports.checking import check_result, summary, tally

    form = one_of(format_, ("full", "concise", "json"), "--format")
    day = as_of_day(as_of)
    opened = open_all(workspace, paths[0] if paths else None)
    survey = survey_at(opened, day)
    roots = {f"{member.label}/": member.root for member in opened.members} or {"": opened.root}
    shown = _narrowed(survey.diagnostics, paths or [], roots)
    if form == "json":
        print_json(check_result(survey, shown))
    else:
        _print_lines(shown, is_full=form == "full")
        if not quiet:
            say(summary(survey, shown))
    counts = tally(shown)
    failed = counts[Severity.ERROR] or (strict and counts[Severity.WARNING])
    raise typer.Exit(FOUND if failed else DONE)


def _print_lines(shown: "tuple[Diagnostic, ...]", *, is_full: bool) -> None:
    from yingsu.cli.console import has_colour, say
    from yingsu.render.diagnostics import coloured, concise, full, plain

    lines = (full if is_full else concise)(shown, coloured if has_colour() else plain)
    for line in lines:
        say(line)


def _narrowed(
    diagnostics: "tuple[Diagnostic, ...]", paths: list[Path], roots: dict[str, Path]
) -> "tuple[Diagnostic, ...]":
    """What is below the paths asked for; rules across cases have still seen the whole of every workspace."""
    if not paths:
        return diagnostics
    wanted = [_relative(path, roots) for path in paths]
    return tuple(
        diagnostic
        for diagnostic in diagnostics
        if any(
            prefix in {".", diagnostic.path} or diagnostic.path.startswith(f"{prefix}/") for prefix in wanted
        )
    )


def _relative(path: Path, roots: dict[str, Path]) -> str:
    """The path as diagnostics name it.

    Raises:
        Problem: there is no such file, or it is in none of the workspaces.
    """
    whole = path if path.is_absolute() else Path.cwd() / path
    if not whole.exists() and not whole.is_symlink():
        raise Problem(f"没有文件或目录 {path}", code="file")
    # A link is named as it stands in the tree; only its directory is resolved.
    place = whole.resolve() if whole.name == ".." else whole.parent.resolve() / whole.name
    deepest_first = sorted(roots.items(), key=lambda each: -len(each[1].parts))
    for label, root in deepest_first:
        if place.is_relative_to(root):
            return f"{label}{place.relative_to(root).as_posix()}".removesuffix("/.")
        if whole.resolve() == root:
            return label.rstrip("/") or "."
    names = "、".join(root.name for root in roots.values())
    raise Problem(f"{path} 不在工作区 {names} 之内", code="file")
