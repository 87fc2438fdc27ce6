"""Files that appear whole or not at all, and never in the place of another."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PRIVATE = ".yingsu"
"""The tool's own directory in a workspace: nothing reads it, and git is told to leave it alone."""

IS_WINDOWS = os.name == "nt"


def write_new(path: Path, text: str, *, is_executable: bool = False) -> None:
    """Write a file that does not exist yet, in UTF-8, with the line ends of the text.

    The text goes to a hidden file beside it, to the disk, and only then to its name. An interruption leaves at most
    that hidden file, which nothing reads.

    Raises:
        FileExistsError: something of that name is there, a broken link too; it is left as it is.
        OSError: it cannot be written; nothing is left behind.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        _write(draft, text.encode("utf-8"), 0o755 if is_executable else 0o644)
        _publish(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync_directory(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, in the place of one of that name if there is one: afterwards it is whole, old or new.

    One that was there keeps its permissions.

    Raises:
        OSError: it cannot be written; what was there is untouched.
    """
    with filling(path) as file:
        file.write(content)


@contextmanager
def filling(path: Path) -> Iterator[BinaryIO]:
    """The same for content that is too long to be held: written piece by piece, it appears at a stroke.

    Raises:
        OSError: it cannot be written; what was there is untouched, as it is where the caller fails.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with _opened(draft, 0o644) as file:
            yield file
            _settle(file)
        if path.is_file():
            draft.chmod(stat.S_IMODE(path.stat().st_mode))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_directory(path.parent)


def _write(path: Path, content: bytes, mode: int) -> None:
    with _opened(path, mode) as file:
        file.write(content)
        _settle(file)


def _opened(path: Path, mode: int) -> BinaryIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    return os.fdopen(descriptor, "wb")


def _settle(file: BinaryIO) -> None:
    """Have what was written on the disk."""
    file.flush()
    os.fsync(file.fileno())


def _publish(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless the name is taken."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links (exFAT, some network drives). The name is taken first, then filled at a stroke.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        draft.replace(path)


def sync_directory(directory: Path) -> None:
    """Have a directory's entries on the disk. Windows has no such call and needs none."""
    if IS_WINDOWS:
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def private_directory(root: Path) -> Path:
    """The tool's own directory of a workspace, made if need be; git is told to leave it alone.

    Raises:
        OSError: it cannot be made.
    """
    directory = root / PRIVATE
    directory.mkdir(exist_ok=True)
    ignore = directory / ".gitignore"
    if not ignore.exists():
        with suppress(FileExistsError):  # another process was quicker
            write_new(ignore, "*\n")
    return directory


def why_not_written(error: OSError) -> str:
    """What kept a file from being written, in words."""
    if isinstance(error, FileNotFoundError):
        return "没有这个目录，请先建好"
    place = f"写不进 {error.filename2 or error.filename}" if error.filename else "写不进文件"
    if isinstance(error, PermissionError):
        return f"{place}：没有写入权限，或正被占用"
    if isinstance(error, FileExistsError):
        return f"{place}：已经有同名的文件或目录"
    if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        return f"{place}：磁盘已满"
    if error.errno == errno.EROFS:
        return f"{place}：磁盘是只读的"
    return f"{place}：{error.strerror or type(error).__name__}"
