"""The survey of a workspace: each file is read once, and what check, list and report need of it is kept.

Everything across cases works on what is kept of each, never on whole cases.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from yingsu.cache.store import open_store
from yingsu.diagnostic import Diagnostic
from yingsu.domain.office import Office
from yingsu.domain.settings import Settings
from yingsu.glance import Sighting
from yingsu.inspection.memory import Wish, batched, look_at_all, looks_at
from yingsu.inspection.standpoint import Standpoint
from yingsu.inspection.surveyed import FileSurvey
from yingsu.places import risk_codes_taken, units_listed_twice
from yingsu.reading.tree import SETTINGS_FILE
from yingsu.reading.workspace import Workspace, known_paths, open_workspace, tree_of
from yingsu.recall import UNREAD, Ground, recall
from yingsu.rules.workspace import dockets_used_twice, unknown_cases
from yingsu.verdict import packed_diagnostics

if TYPE_CHECKING:
    from yingsu.inspection.kept import CaseFacts
    from yingsu.metrics.risk import ScreeningRecord

SCREENINGS = "cases/screenings/"
"""Where screenings stand."""


@dataclass(frozen=True)
class Survey:
    """A whole workspace on one day.

    Attributes:
        name: the workspace's name, from its settings.
        root: its directory.
        as_of: the day.
        files: every file in a known place, by path.
        diagnostics: everything that is wrong, sorted.
        waived: how many findings were waived.
        settings_digests: path and SHA-256 of settings and units.
        label: which workspace it is, where several are read as one.
        members: the surveys of which it is made, where it is of several.
    """

    name: str
    root: Path
    office: Office
    as_of: date
    files: tuple[FileSurvey, ...]
    diagnostics: tuple[Diagnostic, ...]
    waived: int
    settings_digests: tuple[tuple[str, str], ...]
    label: str = ""
    members: tuple["Survey", ...] = ()

    @property
    def cases(self) -> Iterator["CaseFacts"]:
        """The cases that could be read, one at a time."""
        for file in self.files:
            if file.case is not None and file.verdict.is_whole:
                facts = file.load().facts
                if facts is not None:
                    yield facts

    @property
    def case_count(self) -> int:
        """How many cases could be read."""
        return sum(file.case is not None and file.verdict.is_whole for file in self.files)

    @property
    def unread_cases(self) -> tuple[str, ...]:
        """The ids of cases whose files could not be read as cases."""
        return tuple(file.case for file in self.files if file.case is not None and not file.verdict.is_whole)

    @property
    def screenings(self) -> tuple["ScreeningRecord", ...]:
        """The screenings that could be read."""
        found = (
            file.load().screening for file in self.files if _is_screening(file) and file.verdict.is_whole
        )
        return tuple(screening for screening in found if screening is not None)

    @property
    def unread_screenings(self) -> tuple[str, ...]:
        """The paths of screenings that could not be read."""
        return tuple(
            file.path
            for file in self.files
            if _is_screening(file) and not file.verdict.is_whole
            if any(found.is_error for found in file.diagnostics)
        )

    def label_of(self, source: str) -> str:
        """The workspace that a file or a case is in; empty where there is one only."""
        return source.partition("/")[0] if self.members else ""

    def office_of(self, source: str) -> Office:
        """The office of that workspace."""
        label = self.label_of(source)
        return next((each.office for each in self.members if each.label == label), self.office)

    @property
    def file_count(self) -> int:
        """How many files were looked at, with settings and units."""
        return len(self.files) + len(self.settings_digests)


def survey(
    workspace: Workspace,
    as_of: date,
    today: date | None = None,
    wish: Wish = Wish(),  # noqa: B008 -- frozen
    around: str = "",
) -> Survey:
    """Look at every file of a workspace.

    Args:
        workspace: settings and units read, the cases not yet.
        as_of: the day; later facts do not exist.
        today: the present day where that is another: a fact beyond it is a slip.
        wish: what is asked for, and whether the cache may be used.
        around: what else figures depend on, where several workspaces are read as one.

    Raises:
        RuleCrashError: a rule failed; our fault.
    """
    found = tree_of(workspace)
    of_settings = _of_settings(workspace)
    standpoint = Standpoint(workspace.root, workspace.office, as_of, today, workspace.is_sound)
    ground = _ground(workspace, as_of, today, of_settings, around)
    files = look_at_all(standpoint, ground, found.entries, wish)
    uses = (use for file in files for use in file.verdict.dockets)
    links = (link for file in files for link in file.verdict.links)
    diagnostics = [
        *of_settings,
        *found.diagnostics,
        *(diagnostic for file in files for diagnostic in file.diagnostics),
        *dockets_used_twice(uses),
        *unknown_cases(links, (file.case for file in files if file.case is not None)),
    ]
    return Survey(
        ground.title,
        workspace.root,
        workspace.office,
        as_of,
        files,
        tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.order)),
        sum(file.verdict.waived for file in files),
        tuple((path, hashlib.sha256(content).hexdigest()) for path, content in workspace.contents),
        workspace.label,
    )


def renewed(root: Path, as_of: date, today: date, wish: Wish, sighting: Sighting | None) -> Sighting | None:
    """Look at what the cache does not know and let it know; nothing is held meanwhile.

    Args:
        root: a single workspace.
        as_of: the day.
        today: the present day.
        wish: without what figures need.
        sighting: what the cache knows, where it knows the ground.

    Returns:
        What it knows then: everything, unless links lead to a file. `None` where there is no cache to be had.

    Raises:
        RuleCrashError: a rule failed; our fault.
    """
    workspace = open_workspace(root)
    ground = _ground(workspace, as_of, today, _of_settings(workspace), "")
    if sighting is None or sighting.ground.name != ground.name:
        sighting = _first_sighting(workspace, ground)
    if sighting is None:
        return None
    standpoint = Standpoint(workspace.root, workspace.office, as_of, today, workspace.is_sound)
    store, found = sighting.store, sighting.found
    gone, number = found.gone, sighting.number
    looks = looks_at(standpoint, found.misses, wish, is_packed=True)
    missing = []
    for batch in batched(looks, len(found.misses), len(sighting.tree.entries), wish.told):
        seen = [look.seen for look in batch if look.seen is not None and look.is_plain]
        defects = {code: body for look in batch for code, body in look.defects.items()}
        kept = store.keep(ground.name, ground.packed(), seen, defects, gone)
        if kept is None:
            return None
        gone, number = [], kept
        found.hits.update((each.known.path, each.known) for each in seen)
        missing += [look.entry for look in batch if look.seen is None or not look.is_plain]
    found.misses, found.gone = missing, gone
    return replace(sighting, number=number)


def _first_sighting(workspace: Workspace, ground: Ground) -> Sighting | None:
    """The files of a workspace beside what the cache knows on a ground that is new, or new again."""
    files = tree_of(workspace)
    store = open_store(workspace.root, is_made=True)
    if store is None:
        return None
    number = next((number for number, name, _ in store.grounds(ground.name) if name == ground.name), None)
    known = store.known(number) if number is not None else {}
    return Sighting(
        workspace.root, store, number or 0, ground, files, recall(workspace.root, files.entries, known)
    )


def _of_settings(workspace: Workspace) -> tuple[Diagnostic, ...]:
    """What is wrong with settings, units and own risk points, each by itself and together."""
    return (
        *workspace.diagnostics,
        *units_listed_twice(workspace.units),
        *risk_codes_taken(workspace.risk_points),
    )


def _ground(
    workspace: Workspace, as_of: date, today: date | None, found: tuple[Diagnostic, ...], around: str
) -> Ground:
    """What is the same for every file, as the cache has it."""
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in workspace.contents}
    before = f"{workspace.label}/" if workspace.label else ""
    asked = (f"{before}{path}" for path in (SETTINGS_FILE, *known_paths(workspace)))
    return Ground(
        as_of,
        today,
        workspace.label,
        tuple((path, digests.get(path, UNREAD)) for path in asked),
        known_paths(workspace),
        workspace.office.settings.known("name", Settings().name),
        workspace.is_sound,
        packed_diagnostics(found),
        around,
    )


def _is_screening(file: FileSurvey) -> bool:
    return f"/{SCREENINGS}" in f"/{file.path}"
