"""The shape of a record: which keys may stand where."""

from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from yingsu.domain.node import Node, Path


def model_at(shape: Any, path: Path) -> type[Node] | None:
    """The class of the record at a path, for the keys it allows."""
    found = model_in(shape)
    for step in path:
        if found is None:
            return None
        if isinstance(step, str):
            below = next((field for field in found.model_fields.values() if field.alias == step), None)
            found = model_in(below.annotation) if below else None
    return found


@cache
def keys_of(model: type[Node]) -> tuple[str, ...]:
    """The keys that may stand in a record, as people write them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def model_in(annotation: Any) -> type[Node] | None:
    """The class of record that a field holds, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return annotation
    if get_origin(annotation) in {tuple, Union, UnionType} or hasattr(annotation, "__metadata__"):
        return next((found for inner in get_args(annotation) if (found := model_in(inner))), None)
    return None


def holds_list(annotation: Any) -> bool:
    """Whether a field holds several records."""
    return get_origin(annotation) is tuple or any(holds_list(inner) for inner in get_args(annotation))


@cache
def keys_below(model: type[Node]) -> frozenset[str]:
    """Every key that may stand anywhere in a record."""
    keys: set[str] = set()
    waiting = [model]
    seen: set[type[Node]] = set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, field in current.model_fields.items():
            keys.add(field.alias or name)
            below = model_in(field.annotation)
            if below is not None:
                waiting.append(below)
    return frozenset(keys)
