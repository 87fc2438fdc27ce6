"""What is kept of a file, as text: JSON by position, made from the types of the fields. Nothing in it is executed.

Values that many others share (what a case can be broken down by, a verdict, whose a due day is) stand once in a list
of their own and are named by their position: the text is shorter, and read back they are one value again.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from yingsu.domain.deadline_record import Origin
from yingsu.inspection.kept import Counted, Due
from yingsu.metrics.core import Traits, Verdict
from yingsu.metrics.risk import Course

_SHARED = (Traits, Verdict, Origin, Course)


def packed_counted(counted: Counted) -> str:
    """What is counted of a file, as text."""
    return _packed(counted)


def packed_due(due: Due) -> str:
    """Due days and gaps of a file, as text."""
    return _packed(due)


def _packed(value: Counted | Due) -> str:
    pool = _Pool()
    body = _bare(type(value)).pack(value, pool)
    return json.dumps([pool.values, body], ensure_ascii=False, separators=(",", ":"))


def unpacked_counted(text: str) -> Counted:
    """What is counted, from its text.

    Raises:
        ValueError, TypeError, LookupError: it is no text of this version.
    """
    counted: Counted = _unpacked(Counted, text)
    return counted


def unpacked_due(text: str) -> Due:
    """Due days and gaps, from their text.

    Raises:
        ValueError, TypeError, LookupError: it is no text of this version.
    """
    due: Due = _unpacked(Due, text)
    return due


def _unpacked(kind: type[Counted | Due], text: str) -> Any:
    shared, body = json.loads(text)
    pool: list[Any] = []
    for position, value in shared:
        pool.append(_bare(_SHARED[position]).unpack(value, pool))
    return _bare(kind).unpack(body, pool)


class _Pool:
    """The shared values met so far."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.positions: dict[Any, int] = {}

    def position(self, kind: int, value: Any) -> int:
        found = self.positions.get(value)
        if found is None:
            packed = [kind, _bare(_SHARED[kind]).pack(value, self)]
            found = self.positions[value] = len(self.values)
            self.values.append(packed)
        return found


class _Coder:
    """How a type is written and read."""

    __slots__ = ("pack", "unpack")

    def __init__(self, pack: Callable[[Any, _Pool], Any], unpack: Callable[[Any, list[Any]], Any]) -> None:
        self.pack = pack
        self.unpack = unpack


@cache
def _coder(hint: Any) -> _Coder:
    """The coder of a type.

    Raises:
        TypeError: a type of which nobody has said how it is kept.
    """
    if hint in _SHARED:
        kind = _SHARED.index(hint)
        return _Coder(lambda value, pool: pool.position(kind, value), lambda value, pool: pool[value])
    if hint in {str, int, bool, NoneType}:
        return _Coder(_as_it_is, _as_it_is)
    if hint is date:
        return _Coder(lambda value, _: value.toordinal(), lambda value, _: date.fromordinal(value))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _of_enum(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _bare(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return _of_optional(hint, parts)
    if origin is tuple:
        return _of_tuple(parts)
    if origin is Mapping:
        return _of_mapping(parts)
    raise TypeError(f"no way to keep a {hint!r}")


def _as_it_is(value: Any, pool: object) -> Any:
    del pool
    return value


def _of_enum(hint: type[Enum]) -> _Coder:
    members = list(hint)
    positions = {member: position for position, member in enumerate(members)}
    return _Coder(lambda value, _: positions[value], lambda value, _: members[value])


def _of_optional(hint: Any, parts: tuple[Any, ...]) -> _Coder:
    some = [part for part in parts if part is not NoneType]
    if len(some) != 1:
        raise TypeError(f"no way to keep a {hint!r}")
    inner = _coder(some[0])
    if inner.unpack is _as_it_is:
        return inner
    pack, unpack = inner.pack, inner.unpack
    return _Coder(
        lambda value, pool: None if value is None else pack(value, pool),
        lambda value, pool: None if value is None else unpack(value, pool),
    )


def _of_tuple(parts: tuple[Any, ...]) -> _Coder:
    if parts[1:] == (...,):
        inner = _coder(parts[0])
        if inner.unpack is _as_it_is:
            return _Coder(lambda value, _: value, lambda value, _: tuple(value))
        pack, unpack = inner.pack, inner.unpack
        return _Coder(
            lambda value, pool: [pack(each, pool) for each in value],
            lambda value, pool: tuple([unpack(each, pool) for each in value]),
        )
    coders = [_coder(part) for part in parts]
    return _Coder(
        lambda value, pool: [coder.pack(each, pool) for coder, each in zip(coders, value, strict=True)],
        lambda value, pool: tuple(
            [coder.unpack(each, pool) for coder, each in zip(coders, value, strict=True)]
        ),
    )


def _of_mapping(parts: tuple[Any, ...]) -> _Coder:
    if parts[0] is not str:
        raise TypeError(f"no way to keep a mapping by {parts[0]!r}")
    inner = _coder(parts[1])
    pack, unpack = inner.pack, inner.unpack
    return _Coder(
        lambda value, pool: {key: pack(each, pool) for key, each in value.items()},
        lambda value, pool: {key: unpack(each, pool) for key, each in value.items()},
    )


def _bare(hint: Any) -> _Coder:
    coder: _Coder = _coder_of_fields(hint)
    return coder


@cache
def _coder_of_fields(hint: Any) -> _Coder:
    """A dataclass by its fields, in their order."""
    hints = get_type_hints(hint)
    names = [each.name for each in fields(hint)]
    coders = [_coder(hints[name]) for name in names]
    writers = [(name, coder.pack) for name, coder in zip(names, coders, strict=True)]
    readers = [coder.unpack for coder in coders]

    def pack(value: Any, pool: _Pool) -> Any:
        return [write(getattr(value, name), pool) for name, write in writers]

    def unpack(value: Any, pool: list[Any]) -> Any:
        return hint(*[read(each, pool) for read, each in zip(readers, value, strict=True)])

    return _Coder(pack, unpack)
