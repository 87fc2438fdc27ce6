"""New entries of the form as plain data, and which cell said what of it."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from yingsu.domain.form_book import CASE_TITLE
from yingsu.domain.form_sheets import SHEETS
from yingsu.domain.node import Node, Path
from yingsu.intake.importing_entries import Entry
from yingsu.intake.importing_rows import CellError, FilledRow
from yingsu.reading.shapes import keys_of, model_in


def data_of(entry: Entry, entries: Mapping[str, list[Entry]], errors: list[CellError]) -> dict[str, Any]:
    """An entry that only the form has, with all below it, as plain data in the order of the format."""
    found: dict[str, Any] = {}
    row = entry.row
    for column, filled in row.cells.items() if row is not None else ():
        if filled.value is not None:
            _put(found, column.path, copy.copy(filled.value))
    for sheet in SHEETS:
        for below in entries[sheet.name]:
            if below.parent is entry and below.row is not None:
                path = sheet.list_path(below.fields)
                listed = _got(found, path)
                if listed is None:
                    listed = []
                    _put(found, path, listed)
                listed.append(data_of(below, entries, errors))
    if row is not None:
        errors += _musts_missing(row, entry.fields, found)
    model = dict(entry.sheet.models)[entry.fields] if entry.fields else entry.sheet.model
    return ordered(model, found)


def ordered(model: type[Node], data: dict[str, Any]) -> dict[str, Any]:
    """Plain data with its keys in the order of the format."""
    found = {}
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    for key in keys_of(model):
        if key not in data:
            continue
        value, part = data[key], model_in(fields[key].annotation)
        if part is not None and isinstance(value, dict):
            value = ordered(part, value)
        elif part is not None and isinstance(value, list):
            value = [ordered(part, each) if isinstance(each, dict) else each for each in value]
        found[key] = value
    return found


def places_below(entry: Entry, path: Path, entries: Mapping[str, list[Entry]]) -> dict[Path, CellError]:
    """The cells of an entry that is new, and of those below it, by the path they will have."""
    row = entry.row
    if row is None:
        return {}
    found = {path: row.error(CASE_TITLE, "")}
    for column, filled in row.cells.items():
        found[*path, *column.path] = CellError(row.sheet.name, filled.cell, "")
    count: dict[Path, int] = {}
    for sheet in SHEETS:
        for below in entries[sheet.name]:
            if below.parent is entry and below.row is not None:
                steps = sheet.list_path(below.fields)
                place = count[steps] = count.get(steps, -1) + 1
                found |= places_below(below, (*path, *steps, place), entries)
    return found


def _musts_missing(row: FilledRow, fields: tuple[str, ...], data: Mapping[str, Any]) -> Iterable[CellError]:
    """What a new entry must have and has not: of a part, where anything of the part is there."""
    for column in row.sheet.columns_of(fields):
        holder = _got(data, column.path[:-1])
        if (
            column.is_must
            and isinstance(holder, Mapping)
            and column.path[-1] not in holder
            and (len(column.path) == 1 or holder)
        ):
            yield row.error(column.title, f"缺少必填的“{column.title}”")


def _got(data: Any, path: tuple[str, ...]) -> Any:
    return at(data, path) if path else data


def _put(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        data = data.setdefault(key, {})
    data[path[-1]] = value


def at(data: Any, path: Path) -> Any:
    """What stands at a path of plain data; `None` where there is nothing."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
