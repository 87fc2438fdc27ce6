"""`yingsu import --map` and `--suggest`: an office's own ledger."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from yingsu.domain.fill_map import FillMap
from yingsu.domain.ledger_map import LedgerMap
from yingsu.reading.source import read_source
from yingsu.reading.validation import read_record

HERE = Path(__file__).parent
READ = yaml.safe_load((HERE / "ledgers/read.yaml").read_text(encoding="utf-8"))
UNFIT = yaml.safe_load((HERE / "ledgers/unfit.yaml").read_text(encoding="utf-8"))
AS_OF = ("--as-of", "2026-01-10")
Caller = Callable[..., Any]


def workbook(rows: Iterable[Iterable[Any]], merged: Iterable[str] = (), title: str = "Sheet") -> Workbook:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column, value)
    for area in merged:
        sheet.merge_cells(area)
    return book


def new_cases(root: Path, before: set[Path]) -> list[Any]:
    """What the new case files say, without the version of the format."""
    found = []
    for path in sorted(set(root.glob("cases/*/*/case.yaml")) - before):
        data: Any = read_source(path.read_bytes()).data
        assert data.pop("格式") == "1"
        found.append(data)
    return found


def told(entries: Iterable[dict[str, str]]) -> list[str]:
    """The cell and what is said of it."""
    return [f"{each['cell']} {each['message']}" for each in entries]


def assert_said(said: list[str], wanted: list[str]) -> None:
    """Each wanted line: its cell, and a part of what is said of it; in any order, none twice."""
    left = list(said)
    for line in wanted:
        cell, _, part = line.partition(" ")
        found = next(
            (
                each
                for each in left
                if each.startswith(f"{cell} ") and part.replace("：", ": ") in each.replace("：", ": ")
            ),
            None,
        )
        assert found is not None, (line, said)
        left.remove(found)


@pytest.mark.parametrize("example", READ, ids=lambda example: example["name"])
def test_a_ledger_is_read_by_its_mapping(sample: Path, call: Caller, example: dict[str, Any]) -> None:
    before = set(sample.glob("cases/*/*/case.yaml"))
    workbook(example["rows"], example.get("merged", ())).save(sample / "台账.xlsx")
    (sample / "m.yaml").write_text(yaml.safe_dump(example["mapping"], allow_unicode=True), encoding="utf-8")
    words = ("import", "台账.xlsx", "--map", "m.yaml", "--format", "json", *AS_OF)
    left = call(*words)
    assert left.code in {0, 1}, left.err
    said = left.json
    assert_said(told(said["errors"]), example.get("errors", []))
    assert_said(told(said["notes"]), example.get("notes", []))
    assert bool(said["errors"]) == ("errors" in example), said["errors"]
    assert {each["sheet"] for each in (*said["errors"], *said["notes"])} <= {"Sheet"}
    if said["errors"]:
        assert new_cases(sample, before) == []
        return
    made = new_cases(sample, before)
    assert sorted(map(json_of, made)) == sorted(map(json_of, example["cases"]))
    again = call(*words).json
    assert (again["create"], again["update"], again["errors"]) == ([], [], [])
    assert again["unchanged"] == len(example["cases"]) + example.get("unchanged", 0)
    assert call("check", *AS_OF).code == 0


def json_of(value: Any) -> str:
    """Plain data as text, for an order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


@pytest.mark.parametrize("example", UNFIT, ids=lambda example: example["name"])
def test_a_mapping_that_does_not_fit_is_told_with_its_line(
    sample: Path, call: Caller, example: dict[str, str]
) -> None:
    rows = [["案号", "原告", "被告", "备注", "备注"], ["（2024）闽0583行初1号", "张某", "县公安局"]]
    workbook(rows).save(sample / "台账.xlsx")
    (sample / "m.yaml").write_text(example["mapping"], encoding="utf-8")
    left = call("import", "台账.xlsx", "--map", "m.yaml", *AS_OF)
    assert (left.code, left.out) == (2, "")
    assert example["says"] in left.err


def system_ledger() -> Workbook:
    """A ledger in the form of a litigation system's table (published.md §3.2), as an office exports it."""
    heads = "案件ID 关联案件 审级/环节 诉讼案号 复议案号 法院/机关名 案由 原告类型 原告 被告 第三人 收文方式 收案时间 开庭时间 开庭地点 承办人 出庭负责人 负责人职务 是否出庭 是否上诉 办结日期 备注"
    rows: list[list[Any]] = [
        ["2024年行政应诉案件台账"],
        ["填报单位：县司法局"],
        [],
        heads.split(),
        [
            "A001",
            None,
            "一审",
            "（2024）闽0583行初21号",
            None,
            "南安市人民法院",
            "行政处罚",
            "公民",
            "张某",
            "样例县自然资源局",
            None,
            "邮寄",
            "2024.3.6",
            "2024.4.10",
            "第三法庭",
            "黄某",
            "王某",
            "副局长",
            "√",
            "是",
            "2024-06-03",
            None,
        ],
        [
            "A002",
            "A001",
            "二审程序",
            "(2024)闽05行终88号",
            None,
            "泉州市中级人民法院",
            "行政处罚",
            "公民",
            "张某",
            "县自然资源局",
            None,
            "邮寄",
            "2024年8月1日",
            45545,
            "第一法庭",
            "黄某",
            "李某",
            "局长",
            "有",
            "否",
            None,
            "维持",
        ],
        [
            "A003",
            None,
            "一审",
            "（2024）闽0583行初35号",
            None,
            "南安市人民法院",
            "政府信息公开",
            "法人、其他组织",
            "某建材公司",
            "县公安局",
            None,
            "直接送达",
            "2024/5/9",
        ],
        [
            "A004",
            None,
            "一审",
            "（2024）闽0583行初41号",
            None,
            "南安市人民法院",
            "行政许可",
            "公民",
            "陈某、林某",
            "县公安局",
            "某公司",
            "邮寄",
            20240612,
            "2024-07-15 09:00",
            "第二法庭",
            "吴某",
            "周某",
            "副局长",
            "×",
            "是",
        ],
        ["合计", None, None, "4件"],
        ["填表人：吴某　　审核：林某"],
    ]
    return workbook(rows, ["A1:V1"], "应诉台账")


EXPECTED = yaml.safe_load((HERE / "ledgers/system.yaml").read_text(encoding="utf-8"))


def assert_imported_as_suggested(root: Path, call: Caller, file: str) -> None:
    """Have a mapping proposed for a ledger in the form of the system's, and import it by that."""
    before = set(root.glob("cases/*/*/case.yaml"))
    proposed = call("import", file, "--suggest", "--map", "映射.yaml", *AS_OF)
    assert (proposed.code, proposed.out) == (0, "")
    assert "请逐行核对" in proposed.err
    left = call("import", file, "--map", "映射.yaml", *AS_OF)
    assert left.code == 0, left.out + left.err
    assert sorted(map(json_of, new_cases(root, before))) == sorted(map(json_of, EXPECTED))
    assert call("import", file, "--map", "映射.yaml", "--format", "json", *AS_OF).json["unchanged"] == 3


def test_a_ledger_of_a_system_in_use_is_imported_by_the_mapping_proposed_for_it(
    sample: Path, call: Caller
) -> None:
    system_ledger().save(sample / "台账.xlsx")
    assert_imported_as_suggested(sample, call, "台账.xlsx")


def test_the_proposal_says_what_it_is_not_sure_of(
    sample: Path, call: Caller, golden: Callable[[str, str], None]
) -> None:
    system_ledger().save(sample / "台账.xlsx")
    left = call("import", "台账.xlsx", "--suggest", *AS_OF)
    assert left.code == 0
    golden("suggested.yaml", left.out)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_same_ledger_saved_by_libreoffice_is_read_the_same(
    sample: Path, call: Caller, tmp_path: Path
) -> None:
    system_ledger().save(sample / "台账.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "lo")]
    subprocess.run([*command, str(sample / "台账.xlsx")], check=True, capture_output=True, timeout=120)
    assert_imported_as_suggested(sample, call, str(tmp_path / "lo" / "台账.xlsx"))


def as_wps_writes(book: Workbook) -> bytes:
    """The same cells in XML by hand, as WPS has it: a wrong extent, texts in the cells, validations of its own."""
    rows = []
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        cells = "".join(
            f'<c r="{cell.coordinate}" s="0"><v>{cell.value}</v></c>'
            if isinstance(cell.value, int)
            else f'<c r="{cell.coordinate}" s="0" t="inlineStr"><is><t xml:space="preserve">{cell.value}</t></is></c>'
            for cell in row
            if cell.value is not None
        )
        rows.append(f'<row r="{row[0].row}" spans="1:3" customHeight="1" ht="14.4">{cells}</row>')
    empty = "".join(f'<row r="{number}" ht="14.4"/>' for number in range(500, 520))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    wps = "http://web.wps.cn/et/2018/main"
    content = io.BytesIO()
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = (
                    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{main}" xmlns:etc="{wps}">'
                    f'<dimension ref="A1:C3"/><sheetData>{"".join(rows)}{empty}</sheetData>'
                    '<mergeCells count="1"><mergeCell ref="A1:V1"/></mergeCells>'
                    '<extLst><ext uri="{etc}"><etc:dataValidations count="1"/></ext></extLst></worksheet>'
                ).encode()
            new.writestr(name, part)
    return content.getvalue()


def test_the_same_ledger_written_by_wps_is_read_the_same(sample: Path, call: Caller) -> None:
    (sample / "台账.xlsx").write_bytes(as_wps_writes(system_ledger()))
    assert_imported_as_suggested(sample, call, "台账.xlsx")


def test_several_sheets_must_be_told_apart(sample: Path, call: Caller) -> None:
    book = system_ledger()
    book.create_sheet("说明")["A1"] = "填表说明"
    book.save(sample / "台账.xlsx")
    assert call("import", "台账.xlsx", "--suggest", "--map", "映射.yaml", *AS_OF).code == 0
    text = (sample / "映射.yaml").read_text(encoding="utf-8")
    assert "工作表: 应诉台账\n" in text
    assert call("import", "台账.xlsx", "--map", "映射.yaml", "--dry-run", *AS_OF).code == 0
    (sample / "映射.yaml").write_text(text.replace("工作表: 应诉台账\n", ""), encoding="utf-8")
    left = call("import", "台账.xlsx", "--map", "映射.yaml", *AS_OF)
    assert "有 2 张工作表有内容（“应诉台账”、“说明”），请在映射里写明“工作表”" in left.err


def test_a_proposal_never_takes_the_place_of_a_mapping(sample: Path, call: Caller) -> None:
    system_ledger().save(sample / "台账.xlsx")
    (sample / "映射.yaml").write_text("列: []\n", encoding="utf-8")
    left = call("import", "台账.xlsx", "--suggest", "--map", "映射.yaml", *AS_OF)
    assert (left.code, "已经有同名的文件" in left.err) == (2, True)
    assert (sample / "映射.yaml").read_text(encoding="utf-8") == "列: []\n"


def test_what_is_no_ledger_gets_no_proposal(sample: Path, call: Caller) -> None:
    workbook([["甲", "乙"], ["丙"]]).save(sample / "别的.xlsx")
    left = call("import", "别的.xlsx", "--suggest", *AS_OF)
    assert (left.code, "没有找到表头" in left.err) == (2, True)
    workbook([]).save(sample / "空.xlsx")
    (sample / "m.yaml").write_text("列: [{列头: 案号, 填: 审理.案号}]", encoding="utf-8")
    assert "表格是空的" in call("import", "空.xlsx", "--map", "m.yaml", *AS_OF).err
    assert "没有文件" in call("import", "无.xlsx", "--suggest", *AS_OF).err


def test_a_proposal_for_a_ledger_with_odd_words_names_them(sample: Path, call: Caller) -> None:
    rows: list[list[Any]] = [
        [
            "案号",
            "原告",
            "被告",
            "案由",
            "审级",
            "开庭时间",
            "上诉时间",
            "出庭负责人",
            "是否出庭",
            "备注",
            "备注",
            "收案日期",
            "立案日期",
            "立案时间",
            "系统编号",
        ],
        [
            "（2024）闽0583行初1号、（2024）闽05行终2号",
            "张某\n李某",
            "甲单位",
            "不知何事",
            "首审",
            "择日",
            "2024-5-1",
            "王某",
            "委托",
            None,
            None,
            "待定",
            "2024-3-1",
            None,
            1,
        ],
        ["合计"],
    ]
    workbook(rows).save(sample / "台账.xlsx")
    left = call("import", "台账.xlsx", "--suggest", *AS_OF)
    for line in (
        "编号列: 系统编号",
        "# 几个案号时: 第一个   # A2 写了几个案号",
        "- {列头: 原告, 填: 原告.姓名, 分隔: [换行]}",
        "# 认不出：“首审”。请在“改写”里写明",
        "# 认不出：“委托”。请在“改写”里写明是 是 还是 否",
        "还要补上：“不知何事”",
        "还要补上：“甲单位”",
        "#   备注（有几列都叫这个名字，请写明上一层，如 上层/备注）",
        "#   立案时间（与“立案日期”像是同一项）",
        "#   开庭时间（像“审理.开庭.日期”，但里面的内容都不是日期）",
        "# 审理.上诉.上诉方: 原告   # 台账没有说是谁上诉",
    ):
        assert line in left.out, (line, left.out)


def test_many_things_passed_over_are_not_all_listed_on_the_terminal(sample: Path, call: Caller) -> None:
    rows: list[list[Any]] = [["案号", "原告"], *[[f"说明{number}"] for number in range(40)]]
    (sample / "m.yaml").write_text("列: [{列头: 原告, 填: 原告.姓名}, {列头: 案号}]", encoding="utf-8")
    workbook(rows).save(sample / "台账.xlsx")
    left = call("import", "台账.xlsx", "--map", "m.yaml", *AS_OF)
    assert "…… 没有导入的共 40 处，全部用 --format json 查看" in left.err
    assert "说明" not in call("import", "台账.xlsx", "--map", "m.yaml", "--quiet", *AS_OF).err


def test_a_fault_of_merged_cells_does_not_fill_the_memory(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yingsu.intake.ledger_rows.MOST_COVERED", 5)
    rows: list[list[Any]] = [["原告", "案号"], ["张某"], *[[None, "甲"]] * 20]
    workbook(rows, ["A2:A20"]).save(sample / "台账.xlsx")
    (sample / "m.yaml").write_text("列: [{列头: 原告, 填: 原告.姓名}, {列头: 案号}]", encoding="utf-8")
    left = call("import", "台账.xlsx", "--map", "m.yaml", *AS_OF)
    assert "合并的单元格太多，没有读取" in left.err


def test_the_examples_of_the_manual_are_mappings_that_can_be_read() -> None:
    manual = (HERE.parents[1] / "docs/填表与导入.md").read_text(encoding="utf-8")
    fill, ledger = re.findall("```yaml\n(.*?)```", manual, re.DOTALL)
    read = (
        read_record(fill.encode(), FillMap, "填报.yaml"),
        read_record(ledger.encode(), LedgerMap, "映射.yaml"),
    )
    assert [each.diagnostics() for each in read] == [[], []]
    assert all(each.node is not None for each in read)
