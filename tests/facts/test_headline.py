"""A case in a line, as headline.yaml has it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.domain.facts.handling import is_in_court
from yingsu.domain.facts.headline import headline
from yingsu.domain.office import Directory, Office
from yingsu.domain.records import Unit
from yingsu.domain.view import View

HERE = Path(__file__).parent
COMMON = {
    "格式": "1",
    "案由": "行政处罚",
    "行为类别": "行政处罚",
    "管理领域": "自然资源",
    "原告": [{"姓名": "张某", "类型": "公民"}],
    "被告": [{"单位": "县自然资源局", "地位": "原行为机关"}],
}


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- it makes text only


OFFICE = Office(directory=Directory(map(Unit.model_validate, read(HERE.parent / "rules" / "units.yaml"))))


@pytest.mark.parametrize("scenario", read(HERE / "headline.yaml"), ids=lambda scenario: scenario["name"])
def test_a_case_is_said_in_a_line(scenario: dict[str, Any]) -> None:
    case = Case.model_validate({**COMMON, **scenario["given"]})
    case.bind()
    view = View("示例", case, OFFICE, date(2026, 1, 10))
    line = headline(view)
    assert {
        "名称": line.name,
        "单位": list(line.units),
        "阶段": line.stage,
        "结果": line.outcome,
        "在审": is_in_court(view).value,
    } == scenario["expect"]
    assert line.dockets == tuple(each.case_number for each in case.proceedings if each.case_number)
