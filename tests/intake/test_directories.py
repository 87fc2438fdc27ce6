"""Directories appear whole or not at all, also where a disk cannot exchange two names."""

import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from yingsu.intake import directories
from yingsu.intake.directories import appearing, put_in_place, replacing, staging, take_away
from yingsu.intake.renaming import exchanged, renamed_if_free


class Library:
    """A C library of a system that has no renameat2."""

    def __init__(self, *_: object, **__: object) -> None:
        """Any library will do."""


@pytest.fixture(params=["renameat2", "none"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk that can rename in our two ways, and one that cannot."""
    if request.param == "none":
        monkeypatch.setattr(ctypes, "CDLL", Library)
    yield tmp_path
    hidden = [path.name for path in tmp_path.rglob("*") if path.name.endswith((".tmp", ".old"))]
    assert hidden == []


def filled(directory: Path, name: str) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / name).write_text(name, encoding="utf-8")
    return directory


def seen(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_a_new_directory_appears_with_all_that_is_in_it(disk: Path) -> None:
    with appearing(disk / "案例") as draft:
        filled(draft / "里面", "甲")
        assert not (disk / "案例").exists()
    assert seen(disk) == ["案例", "案例/里面", "案例/里面/甲"]


def test_what_has_the_name_by_then_stays(disk: Path) -> None:
    def late() -> None:
        with appearing(disk / "案例") as draft:
            filled(draft, "新")
            filled(disk / "案例", "别人的")

    with pytest.raises(FileExistsError):
        late()
    assert seen(disk) == ["案例", "案例/别人的"]


def test_an_earlier_directory_is_replaced_as_a_whole(disk: Path) -> None:
    filled(disk / "数据", "旧")
    with replacing(disk / "数据") as draft:
        filled(draft, "新")
        assert seen(disk / "数据") == ["旧"]
    assert seen(disk) == ["数据", "数据/新"]
    with replacing(disk / "另一个") as draft:
        filled(draft, "新")
    assert seen(disk) == ["另一个", "另一个/新", "数据", "数据/新"]


def test_one_that_lost_its_name_to_a_kill_gets_it_back(disk: Path) -> None:
    filled(disk / ".数据.01234567.old", "旧")
    filled(disk / "无关.old", "旧")

    def failing() -> None:
        with replacing(disk / "数据"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    assert seen(disk) == ["数据", "数据/旧", "无关.old", "无关.old/旧"]
    (disk / "无关.old/旧").unlink()
    (disk / "无关.old").rmdir()


def test_what_cannot_be_swapped_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directories, "exchanged", lambda *_: False)
    filled(tmp_path / "数据", "旧")

    def gone() -> None:
        with replacing(tmp_path / "数据") as draft:
            filled(draft, "新")
            monkeypatch.setattr(directories, "_settle", lambda made: (made / "新").unlink() or made.rmdir())

    with pytest.raises(FileNotFoundError):
        gone()
    assert seen(tmp_path) == ["数据", "数据/旧"]


def test_what_the_killed_left_long_ago_is_cleared_away(disk: Path) -> None:
    old, new = filled(disk / ".数据.01234567.tmp", "半"), filled(disk / ".数据.89abcdef.tmp", "半")
    os.utime(old, (1, 1))
    with replacing(disk / "数据") as draft:
        filled(draft, "新")
    assert not old.exists()
    assert new.exists(), "somebody may be writing it"
    (new / "半").unlink()
    new.rmdir()


def test_a_year_made_for_a_case_goes_with_it(disk: Path) -> None:
    made, target = filled(disk / "稿", "case.yaml"), disk / "cases/2026/案"
    put_in_place(made, target)
    assert seen(disk / "cases") == ["2026", "2026/案", "2026/案/case.yaml"]
    take_away(target, made)
    take_away(target, made)
    assert seen(disk) == ["cases", "稿", "稿/case.yaml"]


def test_a_year_that_was_made_in_vain_is_taken_away(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> bool:
        raise PermissionError

    monkeypatch.setattr(directories, "renamed_if_free", refused)
    (disk / "cases").mkdir()
    with pytest.raises(PermissionError):
        put_in_place(filled(disk / "稿", "case.yaml"), disk / "cases/2026/案")
    assert seen(disk / "cases") == []


def test_a_stage_is_empty_and_goes_with_what_others_left(tmp_path: Path) -> None:
    for left in (".yingsu/new-1", ".yingsu/import-2"):
        filled(tmp_path / left, "半")
    with staging(tmp_path) as stage:
        filled(stage, "稿")
    assert seen(tmp_path) == [".yingsu", ".yingsu/.gitignore"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has renameat2")
def test_renaming_says_what_is_in_the_way(tmp_path: Path) -> None:
    one, other = filled(tmp_path / "一", "甲"), filled(tmp_path / "二", "乙")
    if not exchanged(one, other):
        pytest.skip("this disk cannot exchange names")
    assert seen(tmp_path) == ["一", "一/乙", "二", "二/甲"]
    with pytest.raises(FileExistsError):
        renamed_if_free(one, other)
    with pytest.raises(FileNotFoundError):
        renamed_if_free(tmp_path / "没有", tmp_path / "三")


def test_a_disk_that_does_not_know_of_it_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> int:
        return -1

    library = type("Old", (Library,), {"renameat2": staticmethod(unknown)})
    monkeypatch.setattr(ctypes, "CDLL", library)
    monkeypatch.setattr(ctypes, "get_errno", lambda: errno.EINVAL)
    assert not renamed_if_free(tmp_path, tmp_path)
