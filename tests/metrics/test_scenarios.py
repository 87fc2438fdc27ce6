"""Every figure against scenarios that a lawyer can read: what is given, and what each figure makes of it.

A case is written as in a case file, shortened: what every case must have and no figure looks at is filled in here,
and a defendant may be a bare name.
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain import period as periods
from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.period import Period
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.view import View
from yingsu.metrics.balance import adverse_reasons, balances, concluded_first_instances, outcomes
from yingsu.metrics.balance import proceeding_records as records_of
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Item, Rate, growth, rate
from yingsu.metrics.performance import obligation_records, overdue, states

HERE = Path(__file__).parent
NOT_SAID = "未填"
OTHERS = {"balance", "performance_states", "units", "risk", "contact", "reported", "growth"}


def load(name: str) -> list[dict[str, Any]]:
    """Scenarios of a file; every scalar is text, as the reader of case files gives it."""
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- makes text only
    return found


UNITS = load("units")
SCENARIOS = [(key, scenario) for key in METRICS for scenario in load(key)]
#: Unknown comes from silence on 到庭, 身份, 结果 only; silence on what is done means that it is not (metrics.md).
WITH_UNKNOWN = {
    "head_appearance_rate",
    "chief_appearance_rate",
    "adverse_rate",
    "merits_adverse_rate",
    "final_adverse_rate",
}
COMMON = {"格式": "1", "案由": "行政处罚", "行为类别": "行政处罚", "管理领域": "自然资源"}


def views(given: dict[str, Any], as_of: date) -> list[View]:
    settings = Settings.model_validate({key: given[key] for key in ("口径", "期限", "日历") if key in given})
    units = [Unit.model_validate({"类别": "其他", **unit}) for unit in given.get("单位", UNITS)]
    office = Office.of(settings, units)
    return [View(f"2025/{number}", case_of(data), office, as_of) for number, data in enumerate(given["案件"])]


def case_of(data: dict[str, Any]) -> Case:
    defendants = [
        {"单位": each, "地位": "原行为机关"} if isinstance(each, str) else each
        for each in data.get("被告", ["县自然资源局"])
    ]
    plaintiffs = [{"姓名": "张某", "类型": "公民"}]
    case = Case.model_validate({**COMMON, "原告": plaintiffs, **data, "被告": defendants})
    case.bind()
    return case


def period_of(word: str | list[str]) -> Period:
    """`2025`, `2025-H1`, `2025-Q1`, `2025-03`, or the first and last day."""
    if isinstance(word, list):
        return periods.between(date.fromisoformat(word[0]), date.fromisoformat(word[1]))
    year, _, part = word.partition("-")
    if not part:
        return periods.year_of(int(year))
    of_part = {"H": periods.half_of, "Q": periods.quarter_of}.get(part[0])
    return of_part(int(year), int(part[1])) if of_part else periods.month_of(int(year), int(part))


def asked(scenario: dict[str, Any]) -> tuple[list[View], Period]:
    as_of = date.fromisoformat(scenario.get("as-of", "2026-06-30"))
    return views(scenario["given"], as_of), period_of(scenario.get("period", "2025")).until(as_of)


def seen(found: Rate) -> dict[str, Any]:
    return {
        "分子": found.numerator,
        "分母": found.denominator,
        "不明": len(found.unknowns),
        "不计入": sorted([item.docket or NOT_SAID, reason] for item, reason in found.excluded),
        "未计入分子": dockets(found.misses),
        "另列": sorted([item.docket or NOT_SAID, note] for item, note in found.noted),
        "显示": found.display,
    }


def expected(scenario: dict[str, Any]) -> dict[str, Any]:
    """What is not said is nothing: a scenario names every miss, every exclusion and every note."""
    expect = scenario["expect"]
    assert set(expect) <= {"分子", "分母", "不明", "不计入", "未计入分子", "另列", "显示"}
    return {
        "分子": int(expect["分子"]),
        "分母": int(expect["分母"]),
        "不明": int(expect.get("不明", 0)),
        "不计入": sorted(expect.get("不计入", [])),
        "未计入分子": sorted(expect.get("未计入分子", [])),
        "另列": sorted(expect.get("另列", [])),
        "显示": expect["显示"],
    }


def dockets(items: Iterable[Item]) -> list[str]:
    return sorted(item.docket or NOT_SAID for item in items)


@pytest.mark.parametrize(
    ("key", "scenario"), SCENARIOS, ids=lambda each: each if isinstance(each, str) else each["name"]
)
def test_a_figure_is_what_its_scenario_expects(key: str, scenario: dict[str, Any]) -> None:
    cases, period = asked(scenario)
    items = [item for view in cases for item in METRICS[key].items(view)]
    assert seen(rate(items, period, scenario.get("unit"))) == expected(scenario)


@pytest.mark.parametrize("scenario", load("balance"), ids=lambda each: each["name"])
def test_a_balance_is_what_its_scenario_expects(scenario: dict[str, Any]) -> None:
    cases, period = asked(scenario)
    records = [record for view in cases for record in records_of(view)]
    first = concluded_first_instances(records, period)
    for each in balances(records, period):
        counts = {"结转": each.carried, "新收": each.new, "审结": each.concluded, "未结": each.pending}
        counts |= {"移送": each.transferred} if each.transferred else {}
        assert counts == {key: int(value) for key, value in scenario["expect"][each.scope].items()}
        assert each.holds is (scenario["expect"].get("平衡", "是") == "是")
    found = {
        "无日期": [record.docket or NOT_SAID for record in balances(records, period)[0].without_day],
        "不平衡": list(balances(records, period)[0].offending),
        "结果": {word: str(number) for word, number in outcomes(first).items()},
        "原因": {word: str(number) for word, number in adverse_reasons(first).items()},
    }
    empty: dict[str, Any] = {"无日期": [], "不平衡": [], "结果": {}, "原因": {}}
    assert found == {key: scenario["expect"].get(key, nothing) for key, nothing in empty.items()}
    assert sum(outcomes(first).values()) == balances(records, period)[1].concluded


@pytest.mark.parametrize("scenario", load("performance_states"), ids=lambda each: each["name"])
def test_obligations_stand_as_their_scenario_expects(scenario: dict[str, Any]) -> None:
    cases, period = asked(scenario)
    records = [record for view in cases for record in obligation_records(view)]
    found = {
        "各项": {record.content: record.state.value for record in records},
        "期限": {record.content: f"{record.due_on}" for record in records if record.due_on},
        "计数": {state.value: str(number) for state, number in states(records, period).items() if number},
        "逾期": [
            [record.unit, record.content, f"{record.days_overdue}天"] for record in overdue(records, period)
        ],
        "凭证": [record.content for record in records if record.has_proof],
    }
    expect = scenario["expect"]
    assert set(expect) <= set(found)
    assert found == {
        "各项": expect.get("各项", {}),
        "期限": expect.get("期限", {}),
        "计数": expect.get("计数", {}),
        "逾期": expect.get("逾期", []),
        "凭证": expect.get("凭证", []),
    }


@pytest.mark.parametrize("scenario", load("reported"), ids=lambda each: each["name"])
def test_an_item_is_under_the_unit_it_is_reported_under_and_keeps_the_name(scenario: dict[str, Any]) -> None:
    ((view,), _) = asked(scenario)
    (item,) = METRICS["head_appearance_rate"].items(view)
    (record,) = records_of(view)
    expect = scenario["expect"]
    assert [unit for unit, _ in item.units] == list(record.units) == expect["名下"]
    assert [list(pair) for pair in item.originals] == expect.get("原名", [])
    assert item.traits.is_shared is record.traits.is_shared is (expect["一案几个被告"] == "是")


@pytest.mark.parametrize("row", load("growth"), ids="{本期}-{上期}".format_map)
def test_a_count_is_compared_with_an_earlier_one(row: dict[str, str]) -> None:
    assert growth(int(row["本期"]), int(row["上期"])) == row.get("说法")


def test_every_figure_has_scenarios_and_every_file_of_scenarios_a_figure() -> None:
    files = {file.stem for file in HERE.glob("*.yaml")} - OTHERS
    assert files == set(METRICS)


@pytest.mark.parametrize("key", METRICS)
def test_every_figure_has_a_hit_a_miss_an_unknown_one_left_out_and_nothing_at_all(key: str) -> None:
    found = [scenario["expect"] for scenario in load(key)]
    assert any(int(expect["分子"]) for expect in found)
    assert any(expect.get("未计入分子") for expect in found)
    assert any(expect.get("不计入") for expect in found)
    assert any(expect["显示"] == "—" for expect in found)
    if key in WITH_UNKNOWN:
        assert any(int(expect.get("不明", 0)) for expect in found)


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_every_figure_says_in_chinese_what_it_counts_and_why(metric: Any) -> None:
    for text in (
        metric.title,
        metric.short,
        metric.definition,
        metric.dated_by,
        metric.unit_of_count(Settings()),
    ):
        assert re.search("[一-鿿]", text)
    assert metric.basis
    assert metric.definition.startswith("分母：")


def test_no_two_figures_share_a_name() -> None:
    names = [name for metric in METRICS.values() for name in {metric.key, metric.title, metric.short}]
    assert len(names) == len(set(names))
