"""The git revision of a workspace, for reports that can be made again."""

import os
import subprocess
from pathlib import Path

_SECONDS = 10


def revision_of(root: Path) -> str | None:
    """The commit a workspace is at, with `-dirty` where files differ from it; `None` without git.

    Nothing of the repository is run or written: no hook, no file-system monitor, no lock.
    """
    command = [
        "git",
        "-c",
        "core.fsmonitor=false",
        "describe",
        "--always",
        "--dirty",
        "--abbrev=40",
        "--exclude=*",
    ]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command
            command,
            cwd=root,
            env=environment,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            encoding="utf-8",
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None
