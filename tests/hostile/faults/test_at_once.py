"""Real processes on a real disk: many at once, killed in a loop, a full or a protected disk, files that change under the reader."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from yingsu.cli.main import run

HERE = Path(__file__).parent
SPEC = spec_from_file_location("injecting", HERE / "injecting.py")
assert SPEC is not None
assert SPEC.loader is not None
injecting = module_from_spec(SPEC)
SPEC.loader.exec_module(injecting)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes are forked")

DAY = ["--as-of", "2026-01-10"]
NEW = [
    "new-case",
    "--unit",
    "县自然资源局",
    "--cause",
    "不履行职责",
    "--act-type",
    "不履行职责",
    "--field",
    "自然资源",
]
NEW += ["--received", "2026-01-05", "--no-input", "--quiet", *DAY]
DOCKET = "（2026）闽0583行初7号"
DONE, FOUND, USAGE = 0, 1, 2


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A workspace on a path with everything in it, in which the test stands; what the children need is loaded."""
    root = tmp_path / "县里 的 台账 😀" / "样例"
    shutil.copytree(injecting.SAMPLE, root)
    monkeypatch.chdir(root)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield root


def started(words: list[str]) -> int:
    """A call in a process of its own, which says nothing."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for number in (1, 2):
                os.dup2(nowhere, number)
            sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 -- for life
            code = run(words)
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def whole_cases(root: Path) -> list[str]:
    """The cases of 2026, each of them whole."""
    found = sorted((root / "cases/2026").iterdir()) if (root / "cases/2026").is_dir() else []
    for case in found:
        assert sorted(each.name for each in case.iterdir()) == ["case.yaml", "材料"]
        assert (case / "case.yaml").read_text(encoding="utf-8").endswith("\n")
    return [case.name for case in found]


def test_of_fifty_at_once_every_one_is_made(place: Path) -> None:
    run(["list", *DAY])
    children = [started([*NEW, "--plaintiff", f"周某{number % 5}"]) for number in range(50)]
    assert [ended(child) for child in children] == [DONE] * 50
    assert len(whole_cases(place)) == 50
    assert run(["check", "--quiet", *DAY]) == DONE


def test_of_ten_at_once_with_one_docket_one_is_made(place: Path) -> None:
    run(["list", *DAY])
    children = [started([*NEW, "--plaintiff", "周某", "--case-no", DOCKET]) for _ in range(10)]
    assert sorted(ended(child) for child in children) == [DONE] + [USAGE] * 9
    assert len(whole_cases(place)) == 1


def test_killed_again_and_again_every_case_is_whole_or_none(place: Path) -> None:
    run([*NEW, "--plaintiff", "周某"])
    chance = random.Random(20260110)  # noqa: S311 -- moments, no secrets
    killed = 0
    for _ in range(30):
        child = started([*NEW, "--plaintiff", "周某"])
        time.sleep(chance.uniform(0.005, 0.06))
        os.kill(child, signal.SIGKILL)
        killed += ended(child) == -signal.SIGKILL
        whole_cases(place)
    assert killed > 0
    assert run([*NEW, "--plaintiff", "吴某"]) == DONE, "nobody holds the lock any more"
    assert "0105-自然资源局-吴某" in whole_cases(place)
    assert injecting.hidden(place / ".yingsu") == [], "what they left is cleared away"


# --- Disks -------------------------------------------------------------------------------------------------------

FULL_DISK = """
set -e
mount -t tmpfs -o size=200k none "$1"
cp -r . "$1/台账"
cd "$1/台账"
before=$(find . -type f ! -path './.yingsu/*' -exec sha256sum {} + | sort | sha256sum)
head -c 1M /dev/zero > "$1/填满" 2>/dev/null || true
for call in "new-case --unit 县自然资源局 --plaintiff 周某 --cause 甲 --act-type 行政处罚 --field 自然资源 --no-input" \
    "checklist 0410 --add JD-CX-03" "list -C . --format json" "agenda -o 日程.ics"; do
    set +e
    "$2" -m yingsu $call --as-of 2026-01-10 >"$3/said" 2>"$3/wrong"
    echo "$? $(head -c 300 "$3/wrong" | tr '\\n' ' ')"
    set -e
done
after=$(find . -type f ! -path './.yingsu/*' -exec sha256sum {} + | sort | sha256sum)
test "$before" = "$after" && echo 一字未动
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk is a tmpfs")
def test_on_a_full_disk_nothing_is_lost_and_it_is_said(place: Path, tmp_path: Path) -> None:
    disk = tmp_path / "小盘"
    disk.mkdir()
    command = ["unshare", "-m", "bash", "-c", FULL_DISK, "bash", str(disk), sys.executable, str(tmp_path)]
    if os.getuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("no right to mount a small disk")
    done = subprocess.run(command, cwd=place, check=False, capture_output=True, encoding="utf-8")
    if "mount" in done.stderr:
        pytest.skip("no right to mount a small disk")
    lines = done.stdout.splitlines()
    assert lines[-1] == "一字未动", done.stdout + done.stderr
    assert re.match("2 错误：没有新建：写不进.*磁盘已满", lines[0]), lines
    assert re.match("2 错误：没有写入.*磁盘已满", lines[1]), lines
    assert lines[2] == "0 ", "who only reads needs no room"
    assert re.match("2 错误：没有写成：写不进.*磁盘已满", lines[3]), lines


def test_where_writing_is_not_allowed_reading_goes_on_and_it_is_said(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in sorted(place.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    place.chmod(0o555)
    try:
        for words, code in (
            (["check", "--quiet", *DAY], DONE),
            (["report", "--year", "2025", *DAY], DONE),
            (["checklist", "0410", "--add", "JD-CX-03", *DAY], USAGE),
            *([([*NEW, "--plaintiff", "周某"], USAGE)] if os.getuid() != 0 else []),
        ):
            capsys.readouterr()
            assert run(words) == code
            said = capsys.readouterr().err
            assert code == DONE or "没有写入权限" in said
    finally:
        place.chmod(0o755)
        for path in place.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


# --- Readers -----------------------------------------------------------------------------------------------------


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def make_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


CHANGES: dict[str, Callable[[Path], None]] = {
    "gone": Path.unlink,
    "half saved": halve,
    "a directory": make_directory,
    "a link in a circle": make_circle,
}


class Meddler:
    """Somebody who changes a case file in the moment before it is opened."""

    def __init__(self, change: Callable[[Path], None]) -> None:
        self.change = change
        self.is_waiting = True

    def install(self) -> None:
        """For the rest of this process's life."""
        self.calls: list[str] = []
        sys.addaudithook(self.hook)

    is_on = False

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str) and arguments[0].endswith("张某/case.yaml"):
            is_waiting, self.is_waiting = self.is_waiting, False
            if is_waiting:
                self.change(Path(arguments[0]))


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_under_the_reader_is_an_error_and_no_fault(place: Path, change: str) -> None:
    for words in (
        ["check"],
        ["report", "--year", "2025"],
        ["ledger", "案件", "--year", "2025", "-o", "台账.csv"],
        ["show", "0306"],
    ):
        copy = place.parent / "副本"
        shutil.copytree(place, copy)
        left = injecting.in_child(copy, [[*words, *DAY]], Meddler(CHANGES[change]))
        assert left.code in {DONE, FOUND, USAGE}, left.said
        assert not re.search("Traceback|程序出错|Errno", left.said), left.said
        assert left.code == DONE or re.search("错误|没有", left.said)
        assert left.code == DONE or not (copy / "台账.csv").exists()
        shutil.rmtree(copy)


class Neighbour(Meddler):
    """Somebody who puts a file of his own into the directory of an export that is just being made anew."""

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and str(arguments[0]).endswith("README.md") and self.is_waiting:
            self.is_waiting = False
            Path("数据/我的.xlsx").write_bytes(b"mine")


def test_what_somebody_puts_beside_an_export_that_is_being_replaced_is_not_thrown_away(place: Path) -> None:
    assert run(["export", "-o", "数据", *DAY]) == DONE
    before = injecting.visible(place)
    neighbour = Neighbour(CHANGES["gone"])
    left = injecting.in_child(place, [["export", "-o", "数据", "--format", "sqlite", *DAY]], neighbour)
    assert left.code == USAGE
    assert "目录里有不是导出的文件（我的.xlsx），没有导出" in left.said
    assert injecting.visible(place) == {**before, "数据/我的.xlsx": b"mine"}


def test_links_in_a_circle_are_walked_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "cases/2025/0306-自然资源局-张某/材料/回头").symlink_to(place, target_is_directory=True)
    (place / "cases/2025/成环").symlink_to("成环")
    (place / "cases/2025/上级").symlink_to("..", target_is_directory=True)
    (place / "cases/回头").symlink_to(".", target_is_directory=True)
    code = run(["check", "--format", "json", *DAY])
    answer = json.loads(capsys.readouterr().out)
    assert code in {DONE, FOUND}
    assert answer["files"] == 7


def test_ten_thousand_directories_are_looked_through(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(5_000):
        (place / f"cases/2025/0306-自然资源局-张某/材料/{number}").mkdir()
        (place / f"cases/2026/{number:04d}").mkdir(parents=True)
    assert run([*NEW, "--plaintiff", "周某"]) == DONE
    capsys.readouterr()
    run(["check", "--format", "json", *DAY])
    answer = json.loads(capsys.readouterr().out)
    assert sum("没有 case.yaml" in each["message"] for each in answer["diagnostics"]) == 5_000
    assert answer["files"] == 8
