"""Tables and forms of an official document: as wide as the type area, heads on every page, rows kept whole."""

from itertools import pairwise
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from yingsu.document import Align, Form, Run, Table
from yingsu.render import official_page as page
from yingsu.render.words import display_width

_LABEL_MM: Final = 31
_LEAST_ROW: Final = Mm(9)
_COLUMN_MM: Final = 2.12
"""The width of a column of text in a table."""

_PADDING_MM: Final = 5
_PADDING_TWIPS: Final = "45"

_MOST_KEPT: Final = 5
"""How many rows a table may have to be kept on one page."""

_SMALL_WIDTH: Final = 6
"""How many columns of text a column may hold to stand in the middle of itself: numbers, names."""

_SIDES: Final = {Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT, Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER}


def add_table(word: WordDocument, table: Table) -> None:
    """Add a table."""
    grid = _grid(word, 1, len(table.columns))
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        _boxed(cell, column.title, is_centred=True, font=page.HEITI)
    _repeat(grid.rows[0])
    _heighten(grid.rows[0])
    is_small = [
        all(display_width(row[place].text) <= _SMALL_WIDTH for row in table.rows)
        for place in range(len(table.columns))
    ]
    for row in table.rows:
        added: WordRow = grid.add_row()  # type: ignore[no-untyped-call]  # python-docx types most, not this
        _whole(added)
        _heighten(added)
        for cell, value, column, is_centred in zip(added.cells, row, table.columns, is_small, strict=True):
            _boxed(cell, value.text, is_centred=is_centred)
            if column.align is not Align.LEFT:
                for paragraph in cell.paragraphs:
                    paragraph.alignment = _SIDES[column.align]
    _set_widths(grid, _widths(table, page.text_width_mm(word)))
    if len(table.rows) <= _MOST_KEPT:
        _keep_together(grid)
    if table.note:
        page.written(word.add_paragraph(style=page.BOXED), (Run(table.note),))


def _grid(word: WordDocument, rows: int, columns: int) -> WordTable:
    if word.element.body.xpath("./*[last()-1][self::w:tbl]"):
        word.add_paragraph()  # or Word would make one table of both
    grid: WordTable = word.add_table(rows=rows, cols=columns, style="Table Grid")
    grid.autofit = False
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    _pad(grid)
    return grid


def _pad(grid: WordTable) -> None:
    """Room above and below the text of a box."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), _PADDING_TWIPS)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001 -- python-docx has no such setting


def _boxed(cell: WordCell, text: str, *, is_centred: bool, font: str = "") -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.style = page.BOXED
        page.written(paragraph, (Run(line),))
        if is_centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for run in paragraph.runs if font else ():
            page.set_font(run._r.get_or_add_rPr(), font)  # noqa: SLF001 -- python-docx sets no Chinese font


def _repeat(row: WordRow) -> None:
    """The head stands on every page the table runs over."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001 -- python-docx has no such setting


def _keep_together(grid: WordTable) -> None:
    """A short table is not broken over two pages."""
    for row in grid.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _heighten(row: WordRow) -> None:
    """Room above and below a single line."""
    row.height, row.height_rule = _LEAST_ROW, WD_ROW_HEIGHT_RULE.AT_LEAST


def _whole(row: WordRow) -> None:
    """A row is not broken over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 -- python-docx has no such setting


def _widths(table: Table, type_area: float) -> list[float]:
    """In millimetres, together as wide as the type area: what is short has the room it needs, the rest share."""
    needed = [
        _COLUMN_MM
        * (column.width or max(4.0, *(_width(text) for text in (column.title, *_texts(table, place)))))
        + _PADDING_MM
        for place, column in enumerate(table.columns)
    ]
    if sum(needed) <= type_area:
        return [each * type_area / sum(needed) for each in needed]
    room, wide = type_area, set(range(len(needed)))
    while wide and (
        short := {place for place in wide if needed[place] <= room / len(wide)}
        - {max(wide, key=needed.__getitem__)}
    ):
        room -= sum(needed[place] for place in short)
        wide -= short
    total = sum(needed[place] for place in wide)
    return [room * each / total if place in wide else each for place, each in enumerate(needed)]


def _width(text: str) -> float:
    """Of the longest line, in columns of text; Word sets Chinese and Latin a quarter of a character apart."""
    return max(
        display_width(line)
        + sum(1 for one, other in pairwise(line) if one.isascii() is not other.isascii()) / 2
        for line in text.split("\n")
    )


def _texts(table: Table, place: int) -> list[str]:
    return [row[place].text for row in table.rows]


def _set_widths(grid: WordTable, widths: list[float]) -> None:
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def add_form(word: WordDocument, form: Form) -> None:
    """Boxes as wide as what they are for: labels narrow, answers share the rest."""
    columns = max((sum(cell.span for cell in line) for line in form.lines), default=0)
    if not columns:
        return
    grid = _grid(word, len(form.lines), columns)
    labels = _label_columns(form, columns)
    others = columns - len(labels)
    rest = (page.TEXT_WIDTH_MM - _LABEL_MM * len(labels)) / max(others, 1)
    share = page.TEXT_WIDTH_MM / columns
    widths = [share if not others else _LABEL_MM if place in labels else rest for place in range(columns)]
    _set_widths(grid, widths)
    for row, line in zip(grid.rows, form.lines, strict=True):
        _heighten(row)
        _whole(row)
        place = 0
        cells = row.cells
        for cell in line:
            box = cells[place].merge(cells[place + cell.span - 1])
            box.width = Mm(sum(widths[place : place + cell.span]))
            _boxed(box, cell.text, is_centred=cell.is_label, font=page.HEITI if cell.is_label else "")
            place += cell.span


def _label_columns(form: Form, columns: int) -> set[int]:
    """The columns in which labels stand, and nothing that needs room."""
    labels: set[int] = set()
    answers: set[int] = set()
    for line in form.lines:
        place = 0
        for cell in line:
            if cell.span == 1:
                (labels if cell.is_label else answers).add(place)
            place += cell.span
    return {place for place in range(columns) if place in labels - answers}
