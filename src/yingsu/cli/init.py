"""`yingsu init`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import QuietOption
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.intake.new_workspace import Founded


def init_command(
    directory: Annotated[
        Path | None, typer.Argument(help="放在哪个目录；不写就是当前目录", metavar="[目录]")
    ] = None,
    hook: Annotated[bool, typer.Option("--hook", help="装上 git 提交前检查；已是工作区的只装这个")] = False,
    templates: Annotated[
        bool,
        typer.Option("--templates", help="取出文书的内置模板来改；已是工作区的只取这个"),
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """新建一个工作区：设置、单位名录、一个示例案件。

    例：yingsu init；yingsu init 应诉台账；yingsu init --hook；yingsu init --templates

    已有的文件一律不动。建好后先改 cases/units.yaml，再用 yingsu new-case 新建案件。
    """
    from yingsu.cli.console import note, say
    from yingsu.reading.workspace import SETTINGS_FILE

    root = _made(directory or Path())
    founded, hook_file = _founded(root, with_hook=hook, with_templates=templates)
    if (outer := _outer_workspace(root)) is not None:
        note(f"注意：上级目录 {outer} 已经是一个工作区，两个工作区各算各的。")
    for path in founded.written:
        say(f"新建 {path}")
    if hook_file is not None:
        say(f"新建 {hook_file}")
    for path in founded.kept:
        note(f"已有 {path}，没有改动。")
    if not quiet and SETTINGS_FILE in founded.written:
        _say_what_next(directory)


def _made(directory: Path) -> Path:
    """The directory, made if need be.

    Raises:
        Problem: its name has control characters, it is a file, or it cannot be made.
    """
    from yingsu.intake.writing import why_not_written

    if any(not character.isprintable() for character in str(directory)):
        raise Problem("目录名里有看不见的字符，请重新输入")
    if directory.exists() and not directory.is_dir():
        raise Problem(f"{directory} 是文件，不是目录", code="file")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        return directory.resolve()
    except OSError as error:
        raise Problem(why_not_written(error), code="file") from None
    except RuntimeError:  # Python 3.11 and 3.12 say so of links in a circle
        raise Problem(f"目录打不开：{directory}", code="file") from None


def _founded(root: Path, *, with_hook: bool, with_templates: bool) -> "tuple[Founded, Path | None]":
    """What was made, and the hook if there is one. A workspace that exists is only given a hook, or templates.

    Raises:
        Problem: it exists, or a file cannot be written.
    """
    from yingsu.intake.git_hook import NoHookError, hook_place, install_hook
    from yingsu.intake.new_workspace import Founded, WorkspaceExistsError, found
    from yingsu.intake.own_templates import copy_templates
    from yingsu.intake.writing import why_not_written

    try:
        hook_file = hook_place(root) if with_hook else None
        try:
            founded = found(root)
        except WorkspaceExistsError:
            if hook_file is None and not with_templates:
                raise
            founded = Founded((), ())
        if with_templates:
            copied = copy_templates(root)
            founded = Founded(founded.written + copied.written, founded.kept + copied.kept)
        if hook_file is not None:
            install_hook(root, hook_file)
    except WorkspaceExistsError as error:
        raise Problem(str(error), code="workspace") from None
    except NoHookError as error:
        raise Problem(str(error)) from None
    except OSError as error:
        raise Problem(why_not_written(error), code="file") from None
    return founded, hook_file


def _outer_workspace(root: Path) -> Path | None:
    """A workspace that the new one would lie in: seldom meant."""
    from yingsu.reading.workspace import NoWorkspaceError, find_root

    try:
        return find_root(root.parent)
    except NoWorkspaceError:
        return None


def _say_what_next(directory: Path | None) -> None:
    from yingsu.cli.console import note

    first = "" if directory is None else f"先进入目录：cd {directory}\n"
    note(
        f"{first}接下来：1. 把 cases/units.yaml 改成本县的单位；2. 在 yingsu.yaml 里写上台账名称；"
        "3. yingsu new-case 新建案件；4. yingsu check 检查。"
    )
