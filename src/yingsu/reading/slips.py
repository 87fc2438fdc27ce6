"""What makes a text no YAML, or other YAML than was meant: slips with colons and tabs, and the parser's complaints.

YAML itself complains on another line, or not at all: a key with a full-width colon is swallowed by the text
before it. So lines are looked at for keys of the format whose colon is wrong.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import yaml

from yingsu.diagnostic import START, Span
from yingsu.reading import faults
from yingsu.reading.decoding import MOST_REPEATS, Problem

_MOST_SCANNED = 500
"""How much of a line is looked through for a likely slip."""

_WRONG_COLON = r"(：|:(?![ \t,}\]]|$))"
_TAB = re.compile(r" *(?:- *)*\t")
_KEY_COLUMN = re.compile(r" *(?:- +)*")
_BLOCK_SCALAR = re.compile(r": +[|>][-+0-9]* *(?:#.*)?$")


@cache
def _at_line_start(known_keys: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:- )*({_any_of(known_keys)}){_WRONG_COLON}")


@cache
def _in_flow(known_keys: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:^\s*(?:- )*|[{{\[,，、；]\s*)({_any_of(known_keys)}){_WRONG_COLON}")


def _any_of(known_keys: frozenset[str]) -> str:
    return "|".join(re.escape(key) for key in sorted(known_keys, key=len, reverse=True))


def is_swallowed(value: str, known_keys: frozenset[str]) -> bool:
    """Whether a value between braces has the entries after it in its text, for want of half-width signs."""
    return "，" in value and bool(known_keys) and _in_flow(known_keys).search(value) is not None


def colon_slips(
    lines: Sequence[str], place: Span, known_keys: frozenset[str], *, in_flow: bool
) -> Iterator[Problem]:
    """Every key of the format within a place that has a full-width colon after it, or no space after its colon.

    Args:
        lines: the text.
        place: where to look.
        known_keys: the keys of the format.
        in_flow: whether to look behind braces and commas too, rather than at the beginnings of lines.
    """
    if not known_keys:
        return
    pattern = (_in_flow if in_flow else _at_line_start)(known_keys)
    last = min(place.end_line, place.line + _MOST_SCANNED, len(lines))
    for number in range(place.line, last + 1):
        for match in pattern.finditer(lines[number - 1][:_MOST_SCANNED]):
            key, colon = match.groups()
            start = (number, match.start(1) + 1)
            if not (place.line, place.column) <= start <= (place.end_line, place.end_column):
                continue
            span = Span(number, match.start(2) + 1, number, match.start(2) + 2)
            if colon == "：":
                yield Problem(faults.FULL_WIDTH_COLON, f"“{key}”后面是全角冒号", span, _COLON_HELP)
            else:
                message = f"“{key}:”后面没有半角空格"
                yield Problem(faults.NO_SPACE_AFTER_COLON, message, span, _SPACE_HELP)


_OR_TEXT = "如果这是文字的一部分，请给整个值加上英文双引号。"
_COLON_HELP = f"把“：”改成英文冒号“:”，后面空一格；{_OR_TEXT}"
_SPACE_HELP = f"在冒号后面加一个半角空格；{_OR_TEXT}"


def why_no_yaml(error: yaml.YAMLError, lines: Sequence[str], known_keys: frozenset[str]) -> list[Problem]:
    """Why the parser gave up: the slips found, and its own complaint where none of them explains it."""
    complaint = _complaint(error, lines)
    slips = likely_slips(lines, known_keys)
    line = complaint.span.line
    before = next((number for number in range(line - 1, 0, -1) if _has_content(lines[number - 1])), 0)
    if any(slip.span.line in {before, line} for slip in slips):
        return slips[:MOST_REPEATS]
    return [complaint, *slips[:MOST_REPEATS]]


def likely_slips(lines: Sequence[str], known_keys: frozenset[str]) -> list[Problem]:
    """The slips that leave YAML's own complaint on another line: every one of them, at its line."""
    found = []
    for number, whole_line in _outside_block_scalars(lines):
        line = whole_line[:_MOST_SCANNED]
        tab = _TAB.match(line)
        if tab and not line.lstrip().startswith("#"):
            span = Span(number, tab.end(), number, tab.end() + 1)
            found.append(Problem(faults.TAB, "这一行用了制表符缩进，请换成空格", span))
        place = Span(number, 1, number, len(line) + 1)
        found.extend(colon_slips(lines, place, known_keys, in_flow="{" in line))
    return found


def _outside_block_scalars(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines with something in them that are not the text below `键: |`, in which everything may stand."""
    column: int | None = None
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        if column is not None and (_indent(line) > column or not line.strip()):
            continue
        start = _KEY_COLUMN.match(line[:_MOST_SCANNED])
        is_header = _BLOCK_SCALAR.search(line[:_MOST_SCANNED]) is not None
        column = start.end() if is_header and start else None
        yield number, line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _has_content(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped.startswith("#")


_COMPLAINTS = (
    ("could not find expected ':'", "上一行或这一行缺少冒号（半角冒号加空格）"),
    ("mapping values are not allowed", "这里多了一个冒号；如果冒号是文字的一部分，请给整个值加上英文双引号"),
    ("did not find expected ',' or ']'", "方括号没有配对，或两项之间缺少半角逗号"),
    ("did not find expected ',' or '}'", "花括号没有配对，或两项之间缺少半角逗号"),
    ("did not find expected key", "这一行的缩进没有与同级对齐，或引号、括号没有成对"),
    ("did not find expected '-' indicator", "列表各项的“- ”没有对齐"),
    ("block sequence entries are not allowed", "“- ”不能写在这里，请另起一行并缩进"),
    ("did not find expected node content", "括号里少了内容，或标点用错"),
    ("did not find expected <document start>", "这一行之前的内容已经结束，后面多出了内容"),
    ("found unexpected end of stream", "引号没有成对，一直到文件末尾都没有结束"),
    (
        "found character that cannot start any token",
        "这里的符号不能放在开头；如果是文字，请给整个值加上英文双引号",
    ),
    ("found unknown escape character", "双引号里的反斜杠 \\ 要写成 \\\\，或改用单引号"),
    ("found a tab character", "这里用了制表符，请换成空格"),
    ("while scanning an anchor", "& 和 * 不能放在值的开头；如果是文字，请加上英文双引号"),
    ("while scanning an alias", "& 和 * 不能放在值的开头；如果是文字，请加上英文双引号"),
    ("while scanning a directive", "% 不能放在行首"),
    ("while scanning a tag", "! 不能放在值的开头；如果是文字，请加上英文双引号"),
    ("block collections", "这一行的缩进比上一行深，但上一行已经有值"),
)
_OPENED = ("flow sequence", "flow mapping", "quoted scalar")


def _complaint(error: yaml.YAMLError, lines: Sequence[str]) -> Problem:
    """The parser's complaint in Chinese, at the place it gives; at the bracket or quote that nothing closes."""
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    context, problem = str(getattr(error, "context", "")), str(getattr(error, "problem", ""))
    said = f"{context} {problem}"
    message = next((text for part, text in _COMPLAINTS if part in said), "这一行附近的写法不合 YAML 格式")
    if mark is None:
        return Problem(faults.SYNTAX, message, START)
    if opened is not None and any(part in context for part in _OPENED) and mark.line > opened.line:
        is_outside = mark.line >= len(lines) or _indent(lines[mark.line]) <= _indent(lines[opened.line])
        mark = opened if is_outside else mark
    line, column = _within(lines, mark.line + 1, mark.column + 1)
    return Problem(faults.SYNTAX, message, Span(line, column, line, column + 1))


def _within(lines: Sequence[str], line: int, column: int) -> tuple[int, int]:
    """A place that has text to show: the end of the text is behind the last line that has any."""
    last = next((number for number in range(len(lines), 1, -1) if lines[number - 1]), 1)
    return (line, column) if line <= last else (last, len(lines[last - 1]) + 1)
