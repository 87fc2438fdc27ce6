"""The page of an official document, GB/T 9704-2012: paper, type area, grid, fonts, page numbers."""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from yingsu.document import GAP, Run
from yingsu.render.words import printable

FANGSONG, HEITI, KAITI = "仿宋_GB2312", "黑体", "楷体_GB2312"
XIAOBIAOSONG, SONGTI = "方正小标宋简体", "宋体"
LATIN: Final = "Times New Roman"

CHARACTERS, LINES = 28, 22
"""Of a line, and lines of a page."""

TEXT_WIDTH_MM, TEXT_HEIGHT_MM = 156, 225
_TWIPS_OF_MM: Final = 1440 / 25.4
LINE: Final = Twips(int(TEXT_HEIGHT_MM * _TWIPS_OF_MM / LINES))
"""The height of a line: as many as there must be, and not a twip more."""

BODY_SIZE, TITLE_SIZE, TABLE_SIZE, PAGE_NUMBER_SIZE, IMPRINT_SIZE = Pt(16), Pt(22), Pt(12), Pt(14), Pt(14)
TITLE_LINE, TABLE_LINE = Pt(34), Pt(18)
CHARACTER: Final = TEXT_WIDTH_MM * _TWIPS_OF_MM / CHARACTERS
"""The width of a character of the body, in twips."""

_CLOSER: Final = math.floor(CHARACTER - BODY_SIZE.pt * 20)
"""By how much characters of the body stand closer than their size, in twips, so that a line has its number of them.

A grid of characters would say the same to Word; but LibreOffice gives a character that is wider than a box of the
grid two of them. This every program draws alike.
"""

_INDENT: Final = 200
"""Two characters, in hundredths of one."""

_FIXED_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 -- Word's times have no zone

BODY, FLUSH, SIGNED, BOXED = "公文正文", "公文顶格", "公文落款", "公文表格"
CAPTION, PICTURED, IMPRINT = "公文图表题", "公文图", "公文版记"
ANNEX_NUMBER, ANNEX_TITLE = "公文附件序号", "公文附件标题"
"""Our own styles of paragraphs, by the names that people see in Word."""

HEADINGS: Final = {2: "Heading 1", 3: "Heading 2", 4: "Heading 3", 5: "Heading 4"}
_HEADING_FONTS: Final = {2: HEITI, 3: KAITI, 4: FANGSONG, 5: FANGSONG}


def blank_page(stamp: str) -> WordDocument:
    """An empty document in the form, with a word across the head of every page, or none."""
    word = docx.Document()
    _paper(word)
    _styles(word)
    _styles_of_parts(word)
    _page_numbers(word)
    if stamp:
        _stamp(word, stamp)
    core = word.core_properties
    # Nobody's name: neither who made it nor, in a title, whom it is about.
    core.author = core.last_modified_by = core.title = core.comments = ""
    core.created = core.modified = _FIXED_TIME
    return word


def _paper(word: WordDocument) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)
    # The number stands 7 mm below the type area.
    section.footer_distance, section.header_distance = Mm(35 - 7 - 6), Mm(20)
    properties = section._sectPr  # noqa: SLF001 -- python-docx has no grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE.twips))
    properties.append(grid)


def _styles(word: WordDocument) -> None:
    normal = _style(word, "Normal", FANGSONG)
    _set_closer(normal, _CLOSER)
    normal.paragraph_format.widow_control = False  # a page has its lines, whatever paragraph they are of
    _spaced(normal, LINE)
    title = _style(word, "Title", XIAOBIAOSONG)
    title.font.size = TITLE_SIZE
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.keep_with_next = True
    _spaced(title, TITLE_LINE)
    _set_free_of_grid(title)
    for level, name in HEADINGS.items():
        heading = _style(word, name, _HEADING_FONTS[level])
        heading.paragraph_format.keep_with_next = True
        _spaced(heading, LINE)
        _indented(heading)
    body = _own(word, BODY)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _indented(body)
    _own(word, FLUSH)
    _own(word, SIGNED).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    boxed = _own(word, BOXED)
    boxed.font.size = TABLE_SIZE
    _spaced(boxed, TABLE_LINE)
    _set_free_of_grid(boxed)
    boxed.font.color.rgb = RGBColor(0, 0, 0)
    _set_closer(boxed, 0)


def _styles_of_parts(word: WordDocument) -> None:
    """Of captions, charts, annexes and the imprint."""
    caption = _own(word, CAPTION)
    caption.font.size = TABLE_SIZE
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(6)
    set_font(caption.element.get_or_add_rPr(), HEITI)
    pictured = _own(word, PICTURED)
    pictured.font.size = Pt(10.5)
    pictured.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    pictured.paragraph_format.line_spacing = 1.0
    for each in (caption, pictured):
        _set_free_of_grid(each)
    _own(word, IMPRINT).font.size = IMPRINT_SIZE
    number, title = _own(word, ANNEX_NUMBER), _own(word, ANNEX_TITLE)
    set_font(number.element.get_or_add_rPr(), HEITI)
    set_font(title.element.get_or_add_rPr(), XIAOBIAOSONG)
    title.font.size = TITLE_SIZE
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = TITLE_LINE
    _set_free_of_grid(title)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    title.element.get_or_add_pPr().append(level)


def begin_section(word: WordDocument, *, is_wide: bool) -> None:
    """A new page, upright or across: across, the head of the page is at the binding of an upright one."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    upright = (Mm(210), Mm(297), Mm(37), Mm(26), Mm(35), Mm(28))
    width, height, top, right, bottom, left = upright
    if is_wide:
        width, height, top, right, bottom, left = height, width, left, top, right, bottom
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.footer_distance = bottom - Mm(7 + 6)


def is_across(word: WordDocument) -> bool:
    """Whether the last page lies across."""
    return word.sections[-1].orientation is WD_ORIENT.LANDSCAPE


def text_width_mm(word: WordDocument) -> int:
    """The width of the type area of the last page."""
    return TEXT_HEIGHT_MM if is_across(word) else TEXT_WIDTH_MM


def _own(word: WordDocument, name: str) -> ParagraphStyle:
    style: ParagraphStyle = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    return style


def _style(word: WordDocument, name: str, font: str) -> ParagraphStyle:
    """A style of Word's own, black and plain, in a Chinese font; its frames and theme fonts taken away."""
    style: ParagraphStyle = word.styles[name]
    style.font.name, style.font.size = LATIN, BODY_SIZE
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for unwanted in ("w:spacing", "w:kern", "w:lang"):
        for found in properties.findall(qn(unwanted)):
            properties.remove(found)
    set_font(properties, font)
    for found in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(found)
    return style


def set_font(properties: BaseOxmlElement, chinese: str, latin: str = LATIN) -> None:
    """A Chinese font for Chinese, a Latin one for digits and letters."""
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name, font in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{name}"), font)


def _set_closer(style: ParagraphStyle, twips: int) -> None:
    """How much farther apart than their size characters stand. Word wants its elements in order: after the colour."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twips))
    style.element.get_or_add_rPr().find(qn("w:color")).addnext(spacing)


def _set_free_of_grid(style: ParagraphStyle) -> None:
    """Its lines are as high as they are, no multiple of the body's."""
    free = OxmlElement("w:snapToGrid")
    free.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().find(qn("w:spacing")).addprevious(free)


def _spaced(style: ParagraphStyle, line: Twips | Pt) -> None:
    spacing = style.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, line


def _indented(style: ParagraphStyle) -> None:
    """Two characters before the first line, whatever the size of the font."""
    properties = style.element.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(_INDENT))
    indent.set(qn("w:firstLine"), str(round(2 * CHARACTER)))


def _page_numbers(word: WordDocument) -> None:
    """— 1 — on the outer side: right on odd pages, left on even ones, a character from the edge."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    edge = Twips(round(CHARACTER * PAGE_NUMBER_SIZE.pt / BODY_SIZE.pt))
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = edge
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text)
            run.font.size = PAGE_NUMBER_SIZE
            set_font(run._r.get_or_add_rPr(), SONGTI, SONGTI)  # noqa: SLF001 -- python-docx sets no such font
            if text is None:
                _field(run)


def _field(run: WordRun) -> None:
    """The number of the page."""
    for kind in ("begin", "", "separate", "end"):
        if kind == "end":
            run._r.append(_text_of_field())  # noqa: SLF001 -- python-docx has no fields of its own
        part = _add(run._r, "w:fldChar", fldCharType=kind) if kind else _add(run._r, "w:instrText")  # noqa: SLF001 -- the same
        if not kind:
            part.text = "PAGE"


def _text_of_field() -> BaseOxmlElement:
    shown = OxmlElement("w:t")
    shown.text = "1"
    return shown


def _add(parent: BaseOxmlElement, name: str, **attributes: str) -> BaseOxmlElement:
    part = OxmlElement(name)
    for key, value in attributes.items():
        part.set(qn(f"w:{key}"), value)
    parent.append(part)
    return part


def _stamp(word: WordDocument, stamp: str) -> None:
    section = word.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph: WordParagraph = header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(stamp)
        run.bold, run.font.size = True, PAGE_NUMBER_SIZE
        run.font.color.rgb = RGBColor(0xA1, 0x12, 0x12)


def written(paragraph: WordParagraph, runs: Iterable[Run]) -> WordParagraph:
    """Write text; what a person still has to fill in is marked."""
    for run in runs:
        text, at = printable(run.text), 0
        for found in GAP.finditer(text):
            _run(paragraph, text[at : found.start()], is_strong=run.is_strong)
            marked = _run(paragraph, found.group(), is_strong=run.is_strong)
            marked.font.highlight_color = WD_COLOR_INDEX.YELLOW
            at = found.end()
        _run(paragraph, text[at:], is_strong=run.is_strong)
    return paragraph


def _run(paragraph: WordParagraph, text: str, *, is_strong: bool) -> WordRun:
    run = paragraph.add_run(text)
    if is_strong:
        run.bold = True
    return run
