"""How files are looked at: one after the other or by several processes, with a cache or without."""

import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yingsu.cache.place import is_tracked, private_directory
from yingsu.cli.main import run
from yingsu.inspection.inspecting import inspect_file
from yingsu.inspection.memory import Wish
from yingsu.inspection.processes import Processes
from yingsu.inspection.standpoint import Standpoint
from yingsu.inspection.workers import Task, look_at_chunk, looks_by_others
from yingsu.reading.files import read_plain
from yingsu.reading.tree import Entry
from yingsu.reading.workspace import open_workspace, tree_of
from yingsu.rules.core import RuleCrashError
from yingsu.survey import survey

AS_OF = date(2026, 11, 23)
Said = Callable[..., tuple[int, str, str]]


class Here(Processes):
    """This process, in the place of others."""

    def __init__(self) -> None:
        pass

    def done(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        return map(work, tasks)


def standpoint_in(root: Path) -> tuple[Standpoint, list[Entry]]:
    workspace = open_workspace(root)
    return Standpoint(root, workspace.office, AS_OF, AS_OF), list(tree_of(workspace).entries)


def test_a_process_gives_back_text_that_says_the_same(county: Path) -> None:
    standpoint, entries = standpoint_in(county)
    made, defects = look_at_chunk(Task(pickle.dumps((standpoint, Wish())), entries))
    verdicts = [inspect_file(standpoint, entry).verdict for entry in entries]
    assert [found.seen.known.path for found in made if found is not None] == [each.path for each in verdicts]
    assert {found.defect.code for each in verdicts for found in each.diagnostics} == defects.keys()


def test_a_rule_that_fails_elsewhere_fails_here_with_all_there_is_to_say(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*given: object) -> Iterator[object]:
        raise RuleCrashError("YS998", "2025/0306-示例") from ZeroDivisionError(*given[:0])

    standpoint, entries = standpoint_in(county)
    monkeypatch.setattr("yingsu.inspection.inspecting.findings", crash)
    with pytest.raises(RuleCrashError, match="YS998"):
        list(looks_by_others(standpoint, entries, Wish(processes=Here())))


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten files are enough for a second process."""
    monkeypatch.setattr("yingsu.cache.store.WORTH_SHARING", 10)
    monkeypatch.setattr("yingsu.inspection.memory.WORTH_SHARING", 10)


@pytest.mark.usefixtures("shared")
def test_a_first_check_by_several_processes_says_the_same(county: Path, said: Said) -> None:
    assert said("check") == said("check") == said("check", "--no-cache")
    assert (county / ".yingsu/cache.sqlite").is_file()


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("has_cache", [True, False])
def test_what_several_processes_found_loads_as_it_was(county: Path, has_cache: bool) -> None:
    workspace = open_workspace(county)
    alone = survey(workspace, AS_OF, AS_OF)
    for _ in range(2):
        shared_out = survey(workspace, AS_OF, AS_OF, Wish(has_cache=has_cache, processes=Here()))
        assert shared_out.diagnostics == alone.diagnostics
        for file, other in zip(shared_out.files, alone.files, strict=True):
            assert (file.load(), file.load_due()) == (other.load(), other.load_due())


def test_who_asks_for_figures_after_a_check_gets_them(county: Path) -> None:
    workspace = open_workspace(county)
    checked = survey(workspace, AS_OF, AS_OF, Wish(is_kept=False))
    whole = survey(workspace, AS_OF, AS_OF)
    for file, other in zip(checked.files, whole.files, strict=True):
        assert (file.load(), file.load_due()) == (other.load(), other.load_due())


def test_only_a_file_itself_is_read_at_once(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"a")
    (tmp_path / "目录").mkdir()
    (tmp_path / "链接").symlink_to("文件")
    found = read_plain(str(tmp_path), "文件")
    assert found is not None
    assert found[0] == b"a"
    assert [read_plain(str(tmp_path), name) for name in ("目录", "链接", "没有")] == [None] * 3


def test_a_repository_that_cannot_be_read_keeps_no_cache(tmp_path: Path) -> None:
    assert not is_tracked(tmp_path)
    (tmp_path / ".git").mkdir()
    assert not is_tracked(tmp_path)
    (tmp_path / ".git/index").write_bytes(b"no index")
    assert not is_tracked(tmp_path)
    (tmp_path / ".git/index").unlink()
    (tmp_path / ".git/index").mkdir()
    assert not is_tracked(tmp_path)


def test_where_git_cannot_be_asked_the_cache_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/index").write_bytes(b"DIRC\0\0\0\4")
    monkeypatch.setenv("PATH", "")
    assert is_tracked(tmp_path)


def test_the_private_directory_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / ".yingsu").mkdir(mode=0o755)
    assert private_directory(tmp_path).stat().st_mode & 0o077 == 0
    other = tmp_path / "别处"
    other.mkdir()
    (other / ".yingsu").write_text("", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        private_directory(other)


def test_without_a_workspace_the_cache_has_no_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == run(["cache"]) == 2
    assert "yingsu init" in capsys.readouterr().err


@pytest.mark.parametrize("harm", ["DELETE FROM kept", "UPDATE kept SET counted = '[[],3]', due = '[]'"])
def test_what_the_cache_has_lost_meanwhile_is_made_anew(county: Path, harm: str) -> None:
    workspace = open_workspace(county)
    alone = survey(workspace, AS_OF, AS_OF)
    found = survey(workspace, AS_OF, AS_OF, Wish(has_cache=True))
    with sqlite3.connect(county / ".yingsu/cache.sqlite") as connection:
        connection.execute(harm)
    connection.close()
    for file, other in zip(found.files, alone.files, strict=True):
        assert (file.load(), file.load_due()) == (other.load(), other.load_due())
