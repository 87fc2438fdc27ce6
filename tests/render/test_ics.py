"""The calendar file: read back by a real parser, imported twice without duplicates, the same bytes each time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from icalendar import Calendar

from yingsu.render.ics import CalendarEvent, ics, uid_of

AS_OF = date(2026, 9, 20)
ANSWER = CalendarEvent(
    name="2026/0918-自然资源局-张某 D02 县自然资源局 审理0",
    on=date(2026, 10, 8),
    summary="提交答辩状、证据和依据；A, B \\ C",
    description="收到起诉状副本 2026-09-18，当日不计\n顺延至节后第一日 2026-10-08",
    categories=("行政应诉", "答辩, 举证"),
    warn=5,
)
HEARING = CalendarEvent("K07", date(2026, 10, 15), "开庭", "", warn=0, is_busy=True)


def events_of(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def imported(files: Iterable[bytes]) -> dict[str, Any]:
    """A calendar that takes files one after the other, as RFC 5546 has it: by UID, the higher SEQUENCE wins."""
    kept: dict[str, Any] = {}
    for content in files:
        for event in events_of(content):
            known = kept.get(event["UID"])
            if known is None or event["SEQUENCE"] >= known["SEQUENCE"]:
                kept[event["UID"]] = event
    return kept


def test_a_parser_reads_back_what_was_meant() -> None:
    content = ics([ANSWER], "台账", AS_OF)
    (event,) = events_of(content)
    assert event["SUMMARY"] == ANSWER.summary
    assert event["DESCRIPTION"] == ANSWER.description
    # Before 7.0 the parser splits a category at a comma, though it is written as one of the text.
    assert "CATEGORIES:行政应诉,答辩\\, 举证\r\n" in content.decode()
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["DTSTAMP"].dt == datetime(2026, 9, 20, tzinfo=UTC)
    assert not event.errors


def test_an_event_is_a_whole_day() -> None:
    (event,) = events_of(ics([ANSWER], "台账", AS_OF))
    assert event["DTSTART"].dt == date(2026, 10, 8)
    assert event["DTEND"].dt == date(2026, 10, 9)
    assert not isinstance(event["DTSTART"].dt, datetime)
    assert event["DTSTART"].params["VALUE"] == "DATE"


def test_it_rings_in_the_morning_some_days_ahead() -> None:
    answer, hearing, silent = events_of(ics([ANSWER, HEARING, replace(ANSWER, warn=None)], "台账", AS_OF))
    (alarm,) = answer.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == ANSWER.summary
    assert datetime(2026, 10, 8) + alarm["TRIGGER"].dt == datetime(2026, 10, 3, 9)  # noqa: DTZ001 -- a day of the office
    assert hearing.walk("VALARM")[0]["TRIGGER"].dt == timedelta(hours=9)
    assert hearing["TRANSP"] == "OPAQUE"
    assert silent.walk("VALARM") == []


def test_importing_twice_makes_no_second_event() -> None:
    content = ics([ANSWER, HEARING], "台账", AS_OF)
    assert len(imported([content, content])) == 2


def test_a_day_that_moved_moves_the_event() -> None:
    later = ics([replace(ANSWER, on=date(2026, 10, 9))], "台账", AS_OF + timedelta(days=1))
    (event,) = imported([ics([ANSWER], "台账", AS_OF), later]).values()
    assert event["DTSTART"].dt == date(2026, 10, 9)
    assert event["UID"] == uid_of(ANSWER.name)


def test_an_older_file_does_not_move_it_back() -> None:
    later = ics([replace(ANSWER, on=date(2026, 10, 9))], "台账", AS_OF + timedelta(days=1))
    (event,) = imported([later, ics([ANSWER], "台账", AS_OF)]).values()
    assert event["DTSTART"].dt == date(2026, 10, 9)


def test_the_bytes_are_the_same_each_time() -> None:
    assert ics([ANSWER, HEARING], "台账", AS_OF) == ics([ANSWER, HEARING], "台账", AS_OF)


def test_a_calendar_without_events_is_one() -> None:
    assert events_of(ics([], "台账", AS_OF)) == []


def test_what_was_typed_stays_text() -> None:
    hostile = "甲\r\nEND:VEVENT\r\nBEGIN:VEVENT\x00\u2028乙"
    (event,) = events_of(ics([replace(ANSWER, summary=hostile)], "台\r\n账", AS_OF))
    assert event["SUMMARY"] == "甲  END:VEVENT  BEGIN:VEVENT  乙"


@given(some.text(), some.text())
def test_any_text_is_read_back_in_lines_that_are_short_enough(summary: str, description: str) -> None:
    content = ics([replace(ANSWER, summary=summary, description=description)], "台账", AS_OF)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    (event,) = events_of(content)
    assert event["UID"] == uid_of(ANSWER.name)
