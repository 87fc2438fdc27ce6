"""Flat tables as Parquet, one file each.

Needs pyarrow, which the extra `parquet` installs: importing this module fails without it, and the command says so.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
from pyarrow import parquet

from yingsu.tabular import FlatSchema, Row, ValueType

_AT_ONCE: Final = 20_000
"""Rows of a table that are held until they are written: what memory costs at most."""

_DIGITS: Final = (19, 4)
"""An amount: 15 digits before the point and 4 after it, as a case file may have (scalars.parse_amount)."""


class ParquetTables:
    """The tables of an export in one directory, filled row by row."""

    def __init__(self, directory: Path, schemas: Iterable[FlatSchema]) -> None:
        self._held: dict[str, list[Row]] = {}
        self._schemas: dict[str, Any] = {}
        self._writers: dict[str, Any] = {}
        self._stack = ExitStack()
        with self._stack:
            for schema in schemas:
                name = schema.name
                self._held[name], self._schemas[name] = [], _schema(schema)
                writer = parquet.ParquetWriter(
                    directory / f"{name}.parquet", self._schemas[name], compression="zstd"
                )
                self._writers[name] = self._stack.enter_context(writer)
            self._stack = self._stack.pop_all()

    def __enter__(self) -> Self:
        """The same."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is held, and close every file."""
        with self._stack:
            if kind is None:
                for table in self._held:
                    self._write(table)

    def append(self, table: str, row: Row) -> None:
        """Take a row; rows are written many at once."""
        held = self._held[table]
        held.append(row)
        if len(held) >= _AT_ONCE:
            self._write(table)

    def _write(self, table: str) -> None:
        held, schema = self._held[table], self._schemas[table]
        if held:
            columns = [
                pa.array(values, each.type)
                for values, each in zip(zip(*held, strict=True), schema, strict=True)
            ]
            self._writers[table].write_batch(pa.record_batch(columns, schema=schema))
            held.clear()


def _schema(schema: FlatSchema) -> Any:
    types = {
        ValueType.TEXT: pa.string(),
        ValueType.INTEGER: pa.int64(),
        ValueType.DAY: pa.date32(),
        ValueType.YES_NO: pa.bool_(),
        ValueType.AMOUNT: pa.decimal128(*_DIGITS),
    }
    return pa.schema(
        [pa.field(each.name, types[each.type], nullable=not each.is_required) for each in schema.columns]
    )
