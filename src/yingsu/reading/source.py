"""YAML text to plain data with positions beside it.

The libyaml *event* stream is turned into `str | list | dict`; never PyYAML's constructors, which are slower,
lose positions, keep the last of two equal keys and read `NO` as false. Every scalar stays the text that was
typed: the field's type reads it. A key without a value is left out, but its place is kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from yingsu.diagnostic import START, Defect, Span
from yingsu.reading import faults
from yingsu.reading.decoding import LINE_BREAK, MOST_REPEATS, Problem, decode
from yingsu.reading.slips import colon_slips, is_swallowed, likely_slips, why_no_yaml

MOST_LEVELS = 32
"""Nesting beyond which a file is refused: case files have six levels."""


class PureParser(Reader, Scanner, Parser):
    """The same events as libyaml's, ten times slower: for a PyYAML that was built without it."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


MakesParser = Callable[[str], Any]
"""What gives the events of a text."""

# The stubs leave libyaml's parser out.
FASTEST: MakesParser = yaml.cyaml.CParser if yaml.__with_libyaml__ else PureParser  # type: ignore[attr-defined]

Mark = tuple[int, int, int, int, int, int, int, int]
"""Start and end of a key, start and end of its value, as line, column from 0. In a list both are the entry's."""

_REFUSED = "\0"
"""Stands for a key that cannot be one: its value is dropped."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_YAML_TAGS = "tag:yaml.org,2002:"


@dataclass(slots=True)
class Source:
    """A file as read: its data, the places of everything in it, and what was wrong.

    Attributes:
        text: what was decoded.
        data: plain data; `None` where there is none that could be trusted.
        marks: places by `id` of their container; `data` keeps the containers alive.
        problems: faults of characters and syntax.
        blanks: paths of keys without a value; they are not in the data.
        dropped: values that were refused, kept alive so that no other container gets their `id`.
        known_keys: the keys of the format, to recognise one whose colon is wrong.
        ends: where containers end, by their `id`, as line, column from 0; in block style that is the next key's place.
        lost: paths of values that cannot be trusted: written twice, or refused.
        swallowing: paths of mappings of which a text may have swallowed keys.
    """

    text: str
    data: dict[str, Any] | list[Any] | None
    marks: dict[int, dict[str | int, Mark]]
    problems: list[Problem]
    blanks: list[tuple[str | int, ...]] = field(default_factory=list)
    dropped: list[Any] = field(default_factory=list)
    known_keys: frozenset[str] = frozenset()
    ends: dict[int, tuple[int, int]] = field(default_factory=dict)
    lost: set[tuple[str | int, ...]] = field(default_factory=set)
    swallowing: set[tuple[str | int, ...]] = field(default_factory=set)
    _lines: list[str] | None = None
    _widened: dict[int, list[int]] = field(default_factory=dict)

    def has(self, path: tuple[str | int, ...]) -> bool:
        """Whether the last step of a path is written in the file (also without a value)."""
        container: Any = self.data
        for step in path[:-1]:
            try:
                container = container[step]
            except (KeyError, IndexError, TypeError):
                return False
        return path[-1] in self.marks.get(id(container), {})

    def span(self, path: tuple[str | int, ...], *, of_value: bool = False) -> Span:
        """Where a path is. Steps that the file does not have are skipped, so an absent key is where its parent is.

        Args:
            path: keys and positions from the root.
            of_value: the place of a scalar value rather than of its key.
        """
        container: Any = self.data
        mark = self._first_mark_in(container)
        for step in path:
            here = self.marks.get(id(container))
            if here is None or step not in here:
                continue
            mark = here[step]
            container = container[step] if isinstance(step, int) or step in container else None
            if isinstance(step, int) and isinstance(container, (dict, list)):
                mark = self._first_mark_in(container) or mark
        if mark is None:
            return START
        is_scalar = not isinstance(container, (dict, list))
        line, column, end_line, end_column = mark[4:] if of_value and is_scalar else mark[:4]
        return self.as_written(Span(line + 1, column + 1, end_line + 1, end_column + 1))

    def show_as(self, text: str, widened: dict[int, list[int]]) -> None:
        """Take another text for the one that was read: what a person wrote, before a space was put in here and there.

        Args:
            text: what to show.
            widened: for each line that was changed, the columns in `text` after which a space was put in.
        """
        self.text, self._lines, self._widened = text, None, widened

    def as_written(self, span: Span) -> Span:
        """A place of the text that was read, in the one that is shown."""
        return Span(
            span.line,
            self._column_shown(span.line, span.column),
            span.end_line,
            self._column_shown(span.end_line, span.end_column),
        )

    def _column_shown(self, line: int, column: int) -> int:
        return column - sum(
            1 for before, place in enumerate(self._widened.get(line, ())) if column > place + before + 1
        )

    def _first_mark_in(self, container: Any) -> Mark | None:
        here = self.marks.get(id(container))
        return next(iter(here.values())) if here else None

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; empty beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @property
    def lines(self) -> list[str]:
        """The text of every line."""
        if self._lines is None:
            self._lines = LINE_BREAK.split(self.text)
        return self._lines

    def colon_slips(self, place: Span, *, in_flow: bool) -> list[Problem]:
        """The keys within a place whose colon is wrong."""
        return list(colon_slips(self.lines, place, self.known_keys, in_flow=in_flow))

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Note what is wrong, each thing once."""
        self.problems.extend(problem for problem in problems if problem not in self.problems)


def read_source(
    content: bytes, known_keys: frozenset[str] = frozenset(), parser: MakesParser = FASTEST
) -> Source:
    """Read the bytes of a file. Never raises, whatever they are.

    Args:
        content: the whole file.
        known_keys: the keys of the format, to recognise one whose colon is wrong.
        parser: gives the events of a text.
    """
    decoded = decode(content)
    source = Source(decoded.text, None, {}, list(decoded.problems), known_keys=known_keys)
    if not decoded.is_readable:
        return source
    builder = _Builder(source)
    try:
        builder.run(parser(decoded.text))
    except yaml.YAMLError as error:
        source.add_problems(why_no_yaml(error, source.lines, known_keys))
        return source
    data = builder.root
    if builder.is_refused:
        return source
    if data is None:
        source.problems.append(Problem(faults.EMPTY, "文件里没有内容", START))
    elif isinstance(data, str):
        whole = Problem(faults.NOT_A_MAPPING, "整个文件被读成了一段文字，没有一行是“键: 值”", START)
        source.add_problems(likely_slips(source.lines, known_keys)[:MOST_REPEATS] or [whole])
    else:
        source.data = data
    return source


class _Builder:
    """Builds data from events, without recursion."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Any = None
        self.is_refused = False
        self.containers: list[Any] = []
        self.flows: list[bool] = []
        self.keys: list[str | None] = []
        self.key_marks: list[tuple[int, int, int, int]] = []
        self.repeats: dict[str, int] = {}

    def run(self, parser: Any) -> None:
        """Take every event.

        Raises:
            yaml.YAMLError: the text is not YAML.
        """
        documents = 0
        while (event := parser.get_event()) is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self.scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if len(self.containers) >= MOST_LEVELS:
                    self.refuse(event)
                    return
                self.start(event, {} if kind is yaml.MappingStartEvent else [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                end = event.end_mark
                self.source.ends[id(self.containers.pop())] = (end.line, end.column)
                self.flows.pop()
                self.keys.pop()
                self.key_marks.pop()
            elif kind is yaml.AliasEvent:
                self.alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.problem(
                        faults.NOT_A_RECORD, event, "一个文件只能有一个案件，“---”以后的内容没有读取"
                    )
                    return

    def refuse(self, event: Any) -> None:
        """Too deep: nothing of the file can be trusted."""
        self.is_refused = True
        self.problem(faults.TOO_LARGE, event, f"内容嵌套超过 {MOST_LEVELS} 层")

    def scalar(self, event: Any) -> None:
        """A key or a value."""
        plain = not event.style
        if self.expects_key:
            self.key(event, plain=plain)
            return
        value = event.value
        if plain:
            self.look_for_swallowed_keys(event)
            if value in _NULLS:
                value = None
        self.add(event, value, _refused_feature(event))

    def look_for_swallowed_keys(self, event: Any) -> None:
        """A plain text may have keys in it that were meant as such."""
        start, end = event.start_mark, event.end_mark
        in_flow = bool(self.flows) and self.flows[-1]
        if in_flow and not is_swallowed(event.value, self.source.known_keys):
            return
        if not in_flow and start.line == end.line:
            return
        # The first line of an entry of a list may be prose; that of a key's value is on a line of its own, or no slip.
        is_entry = bool(self.containers) and isinstance(self.containers[-1], list)
        first = start.line + 2 if is_entry and not in_flow else start.line + 1
        column = 1 if first > start.line + 1 else start.column + 1
        place = Span(first, column, end.line + 1, end.column + 1)
        slips = self.source.colon_slips(place, in_flow=in_flow)
        if slips:
            self.source.swallowing.add(self.path())
        self.source.problems.extend(slip for slip in slips if self.is_to_be_listed(slip.defect))

    def key(self, event: Any, *, plain: bool) -> None:
        """The key of a mapping's next entry."""
        start, end = event.start_mark, event.end_mark
        if event.anchor is not None or event.tag is not None:
            self.problem(faults.NOT_A_RECORD, event, "键前面不能有锚点（&）或标签（!）")
        if plain and event.value == "<<":
            self.problem(faults.NOT_A_RECORD, event, "不能用合并键 <<，请把内容直接写出来")
            self.keys[-1] = _REFUSED
            return
        if event.value in self.source.marks[id(self.containers[-1])]:
            self.problem(faults.DUPLICATE_KEY, event, f"“{event.value}”在同一层写了两次")
            self.source.lost.add((*self.path(), event.value))
        self.keys[-1] = event.value
        self.key_marks[-1] = (start.line, start.column, end.line, end.column)

    def alias(self, event: Any) -> None:
        """An alias, in the place of a key or of a value."""
        if self.expects_key:
            self.problem(faults.NOT_A_RECORD, event, f"“键”不能是别名 *{event.anchor}")
            self.keys[-1] = _REFUSED
        else:
            self.add(event, None, f"别名 *{event.anchor}")

    @property
    def expects_key(self) -> bool:
        """Whether the next scalar is a key."""
        return bool(self.containers) and self.keys[-1] is None and isinstance(self.containers[-1], dict)

    def start(self, event: Any, container: Any) -> None:
        """A mapping or list begins."""
        if self.expects_key:
            self.problem(faults.NOT_A_RECORD, event, "“键”只能是文字，不能是列表或“键: 值”")
            self.keys[-1] = _REFUSED
            self.source.dropped.append(container)
            self.push(container, in_flow=bool(event.flow_style))
            return
        self.add(event, container, _refused_feature(event))
        self.push(container, in_flow=bool(event.flow_style))

    def push(self, container: Any, *, in_flow: bool) -> None:
        """Make a container the current one."""
        self.source.marks[id(container)] = {}
        self.containers.append(container)
        self.flows.append(in_flow)
        self.keys.append(None)
        self.key_marks.append((0, 0, 0, 0))

    def add(self, event: Any, value: Any, refused: str | None = None) -> None:
        """Put a value where it belongs and note its place."""
        if refused is not None:
            self.problem(faults.NOT_A_RECORD, event, f"这里用了{refused}，请把内容直接写出来")
        if not self.containers:
            self.root = value
            return
        start, end = event.start_mark, event.end_mark
        place = (start.line, start.column, end.line, end.column)
        if isinstance(self.containers[-1], list):
            if value is None and refused is None:
                self.problem(faults.WRONG_VALUE, event, "列表里有一个空项，请填上内容或删去这一行")
            self.add_to_list(value, place)
        else:
            self.add_to_mapping(value, place, is_refused=refused is not None)

    def add_to_list(self, value: Any, place: tuple[int, int, int, int]) -> None:
        """An entry; where there is none, the list is not what was meant."""
        container = self.containers[-1]
        if value is None:
            self.source.lost.add(self.path())
            return
        self.source.marks[id(container)][len(container)] = place + place
        container.append(value)

    def add_to_mapping(self, value: Any, place: tuple[int, int, int, int], *, is_refused: bool) -> None:
        """The value of the key before it."""
        container, key = self.containers[-1], self.keys[-1]
        self.keys[-1] = None
        here = self.source.marks[id(container)]
        if key is None or key is _REFUSED or key in here:
            self.source.dropped.append(value)
            return
        here[key] = self.key_marks[-1] + place
        if value is not None:
            container[key] = value
        elif is_refused:
            self.source.lost.add((*self.path(), key))
        else:
            self.source.blanks.append((*self.path(), key))

    def path(self) -> tuple[str | int, ...]:
        """Where the current container is."""
        steps: list[str | int] = []
        for outer, inner in pairwise(self.containers):
            if isinstance(outer, list):
                steps.append(len(outer) - 1)
            else:
                steps.append(next((key for key, value in outer.items() if value is inner), _REFUSED))
        return tuple(steps)

    def problem(self, defect: Defect, event: Any, message: str) -> None:
        """Note a fault where an event begins."""
        if not self.is_to_be_listed(defect):
            return
        start, end = event.start_mark, event.end_mark
        end_line, end_column = (
            (end.line, end.column) if end.line == start.line else (start.line, start.column + 1)
        )
        span = Span(start.line + 1, start.column + 1, end_line + 1, max(end_column, start.column + 1) + 1)
        self.source.problems.append(Problem(defect, message, span))

    def is_to_be_listed(self, defect: Defect) -> bool:
        """Whether one more of a kind of fault is listed: only so many are."""
        seen = self.repeats[defect.code] = self.repeats.get(defect.code, 0) + 1
        return seen <= MOST_REPEATS


def _refused_feature(event: Any) -> str | None:
    """What a value must not have before it, in words."""
    if event.anchor is not None:
        return f"锚点 &{event.anchor}"
    return None if event.tag is None else f"标签 {str(event.tag).replace(_YAML_TAGS, '!!')}"
