"""What each paper of a period takes from the files of a workspace, scenario by scenario."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.cli.write_period import PeriodRequest, subject_at
from yingsu.document import Chart, Table
from yingsu.intake.writing import write_whole
from yingsu.reading.wording import built_in
from yingsu.reading.workspace import open_workspace
from yingsu.render.svg import shown
from yingsu.render.template import filled
from yingsu.reports.papers.catalogue import PERIOD_PAPERS
from yingsu.reports.papers.of_period import PeriodPaper, PeriodSubject, gathered
from yingsu.reports.papers.paper import Kind, names_of

HERE = Path(__file__).parent
AS_OF = date(2026, 1, 10)
SETTINGS = {"名称": "某县行政应诉台账", "县政府": "县人民政府", "司法局": "县司法局"}
UNITS = [
    {"单位": "县人民政府", "全称": "某县人民政府", "类别": "县政府"},
    {"单位": "县司法局", "全称": "某县司法局", "类别": "县直部门"},
    {"单位": "县自然资源局", "全称": "某县自然资源局", "类别": "县直部门"},
    {"单位": "甲镇人民政府", "全称": "某县甲镇人民政府", "类别": "乡镇"},
]
COMMON = {
    "格式": "1",
    "案由": "示例",
    "行为类别": "行政处罚",
    "管理领域": "自然资源",
    "原告": [{"姓名": "某公司", "类型": "组织"}],
    "被告": [{"单位": "县自然资源局", "地位": "原行为机关"}],
}
"""What a case of a scenario has where it does not say otherwise."""

WORDS = {True: "是", False: "否"}


def load(kind: str) -> list[dict[str, Any]]:
    """The scenarios of a paper; every scalar is text, as people type it."""
    text = (HERE / f"{kind}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- makes text only
    return found


SCENARIOS = [
    (paper, scenario)
    for kind, paper in PERIOD_PAPERS.items()
    if (HERE / f"{kind}.yaml").exists()
    for scenario in load(kind)
]


def written(place: Path, scenario: dict[str, Any]) -> Path:
    """A workspace with the files of a scenario."""
    settings = {**SETTINGS, **scenario.get("settings", {})}
    files: dict[str, Any] = {"yingsu.yaml": settings, "cases/units.yaml": UNITS}
    for case, content in scenario.get("cases", {}).items():
        files[f"cases/{case}/case.yaml"] = {**COMMON, **content}
    for kind in ("letters", "events"):
        if kind in scenario:
            files[f"cases/{kind}/2025.yaml"] = scenario[kind]
    for path, content in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False).replace("'", '"')
        write_whole(place / path, text.encode())
    return place


def subject_of(paper: PeriodPaper, place: Path, scenario: dict[str, Any]) -> PeriodSubject:
    request = PeriodRequest(year=int(scenario["period"]), **scenario.get("filters", {}))
    return subject_at(paper, open_workspace(place), request, AS_OF, draft=False)[0]


def readable(value: Any) -> Any:
    """A value as a data file has it: a table by its rows, a chart by its categories."""
    if isinstance(value, bool):
        return WORDS[value]
    if isinstance(value, Table):
        return [[cell.text for cell in row] for row in value.rows]
    if isinstance(value, Chart):
        return {
            category: [shown(series.values[place], is_rate=value.is_rate) for series in value.series]
            for place, category in enumerate(value.categories)
        }
    if isinstance(value, list):
        return [readable(entry) for entry in value]
    if isinstance(value, dict):
        return {name: readable(each) for name, each in value.items()}
    return str(value)


@pytest.mark.parametrize(
    ("paper", "scenario"), SCENARIOS, ids=[f"{paper.kind}：{each['name']}" for paper, each in SCENARIOS]
)
def test_a_paper_says_what_the_files_say(
    tmp_path: Path, paper: PeriodPaper, scenario: dict[str, Any]
) -> None:
    values = gathered(paper, subject_of(paper, written(tmp_path, scenario), scenario))
    for name, expected in scenario["expect"].items():
        assert readable(values[name]) == expected, name
    assert set(values) == {field.name for field in paper.fields}
    for field in paper.fields:
        value = values[field.name]
        assert isinstance(value, list) is (field.kind is Kind.LIST)
        assert isinstance(value, Table) is (field.kind is Kind.TABLE)
        assert isinstance(value, Chart) is (field.kind is Kind.CHART)
        for entry in value if isinstance(value, list) else ():
            assert not field.entries or set(entry) == {each.name for each in field.entries}
    assert filled(paper.kind, built_in(paper.kind), names_of(paper.fields), values).text


@pytest.mark.parametrize("paper", PERIOD_PAPERS.values(), ids=PERIOD_PAPERS)
def test_every_paper_of_a_period_has_a_basis_and_says_what_its_names_mean(paper: PeriodPaper) -> None:
    assert paper.basis
    assert paper.purpose
    assert len({field.name for field in paper.fields}) == len(paper.fields)
    assert all(field.meaning for field in paper.fields)
