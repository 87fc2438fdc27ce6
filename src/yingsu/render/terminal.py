"""A document on a terminal, or as plain text where there is none: no colour when piped, none with NO_COLOR."""

import unicodedata
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from yingsu.document import Align, Block, Cell, Document, Entry, Heading, Listing, Paragraph, Table, Tone

PIPED_WIDTH = 100
"""Width where there is no terminal to ask."""

_STYLES = {Tone.PLAIN: "", Tone.GOOD: "green", Tone.BAD: "bold red", Tone.QUIET: "dim"}


def printable(text: str) -> str:
    """Text without control characters: what a file holds must not steer somebody's terminal."""
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cf"} else character for character in text
    )


def write(document: Document, file: IO[str], *, width: int | None = None) -> None:
    """Print a document."""
    is_terminal = file.isatty()
    console = Console(
        file=file,
        width=width or (None if is_terminal else PIPED_WIDTH),
        highlight=False,
        emoji=False,
        markup=False,
        soft_wrap=False,
        legacy_windows=False,
    )
    for block in document.blocks:
        _write_block(console, block)


def _write_block(console: Console, block: Block) -> None:
    if isinstance(block, Heading):
        style = "bold" if block.level > 1 else "bold underline"
        console.print()
        console.print(Text(printable(block.text), style=style))
    elif isinstance(block, Paragraph):
        console.print(Text(printable(block.text), style=_STYLES[block.tone]))
    elif isinstance(block, Table):
        _write_table(console, block)
    elif isinstance(block, Listing):
        for entry in block.entries:
            _write_entry(console, entry)


def _write_table(console: Console, block: Table) -> None:
    table = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in block.columns:
        right = column.align is Align.RIGHT
        table.add_column(
            printable(column.title), justify="right" if right else "left", overflow="fold", no_wrap=right
        )
    for row in block.rows:
        table.add_row(*(_styled(cell) for cell in row))
    console.print(table)
    if block.note:
        console.print(Text(printable(block.note), style="dim"))


def _styled(cell: Cell) -> Text:
    return Text(printable(cell.text), style=_STYLES[cell.tone])


def _write_entry(console: Console, entry: Entry) -> None:
    head = Text(printable(entry.lead), style=_STYLES[entry.tone])
    if entry.text:
        head.append(f"  {printable(entry.text)}", style="")
    console.print(Padding(head, (0, 0, 0, 2), expand=False))
    for line in entry.lines:
        console.print(Padding(Text(printable(line), style="dim"), (0, 0, 0, 6), expand=False))
