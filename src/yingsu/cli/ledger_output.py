"""Ledgers given out: on the terminal, as data, or row by row into a file. Imported by the command when it runs."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from yingsu.cli.console import note, print_document, print_json, provenance_at
from yingsu.cli.ledger_files import LedgerFiles
from yingsu.cli.problem import Problem
from yingsu.document import text
from yingsu.intake.writing import filling, why_not_written
from yingsu.reports.counted import draft_stamp
from yingsu.reports.ledger_core import AnyLedger, Scope
from yingsu.reports.ledgers import (
    ABOUT,
    READING,
    Row,
    Tally,
    about,
    ledgers_document,
    ledgers_json,
    lines_of,
    names_of,
    overview_document,
    streamed,
    whose,
)
from yingsu.reports.provenance import Provenance


@dataclass
class Ledgers:
    """Ledgers that are being made.

    Attributes:
        errors: how many errors a draft goes on in spite of; `None` where it is none.
    """

    chosen: Sequence[AnyLedger]
    files: LedgerFiles
    scope: Scope
    errors: int | None
    tally: Tally = field(default_factory=Tally)

    @property
    def title(self) -> str:
        """Of the workbook, the page."""
        return f"{self.files.survey.name}　台账　{self.scope.period.label}"

    @property
    def whose(self) -> str:
        """For whom: several workspaces may be of several counties."""
        is_joint = self.files.survey.members and self.scope.unit is None
        return self.files.survey.name if is_joint else whose(self.scope)

    @property
    def stamp(self) -> str:
        """What stands on every sheet of a draft."""
        return draft_stamp(self.errors) if self.errors is not None else ""

    @cached_property
    def provenance(self) -> Provenance:
        """The commits of the files."""
        return provenance_at(self.files.survey)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What must be known of them; the fingerprint once the rows have gone by."""
        narrowed = self.whose if self.scope.unit is not None else ""
        digest = self.files.fingerprint(self.tally.paths)
        found = self.provenance.of(self.files.survey, self.scope.period, narrowed, digest)
        return (("范围", self.whose), *found)

    @property
    def facts_in_short(self) -> tuple[tuple[str, str], ...]:
        """The same for the top of a sheet, known before the first row."""
        period = self.scope.period
        return (
            ("范围", self.whose),
            ("期间", f"{period.start.isoformat()} 至 {period.end.isoformat()}"),
            *(pair for pair in self.facts if pair[0] in {"数据截至", "文件版本"}),
        )

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The rows, as the files are read."""
        for part in self.files.parts:
            scope = replace(self.scope, office=part.workspace.office)
            yield from streamed(self.chosen, part.sources(), scope, self.tally)

    def tables(self) -> list[tuple[AnyLedger, tuple[Row, ...]]]:
        """Every ledger with its rows, held in memory: for a page or for data."""
        found: dict[str, list[Row]] = {ledger.key: [] for ledger in self.chosen}
        for key, row in self.rows():
            found[key].append(row)
        return [(ledger, tuple(found[ledger.key])) for ledger in self.chosen]


def give_out(made: Ledgers, ending: str, path: Path | None, *, is_chosen: bool) -> None:
    """Print ledgers, or write them to a file.

    Args:
        made: the ledgers.
        ending: text, json, xlsx or csv.
        path: where to; `None` for stdout.
        is_chosen: whether they were asked for by their words: else a page only says what there is.

    Raises:
        Problem: the file cannot be written, or a file was changed meanwhile; one of that name is as it was.
    """
    if path is not None:
        _write(made, ending, path)
    elif ending == "json":
        print_json(_data(made))
    elif is_chosen:
        tables = made.tables()
        print_document(ledgers_document(made.title, made.facts, made.stamp, tables, made.scope))
    else:
        for _ in made.rows():
            pass
        print_document(overview_document(made.title, made.facts, made.stamp, made.chosen, made.tally))


def _write(made: Ledgers, ending: str, path: Path) -> None:
    writers = {"xlsx": _write_workbook, "csv": _write_csv, "json": _write_json}
    try:
        with filling(path) as file:
            writers[ending](made, file)
    except OSError as error:
        raise Problem(f"没有写出 {path.name}：{why_not_written(error)}", code="file") from None
    note(f"已写出 {path}：{made.tally.rows.total()} 行")


def _write_workbook(made: Ledgers, file: BinaryIO) -> None:
    from yingsu.render.ledger_xlsx import LedgerBook, SheetPlan, TooManyRowsError

    short = made.facts_in_short
    plans = [
        SheetPlan(
            ledger.key,
            f"{ledger.title}（{made.scope.period.label}）",
            lines_of(ledger, short),
            ledger.columns(made.scope.office),
            ledger.groups,
            "本期没有。",
        )
        for ledger in made.chosen
    ]
    with LedgerBook(made.title, made.stamp, plans) as book:
        try:
            for key, row in made.rows():
                book.append(key, row)
        except TooManyRowsError as error:
            raise Problem(f"{error}。请用 --unit 按单位，或按季度、月份分开出", code="file") from None
        sheets = [tuple(map(text, ABOUT)), *about(made.chosen, made.tally)]
        book.save(file, (*made.facts, *READING), sheets)


def _write_csv(made: Ledgers, file: BinaryIO) -> None:
    from yingsu.render.csv_ import CsvRows

    (ledger,) = made.chosen
    head = [(f"{ledger.title}（{made.scope.period.label}）",), *([(made.stamp,)] if made.stamp else [])]
    head += [(line,) for line in lines_of(ledger, made.facts_in_short)]
    lines = io.TextIOWrapper(file, encoding="utf-8", newline="")
    table = CsvRows(lines, head, names_of(ledger, made.scope))
    for _, row in made.rows():
        table.append(row)
    # The file is the caller's: it is settled and closed there.
    lines.detach()


def _write_json(made: Ledgers, file: BinaryIO) -> None:
    from yingsu.render.json_ import dumps

    file.write(dumps(_data(made)).encode("utf-8"))


def _data(made: Ledgers) -> dict[str, Any]:
    return ledgers_json(made.files.survey.name, made.scope, made.tables(), draft=bool(made.stamp))
