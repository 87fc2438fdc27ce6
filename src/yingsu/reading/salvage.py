"""What is left of a record with wrong values: everything that could be read, for rules that need no more.

A value that was refused, left out by a slip or written twice is *lost*: the record has no such field at all, and
asking for it raises `LostValueError`. So a rule that needs it says nothing, and all others still speak.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from yingsu.domain.node import Node, Path
from yingsu.domain.scalars import nearest
from yingsu.reading.decoding import has_bad_character
from yingsu.reading.shapes import holds_list, keys_of, model_in
from yingsu.reading.source import Source

AnyNode = TypeVar("AnyNode", bound=Node)

_LOST: Any = object()


def what_is_left(source: Source, model: type[AnyNode]) -> AnyNode | None:
    """What is left of a file that holds one record; `None` where nothing of it could be read."""
    data = source.data
    return _Salvage(source).record(model, data, ()) if isinstance(data, dict) else None


def entries_left(source: Source, model: type[AnyNode]) -> tuple[AnyNode, ...]:
    """What is left of each record of a list."""
    entries = source.data if isinstance(source.data, list) else ()
    salvage = _Salvage(source)
    return tuple(
        salvage.record(model, entry, (number,))
        for number, entry in enumerate(entries)
        if isinstance(entry, dict)
    )


def _with_bad_characters(value: Any, path: Path = ()) -> Iterator[Path]:
    """Texts with signs that nobody sees: they are not what was meant."""
    if isinstance(value, str):
        if has_bad_character(value):
            yield path
        return
    inside = value.items() if isinstance(value, dict) else enumerate(value or ())
    for step, each in inside:
        yield from _with_bad_characters(each, (*path, step))


class _Salvage:
    """Takes from one file what can be trusted.

    Attributes:
        source: the file, which knows what was repeated or refused.
        damaged: the paths of all that has something in it, or is itself, that cannot be trusted. Made once: there may
            be thousands of both.
    """

    def __init__(self, source: Source) -> None:
        source.lost.update(_with_bad_characters(source.data))
        self.source = source
        self.damaged = {
            path[:length] for path in (*source.lost, *source.swallowing) for length in range(1, len(path) + 1)
        }

    def record(self, model: type[AnyNode], data: dict[str, Any], path: Path) -> AnyNode:
        """The record without what cannot be trusted. Never raises: in the worst case every field is lost.

        Args:
            model: what the record is.
            data: the record as read.
            path: where it stands in the file.
        """
        unsure = set(self._misspelt(model, data, path))
        values: dict[str, Any] = {}
        lost: list[str] = []
        for name, field in model.model_fields.items():
            alias = field.alias or name
            here = (*path, alias)
            if here in self.source.lost or (alias not in data and (field.is_required() or alias in unsure)):
                lost.append(name)
            elif alias in data:
                value = self._value((model, name), data[alias], here)
                if value is _LOST:
                    lost.append(name)
                else:
                    values[alias] = value
        record: Any = model.model_construct(**values)
        for name in lost:
            record.__dict__.pop(name, None)
        made: AnyNode = record
        return made

    def _misspelt(self, model: type[Node], data: dict[str, Any], path: Path) -> Iterator[str]:
        """The keys that may be meant by one that is unknown: the nearest; any, where a colon is wrong."""
        allowed = keys_of(model)
        for written in data:
            if written in allowed:
                continue
            place = self.source.span((*path, written))
            if self.source.colon_slips(place, in_flow=True) or "：" in written:
                yield from allowed
            guess = nearest(written, allowed)
            if guess is not None:
                yield guess
        if path in self.source.swallowing:
            yield from allowed

    def _value(self, of: tuple[type[Node], str], written: Any, path: Path) -> Any:
        """A field's value; `_LOST` where nothing of it can be trusted."""
        if path not in self.damaged:
            try:
                value = _adapter(*of).validate_python(written)
            except ValidationError:
                pass
            else:
                return value
        field = of[0].model_fields[of[1]]
        model = model_in(field.annotation)
        if model is None:
            return _LOST
        if isinstance(written, dict) and not holds_list(field.annotation):
            return self.record(model, written, path)
        if isinstance(written, dict) and field.metadata:
            return (self.record(model, written, path),)  # one that may be written without its list
        is_list = isinstance(written, list) and all(isinstance(entry, dict) for entry in written)
        if is_list and holds_list(field.annotation):
            return tuple(self.record(model, entry, (*path, number)) for number, entry in enumerate(written))
        return _LOST


@cache
def _adapter(model: type[Node], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    shape: Any = field.annotation
    return TypeAdapter(Annotated[(shape, *field.metadata)] if field.metadata else shape)
