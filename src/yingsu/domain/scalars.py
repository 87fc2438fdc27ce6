"""The scalars of case-format.md: days, yes/no, numbers, words, file paths.

Every scalar arrives as text, as it was typed: the field's type reads it, so that `0012`, `1:30` and `NO` stay
what they are. Errors are `PydanticCustomError`s whose message is the Chinese sentence the user sees.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

#: Mark of a day that is a fact: after the as-of day it does not exist. Days without it are plans.
IS_FACT: Final = "fact"

IS_FILE: Final = "file"
"""Mark of a path to a file of the case's directory."""

IS_PERSON: Final = "person"
"""Mark of a text that names people: what leaves the office is masked by it (masking.py)."""

FIRST_YEAR, LAST_YEAR = 1949, 2199
"""Years a day may have: far enough from the ends of the calendar that counting never leaves it."""

MOST_DAYS = 36_500
"""The longest period in days that a file may give: a hundred years."""

_DAY = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
)
_NUMBER = re.compile(r"[0-9]{1,15}")


def half_width(text: str) -> str:
    """Full-width digits, signs and spaces as half-width ones; nothing else is changed."""
    if text.isascii():
        return text.strip()
    return "".join(
        unicodedata.normalize("NFKC", c) if "！" <= c <= "～" or c == "\u3000" else c for c in text
    ).strip()


def parse_day(value: Any) -> date:
    """Read a day in one of the four forms of the format.

    Raises:
        PydanticCustomError: not such a form, or a day that does not exist.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("day_type", "这里要写一个日期，如 2025-03-06")
    return _day_in(value)


@lru_cache(maxsize=8192)
def _day_in(value: str) -> date:
    """The day that a text is. Each is read once: the files of an office name the same few thousand days."""
    matched = _DAY.fullmatch(half_width(value))
    if matched is None:
        raise PydanticCustomError(
            "day_form", "“{value}”不是日期。请写成 2025-03-06 这样", {"value": shorten(value)}
        )
    year, month, day = (int(part) for part in matched.groups() if part is not None)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PydanticCustomError("day_year", "年份 {year} 不合理，请核对", {"year": year})
    try:
        return date(year, month, day)
    except ValueError:
        raise PydanticCustomError(
            "day_impossible",
            "没有 {year}年{month}月{day}日 这一天，请核对",
            {"year": year, "month": month, "day": day},
        ) from None


def parse_yes_no(value: Any) -> bool:
    """Read 是 or 否 (or true, false).

    Raises:
        PydanticCustomError: anything else.
    """
    if isinstance(value, bool):
        return value
    words = {"是": True, "否": False, "true": True, "false": False}
    if isinstance(value, str) and value.strip() in words:
        return words[value.strip()]
    raise PydanticCustomError("yes_no", "这里只能写 是 或 否")


def parse_count(value: Any) -> int:
    """Read a whole number, not negative.

    Raises:
        PydanticCustomError: not a whole number, or one beyond all reason.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(half_width(value)):
        return int(half_width(value))
    raise PydanticCustomError("count", "这里要写一个整数，如 60")


def parse_format(value: Any) -> int:
    """Read 格式: which version of the format a file is written in. There is one so far.

    Raises:
        PydanticCustomError: another version.
    """
    if parse_count(value) != 1:
        raise PydanticCustomError(
            "format_version", "本程序只认识格式 1，这里写的是 {value}", {"value": shorten(str(value))}
        )
    return 1


def parse_days(value: Any) -> int:
    """Read a number of days.

    Raises:
        PydanticCustomError: not a whole number, or more than a hundred years.
    """
    days = parse_count(value)
    if days > MOST_DAYS:
        raise PydanticCustomError("days_range", "日数 {days} 不合理，请核对", {"days": days})
    return days


def parse_amount(value: Any) -> Decimal:
    """Read an amount of money in 元, exactly.

    Raises:
        PydanticCustomError: not an amount.
    """
    if isinstance(value, Decimal):
        return value
    text = half_width(value).replace(",", "") if isinstance(value, str) else ""
    if re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,4})?", text):
        return Decimal(text)
    raise PydanticCustomError("amount", "这里要写金额（元），如 50000 或 1234.56")


def parse_text(value: Any) -> str:
    """Read a text.

    Raises:
        PydanticCustomError: a list or mapping, or nothing but blanks.
    """
    if not isinstance(value, str):
        raise PydanticCustomError("text_type", "这里要写文字，不能是列表或“键: 值”")
    if not value.strip():
        raise PydanticCustomError("text_blank", "这里是空的。不知道的事实请删去这一行，不要留空格")
    return value


def check_file_path(value: str) -> str:
    """Refuse a path that leads out of the case's directory.

    Raises:
        PydanticCustomError: absolute, with a drive, with a backslash, or with `..`.
    """
    if "\\" in value:
        raise PydanticCustomError("path_backslash", "路径请用 / 分隔，如 材料/应诉通知书.pdf")
    if value.startswith("/") or re.match(r"[A-Za-z]:", value) or ".." in value.split("/"):
        raise PydanticCustomError("path_outside", "只能写本案目录之内的文件，如 材料/应诉通知书.pdf")
    if any(unicodedata.category(character) == "Cc" for character in value):
        raise PydanticCustomError("path_control", "文件名里有看不见的控制字符，请重新输入")
    return value


def nearest(word: str, allowed: tuple[str, ...]) -> str | None:
    """The allowed word that a typed one most likely means, if any is near."""
    return _nearest(word, allowed) if 0 < len(word) <= 60 else None


@lru_cache(maxsize=1024)
def _nearest(word: str, allowed: tuple[str, ...]) -> str | None:
    # Words without a common sign are not near, and to compare them takes long.
    signs = set(word)
    likely = [each for each in allowed if not signs.isdisjoint(each)]
    found = get_close_matches(word, likely, n=1, cutoff=0.5)
    return found[0] if found else None


def shorten(text: str, most: int = 40) -> str:
    """A quotation short enough for a message."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else one_line[:most] + "…"


def wrong_word(value: Any, allowed: tuple[str, ...]) -> PydanticCustomError:
    """The error for a word that a vocabulary does not have: the words allowed, the nearest one first."""
    if not isinstance(value, str):
        return PydanticCustomError(
            "word_type", "这里只能写一个词：{allowed}", {"allowed": "、".join(allowed)}
        )
    guess = nearest(value, allowed)
    hint = f"是不是“{guess}”？" if guess else ""
    if value.strip() in allowed:
        hint = "前后有多余的空格，请删去。"
    return PydanticCustomError(
        "word",
        "“{value}”不是这里可以用的词。{hint}可以写：{allowed}",
        {"value": shorten(value), "hint": hint, "allowed": "、".join(allowed)},
    )


def as_list(value: Any) -> Any:
    """One entry written without a list is a list of one."""
    return [value] if isinstance(value, (dict, str)) else value


PlannedDay = Annotated[date, BeforeValidator(parse_day)]
FactDay = Annotated[date, BeforeValidator(parse_day), IS_FACT]
YesNo = Annotated[bool, BeforeValidator(parse_yes_no)]
Count = Annotated[int, BeforeValidator(parse_count)]
Days = Annotated[int, BeforeValidator(parse_days)]
Amount = Annotated[Decimal, BeforeValidator(parse_amount), PlainSerializer(str)]
Text = Annotated[str, BeforeValidator(parse_text)]
FilePath = Annotated[str, BeforeValidator(parse_text), AfterValidator(check_file_path), IS_FILE]
PersonName = Annotated[str, BeforeValidator(parse_text), IS_PERSON]
