"""Bytes to text: encodings and characters that a case file must not have, each named in plain words."""

import re
from dataclasses import dataclass

from yingsu.diagnostic import START, Defect, Span
from yingsu.reading import faults
from yingsu.reading.files import MOST_BYTES

MOST_REPEATS = 20
"""How many of one kind of fault are listed for one file before the rest is only counted."""

LINE_BREAK = re.compile(r"\r\n|\r|\n")

_NAMES = {
    0x00A0: "不间断空格",
    0x0085: "特殊换行符",
    0x2028: "特殊换行符",
    0x2029: "特殊换行符",
    0xFEFF: "零宽字符",
    0x200B: "零宽字符",
    0x200C: "零宽字符",
    0x200D: "零宽字符",
    0x2060: "零宽字符",
}
# What YAML refuses, what shifts line numbers, what changes the direction of writing, what has no width.
_GOOD = "\t\n\r\x20-\x7e\xa1-\u200a\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_BAD = re.compile(f"[^{_GOOD}]")
_NOTHING_BAD = re.compile(f"[{_GOOD}]*+")
"""To step over what is good takes half as long as to search for what is bad."""

_CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?= |$)", re.MULTILINE)
_CONFLICT_SIGNS = tuple(sign * 7 for sign in "<|=>")
_BINARY = {
    b"PK\x03\x04": "Word、Excel 或压缩文件",
    b"\xd0\xcf\x11\xe0": "旧版 Word、Excel 文件",
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
}
_CHINESE = re.compile("[一-鿿]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault at a place in a text."""

    defect: Defect
    message: str
    span: Span
    help: str = ""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file (empty where there is none) and what is wrong with its bytes and characters."""

    text: str
    problems: tuple[Problem, ...]
    is_readable: bool


def has_bad_character(text: str) -> bool:
    """Whether a text has a sign in it that nobody sees."""
    return _NOTHING_BAD.fullmatch(text) is None


def decode(content: bytes) -> Decoded:
    """Read bytes as UTF-8, with or without BOM.

    Characters that would shift positions become spaces, so that the rest of the file can be checked too.
    """
    problem = _undecodable(content)
    if problem is not None:
        return Decoded("", (problem,), is_readable=False)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Decoded("", (_not_utf8(content, error),), is_readable=False)
    if any(signs in text for signs in _CONFLICT_SIGNS) and (conflicts := _conflicts(text)):
        return Decoded(text, tuple(conflicts), is_readable=False)
    if not has_bad_character(text):
        return Decoded(text, (), is_readable=True)
    return Decoded(_BAD.sub(" ", text), tuple(_bad_characters(text)), is_readable=True)


def _undecodable(content: bytes) -> Problem | None:
    if len(content) > MOST_BYTES:
        return Problem(faults.TOO_LARGE, "文件超过 1 MiB，没有读取", START)
    for head, name in _BINARY.items():
        if content.startswith(head):
            return Problem(faults.NOT_TEXT, f"这是{name}，不是文本文件", START)
    if content.startswith(_UTF16) or _looks_like_utf16(content):
        return Problem(faults.NOT_UTF8, "文件是 UTF-16 编码（记事本里叫“Unicode”），请另存为 UTF-8", START)
    return None


def _looks_like_utf16(content: bytes) -> bool:
    """Without a BOM: every other byte of the ASCII characters is zero."""
    head = content[:256]
    half = len(head) // 2
    return half >= 8 and max(head[::2].count(0), head[1::2].count(0)) > half // 4


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> Problem:
    # The codec counts from after the BOM, and so does what it was given.
    text = error.object[: error.start].decode("utf-8", "replace")
    before = LINE_BREAK.split(text)
    line, column = len(before), len(before[-1]) + 1
    span = Span(line, column, line, column + 1)
    if _CHINESE.search(text):
        return Problem(faults.NOT_UTF8, f"第 {line} 行起不是 UTF-8 编码的文字", span)
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return Problem(faults.NOT_UTF8, f"第 {line} 行起不是 UTF-8 编码的文字", span)
    return Problem(faults.NOT_UTF8, "文件像是 GBK（ANSI）编码，请另存为 UTF-8", span)


def _bad_characters(text: str) -> list[Problem]:
    found: list[Problem] = []
    count = 0
    for number, line in enumerate(LINE_BREAK.split(text), 1):
        for match in _BAD.finditer(line):
            count += 1
            if count > MOST_REPEATS + 1:
                continue
            code = ord(match.group())
            name = _NAMES.get(code, "控制字符")
            span = Span(number, match.start() + 1, number, match.start() + 2)
            found.append(Problem(faults.BAD_CHARACTER, f"这里有看不见的{name}（U+{code:04X}）", span))
    more = count - MOST_REPEATS
    if more > 0:
        last = found[MOST_REPEATS]
        found = [*found[:MOST_REPEATS], Problem(last.defect, f"后面还有 {more} 个看不见的字符", last.span)]
    return found


def _conflicts(text: str) -> list[Problem]:
    """The markers git leaves, each at the beginning of a line."""
    lines = [number for number, line in enumerate(LINE_BREAK.split(text), 1) if _CONFLICT.match(line)]
    return [
        Problem(faults.CONFLICT, f"第 {line} 行是 git 的合并冲突标记，冲突还没有处理", Span(line, 1, line, 8))
        for line in lines[:MOST_REPEATS]
    ]
