"""A document as Markdown: text that people typed is escaped, so that it reads as it was typed."""

import re
from collections.abc import Iterator

from yingsu.document import (
    BLANK,
    Align,
    Annex,
    Block,
    Chart,
    Document,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
)
from yingsu.render.svg import shown
from yingsu.render.words import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$&])")
_RULES = {Align.LEFT: "---", Align.RIGHT: "---:", Align.CENTER: ":---:"}
_START = re.compile(r"^(?:(\d+)(?=[.)](?:\s|$))|(?=[-+=]))")


def markdown(document: Document) -> str:
    """The whole document."""
    return "\n".join(_document(document)).strip() + "\n"


def _document(document: Document) -> Iterator[str]:
    if document.title:
        yield f"# {_text(document.title)}\n"
    if document.stamp:
        yield f"**{_text(document.stamp)}**\n"
    for label, text in document.facts:
        yield f"- {_text(label)}：{_text(text)}"
    if document.facts:
        yield ""
    for block in document.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * min(max(block.level, 2), 6)} {_text(block.text)}\n"
    elif isinstance(block, Paragraph):
        yield f"{_text(block.text)}\n"
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Listing):
        for entry in block.entries:
            rest = "；".join(_text(part) for part in (entry.text, *entry.lines) if part)
            box = "" if entry.is_ticked is None else "[x] " if entry.is_ticked else "[ ] "
            yield f"- {box}{_text(entry.lead)}{'：' if rest else ''}{rest}"
        yield ""
    elif isinstance(block, Fields | Signatures):
        yield from (f"- {_text(label)}：{_text(value or BLANK)}" for label, value in block.pairs)
        yield ""
    elif isinstance(block, Chart):
        yield from _chart(block)
    elif isinstance(block, Annex):
        yield f"## {_text(block.title)}\n"
        for inner in block.blocks:
            yield from _block(inner)


def _table(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(_text(column.title) for column in table.columns) + " |"
    yield "|" + "|".join(_RULES[column.align] for column in table.columns) + "|"
    for row in table.rows:
        yield "| " + " | ".join(_text(cell.text) for cell in row) + " |"
    yield ""
    if table.note:
        yield f"{_text(table.note)}\n"


def _chart(chart: Chart) -> Iterator[str]:
    """A chart's numbers: Markdown has no pictures of its own."""
    yield f"**{_text(chart.title)}**\n"
    yield "| | " + " | ".join(_text(series.name) for series in chart.series) + " |"
    yield "|---|" + "---:|" * len(chart.series)
    for place, category in enumerate(chart.categories):
        values = (shown(series.values[place], is_rate=chart.is_rate) for series in chart.series)
        yield f"| {_text(category)} | " + " | ".join(values) + " |"
    yield ""


def _text(text: str) -> str:
    """Text escaped; without blanks around it, which would make it code."""
    return _START.sub(r"\1\\", _SPECIAL.sub(r"\\\1", printable(text).strip()))
