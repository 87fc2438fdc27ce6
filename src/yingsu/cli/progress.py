"""How far a long look at the files has come, on a terminal only."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1.0
"""Seconds in which nobody wonders."""


@contextmanager
def progress_shown() -> Iterator[Callable[[int, int], None]]:
    """What is to be told how many files are done, and of how many; a bar appears when it takes over a second."""
    if not sys.stderr.isatty():
        yield _unheard
        return
    bar = _Bar()
    try:
        yield bar.told
    finally:
        bar.close()


def _unheard(done: int, of: int) -> None:
    del done, of


class _Bar:
    """A bar that is drawn late and leaves nothing behind."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._progress: Progress | None = None

    def told(self, done: int, of: int) -> None:
        """So many of so many."""
        if self._progress is None:
            if time.monotonic() - self._begun < _PATIENCE or done >= of:
                return
            self._progress = _drawn(of)
        self._progress.update(self._progress.task_ids[0], completed=done)

    def close(self) -> None:
        """Take it away."""
        if self._progress is not None:
            self._progress.stop()


def _drawn(of: int) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), "个文件，约剩", TimeRemainingColumn())
    progress = Progress("正在读取", *columns, console=Console(stderr=True), transient=True)
    progress.add_task("", total=of)
    progress.start()
    return progress
