"""An entry put into a file that a person wrote: what was there stays, byte for byte."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.case import Case
from yingsu.domain.records import Screening
from yingsu.domain.risk_catalogue import built_in
from yingsu.domain.terms import RiskLevel
from yingsu.intake.amending import (
    Adding,
    FaultyFileError,
    Removing,
    Setting,
    UnusualLayoutError,
    edited,
    with_entry,
)
from yingsu.intake.yaml_text import scalar
from yingsu.reading.shapes import keys_of, model_at
from yingsu.reading.source import read_source
from yingsu.reading.validation import read_record

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HEAD = "格式: 1\n单位: 县自然资源局\n行为: 占地处罚\n行为类别: 行政处罚\n排查日期: 2025-05-08\n"
POINT = RiskPoint.model_construct(code="JD-CX-03", note="未告知听证")
EXAMPLES = yaml.safe_load((HERE / "amending.yaml").read_text(encoding="utf-8"))
CASES = sorted(ROOT.glob("cases/2*/*/case.yaml"))
CODES = [point.code for point in built_in().points]
WRITTEN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)


def as_bytes(text: str, ends: str) -> bytes:
    """A file as it stands on the disk."""
    if ends == "none":
        text = text.removesuffix("\n")
    content = text.encode()
    if ends == "crlf":
        content = content.replace(b"\n", b"\r\n")
    return b"\xef\xbb\xbf" + content if ends == "bom" else content


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_an_entry_goes_where_it_belongs(example: dict[str, Any]) -> None:
    ends = example.get("ends", "")
    content = as_bytes(HEAD + example["before"], ends)
    if example.get("refused"):
        with pytest.raises(UnusualLayoutError) as refused:
            with_entry(content, Screening, "risk_points", POINT, "某.yaml")
        assert (refused.value.key, refused.value.entry) == ("风险点", "{编号: JD-CX-03, 说明: 未告知听证}")
        return
    made = with_entry(content, Screening, "risk_points", POINT, "某.yaml")
    assert made.content == as_bytes(HEAD + example["after"], ends)
    assert made.line == example["line"]
    assert made.entry == "{编号: JD-CX-03, 说明: 未告知听证}"


def test_a_file_that_is_indented_as_a_whole_is_kept_so() -> None:
    content = as_bytes("".join(f"  {line}\n" for line in HEAD.splitlines()), "")
    made = with_entry(content, Screening, "risk_points", POINT, "某.yaml")
    assert made.content == content + "  风险点:\n    - {编号: JD-CX-03, 说明: 未告知听证}\n".encode()


@pytest.mark.parametrize(
    "text", ["", "- 甲\n", "甲\n", HEAD.replace("单位: ", "单位："), HEAD + "风险点: 甲\n"]
)
def test_a_file_with_errors_is_not_touched(text: str) -> None:
    with pytest.raises(FaultyFileError) as refused:
        with_entry(text.encode(), Screening, "risk_points", POINT, "某.yaml")
    assert refused.value.diagnostics
    assert all(found.is_error for found in refused.value.diagnostics)


def test_a_file_in_braces_is_not_touched() -> None:
    content = ("{" + HEAD.strip().replace("\n", ", ") + "}\n").encode()
    with pytest.raises(UnusualLayoutError):
        with_entry(content, Screening, "risk_points", POINT, "某.yaml")


@given(
    file=st.sampled_from(CASES),
    code=st.sampled_from(CODES),
    note=WRITTEN,
    level=st.sampled_from(RiskLevel),
    ends=st.sampled_from(["", "crlf", "none", "bom"]),
)
@settings(max_examples=60, deadline=None)
def test_of_every_demonstration_case_all_lines_stay(
    file: Path, code: str, note: str, level: RiskLevel, ends: str
) -> None:
    content = as_bytes(file.read_text(encoding="utf-8"), ends)
    point = RiskPoint.model_construct(code=code, level=level, note=note)
    before = read_record(content, Case, "case.yaml").node
    assert before is not None
    try:
        made = with_entry(content, Case, "risk_points", point, "case.yaml")
    except UnusualLayoutError:
        # What the file format does not keep as typed (blanks around a text) cannot be written back.
        assert note != " ".join(note.split())
        return
    old, new = content.splitlines(keepends=True), made.content.splitlines(keepends=True)
    added = [line for line in new if line not in old]
    assert 1 <= len(added) <= 2 or ends == "none"
    kept = iter(new)
    assert all(any(line.rstrip(b"\r\n") == other.rstrip(b"\r\n") for other in kept) for line in old)
    after = read_record(made.content, Case, "case.yaml").node
    assert after is not None
    assert after.risk_points[:-1] == before.risk_points
    assert (after.risk_points[-1].code, after.risk_points[-1].level) == (code, level)
    assert after.risk_points[-1].note == note
    assert after.model_copy(update={"risk_points": before.risk_points}) == before


def flat(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    """Every scalar of plain data with its path."""
    if isinstance(value, dict):
        return [each for key, below in value.items() for each in flat(below, (*path, key))]
    if isinstance(value, list):
        return [each for place, below in enumerate(value) for each in flat(below, (*path, place))]
    return [(path, value)]


def comments(content: bytes) -> list[str]:
    """What stands after a sign of comment, in the order of the lines."""
    lines = content.decode("utf-8-sig").splitlines()
    return [line.split("# ", 1)[1] for line in lines if "# " in line]


@given(
    file=st.sampled_from(CASES),
    number=st.integers(0, 10_000),
    text=WRITTEN.map(lambda text: " ".join(text.split())).filter(bool),
    ends=st.sampled_from(["", "crlf", "none", "bom"]),
)
@settings(max_examples=80, deadline=None)
def test_a_value_that_is_set_changes_its_own_lines_and_no_other(
    file: Path, number: int, text: str, ends: str
) -> None:
    content = as_bytes(file.read_text(encoding="utf-8"), ends)
    data = read_source(content).data
    scalars = flat(data)
    path, _ = scalars[number % len(scalars)]
    try:
        new = edited(content, Case, [Setting(path[:-1], path[-1], text)], "case.yaml")
    except UnusualLayoutError:
        # Signs that a file must not have cannot be written into one.
        assert read_source(f"- {scalar(text)}".encode()).problems
        return
    old_lines, new_lines = content.splitlines(keepends=True), new.splitlines(keepends=True)
    assert len(old_lines) == len(new_lines)
    assert sum(one != other for one, other in zip(old_lines, new_lines, strict=True)) <= 1
    assert comments(new) == comments(content) or "# " in text
    assert dict(flat(read_source(new).data)) == {**dict(scalars), path: text}
    assert edited(new, Case, [Setting(path[:-1], path[-1], text)], "case.yaml") == new


@given(file=st.sampled_from(CASES), number=st.integers(0, 10_000), data=st.data())
@settings(max_examples=80, deadline=None)
def test_a_key_that_is_put_in_and_taken_out_leaves_the_file_as_it_was(
    file: Path, number: int, data: st.DataObject
) -> None:
    content = file.read_bytes()
    found = read_source(content).data
    mappings = [path for path in paths_of_mappings(found) if model_at(Case, path) is not None]
    path = mappings[number % len(mappings)]
    model = model_at(Case, path)
    assert model is not None
    free = [key for key in keys_of(model) if key not in place_of(found, path)]
    if not free:
        return
    key = data.draw(st.sampled_from(free))
    new = edited(content, Case, [Setting(path, key, "甲")], "case.yaml")
    kept = iter(new.splitlines())
    assert comments(new) == comments(content)
    changed = [line for line in content.splitlines() if line not in kept and line not in new.splitlines()]
    assert len(changed) <= 1
    assert edited(new, Case, [Removing(path, key)], "case.yaml") == content


def paths_of_mappings(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every mapping of plain data."""
    if isinstance(value, dict):
        return [
            path,
            *(each for key, below in value.items() for each in paths_of_mappings(below, (*path, key))),
        ]
    if isinstance(value, list):
        return [
            each for place, below in enumerate(value) for each in paths_of_mappings(below, (*path, place))
        ]
    return []


def place_of(data: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path."""
    for step in path:
        data = data[step]
    return data


EDITS = yaml.safe_load((HERE / "amending_values.yaml").read_text(encoding="utf-8"))


def as_edit(said: dict[str, Any]) -> Setting | Adding | Removing:
    """What an example asks for."""
    path = tuple(said.get("path", ()))
    if "set" in said:
        return Setting(path, said["key"], said["set"])
    if "add" in said:
        return Adding(path, said["key"], said["add"])
    return Removing(path, said["key"])


@pytest.mark.parametrize("example", EDITS, ids=lambda example: example["name"])
def test_a_value_goes_where_it_belongs(example: dict[str, Any]) -> None:
    content = as_bytes(example["before"], example.get("ends", ""))
    edits = [as_edit(each) for each in example["edits"]]
    if example.get("refused"):
        with pytest.raises(UnusualLayoutError, match="写法特殊"):
            edited(content, Case, edits, "某.yaml")
        return
    assert edited(content, Case, edits, "某.yaml").decode("utf-8") == as_bytes(
        example["after"], example.get("ends", "")
    ).decode("utf-8")
