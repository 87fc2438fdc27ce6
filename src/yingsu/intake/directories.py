"""Directories that appear whole or not at all, as files do (`writing`)."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from yingsu.intake.file_names import refuse_unfit
from yingsu.intake.renaming import exchanged, renamed_if_free
from yingsu.intake.writing import draft_beside, left_beside, names_like, private_directory, sync_directory

_STAGES = ("new-*/", "import-*/")


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """An empty directory of a workspace in which nothing reads, for what will get its name later; away at the end.

    The caller holds the workspace's lock, so what others left there nobody uses.

    Raises:
        OSError: it cannot be made.
    """
    private = private_directory(root)
    for pattern in _STAGES:
        for left in private.glob(pattern):
            shutil.rmtree(left, ignore_errors=True)
    stage = private / f"new-{secrets.token_hex(4)}"
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def put_in_place(made: Path, target: Path) -> None:
    """Give a finished directory its name; directories above it are made if need be.

    Raises:
        FileExistsError: something has that name.
        OSError: it cannot be renamed; nothing is left behind.
    """
    _settle(made)
    has_parent = target.parent.is_dir()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _refuse_taken(target)
        # An empty directory that somebody makes just now would be replaced by a plain renaming.
        if not renamed_if_free(made, target):
            made.rename(target)
    except BaseException:
        if not has_parent:
            with suppress(OSError):
                target.parent.rmdir()
        raise
    for directory in (target.parent,) if has_parent else (target.parent, target.parent.parent):
        sync_directory(directory)


def _refuse_taken(target: Path) -> None:
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "已经有了", str(target))


def take_away(target: Path, place: Path) -> None:
    """Undo that, where it has been done: at a stroke, too. A directory above it that is empty then goes as well.

    Raises:
        OSError: it cannot be renamed.
    """
    if not place.exists():
        target.rename(place)
        with suppress(OSError):
            target.parent.rmdir()


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A new directory beside the target, to be filled; then it gets the target's name.

    Raises:
        FileExistsError: something has that name.
        OSError: it cannot be written; nothing is left behind.
    """
    refuse_unfit(target)
    with _beside(target) as draft:
        yield draft
        put_in_place(draft, target)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """The same for one that may take the place of an earlier directory: that stays as it is until then, and if anything fails.

    Raises:
        OSError: it cannot be written; the target is as it was.
    """
    refuse_unfit(target)
    _put_back(target)
    with _beside(target) as draft:
        yield draft
        if not target.exists():
            put_in_place(draft, target)
            return
        _settle(draft)
        if not exchanged(draft, target):
            _swap(draft, target)
        sync_directory(target.parent)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """An empty hidden directory beside a target; whatever has its name at the end is cleared away."""
    draft = draft_beside(target, "tmp")
    draft.mkdir()
    try:
        for left in left_beside(draft):
            shutil.rmtree(left, ignore_errors=True)
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _swap(draft: Path, target: Path) -> None:
    """Where two names cannot be exchanged at a stroke: one killed between the two steps leaves the old one hidden."""
    old = draft.with_suffix(".old")
    target.rename(old)
    try:
        draft.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _put_back(target: Path) -> None:
    """What one who was killed between those two steps left gets its name again."""
    like = names_like(draft_beside(target, "old"))
    if not os.path.lexists(target) and target.parent.is_dir():
        for old in target.parent.iterdir():
            if like.fullmatch(old.name):
                old.rename(target)
                return


def _settle(directory: Path) -> None:
    """Have everything in a directory on the disk, before it gets its name."""
    for each in directory.rglob("*"):
        if each.is_dir():
            sync_directory(each)
        else:
            descriptor = os.open(each, os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    sync_directory(directory)
