"""A directory that appears whole or not at all, and takes the place of nothing but an earlier export."""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from yingsu.cli.problem import Problem
from yingsu.intake.writing import sync_directory

MANIFEST: Final = "yingsu-export.json"
"""By this file an export is known again; it names every other file of it."""

_SHOWN: Final = 3


def refuse_foreign(target: Path, workspace: Path) -> None:
    """Stop where an export would take the place of something else.

    Raises:
        Problem: the directory has files that are no export of ours, is a file, or lies among the cases.
    """
    if target.is_relative_to(workspace / "cases"):
        raise Problem(f"-o {target.name}：不能导出到 cases 里面，那里只放案件文件。请换一个目录", code="file")
    if not target.exists():
        if not target.parent.is_dir():
            raise Problem(f"-o {target.name}：没有目录 {target.parent}，请先建好", code="file")
        return
    if not target.is_dir():
        raise Problem(f"-o {target.name}：这是一个文件。请写一个目录的名字", code="file")
    foreign = _foreign(target)
    if foreign:
        more = f" 等 {len(foreign)} 项" if len(foreign) > _SHOWN else ""
        named = "、".join(foreign[:_SHOWN])
        raise Problem(
            f"-o {target.name}：目录里有不是导出的文件（{named}{more}），没有导出。请换一个目录，或先移走它们",
            code="file",
        )


def _foreign(directory: Path) -> list[str]:
    """What is in a directory and of no export: files, or directories that an export does not have."""
    exported = _exported(directory)
    ours = {name.partition("/")[0] for name in exported}
    others = ((name, name.partition("/")[0]) for name in _files(directory) - exported)
    return sorted({name if top in ours else top for name, top in others})


def _files(directory: Path) -> set[str]:
    """Everything in a directory that is no directory itself."""
    return {
        each.relative_to(directory).as_posix()
        for each in directory.rglob("*")
        if each.is_symlink() or not each.is_dir()
    }


def _exported(directory: Path) -> set[str]:
    """The files that an earlier export wrote there; none where there was none."""
    try:
        named = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {MANIFEST, *map(str, named)}
    except (OSError, ValueError, TypeError, KeyError):
        return set()


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A new directory beside the target, to be filled; then it gets the target's name.

    An earlier export stays as it is until then, and if anything fails.

    Raises:
        OSError: it cannot be written; the target is as it was.
    """
    mark = secrets.token_hex(4)
    draft, old = (target.with_name(f".{target.name}.{mark}.{ending}") for ending in ("tmp", "old"))
    draft.mkdir()
    try:
        yield draft
        _settle(draft)
        if target.exists():
            target.rename(old)
        draft.rename(target)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
        for left in (draft, old):
            shutil.rmtree(left, ignore_errors=True)
    sync_directory(target.parent)


def _settle(directory: Path) -> None:
    """Have what was written on the disk, before it gets its name."""
    for name in _files(directory):
        descriptor = os.open(directory / name, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    for each in (directory, *(each for each in directory.rglob("*") if each.is_dir())):
        sync_directory(each)
