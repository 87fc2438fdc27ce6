"""What a ledger is: columns that are declared once, and entries with the days that put them in a period.

A ledger looks at one file at a time and yields rows, so that a county's ledgers are written as they are read and memory
does not grow with them. Every answer in a cell is asked of `domain/facts`, the due days or the figures.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

from yingsu.document import Align, Cell, Column, Tone, text
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.law import Article, cite
from yingsu.domain.office import Office
from yingsu.domain.parties import Responsibility
from yingsu.domain.period import Period
from yingsu.domain.records import Event, Screening, UnitLetter
from yingsu.domain.view import View
from yingsu.metrics.core import Item
from yingsu.reports.agenda import is_under

Subject = TypeVar("Subject")

YES_NO: Final = (Answer.YES.value, Answer.NO.value)
ANSWERS: Final = tuple(answer.value for answer in Answer)

NUMBER: Final = Column("序号", Align.RIGHT, width=5)
"""The first column of every ledger."""

DAYS_NOTE: Final = "没有办的，距期限还有几天或已逾期几天；办晚了的，晚了几天。按数值排序，逾期最久的在前。"

HIT, MISS, UNKNOWN, LEFT_OUT, REPEATED, OTHER_PERIOD = (
    "计入分子",
    "只计分母",
    "不明",
    "不计入",
    "同案已计",
    "计入别期",
)
COUNTED: Final = (HIT, MISS, UNKNOWN, LEFT_OUT, REPEATED, OTHER_PERIOD)
"""How a row stands to a figure. Each item of the figure has one row that says it; its other rows are 同案已计."""

_OF_ANSWER = {Answer.YES: HIT, Answer.NO: MISS, Answer.UNKNOWN: UNKNOWN}


@dataclass(frozen=True, slots=True)
class Source:
    """A file as ledgers see it: a case, a screening, letters of no case, or events; as known on the as-of day.

    Attributes:
        path: relative to the workspace.
    """

    path: str
    view: View | None = None
    screening: Screening | None = None
    letters: tuple[UnitLetter, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What the ledgers are made for.

    Attributes:
        period: already ended at the as-of day at the latest.
        unit: by the name of the directory, with the units reported under it; `None` for the county.
    """

    office: Office
    as_of: date
    period: Period
    unit: str | None = None

    def admits(self, units: Iterable[str]) -> bool:
        """Whether something of these units is in the ledger."""
        if self.unit is None:
            return True
        return any(is_under(self.office.directory, name, self.unit) for name in units)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Subject]):
    """A row to be: what it is about, whose it is, and from when until when it is open.

    Attributes:
        begun_on: the day it began; `None` where the file has none: then it is in every period.
        ended_on: the day nothing was left to do; `None` while something is.
    """

    subject: Subject
    units: tuple[str, ...]
    begun_on: date | None
    ended_on: date | None

    def is_in(self, scope: Scope) -> bool:
        """Whether it is in the ledger: begun by the period's end, not over before its start."""
        has_begun = self.begun_on is None or self.begun_on <= scope.period.end
        is_over = self.ended_on is not None and self.ended_on < scope.period.start
        return has_begun and not is_over and scope.admits(self.units)


@dataclass(frozen=True, slots=True)
class Field(Generic[Subject]):
    """A column, and how its cell is read from what a row is about.

    Attributes:
        width: in columns of text; Chinese takes two.
        note: Chinese; where it comes from and how it is meant.
        choices: the words that may stand there; of the office where that has them.
        group: Chinese; the head that several columns share.
        is_brief: whether it is shown where room is short.
    """

    title: str
    width: int
    read: Callable[[Subject], Cell]
    note: str = ""
    basis: tuple[Article, ...] = ()
    choices: tuple[str, ...] | Callable[[Office], tuple[str, ...]] = ()
    group: str = ""
    is_brief: bool = False
    align: Align = Align.LEFT

    def column(self, office: Office) -> Column:
        """The column for an office."""
        basis = f"依据：{cite(*self.basis)}" if self.basis else ""
        choices = self.choices(office) if callable(self.choices) else self.choices
        return Column(self.title, self.align, choices, f"{self.note}{basis}", self.width)


@dataclass(frozen=True, slots=True)
class Ledger(Generic[Subject]):
    """A ledger, declared once.

    Attributes:
        key: the word of the command line and of the sheet's tab.
        title: Chinese.
        item: Chinese; what a row is.
        rule: Chinese; which rows belong to a period.
        entries: the entries of one file, whatever the period; those of the county.
    """

    key: str
    title: str
    item: str
    rule: str
    basis: tuple[Article, ...]
    fields: tuple[Field[Subject], ...]
    entries: Callable[[Source, Scope], Iterable[Entry[Subject]]]

    def columns(self, office: Office) -> tuple[Column, ...]:
        """序号, then every field."""
        return (NUMBER, *(field.column(office) for field in self.fields))

    @property
    def groups(self) -> tuple[str, ...]:
        """The head above each column; empty where there is none."""
        return ("", *(field.group for field in self.fields))

    @property
    def brief(self) -> tuple[int, ...]:
        """The positions of the columns that are shown where room is short."""
        return tuple(place for place, field in enumerate(self.fields, 1) if field.is_brief)

    def rows(self, source: Source, scope: Scope) -> Iterator[tuple[Cell, ...]]:
        """The rows that a file has in the ledger, without 序号."""
        for entry in self.entries(source, scope):
            if entry.is_in(scope):
                yield tuple(field.read(entry.subject) for field in self.fields)


AnyLedger = Ledger[Any]


EMPTY: Final = Cell("", None)
"""What the file does not say, or what is not there yet."""


def words(value: str | None, tone: Tone = Tone.PLAIN) -> Cell:
    """A cell of text; empty where there is none."""
    return text(value, tone) if value else EMPTY


def dated(value: date | None) -> Cell:
    """A cell with a day; empty where there is none."""
    return Cell(value.isoformat(), value) if value is not None else EMPTY


def number(value: int | None) -> Cell:
    """A cell with a count; empty where there is none."""
    return Cell(str(value), value) if value is not None else EMPTY


def yes_no(value: bool | None) -> Cell:
    """是 or 否; empty where the file does not say."""
    return words(Answer.of(value).value) if value is not None else EMPTY


def term(value: str | None) -> Cell:
    """A word of a vocabulary, as written in files."""
    return words(str(value)) if value is not None else EMPTY


def days_of(due: date | None, done: date | None, as_of: date) -> Cell:
    """Days left, or late, by a due day: the number is negative when it has passed.

    Returns:
        An empty cell where there is no due day, or it was done in time.
    """
    if due is None or (done is not None and done <= due):
        return EMPTY
    if done is not None:
        late = (done - due).days
        return Cell(f"晚{late}天", -late)
    left = (due - as_of).days
    if left < 0:
        return Cell(f"逾期{-left}天", left, Tone.BAD)
    return Cell(f"还有{left}天" if left else "今天到期", left)


def days_left(deadline: Deadline | None) -> Cell:
    """The same of a due day that somebody else counted."""
    return days_of(deadline.due, deadline.done, deadline.as_of) if deadline is not None else EMPTY


def counted_as(item: Item | None, unit: str | None, scope: Scope, *, is_first: bool) -> tuple[str, str]:
    """How a row stands to a figure, and why where it does not count.

    Args:
        item: what the figure counts; `None` where it sees nothing here.
        unit: the unit reported under; `None` for the county.
        scope: with the period.
        is_first: whether no row before this one stood for the item.
    """
    verdict = item.verdict_for(unit) if item is not None else None
    if item is None or verdict is None:
        return LEFT_OUT, ""
    if verdict.answer is None:
        return LEFT_OUT, verdict.reason
    if not item.falls_in(scope.period):
        return OTHER_PERIOD, f"按 {item.day.isoformat()} 计入" if item.day is not None else ""
    return (_OF_ANSWER[verdict.answer] if is_first else REPEATED), verdict.note


def counting(word: str) -> Cell:
    """A cell of how a row stands to a figure."""
    return text(word, Tone.BAD if word == MISS else Tone.PLAIN)


def unit_names(office: Office) -> tuple[str, ...]:
    """The own units, to choose from."""
    return tuple(unit.name for unit in office.directory.units)


def responsible_fields(read: Callable[[Subject], Responsibility | None]) -> tuple[Field[Subject], ...]:
    """The three levels of those who answer, each in its column."""
    levels = (
        ("主要负责人", lambda people: people.chief),
        ("分管领导", lambda people: people.in_charge),
        ("股室负责人", lambda people: people.section_head),
    )

    def of(level: Callable[[Responsibility], str | None]) -> Callable[[Subject], Cell]:
        def cell(subject: Subject) -> Cell:
            people = read(subject)
            return words(level(people)) if people is not None else EMPTY

        return cell

    return tuple(Field(title, 9, of(level), group="责任人") for title, level in levels)


def steps_of(deadline: Deadline | None) -> Cell:
    """How a due day was counted."""
    return words("；".join(deadline.steps)) if deadline is not None else EMPTY
