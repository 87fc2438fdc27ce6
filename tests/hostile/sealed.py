"""Runs commands, one after the other, in a process that is told by Python of everything it does; prints what they did.

    python sealed.py CALLS.json ALLOWED_DIRECTORY...

CALLS.json is a list of command lines, each a list of words. What may not be is refused on the spot, so that nothing
comes of it, and listed: a socket, another program than git with our own words, a file written anywhere but in the
allowed directories, code of theirs compiled. An audit hook cannot be taken away again, so this needs a process of its own.
"""

import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

NEED_NO_OBJECT = ("rev-parse", "ls-files", "check-ignore", "--version")
GIT_WORDS = (
    *NEED_NO_OBJECT,
    "rev-list",
    "ls-tree",
    "diff-tree",
    "diff-index",
    "diff-files",
    "cat-file",
    "config",
    "status",
)
"""What git is asked: nothing that runs a hook. Where an object may be needed, it must not be fetched."""
NETWORK = re.compile(r"(socket|ssl|urllib|http|ftplib|imaplib|poplib|smtplib|nntplib|telnetlib|webbrowser)\b")
PROGRAMS = re.compile(r"os\.(exec|posix_spawn|spawn|system|startfile|fork|forkpty)|pty\.spawn")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Guard:
    """Looks at every event.

    Args:
        allowed: where files may be written.
        workspace: whose files are data, never code.
    """

    def __init__(self, allowed: Sequence[str], workspace: str) -> None:
        self.allowed = tuple(os.path.realpath(each) for each in allowed)
        self.workspace = os.path.realpath(workspace)
        self.refused: list[str] = []
        self.git: list[str] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Refuse what may not be."""
        if event == "subprocess.Popen":
            self.program(*arguments)
        elif event == "open":
            self.opened(*arguments)
        elif event in {"compile", "ctypes.dlopen"}:
            self.loaded(arguments[1] if event == "compile" else arguments[0])
        elif NETWORK.match(event) or PROGRAMS.match(event):
            self.refuse(f"{event} {arguments!r}")

    def refuse(self, what: str) -> None:
        """List it and stop it."""
        self.refused.append(what)
        raise PermissionError(what)

    def program(self, executable: Any, words: Any, _: Any, environment: Any) -> None:
        """Only git, by its whole path, with words of ours, and no way to fetch."""
        said = [os.fsdecode(word) for word in words]
        verb = next((word for word in said[1:] if word in GIT_WORDS), None)
        is_git = (
            Path(said[0]).is_absolute() and Path(said[0]).name == "git" and os.fsdecode(executable) == said[0]
        )
        is_sealed = (environment or {}).get("GIT_ALLOW_PROTOCOL") == "none" or verb in NEED_NO_OBJECT
        if not is_git or verb is None or not is_sealed or self.is_below(said[0], (self.workspace,)):
            self.refuse(f"program {said!r}")
        self.git.append(str(verb))

    def opened(self, path: Any, mode: Any, flags: Any) -> None:
        """Written only where it may be."""
        writes = (
            any(sign in mode for sign in "wax+") if isinstance(mode, str) else bool((flags or 0) & WRITES)
        )
        if isinstance(path, int) or not writes or os.fsdecode(path) == os.devnull:
            return
        if not self.is_below(os.fsdecode(path), self.allowed):
            self.refuse(f"written {path!r}")

    def loaded(self, name: Any) -> None:
        """No code out of a file of the workspace."""
        # Code that is no file's is called <string> and the like.
        if (
            isinstance(name, str | bytes)
            and Path(os.fsdecode(name)).is_file()
            and self.is_below(os.fsdecode(name), (self.workspace,))
        ):
            self.refuse(f"loaded {name!r}")

    @staticmethod
    def is_below(path: str, directories: Sequence[str]) -> bool:
        """Whether a path leads into one of several directories, links and all."""
        whole = os.path.realpath(path)
        return any(whole == each or whole.startswith(each + os.sep) for each in directories)


def done(run: Callable[[list[str]], int], words: list[str]) -> dict[str, Any]:
    """What a command came to."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(words)
    return {"words": words, "code": code, "out": out.getvalue(), "err": err.getvalue()}


def main() -> None:
    """Run them all."""
    calls = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.dont_write_bytecode = True
    guard = Guard(sys.argv[2:], str(Path.cwd()))
    sys.addaudithook(guard)
    from yingsu.cli.main import run  # noqa: PLC0415 -- what it does while it is imported counts as well

    results = [done(run, words) for words in calls]
    json.dump({"results": results, "refused": guard.refused, "git": guard.git}, sys.stdout)


if __name__ == "__main__":
    main()
