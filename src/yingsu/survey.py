"""The survey of a workspace: each file is read once, and what check, list and report need of it is kept.

One case at a time: bytes, data with places, a typed case, its view on the as-of day; then findings and items, and
the case itself is dropped. So memory grows by the facts only, and everything across cases works on facts.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from yingsu.diagnostic import Diagnostic
from yingsu.domain.case import Case
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.deadline_record import (
    DeadlineRecord,
    LineOf,
    Origin,
    case_origin,
    case_records,
    people_responsible,
    records,
)
from yingsu.domain.deadlines import letter_deadlines, screening_deadlines
from yingsu.domain.facts.headline import Headline, headline
from yingsu.domain.office import Office
from yingsu.domain.records import Event, Screening, UnitLetter
from yingsu.domain.settings import Settings
from yingsu.domain.view import View
from yingsu.metrics.appearance import ThirdPartyRecord, third_party_records
from yingsu.metrics.balance import ProceedingRecord, proceeding_records
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.contact import (
    ContactRecord,
    EventRecord,
    LetterRecord,
    contact_records,
    event_record,
    letter_records,
    unit_letter_record,
)
from yingsu.metrics.core import Item
from yingsu.metrics.learning import letter_items
from yingsu.metrics.performance import ObligationRecord, obligation_records
from yingsu.metrics.risk import CaseRisk, ScreeningRecord, case_risk, screening_record
from yingsu.places import case_links, docket_uses, risk_codes_taken, told, units_listed_twice
from yingsu.reading.named_files import missing_files
from yingsu.reading.validation import AnyNode, Reading, read_list, read_record
from yingsu.reading.workspace import (
    Entry,
    FileKind,
    Unreadable,
    Workspace,
    read_case,
    read_entry,
    tree,
)
from yingsu.rules.core import DocketUse, findings
from yingsu.rules.gap_kinds import Gap, GapRecord
from yingsu.rules.gaps import gaps, missed
from yingsu.rules.records import letter_findings, screening_findings
from yingsu.rules.registry import DEFECTS, RULES
from yingsu.rules.waivers import Found, apply_waivers
from yingsu.rules.workspace import (
    CaseLink,
    dockets_used_twice,
    unknown_cases,
)

SCREENINGS = "cases/screenings/"
"""Where screenings stand."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is kept of a case that could be read as one.

    Attributes:
        items: what each figure counts of it, by the figure's key.
    """

    headline: Headline
    items: Mapping[str, tuple[Item, ...]]
    proceedings: tuple[ProceedingRecord, ...]
    obligations: tuple[ObligationRecord, ...]
    third_parties: tuple[ThirdPartyRecord, ...]
    risk: CaseRisk
    contacts: tuple[ContactRecord, ...]
    letters: tuple[LetterRecord, ...]


@dataclass(frozen=True, slots=True)
class FileSurvey:
    """What is kept of one file.

    Attributes:
        path: relative to the workspace.
        case: the case id, for a case.
        digest: SHA-256 of its bytes; empty where it could not be read.
        diagnostics: what is wrong in it, without the rules across files.
        waived: how many findings the case's waivers took away.
        facts: `None` for a file that is no case or could not be read as one.
        deadlines: its due days that somebody may still ask for.
        gaps: what is missing in it.
        letter_items: what the figure of letters counts of a file of letters that belong to no case.
        dockets: the 案号 of a case, for the rule across cases; also of one that could not be read whole.
        links: the case that a screening names.
        screening: the 风险排查 in it.
        events: what was held, of a file of events.
        letters: the letters of a file of letters that belong to no case.
    """

    path: str
    case: str | None
    digest: str
    diagnostics: tuple[Diagnostic, ...]
    waived: int = 0
    facts: CaseFacts | None = None
    deadlines: tuple[DeadlineRecord, ...] = ()
    gaps: tuple[GapRecord, ...] = ()
    letter_items: tuple[Item, ...] = ()
    dockets: tuple[DocketUse, ...] = ()
    links: tuple[CaseLink, ...] = ()
    screening: ScreeningRecord | None = None
    events: tuple[EventRecord, ...] = ()
    letters: tuple[LetterRecord, ...] = ()


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
    def cases(self) -> tuple[CaseFacts, ...]:
        """The cases that could be read."""
        return tuple(file.facts for file in self.files if file.facts is not None)

    @property
    def unread_cases(self) -> tuple[str, ...]:
        """The ids of cases whose files could not be read as cases."""
        return tuple(file.case for file in self.files if file.case is not None and file.facts is None)

    @property
    def screenings(self) -> tuple[ScreeningRecord, ...]:
        """The screenings that could be read."""
        return tuple(file.screening for file in self.files if file.screening is not None)

    @property
    def unread_screenings(self) -> tuple[str, ...]:
        """The paths of screenings that could not be read."""
        return tuple(
            file.path
            for file in self.files
            if f"/{SCREENINGS}" in f"/{file.path}"
            if file.screening is None and any(found.is_error for found in file.diagnostics)
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


def survey(workspace: Workspace, as_of: date, today: date | None = None) -> Survey:
    """Look at every file of a workspace.

    Args:
        workspace: settings and units read, the cases not yet.
        as_of: the day; later facts do not exist.
        today: the present day where that is another: a fact beyond it is a slip.

    Raises:
        RuleCrashError: a rule failed; our fault.
    """
    found = tree(workspace)
    standpoint = Standpoint(workspace.root, workspace.office, as_of, today, workspace.is_sound)
    files = tuple(survey_file(standpoint, entry) for entry in found.entries)
    uses = (use for file in files for use in file.dockets)
    links = (link for file in files for link in file.links)
    diagnostics = [
        *workspace.diagnostics,
        *units_listed_twice(workspace.units),
        *risk_codes_taken(workspace.risk_points),
        *found.diagnostics,
        *(diagnostic for file in files for diagnostic in file.diagnostics),
        *dockets_used_twice(uses),
        *unknown_cases(links, (file.case for file in files if file.case is not None)),
    ]
    return Survey(
        workspace.office.settings.known("name", Settings().name),
        workspace.root,
        workspace.office,
        as_of,
        files,
        tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.order)),
        sum(file.waived for file in files),
        tuple((path, hashlib.sha256(content).hexdigest()) for path, content in workspace.contents),
        workspace.label,
    )


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What is the same for every file of a survey.

    Attributes:
        is_sound: whether settings and units could be read whole: else rules speak, and nothing is counted.
    """

    root: Path
    office: Office
    as_of: date
    today: date | None
    is_sound: bool = True


def survey_file(standpoint: Standpoint, entry: Entry) -> FileSurvey:
    """Look at one file in a known place."""
    try:
        if entry.kind is FileKind.CASE:
            return _survey_case(standpoint, entry, *read_case(standpoint.root, entry))
        content = read_entry(standpoint.root, entry)
    except Unreadable as error:
        diagnostic = error.diagnostic
        return FileSurvey(entry.path, entry.case, "", (diagnostic,))
    if entry.kind is FileKind.SCREENING:
        return _survey_screening(standpoint, entry, content, read_record(content, Screening, entry.path))
    if entry.kind is FileKind.LETTERS:
        return _survey_letters(standpoint, content, read_list(content, UnitLetter, entry.path))
    return _survey_events(standpoint, content, read_list(content, Event, entry.path))


def _survey_events(standpoint: Standpoint, content: bytes, reading: Reading[Event]) -> FileSurvey:
    made = FileSurvey(reading.path, None, _digest(content), tuple(reading.diagnostics()))
    if not standpoint.is_sound:
        return made
    found = (event_record(standpoint.office, each, standpoint.as_of, reading.path) for each in reading.nodes)
    return replace(made, events=tuple(event for event in found if event is not None))


def _survey_screening(
    standpoint: Standpoint, entry: Entry, content: bytes, reading: Reading[Screening]
) -> FileSurvey:
    found: tuple[Deadline, ...] = ()
    origin = Origin("", "", reading.path)
    if reading.node is not None and standpoint.is_sound:
        found = screening_deadlines(standpoint.office, reading.node, standpoint.as_of)
        people = people_responsible(reading.node.responsible)
        origin = Origin("", f"风险排查：{reading.node.act}", reading.path, people)
    made = _with_deadlines(content, reading, found, origin)
    if reading.legible is not None:
        wrong = screening_findings(standpoint.office, reading.legible, standpoint.as_of)
        made = _with_findings(standpoint, reading, made, wrong)
        made = replace(made, links=tuple(case_links(reading, entry.linked(reading.legible))))
    if reading.node is None or not standpoint.is_sound:
        return made
    screening = entry.linked(reading.node)
    record = screening_record(standpoint.office, screening, standpoint.as_of, reading.path)
    return replace(made, screening=record)


def _survey_letters(standpoint: Standpoint, content: bytes, reading: Reading[UnitLetter]) -> FileSurvey:
    nodes = reading.nodes if standpoint.is_sound else ()
    found = tuple(
        deadline
        for letter in nodes
        for deadline in letter_deadlines(standpoint.office, letter, standpoint.as_of)
    )
    items = tuple(
        item
        for letter in nodes
        for item in letter_items(standpoint.office, letter, standpoint.as_of, reading.path)
    )
    made = _with_deadlines(content, reading, found, Origin("", "来函（不属于案件）", reading.path))
    for letter in reading.legibles:
        wrong = letter_findings(standpoint.office, letter, standpoint.as_of)
        made = _with_findings(standpoint, reading, made, wrong)
    kept = (unit_letter_record(standpoint.office, letter, standpoint.as_of, reading.path) for letter in nodes)
    return replace(made, letter_items=items, letters=tuple(each for each in kept if each is not None))


def _with_deadlines(
    content: bytes, reading: Reading[AnyNode], found: tuple[Deadline, ...], origin: Origin
) -> FileSurvey:
    """A file that is no case, with its due days."""
    kept = tuple(records(found, origin, _lines_of(reading), is_whole=False))
    absent = tuple(_gap_record(reading, gap) for gap in missed(found))
    diagnostics = tuple(reading.diagnostics())
    return FileSurvey(reading.path, None, _digest(content), diagnostics, deadlines=kept, gaps=absent)


def _with_findings(
    standpoint: Standpoint, reading: Reading[AnyNode], made: FileSurvey, found: Iterable[Found]
) -> FileSurvey:
    """The same with what rules find in it."""
    is_whole = standpoint.is_sound and (reading.node is not None or bool(reading.nodes))
    return replace(made, diagnostics=(*made.diagnostics, *told(reading, found, is_whole=is_whole)))


def _lines_of(reading: Reading[AnyNode]) -> LineOf:
    return lambda path: reading.source.span(path).line


def _gap_record(reading: Reading[AnyNode], gap: Gap) -> GapRecord:
    path = gap.node.path if gap.field is None else (*gap.node.path, gap.node.key_of(gap.field))
    basis = gap.cited or gap.kind.cited
    line = reading.source.span(path).line
    return GapRecord(
        gap.kind.key, reading.case or "", gap.units, reading.path, line, gap.what, basis, gap.since
    )


def _survey_case(standpoint: Standpoint, entry: Entry, content: bytes, reading: Reading[Case]) -> FileSurvey:
    diagnostics = reading.diagnostics()
    if reading.legible is None or reading.case is None:
        return FileSurvey(reading.path, reading.case, _digest(content), tuple(diagnostics))
    diagnostics += missing_files(standpoint.root, entry, reading, reading.legible)
    view = View(reading.case, reading.legible, standpoint.office, standpoint.as_of, standpoint.today)
    waived = apply_waivers(view, tuple(findings(RULES, view)), DEFECTS)
    is_whole = reading.node is not None and standpoint.is_sound
    diagnostics += told(reading, waived.kept, is_whole=is_whole)
    bare = FileSurvey(
        reading.path,
        reading.case,
        _digest(content),
        tuple(diagnostics),
        waived.count,
        dockets=tuple(docket_uses(reading, view)),
    )
    return _with_facts(reading, view, bare) if is_whole else bare


def _with_facts(reading: Reading[Case], view: View, bare: FileSurvey) -> FileSurvey:
    """What figures, lists and agenda need of a case that could be read whole."""
    facts = CaseFacts(
        headline(view),
        {key: tuple(metric.items(view)) for key, metric in METRICS.items()},
        tuple(proceeding_records(view)),
        tuple(obligation_records(view)),
        tuple(third_party_records(view)),
        case_risk(view),
        tuple(contact_records(view)),
        tuple(letter_records(view)),
    )
    kept = case_records(view, case_origin(view, reading.path), _lines_of(reading), is_whole=False)
    absent = tuple(_gap_record(reading, gap) for gap in gaps(view))
    return replace(bare, facts=facts, deadlines=tuple(kept), gaps=absent)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
