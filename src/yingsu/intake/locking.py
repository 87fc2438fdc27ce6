"""One at a time: a workspace's lock for what must look before it writes."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yingsu.intake.writing import private_directory

_PAUSE_SECONDS = 0.05


class BusyError(Exception):
    """Somebody else has had the lock for too long."""

    def __init__(self) -> None:
        super().__init__("另一个程序正在写这个工作区的文件，请稍后再试")


@contextmanager
def workspace_lock(root: Path, seconds: float = 60.0) -> Iterator[None]:
    """Hold the workspace alone while the block runs.

    The lock is the operating system's, on an open file: it ends with the process that holds it, however that ends.
    So it can never be stale, as a lock that is a file's or a directory's existence would be after a crash, and
    nobody has to guess from its age. The file itself stays: removing it would let two processes lock two files.

    Raises:
        BusyError: it was not free in time.
        OSError: the directory cannot be written.
    """
    path = private_directory(root) / "new-case.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        end = time.monotonic() + seconds
        while not _locked(descriptor):
            if time.monotonic() >= end:
                raise BusyError
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(descriptor)  # closing gives the lock back


if sys.platform == "win32":  # pragma: no cover -- the gates run on Linux
    import msvcrt

    def _locked(descriptor: int) -> bool:
        """Try to lock the first byte; other processes wait for it also on a shared drive."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        """Try to lock the file."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
