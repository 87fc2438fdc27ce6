"""A git hook that checks before each commit."""

import os
import shlex
import subprocess
from enum import Enum
from pathlib import Path
from string import Template

from yingsu.git_program import git_program
from yingsu.intake.new_workspace import text_of
from yingsu.intake.writing import write_new

_SECONDS = 10

_OURS = "yingsu init --hook"
"""What stands in a hook that we wrote."""


class NoHookError(Exception):
    """The hook cannot be installed; the message says why."""


def hook_place(directory: Path) -> Path:
    """Where git looks for the hook of a directory's repository.

    Raises:
        NoHookError: no git, no work tree, or a hook is there.
    """
    if _git(directory, "rev-parse", "--is-inside-work-tree") != "true":
        raise NoHookError(f"{directory} 不在 git 仓库里，不能装提交前检查。先运行 git init，或不加 --hook")
    place = _place(directory)
    if os.path.lexists(place):
        message = f"已经有 {place}，没有改动。要在提交前检查台账的，请自己加一行：{_command(directory)}"
        raise NoHookError(message)
    return place


class HookState(Enum):
    """How it stands with the hook of a repository."""

    ABSENT = "absent"
    CURRENT = "current"
    FORMER = "former"
    """Ours, and not as it would be written now."""
    IDLE = "idle"
    """There, and git may not run it."""
    FOREIGN = "foreign"
    CALLS_US = "calls us"


def hook_state(directory: Path) -> HookState:
    """Whether the hook of a directory's repository is there, and is ours as it would be written now."""
    place = _place(directory)
    if not os.path.lexists(place):
        return HookState.ABSENT
    try:
        text = place.read_text("utf-8", "replace")
    except OSError:
        return HookState.IDLE
    if not os.access(place, os.X_OK):
        return HookState.IDLE
    if text == _text(directory):
        return HookState.CURRENT
    if _OURS in text:
        return HookState.FORMER
    return HookState.CALLS_US if _calls_us(directory, text) else HookState.FOREIGN


def _calls_us(directory: Path, text: str) -> bool:
    """Whether another hook has us called; that of the pre-commit framework does where its settings name our hook."""
    settings = directory / _git(directory, "rev-parse", "--show-toplevel") / ".pre-commit-config.yaml"
    if "pre-commit" in text and settings.is_file():
        text += settings.read_text("utf-8", "replace")
    return "yingsu check" in text or "id: yingsu-check" in text


def _place(directory: Path) -> Path:
    return (directory / _git(directory, "rev-parse", "--git-path", "hooks") / "pre-commit").absolute()


def install_hook(directory: Path, place: Path) -> None:
    """Write the hook, never over another.

    Raises:
        OSError: it cannot be written.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    write_new(place, _text(directory), is_executable=True)


def _text(directory: Path) -> str:
    return Template(text_of("pre-commit.txt")).substitute(directory=_from_top(directory))


def _command(directory: Path) -> str:
    return f"yingsu check --staged --quiet -C {_from_top(directory)}"


def _from_top(directory: Path) -> str:
    """The directory as a hook finds it: git runs hooks in the top directory of the work tree."""
    return shlex.quote(_git(directory, "rev-parse", "--show-prefix") or ".")


def _git(directory: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 -- fixed words
            [git_program(), "-c", "core.fsmonitor=false", *words],
            cwd=directory,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            encoding="utf-8",
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.rstrip("\n") if done.returncode == 0 else ""
