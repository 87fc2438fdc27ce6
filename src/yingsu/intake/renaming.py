"""Renaming in two ways that `os` does not have on every system: only to a name that is free, and two names at a stroke."""

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

_ONLY_IF_FREE: Final = 1
_EXCHANGED: Final = 2
_FROM_HERE: Final = -100
"""RENAME_NOREPLACE, RENAME_EXCHANGE (linux/fs.h), AT_FDCWD (linux/fcntl.h)."""

_CANNOT: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})
"""What systems and disks answer that do not know of it."""


def renamed_if_free(source: Path, target: Path) -> bool:
    """Give something another name, unless the name is taken; `False` where the system has no such call.

    Raises:
        FileExistsError: the name is taken.
        OSError: it cannot be renamed.
    """
    if sys.platform == "win32":  # pragma: no cover -- the gates run on Linux
        source.rename(target)  # there it never replaces
        return True
    return _renamed(source, target, _ONLY_IF_FREE)


def exchanged(one: Path, other: Path) -> bool:
    """Let two things in one directory change names, so that at no moment either name is without one.

    Returns:
        Whether it is done: `False` where the system has no such call.

    Raises:
        OSError: it cannot be done.
    """
    return _renamed(one, other, _EXCHANGED)


def _renamed(source: Path, target: Path, way: int) -> bool:
    # Standard Python has no renameat2; systems without it (macOS, Windows, an old libc) get False.
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if call is None:
        return False
    # Whoever watches renames through Python's audit hooks sees these, too.
    sys.audit("os.rename", source, target, -1, -1)
    if call(_FROM_HERE, os.fsencode(source), _FROM_HERE, os.fsencode(target), way) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(source), None, str(target))
