"""The gaps: what should be there by now and is not, the most urgent first."""

from collections.abc import Iterator, Mapping
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

MOST_LINES: Final = 20
"""How many lines are given to what presses, where more than one of a kind is shown."""

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
    found = [
        gap
        for file in survey.files
        for gap in file.load_due().gaps
        if (kind is None or gap.kind == kind)
        and (
            unit is None
            or any(is_under(survey.office_of(gap.path).directory, name, unit) for name in gap.units)
        )
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
    """What is missing: on one screen, or all of it where a unit or a kind was asked for."""
    facts = (("截至", missing.as_of.isoformat()),)
    blocks = _everything(missing) if missing.is_narrowed else _one_screen(missing)
    return Document(tuple(blocks), title=f"{missing.name}缺项", facts=facts)


def _groups(missing: Missing) -> Mapping[GapKind, list[GapRecord]]:
    """By kind, the most urgent first."""
    found: dict[GapKind, list[GapRecord]] = {}
    for gap in missing.gaps:
        found.setdefault(GAP_KINDS[gap.kind], []).append(gap)
    return found


def _one_screen(missing: Missing) -> Iterator[Block]:
    """What presses, a line each; of what can wait how much there is."""
    groups = _groups(missing)
    pressing = {kind: group for kind, group in groups.items() if kind.is_pressing}
    waiting = {kind: group for kind, group in groups.items() if not kind.is_pressing}
    if pressing:
        yield Heading(2, f"要紧的（{sum(map(len, pressing.values()))}）")
        most = next((most for most in (3, 2) if _lines_of(pressing, most) <= MOST_LINES), 1)
        yield Listing(tuple(_summed_up(missing, kind, group, most) for kind, group in pressing.items()))
    if waiting:
        yield Heading(2, f"要补的（{sum(map(len, waiting.values()))}）")
        widest = max(_columns(_counted(kind, group)) for kind, group in waiting.items())
        yield Listing(
            tuple(
                Entry(_padded(_counted(kind, group), widest), f"yingsu missing --kind {kind.key}")
                for kind, group in waiting.items()
            )
        )
    yield from _closing(missing)


def _closing(missing: Missing) -> Iterator[Block]:
    if not missing.gaps:
        where = "读得出的案件里，" if missing.unread else ""
        yield Paragraph(f"{where}该有的都有了。", Tone.GOOD)
        return
    files = len({gap.path for gap in missing.gaps})
    yield Paragraph(f"共 {len(missing.gaps)} 项，在 {files} 个文件里。冒号后是文件里的行号。", Tone.QUIET)


def _lines_of(groups: Mapping[GapKind, list[GapRecord]], most: int) -> int:
    return sum(1 + min(len(group), most) + (len(group) > most) for group in groups.values())


def _counted(kind: GapKind, group: list[GapRecord]) -> str:
    return f"{kind.title}（{len(group)}）"


def _summed_up(missing: Missing, kind: GapKind, group: list[GapRecord], most: int) -> Entry:
    """A kind with the first of its gaps, each on one line: since when, where, what; all words are in the full list."""
    told = (f"{_since(missing, gap)}  {_place(gap)}  {gap.what}".strip() for gap in group[:most])
    lines = [_cut(each, ONE_LINE - 4) for each in told]
    if len(group) > most:
        lines.append(f"…… 还有 {len(group) - most} 项：yingsu missing --kind {kind.key}")
    return Entry(_counted(kind, group), lines=tuple(lines))


def _since(missing: Missing, gap: GapRecord) -> str:
    """The day and how long ago it was, or how soon it is."""
    if gap.since is None:
        return ""
    days = (missing.as_of - gap.since).days
    return f"{gap.since.isoformat()} {f'{days}天' if days >= 0 else f'还有{-days}天'}"


def _everything(missing: Missing) -> Iterator[Block]:
    for kind, group in _groups(missing).items():
        yield Heading(2, f"{_counted(kind, group)}{_basis_of(kind)}")
        yield Listing(tuple(_entry(gap) for gap in group))
    yield from _closing(missing)


def _basis_of(kind: GapKind) -> str:
    articles = [article for citation in kind.cited for article in parse_citation(citation)]
    return f"　{cite(*articles)}" if articles else ""


def _entry(gap: GapRecord) -> Entry:
    """In one line where it fits, else with what is missing below."""
    place = _place(gap)
    units = "、".join(unit for unit in gap.units if unit not in gap.what)
    said = f"{gap.what}　{units}" if units else gap.what
    return Entry(place, said) if _columns(f"{place}  {said}") <= ONE_LINE else Entry(place, lines=(said,))


def _place(gap: GapRecord) -> str:
    name = gap.case or gap.path.replace("cases/", "", 1).replace("screenings/", "", 1)
    return f"{name}:{gap.line}"


def _columns(words: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)


def _padded(words: str, columns: int) -> str:
    return words + " " * (columns - _columns(words))


def _cut(words: str, columns: int) -> str:
    """Words that fit in so many columns, with … where some were left out."""
    if _columns(words) <= columns:
        return words
    while _columns(words) > columns - 2:
        words = words[:-1]
    return f"{words}…"
