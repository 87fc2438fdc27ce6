"""Risk and contact in the JSON of a report: the keys `risk` and `contact`. Fields are added, never renamed.

```
"risk": {"found": 16, "open": 3, "undated": 0, "unplaced": 0,
  "grid": [{"stage": "决定", "kind": "程序缺失", "found": 3, "open": 1, "in_lost_cases": 2}, … 20 of them],
  "by_act_type": [{"key": "行政处罚", "found": 5, "open": 1, "lost": 2}], "by_unit": [the same],
  "frequent": [{"code": "JD-FL-04", "text": "…", "stage": "…", "kind": "…", "found": 2, "open": 0, "results": {"败诉": 1}}],
  "reasons": [{"act_type": "行政处罚", "reasons": {"程序缺失": 1}}],
  "lost_cases": [{"case": "…", "dockets": ["…"], "units": ["…"], "lost_on": "2025-05-20", "reasons": ["…"]}],
  "known_before": [{"case": "…", "lost_on": "…", "is_own": true, "is_known": true, "point": a point}],
  "points": [a point], "undated_points": [a point],
  "screenings": [{"path": "…", "unit": "…", "act": "…", "act_type": "…", "screened_on": "…", "case": null,
    "points": 2, "open": 1}], "units_without_screening": ["…"]}
a point: {"sources": ["case id or path of a screening"], "case": "…", "units": ["…"], "act_type": "…", "code": "…",
  "stage": "…", "kind": "…", "text": "…", "note": "…", "level": "高", "consequence": "严重", "owner": "…",
  "measure": "…", "found_on": "…", "due_on": "…", "done_on": null, "result": "败诉"}
"contact": {"by_kind": [{"kind": "学习培训", "times": 2, "people": 158, "units": ["…"], "without_attendance": 0,
    "without_units": 0}],
  "contacts": [{"case": "…", "units": ["…"], "held_on": "…", "court": "…", "mode": "…", "content": "…",
    "rectification": "…"}], "undated_contacts": [the same],
  "events": [{"path": "…", "kind": "…", "held_on": "…", "subject": "…", "speaker": "…", "units": ["…"],
    "others": ["…"], "attendance": 46}],
  "letters": [{"source": "case id or path", "is_of_case": true, "unit": "…", "kind": "…", "number": "…",
    "sender": "…", "received_on": "…", "reply_due_on": null, "replied_on": null, "implementation": null}],
  "units_absent": ["own units with a case in the period that took part in nothing"], "other_units_absent": ["…"]}
```

What is not said is null, or an empty text where the file has a text. `found`, `open` and `grid` are of points found in
the period, `in_lost_cases` of all points of the disputes lost in it.
"""

from datetime import date
from enum import Enum
from typing import Any

from yingsu.metrics.contact import ContactFigures, ContactRecord, EventRecord, LetterRecord, by_kind
from yingsu.metrics.risk import PointRecord, ScreeningRecord
from yingsu.metrics.risk_counts import Frequent, RiskFigures, Share, grid, most_frequent, shares


def risk_json(risk: RiskFigures) -> dict[str, Any]:
    """The key `risk`."""
    found, lost = grid(risk.points), grid(risk.lost_points)
    return {
        "found": len(risk.points),
        "open": sum(point.is_open for point in risk.points),
        "undated": len(risk.undated),
        "unplaced": sum(not point.is_placed for point in risk.points),
        "grid": [
            {
                "stage": stage.value,
                "kind": kind.value,
                "found": number,
                "open": still_open,
                "in_lost_cases": lost[stage, kind][0],
            }
            for (stage, kind), (number, still_open) in found.items()
        ],
        "by_act_type": [_share(each) for each in shares(risk.points, lambda point: (point.traits.act_type,))],
        "by_unit": [_share(each) for each in shares(risk.points, lambda point: point.units)],
        "frequent": [_frequent(each) for each in most_frequent(risk.points, len(risk.points))],
        "reasons": [
            {"act_type": act_type, "reasons": dict(reasons)} for act_type, reasons in risk.reasons.items()
        ],
        "lost_cases": [
            {
                "case": each.case,
                "dockets": list(each.dockets),
                "units": list(each.units),
                "lost_on": each.lost_on.isoformat(),
                "reasons": list(each.reasons),
            }
            for each in risk.lost
        ],
        "known_before": [
            {
                "case": each.lost.case,
                "lost_on": each.lost.lost_on.isoformat(),
                "is_own": each.is_own,
                "is_known": each.is_known,
                "point": point_json(each.point),
            }
            for each in risk.unmended
        ],
        "points": [point_json(each) for each in risk.points],
        "undated_points": [point_json(each) for each in risk.undated],
        "screenings": [screening_json(each) for each in risk.screenings],
        "units_without_screening": list(risk.unscreened),
    }


def screening_json(screening: ScreeningRecord) -> dict[str, Any]:
    """A screening, in a report and in a list."""
    return {
        "path": screening.path,
        "unit": screening.unit,
        "act": screening.act,
        "act_type": screening.traits.act_type,
        "screened_on": screening.screened_on.isoformat(),
        "case": screening.case,
        "points": len(screening.points),
        "open": sum(point.is_open for point in screening.points),
    }


def contact_json(contact: ContactFigures) -> dict[str, Any]:
    """The key `contact`."""
    return {
        "by_kind": [
            {
                "kind": each.kind.value,
                "times": each.times,
                "people": each.people,
                "units": list(each.units),
                "without_attendance": each.unsaid,
                "without_units": each.silent,
            }
            for each in by_kind(contact.events)
        ],
        "contacts": [_contact(each) for each in contact.contacts],
        "undated_contacts": [_contact(each) for each in contact.undated],
        "events": [_event(each) for each in contact.events],
        "letters": [_letter(each) for each in contact.letters],
        "units_absent": list(contact.absent),
        "other_units_absent": list(contact.absent_idle),
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


def _word(value: Enum | None) -> str | None:
    return str(value.value) if value is not None else None


def _share(share: Share) -> dict[str, Any]:
    return {"key": share.key, "found": share.found, "open": share.open, "lost": share.lost}


def _frequent(each: Frequent) -> dict[str, Any]:
    return {
        "code": each.code,
        "text": each.text,
        "stage": _word(each.stage),
        "kind": _word(each.kind),
        "found": each.found,
        "open": each.open,
        "results": {result.value: number for result, number in each.results.items()},
    }


def point_json(point: PointRecord) -> dict[str, Any]:
    """A risk point, in a report and in a screening that is shown."""
    return {
        "sources": list(point.sources),
        "case": point.case,
        "units": list(point.units),
        "act_type": point.traits.act_type,
        "code": point.code,
        "stage": _word(point.stage),
        "kind": _word(point.kind),
        "text": point.text,
        "note": point.note,
        "level": _word(point.level),
        "consequence": _word(point.consequence),
        "owner": point.owner,
        "measure": point.measure,
        "found_on": _iso(point.found_on),
        "due_on": _iso(point.due_on),
        "done_on": _iso(point.done_on),
        "result": point.result.value,
    }


def _contact(contact: ContactRecord) -> dict[str, Any]:
    return {
        "case": contact.case,
        "units": list(contact.units),
        "held_on": _iso(contact.held_on),
        "court": contact.court,
        "mode": contact.mode,
        "content": contact.content,
        "rectification": contact.rectification,
    }


def _event(event: EventRecord) -> dict[str, Any]:
    return {
        "path": event.path,
        "kind": event.kind.value,
        "held_on": event.held_on.isoformat(),
        "subject": event.subject,
        "speaker": event.speaker,
        "units": list(event.units),
        "others": list(event.others),
        "attendance": event.attendance,
    }


def _letter(letter: LetterRecord) -> dict[str, Any]:
    return {
        "source": letter.source,
        "is_of_case": letter.is_of_case,
        "unit": letter.unit,
        "kind": letter.kind.value,
        "number": letter.number,
        "sender": letter.sender,
        "received_on": letter.received_on.isoformat(),
        "reply_due_on": _iso(letter.reply_due_on),
        "replied_on": _iso(letter.replied_on),
        "implementation": _word(letter.implementation),
    }
