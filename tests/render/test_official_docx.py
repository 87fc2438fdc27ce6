"""An official document in Word, read back and measured: GB/T 9704-2012."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable

from yingsu.document import (
    Align,
    Annex,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Entry,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Role,
    Series,
    Signatures,
    Table,
    gap,
)
from yingsu.render.markdown_in import document_of
from yingsu.render.official_docx import official_docx_bytes

LETTER = """# 关于某事的
# 情况说明

某市人民法院：

你院于2025年3月6日送达的（2025）闽0583行初12号，**要紧**，还差【待填：说明】一处。

## 甲

### 乙

#### 丙

##### 丁

::: 附件
第一份
第二份
:::

::: 落款
德化县自然资源局
2025年3月6日
:::
"""
PAGE = 28 * 22
"""Characters on a page of the body."""


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(official_docx_bytes(document)))


def fonts(word: WordDocument, style: str) -> tuple[str | None, str | None, float]:
    """The Chinese font, the Latin font and the size of a style, through those it is based on."""
    chain = [word.styles[style]]
    while getattr(chain[-1], "base_style", None) is not None:
        chain.append(chain[-1].base_style)
    found = [each.element.find(f".//{qn('w:rFonts')}") for each in chain]
    size = next(each.font.size for each in chain if each.font.size is not None)
    chinese = next((each.get(qn("w:eastAsia")) for each in found if each is not None), None)
    latin = next((each.get(qn("w:ascii")) for each in found if each is not None), None)
    assert all(each is None or each.get(qn("w:eastAsiaTheme")) is None for each in found)
    return chinese, latin, size.pt


def test_the_paper_is_a4_with_the_margins_of_the_standard() -> None:
    (section,) = opened(document_of(LETTER)).sections
    found = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    for has, wanted in zip(
        (*found, section.right_margin, section.bottom_margin), (210, 297, 37, 28, 26, 35), strict=True
    ):
        assert abs(int(has or 0) - Mm(wanted)) < Mm(1) / 10


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Title", ("方正小标宋简体", "Times New Roman", 22)),
        ("公文正文", ("仿宋_GB2312", "Times New Roman", 16)),
        ("公文顶格", ("仿宋_GB2312", "Times New Roman", 16)),
        ("公文落款", ("仿宋_GB2312", "Times New Roman", 16)),
        ("公文表格", ("仿宋_GB2312", "Times New Roman", 12)),
        ("Heading 1", ("黑体", "Times New Roman", 16)),
        ("Heading 2", ("楷体_GB2312", "Times New Roman", 16)),
        ("Heading 3", ("仿宋_GB2312", "Times New Roman", 16)),
        ("Heading 4", ("仿宋_GB2312", "Times New Roman", 16)),
    ],
)
def test_every_style_has_its_font_and_size(style: str, expected: tuple[str, str, float]) -> None:
    assert fonts(opened(document_of(LETTER)), style) == expected


def test_everything_stands_there_in_order_in_its_style() -> None:
    found = [
        (paragraph.style.name if paragraph.style is not None else "", paragraph.text)
        for paragraph in opened(document_of(LETTER)).paragraphs
    ]
    assert found == [
        ("Title", "关于某事的\n情况说明"),
        ("Normal", ""),
        ("公文顶格", "某市人民法院："),
        ("公文正文", "你院于2025年3月6日送达的（2025）闽0583行初12号，要紧，还差【待填：说明】一处。"),
        ("Heading 1", "一、甲"),
        ("Heading 2", "（一）乙"),
        ("Heading 3", "1.丙"),
        ("Heading 4", "（1）丁"),
        ("Normal", ""),
        ("公文正文", "附件：1.第一份"),
        ("公文正文", "　　　2.第二份"),
        ("Normal", ""),
        ("公文落款", "德化县自然资源局"),
        ("公文落款", "2025年3月6日"),
    ]


def test_gaps_are_marked_and_strong_parts_are_strong() -> None:
    body = next(each for each in opened(document_of(LETTER)).paragraphs if "要紧" in each.text)
    marked = [run.text for run in body.runs if run.font.highlight_color is WD_COLOR_INDEX.YELLOW]
    assert marked == ["【待填：说明】"]
    assert [run.text for run in body.runs if run.bold] == ["要紧"]


def test_headings_are_real_so_that_navigation_works() -> None:
    word = opened(document_of(LETTER))
    levels = [
        word.styles[f"Heading {level}"].element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val"))
        for level in (1, 2, 3, 4)
    ]
    assert levels == ["0", "1", "2", "3"]


def right_edge(paragraph: object) -> float:
    """Characters between a line of the signature and the edge."""
    return float(paragraph.paragraph_format.right_indent.pt) / 15.8  # type: ignore[attr-defined]  # a paragraph of python-docx


@pytest.mark.parametrize(
    ("lines", "indents"),
    [
        (["德化县自然资源局", "2025年3月6日"], [4 - 1, 4]),
        (["某局", "2025年12月16日"], [4 + 2.5, 4]),
        (["德化县自然资源局", "德化县人民政府", "2025年3月6日"], [3, 3.5, 4]),
        (["某某某某某某某某某某某某某某某某某某某某某某某某", "2025年3月6日"], [0, 9]),
        (["2025年3月6日"], [4]),
    ],
)
def test_the_date_is_four_characters_from_the_edge_and_names_are_centred_over_it(
    lines: list[str], indents: list[float]
) -> None:
    text = "正文\n\n::: 落款\n" + "\n".join(lines) + "\n:::"
    found = opened(document_of(text)).paragraphs
    signed = [each for each in found if each.style is not None and each.style.name == "公文落款"]
    assert [right_edge(each) for each in signed] == pytest.approx(indents, abs=0.05)
    assert found[0].paragraph_format.keep_with_next


def test_the_signature_takes_the_last_row_of_a_table_along() -> None:
    word = opened(document_of("| 甲 |\n|---|\n| 乙 |\n\n::: 落款\n某局\n2025年3月6日\n:::"))
    kept = [
        [each.paragraph_format.keep_with_next for each in row.cells[0].paragraphs]
        for row in word.tables[0].rows
    ]
    assert kept == [[True], [True]]


def test_a_signature_alone_is_written() -> None:
    assert [each.text for each in opened(document_of("::: 落款\n某局\n:::")).paragraphs] == ["", "某局"]


def test_one_attachment_has_no_number() -> None:
    assert [each.text for each in opened(document_of("::: 附件\n甲\n:::")).paragraphs][-1] == "附件：甲"


def test_pages_are_numbered_on_the_outer_side() -> None:
    word = opened(document_of(LETTER))
    (section,) = word.sections
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        (paragraph,) = footer.paragraphs
        assert paragraph.alignment is side
        assert paragraph.text == "— 1 —"
        assert [each.text for each in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]  # noqa: SLF001 -- a field
        run = paragraph.runs[1]
        assert (run.font.size, run.font.name) == (Pt(14), "宋体")


def test_a_draft_says_so_on_every_page() -> None:
    (section,) = opened(document_of(LETTER, stamp="草稿：有 1 个错误")).sections
    for header in (section.header, section.even_page_header):
        assert [each.text for each in header.paragraphs] == ["草稿：有 1 个错误"]
    (plain,) = opened(document_of(LETTER)).sections
    assert [each.text for each in plain.header.paragraphs] == [""]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("行政应诉案件备案表", ["行政应诉案件备案表"]),
        (
            "张某诉县自然资源局、县人民政府责令退还非法占用土地及行政复议案",
            ["张某诉县自然资源局、县人民政府", "责令退还非法占用土地及行政复议案"],
        ),
        ("某" * 40, ["某" * 13, "某" * 13, "某" * 14]),
        ("（" + "某" * 30 + "）", ["（" + "某" * 30 + "）"]),
        ("a" * 60, ["a" * 60]),
    ],
)
def test_a_long_title_is_broken_where_it_reads(title: str, lines: list[str]) -> None:
    found = opened(Document((), title)).paragraphs[0].text.split("\n")
    assert "".join(found) == title
    assert [len(each) for each in found] == [len(each) for each in lines]
    assert found == lines


def test_tables_and_forms_are_as_wide_as_the_type_area_and_heads_repeat() -> None:
    rows = "".join(
        f"| {number} | 修订告知书模板，逐项写明当事人的权利和期限 | 2025年7月31日 |\n" for number in (1, 2)
    )
    form = "::: 表单\n| **案号** | 1号 | **审级** | 一审 |\n| **意见** | 同意<br>（印章） | < | < |\n:::"
    word = opened(document_of(f"| 序号 | 措施 | 期限 |\n|---|---|---:|\n{rows}\n{form}"))
    table, boxes = word.tables
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False, False]  # noqa: SLF001 -- python-docx has no such setting
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in (*table.rows[1:], *boxes.rows))  # noqa: SLF001 -- the same
    for each in (table, boxes):
        for row in each.rows:
            wide = {id(cell._tc): int(cell.width or 0) for cell in row.cells}  # noqa: SLF001 -- one cell over several columns is one
            assert abs(sum(wide.values()) - Mm(156)) < Mm(1)
    assert (
        int(table.columns[0].width or 0) < int(table.columns[2].width or 0) < int(table.columns[1].width or 0)
    )
    assert [cell.text for cell in boxes.rows[1].cells] == ["意见", *["同意\n（印章）"] * 3]
    assert boxes.rows[0].cells[0].paragraphs[0].alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert table.rows[1].cells[2].paragraphs[0].alignment is WD_ALIGN_PARAGRAPH.RIGHT


def test_a_form_of_answers_only_shares_the_width() -> None:
    (grid,) = opened(document_of("::: 表单\n| 甲 | 乙 |\n:::\n\n::: 表单\n:::")).tables
    assert len({column.width for column in grid.columns}) == 1
    (labels,) = opened(document_of("::: 表单\n| **甲** | **乙** |\n:::")).tables
    assert len({column.width for column in labels.columns}) == 1


def test_two_tables_do_not_become_one() -> None:
    table = Table((Column("甲", Align.CENTER),), ((Cell("乙"),),), note="说明")
    kinds = [
        type(each)
        for each in opened(Document((table, Table(table.columns, table.rows), table))).iter_inner_content()
    ]
    assert all(one is not WordTable or other is not WordTable for one, other in pairwise(kinds))


def test_every_block_of_a_document_is_written() -> None:
    chart = Chart(
        ChartKind.BARS, "出庭率", ("甲", "乙"), (Series("本年", (Fraction(1, 2), None)),), is_rate=True
    )
    document = Document(
        (
            Heading(1, "浅"),
            Listing((Entry("头", "话", ("行",)),)),
            Fields((("单位", "某局"),)),
            Signatures(("主要负责人",)),
            chart,
            Paragraph("", role=Role.NEW_PAGE),
            Annex("附", "附录", (Heading(9, "深"), Paragraph(gap("某事")))),
        )
    )
    word = opened(document)
    texts = [paragraph.text for paragraph in word.paragraphs]
    for wanted in ("浅", "头　话　行", "单位：某局", "附录", "深", "【待填：某事】"):
        assert wanted in texts
    assert any("主要负责人" in text for text in texts)
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        ["甲", " 50.0%"],
        ["乙", " —"],
    ]


def test_the_head_comes_first_and_the_imprint_floats_at_the_foot_of_the_last_page() -> None:
    text = "::: 版头\n某局文件\n某司〔2026〕1号\n:::\n# 通报\n\n正文\n\n::: 版记\n抄送：甲。\n某局 | 2026年1月5日印发\n:::"
    word = opened(document_of(text))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts[:5] == ["某局文件", "某司〔2026〕1号", "", "", "通报"]
    assert word.paragraphs[0].runs[0].font.size == Pt(36)
    assert word.paragraphs[1]._p.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}") is not None  # noqa: SLF001 -- python-docx has no lines
    (imprint,) = word.tables
    assert [row.cells[0].text for row in imprint.rows] == ["抄送：甲。", "某局\t2026年1月5日印发"]
    place = imprint._tbl.find(f".//{qn('w:tblpPr')}")  # noqa: SLF001 -- python-docx has no floating tables
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")


def test_a_masthead_that_is_still_to_be_filled_in_is_smaller_and_marked() -> None:
    first = opened(document_of("::: 版头\n【待填：发文机关标志】\n:::\n# 通报")).paragraphs[0]
    marked = [run for run in first.runs if run.text]
    assert [run.font.highlight_color for run in marked] == [WD_COLOR_INDEX.YELLOW]
    assert marked[0].font.size == Pt(22)


@pytest.mark.parametrize(("columns", "is_across"), [(5, False), (6, True)])
def test_an_annex_with_a_wide_table_lies_across_and_the_imprint_does_not(
    columns: int, is_across: bool
) -> None:
    cells = "| 甲 " * columns
    head = f"# 通报\n\n正文\n\n# 情况表\n\n{cells}|\n{'|---' * columns}|\n{cells}|\n"
    annex = opened(document_of(head))
    section = annex.sections[-1]
    width, height = int(section.page_width or 0), int(section.page_height or 0)
    assert len(annex.sections) == 2
    assert (width > height) is is_across
    type_area = width - int(section.left_margin or 0) - int(section.right_margin or 0)
    assert abs(type_area - Mm(225 if is_across else 156)) < Mm(1)
    assert abs(sum(int(column.width or 0) for column in annex.tables[0].columns) - type_area) < Mm(1)
    printed = opened(document_of(f"{head}\n::: 版记\n抄送：甲\n:::"))
    assert len(printed.sections) == 2 + is_across
    assert int(printed.sections[-1].page_width or 0) < int(printed.sections[-1].page_height or 0)


def test_a_chart_has_a_bar_for_each_value_with_its_words_and_no_more() -> None:
    chart = Chart(
        ChartKind.BARS,
        "图1　出庭率",
        ("甲局", "乙局"),
        (Series("本期", (Fraction(1, 2), None)), Series("上年同期", (Fraction(1), Fraction(0)))),
        is_rate=True,
    )
    word = opened(Document((Paragraph("正文"), chart, Paragraph("下文"))))
    (grid,) = word.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["甲局", "本期", " 50.0%"],
        ["", "上年同期", " 100.0%"],
        ["乙局", "本期", " —"],
        ["", "上年同期", " 0.0%"],
    ]
    pictures = [each.get("descr") for each in grid._tbl.findall(f".//{qn('wp:docPr')}")]  # noqa: SLF001 -- python-docx has no alternative texts
    assert pictures == ["甲局 本期 50.0%", "", "甲局 上年同期 100.0%", ""]
    assert word.paragraphs[1].text == "图1　出庭率"
    counts = Chart(ChartKind.BARS, "原因", ("程序",), (Series("件数", (3,)),))
    (bare,) = opened(Document((counts,))).tables
    assert [[cell.text for cell in row.cells] for row in bare.rows] == [["程序", " 3"]]


def test_a_short_table_stays_on_one_page_with_its_caption() -> None:
    rows = "".join(f"| {number} |\n" for number in range(3))
    word = opened(document_of(f"# 通报\n\n表　甲\n\n| 乙 |\n|---|\n{rows}"))
    caption = next(each for each in word.paragraphs if each.text == "表1　甲")
    assert caption.paragraph_format.keep_with_next
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in word.tables[0].rows]
    assert kept == [True, True, True, None]


def test_it_says_nothing_of_who_and_when_and_is_the_same_twice() -> None:
    document = document_of(LETTER.replace("某事", "张某一案"))
    content = official_docx_bytes(document)
    assert content == official_docx_bytes(document)
    core = docx.Document(io.BytesIO(content)).core_properties
    assert (core.author, core.last_modified_by, core.title, core.comments) == ("", "", "", "")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        properties = "".join(
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith("docProps/") and name.endswith(".xml")
        )
    assert "张某" not in properties
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", properties)) == {"2000-01-01T00:00:00Z"}


ALIASES = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
}


def font_settings(place: Path) -> Path:
    """Fonts that are as wide as those named, in their place: every Chinese character is a square."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit></match>'
        for name, other in ALIASES.items()
    )
    file = place / "fonts.conf"
    file.write_text(
        f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>',
        encoding="utf-8",
    )
    return file


def has_fonts() -> bool:
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, encoding="utf-8", check=False)
    return all(name in listed.stdout for name in set(ALIASES.values()))


@pytest.mark.skipif(
    not all(map(shutil.which, ("soffice", "pdftotext", "fc-list"))),
    reason="needs LibreOffice and poppler to draw pages",
)
def test_a_page_has_twenty_two_lines_of_twenty_eight_characters(tmp_path: Path) -> None:
    if not has_fonts():
        pytest.skip("needs the Noto CJK fonts, which are as wide as those named")
    # The first line is two characters in, so the paragraph begins on the second line of the first page.
    file = tmp_path / "页.docx"
    file.write_bytes(official_docx_bytes(Document((Paragraph("国" * (3 * PAGE - 2)),))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        env={**os.environ, "FONTCONFIG_FILE": str(font_settings(tmp_path))},
        check=True,
        capture_output=True,
        timeout=120,
    )
    drawn = subprocess.run(
        ["pdftotext", "-layout", str(file.with_suffix(".pdf")), "-"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    pages = [
        [line.count("国") for line in page.splitlines() if "国" in line]
        for page in drawn.split("\f")
        if "国" in page
    ]
    assert len(pages) == 3
    assert Counter(pages[0]) == {28: 21, 26: 1}
    assert pages[1:] == [[28] * 22] * 2
