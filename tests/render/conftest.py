"""A document with everything a renderer meets, and text that people could type to break one."""

from datetime import date
from fractions import Fraction

import pytest

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
    Series,
    Signatures,
    Table,
    Tone,
    count,
    day,
    text,
)

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "  =cmd()",
    "＝1+1",
    "<script>alert(1)</script>",
    "</title><b>",
    "a|b",
    "*x* _y_ `z` [l](http://e)",
    "# 标题",
    "1. 项",
    "_x0041_",
    "a\tb\x00c\x1b[31md",
    "行\u2028分\r\n行\ufffe",
    "“引号”&'\"&amp;",
    "长" * 2000,
    "🏛️👩‍⚖️",
    "",
)


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> str:
    """One text at a time that somebody may have typed."""
    typed: str = request.param
    return typed


@pytest.fixture
def hostile_everywhere(hostile: str) -> Document:
    """A document that has one hostile text wherever text can stand."""
    table = Table(
        (Column(hostile, choices=(hostile or "甲", "乙"), note=hostile), Column("值", Align.RIGHT)),
        ((text(hostile), count(3)),),
        note=hostile,
    )
    chart = Chart(ChartKind.LINES, hostile, (hostile, "乙"), (Series(hostile, (1, None)),))
    bars = Chart(ChartKind.BARS, hostile, (hostile,), (Series(hostile, (2,)), Series("乙", (None,))))
    return Document(
        (
            Heading(2, hostile),
            Paragraph(hostile),
            table,
            Heading(3, hostile),
            Listing(
                (Entry(hostile, hostile, (hostile,)), Entry(hostile, hostile, (hostile,), is_ticked=True))
            ),
            Fields(((hostile, hostile), (hostile, ""), (hostile, hostile))),
            Signatures((hostile, "乙")),
            chart,
            bars,
            Annex(hostile, hostile, (Heading(3, hostile), table)),
        ),
        hostile,
        ((hostile, hostile),),
        hostile,
    )


@pytest.fixture
def everything() -> Document:
    """Every kind of block, with every kind of value."""
    rates = Table(
        (Column("指标"), Column("比率", Align.RIGHT), Column("件数", Align.RIGHT), Column("截至")),
        (
            (
                text("出庭率"),
                Cell("66.67%", Fraction(2, 3), Tone.BAD),
                count(3, Tone.GOOD),
                day(date(2025, 3, 6)),
            ),
            (text("履行率"), Cell("—", None, Tone.QUIET), Cell("12天", 12), day(None)),
            (text("=1+1"), Cell('5"', 5), Cell("还有7天", 7), text("说明")),
        ),
        note="件数为“分子/分母”。",
    )
    bars = Chart(
        ChartKind.BARS,
        "各单位<出庭率>",
        ("县公安局", "县自然资源局"),
        (Series("出庭率", (Fraction(1, 2), None)),),
        is_rate=True,
        target=Fraction(1),
    )
    lines = Chart(
        ChartKind.LINES,
        "历年",
        ("2021年", "2022年", "2023年", "2024年", "2025年"),
        (
            Series("出庭率", (Fraction(1, 2), Fraction(3, 4), None, Fraction(1), Fraction(0))),
            Series("败诉率", (None, None, None, None, Fraction(0))),
            Series("履行率", (None, None, None, None, None)),
        ),
        is_rate=True,
        target=Fraction(1),
    )
    return Document(
        (
            Paragraph("开头的话。"),
            Heading(2, "指标"),
            rates,
            Paragraph("正当理由另列。", Tone.QUIET),
            Heading(3, "小标题"),
            Listing((Entry("（2025）闽05行初1号", "甲案", ("第一行", "第二行"), Tone.BAD), Entry("只有头"))),
            rates,
            Heading(2, "图"),
            bars,
            lines,
            Heading(2, "件数"),
            Chart(ChartKind.BARS, "结果", ("撤销", "驳回"), (Series("上年", (1, 2)), Series("本年", (0, 4)))),
            Chart(ChartKind.LINES, "件数", ("上年",), (Series("件数", (3,)),)),
            Heading(2, "空表"),
            Table((Column("单位"), Column("件数", Align.RIGHT)), ()),
            Heading(2, "指标"),
            Paragraph("同名的一节。"),
            Annex("出庭率", "出庭率 66.67%（2/3） 背后的案件", (Heading(3, "计入分子　2"), rates)),
            Annex(
                "名称/很[长]:的?*附件'一二三四五六七八九十一二三四五六七八九十",
                "另一件",
                (Paragraph("没有案件。"),),
            ),
        ),
        "样例县　2025年",
        (("期间", "2025-01-01 至 2025-12-31"), ("数据截至", "2026-01-10")),
        "草稿：有 1 个错误&未改正",
    )
