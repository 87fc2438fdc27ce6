"""What one row of a ledger says: the entries of a case, each in its list, as rows of our form would say them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from yingsu.domain.docket_number import parse_docket_number
from yingsu.domain.form import FormColumn, FormSheet, NotThisValueError
from yingsu.domain.form_book import CASE_TITLE
from yingsu.domain.form_sheets import CASES, PARTIES, PROCEEDINGS, SHEETS
from yingsu.domain.ledger_map import CASE_NUMBER, DEFENDANT, FIRST, INSTANCE, TARGETS, LedgerColumn, LedgerMap
from yingsu.domain.office import Office
from yingsu.intake.importing_rows import CellError, Filled
from yingsu.intake.ledger_cells import CellReader, UnclearCellError, is_true_where
from yingsu.intake.ledger_rows import LedgerRow, LedgerRows, UnfitLedgerError
from yingsu.reading.workbook import address

DOCKET = TARGETS[CASE_NUMBER][2]
_INSTANCE = TARGETS[INSTANCE][2]

_OF_DEFENDANT = TARGETS[DEFENDANT]
UNIT = _OF_DEFENDANT[2]

Listed = tuple[FormSheet, tuple[str, ...]]
"""A list of a case: the sheet of our form that has it, and its fields."""

Said = Mapping[FormColumn, tuple[LedgerColumn, list[Filled]]]
"""What a row says of a list: by the column of our form the column of the ledger, and its values."""

OF_CASE: Listed = (CASES, ())
DEFENDANTS: Listed = _OF_DEFENDANT[:2]


@dataclass
class LedgerEntry:
    """One entry of a list of a case, as some row says it."""

    row: LedgerRow
    listed: Listed
    parent: "LedgerEntry | None"
    values: dict[FormColumn, Filled] = field(default_factory=dict)

    def text(self, column: FormColumn) -> str:
        """What it says in a column; empty where it says nothing."""
        found = self.values.get(column)
        return found.text if found is not None else ""

    @property
    def links(self) -> tuple[str, ...]:
        """By what our form would say which entries it is in."""
        found: list[str] = []
        above = self.parent
        while above is not None and above.listed[0].lists:
            columns = {column.fields[0]: column for column in above.listed[0].columns}
            texts = (above.text(columns[name]) for name in above.listed[0].linked_by)
            found.insert(0, next((text for text in texts if text), ""))
            above = above.parent
        return tuple(found)


class RowReader:
    """Reads rows one by one, and keeps what is wrong in them.

    Args:
        mapping: which column is what.
        rows: of the ledger.
        office: units and vocabularies.
        year: for which words of vocabularies are looked up.

    Raises:
        UnfitLedgerError: a value that holds for every case cannot stand where it is to.
    """

    def __init__(self, mapping: LedgerMap, rows: LedgerRows, office: Office, year: int) -> None:
        self.mapping = mapping
        self.rows = rows
        self.errors: list[CellError] = []
        self.notes = list(rows.notes)
        self.unclear: set[int] = set()
        self.undecided: list[tuple[str, int, Listed]] = []
        self.hung: dict[str, list[str]] = {}
        self.columns = [each for each in mapping.columns if each.target is not None]
        self.by_head = {each.head: each for each in mapping.columns}
        self.readers = {id(each): CellReader(each, office, year) for each in self.columns}
        self.places = self._places()
        self.fixed = {path: self._fixed(path, values) for path, values in mapping.fixed.items()}

    def _fixed(self, path: str, values: Sequence[str]) -> list[Filled]:
        """Values that hold for every case, as cells of the column of their list."""
        column = TARGETS[path][2]
        try:
            return [Filled(*column.read(value), "") for value in values]
        except NotThisValueError as error:
            raise UnfitLedgerError(f"“固定”里的“{path}”：{error}", self.mapping, "fixed") from None

    def _places(self) -> dict[str, dict[str, int]]:
        """For each sheet of our form the column of the ledger in which a title stands."""
        found: dict[str, dict[str, int]] = {}
        key_column = min(self.rows.places.values(), default=1)
        for sheet in SHEETS:
            found[sheet.name] = {CASE_TITLE: key_column}
        for each in self.columns:
            sheet, _, column = TARGETS[each.target or ""]
            found[sheet.name].setdefault(column.title, self.rows.places[each.head])
            found[sheet.name][CASE_TITLE] = (
                self.rows.places[each.head]
                if found[sheet.name][CASE_TITLE] == key_column
                else found[sheet.name][CASE_TITLE]
            )
        return found

    def _wrong(self, row: LedgerRow, head: str, message: str) -> None:
        place = address(row.number, self.rows.places[head])
        self.errors.append(CellError(self.rows.sheet.name, place, message))
        self.unclear.add(row.number)

    def entries(self, row: LedgerRow) -> list[LedgerEntry]:
        """The entries that a row says, those above before those below them."""
        said: dict[Listed, dict[FormColumn, tuple[LedgerColumn, list[Filled]]]] = {}
        for column in self.columns:
            values = self._values(row, column)
            if values:
                sheet, fields, target = TARGETS[column.target or ""]
                of_list = said.setdefault((sheet, fields), {})
                if target in of_list:
                    self._wrong(
                        row,
                        column.head,
                        f"“{column.target}”在这一行有两处：“{of_list[target][0].head}”列也填了。请在映射里写明取哪一列",
                    )
                else:
                    of_list[target] = column, values
        of_case = said.pop(OF_CASE, {})
        for column, values in of_case.values():
            if len(values) > 1:
                self._wrong(row, column.head, "这里只能有一个值，却有几个。请只写一个，或去掉映射里的“分隔”")
        whole = {target: values[0] for target, (_, values) in of_case.items()}
        found = [LedgerEntry(row, OF_CASE, None, whole)]
        for sheet in SHEETS:
            for listed in (each for each in _lists_of(sheet) if each in said or self._is_above(each, said)):
                parents = [each for each in found if each.listed[0] is sheet.parent]
                found += self._of_list(row, listed, said.get(listed, {}), parents)
        self._fix(found)
        self._tell_undecided(row)
        return found

    def _tell_undecided(self, row: LedgerRow) -> None:
        """Columns that say once what may be of any of several 案号 or hearings: told together."""
        for listed in dict.fromkeys(each[2] for each in self.undecided):
            heads = [head for head, _, of in self.undecided if of == listed]
            count = next(many for _, many, of in self.undecided if of == listed)
            titles = "、".join(f"“{head}”" for head in dict.fromkeys(heads))
            self._wrong(
                row, heads[0], f"这一行有 {count} {_whose(listed)}的。请{_way(listed)}分行写".format(titles)
            )
        self.undecided = []

    @staticmethod
    def _is_above(listed: Listed, said: Iterable[Listed]) -> bool:
        """Whether something is said of entries in those of a list."""
        return any(listed[0] in sheet.ancestors for sheet, _ in said)

    def _values(self, row: LedgerRow, column: LedgerColumn) -> list[Filled]:
        """What a row says in a column."""
        cell = row.cells.get(column.head)
        if cell is None:
            return []
        place = address(row.number, self.rows.places[column.head])
        try:
            if not is_true_where(column, row.cells, self.by_head):
                self.hung.setdefault(column.head, []).append(place)
                return []
            return self.readers[id(column)].values(cell)
        except UnclearCellError as error:
            message = f"“{column.head}”：{error}"
            if column.may_be_unclear:
                self.notes.append(CellError(self.rows.sheet.name, place, f"没有读懂，留空了。{message}"))
            else:
                self._wrong(row, column.head, message)
            return []

    def _of_list(
        self, row: LedgerRow, listed: Listed, said: Said, parents: Sequence[LedgerEntry]
    ) -> list[LedgerEntry]:
        """The entries of one list: as many as the column with most values has."""
        count = max((len(values) for _, values in said.values()), default=1)
        owners = list(parents) * (count if len(parents) == 1 else 1)
        if len(parents) > 1 and count == 1:
            owners = self._chosen(said, parents)
        if len(owners) != count:
            for column, _ in said.values() if owners else ():
                message = f"有 {count} 个值，而这一行有 {len(parents)} 个案号或开庭，对不上。请分行写"
                self._wrong(row, column.head, message)
            return []
        entries = [LedgerEntry(row, listed, owner) for owner in owners]
        for target, (column, values) in said.items():
            for entry, value in zip(*self._paired(row, column, entries, values), strict=True):
                entry.values[target] = value
        return entries

    def _paired(
        self, row: LedgerRow, column: LedgerColumn, entries: Sequence[LedgerEntry], values: Sequence[Filled]
    ) -> tuple[Sequence[LedgerEntry], Sequence[Filled]]:
        """Which of several entries each value of a column is of."""
        listed = entries[0].listed
        if len(values) == len(entries):
            return entries, values
        if len(values) == 1 and listed[0] is PARTIES:
            # What a ledger says of the plaintiffs, it says of each.
            return entries, [values[0]] * len(entries)
        is_single = len(values) == 1 and column.target != CASE_NUMBER
        if is_single and listed[0] is PROCEEDINGS and self.mapping.chosen_docket is not None:
            return [entries[0 if self.mapping.chosen_docket == FIRST else -1]], values
        if is_single:
            self.undecided.append((column.head, len(entries), listed))
        else:
            message = f"有 {len(values)} 个值，而同一行的其他列有 {len(entries)} 个，对不上。请分行写"
            self._wrong(row, column.head, message)
        return (), ()

    def _chosen(self, said: Said, parents: Sequence[LedgerEntry]) -> list[LedgerEntry]:
        """Of several entries the one in which something is that is said once; none where nobody can tell."""
        listed = parents[0].listed
        if listed[0] is PROCEEDINGS and self.mapping.chosen_docket is not None:
            return [parents[0 if self.mapping.chosen_docket == FIRST else -1]]
        self.undecided += [(column.head, len(parents), listed) for column, _ in said.values()]
        return []

    def _fix(self, entries: Sequence[LedgerEntry]) -> None:
        """What holds for every case, and what follows from a 案号, where the row does not say it itself."""
        instances: list[str] = []
        for entry in entries:
            docket = entry.values.get(DOCKET)
            if docket is not None and _INSTANCE not in entry.values:
                kind = parse_docket_number(docket.text).kind
                if len(kind.instances) == 1:
                    word = next(iter(kind.instances))
                    entry.values[_INSTANCE] = Filled(word, word, docket.cell)
            if docket is not None and (word := entry.text(_INSTANCE)) in instances:
                message = f"这一行有几个{word}案号，像系列案。请每个案号一行，重复写其他各列"
                self.errors.append(CellError(self.rows.sheet.name, docket.cell, message))
                self.unclear.add(entry.row.number)
            instances += [entry.text(_INSTANCE)] if docket is not None else []
        for path, values in self.fixed.items():
            sheet, fields, column = TARGETS[path]
            own = [entry for entry in entries if entry.listed == (sheet, fields)]
            for n, entry in enumerate(own):
                place = address(entry.row.number, self.places[sheet.name][CASE_TITLE])
                entry.values.setdefault(column, replace(values[min(n, len(values) - 1)], cell=place))

    def told(self) -> list[CellError]:
        """What was passed over in all rows: with it a person can see whether it should have been."""
        found = list(self.notes)
        for column in self.columns:
            places = list(dict.fromkeys(self.hung.get(column.head, ())))
            if places:
                titles = "、".join(f"“{title}”" for title in column.only_where)
                message = f"“{column.head}”有 {len(places)} 格没有导入，因为{titles}不是要导入的词"
                found.append(CellError(self.rows.sheet.name, places[0], message))
        return list(dict.fromkeys(found))


def _whose(listed: Listed) -> str:
    """What nobody can tell, with a place for the titles."""
    what = "个案号" if listed[0] is PROCEEDINGS else "次开庭" if listed[0].linked_by else "项"
    return f"{what}，{{}}只写了一个，不知道是哪一{what[0]}"


def _way(listed: Listed) -> str:
    return f"在映射里写“几个案号时: {FIRST}”，或" if listed[0] is PROCEEDINGS else ""


def _lists_of(sheet: FormSheet) -> Iterator[Listed]:
    for fields in sheet.lists:
        yield sheet, fields
