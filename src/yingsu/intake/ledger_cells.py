"""What a cell of somebody else's ledger says, in the words of the case file: read as the mapping tells, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yingsu.domain.docket_number import DocketNumberError, parse_docket_number
from yingsu.domain.form import FormColumn, Kind, NotThisValueError, one_line
from yingsu.domain.ledger_map import (
    CASE_NUMBER,
    NEW_LINE,
    NOBODY,
    NOT_FILLED,
    SPACE,
    TARGETS,
    LedgerColumn,
)
from yingsu.domain.office import Office
from yingsu.domain.scalars import half_width, shorten
from yingsu.intake.heads import folded
from yingsu.intake.importing_rows import Filled
from yingsu.intake.typed import own_name
from yingsu.reading.decoding import has_bad_character
from yingsu.reading.workbook import SheetCell

YES_MARKS: Final = frozenset({"是", "√", "✓", "✔", "☑", "有"})
NO_MARKS: Final = frozenset({"否", "×", "✗", "✘", "☒", "无", "没有"})

_BETWEEN_DOCKETS: Final = re.compile(r"[、，,；;\n]+|(?<=号)\s*(?=[（(〔\[])")
_EIGHT_DIGITS: Final = re.compile("([12][0-9]{3})([0-9]{2})([0-9]{2})")
_DAY_AND_TIME: Final = re.compile(
    r"(.*?[0-9日])\s*(?:上午|下午)?\s*([0-9]{1,2}(?:[:：时点][0-9]{0,2}){1,2}分?|上午|下午)"
)
_LOOKS_LIKE_CLOCK: Final = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_LOOKS_LIKE_DAY: Final = re.compile(r"[0-9]{4}[-./年]")
_SIGNS: Final = {NEW_LINE: "\n", SPACE: " "}


class UnclearCellError(ValueError):
    """A cell that cannot be read; the message is a Chinese sentence that says what to do."""


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one column.

    Attributes:
        column: of the mapping; it has a target.
        year: for which words of vocabularies are looked up.
    """

    column: LedgerColumn
    office: Office
    year: int

    @property
    def target(self) -> FormColumn:
        """What the column fills."""
        return TARGETS[self.column.target or ""][2]

    def values(self, cell: SheetCell) -> list[Filled]:
        """What a cell says: one value, or several; none where it says nothing of the case.

        Raises:
            UnclearCellError: it cannot be read.
        """
        if cell.fault:
            raise UnclearCellError(cell.fault)
        if has_bad_character(cell.text.replace("\xa0", " ").replace("\u2028", " ")):
            raise UnclearCellError("这里有看不见的特殊字符，请直接输入")
        if (whole := self._word(cell.text)) is not None:
            return self._of_word(whole, cell)
        found = []
        for part in self._parts(cell.text):
            word = self._word(part)
            found += self._of_word(word, cell) if word is not None else [self._value(part, cell)]
        return found

    def _word(self, text: str) -> str | None:
        """What a word stands for, where the mapping says so; of a mark also by the word it is a mark of."""
        words = meanings(self.column)
        found = words.get(folded(text))
        if found is None and self.target.kind in {Kind.YES_NO, Kind.NOBODY}:
            found = words.get(_yes_or_no(text))
        return found

    def _of_word(self, word: str, cell: SheetCell) -> list[Filled]:
        return [] if word == NOT_FILLED else [self._read(word, cell)]

    def _parts(self, text: str) -> list[str]:
        if self.target.kind in {Kind.WORDS, Kind.TEXTS}:
            return [text]
        if self.column.separators:
            signs = [re.escape(_SIGNS.get(sign, sign)) for sign in self.column.separators]
            parts = re.split("|".join(signs), text)
        elif self.column.target == CASE_NUMBER:
            parts = _BETWEEN_DOCKETS.split(text)
        else:
            return [text]
        return [part for part in parts if part.strip()]

    def _value(self, text: str, cell: SheetCell) -> Filled:
        """One value as the ledger writes it."""
        kind = self.target.kind
        if self.column.target == CASE_NUMBER:
            return self._docket(text, cell)
        if kind is Kind.YES_NO:
            text = _yes_or_no(text)
        elif kind is Kind.DAY:
            text = cell.day.isoformat() if cell.day and self._is_whole(text, cell) else _day(text)
        elif self.target.fields[-1] == "time":
            text = _clock(text)
        elif self.target.names_unit and kind is Kind.TEXT:
            text = own_name(self.office, one_line(text))
        return self._read(text, cell)

    @staticmethod
    def _is_whole(text: str, cell: SheetCell) -> bool:
        """Whether a part of a cell is all of it: only then is the cell's own day the part's."""
        return one_line(text) == one_line(cell.text) and not _EIGHT_DIGITS.fullmatch(text)

    def _docket(self, text: str, cell: SheetCell) -> Filled:
        try:
            docket = parse_docket_number(text)
        except DocketNumberError as error:
            raise UnclearCellError(str(error)) from None
        return Filled(docket.canonical, docket.canonical, cell.address)

    def _read(self, text: str, cell: SheetCell) -> Filled:
        """A value in the words of the case file."""
        column = self.target
        if column.kind is Kind.NOBODY:
            if text != NOBODY:
                raise UnclearCellError(
                    f"“{shorten(text, 20)}”不是“{NOBODY}”。请在映射的“改写”里写明它是 {NOBODY} 还是 {NOT_FILLED}"
                )
            text = "是"
        if column.kind is Kind.TEXT and (allowed := column.choices(self.office, self.year)):
            self._refuse_unknown(text, allowed)
        try:
            told, value = column.read(text)
        except NotThisValueError as error:
            way = "" if column.kind is Kind.DAY else "；也可以在映射的“改写”里写明它是什么"
            raise UnclearCellError(f"{str(error).rstrip('。')}{way}") from None
        return Filled(told, value, cell.address)

    def _refuse_unknown(self, text: str, allowed: tuple[str, ...]) -> None:
        """A word that the vocabularies of the cases do not have. Of units, others may be sued as well."""
        if not self.target.names_unit and text not in allowed:
            raise UnclearCellError(
                f"“{shorten(text, 20)}”不是“{self.target.title}”可以写的词。请在映射的“改写”里写明它是什么"
            )


def meanings(column: LedgerColumn) -> dict[str, str]:
    """What words of a column stand for, by how they are compared."""
    return {folded(word): meaning for word, meaning in column.words.items()}


def _yes_or_no(text: str) -> str:
    """Marks that clerks make, as words."""
    mark = folded(text)
    return "是" if mark in YES_MARKS else "否" if mark in NO_MARKS else one_line(text)


def _day(text: str) -> str:
    """A day as ledgers write it: in eight digits, or with a time behind it, which is no part of the day."""
    bare = half_width(one_line(text))
    if matched := _EIGHT_DIGITS.fullmatch(bare):
        return "-".join(matched.groups())
    if matched := _DAY_AND_TIME.fullmatch(bare):
        return matched[1].strip()
    return bare


def _clock(text: str) -> str:
    """The time in a cell that may say a day before it."""
    bare = half_width(one_line(text))
    found = _LOOKS_LIKE_CLOCK.search(bare)
    if found is None and _LOOKS_LIKE_DAY.match(bare):
        raise UnclearCellError(f"“{shorten(bare, 20)}”里没有钟点")
    return found[0] if found is not None else bare


def is_true_where(
    column: LedgerColumn, cells: Mapping[str, SheetCell], columns: Mapping[str, LedgerColumn]
) -> bool:
    """Whether a column is to be taken in a row: every other column that it hangs on says so.

    Raises:
        UnclearCellError: one of those is empty, or says neither yes nor no.
    """
    for title, wanted in column.only_where.items():
        cell = cells.get(title)
        if cell is None:
            raise UnclearCellError(f"“{title}”是空的，不知道这里的内容算不算数")
        mark = _yes_or_no(cell.text)
        words = meanings(columns[title]) if title in columns else {}
        said = words.get(folded(cell.text), mark)
        if said in wanted or mark in wanted:
            continue
        if not {said, mark} & {"是", "否", NOT_FILLED, NOBODY}:
            raise UnclearCellError(
                f"“{title}”写的是“{shorten(cell.text, 20)}”，不知道这里的内容算不算数。请在映射的“改写”里写明"
            )
        return False
    return True
