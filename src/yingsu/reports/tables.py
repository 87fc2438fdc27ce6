"""The exported tables: which there are, and their rows as files are read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from yingsu.reports.ledger_core import Source
from yingsu.reports.table_core import AnyTable, Standpoint
from yingsu.reports.tables_after import LETTERS, OBLIGATIONS, RISK_POINTS
from yingsu.reports.tables_cases import CASES, DEFENDANTS, SELF_CORRECTIONS
from yingsu.reports.tables_court import OUTCOMES, PROCEEDINGS, RESPONSES
from yingsu.reports.tables_figures import ITEMS, METADATA, PERIODS, UNITS, Listed, Origin, Span, spans
from yingsu.reports.tables_hearings import APPEARANCES, ATTENDANCES, HEARINGS
from yingsu.tabular import Row

TABLES: Final[Mapping[str, AnyTable]] = {
    table.name: table
    for table in (
        CASES,
        DEFENDANTS,
        PROCEEDINGS,
        RESPONSES,
        HEARINGS,
        ATTENDANCES,
        APPEARANCES,
        OUTCOMES,
        OBLIGATIONS,
        LETTERS,
        SELF_CORRECTIONS,
        RISK_POINTS,
        ITEMS,
        UNITS,
        PERIODS,
        METADATA,
    )
}
"""Every table by its name, in the order of the guide: a table stands after the one its rows belong to."""

_DAY, _BEGUN = (
    next(place for place, each in enumerate(ITEMS.fields) if each.name == name)
    for name in ("counted_on", "open_from")
)


@dataclass
class Tally:
    """What came of an export while its rows went by.

    Attributes:
        rows: how many each table has.
        first: the year of the earliest day that something is counted on.
    """

    rows: Counter[str] = field(default_factory=Counter)
    first: int | None = None


def streamed(sources: Iterable[Source], standpoint: Standpoint, tally: Tally) -> Iterator[tuple[str, Row]]:
    """The rows of every table that files have, file by file: the table's name, and the row."""
    for source in sources:
        for table in TABLES.values():
            for row in table.rows(source, standpoint):
                tally.rows[table.name] += 1
                if table is ITEMS:
                    _remember(tally, row[_DAY], row[_BEGUN])
                yield table.name, row


def _remember(tally: Tally, *days: object) -> None:
    years = [day.year for day in days if isinstance(day, date)]
    tally.first = min([*years, *([tally.first] if tally.first is not None else [])], default=None)


def of_office(origin: Origin, tally: Tally) -> Iterator[tuple[str, Row]]:
    """The rows of the tables of the office, when all files have gone by."""
    standpoint = origin.standpoint
    # Of a unit listed twice, which check complains of, the first entry holds, as everywhere.
    units = {
        unit.name: standpoint.office.directory.find(unit.name) or unit
        for unit in standpoint.office.directory.units
    }
    first = tally.first if tally.first is not None else standpoint.as_of.year
    found: tuple[tuple[AnyTable, Iterable[Listed | Span | Origin]], ...] = (
        (UNITS, (Listed(standpoint, unit) for unit in units.values())),
        (PERIODS, spans(first, standpoint.as_of)),
        (METADATA, (origin,)),
    )
    for table, subjects in found:
        for subject in subjects:
            tally.rows[table.name] += 1
            yield table.name, table.row(subject)
