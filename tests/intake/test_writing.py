"""Files appear whole or not at all, and never in the place of another."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from yingsu.intake import writing
from yingsu.intake.locking import BusyError, workspace_lock
from yingsu.intake.writing import (
    filling,
    prepared,
    private_directory,
    sync_directory,
    why_not_written,
    write_new,
    write_whole,
)


def without_hard_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "no hard links")


@pytest.fixture(params=["hard links", "no hard links"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "no hard links":
        monkeypatch.setattr(os, "link", without_hard_links)
    return tmp_path


def test_a_new_file_is_there_with_nothing_beside_it(disk: Path) -> None:
    write_new(disk / "新.yaml", "键: 值\n")
    assert [each.name for each in disk.iterdir()] == ["新.yaml"]
    assert (disk / "新.yaml").read_bytes() == "键: 值\n".encode()


@pytest.mark.parametrize("kind", ["file", "directory", "broken link"])
def test_what_is_there_stays_as_it_is(disk: Path, kind: str) -> None:
    path = disk / "已有"
    if kind == "file":
        path.write_bytes(b"old")
    elif kind == "directory":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    before = os.lstat(path)
    with pytest.raises(FileExistsError):
        write_new(path, "new")
    assert os.lstat(path).st_ino == before.st_ino
    assert [each.name for each in disk.iterdir()] == ["已有"]


def test_a_text_that_cannot_be_written_leaves_nothing(disk: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_new(disk / "新", "\ud800")
    assert list(disk.iterdir()) == []


def test_a_disk_that_fails_leaves_nothing(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        write_new(disk / "新", "text")
    assert list(disk.iterdir()) == []


def test_an_executable_can_be_run(tmp_path: Path) -> None:
    write_new(tmp_path / "hook", "#!/bin/sh\n", is_executable=True)
    assert (tmp_path / "hook").stat().st_mode & stat.S_IXUSR


def test_the_private_directory_is_ignored_by_git(tmp_path: Path) -> None:
    assert private_directory(tmp_path) == private_directory(tmp_path)
    assert (tmp_path / ".yingsu" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_the_lock_is_held_by_one(tmp_path: Path) -> None:
    with workspace_lock(tmp_path), pytest.raises(BusyError), workspace_lock(tmp_path, seconds=0.1):
        pass
    with workspace_lock(tmp_path, seconds=0.1):
        pass


def test_windows_needs_no_syncing_of_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "IS_WINDOWS", True)
    writing.sync_directory(tmp_path / "not there")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "x", "甲"), "写不进 甲：没有写入权限，或正被占用"),
        (FileExistsError(errno.EEXIST, "x", "甲"), "写不进 甲：已经有同名的文件或目录"),
        (OSError(errno.ENOSPC, "x", "甲"), "写不进 甲：磁盘已满"),
        (OSError(errno.EROFS, "x", "甲"), "写不进 甲：磁盘是只读的"),
        (OSError(errno.EXDEV, "链接指到工作区之外", "甲"), "写不进 甲：链接指到工作区之外"),
        (OSError(errno.EBADMSG, "Bad message", "甲"), "写不进 甲：系统报告 EBADMSG"),
        (OSError(), "写不进文件：系统报告 OSError"),
    ],
)
def test_a_failure_is_said_in_words(error: OSError, words: str) -> None:
    assert why_not_written(error) == words


def test_what_is_written_piece_by_piece_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "台账"
    path.write_bytes(b"old")

    def fail() -> None:
        with filling(path) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == b"old"
    with filling(path) as file:
        file.write(b"new, ")
        file.write(b"whole")
    assert path.read_bytes() == b"new, whole"
    assert list(tmp_path.iterdir()) == [path]


def test_with_neither_links_nor_careful_renaming_a_name_is_taken_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", without_hard_links)
    monkeypatch.setattr(writing, "renamed_if_free", lambda *_: False)
    write_new(tmp_path / "新", "新")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "新", "又一份")
    assert (tmp_path / "新").read_text(encoding="utf-8") == "新"


def test_a_file_that_somebody_protected_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "定稿.docx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError) as refused:
        write_whole(path, b"new")
    assert why_not_written(refused.value) == f"写不进 {path}：没有写入权限，或正被占用"
    assert path.read_bytes() == b"old"


def test_a_link_stays_a_link_and_what_it_leads_to_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "真").write_bytes(b"old")
    (tmp_path / "真").chmod(0o640)
    (tmp_path / "链接").symlink_to("真")
    write_whole(tmp_path / "链接", b"new")
    assert (tmp_path / "链接").is_symlink()
    assert (tmp_path / "真").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "真").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "写不进 {path}：这是目录，不是文件"),
        (lambda path: path.parent.rmdir(), "没有这个目录，请先建好"),
    ],
)
def test_a_place_that_is_none_is_told(tmp_path: Path, make: Callable[[Path], None], words: str) -> None:
    path = tmp_path / "里面" / "报表.xlsx"
    path.parent.mkdir()
    make(path)
    with pytest.raises((IsADirectoryError, FileNotFoundError)) as refused:
        write_whole(path, b"new")
    assert why_not_written(refused.value) == words.format(path=path)


def test_what_somebody_else_has_saved_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"mine")
    with prepared(path, b"changed", instead_of=b"mine") as put:
        path.write_bytes(b"his")
        with pytest.raises(OSError, match="刚刚被别人改动") as refused:
            put()
    assert why_not_written(refused.value).endswith("这个文件刚刚被别人改动了，没有动它，请再运行一次")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"his"]


def test_what_the_killed_left_is_cleared_away_when_it_is_old(tmp_path: Path) -> None:
    old, new = tmp_path / ".台账.xlsx.01234567.tmp", tmp_path / ".台账.xlsx.89abcdef.tmp"
    own = tmp_path / ".台账.xlsx.我的.tmp"
    for each in (old, new, own):
        each.write_bytes(b"half")
    for each in (old, own):
        os.utime(each, (1, 1))
    write_whole(tmp_path / "台账.xlsx", b"whole")
    assert sorted(each.name for each in tmp_path.iterdir()) == [new.name, own.name, "台账.xlsx"]


def test_the_longest_name_that_a_disk_takes_can_be_written(tmp_path: Path) -> None:
    name = "长" * 84 + ".md"
    write_whole(tmp_path / name, b"whole")
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_drive_that_cannot_sync_directories_is_no_reason_to_fail(tmp_path: Path) -> None:
    sync_directory(tmp_path / "not there")
