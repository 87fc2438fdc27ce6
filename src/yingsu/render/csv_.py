"""The tables of a document as CSV for a spreadsheet: UTF-8 with a mark, no cell that could be a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TextIO

from yingsu.document import Annex, Block, Cell, Column, Document, Fields, Heading, Signatures, Table, text
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
        if title:
            writer.writerow([_safe(title)])
        writer.writerow([_safe(column.title) for column in table.columns])
        writer.writerows([_value(cell) for cell in row] for row in table.rows)
        if table.note:
            writer.writerow([_safe(table.note)])
    return "\ufeff" + target.getvalue()


class CsvRows:
    """One table, written row by row: for one that is too long to be held.

    Args:
        file: where to, opened without translation of line ends.
        head: lines above the table: title, stamp, label and text of what must be known.
        columns: the heads.
    """

    def __init__(self, file: TextIO, head: Iterable[tuple[str, ...]], columns: Iterable[str]) -> None:
        file.write("\ufeff")
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._writer.writerows([_safe(part) for part in line] for line in head)
        self._writer.writerow([])
        self._writer.writerow([_safe(column) for column in columns])

    def append(self, row: Iterable[Cell]) -> None:
        """Write a row."""
        self._writer.writerow([_value(cell) for cell in row])


def _tables(blocks: tuple[Block, ...], title: str) -> Iterator[tuple[str, Table]]:
    for block in blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Table):
            yield title, block
        elif isinstance(block, Fields | Signatures):
            rows = tuple((text(label), text(value)) for label, value in block.pairs)
            yield title, Table((Column("项目"), Column("内容")), rows)
        elif isinstance(block, Annex):
            yield from _tables(block.blocks, block.title)


def _value(cell: Cell) -> str:
    """A number as a number; text as text, never as a formula."""
    return cell.text if isinstance(cell.value, int) else _safe(cell.text)


def _safe(text: str) -> str:
    clean = printable(text)
    return f"'{clean}" if clean.lstrip().startswith(_FORMULA_STARTS) else clean
