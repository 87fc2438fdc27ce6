"""What `check --fix` may put right in a value: by the kind of its field, and only where one thing can be meant.

A fix says what the value says already, in the one form that the format has for it; what it is called is what the user
reads. What is not here is not certain: a misspelt word, a 案号 with a part missing, a day of which the order is open.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic_core import PydanticCustomError

from yingsu.domain import scalars
from yingsu.domain.aftermath import RiskPoint, Waiver
from yingsu.domain.case import Format
from yingsu.domain.docket_number import DocketNumberError, parse_docket_number
from yingsu.domain.node import Node
from yingsu.domain.scalars import half_width
from yingsu.domain.terms import Term

_BLANKS: Final = " \t\u3000"


@dataclass(frozen=True, slots=True)
class Better:
    """What takes the place of a value.

    Attributes:
        text: the value.
        title: what it puts right, in Chinese.
    """

    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """What stands under a key.

    Attributes:
        model: the record.
        name: the field of it.
        kind: the type of one value there: of a list that of its entries.
    """

    model: type[Node]
    name: str
    kind: Any


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that there are: a code is put right only where it is one of them then."""

    risk_points: Collection[str]
    rules: Collection[str]


def better(field: Field, text: str, codes: Codes, *, is_bare: bool) -> Better | None:
    """What a value should be; `None` where it is right, or nobody can tell.

    Args:
        field: where it stands.
        text: the value.
        codes: those that there are.
        is_bare: whether it stands on one line without quotes, so that blanks around it are no part of a text.
    """
    found = _better(field, text, codes, is_bare=is_bare)
    return found if found is not None and found.text != text else None


def _better(field: Field, text: str, codes: Codes, *, is_bare: bool) -> Better | None:
    if field.name == "case_number":
        return _docket_number(text)
    if (field.model, field.name) == (RiskPoint, "code"):
        return _code(text, codes.risk_points)
    if (field.model, field.name) == (Waiver, "rule"):
        return _code(text, codes.rules)
    if isinstance(field.kind, type) and issubclass(field.kind, Term):
        return _word(text, field.kind)
    mending = _MENDINGS.get(field.kind)
    if mending is not None:
        return mending(text)
    return Better(text.strip(_BLANKS), _AROUND) if is_bare and field.kind in _TEXTS and text.strip() else None


_AROUND: Final = "前后的空格"
_WIDE: Final = "全角数字"
_FORM: Final = "日期的写法"


def _docket_number(text: str) -> Better | None:
    """In the canonical form, in which 案号 are compared anyhow."""
    try:
        canonical = parse_docket_number(text).canonical
    except DocketNumberError:
        return None
    wrong = [
        ("括号", not set(text).isdisjoint("()〔〕[]［］﹝﹞【】")),
        ("空格", any(character.isspace() for character in text)),
        ("全角数字", any("０" <= character <= "９" for character in text)),
    ]
    parts = [name for name, is_wrong in wrong if is_wrong] or ["写法"]
    return Better(canonical, f"案号的{'、'.join(parts)}")


def _code(text: str, known: Collection[str]) -> Better | None:
    exact = half_width(text).upper()
    return Better(exact, "编号的写法") if text not in known and exact in known else None


def _word(text: str, vocabulary: type[Term]) -> Better | None:
    words = {member.value for member in vocabulary}
    bare = text.strip()
    return Better(bare, _AROUND) if bare in words else None


# Without signs between the parts, or with the word that is said for 日; blanks around the signs change nothing.
_SIGN: Final = re.compile(r"\s*([-/.年月日号])\s*")
_OTHER_DAY: Final = re.compile(
    "([0-9]{4})(?:([0-9]{2})([0-9]{2})|年([0-9]{1,2})月([0-9]{1,2})[日号]|([-/.])([0-9]{1,2})\\6([0-9]{1,2}))"
)


def _day(text: str) -> Better | None:
    with suppress(PydanticCustomError):
        return Better(_read_day(text).isoformat(), _FORM)
    return None


def _read_day(text: str) -> date:
    """The day, also where it is not quite in a form of the format: the year first, with four digits.

    Raises:
        PydanticCustomError: it is no day, or not certainly this one.
    """
    try:
        return scalars.parse_day(text)
    except PydanticCustomError:
        matched = _OTHER_DAY.fullmatch(_SIGN.sub(r"\1", half_width(text)))
        if matched is None:
            raise
        parts = [part for part in matched.groups() if part is not None and part.isdigit()]
        return scalars.parse_day("-".join(parts))


def _number(text: str) -> Better | None:
    with suppress(PydanticCustomError):
        scalars.parse_count(text)
        return Better(half_width(text), _AROUND if text.isascii() else _WIDE)
    return None


def _amount(text: str) -> Better | None:
    """Commas go with the width: half-width ones would part entries in braces."""
    with suppress(PydanticCustomError):
        scalars.parse_amount(text)
        return None if text.isascii() else Better(half_width(text).replace(",", ""), _WIDE)
    return None


def _file(text: str) -> Better | None:
    with suppress(PydanticCustomError):
        return Better(scalars.check_file_path(text.strip(_BLANKS).replace("\\", "/")), _file_title(text))
    return None


def _file_title(text: str) -> str:
    return "路径里的反斜杠" if "\\" in text else _AROUND


_MENDINGS: Final[Mapping[Any, Callable[[str], Better | None]]] = {
    scalars.FactDay: _day,
    scalars.PlannedDay: _day,
    scalars.Count: _number,
    scalars.Days: _number,
    Format: _number,
    scalars.Amount: _amount,
    scalars.FilePath: _file,
}
_TEXTS: Final = (scalars.Text, scalars.PersonName)


@cache
def fields_of(model: type[Node]) -> Mapping[str, Field]:
    """The fields of a record by the keys that people write."""
    hints = get_type_hints(model, include_extras=True)
    return {
        info.alias or name: Field(model, name, _kind(hints[name]))
        for name, info in model.model_fields.items()
    }


def _kind(hint: Any) -> Any:
    """The type of one value: without the `None` of a key that may be left out, without the list around it."""
    while hint not in _MENDINGS and hint not in _TEXTS:
        inside = list(_inside(hint))
        if not inside:
            break
        hint = inside[-1]
    return hint


def _inside(hint: Any) -> Iterator[Any]:
    """What a type is made of, the type of its values last."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        yield from (each for each in arguments if each is not type(None))
    elif origin is Annotated or origin is tuple:
        yield arguments[0]
    elif origin is dict:
        yield arguments[1]
