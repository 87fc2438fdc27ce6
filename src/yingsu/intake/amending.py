"""Values put into a file that a person wrote. What was there stays, byte for byte: comments, order, quoting.

The places are found by the reader's positions and the text goes in there; the file is never made anew from its data.
Where positions do not tell enough (a comment may belong to what is above it or to what is below), the new text is
read again, and unless it says the old data with the change and nothing else, nothing is written.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic

from yingsu.diagnostic import Diagnostic
from yingsu.domain.node import Node, Path
from yingsu.intake.amending_layout import Layout, UncertainPlaceError, flow
from yingsu.reading.shapes import keys_of, model_at
from yingsu.reading.source import Source, read_source
from yingsu.reading.validation import AnyNode, Reading, read_record

_BOM = b"\xef\xbb\xbf"


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
class Setting:
    """A value under a key, in the place of one that is there or new. Parts that are not there yet are made.

    Attributes:
        path: the mapping, or the list.
        key: in it; in a list the position of an entry that is there.
        value: plain data.
    """

    path: Path
    key: str | int
    value: Any


@dataclass(frozen=True, slots=True)
class Adding:
    """An entry more at the end of a list, which is made if there is none.

    Attributes:
        path: the mapping with the list.
        in_braces: whether on one line; `None`: as the entries before it are.
    """

    path: Path
    key: str
    entry: Any
    in_braces: bool | None = None


@dataclass(frozen=True, slots=True)
class Removing:
    """A key and its value away; a part that would be empty without it, too."""

    path: Path
    key: str


Edit = Setting | Adding | Removing


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
    before = _sound(content, model, path, case)
    key = model.model_fields[field].alias or field
    values = _values(entry)
    written = flow(values)
    edit = Adding((), key, values, in_braces=True)
    new = edited(content, model, (edit,), path)
    after = read_record(new, model, path, case)
    known = [(found.defect.code, found.message) for found in before.diagnostics()]
    said = [(found.defect.code, found.message) for found in after.diagnostics()]
    if after.node is None or said != known:
        raise UnusualLayoutError(path, key, written)
    return Amended(new, _line_of_last(after.source, key), written, before, after)


def edited(content: bytes, model: type[Node], edits: Iterable[Edit], path: str) -> bytes:
    """A file with changes made one after the other: each line that they do not touch as it was.

    Args:
        content: the file, which must be free of errors.
        model: what it holds, for the order of keys.
        edits: what is changed; places are those in the file as the changes before have left it.
        path: relative to the workspace.

    Raises:
        UnusualLayoutError: a place is not certain.
    """
    head = content[: len(content) - len(content.removeprefix(_BOM))]
    text = content.removeprefix(_BOM).decode("utf-8")
    for edit in edits:
        text = _with(text, model, edit, path)
    return head + text.encode("utf-8")


def _with(text: str, model: type[Node], edit: Edit, path: str) -> str:
    """The text with one change, read back."""
    source = read_source(text.encode("utf-8"))
    exact = _on_what_is_there(source.data, edit)
    try:
        wanted = _as_wanted(source.data, exact)
        start, end, piece = _splice(Layout(text, source), model, exact)
    except (
        UncertainPlaceError,
        IndexError,
        KeyError,
        TypeError,
    ):  # a part above it is no mapping, or no entry
        raise _unusual(path, edit) from None
    new = text[:start] + piece + text[end:]
    again = read_source(new.encode("utf-8"))
    if again.data != wanted or len(again.problems) > len(source.problems):
        raise _unusual(path, edit)
    return new


def _on_what_is_there(data: Any, edit: Edit) -> Edit:
    """The same change said of the deepest part that is there: what is missing above it becomes part of the value."""
    if isinstance(edit, Removing):
        while edit.path and isinstance(edit.path[-1], str) and len(_at(data, edit.path)) == 1:
            edit = Removing(edit.path[:-1], edit.path[-1])
        return edit
    if isinstance(edit, Adding):
        if _at(data, (*edit.path, edit.key)):
            return edit
        found = _at(data, edit.path)
        if isinstance(found, dict) and found.get(edit.key) == []:
            return edit
        edit = Setting(edit.path, edit.key, [edit.entry])
    while edit.path and _at(data, edit.path) is None:
        edit = Setting(edit.path[:-1], edit.path[-1], {edit.key: edit.value})
    return edit


def _at(data: Any, path: Path) -> Any:
    """What stands at a path; `None` where there is nothing."""
    for step in path:
        is_there = (
            step in data if isinstance(data, dict) else isinstance(data, list) and step in range(len(data))
        )
        if not is_there:
            return None
        data = data[step]
    return data


def _as_wanted(data: Any, edit: Edit) -> Any:
    """The data as they must be after a change."""
    wanted = copy.deepcopy(data)
    place = _at(wanted, edit.path)
    if isinstance(edit, Removing):
        del place[edit.key]
    elif isinstance(edit, Adding):
        place[edit.key].append(edit.entry)
    else:
        place[edit.key] = edit.value
    return wanted


def _splice(layout: Layout, model: type[Node], edit: Edit) -> tuple[int, int, str]:
    if isinstance(edit, Removing):
        return layout.removing(edit.path, edit.key)
    if isinstance(edit, Adding):
        return layout.adding(edit.path, edit.key, edit.entry, in_braces=edit.in_braces)
    record = model_at(model, edit.path)
    return layout.setting(edit.path, edit.key, edit.value, keys_of(record) if record is not None else ())


def _unusual(path: str, edit: Edit) -> UnusualLayoutError:
    written = (
        "" if isinstance(edit, Removing) else flow(edit.entry if isinstance(edit, Adding) else edit.value)
    )
    return UnusualLayoutError(path, str(edit.key), written)


def _sound(content: bytes, model: type[AnyNode], path: str, case: str | None) -> Reading[AnyNode]:
    """The file as read.

    Raises:
        FaultyFileError: it has errors.
    """
    found = read_record(content, model, path, case)
    errors = tuple(each for each in found.diagnostics() if each.is_error)
    if errors or not isinstance(found.source.data, dict):
        raise FaultyFileError(errors)
    return found


def _line_of_last(source: Source, key: str) -> int:
    """The line of the last entry of a list at the top, from 1."""
    assert isinstance(source.data, dict)  # noqa: S101 -- it has just been read as a record
    entries = source.data[key]
    return source.marks[id(entries)][len(entries) - 1][0] + 1


def _values(entry: Node) -> dict[str, str]:
    """What is set of a part of one level, by the keys people write."""
    fields = type(entry).model_fields
    return {
        each.alias or name: str(getattr(entry, name))
        for name, each in fields.items()
        if name in entry.model_fields_set
    }
