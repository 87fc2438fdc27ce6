"""The documents that a case names: whether they are there."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from yingsu.diagnostic import Diagnostic
from yingsu.domain.case import Case
from yingsu.domain.scalars import shorten
from yingsu.reading import faults
from yingsu.reading.decoding import Problem
from yingsu.reading.files import document_state
from yingsu.reading.tree import Entry
from yingsu.reading.validation import Reading
from yingsu.verdict import Document


def documents_of(root: Path, entry: Entry, case: Case) -> Iterator[tuple[str, Document]]:
    """Each document that a case names, and whether it is in its directory, in the order of the file."""
    directory = root / Path(entry.place).parent
    for _, _, name in case.files():
        yield name, document_state(root, directory, name)


def missing_files(
    reading: Reading[Case], case: Case, documents: Iterable[tuple[str, Document]]
) -> Iterator[Diagnostic]:
    """The documents a case names that are not in its directory, or only as a link out of the workspace."""
    for (node, field, name), (_, state) in zip(case.files(), documents, strict=True):
        if state is Document.PRESENT:
            continue
        span = reading.source.span((*node.path, node.key_of(field)), of_value=True)
        if state is Document.MISSING:
            message = f"案件目录下没有文件“{shorten(name)}”"
            yield reading.diagnostic(Problem(faults.MISSING_FILE, message, span))
        else:
            message = f"文件“{shorten(name)}”是链接，指到工作区之外"
            yield reading.diagnostic(Problem(faults.OUTSIDE, message, span))
