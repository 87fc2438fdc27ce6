"""Which cells of an official form take figures: found by defined names, and by the heads of rows and columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from yingsu.domain.fill_map import FillMap, FormTable, NamedCell
from yingsu.domain.node import Node
from yingsu.domain.scalars import nearest
from yingsu.intake.heads import Area, HeadNotFoundError, Heads
from yingsu.reading.official_form import DefinedName, OfficialForm
from yingsu.reading.workbook import Sheet, address


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a form.

    Attributes:
        row: of its first cell, from 1.
        column: of its first cell, from 1.
    """

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The sheet and the cell: 表四!C7."""
        return f"{self.sheet}!{address(self.row, self.column)}"


class UnfitFormError(Exception):
    """A form and a map that do not fit; the message says where.

    Attributes:
        node: of the map, where the fault can be placed in it.
        field: of the node.
    """

    def __init__(self, message: str, node: Node | None = None, field: str = "") -> None:
        super().__init__(message)
        self.node = node
        self.field = field


def table_places(form: OfficialForm, table: FormTable) -> dict[tuple[int, int], Place]:
    """The cell of each row and column of a table; a table without rows (or columns) has one, which is unnamed.

    Raises:
        UnfitFormError: no such sheet, a head not found or found several times, or a head over several rows.
    """
    sheet = _sheet(form, table)
    heads = Heads(sheet)
    try:
        below = heads.one(table.head_column) if table.head_column is not None else None
        rows, columns = heads.table(
            [each.head for each in table.rows], [each.head for each in table.columns], below
        )
    except HeadNotFoundError as error:
        raise UnfitFormError(str(error), table) from None
    places = {}
    for i, row in enumerate(rows or [None]):
        for j, column in enumerate(columns or [None]):
            places[i, j] = _crossing(heads, row, column)
    return places


def _sheet(form: OfficialForm, table: FormTable) -> Sheet:
    sheets = form.book.sheets
    if table.sheet is None:
        if len(sheets) > 1:
            names = "、".join(f"“{each.name}”" for each in sheets)
            raise UnfitFormError(f"模板有 {len(sheets)} 张工作表（{names}），请写明“工作表”", table)
        return sheets[0]
    found = form.book.sheet(table.sheet)
    if found is None:
        guess = nearest(table.sheet, tuple(each.name for each in sheets))
        hint = f"是不是“{guess}”？" if guess else ""
        names = "、".join(f"“{each.name}”" for each in sheets)
        raise UnfitFormError(f"模板里没有工作表“{table.sheet}”。{hint}有：{names}", table, "sheet")
    return found


def _crossing(heads: Heads, row: Area | None, column: Area | None) -> Place:
    """Where the number of a row and a column stands.

    Raises:
        UnfitFormError: a head is over several rows (columns) that are not one cell there.
    """
    if row is None:
        assert column is not None  # noqa: S101 -- for mypy: a table has one of both
        return _beside(heads, column.bottom + 1, column.left, column, is_column=True)
    if column is None:
        return _beside(heads, row.top, row.right + 1, row, is_column=False)
    _beside(heads, row.top, column.left, row, is_column=False)
    return _beside(heads, row.top, column.left, column, is_column=True)


def _beside(heads: Heads, row: int, column: int, head: Area, *, is_column: bool) -> Place:
    area = heads.area(row, column)
    fits = (area.left, area.right) == (head.left, head.right) if is_column else area.top == head.top
    if is_column and not fits and head.left == head.right:
        fits = area.left <= head.left <= area.right
    if not is_column and area.bottom < head.bottom:
        fits = False
    if not fits:
        what, way = ("列头", "几列") if is_column else ("行头", "几行")
        raise UnfitFormError(
            f"{what} {head.address} 占了{way}，而 {area.address} 只是其中一格。请写到最下面一层，如 上层/下层"
        )
    return Place(heads.sheet.name, area.top, area.left)


def name_places(form: OfficialForm, fill_map: FillMap) -> Iterator[tuple[NamedCell, Place]]:
    """The cell of each name that the map gives.

    Raises:
        UnfitFormError: the form does not have the name, has it several times, or it is no single cell.
    """
    for each in fill_map.names:
        yield each, place_of(form, each.name, each)


def place_of(form: OfficialForm, name: str, node: Node | None = None) -> Place:
    """The cell that a form gives a name.

    Raises:
        UnfitFormError: it does not, does so several times, or the name is of no single cell.
    """
    found = [each for each in form.names if each.name.casefold() == name.casefold()]
    if not found:
        guess = nearest(name, tuple(each.name for each in form.names))
        hint = f"是不是“{guess}”？" if guess else "模板里没有给格子起这个名字"
        raise UnfitFormError(f"模板里没有名称“{name}”。{hint}", node, "name")
    if len(found) > 1:
        cells = "、".join(each.refers_to for each in found)
        raise UnfitFormError(
            f"名称“{name}”在模板里有 {len(found)} 个（{cells}），分不清是哪一个", node, "name"
        )
    return _single(found[0], form, node)


def _single(name: DefinedName, form: OfficialForm, node: Node | None) -> Place:
    if name.sheet is None:
        raise UnfitFormError(
            f"名称“{name.name}”指的不是一个格子（{name.refers_to}），请在模板里改成一个格子", node, "name"
        )
    sheet = form.book.sheet(name.sheet)
    assert sheet is not None  # noqa: S101 -- for mypy: the reader has looked
    area = Heads(sheet).area(name.row, name.column)
    return Place(sheet.name, area.top, area.left)
