"""The office's own risk points are read, and told of, as own_risk_points.yaml has it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.reading.workspace import Workspace, open_workspace, tree_of
from yingsu.survey import survey

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("own_risk_points.yaml").read_text(encoding="utf-8")
)
OWN = "cases/risk-points.yaml"
CASE = """\
格式: 1
案由: 责令退还非法占用土地
行为类别: 行政处罚
管理领域: 自然资源
原告: [{姓名: 张某, 类型: 公民}]
被告: [{单位: 县人民政府, 地位: 原行为机关}]
风险点: [{编号: TC-02}]
"""


def opened(root: Path, content: str, named: str = OWN) -> Workspace:
    (root / "cases").mkdir(parents=True)
    (root / "yingsu.yaml").write_text(f"名称: 测试台账\n风险点目录: {named}\n", encoding="utf-8")
    (root / "cases" / "units.yaml").write_text("- {单位: 县人民政府, 类别: 县政府}\n", encoding="utf-8")
    if content != "无":
        (root / OWN).write_text(content, encoding="utf-8")
    return open_workspace(root)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["名称"])
def test_own_risk_points_are_read_and_what_is_wrong_is_told_of(row: dict[str, Any], tmp_path: Path) -> None:
    workspace = opened(tmp_path / "台账", row["内容"])
    told = [[each.span.line, each.defect.code, each.message] for each in workspace.diagnostics]
    assert told == row["提示"]
    assert {each.path for each in workspace.diagnostics} <= {OWN}
    catalogue = workspace.office.risk_catalogue
    assert [point.code for point in catalogue.points if point.is_own] == row["采用"]
    assert catalogue.is_whole is row["完整"]
    assert catalogue.find("JD-CX-03") is not None


def test_wrong_own_points_do_not_make_the_cases_uncountable(tmp_path: Path) -> None:
    assert opened(tmp_path / "台账", "- {}\n").is_sound


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- {编号: TC-01, 阶段: 受理, 类型: 程序缺失, 风险点: 收件后未登记}\n", {"YS502"}),
        ("- {编号: TC-02, 阶段: 受理, 类型: 程序缺失, 风险点: 收件后未登记}\n", set()),
        ("- {编号: TC-02, 阶段: 审理, 类型: 程序缺失, 风险点: 收件后未登记}\n", set()),
    ],
)
def test_a_code_is_unknown_only_where_every_own_point_could_be_read(
    tmp_path: Path, content: str, told: set[str]
) -> None:
    root = tmp_path / "台账"
    opened(root, content)
    case = root / "cases" / "2025" / "0306-甲" / "case.yaml"
    case.parent.mkdir(parents=True)
    case.write_text(CASE, encoding="utf-8")
    found = survey(open_workspace(root), date(2026, 1, 10)).diagnostics
    assert {each.defect.code for each in found} & {"YS502"} == told


def test_own_points_are_part_of_what_is_counted(tmp_path: Path) -> None:
    one = opened(tmp_path / "甲", ROWS[0]["内容"])
    assert [path for path, _ in one.contents] == ["yingsu.yaml", "cases/units.yaml", OWN]
    assert dict(one.contents)[OWN] == ROWS[0]["内容"].encode()


@pytest.mark.parametrize("named", [OWN, "./cases/risk-points.yaml", "cases//risk-points.yaml"])
def test_however_the_file_is_named_it_is_where_it_belongs(tmp_path: Path, named: str) -> None:
    workspace = opened(tmp_path / "台账", ROWS[0]["内容"], named)
    assert workspace.diagnostics == ()
    assert tree_of(workspace).diagnostics == ()


def test_settings_with_a_wrong_place_still_let_the_cases_be_read(tmp_path: Path) -> None:
    workspace = opened(tmp_path / "台账", ROWS[0]["内容"], "../别处.yaml")
    assert [each.defect.code for each in workspace.diagnostics] == ["YS018"]
    assert [each.path for each in tree_of(workspace).diagnostics] == [OWN]
    assert not workspace.office.risk_catalogue.is_whole


def test_settings_that_cannot_be_read_may_have_named_a_file(tmp_path: Path) -> None:
    root = tmp_path / "台账"
    opened(root, "无")
    (root / "yingsu.yaml").write_text("{", encoding="utf-8")
    assert not open_workspace(root).office.risk_catalogue.is_whole
    (root / "yingsu.yaml").write_text("名称: 甲\n", encoding="utf-8")
    assert open_workspace(root).office.risk_catalogue.is_whole
