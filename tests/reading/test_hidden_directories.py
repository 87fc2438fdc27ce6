"""A directory of records that is a link, or another repository, in an earlier version: what is in it is not known."""

import subprocess
from pathlib import Path

import pytest

from yingsu.reading.git import repository_of
from yingsu.reading.history import workspace_at

LINK, OTHER_REPOSITORY = "120000", "160000"


def git(directory: Path, *words: str) -> str:
    identity = ("-c", "user.name=某", "-c", "user.email=mou@example.invalid")
    done = subprocess.run(
        ["git", *identity, *words], cwd=directory, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("mode", "path", "is_said"),
    [
        (LINK, "cases/2025/0306-甲", True),
        (OTHER_REPOSITORY, "cases/2025/0306-甲", True),
        (LINK, "cases/2025", True),
        (LINK, "cases", True),
        (LINK, "cases/screenings/2025", True),
        (LINK, "cases/letters", True),
        (LINK, "cases/2025/0306-甲/材料", False),
        (OTHER_REPOSITORY, "别处", False),
    ],
)
def test_it_is_said_that_cases_may_be_hidden(tmp_path: Path, mode: str, path: str, is_said: bool) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "yingsu.yaml").write_text("名称: 甲\n", encoding="utf-8")
    git(tmp_path, "add", "yingsu.yaml")
    git(tmp_path, "commit", "-qm", "x")
    entry = git(tmp_path, "rev-parse", "HEAD" if mode == OTHER_REPOSITORY else "HEAD:yingsu.yaml")
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"{mode},{entry},{path}")
    git(tmp_path, "commit", "-qm", "y")
    with workspace_at(repository_of(tmp_path), git(tmp_path, "rev-parse", "HEAD")) as past:
        assert past.unread == (((path, "是链接，没有读取"),) if is_said else ())
