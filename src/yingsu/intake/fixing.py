"""`check --fix`: what is wrong in the way a file is written and can mean one thing only, put right in its text.

Whatever was made is read again. If it does not say the old data with the intended changes and nothing else, or anything is
wrong in it that was not wrong before, the file stays as it is. Fixing what was fixed changes nothing.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yingsu.domain.case import Case
from yingsu.domain.node import Node
from yingsu.domain.records import Event, OwnRiskPoint, Screening, Unit, UnitLetter
from yingsu.domain.settings import Settings
from yingsu.intake.fixes import Codes
from yingsu.intake.fixing_layout import (
    Put,
    Step,
    with_one_line_end,
    with_right_structure,
    without_trailing_blanks,
    without_unseen,
)
from yingsu.intake.fixing_values import changes_in, with_changes
from yingsu.intake.locking import workspace_lock
from yingsu.intake.writing import why_not_written, write_whole
from yingsu.reading.decoding import decode
from yingsu.reading.files import Unreadable, read_bytes
from yingsu.reading.source import Source, read_source
from yingsu.reading.tree import SETTINGS_FILE, UNITS_FILE, FileKind
from yingsu.reading.validation import read_list, read_record
from yingsu.reading.workspace import Workspace, tree_of
from yingsu.rules.registry import DEFECTS

_BOM = b"\xef\xbb\xbf"


class UncertainFixError(Exception):
    """What was made of a file is not what was meant; the file is left as it is."""

    def __init__(self) -> None:
        super().__init__("改了以后会读成别的内容，或者出现新的错误，没有改，请自己核对")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a file holds.

    Attributes:
        model: a record.
        is_list: whether a list of such records.
    """

    model: type[Node]
    is_list: bool = False

    def read(self, text: str) -> Source:
        """A file as read, checked against the format."""
        return (read_list if self.is_list else read_record)(text.encode("utf-8"), self.model, "").source


CASE, SCREENING = Shape(Case), Shape(Screening)
EVENTS, LETTERS = Shape(Event, is_list=True), Shape(UnitLetter, is_list=True)
SETTINGS, UNITS, RISK_POINTS = Shape(Settings), Shape(Unit, is_list=True), Shape(OwnRiskPoint, is_list=True)
_SHAPES = {
    FileKind.CASE: CASE,
    FileKind.SCREENING: SCREENING,
    FileKind.EVENTS: EVENTS,
    FileKind.LETTERS: LETTERS,
}


def fixed(content: bytes, shape: Shape, codes: Codes) -> tuple[bytes, tuple[Put, ...]]:
    """A file with everything put right that can be, and what that was, by line.

    Args:
        content: the file; one that is no text, or holds a conflict of git, comes back as it is.
        shape: what it holds.
        codes: the codes that there are.

    Raises:
        UncertainFixError: what was made is not what was meant.
    """
    if not decode(content).is_readable:
        return content, ()
    bare = content.removeprefix(_BOM)
    old = bare.decode("utf-8")
    put: list[Put] = []
    text = old
    for step in (
        without_unseen,
        with_one_line_end,
        lambda text: with_right_structure(text, shape.read(text), shape.read),
        lambda text: _with_right_values(text, shape, codes),
        _without_trailing_blanks,
    ):
        text, done = step(text)
        put += done
    if put:
        _refuse_worse(shape.read(old), shape.read(text), {each.line for each in put})
    head = content[: len(content) - len(bare)]
    return head + text.encode("utf-8"), tuple(sorted(put, key=lambda each: (each.line, each.title)))


def _with_right_values(text: str, shape: Shape, codes: Codes) -> Step:
    source = read_source(text.encode("utf-8"))
    changes = list(changes_in(source, shape.model, codes))
    if not changes:
        return text, []
    made, wanted = with_changes(text, source, changes)
    _refuse_other(made, wanted)
    return made, [each.put for each in changes]


def _without_trailing_blanks(text: str) -> Step:
    source = read_source(text.encode("utf-8"))
    if source.data is None:
        return text, []
    made, put = without_trailing_blanks(text, source)
    _refuse_other(made, source.data)
    return made, put


def _refuse_other(text: str, wanted: Any) -> None:
    """Stop where a text does not say what it should.

    Raises:
        UncertainFixError: it does not.
    """
    if read_source(text.encode("utf-8")).data != wanted:
        raise UncertainFixError


def _refuse_worse(before: Source, after: Source, lines: set[int]) -> None:
    """Stop where more is wrong in a line that was touched than was. Of a file that could not be read, nobody knows what was.

    Instead of what was put right something else may be told now: what was behind a key that was none.

    Raises:
        UncertainFixError: more is.
    """
    known, found = (Counter(each.span.line for each in source.problems) for source in (before, after))
    if before.data is not None and any(found[line] > known[line] for line in lines):
        raise UncertainFixError


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file that can be put right.

    Attributes:
        path: as diagnostics name it.
        file: where it is.
        before: what it holds.
        after: what it should.
        put: what was put right, by line.
    """

    path: str
    file: Path
    before: bytes
    after: bytes
    put: tuple[Put, ...]

    @property
    def texts(self) -> tuple[str, str]:
        """The text before and after."""
        return self.before.decode("utf-8-sig"), self.after.decode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class Left:
    """A file that stays as it is, and why (Chinese)."""

    path: str
    why: str


def proposals(workspace: Workspace, is_wanted: Callable[[str], bool]) -> Iterator[Proposal | Left]:
    """What can be put right in the files of a workspace, in the order of their paths.

    Args:
        workspace: opened; of several that are read as one, one.
        is_wanted: which paths are asked for, as diagnostics name them.
    """
    codes = Codes({point.code for point in workspace.office.risk_catalogue.points}, frozenset(DEFECTS))
    prefix = f"{workspace.label}/" if workspace.label else ""
    seen: set[str] = set()
    for place, shape in _files_of(workspace, prefix):
        path, real = f"{prefix}{place}", os.path.realpath(workspace.root / place)
        # A link to another file of the workspace is that file.
        if not is_wanted(path) or real in seen:
            continue
        seen.add(real)
        try:
            content = read_bytes(workspace.root, place)
            after, put = fixed(content, shape, codes)
        except Unreadable:
            continue  # it is said where the workspace is checked
        except UncertainFixError as error:
            yield Left(path, str(error))
            continue
        if put:
            yield Proposal(path, workspace.root / place, content, after, put)


def _files_of(workspace: Workspace, prefix: str) -> Iterator[tuple[str, Shape]]:
    """The files that are read, each by its place in its own workspace."""
    found = {entry.place: _SHAPES[entry.kind] for entry in tree_of(workspace).entries}
    found |= {SETTINGS_FILE: SETTINGS, UNITS_FILE: UNITS}
    if workspace.risk_points is not None:
        found[workspace.risk_points.path.removeprefix(prefix)] = RISK_POINTS
    yield from sorted(found.items(), key=lambda each: each[0])


def write(root: Path, wanted: Iterable[Proposal]) -> Iterator[Proposal | Left]:
    """Write files; each is whole, old or new. One that cannot be written hides nothing of the others.

    Args:
        root: the workspace.
        wanted: what to write.

    Yields:
        what was written, and what was not.

    Raises:
        BusyError: another program does not end its writing.
        OSError: the workspace cannot be locked.
    """
    with workspace_lock(root):
        for proposal in wanted:
            try:
                write_whole(proposal.file, proposal.after, instead_of=proposal.before)
            except OSError as error:
                yield Left(proposal.path, f"没有写入：{why_not_written(error)}")
            else:
                yield proposal
