"""What an exported table is: columns declared once, and the rows that one file of a workspace has in it.

A table looks at one file at a time, as a ledger does, so that memory does not grow with the county. Every answer in a
cell is asked of `domain/facts`, the due days or the figures. Names of people and running text are in no table: what is
analysed are kinds, days, units and numbers, and an export goes further than a case file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Generic, TypeVar

from yingsu.domain.office import Office
from yingsu.domain.records import Unit
from yingsu.reports.ledger_core import Source
from yingsu.tabular import FlatColumn, FlatSchema, Row, Value, ValueType

Subject = TypeVar("Subject")

Raw = Value | Enum | tuple[Any, ...]
"""What a column reads: a word of a vocabulary and a list of such words too."""

SEPARATOR: Final = "、"
"""Between several words in one cell."""

COUNTY: Final = "全县"
"""Stands where a row is the county's and not a unit's."""


@dataclass(frozen=True, slots=True)
class Field(Generic[Subject]):
    """A column, and how its cell is read from what a row is about."""

    name: str
    type: ValueType
    meaning: str
    read: Callable[[Subject], Raw]
    is_required: bool = False

    @property
    def column(self) -> FlatColumn:
        """The column without its reading."""
        return FlatColumn(self.name, self.type, self.meaning, self.is_required)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Who looks, and on which day."""

    office: Office
    as_of: date


@dataclass(frozen=True, slots=True)
class FlatTable(Generic[Subject]):
    """A table, declared once.

    Attributes:
        name, title, item, key, parent, indexes: see `FlatSchema`.
        subjects: what its rows are about, of one file.
    """

    name: str
    title: str
    item: str
    key: tuple[str, ...]
    fields: tuple[Field[Subject], ...]
    subjects: Callable[[Source, Standpoint], Iterable[Subject]]
    parent: str = ""
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def schema(self) -> FlatSchema:
        """The table without its reading."""
        columns = tuple(field.column for field in self.fields)
        return FlatSchema(self.name, self.title, self.item, self.key, columns, self.parent, self.indexes)

    def row(self, subject: Subject) -> Row:
        """One row."""
        return tuple(_plain(field.read(subject)) for field in self.fields)

    def rows(self, source: Source, standpoint: Standpoint) -> Iterator[Row]:
        """The rows that a file has in the table."""
        for subject in self.subjects(source, standpoint):
            yield self.row(subject)


AnyTable = FlatTable[Any]


def _plain(value: Raw) -> Value:
    """A cell: words as they are written in files, several of them in one; nothing where there is none."""
    if isinstance(value, tuple):
        return SEPARATOR.join(str(_plain(each)) for each in value) or None
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal | int | date):
        return value
    return value or None


def own_name(office: Office, name: str | None) -> str | None:
    """A unit by the name of the directory where it is in it, else as written."""
    unit = office.directory.find(name)
    return unit.name if unit is not None else name


def reported_name(office: Office, name: str | None) -> str | None:
    """The own unit that a unit is reported under (归口); `None` for one that is no own unit."""
    unit = office.directory.find(name)
    return office.directory.reported_under(unit).name if unit is not None else None


def unit_kind(unit: Unit | None) -> Enum | None:
    """类别 of an own unit."""
    return unit.kind if unit is not None else None
