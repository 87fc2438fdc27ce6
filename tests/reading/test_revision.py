"""The revision printed in a report: a commit, a commit with changes, or nothing without git."""

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
