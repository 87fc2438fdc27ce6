"""What commands print, and how they open a workspace."""

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yingsu.cli.look_alikes import HANDLER
from yingsu.cli.problem import Problem
from yingsu.render.words import printable_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingsu.document import Document
    from yingsu.reading.workspace import Workspace
    from yingsu.reports.provenance import Provenance
    from yingsu.survey import Survey


def use_utf8() -> None:
    """Chinese on any console: a character it does not have is replaced, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A terminal keeps the encoding it has (GBK on many offices' PCs); a pipe or file gets UTF-8.
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors=HANDLER)


def say(text: str) -> None:
    """Lines of the result. What was typed may stand in them: nothing of it steers the terminal."""
    sys.stdout.write(printable_lines(text) + "\n")


def say_coloured(line: str) -> None:
    """A line that a renderer has made safe, and coloured."""
    sys.stdout.write(line + "\n")


def note(text: str) -> None:
    """Lines that are not the result; nothing of what was typed steers the terminal either."""
    sys.stderr.write(printable_lines(text) + "\n")


def print_json(value: Any) -> None:
    """The one JSON document of a command."""
    from yingsu.render.json_ import dumps

    sys.stdout.write(dumps(value))


def print_document(document: "Document") -> None:
    """A document for reading."""
    from yingsu.render.terminal import write

    columns = os.environ.get("COLUMNS", "")
    write(document, sys.stdout, width=int(columns) if re.fullmatch("[1-9][0-9]{1,3}", columns) else None)


def has_colour() -> bool:
    """Whether the result goes to a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def open_at(directories: "Sequence[Path] | None") -> "Workspace":
    """The workspace of a command that works in one only.

    Args:
        directories: as given with -C.

    Raises:
        Problem: there is none, or several were given.
    """
    if directories and len(directories) > 1:
        raise Problem("-C：这个命令一次只能用一个工作区，-C 只写一次", code="workspace")
    return _open(directories[0] if directories else None)


def open_all(directories: "Sequence[Path] | None", near: Path | None = None) -> "Workspace":
    """The workspace of a command that reads; where several were given, all of them as one.

    Args:
        directories: as given with -C.
        near: where else to look from, such as a path to check.

    Raises:
        Problem: there is none, or they cannot be read as one.
    """
    if not directories or len(directories) == 1:
        return _open(directories[0] if directories else None, near)
    from yingsu.domain.joint_office import OfficesDisagreeError
    from yingsu.joining import SameWorkspaceError, read_as_one

    opened = [_open(directory) for directory in directories]
    try:
        return read_as_one(opened)
    except SameWorkspaceError as error:
        raise Problem(f"-C：{error}", code="workspace") from None
    except OfficesDisagreeError as error:
        # What seems to disagree may be what could not be read.
        for each in opened:
            refuse_broken_settings(each.labelled(each.root.name))
        lines = "\n".join(f"  {each}" for each in error.what)
        message = (
            f"这些工作区不能合起来看，数字会加错：\n{lines}\n请先改成一致（yingsu.yaml、cases/units.yaml）"
        )
        raise Problem(message, code="workspace") from None


def root_of(directories: "Sequence[Path] | None") -> Path:
    """The directory of a workspace that need not be readable.

    Raises:
        Problem: there is none, or several were given.
    """
    from yingsu.reading.tree import NoWorkspaceError, find_root

    try:
        return find_root((directories[0] if directories else Path.cwd()).resolve())
    except NoWorkspaceError as error:
        raise _no_workspace(error) from None


def _no_workspace(error: Exception) -> Problem:
    return Problem(f"{error}。请先进入工作区目录，或用 -C 指明；新建工作区用 yingsu init", code="workspace")


def _open(directory: Path | None, near: Path | None = None) -> "Workspace":
    from yingsu.reading.tree import NoWorkspaceError, find_root
    from yingsu.reading.workspace import open_workspace

    try:
        start = (directory or Path.cwd()).resolve()
        if directory is not None and not start.is_dir():
            raise Problem(f"没有目录 {directory}", code="workspace")
        try:
            return open_workspace(find_root(start))
        except NoWorkspaceError:
            if directory is not None or near is None:
                raise
            return open_workspace(find_root(near.resolve()))
    except NoWorkspaceError as error:
        raise _no_workspace(error) from None
    except (OSError, RuntimeError) as error:
        raise Problem(f"目录打不开：{directory or '.'}（{type(error).__name__}）", code="workspace") from None


def survey_at(
    workspace: "Workspace", as_of: "date", *, is_kept: bool = True, is_passing: bool = False
) -> "Survey":
    """Every file of a workspace, looked at.

    Args:
        workspace: opened.
        as_of: the day.
        is_kept: whether what figures and lists need is asked for, or only what is wrong.
        is_passing: whether it is there for this command only: then no cache is made in it.
    """
    from yingsu.cli.cache_option import is_cache_used
    from yingsu.cli.clock import today
    from yingsu.cli.progress import progress_shown
    from yingsu.inspection.memory import Wish
    from yingsu.render.diagnostics import texts_of
    from yingsu.survey import survey

    has_cache = is_cache_used() and not is_passing
    with progress_shown() as told:
        wish = Wish(is_kept=is_kept, has_cache=has_cache, text_of=texts_of, told=told)
        if not workspace.members:
            return survey(workspace, as_of, today(), wish)
        from yingsu.joining import joined, together

        around = together(workspace)
        surveys = [survey(member, as_of, today(), wish, around=around) for member in workspace.members]
        return joined(surveys, workspace)


def provenance_at(survey: "Survey") -> "Provenance":
    """The commits of everything surveyed."""
    from yingsu.reading.revision import revision_of
    from yingsu.reports.provenance import Provenance

    found = {each.label: revision_of(each.root) for each in survey.members or (survey,)}
    commits = set(found.values())
    return Provenance(commits.pop() if len(commits) == 1 else None, found)


def refuse_broken_settings(workspace: "Workspace") -> None:
    """Stop where settings or units cannot be read: what would be shown would be wrong.

    Raises:
        Problem: they cannot.
    """
    broken = [diagnostic for diagnostic in workspace.diagnostics if diagnostic.is_error]
    if broken:
        first = broken[0]
        place = f"{first.path}:{first.span.line}:{first.span.column}"
        raise Problem(f"{place} {first.message}。全部问题请用 yingsu check 查看", code="settings")
