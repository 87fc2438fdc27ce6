"""The form as a workbook holds it: rows with what is known, and hidden beside them what the files said when it was made.

By that it can be told later who has changed something, the unit in the form or somebody in the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from yingsu.domain.form import FormSheet
from yingsu.domain.node import Path

README_SHEET: Final = "填写说明"
BASE_SHEET: Final = "底稿"
"""Hidden: what the files said."""

BASE_MARK: Final = "yingsu form 1"
"""In the first cell of that sheet: that a workbook is a form of ours, and of which make."""

LOCATOR_TITLE: Final = "编号（勿改）"
"""Hidden: which entry of which file a row shows."""

CASE_TITLE: Final = "案件编号"
MUST_MARK: Final = "*"
"""After the title of a column that must be filled in."""

DELETE: Final = "（删除）"
"""In a cell: what the file says there is to go. An empty cell leaves it."""

_MOST_DIGITS: Final = 6

Value = date | int | str | None


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a sheet.

    Attributes:
        locator: of the entry; empty in an example.
        case: the case id.
        links: which entries above it is in, by the text of each.
        sort: which list it is in, where the sheet has several; else empty.
        values: of the columns.
    """

    locator: str
    case: str
    links: tuple[str, ...]
    sort: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FormTab:
    """A sheet with its rows.

    Attributes:
        examples: rows that show how it is done; they are never read.
        choices: the words of each column; empty where any text will do.
    """

    sheet: FormSheet
    examples: tuple[FormRow, ...]
    rows: tuple[FormRow, ...]
    choices: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FormBook:
    """The whole form.

    Attributes:
        about: what it says of itself, in lines.
        base: of each cell the locator of its row, the title of its column, and its text; no empty ones.
        digests: of each case its id and the SHA-256 of its file.
    """

    title: str
    about: tuple[str, ...]
    tabs: tuple[FormTab, ...]
    base: tuple[tuple[str, str, str], ...]
    digests: tuple[tuple[str, str], ...]


def locator_of(case: str, path: Path) -> str:
    """An entry of a case as the hidden column names it."""
    return f"{case}#{'/'.join(str(step) for step in path)}"


def located(locator: str) -> tuple[str, Path] | None:
    """The case and the path that a hidden cell names; `None` where it names none."""
    case, sign, steps = locator.rpartition("#")
    if not sign or not case:
        return None
    return case, tuple(
        int(step) if step.isdecimal() and len(step) <= _MOST_DIGITS else step
        for step in steps.split("/")
        if step
    )


def head_of(sheet: FormSheet) -> Iterator[str]:
    """The titles of the columns that say where a row belongs, before those of the sheet itself."""
    yield LOCATOR_TITLE
    yield CASE_TITLE
    yield from (above.link for above in sheet.ancestors)
    if sheet.sorts:
        yield sheet.sorts
