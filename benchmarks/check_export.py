"""Whether the queries of an export give the tool's own numbers on a workspace of any size, and what it costs.

    python benchmarks/generate_workspace.py DIR --cases 50000
    python benchmarks/check_export.py DIR OUT --as-of 2026-11-23

Exports the workspace to OUT as CSV, runs every query in DuckDB, and compares each figure with the rate that a report
computes, for the county and every unit, in every year, half, quarter and month. Prints times and peak memory. Ratios to
the survey say more than seconds: the machine is not always alone. Needs the project installed with its `dev` extra.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from yingsu.domain.period import Period
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Item, rate
from yingsu.metrics.learning import LETTER_REPLY_RATE
from yingsu.reading.workspace import open_workspace
from yingsu.reports.table_core import COUNTY
from yingsu.reports.tables_guide import EVERY_FIGURE
from yingsu.survey import Survey, survey

Numbers = dict[tuple[str, str, str], tuple[int, ...]]
"""By figure, period and body: numerator, denominator, unknown."""


def queried(place: Path) -> tuple[Numbers, Numbers, list[Period]]:
    """What the queries give: those of each figure, and the one over the items."""
    os.chdir(place)
    base = duckdb.connect()
    base.execute((place / "load-duckdb.sql").read_text(encoding="utf-8"))
    of_tables: Numbers = {}
    of_items: Numbers = {}
    for name in (*METRICS, EVERY_FIGURE):
        rows = base.execute((place / "queries" / f"{name}.sql").read_text(encoding="utf-8")).fetchall()
        for row in rows:
            if name == EVERY_FIGURE:
                of_items[row[:3]] = tuple(map(int, row[3:]))
            else:
                of_tables[name, *row[:2]] = tuple(map(int, row[2:]))
    periods = base.execute("SELECT first_day, last_day, period FROM periods").fetchall()
    return of_tables, of_items, [Period(*each) for each in periods]


def items_of(found: Survey, key: str) -> Iterator[Item]:
    """The items of a figure, of cases and of letters that belong to none."""
    for file in found.files:
        kept = file.load()
        if kept.facts is not None:
            yield from kept.facts.items[key]
        elif key == LETTER_REPLY_RATE.key:
            yield from kept.letter_items


def computed(found: Survey, periods: list[Period]) -> Numbers:
    """What the figures are; 0/0 is left out."""
    numbers: Numbers = {}
    for key in METRICS:
        items = tuple(items_of(found, key))
        for period in periods:
            bodies: dict[str | None, list[Item]] = {}
            for item in items:
                if item.falls_in(period):
                    for unit in (None, *(name for name, _ in item.units)):
                        bodies.setdefault(unit, []).append(item)
            for unit, own in bodies.items():
                figure = rate(own, period, unit)
                if figure.denominator:
                    counts = (figure.numerator, figure.denominator, len(figure.unknowns))
                    numbers[key, period.label, unit or COUNTY] = counts
    return numbers


def main() -> None:
    """Export, query, compare; exit 1 where a number differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    asked = parser.parse_args()
    workspace, place = asked.workspace.resolve(), asked.out.resolve()
    begun = time.monotonic()
    words = ("export", "-C", workspace, "-o", place, "--as-of", asked.as_of.isoformat(), "--draft")
    subprocess.run([sys.executable, "-m", "yingsu", *words], check=True)
    print(f"export: {time.monotonic() - begun:.1f} s")
    begun = time.monotonic()
    of_tables, of_items, periods = queried(place)
    print(f"{len(METRICS) + 1} queries in DuckDB: {time.monotonic() - begun:.1f} s")
    begun = time.monotonic()
    found = survey(open_workspace(workspace), asked.as_of, asked.as_of)
    print(f"survey: {time.monotonic() - begun:.1f} s")
    expected = computed(found, periods)
    for name, numbers in (("tables", of_tables), ("items", of_items)):
        different = [key for key in expected.keys() | numbers.keys() if expected.get(key) != numbers.get(key)]
        print(f"over {name}: {len(expected)} rates compared, {len(different)} differ")
        for key in sorted(different)[:20]:
            print("  ", key, expected.get(key), numbers.get(key))
    sys.exit(of_tables != expected or of_items != expected)


if __name__ == "__main__":
    main()
