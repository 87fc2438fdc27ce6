"""A workspace on disk: its root, its files in their known places, its office."""

import os
import posixpath
import re
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from yingsu.diagnostic import START, Defect, Diagnostic
from yingsu.domain.calendar import CalendarConflictError
from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.records import OwnRiskPoint, Screening, Unit
from yingsu.domain.settings import OwnDays, Settings
from yingsu.reading import faults
from yingsu.reading.decoding import MOST_BYTES, Problem
from yingsu.reading.validation import Reading, read_list, read_record

SETTINGS_FILE = "yingsu.yaml"
UNITS_FILE = "cases/units.yaml"
CASE_FILE = "case.yaml"
CASES = "cases"

_YEAR = re.compile("[0-9]{4}")


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
        path: relative to the root, with `/`; after the label where there is one.
        case: the case id, for a case; after the label as well.
        label: which workspace it is of, where several are read as one.
    """

    kind: FileKind
    path: str
    case: str | None = None
    label: str = ""

    @property
    def place(self) -> str:
        """Its path in its own workspace."""
        return self.path.removeprefix(f"{self.label}/") if self.label else self.path

    def labelled(self, label: str) -> "Entry":
        """The same as a file of one workspace of several."""
        case = f"{label}/{self.case}" if self.case is not None else None
        return Entry(self.kind, f"{label}/{self.path}", case, label)

    def linked(self, screening: Screening) -> Screening:
        """A screening in this file, the case it names being one of the same workspace."""
        case = screening.known("case")
        if not self.label or case is None:
            return screening
        return screening.model_copy(update={"case": f"{self.label}/{case}"})


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
        office: units, settings, calendar, as far as they could be read.
        is_sound: whether settings and units could be read whole: else nothing can be counted.
        diagnostics: what is wrong with settings, units and the office's own risk points.
        contents: their bytes, for the fingerprint.
        risk_points: the office's own, where the settings name a file of them.
        label: what stands before its case ids and paths where several are read as one; empty for one alone.
        members: the workspaces of which this one is made, where several are read as one.
    """

    root: Path
    office: Office
    diagnostics: tuple[Diagnostic, ...]
    contents: tuple[tuple[str, bytes], ...]
    units: Reading[Unit] | None
    is_sound: bool = True
    risk_points: Reading[OwnRiskPoint] | None = None
    label: str = ""
    members: tuple["Workspace", ...] = ()

    def labelled(self, label: str) -> "Workspace":
        """The same as one of several that are read as one."""
        units, points = self.units, self.risk_points
        return replace(
            self,
            label=label,
            diagnostics=tuple(_labelled(found, label) for found in self.diagnostics),
            contents=tuple((f"{label}/{path}", content) for path, content in self.contents),
            units=replace(units, path=f"{label}/{units.path}") if units is not None else None,
            risk_points=replace(points, path=f"{label}/{points.path}") if points is not None else None,
        )


def _labelled(diagnostic: Diagnostic, label: str) -> Diagnostic:
    return replace(diagnostic, path=f"{label}/{diagnostic.path}")


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
    """Read settings, units and the office's own risk points. Never raises for what is in them."""
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
        else:
            read = read_record(content, Settings, path)
            settings = read.legible or settings
            # Every setting has its default: a file without any is a workspace's mark all the same.
            diagnostics += [found for found in read.diagnostics() if found.defect is not faults.EMPTY]
            if conflict := _conflict_in(settings):
                problem = Problem(faults.WRONG_VALUE, conflict, read.source.span(("日历",)))
                diagnostics.append(read.diagnostic(problem))
                settings = settings.model_copy(update={"calendar": OwnDays()})
    is_sound = not any(found.is_error for found in diagnostics)
    own = _read_risk_points(root, settings, diagnostics, contents)
    office = Office.of(
        settings,
        units.legibles if units is not None else (),
        _read_whole(own),
        is_whole=units is not None and units.has_every_entry,
        has_all_risk_points=bool(own.nodes) if own is not None else _has_no_catalogue(settings, diagnostics),
    )
    return Workspace(root, office, tuple(diagnostics), tuple(contents), units, is_sound, own)


def _catalogue_path(settings: Settings) -> str | None:
    """The file of the office's own risk points, if it has one."""
    path: str | None = settings.known("risk_catalogue")
    return posixpath.normpath(path) if path is not None else None


def _has_no_catalogue(settings: Settings, diagnostics: list[Diagnostic]) -> bool:
    """Whether there are no own risk points for sure: what is wrong in the settings may be the place of the file."""
    is_unsure = any(found.is_error and found.path == SETTINGS_FILE for found in diagnostics)
    return _catalogue_path(settings) is None and not is_unsure


def _read_risk_points(
    root: Path, settings: Settings, diagnostics: list[Diagnostic], contents: list[tuple[str, bytes]]
) -> Reading[OwnRiskPoint] | None:
    path = _catalogue_path(settings)
    if path is None:
        return None
    try:
        content = read_bytes(root, path)
    except Unreadable as error:
        # Whoever does not know the file must learn where it is named.
        named = f"{error}（{SETTINGS_FILE} 里的“{settings.key_of('risk_catalogue')}”写的是它）"
        diagnostics.append(replace(error.diagnostic, message=named))
        return None
    contents.append((path, content))
    reading = read_list(content, OwnRiskPoint, path)
    diagnostics += reading.diagnostics()
    return reading


def _read_whole(reading: Reading[OwnRiskPoint] | None) -> tuple[OwnRiskPoint, ...]:
    """The points of which nothing was lost: a point without its text or its cell is none."""
    points = reading.legibles if reading is not None else ()
    return tuple(point for point in points if not point.has_lost(*OwnRiskPoint.model_fields))


def _conflict_in(settings: Settings) -> str | None:
    try:
        Office.of(settings, ())
    except CalendarConflictError as error:
        return str(error)
    return None


def read_bytes(root: Path, path: str) -> bytes:
    """The bytes of a file of the workspace.

    Raises:
        Unreadable: it cannot be read, or is a link that leads out.
    """
    whole = root / path
    try:
        real = os.path.realpath(whole, strict=True)
        if not is_inside(root, real):
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


def is_inside(root: Path, real: str) -> bool:
    """Whether a resolved path is in the workspace."""
    base = os.path.realpath(root)
    return os.path.commonpath([real, base]) == base


def read_case(root: Path, entry: Entry) -> tuple[bytes, Reading[Case]]:
    """Read one case.

    Raises:
        Unreadable: its file cannot be read.
    """
    content = read_entry(root, entry)
    return content, read_record(content, Case, entry.path, entry.case)


def read_entry(root: Path, entry: Entry) -> bytes:
    """The bytes of a file in a known place.

    Raises:
        Unreadable: it cannot be read.
    """
    try:
        return read_bytes(root, entry.place)
    except Unreadable as error:
        raise Unreadable(replace(error.diagnostic, path=entry.path)) from None


def tree(workspace: Workspace) -> Tree:
    """Every file in a known place below `cases/`, and every YAML file that is not."""
    root = workspace.root
    known = {UNITS_FILE, _catalogue_path(workspace.office.settings)}
    entries: list[Entry] = []
    stray: list[Diagnostic] = []
    for item in _listed(root, CASES, stray):
        path = f"{CASES}/{item.name}"
        if item.name in {"screenings", "events", "letters"} and _is_directory(item):
            _records(root, item.name, entries, stray)
        elif _YEAR.fullmatch(item.name) and _is_directory(item):
            _cases_of_year(root, item.name, entries, stray)
        elif _is_directory(item):
            if not item.name.startswith("."):
                stray.append(
                    _at_start(faults.STRAY, path, "这个目录不是年度（四位数字），里面的内容没有读取")
                )
        elif _looks_like_record(item.name) and path not in known:
            stray.append(_at_start(faults.STRAY, path, _NOT_READ))
    ordered = tuple(sorted(entries, key=lambda entry: entry.path))
    label = workspace.label
    if not label:
        return Tree(ordered, tuple(stray))
    return Tree(
        tuple(entry.labelled(label) for entry in ordered), tuple(_labelled(found, label) for found in stray)
    )


def _cases_of_year(root: Path, year: str, entries: list[Entry], stray: list[Diagnostic]) -> None:
    for item in _listed(root, f"{CASES}/{year}", stray):
        path = f"{CASES}/{year}/{item.name}"
        if item.name.startswith("."):
            continue
        if not _is_directory(item):
            if _looks_like_record(item.name):
                stray.append(_at_start(faults.STRAY, path, "案件文件要放在自己的目录里，并命名为 case.yaml"))
            continue
        before = len(stray)
        names = [inner.name for inner in _listed(root, path, stray)]
        if CASE_FILE in names:
            entries.append(Entry(FileKind.CASE, f"{path}/{CASE_FILE}", f"{year}/{item.name}"))
        elif len(stray) == before and not item.name.startswith("."):
            stray.append(_at_start(faults.STRAY, path, "这个案件目录里没有 case.yaml"))
        stray += [
            _at_start(faults.STRAY, f"{path}/{name}", "案件目录里只读 case.yaml，这个文件没有读取")
            for name in names
            if _looks_like_record(name) and name != CASE_FILE
        ]


_NOT_READ = "不在规定的位置，没有读取"


def _records(root: Path, folder: str, entries: list[Entry], stray: list[Diagnostic]) -> None:
    kinds = {"events": FileKind.EVENTS, "letters": FileKind.LETTERS}
    for item in _listed(root, f"{CASES}/{folder}", stray):
        path = f"{CASES}/{folder}/{item.name}"
        if folder in kinds and item.name.endswith(".yaml"):
            entries.append(Entry(kinds[folder], path))
        elif folder == "screenings" and _is_directory(item):
            for inner in _listed(root, path, stray):
                below = f"{path}/{inner.name}"
                if inner.name.endswith(".yaml"):
                    entries.append(Entry(FileKind.SCREENING, below))
                elif _may_hold_records(inner):
                    stray.append(_at_start(faults.STRAY, below, _NOT_READ))
        elif _may_hold_records(item):
            stray.append(_at_start(faults.STRAY, path, _NOT_READ))


def _listed(root: Path, path: str, stray: list[Diagnostic]) -> list[os.DirEntry[str]]:
    """What is in a directory, by name; nothing where there is none."""
    try:
        with os.scandir(root / path) as found:
            items = sorted(found, key=lambda item: item.name)
    except FileNotFoundError:
        return []
    except OSError:
        stray.append(_at_start(faults.UNREADABLE, path, "这个目录打不开"))
        return []
    for item in items:
        if not _is_text(item.name):
            shown = f"{path}/{item.name.encode(errors='replace').decode()}"
            stray.append(_at_start(faults.UNREADABLE, shown, "文件名不是 UTF-8 编码，请改名"))
    return [item for item in items if _is_text(item.name)]


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


def _at_start(defect: Defect, path: str, message: str) -> Diagnostic:
    return Diagnostic(defect, message, path, START, help=defect.remedy)
