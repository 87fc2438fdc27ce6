"""The files of a workspace as bytes. Needs no library: what was seen before is recognised without understanding it."""

import os
import stat
from dataclasses import replace
from pathlib import Path

from yingsu.diagnostic import START, Defect, Diagnostic
from yingsu.reading import faults
from yingsu.verdict import Document

MOST_BYTES = 1 << 20
"""The size of a file beyond which it is not read: case files have a few KB."""

_AS_IT_STANDS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Unreadable(Exception):  # noqa: N818 -- a value as much as an error: it carries the diagnostic
    """A file that cannot be read, as a diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def at_start(defect: Defect, path: str, message: str) -> Diagnostic:
    """A problem of a file as a whole."""
    return Diagnostic(defect, message, path, START, help=defect.remedy)


def read_bytes(root: Path, path: str) -> bytes:
    """The bytes of a file of the workspace.

    Raises:
        Unreadable: it cannot be read, or is a link that leads out.
    """
    whole = root / path
    try:
        real = os.path.realpath(whole, strict=True)
        if not is_inside(root, real):
            raise Unreadable(at_start(faults.OUTSIDE, path, "链接指到工作区之外，没有读取"))
        if not Path(real).is_file():
            raise Unreadable(at_start(faults.UNREADABLE, path, "这不是一个普通文件"))
        with open(real, "rb") as file:  # noqa: PTH123 -- twice as quick as Path.open
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        message = "链接指向的文件不存在" if whole.is_symlink() else "没有这个文件"
        raise Unreadable(at_start(faults.UNREADABLE, path, message)) from None
    except (OSError, ValueError) as error:
        why = (
            "没有读取权限" if isinstance(error, PermissionError) else "打不开（链接成环、路径有误或正被占用）"
        )
        raise Unreadable(at_start(faults.UNREADABLE, path, why)) from None


def read_plain(root: str, path: str) -> tuple[bytes, os.stat_result] | None:
    """The bytes of a file with no link on the way to it, and its state just before they were read.

    Returns:
        `None` where it is not so simple: then `read_bytes` says what is wrong.
    """
    try:
        descriptor = os.open(f"{root}/{path}", os.O_RDONLY | _AS_IT_STANDS)
    except OSError:
        return None
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            return None
        # Asked for no more than there is: the room for it is taken at once.
        with open(descriptor, "rb", buffering=0, closefd=False) as file:
            return file.read(min(state.st_size, MOST_BYTES) + 1), state
    except OSError:
        return None
    finally:
        os.close(descriptor)


def is_inside(root: Path, real: str) -> bool:
    """Whether a resolved path is in the workspace."""
    base = os.path.realpath(root)
    return os.path.commonpath([real, base]) == base


def document_state(root: Path, directory: Path, name: str) -> Document:
    """Whether a document that a file names is beside it, or only a link out of the workspace."""
    document = directory / name
    # Not Path.is_file: it raises where a name is too long for the system.
    if not os.path.isfile(document):  # noqa: PTH113
        return Document.MISSING
    return Document.PRESENT if is_inside(root, os.path.realpath(document)) else Document.OUTSIDE


def relabelled(error: Unreadable, path: str) -> Unreadable:
    """The same of a file that is known by another path, as one of several workspaces."""
    return Unreadable(replace(error.diagnostic, path=path))
