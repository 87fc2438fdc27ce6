"""A risk point written into the file of a case or of a screening: once, whole, and never into a worse file."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from yingsu.domain.aftermath import RiskPoint
from yingsu.intake.risk_points import PointTakenError, add_risk_point
from yingsu.reading.tree import Entry, FileKind
from yingsu.reading.workspace import Workspace, open_workspace, tree_of

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 23)
CASE = """格式: 1
案由: 责令退还
行为类别: 行政处罚
管理领域: 自然资源
原告: [{姓名: 张某}]
被告: [{单位: 县自然资源局, 地位: 原行为机关}]
风险点: [{编号: JD-CX-04}]
"""
SCREENING = """格式: 1
单位: 县自然资源局
行为: 占地处罚
行为类别: 行政处罚
排查日期: 2025-05-08
"""
IN_CASE = Entry(FileKind.CASE, "cases/2025/0306-某局-张某/case.yaml", "2025/0306-某局-张某")
SCREENED = Entry(FileKind.SCREENING, "cases/screenings/2025/占地.yaml")
POINT = RiskPoint.model_construct(code="JD-CX-03")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for entry, text in ((IN_CASE, CASE), (SCREENED, SCREENING)):
        file = tmp_path / entry.path
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "yingsu.yaml").write_text("名称: 某县台账\n", encoding="utf-8")
    (tmp_path / "cases/units.yaml").write_text("- {单位: 县自然资源局, 类别: 县直部门}\n", encoding="utf-8")
    return open_workspace(tmp_path)


def test_a_point_is_written_into_a_case_and_into_a_screening(workspace: Workspace) -> None:
    added = add_risk_point(workspace, IN_CASE, POINT)
    assert (added.path, added.line, added.entry) == (IN_CASE.path, 7, "{编号: JD-CX-03}")
    text = (workspace.root / IN_CASE.path).read_text(encoding="utf-8")
    assert text == CASE.replace("JD-CX-04}", "JD-CX-04}, {编号: JD-CX-03}")
    add_risk_point(workspace, SCREENED, POINT)
    text = (workspace.root / SCREENED.path).read_text(encoding="utf-8")
    assert text == SCREENING + "风险点:\n  - {编号: JD-CX-03}\n"


@pytest.mark.parametrize("entry", [IN_CASE, SCREENED])
def test_a_rehearsal_writes_nothing(workspace: Workspace, entry: Entry) -> None:
    before = sorted(workspace.root.rglob("*"))
    text = (workspace.root / entry.path).read_bytes()
    assert add_risk_point(workspace, entry, POINT, is_rehearsal=True).entry == "{编号: JD-CX-03}"
    assert (workspace.root / entry.path).read_bytes() == text
    assert sorted(workspace.root.rglob("*")) == before


def test_a_code_that_is_there_is_not_written_twice(workspace: Workspace) -> None:
    add_risk_point(workspace, SCREENED, POINT)
    text = (workspace.root / SCREENED.path).read_bytes()
    with pytest.raises(PointTakenError, match="第 7 行已经有 JD-CX-03") as refused:
        add_risk_point(workspace, SCREENED, POINT)
    assert refused.value.line == 7
    assert (workspace.root / SCREENED.path).read_bytes() == text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions and links")
def test_permissions_and_links_stay(workspace: Workspace) -> None:
    file = workspace.root / SCREENED.path
    kept = file.with_name("原件.txt")
    file.rename(kept)
    kept.chmod(0o600)
    file.symlink_to(kept.name)
    add_risk_point(workspace, SCREENED, POINT)
    assert file.is_symlink()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "JD-CX-03" in kept.read_text(encoding="utf-8")


def test_a_point_can_be_added_to_every_demonstration_file() -> None:
    demonstration = open_workspace(ROOT)
    for entry in tree_of(demonstration).entries:
        if entry.kind in {FileKind.CASE, FileKind.SCREENING}:
            point = RiskPoint.model_construct(code="DC-SS-04", found_on=DAY, note="示例，只在测试里")
            added = add_risk_point(demonstration, entry, point, is_rehearsal=True)
            assert added.entry == "{编号: DC-SS-04, 发现日期: 2026-11-23, 说明: 示例，只在测试里}"
