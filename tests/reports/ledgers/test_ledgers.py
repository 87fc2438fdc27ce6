"""Every ledger against scenarios that a lawyer can read: what a file says, and the rows it has in the ledger.

The rows must be as many as expected and in that order; of each, the columns that are named must read as written there.
A column below a shared head is named with it: 整改.完成日期. A cell with a bold red text bears “ !”.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.document import Cell, Tone
from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.period import between, year_of
from yingsu.domain.records import Event, Screening, Unit, UnitLetter
from yingsu.domain.settings import Settings
from yingsu.domain.view import View
from yingsu.reports.ledger_core import Scope, Source
from yingsu.reports.ledgers import LEDGERS, Tally, names_of, streamed

HERE = Path(__file__).parent
COMMON = {"格式": "1", "案由": "行政处罚", "行为类别": "行政处罚", "管理领域": "自然资源"}


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- it makes text only


UNITS = tuple(Unit.model_validate(each) for each in load(HERE.parents[1] / "rules" / "units.yaml"))
SCENARIOS = [(file.stem, each) for file in sorted(HERE.glob("*.yaml")) for each in load(file)]


def scope_of(scenario: dict[str, Any]) -> Scope:
    office = Office.of(Settings.model_validate(scenario.get("设置", {})), UNITS)
    as_of = date.fromisoformat(scenario.get("截至", "2026-01-10"))
    days = scenario.get("期间", "2025")
    period = year_of(int(days)) if isinstance(days, str) else between(*map(date.fromisoformat, days))
    return Scope(office, as_of, period.until(as_of), scenario.get("单位"))


def sources_of(scenario: dict[str, Any], scope: Scope) -> list[Source]:
    day = scope.as_of
    found = []
    for place, given in enumerate(scenario.get("案件", [])):
        parties = {"原告": [{"姓名": "张某"}], "被告": [{"单位": "县自然资源局", "地位": "原行为机关"}]}
        case = Case.model_validate({**COMMON, **({} if "申请执行人" in given else parties), **given})
        case.bind()
        view = View(f"2025/{place + 1}", case, scope.office, day)
        found.append(Source(f"cases/2025/{place + 1}/case.yaml", view=view))
    for given in scenario.get("排查", []):
        screening = Screening.model_validate({"格式": "1", "行为类别": "行政处罚", **given}).known_on(day)
        found.append(Source("cases/screenings/2025/排查.yaml", screening=screening))
    if "来函" in scenario:
        letters = (UnitLetter.model_validate(each).known_on(day) for each in scenario["来函"])
        kept = tuple(each for each in letters if each is not None)
        found.append(Source("cases/letters/2025.yaml", letters=kept))
    if "活动" in scenario:
        events = tuple(Event.model_validate(each) for each in scenario["活动"])
        found.append(Source("cases/events/2025.yaml", events=events))
    return found


def read(cell: Cell) -> str:
    return f"{cell.text} !" if cell.tone is Tone.BAD else cell.text


@pytest.mark.parametrize(
    ("key", "scenario"), SCENARIOS, ids=lambda each: each if isinstance(each, str) else each["名称"]
)
def test_a_scenario_has_the_rows_that_are_expected(key: str, scenario: dict[str, Any]) -> None:
    ledger, scope = LEDGERS[key], scope_of(scenario)
    names = names_of(ledger, scope)
    rows = [
        dict(zip(names, map(read, row), strict=True))
        for _, row in streamed([ledger], sources_of(scenario, scope), scope, Tally())
    ]
    expected = scenario["行"]
    assert [
        {name: row.get(name) for name in wanted} for row, wanted in zip(rows, expected, strict=False)
    ] == expected
    assert len(rows) == len(expected), rows[len(expected) :]


@pytest.mark.parametrize("key", LEDGERS)
def test_a_ledger_says_each_column_once_and_every_column_is_read_in_some_scenario(key: str) -> None:
    ledger = LEDGERS[key]
    names = names_of(ledger, scope_of({}))
    assert len(set(names)) == len(names)
    assert len(ledger.brief) >= 4
    read_somewhere = {
        name for file, scenario in SCENARIOS if file == key for row in scenario["行"] for name in row
    }
    assert set(names) - {"序号"} <= read_somewhere


@pytest.mark.parametrize("key", LEDGERS)
def test_words_to_choose_from_hold_every_word_that_a_row_has(key: str) -> None:
    ledger = LEDGERS[key]
    for scenario in (each for file, each in SCENARIOS if file == key):
        scope = scope_of(scenario)
        columns = ledger.columns(scope.office)
        for _, row in streamed([ledger], sources_of(scenario, scope), scope, Tally()):
            for cell, column in zip(row, columns, strict=True):
                assert not column.choices or not cell.text or cell.text in column.choices, column.title
