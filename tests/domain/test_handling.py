"""承办单位 as handling.yaml has it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.domain.facts.handling import derived_handling_units, handling_units
from yingsu.domain.office import Office
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.view import View

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("handling.yaml").read_text(encoding="utf-8")
)
GOVERNMENT = Unit.model_validate({"单位": "县人民政府", "全称": "德化县人民政府", "类别": "县政府"})
OFFICE = Office.of(Settings(), [GOVERNMENT])


def view_of(row: dict[str, Any]) -> View:
    given: dict[str, Any] = {key: row[key] for key in ("复议", "被诉行为") if key in row}
    if "写明" in row:
        given["承办单位"] = row["写明"]
    case = Case.model_validate(
        {
            "格式": "1",
            "案由": "行政处罚",
            "行为类别": "行政处罚",
            "管理领域": "自然资源",
            "被告": [{"单位": name, "地位": status} for name, status in row["被告"].items()],
            **given,
        }
    )
    case.bind()
    return View("2025/0306-示例", case, OFFICE, date(2026, 1, 10))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_the_unit_that_handles_a_case_is_the_one_the_rules_name(row: dict[str, Any]) -> None:
    view = view_of(row)
    assert handling_units(view) == tuple(row.get("承办单位", ()))
    if "写明" not in row:
        assert derived_handling_units(view) == tuple(row.get("承办单位", ()))
