"""Real cases from public judgments: each a workspace with a case file, and what the program must make of it.

Facts come from public sources; days that the source lacks are invented and say so where they stand.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.answer import Answer
from yingsu.domain.case import Case
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.headline import headline
from yingsu.domain.facts.outcome import dispositions, is_adverse_to_any, loss_reasons
from yingsu.domain.period import year_of
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.terms import Disposition
from yingsu.domain.view import View
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Rate, rate
from yingsu.metrics.performance import obligation_records
from yingsu.reading.workspace import open_workspace
from yingsu.survey import survey

HERE = Path(__file__).parent
FOLDERS = sorted(folder for folder in HERE.iterdir() if (folder / "yingsu.yaml").is_file())
LATER = date(2026, 1, 10)


def as_text(file: Path) -> dict[str, Any]:
    """A YAML file with every scalar as text, as the reader of case files gives it."""
    text = file.read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- makes text only
    return found


def expect_of(folder: Path) -> dict[str, Any]:
    return as_text(folder / "expect.yaml")


GOOD = [folder for folder in FOLDERS if "终局" in expect_of(folder)]
DAYS = [(folder, row) for folder in GOOD for row in expect_of(folder)["各日"]]


def view_of(folder: Path, as_of: date) -> View:
    (file,) = folder.glob("cases/*/*/case.yaml")
    case = Case.model_validate(as_text(file))
    case.bind()
    return View(f"{file.parts[-3]}/{file.parts[-2]}", case, open_workspace(folder).office, as_of)


def docket(proceeding: Proceeding) -> str:
    return proceeding.case_number or "未填"


def outcome(view: View, proceeding: Proceeding) -> str:
    words = {}
    for unit in view.own_defendants:
        found = dispositions(view, proceeding, unit.name)
        listed = [word.value for word in Disposition if word in (found or ())]
        words[unit.name] = "未填" if found is None else "、".join(listed)
    texts = list(words.values())
    if len(set(texts)) == 1:
        return texts[0]
    return "；".join(f"{unit}：{text}" for unit, text in words.items())


def shown(found: Rate) -> str:
    if not found.denominator:
        return found.display
    unknown = f" 不明{len(found.unknowns)}" if found.unknowns else ""
    return f"{found.numerator}/{found.denominator}{unknown}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_real_case_has_the_errors_expected_and_no_other(folder: Path) -> None:
    found = survey(open_workspace(folder), LATER).diagnostics
    errors = [[each.defect.code, each.excerpt.strip()] for each in found if each.is_error]
    assert errors == expect_of(folder)["错误"]


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
def test_a_real_case_ends_as_published(folder: Path) -> None:
    view, expect = view_of(folder, LATER), expect_of(folder)
    end = final(view)
    seen = (
        {}
        if end.answer is not Answer.YES or end.proceeding is None
        else {"案号": end.proceeding.case_number, "生效日期": f"{end.day}"}
    )
    assert seen == expect["终局"]
    own = [unit.name for unit in view.own_defendants]
    reasons = [
        reason.value
        for unit in own
        if end.proceeding is not None
        for reason in loss_reasons(view, end.proceeding, unit)
    ]
    assert list(dict.fromkeys(reasons)) == expect["最终败诉原因"]


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
def test_a_real_case_was_decided_as_published_in_each_instance(folder: Path) -> None:
    view, expect = view_of(folder, LATER), expect_of(folder)
    seen = {docket(each): outcome(view, each) for each in view.case.proceedings}
    assert seen == expect["各审级结果"]
    own = [unit.name for unit in view.own_defendants]
    adverse = {
        docket(each): is_adverse_to_any(view, each, own).value
        for each in view.case.proceedings
        if docket(each) in expect["各审级败诉"]
    }
    assert adverse == expect["各审级败诉"]


@pytest.mark.parametrize(
    ("folder", "row"),
    DAYS,
    ids=lambda each: each.name if isinstance(each, Path) else f"{each['as-of']}-of-{each['year']}",
)
def test_a_real_case_gives_these_figures_on_these_days(folder: Path, row: dict[str, Any]) -> None:
    as_of = date.fromisoformat(row["as-of"])
    view, period = view_of(folder, as_of), year_of(int(row["year"])).until(as_of)
    items = {key: list(metric.items(view)) for key, metric in METRICS.items()}
    assert {key: shown(rate(items[key], period)) for key in row["指标"]} == row["指标"]
    by_unit = {
        unit: {key: shown(rate(items[key], period, unit)) for key in figures}
        for unit, figures in row.get("单位", {}).items()
    }
    assert by_unit == row.get("单位", {})
    excluded = {
        key: sorted([item.docket or "未填", reason] for item, reason in rate(items[key], period).excluded)
        for key in row.get("不计入", {})
    }
    assert excluded == {key: sorted(pairs) for key, pairs in row.get("不计入", {}).items()}
    assert {each.content: each.state.value for each in obligation_records(view)} == row["事项"]


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
def test_a_real_case_names_no_person(folder: Path) -> None:
    case = view_of(folder, LATER).case
    people = [
        person for each in case.proceedings for hearing in each.hearings for person in hearing.attendees or ()
    ]
    names = [person.name for person in people] + [party.name for party in case.plaintiffs]
    assert all(name and "某" in name for name in names)


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
def test_days_the_source_lacks_say_so(folder: Path) -> None:
    (file,) = folder.glob("cases/*/*/case.yaml")
    lines = file.read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if "虚构：来源未载" in line]
    assert named
    assert all(re.search("[0-9]{4}-|案由|行为类别|管理领域|地位|败诉原因|文书", line) for line in named)


def test_the_headline_of_a_case_tells_where_it_stands() -> None:
    found = headline(view_of(HERE / "C5", LATER))
    assert (found.stage, found.outcome) == ("已终结", "确认违法")
    pending = headline(view_of(HERE / "C11", LATER))
    assert (pending.stage, pending.outcome) == ("二审", "未填")
    both = headline(view_of(HERE / "C12", LATER))
    assert both.outcome == "延庆区食药监局：变更；延庆区人民政府：撤销"
