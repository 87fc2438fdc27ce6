"""The gaps: what should be there by now and is not, the most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from unicodedata import east_asian_width

from yingsu.document import Block, Document, Entry, Heading, Listing, Paragraph, Tone
from yingsu.domain.law import cite, parse_citation
from yingsu.reports.agenda import is_under
from yingsu.reports.checking import SCHEMA_VERSION
from yingsu.rules.gap_kinds import GAP_KINDS, GapKind, GapRecord
from yingsu.survey import Survey

MOST_OF_A_KIND: Final = 3
"""How many gaps of one kind are shown where all kinds are."""

ONE_LINE: Final = 76
"""Columns that an entry has on a screen of eighty."""

_ORDER: Final = {key: place for place, key in enumerate(GAP_KINDS)}


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing in a workspace.

    Attributes:
        gaps: the most urgent first.
        is_narrowed: whether a unit or a kind was asked for: then all are shown.
        unread: how many cases cannot be read.
    """

    name: str
    as_of: date
    gaps: tuple[GapRecord, ...]
    is_narrowed: bool = False
    unread: int = 0


def missing_of(survey: Survey, unit: str | None = None, kind: str | None = None) -> Missing:
    """What is missing, of a unit and of a kind."""
    directory = survey.office.directory
    found = [
        gap
        for file in survey.files
        for gap in file.gaps
        if (kind is None or gap.kind == kind)
        and (unit is None or any(is_under(directory, name, unit) for name in gap.units))
    ]
    ordered = tuple(sorted(found, key=_urgency))
    is_narrowed = unit is not None or kind is not None
    return Missing(survey.name, survey.as_of, ordered, is_narrowed, len(survey.unread_cases))


def _urgency(gap: GapRecord) -> tuple[int, int, str, int, str]:
    """By kind; what grows worse by the day from the oldest, what is only not there from the newest."""
    since = gap.since.toordinal() if gap.since is not None else 0
    is_oldest_first = GAP_KINDS[gap.kind].is_running
    return (_ORDER[gap.kind], since if is_oldest_first else -since, gap.path, gap.line, gap.what)


def missing_json(missing: Missing) -> dict[str, Any]:
    """What is missing in the form of spec/cli.md."""
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": missing.name,
        "as_of": missing.as_of.isoformat(),
        "items": [
            {
                "kind": gap.kind,
                "title": GAP_KINDS[gap.kind].title,
                "case": gap.case or None,
                "unit": "、".join(gap.units),
                "path": gap.path,
                "line": gap.line,
                "what": gap.what,
                "since": gap.since.isoformat() if gap.since else None,
                "basis": list(gap.basis),
            }
            for gap in missing.gaps
        ],
    }


def missing_document(missing: Missing) -> Document:
    """What is missing on a page, a few of each kind."""
    facts = (("截至", missing.as_of.isoformat()),)
    return Document(tuple(_page(missing)), title=f"{missing.name}缺项", facts=facts)


def _page(missing: Missing) -> Iterator[Block]:
    if not missing.gaps:
        where = "读得出的案件里，" if missing.unread else ""
        yield Paragraph(f"{where}该有的都有了。", Tone.GOOD)
        return
    for key, kind in GAP_KINDS.items():
        group = [gap for gap in missing.gaps if gap.kind == key]
        if not group:
            continue
        yield Heading(2, f"{kind.title}（{len(group)}）{_basis_of(kind)}")
        shown = group if missing.is_narrowed else group[:MOST_OF_A_KIND]
        yield Listing(tuple(_entry(gap) for gap in shown))
        if len(shown) < len(group):
            more = f"…… 还有 {len(group) - len(shown)} 项：yingsu missing --kind {key}"
            yield Paragraph(more, Tone.QUIET)
    cases = len({gap.path for gap in missing.gaps})
    yield Paragraph(f"共 {len(missing.gaps)} 项，在 {cases} 个文件里。冒号后是文件里的行号。", Tone.QUIET)


def _basis_of(kind: GapKind) -> str:
    articles = [article for citation in kind.cited for article in parse_citation(citation)]
    return f"　{cite(*articles)}" if articles else ""


def _entry(gap: GapRecord) -> Entry:
    """In one line where it fits, else with what is missing below."""
    place = f"{gap.case or gap.path.removeprefix('cases/')}:{gap.line}"
    units = "、".join(unit for unit in gap.units if unit not in gap.what)
    said = f"{gap.what}　{units}" if units else gap.what
    return Entry(place, said) if _columns(f"{place}  {said}") <= ONE_LINE else Entry(place, lines=(said,))


def _columns(words: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)
