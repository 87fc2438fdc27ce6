"""`yingsu init`, run for real: a workspace that passes check, and nothing of anybody's overwritten."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from yingsu.cli.main import run

FILES = {
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "cases/2020/0604-自然资源局-示例张某/case.yaml",
    "cases/units.yaml",
    "yingsu.yaml",
}


def files(directory: Path) -> set[str]:
    return {
        path.relative_to(directory).as_posix()
        for path in directory.rglob("*")
        if path.is_file() and not {".git", ".vscode"} & set(path.parts)
    }


def git(directory: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    return subprocess.run(
        ["git", *who, *words],
        cwd=directory,
        env={**os.environ, **settings, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_new_workspace_passes_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    directory = tmp_path / "应诉 台账"
    assert run(["init", str(directory)]) == 0
    printed = capsys.readouterr()
    assert files(directory) == FILES
    assert {line.removeprefix("新建 ") for line in printed.out.splitlines()} == {
        *FILES,
        ".vscode（编辑器的提示和检查）",
    }
    assert f"cd {directory}" in printed.err
    assert run(["check", "-C", str(directory), "--strict", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["diagnostics"] == []


def test_the_example_is_in_no_figure_of_today(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path), "--quiet"]) == 0
    capsys.readouterr()
    for year, denominator in (("2020", 1), ("2026", 0)):
        words = ["report", "-C", str(tmp_path), "--year", year, "--as-of", "2026-12-31", "--format", "json"]
        assert run(words) == 0
        report = json.loads(capsys.readouterr().out)
        assert report["metrics"][0]["denominator"] == denominator
        assert all(each["pending"] == 0 for each in report["balance"])


def test_files_are_utf8_with_line_feeds(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), "--quiet"]) == 0
    for name in FILES:
        content = (tmp_path / name).read_bytes()
        assert b"\r" not in content
        assert content.decode("utf-8").endswith("\n")


def test_in_the_current_directory(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "yingsu", "init"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert "接下来：1. 把 cases/units.yaml" in done.stderr
    assert files(tmp_path) == FILES


def test_a_workspace_is_not_made_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "yingsu.yaml").write_text("名称: 我的\n", encoding="utf-8")
    assert run(["init", str(tmp_path)]) == 2
    assert "已经是工作区" in capsys.readouterr().err
    assert files(tmp_path) == {"yingsu.yaml"}


def test_a_broken_link_for_settings_is_something_too(tmp_path: Path) -> None:
    (tmp_path / "yingsu.yaml").symlink_to("nowhere")
    assert run(["init", str(tmp_path)]) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["yingsu.yaml"]


def test_what_is_there_stays_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".gitignore").write_text("own\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/units.yaml").write_text("[]\n", encoding="utf-8")
    assert run(["init", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    assert "已有 .gitignore，没有改动" in said
    assert "已有 cases/units.yaml，没有改动" in said
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "own\n"
    assert (tmp_path / "cases/units.yaml").read_text(encoding="utf-8") == "[]\n"
    assert files(tmp_path) == FILES


def test_no_example_among_cases_that_somebody_has(tmp_path: Path) -> None:
    (tmp_path / "cases/2025").mkdir(parents=True)
    assert run(["init", str(tmp_path), "--quiet"]) == 0
    assert not (tmp_path / "cases/2020").exists()


def test_interrupted_it_is_no_workspace_and_can_be_run_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/units.yaml").mkdir()
    (tmp_path / "cases/2020").write_text("in the way", encoding="utf-8")
    assert run(["init", str(tmp_path)]) == 2
    assert "写不进" in capsys.readouterr().err
    assert not (tmp_path / "yingsu.yaml").exists()
    (tmp_path / "cases/2020").unlink()
    (tmp_path / "cases/units.yaml").rmdir()
    assert run(["init", str(tmp_path)]) == 0
    assert files(tmp_path) == FILES


@pytest.mark.parametrize("kind", ["file", "control characters", "below a file", "circle"])
def test_a_directory_that_cannot_be_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "circle").symlink_to("circle")
    place = {"control characters": "a\x1b[31m", "below a file": "file/x"}.get(kind, kind)
    assert run(["init", str(tmp_path / place)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("错误：")
    assert "\x1b" not in said


def test_a_workspace_inside_another_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path), "--quiet"]) == 0
    assert run(["init", str(tmp_path / "cases/里面"), "--quiet"]) == 0
    assert "两个工作区各算各的" in capsys.readouterr().err


@pytest.mark.parametrize("below", [".", "县里 的'台账"])
def test_the_hook_stops_a_commit_with_errors(tmp_path: Path, below: str) -> None:
    directory = tmp_path / below
    git(tmp_path, "init", "-q")
    assert run(["init", str(directory), "--hook", "--quiet"]) == 0
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    git(tmp_path, "add", ".")
    assert git(tmp_path, "commit", "-m", "x", PATH=path).returncode == 0
    (directory / "cases/units.yaml").write_text("- 单位: 县司法局\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    stopped = git(tmp_path, "commit", "-m", "y", PATH=path)
    assert stopped.returncode != 0
    assert "类别" in stopped.stdout + stopped.stderr
    without = git(tmp_path, "commit", "-m", "y", PATH="/usr/bin:/bin")
    assert without.returncode != 0
    assert "找不到 yingsu" in without.stderr


def test_a_hook_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "init", "-q")
    hook = tmp_path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("mine\n", encoding="utf-8")
    assert run(["init", str(tmp_path), "--hook"]) == 2
    assert "请自己加一行：yingsu check --staged --quiet -C ." in capsys.readouterr().err
    assert hook.read_text(encoding="utf-8") == "mine\n"
    assert files(tmp_path) == set()


def test_the_hook_can_come_later(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path), "--quiet"]) == 0
    assert run(["init", str(tmp_path), "--hook"]) == 2
    assert "不在 git 仓库里" in capsys.readouterr().err
    git(tmp_path, "init", "-q")
    (tmp_path / "yingsu.yaml").write_text("名称: 我的\n", encoding="utf-8")
    assert run(["init", str(tmp_path), "--hook"]) == 0
    assert (tmp_path / ".git/hooks/pre-commit").is_file()
    assert (tmp_path / "yingsu.yaml").read_text(encoding="utf-8") == "名称: 我的\n"


def test_without_git_there_is_no_hook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["init", str(tmp_path / "x"), "--hook"]) == 2
    assert "先运行 git init" in capsys.readouterr().err
