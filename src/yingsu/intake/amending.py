"""An entry put into a file that a person wrote. What was there stays, byte for byte: comments, order, quoting.

The place is found by the reader's positions and the text goes in there; the file is never made anew from its data.
Where positions do not tell enough (a comment may belong to what is above it or to what is below), the new text is
read again, and unless it says the old data plus the entry and nothing else, nothing is written.
"""

import re
from dataclasses import dataclass
from typing import Any, Generic

from yingsu.diagnostic import Diagnostic
from yingsu.domain.node import Node
from yingsu.intake.yaml_text import scalar
from yingsu.reading.decoding import LINE_BREAK
from yingsu.reading.source import Source
from yingsu.reading.validation import AnyNode, Reading, read_record

_BOM = b"\xef\xbb\xbf"
_TO_BE_FILLED_IN = re.compile(r" *# {2,}\S")
"""A line that `new-case` has written for later: without its "# " it is part of what stands above."""


class FaultyFileError(Exception):
    """The file has errors: what it says is not certain, so nothing is put into it.

    Attributes:
        diagnostics: the errors.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{diagnostics[0].path} 有 {len(diagnostics)} 个错误")
        self.diagnostics = diagnostics


class UnusualLayoutError(Exception):
    """The file is laid out in a way that no place in it is certain.

    Attributes:
        key: the list.
        entry: what was to be added, as it can be written by hand.
    """

    def __init__(self, path: str, key: str, entry: str) -> None:
        super().__init__(f"{path} 的写法特殊，没有找到放得进去的地方")
        self.key = key
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Amended(Generic[AnyNode]):
    """A file with an entry more.

    Attributes:
        content: the whole file.
        line: of the entry in it, from 1.
        entry: as written.
        before: the file without it, as read.
        after: the file with it, as read.
    """

    content: bytes
    line: int
    entry: str
    before: Reading[AnyNode]
    after: Reading[AnyNode]


def with_entry(
    content: bytes,
    model: type[AnyNode],
    field: str,
    entry: Node,
    path: str,
    case: str | None = None,
) -> Amended[AnyNode]:
    """A file of one record with an entry more at the end of one of its lists.

    Args:
        content: the file.
        model: what it holds.
        field: the field of the list, at the top of the file.
        entry: what is added: the fields of it that are set.
        path: relative to the workspace.
        case: the case id, for a case.

    Raises:
        FaultyFileError: the file has errors.
        UnusualLayoutError: no place is certain.
    """
    before = read_record(content, model, path, case)
    errors = tuple(found for found in before.diagnostics() if found.is_error)
    if errors or not isinstance(before.source.data, dict):
        raise FaultyFileError(errors)
    keys = [each.alias or name for name, each in model.model_fields.items()]
    key = model.model_fields[field].alias or field
    values = _values(entry)
    written = "{" + ", ".join(f"{name}: {scalar(value)}" for name, value in values.items()) + "}"
    text = content.removeprefix(_BOM).decode("utf-8")
    place, added = _Layout(text, before.source, before.source.data).insertion(keys, key, written)
    whole = text[:place] + added + text[place:]
    new = content[: len(content) - len(content.removeprefix(_BOM))] + whole.encode("utf-8")
    after = read_record(new, model, path, case)
    wanted = {**before.source.data, key: [*before.source.data.get(key, ()), values]}
    known = [(found.defect.code, found.message) for found in before.diagnostics()]
    said = [(found.defect.code, found.message) for found in after.diagnostics()]
    if after.node is None or after.source.data != wanted or said != known:
        raise UnusualLayoutError(path, key, written)
    line = len(LINE_BREAK.findall(whole[: place + added.index(written)])) + 1
    return Amended(new, line, written, before, after)


def _values(entry: Node) -> dict[str, str]:
    """What is set of a part of one level, by the keys people write."""
    fields = type(entry).model_fields
    return {
        each.alias or name: str(getattr(entry, name))
        for name, each in fields.items()
        if name in entry.model_fields_set
    }


class _Layout:
    """A text with the places of its lines, and of what is in it."""

    def __init__(self, text: str, source: Source, data: dict[str, Any]) -> None:
        self.text = text
        self.source = source
        self.data = data
        self.marks = {str(key): mark for key, mark in source.marks[id(data)].items()}
        breaks = [match.span() for match in LINE_BREAK.finditer(text)]
        self.starts = [0, *(end for _, end in breaks)]
        self.ends = [*(start for start, _ in breaks), len(text)]
        self.column = min((mark[1] for mark in self.marks.values()), default=0)

    def insertion(self, keys: list[str], key: str, entry: str) -> tuple[int, str]:
        """Where in the text an entry of a list goes, and what goes there."""
        if key not in self.marks:
            return self._with_key(keys, key, entry)
        value = self.data.get(key)
        if value is None:
            return self._below(key, f"{' ' * (self.column + 2)}- {entry}")
        line, column = self.marks[key][4:6]
        start = self.starts[line] + column
        if not self.text.startswith("[", start):
            return self._below(key, f"{' ' * column}- {entry}")
        if not value:
            return start + 1, entry
        return self._after_last(value, entry)

    def _after_last(self, value: list[Any], entry: str) -> tuple[int, str]:
        """After the last entry of a list in brackets; on a line of its own where that is."""
        (line, column), (end_line, end_column) = (
            self.source.marks[id(value)][len(value) - 1][:2],
            self.source.ends.get(id(value[-1]), (0, 0)),
        )
        before = self.text[self.starts[line] : self.starts[line] + column]
        separator = ", " if before.strip() else f",{self._line_end(line)}{before}"
        return self.starts[end_line] + end_column, separator + entry

    def _with_key(self, keys: list[str], key: str, entry: str) -> tuple[int, str]:
        """A new list: after the nearest of the keys that stand before it in the format."""
        earlier = [each for each in keys[: keys.index(key)] if each in self.marks]
        neighbour = earlier[-1] if earlier else next(iter(self.marks))
        indent = " " * self.column
        end = self._end_of(neighbour)
        is_apart = (
            end - self.marks[neighbour][0] > 1 and end < len(self.starts) and not self._line(end).strip()
        )
        head = [""] if is_apart else []
        return self._at_line(end, [*head, f"{indent}{key}:", f"{indent}  - {entry}"])

    def _below(self, key: str, line: str) -> tuple[int, str]:
        return self._at_line(self._end_of(key), [line])

    def _at_line(self, number: int, lines: list[str]) -> tuple[int, str]:
        """Whole lines before a line, with line ends as the one above has."""
        line_end = self._line_end(number - 1)
        if number < len(self.starts):
            return self.starts[number], "".join(f"{line}{line_end}" for line in lines)
        return len(self.text), "".join(f"{line_end}{line}" for line in lines)

    def _end_of(self, key: str) -> int:
        """The line after all that belongs to a key: also after lines below it that are still to be filled in.

        Other comments before the next key, and blank lines, are what follows.
        """
        first = self.marks[key][0]
        after = min((mark[0] for mark in self.marks.values() if mark[0] > first), default=len(self.starts))
        end = after
        while end > first + 1 and self._is_apart(end - 1):
            end -= 1
        while end < after and _TO_BE_FILLED_IN.match(self._line(end)):
            end += 1
        return end

    def _is_apart(self, number: int) -> bool:
        """Whether a line is blank, a comment no deeper than the keys, or the end of the document."""
        line = self._line(number)
        bare = line.lstrip(" ")
        is_comment = bare.startswith("#") and len(line) - len(bare) <= self.column
        return not line.strip() or is_comment or line.startswith("...")

    def _line(self, number: int) -> str:
        return self.text[self.starts[number] : self.ends[number]]

    def _line_end(self, number: int) -> str:
        """How a line ends; one without an end as the first of the file."""
        ends = [self.text[end:start] for end, start in zip(self.ends, self.starts[1:], strict=False)]
        return ends[number] if number < len(ends) else next(iter(ends), "\n")
