"""Flat tables of data: what whoever writes one to a file must know of it. Plain values that everybody may speak in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class ValueType(Enum):
    """What stands in a column. The value is the word in what machines read of an export."""

    TEXT = "text"
    INTEGER = "int"
    DAY = "date"
    YES_NO = "bool"
    AMOUNT = "decimal"


Value = str | int | bool | date | Decimal | None
"""A cell; `None` where there is nothing to say. No cell is an empty text: it could not be told from nothing."""

Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """A column.

    Attributes:
        name: English, lower case with underscores; never renamed.
        meaning: Chinese; what it says, where it comes from.
        is_required: whether every row has a value.
    """

    name: str
    type: ValueType
    meaning: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class FlatSchema:
    """A table.

    Attributes:
        name: English; the file's name as well.
        title: Chinese.
        item: Chinese; what a row is.
        key: the columns that tell its rows apart.
        parent: the table whose key the first columns of the key are; empty where there is none.
        indexes: columns that are looked up by, beside the key.
    """

    name: str
    title: str
    item: str
    key: tuple[str, ...]
    columns: tuple[FlatColumn, ...]
    parent: str = ""
    indexes: tuple[tuple[str, ...], ...] = ()
