"""The git revision of a workspace, for reports that can be made again."""

import os
import subprocess
from pathlib import Path

from yingsu.git_program import git_environment, git_program

_SECONDS = 10

_PROGRAMS = r"^filter\..*\.(clean|process|required)$"
"""Settings that name a program git runs on a file before it compares the file with the commit."""

_OF_THE_REPOSITORY = {"local", "worktree"}
"""Settings that come with the folder; those of the person and of the computer are trusted, as git-lfs is."""


def revision_of(root: Path) -> str | None:
    """The commit a workspace is at, with `-dirty` where files differ from it; `None` without git.

    Nothing that the folder brings along is run, and nothing is written: no hook, no file-system monitor, no filter,
    no submodule, no lock, no program that would fetch an object.
    """
    commit = _ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not commit:
        return None
    status = ("status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all")
    changed = _ask(root, *status, settings=filters_off(root))
    if changed is None:
        return None
    return commit.strip() + ("-dirty" if changed else "")


def filters_off(root: Path) -> dict[str, str]:
    """The environment in which git, comparing files with a commit, runs no filter that the repository itself names."""
    return _switched_off(_ask(root, "config", "--null", "--show-scope", "--get-regexp", _PROGRAMS))


def _ask(root: Path, *words: str, settings: dict[str, str] | None = None) -> str | None:
    """What git answers; `None` where there is no git, no repository, or it cannot say."""
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command
            [git_program(), "-c", "core.fsmonitor=false", *words],
            cwd=root,
            env=git_environment(settings),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _switched_off(listed: str | None) -> dict[str, str]:
    """The environment in which the filters that the repository itself names are empty: git then runs none."""
    fields = (listed or "").split("\0")
    names = [
        pair.partition("\n")[0]
        for scope, pair in zip(fields[::2], fields[1::2], strict=False)
        if scope in _OF_THE_REPOSITORY
    ]
    # A caller's own settings come the same way, and stay.
    first = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    settings = {"GIT_CONFIG_COUNT": str(first + len(names))}
    for number, name in enumerate(names, first):
        settings[f"GIT_CONFIG_KEY_{number}"] = name
        settings[f"GIT_CONFIG_VALUE_{number}"] = "false" if name.endswith(".required") else ""
    return settings
