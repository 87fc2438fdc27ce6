"""Markdown, read by a reader of Markdown: what was typed is what is read."""

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from yingsu.document import Column, Document, Entry, Heading, Listing, Paragraph, Table, text
from yingsu.render.markdown import markdown
from yingsu.render.words import printable

_READER = MarkdownIt("commonmark").enable("table")
_TEXT = {"text", "text_special"}


def inline(token: Token) -> str:
    """What a reader sees; anything but text is shown by its kind."""
    children = token.children or []
    return "".join(each.content if each.type in _TEXT else f"⟨{each.type}⟩" for each in children)


def read(source: str) -> list[tuple[str, str]]:
    """The blocks: the element and its text."""
    found = []
    opened = ""
    for token in _READER.parse(source):
        if token.type.endswith("_open"):
            opened = token.tag
        elif token.type == "inline":
            found.append((opened, inline(token)))
        elif not token.type.endswith("_close"):
            found.append((token.type, token.content))
    return found


def test_everything_stands_there_in_order(everything: Document) -> None:
    found = read(markdown(everything))
    assert found[:6] == [
        ("h1", "样例县　2025年"),
        ("p", "⟨strong_open⟩草稿：有 1 个错误&未改正⟨strong_close⟩"),
        ("p", "期间：2025-01-01 至 2025-12-31"),
        ("p", "数据截至：2026-01-10"),
        ("p", "开头的话。"),
        ("h2", "指标"),
    ]
    assert [words for tag, words in found if tag == "th"][:4] == ["指标", "比率", "件数", "截至"]
    assert [words for tag, words in found if tag == "td"][:12] == [
        *("出庭率", "66.67%", "3", "2025-03-06"),
        *("履行率", "—", "12天", "—"),
        *("=1+1", '5"', "还有7天", "说明"),
    ]
    assert [words for tag, words in found if tag in {"h2", "h3"}] == [
        *("指标", "小标题", "图", "件数", "空表", "指标"),
        *("出庭率 66.67%（2/3） 背后的案件", "计入分子　2", "另一件"),
    ]
    assert ("p", "（2025）闽05行初1号：甲案；第一行；第二行") in found
    assert ("p", "只有头") in found
    assert {tag for tag, _ in found} <= {"h1", "h2", "h3", "p", "th", "td"}


def test_columns_of_numbers_stand_to_the_right(everything: Document) -> None:
    assert "|---|---:|---:|---|" in markdown(everything).splitlines()


def test_the_numbers_of_a_chart_are_a_table(everything: Document) -> None:
    lines = markdown(everything).splitlines()
    start = lines.index("**历年**")
    assert lines[start + 2 : start + 9] == [
        "| | 出庭率 | 败诉率 | 履行率 |",
        "|---|---:|---:|---:|",
        "| 2021年 | 50.0% | — | — |",
        "| 2022年 | 75.0% | — | — |",
        "| 2023年 | — | — | — |",
        "| 2024年 | 100.0% | — | — |",
        "| 2025年 | 0.0% | 0.0% | — |",
    ]


def test_what_was_typed_is_read_as_typed(hostile: str) -> None:
    typed = printable(hostile)
    seen = typed.strip()
    table = Table((Column(hostile), Column("二")), ((text(hostile), text("x")),), note=hostile)
    blocks = (Heading(2, hostile), Paragraph(hostile), table, Listing((Entry(hostile, hostile),)))
    found = read(markdown(Document(blocks, "题", ((hostile, hostile),), "草稿")))
    rest = f"{seen}：{seen}"
    expected = [
        ("h1", "题"),
        ("p", "⟨strong_open⟩草稿⟨strong_close⟩"),
        ("p", rest),
        ("h2", seen),
        ("p", seen),
        *(("th", seen), ("th", "二"), ("td", seen), ("td", "x")),
        ("p", seen),
        ("p", rest),
    ]
    if seen:
        assert found == expected


@pytest.mark.parametrize(
    "typed",
    [
        "    缩进",
        "- 项",
        "+ 项",
        "---",
        "===",
        "1) 项",
        "12. 项",
        "1.5倍",
        ".5",
        "> 引",
        "```",
        "~~x~~",
        "[x]: y",
    ],
)
def test_a_paragraph_begins_nothing_but_itself(typed: str) -> None:
    assert read(markdown(Document((Paragraph("前"), Paragraph(typed), Paragraph("后"))))) == [
        ("p", "前"),
        ("p", typed.strip()),
        ("p", "后"),
    ]


def test_no_sign_of_a_cell_is_left_bare(hostile_everywhere: Document) -> None:
    for line in markdown(hostile_everywhere).splitlines():
        if not line.startswith("| "):
            continue
        bare = (
            line.replace("\\\\", "")
            .replace("\\|", "")
            .replace("\\<", "")
            .replace("\\#", "")
            .replace("\\*", "")
        )
        assert not set("<#*") & set(bare)
        assert bare.removeprefix("| ").count("|") in {2, 3}


def test_an_empty_document_is_one_line() -> None:
    assert markdown(Document(())) == "\n"
