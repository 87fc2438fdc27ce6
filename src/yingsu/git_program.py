"""Which git is started, and in what environment: that of the computer, never one that lies in a workspace."""

import errno
import os
import shutil
from collections.abc import Mapping
from typing import Final

ELSEWHERE: Final = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE"}
)
"""Left by a hook or a shell: they name another repository than the workspace's."""

_QUIET: Final = {
    # A repository without all its objects would fetch them by a program that its settings name.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}


def git_program() -> str:
    """Where git is.

    Windows looks into the directory in which a program was started before it looks into PATH, and in PATH may stand a
    `.`: both may be the workspace. So only whole paths of PATH count.

    Raises:
        FileNotFoundError: there is none.
    """
    for directory in os.get_exec_path():
        if os.path.isabs(directory):  # noqa: PTH117 -- as PATH has it
            found = shutil.which(os.path.join(directory, "git"))  # noqa: PTH118 -- as PATH has it
            if found is not None:
                return found
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "git")


def git_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of whoever runs the program, with what keeps git from fetching, asking and locking."""
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return {**kept, **_QUIET, **(more or {})}
