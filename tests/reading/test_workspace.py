"""The tree of a workspace: what is read, what is told of, and that nothing hides anything else."""

import os
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from yingsu.diagnostic import Diagnostic
from yingsu.reading.tree import FileKind, NoWorkspaceError, find_root
from yingsu.reading.workspace import open_workspace, tree_of
from yingsu.survey import Survey, survey

AS_OF = date(2026, 1, 10)
SETTINGS = "名称: 测试台账\n"
UNITS = "- {单位: 县人民政府, 类别: 县政府}\n- {单位: 县自然资源局, 类别: 县直部门}\n"
CASE = """\
格式: 1
案由: 责令退还非法占用土地
行为类别: 行政处罚
管理领域: 自然资源
原告: [{姓名: 张某, 类型: 公民}]
被告: [{单位: 县自然资源局, 地位: 原行为机关}]
"""
BROKEN = CASE.replace("案由: ", "案由：")

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
needs_bytes_as_names = pytest.mark.skipif(os.name == "nt", reason="names are text on Windows")
needs_permissions = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="root may read everything; Windows has no such modes"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one case that is silent."""
    directory = tmp_path / "台账"
    write(directory, "yingsu.yaml", SETTINGS)
    write(directory, "cases/units.yaml", UNITS)
    write(directory, "cases/2025/0306-甲/case.yaml", CASE)
    return directory


def write(root: Path, path: str, content: str | bytes) -> Path:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def looked_at(root: Path) -> Survey:
    return survey(open_workspace(root), AS_OF)


def told_of(root: Path) -> set[tuple[str, str]]:
    """What is told of: path and code, but for warnings about what the short case leaves out."""
    return {(each.path, each.defect.code) for each in faults_of(root)}


def faults_of(root: Path) -> Iterator[Diagnostic]:
    return (each for each in looked_at(root).diagnostics if each.defect.code.startswith("YS0"))


def test_a_workspace_in_order_is_silent(root: Path) -> None:
    assert looked_at(root).diagnostics == ()


def test_the_kinds_of_files_are_known_by_their_places(root: Path) -> None:
    for path in ("events/2025.yaml", "letters/2025.yaml", "screenings/2025/甲.yaml", "2024/1/case.yaml"):
        write(root, f"cases/{path}", "[]")
    found = tree_of(open_workspace(root))
    assert [(entry.path, entry.kind, entry.case) for entry in found.entries] == [
        ("cases/2024/1/case.yaml", FileKind.CASE, "2024/1"),
        ("cases/2025/0306-甲/case.yaml", FileKind.CASE, "2025/0306-甲"),
        ("cases/events/2025.yaml", FileKind.EVENTS, None),
        ("cases/letters/2025.yaml", FileKind.LETTERS, None),
        ("cases/screenings/2025/甲.yaml", FileKind.SCREENING, None),
    ]
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    "path",
    [
        "cases/案件.yaml",
        "cases/case.yml",
        "cases/2025/case.yaml",
        "cases/2025/案件.YAML",
        "cases/2025/0306-甲/case (1).yaml",
        "cases/2025/0306-甲/二审.yml",
        "cases/events/2025.yml",
        "cases/letters/2025.YAML",
        "cases/screenings/2025.yaml",
        "cases/screenings/2025/甲.yml",
    ],
)
def test_a_record_in_the_wrong_place_is_told_of(root: Path, path: str) -> None:
    write(root, path, CASE)
    assert told_of(root) == {(path, "YS019")}


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("cases/二〇二五/0306-甲/case.yaml", "cases/二〇二五"),
        ("cases/２０２５/0306-甲/case.yaml", "cases/２０２５"),
        ("cases/20255/0306-甲/case.yaml", "cases/20255"),
        ("cases/2025/0307-乙/材料/甲.txt", "cases/2025/0307-乙"),
        ("cases/2025/局里/0307-乙/case.yaml", "cases/2025/局里"),
        ("cases/events/2025/甲.yaml", "cases/events/2025"),
        ("cases/screenings/2025/局里/甲.yaml", "cases/screenings/2025/局里"),
    ],
)
def test_a_directory_in_the_wrong_place_is_told_of(root: Path, path: str, where: str) -> None:
    write(root, path, CASE)
    assert told_of(root) == {(where, "YS019")}


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "cases/说明.txt",
        "cases/2025/统计.xlsx",
        "cases/2025/0306-甲/材料/甲.yaml",
        "cases/.git/x.yaml",
        "cases/events/.git/x.yaml",
    ],
)
def test_what_is_no_record_may_lie_anywhere(root: Path, path: str) -> None:
    write(root, path, "甲")
    assert told_of(root) == set()


def test_the_offices_own_risk_points_may_lie_among_the_cases(root: Path) -> None:
    write(root, "cases/风险点.yaml", "- {编号: TC-01, 阶段: 受理, 类型: 程序缺失, 风险点: 收件后未登记}")
    assert told_of(root) == {("cases/风险点.yaml", "YS019")}
    write(root, "yingsu.yaml", "风险点目录: cases/风险点.yaml\n")
    assert told_of(root) == set()


def test_without_units_the_cases_are_checked_and_none_is_counted(root: Path) -> None:
    (root / "cases" / "units.yaml").unlink()
    write(root, "cases/2025/0307-乙/case.yaml", BROKEN)
    assert told_of(root) == {("cases/units.yaml", "YS001"), ("cases/2025/0307-乙/case.yaml", "YS010")}
    assert looked_at(root).case_count == 0


@pytest.mark.parametrize("content", ["", "# 都用默认值\n", "\ufeff"])
def test_settings_without_a_setting_are_the_defaults(root: Path, content: str) -> None:
    write(root, "yingsu.yaml", content)
    assert looked_at(root).diagnostics == ()
    assert looked_at(root).name == "行政应诉台账"


@pytest.mark.parametrize(
    ("content", "line", "code", "name"),
    [
        ("名称: [甲]\n", 1, "YS018", "行政应诉台账"),
        ("名称: 甲\n口经: {}\n", 2, "YS016", "甲"),
        ("名称: 甲\n口径: {出庭率: {计数: 人}}\n", 2, "YS018", "甲"),
        ("名称: 甲\n县政府：县人民政府\n", 2, "YS010", "甲"),
        ("名称: {\n", 1, "YS009", "行政应诉台账"),
        ("- 名称: 甲\n", 1, "YS015", "行政应诉台账"),
    ],
)
def test_broken_settings_hide_no_case(root: Path, content: str, line: int, code: str, name: str) -> None:
    write(root, "yingsu.yaml", content)
    write(root, "cases/2025/0307-乙/case.yaml", BROKEN)
    found = {(each.path, each.span.line, each.defect.code) for each in faults_of(root)}
    assert found == {("yingsu.yaml", line, code), ("cases/2025/0307-乙/case.yaml", 2, "YS010")}
    assert looked_at(root).name == name


def test_own_days_that_contradict_each_other_are_told_of_at_their_key(root: Path) -> None:
    settings = "名称: 甲县\n日历:\n  放假: [2026-11-01, 2026-11-02]\n  上班: [2026-11-01]\n"
    write(root, "yingsu.yaml", settings)
    (found,) = faults_of(root)
    assert (found.path, found.span.line, found.defect.code) == ("yingsu.yaml", 2, "YS018")
    assert found.message == "2026-11-01既写成休息日又写成上班日，只能留一处。"
    assert open_workspace(root).office.settings.name == "甲县", "the other settings hold"


def test_a_broken_file_hides_nothing_in_the_others(root: Path) -> None:
    write(root, "cases/2025/0307-乙/case.yaml", BROKEN)
    write(root, "cases/2025/0308-丙/case.yaml", b"\xff\xfe")
    write(root, "cases/2025/0309-丁/case.yaml", CASE + "败诉风险: 极高\n")
    write(root, "cases/events/2025.yaml", "- {日期: 2025-02-30, 种类: 学习培训}\n")
    write(root, "cases/letters/2025.yaml", "甲：乙\n")
    write(root, "cases/screenings/2025/甲.yaml", "")
    (root / "cases" / "2025" / "0310-戊" / "case.yaml").mkdir(parents=True)
    assert told_of(root) == {
        ("cases/2025/0307-乙/case.yaml", "YS010"),
        ("cases/2025/0308-丙/case.yaml", "YS003"),
        ("cases/2025/0309-丁/case.yaml", "YS018"),
        ("cases/2025/0310-戊/case.yaml", "YS001"),
        ("cases/events/2025.yaml", "YS018"),
        ("cases/letters/2025.yaml", "YS015"),
        ("cases/screenings/2025/甲.yaml", "YS006"),
    }
    assert [case.headline.case for case in looked_at(root).cases] == ["2025/0306-甲"]


@pytest.mark.parametrize(
    "name", ["有 空格", "表情😀", "-rf", "#井号", "'引号", "e\u0301", "a%2fb", "点...后"]
)
def test_any_name_of_a_case_will_do(root: Path, name: str) -> None:
    write(root, f"cases/2025/{name}/case.yaml", CASE)
    assert f"2025/{name}" in {case.headline.case for case in looked_at(root).cases}
    assert told_of(root) == set()


@needs_bytes_as_names
def test_a_name_that_is_no_text_is_told_of_and_can_be_printed(root: Path) -> None:
    try:
        write(root, os.fsdecode(b"cases/2025/\xff\xfe/case.yaml"), CASE)
    except OSError:
        pytest.skip("the file system takes only text as names")
    (found,) = faults_of(root)
    assert found.defect.code == "YS001"
    assert found.path.encode() == b"cases/2025/??"


@needs_links
def test_links_that_lead_out_are_not_followed(root: Path, tmp_path: Path) -> None:
    outside = write(tmp_path, "别处/case.yaml", CASE)
    link(root, "cases/2025/0307-乙/case.yaml", outside)
    link(root, "cases/2025/0308-丙", outside.parent)
    assert told_of(root) == {
        ("cases/2025/0307-乙/case.yaml", "YS002"),
        ("cases/2025/0308-丙/case.yaml", "YS002"),
    }


@needs_links
def test_links_in_circles_or_to_nothing_are_told_of(root: Path) -> None:
    link(root, "cases/2025/0307-乙/case.yaml", Path("case.yaml"))
    link(root, "cases/2025/0308-丙/case.yaml", Path("没有.yaml"))
    link(root, "cases/2018", Path("2018"))
    found = {each.path: (each.defect.code, each.message) for each in faults_of(root)}
    assert found == {
        "cases/2025/0307-乙/case.yaml": ("YS001", "打不开（链接成环、路径有误或正被占用）"),
        "cases/2025/0308-丙/case.yaml": ("YS001", "链接指向的文件不存在"),
    }


@needs_links
def test_a_link_within_the_workspace_is_as_good_as_a_file(root: Path) -> None:
    write(root, "cases/模板.txt", CASE)
    link(root, "cases/2025/0307-乙/case.yaml", Path("../../模板.txt"))
    assert told_of(root) == set()
    assert looked_at(root).case_count == 2


@needs_links
def test_the_root_itself_may_be_a_link(root: Path, tmp_path: Path) -> None:
    link(tmp_path, "快捷方式", root)
    assert looked_at(tmp_path / "快捷方式").diagnostics == ()


def link(root: Path, path: str, target: Path) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).symlink_to(target)


@needs_permissions
def test_what_may_not_be_read_is_told_of(root: Path) -> None:
    closed = [write(root, f"cases/2025/{name}/case.yaml", CASE) for name in ("0307-乙", "0308-丙")]
    closed[0].chmod(0)
    closed[1].parent.chmod(0)
    try:
        found = told_of(root)
    finally:
        closed[1].parent.chmod(0o700)
    assert found == {("cases/2025/0307-乙/case.yaml", "YS001"), ("cases/2025/0308-丙", "YS001")}


def test_a_file_that_a_case_names_must_be_there(root: Path) -> None:
    lines = "材料:\n  - {名称: 有, 文件: 材料/有.pdf}\n  - {名称: 无, 文件: 材料/无.pdf}\n  - {文件: 材料}\n"
    write(root, "cases/2025/0306-甲/case.yaml", CASE + lines)
    write(root, "cases/2025/0306-甲/材料/有.pdf", b"")
    found = [each for each in looked_at(root).diagnostics if each.defect.code == "YS020"]
    assert [(each.span.line, each.span.column, each.message) for each in found] == [
        (9, 17, "案件目录下没有文件“材料/无.pdf”"),
        (10, 10, "案件目录下没有文件“材料”"),
    ]
    assert not any(each.is_error for each in found)


@pytest.mark.parametrize("name", ["长" * 300, "/".join("a" * 3000), "甲\n乙", " ", "材料/?*<>|.pdf"])
def test_no_name_of_a_file_is_too_odd_to_look_for(root: Path, name: str) -> None:
    quoted = name.replace("\n", "\\n")
    write(root, "cases/2025/0306-甲/case.yaml", CASE + f'材料: [{{名称: 甲, 文件: "{quoted}"}}]\n')
    codes = {each.defect.code for each in looked_at(root).diagnostics}
    assert codes & {"YS018", "YS020"}


@needs_links
def test_a_named_file_that_is_a_link_out_is_an_error(root: Path, tmp_path: Path) -> None:
    write(root, "cases/2025/0306-甲/case.yaml", CASE + "材料: [{名称: 甲, 文件: 材料/甲.pdf}]\n")
    link(root, "cases/2025/0306-甲/材料/甲.pdf", write(tmp_path, "别处/甲.pdf", b""))
    (found,) = faults_of(root)
    assert (found.span.line, found.defect.code, found.is_error) == (7, "YS002", True)


def test_without_a_cases_directory_only_the_units_are_missing(tmp_path: Path) -> None:
    write(tmp_path, "yingsu.yaml", SETTINGS)
    assert told_of(tmp_path) == {("cases/units.yaml", "YS001")}
    write(tmp_path, "cases", "")
    assert ("cases", "YS001") in told_of(tmp_path)


def test_the_root_is_the_nearest_directory_with_settings(root: Path, tmp_path: Path) -> None:
    below = root / "cases" / "2025"
    assert find_root(below) == root
    write(root, "cases/yingsu.yaml", "")
    assert find_root(below) == root / "cases"
    with pytest.raises(NoWorkspaceError, match=r"没有找到 yingsu\.yaml"):
        find_root(tmp_path)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_files_were_made_never_matters(tmp_path: Path, seed: int) -> None:
    files = {f"cases/202{number % 3}/{number:04d}/case.yaml": CASE for number in range(12)}
    files |= {f"cases/2025/{number}/case.yaml": BROKEN for number in range(3)}
    files |= {"yingsu.yaml": SETTINGS, "cases/units.yaml": UNITS, "cases/z.yaml": "", "cases/a.yml": ""}
    told = []
    for name in ("一", "二"):
        order = sorted(files) if name == "一" else random.Random(seed).sample(sorted(files), len(files))  # noqa: S311
        for path in order:
            write(tmp_path / name, path, files[path])
        done = looked_at(tmp_path / name)
        told.append(([file.path for file in done.files], done.diagnostics, done.settings_digests))
    assert told[0] == told[1]
