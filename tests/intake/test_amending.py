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
from yingsu.intake.amending import FaultyFileError, UnusualLayoutError, with_entry
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
