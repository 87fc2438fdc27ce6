"""The two ends of an official document: whose it is and its number; who has copies, who had it printed and when."""

from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from yingsu.document import Paragraph, Role, Run
from yingsu.render import official_page as page
from yingsu.render.words import display_width, printable

_RED: Final = "C81010"
_MASTHEAD_SIZE, _MASTHEAD_LINE = Pt(36), Pt(50)
_GAP_SIZE: Final = Pt(22)
_ABOVE_MASTHEAD: Final = Mm(20)
_THICK, _THIN = "8", "6"
"""Lines of the imprint, in eighths of a point: about 0.35 mm and 0.25 mm."""

_RED_LINE: Final = "12"
_HAIR: Final = Pt(1)
_CELL_MARGIN: Final = 108
"""What Word leaves at the sides of a cell, in twips."""

# Word insists on the order of the settings of a table and of a paragraph: what comes after ours.
_AFTER_BORDERS: Final = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_AFTER_PLACE: Final = ("w:tblW", "w:jc", "w:tblBorders", *_AFTER_BORDERS)
_AFTER_UNDERLINE: Final = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")


def add_masthead(word: WordDocument, blocks: list[Paragraph]) -> None:
    """The name of the office in red, the number of the document below it, a red line."""
    for block in blocks:
        paragraph = page.written(word.add_paragraph(), (Run(block.text),))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if block.role is Role.MASTHEAD:
            _large(paragraph, is_gap=block.text.startswith("【"))
    _underlined(word.paragraphs[-1])
    for _ in range(2):
        word.add_paragraph()


def _large(paragraph: WordParagraph, *, is_gap: bool) -> None:
    spacing = paragraph.paragraph_format
    spacing.space_before, spacing.space_after = _ABOVE_MASTHEAD, Twips(2 * page.LINE.twips)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, _MASTHEAD_LINE
    for run in paragraph.runs:
        run.font.size = _GAP_SIZE if is_gap else _MASTHEAD_SIZE
        run.font.color.rgb = RGBColor.from_string(_RED)
        page.set_font(run._r.get_or_add_rPr(), page.XIAOBIAOSONG)  # noqa: SLF001 -- python-docx sets no Chinese font


def add_imprint(word: WordDocument, blocks: list[Paragraph]) -> None:
    """At the foot of the last page: thick lines above and below, thin ones between, text a character from the edges.

    A table that floats: programs that do not know such tables show it below the text.
    """
    grid = word.add_table(rows=len(blocks), cols=1)
    grid.autofit = False
    grid.columns[0].width = Mm(page.TEXT_WIDTH_MM)
    _at_foot(grid)
    for row, block in zip(grid.rows, blocks, strict=True):
        row.cells[0].width = Mm(page.TEXT_WIDTH_MM)
        _text(row.cells[0].paragraphs[0], block)
    # What floats stands on the page of the paragraph that follows it.
    last = word.add_paragraph().paragraph_format
    last.line_spacing_rule, last.line_spacing = WD_LINE_SPACING.EXACTLY, _HAIR


def _at_foot(grid: WordTable) -> None:
    properties = grid._tbl.tblPr  # noqa: SLF001 -- python-docx has no floating tables
    place = OxmlElement("w:tblpPr")
    for name, value in (
        ("leftFromText", "0"),
        ("rightFromText", "0"),
        ("vertAnchor", "margin"),
        ("horzAnchor", "margin"),
        ("tblpXSpec", "left"),
        ("tblpYSpec", "bottom"),
    ):
        place.set(qn(f"w:{name}"), value)
    properties.insert_element_before(place, *_AFTER_PLACE)
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN)):
        borders.append(_border(side, size, "000000", "0"))
    properties.insert_element_before(borders, *_AFTER_BORDERS)


def _border(side: str, size: str, colour: str, space: str) -> BaseOxmlElement:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", space), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    return border


def _text(paragraph: WordParagraph, block: Paragraph) -> None:
    """Text that begins and ends a character from the edges; a line that goes on does so below the first name."""
    paragraph.style = page.IMPRINT
    character = page.CHARACTER * page.IMPRINT_SIZE.pt / page.BODY_SIZE.pt
    edge = round(character) - _CELL_MARGIN
    lead, mark, _ = printable(block.text).partition("：")
    hang = round(display_width(lead + mark) / 2 * character) if mark else 0
    format_ = paragraph.paragraph_format
    format_.left_indent, format_.right_indent = Twips(edge + hang), Twips(edge)
    format_.first_line_indent = Twips(-hang)
    end = Mm(page.TEXT_WIDTH_MM).twips - 2 * _CELL_MARGIN - edge
    format_.tab_stops.add_tab_stop(Twips(end), WD_TAB_ALIGNMENT.RIGHT)
    for place, side in enumerate(block.runs or (Run(block.text),)):
        if place:
            paragraph.add_run().add_tab()
        page.written(paragraph, (side,))


def _underlined(paragraph: WordParagraph) -> None:
    """The red line."""
    borders = OxmlElement("w:pBdr")
    borders.append(_border("bottom", _RED_LINE, _RED, "4"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_UNDERLINE)  # noqa: SLF001 -- python-docx has no such setting
