"""YAML text to plain data with positions beside it.

The libyaml *event* stream is turned into `str | list | dict`; never PyYAML's constructors, which are slower,
lose positions, keep the last of two equal keys and read `NO` as false. Every scalar stays the text that was
typed: the field's type reads it. A key without a value is left out, but its place is kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from yingsu.diagnostic import START, Span
from yingsu.reading import faults
from yingsu.reading.building import Builder, Mark, TooDeepError
from yingsu.reading.decoding import LINE_BREAK, MOST_REPEATS, Problem, decode
from yingsu.reading.slips import colon_slips, likely_slips, why_no_yaml


class PureParser(Reader, Scanner, Parser):
    """The same events as libyaml's, ten times slower: for a PyYAML that was built without it."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


MakesParser = Callable[[str], Any]
"""What gives the events of a text."""

HAS_LIBYAML: bool = yaml.__with_libyaml__
"""Whether PyYAML was built with the quick parser."""

# The stubs leave libyaml's parser out.
FASTEST: MakesParser = yaml.cyaml.CParser if HAS_LIBYAML else PureParser  # type: ignore[attr-defined]


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
    builder = Builder(decoded.text, known_keys, list(decoded.problems))
    source = Source(
        decoded.text,
        None,
        builder.marks,
        builder.problems,
        builder.blanks,
        builder.dropped,
        known_keys,
        builder.ends,
        builder.lost,
        builder.swallowing,
    )
    if not decoded.is_readable:
        return source
    try:
        data = builder.build(parser(decoded.text))
    except yaml.YAMLError as error:
        source.add_problems(why_no_yaml(error, source.lines, known_keys))
        return source
    except TooDeepError:
        return source
    if data is None:
        source.problems.append(Problem(faults.EMPTY, "文件里没有内容", START))
    elif isinstance(data, str):
        whole = Problem(faults.NOT_A_MAPPING, "整个文件被读成了一段文字，没有一行是“键: 值”", START)
        source.add_problems(likely_slips(source.lines, known_keys)[:MOST_REPEATS] or [whole])
    else:
        source.data = data
    return source
