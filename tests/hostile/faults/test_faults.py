"""Every command that writes, killed and hindered at each of its writing calls: nothing is lost, nothing half-made stays."""

import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.cli.main import run

HERE = Path(__file__).parent
SPEC = spec_from_file_location("injecting", HERE / "injecting.py")
assert SPEC is not None
assert SPEC.loader is not None
injecting = module_from_spec(SPEC)
sys.modules["injecting"] = injecting
SPEC.loader.exec_module(injecting)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a fault is injected into a forked child")

COMMANDS: list[dict[str, Any]] = yaml.safe_load((HERE / "commands.yaml").read_text(encoding="utf-8"))
DAY = ["--as-of", "2026-01-10"]
DONE, USAGE, INTERRUPTED, KILLED = 0, 2, 130, injecting.KILLED
ENGLISH = re.compile(r"Traceback|Errno|Error\b|denied|No space|[a-z]+ [a-z]+ [a-z]+")


@dataclass(frozen=True)
class Stage:
    """A command, ready to be hindered.

    Attributes:
        before: where it starts from, as a directory; and what a person sees there.
        after: what a person sees when it has been done.
        calls: its calls that change the disk.
    """

    command: dict[str, Any]
    place: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    calls: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        return worded(self.command["words"])

    @property
    def is_piecemeal(self) -> bool:
        return bool(self.command.get("piecemeal"))


def worded(words: list[str]) -> list[str]:
    return words if words[0] == "init" else [*words, *DAY]


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace that all commands start from."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        place: Path = tmp_path_factory.mktemp("faults") / "样例 😀"
        injecting.stock(place)
    return place


@pytest.fixture(params=COMMANDS, ids=lambda command: command["name"])
def stage(stocked: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """A command once before and once after, undisturbed."""
    command = request.param
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # threads of the test runner do not matter to the child
        before, after = tmp_path / "前", tmp_path / "后"
        shutil.copytree(stocked, before)
        prepared = injecting.in_child(before, [worded(words) for words in command.get("before", ())])
        assert prepared.code == DONE or not command.get("before"), prepared.said
        shutil.copytree(before, after)
        warm(after, worded(command["words"]))
        shutil.rmtree(after)
        shutil.copytree(before, after)
        done = injecting.in_child(
            after, [worded(command["words"])], injecting.Injector(None, injecting.Kind.KILLED)
        )
        assert done.code == DONE, done.said
        seen = injecting.visible(after)
        assert set(command["new"]) <= set(seen)
        assert injecting.hidden(after) == []
        yield Stage(command, before, injecting.visible(before), seen, done.calls)


def warm(place: Path, words: list[str]) -> None:
    """Load in this process what the children need: each would do it anew."""
    here = Path.cwd()
    os.chdir(place)
    try:
        run(words)
    finally:
        os.chdir(here)


def numbers(stage: Stage, kind: Any) -> list[int]:
    """At which calls it is hindered: the last of all, where things get their names.

    With YINGSU_FAULTS=all in the environment at each; that takes minutes.
    """
    last = len(stage.calls)
    if os.environ.get("YINGSU_FAULTS") == "all":
        return list(range(1, last + 1))
    least = stage.command.get("least", 1)
    if kind is injecting.Kind.KILLED:
        return sorted({*range(1, last, max(1, last // least)), last - 1, last})[-2 * least :]
    if least == 1:
        return [last // 2] if kind is injecting.Kind.FULL else []
    return list(range(2, last, last // least))


def test_nothing_is_lost_and_nothing_half_made_stays(stage: Stage, tmp_path: Path) -> None:
    for kind in injecting.Kind:
        tried = numbers(stage, kind)
        for number in tried:
            hinder(stage, tmp_path / f"{number}", number, kind)
        sys.stdout.write(
            f"{stage.command['name']}　{kind.value}：{len(tried)} 次（共 {len(stage.calls)} 步）\n"
        )


def hinder(stage: Stage, place: Path, number: int, kind: Any) -> None:
    """Hinder a command at one call, and look at what it left."""
    shutil.copytree(stage.place, place)
    left = injecting.in_child(place, [stage.words], injecting.Injector(number, kind))
    at = f"{kind.value}：第 {number} 步 {stage.calls[number - 1]}\n{left.said}"
    now = injecting.visible(place)
    if left.code == DONE:
        assert now == stage.after, at
    elif stage.is_piecemeal or left.code == KILLED:
        assert is_old_or_new(stage, now), at
    elif left.code == INTERRUPTED:
        assert now in (stage.before, stage.after), at
    else:
        assert now == stage.before, at
    if kind is injecting.Kind.FULL:
        assert injecting.hidden(place) == [], at
    assert_said(left, kind, at)
    if kind is injecting.Kind.KILLED:
        assert_goes_on(stage, place, now, at)
    shutil.rmtree(place)


def is_old_or_new(stage: Stage, now: dict[str, bytes]) -> bool:
    """Whether every file is as it was or as it was to be; those of one directory that is exchanged, all or none."""
    if not all(path in now for path in stage.before.keys() & stage.after.keys()):
        return False
    if any(content not in {stage.before.get(path), stage.after.get(path)} for path, content in now.items()):
        return False
    for whole in stage.command.get("whole", ()):
        parts = [
            {path: content for path, content in seen.items() if path.startswith(f"{whole}/")}
            for seen in (now, stage.before, stage.after)
        ]
        if parts[0] not in parts[1:]:
            return False
    return True


def assert_said(left: Any, kind: Any, at: str) -> None:
    """A failure is told in Chinese; one killed says nothing."""
    if kind is injecting.Kind.KILLED:
        assert left.code == KILLED, at
        return
    assert left.code in {DONE, USAGE, INTERRUPTED}, at
    assert not ENGLISH.search(re.sub(r"/[^：，]*", "", left.said)), at
    if left.code == USAGE:
        assert re.search("^错误：", left.said, re.MULTILINE), at


def assert_goes_on(stage: Stage, place: Path, now: dict[str, bytes], at: str) -> None:
    """The same call once more makes what it was to make, unless that is there: then it says so."""
    again = injecting.in_child(place, [stage.words])
    then = injecting.visible(place)
    seconds = {path for path in then.keys() - stage.after.keys() if path.endswith("-2.json")}
    for path in seconds:  # a report that is kept a second time
        assert then.pop(path) == stage.after[path.replace("-2.json", ".json")], at
    assert then == stage.after, f"{at}\n{again.said}"
    if again.code != DONE:
        assert again.code == USAGE, f"{at}\n{again.said}"
        assert now == stage.after, f"{at}\n{again.said}"
        assert re.search("已经", again.said), f"{at}\n{again.said}"
