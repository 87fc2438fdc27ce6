"""Due days as a reader sees them: the JSON of cli.md, and the page of `deadline`, each day with how it was counted."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from yingsu.document import Block, Document, Entry, Heading, Listing, Paragraph, Tone
from yingsu.domain.deadline_core import Status, Undated
from yingsu.domain.deadline_kinds import KINDS, Nature
from yingsu.domain.deadline_record import DeadlineRecord, case_origin, case_records
from yingsu.domain.deadlines import undated
from yingsu.domain.law import cite
from yingsu.domain.terms import Instance
from yingsu.domain.view import View
from yingsu.reports.checking import SCHEMA_VERSION

_ALREADY: Final = 1
"""Line of a case that was just made and has no places: nobody reads it."""


def days_of(view: View, path: str) -> tuple[DeadlineRecord, ...]:
    """Every due day of a case, the earliest first."""
    return tuple(case_records(view, case_origin(view, path), lambda _: _ALREADY))


def day_json(record: DeadlineRecord) -> dict[str, Any]:
    """One due day in the form of spec/cli.md."""
    return {
        "key": record.key,
        "title": record.title,
        "docket": record.docket,
        "unit": record.unit,
        "nature": record.kind.nature.value,
        "from": record.start.isoformat(),
        "from_fact": record.start_fact,
        "due": record.due.isoformat(),
        "done": record.done.isoformat() if record.done else None,
        "status": record.status,
        "status_words": record.status_words,
        "days_left": record.days_left,
        "provisional": record.provisional,
        "basis": list(record.kind.cited),
        "steps": list(record.steps),
    }


def days_json(view: View, found: Iterable[DeadlineRecord]) -> dict[str, Any]:
    """`deadline CASE` in the form of spec/cli.md, and what is due on a day that cannot be said."""
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": view.office.settings.name,
        "as_of": view.as_of.isoformat(),
        "case": view.id,
        "deadlines": [day_json(record) for record in found],
        "undated": [
            {
                "key": each.kind.key,
                "title": each.kind.title,
                "docket": each.docket,
                "unit": each.unit,
                "reason": each.reason,
            }
            for each in undated(view)
        ],
    }


def standing(record: DeadlineRecord) -> str:
    """Where a due day stands, in a few words: what a clerk reads first."""
    if record.done is not None:
        return f"{record.done.isoformat()} {record.status_words}"
    if record.status == Status.OVERDUE:
        return f"逾期{-record.days_left}天" if record.is_missed else record.status_words
    return f"还有{record.days_left}天" if record.days_left else "今天到期"


def days_document(view: View, found: tuple[DeadlineRecord, ...], path: str) -> Document:
    """The page of a case's due days: what is to be done first."""
    facts = (("案卷", path), ("截至", view.as_of.isoformat()))
    return Document(tuple(_page(view, found)), title=view.case.name, facts=facts)


def _page(view: View, found: tuple[DeadlineRecord, ...]) -> Iterator[Block]:
    has_several = len({record.unit for record in found if record.unit is not None}) > 1
    for title, group in _grouped(found):
        yield Heading(2, title)
        yield Listing(tuple(day_entry(record, with_unit=has_several) for record in group))
    unsaid = undated(view)
    if unsaid:
        yield Heading(2, "还算不出的")
        yield Listing(tuple(_undated_entry(each, with_unit=has_several) for each in unsaid))
    for line in unknown_days(view):
        yield Paragraph(line, Tone.QUIET)
    if not found and not unsaid:
        yield Paragraph("案卷里还没有可以起算期限的日期。")


def _grouped(found: tuple[DeadlineRecord, ...]) -> Iterator[tuple[str, list[DeadlineRecord]]]:
    groups: dict[str, list[DeadlineRecord]] = {
        "要办的": [],
        "可以行使的权利": [],
        "已办的": [],
        "期限已过，没有写办理日期": [],
        "法院和对方的期限，供参考": [],
    }
    for record in found:
        groups[_group_of(record)].append(record)
    return ((title, group) for title, group in groups.items() if group)


def _group_of(record: DeadlineRecord) -> str:
    nature = record.kind.nature
    if nature is Nature.RIGHT:
        return "可以行使的权利"
    if nature is Nature.INFORMATION or not record.is_ours:
        return "法院和对方的期限，供参考"
    if record.done is not None:
        return "已办的"
    return "期限已过，没有写办理日期" if record.is_unsaid else "要办的"


def day_entry(record: DeadlineRecord, *, with_unit: bool) -> Entry:
    """A due day with its derivation and its clause."""
    unit = f"　{record.unit}" if with_unit and record.unit else ""
    lines = list(record.steps)
    number = f"编号 {record.key}"
    lines.append(f"依据：{cite(*record.kind.basis)}（{number}）" if record.kind.basis else number)
    if record.kind.note:
        lines.append(f"说明：{record.kind.note}")
    if record.moved_from is not None:
        lines.append(
            f"变动：起算时推算为 {record.moved_from.isoformat()}，此后的放假安排或本单位上班日改变了它"
        )
    tone = Tone.BAD if record.is_missed else Tone.PLAIN
    text = f"{standing(record)}　{record.title}{unit}"
    return Entry(record.due.isoformat(), text, tuple(lines), tone)


def _undated_entry(each: Undated, *, with_unit: bool) -> Entry:
    unit = f"　{each.unit}" if with_unit and each.unit else ""
    return Entry(each.kind.title, f"{each.reason}{unit}")


def running_duties(found: Iterable[DeadlineRecord]) -> tuple[DeadlineRecord, ...]:
    """What now runs for those sued: their duties, not rights nor the terms of courts."""
    return tuple(record for record in found if record.done is None and record.kind.nature is Nature.DUTY)


def unknown_days(view: View) -> tuple[str, ...]:
    """That the answer cannot be counted yet, and what is missing for it."""
    kind, found = KINDS["D02"], []
    for proceeding in view.case.proceedings:
        is_open = proceeding.decision is None and proceeding.instance is Instance.FIRST
        own = [days.complaint_received_on for days in proceeding.by_defendant]
        if not is_open or proceeding.complaint_received_on is not None or any(own) or kind.length is None:
            continue
        days, fact = kind.length.on(view.as_of), proceeding.key_of("complaint_received_on")
        found.append(
            f"答辩期还算不出：没有填“{fact}”。从收到那天的次日起 {days} 日内{kind.title}（{cite(*kind.basis)}）。"
        )
    return tuple(found)
