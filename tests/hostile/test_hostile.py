"""The real program on hostile files: it ends, with an exit code of its own, and says where and what in Chinese."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from yingsu.cli.main import run

SPEC = spec_from_file_location("make_hostile", Path(__file__).with_name("make_hostile.py"))
assert SPEC is not None
assert SPEC.loader is not None
make_hostile = module_from_spec(SPEC)
SPEC.loader.exec_module(make_hostile)

SLICE, FEW = 420, 80
MOST_BYTES = 100_000
AS_OF = ["--as-of", "2026-01-10"]
DONE, FOUND, USAGE = 0, 1, 2
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){2,}")
"""Three words in a row: a sentence of a library's."""


def hostile_slice(count: int) -> dict[str, bytes]:
    """Some hostile files of every kind, none of them large."""
    per_kind = -(-count // len(make_hostile.KINDS))
    chosen: dict[str, bytes] = {}
    for kind in make_hostile.KINDS:
        files = [(name, make_hostile.encoded(content)) for name, content in kind()]
        small = [(name, content) for name, content in files if len(content) <= MOST_BYTES]
        step = max(1, len(small) // per_kind)
        chosen |= {f"{kind.__name__}-{name}": content for name, content in islice(small, 0, None, step)}
    return chosen


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The slice as one workspace, with the shapes that only a disk can hold."""
    yield from made(tmp_path_factory.mktemp("hostile"), SLICE)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Fewer of every kind, for the commands that look at the same files as check does."""
    yield from made(tmp_path_factory.mktemp("few"), FEW)


def made(root: Path, count: int) -> Iterator[Path]:
    """A workspace of hostile files; put back in order when done with, so that it can be deleted."""
    year = root / "cases" / "2025"
    year.mkdir(parents=True)
    (root / "yingsu.yaml").write_text(make_hostile.SETTINGS, encoding="utf-8")
    (root / "cases" / "units.yaml").write_text(make_hostile.UNITS, encoding="utf-8")
    for name, content in hostile_slice(count).items():
        (year / name).mkdir()
        (year / name / "case.yaml").write_bytes(content)
    make_hostile.tree_shapes(root)
    yield root
    make_hostile.open_again(root)


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The valid case alone."""
    root = tmp_path_factory.mktemp("control")
    case = root / "cases" / "2025" / "0306-甲"
    case.mkdir(parents=True)
    (root / "yingsu.yaml").write_text(make_hostile.SETTINGS, encoding="utf-8")
    (root / "cases" / "units.yaml").write_text(make_hostile.UNITS, encoding="utf-8")
    (case / "case.yaml").write_text(make_hostile.VALID, encoding="utf-8")
    return root


def files_below(root: Path) -> int:
    """How many files the program should look at, counted without it: settings, units, and every record in its place."""
    cases = root / "cases"
    years = [path for path in cases.iterdir() if re.fullmatch("[0-9]{4}", path.name) and is_directory(path)]
    found = 2 + sum(os.path.lexists(case / "case.yaml") for year in years for case in readable(year))
    for place in ("events/*.yaml", "letters/*.yaml", "screenings/*/*.yaml"):
        found += len(list(cases.glob(place)))
    return found


def readable(year: Path) -> Iterator[Path]:
    """The directories of a year that the program opens: those whose names are text."""
    return (
        path for path in year.iterdir() if not re.search("[\ud800-\udfff]", path.name) and is_directory(path)
    )


def is_directory(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 -- Path.is_dir raises for a link in a circle


@pytest.fixture(scope="module")
def answer(workspace: Path) -> dict[str, Any]:
    """What check says of it, through a process of its own."""
    command = [sys.executable, "-m", "yingsu", "check", "-C", str(workspace), "--format", "json", *AS_OF]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == FOUND
    assert b"Traceback" not in done.stdout + done.stderr
    assert done.stderr == b""
    found: dict[str, Any] = json.loads(done.stdout.decode("utf-8"))
    return found


def test_check_looks_at_every_file(answer: dict[str, Any], workspace: Path) -> None:
    assert answer["files"] == files_below(workspace)
    assert answer["files"] > SLICE


def test_check_counts_what_it_lists(answer: dict[str, Any]) -> None:
    for severity in ("error", "warning"):
        listed = [each for each in answer["diagnostics"] if each["severity"] == severity]
        assert answer[f"{severity}s"] == len(listed) > 0


def test_every_diagnostic_has_a_place_and_a_chinese_sentence(answer: dict[str, Any]) -> None:
    for each in answer["diagnostics"]:
        assert re.fullmatch(r"YS[0-9]{3}", each["code"])
        assert each["path"].startswith(("cases", "yingsu.yaml"))
        assert each["line"] >= 1
        assert each["column"] >= 1
        assert (each["end_line"], each["end_column"]) >= (each["line"], each["column"])
        assert re.search("[一-鿿]", each["message"]), each
        assert re.search("[一-鿿]", each["help"]), each
        assert not ENGLISH.search(re.sub("“.*”", "", each["message"], flags=re.DOTALL)), each


def test_diagnostics_come_in_the_order_of_files_and_lines(answer: dict[str, Any]) -> None:
    order = [(each["path"], each["line"], each["column"]) for each in answer["diagnostics"]]
    assert order == sorted(order)


def test_the_same_again_gives_the_same(
    answer: dict[str, Any], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "-C", str(workspace), "--format", "json", *AS_OF]) == FOUND
    assert json.loads(capsys.readouterr().out) == answer


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--strict"],
        ["check", "--format", "concise"],
        ["ledger", "--year", "2025", "--draft"],
        ["ledger", "出庭", "--year", "2025", "--draft", "--format", "json"],
        ["missing"],
        ["agenda"],
        ["checklist", "--act-type", "行政处罚"],
        ["report", "--year", "2025"],
        ["report", "--year", "2025", "--draft"],
        ["report", "--year", "2025", "--draft", "--format", "json"],
        ["list"],
        ["list", "--format", "json"],
        ["show", "tree-valid"],
        ["show", "0306"],
        ["show", "没有这件"],
    ],
    ids=" ".join,
)
def test_no_command_crashes(words: list[str], few: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run([*words, "-C", str(few), *AS_OF])
    said = capsys.readouterr()
    assert code in {DONE, FOUND, USAGE}, said.err
    assert "Traceback" not in said.out + said.err
    assert said.out + said.err
    if "json" in words:
        json.loads(said.out)


def test_the_valid_case_passes(control: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "-C", str(control), "--format", "json", *AS_OF]) == DONE
    answer = json.loads(capsys.readouterr().out)
    assert [each for each in answer["diagnostics"] if each["severity"] == "error"] == []
    assert answer["files"] == files_below(control)


def test_one_hostile_file_beside_it_does_not_hide_the_valid_case(
    few: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["list", "-C", str(few), "--format", "json", *AS_OF]) == DONE
    listed = {each["case"] for each in json.loads(capsys.readouterr().out)["cases"]}
    assert {"2025/tree-valid", "2025/表情😀", "2025/有 空格"} <= listed
