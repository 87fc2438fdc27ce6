"""An export given out: tables row by row into a new directory, with the guide and the queries beside them.

Imported by the command when it runs: it may load what it needs.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any, Protocol

from yingsu.cli.console import note, print_document
from yingsu.cli.export_directory import MANIFEST, refuse_foreign
from yingsu.cli.ledger_files import LedgerFiles
from yingsu.cli.problem import Problem
from yingsu.document import Align, Column, Document, Table, count, text
from yingsu.intake.directories import replacing
from yingsu.intake.writing import why_not_written
from yingsu.metrics.catalogue import METRICS
from yingsu.reading.revision import revision_of
from yingsu.render.json_ import dumps
from yingsu.reports.counted import draft_stamp, fingerprint
from yingsu.reports.provenance import versions
from yingsu.reports.table_core import Standpoint
from yingsu.reports.tables import TABLES, Tally, of_office, streamed
from yingsu.reports.tables_figures import Origin
from yingsu.reports.tables_guide import EVERY_FIGURE, duckdb_views, guide, manifest, schemas
from yingsu.tabular import FlatSchema, Row


class Rows(AbstractContextManager["Rows"], Protocol):
    """Something that takes the rows of tables."""

    def append(self, table: str, row: Row) -> None:
        """Take a row."""


Writer = Callable[[Path, Iterable[FlatSchema]], Rows]
"""Opens the tables of an export in a directory."""


@dataclass
class Export:
    """An export that is being made.

    Attributes:
        form: csv, sqlite or parquet.
        errors: how many errors it goes on in spite of.
    """

    files: LedgerFiles
    form: str
    writer: Writer
    errors: int
    tally: Tally = field(default_factory=Tally)

    @cached_property
    def origin(self) -> Origin:
        """Where it comes from."""
        survey = self.files.survey
        return Origin(
            Standpoint(survey.office, survey.as_of),
            survey.name,
            revision_of(survey.root),
            fingerprint(survey, survey.files),
            self.errors,
        )

    @property
    def stamp(self) -> str:
        """What stands above a draft."""
        return draft_stamp(self.errors, "全部案件") if self.errors else ""

    @property
    def unread(self) -> int:
        """How many files could not be read whole, and so have no row."""
        read = self.files.survey.files
        without_row = (each for each in read if each.case is None or not each.verdict.is_whole)
        return sum(any(found.is_error for found in each.diagnostics) for each in without_row)

    @property
    def facts(self) -> dict[str, Any]:
        """Where it comes from, as data."""
        origin = self.origin
        found = versions(origin.standpoint.office.settings).items()
        return {
            "workspace": origin.workspace,
            "as_of": origin.standpoint.as_of.isoformat(),
            "revision": origin.revision,
            "fingerprint": origin.fingerprint,
            "errors": origin.errors,
            "versions": {key: said for key, (_, said) in found},
        }

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The rows, as the files are read."""
        yield from streamed(self.files.sources(), self.origin.standpoint, self.tally)
        yield from of_office(self.origin, self.tally)


def give_out(export: Export, target: Path) -> None:
    """Write an export, and say what is in it.

    Raises:
        Problem: it cannot be written, or a case was changed meanwhile; what was there is as it was.
    """
    try:
        with replacing(target) as directory:
            _fill(export, directory)
            # Somebody may have put something there meanwhile.
            refuse_foreign(target, export.files.survey.root)
    except OSError as error:
        raise Problem(f"没有导出到 {target.name}：{why_not_written(error)}", code="file") from None
    columns = (Column("表"), Column("名称"), Column("行数", Align.RIGHT))
    rows = tuple(
        (text(name), text(table.title), count(export.tally.rows[name])) for name, table in TABLES.items()
    )
    print_document(Document((Table(columns, rows),), stamp=export.stamp))
    _tell_unread(export)
    note(f"已导出到 {target}，各列的说明见其中的 README.md")


def _tell_unread(export: Export) -> None:
    unread = export.unread
    if unread:
        note(f"另有 {unread} 个文件有错误，没有导出。请用 yingsu check 查看")


def _fill(export: Export, directory: Path) -> None:
    with export.writer(directory, schemas()) as tables:
        for name, row in export.rows():
            tables.append(name, row)
    (directory / "queries").mkdir()
    for name in (*METRICS, EVERY_FIGURE):
        _write(directory / "queries" / f"{name}.sql", query(name))
    if export.form != "sqlite":
        _write(directory / "load-duckdb.sql", duckdb_views(export.form))
    _write(directory / "README.md", guide("queries", _head(export)))
    names = sorted(each.relative_to(directory).as_posix() for each in directory.rglob("*") if each.is_file())
    data = manifest(export.form, tuple(names), export.tally.rows, export.facts)
    _write(directory / MANIFEST, dumps(data))


def query(name: str) -> str:
    """A built-in query."""
    return package_files("yingsu.data").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")


def _head(export: Export) -> str:
    """What is said of this export: whose it is, of which day, and whether it is a draft."""
    origin = export.origin
    said = [f"**{origin.workspace}**，数据截至 {origin.standpoint.as_of.isoformat()}。"]
    if origin.revision is not None:
        said.append(f"文件版本 {origin.revision}。")
    said.append(f"文件指纹 {origin.fingerprint}。")
    if export.stamp:
        said.append(f"**{export.stamp}。**")
    return "\n".join(said)


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")
