"""`yingsu fill`: figures into a copy of an official form."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
MAP = (HERE / "fill/map.yaml").read_text(encoding="utf-8")
WRONG = yaml.safe_load((HERE / "fill/wrong_maps.yaml").read_text(encoding="utf-8"))
AS_OF = ("--as-of", "2026-01-10")
Caller = Callable[..., Any]


def heads(sheet: Worksheet, texts: dict[str, str]) -> None:
    """Texts in cells and merged areas."""
    for place, text in texts.items():
        if ":" in place:
            sheet.merge_cells(place)
        sheet[place.partition(":")[0]] = text


def form() -> Workbook:
    """A form with heads of several levels, merged cells, formulas, names and a page of its own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "应诉统计"
    heads(
        sheet,
        {
            "A1:I1": "行政应诉案件统计表",
            "A3:A5": "管理领域",
            "B3:B5": "上期\n结转",
            "C3:E3": "本期新收",
            "C4:C5": "总  计",
            "D4:D5": "未经复议",
            "E4:E5": "复议后",
            "F3:H3": "已审结",
            "F4:F5": "总计",
            "G4:G5": "驳回",
            "H4:H5": "败诉",
            "I3:I5": "未审结",
            "A7": "公安",
            "A8": "自然资源",
            "A9": "其他",
            "A10": "合计",
            "A12": "填过的",
            "A14": "注：合计为各行之和",
        },
    )
    for number in range(2, 10):
        sheet.cell(6, number, number - 1)
        sheet.cell(8, number, 0)
    sheet["A6"] = "甲"
    sheet["B10"] = "=SUM(B7:B9)"
    sheet["B12"] = 12
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = "第 &P 页"
    heads(book.create_sheet("表四"), {"A1:E1": "未经复议直接起诉", "F1:J1": "复议后起诉"})
    for number in range(10):
        texts = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
        book["表四"].cell(2, number + 1, texts[number % 5])
    heads(
        book.create_sheet("单列"),
        {
            "A1:A2": "负责人出庭",
            "B1": "应出庭",
            "B2": "已出庭",
            "A3:B3": "逾期未履行",
            "A4:B4": "非诉审查",
            "A6": "统计期间",
        },
    )
    for name, place in {
        "期间": "单列!$B$6",
        "出庭率": "单列!$F$1",
        "出庭率_百分数": "单列!$F$7",
        "出庭率_分母": "单列!$F$2",
        "head_appearance_rate_numerator": "单列!$F$3",
        "一审_本期新收": "单列!$F$4",
        "按期备案率": "单列!$F$6",
        "乡镇应出庭": "单列!$G$1",
        "公安应出庭": "'单列'!$G$2",
        "程序败诉": "单列!$G$3:$G$3",
        "制表人": "单列!$H$1",
        "一片": "单列!$A$8:$B$9",
        "常数": "12",
    }.items():
        book.defined_names[name] = DefinedName(name, attr_text=place)
    for sheet in (book["单列"], book["表四"]):
        sheet.defined_names["重名"] = DefinedName("重名", attr_text=f"{sheet.title}!$C$9")
    return book


@pytest.fixture
def template(sample: Path) -> Path:
    """The form, in the sample workspace."""
    path = sample / "模板.xlsx"
    form().save(path)
    (sample / "map.yaml").write_text(MAP, encoding="utf-8")
    return path


def values(path: Path, sheet: str, area: str) -> list[list[Any]]:
    """What stands in an area of a workbook."""
    found = load_workbook(path)[sheet][area]
    return [[cell.value for cell in row] for row in found]


def test_figures_go_where_the_heads_say(template: Path, call: Caller) -> None:
    left = call("fill", "模板.xlsx", "--map", "map.yaml", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    assert (left.code, left.out) == (0, ""), left.err
    filled = template.with_name("上报.xlsx")
    assert values(filled, "应诉统计", "A7:I10") == [
        ["公安", 0, 1, 1, 0, 1, 1, 0, 0],
        ["自然资源", 0, 3, 2, 1, 2, 0, 1, 1],
        ["其他", 0, 0, 0, 0, 0, 0, 0, 0],
        ["合计", "=SUM(B7:B9)", 4, 3, 1, 3, 1, 1, 1],
    ]
    assert "这些格子是表里的公式，没有填：应诉统计!B10" in left.err
    assert "模板里的这些名称不认识，没有填：" in left.err


def test_the_figures_are_those_of_the_report(template: Path, call: Caller) -> None:
    report = call("report", "--year", "2025", "--format", "json", *AS_OF).json
    call("fill", "模板.xlsx", "--map", "map.yaml", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    first = next(each for each in report["balance"] if each["scope"] == "一审")
    rate = next(each for each in report["metrics"] if each["key"] == "head_appearance_rate")
    filled = template.with_name("上报.xlsx")
    row = values(filled, "应诉统计", "C10:I10")[0]
    assert (row[0], row[3], row[6]) == (first["new"], first["concluded"], first["pending"])
    assert values(filled, "单列", "F1:F7") == [
        [rate["value"]],
        [rate["denominator"]],
        [rate["numerator"]],
        [first["new"]],
        [None],
        ["—"],
        [float(rate["display"].removesuffix("%"))],
    ]
    assert values(filled, "单列", "C1:C4") == [
        [rate["denominator"]],
        [rate["numerator"]],
        [report["performance"]["逾期未履行"]],
        [0],
    ]
    assert values(filled, "单列", "B6:B6") == [["2025年"]]


def test_a_table_without_heads_of_rows_is_filled_right_below_its_columns(
    template: Path, call: Caller
) -> None:
    call("fill", "模板.xlsx", "--map", "map.yaml", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    assert values(template.with_name("上报.xlsx"), "表四", "A3:J3") == [
        [None, None, None, 1, None, None, None, None, None, 1]
    ]


def test_nothing_but_the_cells_that_take_figures_is_touched(template: Path, call: Caller) -> None:
    before = template.read_bytes()
    call("fill", "模板.xlsx", "--map", "map.yaml", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    assert template.read_bytes() == before
    with (
        zipfile.ZipFile(template) as old,
        zipfile.ZipFile(template.with_name("上报.xlsx")) as new,
    ):
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert changed == {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3)}
        sheets = [each.read("xl/worksheets/sheet1.xml").decode() for each in (old, new)]
    cell = r'<c r="[B-I](?:7|8|9|10)".*?(?:/>|</c>)'
    one, other = (re.sub(cell, "", re.sub("</c>", "</c>", sheet)) for sheet in sheets)
    assert one == other


def test_filling_twice_gives_the_same_bytes(template: Path, call: Caller) -> None:
    for name in ("甲.xlsx", "乙.xlsx"):
        call("fill", "模板.xlsx", "--map", "map.yaml", "--year", "2025", "-o", name, *AS_OF)
    assert template.with_name("甲.xlsx").read_bytes() == template.with_name("乙.xlsx").read_bytes()


@pytest.mark.parametrize("example", WRONG, ids=lambda each: each["name"])
def test_a_map_that_does_not_fit_is_refused_and_nothing_is_written(
    template: Path, call: Caller, example: dict[str, str]
) -> None:
    assert example["from"] in MAP
    text = MAP.replace(example["from"], example["to"], 1)
    (template.parent / "map.yaml").write_text(text, encoding="utf-8")
    left = call("fill", "模板.xlsx", "--map", "map.yaml", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    assert left.code == 2
    assert example["says"] in left.err
    assert not (template.parent / "上报.xlsx").exists()


def test_an_equation_that_does_not_hold_stops_the_form(template: Path, call: Caller) -> None:
    text = MAP.replace("1 + 2 = 5 + 8", "1 + 2 = 5").replace("<= 出庭率_分母", "= 期间")
    (template.parent / "map.yaml").write_text(text, encoding="utf-8")
    words = ("fill", "模板.xlsx", "--map", "map.yaml", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    left = call(*words)
    assert left.code == 1
    assert "“自然资源”：1 + 2 = 5 不成立（0 + 3 ≠ 2）" in left.err
    assert "乡镇应出庭 + 公安应出庭 = 期间 不成立（0 + " in left.err
    assert not (template.parent / "上报.xlsx").exists()
    draft = call(*words, "--draft")
    assert draft.code == 0
    assert "勾稽不平：“自然资源”" in draft.err
    with zipfile.ZipFile(template.parent / "上报.xlsx") as package:
        for number in (1, 2, 3):
            part = package.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert "<oddHeader>&amp;C草稿：" in part
            assert "勾稽不平" in part
        footer = load_workbook(template.parent / "上报.xlsx").worksheets[0].oddFooter
        assert footer is not None
        assert footer.center.text == "第 &P 页"


def test_errors_in_the_cases_stop_the_form(template: Path, call: Caller) -> None:
    case = template.parent / "cases/2025/0306-自然资源局-张某/case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("审级: 一审", "审级: 头审", 1), encoding="utf-8")
    left = call("fill", "模板.xlsx", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    assert left.code == 1
    assert "没有出上报表" in left.err
    assert call("fill", "模板.xlsx", "--year", "2025", "-o", "上报.xlsx", "--draft", *AS_OF).code == 0


def test_names_alone_need_no_map_and_a_unit_narrows_them(template: Path, call: Caller) -> None:
    left = call("fill", "模板.xlsx", "--year", "2025", "--unit", "浔中派出所", "-o", "上报.xlsx", *AS_OF)
    assert left.code == 0, left.err
    own = call("report", "--year", "2025", "--unit", "县公安局", "--format", "json", *AS_OF).json
    rate = next(each for each in own["metrics"] if each["key"] == "head_appearance_rate")
    cells = values(template.with_name("上报.xlsx"), "单列", "F2:F3")
    assert cells == [[rate["denominator"]], [rate["numerator"]]]


@pytest.mark.usefixtures("template")
def test_what_was_filled_in_can_be_had_as_data(call: Caller) -> None:
    left = call(
        "fill",
        "模板.xlsx",
        "--map",
        "map.yaml",
        "--year",
        "2025",
        "-o",
        "上报.xlsx",
        "--format",
        "json",
        *AS_OF,
    )
    told = left.json
    assert {"cell": "应诉统计!C10", "what": "合计、本期新收/总计", "value": 4} in told["cells"]
    assert {"cell": "单列!F6", "what": "名称“按期备案率”", "value": "—"} in told["cells"]
    assert told["with_formula"] == ["应诉统计!B10"]
    assert "制表人" in told["unknown_names"]
    assert (told["broken"], told["without_day"]) == ([], [])


def test_what_is_not_known_is_told_with_the_figures(template: Path, call: Caller) -> None:
    case = template.parent / "cases/2025/1201-自然资源局-孙某/case.yaml"
    text = case.read_text(encoding="utf-8")
    text = re.sub("    (立案日期|收到应诉通知): .*\n", "", text)
    case.write_text(text, encoding="utf-8")
    first = template.parent / "cases/2025/0306-自然资源局-张某/case.yaml"
    text = first.read_text(encoding="utf-8")
    first.write_text(re.sub(r"        到庭:.*\n(?:          - .*\n)*", "", text), encoding="utf-8")
    left = call("fill", "模板.xlsx", "--map", "map.yaml", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    assert left.code == 0, left.err
    assert "件不明，在分母里，不在分子里" in left.err
    assert "收结案里没有计：2025/1201-自然资源局-孙某" in left.err


def test_the_names_that_may_be_asked_for_are_listed(call: Caller, tmp_path: Path) -> None:
    del tmp_path
    left = call("fill", "--names")
    assert left.code == 0
    assert "  本期新收　期间内立案的" in left.out
    assert "  出庭率　行政机关负责人出庭应诉率" in left.out
    kinds = call("fill", "--names", "--format", "json").json["kinds"]
    names = [each["name"] for kind in kinds for each in kind["names"]]
    assert {"上期结转", "一审败诉率", "_分子", "逾期未履行", "期间"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("fill",), "请写明模板和 -o"),
        (("fill", "模板.xlsx"), "请写明模板和 -o"),
        (("fill", "没有.xlsx", "-o", "上报.xlsx"), "模板 没有.xlsx 打不开：没有这个文件"),
        (("fill", "cases.xlsx", "-o", "上报.xlsx"), "模板 cases.xlsx 打不开：这是目录"),
        (("fill", "旧.xls", "-o", "上报.xlsx"), "这是旧格式的表格（.xls 或 .et），不能直接填"),
        (("fill", "旧.xls", "-o", "上报.xls"), "-o 上报.xls：要以 .xlsx 结尾"),
        (("fill", "模板.xlsx", "-o", "上报.xlsm"), "-o 上报.xlsm：要与模板一样以 .xlsx 结尾"),
        (("fill", "模板.xlsx", "-o", "模板.xlsx"), "-o 不能就是模板"),
        (("fill", "模板.xlsx", "-o", "没有/上报.xlsx"), "没有写出 上报.xlsx：没有这个目录"),
        (
            ("fill", "模板.xlsx", "-o", "上报.xlsx", "--map", "没有.yaml"),
            "--map 没有.yaml 打不开：没有这个文件",
        ),
        (("fill", "模板.xlsx", "-o", "上报.xlsx", "--map", "cases"), "--map cases 打不开：这是目录"),
        (("fill", "模板.xlsx", "-o", "上报.xlsx", "--map", "长.yaml"), "太大，不像一份映射"),
        (("fill", "模板.xlsx", "-o", "上报.xlsx", "--unit", "县公安"), "单位名录里没有“县公安”"),
        (("fill", "空.xlsx", "-o", "上报.xlsx"), "模板里没有本程序认识的名称，不知道填哪里"),
        (("fill", "空.xlsx", "-o", "上报.xlsx", "--map", "空.yaml"), "空.yaml 里没有“表”，也没有“名称”"),
    ],
)
def test_a_call_that_cannot_be_done_says_why(
    template: Path, call: Caller, words: tuple[str, ...], says: str
) -> None:
    root = template.parent
    (root / "cases.xlsx").mkdir()
    (root / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (root / "长.yaml").write_bytes(b"# " + b"x" * (5 << 20))
    (root / "空.yaml").write_text("勾稽: []\n", encoding="utf-8")
    Workbook().save(root / "空.xlsx")
    left = call(*words, *(AS_OF if len(words) > 2 else ()))
    assert left.code == 2
    assert says in left.err
    assert not (root / "上报.xlsx").exists()


def test_a_form_with_one_sheet_needs_no_name_of_it_and_drifted_heads_can_be_told_apart(
    sample: Path, call: Caller
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    heads(
        sheet, {"A1": "甲", "B1": "乙", "C1": "新收", "A2": "安监", "A3": "质监", "B2": "质监", "B3": "公安"}
    )
    book.save(sample / "漂移.xlsx")
    text = "表: [{行头列: 甲, 行: [{行头: 质监}], 列: [{列头: 新收, 取: 本期新收}]}]\n"
    (sample / "甲.yaml").write_text(text, encoding="utf-8")
    (sample / "无.yaml").write_text(text.replace("行头列: 甲, ", ""), encoding="utf-8")
    left = call("fill", "漂移.xlsx", "--map", "无.yaml", "-o", "上报.xlsx", *AS_OF)
    assert (left.code, "行头“质监”" in left.err, "有 2 处（B2、A3）" in left.err) == (2, True, True)
    assert call("fill", "漂移.xlsx", "--map", "甲.yaml", "-o", "上报.xlsx", *AS_OF).code == 0
    assert values(sample / "上报.xlsx", "Sheet", "C2:C3")[0] == [None]
    assert isinstance(values(sample / "上报.xlsx", "Sheet", "C2:C3")[1][0], int)


def test_a_form_that_no_place_is_certain_in_is_refused(template: Path, call: Caller) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(package, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet3.xml":
                part = part.replace(b'<row r="2"', b'<row r="1"')
            new.writestr(name, part)
    template.write_bytes(package.getvalue())
    left = call("fill", "模板.xlsx", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    assert left.code == 2
    assert "模板.xlsx：模板里行或格子的次序不对" in left.err


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_form_that_libreoffice_wrote_is_filled_too(template: Path, call: Caller, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "lo")]
    subprocess.run([*command, str(template)], check=True, capture_output=True, timeout=120)
    again = tmp_path / "lo" / template.name
    left = call("fill", str(again), "--map", "map.yaml", "--year", "2025", "-o", "上报.xlsx", *AS_OF)
    assert left.code == 0, left.err
    assert values(template.with_name("上报.xlsx"), "应诉统计", "A8:I8") == [
        ["自然资源", 0, 3, 2, 1, 2, 0, 1, 1]
    ]
