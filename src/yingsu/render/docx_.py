"""A document as a Word file: real headings, tables whose heads repeat, charts as tables of bars."""

import io
from collections.abc import Sequence

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from yingsu.document import (
    UNDATED,
    Align,
    Annex,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
    Tone,
)
from yingsu.render.archive import without_times
from yingsu.render.bar_pictures import COLOURS, pixel
from yingsu.render.docx_page import set_up, text_width_cm
from yingsu.render.svg import shown, top_of
from yingsu.render.words import display_width, printable

_COLOURS = {
    Tone.GOOD: RGBColor(0x17, 0x60, 0x3A),
    Tone.BAD: RGBColor(0xA1, 0x12, 0x12),
    Tone.QUIET: RGBColor(92, 92, 92),
}
_SIDES = {Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT, Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER}
_SMALL = Pt(9)
_BAR_COLUMN = 40
"""How wide the column of bars is, in columns of text."""
_HEAD_COLOUR = "EDEDED"
_LONGEST_BAR_CM, _BAR_HEIGHT_CM = 8.5, 0.34
_SPACER_POINTS = 4
_LABEL_COLUMNS, _VALUE_COLUMNS = 10, 26
"""How a form's labels and the room beside them share the width."""
_SIGNATURE_CM, _HAND_CM = 2.4, 0.8
"""How high a box to sign in is, and a line to write on."""


def docx_bytes(document: Document) -> bytes:
    """The whole file. The same document gives the same bytes."""
    word = docx.Document()
    set_up(word, document)
    _paragraph(word, document.title, "Title")
    if document.stamp:
        _tinted(_paragraph(word, document.stamp), Tone.BAD)
    for label, text in document.facts:
        _tinted(_paragraph(word, f"{label}：{text}"), Tone.QUIET)
    for block in document.blocks:
        _block(word, block)
    target = io.BytesIO()
    word.save(target)
    return without_times(target.getvalue())


def _block(word: WordDocument, block: Block) -> None:
    if isinstance(block, Heading):
        word.add_heading(printable(block.text), level=min(max(block.level - 1, 1), 3))
    elif isinstance(block, Paragraph):
        _tinted(_paragraph(word, block.text), block.tone)
    elif isinstance(block, Table):
        _table(word, block)
    elif isinstance(block, Listing):
        for entry in block.entries:
            line = "　".join(part for part in (entry.box, entry.lead, entry.text, *entry.lines) if part)
            _tinted(_paragraph(word, line, "List Bullet"), entry.tone)
    elif isinstance(block, Fields):
        _fields(word, block)
    elif isinstance(block, Signatures):
        _signatures(word, block)
    elif isinstance(block, Chart):
        _chart(word, block)
    elif isinstance(block, Annex):
        _annex(word, block)


def _annex(word: WordDocument, annex: Annex) -> None:
    word.add_heading(printable(annex.title), level=1)
    for block in annex.blocks:
        _block(word, block)


def _paragraph(word: WordDocument, text: str, style: str | None = None) -> WordParagraph:
    return word.add_paragraph(printable(text), style=style)


def _tinted(paragraph: WordParagraph, tone: Tone) -> None:
    colour = _COLOURS.get(tone)
    for run in paragraph.runs:
        if colour is not None:
            run.font.color.rgb = colour
        if tone is Tone.QUIET:
            run.font.size = _SMALL
        run.bold = True if tone in {Tone.GOOD, Tone.BAD} else run.bold


def _table(word: WordDocument, table: Table, last_column: int = 0) -> WordTable:
    """A table; its last column at least so many columns of text wide."""
    grid = _grid(word, 1, _widths(table, last_column))
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(printable(column.title)).bold = True
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        _shade(cell)
    _repeat_head(grid)
    for row in table.rows:
        _row(grid, row, table.columns)
    _set_widths(word, grid, _widths(table, last_column))
    if table.note:
        _tinted(_paragraph(word, table.note), Tone.QUIET)
    return grid


def _grid(word: WordDocument, rows: int, weights: Sequence[float]) -> WordTable:
    """An empty table. One right below another would become one with it, so a thin line stands between."""
    body = word.element.body
    if len(body) > 1 and body[-2].tag == qn("w:tbl"):
        spacer = word.add_paragraph()
        spacer.paragraph_format.line_spacing = Pt(_SPACER_POINTS)
    grid: WordTable = word.add_table(rows=rows, cols=len(weights), style="Table Grid")
    grid.autofit = False
    return grid


def _set_widths(word: WordDocument, grid: WordTable, weights: Sequence[float]) -> None:
    """Columns by their weights, together as wide as the text."""
    unit = text_width_cm(word) / (sum(weights) or 1)
    for column, weight in zip(grid.columns, weights, strict=True):
        column.width = Cm(weight * unit)
    for row in grid.rows:
        for cell, weight in zip(row.cells, weights, strict=True):
            cell.width = Cm(weight * unit)


def _fields(word: WordDocument, fields: Fields) -> None:
    """Labels and values in two pairs of columns; one too many has the whole line."""
    weights = [_LABEL_COLUMNS, _VALUE_COLUMNS] * 2
    grid = _grid(word, (len(fields.pairs) + 1) // 2, weights)
    _set_widths(word, grid, weights)
    for place, (label, value) in enumerate(fields.pairs):
        row, column = grid.rows[place // 2], place % 2 * 2
        _leave_room(row)
        _shade(row.cells[column])
        row.cells[column].paragraphs[0].add_run(printable(label)).bold = True
        row.cells[column + 1].paragraphs[0].add_run(printable(value))
    if len(fields.pairs) % 2:
        cells = grid.rows[-1].cells
        cells[1].merge(cells[3])


def _signatures(word: WordDocument, signatures: Signatures) -> None:
    """A box for each to sign in, kept on one page."""
    grid = _grid(word, 1, [1.0] * len(signatures.roles))
    _set_widths(word, grid, [1.0] * len(signatures.roles))
    _keep_whole(grid.rows[0])
    _leave_room(grid.rows[0], _SIGNATURE_CM)
    for cell, role in zip(grid.rows[0].cells, signatures.roles, strict=True):
        cell.paragraphs[0].add_run(printable(f"{role}（签名）：")).bold = True
        cell.add_paragraph()
        cell.add_paragraph(UNDATED).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: WordCell) -> None:
    """The grey of heads, so that they are told from what is filled in."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), _HEAD_COLOUR)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 -- python-docx has no such setting
    # Word insists on the order of the settings of a cell.
    properties.insert_element_before(
        shading, "w:noWrap", "w:tcMar", "w:textDirection", "w:vAlign", "w:hideMark"
    )


def _leave_room(row: WordRow, height: float = _HAND_CM) -> None:
    """A row is high enough to write in by hand; what is printed in it stands in the middle."""
    row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell in row.cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _keep_whole(row: WordRow) -> None:
    """A row is not broken over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 -- python-docx has no such setting


def _row(grid: WordTable, row: tuple[Cell, ...], columns: tuple[Column, ...]) -> None:
    added = grid.add_row()  # type: ignore[no-untyped-call]  # python-docx types most, not this
    _keep_whole(added)
    if not any(value.text for value in row):
        _leave_room(added)
    for cell, value, column in zip(added.cells, row, columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(printable(value.text))
        if column.align is not Align.LEFT:
            paragraph.alignment = _SIDES[column.align]
        _tinted(paragraph, value.tone)


def _repeat_head(grid: WordTable) -> None:
    """The head stands on every page the table runs over."""
    properties = grid.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 -- python-docx has no such setting
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)


def _widths(table: Table, last_column: int) -> list[float]:
    """How much of the width each column gets: what it asks for, else by what it holds."""
    needed: list[float] = [
        column.width
        or min(
            40, max(display_width(column.title), *(display_width(row[place].text) for row in table.rows), 4)
        )
        if table.rows
        else display_width(column.title)
        for place, column in enumerate(table.columns)
    ]
    needed[-1] = max(needed[-1], last_column)
    return needed


def _chart(word: WordDocument, chart: Chart) -> None:
    """A table with a picture of a bar in each row: it prints everywhere, and its value is written beside it."""
    word.add_paragraph().add_run(printable(chart.title)).bold = True
    top = top_of(chart)
    several = len(chart.series) > 1
    columns = (
        Column("项目"),
        *((Column("指标"),) if several else ()),
        Column("数值", Align.RIGHT),
        Column("图"),
    )
    rows, bars = [], []
    for place, category in enumerate(chart.categories):
        for number, series in enumerate(chart.series):
            value = series.values[place]
            name = (Cell(series.name),) if several else ()
            rows.append((Cell(category), *name, Cell(shown(value, is_rate=chart.is_rate)), Cell("")))
            bars.append((float(value or 0) / top, COLOURS[number % len(COLOURS)]))
    grid = _table(word, Table(columns, tuple(rows)), last_column=_BAR_COLUMN)
    for row, (share, colour) in zip(grid.rows[1:], bars, strict=True):
        if share > 0:
            run = row.cells[-1].paragraphs[0].add_run()
            run.add_picture(io.BytesIO(pixel(colour)), Cm(share * _LONGEST_BAR_CM), Cm(_BAR_HEIGHT_CM))
