"""YAML text to plain data with positions beside it.

The libyaml *event* stream is turned into `str | list | dict`; never PyYAML's constructors, which are slower,
lose positions, keep the last of two equal keys and read `NO` as false. Every scalar stays the text that was
typed: the field's type reads it. A key without a value is left out, but its place is kept.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from yingsu.diagnostic import START, Span
from yingsu.reading import faults
from yingsu.reading.decoding import LINE_BREAK, MOST_REPEATS, Problem, decode

MOST_LEVELS = 32
"""Nesting beyond which a file is refused: case files have six levels."""

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]  # the stubs leave it out
except ImportError:  # pragma: no cover -- a PyYAML built without libyaml: the same events, ten times slower
    from yaml.parser import Parser as _PurePart
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Parser(Reader, Scanner, _PurePart):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            _PurePart.__init__(self)


Mark = tuple[int, int, int, int, int, int, int, int]
"""Start and end of a key, start and end of its value, as line, column from 0. In a list both are the entry's."""

_REFUSED = "\0"
"""Stands for a key that cannot be one: its value is dropped."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_COLON = re.compile(r"[一-鿿]：")


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
    """

    text: str
    data: dict[str, Any] | list[Any] | None
    marks: dict[int, dict[str | int, Mark]]
    problems: list[Problem]
    blanks: list[tuple[str | int, ...]] = field(default_factory=list)
    dropped: list[Any] = field(default_factory=list)
    _lines: list[str] | None = None

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
        return Span(line + 1, column + 1, end_line + 1, end_column + 1)

    def _first_mark_in(self, container: Any) -> Mark | None:
        here = self.marks.get(id(container))
        return next(iter(here.values())) if here else None

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; empty beyond the end."""
        if self._lines is None:
            self._lines = LINE_BREAK.split(self.text)
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""


def read_source(content: bytes, known_keys: frozenset[str] = frozenset()) -> Source:
    """Read the bytes of a file. Never raises, whatever they are.

    Args:
        content: the whole file.
        known_keys: the keys of the format, to recognise a line whose colon is wrong.
    """
    decoded = decode(content)
    source = Source(decoded.text, None, {}, list(decoded.problems))
    if not decoded.is_readable:
        return source
    builder = _Builder(source)
    try:
        builder.run(_Parser(decoded.text))
    except yaml.YAMLError as error:
        causes = _likely_causes(source, known_keys)
        source.problems.extend(causes or [_syntax_problem(error)])
        return source
    data = builder.root
    if builder.is_refused:
        return source
    if data is None:
        source.problems.append(Problem(faults.EMPTY, "文件里没有内容", START))
    elif isinstance(data, str):
        causes = _likely_causes(source, known_keys)
        whole = Problem(faults.NOT_A_MAPPING, "整个文件被读成了一段文字，没有一行是“键: 值”", START)
        source.problems.extend(causes or [whole])
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
                self.containers.pop()
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
            if event.start_mark.line != event.end_mark.line and _COLON.search(value):
                message = "这一行的冒号是全角的，被并进了上一行的文字里"
                self.problem(faults.FULL_WIDTH_COLON, event, message)
            if value in _NULLS:
                value = None
        refused = None
        if event.anchor is not None:
            refused = f"锚点 &{event.anchor}"
        elif event.tag is not None:
            refused = f"标签 {event.tag}"
        self.add(event, value, refused)

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
            self.push(container)
            return
        refused = None
        if event.anchor is not None:
            refused = f"锚点 &{event.anchor}"
        elif event.tag is not None:
            refused = f"标签 {event.tag}"
        self.add(event, container, refused)
        self.push(container)

    def push(self, container: Any) -> None:
        """Make a container the current one."""
        self.source.marks[id(container)] = {}
        self.containers.append(container)
        self.keys.append(None)
        self.key_marks.append((0, 0, 0, 0))

    def add(self, event: Any, value: Any, refused: str | None = None) -> None:
        """Put a value where it belongs and note its place."""
        if refused is not None:
            self.problem(faults.NOT_A_RECORD, event, f"这里用了{refused}，请把内容直接写出来")
        if not self.containers:
            self.root = value
            return
        container = self.containers[-1]
        start, end = event.start_mark, event.end_mark
        place = (start.line, start.column, end.line, end.column)
        if isinstance(container, list):
            if value is None and refused is None:
                self.problem(faults.WRONG_VALUE, event, "列表里有一个空项，请填上内容或删去这一行")
                return
            self.source.marks[id(container)][len(container)] = place + place
            container.append(value)
            return
        key = self.keys[-1]
        self.keys[-1] = None
        here = self.source.marks[id(container)]
        if key is None or key is _REFUSED or key in here:
            self.source.dropped.append(value)
            return
        here[key] = self.key_marks[-1] + place
        if value is not None:
            container[key] = value
        elif refused is None:
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

    def problem(self, defect: Any, event: Any, message: str) -> None:
        """Note a fault where an event begins; the same kind of fault only so many times."""
        seen = self.repeats[defect.code] = self.repeats.get(defect.code, 0) + 1
        if seen > MOST_REPEATS:
            return
        start, end = event.start_mark, event.end_mark
        end_line, end_column = (
            (end.line, end.column) if end.line == start.line else (start.line, start.column + 1)
        )
        span = Span(start.line + 1, start.column + 1, end_line + 1, max(end_column, start.column + 1) + 1)
        self.source.problems.append(Problem(defect, message, span))


def _likely_causes(source: Source, known_keys: frozenset[str]) -> list[Problem]:
    """The slips people make that leave YAML's own complaint on another line: every one of them, at its line."""
    found = []
    keys = "|".join(sorted(known_keys, key=len, reverse=True))
    full_width = re.compile(rf"(\s*(?:- )*(?:[^:：]*[{{,，]\s*)?)({keys})：") if keys else None
    no_space = re.compile(rf"(\s*(?:- )*)({keys}):(?=[^\s])") if keys else None
    for number, whole_line in enumerate(LINE_BREAK.split(source.text), 1):
        line = whole_line[:_MOST_SCANNED]
        indent = re.match(r"[ ]*\t", line)
        if indent and line.strip() and not line.lstrip().startswith("#"):
            span = Span(number, indent.end(), number, indent.end() + 1)
            found.append(Problem(faults.TAB, "这一行用了制表符缩进", span))
        if full_width and (match := full_width.match(line)):
            column = match.end()
            span = Span(number, column, number, column + 1)
            found.append(Problem(faults.FULL_WIDTH_COLON, f"“{match.group(2)}”后面是全角冒号", span))
        elif no_space and (match := no_space.match(line)):
            column = match.end()
            span = Span(number, column, number, column + 1)
            found.append(Problem(faults.NO_SPACE_AFTER_COLON, f"“{match.group(2)}:”后面没有空格", span))
    return found[:MOST_REPEATS]


_MOST_SCANNED = 500
"""How much of a line is looked through for a likely slip."""

_SYNTAX_MESSAGES = (
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


def _syntax_problem(error: yaml.YAMLError) -> Problem:
    """The parser's complaint in Chinese, at the place it gives."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    message = next(
        (text for part, text in _SYNTAX_MESSAGES if part in said), "这一行附近的写法不合 YAML 格式"
    )
    if mark is None:
        return Problem(faults.SYNTAX, message, START)
    line, column = mark.line + 1, mark.column + 1
    return Problem(faults.SYNTAX, message, Span(line, column, line, column + 1))
