"""Excel, read back: numbers are numbers, text is text, every sheet prints, charts are native."""

import io
import re
import zipfile
from datetime import datetime
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from yingsu.document import (
    Annex,
    Chart,
    ChartKind,
    Column,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Series,
    Table,
    text,
)
from yingsu.render.words import display_width, printable
from yingsu.render.xlsx import LONGEST_LINE, xlsx
from yingsu.render.xlsx_text import LONGEST_TEXT

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def opened(document: Document) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx(document)))


def text_of(part: HeaderFooterItem | None) -> str | None:
    """What stands in the middle of a header or footer."""
    assert part is not None
    assert part.center is not None
    return part.center.text


def values(book: Workbook, name: str) -> list[list[object]]:
    """The rows of a sheet that hold anything, without empty ends."""
    rows = []
    for row in book[name].iter_rows(values_only=True):
        cells: list[object] = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            rows.append(cells)
    return rows


def charts(content: bytes) -> list[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = sorted(name for name in package.namelist() if re.match(r"xl/charts/chart\d+\.xml", name))
        return [ET.fromstring(package.read(name)) for name in names]  # noqa: S314 -- written just now


def test_the_sheets_are_the_parts_of_the_document(everything: Document) -> None:
    names = opened(everything).sheetnames
    assert names == [
        "说明",
        "汇总",
        "指标",
        "图",
        "件数",
        "空表",
        "指标2",
        "出庭率",
        "名称很长的附件'一二三四五六七八九十一二三四五六七八九十",
    ]


def test_the_cover_says_what_it_is_and_what_is_in_it(everything: Document) -> None:
    book = opened(everything)
    cover = values(book, "说明")
    assert cover[:4] == [
        ["样例县　2025年"],
        ["草稿：有 1 个错误&未改正"],
        ["期间", "2025-01-01 至 2025-12-31"],
        ["数据截至", "2026-01-10"],
    ]
    assert cover[4] == ["工作表", "汇总"]
    assert [row[-1] for row in cover[4:]] == book.sheetnames[1:]


def test_values_are_of_their_kind(everything: Document) -> None:
    sheet = opened(everything)["指标"]
    found = {
        cell.coordinate: (cell.value, cell.data_type, cell.number_format)
        for row in sheet["A4:D6"]
        for cell in row
    }
    assert found == {
        "A4": ("出庭率", "s", "General"),
        "B4": (2 / 3, "n", "0.00%"),
        "C4": (3, "n", "0"),
        "D4": (datetime(2025, 3, 6), "d", "yyyy-mm-dd"),  # noqa: DTZ001 -- Excel's days have no zone
        "A5": ("履行率", "s", "General"),
        "B5": ("—", "s", "General"),
        "C5": (12, "n", '0"天"'),
        "D5": ("—", "s", "General"),
        "A6": ("=1+1", "s", "General"),
        "B6": (5, "n", "0"),
        "C6": (7, "n", "0"),
        "D6": ("说明", "s", "General"),
    }
    assert type(sheet["C4"].value) is int
    assert type(sheet["B4"].value) is float
    assert [bool(sheet[place].font.bold) for place in ("B4", "C4", "B5")] == [True, True, False]
    assert sheet["B4"].alignment.horizontal == sheet["C5"].alignment.horizontal == "right"


def test_what_stands_between_the_tables_is_there_in_order(everything: Document) -> None:
    lines = [row[0] for row in values(opened(everything), "指标")]
    assert lines == [
        "指标",
        *("指标", "出庭率", "履行率", "=1+1", "件数为“分子/分母”。"),
        *("正当理由另列。", "小标题", "（2025）闽05行初1号　甲案　第一行　第二行", "只有头"),
        *("指标", "出庭率", "履行率", "=1+1", "件数为“分子/分母”。"),
    ]


def test_the_first_table_of_a_sheet_is_filtered_and_its_head_stays(everything: Document) -> None:
    book = opened(everything)
    sheet = book["指标"]
    assert sheet.auto_filter.ref == "A3:D6"
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert book["出庭率"].auto_filter.ref == "A4:D7"
    assert book["空表"].auto_filter.ref is None
    assert values(book, "空表")[1] == ["单位", "件数"]


def test_every_sheet_prints(everything: Document) -> None:
    for sheet in opened(everything):
        assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "landscape")
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert text_of(sheet.oddFooter) == "第 &P 页，共 &N 页"
        assert text_of(sheet.oddHeader) == "草稿：有 1 个错误&&未改正"


def test_without_a_stamp_there_is_none(everything: Document) -> None:
    plain = opened(Document(everything.blocks, everything.title))
    assert values(plain, "说明")[1] == ["工作表", "汇总"]
    assert text_of(plain["指标"].oddHeader) is None


def test_a_long_sheet_is_not_pressed_on_one_page() -> None:
    def pages(rows: int) -> object:
        blocks = (Heading(2, "表"), Table((Column("甲"),), tuple((text(str(each)),) for each in range(rows))))
        return opened(Document(blocks))["表"].page_setup.fitToHeight

    assert (pages(5), pages(200)) == (1, 0)


def test_charts_are_native_and_point_at_their_numbers(everything: Document) -> None:
    content = xlsx(everything)
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = charts(content)
    assert [each.find(f".//{_CHART}barChart") is not None for each in found] == [True, False, True, False]
    references = [[each.text for each in chart.iter(f"{_CHART}f")] for chart in found]
    assert references[0] == ["'图'!B4", "'图'!$A$5:$A$6", "'图'!$B$5:$B$6"]
    assert references[1][-3:] == ["'图'!E29", "'图'!$A$30:$A$34", "'图'!$E$30:$E$34"]
    for each in found:
        assert each.find(f".//{_CHART}dispBlanksAs") is None or (
            each.find(f".//{_CHART}dispBlanksAs").get("val") == "gap"  # type: ignore[union-attr]
        )
    for chart in references:
        for reference in chart:
            name, cells = (reference or "").split("!")
            assert book[name.strip("'")][cells.replace("$", "")]
    rows = values(book, "图")
    assert rows[1:5] == [
        ["各单位<出庭率>"],
        [None, "出庭率", "目标"],
        ["县公安局", 0.5, 1],
        ["县自然资源局", None, 1],
    ]


def test_a_gap_in_a_chart_is_an_empty_cell_and_never_a_zero(everything: Document) -> None:
    rows = values(opened(everything), "图")
    years = {row[0]: row[1:] for row in rows}
    assert years["2023年"] == [None, None, None, 1]
    assert years["2025年"] == [0, 0, None, 1]


def test_counts_in_charts_are_counts(everything: Document) -> None:
    assert values(opened(everything), "件数")[1:6] == [
        ["结果"],
        [None, "上年", "本年"],
        ["撤销", 1, 0],
        ["驳回", 2, 4],
        ["件数"],
    ]


def test_what_was_typed_stays_text_everywhere(hostile: str, hostile_everywhere: Document) -> None:
    book = opened(hostile_everywhere)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    # Excel reads _x005F_ as the underscore it stands for; openpyxl leaves it as it is.
    typed = [cell for cell in cells if str(cell.value).replace("_x005F_", "_") == printable(hostile)]
    assert len(typed) >= (15 if hostile else 0)
    assert all(cell.data_type == "s" for cell in typed)
    assert all(cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize(
    "names",
    [
        ("a/b\\c*d?e:f[g]", "abcdefg", "ABCDEFG"),
        ("长" * 40, "长" * 41, "长" * 30),
        ("🏛" * 40, "🏛" * 39),
        ("'引'", "' '", "", "???"),
        ("History", "history", "说明"),
        ("一" * 27 + "'二",),
        tuple("同名" for _ in range(12)),
    ],
)
def test_sheet_names_are_such_as_excel_allows(names: tuple[str, ...]) -> None:
    document = Document(tuple(Annex(name, "题", (Paragraph("话"),)) for name in names))
    found = opened(document).sheetnames
    assert len(found) == len(names) + 1
    assert len({each.lower() for each in found}) == len(found)
    for each in found:
        assert 0 < len(each.encode("utf-16-le")) <= 62
        assert not re.search(r"[\\/*?:\[\]]", each)
        assert each.strip("' ") == each
        assert each.lower() != "history"


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    for character, kept in (("长", LONGEST_TEXT), ("🏛", LONGEST_TEXT // 2)):
        long = Table((Column("名称"),), ((text(character * 40_000),),))
        assert opened(Document((long,)))["汇总"]["A4"].value == character * kept + "……（后略）"


def test_text_between_tables_is_in_lines_that_fit_a_page() -> None:
    long = "本期有案件、没有参加过的单位：" + "县自然资源局、" * 30
    table = Table((Column("名称"),), ((text("甲"),),), long)
    for block in (Paragraph(long), Listing((Entry("甲", long),)), table):
        sheet = opened(Document((block,)))["汇总"]
        lines = [str(cell.value) for (cell,) in sheet.iter_rows(max_col=1) if cell.value]
        assert long in "".join(lines).replace("甲　", "")
        assert max(display_width(line) for line in lines) <= LONGEST_LINE


def test_an_empty_document_is_a_workbook_with_a_cover() -> None:
    book = opened(Document((Heading(2, "空"),)))
    assert book.sheetnames == ["说明"]
    assert opened(Document((Listing(()),))).sheetnames == ["说明", "汇总"]


def test_the_same_document_gives_the_same_bytes(everything: Document) -> None:
    content = xlsx(everything)
    assert content == xlsx(everything)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}


def test_a_title_of_a_chart_may_be_anything() -> None:
    chart = Chart(ChartKind.BARS, "a\x00b<c>", ("甲",), (Series("乙", (1,)),))
    (found,) = charts(xlsx(Document((chart,))))
    assert "".join(found.itertext()).startswith("a b<c>")


# --- Columns that are filled in -----------------------------------------------------------------------------------


def offered(sheet: Worksheet) -> dict[str, list[object]]:
    """The words that the cells of a range may be chosen from."""
    book, found = sheet.parent, {}
    assert book is not None
    for validation in sheet.data_validations.dataValidation:
        assert (validation.type, validation.showErrorMessage, validation.allow_blank) == ("list", True, True)
        name, _, place = str(validation.formula1).partition("!")
        cells = book[name.strip("'")][place.replace("$", "")]
        found[str(validation.sqref)] = [cell.value for (cell,) in cells]
    return found


def to_fill_in(choices: tuple[str, ...], rows: int = 2) -> Document:
    columns = (
        Column("编号"),
        Column("有无", choices=choices, note="当场核对", width=9),
        Column("等级", choices=("高", "低")),
    )
    table = Table(columns, tuple((text("甲"), text(""), text("")) for _ in range(rows)))
    return Document((Heading(2, "一"), table, Heading(2, "二"), table))


def test_a_column_offers_its_words_in_every_row() -> None:
    book = opened(to_fill_in(("有", "无")))
    assert book.sheetnames == ["说明", "一", "二", "选项"]
    assert book["选项"].sheet_state == "hidden"
    assert offered(book["一"]) == offered(book["二"]) == {"B4:B5": ["有", "无"], "C4:C5": ["高", "低"]}
    assert book["选项"].max_column == 2
    assert values(book, "说明")[-2:] == [["工作表", "一"], [None, "二"]]
    (first, _) = book["一"].data_validations.dataValidation
    assert (first.errorTitle, first.error) == ("请从列表中选", "可以填：有、无")


def test_more_words_than_excel_takes_in_place_are_offered_too() -> None:
    units = tuple(f"某县第{number}号单位，含逗号" for number in range(60))
    sheet = opened(to_fill_in(units))["一"]
    assert offered(sheet)["B4:B5"] == list(units)
    assert len(sheet.data_validations.dataValidation[0].error) <= 225


def test_words_that_look_like_formulas_stay_words() -> None:
    book = opened(to_fill_in(("=1+1", "甲\n乙")))
    assert [(cell.value, cell.data_type) for cell in book["选项"]["A"]] == [("=1+1", "s"), ("甲 乙", "s")]


def test_a_column_says_how_it_is_filled_in_and_is_as_wide_as_it_asks() -> None:
    sheet = opened(to_fill_in(("有", "无")))["一"]
    comment = sheet["B3"].comment
    assert comment is not None
    assert (comment.text, comment.author) == ("当场核对", "yingsu")
    assert sheet["A3"].comment is None
    assert sheet.column_dimensions["B"].width == 11


def test_a_table_without_rows_offers_nothing() -> None:
    assert opened(to_fill_in(("有",), rows=0)).sheetnames == ["说明", "一", "二"]


def test_a_workbook_with_choices_has_the_same_bytes_each_time() -> None:
    assert xlsx(to_fill_in(("有", "无"))) == xlsx(to_fill_in(("有", "无")))
