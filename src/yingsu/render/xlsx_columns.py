"""What a column of a workbook offers whoever fills it in: words to choose from, and how it is meant."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from yingsu.document import Column, Table
from yingsu.render.words import display_width, printable

CHOICES_SHEET: Final = "选项"
"""A hidden sheet with the words of every drop-down: Excel takes a list of no more than 255 characters in place."""

_PADDING: Final = 2
"""Columns of a cell that its text does not get."""

_POINTS_OF_A_LINE: Final = 15.5
_HIGHEST: Final = 400
"""Excel's rows end at 409 points."""

_NOTE_COLUMNS: Final = 36
_PIXELS_OF_A_COLUMN: Final = 8
_PIXELS_OF_A_LINE: Final = 20
_LONGEST_ERROR: Final = 200
"""Excel's message holds 225 characters."""


class ChoiceLists:
    """The words of every drop-down of a workbook, each list once."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, ...]] = []

    def range_of(self, words: tuple[str, ...]) -> str:
        """Where the words will stand."""
        if words not in self._lists:
            self._lists.append(words)
        letter = get_column_letter(self._lists.index(words) + 1)
        return f"{quote_sheetname(CHOICES_SHEET)}!${letter}$1:${letter}${len(words)}"

    def put_in(self, book: Workbook) -> None:
        """Add the sheet, if there is any list."""
        if not self._lists:
            return
        sheet = book.create_sheet(CHOICES_SHEET)
        sheet.sheet_state = "hidden"
        for words in zip_longest(*self._lists):
            sheet.append([_text(sheet, word) for word in words])


def equip(sheet: Worksheet, head: int, table: Table, lists: ChoiceLists) -> None:
    """Give the columns of a table, whose head is in a row of the sheet, their notes and drop-downs."""
    for number, column in enumerate(table.columns, 1):
        if column.note:
            sheet.cell(head, number).comment = comment_of(column)
        if column.choices and table.rows:
            letter = get_column_letter(number)
            validation = validation_of(lists.range_of(column.choices), column.choices)
            validation.add(f"{letter}{head + 1}:{letter}{head + len(table.rows)}")
            sheet.add_data_validation(validation)


def _text(sheet: Worksheet, word: str | None) -> SheetCell | None:
    """A word as text; also in a workbook that is written row by row."""
    if word is None:
        return None
    cell = WriteOnlyCell(sheet, printable(word))
    cell.data_type = "s"
    return cell


def comment_of(column: Column) -> Comment:
    """The note of a column beside its head."""
    said = printable(column.note)
    lines = 2 + display_width(said) // _NOTE_COLUMNS
    width = _NOTE_COLUMNS * _PIXELS_OF_A_COLUMN
    return Comment(said, "yingsu", height=lines * _PIXELS_OF_A_LINE, width=width)


def validation_of(place: str, choices: tuple[str, ...]) -> DataValidation:
    """Other words than the ones offered are refused; an empty cell is not."""
    found = DataValidation(type="list", formula1=place, allow_blank=True)
    said = printable("、".join(choices))
    found.errorTitle = "请从列表中选"
    found.error = f"可以填：{said if len(said) <= _LONGEST_ERROR else said[:_LONGEST_ERROR] + '……'}"
    found.showErrorMessage = True
    return found


def arrange(sheet: Worksheet, tables: Iterable[tuple[int, Table]], widths: dict[int, int]) -> int:
    """Give columns their widths, and rows whose text is broken the height that they then need.

    Not every program finds the height by itself when it opens the file, and on paper a line that is cut off is lost.

    Args:
        sheet: with the tables in it.
        tables: each with the row of its head.
        widths: by the number of the column, where the column itself asks for none.

    Returns:
        How many lines the tables take beyond one for each row.
    """
    tables, broken = list(tables), 0
    for number, width in (widths | _asked_for(tables)).items():
        sheet.column_dimensions[get_column_letter(number)].width = widths[number] = width
    for head, table in tables:
        for place, row in enumerate(table.rows, head + 1):
            lines = max((_lines(cell.text, widths[number]) for number, cell in enumerate(row, 1)), default=1)
            if lines > 1:
                sheet.row_dimensions[place].height = min(lines * _POINTS_OF_A_LINE, _HIGHEST)
                broken += lines - 1
    return broken


def _asked_for(tables: Iterable[tuple[int, Table]]) -> dict[int, int]:
    """The widths that columns ask for, by their number: the widest of the sheet."""
    found: dict[int, int] = {}
    for _, table in tables:
        for number, column in enumerate(table.columns, 1):
            if column.width is not None:
                found[number] = max(found.get(number, 0), column.width + _PADDING)
    return found


def _lines(text: str, width: int) -> int:
    return max(1, -(-display_width(printable(text)) // max(1, width - _PADDING)))
