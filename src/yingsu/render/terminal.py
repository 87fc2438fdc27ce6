"""A document on a terminal, or as plain text where there is none: no colour when piped, none with NO_COLOR."""

import io
import re
from typing import IO, Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from yingsu.document import (
    BLANK,
    Align,
    Block,
    Cell,
    Document,
    Entry,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
    Tone,
)
from yingsu.render.lines import wrapped
from yingsu.render.words import printable

PIPED_WIDTH = 100
"""Width where there is no terminal to ask."""

NARROWEST = 60
"""No table is squeezed into less: a terminal breaks its lines, and nothing of them is lost."""

_WHOLE = re.compile("（[0-9]{4}）.{,30}号|[0-9]{4}-[0-9]{2}-[0-9]{2}|—|未填")
"""案号 and days, or none: what is not broken over two lines, so that it can be found and copied."""

_SIDES: Final[dict[Align, JustifyMethod]] = {
    Align.LEFT: "left",
    Align.RIGHT: "right",
    Align.CENTER: "center",
}
_STYLES = {Tone.PLAIN: "", Tone.GOOD: "green", Tone.BAD: "bold red", Tone.QUIET: "dim"}


def write(document: Document, file: IO[str], *, width: int | None = None) -> None:
    """Print a document."""
    is_terminal = file.isatty()
    # A file or pipe gets no blanks at the ends of lines: they would show in every comparison.
    target = file if is_terminal else io.StringIO()
    console = Console(
        file=target,
        width=width or (None if is_terminal else PIPED_WIDTH),
        highlight=False,
        emoji=False,
        markup=False,
        soft_wrap=False,
        legacy_windows=False,
    )
    console.width = max(console.width, NARROWEST)
    _write_head(console, document)
    for block in document.blocks:
        _write_block(console, block)
    if isinstance(target, io.StringIO):
        file.write("\n".join(line.rstrip(" \u3000") for line in target.getvalue().split("\n")))


def _write_head(console: Console, document: Document) -> None:
    """Title, stamp and what must be known of the document; nothing for one that has none."""
    if document.title:
        console.print()
        console.print(Text(printable(document.title), style="bold underline"))
    if document.stamp:
        _write_lines(console, document.stamp, _STYLES[Tone.BAD])
    if document.facts:
        _write_lines(
            console, "；".join(f"{label} {text}" for label, text in document.facts), _STYLES[Tone.QUIET]
        )


def _write_block(console: Console, block: Block) -> None:
    if isinstance(block, Heading):
        style = "bold" if block.level > 1 else "bold underline"
        console.print()
        console.print(Text(printable(block.text), style=style))
    elif isinstance(block, Paragraph):
        _write_lines(console, block.text, _STYLES[block.tone])
    elif isinstance(block, Table):
        _write_table(console, block)
    elif isinstance(block, Listing):
        lead = max((cell_len(printable(entry.lead)) for entry in block.entries), default=0)
        for entry in block.entries:
            if entry.is_ticked is None:
                _write_entry(console, entry)
            else:
                _write_check(console, entry, lead)
    elif isinstance(block, Fields | Signatures):
        for label, value in block.pairs:
            _write_lines(console, f"{label}：{value or BLANK}", "")


def _write_table(console: Console, block: Table) -> None:
    table = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for position, column in enumerate(block.columns):
        title, right = printable(column.title), column.align is Align.RIGHT
        texts = [title, *(printable(row[position].text) for row in block.rows)]
        # Half a number is a wrong number: on a narrow terminal the line gets longer instead.
        is_whole = right or all(_WHOLE.fullmatch(text) for text in texts[1:])
        table.add_column(
            title,
            justify=_SIDES[column.align],
            overflow="fold",
            no_wrap=is_whole,
            min_width=max(cell_len(text) for text in texts) if is_whole else None,
        )
    for row in block.rows:
        table.add_row(*(_styled(cell) for cell in row))
    console.print(table, crop=False)
    if block.note:
        _write_lines(console, block.note, "dim")


def _write_lines(console: Console, text: str, style: str) -> None:
    for line in wrapped(printable(text), console.width):
        console.print(Text(line, style=style))


def _styled(cell: Cell) -> Text:
    return Text(printable(cell.text), style=_STYLES[cell.tone])


def _write_entry(console: Console, entry: Entry) -> None:
    head = Text(printable(entry.lead), style=_STYLES[entry.tone])
    if entry.text:
        head.append(f"  {printable(entry.text)}", style="")
    console.print(Padding(head, (0, 0, 0, 2), expand=False))
    for line in entry.lines:
        console.print(Padding(Text(printable(line), style="dim"), (0, 0, 0, 6), expand=False))


def _write_check(console: Console, entry: Entry, width: int) -> None:
    """An entry with a box: what is said of it stands in a column of its own, beside a lead of so many columns."""
    lead = printable(entry.lead)
    head = Text(f"  {entry.box} {lead}{' ' * (width - cell_len(lead))}  ", style=_STYLES[entry.tone])
    column = cell_len(head.plain)
    lines = wrapped(printable(entry.text), console.width - column)
    console.print(head.append(lines[0], style=_STYLES[entry.tone]), soft_wrap=True)
    for line in lines[1:]:
        console.print(Text(" " * column + line, style=_STYLES[entry.tone]), soft_wrap=True)
    for below in entry.lines:
        for line in wrapped(printable(below), console.width - column):
            console.print(Text(" " * column + line, style="dim"), soft_wrap=True)
