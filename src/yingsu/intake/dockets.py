"""Which case already has a 案号, also in files that cannot be read as cases."""

import re
from collections.abc import Iterator
from typing import Any

from yingsu.domain.case import Case
from yingsu.domain.docket_number import DocketNumberError, parse_docket_number
from yingsu.domain.node import Node
from yingsu.domain.proceeding import Proceeding
from yingsu.reading.files import Unreadable, read_bytes
from yingsu.reading.source import read_source
from yingsu.reading.workspace import Workspace, tree_of


def case_with_docket(workspace: Workspace, docket: str) -> str | None:
    """The id of a case that has a 案号 in one of its proceedings.

    Files are read as far as they can be: an error elsewhere in a file does not hide its 案号.

    Args:
        workspace: whose cases are looked through.
        docket: in its canonical form.
    """
    for entry in tree_of(workspace).entries:
        if entry.case is None:
            continue
        try:
            content = read_bytes(workspace.root, entry.path)
        except Unreadable:
            continue  # nothing in it can be known; check says so
        if any(_canonical(each) == docket for each in _dockets_in(content)):
            return entry.case
    return None


def cases_by_docket(workspace: Workspace) -> dict[str, str]:
    """Every 案号 in its canonical form, and the id of the case that has it; of several the first.

    Files are read as far as they can be.
    """
    found: dict[str, str] = {}
    for entry in tree_of(workspace).entries:
        if entry.case is None:
            continue
        try:
            content = read_bytes(workspace.root, entry.path)
        except Unreadable:
            continue  # nothing in it can be known; check says so
        for docket in _dockets_in(content):
            canonical = _canonical(docket)
            if canonical is not None:
                found.setdefault(canonical, entry.case)
    return found


def written_key(model: type[Node], field: str) -> str:
    """The key that people write for a field."""
    return model.model_fields[field].alias or field


_KEY = written_key(Proceeding, "case_number")
_LINE = re.compile(rf"{_KEY}[\"']?\s*[:：]\s*[\"']?([^\s,，}}\"'#]+)")


def _dockets_in(content: bytes) -> Iterator[str]:
    source = read_source(content)
    if not isinstance(source.data, dict):
        # No YAML: what stands after the key, wherever it is. One too many only asks a person to look.
        yield from _LINE.findall(source.text)
        return
    proceedings: Any = source.data.get(written_key(Case, "proceedings"))
    for proceeding in proceedings if isinstance(proceedings, list) else []:
        docket = proceeding.get(_KEY) if isinstance(proceeding, dict) else None
        if isinstance(docket, str):
            yield docket


def _canonical(text: str) -> str | None:
    try:
        return parse_docket_number(text).canonical
    except DocketNumberError:
        return None
