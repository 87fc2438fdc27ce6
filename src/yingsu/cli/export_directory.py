"""Whether a directory may be taken for an export: it takes the place of nothing but an earlier one."""

import json
from pathlib import Path
from typing import Final

from yingsu.cli.problem import Problem
from yingsu.intake.file_names import UnfitNameError, refuse_unfit

MANIFEST: Final = "yingsu-export.json"
"""By this file an export is known again; it names every other file of it."""

_SHOWN: Final = 3


def refuse_foreign(target: Path, workspace: Path) -> None:
    """Stop where an export would take the place of something else.

    Raises:
        Problem: the directory has files that are no export of ours, is a file, lies among the cases, or has a name that
            some system cannot hold.
    """
    try:
        refuse_unfit(target)
    except UnfitNameError as error:
        raise Problem(f"-o：{error.strerror}", code="file") from None
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
