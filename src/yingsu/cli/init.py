"""`yingsu init`."""

from dataclasses import replace
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

    已有的文件一律不动，编辑器的设置（.vscode）只补没有的。建好后先改 cases/units.yaml，再用 yingsu new-case 新建案件。
    """
    from yingsu.cli.console import note, say
    from yingsu.cli.schema import tell_advice
    from yingsu.reading.tree import SETTINGS_FILE

    root = _made(directory or Path())
    founded, hook_file = _founded(root, with_hook=hook, with_templates=templates)
    if (outer := _outer_workspace(root)) is not None:
        note(f"注意：上级目录 {outer} 已经是一个工作区，两个工作区各算各的。")
    _say_what_is_new(founded)
    if hook_file is not None:
        say(f"新建 {hook_file}")
    for path in founded.kept:
        note(f"已有 {path}，没有改动。")
    tell_advice(founded.advice)
    if not quiet and SETTINGS_FILE in founded.written:
        _say_what_next(directory)


def _say_what_is_new(founded: "Founded") -> None:
    """Each file, but those for the editor, which nobody opens, in one line."""
    from yingsu.cli.console import say
    from yingsu.intake.modeline import EDITOR

    shown = [path for path in founded.written if not path.startswith(f"{EDITOR}/")]
    if len(shown) < len(founded.written):
        say(f"新建 {EDITOR}（编辑器的提示和检查）")
    for path in shown:
        say(f"新建 {path}")


def _made(directory: Path) -> Path:
    """The directory, made if need be.

    Raises:
        Problem: its name has control characters, it is a file, or it cannot be made.
    """
    from yingsu.intake.file_names import refuse_unfit
    from yingsu.intake.writing import why_not_written

    if any(not character.isprintable() for character in str(directory)):
        raise Problem("目录名里有看不见的字符，请重新输入")
    if directory.exists() and not directory.is_dir():
        raise Problem(f"{directory} 是文件，不是目录", code="file")
    try:
        refuse_unfit(directory)
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
    from yingsu.intake.new_workspace import WorkspaceExistsError
    from yingsu.intake.own_templates import copy_templates
    from yingsu.intake.writing import why_not_written

    try:
        hook_file = hook_place(root) if with_hook else None
        founded = _files(root, may_exist=hook_file is not None or with_templates)
        if with_templates:
            copied = copy_templates(root)
            founded = replace(
                founded, written=founded.written + copied.written, kept=founded.kept + copied.kept
            )
        if hook_file is not None:
            install_hook(root, hook_file)
    except WorkspaceExistsError as error:
        raise Problem(str(error), code="workspace") from None
    except NoHookError as error:
        raise Problem(str(error)) from None
    except OSError as error:
        message = f"没有做完：{why_not_written(error)}。已经写好的文件留着，排除以后再运行一次就补齐"
        raise Problem(message, code="file") from None
    return founded, hook_file


def _files(root: Path, *, may_exist: bool) -> "Founded":
    """The files of the workspace; none for one that exists and may.

    Raises:
        WorkspaceExistsError: it does, and may not.
        OSError: a file cannot be written.
    """
    from yingsu.intake.new_workspace import Founded, WorkspaceExistsError, found

    try:
        return found(root)
    except WorkspaceExistsError:
        if not may_exist:
            raise
        return Founded((), ())


def _outer_workspace(root: Path) -> Path | None:
    """A workspace that the new one would lie in: seldom meant."""
    from yingsu.reading.tree import NoWorkspaceError, find_root

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
