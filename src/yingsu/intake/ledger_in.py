"""An office's own ledger, read by a mapping, as rows of our form: from there on it is imported as a form is.

One row is one case, unless rows have one 案号, or one number of the ledger's own, or name one another: then they are
one case together. What cannot be read is an error with its cell, never a guess.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from yingsu.domain.form_book import CASE_TITLE
from yingsu.domain.form_sheets import PROCEEDINGS, SHEETS
from yingsu.domain.ledger_map import LedgerMap
from yingsu.intake.dockets import cases_by_docket
from yingsu.intake.heads import folded
from yingsu.intake.importing import Plan
from yingsu.intake.importing_rows import CellError, FilledForm, FilledRow
from yingsu.intake.ledger_entries import DEFENDANTS, DOCKET, OF_CASE, UNIT, LedgerEntry, RowReader
from yingsu.intake.ledger_rows import LedgerRow, LedgerRows, ledger_rows, ledger_sheet
from yingsu.intake.typed import nearest_unit
from yingsu.reading.workbook import Workbook, address
from yingsu.reading.workspace import Workspace


@dataclass(frozen=True)
class Ledger:
    """A ledger as it can be imported.

    Attributes:
        sheet: its name; what is wrong is told of its cells.
        form: its rows as those of a form.
        notes: what was passed over.
    """

    sheet: str
    form: FilledForm
    notes: tuple[CellError, ...]

    def told(self, plan: Plan) -> Plan:
        """What importing it does, with the places in the ledger instead of the form's."""
        plan.errors = [replace(each, sheet=self.sheet) for each in plan.errors]
        plan.errors.sort(key=lambda each: (int("".join(filter(str.isdigit, each.cell)) or 0), each.cell))
        plan.cleared = [replace(each, sheet=self.sheet) for each in plan.cleared]
        plan.updates = [
            replace(update, changes=tuple(replace(change, sheet=self.sheet) for change in update.changes))
            for update in plan.updates
        ]
        return plan


def ledger_of(book: Workbook, mapping: LedgerMap, workspace: Workspace, year: int) -> Ledger:
    """Read a ledger.

    Args:
        book: the workbook.
        mapping: which column is what.
        workspace: whose cases may have the 案号 already.
        year: for which words of vocabularies are looked up.

    Raises:
        UnfitLedgerError: the mapping does not fit the sheet.
    """
    sheet = ledger_sheet(book, mapping)
    found = ledger_rows(sheet, mapping)
    return _Reader(mapping, found, workspace, year).read()


class _Reader:
    """Puts the rows of each case together."""

    def __init__(self, mapping: LedgerMap, rows: LedgerRows, workspace: Workspace, year: int) -> None:
        self.mapping = mapping
        self.rows = rows
        self.office = workspace.office
        self.by_docket = cases_by_docket(workspace)
        self.reader = RowReader(mapping, rows, workspace.office, year)
        self.errors = self.reader.errors
        self.places = self.reader.places

    def read(self) -> Ledger:
        """Everything."""
        cases = [(row, self.reader.entries(row)) for row in self.rows.rows]
        filled: list[FilledRow] = []
        for label, group in self._united(cases).items():
            unclear = len(self.errors)
            rows = list(self._rows_of(label, group))
            # What could not be read whole is not judged: it would only be wrong once more.
            if len(self.errors) == unclear and not any(row.number in self.reader.unclear for row, _ in group):
                filled += rows
        order = {sheet.name: number for number, sheet in enumerate(SHEETS)}
        filled.sort(key=lambda row: order[row.sheet.name])
        form = FilledForm(tuple(filled), {}, {}, tuple(self.errors))
        notes = (*self.reader.told(), *self._strangers(cases))
        return Ledger(self.rows.sheet.name, form, notes)

    def _strangers(self, cases: Sequence[tuple[LedgerRow, list[LedgerEntry]]]) -> Iterator[CellError]:
        """Defendants that are no own units: most are only written in another way."""
        said = {
            value.text: value.cell
            for _, entries in reversed(cases)
            for entry in entries
            if entry.listed == DEFENDANTS and (value := entry.values.get(UNIT)) is not None
        }
        for name, cell in reversed(said.items()):
            if self.office.directory.find(name) is None:
                guess = nearest_unit(self.office, name)
                hint = f"是不是“{guess}”？是就在映射的“改写”里写明。" if guess else ""
                message = f"单位名录里没有“{name}”，{hint}名录之外的单位不计入任何数字"
                yield CellError(self.rows.sheet.name, cell, message)

    def _united(
        self, cases: Sequence[tuple[LedgerRow, list[LedgerEntry]]]
    ) -> dict[str, list[tuple[LedgerRow, list[LedgerEntry]]]]:
        """The rows of each case, by the case id where there is one, else by what the rows are called."""
        groups = _Groups(len(cases))
        marks: dict[tuple[str, str], int] = {}
        for n, (row, entries) in enumerate(cases):
            for mark in self._marks(row, entries):
                groups.join(marks.setdefault(mark, n), n)
        found: dict[str, list[tuple[LedgerRow, list[LedgerEntry]]]] = {}
        for members in groups.members():
            own = [cases[n] for n in members]
            ids = dict.fromkeys(
                self.by_docket[docket]
                for _, entries in own
                for docket in _dockets(entries)
                if docket in self.by_docket
            )
            if len(ids) > 1:
                row = own[0][0]
                names = "、".join(ids)
                message = f"这一行的案号分在几个案件里（{names}），不知道导入到哪一个。请分行写，或先合并案件"
                place = address(row.number, self.places[PROCEEDINGS.name][CASE_TITLE])
                self.errors.append(CellError(self.rows.sheet.name, place, message))
            else:
                found.setdefault(next(iter(ids), f"第{own[0][0].number}行"), []).extend(own)
        return found

    def _marks(self, row: LedgerRow, entries: Sequence[LedgerEntry]) -> Iterator[tuple[str, str]]:
        """By what a row is known to be of the same case as another."""
        for docket in _dockets(entries):
            yield "docket", docket
        for title in (self.mapping.case_column, self.mapping.related_column):
            cell = row.cells.get(title or "")
            if cell is not None:
                yield "number", folded(cell.text)

    def _rows_of(
        self, label: str, group: Sequence[tuple[LedgerRow, list[LedgerEntry]]]
    ) -> Iterator[FilledRow]:
        """The rows of our form that a case fills."""
        whole = group[0][1][0]
        kept: list[LedgerEntry] = []
        for _, entries in group:
            for entry in entries:
                if entry.listed == OF_CASE:
                    self._join(whole, entry)
                    continue
                same = next((each for each in kept if self._is_same(each, entry)), None)
                if same is None:
                    kept.append(entry)
                else:
                    self._join(same, entry)
        for entry in (whole, *kept):
            yield self._filled(label, entry)

    def _is_same(self, one: LedgerEntry, other: LedgerEntry) -> bool:
        """Whether two rows speak of one entry."""
        sheet, _ = one.listed
        if one.listed != other.listed or one.links != other.links or one.row is other.row:
            return False
        known = [column for column in sheet.columns if column.fields[0] in sheet.known_by]
        return all(one.text(column) == other.text(column) for column in known)

    def _join(self, one: LedgerEntry, other: LedgerEntry) -> None:
        """What two rows say of one entry; where they differ, a person has to look."""
        for column, value in other.values.items():
            known = one.values.setdefault(column, value)
            if known.text != value.text:
                self.errors.append(
                    CellError(
                        self.rows.sheet.name,
                        value.cell,
                        f"和第 {one.row.number} 行是同一个案件，“{column.title}”却不同：那里是“{known.text}”，这里是“{value.text}”",
                    )
                )

    def _filled(self, label: str, entry: LedgerEntry) -> FilledRow:
        sheet, fields = entry.listed
        return FilledRow(
            sheet, entry.row.number, label, None, entry.links, fields, entry.values, self.places[sheet.name]
        )


def _dockets(entries: Iterable[LedgerEntry]) -> Iterator[str]:
    for entry in entries:
        if entry.listed[0] is PROCEEDINGS and (docket := entry.text(DOCKET)):
            yield docket


class _Groups:
    """Numbers that belong together."""

    def __init__(self, count: int) -> None:
        self.above = list(range(count))

    def top(self, n: int) -> int:
        """The number that stands for the group of another."""
        while self.above[n] != n:
            self.above[n] = self.above[self.above[n]]
            n = self.above[n]
        return n

    def join(self, one: int, other: int) -> None:
        """Put two groups together."""
        one, other = sorted((self.top(one), self.top(other)))
        self.above[other] = one

    def members(self) -> Iterable[list[int]]:
        """The groups, in the order of their first members."""
        found: dict[int, list[int]] = {}
        for n in range(len(self.above)):
            found.setdefault(self.top(n), []).append(n)
        return found.values()
