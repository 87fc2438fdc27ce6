"""Charts of an official document: bars as pictures in a table without lines, so that they print everywhere."""

import io
from collections.abc import Iterator
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell as WordCell

from yingsu.document import Chart, Run
from yingsu.render import official_page as page
from yingsu.render.bar_pictures import COLOURS, EMPTY, pixel
from yingsu.render.svg import shown, top_of
from yingsu.render.words import display_width, printable

_COLUMN_MM: Final = 2.12
_PADDING_MM: Final = 4
_MOST_LABEL_MM: Final = 62
_VALUE_MM: Final = 24
"""Room behind the longest bar for its value."""

_BAR_MM: Final = 4.2
_ROW_MM: Final = 7

Bar = tuple[str, str, float, str, tuple[int, int, int]]
"""Category, series, share of the scale, value as written, colour."""


def add_chart(word: WordDocument, chart: Chart) -> None:
    """Add a chart: a bar for each value with the value behind it, and the title below."""
    bars = list(_bars(chart))
    several = len(chart.series) > 1
    labels = [category for category, *_ in bars]
    names = [name for _, name, *_ in bars] if several else []
    widths = [_width(labels), *([_width(names)] if several else [])]
    longest = page.TEXT_WIDTH_MM - sum(widths)
    grid = word.add_table(rows=len(bars), cols=len(widths) + 1)
    grid.autofit, grid.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(grid.columns, [*widths, longest], strict=True):
        column.width = Mm(width)
    for row, bar, label in zip(grid.rows, bars, _once(labels), strict=True):
        row.height = Mm(_ROW_MM)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 -- python-docx has no such setting
        for cell, width in zip(row.cells, [*widths, longest], strict=True):
            cell.width = Mm(width)
        for cell, text in zip(row.cells, [label, *([bar[1]] if several else [])], strict=False):
            _labelled(cell, text)
        _drawn(row.cells[-1], bar, longest - _VALUE_MM, is_rate=chart.is_rate)
    caption = word.add_paragraph(style=page.CAPTION)
    page.written(caption, (Run(chart.title),))


def _bars(chart: Chart) -> Iterator[Bar]:
    top = top_of(chart)
    for place, category in enumerate(chart.categories):
        for number, series in enumerate(chart.series):
            value = series.values[place]
            colour = COLOURS[number % len(COLOURS)]
            words = shown(value, is_rate=chart.is_rate)
            yield printable(category), printable(series.name), float(value or 0) / top, words, colour


def _once(labels: list[str]) -> list[str]:
    """Each label where it stands first."""
    return [label if place == 0 or labels[place - 1] != label else "" for place, label in enumerate(labels)]


def _width(texts: list[str]) -> float:
    longest = max((display_width(text) for text in texts), default=0)
    return min(_MOST_LABEL_MM, longest * _COLUMN_MM + _PADDING_MM)


def _labelled(cell: WordCell, text: str) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style, paragraph.alignment = page.BOXED, WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.keep_with_next = True
    page.written(paragraph, (Run(text),))


def _drawn(cell: WordCell, bar: Bar, longest: float, *, is_rate: bool) -> None:
    """The bar, grey up to 100 % for a rate, and its value."""
    category, name, share, words, colour = bar
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _with_axis(cell)
    paragraph = cell.paragraphs[0]
    paragraph.style = page.PICTURED
    paragraph.paragraph_format.keep_with_next = True
    rest = 1 - share if is_rate and words != shown(None, is_rate=True) else 0.0
    for length, shade, said in ((share, colour, f"{category} {name} {words}"), (rest, EMPTY, "")):
        if length > 0:
            run = paragraph.add_run()
            picture = run.add_picture(io.BytesIO(pixel(shade)), Mm(length * longest), Mm(_BAR_MM))
            inline = picture._inline  # noqa: SLF001 -- python-docx has no alternative texts
            inline.docPr.set("descr", said)
            for side in ("distT", "distB", "distL", "distR"):
                inline.set(side, "0")  # or LibreOffice leaves room around it
    page.written(paragraph, (Run(f" {words}"),))


def _with_axis(cell: WordCell) -> None:
    """The line that bars begin at."""
    borders = OxmlElement("w:tcBorders")
    left = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 -- python-docx has no such setting
    properties.insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:vAlign")
