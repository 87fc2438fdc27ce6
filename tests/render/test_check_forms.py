"""A check in the forms of other tools: GitHub's commands, SARIF, JUnit."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml

from yingsu.diagnostic import Defect, Diagnostic, Severity, Span
from yingsu.render.github import github
from yingsu.render.junit import CheckedFile, Suite, junit
from yingsu.render.sarif import sarif

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = yaml.safe_load((HERE / "github.yaml").read_text(encoding="utf-8"))
SHAPE: dict[str, Any] = yaml.safe_load((HERE / "sarif_shape.yaml").read_text(encoding="utf-8"))


def problem(
    severity: str = "error",
    path: str = "cases/2025/0306-甲/case.yaml",
    message: str = "不认识的键“程式”",
    span: tuple[int, int, int, int] = (15, 5, 15, 7),
    **more: Any,
) -> Diagnostic:
    basis = tuple(more.pop("basis", ()))
    code = more.pop("code", "YS016")
    defect = Defect(
        code, "key-unknown", "不认识的键", Severity(severity), basis, "键要一字不差。", "改成正确的键。"
    )
    return Diagnostic(defect, message, path, Span(*span), **more)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_problem_is_a_command_of_github(row: dict[str, Any]) -> None:
    assert list(github([problem(**row["given"])])) == [row["line"]]


def hold(value: Any, kind: Any, where: str) -> None:
    """Hold a value against a kind of the shape."""
    if isinstance(kind, list):
        assert value in kind, where
    elif kind == "text":
        assert isinstance(value, str), where
        assert value, where
    elif kind == "number":
        assert isinstance(value, int), where
        assert value >= 0, where
    elif kind.startswith("["):
        for position, each in enumerate(value):
            hold(each, kind[1:-1], f"{where}[{position}]")
    elif kind.startswith("{"):
        for name, each in value.items():
            hold(each, kind[1:-1], f"{where}.{name}")
    elif kind != "any":
        wanted = {name.rstrip("!"): (name.endswith("!"), each) for name, each in SHAPE[kind].items()}
        assert set(value) <= set(wanted), where
        assert {name for name, (is_needed, _) in wanted.items() if is_needed} <= set(value), where
        for name, each in value.items():
            hold(each, wanted[name][1], f"{where}.{name}")


MANY = (
    problem(),
    problem(
        "warning",
        path="县里 的/cases/2025/a#b?c:d%/case.yaml",
        code="YS301",
        case="2025/a#b",
        basis=["行诉法3"],
    ),
    problem("info", path="yingsu.yaml", code="YS019", span=(1, 1, 1, 1), message="\x1b[31m看"),
)


def test_sarif_has_the_shape_of_its_standard() -> None:
    log = sarif(MANY, {"as_of": "2026-01-10"})
    hold(log, "log", "log")
    hold(sarif([], {}), "log", "log")
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result, given in zip(run["results"], MANY, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == given.defect.code
        assert rules[result["ruleIndex"]]["defaultConfiguration"]["level"] == result["level"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert tuple(region.values()) == (
            given.span.line,
            given.span.column,
            given.span.end_line,
            given.span.end_column,
        )
        assert "\x1b" not in result["message"]["text"]
    assert rules[2]["help"]["text"] == "处理：改成正确的键。\n\n依据：行诉法3"


def test_a_path_in_sarif_is_a_relative_reference_in_ascii() -> None:
    results = sarif(MANY, {})["runs"][0]["results"]
    for result, given in zip(results, MANY, strict=True):
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        parts = urlsplit(uri)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert uri.isascii()
        assert unquote(uri) == given.path


def fingerprints(*problems: Diagnostic) -> list[str]:
    return [each["partialFingerprints"]["yingsu/v1"] for each in sarif(problems, {})["runs"][0]["results"]]


def test_a_fingerprint_stays_when_lines_move_and_days_pass() -> None:
    text = "    程式: 简易程序"
    (before,) = fingerprints(problem(excerpt=text, message="已逾期 3 日"))
    (after,) = fingerprints(problem(excerpt=f"  {text}", message="已逾期 9 日", span=(99, 7, 99, 9)))
    assert before == after
    assert re.fullmatch("[0-9a-f]{64}", before)


def test_fingerprints_tell_problems_apart() -> None:
    same = problem(excerpt="程式: 甲")
    found = fingerprints(
        same,
        same,
        problem(excerpt="程式: 乙"),
        problem(excerpt="程式: 甲", path="b.yaml"),
        problem(code="YS017"),
    )
    assert len(set(found)) == 5


def test_junit_counts_files_and_fails_those_with_errors() -> None:
    wrong = (
        problem(message="<一>&\x00"),
        problem(message="二"),
        problem("warning", message="三", code="YS301"),
    )
    suites = [
        Suite("案件", (CheckedFile("甲", wrong), CheckedFile("乙", wrong[2:]), CheckedFile("丙", ()))),
        Suite("来函", (CheckedFile("丁", wrong[:1]),)),
    ]
    root = ET.fromstring(junit("某县", suites, {Severity.ERROR}))  # noqa: S314 -- our own
    assert root.attrib == {"name": "某县", "tests": "4", "failures": "2", "errors": "0"}
    assert [suite.attrib for suite in root] == [
        {"name": "案件", "tests": "3", "failures": "1", "errors": "0"},
        {"name": "来函", "tests": "1", "failures": "1", "errors": "0"},
    ]
    first, second, third = root[0]
    assert [child.tag for child in first] == ["failure", "system-out"]
    assert first[0].attrib == {"type": "YS016", "message": "2 处问题，第一处：YS016 <一>& "}
    assert str(first[0].text).count("\n") == 1
    assert "YS301 三" in str(first[1].text)
    assert [child.tag for child in second] == ["system-out"]
    assert list(third) == []


def test_junit_fails_warnings_where_they_count() -> None:
    suites = [Suite("案件", (CheckedFile("甲", (problem("warning", message="三"),)),))]
    root = ET.fromstring(junit("某县", suites, {Severity.ERROR, Severity.WARNING}))  # noqa: S314 -- our own
    assert root[0][0][0].attrib == {"type": "YS016", "message": "YS016 三"}
