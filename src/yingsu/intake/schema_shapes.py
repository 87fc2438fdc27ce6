"""The JSON Schema of a record, made from its class: its keys, what stands behind each, which must be there.

Kinds of values and entries of lists are definitions that are referred to. A part that stands alone is written out in its
place: what is beside a `$ref` is void in draft 7, and its key has a title and a description of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator

from yingsu.domain import scalars
from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.case import Format
from yingsu.domain.ledger_map import FIRST, LAST, TARGETS, Choice, Target
from yingsu.domain.node import Node
from yingsu.domain.records import Citation
from yingsu.domain.terms import Term
from yingsu.domain.word_meanings import meaning_of
from yingsu.intake import schema_values as values
from yingsu.intake.schema_values import Form, Schema, one_of, only

_FORMS: Final[Mapping[Any, Form]] = {
    scalars.Text: values.TEXT,
    scalars.PersonName: values.TEXT,
    Citation: values.TEXT,
    scalars.FactDay: values.DAY,
    scalars.PlannedDay: values.DAY,
    scalars.Count: values.COUNT,
    scalars.Days: values.DAYS,
    scalars.Amount: values.AMOUNT,
    scalars.FilePath: values.FILE,
}
_CHOICES: Final[Mapping[Any, tuple[str, Mapping[str, str]]]] = {
    Target: ("target", dict.fromkeys(TARGETS, "")),
    Choice: ("choice", {FIRST: "", LAST: ""}),
}
_NOT_LIST: Final = "这里要写列表：每项前加“- ”，或写成 [甲, 乙]"
_NOT_MAPPING: Final = "这里要写若干“键: 值”，每行一个，向右缩进"
_MUST: Final = "（必填）"
_SAMPLE: Final = "甲"

_EITHER: Final[Mapping[type[Node], tuple[tuple[str, ...], ...]]] = {
    RiskPoint: (("code",), ("stage", "kind", "note"))
}
"""Records of which one set of fields or another must be there: their class says so in a validator, which nobody can read."""


Place = tuple[type[Node], str]
"""A field of a record."""


class UnknownShapeError(TypeError):
    """A field is of a type that has no schema yet. Our fault."""

    def __init__(self, model: type[Node], name: str) -> None:
        super().__init__(f"no JSON Schema for {model.__name__}.{name}")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a field may have which its type does not say: each with what it means.

    Attributes:
        closed: by the name of the field, wherever it stands: one of these and no other.
        offered: any text may stand there, and these are offered.
        keys: keys of the writer's choice that are offered.
    """

    closed: Mapping[str, Mapping[str, str]]
    offered: Mapping[Place, Mapping[str, str]]
    keys: Mapping[Place, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Makes schemas of records and gathers the definitions that they refer to."""

    words: Words
    definitions: dict[str, Schema] = field(default_factory=dict)

    def record(self, model: type[Node], *, may_be_blank: bool = False) -> Schema:
        """The schema of a record.

        Raises:
            UnknownShapeError: a field has a type that nobody thought of here.
        """
        fields = model.model_fields
        kind: Schema = (
            only(("object",), _NOT_MAPPING, may_be_blank=True) if may_be_blank else {"type": "object"}
        )
        shape = kind | {"properties": {_key(model, name): self._field(model, name) for name in fields}}
        required = [_key(model, name) for name, info in fields.items() if info.is_required()]
        if required:
            shape["required"] = required
        if model in _EITHER:
            shape |= _one_set(*([_key(model, each) for each in names] for names in _EITHER[model]))
        return shape | {"additionalProperties": False}

    def _field(self, model: type[Node], name: str) -> Schema:
        """What stands behind a key, with what the key is for."""
        info, key = model.model_fields[name], _key(model, name)
        may_be_blank = not info.is_required()
        title = key if may_be_blank else f"{key}{_MUST}"
        value = self._value(model, name, _hint(model, name), may_be_blank=may_be_blank)
        # In `anyOf`, since editors put a colon after a key only where they see that, `items`, `properties` or a type.
        shape = {"anyOf": [value]} if "$ref" in value else value
        return {"title": title, "description": self._told(model, name)} | shape

    def _told(self, model: type[Node], name: str) -> str:
        """What to write: the description, and an example or the form of a day."""
        info, hint = model.model_fields[name], _hint(model, name)
        form = _FORMS.get(hint)
        sentences = [info.description or ""]
        if info.examples and not _is_of_words(hint) and name not in self.words.closed:
            sentences.append(f"例：{info.examples[0]}")
        elif form is not None:
            sentences.append(form.hint)
        return "。".join(sentence for sentence in sentences if sentence)

    def _value(self, model: type[Node], name: str, hint: Any, *, may_be_blank: bool) -> Schema:
        """The schema of a type that a field has, or has below it."""
        scalar = self._scalar(model, name, hint)
        if scalar is not None:
            called, make = scalar
            return self._defined(
                f"{called}-or-blank" if may_be_blank else called, make(may_be_blank=may_be_blank)
            )
        if isinstance(hint, type) and issubclass(hint, Node):
            return self.record(hint, may_be_blank=may_be_blank)
        if get_origin(hint) is tuple:
            entry = self._entry(model, name, get_args(hint)[0])
            return only(("array",), _NOT_LIST, may_be_blank=may_be_blank) | {"items": entry}
        if get_origin(hint) is dict:
            return self._mapping(model, name, *get_args(hint))
        if get_origin(hint) is Annotated:
            return self._shortened(model, name, hint, may_be_blank=may_be_blank)
        raise UnknownShapeError(model, name)

    def _scalar(self, model: type[Node], name: str, hint: Any) -> tuple[str, Callable[..., Schema]] | None:
        """What the schema of a scalar is called, and what makes it; `None` where there is no scalar."""
        if hint == scalars.Text and name in self.words.closed:
            return name, partial(values.word, self.words.closed[name])
        if hint == scalars.Text and (offered := self.words.offered.get((model, name))):
            return f"{model.__name__}.{name}", partial(values.suggested, offered)
        if isinstance(hint, type) and issubclass(hint, Term):
            return hint.__name__, partial(values.word, _words_of(hint))
        if hint in _CHOICES:
            called, words = _CHOICES[hint]
            return called, partial(values.word, words)
        if hint == scalars.YesNo:
            return "yes-no", values.yes_no
        if hint == Format:
            return "format", lambda **_: values.format_one()
        form = values.CASE_NUMBER if name == "case_number" else _FORMS.get(hint)
        return (form.name, form.schema) if form is not None else None

    def _defined(self, name: str, schema: Schema) -> Schema:
        """A reference to a schema that is from now on among the definitions."""
        self.definitions[name] = schema
        return {"$ref": f"#/definitions/{name}"}

    def _entry(self, model: type[Node], name: str, hint: Any) -> Schema:
        """The schema of an entry of a list, which cannot be blank."""
        shape = self._value(model, name, hint, may_be_blank=False)
        if "$ref" in shape:
            return shape
        return self._defined(f"{model.__name__}.{name}", {"title": _key(model, name)} | shape)

    def _mapping(self, model: type[Node], name: str, key: Any, value: Any) -> Schema:
        """The schema of keys of the writer's choice; those that are offered are named."""
        below = self._value(model, name, value, may_be_blank=True)
        offered = self.words.keys.get((model, name), {})
        return {
            **only(("object",), _NOT_MAPPING, may_be_blank=True),
            "properties": {
                each: {"title": each, "description": told, "anyOf": [below]} for each, told in offered.items()
            },
            "propertyNames": self._value(model, name, key, may_be_blank=False),
            "additionalProperties": below,
        }

    def _shortened(self, model: type[Node], name: str, hint: Any, *, may_be_blank: bool) -> Schema:
        """A list that may be written as one entry, or with a text in the place of an entry.

        Which of the two, its validator shows by what it makes of a text.
        """
        inner, *marks = get_args(hint)
        if get_origin(inner) is not tuple:
            return self._value(model, name, inner, may_be_blank=may_be_blank)
        entry = get_args(inner)[0]
        forms = [self._entry(model, name, entry)]
        reads: Any = next(mark.func for mark in marks if isinstance(mark, BeforeValidator))
        made = reads(_SAMPLE)[0]
        if isinstance(made, dict):
            (stands_for,) = made
            forms.insert(0, self._text_for(entry, stands_for))
        items = forms[0] if len(forms) == 1 else one_of(*forms, may_be_blank=False)
        return {"items": items} | one_of(*forms, {"type": "array"}, may_be_blank=may_be_blank)

    def _text_for(self, entry: type[Node], key: str) -> Schema:
        """A text that stands for an entry which has nothing but that one value."""
        name = next(name for name in entry.model_fields if _key(entry, name) == key)
        hint = _hint(entry, name)
        while get_origin(hint) in {Annotated, tuple} and self._scalar(entry, name, hint) is None:
            hint = get_args(hint)[0]
        return self._value(entry, name, hint, may_be_blank=False)


def _key(model: type[Node], name: str) -> str:
    """The key that people write for a field."""
    return model.model_fields[name].alias or name


def _hint(model: type[Node], name: str) -> Any:
    """The type of a field as its class declares it, without the `None` of one that may be left out."""
    hint = get_type_hints(model, include_extras=True)[name]
    if get_origin(hint) in {Union, UnionType}:
        (hint,) = (inner for inner in get_args(hint) if inner is not type(None))
    return hint


def _one_set(first: list[str], other: list[str]) -> Schema:
    """That one set of keys is there or another, each with a value.

    All of it in `not`, where editors look for no keys to offer: those of `anyOf` would come without what they are for.
    """
    said = f"要写“{'”“'.join(first)}”，或者同时写“{'”“'.join(other)}”"
    return {"if": {"not": _all_written(first)}, "then": _all_written(other) | {"errorMessage": said}}


def _all_written(keys: list[str]) -> Schema:
    return {
        "required": keys,
        "allOf": [{"not": {"required": [key], "properties": {key: {"type": "null"}}}} for key in keys],
    }


def _words_of(vocabulary: type[Term]) -> dict[str, str]:
    return {each.value: meaning_of(vocabulary, each.value) for each in vocabulary}


def _is_of_words(hint: Any) -> bool:
    """Whether a field holds words of a closed vocabulary, or 是 and 否: they are offered, and need no example."""
    if hint == scalars.YesNo or (isinstance(hint, type) and issubclass(hint, Term)):
        return True
    return any(_is_of_words(inner) for inner in get_args(hint))
