"""The documents that a case names: whether they are there."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from yingsu.diagnostic import Diagnostic
from yingsu.domain.case import Case
from yingsu.domain.node import Node
from yingsu.domain.scalars import shorten
from yingsu.reading import faults
from yingsu.reading.decoding import Problem
from yingsu.reading.files import document_state
from yingsu.reading.tree import Entry
from yingsu.reading.validation import Reading
from yingsu.verdict import Document

Named = tuple[Node, str, str]
"""A document that a case names: the part, its field, the path as written."""


def documents_of(root: Path, entry: Entry, named: Sequence[Named]) -> tuple[tuple[str, Document], ...]:
    """Each document that a case names, and whether it is in its directory, in the order of the file."""
    if not named:
        return ()
    directory = root / Path(entry.place).parent
    return tuple((name, document_state(root, directory, name)) for _, _, name in named)


def missing_files(
    reading: Reading[Case], named: Sequence[Named], documents: Iterable[tuple[str, Document]]
) -> Iterator[Diagnostic]:
    """The documents a case names that are not in its directory, or only as a link out of the workspace."""
    for (node, field, name), (_, state) in zip(named, documents, strict=True):
        if state is Document.PRESENT:
            continue
        span = reading.source.span((*node.path, node.key_of(field)), of_value=True)
        if state is Document.MISSING:
            message = f"案件目录下没有文件“{shorten(name)}”"
            yield reading.diagnostic(Problem(faults.MISSING_FILE, message, span))
        else:
            message = f"文件“{shorten(name)}”是链接，指到工作区之外"
            yield reading.diagnostic(Problem(faults.OUTSIDE, message, span))
