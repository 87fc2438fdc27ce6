"""What was decided for each defendant, scenario by scenario, as a lawyer would read them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.answer import Answer
from yingsu.domain.case import Case
from yingsu.domain.facts.outcome import (
    dispositions,
    is_adverse,
    is_adverse_to_any,
    is_judgment,
    is_transferred,
    loss_reasons,
    orders_something,
)
from yingsu.domain.law import parse_citation
from yingsu.domain.office import Directory, Office
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.terms import Disposition
from yingsu.domain.view import View

HERE = Path(__file__).parent
AS_OF = date(2026, 1, 10)


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- it makes text only


SCENARIOS = read(HERE / "outcome.yaml")
UNITS = tuple(map(Unit.model_validate, read(HERE.parent / "rules" / "units.yaml")))
OFFICE = Office(directory=Directory(UNITS))


def view_of(given: dict[str, Any], office: Office = OFFICE) -> View:
    case = Case.model_validate(
        {
            "格式": "1",
            "案由": "示例",
            "行为类别": "行政处罚",
            "管理领域": "自然资源",
            "被告": [{"单位": unit, "地位": "共同被告"} for unit in given.get("被告", ["县自然资源局"])],
            "审理": given["审理"],
        }
    )
    case.bind()
    return View("示例", case, office, AS_OF)


def disposed(view: View, proceeding: Proceeding, unit: str) -> str:
    found = dispositions(view, proceeding, unit)
    if found is None:
        return "不明"
    return "、".join(word for word in Disposition if word in found) or "无"


def adverse(view: View, proceeding: Proceeding, unit: str) -> str:
    if unit == "全县":
        own = [each.name for each in view.own_defendants]
        return is_adverse_to_any(view, proceeding, own).value
    return is_adverse(view, proceeding, unit).value


OF_UNIT: dict[str, Callable[[View, Proceeding, str], str]] = {
    "结果": disposed,
    "败诉": adverse,
    "败诉原因": lambda view, proceeding, unit: "、".join(loss_reasons(view, proceeding, unit)) or "无",
    "有履行内容": lambda view, proceeding, unit: orders_something(view, proceeding, unit).value,
}
OF_DECISION: dict[str, Callable[[Proceeding], Answer]] = {
    "判决": is_judgment,
    "移送": lambda proceeding: Answer.of(is_transferred(proceeding)),
}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_is_answered_as_the_rules_say(scenario: dict[str, Any]) -> None:
    view = view_of(scenario["given"])
    proceeding = view.case.proceedings[-1]
    answers = {
        question: OF_DECISION[question](proceeding).value
        if question in OF_DECISION
        else {unit: OF_UNIT[question](view, proceeding, unit) for unit in expected}
        for question, expected in scenario["expect"].items()
    }
    assert answers == scenario["expect"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_cites_an_article_that_exists(scenario: dict[str, Any]) -> None:
    assert parse_citation(scenario["basis"])


def test_every_question_is_asked() -> None:
    assert {key for scenario in SCENARIOS for key in scenario["expect"]} == {*OF_UNIT, *OF_DECISION}


def test_the_office_says_which_words_are_adverse() -> None:
    office = Office(Settings.model_validate({"口径": {"败诉结果": ["撤销"]}}), Directory(UNITS))
    view = view_of({"审理": [{"审级": "一审", "裁判": {"日期": "2025-05-20", "结果": "确认违法"}}]}, office)
    assert is_adverse(view, view.case.proceedings[0], "县自然资源局") is Answer.NO
