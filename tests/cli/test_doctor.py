"""`yingsu doctor`: what is amiss with the installation and the workspace, and what to do about it."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.cli.doctor_computer import Terminal, signs_of_computer
from yingsu.cli.main import run
from yingsu.reports.doctoring import Sign, State

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = yaml.safe_load((HERE / "doctor.yaml").read_text(encoding="utf-8"))
DAY = ("--as-of", "2026-01-10")
OF_THE_COMPUTER = {
    "program",
    "command",
    "libraries",
    "libyaml",
    "terminal",
    "git",
    "holidays-2026",
    "holidays-2027",
    "parquet",
}

Caller = Callable[..., Any]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with nothing amiss."""
    place = tmp_path_factory.mktemp("好") / "台账"
    shutil.copytree(HERE / "workspace", place)
    (place / ".gitignore").write_text(".yingsu/\n~$*\n", encoding="utf-8")
    identity = ("-c", "user.name=某", "-c", "user.email=mou@example.invalid")
    for words in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-qm", "x")):
        subprocess.run(["git", *words], cwd=place, check=True)
    assert run(["init", str(place), "--hook", "--quiet"]) == 0
    assert run(["schema", "--install", "-C", str(place), "--quiet"]) == 0
    return place


@pytest.fixture
def place(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which the test stands."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    copy = tmp_path / "台账"
    shutil.copytree(sound, copy, symlinks=True)
    monkeypatch.chdir(copy)
    return copy


def prepare(row: dict[str, Any], place: Path) -> None:
    for path in row.get("remove", ()):
        (shutil.rmtree if (place / path).is_dir() else os.unlink)(place / path)
    for path in row.get("make", ()):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).touch()
    for path, text in row.get("write", {}).items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text, encoding="utf-8", newline="")
    for path, target in row.get("link", {}).items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).symlink_to(target)
    for path, mode in row.get("mode", {}).items():
        (place / path).chmod(int(str(mode), 8))
    for words in row.get("git", ()):
        subprocess.run(["git", *words.split()], cwd=place, check=True)


def amiss(checks: list[dict[str, Any]]) -> dict[str, str]:
    """What is amiss with the workspace, by key."""
    return {
        each["key"]: each["state"]
        for each in checks
        if each["state"] != "fine" and each["key"] not in OF_THE_COMPUTER
    }


@pytest.mark.usefixtures("place")
def test_a_sound_workspace_has_nothing_amiss(call: Caller) -> None:
    found = call("doctor", "--format", "json", *DAY)
    assert (found.code, found.err) == (0, "")
    assert amiss(found.json["checks"]) == {}
    assert (found.json["wrong"], found.json["as_of"]) == (0, "2026-01-10")
    assert {each["key"] for each in found.json["checks"]} >= {*OF_THE_COMPUTER, "names", "hook", "cache"}
    for each in found.json["checks"]:
        assert set(each) == {"key", "title", "state", "said", "remedy"}
        assert bool(each["remedy"]) == (each["state"] != "fine")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_what_is_amiss_is_said_with_what_to_do(place: Path, call: Caller, row: dict[str, Any]) -> None:
    prepare(row, place)
    found = call("doctor", "--format", "json", *DAY)
    assert amiss(found.json["checks"]) == row["amiss"]
    assert found.code == int("wrong" in row["amiss"].values())
    assert any(row["says"] in each["said"] + each["remedy"] for each in found.json["checks"])


def test_a_directory_that_cannot_be_listed_is_named(
    place: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = place / "cases" / "2024"
    listed = os.scandir

    def refused(path: Any = ".") -> Any:
        if Path(os.fsdecode(path)) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    # Whoever runs the tests may be root, to whom nothing is closed.
    monkeypatch.setattr(os, "scandir", refused)
    found = call("doctor", "--format", "json", *DAY)
    assert amiss(found.json["checks"]) == {"unread": "wrong"}
    assert any(each["said"].startswith("cases/2024：") for each in found.json["checks"])


def test_what_is_wrong_comes_first_on_the_screen(place: Path, call: Caller) -> None:
    (place / "cases" / "nul.txt").touch()
    (place / ".git" / "hooks" / "pre-commit").unlink()
    lines = call("doctor", *DAY).out.splitlines()
    heads = [line for line in lines if line.startswith(("要处理", "可以留意", "正常"))]
    assert [head.partition("（")[0] for head in heads] == ["要处理", "可以留意", "正常"]
    assert lines[lines.index(heads[0]) + 1].startswith("  文件名  cases/nul.txt（")
    assert "没有要处理的。" not in lines


def test_outside_a_workspace_only_the_computer_is_looked_at(
    tmp_path: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = call("doctor", *DAY)
    assert found.code == 0
    assert "这里不是工作区，只看了电脑" in found.out
    assert found.out.endswith("没有要处理的。\n")
    assert call("doctor", "--format", "json", *DAY).json["workspace"] is None
    named = call("doctor", "-C", ".", *DAY)
    assert (named.code, named.out) == (2, "")
    assert named.err.startswith("错误：在 ")


def of_computer(key: str, *, encoding: str = "utf-8", is_terminal: bool = True, year: int = 2026) -> Sign:
    terminal = Terminal(encoding, is_terminal)
    return next(sign for sign in signs_of_computer(date(year, 1, 10), terminal) if sign.key == key)


@pytest.mark.parametrize(
    ("encoding", "is_terminal", "state", "words"),
    [
        ("utf-8", True, State.FINE, "终端的编码是 utf-8"),
        ("gb18030", True, State.FINE, "终端的编码是 gb18030"),
        ("gbk", True, State.NOTE, "生僻字"),
        ("cp437", True, State.WRONG, "中文会变成问号"),
        ("没有这种", True, State.WRONG, "中文会变成问号"),
        ("cp437", False, State.FINE, "UTF-8"),
    ],
)
def test_a_terminal_that_lacks_signs_is_told(
    encoding: str, is_terminal: bool, state: State, words: str
) -> None:
    sign = of_computer("terminal", encoding=encoding, is_terminal=is_terminal)
    assert sign.state is state
    assert words in sign.said


def test_a_year_without_its_holidays_is_wrong_when_it_has_come() -> None:
    assert of_computer("holidays-2026").state is State.FINE
    assert of_computer("holidays-2031", year=2030).state is State.NOTE
    assert of_computer("holidays-2031", year=2031).state is State.WRONG


def test_without_git_and_our_command_both_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert of_computer("git").state is State.NOTE
    assert of_computer("command").state is State.NOTE
    program = tmp_path / "yingsu"
    program.touch(0o755)
    assert of_computer("command").state is State.FINE


def test_libraries_that_are_not_there_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert of_computer("libraries").state is State.FINE
    monkeypatch.setattr(
        metadata, "requires", lambda _: ["rich>=14", "meiyou-zhege>=1", "x>=1; extra == 'dev'"]
    )
    sign = of_computer("libraries")
    assert (sign.state, sign.said) == (State.WRONG, "缺少 meiyou-zhege")


@pytest.mark.parametrize(
    ("key", "target", "value"),
    [
        ("libyaml", "yingsu.reading.source.HAS_LIBYAML", False),
        ("parquet", "yingsu.cli.doctor_computer.find_spec", lambda _: None),
    ],
)
def test_what_is_only_slower_or_left_out_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, key: str, target: str, value: Any
) -> None:
    assert of_computer(key).state is State.FINE
    monkeypatch.setattr(target, value)
    assert of_computer(key).state is State.NOTE
