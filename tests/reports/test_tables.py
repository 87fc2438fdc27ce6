"""The exported tables: their declarations, the guide made of them, and the queries against every scenario of a figure."""

import os
import re
import runpy
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yingsu.cli.export_output import query
from yingsu.cli.ledger_files import LedgerFiles
from yingsu.domain.period import Period
from yingsu.domain.view import View
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Item, rate
from yingsu.reading.workspace import open_workspace
from yingsu.render.export_sqlite import NAME, SqliteTables
from yingsu.reports.ledger_core import Source
from yingsu.reports.table_core import COUNTY, Standpoint
from yingsu.reports.tables import TABLES, Tally, of_office, streamed
from yingsu.reports.tables_figures import Origin
from yingsu.reports.tables_guide import EVERY_FIGURE, guide, schemas
from yingsu.survey import survey
from yingsu.tabular import FlatSchema

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "src" / "yingsu" / "data" / "queries"
GUIDE = ROOT / "docs" / "export.md"
#: How the scenarios of the figures are read is said where they are tested.
SCENES = runpy.run_path(str(ROOT / "tests" / "metrics" / "test_scenarios.py"))
ASKED = [(key, scenario, *SCENES["asked"](scenario)) for key, scenario in SCENES["SCENARIOS"]]
WITH_CASES = [found for found in ASKED if found[2]]
PERIOD = "所问的期间"


def base_of(views: Iterable[View], directory: Path) -> sqlite3.Connection:
    """A database of the tables of some cases."""
    directory.mkdir()
    cases, tally = tuple(views), Tally()
    standpoint = Standpoint(cases[0].office, cases[0].as_of)
    with SqliteTables(directory, schemas()) as tables:
        for name, row in streamed((Source(view.id, view=view) for view in cases), standpoint, tally):
            tables.append(name, row)
        for name, row in of_office(Origin(standpoint, "样例", None, "0", 0), tally):
            tables.append(name, row)
    return sqlite3.connect(directory / NAME)


def counted(base: sqlite3.Connection, key: str, period: Period) -> dict[str, list[int]]:
    """What the query of a figure gives for each body in a period."""
    days = (PERIOD, "日", period.start.isoformat(), period.end.isoformat())
    base.execute("INSERT OR REPLACE INTO periods VALUES (?, ?, ?, ?)", days)
    rows = base.execute(query(key)).fetchall()
    return {unit: numbers for label, unit, *numbers in rows if label == PERIOD}


@pytest.mark.parametrize(
    ("scenario", "views", "period"),
    [found[1:] for found in WITH_CASES],
    ids=[f"{key}-{scenario['name']}" for key, scenario, *_ in WITH_CASES],
)
def test_the_queries_count_what_the_figures_count(
    scenario: dict[str, Any], views: list[View], period: Period, tmp_path: Path
) -> None:
    # The keys are the database's own: a row that breaks one fails when it is written.
    with closing(base_of(views, tmp_path / "base")) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for key, metric in METRICS.items():
            items = [item for view in views for item in metric.items(view)]
            assert counted(base, key, period) == rates_of(items, period), (scenario["name"], key)


def rates_of(items: list[Item], period: Period) -> dict[str, list[int]]:
    found = {}
    for unit in (None, *(name for item in items for name, _ in item.units)):
        figure = rate(items, period, unit)
        if figure.denominator:
            found[unit or COUNTY] = [figure.numerator, figure.denominator, len(figure.unknowns)]
    return found


@pytest.mark.parametrize("schema", schemas(), ids=lambda schema: schema.name)
def test_a_table_is_declared_so_that_an_engine_and_a_reader_can_use_it(schema: FlatSchema) -> None:
    names = [column.name for column in schema.columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z][a-z_]*", name) for name in (schema.name, *names))
    assert all(column.meaning for column in schema.columns)
    required = {column.name for column in schema.columns if column.is_required}
    assert set(schema.key) <= required
    assert {name for index in schema.indexes for name in index} <= set(names)
    if schema.parent:
        shared = TABLES[schema.parent].key
        assert schema.key[: len(shared)] == shared


def test_there_is_a_query_for_every_figure_which_says_what_it_is_of() -> None:
    assert {file.stem for file in QUERIES.glob("*.sql")} == {*METRICS, EVERY_FIGURE}
    for key, metric in METRICS.items():
        assert query(key).splitlines()[0] == f"-- {metric.title}（{key}）"
        assert query(key).endswith(";\n")


def test_the_guide_in_the_repository_is_that_of_the_tables() -> None:
    text = guide("../src/yingsu/data/queries")
    if os.environ.get("YINGSU_GOLDENS") == "write":
        GUIDE.write_text(text, encoding="utf-8", newline="\n")
    assert GUIDE.read_text(encoding="utf-8") == text
    assert all(f"### {name}\n" in text for name in TABLES)


def test_nobody_is_named_but_in_the_ids_of_cases() -> None:
    workspace, day = open_workspace(ROOT), date(2026, 11, 23)
    files = LedgerFiles(workspace, survey(workspace, day, day), day)
    standpoint = Standpoint(workspace.office, day)
    sources = tuple(files.sources())
    people = {text for source in sources if source.view for _, _, text in source.view.whole.people()}
    assert len(people) > len(sources)
    cells = {
        cell
        for name, row in streamed(sources, standpoint, Tally())
        for field, cell in zip(TABLES[name].fields, row, strict=True)
        if field.name not in {"case_id", "source"} and isinstance(cell, str)
    }
    assert cells.isdisjoint(people)
    assert not {(name, cell) for name in people if len(name) > 2 for cell in cells if name in cell}
