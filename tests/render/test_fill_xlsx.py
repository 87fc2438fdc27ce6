"""Figures put into the bytes of a form, however a program has written them."""

import io
import zipfile
from collections.abc import Mapping
from fractions import Fraction

import pytest

from yingsu.reading.official_form import OfficialForm, read_form
from yingsu.reading.workbook import read_workbook
from yingsu.reading.workbook_parts import UnreadableWorkbookError
from yingsu.render import fill_xlsx
from yingsu.render.fill_xlsx import CellTakenError, Entry, TooLargeError, filled
from yingsu.render.sheet_places import UnusualSheetError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
)
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def form(sheet: str | bytes, book: str = f"{BOOK}</workbook>") -> OfficialForm:
    """A form of one sheet, of just these bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in {**PARTS, "xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet}.items():
            package.writestr(name, part)
    return read_form(target.getvalue())


def part_of(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    """A part of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode("utf-8")


def after(sheet: str, entries: Mapping[tuple[int, int], Entry], stamp: str = "") -> str:
    """The sheet's part with figures in it; what it says can be read."""
    made = filled(form(sheet), {"表": entries}, stamp)
    found = read_workbook(made.content).sheets[0]
    for (row, column), value in entries.items():
        read = found.cell(row, column)
        assert read is not None
        assert read.is_number is not isinstance(value, str)
        assert (
            read.text == value if isinstance(value, str) else float(read.text) == pytest.approx(float(value))
        )
    return part_of(made.content)


def worksheet(rows: str, behind: str = "", before: str = "") -> str:
    """A sheet as Excel writes it."""
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}{rows}{behind}</worksheet>'


@pytest.mark.parametrize(
    ("rows", "filled_in"),
    [
        (
            '<sheetData><row r="2"><c r="A2" s="3"/><c r="B2" s="4" t="n"><v>0</v></c></row></sheetData>',
            '<sheetData><row r="2"><c r="A2" s="3"/><c r="B2" s="4"><v>7</v></c></row></sheetData>',
        ),
        (
            '<sheetData><row r="2" ht="20"><c r="A2" s="3"/><c r="C2"/></row></sheetData>',
            '<sheetData><row r="2" ht="20"><c r="A2" s="3"/><c r="B2"><v>7</v></c><c r="C2"/></row></sheetData>',
        ),
        (
            '<sheetData><row r="2" s="5" customFormat="1"><c r="A2"/></row></sheetData>',
            '<sheetData><row r="2" s="5" customFormat="1"><c r="A2"/><c r="B2" s="5"><v>7</v></c></row></sheetData>',
        ),
        (
            '<sheetData><row r="1"/><row r="2" ht="9" /><row r="3"/></sheetData>',
            '<sheetData><row r="1"/><row r="2" ht="9"><c r="B2"><v>7</v></c></row><row r="3"/></sheetData>',
        ),
        (
            '<sheetData><row r="1"></row><row r="3"></row></sheetData>',
            '<sheetData><row r="1"></row><row r="2"><c r="B2"><v>7</v></c></row><row r="3"></row></sheetData>',
        ),
        (
            '<sheetData><row r="2"></row></sheetData>',
            '<sheetData><row r="2"><c r="B2"><v>7</v></c></row></sheetData>',
        ),
        ("<sheetData/>", '<sheetData><row r="2"><c r="B2"><v>7</v></c></row></sheetData>'),
        ("<sheetData></sheetData>", '<sheetData><row r="2"><c r="B2"><v>7</v></c></row></sheetData>'),
        (  # names that mean something elsewhere only, and numbers that are none
            "<cols><col min='甲' style='1'/><row><c><f>1</f></c></row></cols><sheetData><row r='²'/><row r='2'><x><f>1</f></x></row></sheetData>",
            "<cols><col min='甲' style='1'/><row><c><f>1</f></c></row></cols><sheetData><row r='²'/><row r='2'><c r=\"B2\"><v>7</v></c><x><f>1</f></x></row></sheetData>",
        ),
        (  # without places, as some exports write it
            "<sheetData><row><c/></row><row><c/><c/></row></sheetData>",
            '<sheetData><row><c/></row><row><c/><c r="B2"><v>7</v></c></row></sheetData>',
        ),
    ],
    ids=[
        "a cell in its style",
        "between cells",
        "the row's style",
        "a row that is empty",
        "between rows",
        "an open row",
        "no rows",
        "no rows, open",
        "names elsewhere",
        "no places",
    ],
)
def test_only_the_cell_changes(rows: str, filled_in: str) -> None:
    assert after(worksheet(rows), {(2, 2): 7}) == worksheet(filled_in)


def test_a_new_cell_takes_the_style_of_its_column() -> None:
    columns = '<cols><col min="2" max="3" width="9" style="6"/></cols>'
    rows = '<sheetData><row r="1"><c r="A1"/></row></sheetData>'
    assert '<c r="C1" s="6"><v>1</v></c>' in after(worksheet(rows, before=columns), {(1, 3): 1})
    assert '<row r="4"><c r="B4" s="6"><v>1</v></c><c r="D4"><v>2</v></c></row>' in after(
        worksheet(rows, before=columns), {(4, 2): 1, (4, 4): 2}
    )


def test_numbers_stay_numbers_and_texts_texts() -> None:
    part = after(
        worksheet("<sheetData/>"),
        {
            (1, 1): Fraction(9, 10),
            (1, 2): Fraction(8),
            (1, 3): "＜2025年＞ & <上>",
            (2, 1): "—",
            (2, 2): Fraction(1, 3),
        },
    )
    assert '<c r="A1"><v>0.9</v></c><c r="B1"><v>8</v></c>' in part
    assert "<v>0.3333333333333333</v>" in part
    assert '<c r="A2" t="inlineStr"><is><t>—</t></is></c>' in part


def test_another_prefix_of_the_names_is_kept() -> None:
    sheet = f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>'
    part = after(sheet, {(1, 1): 3, (2, 1): "二"}, "草稿")
    assert '<x:c r="A1"><x:v>3</x:v></x:c>' in part
    assert '<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>二</x:t></x:is></x:c></x:row>' in part
    assert "<x:headerFooter><x:oddHeader>&amp;C草稿</x:oddHeader></x:headerFooter></x:worksheet>" in part


def test_what_a_form_says_of_itself_wrongly_does_not_matter() -> None:
    sheet = worksheet(
        '<sheetData><row r="9"><c r="B9" s="1"/></row></sheetData>'.replace(
            "><row", '><row r="1"><c r="A1" t="inlineStr"><is><t>表头</t></is></c></row><row'
        ),
        before='<dimension ref="A1"/>',
        behind='<extLst><ext uri="{wps}"><w:x xmlns:w="urn:wps" a="1>2"/></ext></extLst>',
    )
    part = after(sheet, {(9, 2): 5})
    assert part == sheet.replace('<c r="B9" s="1"/>', '<c r="B9" s="1"><v>5</v></c>')


def test_formulas_stay_and_what_they_came_to_goes() -> None:
    rows = (
        '<sheetData><row r="1"><c r="A1" s="2"><f>SUM(B1:C1)</f><v>0</v></c><c r="B1"/>'
        '<c r="C1" t="str"><f>""</f></c></row></sheetData>'
    )
    for book, wanted in (
        (f"{BOOK}</workbook>", '</sheets><calcPr fullCalcOnLoad="1"/></workbook>'),
        (
            f'{BOOK}<calcPr calcId="191029" fullCalcOnLoad="0"/></workbook>',
            '<calcPr calcId="191029" fullCalcOnLoad="1"/>',
        ),
    ):
        made = filled(form(worksheet(rows), book), {"表": {(1, 1): 4, (1, 2): 4}})
        assert (made.with_formula, made.written) == (("表!A1",), 1)
        assert '<c r="A1" s="2"><f>SUM(B1:C1)</f></c><c r="B1"><v>4</v></c>' in part_of(made.content)
        assert wanted in part_of(made.content, "xl/workbook.xml")


@pytest.mark.parametrize(
    ("behind", "stamped"),
    [
        ("<drawing/>", "<headerFooter><oddHeader>&amp;C稿</oddHeader></headerFooter><drawing/>"),
        ("<headerFooter/>", "<headerFooter><oddHeader>&amp;C稿</oddHeader></headerFooter>"),
        (
            '<headerFooter differentFirst="1"><oddFooter>页</oddFooter></headerFooter>',
            "<headerFooter><oddHeader>&amp;C稿</oddHeader><oddFooter>页</oddFooter></headerFooter>",
        ),
        (
            "<headerFooter><oddHeader>&amp;L左&amp;C中</oddHeader></headerFooter>",
            "<headerFooter><oddHeader>&amp;L左&amp;C稿\n中</oddHeader></headerFooter>",
        ),
        (
            "<headerFooter><oddHeader>&amp;L左</oddHeader></headerFooter>",
            "<headerFooter><oddHeader>&amp;L左&amp;C稿</oddHeader></headerFooter>",
        ),
        (
            "<headerFooter><oddHeader>中</oddHeader></headerFooter>",
            "<headerFooter><oddHeader>&amp;C稿\n中</oddHeader></headerFooter>",
        ),
    ],
)
def test_a_draft_says_so_above_each_page(behind: str, stamped: str) -> None:
    assert after(worksheet("<sheetData/>", behind), {}, "稿") == worksheet("<sheetData/>", stamped)


def test_a_cell_that_says_something_is_never_overwritten() -> None:
    rows = '<sheetData><row r="1"><c r="A1"><v>0.0</v></c><c r="B1"><v>3</v></c><c r="C1" t="inlineStr"><is><t>此格不填</t></is></c></row></sheetData>'
    with pytest.raises(CellTakenError, match="表!B1 里已经有“3”\n表!C1 里已经有“此格不填”"):
        filled(form(worksheet(rows)), {"表": {(1, 1): 1, (1, 2): 1, (1, 3): 1}})


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        (worksheet("<sheetData/>").replace("UTF-8", "latin-1").encode(), "模板的编码特殊"),
        (worksheet("<sheetData/>").replace(HEAD, "").encode("utf-16"), "模板的编码特殊"),
        (worksheet('<sheetData><row r="2"/><row r="1"/></sheetData>').encode(), "次序不对"),
        (worksheet('<sheetData><row r="1"><c r="B1"/><c r="A1"/></row></sheetData>').encode(), "次序不对"),
    ],
)
def test_a_sheet_in_which_no_place_is_certain_is_refused(sheet: bytes, says: str) -> None:
    with pytest.raises(UnusualSheetError, match=says):
        filled(form(sheet), {"表": {(1, 1): 1}})


def test_a_sheet_in_a_chinese_encoding_is_told_to_be_saved_again() -> None:
    sheet = worksheet("<sheetData/>").replace("UTF-8", "GBK").encode("gbk")
    with pytest.raises(UnreadableWorkbookError, match="请用 Excel 或 WPS 打开，重新保存"):
        form(sheet)


def test_a_sheet_that_breaks_off_is_refused() -> None:
    whole = form(worksheet("<sheetData/>"))
    broken = form(worksheet("<sheetData/>"))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole.content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part[:-9] if name.endswith("sheet1.xml") else part)
    with pytest.raises(UnusualSheetError, match="模板损坏"):
        filled(OfficialForm(target.getvalue(), broken.book, (), broken.parts), {})


def test_a_part_beyond_all_reason_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fill_xlsx, "MOST_BYTES", 50)
    with pytest.raises(TooLargeError, match="太大，没有填"):
        filled(form(worksheet("<sheetData/>")), {})


def test_names_of_a_form_are_cells_where_they_are_one() -> None:
    book = (
        BOOK
        + '<definedNames><definedName name="甲">表!$B$2</definedName><definedName name="乙">\'表\'!$A$1:$B$1</definedName>'
        '<definedName name="丙">表!$A$5:$A$6</definedName><definedName name="丁">没有!$A$1</definedName>'
        '<definedName name="_xlnm.Print_Area">表!$A$1</definedName><definedName name="戊"/></definedNames></workbook>'
    )
    sheet = worksheet("<sheetData/>", '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    found = {each.name: (each.sheet, each.row, each.column) for each in form(sheet, book).names}
    nowhere = (None, 0, 0)
    assert found == {"甲": ("表", 2, 2), "乙": ("表", 1, 1), "丙": nowhere, "丁": nowhere, "戊": nowhere}
