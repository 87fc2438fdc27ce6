"""The form a unit fills in: what its sheets and columns are, and how a cell is read. The sheets: form_sheets.py.

A column is made from a field of a record, so that its title, note, example and words are said once, at the field.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from typing import Annotated, Any, Final, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from yingsu.domain.case import Case
from yingsu.domain.node import Node
from yingsu.domain.office import Office
from yingsu.domain.scalars import half_width
from yingsu.domain.terms import Term

SEPARATOR: Final = "；"
"""Between several texts in one cell: no name and few sentences have it."""

YES: Final = "是"
EXAMPLE: Final = "示例"
"""What stands in place of a case where a row is an example."""

LONGEST_TEXT: Final = 30_000
"""What a cell holds, a little less than Excel's limit; longer texts are not put into the form."""


class Kind(Enum):
    """What a cell of a column holds."""

    TEXT = "文字"
    TEXTS = "若干文字"
    WORD = "一个词"
    WORDS = "若干词"
    YES_NO = "是或否"
    DAY = "日期"
    NUMBER = "数"
    NOBODY = "无人"
    """是 where a list is empty on purpose: that nobody came is a fact, and no row can say it."""


class NotThisValueError(ValueError):
    """A cell does not hold what its column asks for; the message is the Chinese sentence for the user."""


@dataclass(frozen=True, eq=False)
class FormColumn:
    """A column: one field of an entry, or of a part of it.

    Attributes:
        model: the record the field is in.
        fields: the names of the fields from the entry to it.
        path: their keys, as people write them.
        info: the field.
        kind: what a cell holds.
        lists: the fields of the lists whose entries have it; empty: all of the sheet's.
    """

    model: type[Node]
    fields: tuple[str, ...]
    path: tuple[str, ...]
    info: FieldInfo
    kind: Kind
    lists: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the column is called: the keys as in the case file."""
        return f"{self.path[-1]}（一个也没有）" if self.kind is Kind.NOBODY else ".".join(self.path)

    @property
    def is_must(self) -> bool:
        """Whether an entry that has any of the part must have it."""
        return self.info.is_required()

    @property
    def note(self) -> str:
        """How it is filled in."""
        if self.kind is Kind.NOBODY:
            return f"开了庭而本方一个人也没有到的，写{YES}；有人到庭的不填，把人写在后面的表里"
        told = self.info.description or ""
        return f"{told}；几项用“；”隔开" if self.kind in {Kind.WORDS, Kind.TEXTS} else told

    @property
    def example(self) -> str:
        """A value as it may be written; empty where the example has none."""
        return str((self.info.examples or [""])[0]) if self.kind is not Kind.NOBODY else ""

    @property
    def names_unit(self) -> bool:
        """Whether it names units, which may be ours."""
        return self.fields[-1] in {"unit", "handling_unit", "preparing_unit", "appearing_units"}

    def choices(self, office: Office, year: int) -> tuple[str, ...]:
        """The words to choose from; empty where any text will do."""
        if self.kind in {Kind.YES_NO, Kind.NOBODY}:
            return (YES, "否") if self.kind is Kind.YES_NO else (YES,)
        if self.kind in {Kind.WORD, Kind.WORDS}:
            return tuple(each.value for each in _term(self.info.annotation) or ())
        if self.model is Case and self.fields[-1] in {"act_type", "field"}:
            words = office.act_types if self.fields[-1] == "act_type" else office.fields
            return words.in_use(year)
        return tuple(unit.name for unit in office.directory.units) if self.names_unit else ()

    def value_in(self, entry: Node) -> Any:
        """What an entry has in the field; `None` where it says nothing."""
        found: Any = entry
        for field in self.fields:
            found = getattr(found, field) if found is not None else None
        if self.kind is Kind.NOBODY:
            return True if found == () else None
        return None if found == () else found

    def text_in(self, entry: Node) -> str:
        """The same as the text of a cell, always in one form; empty where it says nothing."""
        return shown(self.value_in(entry))

    def read(self, text: str) -> tuple[str, Any]:
        """A cell as it was filled in.

        Returns:
            The text in the form `text_in` has, and the value as it stands in a case file: a text, or texts.

        Raises:
            NotThisValueError: it is nothing that may stand there.
        """
        if self.kind is Kind.NOBODY:
            if text != YES:
                raise NotThisValueError(f"这里只能写{YES}，或者空着")
            return YES, []
        written: Any = one_line(text)
        if self.kind is Kind.WORDS:
            written = _parts(text, "；;、，,\n")
        elif self.kind is Kind.TEXTS:
            written = _parts(text, "；;\n")
        elif self.kind is Kind.DAY:
            written = half_width(written).removesuffix(" 00:00:00")
        try:
            value = _adapter(self.model, self.fields[-1]).validate_python(written)
        except ValidationError as error:
            raise NotThisValueError(str(error.errors(include_url=False)[0]["msg"])) from None
        if self.kind is Kind.TEXT:
            return written, written
        told = shown(value)
        return told, list(written) if isinstance(written, list) else told


def one_line(text: str) -> str:
    """A text without breaks of lines, and without blanks around it."""
    return " ".join(text.split())


def shown(value: Any) -> str:
    """A value of a record as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else "否"
    if isinstance(value, tuple):
        return SEPARATOR.join(shown(each) for each in value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return one_line(value.value if isinstance(value, Enum) else str(value))


def _parts(text: str, signs: str) -> list[str]:
    for sign in signs:
        text = text.replace(sign, SEPARATOR)
    return [one_line(part) for part in text.split(SEPARATOR) if part.strip()]


@cache
def _adapter(model: type[Node], field: str) -> TypeAdapter[Any]:
    info = model.model_fields[field]
    shape: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    return TypeAdapter(shape)


def _term(annotation: Any) -> type[Term] | None:
    """The vocabulary that a field's words are of."""
    if isinstance(annotation, type) and issubclass(annotation, Term):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _term(inner)) is not None), None)


def kind_of(info: FieldInfo) -> Kind:
    """What a field holds, by its type: its own, or the one it may be left out of."""
    annotation = info.annotation
    is_list = any(getattr(each, "__origin__", each) is tuple for each in (annotation, *get_args(annotation)))
    if _term(annotation) is not None:
        return Kind.WORDS if is_list else Kind.WORD
    if is_list:
        return Kind.TEXTS
    bare = {getattr(each, "__origin__", each) for each in (annotation, *get_args(annotation))}
    for plain, kind in ((bool, Kind.YES_NO), (date, Kind.DAY), (int, Kind.NUMBER), (Decimal, Kind.NUMBER)):
        if plain in bare:
            return kind
    return Kind.TEXT


@dataclass(frozen=True, eq=False)
class FormSheet:
    """A sheet: a row for each entry of a list of a case, or for each case.

    Attributes:
        name: of the tab.
        about: what a row of it is.
        columns: after those that say where the row belongs.
        parent: the sheet of the entries in which the lists are; `None` for the cases themselves.
        lists: the fields from the parent's entry to each list; where there are several, a column says which.
        sorts: what that column is called.
        known_by: the fields by which an entry is found again in a file that has changed.
        linked_by: the fields by which sheets below it say which entry is meant: the first that is filled in.
        link: what the column is called in which they say so.
    """

    name: str
    about: str
    columns: tuple[FormColumn, ...]
    parent: "FormSheet | None" = None
    lists: tuple[tuple[str, ...], ...] = ()
    sorts: str = ""
    known_by: tuple[str, ...] = ()
    linked_by: tuple[str, ...] = ()
    link: str = ""

    @cached_property
    def models(self) -> tuple[tuple[tuple[str, ...], type[Node]], ...]:
        """The lists and what their entries are."""
        found = []
        for fields in self.lists:
            model: Any = self.parent.model if self.parent is not None else Case
            for field in fields:
                model = part_in(model.model_fields[field].annotation)
            found.append((fields, model))
        return tuple(found)

    @property
    def model(self) -> type[Node]:
        """What an entry of the first of its lists is."""
        return self.models[0][1] if self.lists else Case

    @cached_property
    def list_names(self) -> dict[str, tuple[str, ...]]:
        """The lists by the key people write."""
        top = self.parent.model if self.parent is not None else Case
        return {keys_along(top, fields)[-1]: fields for fields in self.lists}

    def list_path(self, fields: tuple[str, ...]) -> tuple[str, ...]:
        """The keys from the parent's entry to one of its lists."""
        return keys_along(self.parent.model if self.parent is not None else Case, fields)

    def columns_of(self, fields: tuple[str, ...]) -> tuple[FormColumn, ...]:
        """The columns that entries of one of the lists have."""
        name = fields[-1] if fields else ""
        return tuple(each for each in self.columns if not each.lists or name in each.lists)

    @property
    def ancestors(self) -> tuple["FormSheet", ...]:
        """The sheets above it that are lists of a case, the outermost first."""
        found: list[FormSheet] = []
        above = self.parent
        while above is not None and above.lists:
            found.insert(0, above)
            above = above.parent
        return tuple(found)

    def entries(self, parent: Node) -> Iterator[tuple[tuple[str, ...], int, Node]]:
        """The entries in a parent's entry: the list, the position in it, the entry."""
        for fields in self.lists:
            found: Any = parent
            for field in fields:
                found = getattr(found, field) if found is not None else None
            for position, entry in enumerate(found or ()):
                yield fields, position, entry

    def link_of(self, entry: Node) -> str:
        """What rows of sheets below it say to mean an entry."""
        return next((text for field in self.linked_by if (text := shown(getattr(entry, field)))), "")

    def identity(self, entry: Node) -> tuple[str, ...]:
        """What an entry is known by."""
        return tuple(shown(getattr(entry, field, None)) for field in self.known_by)


def part_in(annotation: Any) -> type[Node] | None:
    """The class of the records that a field holds; `None` where it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return annotation
    return next((found for inner in get_args(annotation) if (found := part_in(inner)) is not None), None)


def keys_along(model: Any, fields: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that people write for fields, each below the one before it."""
    keys = []
    for field in fields:
        info = model.model_fields[field]
        keys.append(info.alias or field)
        model = part_in(info.annotation)
    return tuple(keys)
