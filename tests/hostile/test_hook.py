"""The hooks for real: git refuses what would commit an error, and lets through what would not."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.cli.main import run

ROOT = Path(__file__).parents[2]
WORKSPACE = ROOT / "tests" / "cli" / "workspace"
CASE = "台账/cases/2025/0410-浔中派出所-李某/case.yaml"
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def git(directory: Path, *words: str) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=某", "-c", "user.email=mou@example.invalid")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": path}
    return subprocess.run(
        ["git", *identity, *words],
        cwd=directory,
        env={**os.environ, **settings},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A workspace below the top of a repository, committed, with our hook."""
    shutil.copytree(WORKSPACE, tmp_path / "台账")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    assert run(["init", str(tmp_path / "台账"), "--hook", "--quiet"]) == 0
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_wrong_case_is_refused_and_a_right_one_let_in(repository: Path) -> None:
    case = repository / CASE
    edit(case, "程序: 简易程序", "程式: 简易程序")
    # `-a` makes an index of its own, which git names to the hook.
    refused = git(repository, "commit", "-qam", "错")
    assert refused.returncode == 1
    assert "错误 YS016" in refused.stdout + refused.stderr
    assert refused.stderr.endswith(
        "台账没有通过检查，先不提交。改正以后 git add 再提交；一定要提交的，用 git commit --no-verify\n"
    )
    # Right in the index and wrong on the disk: what counts is what is committed.
    edit(case, "程式: 简易程序", "程序: 普通程序")
    git(repository, "add", "-A")
    edit(case, "程序: 普通程序", "程式: 普通程序")
    done = git(repository, "commit", "-qm", "对")
    assert done.returncode == 0
    assert "错误" not in done.stdout + done.stderr
    assert git(repository, "status", "--porcelain").stdout.startswith(" M ")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_of_the_framework_is_a_call_of_ours(
    hook: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program, *words = hook["entry"].split()
    assert program == "yingsu"
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    monkeypatch.chdir(WORKSPACE)
    assert run([*words, "--as-of", "2026-01-10"]) == 0
    capsys.readouterr()


def test_a_hook_of_the_framework_is_for_every_file_of_a_workspace() -> None:
    for hook in HOOKS:
        for path in ("yingsu.yaml", "台账/cases/2025/0306-甲/材料/说明.pdf", "cases/units.yaml", "risk.yml"):
            assert re.search(hook["files"], path)
        assert not re.search(hook["files"], "README.md")
