"""Document: what every report is and every renderer takes. Values stay values: a count is an int, a day a date."""

import re
from collections.abc import Iterable
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
    CENTER = "center"


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


GAP = re.compile("【待填：[^【】]*】")
"""What a person still has to write: shown so that nobody overlooks it."""


def gap(what: str) -> str:
    """The text that stands for something that is not known."""
    return f"【待填：{what}】"


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
    """A column of a table.

    Attributes:
        choices: the words somebody may fill in, offered as a drop-down where the form has such; empty: any.
        note: how it is filled in, shown beside its head where the form has such.
        width: in columns of text, where what it holds does not say: a column that is still to be filled in.
    """

    title: str
    align: Align = Align.LEFT
    choices: tuple[str, ...] = ()
    note: str = ""
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    text: str


class Role(Enum):
    """What a paragraph is in a letter or an official document; elsewhere all are text."""

    BODY = "body"
    ADDRESSEE = "addressee"
    ATTACHMENT = "attachment"
    SIGNATURE = "signature"
    MASTHEAD = "masthead"
    """发文机关标志: whose document it is, in red at the head."""
    NUMBER = "number"
    """发文字号, below the masthead."""
    CAPTION = "caption"
    """Of a table, above it."""
    IMPRINT = "imprint"
    """版记: who has copies; who had it printed and when, in two runs."""
    NEW_PAGE = "new-page"


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a paragraph that looks alike."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text.

    Attributes:
        role: what it is in a letter; one of `NEW_PAGE` has no text.
        runs: the same text in parts, where some are strong; empty where none is.
    """

    text: str
    tone: Tone = Tone.PLAIN
    role: Role = Role.BODY
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `note` stands under it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A box of a form, over one or more of its columns."""

    text: str
    span: int = 1
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Form(Table):
    """A form as offices print it. As a table it has what is asked beside what is answered.

    Attributes:
        lines: its boxes, line by line, each line as wide as the others.
    """

    lines: tuple[tuple[FormCell, ...], ...] = ()


TICKED, UNTICKED = "☑", "□"
BLANK, UNDATED = "________", "　　年　　月　　日"
"""Room to write, where a form of output has no lines for it; a day to be written in."""


def boxes(words: Iterable[str], ticked: str | None = None) -> str:
    """A box before each word to tick one by hand; one may be ticked already."""
    return "　".join(f"{TICKED if word == ticked else UNTICKED}{word}" for word in words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a list: a lead, what is said of it, and lines below.

    Attributes:
        is_ticked: whether its box is ticked; `None`: it has no box.
    """

    lead: str
    text: str = ""
    lines: tuple[str, ...] = ()
    tone: Tone = Tone.PLAIN
    is_ticked: bool | None = None

    @property
    def box(self) -> str:
        """Its box, empty or ticked; nothing where it has none."""
        return "" if self.is_ticked is None else TICKED if self.is_ticked else UNTICKED


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of entries."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """The head of a form: a label and what is known of it; nothing where it is still to be filled in."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Room to sign, with a day, for each that has to."""

    roles: tuple[str, ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The same as labels with room to write, for a form of output without boxes."""
        return tuple((f"{role}（签名）", f"{BLANK}{UNDATED}") for role in self.roles)


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


Block = Union[Heading, Paragraph, Table, Listing, Fields, Signatures, Chart, Annex]  # noqa: UP007 -- Annex names Block before it is


class Layout(Enum):
    """What the pages are for, where a form of output has pages."""

    SHEETS = "sheets"
    """Wide tables to read: A4 landscape."""
    FORM = "form"
    """A form to fill in by hand: A4 portrait, dense."""


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in order.

    Attributes:
        title: what the document is; printed by the renderers that have pages.
        facts: label and text of what a reader must know of it: period, as-of, revision …
        stamp: a word across every page and sheet, such as 草稿; empty for none.
        layout: what its pages are for.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())
    stamp: str = ""
    layout: Layout = Layout.SHEETS
