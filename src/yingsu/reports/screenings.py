"""Finding and looking at screenings: `list --screenings`, and `show` of one."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from yingsu.document import Block, Document, Entry, Heading, Listing, Paragraph, Tone
from yingsu.domain.records import Screening
from yingsu.metrics.risk import PointRecord, ScreeningRecord
from yingsu.reports.casebook import responsible_people
from yingsu.reports.checking import SCHEMA_VERSION
from yingsu.reports.risk_document import screenings_table
from yingsu.reports.risk_json import point_json, screening_json


def find_screenings(screenings: Iterable[ScreeningRecord], part: str) -> tuple[ScreeningRecord, ...]:
    """The screenings whose name, unit, act or case has the part in it; the one it names exactly, if there is one."""
    found = []
    for each in screenings:
        if part in {each.name, each.path}:
            return (each,)
        if any(part in text for text in (each.name, each.unit, each.act, each.case or "")):
            found.append(each)
    return tuple(found)


def screenings_json(name: str, as_of: date, screenings: Iterable[ScreeningRecord]) -> dict[str, Any]:
    """`list --screenings --format json`: the screenings as in a report, each with its name."""
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": name,
        "as_of": as_of.isoformat(),
        "screenings": [{"screening": each.name, **screening_json(each)} for each in screenings],
    }


def screenings_document(screenings: tuple[ScreeningRecord, ...]) -> Document:
    """The list as a table."""
    note = f"共 {len(screenings)} 次排查。看其中一次：yingsu show 行为的一部分。"
    return Document((screenings_table(screenings, note),))


def show_screening_json(
    name: str, as_of: date, record: ScreeningRecord, screening: Screening
) -> dict[str, Any]:
    """A screening: as written, and its points as they count."""
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": name,
        "as_of": as_of.isoformat(),
        "screening": record.name,
        **screening_json(record),
        "risk_points": [point_json(point) for point in record.points],
        "data": screening.model_dump(mode="json", by_alias=True, exclude_unset=True),
    }


def show_screening_document(record: ScreeningRecord, screening: Screening, as_of: date) -> Document:
    """A screening on a page."""
    return Document(tuple(_screening(record, screening, as_of)))


def _screening(record: ScreeningRecord, screening: Screening, as_of: date) -> Iterator[Block]:
    yield Heading(1, f"风险排查：{record.act}")
    yield Paragraph(f"{record.path}　数据截至 {as_of.isoformat()}", Tone.QUIET)
    facts = (
        ("单位", record.unit),
        ("行为类别", record.traits.act_type),
        ("排查日期", record.screened_on.isoformat()),
        ("排查人", screening.screener),
        ("责任人", responsible_people(screening.responsible)),
        ("已成案件", record.case),
    )
    yield Listing(tuple(Entry(f"{key}：{value}") for key, value in facts if value))
    still_open = sum(point.is_open for point in record.points)
    yield Heading(2, f"风险点 {len(record.points)} 个，未整改 {still_open} 个")
    if record.points:
        yield Listing(tuple(_entry(point, as_of) for point in record.points))


def _entry(point: PointRecord, as_of: date) -> Entry:
    """A point: which one, how it stands, what was found."""
    place = "".join(word.value for word in (point.stage, point.kind) if word is not None)
    lead = "　".join(word for word in (point.code, place) if word)
    lines = [point.text, point.note if point.note != point.text else "", _course(point)]
    is_late = point.is_overdue(as_of)
    words = "逾期未整改" if is_late else ("未整改" if point.is_open else f"{point.done_on} 已整改")
    tone = Tone.BAD if is_late else Tone.PLAIN
    return Entry(lead, words, tuple(line for line in lines if line), tone)


def _course(point: PointRecord) -> str:
    parts = (
        f"等级{point.level.value}" if point.level else "",
        f"{point.found_on}发现" if point.found_on else "",
        f"责任人{point.owner}" if point.owner else "",
        f"整改措施：{point.measure}" if point.measure else "",
        f"整改期限{point.due_on}" if point.due_on else "",
    )
    return "；".join(part for part in parts if part)
