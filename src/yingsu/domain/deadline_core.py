"""What a due day is, and how one is made: the types that every module of deadlines shares."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from yingsu.domain.answer import Answer
from yingsu.domain.deadline_count import Counted, Start, counted
from yingsu.domain.deadline_kinds import DeadlineKind, Nature
from yingsu.domain.law import Article
from yingsu.domain.node import Node
from yingsu.domain.office import Office
from yingsu.domain.view import View


class Status(StrEnum):
    """Where a due day stands on the as-of day (cli.md)."""

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    OVERDUE = "overdue"


_WORDS = {
    Nature.DUTY: {"open": "未到期", "done": "已按期办理", "late": "逾期办理", "overdue": "逾期未办"},
    Nature.RIGHT: {"open": "未届满", "done": "已行使", "late": "届满后行使", "overdue": "已届满"},
    Nature.INFORMATION: {"open": "未届满", "done": "在期限内", "late": "超出期限", "overdue": "已届满"},
}
"""What a status is called: a right that was not used is not overdue, and a court's term is no fault of ours."""


class Deadline(NamedTuple):
    """A due day of a case.

    Attributes:
        docket: the 案号 it belongs to, if any.
        unit: the unit that owes it, by the name of the directory; `None` where it is a court's or nobody's in the file.
        begun: the fact that starts it, and where the file has it; counted backwards, the event.
        counted: how it was counted.
        done: the day it was done, as far as known on the as-of day.
        as_of: the day on which it is looked at.
        is_ours: whether it is a duty, and of a unit of ours.
        what: what of it this one is about: a measure, a hearing's time and place; empty where there is one only.
    """

    kind: DeadlineKind
    docket: str | None
    unit: str | None
    begun: Start
    counted: Counted
    due: date
    done: date | None
    as_of: date
    is_ours: bool
    what: str = ""

    @property
    def start(self) -> date:
        """The day of the fact that starts it."""
        return self.begun.day

    @property
    def start_fact(self) -> str:
        """What that fact is called in the file (收到起诉状副本)."""
        return self.begun.fact

    @property
    def node(self) -> Node:
        """The part of the file with that fact."""
        return self.begun.node

    @property
    def field(self) -> str:
        """The field of that part."""
        return self.begun.field

    @property
    def nominal(self) -> date:
        """The last day before any rolling."""
        return self.counted.nominal

    @property
    def provisional(self) -> bool:
        """Whether the day may change, because a year's holidays are not announced."""
        return self.counted.is_provisional or self.begun.is_provisional

    @property
    def is_older_law(self) -> bool:
        """Whether it began before the law on file came into force."""
        return self.kind.is_older_law(self.begun.day)

    @property
    def steps(self) -> tuple[str, ...]:
        """How it was counted, in words; the last one names the due day."""
        return self.counted.steps(self.begun.event)

    @property
    def key(self) -> str:
        """The number of its kind."""
        return self.kind.key

    @property
    def title(self) -> str:
        """What is due."""
        return f"{self.kind.title}（{self.what}）" if self.what else self.kind.title

    @property
    def basis(self) -> tuple[Article, ...]:
        """The articles it rests on."""
        return self.kind.basis

    @property
    def status(self) -> Status:
        """Where it stands. What is handed in or posted on the due day is in time (解释 48④)."""
        if self.done is not None:
            return Status.DONE if self.done <= self.due else Status.LATE
        return Status.OPEN if self.as_of <= self.due else Status.OVERDUE

    @property
    def status_words(self) -> str:
        """The status as a clerk would say it of a duty, a right, a term of others."""
        if self.kind.is_ours and self.status is Status.OVERDUE and not self.kind.silence_is_undone:
            return "已届满，没有填办理日期"
        return _WORDS[self.kind.nature][self.status.value]

    @property
    def days_left(self) -> int:
        """Days from the as-of day; negative when it has passed."""
        return (self.due - self.as_of).days

    @property
    def missed(self) -> Answer:
        """Whether a unit of ours missed it.

        Unknown where the file says nothing and silence does not mean undone, or the law of that day is not on file.
        """
        if not self.is_ours:
            return Answer.NO
        status = self.status
        if status is Status.OPEN or status is Status.DONE:
            return Answer.NO
        is_said = status is Status.LATE or self.kind.silence_is_undone
        return Answer.of(True if is_said and not self.is_older_law else None)


@dataclass(frozen=True, slots=True)
class Undated:
    """Something due whose day cannot be said, and why.

    Attributes:
        reason: Chinese; what is missing.
    """

    kind: DeadlineKind
    docket: str | None
    unit: str | None
    reason: str
    node: Node
    field: str


Found = Iterator[Deadline | Undated]
"""What a part of a case yields."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who looks, and on which day: what a due day needs to know beside the facts."""

    office: Office
    as_of: date

    @classmethod
    def of(cls, view: View) -> "Desk":
        """The desk at which a case is looked at."""
        return cls(view.office, view.as_of)

    def named(self, unit: str | None) -> str | None:
        """A unit by the name of the directory, if it is in it."""
        own = self.office.directory.find(unit)
        return own.name if own is not None else unit


class Owner(NamedTuple):
    """Who owes what runs, and under which 案号."""

    docket: str | None = None
    unit: str | None = None


def made(
    desk: Desk | View,
    kind: DeadlineKind,
    start: Start,
    count: Counted,
    owner: Owner,
    *,
    done: date | None = None,
    what: str = "",
) -> Deadline:
    """The due day that was counted. A case as it is looked at is a desk as well."""
    docket, unit = owner
    own = desk.office.directory.find(unit) if unit is not None else None
    name = own.name if own is not None else unit
    is_ours = own is not None and kind.is_ours
    return Deadline(kind, docket, name, start, count, count.due, done, desk.as_of, is_ours, what)


def running(
    desk: Desk | View,
    kind: DeadlineKind,
    start: Start,
    owner: Owner,
    *,
    done: date | None = None,
    days: int | None = None,
    extended: int = 0,
) -> Deadline:
    """Count a period from its start as its kind says."""
    count = counted(desk.office.calendar, kind, start, days, extended=extended)
    return made(desk, kind, start, count, owner, done=done)
