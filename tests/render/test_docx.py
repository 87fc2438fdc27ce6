"""Word, read back: real headings, heads that repeat, Chinese fonts, text as it was typed."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell

from yingsu.document import Chart, ChartKind, Document, Heading, Series
from yingsu.render.docx_ import docx_bytes
from yingsu.render.words import printable


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(docx_bytes(document)))


def bars(cell: WordCell) -> str:
    """A picture of a bar as blocks, one for half a centimetre."""
    return "".join("█" * round(int(width) / 180_000) for width in cell._tc.xpath(".//wp:extent/@cx"))  # noqa: SLF001 -- a cell tells nothing of its pictures


def dump(word: WordDocument) -> Iterator[str]:
    """Everything in order: paragraphs with their style, tables row by row."""
    for block in word.iter_inner_content():
        if isinstance(block, WordTable):
            for row in block.rows:
                yield " | ".join(cell.text + bars(cell) for cell in row.cells)
        else:
            style = block.style.name if block.style is not None else ""
            yield f"{style}: {block.text}" if style != "Normal" else block.text


def test_everything_stands_there_in_order(everything: Document) -> None:
    rates = [
        "指标 | 比率 | 件数 | 截至",
        "出庭率 | 66.67% | 3 | 2025-03-06",
        "履行率 | — | 12天 | —",
        '=1+1 | 5" | 还有7天 | 说明',
        "件数为“分子/分母”。",
    ]
    found = list(dump(opened(everything)))
    longest = max(line.count("█") for line in found)
    full, three, half, quarter = ("█" * round(longest * part) for part in (1, 0.75, 0.5, 0.25))
    assert longest >= 10
    assert found == [
        "Title: 样例县　2025年",
        "草稿：有 1 个错误&未改正",
        "期间：2025-01-01 至 2025-12-31",
        "数据截至：2026-01-10",
        "开头的话。",
        "Heading 1: 指标",
        *rates,
        "正当理由另列。",
        "Heading 2: 小标题",
        "List Bullet: （2025）闽05行初1号　甲案　第一行　第二行",
        "List Bullet: 只有头",
        *rates,
        "Heading 1: 图",
        "各单位<出庭率>",
        "项目 | 数值 | 图",
        f"县公安局 | 50.0% | {half}",
        "县自然资源局 | — | ",
        "历年",
        "项目 | 指标 | 数值 | 图",
        f"2021年 | 出庭率 | 50.0% | {half}",
        "2021年 | 败诉率 | — | ",
        "2021年 | 履行率 | — | ",
        f"2022年 | 出庭率 | 75.0% | {three}",
        "2022年 | 败诉率 | — | ",
        "2022年 | 履行率 | — | ",
        *(f"2023年 | {name} | — | " for name in ("出庭率", "败诉率", "履行率")),
        f"2024年 | 出庭率 | 100.0% | {full}",
        "2024年 | 败诉率 | — | ",
        "2024年 | 履行率 | — | ",
        "2025年 | 出庭率 | 0.0% | ",
        "2025年 | 败诉率 | 0.0% | ",
        "2025年 | 履行率 | — | ",
        "Heading 1: 件数",
        "结果",
        "项目 | 指标 | 数值 | 图",
        f"撤销 | 上年 | 1 | {quarter}",
        "撤销 | 本年 | 0 | ",
        f"驳回 | 上年 | 2 | {half}",
        f"驳回 | 本年 | 4 | {full}",
        "件数",
        "项目 | 数值 | 图",
        f"上年 | 3 | {full}",
        "Heading 1: 空表",
        "单位 | 件数",
        "Heading 1: 指标",
        "同名的一节。",
        "Heading 1: 出庭率 66.67%（2/3） 背后的案件",
        "Heading 2: 计入分子　2",
        *rates,
        "Heading 1: 另一件",
        "没有案件。",
    ]


def test_heads_repeat_and_rows_are_not_broken(everything: Document) -> None:
    for table in opened(everything).tables:
        head, *rows = (row._tr for row in table.rows)  # noqa: SLF001 -- python-docx has no such setting
        assert head.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in rows)


def test_tables_are_as_wide_as_the_page(everything: Document) -> None:
    word = opened(everything)
    section = word.sections[0]
    inner = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert (section.page_width or 0) > (section.page_height or 0) > 0
    for table in word.tables:
        for row in table.rows:
            assert abs(sum(cell.width or 0 for cell in row.cells) - inner) < 10_000


def test_every_style_in_use_has_a_chinese_font(everything: Document) -> None:
    everything = Document((*everything.blocks, Heading(5, "深")), everything.title)
    word = opened(everything)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        fonts = word.styles[name].element.find(f".//{qn('w:rFonts')}")
        assert fonts.get(qn("w:eastAsia")) is not None
        assert fonts.get(qn("w:eastAsiaTheme")) is None
        assert fonts.get(qn("w:ascii")) == "Times New Roman"
    used = {paragraph.style.name for paragraph in word.paragraphs if paragraph.style is not None}
    assert used == {"Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet"}


def test_the_stamp_is_on_every_page_and_pages_are_numbered(everything: Document) -> None:
    section = opened(everything).sections[0]
    assert [each.text for each in section.header.paragraphs] == [everything.stamp]
    footer = section.footer.paragraphs[0]
    assert footer.text == "—  —"
    assert [each.text for each in footer._p.iter(qn("w:instrText"))] == ["PAGE"]  # noqa: SLF001 -- a field
    kinds = [each.get(qn("w:fldCharType")) for each in footer._p.iter(qn("w:fldChar"))]  # noqa: SLF001 -- a field
    assert kinds == ["begin", "end"]
    unstamped = opened(Document(everything.blocks, everything.title))
    assert [each.text for each in unstamped.sections[0].header.paragraphs] == [""]


def test_it_says_nothing_of_who_and_when(everything: Document) -> None:
    core = opened(everything).core_properties
    assert (core.author, core.title, core.comments) == ("yingsu", "样例县　2025年", "")
    assert core.created is not None
    assert core.created.year == 2000


def test_tones_are_shown(everything: Document) -> None:
    table = opened(everything).tables[0]
    runs = {cell.text: cell.paragraphs[0].runs[0] for row in table.rows for cell in row.cells}
    assert {word: bool(runs[word].bold) for word in ("66.67%", "3", "—", "12天")} == {
        "66.67%": True,
        "3": True,
        "—": False,
        "12天": False,
    }
    assert str(runs["66.67%"].font.color.rgb) == "A11212"
    assert str(runs["3"].font.color.rgb) == "17603A"


def test_what_was_typed_stands_there_as_typed(hostile: str, hostile_everywhere: Document) -> None:
    found = list(dump(opened(hostile_everywhere)))
    typed = printable(hostile)
    assert found[0] == f"Title: {typed}"
    assert f"Heading 1: {typed}" in found
    assert f"{typed} | 3" in found
    assert f"{typed} | 值" in found


def test_the_same_document_gives_the_same_bytes(everything: Document) -> None:
    content = docx_bytes(everything)
    assert content == docx_bytes(everything)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        core = package.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}


def test_a_chart_without_a_title_is_drawn() -> None:
    chart = Chart(ChartKind.BARS, "", ("甲",), (Series("乙", (1,)),))
    assert list(dump(opened(Document((chart,)))))[-1].startswith("甲 | 1 | █")
