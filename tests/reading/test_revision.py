"""The revision printed in a report: a commit, a commit with changes, or nothing without git."""

import os
import subprocess
from pathlib import Path

import pytest

from yingsu.reading.revision import revision_of


def git(directory: Path, *words: str) -> str:
    identity = ("-c", "user.name=某", "-c", "user.email=mou@example.invalid")
    command = ["git", *identity, *words]
    return subprocess.run(
        command, cwd=directory, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


def test_a_commit_and_what_differs_from_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "yingsu.yaml").write_text("名称: 甲\n", encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    commit = git(tmp_path, "rev-parse", "HEAD")
    assert revision_of(tmp_path) == commit
    (tmp_path / "yingsu.yaml").write_text("名称: 乙\n", encoding="utf-8")
    assert revision_of(tmp_path) == f"{commit}-dirty"


def test_without_a_repository_there_is_none(tmp_path: Path) -> None:
    assert revision_of(tmp_path) is None


def test_without_git_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert revision_of(tmp_path) is None


def test_a_git_that_lies_in_the_workspace_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "git"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'canary'}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", "../" + tmp_path.name]))
    assert revision_of(tmp_path) is None
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize("driver", ["x", "a=b", "带 空格"])
def test_no_program_that_the_repository_names_is_run(tmp_path: Path, driver: str) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "yingsu.yaml").write_text("名称: 甲\n", encoding="utf-8")
    (tmp_path / ".gitattributes").write_text("*.yaml filter=x\n", encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    commit = git(tmp_path, "rev-parse", "HEAD")
    for name in ("x", driver):
        git(tmp_path, "config", f"filter.{name}.clean", f"touch '{tmp_path}/ran' #")
        git(tmp_path, "config", f"filter.{name}.process", f"touch '{tmp_path}/ran' #")
        git(tmp_path, "config", f"filter.{name}.required", "true")
    git(tmp_path, "config", "core.fsmonitor", f"touch '{tmp_path}/ran' #")
    os.utime(tmp_path / "yingsu.yaml", (1, 1))
    assert revision_of(tmp_path) == commit
    (tmp_path / "yingsu.yaml").write_text("名称: 乙\n", encoding="utf-8")
    assert revision_of(tmp_path) == f"{commit}-dirty"
    assert not (tmp_path / "ran").exists()


def test_called_from_a_hook_it_is_the_workspaces_own_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-qm", "x", "--allow-empty")
    folder = tmp_path / "台账"
    folder.mkdir()
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "某")
    assert revision_of(folder) == git(tmp_path, "rev-parse", "HEAD")


def test_before_the_first_commit_there_is_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert revision_of(tmp_path) is None


def test_a_repository_that_is_damaged_has_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-qm", "x", "--allow-empty")
    (tmp_path / ".git" / "index").write_bytes(b"damaged")
    assert revision_of(tmp_path) is None
