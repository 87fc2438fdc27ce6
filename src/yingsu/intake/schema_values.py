"""The JSON Schema of one value: what may stand behind a key, as an editor reads YAML and as our own reader takes it.

Editors read YAML 1.2: `2025` is a number there, `true` a yes/no, an empty place null. Our reader takes every scalar as
the text that was typed. So a text may be a number in the schema, and a key that may be left out may be blank.

What kind of value it must be is said with `if: true, then: type`, and examples are words of the description: of a bare
`type` editors offer `true` and `null`, of `examples` the day of the example, and Enter would make a fact of it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from yingsu.domain.scalars import MOST_DAYS

Schema = dict[str, Any]

_ANY_TEXT: Final = ("string", "number", "boolean")
_BLANK: Final[Schema] = {"not": {"type": [*_ANY_TEXT, "array", "object"]}}


def only(types: Iterable[str], said: str, *, may_be_blank: bool) -> Schema:
    """Demand one of some kinds of value, without their being offered.

    Args:
        types: the names JSON Schema has for them.
        said: the Chinese sentence for what is none of them.
        may_be_blank: whether the key may stand there without a value.
    """
    allowed = [*types, "null"] if may_be_blank else [*types]
    return {"if": True, "then": {"type": allowed, "errorMessage": said}}


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of scalar is written.

    Attributes:
        name: what it is called among the definitions.
        types: what it may be to a reader of YAML 1.2.
        said: the sentence for what is none of these.
        pattern: of texts.
        advice: the sentence for a text that does not fit the pattern.
        bounds: of numbers.
        hint: how it is written, where a key has no example.
    """

    name: str
    types: tuple[str, ...]
    said: str
    pattern: str
    advice: str
    bounds: Mapping[str, int] = field(default_factory=dict)
    hint: str = ""

    def schema(self, *, may_be_blank: bool) -> Schema:
        """The schema of such a value."""
        kind = only(self.types, self.said, may_be_blank=may_be_blank)
        return {**kind, "pattern": self.pattern, "patternErrorMessage": self.advice, **self.bounds}


def _also_wide(pattern: str) -> str:
    """A pattern of digits and signs that takes their full-width forms as well: `3[01]` is `[3３][01０１]`."""

    def widened(found: re.Match[str]) -> str:
        signs = found[1] or found[0]
        wide = "".join(sign if found[1] and sign == "-" else chr(ord(sign) + 0xFEE0) for sign in signs)
        return f"[{signs}{wide}]"

    return re.sub(r"\[([0-9-]+)\]|[-/.,0-9]", widened, pattern)


# The years are FIRST_YEAR to LAST_YEAR of domain/scalars.py; which months have 31 days is not said.
_YEAR: Final = "(?:1949|19[5-9][0-9]|2[01][0-9][0-9])"
_MONTH: Final = "(?:0?[1-9]|1[0-2])"
_DAY: Final = "(?:0?[1-9]|[12][0-9]|3[01])"
_ANY_DAY: Final = _also_wide(
    f"{_YEAR}(?:-{_MONTH}-{_DAY}|/{_MONTH}/{_DAY}|.{_MONTH}.{_DAY}|年{_MONTH}月{_DAY}日)"
)
_DIGIT: Final = _also_wide("[0-9]")
_COMMAS: Final = f"{_also_wide(',')}*"
_NOT_TEXT: Final = "这里要写文字，不能是列表或“键: 值”"
_NO_NUMBER: Final = "这里要写一个整数，如 60"
_NUMBER: Final = rf"^\s*{_DIGIT}{{1,15}}\s*$"

TEXT: Final = Form("text", _ANY_TEXT, _NOT_TEXT, r"\S", "这里是空的。不知道的事实请删去这一行，不要留空格")
DAY: Final = Form(
    "day",
    ("string",),
    "这里要写一个日期，如 2025-03-06",
    rf"^\s*{_ANY_DAY}\s*$",
    "不是日期。请写成 2025-03-06 这样",
    hint="写成 2025-03-06 这样",
)
COUNT: Final = Form(
    "count",
    ("string", "integer"),
    _NO_NUMBER,
    _NUMBER,
    _NO_NUMBER,
    {"minimum": 0, "exclusiveMaximum": 10**15},
)
DAYS: Final = Form(
    "days", ("string", "integer"), _NO_NUMBER, _NUMBER, _NO_NUMBER, {"minimum": 0, "maximum": MOST_DAYS}
)
AMOUNT: Final = Form(
    "amount",
    ("string", "number"),
    "这里要写金额（元），如 50000 或 1234.56",
    rf"^\s*{_COMMAS}(?:{_DIGIT}{_COMMAS}){{1,15}}(?:{_also_wide('.')}{_COMMAS}(?:{_DIGIT}{_COMMAS}){{1,4}})?\s*$",
    "这里要写金额（元），如 50000 或 1234.56",
    {"minimum": 0, "exclusiveMaximum": 10**15},
)
FILE: Final = Form(
    "file",
    _ANY_TEXT,
    _NOT_TEXT,
    r"^(?!/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$))(?=.*\S)[^\\\u0000-\u001f\u007f-\u009f]*$",
    "只能写本案目录之内的文件，用 / 分隔，如 材料/应诉通知书.pdf",
)
# The parts of a 案号 in their order; whether the codes in it exist is for the rule to say (YS101).
CASE_NUMBER: Final = Form(
    "case-number",
    ("string",),
    "这里要写案号，如 （2025）闽0583行初12号",
    rf"^\s*[(（〔\[［﹝【]\s*(?:{_DIGIT}\s*){{4}}[)）〕\]］﹞】][\s\S]*{_DIGIT}\s*号",
    "不像案号。要照裁判文书写，如 （2025）闽0583行初12号",
)


def word(words: Mapping[str, str], *, may_be_blank: bool) -> Schema:
    """One of some words, each with what it means."""
    schema: Schema = {"enum": list(words), "errorMessage": f"这里只能写：{'、'.join(words)}"}
    if any(words.values()):
        schema["markdownEnumDescriptions"] = list(words.values())
    return {"oneOf": [schema, _BLANK]} if may_be_blank else schema


def one_of(*schemas: Schema, may_be_blank: bool) -> Schema:
    """One of some schemas of which no two hold for one value. With `anyOf` editors would name the key once for each."""
    return {"oneOf": [*schemas, *([_BLANK] if may_be_blank else [])]}


def yes_no(*, may_be_blank: bool) -> Schema:
    """是 or 否; `true` and `false` are taken, and not offered."""
    said = "这里只能写 是 或 否"
    others = only(("string", "boolean"), said, may_be_blank=False)
    others["pattern"] = r"^(?!(?:是|否)$)\s*(?:是|否|true|false)\s*$"
    return one_of(
        word({"是": "", "否": ""}, may_be_blank=False) | {"errorMessage": said},
        others,
        may_be_blank=may_be_blank,
    )


def suggested(words: Mapping[str, str], *, may_be_blank: bool) -> Schema:
    """Any text; some are offered, each with what it means."""
    offered = word(words, may_be_blank=False)
    del offered["errorMessage"]
    other = TEXT.schema(may_be_blank=False) | {"not": {"enum": list(words)}}
    return one_of(offered, other, may_be_blank=may_be_blank)


def format_one() -> Schema:
    """格式: there is one so far."""
    said = "固定写 1"
    as_text = only(("string",), said, may_be_blank=False) | {"pattern": rf"^\s*{_also_wide('0*1')}\s*$"}
    return one_of({"enum": [1], "errorMessage": said}, as_text, may_be_blank=False)
