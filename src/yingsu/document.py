"""Document: what every report is and every renderer takes. Values stay values: a count is an int, a day a date."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Union


class Tone(Enum):
    """How a text is meant; a renderer may show it, and none depends on colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    QUIET = "quiet"


class Align(Enum):
    """How a column stands."""

    LEFT = "left"
    RIGHT = "right"


Value = str | int | Fraction | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and the text it is read as.

    Attributes:
        text: as printed.
        value: as calculated with: a count, an exact rate, a day; the text itself for text.
        tone: how it is meant.
    """

    text: str
    value: Value = None
    tone: Tone = Tone.PLAIN


def text(value: str, tone: Tone = Tone.PLAIN) -> Cell:
    """A cell of text that somebody may have typed: it is text everywhere."""
    return Cell(value, value, tone)


def count(value: int, tone: Tone = Tone.PLAIN) -> Cell:
    """A cell with a count."""
    return Cell(str(value), value, tone)


def day(value: date | None) -> Cell:
    """A cell with a day; a dash where there is none."""
    return Cell(value.isoformat() if value else "—", value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `note` stands under it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a list: a lead, what is said of it, and lines below."""

    lead: str
    text: str = ""
    lines: tuple[str, ...] = ()
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of entries."""

    entries: tuple[Entry, ...]


class ChartKind(Enum):
    """How a chart is drawn."""

    BARS = "bars"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    """A line or a row of bars: a value for each category, `None` where there is none (a gap, never a zero)."""

    name: str
    values: tuple[int | Fraction | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers. What it shows is always in a table too.

    Attributes:
        target: a value drawn as a line across, such as the goal of 100 %.
        is_rate: the values are rates, drawn in %.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    is_rate: bool = False
    target: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """What opens on demand: the cases behind a figure. Folded in HTML, a sheet in Excel, an annex in Word.

    Attributes:
        name: short, for a sheet's tab.
        title: in full.
    """

    name: str
    title: str
    blocks: tuple["Block", ...]


Block = Union[Heading, Paragraph, Table, Listing, Chart, Annex]  # noqa: UP007 -- Annex names Block before it is


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in order.

    Attributes:
        title: what the document is; printed by the renderers that have pages.
        facts: label and text of what a reader must know of it: period, as-of, revision …
        stamp: a word across every page and sheet, such as 草稿; empty for none.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())
    stamp: str = ""
