"""`yingsu form` and `yingsu import`: what a clerk sees."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

DAY = ("--as-of", "2026-01-10")
SOFFICE = shutil.which("soffice")


def page_of(path: Path, sheet: str) -> tuple[Any, Any, dict[str, int]]:
    """A sheet of a form, with its columns by title."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    return book, page, {str(cell.value).rstrip("*"): int(cell.column or 0) for cell in page[1]}


def cases_in(path: Path) -> list[str]:
    """The cases of a form."""
    _, page, titles = page_of(path, "案件")
    return [str(row[titles["案件编号"] - 1]) for row in page.iter_rows(min_row=3, values_only=True)]


def write(path: Path, sheet: str, case: str, values: dict[str, Any]) -> None:
    """Fill in the first row of a case."""
    book, page, titles = page_of(path, sheet)
    number = next(row for row in range(3, page.max_row + 1) if str(page.cell(row, 2).value).startswith(case))
    for title, value in values.items():
        page.cell(number, titles[title]).value = value
    book.save(path)


def test_the_form_has_the_cases_that_are_not_done_with(sample: Path, call: Callable[..., Any]) -> None:
    made = call("form", "-o", "填报表.xlsx", *DAY)
    assert (made.code, made.out) == (0, "")
    assert "已写出 填报表.xlsx，里面有 2 个案件" in made.err
    assert cases_in(sample / "填报表.xlsx") == ["2024/1008-自然资源局-钱某", "2025/1201-自然资源局-孙某"]
    call("form", "-o", "年.xlsx", "--year", "2025", "--quiet", *DAY)
    assert len(cases_in(sample / "年.xlsx")) == 4
    call("form", "-o", "全.xlsx", "--all", *DAY)
    assert len(cases_in(sample / "全.xlsx")) == 5
    call("form", "-o", "公安.xlsx", "--all", "--unit", "县公安局", *DAY)
    assert cases_in(sample / "公安.xlsx") == ["2025/0410-浔中派出所-李某"]
    call("form", "-o", "自然.xlsx", "--all", "--unit", "样例县自然资源局", *DAY)
    assert "2025/0306-自然资源局-张某" in cases_in(sample / "自然.xlsx")


def test_a_form_that_cannot_be_made_says_why(sample: Path, call: Callable[..., Any]) -> None:
    assert "只能写成 .xlsx" in call("form", "-o", "填报表.xls").err
    wrong = call("form", "-o", "填报表.xlsx", "--unit", "自然资源局")
    assert (wrong.code, "是不是“县自然资源局”？" in wrong.err) == (2, True)
    assert "没有这个单位。名录" in call("form", "-o", "填报表.xlsx", "--unit", "甲").err
    assert "没有写出 表.xlsx" in call("form", "-o", "没有/表.xlsx").err
    (sample / "cases/2025/0306-自然资源局-张某/case.yaml").write_text("坏了", encoding="utf-8")
    (sample / "cases/2025/0410-浔中派出所-李某/case.yaml").unlink()
    (sample / "cases/2025/0410-浔中派出所-李某/case.yaml").mkdir()
    made = call("form", "-o", "填报表.xlsx", "--all", *DAY)
    assert "另有 2 个案件文件有错误" in made.err


def test_the_form_offers_words_and_says_how_it_is_filled_in(sample: Path, call: Callable[..., Any]) -> None:
    call("form", "-o", "填报表.xlsx", "--all", *DAY)
    book, page, titles = page_of(sample / "填报表.xlsx", "审理")
    assert [each.title for each in book.worksheets if each.sheet_state == "visible"] == [
        "填写说明", "案件", "当事人", "审理", "裁判结果", "上诉", "开庭", "出庭人员", "未到庭说明", "履行", "来函",
    ]  # fmt: skip
    assert page.column_dimensions["A"].hidden
    assert page.freeze_panes == "C2"
    assert "法院的案号，照抄文书。例：（2025）闽0583行初12号" in page.cell(1, titles["案号"]).comment.text
    assert "填了“裁判”的其他内容，这一项就必填" in page.cell(1, titles["裁判.日期"]).comment.text
    _, parties, of_party = page_of(sample / "填报表.xlsx", "当事人")
    assert "只有原告、第三人、被执行人填" in parties.cell(1, of_party["姓名"]).comment.text
    offered = {str(each.sqref).split(":")[0] for each in page.data_validations.dataValidation}
    assert "C3" in offered
    assert all(not each.protection.sheet for each in book.worksheets)
    assert page.cell(3, titles["立案日期"]).number_format == "yyyy-mm-dd"
    assert page.cell(3, titles["案号"]).number_format == "@"
    with zipfile.ZipFile(sample / "填报表.xlsx") as package:
        assert {each.date_time[0] for each in package.infolist()} == {1980}
    first = (sample / "填报表.xlsx").read_bytes()
    call("form", "-o", "又一份.xlsx", "--all", *DAY)
    assert (sample / "又一份.xlsx").read_bytes() == first


def test_an_import_is_rehearsed_told_and_done_once(sample: Path, call: Callable[..., Any]) -> None:
    call("form", "-o", "填报表.xlsx", "--all", *DAY)
    write(sample / "填报表.xlsx", "审理", "2025/0306", {"备案日期": "2025.3.10", "程序": None})
    rehearsed = call("import", "填报表.xlsx", "--dry-run", *DAY)
    assert rehearsed.code == 0
    assert rehearsed.out.splitlines() == [
        "将修改 2025/0306-自然资源局-张某（张某诉县自然资源局、县人民政府责令退还非法占用土地案）",
        "  审理（一审，（2025）闽0583行初12号）将「备案日期」由 2025-03-07 改为 2025-03-10　［审理 L4］",
        "将新建 0 个案件，将修改 1 个，4 个没有变化。",
    ]
    assert "审理 F4：“程序”清空了，案件文件里的 普通程序 没有改动" in rehearsed.err
    assert "这次没有写" in rehearsed.err
    as_json = call("import", "填报表.xlsx", "--dry-run", "--format", "json", *DAY).json
    assert as_json["update"][0]["changes"][0]["key"] == "审理[1].备案日期"
    assert (
        as_json["update"][0]["changes"][0] | {"from": "2025-03-07", "to": "2025-03-10"}
        == as_json["update"][0]["changes"][0]
    )
    assert (as_json["schema_version"], as_json["unchanged"], as_json["errors"]) == (1, 4, [])
    done = call("import", "填报表.xlsx", *DAY)
    assert (done.code, done.out.splitlines()[0].startswith("已修改 2025/0306")) == (0, True)
    text = (sample / "cases/2025/0306-自然资源局-张某/case.yaml").read_text(encoding="utf-8")
    assert "    备案日期: 2025-03-10\n" in text
    assert (
        call("import", "填报表.xlsx", "--quiet", *DAY).out == "已新建 0 个案件，已修改 0 个，5 个没有变化。\n"
    )


def test_errors_come_all_at_once_and_nothing_is_written(sample: Path, call: Callable[..., Any]) -> None:
    call("form", "-o", "填报表.xlsx", "--all", *DAY)
    write(sample / "填报表.xlsx", "审理", "2025/0306", {"备案日期": "三月七日", "审级": "初审"})
    before = (sample / "cases/2025/0306-自然资源局-张某/case.yaml").read_bytes()
    wrong = call("import", "填报表.xlsx", *DAY)
    assert wrong.code == 1
    assert wrong.out.splitlines()[0] == "有 2 处要改，没有导入，案件文件都没有改动："
    assert "  审理 L4：“三月七日”不是日期。请写成 2025-03-06 这样" in wrong.out
    as_json = call("import", "填报表.xlsx", "--format", "json", *DAY)
    assert as_json.code == 1
    assert [(each["sheet"], each["cell"]) for each in as_json.json["errors"]] == [
        ("审理", "C4"),
        ("审理", "L4"),
    ]
    assert (sample / "cases/2025/0306-自然资源局-张某/case.yaml").read_bytes() == before


def test_a_new_case_is_told_and_known_again(sample: Path, call: Callable[..., Any]) -> None:
    call("form", "-o", "填报表.xlsx", *DAY)
    rows: dict[str, list[dict[str, Any]]] = {
        "案件": [{"案件编号": "新1", "案由": "罚款", "行为类别": "行政处罚", "管理领域": "公安"}],
        "当事人": [
            {"案件编号": "新1", "诉讼地位": "原告", "姓名": "=周某"},
            {"案件编号": "新1", "诉讼地位": "被告", "单位": "县公安局", "地位": "原行为机关"},
        ],
    }
    for sheet, added in rows.items():
        for values in added:
            book, page, titles = page_of(sample / "填报表.xlsx", sheet)
            number = page.max_row + 1
            for title, value in values.items():
                page.cell(number, titles[title]).value = value
                page.cell(number, titles[title]).data_type = "s"
            book.save(sample / "填报表.xlsx")
    made = call("import", "填报表.xlsx", *DAY)
    assert (made.code, made.out.splitlines()[0]) == (
        0,
        "已新建 2026/0110-公安局-=周某（=周某诉县公安局罚款案）",
    )
    assert "表里的“新1”就是已有的案件 2026/0110-公安局-=周某" in call("import", "填报表.xlsx", *DAY).err
    call("form", "-o", "再.xlsx", *DAY)
    assert call("import", "再.xlsx", *DAY).out == "已新建 0 个案件，已修改 0 个，3 个没有变化。\n"


def test_a_file_that_is_no_form_or_cannot_be_read(sample: Path, call: Callable[..., Any]) -> None:
    assert (call("import", "没有.xlsx").code, call("import", "没有.xlsx").err) == (
        2,
        "错误：没有文件 没有.xlsx\n",
    )
    assert "打不开" in call("import", f"{'长' * 300}.xlsx").err
    assert "cases 是目录" in call("import", "cases").err
    assert "yingsu.yaml：这不是 .xlsx 表格" in call("import", "yingsu.yaml").err
    openpyxl.Workbook().save(sample / "别的.xlsx")
    wrong = call("import", "别的.xlsx", "--format", "json")
    assert (wrong.code, wrong.json["error"]["code"]) == (2, "file")
    assert "不是 yingsu form 做出的填报表" in wrong.json["error"]["message"]


def test_where_nothing_can_be_written_it_says_so(sample: Path, call: Callable[..., Any]) -> None:
    call("form", "-o", "填报表.xlsx", "--all", *DAY)
    write(sample / "填报表.xlsx", "审理", "2025/0306", {"备案日期": "2025-03-10"})
    (sample / ".yingsu").write_text("", encoding="utf-8")
    wrong = call("import", "填报表.xlsx", *DAY)
    assert (wrong.code, "没有导入，案件文件都没有改动：写不进" in wrong.err) == (2, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_may_not_be_written_leaves_all_as_it_was(sample: Path, call: Callable[..., Any]) -> None:
    call("form", "-o", "填报表.xlsx", "--all", *DAY)
    write(sample / "填报表.xlsx", "审理", "2025/0306", {"备案日期": "2025-03-10"})
    place = sample / "cases/2025/0306-自然资源局-张某"
    place.chmod(0o555)
    try:
        assert "没有导入，案件文件都没有改动" in call("import", "填报表.xlsx", *DAY).err
    finally:
        place.chmod(0o755)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
def test_a_form_that_libreoffice_has_opened_and_saved_changes_nothing(
    demonstration: Path, tmp_path: Path, call: Callable[..., Any]
) -> None:
    del demonstration
    call("form", "-o", str(tmp_path / "表.xlsx"), "--all", "--as-of", "2026-11-23")
    saved = tmp_path / "存"
    subprocess.run(
        [
            str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
            "--outdir", str(saved), str(tmp_path / "表.xlsx"),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    result = call(
        "import", str(saved / "表.xlsx"), "--dry-run", "--format", "json", "--as-of", "2026-11-23"
    ).json
    assert (result["errors"], result["update"], result["create"]) == ([], [], [])
    assert result["unchanged"] == len(list(Path("cases").glob("2*/*/case.yaml")))
    assert io.BytesIO((saved / "表.xlsx").read_bytes()).read(2) == b"PK"
