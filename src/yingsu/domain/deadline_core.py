"""What a due day is, and how one is made: the types that every module of deadlines shares."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yingsu.domain.answer import Answer
from yingsu.domain.deadline_count import Counted, Start, counted, is_older_law
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


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due day of a case.

    Attributes:
        docket: the 案号 it belongs to, if any.
        unit: the unit that owes it, by the name of the directory; `None` where it is a court's or nobody's in the file.
        start: the day of the fact that starts it; counted backwards, the day of the event.
        start_fact: what that fact is called in the file (收到起诉状副本).
        nominal: the last day before any rolling.
        done: the day it was done, as far as known on the as-of day.
        provisional: whether the day may change, because a year's holidays are not announced.
        steps: how it was counted, in words; the last one names the due day.
        node: the part of the file with the fact that starts it.
        field: the field of that part.
        as_of: the day on which it is looked at.
        is_ours: whether it is a duty, and of a unit of ours.
        is_older_law: whether it began before the law on file came into force.
        what: what of it this one is about: a measure, a hearing's time and place; empty where there is one only.
    """

    kind: DeadlineKind
    docket: str | None
    unit: str | None
    start: date
    start_fact: str
    nominal: date
    due: date
    done: date | None
    provisional: bool
    steps: tuple[str, ...]
    node: Node
    field: str
    as_of: date
    is_ours: bool
    is_older_law: bool
    what: str = ""

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
        if not self.is_ours or self.status in {Status.OPEN, Status.DONE}:
            return Answer.NO
        is_said = self.status is Status.LATE or self.kind.silence_is_undone
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


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owes what runs, and under which 案号."""

    docket: str | None = None
    unit: str | None = None


def made(
    desk: Desk,
    kind: DeadlineKind,
    start: Start,
    count: Counted,
    owner: Owner,
    *,
    done: date | None = None,
    what: str = "",
) -> Deadline:
    """The due day that was counted."""
    is_own = desk.office.directory.find(owner.unit) is not None
    steps = count.steps
    is_moved_by_start = start.is_provisional and not count.is_provisional
    if is_moved_by_start:
        steps = (*steps[:-1], f"{steps[-1]}（暂定：起算日尚未确定）")
    return Deadline(
        kind=kind,
        docket=owner.docket,
        unit=desk.named(owner.unit),
        start=start.day,
        start_fact=start.fact,
        nominal=count.nominal,
        due=count.due,
        done=done,
        provisional=count.is_provisional or start.is_provisional,
        steps=steps,
        node=start.node,
        field=start.field,
        as_of=desk.as_of,
        is_ours=kind.is_ours and is_own,
        is_older_law=is_older_law(kind, start),
        what=what,
    )


def running(
    desk: Desk,
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
