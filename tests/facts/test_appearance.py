"""Whether a head appeared, scenario by scenario, as a lawyer would read them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.answer import Answer
from yingsu.domain.case import Case
from yingsu.domain.facts.appearance import (
    CHIEFS,
    absence_accepted,
    head_appeared,
    head_came,
    head_of_any_appeared,
    is_after_postponement,
    is_post_of_head,
    is_to_appear,
    miss,
    nobody_came,
    only_agents_came,
)
from yingsu.domain.law import parse_citation
from yingsu.domain.office import Directory, Office
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.view import View

HERE = Path(__file__).parent
AS_OF = date(2025, 12, 31)


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- it makes text only


SCENARIOS = read(HERE / "appearance.yaml")
OFFICE = Office(directory=Directory(map(Unit.model_validate, read(HERE.parent / "rules" / "units.yaml"))))


def view_of(given: dict[str, Any]) -> View:
    """A case that is nothing but what is given about its parties and hearings."""
    proceeding: dict[str, Any] = {key: given[key] for key in ("出庭单位", "开庭") if key in given}
    act = {key: given[key] for key in ("机关", "承办部门") if key in given}
    case = Case.model_validate(
        {
            "格式": "1",
            "案由": "示例",
            "行为类别": "行政处罚",
            "管理领域": "自然资源",
            "被诉行为": act,
            "被告": [{"单位": unit, "地位": "共同被告"} for unit in given.get("被告", ["县自然资源局"])],
            "第三人": [{"姓名": name, "类型": "组织"} for name in given.get("第三人", [])],
            "审理": given.get("审理", [{"审级": "一审", **proceeding}]),
        }
    )
    case.bind()
    return View("示例", case, OFFICE, AS_OF)


def cause_of(view: View, proceeding: Proceeding, unit: str) -> str:
    own = OFFICE.directory.find(unit)
    missed = miss(view, proceeding, own) if own else None
    return missed.cause.value if missed else "无"


QUESTIONS: dict[str, Callable[[View, Proceeding, str], Answer]] = {
    "负责人出庭": head_appeared,
    "正职出庭": lambda view, proceeding, unit: head_appeared(view, proceeding, unit, CHIEFS),
    "全县出庭": lambda view, proceeding, _: head_of_any_appeared(
        view, proceeding, [unit.name for unit in view.own_defendants]
    ),
    "应当出庭": lambda view, proceeding, unit: Answer.of(is_to_appear(view, proceeding, unit)),
    "本次到庭": lambda view, proceeding, unit: head_came(view, proceeding.hearings[-1], unit),
    "无人到庭": lambda view, proceeding, unit: nobody_came(view, proceeding.hearings[-1], unit),
    "仅有代理人": lambda view, proceeding, unit: only_agents_came(view, proceeding.hearings[-1], unit),
    "延期后开庭": lambda view, proceeding, _: Answer.of(
        is_after_postponement(view, proceeding, proceeding.hearings[-1])
    ),
    "理由被认可": lambda view, proceeding, unit: Answer.of(absence_accepted(view, proceeding, unit)),
}


@pytest.mark.parametrize("scenario", SCENARIOS["情形"], ids=lambda scenario: scenario["name"])
def test_a_scenario_is_answered_as_the_rules_say(scenario: dict[str, Any]) -> None:
    view = view_of(scenario["given"])
    proceeding = view.case.proceedings[-1]
    unit = scenario.get("unit", view.case.defendants[0].unit)
    answers = {
        question: cause_of(view, proceeding, unit)
        if question == "原因"
        else QUESTIONS[question](view, proceeding, unit).value
        for question in scenario["expect"]
    }
    assert answers == scenario["expect"]


@pytest.mark.parametrize("scenario", SCENARIOS["情形"], ids=lambda scenario: scenario["name"])
def test_a_scenario_cites_an_article_that_exists(scenario: dict[str, Any]) -> None:
    assert parse_citation(scenario["basis"])


def test_every_question_is_asked() -> None:
    assert {question for scenario in SCENARIOS["情形"] for question in scenario["expect"]} == {
        *QUESTIONS,
        "原因",
    }


@pytest.mark.parametrize("entry", SCENARIOS["职务"], ids="{unit}-{post}".format_map)
def test_a_post_is_recognised(entry: dict[str, str]) -> None:
    unit = OFFICE.directory.find(entry["unit"])
    assert unit is not None
    assert is_post_of_head(entry["post"], unit).value == entry["expect"]
