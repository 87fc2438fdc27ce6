"""Events as an iCalendar file (RFC 5545): the same bytes for the same events, and no event twice on a second import."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event, vDuration

from yingsu.render.words import printable

_NAMESPACE: Final = UUID("6f0a3bd5-9a5e-5c0e-8a55-7f2f4e1a9c10")
"""Names of events become UIDs below this one. It never changes: every calendar that has our events rests on it."""

_FIRST_DAY: Final = date(2000, 1, 1)
_MORNING: Final = timedelta(hours=9)
"""When a calendar rings: an event of a whole day begins at midnight."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event of a whole day.

    Attributes:
        name: what makes it this event and no other; never shown, and the same after the event has moved.
        warn: days ahead that it rings, at nine in the morning; `None`: never.
        is_busy: whether somebody has to be there.
    """

    name: str
    on: date
    summary: str
    description: str
    categories: tuple[str, ...] = ()
    warn: int | None = None
    is_busy: bool = False


def ics(events: Iterable[CalendarEvent], title: str, as_of: date) -> bytes:
    """The file. Its stamps are of the as-of day: a file of a later day takes the place of one of an earlier."""
    calendar = Calendar()
    calendar.add("prodid", "-//yingsu//应诉日程//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _line(title))
    for event in events:
        calendar.add_component(_event(event, as_of))
    content: bytes = calendar.to_ical()
    return content


def _line(text: str) -> str:
    """Text in one line: also without the line separators that some calendars take for the end of one."""
    return " ".join(printable(text).splitlines())


def uid_of(name: str) -> str:
    """The UID of an event by its name."""
    return f"{uuid5(_NAMESPACE, name)}@yingsu"


def _event(event: CalendarEvent, as_of: date) -> Event:
    stamp = datetime.combine(as_of, time(), UTC)
    made = Event()
    made.add("uid", uid_of(event.name))
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    # Grows from day to day without anything being kept; calendars take the higher number for the newer event.
    made.add("sequence", max((as_of - _FIRST_DAY).days, 0))
    made.add("dtstart", event.on)
    made.add("dtend", event.on + timedelta(days=1))
    made.add("summary", _line(event.summary))
    made.add("description", "\n".join(_line(line) for line in event.description.split("\n")))
    made.add("transp", "OPAQUE" if event.is_busy else "TRANSPARENT")
    made.add("class", "PRIVATE")
    if event.categories:
        made.add("categories", [_line(category) for category in event.categories])
    if event.warn is not None:
        made.add_component(_alarm(event, event.warn))
    return made


def _alarm(event: CalendarEvent, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _line(event.summary))
    alarm.add("trigger", vDuration(_MORNING - timedelta(days=days)))
    return alarm
