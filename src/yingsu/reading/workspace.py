"""A workspace on disk: its root, its files in their known places, its office."""

import posixpath
from dataclasses import dataclass, replace
from pathlib import Path

from yingsu.diagnostic import Diagnostic
from yingsu.domain.calendar import CalendarConflictError
from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.records import OwnRiskPoint, Screening, Unit
from yingsu.domain.settings import OwnDays, Settings
from yingsu.reading import faults
from yingsu.reading.decoding import Problem
from yingsu.reading.files import Unreadable, read_bytes
from yingsu.reading.tree import SETTINGS_FILE, UNITS_FILE, Entry, Tree, read_entry, tree
from yingsu.reading.validation import Reading, read_list, read_record


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


def read_case(root: Path, entry: Entry) -> tuple[bytes, Reading[Case]]:
    """Read one case.

    Raises:
        Unreadable: its file cannot be read.
    """
    content = read_entry(root, entry)
    return content, read_record(content, Case, entry.path, entry.case)


def linked(screening: Screening, entry: Entry) -> Screening:
    """A screening in a file, the case it names being one of the same workspace."""
    case = screening.known("case")
    if not entry.label or case is None:
        return screening
    return screening.model_copy(update={"case": f"{entry.label}/{case}"})


def tree_of(workspace: Workspace) -> Tree:
    """Every file in a known place below `cases/`, and every YAML file that is not."""
    return tree(workspace.root, known_paths(workspace), workspace.label)


def known_paths(workspace: Workspace) -> tuple[str, ...]:
    """The files below `cases/` that are read with the settings."""
    catalogue = _catalogue_path(workspace.office.settings)
    return (UNITS_FILE,) if catalogue is None else (UNITS_FILE, catalogue)
