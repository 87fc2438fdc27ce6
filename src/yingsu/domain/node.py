"""Node: the base of everything that is written in a case file."""

from collections.abc import Iterable, Iterator
from datetime import date
from operator import is_
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from yingsu.domain.scalars import IS_FACT, IS_FILE, IS_PERSON

Path = tuple[str | int, ...]
"""Steps from the root of a file: keys as written in it, and positions in lists."""


class LostValueError(Exception):
    """A value that the file has, or may have, but that could not be read: who needs it can say nothing."""

    def __init__(self, model: type, field: str) -> None:
        super().__init__(f"{model.__name__}.{field}")


def key(alias: str, default: Any = ..., **settings: Any) -> Any:
    """A field under the Chinese key that people write. The only place where that key is spelled."""
    return Field(default, alias=alias, **settings)


class Node(BaseModel):  # noqa: PLW1641 -- pydantic makes the hash, of the fields
    """A part of a case file: frozen, no unknown keys, and aware of its place in the file.

    Class attributes:
        occurs_on: the field with the day the whole part came into being, if it has one. A part that came
            into being after a day does not exist on that day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    occurs_on: ClassVar[str | None] = None
    _fact_days: ClassVar[tuple[str, ...]] = ()
    _file_fields: ClassVar[tuple[str, ...]] = ()
    _person_fields: ClassVar[tuple[str, ...]] = ()
    _text_fields: ClassVar[tuple[str, ...]] = ()
    _parts: ClassVar[tuple[tuple[str, str], ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Note once which fields are days of facts and which may hold parts, so that walks are quick."""
        super().__pydantic_init_subclass__(**kwargs)
        fields = cls.model_fields.items()
        cls._fact_days = tuple(
            name for name, field in fields if _is_marked(field.annotation, field.metadata, IS_FACT)
        )
        cls._file_fields = tuple(
            name for name, field in fields if _is_marked(field.annotation, field.metadata, IS_FILE)
        )
        cls._person_fields = tuple(
            name for name, field in fields if _is_marked(field.annotation, field.metadata, IS_PERSON)
        )
        cls._text_fields = tuple(name for name, field in fields if _holds_text(field.annotation))
        cls._parts = tuple(
            (name, field.alias or name) for name, field in fields if _holds_nodes(field.annotation)
        )

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Called for what is not there only: a field that was lost in reading (reading/salvage.py)."""
            if name[0] != "_" and name in type(self).model_fields:
                raise LostValueError(type(self), name)
            return super().__getattr__(name)

    def __eq__(self, other: object) -> bool:
        """Equal are parts that say the same in the same place."""
        if not isinstance(other, Node):
            return NotImplemented
        return self.path == other.path and super().__eq__(other)

    def known(self, field: str, default: Any = None) -> Any:
        """A field's value; the default where it was lost."""
        return self.__dict__.get(field, default)

    def has_lost(self, *fields: str) -> bool:
        """Whether any of the fields could not be read."""
        return any(field not in self.__dict__ for field in fields)

    @property
    def path(self) -> Path:
        """Where the part stands in its file."""
        found: Path = self.__dict__.get("_path", ())
        return found

    def bind(self, path: Path = ()) -> None:
        """Tell this part and all below it where they stand. Called once, by the reader.

        The path stands beside the fields, as a cached property does: with a private attribute of pydantic each part
        would be made twice as slowly.
        """
        own = self.__dict__
        own["_path"] = path
        for name, alias in self._parts:
            value = own.get(name)
            if type(value) is tuple:
                for position, part in enumerate(value):
                    part.bind((*path, alias, position))
            elif value is not None:
                value.bind((*path, alias))

    def key_of(self, field: str) -> str:
        """The key people write for a field.

        Raises:
            KeyError: the class has no such field; so a rule with a misspelt field fails in its first test.
        """
        return type(self).model_fields[field].alias or field

    @classmethod
    def text_fields(cls) -> tuple[str, ...]:
        """The fields that may hold text."""
        return cls._text_fields

    @classmethod
    def part_fields(cls) -> tuple[str, ...]:
        """The fields that may hold parts."""
        return tuple(name for name, _ in cls._parts)

    def parts(self) -> Iterator["Node"]:
        """The parts directly below this one."""
        for name, _ in self._parts:
            value = self.__dict__.get(name)
            if type(value) is tuple:
                yield from value
            elif value is not None:
                yield value

    def fact_days(self) -> Iterator[tuple[str, date]]:
        """The days of facts of this part, without those below: the field and its day."""
        for field in self._fact_days:
            day = self.__dict__.get(field)
            if day is not None:
                yield field, day

    def files(self) -> Iterator[tuple["Node", str, str]]:
        """Every file named here and below: the part, its field, the path as written."""
        for field in self._file_fields:
            path = self.__dict__.get(field)
            if path is not None:
                yield self, field, path
        for part in self.parts():
            yield from part.files()

    def people(self) -> Iterator[tuple["Node", str, str]]:
        """Every field that names people here and below: the part, its field, the text as written."""
        for field in self._person_fields:
            value = self.__dict__.get(field)
            for text in value if isinstance(value, tuple) else (value,):
                if text is not None:
                    yield self, field, text
        for part in self.parts():
            yield from part.people()

    def texts(self) -> Iterator[tuple["Node", str, int | None, str]]:
        """Every text here and below: the part, its field, the position in a list, the text. Words of a list are none."""
        for field in self._text_fields:
            value = self.__dict__.get(field)
            if isinstance(value, str):
                yield self, field, None, value
            elif isinstance(value, tuple):
                for position, text in enumerate(value):
                    yield self, field, position, text
        for part in self.parts():
            yield from part.texts()

    def known_on(self, day: date) -> Self | None:
        """The part as it was known at the end of a day: later facts do not exist; plans stay.

        Returns:
            The same object where nothing is later, a copy without the later facts, or `None` where the whole
            part came into being later.
        """
        own = self.__dict__
        if self.occurs_on is not None:
            occurred = own.get(self.occurs_on)
            if occurred is not None and occurred > day:
                return None
        changes: dict[str, Any] = {}
        for name in self._fact_days:
            value = own.get(name)
            if value is not None and value > day:
                changes[name] = None
        for name, _ in self._parts:
            value = own.get(name)
            if not value:
                continue
            known = _those_known_on(value, day) if type(value) is tuple else value.known_on(day)
            if known is not value:
                changes[name] = known
        return self.model_copy(update=changes) if changes else self


def _those_known_on(parts: tuple[Node, ...], day: date) -> tuple[Node, ...]:
    """The same tuple where nothing is later: most days lie after all facts."""
    kept = [part.known_on(day) for part in parts]
    if all(map(is_, kept, parts)):
        return parts
    return tuple(part for part in kept if part is not None)


def _holds_nodes(annotation: Any) -> bool:
    """Whether an annotation such as `tuple[Hearing, ...] | None` has a part of a case in it."""
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return True
    return any(_holds_nodes(inner) for inner in getattr(annotation, "__args__", ()))


def _holds_text(annotation: Any) -> bool:
    """Whether an annotation such as `tuple[Text, ...] | None` has text in it; a word of a vocabulary is none."""
    return annotation is str or any(_holds_text(inner) for inner in getattr(annotation, "__args__", ()))


def _is_marked(annotation: Any, metadata: Iterable[Any], mark: str) -> bool:
    """Whether a field has a mark of `scalars`, also inside `FactDay | None`."""
    if mark in metadata:
        return True
    return any(
        _is_marked(inner, getattr(inner, "__metadata__", ()), mark)
        for inner in getattr(annotation, "__args__", ())
    )
