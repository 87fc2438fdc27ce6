"""Figures put into a copy of an official form: only the cells that take one change, every other byte stays.

Formulas of the form stay too. What they came to was counted over an empty form, so their results are dropped and the
program that opens the copy counts them anew.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from yingsu.domain.scalars import shorten
from yingsu.reading.official_form import OfficialForm
from yingsu.reading.workbook import Sheet
from yingsu.render.sheet_places import CellPlace, RowPlace, SheetPlaces, sheet_places
from yingsu.render.words import printable

MOST_BYTES: Final = 256 << 20
"""Of a part that is copied."""

_AFTER_HEADER: Final = frozenset(
    {
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    }
)
"""What stands behind the header of a page, by the schema of sheets."""

_CALCULATION: Final = re.compile(rb"<((?:\w+:)?)calcPr\b([^>]*?)(/?)>")
_BEFORE_CALCULATION: Final = re.compile(
    rb"</((?:\w+:)?)(?:definedNames|externalReferences|functionGroups|sheets)>"
)
_HEADER: Final = re.compile(rb"(<(?:\w+:)?oddHeader[^>]*>)(.*?)(</(?:\w+:)?oddHeader>)", re.DOTALL)
_OTHER_HEADERS: Final = re.compile(rb"\s(?:differentOddEven|differentFirst)=\"[^\"]*\"")

Entry = int | Fraction | str


class CellTakenError(Exception):
    """Cells that hold something already; the message names them."""


class TooLargeError(Exception):
    """A part of the form that is beyond all reason."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A copy with figures.

    Attributes:
        with_formula: the cells that keep a formula of the form, by sheet and address.
        written: how many cells were written.
    """

    content: bytes
    with_formula: tuple[str, ...]
    written: int


def filled(
    form: OfficialForm,
    entries: Mapping[str, Mapping[tuple[int, int], Entry]],
    stamp: str = "",
) -> Filled:
    """A copy of a form with figures in it.

    Args:
        form: as it came.
        entries: by sheet, row and column what goes there.
        stamp: what is printed above each page of each sheet; nothing where empty.

    Raises:
        CellTakenError: a cell holds something that is not the form's 0.
        UnusualSheetError: a sheet is written in a way in which no place is certain.
        TooLargeError: a part is beyond all reason.
    """
    editors = {}
    for sheet in form.book.sheets:
        editor = _SheetEditor(sheet, entries.get(sheet.name, {}), stamp)
        editors[form.parts[sheet.name].lower()] = editor
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form.content)) as source, zipfile.ZipFile(target, "w") as copy:
        kept = [(each, _read(source, each)) for each in source.infolist()]
        changed = [
            editors[_name(each)].edited(part) if _name(each) in editors else part for each, part in kept
        ]
        has_formula = any(editor.has_formula for editor in editors.values())
        for (each, _), part in zip(kept, changed, strict=True):
            is_book = _name(each) == "xl/workbook.xml" and has_formula
            copy.writestr(_like(each), _recalculated(part) if is_book else part)
    taken = [said for editor in editors.values() for said in editor.taken]
    if taken:
        raise CellTakenError("\n".join(taken))
    return Filled(
        target.getvalue(),
        tuple(place for editor in editors.values() for place in editor.with_formula),
        sum(editor.written for editor in editors.values()),
    )


def _name(information: zipfile.ZipInfo) -> str:
    return information.filename.lstrip("/").lower()


def _read(source: zipfile.ZipFile, information: zipfile.ZipInfo) -> bytes:
    with source.open(information) as part:
        content = part.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooLargeError(f"模板里的 {information.filename} 太大，没有填")
    return content


def _like(information: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry of a part in the copy: the same name, time and attributes, so that the copy is the same each time."""
    entry = zipfile.ZipInfo(information.filename, information.date_time)
    entry.compress_type = zipfile.ZIP_DEFLATED if information.compress_type else zipfile.ZIP_STORED
    entry.external_attr, entry.create_system = information.external_attr, information.create_system
    return entry


def _recalculated(book: bytes) -> bytes:
    """The workbook's part, asking whoever opens it to count every formula anew."""
    found = _CALCULATION.search(book)
    if found is not None:
        rest = re.sub(rb"\s*fullCalcOnLoad=\"[^\"]*\"", b"", found[2])
        new = b"<" + found[1] + b"calcPr" + rest.rstrip() + b' fullCalcOnLoad="1"' + found[3] + b">"
        return book[: found.start()] + new + book[found.end() :]
    last = [*_BEFORE_CALCULATION.finditer(book)][-1]
    return book[: last.end()] + b"<" + last[1] + b'calcPr fullCalcOnLoad="1"/>' + book[last.end() :]


class _SheetEditor:
    """Changes one sheet."""

    def __init__(self, sheet: Sheet, entries: Mapping[tuple[int, int], Entry], stamp: str) -> None:
        self.sheet = sheet
        self.entries = entries
        self.stamp = stamp
        self.taken: list[str] = []
        self.with_formula: list[str] = []
        self.written = 0
        self.has_formula = False

    def edited(self, content: bytes) -> bytes:
        """The sheet's part with its figures."""
        places = sheet_places(content)
        self.has_formula = any(cell.has_formula for row in places.rows for cell in row.cells)
        # (first byte, byte after the last, what stands there afterwards); none overlaps another
        edits = [*self._figures(places), *_without_results(places)]
        if self.stamp:
            edits.append(_header(places, self.stamp))
        for start, end, new in sorted(edits, reverse=True, key=lambda edit: edit[:2]):
            content = content[:start] + new + content[end:]
        return content

    def _figures(self, places: SheetPlaces) -> Iterator[tuple[int, int, bytes]]:
        by_row: dict[int, dict[int, Entry]] = {}
        for (number, column), value in self.entries.items():
            by_row.setdefault(number, {})[column] = value
        new_rows: dict[int, bytes] = {}
        for number, cells in sorted(by_row.items()):
            row = places.row(number)
            if row is not None:
                yield from self._in_row(places, row, cells)
                continue
            self.written += len(cells)
            inside = b"".join(_cell(places, None, number, each, cells[each]) for each in sorted(cells))
            name = f"{places.prefix}row".encode()
            new = b"<" + name + f' r="{number}">'.encode() + inside + b"</" + name + b">"
            after = places.row_after(number)
            place = after.start if after is not None else _end_of_data(places)
            new_rows[place] = new_rows.get(place, b"") + new
        for place, new in new_rows.items():
            start, inner, end = places.data
            if inner == end:  # <sheetData/> has no inside to write in
                yield start, end, _opened(places, "sheetData", new)
            else:
                yield place, place, new

    def _in_row(
        self, places: SheetPlaces, row: RowPlace, cells: Mapping[int, Entry]
    ) -> Iterator[tuple[int, int, bytes]]:
        inserted: dict[int, bytes] = {}
        for column, value in sorted(cells.items()):
            if column in row.columns:
                place = row.cells[row.columns.index(column)]
                yield from self._in_cell(places, place, row.number, column, value)
                continue
            self.written += 1
            after = [each.start for known, each in zip(row.columns, row.cells, strict=True) if known > column]
            where = after[0] if after else row.cells[-1].end if row.cells else row.inner
            new = _cell(places, row, row.number, column, value)
            inserted[where] = inserted.get(where, b"") + new
        for where, new in inserted.items():
            if row.inner == row.end:  # <row r="7"/>
                tag = places.content[row.start : row.inner].removesuffix(b"/>").rstrip()
                yield row.start, row.end, tag + b">" + new + f"</{places.prefix}row>".encode()
            else:
                yield where, where, new

    def _in_cell(
        self, places: SheetPlaces, place: CellPlace, number: int, column: int, value: Entry
    ) -> Iterator[tuple[int, int, bytes]]:
        name = f"{get_column_letter(column)}{number}"
        if place.has_formula:
            self.with_formula.append(f"{self.sheet.name}!{name}")
            return
        there = self.sheet.cell(number, column)
        if there is not None and there.text != "0":
            self.taken.append(f"{self.sheet.name}!{name} 里已经有“{shorten(there.text, 20)}”")
            return
        self.written += 1
        yield place.start, place.end, _cell_of(places, name, place.style, value)


def _cell(places: SheetPlaces, row: RowPlace | None, number: int, column: int, value: Entry) -> bytes:
    """A cell that was not there: it looks as its row or column does."""
    return _cell_of(places, f"{get_column_letter(column)}{number}", places.style_of(row, column), value)


def _cell_of(places: SheetPlaces, name: str, style: str, value: Entry) -> bytes:
    styled = f' s="{style}"' if style else ""
    if isinstance(value, str):
        text = _element(places, "t", escape(printable(value)))
        inside = _element(places, "is", text)
        return f'<{places.prefix}c r="{name}"{styled} t="inlineStr">{inside}</{places.prefix}c>'.encode()
    inside = _element(places, "v", _number(value))
    return f'<{places.prefix}c r="{name}"{styled}>{inside}</{places.prefix}c>'.encode()


def _element(places: SheetPlaces, name: str, inside: str) -> str:
    return f"<{places.prefix}{name}>{inside}</{places.prefix}{name}>"


def _number(value: int | Fraction) -> str:
    """A number as a workbook keeps it: whole where it is, else as near as a workbook can come."""
    return str(value.numerator) if value.denominator == 1 else repr(float(value))


def _without_results(places: SheetPlaces) -> Iterable[tuple[int, int, bytes]]:
    """What formulas came to is taken away; the formulas stay."""
    for row in places.rows:
        for cell in row.cells:
            if cell.has_formula and cell.value is not None:
                yield (*cell.value, b"")


def _end_of_data(places: SheetPlaces) -> int:
    return places.rows[-1].end if places.rows else places.data[1]


def _opened(places: SheetPlaces, name: str, inside: bytes) -> bytes:
    whole = f"{places.prefix}{name}".encode()
    return b"<" + whole + b">" + inside + b"</" + whole + b">"


def _header(places: SheetPlaces, stamp: str) -> tuple[int, int, bytes]:
    """The stamp above each page, before what the form has there."""
    said = escape(printable(stamp).replace("&", "&&"))
    line = f"&amp;C{said}".encode()
    for name, start, end in places.parts:
        if name == "headerFooter":
            old = _OTHER_HEADERS.sub(b"", places.content[start:end])
            if _HEADER.search(old) is not None:
                return start, end, _HEADER.sub(lambda found: _stamped(found, said), old)
            if old.endswith(b"/>"):
                break
            inner = old.index(b">") + 1
            return start, end, old[:inner] + _opened(places, "oddHeader", line) + old[inner:]
    new = _opened(places, "headerFooter", _opened(places, "oddHeader", line))
    same = next(((start, end) for name, start, end in places.parts if name == "headerFooter"), None)
    if same is not None:
        return (*same, new)
    place = next((start for name, start, _ in places.parts if name in _AFTER_HEADER), places.end)
    return place, place, new


def _stamped(found: re.Match[bytes], stamp: str) -> bytes:
    """A header with the stamp in its middle, above what stands there."""
    first, text, last = found.groups()
    before, centre, after = text.partition(b"&amp;C")
    new = stamp.encode()
    if not centre and text and not text.startswith(b"&amp;"):
        return first + b"&amp;C" + new + b"\n" + text + last  # without a sign a header stands in the middle
    return first + before + b"&amp;C" + new + (b"\n" if centre else b"") + after + last
