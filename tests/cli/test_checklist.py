"""`yingsu checklist`: what is to be looked at, as far as it is ticked, and one more tick."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from yingsu import survey
from yingsu.cli import console

Caller = Callable[..., Any]
DAY = ("--as-of", "2025-06-01")
CASE_FILE = "cases/2025/0306-自然资源局-张某/case.yaml"
SCREENING_FILE = "cases/screenings/2025/自然资源局-占地处罚.yaml"
CASE = """格式: 1
案由: 责令退还非法占用土地
行为类别: 行政处罚
管理领域: 自然资源
责任人: {主要负责人: 林某, 分管领导: 陈某, 股室负责人: 黄某}
被诉行为:
  名称: 行政处罚决定
  文号: 德自然资罚〔2025〕3号
  机关: 县自然资源局
  法制审核: {机构: 法规股, 审核人: 伍某, 日期: 2025-01-08, 结论: 存在问题, 清单: {主体合法: 合格, 程序合法: 不合格}}
原告: [{姓名: 张某}]
被告: [{单位: 县自然资源局, 地位: 原行为机关}]
审理: [{审级: 一审, 案号: （2025）闽0583行初12号}]
风险点:
  - {编号: JD-CX-03, 等级: 高, 发现日期: 2025-03-12, 说明: 未告知听证权利, 责任人: 黄某, 整改期限: 2025-04-30}   # 股长核过
  - {编号: XK-99, 发现日期: 2025-03-12}
  - {阶段: 送达, 类型: 程序缺失, 说明: 留置送达无见证人, 完成日期: 2025-05-01}
"""
SCREENING = """格式: 1
单位: 县自然资源局
行为: 占地处罚
行为类别: 行政处罚
案件: 2025/0306-自然资源局-张某
排查日期: 2025-02-08
排查人: 伍某
风险点:
  - {编号: JD-CX-03, 等级: 中, 说明: 告知书漏写听证, 完成日期: 2025-02-20, 整改期限: 2025-02-10}
  - {编号: DC-SS-06, 发现日期: 2025-07-01}
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a case and the screening that led to it, in which the test stands."""
    for path, text in (
        ("yingsu.yaml", "名称: 某县台账\n"),
        ("cases/units.yaml", "- {单位: 县自然资源局, 类别: 县直部门}\n"),
        (CASE_FILE, CASE),
        (SCREENING_FILE, SCREENING),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


pytestmark = pytest.mark.usefixtures("place")


def word(path: Path) -> WordDocument:
    return docx.Document(io.BytesIO(path.read_bytes()))


def rows(document: WordDocument) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


# --- As ticked ---------------------------------------------------------------------------------------------------


def test_a_case_shows_what_was_found_in_it_and_in_its_screening(call: Caller) -> None:
    found = call("checklist", "0306", *DAY).out
    assert "行政行为风险点清单　张某诉县自然资源局责令退还非法占用土地案" in found
    assert "已查到 3 项（JD-CX-03、目录外、XK-99），其中未整改完 2 项。" in found
    lines = found.splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("  ☑ JD-CX-03"))
    assert lines[at : at + 9] == [
        "  ☑ JD-CX-03  [严重] 应听证未告知、当事人5个工作日内提出而未组织、未提前7个工作",
        "              日通知、由本案调查人员主持、未依听证笔录决定",
        "              行政处罚法第六十三条、第六十四条、第六十五条、第八十五条",
        "              查到：未告知听证权利",
        "              等级高，2025-03-12 发现，责任人黄某",
        "              2025-04-30 前整改：未完成，逾期32天",
        "              查到：告知书漏写听证",
        "              等级中，来自风险排查“占地处罚”",
        "              2025-02-10 前整改：2025-02-20 完成，逾期10天",
    ]
    assert "  □ JD-CX-01  [严重]" in found
    assert "阶段没有写（1 项，查到 1 项）" in found
    assert "  ☑ 程序合法      不合格。" in found
    assert "审核结论：存在问题，法规股，伍某，2025-01-08" in found
    assert "DC-SS-06" not in [line.split()[1] for line in lines if line.startswith("  ☑")]


def test_a_screening_shows_its_own(call: Caller) -> None:
    found = call("checklist", "占地处罚", *DAY)
    assert found.code == 0
    assert "已查到 1 项（JD-CX-03），其中未整改完 0 项。" in found.out
    assert (
        "单位 县自然资源局；文件 cases/screenings/2025/自然资源局-占地处罚.yaml；截至 2025-06-01"
        in found.out.replace("\n", "")
    )
    later = call(
        "checklist", "screenings/2025/自然资源局-占地处罚", "--as-of", "2025-08-01", "--format", "json"
    ).json
    assert (later["case"], later["screening"]) == (None, "screenings/2025/自然资源局-占地处罚")
    assert [each["code"] for each in later["points"] if each["found"]] == ["DC-SS-06", "JD-CX-03"]


def test_a_screening_of_a_later_day_is_not_known_yet(call: Caller) -> None:
    found = call("checklist", "0306", "--as-of", "2025-02-01", "--format", "json").json
    assert [each["code"] for each in found["points"] if each["found"]] == [None]


def test_json_is_the_contract(call: Caller) -> None:
    found = call("checklist", "0306", *DAY, "--format", "json").json
    assert {key: value for key, value in found.items() if key not in {"points", "legality_review"}} == {
        "schema_version": 1,
        "workspace": "某县台账",
        "as_of": "2025-06-01",
        "act_type": "行政处罚",
        "case": "2025/0306-自然资源局-张某",
        "screening": None,
        "path": CASE_FILE,
        "legality_review_result": "存在问题",
    }
    point = next(each for each in found["points"] if each["code"] == "JD-CX-03")
    first, second = point.pop("findings")
    assert point == {
        "code": "JD-CX-03",
        "stage": "决定",
        "kind": "程序缺失",
        "scope": "处罚",
        "text": "应听证未告知、当事人5个工作日内提出而未组织、未提前7个工作日通知、由本案调查人员主持、未依听证笔录决定",
        "consequence": "严重",
        "basis": ["处罚法63", "处罚法64", "处罚法65", "处罚法85"],
        "found": True,
        "level": "高",
        "found_on": "2025-03-12",
        "note": "未告知听证权利",
        "owner": "黄某",
        "due_on": "2025-04-30",
        "done_on": None,
        "state": "overdue",
    }
    assert (first["path"], first["state"]) == (CASE_FILE, "overdue")
    assert (second["path"], second["state"]) == (SCREENING_FILE, "late")
    own = [each for each in found["points"] if each["code"] in {None, "XK-99"}]
    assert [(each["code"], each["stage"], each["text"], each["state"]) for each in own] == [
        (None, "送达", "留置送达无见证人", "done"),
        ("XK-99", None, "XK-99", "open"),
    ]
    untouched = next(each for each in found["points"] if not each["found"])
    assert (untouched["level"], untouched["state"], untouched["findings"]) == (None, None, [])
    review = {each["key"]: each for each in found["legality_review"]}
    assert len(review) == 10
    assert (review["程序合法"]["result"], review["事实清楚"]["result"]) == ("不合格", None)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("--act-type", "政府信息公开"), {"SL-CX-05"}),
        (("0306", "--act-type", "政府信息公开"), {"SL-CX-05", "JD-CX-03"}),
        (("--act-type", "行政许可"), {"SL-CX-01", "SL-CX-02"}),
    ],
)
def test_only_what_applies_is_listed(call: Caller, words: tuple[str, ...], codes: set[str]) -> None:
    points = call("checklist", *words, *DAY, "--format", "json").json["points"]
    found = {each["code"] for each in points}
    asked_for = {"SL-CX-01", "SL-CX-02", "SL-CX-03", "SL-CX-05", "JD-CX-03"}
    assert found & asked_for == codes
    assert "SL-CX-07" in found


def test_a_stage_narrows_it(call: Caller) -> None:
    found = call(
        "checklist", "--act-type", "行政处罚", "--stage", "送达", "--stage", "受理", "--format", "json"
    ).json
    assert list(dict.fromkeys(each["stage"] for each in found["points"])) == ["受理", "送达"]
    assert found["legality_review"] == []
    found = call("checklist", "--act-type", "行政处罚", "--stage", "决定", "--format", "json").json
    assert len(found["legality_review"]) == 10


# --- Forms -------------------------------------------------------------------------------------------------------


def test_the_form_has_what_is_known_and_boxes_for_the_rest(place: Path, call: Caller) -> None:
    assert call("checklist", "0306", *DAY, "-o", "核查表.docx").code == 0
    form = word(place / "核查表.docx")
    found = rows(form)
    assert ["单位", "县自然资源局", "行为类别", "行政处罚"] in found
    assert ["行为名称", "行政处罚决定", "文号", "德自然资罚〔2025〕3号"] in found
    assert ["承办人", "", "核查日期", ""] in found
    point = next(row for row in found if row[0] == "JD-CX-03")
    assert point[3:6] == ["☑", "□", "□"]
    assert point[1].endswith("未依听证笔录决定。查到：未告知听证权利。查到：告知书漏写听证")
    assert point[6] == "高，黄某，未完成，逾期32天；中，2025-02-20 完成，逾期10天"
    assert next(row for row in found if row[0] == "JD-CX-01")[3:] == ["□", "□", "□", ""]
    assert next(row for row in found if row[0] == "程序合法")[3:] == ["□", "☑", "□"]
    assert ["审核结论", "□同意　☑存在问题", "审核机构", "法规股"] in found
    assert found[-1] == [
        f"{role}（签名）：\n\n　　年　　月　　日"
        for role in ("股室负责人 黄某", "分管领导 陈某", "主要负责人 林某")
    ]
    section = form.sections[0]
    assert (round(section.page_width.cm or 0), round(section.page_height.cm or 0)) == (21, 30)  # type: ignore[union-attr]


def test_heads_repeat_and_rows_are_not_broken(place: Path, call: Caller) -> None:
    call("checklist", "--act-type", "行政处罚", "-o", "核查表.docx")
    form = word(place / "核查表.docx")
    tables = [table for table in form.tables if table.rows[0].cells[0].text == "编号"]
    assert len(tables) > 10
    for table in tables:
        first, *others = (row._tr for row in table.rows)  # noqa: SLF001 -- python-docx has no such setting
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in others)
    assert ["□同意　□存在问题" in cell for row in rows(form) for cell in row].count(True) == 1
    headings = [
        each.text for each in form.paragraphs if each.style is not None and each.style.name == "Heading 1"
    ]
    assert headings[0].startswith("一、受理阶段（")
    assert headings[-3:] == ["六、目录以外查到的问题", "七、法制审核（10 项）", "八、责任人签名"]


def test_a_screening_fills_in_who_looked_and_when(place: Path, call: Caller) -> None:
    call("checklist", "占地处罚", *DAY, "--stage", "送达", "-o", "核查表.docx")
    found = rows(word(place / "核查表.docx"))
    assert ["承办人", "伍某", "核查日期", "2025-02-08"] in found
    assert not [row for row in found if row[0] == "审核事项"]


def test_an_act_that_was_not_reviewed_is_shown_as_such(place: Path, call: Caller) -> None:
    text = CASE.replace("结论: 存在问题", "结论: 未审核").replace(
        "机构: 法规股, 审核人: 伍某, 日期: 2025-01-08, ", ""
    )
    (place / CASE_FILE).write_text(text, encoding="utf-8")
    call("checklist", "0306", *DAY, "-o", "核查表.docx")
    assert ["审核结论", "☑未审核", "审核机构", ""] in rows(word(place / "核查表.docx"))
    assert "审核结论：未审核\n" in call("checklist", "0306", *DAY).out


def test_the_workbook_has_a_row_for_each_finding_and_drop_downs(place: Path, call: Caller) -> None:
    assert call("checklist", "0306", *DAY, "-o", "清单.xlsx").code == 0
    book = openpyxl.load_workbook(place / "清单.xlsx")
    assert book.sheetnames == ["说明", "风险点清单", "法制审核", "选项"]
    sheet = book["风险点清单"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_col=13)]
    assert table[0] == [
        *("阶段", "类型", "编号", "风险点", "依据", "后果", "有无"),
        *("等级", "说明", "责任人", "整改措施", "整改期限", "完成日期"),
    ]
    found = [row for row in table if row[2] == "JD-CX-03"]
    assert [row[6:9] for row in found] == [
        ["有", "高", "未告知听证权利"],
        ["有", "中", "告知书漏写听证；来自风险排查“占地处罚”"],
    ]
    assert found[0][11] == datetime(2025, 4, 30)  # noqa: DTZ001 -- Excel's days have no zone
    assert [row[6:] for row in table if row[2] == "JD-CX-01"] == [[None] * 7]
    offered = {str(each.sqref).split(":")[0] for each in sheet.data_validations.dataValidation}
    assert offered == {"A4", "B4", "G4", "H4"}
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    review = book["法制审核"]
    assert [cell.value for cell in review[6]][:4:3] == ["程序合法", "不合格"]
    assert [each.formula1 for each in review.data_validations.dataValidation] != []


@pytest.mark.parametrize("ending", ["html", "md", "csv", "json"])
def test_the_other_forms_hold_the_same(place: Path, call: Caller, ending: str) -> None:
    assert call("checklist", "0306", *DAY, "-o", f"清单.{ending}").code == 0
    text = (place / f"清单.{ending}").read_text(encoding="utf-8-sig")
    if ending == "csv":
        assert any(row[2:3] == ["JD-CX-03"] for row in csv.reader(io.StringIO(text)))
    elif ending == "json":
        assert json.loads(text)["case"] == "2025/0306-自然资源局-张某"
    else:
        assert {"html": "☑ <span", "md": "- [x] JD"}[ending] in text


# --- What cannot be listed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "要写案件（如 yingsu checklist 0306），或用 --act-type 写行为类别：行政处罚、行政强制措施"),
        (("--act-type", "处罚"), "--act-type 不能是“处罚”。是不是“行政处罚”？"),
        (("--act-type", "XYZ"), "--act-type 不能是“XYZ”。可以写：行政处罚、"),
        (
            ("--act-type", "行政处罚", "--stage", "判决"),
            "--stage 不能是“判决”。可以写：受理、调查、决定、送达、执行",
        ),
        (("没有",), "没有找到案件“没有”"),
        (("0306", "-o", "清单.pdf"), "-o 清单.pdf：不知道写成什么格式"),
        (("0306", "--level", "高", "--dry-run"), "--level、--dry-run 要和 --add 编号 一起用"),
        (("0306", "--add", "JD-CX-3"), "目录里没有风险点 JD-CX-3，是不是 JD-CX-03？"),
        (("0306", "--add", "？"), "目录里没有风险点 ？。编号见 yingsu checklist --act-type"),
        (("0306", "--add", "JD-CX-01", "--level", "特高"), "--level 不能是“特高”。可以写：高、中、低"),
        (("0306", "--add", "JD-CX-01", "--due", "2025-02-30"), "--due：没有 2025年2月30日 这一天"),
        (
            ("0306", "--add", "JD-CX-01", "--due", "2025-05-31", *DAY),
            "--due 2025-05-31 早于发现日期 2025-06-01",
        ),
        (("0306", "--add", "JD-CX-01", "--found", "2199-01-01"), "--found 2199-01-01 这一天还没有到"),
        (("--act-type", "行政处罚", "--add", "JD-CX-01"), "--add 要写明加到哪个案件"),
        (("0306", "--add", "JD-CX-01", "-o", "清单.docx"), "不能同时用 -o"),
        (("0306", "--add", "JD-CX-03"), f"{CASE_FILE} 第 15 行已经有 JD-CX-03，没有改动"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    place: Path, call: Caller, words: tuple[str, ...], message: str
) -> None:
    done = call("checklist", *words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert (place / CASE_FILE).read_text(encoding="utf-8") == CASE


@pytest.mark.parametrize("words", [(), ("--add", "JD-CX-01")])
@pytest.mark.parametrize(("file", "part"), [(CASE_FILE, "0306"), (SCREENING_FILE, "占地处罚")])
def test_a_file_with_errors_is_named_with_them(
    place: Path, call: Caller, file: str, part: str, words: tuple[str, ...]
) -> None:
    text = (place / file).read_text(encoding="utf-8").replace("行为类别", "行为种类") + "某: 一\n" * 6
    (place / file).write_text(text, encoding="utf-8")
    done = call("checklist", part, *words, *DAY)
    assert (done.code, done.out) == (2, "")
    assert f"{file} 有错误，请先改正：\n  第 " in done.err
    assert "…… 共 " in done.err
    assert (place / file).read_text(encoding="utf-8") == text


def test_screenings_with_errors_are_told_of(place: Path, call: Caller) -> None:
    (place / SCREENING_FILE).write_text("单位: 县自然资源局\n", encoding="utf-8")
    done = call("checklist", "0306", *DAY)
    assert done.code == 0
    assert done.err == "另有 1 个风险排查文件有错误，没有列出。请用 yingsu check 查看\n"


# --- One more tick -----------------------------------------------------------------------------------------------


def test_a_point_is_one_line_more(place: Path, call: Caller) -> None:
    further = (
        "--level",
        "高",
        "--note",
        " 签批单\n漏了 一页 ",
        "--owner",
        "黄某",
        "--due",
        "2025-07-01",
        "--found",
        "2025-05-06",
    )
    entry = "{编号: JD-CX-05, 等级: 高, 发现日期: 2025-05-06, 说明: 签批单 漏了 一页, 责任人: 黄某, 整改期限: 2025-07-01}"
    said = f"{CASE_FILE} 第 18 行：\n  {entry}\n  JD-CX-05：情节复杂或重大违法行为未经负责人集体讨论\n"
    rehearsal = call("checklist", "0306", "--add", "JD-CX-05", *further, *DAY, "--dry-run")
    assert (rehearsal.code, rehearsal.out, rehearsal.err) == (0, f"将写在 {said}", "")
    assert (place / CASE_FILE).read_text(encoding="utf-8") == CASE
    written = call("checklist", "0306", "--add", "jd-cx-05", *further, *DAY)
    assert (written.code, written.out, written.err) == (0, f"已写在 {said}", "")
    assert (place / CASE_FILE).read_text(encoding="utf-8") == f"{CASE}  - {entry}\n"
    assert call("check", *DAY).code == 0
    assert "☑ JD-CX-05" in call("checklist", "0306", *DAY).out


def test_what_is_not_said_is_left_out_and_reminded_of(place: Path, call: Caller) -> None:
    written = call("checklist", "占地处罚", "--add", "JD-CX-01", *DAY)
    assert written.err == "还没有写：等级、责任人、整改期限。可以在文件里补上。\n"
    text = (place / SCREENING_FILE).read_text(encoding="utf-8")
    assert text == f"{SCREENING}  - {{编号: JD-CX-01, 发现日期: 2025-06-01}}\n"


def test_json_of_a_tick(call: Caller) -> None:
    found = call("checklist", "0306", "--add", "JD-CX-01", *DAY, "--format", "json", "--dry-run")
    assert (found.code, found.err) == (0, "")
    assert found.json == {
        "schema_version": 1,
        "workspace": "某县台账",
        "as_of": "2025-06-01",
        "case": "2025/0306-自然资源局-张某",
        "path": CASE_FILE,
        "line": 18,
        "entry": "{编号: JD-CX-01, 发现日期: 2025-06-01}",
        "dry_run": True,
    }


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str | None], None]:
    """Somebody saves or removes a file after it was found and before it is read again."""

    def change(file: str, content: str | None) -> None:
        def surveyed_then_changed(opened: Any, day: Any) -> Any:
            found = survey.survey(opened, day)
            path = Path(file)
            path.unlink() if content is None else path.write_text(content, encoding="utf-8")
            return found

        monkeypatch.setattr(console, "survey_at", surveyed_then_changed)

    return change


@pytest.mark.parametrize("content", [None, "案由 责令\n"])
def test_a_screening_that_is_changed_meanwhile_is_said(
    call: Caller, changed: Callable[[str, str | None], None], content: str | None
) -> None:
    changed(SCREENING_FILE, content)
    done = call("checklist", "0306", *DAY)
    assert (done.code, done.out, done.err) == (2, "", f"错误：{SCREENING_FILE} 刚刚被改动，请再试一次\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, f"没有写入 {CASE_FILE}：没有这个文件"), ("甲\n", f"{CASE_FILE} 有错误，请先改正：\n  第 1 行 ")],
)
def test_nothing_is_written_into_a_file_that_is_changed_meanwhile(
    call: Caller, changed: Callable[[str, str | None], None], content: str | None, message: str
) -> None:
    changed(CASE_FILE, content)
    done = call("checklist", "0306", "--add", "JD-CX-01", *DAY)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_workspace_that_cannot_be_written_is_said(place: Path, call: Caller) -> None:
    (place / ".yingsu").write_text("", encoding="utf-8")
    done = call("checklist", "0306", "--add", "JD-CX-01", *DAY)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"错误：没有写入 {CASE_FILE}：写不进 ")
    assert (place / CASE_FILE).read_text(encoding="utf-8") == CASE


def test_a_layout_without_a_certain_place_is_left_to_the_person(place: Path, call: Caller) -> None:
    text = CASE[: CASE.index("风险点")] + "风险点: ~\n"
    (place / CASE_FILE).write_text(text, encoding="utf-8")
    done = call("checklist", "0306", "--add", "JD-CX-01", *DAY)
    assert done.code == 2
    assert "请自己在“风险点”下面加一项：\n  - {编号: JD-CX-01, 发现日期: 2025-06-01}" in done.err
    assert (place / CASE_FILE).read_text(encoding="utf-8") == text
