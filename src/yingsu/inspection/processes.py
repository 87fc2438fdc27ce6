"""Other processes, made early: they load what they need while this one does the same. Needs no library itself."""

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from os import cpu_count
from typing import TypeVar

MOST_PROCESSES = 8

_Task = TypeVar("_Task")
_Done = TypeVar("_Done")


class Processes:
    """As many processes as pay on this computer."""

    def __init__(self) -> None:
        count = min(cpu_count() or 1, MOST_PROCESSES)
        # Made anew, on every system: a copy of this one would carry its open files along.
        self._pool = ProcessPoolExecutor(count, get_context("spawn"), _begin)
        for _ in range(count):
            self._pool.submit(_load)

    def done(self, work: Callable[[_Task], _Done], tasks: Iterable[_Task]) -> Iterator[_Done]:
        """The tasks, done by whichever is free, in their order.

        Raises:
            BrokenProcessPool: a process has died.
        """
        try:
            yield from self._pool.map(work, tasks)
        finally:
            self.close()

    def close(self) -> None:
        """Nothing more is done."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:  # pragma: no cover -- runs in the other processes
    # Who interrupts means the process that was started; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _load() -> None:  # pragma: no cover -- runs in the other processes
    import_module("yingsu.inspection.workers")
