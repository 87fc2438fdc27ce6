"""The program, called in this process, with what it printed: the same text wherever the manual is made."""

import contextlib
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from yingsu.cli.main import run

WIDTH = "80"
_SETTINGS = {"COLUMNS": WIDTH, "NO_COLOR": "1", "TERM": "dumb"}


@contextmanager
def _settings() -> Iterator[None]:
    """As in a terminal of 80 columns without colour."""
    before = {name: os.environ.get(name) for name in _SETTINGS}
    os.environ.update(_SETTINGS)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def printed(words: Sequence[str], place: Path) -> tuple[int, str]:
    """Call the program in a directory.

    Returns:
        The exit code, and what it printed, result and remarks as they stand in a terminal; no blanks at line ends.
    """
    said = io.StringIO()
    with (
        _settings(),
        contextlib.chdir(place),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        code = run(list(words))
    lines = (line.rstrip() for line in said.getvalue().splitlines())
    return code, "\n".join(lines).strip("\n")
