"""Whether what was ordered has been done, scenario by scenario, as a lawyer would read them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.aftermath import Obligation
from yingsu.domain.case import Case
from yingsu.domain.facts.performance import (
    PerformanceState,
    counted_due,
    days_overdue,
    due,
    has_ended,
    is_void,
    standing_under,
    state,
)
from yingsu.domain.law import parse_citation
from yingsu.domain.office import Office
from yingsu.domain.view import View

AS_OF = "2026-01-10"


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- it makes text only


DATA = read(Path(__file__).parent / "performance.yaml")
SCENARIOS = DATA["情形"]


def view_of(scenario: dict[str, Any]) -> View:
    given = scenario["审理"]
    obligation = {"案号": "一审", "单位": "县自然资源局", "内容": "示例", **scenario["履行"]}
    case = Case.model_validate(
        {
            "格式": "1",
            "案由": "示例",
            "行为类别": "行政处罚",
            "管理领域": "自然资源",
            "被告": [{"单位": "县自然资源局", "地位": "原行为机关"}],
            "审理": DATA["裁判"][given] if isinstance(given, str) else given,
            "履行": [obligation],
        }
    )
    case.bind()
    return View("示例", case, Office(), date.fromisoformat(scenario.get("as-of", AS_OF)))


def day_named(day: date | None) -> str:
    return day.isoformat() if day else "无"


def counted_under(view: View, obligation: Obligation) -> str:
    proceeding = standing_under(view, obligation)
    return str(view.case.proceedings.index(proceeding) + 1) if proceeding else "无"


QUESTIONS: dict[str, Callable[[View, Obligation], str]] = {
    "状态": lambda view, obligation: state(view, obligation).value,
    "届满": lambda view, obligation: day_named(due(view, obligation).day),
    "数到": lambda view, obligation: day_named(counted_due(view, obligation).day),
    "逾期": lambda view, obligation: str(days_overdue(view, obligation)),
    "计入": counted_under,
    "已终止": lambda view, obligation: "是" if has_ended(view, obligation) else "否",
    "已撤销": lambda view, obligation: "是" if is_void(view, obligation) else "否",
}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_is_answered_as_the_rules_say(scenario: dict[str, Any]) -> None:
    view = view_of(scenario)
    obligation = view.case.obligations[0]
    answers = {question: QUESTIONS[question](view, obligation) for question in scenario["expect"]}
    assert answers == scenario["expect"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_cites_an_article_that_exists(scenario: dict[str, Any]) -> None:
    assert parse_citation(scenario["basis"])


def test_every_question_and_every_state_occurs() -> None:
    asked = [scenario["expect"] for scenario in SCENARIOS]
    assert {question for expected in asked for question in expected} == set(QUESTIONS)
    assert {expected["状态"] for expected in asked if "状态" in expected} == {
        each.value for each in PerformanceState
    }
