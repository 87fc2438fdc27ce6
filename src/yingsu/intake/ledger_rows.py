"""The rows of a ledger that is not ours: where its head is, which rows are cases, and what their cells hold.

The head may be in any row, with titles above it, over several rows, and once more on every page. Rows of totals, empty
rows and what is signed at the foot are no cases.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from yingsu.domain.ledger_map import LedgerMap
from yingsu.domain.node import Node
from yingsu.domain.scalars import nearest, shorten
from yingsu.intake.heads import Area, Heads, folded
from yingsu.intake.importing_rows import CellError
from yingsu.reading.workbook import Sheet, SheetCell, Workbook, address

MOST_COVERED = 1_000_000
"""Cells that merged areas may cover: more is a fault of the file."""


class UnfitLedgerError(Exception):
    """A ledger and a mapping that do not fit; the message says where.

    Attributes:
        node: of the mapping.
        field: of the node.
    """

    def __init__(self, message: str, node: Node | None = None, field: str = "") -> None:
        super().__init__(message)
        self.node = node
        self.field = field


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row that is a case, or a part of one.

    Attributes:
        number: from 1.
        cells: by head, what is there; nothing for an empty cell.
    """

    number: int
    cells: Mapping[str, SheetCell]


@dataclass
class LedgerRows:
    """The rows of a ledger.

    Attributes:
        sheet: it is in.
        places: the column of each head that the mapping names.
        notes: what was passed over, so that a person can see whether it should have been.
    """

    sheet: Sheet
    places: dict[str, int]
    rows: list[LedgerRow] = field(default_factory=list)
    notes: list[CellError] = field(default_factory=list)


def ledger_sheet(book: Workbook, mapping: LedgerMap) -> Sheet:
    """The sheet that holds the ledger.

    Raises:
        UnfitLedgerError: none, or it is not said which.
    """
    shown = [each for each in book.sheets if each.rows and not each.is_hidden]
    names = "、".join(f"“{each.name}”" for each in shown)
    if mapping.sheet is None:
        if len(shown) != 1:
            why = (
                f"有 {len(shown)} 张工作表有内容（{names}），请在映射里写明“工作表”"
                if shown
                else "表格是空的"
            )
            raise UnfitLedgerError(why, mapping if shown else None)
        return shown[0]
    found = book.sheet(mapping.sheet)
    if found is None:
        raise UnfitLedgerError(f"没有工作表“{mapping.sheet}”。有：{names}", mapping, "sheet")
    return found


def ledger_rows(sheet: Sheet, mapping: LedgerMap) -> LedgerRows:
    """Find the head, and the rows below it.

    Raises:
        UnfitLedgerError: a head is not found, or found several times.
    """
    head, places = _head(sheet, mapping)
    found = LedgerRows(sheet, places)
    cover = _covered(sheet, set(places.values()), head)
    titles = {place: folded(cell.text) for place, cell in sheet.rows.get(head, {}).items()}
    skipped = tuple(folded(text) for text in mapping.skipped)
    blanks = {folded(text) for text in mapping.blanks}
    filling = {each.head for each in mapping.columns if each.target is not None}
    for number in sorted(row for row in set(sheet.rows) | {row for row, _ in cover} if row > head):
        cells = sheet.rows.get(number, {})
        texts = {place: folded(cell.text) for place, cell in cells.items()}
        taken = _taken(number, cells, cover, places, blanks)
        if _is_head_again(texts, titles):
            continue
        # A total is told by how a row begins, whether that column is mapped or not.
        if texts and texts[min(texts)].startswith(skipped):
            found.notes.append(_note(cells, "是合计或说明，没有当作案件"))
        elif any(places[title] in cells for title in filling & taken.keys()):
            found.rows.append(LedgerRow(number, taken))
        elif any(not cell.is_number and texts[place] not in blanks for place, cell in cells.items()):
            found.notes.append(_note(cells, "要导入的各列都是空的，这一行没有导入"))
    found.notes += _unmapped(found, head)
    return found


def _taken(
    number: int,
    cells: Mapping[int, SheetCell],
    cover: Mapping[tuple[int, int], SheetCell],
    places: Mapping[str, int],
    blanks: AbstractSet[str],
) -> dict[str, SheetCell]:
    """What a row says in the columns that the mapping names, its own or by a merged area above."""
    taken = {}
    for title, place in places.items():
        cell = cells.get(place) or cover.get((number, place))
        if cell is not None and (cell.fault or folded(cell.text) not in blanks):
            taken[title] = cell
    return taken


def _note(cells: Mapping[int, SheetCell], what: str) -> CellError:
    first = cells[min(cells)]
    return CellError(first.sheet, first.address, f"“{shorten(first.text, 20)}”：{what}")


def _head(sheet: Sheet, mapping: LedgerMap) -> tuple[int, dict[str, int]]:
    """The last row of the head, and the column of each title.

    The head ends in the row in which most of the titles stand; of several such rows in the first.
    """
    wanted = dict.fromkeys(each.head for each in mapping.columns)
    for title in (mapping.case_column, mapping.related_column):
        wanted.update({title: None} if title else {})
    for column in mapping.columns:
        wanted.update(dict.fromkeys(column.only_where))
    heads = Heads(sheet)
    areas = {title: heads.candidates(title) for title in wanted}
    count: dict[int, int] = {}
    for found in areas.values():
        for bottom in {area.bottom for area in found}:
            count[bottom] = count.get(bottom, 0) + 1
    last = min((row for row, most in count.items() if most == max(count.values())), default=0)
    faults: list[str] = []
    places: dict[str, int] = {}
    for title, found in areas.items():
        here = [area for area in found if area.bottom == last]
        if len(here) == 1:
            places[title] = here[0].left
        else:
            faults.append(_not_one(sheet, title, here, last))
    if faults:
        raise UnfitLedgerError("\n".join(faults), mapping)
    return last, places


def _not_one(sheet: Sheet, title: str, here: list[Area], row: int) -> str:
    if here:
        cells = "、".join(area.address for area in here)
        return f"列头“{title}”有 {len(here)} 处（{cells}），分不清是哪一列。请写明上一层，如 上层/{title}"
    known = tuple(" ".join(cell.text.split()) for cell in sheet.rows.get(row, {}).values())
    guess = nearest(title.rsplit("/", maxsplit=1)[-1], known)
    hint = f"是不是“{shorten(guess)}”？" if guess else "请照表头的文字写"
    where = f"（表头在第 {row} 行）" if row else ""
    return f"没有找到列头“{title}”{where}。{hint}"


def _covered(sheet: Sheet, places: set[int], head: int) -> dict[tuple[int, int], SheetCell]:
    """Cells over which one above them is shown: what that says holds for their rows too."""
    last = max(sheet.rows, default=0)
    found: dict[tuple[int, int], SheetCell] = {}
    for top, left, bottom, _ in sheet.merged:
        cell = sheet.cell(top, left)
        if left not in places or top <= head or cell is None:
            continue
        for row in range(top + 1, min(bottom, last) + 1):
            found[row, left] = cell
        if len(found) > MOST_COVERED:
            raise UnfitLedgerError("合并的单元格太多，没有读取。请取消合并再导入")
    return found


def _is_head_again(texts: Mapping[int, str], titles: Mapping[int, str]) -> bool:
    """Whether a row is the head once more, as on the next page."""
    same = sum(titles.get(place) == text for place, text in texts.items())
    return same >= 2 and 2 * same > len(texts)


def _unmapped(found: LedgerRows, head: int) -> Iterator[CellError]:
    """Columns that hold something of the cases and are not in the mapping."""
    sheet, own = found.sheet, set(found.places.values())
    for place, cell in sorted(sheet.rows.get(head, {}).items()):
        filled = sum(place in sheet.rows.get(row.number, {}) for row in found.rows)
        if place not in own and filled:
            title = shorten(" ".join(cell.text.split()))
            yield CellError(
                sheet.name, address(head, place), f"列“{title}”不在映射里，{filled} 格内容没有导入"
            )
