"""Where in the bytes of a sheet its rows and cells stand, so that one can be changed and all else stays as it is.

A sheet that is parsed and written again loses what the writer does not know (validations of WPS, images, signs in
charts). So only the places are looked for, with the parser's own count of bytes.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

_TAG: Final = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_REFERENCE: Final = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_NUMBER: Final = re.compile("[0-9]{1,9}")
_ROW: Final = ["sheetData", "row"]
_CELL: Final = [*_ROW, "c"]
_FORMULA, _VALUE = [*_CELL, "f"], [*_CELL, "v"]
"""What stands in what, below the sheet itself: elsewhere these names mean nothing."""


class UnusualSheetError(Exception):
    """A sheet whose bytes are laid out as no program writes them; the message says what to do."""


@dataclass(slots=True)
class CellPlace:
    """A cell in the bytes of its sheet.

    Attributes:
        start: of its first byte.
        inner: after its first tag.
        end: after its last byte.
        style: the number of its style, as written.
        has_formula: whether a formula stands in it.
        value: the first and last byte of its value, with its tags; `None` where it has none.
    """

    start: int
    inner: int
    end: int = 0
    style: str = ""
    has_formula: bool = False
    value: tuple[int, int] | None = None


@dataclass(slots=True)
class RowPlace:
    """A row in the bytes of its sheet."""

    number: int
    start: int
    inner: int
    end: int = 0
    style: str = ""
    columns: list[int] = field(default_factory=list)
    cells: list[CellPlace] = field(default_factory=list)


@dataclass(slots=True)
class SheetPlaces:
    """The places of a sheet.

    Attributes:
        prefix: of the names of its elements, with the colon.
        data: the first byte, the byte after the first tag, and the byte after the last one of all rows.
        parts: the elements directly below the sheet: name, first byte, byte after the last.
        column_styles: first and last column and the style of each kind of column.
    """

    content: bytes
    prefix: str = ""
    data: tuple[int, int, int] = (0, 0, 0)
    rows: list[RowPlace] = field(default_factory=list)
    parts: list[tuple[str, int, int]] = field(default_factory=list)
    column_styles: list[tuple[int, int, str]] = field(default_factory=list)
    end: int = 0

    def row(self, number: int) -> RowPlace | None:
        """The row of a number."""
        place = bisect_left(self.rows, number, key=lambda each: each.number)
        return self.rows[place] if place < len(self.rows) and self.rows[place].number == number else None

    def row_after(self, number: int) -> RowPlace | None:
        """The first row that stands below a number."""
        place = bisect_left(self.rows, number, key=lambda each: each.number)
        return self.rows[place] if place < len(self.rows) else None

    def style_of(self, row: RowPlace | None, column: int) -> str:
        """The style that a cell has there before it is written: of its row, else of its column."""
        if row is not None and row.style:
            return row.style
        return next((style for first, last, style in self.column_styles if first <= column <= last), "")


def sheet_places(content: bytes) -> SheetPlaces:
    """Look at a sheet.

    Raises:
        UnusualSheetError: no UTF-8, or its rows are out of order.
    """
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']+)", content)
    if (declared is not None and declared[1].lower() != b"utf-8") or content[:2] in {
        b"\xff\xfe",
        b"\xfe\xff",
    }:
        raise UnusualSheetError("模板的编码特殊，请先用 Excel 或 WPS 打开，另存一次")
    return _Looker(content).look()


class _Looker:
    """Walks through a sheet once."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.found = SheetPlaces(content)
        self.starts: list[tuple[int, int]] = []
        self.path: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.finish
        self.row = self.column = 0

    def look(self) -> SheetPlaces:
        try:
            self.parser.Parse(self.content, True)
        except expat.ExpatError:
            raise UnusualSheetError("模板损坏，读不下去。请用 Excel 或 WPS 打开，重新保存") from None
        numbers = [each.number for each in self.found.rows]
        if numbers != sorted(set(numbers)) or any(
            each.columns != sorted(set(each.columns)) for each in self.found.rows
        ):
            raise UnusualSheetError("模板里行或格子的次序不对，请用 Excel 或 WPS 打开，重新保存")
        return self.found

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.content, start)
        inner = tag.end() if tag is not None else start
        self.starts.append((start, inner))
        prefix, _, kind = name.rpartition(":")
        self.path.append(kind)
        below = self.path[1:6]
        if below == ["sheetData"]:
            self.found.prefix = f"{prefix}:" if prefix else ""
        elif kind == "col" and "style" in attributes:
            first, last = (_NUMBER.fullmatch(attributes.get(name, "1")) for name in ("min", "max"))
            if first is not None and last is not None:
                self.found.column_styles.append((int(first[0]), int(last[0]), attributes["style"]))
        elif below == _ROW:
            self.begin_row(start, inner, attributes)
        elif below == _CELL:
            self.begin_cell(start, inner, attributes)
        elif below == _FORMULA:
            self.found.rows[-1].cells[-1].has_formula = True

    def begin_row(self, start: int, inner: int, attributes: dict[str, str]) -> None:
        number = _NUMBER.fullmatch(attributes.get("r", ""))
        self.row = int(number[0]) if number is not None else self.row + 1
        self.column = 0
        is_styled = attributes.get("customFormat") in {"1", "true"}
        self.found.rows.append(
            RowPlace(self.row, start, inner, 0, attributes.get("s", "") if is_styled else "")
        )

    def begin_cell(self, start: int, inner: int, attributes: dict[str, str]) -> None:
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = _number_of(place[1]) if place is not None else self.column + 1
        row = self.found.rows[-1]
        row.columns.append(self.column)
        row.cells.append(CellPlace(start, inner, 0, attributes.get("s", "")))

    def finish(self, _: str) -> None:
        start, inner = self.starts.pop()
        is_closed = self.content[inner - 2 : inner] == b"/>"
        end = inner if is_closed else self.content.index(b">", self.parser.CurrentByteIndex) + 1
        below = self.path[1:6]
        self.path.pop()
        if not below:
            self.found.end = self.parser.CurrentByteIndex
        elif len(below) == 1:
            self.found.parts.append((below[0], start, end))
            if below == ["sheetData"]:
                self.found.data = (start, inner, end)
        elif below == _ROW:
            self.found.rows[-1].end = end
        elif below == _CELL:
            self.found.rows[-1].cells[-1].end = end
        elif below == _VALUE:
            self.found.rows[-1].cells[-1].value = (start, end)


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
