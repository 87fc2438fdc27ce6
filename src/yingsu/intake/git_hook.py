"""A git hook that checks before each commit."""

import os
import shlex
import subprocess
from pathlib import Path
from string import Template

from yingsu.intake.new_workspace import text_of
from yingsu.intake.writing import write_new

_SECONDS = 10


class NoHookError(Exception):
    """The hook cannot be installed; the message says why."""


def hook_place(directory: Path) -> Path:
    """Where git looks for the hook of a directory's repository.

    Raises:
        NoHookError: no git, no work tree, or a hook is there.
    """
    if _git(directory, "rev-parse", "--is-inside-work-tree") != "true":
        raise NoHookError(f"{directory} 不在 git 仓库里，不能装提交前检查。先运行 git init，或不加 --hook")
    place = (directory / _git(directory, "rev-parse", "--git-path", "hooks") / "pre-commit").absolute()
    if os.path.lexists(place):
        message = f"已经有 {place}，没有改动。要在提交前检查台账的，请自己加一行：{_command(directory)}"
        raise NoHookError(message)
    return place


def install_hook(directory: Path, place: Path) -> None:
    """Write the hook, never over another.

    Raises:
        OSError: it cannot be written.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    text = Template(text_of("pre-commit.txt")).substitute(directory=_from_top(directory))
    write_new(place, text, is_executable=True)


def _command(directory: Path) -> str:
    return f"yingsu check --quiet -C {_from_top(directory)}"


def _from_top(directory: Path) -> str:
    """The directory as a hook finds it: git runs hooks in the top directory of the work tree."""
    return shlex.quote(_git(directory, "rev-parse", "--show-prefix") or ".")


def _git(directory: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 -- fixed words
            ["git", "-c", "core.fsmonitor=false", *words],  # noqa: S607 -- the git of whoever runs it
            cwd=directory,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            encoding="utf-8",
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.rstrip("\n") if done.returncode == 0 else ""
