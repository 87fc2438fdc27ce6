"""What `yingsu doctor` looks at in the files of a workspace: names that other systems cannot hold, line ends, leftovers."""

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from yingsu.cli.doctor_naming import named
from yingsu.reports.doctoring import Sign, State

_LONGEST_PATH = 180
"""Characters below the workspace: Windows takes 259 with all that stands before it, such as C:\\Users\\…\\Desktop."""

_DRAFT = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")
"""What our own writing leaves when it is cut off."""

_BOM = b"\xef\xbb\xbf"


@dataclass
class _Seen:
    """The files of a workspace, as far as they matter here; paths relative to it, with `/`."""

    unfit: list[str] = field(default_factory=list)
    long: list[str] = field(default_factory=list)
    clashing: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    crlf: list[str] = field(default_factory=list)
    with_bom: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def signs_of_files(root: Path) -> Iterator[Sign]:
    """How it stands with names and texts of settings, records and documents."""
    seen = _looked_at(root)
    yield _sign(
        "names",
        "文件名",
        seen.unfit,
        "Windows 上存不了这样的名称",
        "改名（案件目录改名后，风险排查里写的“案件”也要改）",
    )
    yield _sign(
        "long-paths",
        "路径长度",
        seen.long,
        f"路径超过 {_LONGEST_PATH} 个字，拷到 Windows 上可能打不开",
        "把目录名、文件名改短",
    )
    yield _sign(
        "clashing-names",
        "重名",
        seen.clashing,
        "名称只差字母大小写或编码形式，在 Windows、苹果电脑上会互相覆盖",
        "留下一个，或改成不同的名称",
    )
    yield _sign(
        "mixed-line-ends",
        "换行",
        seen.mixed,
        "一个文件里有两种换行，多半是两个程序先后改的",
        "用编辑器把换行统一成 LF 再保存",
    )
    yield _sign(
        "crlf-bom",
        "换行符和 BOM",
        sorted({*seen.crlf, *seen.with_bom}),
        "Windows 换行（CRLF）或带 BOM，不影响统计；每次改动 git 可能显示整个文件都变了",
        "用编辑器另存为 UTF-8（不带 BOM）、换行 LF",
        State.NOTE,
    )
    yield _sign(
        "drafts", "写到一半的文件", seen.drafts, "上次写文件时中断留下的，没有用处", "删去", State.NOTE
    )
    yield _sign("unread", "读取文件", seen.unread, "没有权限，或正被占用", "核对权限后再检查")


def _sign(
    key: str, title: str, paths: Iterable[str], said: str, remedy: str, state: State = State.WRONG
) -> Sign:
    found = list(paths)
    if not found:
        return Sign(key, title, State.FINE, "没有问题")
    return Sign(key, title, state, f"{named(found)}：{said}", remedy)


def _looked_at(root: Path) -> _Seen:
    from yingsu.reading.tree import CASES, SETTINGS_FILE

    seen = _Seen()
    _look_at_text(root, SETTINGS_FILE, seen)
    for directory, directories, files in os.walk(
        root / CASES, onerror=lambda error: _note_unread(root, error, seen)
    ):
        below = Path(directory).relative_to(root).as_posix()
        directories.sort()
        _look_at_names(below, [*directories, *sorted(files)], seen)
        for name in sorted(files):
            path = f"{below}/{name}"
            if _DRAFT.fullmatch(name):
                seen.drafts.append(path)
            elif name.lower().endswith((".yaml", ".yml")):
                _look_at_text(root, path, seen)
    return seen


def _note_unread(root: Path, error: OSError, seen: _Seen) -> None:
    if isinstance(error, FileNotFoundError):
        # No cases yet.
        return
    seen.unread.append(Path(str(error.filename)).relative_to(root).as_posix())


def _look_at_names(below: str, names: list[str], seen: _Seen) -> None:
    from yingsu.intake.file_names import why_unfit

    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        path = f"{below}/{name}"
        why = why_unfit(name)
        if why is not None:
            seen.unfit.append(f"{path}（{why.partition('，')[0]}）")
        if len(path) > _LONGEST_PATH:
            seen.long.append(path)
        alike[unicodedata.normalize("NFC", name).casefold()].append(path)
    seen.clashing += [path for paths in alike.values() if len(paths) > 1 for path in paths]


def _look_at_text(root: Path, path: str, seen: _Seen) -> None:
    from yingsu.reading.files import Unreadable, read_bytes

    try:
        content = read_bytes(root, path)
    except Unreadable:
        seen.unread.append(path)
        return
    crlf, line_feeds = content.count(b"\r\n"), content.count(b"\n")
    if 0 < crlf < line_feeds:
        seen.mixed.append(path)
    elif crlf:
        seen.crlf.append(path)
    if content.startswith(_BOM):
        seen.with_bom.append(path)
