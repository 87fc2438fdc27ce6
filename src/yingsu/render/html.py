"""A document as one HTML file: no network, no script; charts inline, cases folded."""

from datetime import date
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from yingsu.document import (
    Align,
    Annex,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Role,
    Signatures,
    Table,
)
from yingsu.render.svg import svg
from yingsu.render.words import printable


def html(document: Document) -> str:
    """The whole page."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, finalize=_clean)
    page = files("yingsu.data").joinpath("page.html").read_text(encoding="utf-8")
    return environment.from_string(page).render(document=document, render=_block) + "\n"


def _clean(value: object) -> object:
    """Text that somebody typed, without what a page should not hold; markup of our own as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _text(value: str) -> Markup:
    return escape(printable(value))


def _block(block: Block) -> Markup:
    if isinstance(block, Heading):
        # The page's title is its h1 already; a document without one begins at h2 too.
        level = min(max(block.level, 2), 6)
        return Markup("\n<h{0}>{1}</h{0}>").format(level, _text(block.text))
    if isinstance(block, Paragraph):
        kind = block.tone.value if block.role is Role.BODY else f"{block.tone.value} {block.role.value}"
        return Markup('\n<p class="{}">{}</p>').format(kind, _text(block.text))
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Listing):
        items = (
            Markup('<li>{}<span class="{}">{}</span> {}{}</li>').format(
                Markup("{} ").format(entry.box) if entry.box else "",
                entry.tone.value,
                _text(entry.lead),
                _text(entry.text),
                Markup("").join(
                    Markup('<span class="line">{}</span>').format(_text(line)) for line in entry.lines
                ),
            )
            for entry in block.entries
        )
        return Markup('\n<ul class="list">{}</ul>').format(Markup("").join(items))
    if isinstance(block, Fields | Signatures):
        return _fields(block.pairs)
    if isinstance(block, Chart):
        return Markup("\n<figure>{}</figure>").format(Markup(svg(block)))  # noqa: S704 -- svg() escapes its texts
    return _annex(block)


def _fields(pairs: tuple[tuple[str, str], ...]) -> Markup:
    rows = (
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(_text(label), _text(value))
        for label, value in pairs
    )
    return Markup('\n<div class="scroll"><table class="fields"><tbody>{}</tbody></table></div>').format(
        Markup("").join(rows)
    )


def _annex(annex: Annex) -> Markup:
    inner = Markup("").join(_block(block) for block in annex.blocks)
    return Markup("\n<details><summary>{}</summary>{}</details>").format(_text(annex.title), inner)


def _table(table: Table) -> Markup:
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_side(column), _text(column.title))
        for column in table.columns
    )
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                _cell(place, cell, column)
                for place, (cell, column) in enumerate(zip(row, table.columns, strict=True))
            )
        )
        for row in table.rows
    )
    note = Markup('<p class="note">{}</p>').format(_text(table.note)) if table.note else Markup("")
    return Markup(
        '\n<div class="scroll"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{}'
    ).format(head, rows, note)


def _cell(place: int, cell: Cell, column: Column) -> Markup:
    tone = Markup('<span class="{}">{}</span>').format(cell.tone.value, _text(cell.text))
    if place == 0:
        return Markup('<th scope="row"{}>{}</th>').format(_side(column), tone)
    if isinstance(cell.value, date):
        return Markup('<td class="whole">{}</td>').format(tone)
    return Markup("<td{}>{}</td>").format(_side(column), tone)


def _side(column: Column) -> Markup:
    return Markup(' class="{}"').format(column.align.value) if column.align is not Align.LEFT else Markup("")
