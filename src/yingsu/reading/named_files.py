"""The documents that a case names: whether they are there."""

import os
from collections.abc import Iterator
from pathlib import Path

from yingsu.diagnostic import Diagnostic
from yingsu.domain.case import Case
from yingsu.domain.scalars import shorten
from yingsu.reading import faults
from yingsu.reading.decoding import Problem
from yingsu.reading.validation import Reading
from yingsu.reading.workspace import Entry, is_inside


def missing_files(root: Path, entry: Entry, reading: Reading[Case], case: Case) -> Iterator[Diagnostic]:
    """The documents a case names that are not in its directory, or only as a link out of the workspace."""
    directory = root / Path(entry.place).parent
    for node, field, name in case.files():
        span = reading.source.span((*node.path, node.key_of(field)), of_value=True)
        document = directory / name
        # Not Path.is_file: it raises where a name is too long for the system.
        if not os.path.isfile(document):  # noqa: PTH113
            message = f"案件目录下没有文件“{shorten(name)}”"
            yield reading.diagnostic(Problem(faults.MISSING_FILE, message, span))
        elif not is_inside(root, os.path.realpath(document)):
            message = f"文件“{shorten(name)}”是链接，指到工作区之外"
            yield reading.diagnostic(Problem(faults.OUTSIDE, message, span))
