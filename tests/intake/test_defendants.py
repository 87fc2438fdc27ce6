"""Who is sued, and as what: the scenarios of defendants.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.office import Office
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.terms import ReconsiderationResult, UnitKind
from yingsu.intake.draft import Draft
from yingsu.intake.parties import ReconsiderationAgencyError, defendants_of, reconsideration_agency

SCENARIOS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("defendants.yaml").read_text(encoding="utf-8")
)


def unit(name: str, full_name: str, kind: UnitKind) -> Unit:
    return Unit.model_construct(name=name, full_name=full_name, kind=kind)


OFFICE = Office.of(
    Settings(),
    [
        unit("县人民政府", "示例县人民政府", UnitKind.COUNTY_GOVERNMENT),
        unit("县自然资源局", "示例县自然资源局", UnitKind.DEPARTMENT),
        unit("县公安局", "示例县公安局", UnitKind.DEPARTMENT),
    ],
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: str(scenario["name"]))
def test_defendants_follow_from_the_flags(scenario: dict[str, Any]) -> None:
    word = scenario.get("reconsideration")
    draft = Draft(
        units=tuple(scenario["units"]), reconsideration=ReconsiderationResult(word) if word else None
    )
    if "refused" in scenario:
        with pytest.raises(ReconsiderationAgencyError, match=scenario["refused"]):
            defendants_of(draft, OFFICE)
        return
    found = {each.unit: each.status.value for each in defendants_of(draft, OFFICE)}
    assert list(found.items()) == list(scenario["expect"].items())
    assert reconsideration_agency(draft, OFFICE) == scenario.get("agency")
