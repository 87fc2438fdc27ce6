"""What the cache may never do: say something else than a look at the files would."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from yingsu.cache.place import CACHE_FILE, PRIVATE
from yingsu.cache.store import open_store
from yingsu.cli.main import run
from yingsu.glance import glance_at
from yingsu.inspection.inspecting import inspect_file
from yingsu.inspection.kept import Kept
from yingsu.inspection.memory import Wish
from yingsu.inspection.packing import packed_counted, packed_due, unpacked_counted, unpacked_due
from yingsu.inspection.standpoint import Standpoint
from yingsu.inspection.workers import looks_by_others
from yingsu.reading.workspace import open_workspace, tree_of
from yingsu.verdict import packed, unpacked

AS_OF = date(2026, 11, 23)
REPORT = ("report", "--year", "2025")
CASE = "cases/2025/0306-自然资源局-张某/case.yaml"
Said = Callable[..., tuple[int, str, str]]

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
needs_modes = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def grown_old(root: Path) -> None:
    """Every file is an hour old: too old to change without its time changing."""
    then = time.time() - 3600
    for path in root.rglob("*"):
        os.utime(path, (then, then))


def holds(root: Path) -> bool:
    """Whether a check would read no file."""
    return glance_at(root, AS_OF, date.today()) is not None  # noqa: DTZ011 -- as the program reads it


def same_as_anew(said: Said, *words: str) -> None:
    with_cache, again = said(*words), said(*words)
    assert with_cache == again == said(*words, "--no-cache")


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "concise", "cases/2025"),
        ("report", "--year", "2025"),
        ("report", "--year", "2025", "--format", "json", "--by", "field", "--trend", "3"),
        ("report", "--year", "2025", "--explain", "风险点"),
        ("report", "--year", "2024", "--unit", "县自然资源局"),
        ("agenda", "--within", "365", "--format", "json"),
        ("missing", "--format", "json"),
        ("list", "--format", "json"),
        ("list", "--screenings"),
        ("ledger", "--year", "2025", "--format", "json"),
    ],
    ids=" ".join,
)
def test_a_command_says_the_same_with_a_cache(county: Path, said: Said, words: tuple[str, ...]) -> None:
    same_as_anew(said, *words)
    assert (county / PRIVATE / CACHE_FILE).is_file()


def test_what_is_kept_of_every_file_reads_back_as_it_was(county: Path) -> None:
    workspace = open_workspace(county)
    standpoint = Standpoint(county, workspace.office, AS_OF, AS_OF)
    entries = tree_of(workspace).entries
    assert len(entries) > 30
    for entry in entries:
        found = inspect_file(standpoint, entry)
        assert found.kept is not None
        counted = unpacked_counted(packed_counted(found.kept.counted))
        due = unpacked_due(packed_due(found.kept.due))
        assert repr(Kept(counted, due)) == repr(found.kept)
        defects = {each.defect.code: each.defect for each in found.verdict.diagnostics}
        again = unpacked(packed(found.verdict), entry.path, entry.case, defects)
        assert repr(again) == repr(found.verdict)


def test_other_processes_find_the_same(county: Path) -> None:
    workspace = open_workspace(county)
    standpoint = Standpoint(county, workspace.office, AS_OF, AS_OF)
    entries = list(tree_of(workspace).entries)
    looks = list(looks_by_others(standpoint, entries, Wish()))
    assert [look.entry for look in looks] == entries
    for entry, look in zip(entries, looks, strict=True):
        found = inspect_file(standpoint, entry)
        assert look.verdict == found.verdict
        assert look.seen is not None
        assert look.seen.kept is not None
        counted, due = look.seen.kept
        assert Kept(unpacked_counted(counted), unpacked_due(due)) == found.kept


def test_where_nothing_has_changed_no_file_is_looked_at(county: Path, said: Said) -> None:
    grown_old(county)
    said("check")
    assert holds(county)


def test_a_check_where_nothing_has_changed_loads_neither_pydantic_nor_yaml(county: Path, said: Said) -> None:
    first = said("check")
    code = (
        "import sys; from yingsu.cli.main import run; sys.stdout.reconfigure(encoding='utf-8');"
        "code = run(sys.argv[1:]); heavy = {'pydantic', 'pydantic_core', 'yaml', 'rich', 'jinja2', 'openpyxl'};"
        "sys.exit(f'loaded: {heavy & set(sys.modules)}' if heavy & set(sys.modules) else code)"
    )
    words = [sys.executable, "-c", code, "check", "--as-of", AS_OF.isoformat()]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, cwd=county)
    assert (done.returncode, done.stdout, done.stderr) == first


def changed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("案由:", "案由：", 1), encoding="utf-8")


def test_a_change_of_the_same_length_at_the_same_time_is_seen(county: Path, said: Said) -> None:
    """A file changed just before it was looked at, and again within the same tick of the clock."""
    path = county / CASE
    before = said("check")
    state = path.stat()
    path.write_bytes(path.read_bytes().replace("张".encode(), "章".encode()))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert path.stat().st_size == state.st_size
    same_as_anew(said, "check")
    assert said("show", CASE.split("/")[2], "--format", "json") != before


def test_a_clock_that_goes_back_hides_no_change(county: Path, said: Said) -> None:
    path = county / CASE
    said("check")
    changed(path)
    os.utime(path, (0, 0))
    assert said("check")[0] == 1
    same_as_anew(said, "check")


def test_only_the_state_of_a_file_that_has_come_to_rest_is_trusted(county: Path, said: Said) -> None:
    grown_old(county)
    tomorrow = time.time() + 86400
    os.utime(county / CASE, (tomorrow, tomorrow))
    said("check")
    assert set(states_in(county).values()) == {""}
    time.sleep(2.1)
    said("check")
    states = states_in(county)
    assert states.pop(CASE) == ""
    assert all(states.values())
    changed(county / CASE)
    assert said("check")[0] == 1


def states_in(root: Path) -> dict[str, str]:
    store = open_store(root, is_made=False)
    assert store is not None
    ((number, _, _),) = store.grounds(f"{AS_OF} ")
    return {path: known.state for path, known in store.known(number).items()}


def test_files_with_new_times_and_old_content_are_not_looked_at_again(county: Path, said: Said) -> None:
    said("check")
    grown_old(county)
    assert holds(county)
    assert holds(county)


@pytest.mark.parametrize("what", ["cases/units.yaml", "yingsu.yaml"])
def test_other_settings_are_another_ground(county: Path, said: Said, what: str) -> None:
    said("check")
    with (county / what).open("a", encoding="utf-8") as file:
        file.write("# 改过\n")
    assert not holds(county)
    same_as_anew(said, "check")
    (county / what).unlink()
    assert not holds(county)
    if what != "yingsu.yaml":
        same_as_anew(said, "check")


def test_another_day_is_another_ground(county: Path, said: Said) -> None:
    said("check")
    assert glance_at(county, date(2026, 11, 22), date.today()) is None  # noqa: DTZ011


def test_of_many_days_the_last_used_are_known(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day in range(1, 7):
        run(["check", "--as-of", f"2026-11-0{day}"])
    capsys.readouterr()
    store = open_store(county, is_made=False)
    assert store is not None
    assert [name.split(" ")[0] for _, name, _ in store.grounds("")] == [
        f"2026-11-0{day}" for day in (6, 5, 4, 3)
    ]


def test_a_document_that_comes_or_goes_changes_the_verdict(county: Path, said: Said) -> None:
    grown_old(county)
    path = county / "cases/2025/0415-盖德镇-赖某/case.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write("材料: [{名称: 传票, 文件: 传票.pdf}]\n")
    assert "没有文件“传票.pdf”" in said("check")[1]
    (path.parent / "传票.pdf").write_bytes(b"")
    assert "没有文件“传票.pdf”" not in said("check")[1]
    same_as_anew(said, "check")


@needs_links
def test_a_file_that_links_lead_to_is_read_each_time(county: Path, said: Said) -> None:
    path = county / CASE
    elsewhere = county / "cases/2025/原件.txt"
    path.rename(elsewhere)
    path.symlink_to("../原件.txt")
    said("check")
    assert not holds(county)
    changed(elsewhere)
    assert said("check")[0] == 1
    same_as_anew(said, "check")


def test_a_case_taken_away_is_not_spoken_of_again(county: Path, said: Said) -> None:
    said("check")
    shutil.rmtree((county / CASE).parent)
    same_as_anew(said, "check")
    grown_old(county)
    assert holds(county)


def test_a_file_that_comes_into_a_directory_at_rest_is_seen(county: Path, said: Said) -> None:
    grown_old(county)
    said("check")
    time.sleep(2.1)
    said("check")
    assert holds(county)
    stray = (county / CASE).with_name("另一份.yaml")
    stray.write_text("", encoding="utf-8")
    assert "另一份.yaml" in said("check")[1]
    same_as_anew(said, "check")
    stray.unlink()
    assert holds(county)
    (county / CASE).unlink()
    assert "这个案件目录里没有 case.yaml" in said("check")[1]
    same_as_anew(said, "check")


def test_a_few_changed_files_alone_are_looked_at(county: Path, said: Said) -> None:
    said("check")
    changed(county / CASE)
    (county / "cases/2024/0226-市场监管局-某酒楼/case.yaml").unlink()
    first = said("check")
    assert first[0] == 1
    assert first == said("check", "--no-cache")
    assert not holds(county)  # a directory without a case is told of each time
    shutil.rmtree(county / "cases/2024/0226-市场监管局-某酒楼")
    assert said("check") == said("check", "--no-cache")
    assert holds(county)


def test_the_same_docket_twice_is_said_from_the_cache(county: Path, said: Said) -> None:
    shutil.copytree((county / CASE).parent, county / "cases/2025/0999-重复")
    code, out, _ = said("check")
    assert code == 1
    assert "YS104" in out
    assert not holds(county)
    same_as_anew(said, "check")


def test_a_screening_that_names_no_case_is_said_from_the_cache(county: Path, said: Said) -> None:
    said("check")
    shutil.rmtree(county / "cases/2025")
    same_as_anew(said, "check")


@pytest.mark.parametrize(
    "harm", ["not a database", "cut off", "another version", "a wrong body", "a lost defect"]
)
def test_a_cache_that_cannot_be_relied_on_is_thrown_away(county: Path, said: Said, harm: str) -> None:
    grown_old(county)
    anew = said("check", "--no-cache")
    said("report", "--year", "2025")
    path = county / PRIVATE / CACHE_FILE
    statements = {
        "another version": "UPDATE version SET program = 'x'",
        "a wrong body": "UPDATE verdicts SET body = '[1]', state = ''",
        "a lost defect": "DELETE FROM defects",
    }
    if harm in statements:
        with sqlite3.connect(path) as connection:
            connection.execute(statements[harm])
            connection.execute("UPDATE kept SET counted = '[[],3]', due = '3'")
        connection.close()
    else:
        content = path.read_bytes()
        path.write_bytes(b"no" * 5000 if harm == "not a database" else content[: len(content) // 2])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(county)
        assert said("check", "--format", "json") == said("check", "--format", "json", "--no-cache")
        assert said("report", "--year", "2025") == said("report", "--year", "2025", "--no-cache")
    assert said("check") == anew


def test_kept_text_steers_no_terminal(county: Path, said: Said) -> None:
    said("check")
    said(*REPORT)
    with sqlite3.connect(county / PRIVATE / CACHE_FILE) as connection:
        for column, table in (("text", "verdicts"), ("body", "answers")):
            connection.execute(f"UPDATE {table} SET {column} = {column} || char(27) || ']0;P' || char(7)")  # noqa: S608
    connection.close()
    for words in (("check",), REPORT):
        assert "]0;P" in said(*words)[1]
        assert not set("\x1b\x07") & set(said(*words)[1])


def test_a_cache_that_came_with_a_copied_folder_is_not_believed(
    county: Path, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said("check")
    grown_old(county)
    assert holds(county)
    copy = tmp_path / "拷来的"
    shutil.copytree(county, copy)
    assert not holds(copy)
    monkeypatch.chdir(copy)
    assert said("check") == said("check", "--no-cache")
    assert holds(copy)


def test_a_cache_in_use_is_done_without(county: Path, said: Said) -> None:
    said("check")
    changed(county / CASE)
    connection = sqlite3.connect(county / PRIVATE / CACHE_FILE, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    assert said("check") == said("check", "--no-cache")
    connection.close()


@needs_modes
def test_it_is_closed_to_others_and_kept_out_of_git(county: Path, said: Said) -> None:
    git(county, "init", "-q")
    said("check")
    assert stat.S_IMODE((county / PRIVATE).stat().st_mode) == 0o700
    assert git(county, "status", "--porcelain", "--", PRIVATE) == ""


def test_one_that_git_keeps_is_refused(county: Path, said: Said) -> None:
    said("check")
    git(county, "init", "-q")
    git(county, "add", "-f", f"{PRIVATE}/{CACHE_FILE}")
    assert not holds(county)
    assert said("check") == said("check", "--no-cache")
    git(county, "update-index", "--index-version", "4")
    assert open_store(county, is_made=True) is None
    assert run(["cache"]) == 0


def test_in_a_worktree_as_well(county: Path, said: Said, tmp_path: Path) -> None:
    git(county, "init", "-q")
    git(county, "add", ".")
    git(county, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x")
    beside = tmp_path / "另一份"
    git(county, "worktree", "add", "-q", str(beside))
    said("check", "-C", str(beside))
    grown_old(beside)
    said("check", "-C", str(beside))
    assert holds(beside)
    git(beside, "add", "-f", f"{PRIVATE}/{CACHE_FILE}")
    assert not holds(beside)


@needs_links
def test_a_link_in_its_place_is_not_followed(county: Path, said: Said, tmp_path: Path) -> None:
    said("check")
    away = tmp_path / "别处"
    (county / PRIVATE).rename(away)
    (county / PRIVATE).symlink_to(away)
    assert not holds(county)
    assert said("check") == said("check", "--no-cache")
    (away / CACHE_FILE).unlink()
    assert said("check") == said("check", "--no-cache")
    assert not (away / CACHE_FILE).exists()


def test_a_place_that_cannot_be_written_goes_without(county: Path, said: Said) -> None:
    (county / PRIVATE).write_text("", encoding="utf-8")
    assert said("check") == said("check", "--no-cache")


def test_a_few_files_are_not_worth_a_cache(county: Path, said: Said) -> None:
    for path in sorted((county / "cases").iterdir()):
        if path.is_dir() and path.name != "2023":
            shutil.rmtree(path)
    said("check")
    assert not (county / PRIVATE).exists()


def test_clearing_says_what_went(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["cache"])
    run(["cache", "--clear"])
    run(["check", "--quiet", "--format", "concise"])
    capsys.readouterr()
    run(["cache"])
    assert CACHE_FILE in capsys.readouterr().out
    run(["cache", "--clear"])
    assert capsys.readouterr().out.startswith("已清除缓存（")
    assert not (county / PRIVATE / CACHE_FILE).exists()
    run(["cache", "--clear", "-q"])
    assert capsys.readouterr().out == ""


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def answers_in(root: Path) -> int:
    with sqlite3.connect(root / PRIVATE / CACHE_FILE) as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM answers").fetchall()
    connection.close()
    return int(count)


def test_a_report_asked_for_again_computes_nothing(county: Path, said: Said) -> None:
    first = said(*REPORT)
    assert answers_in(county) == 1
    with sqlite3.connect(county / PRIVATE / CACHE_FILE) as connection:
        connection.execute("UPDATE answers SET body = '说过的'")
    connection.close()
    assert said(*REPORT) == (0, "说过的", "")
    assert said(*REPORT, "--no-cache") == first


def add_published(county: Path) -> None:
    run(["report", "-C", str(county), "--year", "2025", "--snapshot", "--as-of", AS_OF.isoformat()])


def add_commit(county: Path) -> None:
    git(county, "init", "-q")
    git(county, "add", ".")
    git(county, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x")


def change_a_case(county: Path) -> None:
    path = county / CASE
    path.write_text(path.read_text(encoding="utf-8").replace("县自然资源局", "县水利局"), encoding="utf-8")


def change_a_unit(county: Path) -> None:
    path = county / "cases/units.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("县自然资源局", "县资源局"), encoding="utf-8")


def change_the_width(county: Path) -> None:
    assert county.is_dir()
    os.environ["COLUMNS"] = "70"


@pytest.mark.parametrize(
    "change",
    [add_published, add_commit, change_a_case, change_a_unit, change_the_width],
    ids=lambda change: change.__name__.replace("_", " "),
)
def test_what_bears_on_a_report_makes_it_another(
    county: Path, said: Said, change: Callable[[Path], None]
) -> None:
    first = said(*REPORT)
    change(county)
    assert said(*REPORT) != first
    same_as_anew(said, *REPORT)


def test_a_report_that_is_refused_is_no_answer(county: Path, said: Said) -> None:
    changed(county / CASE)
    assert said(*REPORT)[0] == 1
    assert answers_in(county) == 0


def test_of_many_answers_the_last_are_kept(county: Path, said: Said) -> None:
    said("check")
    glance = glance_at(county, AS_OF, date.today())  # noqa: DTZ011
    assert glance is not None
    for number in range(60):
        glance.keep_answer(str(number), "说过的")
    assert answers_in(county) == 50
    assert glance.answer("9") is None
    assert glance.answer("10") == "说过的"


def test_a_cache_that_cannot_be_cleared_is_said(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / PRIVATE / CACHE_FILE).mkdir(parents=True)
    assert run(["cache", "--clear"]) == 2
    assert "缓存清除不了" in capsys.readouterr().err


def test_a_large_cache_is_measured_in_megabytes(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / PRIVATE).mkdir()
    (county / PRIVATE / CACHE_FILE).write_bytes(bytes(3 << 20))
    run(["cache"])
    assert capsys.readouterr().out.endswith("3.0 MB\n")
