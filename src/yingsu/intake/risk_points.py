"""A risk point that was found, written into the file of the case or of the screening."""

from dataclasses import dataclass

from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.case import Case
from yingsu.domain.records import Screening
from yingsu.intake.amending import Amended, with_entry
from yingsu.intake.locking import workspace_lock
from yingsu.intake.writing import write_whole
from yingsu.reading.files import read_bytes
from yingsu.reading.tree import Entry, FileKind
from yingsu.reading.validation import Reading
from yingsu.reading.workspace import Workspace

_FIELD = "risk_points"


class PointTakenError(Exception):
    """The file has a point of that code already.

    Attributes:
        line: of it, from 1.
    """

    def __init__(self, path: str, code: str | None, line: int) -> None:
        super().__init__(f"{path} 第 {line} 行已经有 {code}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Added:
    """A point that is in the file now, or would be.

    Attributes:
        path: of the file, relative to the workspace.
        line: of the point in it, from 1.
        entry: as written.
    """

    path: str
    line: int
    entry: str


def add_risk_point(
    workspace: Workspace, entry: Entry, point: RiskPoint, *, is_rehearsal: bool = False
) -> Added:
    """Put a point into the file of a case or of a screening.

    Args:
        workspace: the workspace.
        entry: the file.
        point: with the fields that are known.
        is_rehearsal: find out what would be written, and write nothing.

    Raises:
        PointTakenError: it is there already.
        FaultyFileError: the file has errors.
        UnusualLayoutError: no place in it is certain.
        Unreadable: it cannot be read.
        BusyError: another program does not end its writing.
        OSError: it cannot be written.
    """
    if is_rehearsal:
        return _told(entry, _amended(entry, read_bytes(workspace.root, entry.path), point))
    with workspace_lock(workspace.root):
        content = read_bytes(workspace.root, entry.path)
        made = _amended(entry, content, point)
        write_whole(workspace.root / entry.path, made.content, instead_of=content)
    return _told(entry, made)


def _told(entry: Entry, made: Amended[Case] | Amended[Screening]) -> Added:
    return Added(entry.path, made.line, made.entry)


def _amended(entry: Entry, content: bytes, point: RiskPoint) -> Amended[Case] | Amended[Screening]:
    if entry.kind is FileKind.SCREENING:
        screening = with_entry(content, Screening, _FIELD, point, entry.path)
        _refuse_taken(screening.before, screening.before.node, point)
        return screening
    made = with_entry(content, Case, _FIELD, point, entry.path, entry.case)
    _refuse_taken(made.before, made.before.node, point)
    return made


def _refuse_taken(
    reading: Reading[Case] | Reading[Screening], node: Case | Screening | None, point: RiskPoint
) -> None:
    for known in node.risk_points if node is not None else ():
        if known.code == point.code:
            raise PointTakenError(reading.path, known.code, reading.source.span(known.path).line)
