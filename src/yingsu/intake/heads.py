"""Rows and columns of somebody else's table, found by the text of their heads, never by coordinates.

A head may stand in a merged area, and heads may have levels: `已审结/驳回` is the 驳回 below 已审结. A text that is there
twice is told apart only by what heads are: heads of columns stand above the numbers, heads of rows left of them.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yingsu.domain.scalars import nearest, shorten
from yingsu.reading.workbook import Sheet, address

_LONGEST_HEAD = 60
"""Characters of a text that may be meant as a head where one is guessed."""


@dataclass(frozen=True, slots=True)
class Area:
    """A cell, or a merged area that is shown as one."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """Its first cell: C7."""
        return address(self.top, self.left)


def folded(text: str) -> str:
    """A text for comparing heads: the width of characters, blanks and line breaks do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).split())


class HeadNotFoundError(Exception):
    """A head that is not in the sheet, or is there several times; the message names the cells."""


@dataclass(slots=True)
class _Wanted:
    """A head that is looked for, and where it may be."""

    words: str
    is_column: bool
    areas: list[Area]
    said: str


class Heads:
    """Every text of a sheet that may be a head."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._merged = {
            (top, left): Area(top, left, bottom, right) for top, left, bottom, right in sheet.merged
        }
        self._by_text: dict[str, list[Area]] = {}
        self._texts: dict[str, str] = {}
        for number, cells in sheet.rows.items():
            for column, cell in cells.items():
                text = folded(cell.text)
                if text:
                    self._by_text.setdefault(text, []).append(self.area(number, column))
                    self._texts.setdefault(text, " ".join(cell.text.split()))

    def area(self, row: int, column: int) -> Area:
        """The cell that is there, as large as it is shown."""
        for top, left, bottom, right in self.sheet.merged:
            if top <= row <= bottom and left <= column <= right:
                return self._merged[top, left]
        return Area(row, column, row, column)

    def one(self, text: str) -> Area:
        """The only place of a text.

        Raises:
            HeadNotFoundError: none, or several.
        """
        return self._only(_Wanted(text, True, self._by_text.get(folded(text), []), "文字"))

    def table(
        self, rows: Sequence[str], columns: Sequence[str], below: Area | None = None
    ) -> tuple[list[Area], list[Area]]:
        """Where the heads of a table's rows and columns are.

        Args:
            rows: their texts; levels from left to right, with `/` between them.
            columns: their texts; levels from top to bottom.
            below: the head of the column in which the heads of rows stand, where it was said.

        Raises:
            HeadNotFoundError: with every head that is not found, or found several times.
        """
        of_rows = [self._wanted(text, is_column=False) for text in rows]
        of_columns = [self._wanted(text, is_column=True) for text in columns]
        if below is not None:
            for each in of_rows:
                each.areas = [
                    area
                    for area in each.areas
                    if below.left <= area.left <= below.right and area.top > below.bottom
                ]
        _tell_apart(of_rows, of_columns)
        faults, found = [], []
        for each in (*of_rows, *of_columns):
            try:
                found.append(self._only(each))
            except HeadNotFoundError as error:
                faults.append(str(error))
        if faults:
            raise HeadNotFoundError("\n".join(faults))
        return found[: len(rows)], found[len(rows) :]

    def candidates(self, text: str, *, is_column: bool = True) -> list[Area]:
        """Where a head may be: as a whole, else level by level."""
        areas = self._by_text.get(folded(text), [])
        levels = folded(text).split("/")
        if not areas and len(levels) > 1:
            areas = self._by_text.get(levels[0], [])
            for level in levels[1:]:
                areas = [
                    area
                    for area in self._by_text.get(level, [])
                    if any(_is_below(area, upper, is_column=is_column) for upper in areas)
                ]
        return list(areas)

    def _wanted(self, text: str, *, is_column: bool) -> _Wanted:
        areas = self.candidates(text, is_column=is_column)
        return _Wanted(text, is_column, areas, "列头" if is_column else "行头")

    def _only(self, wanted: _Wanted) -> Area:
        if len(wanted.areas) == 1:
            return wanted.areas[0]
        place = f"工作表“{self.sheet.name}”里"
        if wanted.areas:
            cells = "、".join(area.address for area in wanted.areas[:8])
            way = "请写明上一层，如 上层/" + wanted.words if "/" not in wanted.words else "请再写明上一层"
            raise HeadNotFoundError(
                f"{wanted.said}“{wanted.words}”在{place}有 {len(wanted.areas)} 处（{cells}），分不清是哪一个。{way}"
            )
        raise HeadNotFoundError(f"{place}没有找到{wanted.said}“{wanted.words}”。{self._hint(wanted.words)}")

    def _hint(self, words: str) -> str:
        """Where the last level stands, else what is near."""
        levels = folded(words).split("/")
        known = self._by_text.get(levels[-1], [])
        if len(levels) > 1 and known:
            cells = "、".join(area.address for area in known[:8])
            return f"“{levels[-1]}”在 {cells}，但上一层不是“{'/'.join(levels[:-1])}”"
        short = tuple(text for text in self._texts if len(text) <= _LONGEST_HEAD)
        guess = nearest(levels[-1], short)
        if guess is None:
            return "请照表上的文字写"
        cells = "、".join(area.address for area in self._by_text[guess][:8])
        return f"是不是“{shorten(self._texts[guess])}”（{cells}）？"


def _is_below(area: Area, upper: Area, *, is_column: bool) -> bool:
    """Whether a head is of the next level of another: below it, or right of it for rows."""
    if is_column:
        return upper.left <= area.left and area.right <= upper.right and area.top > upper.bottom
    return upper.top <= area.top and area.bottom <= upper.bottom and area.left > upper.right


def _tell_apart(rows: list[_Wanted], columns: list[_Wanted]) -> None:
    """Of a text that is there several times keep what can be a head of its kind, as the certain heads have it."""
    while True:
        above = [each.areas[0] for each in columns if len(each.areas) == 1]
        left = [each.areas[0] for each in rows if len(each.areas) == 1]
        before = sum(len(each.areas) for each in (*rows, *columns))
        for each in _unclear(rows):
            each.areas = [
                area
                for area in each.areas
                if all(area.top > head.bottom and area.right < head.left for head in above)
            ]
        for each in _unclear(columns):
            each.areas = [
                area
                for area in each.areas
                if all(area.bottom < head.top and area.left > head.right for head in left)
            ]
        if sum(len(each.areas) for each in (*rows, *columns)) == before:
            return


def _unclear(wanted: Iterable[_Wanted]) -> list[_Wanted]:
    return [each for each in wanted if len(each.areas) > 1]
