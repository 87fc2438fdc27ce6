"""Where in a file that a person wrote a value stands, and where a new one goes.

Everything is found by the reader's positions. A place that is not certain is none: whoever asks is told so, and
what was made of an answer is read again before anything is written.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from yingsu.domain.node import Path
from yingsu.intake.yaml_text import block, scalar
from yingsu.reading.decoding import LINE_BREAK
from yingsu.reading.source import Source

_TO_BE_FILLED_IN = re.compile(r" *#( {2,})\S")
"""A line that `new-case` has written for later: without its "# " it is part of what stands above."""

_MOST_IN_BRACES = 6
"""How many keys a new entry may have to be written on one line where no other entry says how it is done here."""

Splice = tuple[int, int, str]
"""A piece of a text, from and to, and what takes its place."""


class UncertainPlaceError(Exception):
    """There is no place that is certain."""


def flow(value: Any) -> str:
    """Plain data on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(below)}" for key, below in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(str(value))


def is_deep(value: Any) -> bool:
    """Whether a value is better read over several lines: it has entries in it, or many keys."""
    if isinstance(value, dict):
        below = any(isinstance(each, dict) or is_deep(each) for each in value.values())
        return below or len(value) > _MOST_IN_BRACES
    return isinstance(value, (list, tuple)) and any(isinstance(each, dict) for each in value)


class Layout:
    """A text with the places of its lines, and of what is in it."""

    def __init__(self, text: str, source: Source) -> None:
        self.text = text
        self.source = source
        breaks = [match.span() for match in LINE_BREAK.finditer(text)]
        self.starts = [0, *(end for _, end in breaks)]
        self.ends = [*(start for start, _ in breaks), len(text)]

    def setting(self, path: Path, step: str | int, value: Any, keys: Iterable[str]) -> Splice:
        """A value under a key, or in a list: in the place of what is there, or new.

        Args:
            path: where the mapping or list stands.
            step: the key, or the position.
            value: plain data.
            keys: the keys of the mapping in the order of the format.

        Raises:
            UncertainPlaceError: no place is certain.
        """
        container = self.at(path)
        if step not in self.source.marks[id(container)]:
            return self._with_key(path, str(step), value, list(keys))
        if isinstance(step, int) or step in container:
            return self._replaced(container, step, value)
        return self._filled(path, step, value)

    def adding(self, path: Path, key: str, entry: Any, *, in_braces: bool | None = None) -> Splice:
        """An entry more at the end of a list that has entries, or is written as [].

        Args:
            path: where the mapping with the list stands.
            key: of the list.
            entry: plain data.
            in_braces: whether on one line; `None`: as the entry before it is.

        Raises:
            UncertainPlaceError: no place is certain.
        """
        container = self.at(path)
        entries, start = container[key], self._value_start(container, key)
        if self.text.startswith("[", start):
            return self._in_brackets(entries, start, flow(entry))
        mark = self.source.marks[id(container)][key]
        number = self._after(self._last_line(entries, len(entries) - 1), mark[1])
        if in_braces is None:
            in_braces = not isinstance(entries[-1], dict) or self._is_flow(entries, len(entries) - 1)
        return self._at_line(number, _entry_lines(entry, " " * mark[5], in_braces=in_braces))

    def removing(self, path: Path, key: str) -> Splice:
        """A key and its value away.

        Raises:
            UncertainPlaceError: a comment would go with it, or nothing would be left beside it.
        """
        container = self.at(path)
        marks = self.source.marks[id(container)]
        ordered = sorted(marks, key=lambda each: marks[each][:2])
        position = ordered.index(key)
        begin, end = self._place(*marks[key][:2]), self._value_end(container, key)
        if len(marks) == 1:
            raise UncertainPlaceError
        if self._is_braced(path):
            if position:
                begin = self._value_end(container, ordered[position - 1])
            else:
                end = self._place(*marks[ordered[1]][:2])
        else:
            number = self._last_line(container, key) + 1
            line, begin = begin, self.starts[marks[key][0]]
            end = self.starts[number] if number < len(self.starts) else len(self.text)
            if self.text[begin:line].strip():  # it stands beside the dash of an entry
                raise UncertainPlaceError
        if self._has_comment(begin, end):
            raise UncertainPlaceError
        return begin, end, ""

    def at(self, path: Path) -> Any:
        """The mapping or list that stands at a path.

        Raises:
            UncertainPlaceError: there is none.
        """
        found: Any = self.source.data
        for step in path:
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                raise UncertainPlaceError from None
        if not isinstance(found, (dict, list)):
            raise UncertainPlaceError
        return found

    def _replaced(self, container: Any, step: str | int, value: Any) -> Splice:
        start, end = self._value_start(container, step), self._value_end(container, step)
        old = self.text[start:end]
        if isinstance(container[step], (dict, list)):
            if not self._is_flow(container, step):
                return self._replaced_block(container, step, value)
            if self._has_comment(start, end):
                raise UncertainPlaceError
            return start, end, flow(value)
        if old[:1] in {"|", ">"}:
            if self._has_comment(start, self.ends[self._line_of(start)]):
                raise UncertainPlaceError
            return start, end, flow(value) + old[len(old.rstrip()) :]
        return start, end, _quoted_as(old, value) if isinstance(value, str) else flow(value)

    def _replaced_block(self, container: Any, step: str | int, value: Any) -> Splice:
        """Texts, one on each line, for others."""
        entries, mark = container[step], self.source.marks[id(container)][step]
        start, last = self.starts[mark[4]], self._last_line(container, step)
        is_of_texts = isinstance(entries, list) and not any(
            isinstance(each, (dict, list)) for each in entries
        )
        if (
            not is_of_texts
            or not isinstance(value, list)
            or not value
            or self._has_comment(start, self.ends[last])
        ):
            raise UncertainPlaceError
        lines = [f"{' ' * mark[5]}- {flow(each)}" for each in value]
        return start, self.ends[last], self._line_end(mark[4]).join(lines)

    def _filled(self, path: Path, key: str, value: Any) -> Splice:
        """A value for a key that stands there without one."""
        mark = self.source.marks[id(self.at(path))][key]
        after_key = self._place(*mark[2:4])
        colon = self.text.find(":", after_key, self.ends[mark[2]])
        is_written = self._place(*mark[4:6]) < self._place(*mark[6:8])  # as ~ or null
        if colon < 0 or self.text[after_key:colon].strip() or is_written:
            raise UncertainPlaceError
        if not self._is_braced(path) and is_deep(value):
            return self._at_line(self._after(mark[0], mark[1]), _value_lines(value, " " * mark[1]))
        end = colon + 2 if self.text[colon + 1 : colon + 2] == " " else colon + 1
        return colon + 1, end, f" {flow(value)}"

    def _with_key(self, path: Path, key: str, value: Any, keys: list[str]) -> Splice:
        """A new key: after the nearest of those that stand before it in the format."""
        container = self.at(path)
        marks = self.source.marks[id(container)]
        if not marks:
            raise UncertainPlaceError
        earlier = [each for each in keys[: keys.index(key)] if each in marks] if key in keys else []
        neighbour = earlier[-1] if earlier else min(marks, key=lambda each: marks[each][:2])
        if self._is_braced(path):
            place = self._value_end(container, neighbour)
            return place, place, f", {scalar(key)}: {flow(value)}"
        begun, column = marks[neighbour][:2]
        number = self._after(self._last_line(container, neighbour), column)
        lines = _key_lines(key, value, " " * column)
        # Where sections are a blank line apart, so is a new one.
        is_apart = number - begun > 1 and number < len(self.starts) and not self._line(number).strip()
        return self._at_line(number, ["", *lines] if is_apart and not path and len(lines) > 1 else lines)

    def _in_brackets(self, entries: list[Any], start: int, entry: str) -> Splice:
        """After the last entry of a list in brackets; on a line of its own where that is."""
        if not entries:
            return start + 1, start + 1, entry
        line, column = self.source.marks[id(entries)][len(entries) - 1][:2]
        before = self.text[self.starts[line] : self._place(line, column)]
        separator = ", " if before.strip() else f",{self._line_end(line)}{before}"
        place = self._value_end(entries, len(entries) - 1)
        return place, place, separator + entry

    def _has_comment(self, start: int, end: int) -> bool:
        """Whether there may be a comment in a piece of text: a sign in quotes is taken for one."""
        return "#" in self.text[start:end]

    def _place(self, line: int, column: int) -> int:
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def _value_start(self, container: Any, step: str | int) -> int:
        return self._place(*self.source.marks[id(container)][step][4:6])

    def _value_end(self, container: Any, step: str | int) -> int:
        value = container[step] if isinstance(step, int) else container.get(step)
        if isinstance(value, (dict, list)):
            return self._place(*self.source.ends[id(value)])
        return self._place(*self.source.marks[id(container)][step][6:8])

    def _is_flow(self, container: Any, step: str | int) -> bool:
        start = self._value_start(container, step)
        return self.text[start : start + 1] in {"[", "{"}

    def _is_braced(self, path: Path) -> bool:
        """Whether a mapping is written in braces.

        Raises:
            UncertainPlaceError: the whole file is.
        """
        if path:
            return self._is_flow(self.at(path[:-1]), path[-1])
        first = min(self.source.marks[id(self.source.data)].values())
        if self.text[: self._place(*first[:2])].rstrip().endswith("{"):
            raise UncertainPlaceError
        return False

    def _last_line(self, container: Any, step: str | int) -> int:
        """The last line that has something of a value."""
        value = container[step] if isinstance(step, int) else container.get(step)
        if value is None:
            return self.source.marks[id(container)][step][0]
        if isinstance(value, (dict, list)) and not self._is_flow(container, step):
            marks = self.source.marks[id(value)]
            return self._last_line(value, max(marks, key=lambda each: marks[each][:2]))
        start, end = self._value_start(container, step), self._value_end(container, step)
        return self._line_of(max(start, start + len(self.text[start:end].rstrip()) - 1))

    def _line_of(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def _after(self, last: int, column: int) -> int:
        """The line after one, and after comments below it that stand further right than a column."""
        number = last + 1
        while number < len(self.starts):
            line = self._line(number)
            bare = line.lstrip(" ")
            waiting = _TO_BE_FILLED_IN.match(line)
            depth = len(line) - len(bare) + (len(waiting[1]) - 1 if waiting else 0)
            if not bare.startswith("#") or depth <= column:
                break
            number += 1
        return number

    def _at_line(self, number: int, lines: list[str]) -> Splice:
        """Whole lines before a line, with line ends as the one above has."""
        line_end = self._line_end(number - 1)
        if number < len(self.starts):
            return self.starts[number], self.starts[number], "".join(f"{line}{line_end}" for line in lines)
        return len(self.text), len(self.text), "".join(f"{line_end}{line}" for line in lines)

    def _line(self, number: int) -> str:
        return self.text[self.starts[number] : self.ends[number]]

    def _line_end(self, number: int) -> str:
        """How a line ends; one without an end as the first of the file."""
        ends = [self.text[end:start] for end, start in zip(self.ends, self.starts[1:], strict=False)]
        return ends[number] if number < len(ends) else next(iter(ends), "\n")


def _key_lines(key: str, value: Any, indent: str) -> list[str]:
    if is_deep(value):
        return [f"{indent}{scalar(key)}:", *_value_lines(value, indent)]
    return [f"{indent}{scalar(key)}: {flow(value)}"]


def _value_lines(value: Any, indent: str) -> list[str]:
    if isinstance(value, dict):
        return [f"{indent}  {line}" for line in block(value).split("\n")]
    lines: list[str] = []
    for entry in value:
        lines += _entry_lines(entry, f"{indent}  ", in_braces=not is_deep(entry))
    return lines


def _entry_lines(entry: Any, indent: str, *, in_braces: bool) -> list[str]:
    if in_braces:
        return [f"{indent}- {flow(entry)}"]
    lines = block(entry).split("\n")
    return [f"{indent}- {lines[0]}", *(f"{indent}  {line}" for line in lines[1:])]


def _quoted_as(old: str, value: str) -> str:
    """A text in the quotes that the one before it had, where it can stand in them."""
    plain = scalar(value)
    if old[:1] == "'" and not plain.startswith('"'):
        return "'" + value.replace("'", "''") + "'"
    if old[:1] == '"' and not plain.startswith('"'):
        return f'"{value}"' if not set(value) & set('"\\') else scalar(value)
    return plain
