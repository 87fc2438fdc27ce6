"""What changed between two versions of a case: sentences, kept as data."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.reading.validation import read_record
from yingsu.reports.changes import changes

SCENARIOS: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "history" / "changes.yaml").read_text(encoding="utf-8"),
    yaml.BaseLoader,  # noqa: S506 -- the safest: it makes nothing but text
)
SMALL = {"格式": "1", "案由": "某案由", "行为类别": "行政处罚", "管理领域": "公安"}


def case(more: dict[str, Any]) -> Case:
    text = yaml.safe_dump({**SMALL, **more}, allow_unicode=True)
    reading = read_record(text.encode(), Case, "case.yaml")
    assert reading.node is not None, reading.diagnostics()
    return reading.node


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["scenario"])
def test_what_changed_is_said_in_sentences(scenario: dict[str, Any]) -> None:
    found = changes(case(scenario["before"]), case(scenario["after"]))
    assert list(found) == scenario["expect"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["scenario"])
def test_a_case_does_not_differ_from_itself(scenario: dict[str, Any]) -> None:
    assert changes(case(scenario["after"]), case(scenario["after"])) == ()
