"""A document as a Word file: real headings, tables whose heads repeat, charts as tables of bars."""

import io
import struct
import zlib
from datetime import datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from yingsu.document import (
    Align,
    Annex,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    Tone,
)
from yingsu.render.archive import without_times
from yingsu.render.svg import shown, top_of
from yingsu.render.words import display_width, printable

_FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 -- Word's times have no zone
_COLOURS = {
    Tone.GOOD: RGBColor(0x17, 0x60, 0x3A),
    Tone.BAD: RGBColor(0xA1, 0x12, 0x12),
    Tone.QUIET: RGBColor(92, 92, 92),
}
_BAR_COLUMN = 40
"""How wide the column of bars is, in columns of text."""
_LONGEST_BAR_CM, _BAR_HEIGHT_CM = 8.5, 0.34
_BAR_COLOURS = ((0x1F, 0x4E, 0x79), (0xB5, 0x65, 0x1D), (0x5B, 0x7F, 0x3A), (0x7A, 0x4A, 0x8C))
_TEXT_WIDTH_CM = 25.0
_LONGEST_PROPERTY = 255


def docx_bytes(document: Document) -> bytes:
    """The whole file. The same document gives the same bytes."""
    word = docx.Document()
    _set_up(word, document)
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


def _set_up(word: WordDocument, document: Document) -> None:
    """A4 landscape for the width of the tables, Chinese fonts, page numbers, no trace of who and when."""
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.35)
    section.top_margin = section.bottom_margin = Cm(2.0)
    for name, font, size in (
        ("Normal", "仿宋_GB2312", 11),
        ("Title", "方正小标宋简体", 20),
        ("Heading 1", "黑体", 15),
    ):
        _font(word, name, font, size)
    _font(word, "Heading 2", "楷体_GB2312", 13)
    _font(word, "Heading 3", "仿宋_GB2312", 12)
    word.core_properties.author = "yingsu"
    word.core_properties.title = printable(document.title)[:_LONGEST_PROPERTY]
    word.core_properties.comments = ""
    word.core_properties.created = word.core_properties.modified = _FIXED_TIME
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(footer)
    if document.stamp:
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        header.add_run(printable(document.stamp)).bold = True


def _font(word: WordDocument, style: str, name: str, size: int) -> None:
    """A Chinese font for Chinese, Times New Roman for digits and letters."""
    font = word.styles[style].font
    font.name, font.size = "Times New Roman", Pt(size)
    font.color.rgb = RGBColor(0, 0, 0)
    properties = word.styles[style].element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)


def _page_number(paragraph: WordParagraph) -> None:
    paragraph.add_run("— ")
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # noqa: SLF001 -- python-docx has no fields of its own
    paragraph.add_run(" —")


def _block(word: WordDocument, block: Block) -> None:
    if isinstance(block, Heading):
        word.add_heading(printable(block.text), level=min(max(block.level - 1, 1), 3))
    elif isinstance(block, Paragraph):
        _tinted(_paragraph(word, block.text), block.tone)
    elif isinstance(block, Table):
        _table(word, block)
    elif isinstance(block, Listing):
        for entry in block.entries:
            line = "　".join(part for part in (entry.lead, entry.text, *entry.lines) if part)
            _tinted(_paragraph(word, line, "List Bullet"), entry.tone)
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
        run.bold = True if tone in {Tone.GOOD, Tone.BAD} else run.bold


def _table(word: WordDocument, table: Table, last_column: int = 0) -> WordTable:
    """A table; its last column at least so many columns of text wide."""
    grid: WordTable = word.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    widths = _widths(table, last_column)
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(printable(column.title)).bold = True
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _repeat_head(grid)
    for row in table.rows:
        _row(grid, row, table.columns)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    if table.note:
        _tinted(_paragraph(word, table.note), Tone.QUIET)
    return grid


def _row(grid: WordTable, row: tuple[Cell, ...], columns: tuple[Column, ...]) -> None:
    added = grid.add_row()  # type: ignore[no-untyped-call]  # python-docx types most, not this
    keep = OxmlElement("w:cantSplit")
    added._tr.get_or_add_trPr().append(keep)  # noqa: SLF001 -- python-docx has no such setting
    for cell, value, column in zip(added.cells, row, columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(printable(value.text))
        if column.align is Align.RIGHT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _tinted(paragraph, value.tone)


def _repeat_head(grid: WordTable) -> None:
    """The head stands on every page the table runs over."""
    properties = grid.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 -- python-docx has no such setting
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)


def _widths(table: Table, last_column: int) -> list[float]:
    """Widths by what the columns hold, together as wide as the page."""
    needed = [
        min(40, max(display_width(column.title), *(display_width(row[place].text) for row in table.rows), 4))
        if table.rows
        else display_width(column.title)
        for place, column in enumerate(table.columns)
    ]
    needed[-1] = max(needed[-1], last_column)
    total = sum(needed) or 1
    return [_TEXT_WIDTH_CM * each / total for each in needed]


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
            bars.append((float(value or 0) / top, _BAR_COLOURS[number % len(_BAR_COLOURS)]))
    grid = _table(word, Table(columns, tuple(rows)), last_column=_BAR_COLUMN)
    for row, (share, colour) in zip(grid.rows[1:], bars, strict=True):
        if share > 0:
            run = row.cells[-1].paragraphs[0].add_run()
            run.add_picture(io.BytesIO(_pixel(colour)), Cm(share * _LONGEST_BAR_CM), Cm(_BAR_HEIGHT_CM))


def _pixel(colour: tuple[int, int, int]) -> bytes:
    """A PNG of one pixel, to be drawn as long as a bar is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" + bytes(colour))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
