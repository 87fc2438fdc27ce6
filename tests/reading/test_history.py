"""The commits that touched cases, and what may be asked of git."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from yingsu.reading.git import HistoryError, ask, contents, repository_of, version_of
from yingsu.reading.history import commits_of, workspace_at


def git(root: Path, *words: str, at: str = "1741312800 +0800") -> str:
    who = {f"GIT_{each}_{what}": "某" for each in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {f"GIT_{each}_DATE": at for each in ("AUTHOR", "COMMITTER")}
    environment = {**os.environ, **who, **dates}
    done = subprocess.run(
        ["git", *words], cwd=root, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = tmp_path / "县"
    (root / "cases/2025/甲").mkdir(parents=True)
    (root / "yingsu.yaml").write_text("名称: 甲\n", encoding="utf-8")
    git(root, "init", "-qb", "main")
    for number, moment in enumerate(("1741300200 +0800", "1741300200 -0800", "1741386600 +0000")):
        (root / "cases/2025/甲/case.yaml").write_text(f"格式: {number}\n", encoding="utf-8")
        git(root, "add", "-A")
        git(root, "commit", "-qm", "改", at=moment)
    return root


def test_the_day_of_a_commit_is_its_authors_own(office: Path) -> None:
    log = commits_of(repository_of(office))
    assert log.is_whole
    assert [each.day for each in log.commits] == [date(2025, 3, 7), date(2025, 3, 6), date(2025, 3, 7)]


def test_a_very_long_history_is_followed_so_far_and_says_so(office: Path) -> None:
    log = commits_of(repository_of(office), most=2)
    assert (len(log.commits), log.is_whole) == (2, False)


def test_files_elsewhere_are_no_cases(office: Path) -> None:
    (office / "cases/2025/甲/x").mkdir()
    (office / "cases/2025/甲/x/case.yaml").write_text("甲: 1\n", encoding="utf-8")
    (office / "cases/2025/材料.txt").write_text("甲\n", encoding="utf-8")
    git(office, "add", "-A")
    git(office, "commit", "-qm", "改")
    assert len(commits_of(repository_of(office)).commits) == 3


def test_the_directory_of_a_version_goes_when_it_is_done_with(office: Path) -> None:
    repository = repository_of(office)
    with workspace_at(repository, version_of(repository, "HEAD~1").commit) as past:
        root = past.workspace.root
        assert (root / "cases/2025/甲/case.yaml").read_text(encoding="utf-8") == "格式: 1\n"
    assert not root.exists()


def test_what_is_no_blob_has_no_bytes(office: Path) -> None:
    assert contents(office, ["0" * 40, git(office, "rev-parse", "HEAD")]) == {}


def test_inside_of_the_repository_there_is_no_workspace(office: Path) -> None:
    with pytest.raises(HistoryError, match="没有用 git 保存历史"):
        repository_of(office / ".git")


def test_a_version_whose_names_lead_out_is_not_written(office: Path) -> None:
    blob = git(office, "rev-parse", "HEAD:yingsu.yaml")
    entry = f"100644 blob {blob}\t"
    inner = ask(office, "mktree", "-z", given=f"{entry}a\\b.yaml\0{entry}{'x' * 250}.yaml\0".encode())
    tree = f"{entry}yingsu.yaml\x00040000 tree {inner.decode().strip()}\tcases\0"
    whole = ask(office, "mktree", "-z", given=tree.encode()).decode().strip()
    commit = git(office, "commit-tree", "-m", "x", whole)
    with workspace_at(repository_of(office), commit) as past:
        assert sorted(why for _, why in past.unread) == ["文件名太长，没有读取", "路径不合规，没有读取"]


@pytest.mark.skipif(os.name == "nt", reason="links and such names are a matter of POSIX")
def test_links_large_files_and_odd_names_of_a_version_are_left_and_said(office: Path) -> None:
    below = office / "cases/2025"
    for name in ("链接", "大文件"):
        (below / name).mkdir()
    (below / "链接/case.yaml").symlink_to("../../../../../etc/hostname")
    (below / "大文件/case.yaml").write_bytes(b"# " + b"x" * (1 << 20))
    odd = os.fsencode(below) + b"/\xff"
    os.mkdir(odd)  # noqa: PTH102 -- a name that no Path has
    shutil.copy(os.fsencode(office / "yingsu.yaml"), odd + b"/case.yaml")
    git(office, "add", "-A")
    git(office, "commit", "-qm", "改")
    with workspace_at(repository_of(office), "HEAD") as past:
        assert sorted(past.unread) == [
            ("cases/2025/?/case.yaml", "文件名不是 UTF-8 编码，没有读取"),
            ("cases/2025/大文件/case.yaml", "取不出来，或者超过 1 MB，没有读取"),
            ("cases/2025/链接/case.yaml", "是链接，没有读取"),
        ]
