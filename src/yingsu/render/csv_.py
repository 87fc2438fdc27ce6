"""The tables of a document as CSV for a spreadsheet: UTF-8 with a mark, no cell that could be a formula."""

import csv
import io
from collections.abc import Iterator

from yingsu.document import Annex, Block, Cell, Document, Heading, Table
from yingsu.render.words import printable

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for a formula; some take the full-width signs too."""


def csv_text(document: Document) -> str:
    """Every table under its heading, one below the other, as printed: rates in %, days as ISO dates."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    if document.title:
        writer.writerow([_safe(document.title)])
    if document.stamp:
        writer.writerow([_safe(document.stamp)])
    writer.writerows([_safe(label), _safe(text)] for label, text in document.facts)
    for title, table in _tables(document.blocks, ""):
        writer.writerow([])
        writer.writerow([_safe(title)])
        writer.writerow([_safe(column.title) for column in table.columns])
        writer.writerows([_value(cell) for cell in row] for row in table.rows)
        if table.note:
            writer.writerow([_safe(table.note)])
    return "\ufeff" + target.getvalue()


def _tables(blocks: tuple[Block, ...], title: str) -> Iterator[tuple[str, Table]]:
    for block in blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Table):
            yield title, block
        elif isinstance(block, Annex):
            yield from _tables(block.blocks, block.title)


def _value(cell: Cell) -> str:
    """A number as a number; text as text, never as a formula."""
    return cell.text if isinstance(cell.value, int) else _safe(cell.text)


def _safe(text: str) -> str:
    clean = printable(text)
    return f"'{clean}" if clean.lstrip().startswith(_FORMULA_STARTS) else clean
