"""The survey of a workspace: each file is read once, and what check, list and report need of it is kept.

Everything across cases works on what is kept of each, never on whole cases.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from yingsu.diagnostic import Diagnostic
from yingsu.domain.office import Office
from yingsu.domain.settings import Settings
from yingsu.glance import Sighting
from yingsu.inspection.memory import TextOf, Wish, look_at, look_at_all
from yingsu.inspection.standpoint import Standpoint
from yingsu.inspection.surveyed import FileSurvey
from yingsu.places import risk_codes_taken, units_listed_twice
from yingsu.reading.tree import SETTINGS_FILE
from yingsu.reading.workspace import Workspace, known_paths, open_workspace, tree_of
from yingsu.recall import UNREAD, Ground
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


def renew(sighting: Sighting, text_of: TextOf) -> bool:
    """Look at the few files that the cache does not know, and let it know.

    Returns:
        Whether it knows everything now; not where settings have changed meanwhile, links lead to a file, or the cache
        is in use.

    Raises:
        RuleCrashError: a rule failed; our fault.
    """
    workspace = open_workspace(sighting.root)
    known, found = sighting.ground, sighting.found
    ground = _ground(workspace, known.as_of, known.today, _of_settings(workspace), "")
    if ground.name != known.name:
        return False
    standpoint = Standpoint(workspace.root, workspace.office, known.as_of, known.today, workspace.is_sound)
    looks = [
        look_at(standpoint, entry, Wish(is_kept=False, text_of=text_of), is_packed=True)
        for entry in found.misses
    ]
    seen = [look.seen for look in looks if look.seen is not None]
    defects = {code: body for look in looks for code, body in look.defects.items()}
    is_kept = sighting.store.keep(ground.name, ground.packed(), seen, defects, found.gone) is not None
    if not is_kept or len(seen) < len(looks):
        return False
    found.hits.update((each.path, each.known) for each in seen)
    found.misses.clear()
    found.gone.clear()
    return True


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
