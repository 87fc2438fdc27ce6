"""`check --changed` and `--staged`: what git says is not committed yet, and what the next commit holds."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = yaml.safe_load((HERE / "check_changes.yaml").read_text(encoding="utf-8"))
DAY = ("--as-of", "2026-01-10")
CASES = {
    "甲": "2025/0306-自然资源局-张某",
    "乙": "2025/0410-浔中派出所-李某",
    "丙": "2024/1008-自然资源局-钱某",
    "丁": "2025/1201-自然资源局-孙某",
    "戊": "2025/0411-浔中派出所-李某",
    "己": "2025/0412-浔中派出所-李某",
}
RIGHT, WRONG = "程序: 简易程序", "程式: 简易程序"

Caller = Callable[..., Any]


def git(directory: Path, *words: str) -> str:
    identity = (
        "-c",
        "user.name=某",
        "-c",
        "user.email=mou@example.invalid",
        "-c",
        "core.hooksPath=/dev/null",
    )
    command = ["git", *identity, *words]
    return subprocess.run(command, cwd=directory, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def repository(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small workspace below the top of a repository, all of it committed."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("甲", "乙"):
        # Every case to be broken has the line.
        file = sample / "cases" / CASES[name] / "case.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("程序: 普通程序", RIGHT), encoding="utf-8")
        assert RIGHT in file.read_text(encoding="utf-8")
    git(sample.parent, "init", "-q")
    git(sample.parent, "add", "-A")
    git(sample.parent, "commit", "-qm", "x")
    return sample


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def do(step: str, place: Path) -> None:
    """One step of a row."""
    what, _, name = step.partition(" ")
    case = place / "cases" / CASES.get(name, "")
    if what == "break":
        replace(case / "case.yaml", RIGHT, WRONG)
    elif what == "mend":
        replace(case / "case.yaml", WRONG, RIGHT)
    elif what == "remark":
        replace(case / "case.yaml", "格式: 1\n", "格式: 1\n# 看过\n")
    elif what == "add":
        git(place, "add", "-A")
    elif what == "commit":
        git(place, "commit", "-qm", "y")
    elif what == "new":
        shutil.copytree(place / "cases" / CASES["乙"], case)
    elif what == "move":
        git(place, "mv", f"cases/{CASES[name]}", f"cases/{CASES['己']}")
    elif what == "remove":
        git(place, "rm", "-rq", f"cases/{CASES[name]}")
    elif what == "settings":
        replace(place / "yingsu.yaml", "名称: ", "# 看过\n名称: ")
    else:
        assert what == "document"
        (case / "笔录.txt").touch()


def shown(found: Any) -> list[str]:
    """File and code of each problem, files by their short names."""
    names = {f"cases/{case}/case.yaml": name for name, case in CASES.items()}
    return sorted(f"{names[each['path']]} {each['code']}" for each in found.json["diagnostics"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_what_git_says_narrows_what_is_shown(repository: Path, call: Caller, row: dict[str, Any]) -> None:
    for step in row["steps"]:
        do(step, repository)
    for option in ("changed", "staged"):
        if option in row:
            found = call("check", f"--{option}", "--format", "json", *DAY)
            assert shown(found) == sorted(row[option]), option
            has_errors = any(each["severity"] == "error" for each in found.json["diagnostics"])
            assert found.code == int(has_errors)


def test_the_closing_line_says_what_is_shown(repository: Path, call: Caller) -> None:
    assert call("check", "--staged", *DAY).out == "检查了 7 个文件，其中没有这次要提交的：没有发现问题。\n"
    do("break 甲", repository)
    found = call("check", "--changed", "--format", "concise", *DAY)
    assert found.out.endswith("检查了 7 个文件，只列其中改过还没有提交的 1 个：1 个错误。\n")
    narrowed = call("check", "--changed", f"cases/{CASES['乙']}", *DAY)
    assert (narrowed.code, narrowed.out) == (0, "检查了 7 个文件，其中没有改过还没有提交的：没有发现问题。\n")


def test_the_index_that_git_names_to_a_hook_is_the_one_that_counts(
    repository: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    do("break 甲", repository)
    second = repository.parent / ".git" / "next-index"
    shutil.copy(repository.parent / ".git" / "index", second)
    monkeypatch.setenv("GIT_INDEX_FILE", str(second))
    git(repository, "add", "-A")
    assert shown(call("check", "--staged", "--format", "json", *DAY)) == ["甲 YS016"]
    # That of another repository says nothing of this one.
    elsewhere = repository.parent / "别处"
    elsewhere.mkdir()
    shutil.copy(second, elsewhere / "index")
    monkeypatch.setenv("GIT_INDEX_FILE", str(elsewhere / "index"))
    assert shown(call("check", "--staged", "--format", "json", *DAY)) == []


def test_before_the_first_commit_everything_is_new(sample: Path, call: Caller) -> None:
    git(sample, "init", "-q")
    assert shown(call("check", "--changed", "--format", "json", *DAY)) == ["丙 YS406", "乙 YS305"]
    assert shown(call("check", "--staged", "--format", "json", *DAY)) == []


def test_what_git_leaves_alone_is_not_changed(repository: Path, call: Caller) -> None:
    (repository / ".gitignore").write_text("cases/2025/0411*\n", encoding="utf-8")
    do("new 戊", repository)
    assert shown(call("check", "--changed", "--format", "json", *DAY)) == []


@pytest.mark.parametrize("option", ["--changed", "--staged"])
def test_of_several_workspaces_each_is_asked(repository: Path, call: Caller, option: str) -> None:
    shutil.copytree(repository, repository.parent / "又一")
    replace(repository.parent / "又一" / "yingsu.yaml", "名称: ", "名称: 又一")
    found = call("check", option, "-C", str(repository), "-C", "../又一", "--format", "json", *DAY)
    if option == "--staged":
        assert (found.code, found.json["error"]["code"]) == (2, "workspace")
        return
    # All of the new one, which is in conflict with the old one; of that one nothing.
    assert {each["path"].partition("/")[0] for each in found.json["diagnostics"]} == {"又一"}


def test_a_link_in_the_commit_is_not_followed(repository: Path, call: Caller) -> None:
    do("break 甲", repository)
    link = repository / "cases" / CASES["丁"] / "case.yaml"
    link.unlink()
    link.symlink_to(f"../../{CASES['乙']}/case.yaml")
    git(repository, "add", "-A")
    do("mend 甲", repository)
    found = call("check", "--staged", "--format", "concise", *DAY)
    assert found.err == f"注意：cases/{CASES['丁']}/case.yaml 是链接，没有读取\n"
    assert "YS016" in found.out


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ("rm -rf .git", "这个工作区没有用 git 保存历史，没有可以比较的版本"),
        (
            "git rm -q --cached yingsu.yaml",
            "要提交的内容里没有 yingsu.yaml，没有检查。请先 git add yingsu.yaml",
        ),
    ],
)
def test_what_git_cannot_say_is_told(repository: Path, call: Caller, steps: str, message: str) -> None:
    subprocess.run(steps.split(), cwd=repository if "git rm" in steps else repository.parent, check=True)
    found = call("check", "--staged", *DAY)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(f"错误：{message}")


def test_a_conflict_must_be_settled_first(repository: Path, call: Caller) -> None:
    for branch, word in (("一", "甲乙"), ("二", "丙丁")):
        git(repository, "checkout", "-q", "-b", branch, "HEAD" if word == "甲乙" else "HEAD~1")
        replace(repository / "cases" / CASES["甲"] / "case.yaml", "格式: 1\n", f"格式: 1\n# {word}\n")
        git(repository, "commit", "-qam", word)
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "-q", "一")
    found = call("check", "--staged", *DAY)
    assert found.code == 2
    assert (
        found.err
        == f"错误：cases/{CASES['甲']}/case.yaml 有合并冲突，还没有处理完：改好后先 git add，再检查\n"
    )
    assert "甲 YS008" in shown(call("check", "--changed", "--format", "json", *DAY))


def test_the_two_options_exclude_each_other(repository: Path, call: Caller) -> None:
    del repository
    found = call("check", "--changed", "--staged")
    assert (found.code, found.err) == (2, "错误：--changed 和 --staged 只能写一个\n")


@pytest.mark.usefixtures("repository")
def test_other_tools_get_paths_from_the_top_of_the_repository(call: Caller) -> None:
    lines = call("check", "--format", "github", "--quiet", *DAY).out.splitlines()
    assert [line.partition("file=")[2].partition(",")[0] for line in lines] == [
        f"样例/cases/{CASES[name]}/case.yaml" for name in ("丙", "乙")
    ]
    run = call("check", "--format", "sarif", *DAY).json["runs"][0]
    assert run["properties"] == {"as_of": "2026-01-10", "files": 7, "waived": 0}
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]]
    assert all(uri.startswith("%E6%A0%B7%E4%BE%8B/cases/202") for uri in uris)


@pytest.mark.usefixtures("repository")
def test_junit_has_every_file_under_its_kind(call: Caller, repository: Path) -> None:
    (repository / "cases" / "散.yaml").write_text("甲: 乙\n", encoding="utf-8")
    for place in ("letters", "events"):
        (repository / "cases" / place).mkdir()
        (repository / "cases" / place / "2025.yaml").write_text("[]\n", encoding="utf-8")
    found = call("check", "--format", "junit", "--strict", *DAY)
    assert found.code == 1
    heads = [line.strip() for line in found.out.splitlines() if "<testsuite " in line]
    assert heads == [
        '<testsuite name="设置与名录" tests="2" failures="0" errors="0">',
        '<testsuite name="案件" tests="5" failures="2" errors="0">',
        '<testsuite name="来函" tests="1" failures="0" errors="0">',
        '<testsuite name="年度活动" tests="1" failures="0" errors="0">',
        '<testsuite name="其他文件" tests="1" failures="1" errors="0">',
    ]
    only = call("check", "--format", "junit", "cases/2024", *DAY).out
    assert only.count("<testcase") == 1
    assert f'name="样例/cases/{CASES["丙"]}/case.yaml"' in only


def test_of_several_workspaces_without_a_repository_paths_start_where_all_are(
    sample: Path, call: Caller
) -> None:
    shutil.copytree(sample, sample.parent / "又一")
    found = call("check", "-C", ".", "-C", "../又一", "--format", "github", "--quiet", *DAY)
    assert {line.partition("file=")[2].partition("/")[0] for line in found.out.splitlines()} == {
        "样例",
        "又一",
    }
