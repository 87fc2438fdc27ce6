"""`check --fix` and `--diff`: what is certain is put right in the files, or shown; nothing is lost on the way."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DAY = ("--as-of", "2026-01-10")
CASE = "cases/2025/0410-浔中派出所-李某/case.yaml"
OTHER = "cases/2025/1201-自然资源局-孙某/case.yaml"
SLIPS = (
    ("案由: 罚款", "案由：罚款"),
    ("案号: （2025）闽0583行初30号", "案号: (2025)闽0583行初30号  # 抄自应诉通知书"),
    ("收到应诉通知: 2025-04-10", "收到应诉通知: 2025年4月10日"),
)
SAID = f"{CASE}:3: 全角冒号\n{CASE}:13: 案号的括号\n{CASE}:17: 日期的写法\n改了 1 个文件，3 处。\n"

Caller = Callable[..., Any]


def write(file: Path, *slips: tuple[str, str]) -> str:
    """Write slips into a file; the text as it was."""
    whole = text = file.read_text(encoding="utf-8")
    for right, wrong in slips:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    file.write_text(text, encoding="utf-8")
    return whole


@pytest.fixture
def whole(sample: Path) -> str:
    """The text of a case into which slips were written after that."""
    return write(sample / CASE, *SLIPS)


def test_slips_are_put_right_and_comments_stay(sample: Path, whole: str, call: Caller) -> None:
    found = call("check", "--fix", CASE, "--format", "concise", *DAY)
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(f"{SAID}{CASE}:27:14: 警告 YS305")
    comment = "  # 抄自应诉通知书"
    text = (sample / CASE).read_text(encoding="utf-8")
    assert text.replace(comment, "") == whole
    assert comment in text
    again = call("check", "--fix", CASE, "--format", "concise", *DAY)
    assert again.out.startswith(f"没有可以直接改的。\n{CASE}:27:14: 警告 YS305")


@pytest.mark.usefixtures("whole")
def test_the_diff_shows_the_same_and_writes_nothing(sample: Path, call: Caller) -> None:
    before = (sample / CASE).read_bytes()
    found = call("check", "--diff", *DAY)
    assert (found.code, found.err) == (1, "可以改 1 个文件，3 处。用 yingsu check --fix 改。\n")
    assert found.out == (
        f"--- {CASE}\n+++ {CASE}\n"
        "@@ -1,6 +1,6 @@ 全角冒号\n"
        " # 虚构。派出所（归口县公安局），负责人未出庭，胜诉。\n 格式: 1\n-案由：罚款\n+案由: 罚款\n"
        " 行为类别: 行政处罚\n 管理领域: 公安\n"
        " 责任人: {主要负责人: 许某, 分管领导: 何某, 股室负责人: 吕某}\n"
        "@@ -10,11 +10,11 @@ 案号的括号；日期的写法\n"
        " 被告: [{单位: 浔中派出所, 地位: 原行为机关}]\n 审理:\n   - 审级: 一审\n"
        "-    案号: (2025)闽0583行初30号  # 抄自应诉通知书\n"
        "+    案号: （2025）闽0583行初30号  # 抄自应诉通知书\n"
        "     法院: 南安市人民法院\n     程序: 简易程序\n     立案日期: 2025-04-08\n"
        "-    收到应诉通知: 2025年4月10日\n+    收到应诉通知: 2025-04-10\n"
        "     收到起诉状副本: 2025-04-10\n     备案日期: 2025-04-11\n     答辩日期: 2025-04-18\n"
    )
    assert (sample / CASE).read_bytes() == before


def test_where_nothing_is_to_be_put_right_the_diff_is_empty(sample: Path, call: Caller) -> None:
    assert sample.is_dir()
    found = call("check", "--diff")
    assert (found.code, found.out, found.err) == (0, "", "没有可以直接改的。\n")
    assert call("check", "--diff", "--quiet").err == ""


def test_a_diff_on_a_terminal_is_coloured_and_hides_numbers_of_people(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yingsu.cli.console.has_colour", lambda: True)
    number = "350526199001010015"
    line = f"诉讼请求: {'长' * 2500}"
    write(sample / CASE, ("案由: 罚款", f"案由:罚款\n说明: 身份证{number}\n{line}"))
    (sample / OTHER).write_text("案由: 甲 ", encoding="utf-8")
    found = call("check", "--diff", CASE, OTHER)
    assert number not in found.out
    assert "\x1b[31m-案由:罚款\x1b[0m\n\x1b[32m+案由: 罚款\x1b[0m\n 说明: 身份证350***" in found.out
    assert f"{line[:1900]}" in found.out
    assert f"{line}\n" not in found.out
    end = "\x1b[31m-案由: 甲 \x1b[0m\n\\ 文件末尾没有换行\n\x1b[32m+案由: 甲\x1b[0m\n"
    assert found.out.endswith(f"\x1b[36m@@ -1 +1 @@ 文件末尾没有换行；行末的空格\x1b[0m\n{end}")


@pytest.mark.usefixtures("whole")
def test_programs_get_what_was_done_in_the_document_or_beside_it(call: Caller, sample: Path) -> None:
    text = (sample / CASE).read_text(encoding="utf-8")
    beside = call("check", "--fix", "--format", "github", *DAY)
    assert beside.err == SAID
    assert "改了" not in beside.out
    (sample / CASE).write_text(text, encoding="utf-8")
    found = call("check", "--fix", "--format", "json", *DAY)
    assert found.err == ""
    assert found.json["fixed"] == [
        {"path": CASE, "line": 3, "what": "全角冒号"},
        {"path": CASE, "line": 13, "what": "案号的括号"},
        {"path": CASE, "line": 17, "what": "日期的写法"},
    ]
    assert found.json["not_fixed"] == []
    assert (found.json["schema_version"], found.json["errors"]) == (1, 0)
    assert "fixed" not in call("check", "--format", "json", *DAY).json


@pytest.mark.usefixtures("whole")
def test_quiet_leaves_only_what_is_wrong_still(call: Caller) -> None:
    assert call("check", "--fix", "--quiet", OTHER, *DAY).out == ""
    found = call("check", "--fix", "--quiet", "--format", "concise", CASE, *DAY)
    assert found.out.startswith(f"{CASE}:27:14: 警告 YS305")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--fix", "--diff"), "错误：--fix 和 --diff 只能写一个：先用 --diff 看要改什么，再用 --fix 改\n"),
        (
            ("--fix", "--staged"),
            "错误：--fix 和 --staged 不能一起用：要改的是磁盘上的文件，不是 git 暂存的内容。",
        ),
        (("--diff", "--staged"), "错误：--diff 和 --staged 不能一起用"),
        (("--diff", "--format", "sarif"), "错误：--diff 只有一种写法，不能和 --format 一起用\n"),
    ],
)
@pytest.mark.usefixtures("whole")
def test_options_that_do_not_go_together_are_refused(
    sample: Path, call: Caller, options: tuple[str, ...], says: str
) -> None:
    before = (sample / CASE).read_bytes()
    found = call("check", *options)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(says)
    assert (sample / CASE).read_bytes() == before


@pytest.mark.usefixtures("whole")
def test_a_file_that_cannot_be_written_is_named_and_hides_nothing_of_the_others(
    sample: Path, call: Caller
) -> None:
    write(sample / OTHER, ("案由: ", "案由："))
    (sample / OTHER).chmod(0o444)
    before = (sample / OTHER).read_bytes()
    found = call("check", "--fix", "--format", "concise", *DAY)
    assert found.code == 2
    assert found.err == f"注意：{OTHER} 没有写入：写不进 {OTHER}：没有写入权限，或正被占用\n".replace(
        f"写不进 {OTHER}", f"写不进 {sample / OTHER}"
    )
    assert found.out.startswith(SAID)
    assert f"{OTHER}:3:3: 错误 YS010" in found.out
    assert (sample / OTHER).read_bytes() == before
    failed = call("check", "--fix", "--format", "json", *DAY).json["not_fixed"]
    assert [each["path"] for each in failed] == [OTHER]


def test_a_file_that_would_be_read_as_something_else_is_left_and_said_so(sample: Path, call: Caller) -> None:
    whole = write(sample / CASE, ("案由: 罚款", "案由　: 罚款\n案由 　: 没收"))
    assert whole
    before = (sample / CASE).read_bytes()
    why = f"注意：{CASE} 改了以后会读成别的内容，或者出现新的错误，没有改，请自己核对\n"
    found = call("check", "--fix", "--format", "concise", *DAY)
    assert (found.code, found.err) == (1, why)
    assert found.out.startswith("没有可以直接改的。\n")
    shown = call("check", "--diff", *DAY)
    assert (shown.code, shown.err) == (0, f"{why}没有可以直接改的。\n")
    assert (sample / CASE).read_bytes() == before


@pytest.mark.usefixtures("whole")
def test_without_the_lock_nothing_is_written(sample: Path, call: Caller) -> None:
    before = (sample / CASE).read_bytes()
    shutil.rmtree(sample / ".yingsu", ignore_errors=True)
    (sample / ".yingsu").touch()
    found = call("check", "--fix", *DAY)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：没有改动：写不进")
    assert (sample / CASE).read_bytes() == before


def test_links_are_written_once_and_never_followed_out(sample: Path, whole: str, call: Caller) -> None:
    outside = sample.parent / "外面.yaml"
    shutil.copy(sample / CASE, outside)
    for name, target in (("0411-出去", outside), ("0412-里面", sample / CASE)):
        (sample / "cases/2025" / name).mkdir()
        (sample / "cases/2025" / name / "case.yaml").symlink_to(target)
    before = outside.read_bytes()
    found = call("check", "--fix", "--format", "concise", *DAY)
    assert found.out.startswith(SAID)
    assert found.err == ""
    assert outside.read_bytes() == before
    assert (sample / "cases/2025/0412-里面/case.yaml").is_symlink()
    assert "案由: 罚款" in whole
    assert "案由: 罚款" in (sample / CASE).read_text(encoding="utf-8")


def test_settings_units_and_all_other_files_are_put_right_before_the_check(
    sample: Path, call: Caller
) -> None:
    for path, text in (
        ("yingsu.yaml", "名称：样例县\n风险点目录: cases/points.yaml\n"),
        ("cases/points.yaml", "- {编号: BX-JD-01, 阶段: 决定　, 类型: 程序缺失, 风险点: 甲}\n"),
        ("cases/events/2025.yaml", "- {日期: 2025.4.22, 种类: 学习培训}\n"),
        ("cases/letters/2025.yaml", "- {种类: 司法建议书, 单位: 县司法局, 收到日期: 20250320}\n"),
        (
            "cases/screenings/2025/甲.yaml",
            "格式：1\n单位: 县公安局\n行为: 罚款\n行为类别: 行政处罚\n排查日期: 20250508\n",
        ),
    ):
        (sample / path).parent.mkdir(parents=True, exist_ok=True)
        (sample / path).write_text(text, encoding="utf-8")
    write(sample / "cases/units.yaml", ("{单位: 县司法局,", "{单位：县司法局,"))
    found = call("check", "--fix", "--format", "json", *DAY)
    assert sorted({f"{each['path']}:{each['line']}" for each in found.json["fixed"]}) == [
        "cases/events/2025.yaml:1",
        "cases/letters/2025.yaml:1",
        "cases/points.yaml:1",
        "cases/screenings/2025/甲.yaml:1",
        "cases/screenings/2025/甲.yaml:5",
        "cases/units.yaml:2",
        "yingsu.yaml:1",
    ]
    assert (found.code, found.json["errors"], found.json["workspace"]) == (0, 0, "样例县")


def test_of_several_workspaces_each_is_put_right(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sample.parent)
    shutil.copytree(sample, sample.parent / "又一")
    shutil.rmtree(sample.parent / "又一" / "cases" / "2024")
    shutil.rmtree(sample.parent / "又一" / "cases" / "2025")
    for name in ("样例", "又一"):
        write(sample.parent / name / "yingsu.yaml", ("名称: ", "名称："))
    found = call("check", "--fix", "-C", "样例", "-C", "又一", "--format", "concise", *DAY)
    assert found.out.startswith(
        "又一/yingsu.yaml:1: 全角冒号\n样例/yingsu.yaml:1: 全角冒号\n改了 2 个文件，2 处。\n"
    )
    assert call("check", "--diff", "-C", "样例", "-C", "又一").code == 0


def test_what_is_the_same_many_times_is_said_once(sample: Path, call: Caller) -> None:
    text = write(sample / CASE)
    (sample / CASE).write_text(text.replace("\n", " \n"), encoding="utf-8")
    found = call("check", "--fix", CASE, *DAY)
    count = text.count("\n")
    assert found.out.startswith(f"{CASE}:1: 行末的空格（共 {count} 处）\n改了 1 个文件，{count} 处。\n\n")
    assert (sample / CASE).read_text(encoding="utf-8") == text


def test_changed_narrows_what_is_put_right(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    write(sample / OTHER, ("案由: ", "案由："))
    identity = ("-c", "user.name=某", "-c", "user.email=mou@example.invalid")
    for words in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-qm", "x")):
        subprocess.run(["git", *words], cwd=sample, check=True, capture_output=True)
    write(sample / CASE, *SLIPS)
    found = call("check", "--fix", "--changed", "--format", "concise", *DAY)
    assert found.out.startswith(SAID)
    assert OTHER not in found.out
    assert "案由：" in (sample / OTHER).read_text(encoding="utf-8")
