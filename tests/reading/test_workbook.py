"""Workbooks by whatever program, read into cells; and files that are none, or would fill the memory."""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from yingsu.reading import workbook as limits
from yingsu.reading import workbook_parts as parts
from yingsu.reading.workbook import Workbook, read_workbook
from yingsu.reading.workbook_parts import UnreadableWorkbookError

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(
    sheet: str,
    *,
    namespace: str = MAIN,
    properties: str = "",
    shared: str | None = None,
    styles: str | None = None,
    target: str = "worksheets/sheet1.xml",
    more: dict[str, str] | None = None,
) -> bytes:
    """A workbook of one sheet, written by hand."""
    members = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{REL}">{properties}'
        '<sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="{target}"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{namespace}">{sheet}</worksheet>',
        **({"xl/sharedStrings.xml": shared} if shared is not None else {}),
        **({"xl/styles.xml": styles} if styles is not None else {}),
        **(more or {}),
    }
    target_file = io.BytesIO()
    with zipfile.ZipFile(target_file, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return target_file.getvalue()


def said(book: Workbook) -> dict[str, str]:
    """What every cell of the first sheet says."""
    return {cell.address: cell.text for row in book.sheets[0].rows.values() for cell in row.values()}


def test_values_of_every_kind_are_texts_in_one_form() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    values: list[Any] = [
        date(2025, 3, 6), datetime.fromisoformat("2025-03-06T09:30"), time(9, 0), 60, 1234.5, 1e20, True, False, "0012", "  ", "=1+1",
        "换\n行", 45722,
    ]  # fmt: skip
    for row, value in enumerate(values, 1):
        page.cell(row, 1).value = value
    target = io.BytesIO()
    book.save(target)
    read = read_workbook(target.getvalue())
    assert said(read) == {
        "A1": "2025-03-06",
        "A2": "2025-03-06 09:30",
        "A3": "09:00",
        "A4": "60",
        "A5": "1234.5",
        "A6": "1e+20",
        "A7": "是",
        "A8": "否",
        "A9": "0012",
        "A11": "",
        "A12": "换\n行",
        "A13": "45722",
    }
    cells = read.sheets[0].rows
    assert cells[1][1].day == date(2025, 3, 6)
    assert "公式，没有算出的结果" in cells[11][1].fault
    assert (cells[13][1].day, cells[13][1].is_number) == (date(2025, 3, 6), True)
    assert (cells[4][1].day, cells[6][1].day) == (None, None)


def test_a_sheet_in_the_manner_of_wps_is_read_by_its_cells_and_not_by_what_it_says_of_itself() -> None:
    sheet = (
        '<dimension ref="A1"/><sheetData>'
        '<row><c t="inlineStr"><is><t>案号</t></is></c><c t="inlineStr"><is><r><t>立案</t></r><r><t>日期</t></r>'
        '<rPh><t>x</t></rPh></is></c></row>'
        '<row r="3"><c r="A3" t="s"><v>0</v></c><c s="1"><v>45722</v></c><c r="D3" s="2"><v>45722</v></c>'
        '<c r="E3" t="str"><f>A3</f><v>算好的</v></c><c r="F3" t="e"><v>#REF!</v></c><c r="G3"><f>1</f></c>'
        '<c r="H3" s="9"/><c r="I3" t="s"><v>99</v></c><c r="J3" t="d"><v>2025-03-06T00:00:00</v></c>'
        '<c r="K3"><v>不是数</v></c><c r="L3" t="inlineStr"/></row>'
        '</sheetData><mergeCells><mergeCell ref="A5:B6"/><mergeCell ref="A9"/></mergeCells>'
        '<dataValidations count="1"><dataValidation sqref="坏的"/></dataValidations>'
        '<extLst><ext uri="{CCE6A557}"><x14:any xmlns:x14="urn:x"/></ext></extLst>'
    )  # fmt: skip
    shared = f'<sst xmlns="{MAIN}"><si><t>（2025）闽0583行初12号_x000D_</t></si></sst>'
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
        '</numFmts><cellXfs><xf/><xf numFmtId="176"/><xf numFmtId="31"/><xf numFmtId="坏"/></cellXfs></styleSheet>'
    )
    book = read_workbook(package(sheet, shared=shared, styles=styles, target="/xl/worksheets/sheet1.xml"))
    assert said(book) == {
        "A1": "案号",
        "B1": "立案日期",
        "A3": "（2025）闽0583行初12号\r",
        "B3": "2025-03-06",
        "D3": "2025-03-06",
        "E3": "算好的",
        "F3": "#REF!",
        "G3": "",
        "J3": "2025-03-06",
        "K3": "不是数",
    }
    page = book.sheets[0]
    assert page.merged == ((5, 1, 6, 2),)
    assert "引用的格子已经没有了" in page.rows[3][6].fault
    assert page.shown(6, 2) is None
    assert page.shown(3, 1) is page.cell(3, 1)
    assert book.sheet("台账") is page
    assert book.sheet("别的") is None


def test_the_strict_form_and_the_epoch_of_1904() -> None:
    styles = f'<styleSheet xmlns="{STRICT}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    sheet = '<sheetData><row r="1"><c r="A1" s="1"><v>44260</v></c><c r="B1" s="1"><v>-5</v></c><c r="C1" s="1"><v>nan</v></c><c r="D1" s="1"><v>99999999</v></c></row></sheetData>'
    properties = '<workbookPr date1904="1"/>'
    book = read_workbook(package(sheet, namespace=STRICT, properties=properties, styles=styles))
    assert said(book) == {"A1": "2025-03-06", "B1": "-5", "C1": "nan", "D1": "99999999"}


def ole(name: str) -> bytes:
    """The head of a file in Microsoft's older container."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + name.encode("utf-16-le")


def zipped(*names: str) -> bytes:
    """A package with parts that have nothing in them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in names:
            file.writestr(name, "")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "是空的"),
        ("案号,法院\n".encode(), "不是 .xlsx 表格"),
        (ole("Workbook"), "旧格式"),
        (ole("EncryptedPackage"), "加了密码"),
        (b"PK\x03\x04" + b"x" * 100, "文件损坏"),
        (zipped("word/document.xml"), "Word 文档"),
        (zipped("xl/workbook.bin"), ".xlsb"),
        (zipped("mimetype", "content.xml"), ".ods"),
        (zipped("a.txt"), "不是 .xlsx 表格"),
        (zipped("xl/workbook.xml"), "文件损坏"),
        (package("<sheetData>"), "文件损坏"),
        (package("", target="charts/chart1.xml"), "没有工作表"),
        (package("", styles='<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'), "不该有的内容"),
        (package("", styles='<?xml version="1.0"?>' + " " * 200_000 + '<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "不该有的内容"),
        (package("", styles="<a>" + ("<b>" + " " * 1000 + "</b>") * 9_000 + "</a>"), "超过 8 MiB"),
        (package('<sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData>'), "格子太多，没有读取（ZZZ1）"),
        (package("<sheetData>" + "<row/>" * 200_001 + "</sheetData>"), "超过 200000 行"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_what_is_no_workbook_says_so(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableWorkbookError, match=message):
        read_workbook(content)


def test_a_million_empty_rows_and_texts_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CELLS", 10)
    many = "".join(f"<si><t>{number}</t></si>" for number in range(11))
    with pytest.raises(UnreadableWorkbookError, match="文字太多"):
        read_workbook(package("", shared=f'<sst xmlns="{MAIN}">{many}</sst>'))
    cells = "".join("<c><v>1</v></c>" for _ in range(11))
    with pytest.raises(UnreadableWorkbookError, match="格子太多"):
        read_workbook(package(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    monkeypatch.setattr(limits, "MOST_SHEETS", 0)
    with pytest.raises(UnreadableWorkbookError, match="工作表超过"):
        read_workbook(package("<sheetData/>"))


def test_bounds_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_PARTS", 3)
    with pytest.raises(UnreadableWorkbookError, match="部件太多"):
        read_workbook(package("<sheetData/>"))
    monkeypatch.setattr(parts, "MOST_FILE_BYTES", 3 << 20)
    with pytest.raises(UnreadableWorkbookError, match="文件超过 3 MiB"):
        read_workbook(b"PK\x03\x04" + b"\0" * (4 << 20))


def test_a_bomb_ends_in_an_error_and_not_in_a_full_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "大.xlsx"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file,
        zipfile.ZipFile(io.BytesIO(package(""))) as small,
    ):
        for name in small.namelist():
            if name != "xl/worksheets/sheet1.xml":
                file.writestr(name, small.read(name))
        with file.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(
                f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
            )
            for _ in range(140):
                part.write(b" " * (1 << 20))
    with pytest.raises(UnreadableWorkbookError, match="超过 128 MiB"):
        read_workbook(bomb.read_bytes())


def test_a_part_that_is_locked_with_a_password(tmp_path: Path) -> None:
    content = bytearray(package("<sheetData/>"))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(sign)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(sign, place + 1)
    with pytest.raises(UnreadableWorkbookError, match="加了密码"):
        read_workbook(bytes(content))
    del tmp_path
