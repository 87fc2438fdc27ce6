"""A form that came back, into the case files: what would change, what is wrong, and nothing written unless all is right."""

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yingsu.domain.case import Case
from yingsu.domain.docket_number import DocketNumberError, parse_docket_number
from yingsu.domain.form_book import CASE_TITLE
from yingsu.domain.form_sheets import CASES as CASE_SHEET
from yingsu.domain.node import Path
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.terms import DefendantStatus
from yingsu.intake.amending import UnusualLayoutError, edited
from yingsu.intake.case_id import directory_name, free_names
from yingsu.intake.creating import text_of_data
from yingsu.intake.dockets import cases_by_docket, written_key
from yingsu.intake.importing_changes import CaseChanges, Change, changes_of
from yingsu.intake.importing_data import data_of, places_below
from yingsu.intake.importing_entries import Resolver
from yingsu.intake.importing_judging import errors_in, first_problems
from yingsu.intake.importing_rows import CellError, FilledForm, FilledRow
from yingsu.intake.modeline import case_modeline
from yingsu.reading.files import Unreadable, read_bytes
from yingsu.reading.tree import CASE_FILE, CASES, Entry
from yingsu.reading.validation import Reading, read_record
from yingsu.reading.workspace import Workspace, tree_of

_PARTIES = ("plaintiffs", "enforcement_respondents")


@dataclass(frozen=True, slots=True)
class Creation:
    """A case that is to be made.

    Attributes:
        label: what the form calls it.
        case: the id it gets.
        name: of the case.
        text: its file.
    """

    label: str
    case: str
    name: str
    text: str

    @property
    def path(self) -> str:
        """Of its file, relative to the workspace."""
        return f"{CASES}/{self.case}/{CASE_FILE}"


@dataclass(frozen=True, slots=True)
class Update:
    """A case that is to be changed.

    Attributes:
        path: of its file, relative to the workspace.
        before: the file as it is.
        after: the file as it will be.
    """

    case: str
    name: str
    path: str
    before: bytes
    after: bytes
    changes: tuple[Change, ...]


@dataclass
class Plan:
    """What an import does.

    Attributes:
        unchanged: how many cases of the form are as the form says.
        known: what the form calls a new case that has been made before, and the id it has.
        errors: why nothing is done.
        cleared: cells that were emptied, of which nothing comes.
    """

    creations: list[Creation] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    unchanged: int = 0
    known: list[tuple[str, str]] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    cleared: list[CellError] = field(default_factory=list)


def plan_of(workspace: Workspace, form: FilledForm, as_of: date) -> Plan:
    """What a form changes in a workspace. Nothing is written.

    Args:
        workspace: the workspace.
        form: as it came back.
        as_of: the day of a case of which no day is known.
    """
    return _Planner(workspace, form, as_of).run()


class _Planner:
    """Plans case by case."""

    def __init__(self, workspace: Workspace, form: FilledForm, as_of: date) -> None:
        self.workspace = workspace
        self.form = form
        self.as_of = as_of
        self.plan = Plan(errors=list(form.errors))
        self.files = {entry.case: entry for entry in tree_of(workspace).entries if entry.case is not None}
        self.dockets = cases_by_docket(workspace)
        self.claimed: dict[str, str] = {}
        self.names: dict[str, list[str]] = {}

    def run(self) -> Plan:
        """Everything."""
        by_case: dict[str, list[FilledRow]] = {}
        for row in self.form.rows:
            by_case.setdefault(row.case, []).append(row)
        for case, rows in by_case.items():
            if case in self.files:
                self.change(self.files[case], case, rows)
            else:
                self.make(case, rows)
        wrong = {(error.sheet, error.cell) for error in self.plan.errors}
        self.plan.cleared = [each for each in self.plan.cleared if (each.sheet, each.cell) not in wrong]
        self.plan.errors.sort(key=self._order)
        return self.plan

    def _order(self, error: CellError) -> tuple[int, int, str]:
        order = {row.sheet.name: number for number, row in enumerate(self.form.rows)}
        digits = "".join(sign for sign in error.cell if sign.isdecimal())
        return order.get(error.sheet, 0), int(digits or 0), error.cell

    def change(self, entry: Entry, case: str, rows: list[FilledRow]) -> None:
        """A case that is there."""
        place = rows[0]
        try:
            content = read_bytes(self.workspace.root, entry.path)
        except Unreadable as error:
            self.wrong(place, f"案件文件 {entry.path} 读不出来：{error}")
            return
        reading = read_record(content, Case, entry.path, case)
        if reading.node is None or not isinstance(reading.source.data, dict):
            why = "；".join(first_problems(reading))
            self.wrong(place, f"案件文件 {entry.path} 有错误，没有改动：{why}。请先用 yingsu check 改正")
            return
        base = self.form.base.get(case, {})
        resolver = Resolver(reading.node, base)
        resolver.resolve(rows)
        found = changes_of(reading.source.data, resolver.entries, base)
        errors = [*resolver.errors, *found.errors]
        self.plan.errors += errors
        self.plan.cleared += found.cleared
        if found.edits and not errors:
            self.update(content, reading, found, place)
        elif not errors:
            self.plan.unchanged += 1

    def update(self, content: bytes, reading: Reading[Case], found: CaseChanges, place: FilledRow) -> None:
        """The file as it will be, unless something is against it."""
        case, node = reading.case or "", reading.node
        try:
            after = edited(content, Case, found.edits, reading.path)
        except UnusualLayoutError as error:
            self.wrong(place, f"{error}，没有改动。请自己在案件文件里改：{error.key}: {error.entry}")
            return
        new = read_record(after, Case, reading.path, case)
        self.judge(case, reading, new, found.places, place)
        name = node.name if node is not None else ""
        self.plan.updates.append(Update(case, name, reading.path, content, after, tuple(found.changes)))

    def wrong(self, row: FilledRow, message: str) -> None:
        """Note what is wrong with the case that a row is of."""
        self.plan.errors.append(row.error(CASE_TITLE, message))

    def make(self, label: str, rows: list[FilledRow]) -> None:
        """A case that is not there yet."""
        first = rows[0]
        if label in self.form.digests:
            self.plan.errors.append(first.error(CASE_TITLE, f"台账里已经没有案件 {label}，请核对"))
            return
        if first.sheet is not CASE_SHEET:
            message = (
                f"没有编号是“{label}”的案件。已有的案件请照抄编号；新案件请在“{CASE_SHEET.name}”表里加一行"
            )
            self.plan.errors += [row.error(CASE_TITLE, message) for row in rows]
            return
        resolver = Resolver(None, {})
        resolver.resolve(rows)
        errors = list(resolver.errors)
        data = data_of(resolver.root, resolver.entries, errors)
        data = {written_key(Case, "format"): "1", **data}
        self.plan.errors += errors
        places = places_below(resolver.root, (), resolver.entries)
        if errors or self.form_has_errors(rows) or self.is_there(label, data, places, first):
            return
        self.create(label, data, places, first)

    def form_has_errors(self, rows: Iterable[FilledRow]) -> bool:
        """Whether a cell of the rows could not be read: then what they say is not whole."""
        wrong = {(error.sheet, error.cell) for error in self.form.errors}
        return any(
            (row.sheet.name, row.at(column.title)) in wrong for row in rows for column in row.sheet.columns
        )

    def is_there(
        self, label: str, data: dict[str, Any], places: Mapping[Path, CellError], first: FilledRow
    ) -> bool:
        """Whether the case has been made before: then it is as the form says, or the form is wrong.

        One without a 案号 is known again by its parties and all else that the form says.
        """
        dockets = list(_dockets_of(data))
        holders = [self.dockets[docket] for _, docket in dockets if docket in self.dockets]
        has_parties = any(written_key(Case, field) in data for field in _PARTIES)
        for case in holders or (self.files if has_parties and not dockets else ()):
            if _contains(self._data_of_file(case), data):
                self.plan.unchanged += 1
                self.plan.known.append((label, case))
                return True
        for path, docket in dockets:
            if docket in self.dockets:
                other = self.dockets[docket]
                message = (
                    f"案号 {docket} 已经在案件 {other} 里。要改那个案件，请把“{CASE_TITLE}”改成 {other}；"
                    "不是同一个案件的，请核对案号"
                )
                place = places.get(path) or first.error(CASE_TITLE, "")
                self.plan.errors.append(CellError(place.sheet, place.cell, message))
        return bool(holders)

    def _data_of_file(self, case: str) -> Any:
        try:
            content = read_bytes(self.workspace.root, self.files[case].path)
        except Unreadable:
            return None
        return read_record(content, Case, self.files[case].path, case).source.data

    def create(
        self, label: str, data: dict[str, Any], places: Mapping[Path, CellError], first: FilledRow
    ) -> None:
        """Give a new case its text and its id."""
        # Every cell has been read by its column and no must is missing: what is not a case here is our fault.
        node = Case.model_validate(data)
        text = case_modeline(self.workspace.root) + text_of_data(data, node, self.as_of, "import")
        case = self.new_id(node)
        new = read_record(text.encode(), Case, f"{CASES}/{case}/{CASE_FILE}", case)
        self.judge(case, None, new, places, first)
        self.plan.creations.append(Creation(label, case, node.name, text))

    def new_id(self, node: Case) -> str:
        """The id of a new case, which no other has or gets."""
        notified = next((each.notified_on for each in node.proceedings if each.notified_on), None)
        filed = next((each.filed_on for each in node.proceedings if each.filed_on), None)
        day = notified or filed or self.as_of
        acting = [each.unit for each in node.defendants if each.status is DefendantStatus.ACTING]
        sued = [*acting, *(each.unit for each in node.defendants)]
        units = [*sued, *(each.unit for each in node.enforcement_applicants)]
        parties = [each.name for each in (*node.plaintiffs, *node.enforcement_respondents)]
        year = f"{day.year:04d}"
        directory = self.workspace.root / CASES / year
        if year not in self.names:
            self.names[year] = [each.name for each in directory.iterdir()] if directory.is_dir() else []
        name = next(
            free_names(directory_name(day, (units or [""])[0], (parties or [""])[0]), self.names[year])
        )
        self.names[year].append(name)
        return posixpath.join(year, name)

    def judge(
        self,
        case: str,
        before: Reading[Case] | None,
        after: Reading[Case],
        places: Mapping[Path, CellError],
        first: FilledRow,
    ) -> None:
        """What the reader, the rules and the other cases have against a file as it will be."""
        for path, message in errors_in(self.workspace.office, self.as_of, case, before, after):
            place = _nearest(places, path) or first.error(CASE_TITLE, "")
            self.plan.errors.append(CellError(place.sheet, place.cell, message))
        known = {docket for _, docket in _dockets_of(before.source.data if before is not None else {})}
        for path, docket in _dockets_of(after.source.data):
            other = self.dockets.get(docket) or self.claimed.get(docket)
            if docket not in known and other not in {None, case}:
                place = _nearest(places, path) or first.error(CASE_TITLE, "")
                message = f"案号 {docket} 已经在案件 {other} 里，请核对"
                self.plan.errors.append(CellError(place.sheet, place.cell, message))
            self.claimed.setdefault(docket, case)


def _dockets_of(data: Any) -> Iterator[tuple[Path, str]]:
    """Every 案号 of a case that is one, in its canonical form, with its path."""
    listed = written_key(Case, "proceedings")
    key = written_key(Proceeding, "case_number")
    for position, each in enumerate(data.get(listed, ()) if isinstance(data, dict) else ()):
        try:
            yield (listed, position, key), parse_docket_number(each[key]).canonical
        except (KeyError, TypeError, DocketNumberError):
            continue


def _contains(whole: Any, part: Any) -> bool:
    """Whether plain data say all that others say."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and _contains(whole[key], below) for key, below in part.items()
        )
    if isinstance(part, list):
        entries = whole if isinstance(whole, list) else [whole]
        return all(any(_contains(each, below) for each in entries) for below in part)
    return bool(whole == part)


def _nearest(places: Mapping[Path, CellError], path: Path) -> CellError | None:
    """The cell that said what stands at a path, or the row that it is in."""
    for length in range(len(path), -1, -1):
        if path[:length] in places:
            return places[path[:length]]
    return None


def digest_of(content: bytes) -> str:
    """What the form keeps of a file."""
    return hashlib.sha256(content).hexdigest()
