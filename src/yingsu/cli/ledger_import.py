"""`yingsu import --map` and `--suggest`: an office's own ledger. Imported by the command when it runs."""

from datetime import date
from pathlib import Path

from yingsu.cli.console import note, say
from yingsu.cli.mapping import map_at, placed
from yingsu.cli.problem import Problem
from yingsu.domain.ledger_map import LedgerMap
from yingsu.intake.ledger_in import Ledger, ledger_of
from yingsu.intake.ledger_rows import UnfitLedgerError
from yingsu.intake.suggesting import suggested
from yingsu.intake.writing import why_not_written, write_new
from yingsu.reading.workbook import Workbook
from yingsu.reading.workspace import Workspace

_MOST_NOTES = 30


def ledger_at(book: Workbook, map_: Path, opened: Workspace, day: date) -> Ledger:
    """A ledger, read by a mapping.

    Raises:
        Problem: the mapping has errors, or does not fit the ledger.
    """
    read = map_at(map_, LedgerMap)
    assert read.node is not None  # noqa: S101 -- for mypy: map_at has looked
    try:
        return ledger_of(book, read.node, opened, day.year)
    except UnfitLedgerError as error:
        raise Problem(placed(read, error.node, error.field, f"{error}")) from None


def suggest(book: Workbook, name: str, map_: Path | None, opened: Workspace, day: date) -> None:
    """Print a mapping that may fit a ledger, or write it to a file that does not exist yet.

    Raises:
        Problem: no head was found, or the file cannot be written.
    """
    try:
        text = suggested(book, opened.office, day.year, name)
    except UnfitLedgerError as error:
        raise Problem(f"{name}：{error}", code="file") from None
    if map_ is None:
        say(text.rstrip("\n"))
        return
    try:
        write_new(map_, text)
    except OSError as error:
        raise Problem(f"没有写出 {map_.name}：{why_not_written(error)}", code="file") from None
    note(f"已写出 {map_}。请逐行核对，再用 yingsu import {name} --map {map_} --dry-run 看会导入什么。")


def tell_notes(ledger: Ledger) -> None:
    """What was passed over."""
    for each in ledger.notes[:_MOST_NOTES]:
        note(f"{each.sheet} {each.cell}　{each.message}")
    if len(ledger.notes) > _MOST_NOTES:
        note(f"…… 没有导入的共 {len(ledger.notes)} 处，全部用 --format json 查看")
