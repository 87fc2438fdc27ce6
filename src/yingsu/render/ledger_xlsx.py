"""Ledgers as an Excel workbook that is written row by row: a sheet each, with filter, frozen head and drop-downs.

openpyxl makes the workbook with its heads, styles and settings, which is small; the rows go to files of our own as they
come, and into their sheets when the package is written. So memory does not grow with the rows, and a disk that is full
is an error like any other. (Its own way of writing row by row leaves broken streams behind where the disk fails.)
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import IO, Any, Final, Self
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from yingsu.document import Align, Cell, Column, Tone
from yingsu.render.archive import UndatedZip
from yingsu.render.words import display_width, printable
from yingsu.render.xlsx_columns import ChoiceLists, comment_of, validation_of
from yingsu.render.xlsx_text import cell_text

MOST_ROWS: Final = 1_048_500
"""What a sheet of Excel holds, a little less than its limit: the head stands above."""

COVER: Final = "说明"
_COVER_WIDTHS: Final = (14, 46, 60, 10, 10)

_FROZEN_COLUMNS: Final = 2
"""序号 and what names the row stay in sight, and are printed again on a second page across."""

_WIDTH_OF_A_PAGE: Final = 230
"""Columns of text that an A4 page holds at a size that can still be read; what is wider goes onto two pages."""

_USUAL_WIDTH: Final = 12
_LINE_HEIGHT: Final = 17
_HIGHEST: Final = 400
"""In points; Excel allows a little more."""

_DAY_NOUGHT: Final = date(1899, 12, 30)
"""From which Excel counts days; right for every day since March 1900."""

_END_OF_ROWS: Final = b"</sheetData>"
_DIMENSION: Final = re.compile(rb'<dimension ref="[^"]*"')
_FIXED_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 -- Excel's times have no zone
_FILL: Final = PatternFill("solid", fgColor="E7ECF2")
_LINE: Final = Side(style="thin", color="9AA3AD")
_BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_UPPER: Final = Border(left=_LINE, right=_LINE, top=_LINE)
_LOWER: Final = Border(left=_LINE, right=_LINE, bottom=_LINE)
_FONTS: Final = {
    Tone.PLAIN: Font(name="宋体", size=11),
    Tone.GOOD: Font(name="宋体", size=11, bold=True, color="17603A"),
    Tone.BAD: Font(name="宋体", size=11, bold=True, color="A11212"),
    Tone.QUIET: Font(name="宋体", size=10, color="5C5C5C"),
}
_TITLE: Final = Font(name="黑体", size=16)
_BOLD: Final = Font(name="宋体", size=11, bold=True)
_CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_BESIDE: Final = Alignment(horizontal="right", vertical="top")
_WRAPPED: Final = Alignment(vertical="top", wrap_text=True)
_MIDDLE: Final = Alignment(horizontal="center", vertical="top")


class TooManyRowsError(Exception):
    """A sheet that would have more rows than Excel can open."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__(f"“{name}”超过 {most} 行，一张工作表放不下")


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet before it has rows.

    Attributes:
        name: of the tab.
        lines: what stands below the title.
        groups: the head above each column, empty where there is none; merged over its columns.
        nothing: what stands where there is no row.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    groups: tuple[str, ...]
    nothing: str = "没有。"

    @property
    def widths(self) -> tuple[int, ...]:
        """Of the columns."""
        return tuple(column.width or _USUAL_WIDTH for column in self.columns)


@dataclass
class _Sheet:
    """A sheet while it is written.

    Attributes:
        sheet: what stands above the rows.
        head: the row of the column heads.
        file: the rows, as they will stand in the sheet.
        styles: the number of each style that a cell has had.
    """

    plan: SheetPlan
    sheet: Worksheet
    head: int
    file: IO[bytes]
    rows: int = 0
    styles: dict[tuple[Tone, Align, str], int] = field(default_factory=dict)

    def put(self, row: Sequence[Cell]) -> None:
        """Write a row, as high as its longest text: not every program makes it so by itself."""
        self.rows += 1
        number = self.head + self.rows
        height = _height(_lines(row, self.plan.widths))
        cells = "".join(
            self._cell(f"{get_column_letter(place)}{number}", value, column.align)
            for place, (value, column) in enumerate(zip(row, self.plan.columns, strict=True), 1)
        )
        written = f'<row r="{number}" ht="{height}" customHeight="1">{cells}</row>'
        self.file.write(written.encode("utf-8"))

    def _cell(self, place: str, value: Cell, align: Align) -> str:
        """A cell with its own kind of value; text is text, whatever it begins with."""
        begin = f'<c r="{place}" s="{self._style(value, align)}"'
        if isinstance(value.value, int):
            return f"{begin}><v>{value.value}</v></c>"
        if isinstance(value.value, date):
            return f"{begin}><v>{(value.value - _DAY_NOUGHT).days}</v></c>"
        said = cell_text(value.text)
        if not said:
            return f"{begin}/>"
        return f'{begin} t="inlineStr"><is><t xml:space="preserve">{escape(said)}</t></is></c>'

    def _style(self, value: Cell, align: Align) -> int:
        shown = _format(value)
        found = self.styles.get((value.tone, align, shown))
        if found is None:
            cell = WriteOnlyCell(self.sheet)
            cell.font, cell.border, cell.number_format = _FONTS[value.tone], _BOX, shown
            is_day = isinstance(value.value, date)
            cell.alignment = _MIDDLE if is_day else _BESIDE if align is Align.RIGHT else _WRAPPED
            found = self.styles[value.tone, align, shown] = cell.style_id
        return found


def _format(value: Cell) -> str:
    """How a cell shows its value: a number in its words, so that it sorts as a number and reads 逾期12天."""
    if isinstance(value.value, date):
        return "yyyy-mm-dd"
    if not isinstance(value.value, int):
        return "General"
    number, said = str(abs(value.value)), printable(value.text).replace('"', "")
    if said == number:
        return "0"
    before, found, after = said.partition(number)
    shown = f'"{before}"0"{after}"'.replace('""', "") if found else f'"{said}"'
    return f"{shown};{shown};{shown}"


class _Package(UndatedZip):
    """The package, into whose sheets the rows are put as they are written."""

    def __init__(self, target: IO[bytes], rows: dict[str, _Sheet]) -> None:
        super().__init__(target, "w")
        self._rows = rows

    def write(self, filename: Any, arcname: Any = None, *more: Any, **named: Any) -> None:
        """Write a part; a sheet with its rows."""
        sheet = self._rows.get(arcname)
        if sheet is None:
            super().write(filename, arcname, *more, **named)
            return
        before, found, after = Path(filename).read_bytes().partition(_END_OF_ROWS)
        last = f"{get_column_letter(len(sheet.plan.columns))}{sheet.head + max(sheet.rows, 1)}"
        size = sheet.file.tell() + len(before) + len(after)
        sheet.file.seek(0)
        with self.part(arcname, size) as part:
            part.write(_DIMENSION.sub(f'<dimension ref="A1:{last}"'.encode(), before, count=1))
            shutil.copyfileobj(sheet.file, part)
            part.write(found + after)


class LedgerBook:
    """A workbook of ledgers: plans first, then rows for any of its sheets in any order, then `save`.

    A context: what it has on the disk is let go at its end.
    """

    def __init__(
        self, title: str, stamp: str, plans: Sequence[SheetPlan], most_rows: int = MOST_ROWS
    ) -> None:
        self._book = Workbook()
        self._book.properties.creator = "yingsu"
        self._book.properties.title = printable(title)
        self._book.properties.created = self._book.properties.modified = _FIXED_TIME
        self._title, self._stamp, self._most = title, stamp, most_rows
        self._cover = self._book.worksheets[0]
        self._cover.title = COVER
        self._lists = ChoiceLists()
        self._files = ExitStack()
        self._sheets = {plan.name: self._begun(plan) for plan in plans}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def append(self, name: str, row: Sequence[Cell]) -> None:
        """Write a row of a sheet.

        Raises:
            TooManyRowsError: the sheet is full.
            OSError: the disk is.
        """
        sheet = self._sheets[name]
        if sheet.rows >= self._most:
            raise TooManyRowsError(name, self._most)
        sheet.put(row)

    def save(
        self, target: IO[bytes], facts: Sequence[tuple[str, str]], about: Sequence[Sequence[Cell]]
    ) -> None:
        """Finish the sheets and write the workbook.

        Args:
            target: where to; it can be sought in.
            facts: label and text of what a reader must know of it.
            about: head and rows of the table of its sheets.
        """
        self._write_cover(facts, about)
        for sheet in self._sheets.values():
            self._finish(sheet)
        self._lists.put_in(self._book)
        # openpyxl numbers the parts of its sheets in their order.
        parts = {id(sheet): f"xl/worksheets/sheet{number}.xml" for number, sheet in enumerate(self._book, 1)}
        rows = {parts[id(each.sheet)]: each for each in self._sheets.values()}
        ExcelWriter(self._book, _Package(target, rows)).save()

    def _begun(self, plan: SheetPlan) -> _Sheet:
        """Title, lines and heads of a sheet, above what will scroll."""
        sheet = self._book.create_sheet(plan.name)
        lines = [*([self._stamp] if self._stamp else []), *plan.lines]
        pages = ceil(sum(plan.widths) / _WIDTH_OF_A_PAGE)
        # What is repeated on the second page across must not be the beginning of a long line.
        first = _FROZEN_COLUMNS + 1 if pages > 1 else 1
        _say(sheet, 1, first, plan.title, _TITLE)
        for number, line in enumerate(lines, 2):
            is_stamp = bool(self._stamp) and number == 2
            _say(sheet, number, first, line, _FONTS[Tone.BAD if is_stamp else Tone.QUIET])
        has_groups = any(plan.groups)
        head = 1 + len(lines) + int(has_groups) + 1
        if has_groups:
            _group_heads(sheet, plan, head - 1)
        _heads(sheet, plan, head)
        sheet.freeze_panes = f"{get_column_letter(_FROZEN_COLUMNS + 1)}{head + 1}"
        sheet.print_title_rows = f"{head - int(has_groups)}:{head}"
        sheet.print_title_cols = f"A:{get_column_letter(_FROZEN_COLUMNS)}"
        self._page(sheet, pages_across=pages)
        return _Sheet(plan, sheet, head, self._files.enter_context(tempfile.TemporaryFile()))

    def _finish(self, sheet: _Sheet) -> None:
        """Filter and drop-downs, as far as the rows reach; a word where there is none."""
        if not sheet.rows:
            _say(sheet.sheet, sheet.head + 1, 1, sheet.plan.nothing, _FONTS[Tone.QUIET])
            return
        last = sheet.head + sheet.rows
        sheet.sheet.auto_filter.ref = f"A{sheet.head}:{get_column_letter(len(sheet.plan.columns))}{last}"
        for number, column in enumerate(sheet.plan.columns, 1):
            if column.choices:
                validation = validation_of(self._lists.range_of(column.choices), column.choices)
                letter = get_column_letter(number)
                validation.add(f"{letter}{sheet.head + 1}:{letter}{last}")
                sheet.sheet.add_data_validation(validation)

    def _write_cover(self, facts: Sequence[tuple[str, str]], about: Sequence[Sequence[Cell]]) -> None:
        """What this is, and what each sheet holds."""
        sheet = self._cover
        _widen(sheet, _COVER_WIDTHS)
        self._page(sheet, pages_across=1)
        _say(sheet, 1, 1, self._title, _TITLE)
        row = 2
        if self._stamp:
            _say(sheet, row, 1, self._stamp, _FONTS[Tone.BAD])
            row += 1
        for label, said in facts:
            _say(sheet, row, 1, label, _BOLD)
            _say(sheet, row, 2, said, _FONTS[Tone.PLAIN])
            row += 1
        for place, cells in enumerate(about):
            row += 1
            for number, value in enumerate(cells, 1):
                _about(sheet, row, number, value, is_head=place == 0)
            sheet.row_dimensions[row].height = _height(_lines(cells, _COVER_WIDTHS))

    def _page(self, sheet: Worksheet, *, pages_across: int) -> None:
        """A4 landscape, numbered; the stamp on every page."""
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_across, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.7
        sheet.page_margins.header = sheet.page_margins.footer = 0.3
        footer, header = HeaderFooterItem(), HeaderFooterItem()
        footer.center.text = "第 &P 页，共 &N 页"
        header.center.text = printable(self._stamp).replace("&", "&&") or None
        sheet.oddFooter, sheet.oddHeader = footer, header


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the longest text takes; the characters of a font are a little wider than two columns."""
    pairs = zip(row, widths, strict=True)
    return max(ceil(display_width(value.text) * 1.08 / width) for value, width in pairs)


def _height(lines: int) -> int:
    return min(_HIGHEST, max(1, lines) * _LINE_HEIGHT)


def _widen(sheet: Worksheet, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _say(sheet: Worksheet, row: int, column: int, said: str, font: Font) -> SheetCell:
    """Text as text, whatever it begins with."""
    cell: SheetCell = sheet.cell(row, column)  # type: ignore[assignment]  # no cell here is a merged one
    cell.value = cell_text(said) or None
    if cell.value is not None:
        cell.data_type = "s"
    cell.font = font
    return cell


def _about(sheet: Worksheet, row: int, column: int, value: Cell, *, is_head: bool) -> None:
    cell = _say(sheet, row, column, value.text, _BOLD if is_head else _FONTS[value.tone])
    if isinstance(value.value, int):
        cell.value = value.value
    cell.border, cell.alignment = _BOX, _CENTRED if is_head else _WRAPPED
    if is_head:
        cell.fill = _FILL


def _heads(sheet: Worksheet, plan: SheetPlan, row: int) -> None:
    _widen(sheet, plan.widths)
    has_groups = any(plan.groups)
    for number, (column, group) in enumerate(zip(plan.columns, plan.groups, strict=True), 1):
        cell = _say(sheet, row, number, column.title, _BOLD)
        cell.fill, cell.alignment = _FILL, _CENTRED
        cell.border = _BOX if group or not has_groups else _LOWER
        if column.note:
            cell.comment = comment_of(column)
    titles = [Cell(column.title) for column in plan.columns]
    sheet.row_dimensions[row].height = _height(_lines(titles, plan.widths))


def _group_heads(sheet: Worksheet, plan: SheetPlan, row: int) -> None:
    """The row of shared heads, each merged over its columns; the head of a column without one seems to reach up."""
    for group, first, last in _spans(plan.groups):
        for number in range(first, last + 1):
            cell = _say(sheet, row, number, group if number == first else "", _BOLD)
            cell.fill, cell.border, cell.alignment = _FILL, _BOX if group else _UPPER, _CENTRED
        if group and last > first:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _spans(groups: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Each run of the same shared head: the head, its first and its last column."""
    first = 1
    for group, members in groupby(groups):
        last = first + len(list(members)) - 1
        yield group, first, last
        first = last + 1
