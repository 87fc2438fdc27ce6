"""The git revision of a workspace, for reports that can be made again."""

import os
import subprocess
from pathlib import Path

_SECONDS = 10

_PROGRAMS = r"^filter\..*\.(clean|process|required)$"
"""Settings that name a program git runs on a file before it compares the file with the commit."""

_OF_THE_REPOSITORY = {"local", "worktree"}
"""Settings that come with the folder; those of the person and of the computer are trusted, as git-lfs is."""

ELSEWHERE = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE"}
"""Left by a hook or a shell: they name another repository than the workspace's."""


def revision_of(root: Path) -> str | None:
    """The commit a workspace is at, with `-dirty` where files differ from it; `None` without git.

    Nothing that the folder brings along is run, and nothing is written: no hook, no file-system monitor, no filter,
    no submodule, no lock.
    """
    commit = _ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not commit:
        return None
    switched_off = _switched_off(_ask(root, "config", "--null", "--show-scope", "--get-regexp", _PROGRAMS))
    status = ("status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all")
    changed = _ask(root, *status, settings=switched_off)
    if changed is None:
        return None
    return commit.strip() + ("-dirty" if changed else "")


def _ask(root: Path, *words: str, settings: dict[str, str] | None = None) -> str | None:
    """What git answers; `None` where there is no git, no repository, or it cannot say."""
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment = {**kept, **(settings or {}), "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command
            ["git", "-c", "core.fsmonitor=false", *words],  # noqa: S607 -- wherever the office has it
            cwd=root,
            env=environment,
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
