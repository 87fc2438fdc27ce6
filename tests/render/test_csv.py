"""CSV, read back: a mark at the start, nothing that a spreadsheet would calculate."""

import csv
import io

from yingsu.document import Align, Annex, Column, Document, Heading, Table, count, text
from yingsu.render.csv_ import csv_text
from yingsu.render.words import printable


def rows(document: Document) -> list[list[str]]:
    source = csv_text(document)
    assert source.startswith("\ufeff")
    assert source.count("\n") == source.count("\r\n")
    return list(csv.reader(io.StringIO(source.removeprefix("\ufeff"), newline=""), strict=True))


def test_every_table_stands_under_its_heading(everything: Document) -> None:
    rates = [
        ["指标", "比率", "件数", "截至"],
        ["出庭率", "66.67%", "3", "2025-03-06"],
        ["履行率", "—", "12天", "—"],
        ["'=1+1", '5"', "还有7天", "说明"],
        ["件数为“分子/分母”。"],
    ]
    assert rows(everything) == [
        ["样例县　2025年"],
        ["草稿：有 1 个错误&未改正"],
        ["期间", "2025-01-01 至 2025-12-31"],
        ["数据截至", "2026-01-10"],
        [],
        ["指标"],
        *rates,
        [],
        ["小标题"],
        *rates,
        [],
        ["空表"],
        ["单位", "件数"],
        [],
        ["计入分子　2"],
        *rates,
    ]


def test_a_table_of_an_annex_stands_under_its_title() -> None:
    table = Table((Column("甲"),), ((text("乙"),),))
    annexes = Document((Heading(2, "头"), Annex("短", "附件", (table,))))
    assert rows(annexes) == [[], ["附件"], ["甲"], ["乙"]]


def test_a_negative_count_is_a_number() -> None:
    table = Table((Column("甲", Align.RIGHT), Column("乙")), ((count(-3), text("-3")),))
    assert rows(Document((table,)))[-1] == ["-3", "'-3"]


def test_no_cell_is_a_formula(hostile: str, hostile_everywhere: Document) -> None:
    found = [cell for row in rows(hostile_everywhere) for cell in row]
    assert not [
        cell for cell in found if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    ]
    assert [cell for cell in found if cell.removeprefix("'") == printable(hostile)]
