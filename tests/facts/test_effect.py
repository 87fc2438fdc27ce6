"""When a decision takes effect and which one is final, scenario by scenario, as a lawyer would read them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.answer import Answer
from yingsu.domain.case import Case
from yingsu.domain.facts.effect import Effect, effect, final
from yingsu.domain.law import parse_citation
from yingsu.domain.office import Office
from yingsu.domain.view import View

AS_OF = "2026-01-10"


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- it makes text only


SCENARIOS = read(Path(__file__).parent / "effect.yaml")


def view_of(scenario: dict[str, Any]) -> View:
    case = Case.model_validate(
        {
            "格式": "1",
            "案由": "示例",
            "行为类别": "行政处罚",
            "管理领域": "自然资源",
            "被告": [{"单位": "县自然资源局", "地位": "原行为机关"}],
            "审理": scenario["given"],
        }
    )
    case.bind()
    return View("示例", case, Office(), date.fromisoformat(scenario.get("as-of", AS_OF)))


def told(taken: Effect) -> str:
    if taken.day is None:
        return {Answer.NO: "不生效", Answer.UNKNOWN: "不明"}[taken.answer]
    state = {Answer.YES: "已生效", Answer.NO: "尚未生效"}[taken.answer]
    return f"{taken.day.isoformat()} {state}{'（暂算）' if taken.provisional else ''}"


def end_of(view: View) -> str:
    end = final(view)
    if end.proceeding is None:
        assert end.answer is Answer.NO
        return "没有"
    number = view.case.proceedings.index(end.proceeding) + 1
    return f"第{number}个 {end.day.isoformat() if end.day else '不明'}"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_is_answered_as_the_rules_say(scenario: dict[str, Any]) -> None:
    view = view_of(scenario)
    found = [told(effect(view, proceeding)) for proceeding in view.case.proceedings]
    assert {"生效": found, "终局": end_of(view)} == scenario["expect"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_cites_an_article_that_exists(scenario: dict[str, Any]) -> None:
    assert parse_citation(scenario["basis"])
