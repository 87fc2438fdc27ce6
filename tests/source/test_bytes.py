"""Files that no editor shows as they are: other encodings, other line ends, other formats, too much."""

from pathlib import Path

import pytest

from yingsu.domain.case import Case
from yingsu.reading.decoding import MOST_REPEATS
from yingsu.reading.files import MOST_BYTES
from yingsu.reading.validation import Reading, read_record

TEXT = "格式: 1\n案由: 责令退还非法占用土地\n行为类别: 行政处罚\n管理领域: 自然资源\n名称: 示例😀\n"
CONTENT = TEXT.encode()
BOM = b"\xef\xbb\xbf"
PAST_A_LINE = CONTENT[: CONTENT.index("行为".encode())]

REFUSED = {
    "gbk": (TEXT.encode("gbk", "replace"), (1, 1, "YS003"), "GBK"),
    "gb18030": (TEXT.encode("gb18030"), (1, 1, "YS003"), "GBK"),
    "gbk-with-ascii-before": (b"# yingsu\n" + TEXT.encode("gb18030"), (2, 1, "YS003"), "GBK"),
    "utf-16-le": (TEXT.encode("utf-16-le"), (1, 1, "YS003"), "UTF-16"),
    "utf-16-be": (TEXT.encode("utf-16-be"), (1, 1, "YS003"), "UTF-16"),
    "utf-16-with-bom": (TEXT.encode("utf-16"), (1, 1, "YS003"), "UTF-16"),
    "utf-32": (TEXT.encode("utf-32"), (1, 1, "YS003"), "UTF-16"),
    "utf-8-broken": (PAST_A_LINE + b"\xff" + CONTENT, (3, 1, "YS003"), "第 3 行起不是 UTF-8"),
    "utf-8-broken-amid-line": (PAST_A_LINE + "行为".encode() + b"\xe8\n", (3, 3, "YS003"), "第 3 行"),
    "utf-8-broken-after-bom": (BOM + PAST_A_LINE + b"ab\xff", (3, 3, "YS003"), "第 3 行"),
    "utf-8-broken-crlf": (PAST_A_LINE.replace(b"\n", b"\r\n") + b"\xff", (3, 1, "YS003"), "第 3 行"),
    "gbk-line-in-utf-8": (PAST_A_LINE + "名称: 示例\n".encode("gbk"), (3, 1, "YS003"), "第 3 行"),
    "utf-8-cut-off": (CONTENT[:-2], (5, 7, "YS003"), "第 5 行"),
    "surrogates": (PAST_A_LINE + b"\xed\xa0\xbd\xed\xb8\x80", (3, 1, "YS003"), "UTF-8"),
    "word": (b"PK\x03\x04" + bytes(100), (1, 1, "YS004"), "Word"),
    "old-word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (1, 1, "YS004"), "旧版"),
    "pdf": (b"%PDF-1.7\n", (1, 1, "YS004"), "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n", (1, 1, "YS004"), "图片"),
    "jpeg": (b"\xff\xd8\xff\xe0", (1, 1, "YS004"), "图片"),
    "too-large": (CONTENT + b"#" * MOST_BYTES, (1, 1, "YS005"), "1 MiB"),
    "empty": (b"", (1, 1, "YS006"), "没有内容"),
    "blank": (b" \n\n  \n", (1, 1, "YS006"), "没有内容"),
    "bom-alone": (BOM, (1, 1, "YS006"), "没有内容"),
    "nul": (CONTENT + b"\x00", (6, 1, "YS007"), "U+0000"),
    "bom-twice": (BOM + BOM + CONTENT, (1, 1, "YS007"), "U+FEFF"),
    "next-line-character": (
        CONTENT.replace("示例".encode(), "示\u0085例".encode()),
        (5, 6, "YS007"),
        "U+0085",
    ),
    "merge-conflict-crlf": (CONTENT + b"<<<<<<< HEAD\r\n", (6, 1, "YS008"), "第 6 行"),
    "merge-conflict-only-middle": (CONTENT + b"=======\n", (6, 1, "YS008"), "第 6 行"),
    "tab-crlf": (b"a:\r\n\tb: c\r\n", (2, 1, "YS012"), "制表符"),
}
"""What is wrong with each: the place and code of the first fault, and what its message says."""

ACCEPTED = {
    "plain": CONTENT,
    "bom": BOM + CONTENT,
    "crlf": CONTENT.replace(b"\n", b"\r\n"),
    "cr": CONTENT.replace(b"\n", b"\r"),
    "bom-and-crlf": BOM + CONTENT.replace(b"\n", b"\r\n"),
    "no-line-end": CONTENT.rstrip(),
    "as-large-as-may-be": CONTENT + b"#" * (MOST_BYTES - len(CONTENT)),
}


def read(content: bytes) -> Reading[Case]:
    return read_record(content, Case, "cases/2025/示例/case.yaml")


@pytest.mark.parametrize("name", REFUSED)
def test_bytes_that_are_no_case_are_named_at_their_place(name: str) -> None:
    content, (line, column, code), said = REFUSED[name]
    reading = read(content)
    first = min(reading.diagnostics(), key=lambda each: each.order)
    assert (first.span.line, first.span.column, first.defect.code) == (line, column, code), first.message
    assert said in first.message
    assert reading.node is None


@pytest.mark.parametrize("name", ACCEPTED)
def test_line_ends_and_bom_change_nothing(name: str) -> None:
    reading = read(ACCEPTED[name])
    assert reading.diagnostics() == []
    assert reading.node == read(CONTENT).node
    assert reading.source.span(("名称",), of_value=True).column == 5
    assert reading.source.span(("名称",)).line == 5


def test_many_invisible_characters_are_counted_after_the_first() -> None:
    more = 7
    found = read(CONTENT + "\u200b".encode() * (MOST_REPEATS + more)).diagnostics()
    invisible = [each for each in found if each.defect.code == "YS007"]
    assert len(invisible) == MOST_REPEATS + 1
    assert invisible[-1].message == f"后面还有 {more} 个看不见的字符"


def test_a_character_that_is_blanked_hides_nothing_after_it(tmp_path: Path) -> None:
    content = CONTENT + "系列案: 征\u200b迁\n管理领城: 甲\n".encode()
    (tmp_path / "case.yaml").write_bytes(content)
    found = read((tmp_path / "case.yaml").read_bytes()).diagnostics()
    assert [(each.span.line, each.span.column, each.defect.code) for each in found] == [
        (6, 7, "YS007"),
        (7, 1, "YS016"),
    ]
