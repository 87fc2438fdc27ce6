"""Markdown as an office writes it becomes a document: headings numbered, addressee, lists, tables, forms, signature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingsu.document import (
    Align,
    Annex,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Form,
    Heading,
    Paragraph,
    Role,
    Run,
    Series,
    Table,
)
from yingsu.render.markdown_in import TABLE_MARK, document_of


def blocks(text: str) -> tuple[Block, ...]:
    return document_of(text).blocks


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text) if isinstance(block, Heading | Paragraph)]


def test_lines_with_one_sign_are_the_title() -> None:
    document = document_of("# 关于某案的\n# 复盘报告\n\n正文。", stamp="草稿")
    assert (document.title, document.stamp) == ("关于某案的\n复盘报告", "草稿")
    assert document.blocks == (Paragraph("正文。"),)


def test_headings_are_numbered_and_what_was_written_as_a_number_is_replaced() -> None:
    text = "## 三、甲\n### 乙\n### （五）丙\n#### 7.丁\n##### (2)戊\n##### 己\n###### 庚\n## 辛\n### 壬\n"
    found = [(block.level, block.text) for block in blocks(text) if isinstance(block, Heading)]
    assert found == [
        (2, "一、甲"),
        (3, "（一）乙"),
        (3, "（二）丙"),
        (4, "1.丁"),
        (5, "（1）戊"),
        (5, "（2）己"),
        (5, "（3）庚"),
        (2, "二、辛"),
        (3, "（一）壬"),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("# 函\n\n某法院：\n\n正文", Role.ADDRESSEE),
        ("# 函\n\n某法院\n\n正文", Role.BODY),
        ("某法院：\n\n正文", Role.BODY),
        ("# 函\n\n正文。\n\n名单：", Role.BODY),
    ],
)
def test_the_first_paragraph_after_the_title_is_the_addressee_if_it_ends_with_a_colon(
    text: str, role: Role
) -> None:
    assert {block.role for block in blocks(text) if isinstance(block, Paragraph)} == {role, Role.BODY}


def test_a_line_broken_in_the_editor_goes_on_and_two_blanks_begin_a_new_one() -> None:
    assert texts("第一行\n接着写 abc\ndef  \n新的一行\\\n又一行") == [
        "第一行接着写 abc def",
        "新的一行",
        "又一行",
    ]


def test_strong_parts_stay_apart() -> None:
    (found,) = blocks("甲**乙*丙***丁")
    assert found == Paragraph(
        "甲乙丙丁", runs=(Run("甲"), Run("乙", is_strong=True), Run("丙", is_strong=True), Run("丁"))
    )


def test_lists_are_paragraphs_with_their_numbers() -> None:
    text = "1. 甲\n1. 乙\n\n   乙的第二段\n   1. 丙\n   1. 丁\n\n正文\n\n- 戊\n- 己\n\n3. 庚"
    assert texts(text) == ["1.甲", "2.乙", "乙的第二段", "（1）丙", "（2）丁", "正文", "戊", "己", "3.庚"]


def test_a_table_keeps_its_sides() -> None:
    (table,) = blocks("| 甲 | 乙 |\n|---|---:|\n| **丙** | 3 |\n")
    assert isinstance(table, Table)
    assert [(column.title, column.align) for column in table.columns] == [
        ("甲", Align.LEFT),
        ("乙", Align.RIGHT),
    ]
    assert [[cell.text for cell in row] for row in table.rows] == [["丙", "3"]]


def test_a_form_has_labels_answers_and_boxes_that_go_on() -> None:
    (form,) = blocks(
        "::: 表单\n| **案号** | 1号 | **审级** | 一审 |\n|---|---|---|---|\n| **意见** | <br>（印章） | < |\n"
        "| < | 甲 |\n| **空** | **栏** |\n:::\n"
    )
    assert isinstance(form, Form)
    assert [[(cell.text, cell.span, cell.is_label) for cell in line] for line in form.lines] == [
        [("案号", 1, True), ("1号", 1, False), ("审级", 1, True), ("一审", 1, False)],
        [("意见", 1, True), ("\n（印章）", 3, False)],
        [("", 1, False), ("甲", 3, False)],
        [("空", 1, True), ("栏", 3, True)],
    ]
    assert [[cell.text for cell in row] for row in form.rows] == [
        ["案号", "1号"],
        ["审级", "一审"],
        ["意见", "（印章）"],
        ["", "甲"],
        ["空", ""],
        ["栏", ""],
    ]


def test_signature_attachments_and_new_pages_are_what_they_are() -> None:
    found = blocks("正文\n\n::: 附件\n甲\n\n乙\n:::\n---\n::: 落款\n  某局  \n2025年3月6日\n:::\n尾")
    assert found == (
        Paragraph("正文"),
        Paragraph("附件：1.甲", role=Role.ATTACHMENT),
        Paragraph("　　　2.乙", role=Role.ATTACHMENT),
        Paragraph("", role=Role.NEW_PAGE),
        Paragraph("某局", role=Role.SIGNATURE),
        Paragraph("2025年3月6日", role=Role.SIGNATURE),
        Paragraph("尾"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "    四个空格",
        "> 引用",
        "`代码`",
        "<b>标签</b>",
        "[链接](http://某)",
        "![图](x)",
        "标题\n===",
        "```\n代码\n```",
    ],
)
def test_what_a_letter_has_no_use_for_stays_as_it_is_written(text: str) -> None:
    (found,) = blocks(text)
    assert isinstance(found, Paragraph)
    assert found.text.replace("\n", "") == "".join(line.strip() for line in text.splitlines())


def test_an_empty_form_is_no_fault() -> None:
    assert blocks("::: 表单\n:::") == (Form(columns=blocks("::: 表单\n:::")[0].columns, rows=()),)  # type: ignore[union-attr]  # a form


@given(st.text(st.sampled_from("#*_-|:>< \n1.)甲乙落款附件表单br\\`[]!~=+\t"), max_size=80))
def test_any_text_is_read(text: str) -> None:
    document = document_of(text)
    assert all(not isinstance(block, Paragraph) or "\n" not in block.text for block in document.blocks)


def test_the_head_and_the_imprint_stand_at_the_ends_wherever_they_are_written() -> None:
    text = "::: 版记\n抄送：某办。\n某局 | 2026年1月5日印发\n:::\n\n# 通报\n\n各单位：\n\n::: 版头\n某局文件\n某司〔2026〕1号\n:::"
    assert document_of(text).blocks == (
        Paragraph("某局文件", role=Role.MASTHEAD),
        Paragraph("某司〔2026〕1号", role=Role.NUMBER),
        Paragraph("各单位：", role=Role.ADDRESSEE),
        Paragraph("抄送：某办。", role=Role.IMPRINT, runs=(Run("抄送：某办。"),)),
        Paragraph("某局　2026年1月5日印发", role=Role.IMPRINT, runs=(Run("某局"), Run("2026年1月5日印发"))),
    )


@pytest.mark.parametrize(
    ("titles", "names"), [(["甲"], ["附件　甲"]), (["甲", "乙"], ["附件1　甲", "附件2　乙"])]
)
def test_a_title_after_text_begins_an_annex(titles: list[str], names: list[str]) -> None:
    parts = "".join(f"# {title}\n\n## 一\n\n{title}的内容\n\n" for title in titles)
    document = document_of(f"# 通报\n\n## 部分\n\n正文\n\n::: 落款\n某局\n:::\n\n{parts}")
    assert document.title == "通报"
    annexes = [block for block in document.blocks if isinstance(block, Annex)]
    assert [annex.title for annex in annexes] == names
    for annex, title in zip(annexes, titles, strict=True):
        assert annex.blocks == (Heading(2, "一、一"), Paragraph(f"{title}的内容"))
    assert document.blocks[: -len(annexes)] == (
        Heading(2, "一、部分"),
        Paragraph("正文"),
        Paragraph("某局", role=Role.SIGNATURE),
    )


def test_captions_of_tables_and_charts_are_numbered() -> None:
    table = Table((Column("甲"),), ((Cell("乙"),),))
    chart = Chart(ChartKind.BARS, "丙", ("丁",), (Series("戊", (1,)),))
    text = f"表　一\n\n{TABLE_MARK}0\n\n表9　二\n\n{TABLE_MARK}0\n\n{TABLE_MARK}1\n\n表示了\n\n{TABLE_MARK}1"
    first, _, second, _, one, plain, two = document_of(text, (table, chart)).blocks
    assert (first, second) == (
        Paragraph("表1　一", role=Role.CAPTION),
        Paragraph("表2　二", role=Role.CAPTION),
    )
    assert isinstance(one, Chart)
    assert isinstance(two, Chart)
    assert (one.title, two.title) == ("图1　丙", "图2　丙")
    assert plain == Paragraph("表示了")
