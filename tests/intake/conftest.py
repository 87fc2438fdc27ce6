"""A small workspace with a form of it, as a unit has it: filled in cell by cell, and brought back."""

import difflib
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from yingsu.domain.view import View
from yingsu.intake.importing import Plan, digest_of
from yingsu.intake.importing_rows import filled_form
from yingsu.intake.importing_writing import import_form
from yingsu.reading.workbook import read_workbook
from yingsu.reading.workspace import open_workspace, read_case, tree_of
from yingsu.render.form_xlsx import form_xlsx
from yingsu.reports.form import Filed, form_book

HERE = Path(__file__).parent
DAY = date(2025, 12, 31)


def form_of(root: Path) -> bytes:
    """The form of every case of a workspace."""
    workspace = open_workspace(root)
    filed = []
    for entry in tree_of(workspace).entries:
        if entry.case is not None:
            content, reading = read_case(root, entry)
            assert reading.node is not None
            filed.append(Filed(View(entry.case, reading.node, workspace.office, DAY), digest_of(content)))
    return form_xlsx(form_book(filed, workspace.office, DAY, None))


@dataclass
class Desk:
    """Where a form is filled in.

    Attributes:
        root: the workspace.
        form: as it is now.
    """

    root: Path
    form: bytes
    texts: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Make the form anew, from the files as they are."""
        self.form, self.texts = form_of(self.root), self.files()

    def fill_in(self, sheet: str, where: dict[str, Any], values: dict[str, Any]) -> None:
        """Write into the row whose cells say what is asked for."""
        book = openpyxl.load_workbook(io.BytesIO(self.form))
        page = book[sheet]
        self._write(page, self._row(page, where), values)
        self._keep(book)

    def copy(self, sheet: str, where: dict[str, Any], values: dict[str, Any]) -> None:
        """Copy a whole row below the last, and write into the copy."""
        book = openpyxl.load_workbook(io.BytesIO(self.form))
        page = book[sheet]
        number, last = self._row(page, where), page.max_row + 1
        for cell in page[number]:
            page.cell(last, int(cell.column or 0)).value = cell.value
        self._write(page, last, values)
        self._keep(book)

    def write(self, sheet: str, cell: str, value: Any) -> None:
        """Write into a cell, also of a sheet that the form does not have."""
        book = openpyxl.load_workbook(io.BytesIO(self.form))
        page = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
        page[cell].value = value
        self._keep(book)

    @staticmethod
    def _titles(page: Any) -> dict[str, int]:
        return {str(cell.value).rstrip("*"): cell.column for cell in page[1]}

    def _row(self, page: Any, where: dict[str, Any]) -> int:
        titles = self._titles(page)
        rows = [
            number
            for number in range(2, page.max_row + 1)
            if page.cell(number, titles["案件编号"]).value != "示例"
            and all(
                str(page.cell(number, titles[title]).value).startswith(str(wanted))
                for title, wanted in where.items()
            )
        ]
        assert len(rows) == 1, f"{page.title} {where}: {rows}"
        return rows[0]

    def _write(self, page: Any, number: int, values: dict[str, Any]) -> None:
        for title, value in values.items():
            page.cell(number, self._titles(page)[title]).value = value

    def add(self, sheet: str, values: dict[str, Any]) -> None:
        """A row more below the last."""
        book = openpyxl.load_workbook(io.BytesIO(self.form))
        page = book[sheet]
        self._write(page, page.max_row + 1, values)
        self._keep(book)

    def _keep(self, book: openpyxl.Workbook) -> None:
        target = io.BytesIO()
        book.save(target)
        self.form = target.getvalue()

    def bring_back(self, *, is_rehearsal: bool = False) -> Plan:
        """Import the form."""
        form = filled_form(read_workbook(self.form))
        return import_form(open_workspace(self.root), form, DAY, is_rehearsal=is_rehearsal)

    def files(self) -> dict[str, str]:
        """The text of every case file."""
        paths = sorted(self.root.glob("cases/*/*/case.yaml"))
        return {path.parent.name: path.read_text(encoding="utf-8") for path in paths}

    def changed_lines(self) -> dict[str, list[str]]:
        """The lines that were taken away and put in since the beginning, by case."""
        now = self.files()
        found = {}
        for name, text in now.items():
            lines = difflib.ndiff(self.texts.get(name, "").splitlines(), text.splitlines())
            changed = [line for line in lines if line[0] in "+-"]
            if changed:
                found[name] = changed
        return found


@pytest.fixture
def desk_of(tmp_path: Path) -> Callable[[Path], Desk]:
    """A desk with a copy of a workspace."""

    def made(source: Path) -> Desk:
        root = tmp_path / "台账"
        shutil.copytree(source / "cases", root / "cases")
        shutil.copy(source / "yingsu.yaml", root / "yingsu.yaml")
        desk = Desk(root, form_of(root))
        desk.texts = desk.files()
        return desk

    return made


@pytest.fixture
def desk(desk_of: Callable[[Path], Desk]) -> Desk:
    """A desk with a copy of the small workspace."""
    return desk_of(HERE / "importing")
