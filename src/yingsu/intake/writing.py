"""The one way in which files are written: whole or not at all, and a new one never in the place of another.

What is written goes to a hidden file beside its place, to the disk, and only then, at a stroke, to its name. So whoever is
killed while he writes, or has no room left, leaves each file as it was or as it was to be, and at most that hidden
file, which nothing reads, git passes over, and the next writing of the same name clears away.
"""

import errno
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from yingsu.cache.place import PRIVATE
from yingsu.cache.place import private_directory as made_private_directory
from yingsu.intake.file_names import UnfitNameError, refuse_unfit
from yingsu.intake.renaming import renamed_if_free
from yingsu.reading.files import is_inside

IS_WINDOWS = os.name == "nt"

STALE_SECONDS: Final = 3600
"""A hidden file that is older than this when another is made beside it was left by somebody who was killed."""

_MOST_OF_NAME: Final = 40
"""Characters of the name in that of the hidden file: a name may be as long as the system allows."""


def write_new(path: Path, content: str | bytes, *, is_executable: bool = False) -> None:
    """Write a file that does not exist yet; a text in UTF-8, with its own line ends.

    Raises:
        FileExistsError: something of that name is there, a broken link too; it is left as it is.
        OSError: it cannot be written; nothing is left behind.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    refuse_unfit(path)
    with _beside(path) as draft:
        _write(draft, data, 0o755 if is_executable else 0o644)
        _publish(draft, path)
    sync_directory(path.parent)


def write_whole(path: Path, content: bytes, *, instead_of: bytes | None = None) -> None:
    """Write a file, in the place of one of that name if there is one: afterwards it is whole, old or new.

    One that was there keeps its permissions, and a link stays one: what it leads to is written. With `instead_of`, see
    `prepared`.

    Raises:
        OSError: it cannot be written; what was there is untouched.
    """
    with prepared(path, content, instead_of=instead_of) as put:
        put()


@contextmanager
def filling(path: Path) -> Iterator[BinaryIO]:
    """The same for content that is too long to be held: written piece by piece, it appears at a stroke.

    Raises:
        OSError: it cannot be written; what was there is untouched, as it is where the caller fails.
    """
    target = _place(path)
    with _beside(target) as draft:
        with _opened(draft, 0o644) as file:
            yield file
            _settle(file)
        _put(draft, target)


@contextmanager
def prepared(path: Path, content: bytes, *, instead_of: bytes | None = None) -> Iterator[Callable[[], None]]:
    """The same in two steps, where several files belong together: all are on the disk before the first is put in its place.

    Args:
        path: of the file.
        content: of it.
        instead_of: what it holds, where the new content was made from that: if somebody has saved another by then, his stays.

    Yields:
        what puts it there; unless it is called, nothing changes.

    Raises:
        OSError: it cannot be written; what was there is untouched.
    """
    target = _place(path)
    with _beside(target) as draft:
        _write(draft, content, 0o644)
        yield partial(_put, draft, target, instead_of)


def _place(path: Path) -> Path:
    """Where a file is that may be a link.

    Raises:
        OSError: it must not be written: it is no file, or somebody has protected it.
    """
    refuse_unfit(path)
    place = Path(os.path.realpath(path))
    with suppress(FileNotFoundError):
        mode = place.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "这是目录", str(path))
        if not mode & 0o222:
            # A new name could be put in its place all the same: whoever protected it meant its content.
            raise PermissionError(errno.EACCES, "只读", str(path))
    return place


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """The name of a hidden file beside a file; away at the end, if it is still there."""
    draft = draft_beside(path, "tmp")
    try:
        yield draft
    finally:
        # If even that cannot be done, why it was not written is what matters.
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def draft_beside(path: Path, ending: str) -> Path:
    """A hidden name beside a file or directory that nobody has."""
    return path.with_name(f".{path.name[:_MOST_OF_NAME]}.{secrets.token_hex(4)}.{ending}")


def names_like(draft: Path) -> re.Pattern[str]:
    """All hidden names of the same ending beside the same file."""
    head = draft.name[: -len(f"12345678{draft.suffix}")]
    return re.compile(f"{re.escape(head)}[0-9a-f]{{8}}{re.escape(draft.suffix)}")


def left_beside(draft: Path) -> Iterator[Path]:
    """What was left under such a name by somebody who was killed, as told by a new one that is there."""
    like, made = names_like(draft), draft.stat().st_mtime
    for each in draft.parent.iterdir():
        # Times of one disk are compared: a clock of ours may differ from that of a shared drive.
        if like.fullmatch(each.name) and made - each.lstat().st_mtime > STALE_SECONDS:
            yield each


def _write(path: Path, content: bytes, mode: int) -> None:
    with _opened(path, mode) as file:
        file.write(content)
        _settle(file)


def _opened(path: Path, mode: int) -> BinaryIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    file = os.fdopen(descriptor, "wb")
    with suppress(OSError):
        for left in left_beside(path):
            left.unlink()
    return file


def _settle(file: BinaryIO) -> None:
    """Have what was written on the disk."""
    file.flush()
    os.fsync(file.fileno())


def _put(draft: Path, target: Path, instead_of: bytes | None = None) -> None:
    """Give a finished file its name, in the place of what has it."""
    if instead_of is not None and target.read_bytes() != instead_of:
        raise OSError(errno.ESTALE, "这个文件刚刚被别人改动了，没有动它，请再运行一次", str(target))
    with suppress(FileNotFoundError):
        draft.chmod(stat.S_IMODE(target.stat().st_mode))
    draft.replace(target)
    sync_directory(target.parent)


def _publish(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless the name is taken."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links (exFAT, some network drives).
        if not renamed_if_free(draft, path):
            # The name is taken first, then filled at a stroke.
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            draft.replace(path)


def sync_directory(directory: Path) -> None:
    """Have a directory's entries on the disk, where the system can. Windows has no such call and needs none.

    The file has its name by now: that a power cut could still take it away is no reason to say that it is not there.
    """
    if IS_WINDOWS:
        return
    with suppress(OSError):  # some network drives cannot
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def refuse_link_out(root: Path, directory: Path) -> None:
    """Stop where a directory of a workspace is a link that leads out of it: no folder says where else its reader writes.

    Raises:
        OSError: it does.
    """
    if not is_inside(root, os.path.realpath(directory)):
        raise OSError(errno.EXDEV, "链接指到工作区之外", str(directory))


def private_directory(root: Path) -> Path:
    """The tool's own directory of a workspace, made if need be; git is told to leave it alone.

    Raises:
        OSError: it cannot be made.
    """
    refuse_link_out(root, root / PRIVATE)
    return made_private_directory(root)


_REASONS: Final = {
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", errno.ENOSPC): "磁盘已满",
    errno.EFBIG: "文件太大，这个磁盘存不下",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘故障",
    errno.ENAMETOOLONG: "名称太长，请换短一些的",
    errno.ENOTDIR: "路径中间有一段是文件，不是目录",
    errno.EISDIR: "这是目录，不是文件",
    errno.ELOOP: "链接成环",
    errno.EBUSY: "正被占用",
    getattr(errno, "ETXTBSY", errno.EBUSY): "正被占用",
    errno.EMFILE: "系统打开的文件太多，请关掉一些程序再试",
    errno.ENFILE: "系统打开的文件太多，请关掉一些程序再试",
    errno.ENOTEMPTY: "已经有同名的目录",
    getattr(errno, "ENOLCK", errno.EBUSY): "这个磁盘不能加锁，请把工作区放到本机磁盘",
}


def reason_of(error: OSError) -> str:
    """What the system has against it, in words."""
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    said = error.strerror or ""
    if re.search("[一-鿿]", said):
        return said
    return f"系统报告 {errno.errorcode.get(error.errno or 0, type(error).__name__)}"


def why_not_written(error: OSError) -> str:
    """What kept a file from being written, in words."""
    if isinstance(error, UnfitNameError):
        return str(error.strerror)
    if isinstance(error, FileNotFoundError):
        return "没有这个目录，请先建好"
    place = f"写不进 {error.filename2 or error.filename}" if error.filename else "写不进文件"
    if isinstance(error, PermissionError):
        return f"{place}：没有写入权限，或正被占用"
    if isinstance(error, FileExistsError):
        return f"{place}：已经有同名的文件或目录"
    return f"{place}：{reason_of(error)}"
