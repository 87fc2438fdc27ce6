"""A file with a value that cannot be read: all else that is wrong in it is said in the same run, and nothing that is not.

Each folder of `damaged/` is a workspace. The offending line bears `# expect: YS018`; where the line is not there, the
first one says `# expect at 2: YS017`. Nothing else may be found.
"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yingsu.domain.case import Case
from yingsu.domain.node import LostValueError
from yingsu.reading.validation import read_record
from yingsu.reading.workspace import open_workspace
from yingsu.survey import survey

HERE = Path(__file__).parent
WORKSPACES = sorted((HERE / "damaged").iterdir())
EXPECTED = re.compile(r"# expect: ((?:YS\d{3})(?:, YS\d{3})*)")
EXPECTED_AT = re.compile(r"# expect at (\d+): (YS\d{3})")
UNITS = "- {单位: 县人民政府, 类别: 县政府}\n- {单位: 县自然资源局, 类别: 县直部门}\n- {单位: 县司法局, 类别: 县直部门}\n"
AS_OF = date(2026, 1, 10)
CASE = (HERE / "damaged/wrong-word-and-a-docket-used-twice/cases/2025/0307-乙/case.yaml").read_text("utf-8")


def made(source: Path, place: Path) -> Path:
    """The workspace, with units and settings where it brings none."""
    shutil.copytree(source, place, dirs_exist_ok=True)
    for path, text in (("yingsu.yaml", "名称: 样例\n"), ("cases/units.yaml", UNITS)):
        if not (place / path).exists():
            (place / path).write_text(text, encoding="utf-8")
    return place


def expected_in(root: Path) -> set[tuple[str, int, str]]:
    found = set()
    for file in root.rglob("*.yaml"):
        path, text = file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            codes = EXPECTED.search(line)
            found |= {(path, number, code) for code in (codes[1].split(", ") if codes else ())}
        found |= {(path, int(number), code) for number, code in EXPECTED_AT.findall(text)}
    return found


@pytest.mark.parametrize("workspace", WORKSPACES, ids=lambda path: path.name)
def test_what_else_is_wrong_is_said_and_nothing_that_only_seems_so(workspace: Path, tmp_path: Path) -> None:
    root = made(workspace, tmp_path / "台账")
    looked = survey(open_workspace(root), AS_OF)
    found = {(each.path, each.span.line, each.defect.code) for each in looked.diagnostics}
    said = [f"{each.path}:{each.span.line}: {each.defect.code} {each.message}" for each in looked.diagnostics]
    assert found == expected_in(root), said


@pytest.mark.parametrize("workspace", WORKSPACES, ids=lambda path: path.name)
def test_nothing_is_counted_of_a_damaged_file(workspace: Path, tmp_path: Path) -> None:
    root = made(workspace, tmp_path / "台账")
    looked = survey(open_workspace(root), AS_OF)
    damaged = {each.path for each in looked.diagnostics if each.defect.code.startswith("YS0")}
    counted = {file.path for file in looked.files if file.case is not None and file.verdict.is_whole}
    assert not counted & damaged
    if damaged & {"yingsu.yaml", "cases/units.yaml"}:
        assert not counted


def test_a_lost_value_is_neither_there_nor_absent() -> None:
    case = read_record(
        CASE.replace("送达日期: 2025-05-26", "送达日期: 五月").encode(), Case, "x.yaml"
    ).remnant
    assert case is not None
    decision = case.proceedings[0].decision
    assert decision is not None
    with pytest.raises(LostValueError):
        _ = decision.served_on
    assert decision.decided_on == date(2025, 5, 20)


LINES = CASE.splitlines(keepends=True)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(range(len(LINES))), max_size=4),
    st.sampled_from(["？", "[]", "{}", "甲", "- 乙", "2025-13-01", "", "{甲: 乙}", "[1, 2]"]),
)
def test_whatever_is_wrong_no_rule_fails(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int], value: str
) -> None:
    lines = list(LINES)
    for number in numbers:
        key, colon, _ = lines[number].partition(": ")
        lines[number] = f"{key}{colon}{value}\n" if colon else ""
    root = tmp_path_factory.mktemp("台账")
    place = root / "cases/2025/1"
    place.mkdir(parents=True)
    (root / "yingsu.yaml").write_text("名称: 样例\n", encoding="utf-8")
    (root / "cases/units.yaml").write_text(UNITS, encoding="utf-8")
    (place / "case.yaml").write_text("".join(lines), encoding="utf-8")
    survey(open_workspace(root), AS_OF)
