"""The pages of a Word file: paper, margins, fonts, page numbers; nothing of who and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from yingsu.document import Document, Layout
from yingsu.render.words import printable

_FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 -- Word's times have no zone
_LONGEST_PROPERTY = 255
_LEADING_POINTS = 1.5
"""Room between the text of a form and the lines around it."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Paper in cm, sizes of type in points: text, title, headings of three levels, and the room above these."""

    width: float
    height: float
    sides: float
    ends: float
    text: float
    title: float
    headings: tuple[float, float, float]
    above_heading: float | None = None


_PAGES: Final = {
    # Landscape for the width of the tables.
    Layout.SHEETS: _Page(29.7, 21.0, 2.35, 2.0, 11, 20, (15, 13, 12)),
    # 五号 and narrow margins: the points of one act are many, and still to be read.
    Layout.FORM: _Page(21.0, 29.7, 1.8, 1.7, 10.5, 18, (12, 11, 10.5), 6),
}
_FONTS: Final = {
    "Normal": "仿宋_GB2312",
    "Title": "方正小标宋简体",
    "Heading 1": "黑体",
    "Heading 2": "楷体_GB2312",
    "Heading 3": "仿宋_GB2312",
}


def set_up(word: WordDocument, document: Document) -> None:
    """Paper, fonts, page numbers, the stamp on every page."""
    page = _PAGES[document.layout]
    section = word.sections[0]
    is_wide = page.width > page.height
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(page.width), Cm(page.height)
    section.left_margin = section.right_margin = Cm(page.sides)
    section.top_margin = section.bottom_margin = Cm(page.ends)
    for (name, font), size in zip(_FONTS.items(), (page.text, page.title, *page.headings), strict=True):
        _font(word, name, font, size)
    if page.above_heading is not None:
        _close_up(word, page.above_heading)
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


def text_width_cm(word: WordDocument) -> float:
    """How wide the text is."""
    section = word.sections[0]
    margins = (section.left_margin or Emu(0)) + (section.right_margin or Emu(0))
    return float(Emu((section.page_width or Emu(0)) - margins).cm)


def _close_up(word: WordDocument, above: float) -> None:
    """A form wastes no paper: the title in the middle, little room around headings."""
    title = word.styles["Title"].paragraph_format
    title.alignment, title.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(above)
    borders = word.styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)
    for level in (1, 2, 3):
        heading = word.styles[f"Heading {level}"].paragraph_format
        heading.space_before, heading.space_after = Pt(above), Pt(above / 2)
    text = word.styles["Normal"].paragraph_format
    text.space_before = text.space_after = Pt(_LEADING_POINTS)
    text.line_spacing = 1.0


def _font(word: WordDocument, style: str, name: str, size: float) -> None:
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
