"""Flat tables as one SQLite database, with the standard library: types, keys, indexes.

SQLite has no type for days, yes and no, or amounts: a day is text such as 2025-03-06, which compares as a day; yes and no
are 1 and 0; an amount is a number with a fraction.
"""

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from yingsu.tabular import FlatSchema, Row, Value, ValueType

NAME: Final = "yingsu.sqlite"

_TYPES: Final = {
    ValueType.TEXT: "TEXT",
    ValueType.INTEGER: "INTEGER",
    ValueType.DAY: "DATE",
    ValueType.YES_NO: "BOOLEAN",
    ValueType.AMOUNT: "REAL",
}


class SqliteTables:
    """The tables of an export in one database, filled row by row; indexes come last, which is quicker."""

    def __init__(self, directory: Path, schemas: Iterable[FlatSchema]) -> None:
        self._schemas = {schema.name: schema for schema in schemas}
        self._inserts = {schema.name: _insert(schema) for schema in self._schemas.values()}
        with _as_file_error():
            self._base = sqlite3.connect(directory / NAME, isolation_level=None)
            # Nobody reads it before it has its name, and a failure throws it away: no journal.
            self._base.execute("PRAGMA journal_mode = OFF")
            self._base.execute("PRAGMA synchronous = OFF")
            self._base.execute("BEGIN")
            for schema in self._schemas.values():
                self._base.execute(_created(schema, self._schemas))

    def __enter__(self) -> Self:
        """The same."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Index and close; a failure only closes.

        Raises:
            OSError: it cannot be written.
        """
        try:
            if kind is None:
                with _as_file_error():
                    for schema in self._schemas.values():
                        for statement in _indexes(schema):
                            self._base.execute(statement)
                    self._base.execute("COMMIT")
        finally:
            self._base.close()

    def append(self, table: str, row: Row) -> None:
        """Write a row.

        Raises:
            OSError: it cannot be written.
        """
        with _as_file_error():
            self._base.execute(self._inserts[table], [_stored(value) for value in row])


@contextmanager
def _as_file_error() -> Iterator[None]:
    """What calls us knows files, not databases: a full disk is a full disk. A row that breaks a key is our fault."""
    try:
        yield
    except sqlite3.OperationalError as failure:
        number = errno.ENOSPC if failure.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(number, str(failure), NAME) from failure


def _created(schema: FlatSchema, schemas: dict[str, FlatSchema]) -> str:
    parts = [
        f'"{column.name}" {_TYPES[column.type]}{" NOT NULL" if column.is_required else ""}'
        for column in schema.columns
    ]
    parts.append(f"PRIMARY KEY ({', '.join(schema.key)})")
    if schema.parent:
        shared = ", ".join(schemas[schema.parent].key)
        parts.append(f"FOREIGN KEY ({shared}) REFERENCES {schema.parent} ({shared})")
    # The rows lie in the order of the key: no second tree for it.
    return f"CREATE TABLE {schema.name} ({', '.join(parts)}) WITHOUT ROWID"


def _insert(schema: FlatSchema) -> str:
    marks = ", ".join("?" * len(schema.columns))
    return f"INSERT INTO {schema.name} VALUES ({marks})"  # noqa: S608 -- names of our own declarations


def _indexes(schema: FlatSchema) -> Iterator[str]:
    for columns in schema.indexes:
        yield f"CREATE INDEX {schema.name}_by_{'_and_'.join(columns)} ON {schema.name} ({', '.join(columns)})"


def _stored(value: Value) -> str | int | float | None:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
