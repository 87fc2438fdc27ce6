"""What each paper takes from a case, scenario by scenario."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.terms import Instance
from yingsu.domain.view import View
from yingsu.reading.wording import built_in, built_in_names
from yingsu.render.template import filled
from yingsu.reports.papers.catalogue import KINDS, PAPERS, fields_document, kinds_document
from yingsu.reports.papers.choosing import ChoiceError, Request, subject_of
from yingsu.reports.papers.paper import Kind, Need, Paper, UnfitPaperError, names_of

HERE = Path(__file__).parent
AS_OF = date(2025, 12, 31)
COMMON = {"格式": "1", "案由": "示例", "行为类别": "行政处罚", "管理领域": "自然资源"}


def load(name: str) -> list[dict[str, Any]]:
    """A data file; every scalar is text, as the reader of case files gives it."""
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- makes text only
    return found


OFFICE = Office.of(Settings(), [Unit.model_validate(unit) for unit in load("units")])
SCENARIOS = [(PAPERS[kind], scenario) for kind in PAPERS for scenario in load(kind)]
WORDS = {True: "是", False: "否"}


def view_of(scenario: dict[str, Any]) -> View:
    case = Case.model_validate({**COMMON, **scenario["given"]})
    case.bind()
    as_of = date.fromisoformat(scenario["as_of"]) if "as_of" in scenario else AS_OF
    return View("示例", case, OFFICE, as_of)


def request_of(ask: dict[str, str]) -> Request:
    return Request(
        ask.get("unit"),
        Instance(ask["instance"]) if "instance" in ask else None,
        date.fromisoformat(ask["hearing"]) if "hearing" in ask else None,
        ask.get("letter"),
    )


@pytest.mark.parametrize(
    ("paper", "scenario"), SCENARIOS, ids=[f"{paper.kind}：{each['name']}" for paper, each in SCENARIOS]
)
def test_a_paper_says_what_the_case_says(paper: Paper, scenario: dict[str, Any]) -> None:
    view, request = view_of(scenario), request_of(scenario.get("ask", {}))
    if "refused" in scenario:
        with pytest.raises((ChoiceError, UnfitPaperError)) as refused:
            paper.gather(subject_of(paper, view, request))
        assert str(refused.value) == scenario["refused"]
        return
    values = paper.gather(subject_of(paper, view, request))
    found = {name: WORDS[value] if isinstance(value, bool) else value for name, value in values.items()}
    assert {name: found[name] for name in scenario["expect"]} == scenario["expect"]
    assert set(values) == {field.name for field in paper.fields}
    for field in paper.fields:
        assert isinstance(values[field.name], list) is (field.kind is Kind.LIST)
        for entry in values[field.name] if isinstance(values[field.name], list) else ():  # type: ignore[union-attr]  # the line before says so
            assert not field.entries or set(entry) == {each.name for each in field.entries}
    assert filled(paper.kind, built_in(paper.kind), names_of(paper.fields), values).text


def test_a_letter_is_the_one_asked_for_or_the_last_without_an_answer() -> None:
    letters = [
        {"种类": "司法建议书", "文号": "甲函", "收到日期": "2025-01-01"},
        {"种类": "司法建议书", "文号": "丙函", "收到日期": "2025-03-01", "回复日期": "2025-03-20"},
        {"种类": "司法建议书", "文号": "乙函", "收到日期": "2025-02-01"},
    ]
    given = {"被告": [{"单位": "县自然资源局", "地位": "原行为机关"}], "来函": letters}
    paper = Paper("整改回复", "", "", frozenset({Need.LETTER}), (), lambda _: {})
    view = view_of({"given": given})
    for ask, number in (({}, "乙函"), ({"letter": "甲函"}, "甲函")):
        letter = subject_of(paper, view, request_of(ask)).letter
        assert letter is not None
        assert letter.number == number
    with pytest.raises(ChoiceError, match="--letter：没有文号“丁函”。可以写：甲函、乙函、丙函"):
        subject_of(paper, view, request_of({"letter": "丁函"}))
    with pytest.raises(ChoiceError, match="案卷里没有“来函”，写不出"):
        subject_of(paper, view_of({"given": {"被告": given["被告"]}}), Request())


def test_a_subject_without_a_hearing_or_an_instance_says_so() -> None:
    given = {"被告": [{"单位": "县自然资源局", "地位": "原行为机关"}]}
    subject = subject_of(PAPERS["复盘报告"], view_of({"given": given}), Request())
    with pytest.raises(UnfitPaperError, match="案卷里没有这次开庭，写不出"):
        _ = subject.heard
    with pytest.raises(UnfitPaperError, match="案卷里没有这个审级，写不出"):
        _ = subject.tried
    with pytest.raises(UnfitPaperError, match="案卷里没有这份来函，写不出"):
        PAPERS["整改回复"].gather(subject)


def test_every_paper_has_its_template_its_scenarios_and_a_basis() -> None:
    assert set(built_in_names()) == set(KINDS)
    assert set(PAPERS) == {file.stem for file in HERE.glob("*.yaml")} - {"units"}
    for paper in PAPERS.values():
        assert paper.basis
        assert len({field.name for field in paper.fields}) == len(paper.fields)
        assert all(
            field.meaning and (field.example or field.kind is Kind.LIST or not field.entries)
            for field in paper.fields
        )


def test_the_lists_a_clerk_sees_name_every_kind_and_every_name() -> None:
    assert all(kind in str(kinds_document()) for kind in KINDS)
    for paper in KINDS.values():
        shown = str(fields_document(paper, "templates/某.md"))
        assert all(field.name in shown for field in paper.fields)
        assert all(entry.name in shown for field in paper.fields for entry in field.entries)
