"""What is filled in by hand: boxes, fields, room to sign; in every form of output."""

import io

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from yingsu.document import (
    Align,
    Column,
    Document,
    Entry,
    Fields,
    Heading,
    Layout,
    Listing,
    Signatures,
    Table,
    Tone,
    boxes,
    text,
)
from yingsu.render.csv_ import csv_text
from yingsu.render.docx_ import docx_bytes
from yingsu.render.html import html
from yingsu.render.markdown import markdown
from yingsu.render.terminal import write
from yingsu.render.xlsx import xlsx

POINTS = Table(
    (Column("编号", width=10), Column("问题", width=40), Column("有", Align.CENTER, width=6)),
    ((text("JD-CX-03"), text("未告知听证"), text("□")), (text(""), text(""), text(""))),
)
FORM = Document(
    (
        Fields((("单位", "县自然资源局"), ("文号", ""), ("案件", "张某诉县自然资源局案"))),
        Heading(2, "核对"),
        Listing(
            (
                Entry("JD-CX-03", "未告知听证权利，" * 6, ("处罚法第六十三条",), Tone.BAD, is_ticked=True),
                Entry("目录外", "其他", is_ticked=False),
                Entry("没有框的", "说明"),
            )
        ),
        POINTS,
        POINTS,
        Signatures(("股室负责人", "主要负责人 林某")),
    ),
    "核查表",
    layout=Layout.FORM,
)


def word(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(docx_bytes(document)))


def test_one_of_several_boxes_is_ticked() -> None:
    assert boxes(("同意", "存在问题")) == "□同意　□存在问题"
    assert boxes(("同意", "存在问题"), "同意") == "☑同意　□存在问题"


def test_the_terminal_keeps_what_is_said_in_a_column_of_its_own() -> None:
    target = io.StringIO()
    write(FORM, target, width=62)
    lines = target.getvalue().splitlines()
    assert lines[2:5] == ["单位：县自然资源局", "文号：________", "案件：张某诉县自然资源局案"]
    at = lines.index("核对") + 1
    assert lines[at : at + 6] == [
        "  ☑ JD-CX-03  未告知听证权利，未告知听证权利，未告知听证权利，",
        "              未告知听证权利，未告知听证权利，未告知听证权利，",
        "              处罚法第六十三条",
        "  □ 目录外    其他",
        "  没有框的  说明",
        "编号       问题         有",
    ]
    assert lines[-2:] == [
        "股室负责人（签名）：________　　年　　月　　日",
        "主要负责人 林某（签名）：________　　年　　月　　日",
    ]


def test_markdown_has_boxes_and_blanks() -> None:
    found = markdown(FORM)
    assert "- 文号：\\_\\_\\_\\_\\_\\_\\_\\_\n" in found
    assert "- [x] JD-CX-03：" in found
    assert "- [ ] 目录外：其他\n- 没有框的：说明\n" in found
    assert "|---|---|:---:|\n" in found
    assert "- 股室负责人（签名）：\\_\\_" in found


def test_a_page_has_boxes_and_fields() -> None:
    found = html(FORM)
    assert '<th scope="row">单位</th><td>县自然资源局</td>' in found
    assert '<li>☑ <span class="bad">JD-CX-03</span>' in found
    assert '<li>□ <span class="plain">目录外</span>' in found
    assert '<li><span class="plain">没有框的</span>' in found
    assert '<th scope="col" class="center">有</th>' in found
    assert '<th scope="row">股室负责人（签名）</th>' in found


def test_csv_has_the_fields_as_a_table() -> None:
    lines = csv_text(FORM).splitlines()
    assert lines[1:6] == ["", "项目,内容", "单位,县自然资源局", "文号,", "案件,张某诉县自然资源局案"]
    assert lines[-2:] == [
        "股室负责人（签名）,________　　年　　月　　日",
        "主要负责人 林某（签名）,________　　年　　月　　日",
    ]


def test_a_workbook_has_the_fields_in_lines() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(FORM)))
    assert [cell.value for cell in book["汇总"]["A"] if cell.value] == [
        "汇总",
        "单位：县自然资源局",
        "文号：",
        "案件：张某诉县自然资源局案",
    ]
    found = [cell.value for cell in book["核对"]["A"] if cell.value]
    assert found[1].startswith("☑　JD-CX-03　未告知")
    assert found[-2:] == [
        "股室负责人（签名）：________　　年　　月　　日",
        "主要负责人 林某（签名）：________　　年　　月　　日",
    ]


@pytest.mark.parametrize(
    ("layout", "orientation", "width"),
    [(Layout.FORM, WD_ORIENT.PORTRAIT, 21), (Layout.SHEETS, WD_ORIENT.LANDSCAPE, 30)],
)
def test_the_layout_says_which_way_the_paper_lies(layout: Layout, orientation: WD_ORIENT, width: int) -> None:
    section = word(Document(FORM.blocks, "核查表", layout=layout)).sections[0]
    assert section.orientation is orientation
    assert section.page_width is not None
    assert round(section.page_width.cm) == width


def test_tables_of_a_form_stand_apart_and_are_as_wide_as_the_text() -> None:
    form = word(FORM)
    fields, first, second, signatures = form.tables
    assert [[cell.text for cell in row.cells] for row in fields.rows] == [
        ["单位", "县自然资源局", "文号", ""],
        ["案件", *["张某诉县自然资源局案"] * 3],
    ]
    assert first._tbl.getnext().tag == qn("w:p")  # noqa: SLF001 -- python-docx has no such question
    assert second._tbl.getnext() is not None  # noqa: SLF001
    widths = [column.width.cm for column in first.columns if column.width is not None]
    assert sum(widths) == pytest.approx(17.4, abs=0.05)
    assert widths[1] == pytest.approx(4 * widths[0], rel=0.01)
    assert [cell.text for cell in signatures.rows[0].cells][1].startswith("主要负责人 林某（签名）：")


def test_the_settings_of_a_cell_stand_in_the_order_word_insists_on() -> None:
    order = [
        qn(f"w:{name}") for name in ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "vAlign")
    ]
    for settings in word(FORM).element.body.iter(qn("w:tcPr")):
        places = [order.index(each.tag) for each in settings]
        assert places == sorted(places)


def test_a_line_to_write_on_is_high_enough_for_a_hand() -> None:
    table = word(FORM).tables[1]
    heights = [row.height.cm if row.height is not None else None for row in table.rows]
    assert heights[:2] == [None, None]
    assert heights[2] == pytest.approx(0.8, abs=0.01)


def test_chinese_is_set_in_chinese_fonts() -> None:
    styles = word(FORM).styles
    fonts = {
        name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 1")
    }
    assert fonts == {"Normal": "仿宋_GB2312", "Title": "方正小标宋简体", "Heading 1": "黑体"}


def test_a_form_has_the_same_bytes_each_time() -> None:
    assert docx_bytes(FORM) == docx_bytes(FORM)
