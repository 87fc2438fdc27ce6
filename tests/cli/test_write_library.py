"""`yingsu write 典型案例库` and `考核清单`: one document or a folder, with nobody's name in it, and what is refused."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

DAY = ("--as-of", "2026-01-10")
YEAR = ("--year", "2025")
INDEX = "目录.docx"
FIRST = "01县自然资源局行政处罚.docx"
SECOND = "02县自然资源局行政强制执行.docx"

Caller = Callable[..., Any]

CASES: dict[str, Any] = yaml.safe_load(
    """
2025/0901-王建国:
  格式: '1'
  案由: 责令王建国退还土地
  行为类别: 行政处罚
  管理领域: 自然资源
  典型案例: 是
  诉讼请求: 撤销对王建国建材有限公司的决定
  被诉行为: {名称: 行政处罚决定, 机关: 县自然资源局, 作出日期: '2025-01-02', 立案日期: '2024-12-01'}
  原告: [{姓名: 王建国, 类型: 公民}, {姓名: 王建国建材有限公司, 类型: 组织}]
  被告: [{单位: 县自然资源局, 地位: 原行为机关}]
  审理:
    - {审级: 一审, 案号: （2025）闽0583行初901号, 法院: 南安市人民法院, 立案日期: '2025-02-03', 裁判: {文书: 判决, 日期: '2025-04-01', 送达日期: '2025-04-03', 结果: [{结果: 确认违法, 败诉原因: [程序缺失]}]}}
  复盘: {日期: '2025-05-01', 查摆问题: [没有听王 建 国的申辩 13800138000], 结论: 李卫东要先听申辩, 参加人: [李卫东], 整改: [{措施: 培训, 完成日期: '2025-05-02'}]}
2025/0902-王建军:
  格式: '1'
  案由: 强制拆除王建军的房屋
  行为类别: 行政强制执行
  管理领域: 自然资源
  典型案例: 是
  诉讼请求: 确认违法
  被诉行为: {名称: 强制拆除, 机关: 县自然资源局, 作出日期: '2025-01-02'}
  原告: [{姓名: 王建军, 类型: 公民}, {姓名: 宏远陶瓷有限公司, 类型: 组织}]
  被告: [{单位: 县自然资源局, 地位: 原行为机关}]
  审理:
    - {审级: 一审, 案号: （2025）闽0583行初902号, 法院: 南安市人民法院, 立案日期: '2025-02-03', 裁判: {文书: 判决, 日期: '2025-04-02', 送达日期: '2025-04-03', 结果: [{结果: 确认违法, 败诉原因: [程序缺失]}]}}
  复盘: {日期: '2025-05-01', 查摆问题: [没有催告宏远陶瓷有限公司], 结论: 先催告王建军, 参加人: [王建军], 整改: [{措施: 培训, 完成日期: '2025-05-02'}]}
"""
)
NAMES = ("王建国", "王建军", "李卫东", "建国", "建军", "卫东", "13800138000")


@pytest.fixture
def library(sample: Path) -> Path:
    """A workspace with two model cases of people with names."""
    for case, content in CASES.items():
        file = sample / "cases" / case / "case.yaml"
        file.parent.mkdir(parents=True)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        file.write_text(text.replace("'", '"'), encoding="utf-8")
    return sample


def wording(place: Path, text: str) -> None:
    (place / "templates").mkdir()
    (place / "templates" / "典型案例库.md").write_text(text, encoding="utf-8")


def everything(file: Path) -> str:
    """All that is in a Word file, with its properties."""
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as package:
        return "".join(package.read(name).decode("utf-8", errors="ignore") for name in package.namelist())


def words(file: Path) -> str:
    word = docx.Document(io.BytesIO(file.read_bytes()))
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in word.paragraphs), *cells))


def test_one_document_names_nobody_and_tells_people_apart(library: Path, call: Caller) -> None:
    made = call("write", "典型案例库", *YEAR, *DAY, "-o", "库.docx")
    assert (made.code, made.out) == (0, "")
    assert made.err.splitlines()[1].startswith("只检查了案卷里登记的人和号码。")
    text = words(library / "库.docx")
    assert "县自然资源局责令王某甲退还土地案" in text
    assert "县自然资源局强制拆除王某乙的房屋案" in text
    assert "撤销对王某甲建材有限公司的决定" in text
    assert "没有听王某甲的申辩 （略）" in text
    assert "宏远陶瓷有限公司" in text
    assert "（2025）闽0583行初901号" in text
    inside = everything(library / "库.docx")
    assert not [name for name in (*NAMES, "0901-") if name in inside]


@pytest.mark.parametrize("ending", ["html", "md"])
def test_every_form_names_nobody(library: Path, call: Caller, ending: str) -> None:
    assert call("write", "典型案例库", *YEAR, *DAY, "-o", f"库.{ending}").code == 0
    text = (library / f"库.{ending}").read_text(encoding="utf-8")
    assert not [name for name in NAMES if name in text]


def test_a_folder_has_a_list_and_a_document_for_each_case(library: Path, call: Caller) -> None:
    made = call("write", "典型案例库", *YEAR, *DAY, "-o", "案例/")
    assert (made.code, made.out) == (0, "")
    assert made.err.startswith("已写出 案例：案例 2 件和目录\n")
    assert sorted(file.name for file in (library / "案例").iterdir()) == [FIRST, SECOND, INDEX]
    listed = words(library / "案例" / INDEX)
    assert FIRST in listed
    assert "为什么败诉" not in listed
    assert "县自然资源局强制拆除" not in words(library / "案例" / FIRST)
    for file in (library / "案例").iterdir():
        assert not [name for name in NAMES if name in everything(file)]


def test_two_documents_of_a_folder_cannot_be_joined_by_their_masks(library: Path, call: Caller) -> None:
    """王建国 and 王建军 are 王某甲 and 王某乙 side by side; alone each is 王某."""
    assert call("write", "典型案例库", *YEAR, *DAY, "-o", "案例").code == 0
    for name in (FIRST, SECOND):
        text = words(library / "案例" / name)
        assert "王某" in text
        assert "王某甲" not in text
        assert "王某乙" not in text


def test_organisations_and_dockets_go_when_told(library: Path, call: Caller) -> None:
    told = ("--mask-organisations", "--mask-dockets")
    assert call("write", "典型案例库", *YEAR, *DAY, *told, "-o", "案例").code == 0
    text = words(library / "案例" / SECOND)
    assert "没有催告某有限公司" in text
    assert "（2025）××行初××号" in text
    assert "宏远" not in everything(library / "案例" / SECOND)
    assert "902" not in text
    assert "县自然资源局" in text


@pytest.mark.parametrize(
    ("kind", "options", "named"),
    [
        ("考核清单", ("--mask-dockets",), "--mask-dockets"),
        (
            "复盘报告",
            ("0306", "--mask-organisations", "--mask-dockets"),
            "--mask-organisations、--mask-dockets",
        ),
    ],
)
@pytest.mark.usefixtures("sample")
def test_masks_are_refused_where_nothing_is_masked(
    call: Caller, kind: str, options: tuple[str, ...], named: str
) -> None:
    found = call("write", kind, *options, *DAY)
    assert (found.code, found.out, found.err) == (2, "", f"错误：{kind}不隐去姓名，用不着 {named}\n")


# --- Leaks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "# 典型案例\n\n王建国的案件。\n",
        "# 典型案例\n\n王**建**国的案件。\n",
        "# 典型案例\n\n王建国建材有限公司的案件。\n",
        "# 王建国案\n\n标题也是文件的属性。\n",
        "# 典型案例\n\n::: 落款\n李卫东\n:::\n",
        "# 典型案例\n\n| 人 | 号码 |\n|---|---|\n| 某 | 13800138000 |\n",
    ],
    ids=["正文", "拆成几段", "单位名称里", "标题和文件属性", "落款", "表格里的号码"],
)
@pytest.mark.parametrize("target", ["库.docx", "库.html", "库.md", "案例"])
def test_a_leak_stops_everything_and_nothing_is_written(
    library: Path, call: Caller, text: str, target: str
) -> None:
    wording(library, text)
    before = sorted(library.rglob("*"))
    found = call("write", "典型案例库", *YEAR, *DAY, "-o", target)
    assert (found.code, found.out) == (1, "")
    assert " 没有写出：里面还有不能写出的姓名或号码，共 " in found.err
    assert "13800138000" not in found.err
    assert sorted(library.rglob("*")) == before


def test_a_leak_in_a_single_file_leaves_no_folder(library: Path, call: Caller) -> None:
    wording(library, "# 案例\n\n{% if 单件 %}王建军{% endif %}\n\n好。\n")
    found = call("write", "典型案例库", *YEAR, *DAY, "-o", "案例")
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith(f"错误：{SECOND} 没有写出：")
    assert "姓名“王建军”" in found.err
    assert not [each.name for each in library.iterdir() if "案例" in each.name]


def test_a_template_cannot_ask_for_the_names(library: Path, call: Caller) -> None:
    wording(library, "# 案例\n\n{{ 原告 }}\n")
    found = call("write", "典型案例库", *YEAR, *DAY)
    assert (found.code, found.out) == (2, "")
    assert "templates/典型案例库.md:3 没有“原告”这个名称" in found.err


@pytest.mark.parametrize("target", ["王建国案", "王建国案.docx"])
def test_a_name_of_a_file_or_folder_is_a_leak_too(library: Path, call: Caller, target: str) -> None:
    found = call("write", "典型案例库", *YEAR, *DAY, "-o", target)
    assert (found.code, found.out) == (1, "")
    assert "姓名“王建国”" in found.err
    assert not (library / target).exists()


# --- What is refused ---------------------------------------------------------------------------------------------


def test_a_folder_that_is_there_is_left_alone(library: Path, call: Caller) -> None:
    (library / "案例").mkdir()
    found = call("write", "典型案例库", *YEAR, *DAY, "-o", "案例")
    assert (found.code, found.out) == (2, "")
    assert found.err == "错误：案例 已经有了，里面可能有人改过，没有动它。请换一个目录名，或先移走\n"


def test_a_folder_that_cannot_be_made_is_said_in_words(library: Path, call: Caller) -> None:
    found = call("write", "典型案例库", *YEAR, *DAY, "-o", "没有/案例")
    assert (found.code, found.out) == (2, "")
    assert found.err == "错误：没有写出 案例：没有这个目录，请先建好\n"
    assert not (library / "没有").exists()


@pytest.mark.parametrize("target", [(), ("-o", "案例"), ("-o", "库.docx")])
@pytest.mark.usefixtures("library")
def test_a_period_without_model_cases_is_said(call: Caller, target: tuple[str, ...]) -> None:
    found = call("write", "典型案例库", "--year", "2022", *DAY, *target)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：2022年没有典型案例可收：案卷里要写“典型案例: 是”")


@pytest.mark.usefixtures("sample")
def test_only_the_library_can_be_a_folder(call: Caller) -> None:
    found = call("write", "考核清单", *YEAR, *DAY, "-o", "清单")
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：-o 清单：不知道写成什么格式")


# --- 考核清单 ----------------------------------------------------------------------------------------------------


def test_the_list_of_charges_has_a_place_to_object(library: Path, call: Caller) -> None:
    made = call("write", "考核清单", *YEAR, *DAY, "--unit", "县自然资源局", "-o", "清单.docx")
    assert made.code == 0
    text = words(library / "清单.docx")
    assert "2025年县自然资源局行政应诉考核清单" in text
    assert "cases/2025/0901-王建国/case.yaml" in text
    assert "□有异议：" in text
    assert "还没有定扣分，本清单只列事项。" in text
