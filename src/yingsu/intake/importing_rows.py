"""The rows of a form that came back: which entry each belongs to by its own words, and what its cells say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from yingsu.domain.form import EXAMPLE, FormColumn, FormSheet, Kind, NotThisValueError, one_line
from yingsu.domain.form_book import (
    BASE_MARK,
    BASE_SHEET,
    CASE_TITLE,
    DELETE,
    LOCATOR_TITLE,
    MUST_MARK,
    README_SHEET,
    head_of,
    located,
)
from yingsu.domain.form_sheets import SHEETS
from yingsu.domain.node import Path
from yingsu.domain.scalars import nearest, shorten
from yingsu.reading.decoding import has_bad_character
from yingsu.reading.workbook import Sheet, SheetCell, Workbook, address

MOST_ROWS_ABOVE: Final = 10
"""Rows that may stand above the head."""


class NoFormError(Exception):
    """A workbook that is no form of ours; the message says so in Chinese."""


@dataclass(frozen=True, slots=True, order=True)
class CellError:
    """What is wrong in a cell, and what to type.

    Attributes:
        sheet: the name of the sheet.
        cell: such as C7.
        message: Chinese.
    """

    sheet: str
    cell: str
    message: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that says something.

    Attributes:
        text: in the one form in which texts are compared.
        value: as it stands in a case file: a text, or texts. `None`: what is there is to go.
        cell: such as C7.
    """

    text: str
    value: str | list[str] | None
    cell: str


@dataclass(frozen=True)
class FilledRow:
    """A row that is no example.

    Attributes:
        number: from 1.
        case: as written in the column of the case.
        path: of the entry in the file when the form was made; `None` for a row that was added.
        links: as written, which entries above it is in.
        fields: the list it is in; empty for a case.
        cells: what is filled in, by column.
        places: the column each title has, for cells that are empty.
    """

    sheet: FormSheet
    number: int
    case: str
    path: Path | None
    links: tuple[str, ...]
    fields: tuple[str, ...]
    cells: dict[FormColumn, Filled]
    places: dict[str, int] = field(repr=False)

    def at(self, title: str) -> str:
        """The address of the cell in a column."""
        return address(self.number, self.places.get(title, self.places[CASE_TITLE]))

    def error(self, title: str, message: str) -> CellError:
        """What is wrong in one of its cells."""
        return CellError(self.sheet.name, self.at(title), message)

    def text(self, column: FormColumn) -> str:
        """What a cell says; empty where it says nothing."""
        found = self.cells.get(column)
        return found.text if found is not None else ""


@dataclass(frozen=True)
class FilledForm:
    """A form that came back.

    Attributes:
        rows: sheet by sheet, in their order.
        base: what each cell said when the form was made, by path and title, for each case.
        digests: of each case the SHA-256 that its file then had.
        errors: what could not be read.
    """

    rows: tuple[FilledRow, ...]
    base: dict[str, dict[tuple[Path, str], str]]
    digests: dict[str, str]
    errors: tuple[CellError, ...]


def filled_form(book: Workbook) -> FilledForm:
    """Read the sheets of a form.

    Raises:
        NoFormError: the workbook is none.
    """
    hidden = book.sheet(BASE_SHEET)
    mark = hidden.cell(1, 1) if hidden is not None else None
    if hidden is None or mark is None or mark.text != BASE_MARK:
        raise NoFormError(
            "这不是 yingsu form 做出的填报表（里面没有底稿）。请在原来的填报表里填写，不要把内容复制到另一个文件里"
        )
    base, digests = _base(hidden)
    errors: list[CellError] = []
    rows: list[FilledRow] = []
    plans = {sheet.name: sheet for sheet in SHEETS}
    for sheet in book.sheets:
        if sheet.name in plans:
            found = _SheetRows(plans[sheet.name], sheet)
            rows += found.rows()
            errors += found.errors
        elif not sheet.is_hidden and sheet.name != README_SHEET and sheet.rows:
            errors.append(_unknown_sheet(sheet))
    order = {sheet.name: number for number, sheet in enumerate(SHEETS)}
    rows.sort(key=lambda row: order[row.sheet.name])
    return FilledForm(tuple(rows), base, digests, tuple(errors))


def _unknown_sheet(sheet: Sheet) -> CellError:
    row = min(sheet.rows)
    place = sheet.rows[row][min(sheet.rows[row])].address
    return CellError(
        sheet.name, place, "填报表里没有这张表，里面的内容不会导入。请填到原有的表里，再删去这张表"
    )


def _base(sheet: Sheet) -> tuple[dict[str, dict[tuple[Path, str], str]], dict[str, str]]:
    """What the cells said, and the digests."""
    said: dict[str, dict[tuple[Path, str], str]] = {}
    digests: dict[str, str] = {}
    for number, cells in sheet.rows.items():
        first, second, third = (cells[place].text if place in cells else "" for place in (1, 2, 3))
        found = located(first)
        if number > 1 and found is not None and second:
            said.setdefault(found[0], {})[found[1], second] = third
        elif number > 1 and not second:
            digests[first] = third
    return said, digests


class _SheetRows:
    """Reads the rows of one sheet, and keeps what is wrong in it."""

    def __init__(self, plan: FormSheet, sheet: Sheet) -> None:
        self.plan = plan
        self.sheet = sheet
        self.errors: list[CellError] = []
        self.columns = {column.title: column for column in plan.columns}
        self.head = self._head()
        self.places = self._places() if self.head else {}

    def rows(self) -> Iterator[FilledRow]:
        """Every row that is filled in."""
        needed = [title for title in head_of(self.plan) if title not in self.places]
        if needed:
            missing = "、".join(f"“{title}”" for title in needed)
            self._wrong("A1", f"表头里没有{missing}，不知道每一行属于哪个案件。请用原来的填报表，不要改表头")
            return
        for number in sorted(self.sheet.rows):
            cells = self.sheet.rows[number]
            if (
                number > self.head
                and not self._is_example(cells)
                and set(cells) - {self.places[LOCATOR_TITLE]}
            ):
                row = self._row(number, cells)
                if row is not None:
                    yield row

    def _wrong(self, place: str, message: str) -> None:
        self.errors.append(CellError(self.plan.name, place, message))

    def _head(self) -> int:
        """The row of the titles; 0 where there is none."""
        for number in sorted(self.sheet.rows)[:MOST_ROWS_ABOVE]:
            if any(_title(cell) == CASE_TITLE for cell in self.sheet.rows[number].values()):
                return number
        return 0

    def _places(self) -> dict[str, int]:
        """The column of each title."""
        found: dict[str, int] = {}
        known = (*head_of(self.plan), *self.columns)
        for place, cell in sorted(self.sheet.rows[self.head].items()):
            title = _title(cell)
            if title in found:
                self._wrong(cell.address, f"表头“{title}”有两列，请删去一列")
            elif title not in known:
                guess = nearest(title, known)
                hint = f"是不是“{guess}”？" if guess else ""
                self._wrong(
                    cell.address, f"不认识的表头“{shorten(title)}”。{hint}请改回原来的表头；自己加的列请删去"
                )
            found.setdefault(title, place)
        return found

    def _is_example(self, cells: dict[int, SheetCell]) -> bool:
        case = cells.get(self.places[CASE_TITLE])
        return case is not None and one_line(case.text) == EXAMPLE

    def _row(self, number: int, cells: dict[int, SheetCell]) -> FilledRow | None:
        """A row; `None` where it cannot be told whose it is."""
        titles = {place: title for title, place in self.places.items()}
        for place, cell in cells.items():
            if place not in titles:
                self._wrong(
                    cell.address,
                    f"“{shorten(cell.text)}”上面没有表头，不知道填的是什么。请删去，或填到有表头的列里",
                )
        known = len(self.errors)
        told = {title: self._told(cells.get(self.places[title])) for title in head_of(self.plan)}
        case = told[CASE_TITLE]
        if len(self.errors) > known:
            return None
        if not case:
            self._wrong(address(number, self.places[CASE_TITLE]), f"请写{CASE_TITLE}：这一行属于哪个案件")
            return None
        fields = self._list(number, told.get(self.plan.sorts, ""))
        if fields is None:
            return None
        links = tuple(told[above.link] for above in self.plan.ancestors)
        path = _path_in(told[LOCATOR_TITLE], case)
        own = self.plan.columns_of(fields)
        filled = {column: said for column in self.plan.columns if (said := self._cell(column, cells, own))}
        return FilledRow(self.plan, number, case, path, links, fields, filled, self.places)

    def _list(self, number: int, sort: str) -> tuple[str, ...] | None:
        """Which of the sheet's lists a row is in; `None` where it does not say so."""
        if not self.plan.sorts:
            return self.plan.lists[0] if self.plan.lists else ()
        if sort not in self.plan.list_names:
            place = address(number, self.places[self.plan.sorts])
            allowed = "、".join(self.plan.list_names)
            said = f"“{shorten(sort)}”不能写在这里，" if sort else ""
            self._wrong(place, f"{said}“{self.plan.sorts}”要从列表中选：{allowed}")
            return None
        return self.plan.list_names[sort]

    def _told(self, cell: SheetCell | None) -> str:
        """What a cell says that says where the row belongs."""
        if cell is None:
            return ""
        if cell.fault:
            self._wrong(cell.address, cell.fault)
        return one_line(cell.text)

    def _cell(
        self, column: FormColumn, cells: dict[int, SheetCell], own: tuple[FormColumn, ...]
    ) -> Filled | None:
        """A cell that says something; `None` where it says nothing, or nothing that can stand there."""
        cell = cells.get(self.places.get(column.title, 0))
        if cell is None or not (cell.text.strip() or cell.fault):
            return None
        why = cell.fault
        if not why and column not in own:
            why = f"这一行不用填“{column.title}”，请清空这一格"
        if not why and has_bad_character(cell.text.replace("\xa0", " ").replace("\u2028", " ")):
            why = "这里有看不见的特殊字符，请不要粘贴，直接输入"
        if not why:
            try:
                return self._read(column, cell)
            except NotThisValueError as error:
                why = str(error)
        self._wrong(cell.address, why)
        return None

    @staticmethod
    def _read(column: FormColumn, cell: SheetCell) -> Filled:
        """A cell as its column understands it.

        Raises:
            NotThisValueError: it does not.
        """
        if one_line(cell.text).replace("(", "（").replace(")", "）") == DELETE:
            return Filled(DELETE, None, cell.address)
        is_day = column.kind is Kind.DAY and cell.day is not None
        text, value = column.read(cell.day.isoformat() if is_day and cell.day else cell.text)
        return Filled(text, value, cell.address)


def _title(cell: SheetCell) -> str:
    return one_line(cell.text).removesuffix(MUST_MARK).strip()


def _path_in(locator: str, case: str) -> Path | None:
    """The path that a hidden cell names; `None` where it names one in another case: then the row was copied."""
    found = located(locator)
    return found[1] if found is not None and found[0] == case else None
