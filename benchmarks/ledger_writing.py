"""Write a ledger of 30 columns with our own writer or with a bare loop of XlsxWriter: one process, one workbook.

    python benchmarks/ledger_writing.py --writer ours|xlsxwriter|xlsxwriter-constant [--rows 50000]

`run.py` measures it. XlsxWriter is no dependency of ours: install it where this runs, or only our own can be measured.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from yingsu.document import Cell, Column, Tone, count, day, text
from yingsu.render.ledger_xlsx import LedgerBook, SheetPlan

COLUMNS = 30


def rows(number: int) -> Iterator[tuple[Cell, ...]]:
    """Rows of texts, days, counts and days left, as ledgers have them."""
    begun = date(2020, 1, 1)
    for place in range(number):
        mixed = (
            text(f"（2025）闽0583行初{place}号"),
            day(begun + timedelta(days=place % 2000)),
            Cell(f"逾期{place % 90 + 1}天", -(place % 90 + 1), Tone.BAD),
            text("县自然资源局" if place % 2 else ""),
            text("重新作出处理决定并送达当事人"),
        )
        yield (count(place), *(mixed * (COLUMNS // 5))[: COLUMNS - 1])


def ours(number: int, target: Path) -> None:
    """Write with our own writer."""
    plan = SheetPlan(
        "履行",
        "履行台账",
        (),
        tuple(Column(f"列{each}", width=14) for each in range(COLUMNS)),
        ("",) * COLUMNS,
    )
    with LedgerBook("台账", "", [plan]) as book, target.open("wb") as file:
        for row in rows(number):
            book.append("履行", row)
        book.save(file, [], [])


def theirs(number: int, target: Path, *, constant_memory: bool) -> None:
    """Write the same cells with XlsxWriter, styled alike."""
    import xlsxwriter  # noqa: PLC0415 -- not installed where only ours is measured

    options = {"constant_memory": constant_memory, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(target), options)
    sheet = book.add_worksheet("履行")
    look = {"font_name": "宋体", "font_size": 11, "border": 1, "text_wrap": True, "valign": "top"}
    plain = book.add_format(look)
    days = book.add_format({**look, "num_format": "yyyy-mm-dd"})
    late = book.add_format({**look, "bold": True, "num_format": '"逾期"0"天";"逾期"0"天"'})
    for number_of, row in enumerate(rows(number)):
        for place, cell in enumerate(row):
            if isinstance(cell.value, date):
                sheet.write_datetime(number_of, place, cell.value, days)
            elif isinstance(cell.value, int):
                sheet.write_number(number_of, place, cell.value, late if cell.tone is Tone.BAD else plain)
            elif cell.text:
                sheet.write_string(number_of, place, cell.text, plain)
            else:
                sheet.write_blank(number_of, place, None, plain)
    book.close()


def main() -> None:
    """Write one workbook to a directory that is thrown away."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--writer", choices=("ours", "xlsxwriter", "xlsxwriter-constant"), required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        target = Path(directory) / "台账.xlsx"
        if options.writer == "ours":
            ours(options.rows, target)
        else:
            theirs(options.rows, target, constant_memory=options.writer.endswith("constant"))


if __name__ == "__main__":
    main()
