"""Flat tables as CSV for an analytic engine: one file each, the same bytes for the same content.

UTF-8 without a mark, a line feed after each row; a day as 2025-03-06, yes and no as true and false; an empty cell is
nothing. Text stands as it is in the files, also where it begins with = or @: who reads this is a program, and a sign
put before would change the data. What goes into a spreadsheet is a ledger or a report (`csv_`), which guard against it.
"""

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from yingsu.tabular import FlatSchema, Row, Value


class CsvTables:
    """The tables of an export in one directory, filled row by row."""

    def __init__(self, directory: Path, schemas: Iterable[FlatSchema]) -> None:
        self._stack = ExitStack()
        self._writers = {}
        with self._stack:
            for schema in schemas:
                path = directory / f"{schema.name}.csv"
                file = self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))
                self._writers[schema.name] = csv.writer(file, lineterminator="\n")
                self._writers[schema.name].writerow([column.name for column in schema.columns])
            self._stack = self._stack.pop_all()

    def __enter__(self) -> Self:
        """The same."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every file."""
        self._stack.close()

    def append(self, table: str, row: Row) -> None:
        """Write a row."""
        self._writers[table].writerow([_text(value) for value in row])


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
