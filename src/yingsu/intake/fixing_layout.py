"""What `check --fix` may put right around the values: signs that nobody sees, line ends, indentation, colons, blanks.

Lines are never added or taken away, so a line has one number before and after. Where two readings are possible, all of
them are tried, and unless those that make sense agree, the text stays as it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from yingsu.diagnostic import Span
from yingsu.reading import faults
from yingsu.reading.decoding import LINE_BREAK, Problem
from yingsu.reading.slips import likely_slips
from yingsu.reading.source import Source, read_source

ReadAs = Callable[[str], Source]
"""Reads a text as what its file holds, and checks it against the format."""


@dataclass(frozen=True, slots=True)
class Put:
    """Something that was put right.

    Attributes:
        line: where, from 1.
        title: what, in Chinese.
    """

    line: int
    title: str


Step = tuple[str, list[Put]]
"""A text, and what was put right in it."""

_UNSEEN: Final = re.compile("[\u200b\u2060\ufeff]")
_HARD_SPACE: Final = "\u00a0"
_INDENT: Final = re.compile("[ \t\u3000]*(?:-[ \t\u3000]+)*")
_BLANKS: Final = " \t\u3000"
_TRAILING: Final = re.compile("[ \t]+$")
_COLONS: Final = {
    faults.FULL_WIDTH_COLON: "全角冒号",
    faults.NO_SPACE_AFTER_COLON: "冒号后面没有空格",
}
_TAB_WIDTHS: Final = (2, 4, 8)
_WIDE_BLANKS: Final = ("  ", " ", "")
"""What a tab or a full-width blank before a key may be meant as; the first that makes sense is written."""

_MOST_PASSES: Final = 20
"""How often colons are looked for again: of a file between braces only so many problems are told at once."""


def lines_of(text: str) -> list[str]:
    """The lines, each without its end."""
    return LINE_BREAK.split(text)


def _joined(lines: list[str], text: str) -> str:
    """Lines with the ends that those of a text have."""
    ends = [*LINE_BREAK.findall(text), ""]
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def without_unseen(text: str) -> Step:
    """Without signs that have no width; a hard space becomes one that YAML knows. Others may stand for something lost."""
    lines = lines_of(text)
    better = [_UNSEEN.sub("", line).replace(_HARD_SPACE, " ") for line in lines]
    return _step(lines, better, text, "看不见的字符")


def with_one_line_end(text: str) -> Step:
    """With the line end that most lines have. A file that has another than ours, but one, is right."""
    ends = Counter(LINE_BREAK.findall(text))
    if len(ends) < 2:
        return text, []
    most = max(ends, key=lambda end: (ends[end], end == "\n"))
    first = next(number for number, end in enumerate(LINE_BREAK.findall(text), 1) if end != most)
    return LINE_BREAK.sub(most, text), [Put(first, "换行符前后不一")]


def without_trailing_blanks(text: str, source: Source) -> Step:
    """Without blanks at the end of lines, and with a line end after the last; a text over several lines stays as it is."""
    lines = lines_of(text)
    inside = set(_lines_inside_texts(source))
    better = [line if number in inside else _TRAILING.sub("", line) for number, line in enumerate(lines, 1)]
    made, put = _step(lines, better, text, "行末的空格")
    if better[-1] and len(lines) not in inside:
        put.append(Put(len(lines), "文件末尾没有换行"))
        made += next(iter(LINE_BREAK.findall(text)), "\n")
    return made, put


def _lines_inside_texts(source: Source) -> Iterator[int]:
    """The lines that belong to values of several lines."""
    for marks in source.marks.values():
        for mark in marks.values():
            if mark[6] > mark[4]:
                # A folded text ends where the next line has its first word.
                has_more = bool(source.line(mark[6] + 1)[: mark[7]].strip())
                yield from range(mark[4] + 1, mark[6] + 1 + has_more)


def _step(lines: list[str], better: list[str], text: str, title: str) -> Step:
    put = [Put(number, title) for number, line in enumerate(lines, 1) if better[number - 1] != line]
    return (_joined(better, text), put) if put else (text, [])


def with_right_structure(text: str, source: Source, read: ReadAs) -> Step:
    """With blanks before keys that YAML knows, and half-width colons behind them with a space.

    Args:
        text: the file.
        source: the file as read.
        read: reads a text in the same way.

    Returns:
        the text as it was unless exactly one structure makes sense: every key that was touched may stand where it is
        now, with the value behind it.
    """
    indented = _odd_indents(text, source)
    if not indented and not _colon_slips(source):
        return text, []
    found: list[tuple[str, list[Put], Any]] = []
    before = "".join(_indent(line) for number, line in enumerate(lines_of(text), 1) if number in indented)
    widths = _TAB_WIDTHS if "\t" in before else _TAB_WIDTHS[:1]
    for width, blank in product(widths, _WIDE_BLANKS if "\u3000" in before else _WIDE_BLANKS[:1]):
        attempt = _attempt(text, indented, (width, blank), read)
        if attempt is not None:
            found.append(attempt)
    if not found or any(data != found[0][2] for _, _, data in found):
        return text, []
    return found[0][:2]


def _odd_indents(text: str, source: Source) -> set[int]:
    """The lines that have a tab before their first word, where YAML stumbles, or a full-width blank before a key."""
    if not source.problems:
        return set()
    lines = lines_of(text)
    # Full-width blanks as tabs, which are looked for outside of texts of several lines.
    probe = [_INDENT.sub(lambda found: found[0].replace("\u3000", "\t"), line, count=1) for line in lines]
    tabs = {each.span.line for each in likely_slips(probe, source.known_keys) if each.defect is faults.TAB}
    complained = {each.span.line for each in source.problems if each.defect is faults.TAB}
    return {
        line
        for line in tabs
        if line in complained
        or ("\u3000" in _indent(lines[line - 1]) and _begins_with_key(lines[line - 1], source.known_keys))
    }


def _indent(line: str) -> str:
    matched = _INDENT.match(line)
    return matched[0] if matched else ""


def _begins_with_key(line: str, known_keys: frozenset[str]) -> bool:
    word, colon, _ = line.removeprefix(_indent(line)).replace("：", ":").partition(":")
    return bool(colon) and word.strip() in known_keys


def _attempt(
    text: str, indented: set[int], meant: tuple[int, str], read: ReadAs
) -> tuple[str, list[Put], Any] | None:
    """One reading of the blanks, the colons put right in it; `None` where that makes no sense."""
    width, blank = meant
    lines = lines_of(text)
    for number in indented:
        indent = _indent(lines[number - 1])
        rest = lines[number - 1].removeprefix(indent)
        lines[number - 1] = indent.replace("\u3000", blank).expandtabs(width) + rest if rest else ""
    put = [Put(number, "缩进用的不是半角空格") for number in sorted(indented)]
    touched: Counter[tuple[int, str]] = Counter()
    tried = _joined(lines, text)
    source = read(tried)
    for _ in range(_MOST_PASSES):
        slips = _colon_slips(source)
        if not slips:
            break
        made = _with_right_colons(tried, slips)
        if made == tried:
            return None
        touched.update(_key_before(source, slip.span) for slip in slips)
        put += [Put(slip.span.line, _COLONS[slip.defect]) for slip in slips]
        tried, source = made, read(made)
    fits = source.data is not None and not _colon_slips(source) and _all_fit(source, touched, indented)
    return (tried, put, source.data) if fits else None


def _colon_slips(source: Source) -> list[Problem]:
    """The wrong colons behind keys; where the text cannot be read, also those that nobody has complained of yet."""
    found = [each for each in source.problems if each.defect in _COLONS]
    if found and read_source(source.text.encode()).data is None:
        found += likely_slips(source.lines, source.known_keys)
    places = {each.span: each for each in found if each.defect in _COLONS and _is_colon(source, each.span)}
    return [places[place] for place in sorted(places)]


def _is_colon(source: Source, place: Span) -> bool:
    """Whether a colon stands at a place, behind a key: where a key as a whole is complained of, none does."""
    is_sign = source.line(place.line)[place.column - 1 : place.column] in {"：", ":"}
    return is_sign and _key_before(source, place)[1] != ""


def _key_before(source: Source, colon: Span) -> tuple[int, str]:
    """The line and the key of the format that stands before a colon."""
    before = source.line(colon.line)[: colon.column - 1]
    return colon.line, max((key for key in source.known_keys if before.endswith(key)), key=len, default="")


def _with_right_colons(text: str, slips: list[Problem]) -> str:
    lines = lines_of(text)
    for slip in reversed(slips):
        number, column = slip.span.line, slip.span.column
        line = lines[number - 1]
        rest = line[column:].lstrip(_BLANKS)
        blanks = line[column : len(line) - len(rest)]
        if rest.startswith("#") and not blanks.endswith(" "):
            continue  # it would become a comment
        is_apart = blanks != "" and not blanks.strip(" ")
        after = "" if rest[:1] in {"", ",", "}", "]"} else blanks if is_apart else " "
        lines[number - 1] = f"{line[: column - 1]}:{after}{rest}"
    return _joined(lines, text)


def _all_fit(source: Source, touched: Mapping[tuple[int, str], int], indented: set[int]) -> bool:
    """Whether what was touched makes sense: keys that may stand there, once, with all that is written behind them."""
    keys = list(_keys_in(source, source.data, ()))
    found = Counter((each.line, each.key) for each in keys)
    if any(found[key] < count for key, count in touched.items()):
        return False
    of_colons = [each for each in keys if (each.line, each.key) in touched]
    of_indents = [each for each in keys if each.line in indented]
    if any(each.is_spoiled for each in (*of_colons, *of_indents)):
        return False
    places = {(each.line, each.column) for each in (*of_colons, *of_indents)}
    return not any(
        (problem.span.line, problem.span.column) in places
        or (problem.span.line in indented and problem.defect is not faults.WRONG_VALUE)
        for problem in source.problems
        if problem.defect is not faults.MISSING_KEY
    )


@dataclass(frozen=True, slots=True)
class _Key:
    """A key and where it begins, from 1; spoiled is one that stands twice, or has not the value written behind it."""

    line: int
    column: int
    key: str
    is_spoiled: bool


def _keys_in(source: Source, container: Any, path: tuple[str | int, ...]) -> Iterator[_Key]:
    """Every key, from the top."""
    for step, mark in source.marks.get(id(container), {}).items():
        here = (*path, step)
        is_there = isinstance(step, int) or step in container
        if isinstance(step, str):
            behind = source.line(mark[2] + 1)[mark[3] :].lstrip(f"{_BLANKS}:")
            is_bereft = not is_there and behind[:1] not in {"", "#", ",", "}"}
            yield _Key(mark[0] + 1, mark[1] + 1, step, is_bereft or here in source.lost)
        if is_there and isinstance(container[step], (dict, list)):
            yield from _keys_in(source, container[step], here)
