"""The files of a workspace in their known places. Needs no library, like `files`."""

import os
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from yingsu.diagnostic import Diagnostic
from yingsu.reading import faults
from yingsu.reading.files import Unreadable, at_start, read_bytes, read_plain, relabelled

SETTINGS_FILE = "yingsu.yaml"
UNITS_FILE = "cases/units.yaml"
CASE_FILE = "case.yaml"
CASES = "cases"

_YEAR = re.compile("[0-9]{4}")


class NoWorkspaceError(Exception):
    """No yingsu.yaml here or above."""

    def __init__(self, start: Path) -> None:
        super().__init__(f"在 {start} 及其上级目录里没有找到 {SETTINGS_FILE}")


def find_root(start: Path) -> Path:
    """The nearest directory at or above `start` that has a yingsu.yaml.

    Raises:
        NoWorkspaceError: there is none.
    """
    for directory in (start, *start.parents):
        if os.path.lexists(directory / SETTINGS_FILE):
            return directory
    raise NoWorkspaceError(start)


class FileKind(Enum):
    """What a file of a workspace holds, by its place."""

    CASE = "案件"
    SCREENING = "风险排查"
    EVENTS = "年度活动"
    LETTERS = "来函"


class Entry(NamedTuple):
    """A file in a known place.

    Attributes:
        kind: what it holds.
        path: relative to the root, with `/`; after the label where there is one.
        case: the case id, for a case; after the label as well.
        label: which workspace it is of, where several are read as one.
        is_plain: whether it is a file of its own and no link was met on the way from the root to it.
    """

    kind: FileKind
    path: str
    case: str | None = None
    label: str = ""
    is_plain: bool = False

    @property
    def place(self) -> str:
        """Its path in its own workspace."""
        return self.path.removeprefix(f"{self.label}/") if self.label else self.path

    def labelled(self, label: str) -> "Entry":
        """The same as a file of one workspace of several."""
        case = f"{label}/{self.case}" if self.case is not None else None
        return Entry(self.kind, f"{label}/{self.path}", case, label, self.is_plain)


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a workspace in the order of their paths, and what is in the wrong place.

    Attributes:
        plain: the directories of cases that hold a case file and nothing that is told of, by path, with their state.
    """

    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]
    plain: Mapping[str, os.stat_result] = field(default_factory=dict)


def read_entry(root: Path, entry: Entry) -> bytes:
    """The bytes of a file in a known place.

    Raises:
        Unreadable: it cannot be read.
    """
    return read_stamped(root, entry)[0]


def read_stamped(root: Path, entry: Entry) -> tuple[bytes, os.stat_result | None]:
    """The same, with the state of the file just before it was read; without one where links lead to it.

    Raises:
        Unreadable: it cannot be read.
    """
    plain = read_plain(str(root), entry.place) if entry.is_plain else None
    if plain is not None:
        return plain
    try:
        return read_bytes(root, entry.place), None
    except Unreadable as error:
        raise relabelled(error, entry.path) from None


def tree(
    root: Path,
    known: Collection[str],
    label: str = "",
    is_at_rest: Callable[[str, os.stat_result], bool] | None = None,
) -> Tree:
    """Every file in a known place below `cases/`, and every YAML file that is not.

    Args:
        root: the workspace.
        known: paths of files below `cases/` that have been read as something else: units, own risk points.
        label: which workspace it is, where several are read as one.
        is_at_rest: whether a case's directory of that path and state was plain when it was looked into last: then it
            still is, and is not looked into.
    """
    found = _Found(root, is_at_rest)
    is_plain = not os.path.islink(f"{root}/{CASES}")  # noqa: PTH114 -- one of many such calls, all the same way
    for item in found.listed(CASES):
        path = f"{CASES}/{item.name}"
        below = is_plain and not item.is_symlink()
        if item.name in {"screenings", "events", "letters"} and _is_directory(item):
            found.add_records(item.name, is_plain=below)
        elif _YEAR.fullmatch(item.name) and _is_directory(item):
            found.add_cases(item.name, is_plain=below)
        elif _is_directory(item):
            if not item.name.startswith("."):
                found.add_stray(path, "这个目录不是年度（四位数字），里面的内容没有读取")
        elif _looks_like_record(item.name) and path not in known:
            found.add_stray(path, _NOT_READ)
    ordered = tuple(sorted(found.entries, key=lambda entry: entry.path))
    if not label:
        return Tree(ordered, tuple(found.stray), found.plain)
    moved = (replace(stray, path=f"{label}/{stray.path}") for stray in found.stray)
    return Tree(tuple(entry.labelled(label) for entry in ordered), tuple(moved))


_NOT_READ = "不在规定的位置，没有读取"


class _Found:
    """What has been found so far."""

    def __init__(self, root: Path, is_at_rest: Callable[[str, os.stat_result], bool] | None = None) -> None:
        self.root = str(root)
        self.is_at_rest = is_at_rest
        self.plain: dict[str, os.stat_result] = {}
        self.entries: list[Entry] = []
        self.stray: list[Diagnostic] = []

    def add_stray(self, path: str, message: str) -> None:
        self.stray.append(at_start(faults.STRAY, path, message))

    def add_cases(self, year: str, *, is_plain: bool) -> None:
        base = f"{CASES}/{year}"
        is_at_rest = self.is_at_rest if is_plain else None
        for item in self.listed(base):
            name = item.name
            path = f"{base}/{name}"
            if name.startswith("."):
                continue
            if is_at_rest is not None and item.is_dir(follow_symlinks=False):
                state = item.stat(follow_symlinks=False)
                if is_at_rest(path, state):
                    self.entries.append(
                        Entry(FileKind.CASE, f"{path}/{CASE_FILE}", f"{year}/{name}", "", True)
                    )
                elif self._add_case(f"{year}/{name}", path, is_plain=True):
                    self.plain[path] = state
            elif _is_directory(item):
                self._add_case(f"{year}/{name}", path, is_plain=is_plain and not item.is_symlink())
            elif _looks_like_record(name):
                self.add_stray(path, "案件文件要放在自己的目录里，并命名为 case.yaml")

    def _add_case(self, case: str, path: str, *, is_plain: bool) -> bool:
        """Look into the directory of a case; whether it is plain: a case file of its own, and nothing to tell of."""
        before = len(self.stray)
        has_case = is_file = False
        beside = []
        for inner in self.listed(path):
            if inner.name == CASE_FILE:
                has_case = True
                is_file = is_plain and inner.is_file(follow_symlinks=False)
                self.entries.append(Entry(FileKind.CASE, f"{path}/{CASE_FILE}", case, "", is_file))
            elif _looks_like_record(inner.name):
                beside.append(inner.name)
        if not has_case and len(self.stray) == before:
            self.add_stray(path, "这个案件目录里没有 case.yaml")
        for name in beside:
            self.add_stray(f"{path}/{name}", "案件目录里只读 case.yaml，这个文件没有读取")
        return is_file and len(self.stray) == before

    def add_records(self, folder: str, *, is_plain: bool) -> None:
        kinds = {"events": FileKind.EVENTS, "letters": FileKind.LETTERS}
        for item in self.listed(f"{CASES}/{folder}"):
            path = f"{CASES}/{folder}/{item.name}"
            if folder in kinds and item.name.endswith(".yaml"):
                self._add_record(kinds[folder], path, item, is_plain=is_plain)
            elif folder == "screenings" and _is_directory(item):
                below = is_plain and not item.is_symlink()
                for inner in self.listed(path):
                    if inner.name.endswith(".yaml"):
                        self._add_record(FileKind.SCREENING, f"{path}/{inner.name}", inner, is_plain=below)
                    elif _may_hold_records(inner):
                        self.add_stray(f"{path}/{inner.name}", _NOT_READ)
            elif _may_hold_records(item):
                self.add_stray(path, _NOT_READ)

    def _add_record(self, kind: FileKind, path: str, item: os.DirEntry[str], *, is_plain: bool) -> None:
        self.entries.append(Entry(kind, path, None, "", is_plain and item.is_file(follow_symlinks=False)))

    def listed(self, path: str) -> list[os.DirEntry[str]]:
        """What is in a directory, by name; nothing where there is none."""
        try:
            with os.scandir(f"{self.root}/{path}") as found:
                items = sorted(found, key=_name)
        except FileNotFoundError:
            return []
        except OSError:
            self.stray.append(at_start(faults.UNREADABLE, path, "这个目录打不开"))
            return []
        if _is_text("".join(map(_name, items))):
            return items
        for item in items:
            if not _is_text(item.name):
                shown = f"{path}/{item.name.encode(errors='replace').decode()}"
                self.stray.append(at_start(faults.UNREADABLE, shown, "文件名不是 UTF-8 编码，请改名"))
        return [item for item in items if _is_text(item.name)]


def _name(item: os.DirEntry[str]) -> str:
    return item.name


def _is_text(name: str) -> bool:
    """Whether a name can be printed and written into a report: not on Linux, where it is any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_directory(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:
        return False


def _looks_like_record(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


def _may_hold_records(item: os.DirEntry[str]) -> bool:
    return _looks_like_record(item.name) or (_is_directory(item) and not item.name.startswith("."))
