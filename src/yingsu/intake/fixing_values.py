"""The values and keys of a file that `check --fix` puts right: each in its place, everything around it as it was."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yingsu.domain.node import Node, Path
from yingsu.intake.amending_layout import Layout, Splice
from yingsu.intake.fixes import Codes, Field, better, fields_of
from yingsu.intake.fixing_layout import Put
from yingsu.reading.shapes import model_in
from yingsu.reading.source import Source

_WIDE_BLANKS = "\u3000 "


@dataclass(frozen=True, slots=True)
class Change:
    """A key or a value to be put right.

    Attributes:
        path: of the mapping or list.
        step: the key, or the position.
        text: what takes its place.
        is_key: whether it is the key.
        put: what is said of it.
    """

    path: Path
    step: str | int
    text: str
    is_key: bool
    put: Put


def changes_in(source: Source, model: type[Node], codes: Codes) -> Iterator[Change]:
    """What can be put right in the values of a file, in the order of the text.

    Args:
        source: the file, as it stands.
        model: the record that it holds, or holds a list of.
        codes: the codes that there are.
    """
    walk = _Walk(source, codes)
    if isinstance(source.data, list):
        for position, entry in enumerate(source.data):
            yield from walk.record(model, entry, (position,))
    else:
        yield from walk.record(model, source.data, ())


def with_changes(text: str, source: Source, changes: list[Change]) -> tuple[str, Any]:
    """The text with changes, and the data that it must be read as.

    Args:
        text: the file.
        source: the same, as read.
        changes: of it.
    """
    layout = Layout(text, source)
    pieces, done = [], 0
    for start, end, piece in sorted(_splice(layout, change) for change in changes):
        pieces += [text[done:start], piece]
        done = end
    wanted = copy.deepcopy(source.data)
    # A key after its value: the value is found by the old one.
    for change in sorted(changes, key=lambda each: (-len(each.path), each.is_key)):
        _make(wanted, change)
    return "".join(pieces) + text[done:], wanted


def _splice(layout: Layout, change: Change) -> Splice:
    if not change.is_key:
        return layout.setting(change.path, change.step, change.text, ())
    mark = layout.source.marks[id(layout.at(change.path))][change.step]
    return layout.starts[mark[0]] + mark[1], layout.starts[mark[2]] + mark[3], change.text


def _make(data: Any, change: Change) -> None:
    """The change in plain data; a key without a value is not in them."""
    for step in change.path:
        data = data[step]
    if not change.is_key:
        data[change.step] = change.text
    elif change.step in data:
        data[change.text] = data.pop(change.step)


class _Walk:
    """Goes through the data of one file by its shape."""

    def __init__(self, source: Source, codes: Codes) -> None:
        self.source = source
        self.codes = codes

    def record(self, model: type[Node], data: Any, path: Path) -> Iterator[Change]:
        """What can be put right in a record and below it; nothing where no record stands."""
        if not isinstance(data, dict):
            return
        fields = fields_of(model)
        for key in list(self.source.marks[id(data)]):
            name = str(key)
            bare = name.strip(_WIDE_BLANKS)
            if name not in fields and bare in fields and self._is_free(data, name, bare):
                line = self.source.marks[id(data)][key][0] + 1
                yield Change(path, name, bare, is_key=True, put=Put(line, "键前后的全角空格"))
            field = fields.get(bare)
            if field is not None and name in data:
                yield from self._values(field, data, name, path)

    def _is_free(self, data: dict[str, Any], name: str, bare: str) -> bool:
        """Whether a key is meant by one with blanks: no other has it, and the blanks are no indentation."""
        line, column, end_line, end_column = self.source.marks[id(data)][name][:4]
        text = self.source.line(line + 1)
        is_plain = line == end_line and text[column:end_column] == name
        is_indent = name[0] in _WIDE_BLANKS and not text[:column].strip()
        return bare not in self.source.marks[id(data)] and is_plain and not is_indent

    def _values(self, field: Field, container: Any, step: str | int, path: Path) -> Iterator[Change]:
        """What can be put right under a key, or in an entry of a list under one."""
        value = container[step]
        model = model_in(field.kind)
        if isinstance(value, str):
            yield from self._value(field, container, step, path)
        elif isinstance(value, dict) and model is not None:
            yield from self.record(model, value, (*path, step))
        else:
            steps = list(value) if isinstance(value, dict) else range(len(value))
            for inner in steps:
                yield from self._values(field, value, inner, (*path, step))

    def _value(self, field: Field, container: Any, step: str | int, path: Path) -> Iterator[Change]:
        line, column, last_line, last_column = self.source.marks[id(container)][step][4:]
        value: str = container[step]
        is_bare = self.source.line(line + 1)[column:last_column] == value
        found = better(field, value, self.codes, is_bare=is_bare) if line == last_line else None
        if found is not None:
            yield Change(path, step, found.text, is_key=False, put=Put(line + 1, found.title))
