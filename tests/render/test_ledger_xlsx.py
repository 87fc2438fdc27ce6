"""Ledgers as a workbook: what a cell holds and how it reads, and what a sheet cannot hold."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.cell.cell import Cell as SheetCell

from yingsu.document import Align, Cell, Column, Tone, count, day, text
from yingsu.render.archive import UndatedZip
from yingsu.render.ledger_xlsx import LedgerBook, SheetPlan, TooManyRowsError
from yingsu.render.xlsx_text import LONGEST_TEXT

NUMBER = Column("序号", Align.RIGHT)
WIDE = Column("说明", width=120)


def plan(*columns: Column, groups: tuple[str, ...] | None = None) -> SheetPlan:
    return SheetPlan("甲", "甲台账", ("第一行",), columns, groups or ("",) * len(columns))


def saved(book: LedgerBook) -> openpyxl.Workbook:
    target = io.BytesIO()
    with book:
        book.save(
            target,
            [("截至", "2026-01-10")],
            [tuple(map(text, "一二三四五")), (*map(text, "甲乙丙丁"), count(1))],
        )
    return openpyxl.load_workbook(target)


def only(value: Cell, column: Column = NUMBER) -> SheetCell:
    """The one cell of a sheet with one row."""
    book = LedgerBook("台账", "", [plan(column)])
    book.append("甲", [value])
    cell = saved(book)["甲"]["A4"]
    assert isinstance(cell, SheetCell)
    return cell


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (Cell("逾期12天", -12, Tone.BAD), '"逾期"0"天";"逾期"0"天";"逾期"0"天"'),
        (Cell("晚12天", -12), '"晚"0"天";"晚"0"天";"晚"0"天"'),
        (Cell("还有3天", 3), '"还有"0"天";"还有"0"天";"还有"0"天"'),
        (Cell("今天到期", 0), '"今天到期";"今天到期";"今天到期"'),
        (Cell("5天", 5), '0"天";0"天";0"天"'),
        (count(5000), "0"),
    ],
)
def test_days_are_numbers_that_read_as_words(value: Cell, number_format: str) -> None:
    cell = only(value)
    assert (cell.value, cell.data_type, cell.number_format) == (value.value, "n", number_format)
    assert bool(cell.font.b) is (value.tone is Tone.BAD)


def test_a_day_is_a_day_and_an_empty_cell_is_empty() -> None:
    assert only(day(date(2026, 1, 10))).is_date
    empty = only(Cell("", None))
    assert (empty.value, empty.data_type, empty.has_style) == (None, "n", True)


@pytest.mark.parametrize("said", ["=1+1", "@SUM(A1)", "0012", "2025-01-10", "_x0041_", "甲\x07乙\ufffe"])
def test_text_stays_text(said: str) -> None:
    cell = only(text(said), Column("甲"))
    assert cell.data_type == "s"
    assert cell.value == {"甲\x07乙\ufffe": "甲 乙 ", "_x0041_": "_x005F_x0041_"}.get(said, said)


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    value = only(text("长" * 40_000), WIDE).value
    assert value == "长" * LONGEST_TEXT + "……（后略）"
    assert only(text("😀" * LONGEST_TEXT), WIDE).value == "😀" * (LONGEST_TEXT // 2) + "……（后略）"


def test_a_sheet_that_is_full_is_named() -> None:
    with LedgerBook("台账", "", [plan(NUMBER)], most_rows=1) as book:
        book.append("甲", [count(1)])
        with pytest.raises(TooManyRowsError, match="“甲”超过 1 行，一张工作表放不下"):
            book.append("甲", [count(2)])


def test_heads_are_merged_only_over_columns_that_share_one() -> None:
    columns = tuple(Column(title) for title in "甲乙丙丁戊")
    book = LedgerBook("台账", "草稿 R&D", [plan(*columns, groups=("", "责任人", "责任人", "整改", ""))])
    sheet = saved(book)["甲"]
    assert {str(each) for each in sheet.merged_cells.ranges} == {"B4:C4"}
    assert [cell.value for cell in sheet[4]] == [None, "责任人", None, "整改", None]
    assert [cell.value for cell in sheet[5]] == list("甲乙丙丁戊")
    assert sheet["A6"].value == "没有。"
    assert sheet["A2"].value == "草稿 R&D"
    header = sheet.oddHeader
    assert header is not None
    assert header.center is not None
    assert header.center.text == "草稿 R&&D"


def test_a_sheet_wider_than_a_page_goes_onto_two_and_begins_where_nothing_is_repeated() -> None:
    book = LedgerBook("台账", "", [plan(NUMBER, Column("案号"), WIDE, WIDE)])
    sheet = saved(book)["甲"]
    assert sheet.page_setup.fitToWidth == 2
    assert sheet.print_title_cols == "$A:$B"
    assert (sheet["A1"].value, sheet["C1"].value) == (None, "甲台账")


def test_a_row_is_as_high_as_its_longest_text() -> None:
    book = LedgerBook("台账", "", [plan(Column("甲", width=10))])
    for said in ("短", "十个字的一段文字而已", "长" * 10_000):
        book.append("甲", [text(said)])
    sheet = saved(book)["甲"]
    heights = [sheet.row_dimensions[row].height or 0 for row in (4, 5, 6)]
    assert heights[0] < heights[1] < heights[2] <= 409


def test_a_package_written_part_by_part_has_no_time_in_it() -> None:
    target = io.BytesIO()
    with UndatedZip(target, "w") as package:
        package.writestr("甲", b"1")
        package.writestr(zipfile.ZipInfo("乙", (2020, 1, 1, 0, 0, 0)), "2")
    with zipfile.ZipFile(target) as read:
        assert {each.filename: each.date_time[0] for each in read.infolist()} == {"甲": 1980, "乙": 1980}
        assert read.read("乙") == b"2"
