"""Where a risk point belongs and how it stands, as risk.yaml has it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.facts import risk
from yingsu.domain.office import Office

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("risk.yaml").read_text(encoding="utf-8"))
AS_OF = date(2026, 1, 10)
OFFICE = Office()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_risk_point_stands_where_and_as_the_data_says(row: dict[str, Any]) -> None:
    given = {
        key: value.isoformat() if isinstance(value, date) else value for key, value in row["point"].items()
    }
    point = RiskPoint.model_validate(given)
    assert [place.value for place in risk.placed(OFFICE, point) if place is not None] == row.get("placed", [])
    listed = OFFICE.risk_catalogue.find(point.code)
    assert (listed is not None) is row.get("code_text", False)
    assert risk.described(OFFICE, point) == (listed.text if listed is not None else row["described"])
    found = {
        "high": risk.is_high(point),
        "open": risk.is_open(point),
        "late": risk.is_late(point, AS_OF),
        "overdue": risk.is_overdue(point, AS_OF),
    }
    assert found == {key: row.get(key, False) for key in found}
