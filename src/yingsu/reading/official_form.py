"""An official form as it came: its sheets, and the names that it gives to cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from openpyxl.utils import column_index_from_string

from yingsu.reading.workbook import Sheet, Workbook, read_workbook
from yingsu.reading.workbook_parts import Package

_AREA: Final = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!"
    r"\$?(?P<left>[A-Z]{1,3})\$?(?P<top>[0-9]{1,7})(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>[0-9]{1,7}))?"
)
_BUILT_IN = "_xlnm."


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name that a form gives to a cell, or to something else.

    Attributes:
        refers_to: as written in the form.
        sheet: the sheet of the cell; `None` where it is no single cell.
        row: of the cell.
        column: of the cell.
    """

    name: str
    refers_to: str
    sheet: str | None = None
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """A form: its cells, its names, and the part of the package that each sheet is."""

    content: bytes
    book: Workbook
    names: tuple[DefinedName, ...]
    parts: dict[str, str]


def read_form(content: bytes) -> OfficialForm:
    """Read a form.

    Raises:
        UnreadableWorkbookError: it is no workbook, damaged, locked, or beyond all reason.
    """
    book = read_workbook(content)
    package = Package(content)
    root = package.tree("xl/workbook.xml")
    relations = package.relations("xl/workbook.xml")
    parts = {}
    for each in _children(root, "sheets"):
        part = next((relations.get(value) for key, value in each.items() if key.endswith("}id")), None)
        if part is not None:
            parts[each.get("name", "")] = part
    return OfficialForm(content, book, tuple(_names(root, book)), parts)


def _names(root: ET.Element, book: Workbook) -> Iterator[DefinedName]:
    for each in _children(root, "definedNames"):
        name, text = each.get("name", ""), (each.text or "").strip()
        if not name.startswith(_BUILT_IN) and not name.startswith("_"):
            yield _named(name, text, book)


def _named(name: str, text: str, book: Workbook) -> DefinedName:
    found = _AREA.fullmatch(text)
    if found is None:
        return DefinedName(name, text)
    sheet = book.sheet((found["quoted"] or found["plain"]).replace("''", "'"))
    top, left = int(found["top"]), column_index_from_string(found["left"])
    bottom = int(found["bottom"] or top)
    right = column_index_from_string(found["right"] or found["left"])
    if sheet is None or not _is_one_cell(sheet, (top, left, bottom, right)):
        return DefinedName(name, text)
    return DefinedName(name, text, sheet.name, top, left)


def _is_one_cell(sheet: Sheet, area: tuple[int, int, int, int]) -> bool:
    """Whether an area is a cell, or cells that are shown as one."""
    return area[:2] == area[2:] or area in sheet.merged


def _children(root: ET.Element, name: str) -> Iterator[ET.Element]:
    for each in root:
        if each.tag.rpartition("}")[2] == name:
            yield from each
