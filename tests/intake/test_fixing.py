"""`check --fix`, a file at a time: what can mean one thing only is put right, and nothing else changes."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.domain.risk_catalogue import built_in
from yingsu.intake.fixes import Codes
from yingsu.intake.fixing import (
    CASE,
    EVENTS,
    LETTERS,
    RISK_POINTS,
    SCREENING,
    SETTINGS,
    UNITS,
    Left,
    Proposal,
    UncertainFixError,
    fixed,
    proposals,
    write,
)
from yingsu.reading.validation import read_record
from yingsu.reading.workspace import open_workspace
from yingsu.rules.registry import DEFECTS

HERE = Path(__file__).parent
TESTS, ROOT = HERE.parent, HERE.parents[1]
EXAMPLES: list[dict[str, Any]] = [
    example
    for file in sorted((HERE / "fixes").glob("*.yaml"))
    for example in yaml.safe_load(file.read_text(encoding="utf-8"))
]
SHAPES = {
    "案件": CASE,
    "设置": SETTINGS,
    "名录": UNITS,
    "风险点": RISK_POINTS,
    "风险排查": SCREENING,
    "年度活动": EVENTS,
    "来函": LETTERS,
}
CODES = Codes({point.code for point in built_in().points}, frozenset(DEFECTS))
CASE_FILES = [
    *TESTS.glob("source/**/*.yaml"),
    *TESTS.glob("rules/*/*.yaml"),
    *ROOT.glob("cases/2*/*/case.yaml"),
]
MOST_BYTES = 100_000


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_what_is_certain_is_put_right_and_twice_is_once(example: dict[str, Any]) -> None:
    shape = SHAPES[example.get("kind", "案件")]
    content = example["before"].encode()
    if example.get("refused"):
        with pytest.raises(UncertainFixError):
            fixed(content, shape, CODES)
        return
    made, put = fixed(content, shape, CODES)
    assert made.decode() == example.get("after", example["before"])
    if "count" in example:
        assert len(put) == example["count"]
    else:
        said = [f"{each.line} {each.title}" for each in put]
        assert sorted(said) == sorted(example.get("put", []))
    assert fixed(made, shape, CODES) == (made, ())


@cache
def made_of(file: Path) -> bytes:
    """A file of the tests, put right; as it is where nobody can tell."""
    content = file.read_bytes()
    try:
        return fixed(content, CASE, CODES)[0]
    except UncertainFixError:
        return content


def test_no_text_of_the_tests_gets_worse_and_fixing_it_again_changes_nothing() -> None:
    files = [file for file in CASE_FILES if file.stat().st_size < MOST_BYTES]
    changed = {file for file in files if made_of(file) != file.read_bytes()}
    assert len(changed) > 20
    for file in changed:
        made = made_of(file)
        assert fixed(made, CASE, CODES) == (made, ()), file
        before, after = (read_record(content, Case, "") for content in (file.read_bytes(), made))
        assert len(after.source.problems) <= len(before.source.problems), file
        assert after.node is not None or before.node is None, file


def test_the_files_of_the_demonstration_need_nothing() -> None:
    assert [
        file for file in CASE_FILES if ROOT / "cases" in file.parents and made_of(file) != file.read_bytes()
    ] == []


def test_what_somebody_saves_in_the_meantime_stays(tmp_path: Path) -> None:
    file = tmp_path / "yingsu.yaml"
    file.write_text("名称：甲\n", encoding="utf-8")
    workspace = open_workspace(tmp_path)
    (wanted,) = proposals(workspace, lambda path: path == "yingsu.yaml")
    assert isinstance(wanted, Proposal)
    file.write_text("名称：乙\n", encoding="utf-8")
    (left,) = write(tmp_path, [wanted])
    assert isinstance(left, Left)
    assert "这个文件刚刚被别人改动了" in left.why
    assert file.read_text(encoding="utf-8") == "名称：乙\n"
