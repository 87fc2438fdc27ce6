"""The form as an Excel workbook that a unit fills in: drop-downs, notes at the heads, hidden what brings it back.

No sheet is protected: a clerk must be able to add rows, sort and copy. What must not be lost is hidden instead, and
looked at when the form comes back.
"""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from yingsu.document import Column
from yingsu.domain.form import FormColumn, FormSheet, Kind
from yingsu.domain.form_book import (
    BASE_MARK,
    BASE_SHEET,
    MUST_MARK,
    README_SHEET,
    FormBook,
    FormRow,
    FormTab,
    Value,
    head_of,
)
from yingsu.render.archive import without_times
from yingsu.render.words import display_width
from yingsu.render.xlsx_columns import ChoiceLists, comment_of, validation_of
from yingsu.render.xlsx_text import cell_text

_ROOM: Final = 300
"""Empty rows below the last that have drop-downs too."""

_FIXED_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 -- Excel's times have no zone
_TEXT: Final = "@"
_DAY: Final = "yyyy-mm-dd"
_LINE: Final = Side(style="thin", color="B8C0C9")
_BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FONT: Final = Font(name="宋体", size=11)
_BOLD: Final = Font(name="宋体", size=11, bold=True)
_GREY: Final = Font(name="宋体", size=11, italic=True, color="7A7A7A")
_TITLE: Final = Font(name="黑体", size=16)
_FILLS: Final = (PatternFill("solid", fgColor="E7ECF2"), PatternFill("solid", fgColor="F3EEDF"))
_PLACE_FILL: Final = PatternFill("solid", fgColor="DDE8DD")
_EXAMPLE_FILL: Final = PatternFill("solid", fgColor="F5F5F5")
_HEAD: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_BODY: Final = Alignment(vertical="top", wrap_text=True)
_CASE_WIDTH, _LINK_WIDTH, _DAY_WIDTH, _WIDEST, _NARROWEST = 30, 24, 12, 34, 11
_README_WIDTH: Final = 96
_LINE_POINTS: Final = 17
_WIDTH_OF_A_PAGE: Final = 200
"""Columns of text that an A4 page holds at a size that can still be read; what is wider goes onto more pages."""


def form_xlsx(book: FormBook) -> bytes:
    """The whole workbook. The same form gives the same bytes."""
    made = Workbook()
    made.remove(made.worksheets[0])
    made.properties.creator = "yingsu"
    made.properties.title = cell_text(book.title)
    made.properties.created = made.properties.modified = _FIXED_TIME
    lists = ChoiceLists()
    _readme(made.create_sheet(README_SHEET), book)
    for tab in book.tabs:
        _tab(made.create_sheet(tab.sheet.name), tab, lists)
    lists.put_in(made)
    _base(made.create_sheet(BASE_SHEET), book)
    made.active = 0
    target = io.BytesIO()
    made.save(target)
    return without_times(target.getvalue())


def _readme(sheet: Worksheet, book: FormBook) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 4
    sheet.column_dimensions["B"].width = 14
    sheet.column_dimensions["C"].width = _README_WIDTH
    _write(sheet.cell(1, 1), book.title).font = _TITLE
    sheet.row_dimensions[1].height = 28
    for number, line in enumerate(book.about, 1):
        row = number + 2
        _write(sheet.cell(row, 1), f"{number}.").alignment = Alignment(horizontal="right", vertical="top")
        _write(sheet.cell(row, 2), line).alignment = _BODY
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
        sheet.row_dimensions[row].height = _LINE_POINTS * _lines(line, _README_WIDTH + 14)
    first = len(book.about) + 4
    for place, word in enumerate(("表", "填什么"), 2):
        cell = _write(sheet.cell(first, place), word)
        cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _FILLS[0], _BOX, _HEAD
    for row, tab in enumerate(book.tabs, first + 1):
        for place, word in enumerate((tab.sheet.name, f"{tab.sheet.about}。已有 {len(tab.rows)} 行"), 2):
            cell = _write(sheet.cell(row, place), word)
            cell.border, cell.alignment = _BOX, _BODY
    _print_set_up(sheet, "portrait")


def _tab(sheet: Worksheet, tab: FormTab, lists: ChoiceLists) -> None:
    places = tuple(head_of(tab.sheet))
    _head(sheet, tab.sheet, places)
    for number, row in enumerate((*tab.examples, *tab.rows), 2):
        is_example = number < 2 + len(tab.examples)
        for place, (value, column) in enumerate(_cells(tab.sheet, row), 1):
            cell = _write(sheet.cell(number, place), value)
            cell.number_format = _format(column)
            cell.border, cell.alignment = _BOX, _BODY
            cell.font = _GREY if is_example else _FONT
            if is_example:
                cell.fill = _EXAMPLE_FILL
    last = 1 + len(tab.examples) + len(tab.rows) + _ROOM
    for place, (words, column) in enumerate(_choices(tab), 1):
        letter = get_column_letter(place)
        _dimension(sheet, letter, column, tab, place)
        if words:
            validation = _validation(lists, words, column)
            validation.add(f"{letter}{2 + len(tab.examples)}:{letter}{last}")
            sheet.add_data_validation(validation)
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(places) + len(tab.sheet.columns))}{last - _ROOM}"
    _print_set_up(sheet, "landscape")
    shown = [each.width for letter, each in sheet.column_dimensions.items() if letter != "A"]
    sheet.page_setup.fitToWidth = max(1, round(sum(shown) / _WIDTH_OF_A_PAGE))
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:B"


def _head(sheet: Worksheet, plan: FormSheet, places: tuple[str, ...]) -> None:
    notes = _notes_of_places(plan)
    for place, title in enumerate(places, 1):
        cell = _write(sheet.cell(1, place), f"{title}{MUST_MARK}")
        cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _PLACE_FILL, _BOX, _HEAD
        cell.comment = comment_of(Column(title, note=notes[place - 1]))
    tone = 0
    for place, column in enumerate(plan.columns, len(places) + 1):
        before = plan.columns[place - len(places) - 2].path[:-1] if place > len(places) + 1 else ()
        tone ^= column.path[:-1] != before
        cell = _write(sheet.cell(1, place), f"{column.title}{MUST_MARK if column.is_must else ''}")
        cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _FILLS[tone], _BOX, _HEAD
        cell.comment = comment_of(Column(column.title, note=_note(plan, column)))
    sheet.row_dimensions[1].height = 36


def _note(plan: FormSheet, column: FormColumn) -> str:
    """How a column is filled in, in which rows, and an example."""
    told = [column.note]
    if column.lists:
        rows = [name for name, fields in plan.list_names.items() if fields[-1] in column.lists]
        told.append(f"只有{'、'.join(rows)}填")
    if column.is_must and len(column.path) > 1:
        told.append(f"填了“{column.path[0]}”的其他内容，这一项就必填")
    if column.example:
        told.append(f"例：{column.example}")
    return "。".join(told)


def _notes_of_places(plan: FormSheet) -> list[str]:
    notes = [
        "程序用来认出这一行，请不要改；自己加的行空着",
        "已有的案件照抄本表里的编号；新案件随便写一个没有用过的，如 新1，各表里写同一个",
    ]
    if plan.parent is None:
        notes[1] = "新案件随便写一个没有用过的，如 新1；其他表里属于它的行也写同一个"
    for above in plan.ancestors:
        fields = [
            column.title for name in above.linked_by for column in above.columns if column.fields == (name,)
        ]
        notes.append(f"属于“{above.name}”表里的哪一行：写它的{'，没有的写'.join(fields)}")
    if plan.sorts:
        notes.append(f"从列表中选：{'、'.join(plan.list_names)}")
    return notes


def _cells(plan: FormSheet, row: FormRow) -> Iterator[tuple[Value, FormColumn | None]]:
    placed = (row.locator, row.case, *row.links, *((row.sort,) if plan.sorts else ()))
    yield from ((text, None) for text in placed)
    yield from zip(row.values, plan.columns, strict=True)


def _choices(tab: FormTab) -> Iterator[tuple[tuple[str, ...], FormColumn | None]]:
    """The words of every column of a sheet, with those that say where a row belongs."""
    plan = tab.sheet
    for _ in range(2 + len(plan.ancestors)):
        yield (), None
    if plan.sorts:
        yield tuple(plan.list_names), None
    yield from zip(tab.choices, plan.columns, strict=True)


def _validation(lists: ChoiceLists, words: tuple[str, ...], column: FormColumn | None) -> DataValidation:
    found = validation_of(lists.range_of(words), words)
    # Several words in one cell, and units that are not ours, may stand there as well.
    if column is not None and (column.names_unit or column.kind in {Kind.WORDS, Kind.TEXTS}):
        found.showErrorMessage = False
    return found


def _format(column: FormColumn | None) -> str:
    if column is not None and column.kind is Kind.DAY:
        return _DAY
    return "General" if column is not None and column.kind is Kind.NUMBER else _TEXT


def _dimension(sheet: Worksheet, letter: str, column: FormColumn | None, tab: FormTab, place: int) -> None:
    """The width of a column, and the format that cells have which are still to be filled in."""
    dimension = sheet.column_dimensions[letter]
    dimension.number_format = _format(column)
    dimension.font, dimension.alignment = _FONT, _BODY
    if column is None:
        dimension.width = _CASE_WIDTH if place <= 2 else _LINK_WIDTH
        return
    if column.kind is Kind.DAY:
        dimension.width = max(_DAY_WIDTH, min(_WIDEST, display_width(column.path[-1]) + 3))
        return
    index = tab.sheet.columns.index(column)
    texts = [str(row.values[index]) for row in (*tab.examples, *tab.rows) if row.values[index] is not None]
    texts += tab.choices[index]
    wanted = max((display_width(text) for text in texts), default=0)
    head = max(display_width(part) for part in column.title.split("."))
    dimension.width = max(_NARROWEST, head + 3, min(_WIDEST, wanted + 3))


def _base(sheet: Worksheet, book: FormBook) -> None:
    sheet.sheet_state = "hidden"
    rows = [(BASE_MARK, "", ""), *((case, "", digest) for case, digest in book.digests), *book.base]
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            _write(sheet.cell(number, place), text)


def _write(cell: Cell | MergedCell, value: Value) -> Cell:
    """A value of its own kind; text is text, whatever it begins with. Nothing is no cell's value.

    Raises:
        TypeError: the cell is hidden in a merged area; our fault.
    """
    if isinstance(cell, MergedCell):
        raise TypeError(cell.coordinate)
    if isinstance(value, str):
        if value:
            cell.value = cell_text(value)
            cell.data_type = "s"
    else:
        cell.value = datetime(value.year, value.month, value.day) if isinstance(value, date) else value  # noqa: DTZ001
    cell.font = _FONT
    return cell


def _lines(text: str, width: int) -> int:
    return max(1, -(-display_width(text) // width))


def _print_set_up(sheet: Worksheet, orientation: Literal["portrait", "landscape"]) -> None:
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
