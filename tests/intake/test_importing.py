"""A form that came back: what changes in the files, line by line, and what is refused, cell by cell."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.intake.creating import OutsideWorkspaceError
from yingsu.intake.importing_judging import errors_in
from yingsu.intake.importing_rows import NoFormError, filled_form
from yingsu.intake.importing_writing import write_all
from yingsu.reading.validation import read_record
from yingsu.reading.workbook import Workbook, read_workbook

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHANGES = yaml.safe_load((HERE / "importing/changes.yaml").read_text(encoding="utf-8"))

ERRORS = yaml.safe_load((HERE / "importing/errors.yaml").read_text(encoding="utf-8"))


def filled_in(desk: Any, example: dict[str, Any]) -> None:
    """Do on the form what an example says."""
    for each in example.get("fill", ()):
        desk.fill_in(each["sheet"], each["where"], each["values"])
    for each in example.get("copy", ()):
        desk.copy(each["sheet"], each["where"], each["values"])
    for each in example.get("add", ()):
        desk.add(each["sheet"], each["values"])
    for each in example.get("write", ()):
        desk.write(each["sheet"], each["cell"], each["value"])


@pytest.mark.parametrize("example", CHANGES, ids=lambda example: example["name"])
def test_only_the_lines_of_the_change_differ(desk: Any, example: dict[str, Any]) -> None:
    filled_in(desk, example)
    rehearsed = desk.bring_back(is_rehearsal=True)
    assert desk.changed_lines() == {}
    plan = desk.bring_back()
    assert [f"{each.sheet} {each.cell} {each.message}" for each in plan.errors] == []
    assert desk.changed_lines() == example["lines"]
    assert [change.sentence for update in rehearsed.updates for change in update.changes] == [
        change.sentence for update in plan.updates for change in update.changes
    ]
    said = [change.sentence for update in plan.updates for change in update.changes]
    assert said == example.get("says", said)
    assert [f"{each.sheet} {each.cell}" for each in plan.cleared] == example.get("cleared", [])
    again = desk.bring_back()
    assert (again.updates, again.creations, again.errors) == ([], [], [])
    assert desk.changed_lines() == example["lines"]


@pytest.mark.parametrize("example", ERRORS, ids=lambda example: example["name"])
def test_each_error_names_its_cell_and_nothing_is_written(desk: Any, example: dict[str, Any]) -> None:
    filled_in(desk, example)
    plan = desk.bring_back()
    found = [f"{each.sheet} {each.cell}" for each in plan.errors]
    assert found == [f"{each['sheet']} {each['cell']}" for each in example["errors"]], plan.errors
    for error, wanted in zip(plan.errors, example["errors"], strict=True):
        assert wanted["says"] in error.message
    assert desk.changed_lines() == {}
    assert not list(desk.root.glob("cases/**/.*.tmp"))


def new_case(desk: Any, docket: str | None = "（2025）闽0583行初88号") -> None:
    """A case that is not there yet, on all sheets."""
    desk.add(
        "案件",
        {
            "案件编号": "新1",
            "案由": "不履行职责",
            "行为类别": "不履行职责",
            "管理领域": "自然资源",
            "诉讼请求": "责令答复",
            "责任人.主要负责人": "林某",
            "专班.业务骨干": "黄某；卢某",
            "被诉行为.名称": "不予答复",
            "赔偿数额": 0,
            "规范性文件附带审查": "否",
        },
    )
    desk.add("当事人", {"案件编号": "新1", "诉讼地位": "被告", "单位": "县自然资源局", "地位": "原行为机关"})
    desk.add("当事人", {"案件编号": "新1", "诉讼地位": "原告", "姓名": "周某", "类型": "公民"})
    desk.add(
        "审理",
        {
            "案件编号": "新1",
            "审级": "一审",
            "案号": docket,
            "法院": "南安市人民法院",
            "收到应诉通知": "2025-11-03",
            "裁判.日期": "2025-12-20",
        },
    )
    desk.add(
        "开庭", {"案件编号": "新1", "案号或审级": "一审", "日期": "2025-12-01", "到庭（一个也没有）": "是"}
    )
    desk.add(
        "裁判结果",
        {"案件编号": "新1", "案号或审级": "一审", "单位": "县自然资源局", "结果": "责令履行；确认违法"},
    )
    desk.add("来函", {"案件编号": "新1", "种类": "败诉风险提示函", "收到日期": "2025-11-10"})


def test_a_new_case_gets_a_file_that_a_person_can_go_on_with(desk: Any) -> None:
    new_case(desk)
    plan = desk.bring_back()
    assert plan.errors == []
    assert [each.case for each in plan.creations] == ["2025/1103-自然资源局-周某"]
    assert (desk.root / "cases/2025/1103-自然资源局-周某/材料").is_dir()
    text = desk.files()["1103-自然资源局-周某"]
    assert text == (HERE / "importing/new_case.yaml").read_text(encoding="utf-8")
    again = desk.bring_back()
    assert (again.creations, again.updates, again.errors, again.unchanged) == ([], [], [], 3)


def test_a_new_case_without_a_docket_is_known_again_by_all_it_says(desk: Any) -> None:
    new_case(desk, None)
    assert len(desk.bring_back().creations) == 1
    again = desk.bring_back()
    assert (again.creations, again.updates, again.errors, again.unchanged) == ([], [], [], 3)


def test_two_new_cases_of_one_day_and_parties_get_ids_apart(desk: Any) -> None:
    new_case(desk)
    for sheet in ("案件", "审理"):
        desk.copy(
            sheet,
            {"案件编号": "新1"},
            {"案件编号": "新2", **({"案号": "（2025）闽0583行初89号"} if sheet == "审理" else {})},
        )
    desk.copy("当事人", {"案件编号": "新1", "诉讼地位": "原告"}, {"案件编号": "新2"})
    desk.copy("当事人", {"案件编号": "新1", "诉讼地位": "被告"}, {"案件编号": "新2"})
    plan = desk.bring_back()
    assert plan.errors == []
    assert [each.case for each in plan.creations] == [
        "2025/1103-自然资源局-周某",
        "2025/1103-自然资源局-周某-2",
    ]


def edit(desk: Any, name: str, old: str, new: str) -> None:
    """Somebody changes a file while the form is out."""
    path = next(desk.root.glob(f"cases/*/{name}*/case.yaml"))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    desk.texts = desk.files()


def test_what_both_sides_changed_is_shown_field_by_field_and_not_overwritten(desk: Any) -> None:
    desk.fill_in(
        "审理",
        {"案件编号": "2025/0306"},
        {"法院": "德化县人民法院", "备案日期": "2025-03-08", "程序": "普通程序"},
    )
    edit(desk, "0306", '"南安市人民法院"', "晋江市人民法院")
    edit(desk, "0306", "    立案日期: 2025-03-03\n", "    立案日期: 2025-03-03\n    备案日期: 2025-03-07\n")
    plan = desk.bring_back()
    assert [(each.sheet, each.cell) for each in plan.errors] == [("审理", "E3"), ("审理", "L3")]
    assert (
        "做表时是“南安市人民法院”，案件文件里现在是“晋江市人民法院”，这里是“德化县人民法院”"
        in plan.errors[0].message
    )
    assert "做表时是“（空）”，案件文件里现在是“2025-03-07”，这里是“2025-03-08”" in plan.errors[1].message
    assert desk.changed_lines() == {}


def test_what_only_the_file_changed_stays_and_what_only_the_form_changed_comes_in(desk: Any) -> None:
    desk.fill_in("审理", {"案件编号": "2025/0306"}, {"备案日期": "2025-03-07"})
    desk.fill_in("出庭人员", {"姓名": "吴某"}, {"职务": "股长"})
    edit(desk, "0306", '"南安市人民法院"', "晋江市人民法院")
    edit(
        desk,
        "0306",
        "        到庭:\n",
        "        到庭:\n          - {姓名: 曾某, 单位: 县人民政府, 身份: 工作人员}\n",
    )
    edit(desk, "0306", "审理:\n", "审理:\n  - {审级: 一审, 案号: （2025）闽0583行初3号}\n")
    plan = desk.bring_back()
    assert plan.errors == []
    assert desk.changed_lines() == {
        "0306-自然资源局-张某": [
            "+     备案日期: 2025-03-07",
            "-           - {姓名: 吴某, 单位: 县司法局, 身份: 工作人员}",
            "+           - {姓名: 吴某, 单位: 县司法局, 职务: 股长, 身份: 工作人员}",
        ]
    }


def test_a_row_whose_entry_is_gone_from_the_file_is_an_error(desk: Any) -> None:
    desk.fill_in("出庭人员", {"姓名": "吴某"}, {"职务": "股长"})
    edit(desk, "0306", "          - {姓名: 吴某, 单位: 县司法局, 身份: 工作人员}\n", "")
    plan = desk.bring_back()
    assert [(each.sheet, each.cell) for each in plan.errors] == [("出庭人员", "B5")]
    assert "找不到了" in plan.errors[0].message


def test_a_case_whose_file_has_errors_or_is_gone_is_not_touched(desk: Any) -> None:
    edit(desk, "0306", "行为类别: 行政处罚", "行为类别：行政处罚")
    (desk.root / "cases/2025/0410-浔中派出所-李某/case.yaml").unlink()
    (desk.root / "cases/2025/0410-浔中派出所-李某").rmdir()
    plan = desk.bring_back()
    messages = [each.message for each in plan.errors]
    assert any("有错误，没有改动" in message for message in messages)
    assert any("台账里已经没有案件 2025/0410-浔中派出所-李某" in message for message in messages)


def test_of_several_files_all_are_written_or_none(desk: Any) -> None:
    desk.fill_in("审理", {"案件编号": "2025/0306"}, {"备案日期": "2025-03-07"})
    desk.fill_in("审理", {"案件编号": "2025/0410"}, {"备案日期": "2025-04-12"})
    new_case(desk)
    plan = desk.bring_back(is_rehearsal=True)
    (desk.root / "cases/2025/1103-自然资源局-周某").mkdir()
    with pytest.raises(FileExistsError):
        write_all(desk.root, plan)
    assert desk.changed_lines() == {}
    left = [path.name for path in desk.root.rglob("*") if path.name.startswith((".case", "import-"))]
    assert left == []


def test_the_form_of_the_demonstration_changes_nothing_and_one_cell_one_line(desk_of: Any) -> None:
    desk = desk_of(ROOT)
    plan = desk.bring_back()
    assert (plan.errors, plan.updates, plan.creations) == ([], [], [])
    assert plan.unchanged == len(desk.texts)
    desk.fill_in("审理", {"案号": "（2025）闽0583行初12号"}, {"备案日期": "2025-03-10"})
    plan = desk.bring_back()
    assert plan.errors == []
    assert desk.changed_lines() == {
        "0306-自然资源局-张某": ["-     备案日期: 2025-03-07", "+     备案日期: 2025-03-10"]
    }


def test_a_workbook_that_is_no_form_is_refused(desk: Any) -> None:
    with pytest.raises(NoFormError, match="不是 yingsu form 做出的填报表"):
        filled_form(
            Workbook(tuple(sheet for sheet in read_workbook(desk.form).sheets if not sheet.is_hidden))
        )


def in_the_manner_of_wps(form: bytes) -> bytes:
    """The same workbook with wrong extents, cells without places, and validations that only WPS knows."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub('<dimension ref="[^"]*"', '<dimension ref="A1"', part)
                part = (
                    re.sub('<(row|c) r="[A-Z]*[0-9]+"', r"<\1", part) if name.endswith("sheet1.xml") else part
                )
                extra = '<extLst><ext uri="{X}"><et:v xmlns:et="urn:wps"/></ext></extLst></worksheet>'
                part = part.replace("</worksheet>", extra)
            new.writestr(name, part)
    return target.getvalue()


def test_a_form_in_the_manner_of_wps_is_the_same_form(desk: Any) -> None:
    desk.fill_in("审理", {"案件编号": "2025/0306"}, {"备案日期": "2025-03-07"})
    desk.form = in_the_manner_of_wps(desk.form)
    plan = desk.bring_back()
    assert plan.errors == []
    assert desk.changed_lines() == {"0306-自然资源局-张某": ["+     备案日期: 2025-03-07"]}


REVIEW = """# 虚构。非诉审查，当事人只写名称。
格式: 1
案由: 责令退还土地
行为类别: 行政处罚
管理领域: 自然资源
申请执行人: 县自然资源局   # 一个
被执行人: [甲公司, 乙公司]
审理:
  - {审级: 非诉审查, 案号: （2025）闽0583行审7号, 法院: 南安市人民法院, 收到应诉通知: 2025-06-02}
"""


def with_review(desk: Any) -> None:
    """A case more, whose parties are only names; and a form that has it."""
    place = desk.root / "cases/2025/0602-自然资源局-甲公司"
    place.mkdir()
    (place / "case.yaml").write_text(REVIEW, encoding="utf-8")
    desk.begin()


def test_of_parties_that_are_only_names_one_becomes_an_entry(desk: Any) -> None:
    with_review(desk)
    desk.fill_in("当事人", {"姓名": "乙公司"}, {"类型": "组织"})
    desk.add(
        "当事人", {"案件编号": "2025/0602-自然资源局-甲公司", "诉讼地位": "申请执行人", "单位": "县司法局"}
    )
    assert desk.bring_back().errors == []
    assert desk.changed_lines() == {
        "0602-自然资源局-甲公司": [
            "- 申请执行人: 县自然资源局   # 一个",
            "- 被执行人: [甲公司, 乙公司]",
            "+ 申请执行人: [{单位: 县自然资源局}, {单位: 县司法局}]   # 一个",
            "+ 被执行人: [{姓名: 甲公司}, {姓名: 乙公司, 类型: 组织}]",
        ]
    }
    again = desk.bring_back()
    assert (again.updates, again.errors) == ([], [])


def test_a_result_needs_the_day_of_its_decision(desk: Any) -> None:
    with_review(desk)
    case = "2025/0602-自然资源局-甲公司"
    desk.add(
        "裁判结果", {"案件编号": case, "案号或审级": "非诉审查", "单位": "县自然资源局", "结果": "准予执行"}
    )
    plan = desk.bring_back()
    assert [(each.sheet, each.cell) for each in plan.errors] == [("裁判结果", "B6")]
    assert "请先在“审理”表里填“裁判.日期”" in plan.errors[0].message
    desk.fill_in("审理", {"案件编号": case}, {"裁判.日期": "2025-06-30"})
    assert desk.bring_back().errors == []
    assert (
        "裁判: {日期: 2025-06-30, 结果: [{单位: 县自然资源局, 结果: [准予执行]}]}}"
        in desk.files()["0602-自然资源局-甲公司"]
    )


def test_errors_that_a_file_has_already_do_not_stop_another_change(desk: Any) -> None:
    edit(desk, "0306", "履行:\n  - 案号: （2025）闽0583行初12号", "履行:\n  - 案号: （2025）闽0583行初99号")
    desk.begin()
    desk.fill_in("审理", {"案件编号": "2025/0306"}, {"备案日期": "2025-03-07"})
    assert desk.bring_back().errors == []
    assert desk.changed_lines() == {"0306-自然资源局-张某": ["+     备案日期: 2025-03-07"]}


def test_a_file_that_is_laid_out_unusually_is_left_alone_and_named(desk: Any) -> None:
    edit(desk, "0306", "  法制人员: [吴某]", "  法制人员: [吴某,   # 组长\n            伍某]")
    desk.begin()
    desk.fill_in("案件", {"案件编号": "2025/0306"}, {"专班.法制人员": "吴某"})
    plan = desk.bring_back()
    assert [(each.sheet, each.cell) for each in plan.errors] == [("案件", "B3")]
    assert "请自己在案件文件里改：法制人员: [吴某]" in plan.errors[0].message


def test_a_file_that_has_become_unreadable_is_left_alone_and_named(desk: Any) -> None:
    new_case(desk, None)
    path = desk.root / "cases/2025/0410-浔中派出所-李某/case.yaml"
    path.unlink()
    path.symlink_to("/etc/hostname")
    plan = desk.bring_back()
    assert [each.message for each in plan.errors] == [
        "案件文件 cases/2025/0410-浔中派出所-李某/case.yaml 读不出来：链接指到工作区之外，没有读取"
    ]


def test_what_was_made_is_taken_away_where_a_later_one_cannot_be(desk: Any) -> None:
    new_case(desk)
    desk.copy("案件", {"案件编号": "新1"}, {"案件编号": "新2"})
    desk.copy("当事人", {"案件编号": "新1", "诉讼地位": "原告"}, {"案件编号": "新2"})
    desk.copy("当事人", {"案件编号": "新1", "诉讼地位": "被告"}, {"案件编号": "新2"})
    plan = desk.bring_back(is_rehearsal=True)
    first, second = plan.creations
    assert (first.case, second.case) == ("2025/1103-自然资源局-周某", "2025/1231-自然资源局-周某")
    (desk.root / "cases/2025/1231-自然资源局-周某").mkdir()
    with pytest.raises(FileExistsError):
        write_all(desk.root, plan)
    assert not (desk.root / "cases/2025/1103-自然资源局-周某").exists()


def test_a_year_that_leads_out_of_the_workspace_gets_no_case(desk: Any, tmp_path: Path) -> None:
    new_case(desk)
    plan = desk.bring_back(is_rehearsal=True)
    (tmp_path / "外面").mkdir()
    (desk.root / "cases/2025").rename(desk.root / "cases/2024")
    (desk.root / "cases/2025").symlink_to(tmp_path / "外面")
    with pytest.raises(OutsideWorkspaceError):
        write_all(desk.root, plan)
    assert list((tmp_path / "外面").iterdir()) == []


def test_a_text_that_is_no_case_is_an_error_in_itself() -> None:
    reading = read_record("格式: 1\n".encode(), Case, "case.yaml")
    found = list(errors_in(Office(), date(2025, 12, 31), "2025/甲", None, reading))
    assert [path for path, _ in found] == [()]
    assert "缺少必填的“案由”" in found[0][1]
