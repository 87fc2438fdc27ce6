"""A document as an official one in Word, GB/T 9704-2012: ready to be read over, finished and signed."""

import io
import re
from itertools import groupby
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from yingsu.document import (
    Annex,
    Block,
    Chart,
    Document,
    Fields,
    Form,
    Heading,
    Listing,
    Paragraph,
    Role,
    Run,
    Signatures,
    Table,
)
from yingsu.render import official_page as page
from yingsu.render.archive import without_times
from yingsu.render.markdown_in import FIRST_ATTACHMENT, NEXT_ATTACHMENT
from yingsu.render.official_charts import add_chart
from yingsu.render.official_ends import add_imprint, add_masthead
from yingsu.render.official_tables import add_form, add_table
from yingsu.render.words import display_width, printable

_TITLE_CHARACTERS: Final = 19
"""How many characters of the title's size stand on a line."""

_SEAL_LINES: Final = 1
"""Empty lines before the signature: the top of the seal is to be within a line of the text."""

_DATE_FROM_EDGE: Final = 4
"""Characters between the date and the edge, under a seal."""


_HEAD: Final = (Role.MASTHEAD, Role.NUMBER)

_UPRIGHT_COLUMNS: Final = 5
"""How many columns a table of an annex may have on an upright page."""

_LEAD: Final = re.compile(rf"(?:{FIRST_ATTACHMENT}|{NEXT_ATTACHMENT})(?:\d+\.)?")
_UNDER_TITLE, _UNDER_TABLE = Pt(8), Pt(6)
_STOPS: Final = "，。；：、？！）》」』】〕”’)]"
_OPENERS: Final = "（《「『【〔“‘(["
_AFTER: Final = "、，的诉与和及局府院所队会委案"
"""Where a title is best broken."""

_NEAR: Final = 5
"""How many characters from the middle a better place to break may lie."""


def official_docx_bytes(document: Document) -> bytes:
    """The whole file. The same document gives the same bytes."""
    word = page.blank_page(printable(document.stamp))
    head = [each for each in document.blocks if isinstance(each, Paragraph) and each.role in _HEAD]
    if head:
        add_masthead(word, head)
    _title(word, document)
    for role, blocks in groupby(document.blocks, key=_role):
        if role is Role.SIGNATURE:
            _signature(word, [each.text for each in blocks if isinstance(each, Paragraph)])
        elif role is Role.ATTACHMENT:
            _attachments(word, [each.text for each in blocks if isinstance(each, Paragraph)])
        elif role is Role.IMPRINT:
            _imprint(word, [each for each in blocks if isinstance(each, Paragraph)])
        elif role not in _HEAD:
            for block in blocks:
                _block(word, block)
    target = io.BytesIO()
    word.save(target)
    return without_times(target.getvalue())


def _role(block: Block) -> Role | None:
    return block.role if isinstance(block, Paragraph) else None


def _title(word: WordDocument, document: Document) -> None:
    if not document.title:
        return
    parts = [part for line in document.title.splitlines() for part in _balanced(printable(line))]
    paragraph = word.add_paragraph(style="Title")
    for number, part in enumerate(parts):
        if number:
            paragraph.add_run().add_break()
        page.written(paragraph, (Run(part),))
    if document.blocks and isinstance(document.blocks[0], Form):
        paragraph.paragraph_format.space_after = _UNDER_TITLE
    else:
        word.add_paragraph()


def _balanced(title: str) -> list[str]:
    """A title in lines about as long as each other, broken after a word's end where one is near."""
    length = display_width(title) / 2
    count = -(-length // _TITLE_CHARACTERS)
    if count <= 1:
        return [title]
    places = [place for place in range(1, len(title)) if _may_break(title, place)]
    ideal = length / count
    near = [place for place in places if abs(display_width(title[:place]) / 2 - ideal) <= _NEAR]
    if not near:
        near = places or [len(title)]
    best = min(
        near,
        key=lambda place: (title[place - 1] not in _AFTER, abs(display_width(title[:place]) / 2 - ideal)),
    )
    return [title[:best], *(_balanced(title[best:]) if title[best:] else [])]


def _may_break(title: str, place: int) -> bool:
    before, after = title[place - 1], title[place]
    in_word = before.isascii() and after.isascii()
    in_brackets = title[:place].count("（") > title[:place].count("）")
    return not in_word and not in_brackets and after not in _STOPS and before not in _OPENERS


def _block(word: WordDocument, block: Block) -> None:
    match block:
        case Paragraph():
            _paragraph(word, block)
        case Form():
            add_form(word, block)
        case Table():
            add_table(word, block)
        case Chart():
            add_chart(word, block)
        case Annex():
            _annex(word, block)
        case Heading():
            _heading(word, block)
        case _:
            for line in _lines(block):
                _body(word, line)


def _annex(word: WordDocument, annex: Annex) -> None:
    """附件 on a page of its own: its number flush, its title on the third line. Across where a table needs that."""
    columns = [len(block.columns) for block in annex.blocks if isinstance(block, Table)]
    page.begin_section(word, is_wide=max(columns, default=0) > _UPRIGHT_COLUMNS)
    page.written(word.add_paragraph(style=page.ANNEX_NUMBER), (Run(annex.name),))
    word.add_paragraph()
    title = annex.title.removeprefix(f"{annex.name}　")
    page.written(word.add_paragraph(style=page.ANNEX_TITLE), (Run(title),))
    word.add_paragraph()
    for block in annex.blocks:
        _block(word, block)


def _imprint(word: WordDocument, blocks: list[Paragraph]) -> None:
    if page.is_across(word):
        page.begin_section(word, is_wide=False)
    add_imprint(word, blocks)


def _heading(word: WordDocument, heading: Heading) -> None:
    style = page.HEADINGS[min(max(heading.level, 2), max(page.HEADINGS))]
    page.written(_below(word, style), (Run(heading.text),))


def _lines(block: Listing | Fields | Signatures) -> list[str]:
    """What has no form of its own in an official document, as paragraphs."""
    if isinstance(block, Listing):
        return [
            "　".join(part for part in (entry.lead, entry.text, *entry.lines) if part)
            for entry in block.entries
        ]
    return [f"{label}：{value}" for label, value in block.pairs]


def _paragraph(word: WordDocument, block: Paragraph) -> None:
    if block.role is Role.NEW_PAGE:
        _new_page(word)
        return
    styles = {Role.ADDRESSEE: page.FLUSH, Role.CAPTION: page.CAPTION}
    paragraph = _below(word, styles.get(block.role, page.BODY))
    page.written(paragraph, block.runs or (Run(block.text),))
    paragraph.paragraph_format.keep_with_next = block.role is Role.CAPTION or None


def _below(word: WordDocument, style: str) -> WordParagraph:
    """A paragraph; right below a table with a little room above it."""
    is_below_table = bool(word.element.body.xpath("./*[last()-1][self::w:tbl]"))
    paragraph = word.add_paragraph(style=style)
    if is_below_table:
        paragraph.paragraph_format.space_before = _UNDER_TABLE
    return paragraph


def _body(word: WordDocument, text: str) -> WordParagraph:
    return page.written(word.add_paragraph(style=page.BODY), (Run(text),))


def _new_page(word: WordDocument) -> None:
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _signature(word: WordDocument, lines: list[str]) -> None:
    """Under a seal: the date four characters from the edge, the names centred over it.

    It never stands on a page of its own: the last line of the text comes along.
    """
    for paragraph in _last(word):
        paragraph.paragraph_format.keep_with_next = True
    for _ in range(_SEAL_LINES):
        word.add_paragraph().paragraph_format.keep_with_next = True
    *names, date = [printable(line) for line in lines]
    widest = max((display_width(name) / 2 for name in names), default=0)
    width = display_width(date) / 2
    # A name longer than the date and both its margins moves the date inwards instead of leaving the page.
    edge = max(_DATE_FROM_EDGE, (widest - width) / 2)
    for text in (*names, date):
        own = display_width(text) / 2
        paragraph = page.written(word.add_paragraph(style=page.SIGNED), (Run(text),))
        paragraph.paragraph_format.right_indent = Twips(round((edge + (width - own) / 2) * page.CHARACTER))
        paragraph.paragraph_format.keep_with_next = text is not date


def _last(word: WordDocument) -> list[WordParagraph]:
    """The last paragraph, or those of the last row."""
    found = list(word.iter_inner_content())
    last = found[-1] if found else None
    if isinstance(last, WordTable):
        return [paragraph for cell in last.rows[-1].cells for paragraph in cell.paragraphs]
    return [last] if last is not None else []


def _attachments(word: WordDocument, lines: list[str]) -> None:
    """What is attached, after an empty line; a name that is too long goes on under itself."""
    word.add_paragraph()
    for line in lines:
        paragraph = _body(word, line)
        lead = _LEAD.match(line)
        hang = Twips(round(display_width(lead.group() if lead is not None else "") / 2 * page.CHARACTER))
        paragraph.paragraph_format.left_indent = hang + Twips(round(2 * page.CHARACTER))
        paragraph.paragraph_format.first_line_indent = -hang
        # The style counts the indent in characters, which would win.
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 -- python-docx knows no characters
        indent.set(qn("w:firstLineChars"), "0")
