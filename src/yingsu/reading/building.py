"""The events of a YAML text to plain data, with the place of everything beside it.

All files of an office go through these loops, so they are written for speed: what nearly every key and scalar is, is
dealt with where it is met, and only what is odd costs a call.
"""

from collections.abc import Callable
from typing import Any

import yaml

from yingsu.diagnostic import Defect, Span
from yingsu.reading import faults
from yingsu.reading.decoding import LINE_BREAK, MOST_REPEATS, Problem
from yingsu.reading.slips import colon_slips, is_swallowed

MOST_LEVELS = 32
"""Nesting beyond which a file is refused: case files have six levels. So the builder may call itself."""

Mark = tuple[int, int, int, int, int, int, int, int]
"""Start and end of a key, start and end of its value, as line, column from 0. In a list both are the entry's."""

Path = tuple[str | int, ...]

_REFUSED = "\0"
"""Stands in a path for a key that cannot be one: its value is dropped."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_YAML_TAGS = "tag:yaml.org,2002:"

# A name of this module is found quicker than one of another.
_SCALAR, _ALIAS = yaml.ScalarEvent, yaml.AliasEvent
_MAPPING, _MAPPING_END = yaml.MappingStartEvent, yaml.MappingEndEvent
_LIST, _LIST_END = yaml.SequenceStartEvent, yaml.SequenceEndEvent
_DOCUMENT = yaml.DocumentStartEvent


class TooDeepError(Exception):
    """A text is nested too deep for anything of it to be trusted. The problem has been noted."""


class Builder:
    """Builds data from events, and notes where everything is and what is wrong.

    Attributes:
        problems: faults of characters and syntax.
        marks: the places of a container's keys or entries, by its `id`.
        ends: where containers end, by their `id`, as line, column from 0.
        blanks: paths of keys without a value.
        dropped: containers that are not in the data, kept alive so that no other gets their `id`.
        lost: paths of values that cannot be trusted.
        swallowing: paths of containers of which a text may have swallowed keys.
    """

    def __init__(self, text: str, known_keys: frozenset[str], problems: list[Problem]) -> None:
        self.problems = problems
        self.marks: dict[int, dict[str | int, Mark]] = {}
        self.ends: dict[int, tuple[int, int]] = {}
        self.blanks: list[Path] = []
        self.dropped: list[Any] = []
        self.lost: set[Path] = set()
        self.swallowing: set[Path] = set()
        self._text = text
        self._lines: list[str] | None = None
        self._known_keys = known_keys
        self._repeats: dict[str, int] = {}
        self._next_event: Callable[[], Any]

    def build(self, parser: Any) -> Any:
        """The data of the first document: a mapping or list, else a text, `None` where there is nothing.

        Raises:
            yaml.YAMLError: the text is not YAML.
            TooDeepError: it is nested too deep.
        """
        self._next_event = next_event = parser.get_event
        root: Any = None
        documents = 0
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is _DOCUMENT:
                documents += 1
                if documents > 1:
                    self._note(faults.NOT_A_RECORD, event, "一个文件只能有一个案件，“---”以后的内容没有读取")
                    break
            elif kind is _MAPPING or kind is _LIST:
                root = self._container(event, ())
            elif kind is _SCALAR or kind is _ALIAS:
                root = self._odd_value(event, (), None, in_flow=False)
        return root

    def _container(self, event: Any, path: Path, *, is_key: bool = False) -> Any:
        """The mapping or list that begins with an event, with everything in it."""
        if len(path) >= MOST_LEVELS:
            self._note(faults.TOO_LARGE, event, f"内容嵌套超过 {MOST_LEVELS} 层")
            raise TooDeepError
        if is_key:
            self._note(faults.NOT_A_RECORD, event, "“键”只能是文字，不能是列表或“键: 值”")
        elif event.anchor is not None or event.tag is not None:
            self._note_feature(event)
        here: dict[Any, Mark] = {}
        container: Any = {} if type(event) is _MAPPING else []
        self.marks[id(container)] = here
        fill = self._fill_mapping if type(event) is _MAPPING else self._fill_list
        end = fill(container, here, path, in_flow=event.flow_style)
        self.ends[id(container)] = (end.line, end.column)
        return container

    def _fill_mapping(self, data: dict[str, Any], here: dict[Any, Mark], path: Path, *, in_flow: bool) -> Any:
        """Take keys and values until the mapping ends; return the mark of its end."""
        next_event = self._next_event
        while type(event := next_event()) is not _MAPPING_END:
            is_plain_text = type(event) is _SCALAR and event.anchor is None and event.tag is None
            key = event.value if is_plain_text else None
            if key is None or key in here or key == "<<":
                key = self._odd_key(event, path, here)
            start, end = event.start_mark, event.end_mark
            event = next_event()
            first, last = event.start_mark, event.end_mark
            line, last_line = first.line, last.line
            if key is not None:
                here[key] = (
                    start.line, start.column, end.line, end.column, line, first.column, last_line, last.column
                )  # fmt: skip
            value = event.value if type(event) is _SCALAR else None
            if (
                value is None
                or event.anchor is not None
                or event.tag is not None
                or (
                    not event.style and (value in _NULLS or ("，" in value if in_flow else line != last_line))
                )
            ):
                value = self._odd_value(event, path, key, in_flow=in_flow)
            if value is not None and key is not None:
                data[key] = value
        return event.end_mark

    def _fill_list(self, data: list[Any], here: dict[Any, Mark], path: Path, *, in_flow: bool) -> Any:
        """Take entries until the list ends; return the mark of its end."""
        next_event = self._next_event
        while type(event := next_event()) is not _LIST_END:
            first, last = event.start_mark, event.end_mark
            line, column, last_line, last_column = first.line, first.column, last.line, last.column
            value = event.value if type(event) is _SCALAR else None
            if (
                value is None
                or event.anchor is not None
                or event.tag is not None
                or (
                    not event.style and (value in _NULLS or ("，" in value if in_flow else line != last_line))
                )
            ):
                value = self._odd_value(event, path, len(data), in_flow=in_flow)
            if value is not None:
                here[len(data)] = (line, column, last_line, last_column, line, column, last_line, last_column)
                data.append(value)
        return event.end_mark

    def _odd_key(self, event: Any, path: Path, here: dict[Any, Mark]) -> str | None:
        """A key that is not simply a new text; `None` where its value has to be dropped."""
        if type(event) is _ALIAS:
            self._note(faults.NOT_A_RECORD, event, f"“键”不能是别名 *{event.anchor}")
            return None
        if type(event) is not _SCALAR:
            self.dropped.append(self._container(event, (*path, _REFUSED), is_key=True))
            return None
        key: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._note(faults.NOT_A_RECORD, event, "键前面不能有锚点（&）或标签（!）")
        if not event.style and key == "<<":
            self._note(faults.NOT_A_RECORD, event, "不能用合并键 <<，请把内容直接写出来")
            return None
        if key in here:
            self._note(faults.DUPLICATE_KEY, event, f"“{key}”在同一层写了两次")
            self.lost.add((*path, key))
            return None
        return key

    def _odd_value(self, event: Any, path: Path, step: str | int | None, *, in_flow: bool) -> Any:
        """A value that may not be simply a text; `None` where there is none.

        Args:
            event: what the value is or begins with.
            path: of the container it is in.
            step: its key or position there; `None` where the value is dropped.
            in_flow: whether it stands between braces or brackets.
        """
        kind = type(event)
        if kind is _MAPPING or kind is _LIST:
            container = self._container(event, (*path, _REFUSED if step is None else step))
            if step is None:
                self.dropped.append(container)
            return container
        value: str | None = None
        if kind is _SCALAR:
            value = event.value
            if not event.style:
                self._look_for_swallowed_keys(event, path, in_flow=in_flow, is_entry=isinstance(step, int))
                value = None if value in _NULLS else value
        is_refused = self._note_feature(event)
        if value is None:
            self._note_absence(event, path, step, is_refused=is_refused)
        return value

    def _note_absence(self, event: Any, path: Path, step: str | int | None, *, is_refused: bool) -> None:
        """Note that there is nothing where a value should be, or nothing that can be taken."""
        if isinstance(step, int):
            if not is_refused:
                self._note(faults.WRONG_VALUE, event, "列表里有一个空项，请填上内容或删去这一行")
            # Without one of its entries a list is not what was meant.
            self.lost.add(path)
        elif step is not None and is_refused:
            self.lost.add((*path, step))
        elif step is not None:
            self.blanks.append((*path, step))

    def _look_for_swallowed_keys(self, event: Any, path: Path, *, in_flow: bool, is_entry: bool) -> None:
        """A plain text may have keys in it that were meant as such."""
        start, end = event.start_mark, event.end_mark
        if in_flow and not is_swallowed(event.value, self._known_keys):
            return
        if not in_flow and start.line == end.line:
            return
        if self._lines is None:
            self._lines = LINE_BREAK.split(self._text)
        # The first line of an entry of a list may be prose; that of a key's value is on a line of its own, or no slip.
        first = start.line + 2 if is_entry and not in_flow else start.line + 1
        column = 1 if first > start.line + 1 else start.column + 1
        place = Span(first, column, end.line + 1, end.column + 1)
        slips = list(colon_slips(self._lines, place, self._known_keys, in_flow=in_flow))
        if slips:
            self.swallowing.add(path)
        self.problems.extend(slip for slip in slips if self._is_to_be_listed(slip.defect))

    def _note_feature(self, event: Any) -> bool:
        """Note what a value must not be or have before it, if it is or has that; return whether."""
        if type(event) is _ALIAS:
            refused = f"别名 *{event.anchor}"
        elif event.anchor is not None:
            refused = f"锚点 &{event.anchor}"
        elif event.tag is not None:
            refused = f"标签 {str(event.tag).replace(_YAML_TAGS, '!!')}"
        else:
            return False
        self._note(faults.NOT_A_RECORD, event, f"这里用了{refused}，请把内容直接写出来")
        return True

    def _note(self, defect: Defect, event: Any, message: str) -> None:
        """Note a fault where an event begins."""
        if not self._is_to_be_listed(defect):
            return
        start, end = event.start_mark, event.end_mark
        end_line, end_column = (
            (end.line, end.column) if end.line == start.line else (start.line, start.column + 1)
        )
        span = Span(start.line + 1, start.column + 1, end_line + 1, max(end_column, start.column + 1) + 1)
        self.problems.append(Problem(defect, message, span))

    def _is_to_be_listed(self, defect: Defect) -> bool:
        """Whether one more of a kind of fault is listed: only so many are."""
        seen = self._repeats[defect.code] = self._repeats.get(defect.code, 0) + 1
        return seen <= MOST_REPEATS
