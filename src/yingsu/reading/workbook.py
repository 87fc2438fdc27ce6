"""A workbook into cells, whoever made it: Excel, WPS, LibreOffice, or some system's export.

Read from the XML itself, because what such files say of themselves is often wrong (the extent of a sheet), and because
it must be known of each cell whether a formula without a result stands in it. Macros and formulas are never run.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final
from xml.etree import ElementTree as ET

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from yingsu.domain.scalars import FIRST_YEAR, LAST_YEAR
from yingsu.reading.workbook_parts import Package, UnreadableWorkbookError

MOST_SHEETS: Final = 200
MOST_ROWS: Final = 200_000
"""Rows that a sheet may have, empty ones too: a sheet of the whole nation has fewer."""
MOST_CELLS: Final = 2_000_000
MOST_COLUMNS: Final = 2_000
LAST_COLUMN: Final = 16_384
"""Of Excel: what is empty may reach so far."""
MOST_CHARACTERS: Final = 100_000
"""In a cell: Excel itself allows 32767."""

_DEPTH_OF_ROWS: Final = 2
"""The worksheet and its rows are open where a row ends."""

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_NUMBER: Final = re.compile("[0-9]{1,9}")
_ERROR_VALUES: Final = {
    "#REF!": "引用的格子已经没有了",
    "#N/A": "没有查到值",
    "#DIV/0!": "除数是零",
    "#NAME?": "公式里的名称不认识",
    "#VALUE!": "公式里的内容类型不对",
    "#NUM!": "公式里的数不对",
    "#NULL!": "公式里的区域不对",
}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that holds something.

    Attributes:
        sheet: the name of its sheet.
        row: from 1.
        column: from 1.
        text: what it says, as text: a day as 2025-03-06, a time as 09:00, a number without needless zeros.
        day: the day that it means, where it is a day, or a number that may be one.
        is_number: whether it is a number that is not shown as a day.
        fault: Chinese; why it cannot be read, where it cannot: an error value, a formula without a result.
    """

    sheet: str
    row: int
    column: int
    text: str
    day: date | None = None
    is_number: bool = False
    fault: str = ""

    @property
    def address(self) -> str:
        """As people call it: C7."""
        return address(self.row, self.column)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook.

    Attributes:
        is_hidden: whether it is not shown.
        rows: by their number the cells that hold something, by the number of the column.
        merged: the first and last row and column of each area that is shown as one cell.
    """

    name: str
    is_hidden: bool
    rows: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def cell(self, row: int, column: int) -> SheetCell | None:
        """The cell that is there, if it holds something."""
        return self.rows.get(row, {}).get(column)

    def shown(self, row: int, column: int) -> SheetCell | None:
        """What is seen there: in a merged area that of its first cell."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right:
                return self.cell(top, left)
        return self.cell(row, column)


@dataclass(frozen=True)
class Workbook:
    """What a workbook holds, sheet by sheet in the order of the tabs."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of a name."""
        return next((each for each in self.sheets if each.name == name), None)


def address(row: int, column: int) -> str:
    """A place in a sheet as people call it: C7."""
    return f"{get_column_letter(column)}{row}"


def read_workbook(content: bytes) -> Workbook:
    """Read an .xlsx (or .xlsm) file.

    Raises:
        UnreadableWorkbookError: it is none, damaged, locked with a password, or beyond all reason.
    """
    package = Package(content)
    book = package.tree("xl/workbook.xml")
    relations = package.relations("xl/workbook.xml")
    properties = _child(book, "workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in {"1", "true", "on"}
    shared = _Shared(package, _day_styles(package), CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900)
    sheets = []
    for each in _inside(book, "sheets"):
        part = next((relations.get(value) for key, value in each.items() if key.endswith("}id")), None)
        if part is None or not package.has(part) or "/worksheets/" not in f"/{part}":
            continue  # a sheet of charts or of dialogues has no cells
        sheets.append(_SheetReader(shared, each.get("name", ""), each.get("state", "visible")).read(part))
        if len(sheets) > MOST_SHEETS:
            raise UnreadableWorkbookError(f"工作表超过 {MOST_SHEETS} 张，没有读取")
    if not sheets:
        raise UnreadableWorkbookError("文件里没有工作表")
    return Workbook(tuple(sheets))


class _Shared:
    """What all sheets of a workbook use."""

    def __init__(self, package: Package, day_styles: frozenset[int], epoch: datetime) -> None:
        self.package = package
        self.day_styles = day_styles
        self.epoch = epoch
        self.cells = 0
        self.texts = _shared_texts(package)

    def day(self, number: float) -> datetime | None:
        """The moment that a serial number means; `None` for one that is no day of ours."""
        try:
            moment = from_excel(number, self.epoch)
        except (OverflowError, ValueError):
            return None
        if isinstance(moment, datetime) and FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment
        return None


def _local(element: ET.Element) -> str:
    """The name of an element without its namespace: there are two, of equal meaning."""
    return element.tag.removeprefix(_MAIN).removeprefix(_STRICT)


def _child(element: ET.Element, name: str) -> ET.Element | None:
    return next((each for each in element if _local(each) == name), None)


def _inside(element: ET.Element, name: str) -> tuple[ET.Element, ...]:
    """What the child of that name contains; nothing where there is no such child."""
    child = _child(element, name)
    return () if child is None else tuple(child)


def _text_of(element: ET.Element) -> str:
    """The text of a string, whole or in runs, without the reading aids that Excel keeps beside it."""
    found = []
    for each in element:
        if _local(each) == "t":
            found.append(each.text or "")
        elif _local(each) == "r":
            found += [part.text or "" for part in each if _local(part) == "t"]
    return _unescaped("".join(found))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _shared_texts(package: Package) -> list[str]:
    """The texts that cells refer to by number."""
    name = "xl/sharedStrings.xml"
    found: list[str] = []
    total = 0
    root: ET.Element | None = None
    for event, element in package.events(name) if package.has(name) else ():
        root = element if root is None else root
        if event == "end" and _local(element) == "si":
            text = _text_of(element)
            root.clear()  # else every text would be held twice
            total += len(text)
            if len(found) >= MOST_CELLS or total > 100 * MOST_CELLS:
                raise UnreadableWorkbookError("表格里的文字太多，没有读取")
            found.append(text[:MOST_CHARACTERS])
    return found


def _day_styles(package: Package) -> frozenset[int]:
    """The numbers of the styles that show a number as a day or a time."""
    if not package.has("xl/styles.xml"):
        return frozenset()
    styles = package.tree("xl/styles.xml")
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in _inside(styles, "numFmts")}
    found = set()
    for number, style in enumerate(_inside(styles, "cellXfs")):
        code = style.get("numFmtId", "0")
        built_in = int(code) if _NUMBER.fullmatch(code) else 0
        known = BUILTIN_FORMATS.get(built_in, "")
        # 27–36 and 50–58 are days in the Chinese Excel and in WPS, and have no code that is written down.
        is_chinese = 27 <= built_in <= 36 or 50 <= built_in <= 58
        if is_chinese or is_date_format(own.get(code, known)):
            found.add(number)
    return frozenset(found)


class _SheetReader:
    """Reads one sheet, cell by cell."""

    def __init__(self, shared: _Shared, name: str, state: str) -> None:
        self.shared = shared
        self.name = name
        self.is_hidden = state != "visible"
        self.rows: dict[int, dict[int, SheetCell]] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.row = self.column = self.count = 0

    def read(self, part: str) -> Sheet:
        """Read it all.

        Raises:
            UnreadableWorkbookError: damaged, or beyond all reason.
        """
        open_: list[ET.Element] = []
        for event, element in self.shared.package.events(part):
            kind = _local(element)
            if event == "start":
                open_.append(element)
                if kind == "row":
                    self.begin_row(element)
                continue
            open_.pop()
            if kind == "c":
                self.take(element)
                element.clear()
            elif kind == "mergeCell" and len(self.merged) < MOST_ROWS:
                self.merged += _area(element.get("ref", ""))
            if len(open_) == _DEPTH_OF_ROWS:
                open_[-1].clear()  # else a million empty rows would fill the memory
        return Sheet(self.name, self.is_hidden, self.rows, tuple(self.merged))

    def begin_row(self, element: ET.Element) -> None:
        """A row; one without a number follows the one before it."""
        number = element.get("r", "")
        self.row = int(number) if _NUMBER.fullmatch(number) else self.row + 1
        self.column = 0
        self.count += 1
        if self.count > MOST_ROWS:
            raise UnreadableWorkbookError(
                f"工作表“{self.name}”超过 {MOST_ROWS} 行，多半是空行。请删去有内容以外的行，或把内容复制到一份新表里"
            )

    def take(self, element: ET.Element) -> None:
        """A cell; one without a place follows the one before it."""
        place = _REFERENCE.fullmatch(element.get("r", ""))
        self.column = column_index_from_string(place[1]) if place else self.column + 1
        row = int(place[2]) if place else self.row
        cell = self.cell(element, row)
        self.shared.cells += cell is not None
        is_beyond = self.column > (MOST_COLUMNS if cell is not None else LAST_COLUMN)
        if self.shared.cells > MOST_CELLS or is_beyond:
            raise UnreadableWorkbookError(
                f"工作表“{self.name}”里的格子太多，没有读取（{address(row, self.column)}）"
            )
        if cell is not None:
            self.rows.setdefault(row, {})[self.column] = cell

    def cell(self, element: ET.Element, row: int) -> SheetCell | None:
        """What a cell says; `None` where it is empty."""
        parts = {_local(each): each for each in element}
        kind = element.get("t", "n")
        value = parts["v"].text if "v" in parts else None
        if "f" in parts and value is None and kind != "inlineStr":
            fault = "这里是公式，没有算出的结果。请在 Excel 或 WPS 里打开、保存一次，或者直接写上内容"
            return self.made(row, "", fault=fault)
        if kind == "inlineStr":
            return self.of_text(row, _text_of(parts["is"]) if "is" in parts else "")
        if value is None:
            return None
        if kind == "s":
            place = int(value) if _NUMBER.fullmatch(value.strip()) else -1
            return self.of_text(row, self.shared.texts[place] if 0 <= place < len(self.shared.texts) else "")
        if kind == "e":
            why = _ERROR_VALUES.get(value, "公式出错")
            return self.made(row, value, fault=f"这里是 {value}（{why}），请改成要填的内容")
        if kind == "b":
            return self.made(row, "是" if value.strip() in {"1", "true"} else "否")
        if kind == "n":
            return self.of_number(row, value.strip(), element.get("s", "0"))
        return self.of_text(row, _iso_day(value) if kind == "d" else _unescaped(value))

    def of_text(self, row: int, text: str) -> SheetCell | None:
        """A cell of text."""
        return self.made(row, text[:MOST_CHARACTERS]) if text.strip() else None

    def of_number(self, row: int, value: str, style: str) -> SheetCell | None:
        """A cell with a number, which may be shown as a day or a time."""
        try:
            number = float(value)
        except ValueError:
            return self.of_text(row, value)
        is_day = _NUMBER.fullmatch(style) is not None and int(style) in self.shared.day_styles
        moment = self.shared.day(number) if math.isfinite(number) and abs(number) < 1e8 else None
        if is_day:
            if 0 <= number < 1:
                told = from_excel(number, self.shared.epoch)
                return self.made(row, told.strftime("%H:%M") if isinstance(told, time) else value)
            if moment is not None:
                clock = "" if moment.time() == time() else f" {moment:%H:%M}"
                return self.made(row, f"{moment:%Y-%m-%d}{clock}", day=moment.date())
        text = str(int(number)) if number.is_integer() and abs(number) < 1e15 else value
        return self.made(row, text, day=moment.date() if moment else None, is_number=True)

    def made(self, row: int, text: str, **more: Any) -> SheetCell:
        """The cell."""
        return SheetCell(self.name, row, self.column, text, **more)


def _iso_day(value: str) -> str:
    """A day as ISO has it, without the time that some programs add."""
    return value.strip().removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")


def _area(reference: str) -> Iterator[tuple[int, int, int, int]]:
    first, _, last = reference.partition(":")
    top, bottom = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if top and bottom:
        yield (
            int(top[2]),
            column_index_from_string(top[1]),
            int(bottom[2]),
            column_index_from_string(bottom[1]),
        )
