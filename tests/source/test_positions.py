"""Where things are: line and column from 1, in characters, the end exclusive, whatever stands before."""

from typing import Any

import pytest

from yingsu.reading.source import FASTEST, MakesParser, PureParser, read_source

Path = tuple[str | int, ...]
Place = tuple[int, int, int, int]

PLACES: list[tuple[str, str, Path, Place, Place]] = [
    # name, text, path, place of the key, place of the value
    ("block", "案由: 甲乙\n", ("案由",), (1, 1, 1, 3), (1, 5, 1, 7)),
    ("second line", "a: b\n案由: 甲\n", ("案由",), (2, 1, 2, 3), (2, 5, 2, 6)),
    ("spaces before the value", "a:   b  # c\n", ("a",), (1, 1, 1, 2), (1, 6, 1, 7)),
    ("nested", "被诉行为:\n  名称: 甲\n", ("被诉行为", "名称"), (2, 3, 2, 5), (2, 7, 2, 8)),
    ("mapping has its key's place", "被诉行为:\n  名称: 甲\n", ("被诉行为",), (1, 1, 1, 5), (1, 1, 1, 5)),
    ("entry has its first key's place", "审理:\n  - 审级: 一审\n", ("审理", 0), (2, 5, 2, 7), (2, 5, 2, 7)),
    ("entry of a list", "专班:\n  - 甲\n  - 乙丙\n", ("专班", 1), (3, 5, 3, 7), (3, 5, 3, 7)),
    ("key in an entry", "审理:\n  - 审级: 一审\n", ("审理", 0, "审级"), (2, 5, 2, 7), (2, 9, 2, 11)),
    ("flow mapping", "责任人: {甲: 乙, 丙: 丁}\n", ("责任人", "丙"), (1, 13, 1, 14), (1, 16, 1, 17)),
    ("flow list", "专班: [甲, 乙]\n", ("专班", 1), (1, 9, 1, 10), (1, 9, 1, 10)),
    ("flow over lines", "a: {b: c,\n    d: e}\n", ("a", "d"), (2, 5, 2, 6), (2, 8, 2, 9)),
    ("quoted value", 'a: "甲"\n', ("a",), (1, 1, 1, 2), (1, 4, 1, 7)),
    ("quoted key", '"案由": 甲\n', ("案由",), (1, 1, 1, 5), (1, 7, 1, 8)),
    ("folded value", "a: 甲\n  乙\nb: c\n", ("a",), (1, 1, 1, 2), (1, 4, 2, 4)),
    ("after a folded value", "a: 甲\n  乙\nb: c\n", ("b",), (3, 1, 3, 2), (3, 4, 3, 5)),
    ("after a text block", "a: |\n  甲\n\n  乙\nb: c\n", ("b",), (5, 1, 5, 2), (5, 4, 5, 5)),
    ("CRLF", "a: b\r\n案由: 甲\r\n", ("案由",), (2, 1, 2, 3), (2, 5, 2, 6)),
    ("CR", "a: b\r案由: 甲\r", ("案由",), (2, 1, 2, 3), (2, 5, 2, 6)),
    ("BOM", "\ufeff案由: 甲\n", ("案由",), (1, 1, 1, 3), (1, 5, 1, 6)),
    ("BOM and CRLF", "\ufeffa: b\r\n案由: 甲\r\n", ("案由",), (2, 1, 2, 3), (2, 5, 2, 6)),
    ("after astral characters", "a: {😀: 𠮷𠮷, b: c}\n", ("a", "b"), (1, 12, 1, 13), (1, 15, 1, 16)),
    ("astral key and value", "😀: 𠮷野\n", ("😀",), (1, 1, 1, 2), (1, 4, 1, 6)),
    ("combining characters", "e\u0301: 甲\n", ("e\u0301",), (1, 1, 1, 3), (1, 5, 1, 6)),
    ("after an invisible one", "a: 甲\u200b乙\nb: c\n", ("b",), (2, 1, 2, 2), (2, 4, 2, 5)),
    ("after a line separator", "a: 甲\u2028乙\nb: c\n", ("b",), (2, 1, 2, 2), (2, 4, 2, 5)),
    ("blank key", "a:\nb: c\n", ("a",), (1, 1, 1, 2), (1, 3, 1, 3)),
    ("absent key is where its parent is", "甲:\n  乙: 丙\n", ("甲", "丁"), (1, 1, 1, 2), (1, 1, 1, 2)),
    ("absent below an entry", "甲: [{乙: 丙}]\n", ("甲", 0, "丁"), (1, 6, 1, 7), (1, 6, 1, 7)),
    ("absent at the top", "# 注\n甲: 乙\n", ("丁",), (2, 1, 2, 2), (2, 1, 2, 2)),
    ("a list that was none", "甲: 乙\n", ("甲", 0, "丙"), (1, 1, 1, 2), (1, 4, 1, 5)),
    ("the second of two equal keys", "甲: 乙\n甲: 丙\n", ("甲",), (1, 1, 1, 2), (1, 4, 1, 5)),
    ("after a dropped entry", "甲:\n  -\n  - 乙\n", ("甲", 0), (3, 5, 3, 6), (3, 5, 3, 6)),
]


@pytest.mark.parametrize("parser", [FASTEST, PureParser], ids=["libyaml", "pure"])
@pytest.mark.parametrize("row", PLACES, ids=lambda row: row[0])
def test_a_path_is_where_it_is_written(row: tuple[str, str, Path, Place, Place], parser: MakesParser) -> None:
    _, text, path, key, value = row
    source = read_source(text.encode(), parser=parser)
    assert place_of(source.span(path)) == key
    assert place_of(source.span(path, of_value=True)) == value


def test_lines_are_those_of_the_text_however_they_end() -> None:
    source = read_source("甲: 1\r\n乙: 2\r丙: 3\n丁: 4".encode())
    assert [source.line(number) for number in range(6)] == ["", "甲: 1", "乙: 2", "丙: 3", "丁: 4", ""]


def place_of(span: Any) -> Place:
    return (span.line, span.column, span.end_line, span.end_column)
