"""A workspace on disk: its root, its files in their known places, its office."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from yingsu.diagnostic import START, Defect, Diagnostic
from yingsu.domain.calendar import CalendarConflictError
from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.reading import faults
from yingsu.reading.decoding import MOST_BYTES, Problem
from yingsu.reading.validation import Reading, read_list, read_record

SETTINGS_FILE = "yingsu.yaml"
UNITS_FILE = "cases/units.yaml"
CASE_FILE = "case.yaml"
CASES = "cases"

_YEAR_LENGTH = 4


class NoWorkspaceError(Exception):
    """No yingsu.yaml here or above."""

    def __init__(self, start: Path) -> None:
        super().__init__(f"在 {start} 及其上级目录里没有找到 {SETTINGS_FILE}")


class FileKind(Enum):
    """What a file of a workspace holds, by its place."""

    CASE = "案件"
    SCREENING = "风险排查"
    EVENTS = "年度活动"
    LETTERS = "来函"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a known place.

    Attributes:
        kind: what it holds.
        path: relative to the root, with `/`.
        case: the case id, for a case.
    """

    kind: FileKind
    path: str
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a workspace in the order of their paths, and what is in the wrong place."""

    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Workspace:
    """An open workspace.

    Attributes:
        root: its directory.
        office: units, settings, calendar; defaults stand in for what could not be read.
        diagnostics: what is wrong with settings and units.
        contents: bytes of the settings and the units, for the fingerprint.
    """

    root: Path
    office: Office
    diagnostics: tuple[Diagnostic, ...]
    contents: tuple[tuple[str, bytes], ...]
    units: Reading[Unit] | None


class Unreadable(Exception):  # noqa: N818 -- a value as much as an error: it carries the diagnostic
    """A file that cannot be read, as a diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def find_root(start: Path) -> Path:
    """The nearest directory at or above `start` that has a yingsu.yaml.

    Raises:
        NoWorkspaceError: there is none.
    """
    for directory in (start, *start.parents):
        if os.path.lexists(directory / SETTINGS_FILE):
            return directory
    raise NoWorkspaceError(start)


def open_workspace(root: Path) -> Workspace:
    """Read settings and units. Never raises for what is in them."""
    diagnostics: list[Diagnostic] = []
    contents: list[tuple[str, bytes]] = []
    settings, units = Settings(), None
    for path in (SETTINGS_FILE, UNITS_FILE):
        try:
            content = read_bytes(root, path)
        except Unreadable as error:
            diagnostics.append(error.diagnostic)
            continue
        contents.append((path, content))
        if path == UNITS_FILE:
            units = read_list(content, Unit, path)
            diagnostics += units.diagnostics()
        elif content.strip():
            read = read_record(content, Settings, path)
            diagnostics += read.diagnostics()
            settings = read.node or settings
    own = units.nodes if units is not None else ()
    try:
        office = Office.of(settings, own)
    except CalendarConflictError as error:
        diagnostics.append(_at_start(faults.WRONG_VALUE, SETTINGS_FILE, str(error)))
        office = Office.of(Settings(), own)
    return Workspace(root, office, tuple(diagnostics), tuple(contents), units)


def read_bytes(root: Path, path: str) -> bytes:
    """The bytes of a file of the workspace.

    Raises:
        Unreadable: it cannot be read, or is a link that leads out.
    """
    whole = root / path
    try:
        real = os.path.realpath(whole, strict=True)
        if os.path.commonpath([real, os.path.realpath(root)]) != os.path.realpath(root):
            raise Unreadable(_at_start(faults.OUTSIDE, path, "链接指到工作区之外，没有读取"))
        if not Path(real).is_file():
            raise Unreadable(_at_start(faults.UNREADABLE, path, "这不是一个普通文件"))
        with open(real, "rb") as file:  # noqa: PTH123 -- twice as quick as Path.open, and called for every case
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        message = "链接指向的文件不存在" if whole.is_symlink() else "没有这个文件"
        raise Unreadable(_at_start(faults.UNREADABLE, path, message)) from None
    except (OSError, ValueError) as error:
        why = (
            "没有读取权限" if isinstance(error, PermissionError) else "打不开（链接成环、路径有误或正被占用）"
        )
        raise Unreadable(_at_start(faults.UNREADABLE, path, why)) from None


def read_case(root: Path, entry: Entry) -> tuple[bytes, Reading[Case]]:
    """Read one case.

    Raises:
        Unreadable: its file cannot be read.
    """
    content = read_bytes(root, entry.path)
    return content, read_record(content, Case, entry.path, entry.case)


def missing_files(root: Path, reading: Reading[Case]) -> Iterator[Diagnostic]:
    """The documents a case names that are not in its directory."""
    if reading.node is None:
        return
    directory = root / Path(reading.path).parent
    for node, field, name in reading.node.files():
        if not (directory / name).is_file():
            span = reading.source.span((*node.path, node.key_of(field)), of_value=True)
            yield reading.diagnostic(Problem(faults.MISSING_FILE, f"案件目录下没有文件“{name}”", span))


def tree(workspace: Workspace) -> Tree:
    """Every file in a known place below `cases/`, and every YAML file that is not."""
    root = workspace.root
    known = {UNITS_FILE, workspace.office.settings.risk_catalogue}
    entries: list[Entry] = []
    stray: list[Diagnostic] = []
    for item in _listed(root, CASES, stray):
        path = f"{CASES}/{item.name}"
        if item.name in {"screenings", "events", "letters"} and _is_directory(item):
            _records(root, item.name, entries, stray)
        elif len(item.name) == _YEAR_LENGTH and item.name.isdigit() and _is_directory(item):
            _cases_of_year(root, item.name, entries, stray)
        elif _is_directory(item):
            if not item.name.startswith("."):
                stray.append(_at_start(faults.STRAY, path, "这个目录不是年度（四位数字），里面的内容没有读取"))
        elif _looks_like_record(item.name) and path not in known:
            stray.append(_at_start(faults.STRAY, path, "这个文件不在规定的位置，没有读取"))
    return Tree(tuple(sorted(entries, key=lambda entry: entry.path)), tuple(stray))


def _cases_of_year(root: Path, year: str, entries: list[Entry], stray: list[Diagnostic]) -> None:
    for item in _listed(root, f"{CASES}/{year}", stray):
        path = f"{CASES}/{year}/{item.name}"
        if not _is_directory(item):
            if _looks_like_record(item.name):
                stray.append(_at_start(faults.STRAY, path, "案件文件要放在自己的目录里，并命名为 case.yaml"))
            continue
        case_path = f"{path}/{CASE_FILE}"
        if os.path.lexists(root / case_path):
            entries.append(Entry(FileKind.CASE, case_path, f"{year}/{item.name}"))
        elif not item.name.startswith("."):
            stray.append(_at_start(faults.STRAY, path, "这个案件目录里没有 case.yaml"))


def _records(root: Path, folder: str, entries: list[Entry], stray: list[Diagnostic]) -> None:
    kinds = {"events": FileKind.EVENTS, "letters": FileKind.LETTERS}
    for item in _listed(root, f"{CASES}/{folder}", stray):
        path = f"{CASES}/{folder}/{item.name}"
        if folder in kinds and item.name.endswith(".yaml"):
            entries.append(Entry(kinds[folder], path))
        elif folder == "screenings" and _is_directory(item):
            entries += [
                Entry(FileKind.SCREENING, f"{path}/{inner.name}")
                for inner in _listed(root, path, stray)
                if inner.name.endswith(".yaml")
            ]
        elif _looks_like_record(item.name):
            stray.append(_at_start(faults.STRAY, path, "这个文件不在规定的位置，没有读取"))


def _listed(root: Path, path: str, stray: list[Diagnostic]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root / path) as found:
            return sorted(found, key=lambda item: item.name)
    except FileNotFoundError:
        return []
    except OSError:
        stray.append(_at_start(faults.UNREADABLE, path, "这个目录打不开"))
        return []


def _is_directory(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:
        return False


def _looks_like_record(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


def _at_start(defect: Defect, path: str, message: str) -> Diagnostic:
    return Diagnostic(defect, message, path, START, help=defect.remedy)
