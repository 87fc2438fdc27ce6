"""Counting a due day from the fact that starts it. How it was counted, in words: `deadline_words`."""

from datetime import date
from typing import NamedTuple

from yingsu.domain.calendar import Calendar, Count
from yingsu.domain.deadline_kinds import DeadlineKind
from yingsu.domain.deadline_words import Derivation, Event, as_written, at_once, counted_from
from yingsu.domain.node import Node


# Start, Counted and Deadline are named tuples, not frozen dataclasses: as fixed as those, and made in a tenth of the
# time. A survey makes a score of each for every case.
class Start(NamedTuple):
    """The fact that a period runs from, and where it stands in the file.

    Attributes:
        name: what the fact is called where its key alone is not plain enough.
        is_provisional: the day itself was counted over a year whose holidays are not announced.
    """

    node: Node
    field: str
    day: date
    name: str = ""
    is_provisional: bool = False

    @property
    def fact(self) -> str:
        """What the fact is called."""
        return self.name or self.node.key_of(self.field)

    @property
    def event(self) -> Event:
        """The same without the part of the file."""
        return Event(self.fact, self.day, self.is_provisional)


def start_of(node: Node | None, field: str, name: str = "") -> Start | None:
    """The fact in a field; `None` where the file does not say it."""
    if node is None:
        return None
    day = getattr(node, field)
    return Start(node, field, day, name) if day is not None else None


class Counted(NamedTuple):
    """A due day, and what its derivation is made from."""

    nominal: date
    due: date
    is_provisional: bool
    derivation: Derivation

    def steps(self, event: Event) -> tuple[str, ...]:
        """How it was counted, in words; the last step names the day, and says where it may change."""
        steps = self.derivation(event)
        if event.is_provisional and not self.is_provisional:
            return (*steps[:-1], f"{steps[-1]}（暂定：起算日尚未确定）")
        return steps


def counted(
    calendar: Calendar, kind: DeadlineKind, start: Start, days: int | None = None, *, extended: int = 0
) -> Counted:
    """Count a period from its start.

    Args:
        calendar: the working days of the office.
        kind: what is counted, and how.
        start: the fact it runs from.
        days: its length, where the law does not set it, or sets another one here.
        extended: by how much it was extended.
    """
    day = start.day
    length = days if days is not None else kind.length.on(day) if kind.length is not None else 0
    if length == 0 and kind.measure == "日":
        return Counted(day, day, is_provisional=False, derivation=at_once)
    count = counting(calendar, kind, day, length + extended)
    derivation = counted_from(calendar, kind, count, length, extended)
    return Counted(count.nominal, count.day, count.provisional, derivation)


def counting(calendar: Calendar, kind: DeadlineKind, start: date, length: int) -> Count:
    """Count a length as its kind is counted.

    Raises:
        ValueError: a kind in hours, which no day of a file can start.
    """
    match kind.measure:
        case "日" if kind.is_backwards:
            return calendar.latest_day_before(start, length)
        case "日":
            return calendar.last_day(start, length, rolls=kind.rolls)
        case "工作日" if kind.is_backwards:
            return calendar.latest_working_day_before(start, length)
        case "工作日":
            return calendar.last_working_day(start, length)
        case "月":
            return calendar.last_day_of_months(start, length, rolls=kind.rolls)
        case "年":
            return calendar.last_day_of_years(start, length, rolls=kind.rolls)
        case _:
            raise ValueError(f"{kind.key}: a period in {kind.measure} has no day")


def written(start: Start) -> Counted:
    """A day that a document or the office sets: it holds as written and never rolls."""
    return Counted(start.day, start.day, is_provisional=False, derivation=as_written)
