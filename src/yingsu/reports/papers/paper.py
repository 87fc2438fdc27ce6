"""A paper: a document that an office signs, declared by what its template may use and where that comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from yingsu.document import Chart, Table, gap
from yingsu.domain.aftermath import Letter
from yingsu.domain.proceeding import Hearing, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.view import View

Entry = str | Mapping[str, str | int | bool]
Value = str | int | bool | Table | Chart | list[Entry]
Values = Mapping[str, Value]


class Kind(Enum):
    """What a value is, as the list of names says it."""

    TEXT = "文字"
    DAY = "日期"
    NUMBER = "数字"
    YES_NO = "是否"
    LIST = "列表"
    TABLE = "表格"
    CHART = "图"


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """A name that a template may use.

    Attributes:
        meaning: Chinese; what it says, and when it is a gap.
        example: as it may read.
        entries: for a list, the names within each of its entries; empty where each is a text.
    """

    name: str
    meaning: str
    kind: Kind = Kind.TEXT
    example: str = ""
    entries: tuple["FieldDescription", ...] = ()


class Need(Enum):
    """What of a case a paper is about: chosen by an option, or plain where there is one only."""

    UNIT = "--unit"
    PROCEEDING = "--instance"
    HEARING = "--hearing"
    LETTER = "--letter"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a paper of a case is about.

    Attributes:
        units: the own units it is written for; one where the paper needs one.
        written_on: the day it is dated: the as-of day.
    """

    view: View
    units: tuple[Unit, ...]
    proceeding: Proceeding | None
    hearing: Hearing | None
    letter: Letter | None
    written_on: date

    @property
    def heard(self) -> tuple[Proceeding, Hearing]:
        """The hearing it is about, and the proceeding of that.

        Raises:
            UnfitPaperError: it is about none.
        """
        if self.proceeding is None or self.hearing is None:
            raise UnfitPaperError("案卷里没有这次开庭，写不出")
        return self.proceeding, self.hearing

    @property
    def tried(self) -> Proceeding:
        """The proceeding it is about.

        Raises:
            UnfitPaperError: it is about none.
        """
        if self.proceeding is None:
            raise UnfitPaperError("案卷里没有这个审级，写不出")
        return self.proceeding


class UnfitPaperError(Exception):
    """A paper that the facts of the case do not call for, or cannot be written for."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of document of a case.

    Attributes:
        kind: its name, which is the name of its template too.
        purpose: Chinese; what it is for, in a line.
        basis: what asks for it, as lawyers print it.
        needs: what of the case it is about.
        fields: every name its template may use.
        gather: the values of all of them. Raises `UnfitPaperError`.
    """

    kind: str
    purpose: str
    basis: str
    needs: frozenset[Need]
    fields: tuple[FieldDescription, ...]
    gather: Callable[[Subject], Values]


def names_of(fields: tuple[FieldDescription, ...]) -> dict[str, tuple[str, ...] | None]:
    """The names a template may use, and for a list those within its entries; `None` for what is no list."""
    return {
        field.name: tuple(entry.name for entry in field.entries) if field.kind is Kind.LIST else None
        for field in fields
    }


def said(value: str | None, what: str) -> str:
    """A text, or the gap that stands for it."""
    return value or gap(what)


def day_said(day: date | None, what: str) -> str:
    """A day as documents write it, without padding; or the gap that stands for it."""
    return day_text(day) if day is not None else gap(what)


def day_text(day: date) -> str:
    """2025年3月6日: no zeros before month and day (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


def sentence(typed: str) -> str:
    """A text that somebody typed, without the stop at its end: the template writes it."""
    return typed.strip().rstrip("。；;.")


def listed(texts: tuple[str, ...], what: str) -> list[Entry]:
    """Texts as a list; one gap where there are none."""
    return [*(sentence(text) for text in texts)] or [gap(what)]
