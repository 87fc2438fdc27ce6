"""Where risk piles up, against scenarios that a lawyer can read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.period import year_of
from yingsu.domain.records import Screening, Unit
from yingsu.domain.settings import Settings
from yingsu.domain.view import View
from yingsu.metrics.balance import concluded_first_instances, proceeding_records
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import rate
from yingsu.metrics.risk import PointRecord, Result, case_risk, joined, screening_record
from yingsu.metrics.risk_counts import (
    RiskFigures,
    grid,
    lost_cases,
    most_frequent,
    risk_figures,
    shares,
)

HERE = Path(__file__).parent
PERIOD = year_of(2025)
KEYS = {
    *(
        "格子",
        "没有归类",
        "结果",
        "日期不明",
        "发现日期",
        "整改",
        "期限",
        "等级",
        "单位",
        "常见",
        "排查",
        "原因",
    ),
    *("败诉案件", "败诉案件风险点", "败诉前已发现", "别处已发现", "不能判断"),
}


def load(name: str) -> list[dict[str, Any]]:
    """Scenarios of a file; every scalar is text, as the reader of case files gives it."""
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- makes text only
    return found


OFFICE = Office.of(Settings(), [Unit.model_validate({"类别": "其他", **unit}) for unit in load("units")])


def view_of(number: int, data: dict[str, Any], as_of: date) -> View:
    defendants = [
        {"单位": each, "地位": "原行为机关"} if isinstance(each, str) else each
        for each in data.get("被告", ["县自然资源局"])
    ]
    common = {"格式": "1", "案由": "行政处罚", "行为类别": "行政处罚", "管理领域": "自然资源"}
    case = Case.model_validate({**common, "原告": [{"姓名": "张某"}], **data, "被告": defendants})
    return View(f"2025/{number}", case, OFFICE, as_of)


def figures_of(scenario: dict[str, Any]) -> RiskFigures:
    as_of = date.fromisoformat(scenario.get("as-of", "2026-06-30"))
    views = [view_of(number, data, as_of) for number, data in enumerate(scenario["given"].get("案件", []))]
    found = (
        screening_record(
            OFFICE,
            Screening.model_validate({"格式": "1", "行为": "拆除", "行为类别": "行政强制执行", **data}),
            as_of,
            name,
        )
        for name, data in (split(each) for each in scenario["given"].get("排查", []))
    )
    screenings = [each for each in found if each is not None]
    risks = [case_risk(view) for view in views]
    hits = [
        item
        for key in ("adverse_rate", "final_adverse_rate")
        for item in rate((item for view in views for item in METRICS[key].items(view)), PERIOD).hits
    ]
    records = [record for view in views for record in proceeding_records(view)]
    return risk_figures(
        joined(risks, screenings),
        screenings,
        lost_cases(hits, {risk.case: risk.lost_on for risk in risks if risk.lost_on is not None}, None),
        concluded_first_instances(records, PERIOD),
        PERIOD,
        [unit.name for unit in OFFICE.directory.units],
    )


def split(screening: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return screening["文件"], {key: value for key, value in screening.items() if key != "文件"}


def name_of(point: PointRecord) -> str:
    return point.code or point.text


def seen(risk: RiskFigures) -> dict[str, Any]:
    results = [point.result for point in risk.points]
    known = [each for each in risk.unmended if each.is_known]
    return {
        "格子": {
            f"{stage.value} {kind.value}": f"{found}/{still_open}"
            for (stage, kind), (found, still_open) in grid(risk.points).items()
            if found
        },
        "没有归类": [name_of(point) for point in risk.points if not point.is_placed],
        "结果": {each.value: str(results.count(each)) for each in Result if each in results},
        "日期不明": [name_of(point) for point in risk.undated],
        "发现日期": {name_of(point): str(point.found_on) for point in sorted(risk.points, key=name_of)},
        "整改": {name_of(point): str(point.done_on) for point in risk.points if point.done_on},
        "期限": {name_of(point): str(point.due_on) for point in risk.points if point.due_on},
        "等级": {name_of(point): point.level.value for point in risk.points if point.level},
        "单位": {
            each.key: f"{each.found}/{each.open}/{each.lost}"
            for each in shares(risk.points, lambda point: point.units)
        },
        "常见": [f"{each.code or each.text} {each.found}" for each in most_frequent(risk.points, 1)],
        "排查": [each.path for each in risk.screenings],
        "原因": {
            act_type: {reason: str(number) for reason, number in reasons.items()}
            for act_type, reasons in risk.reasons.items()
        },
        "败诉案件": {each.case: str(each.lost_on) for each in risk.lost},
        "败诉案件风险点": str(len(risk.lost_points)),
        "败诉前已发现": [f"{each.lost.case} {name_of(each.point)}" for each in known if each.is_own],
        "别处已发现": [
            f"{each.lost.case} {name_of(each.point)} {'、'.join(each.point.sources)}"
            for each in known
            if not each.is_own
        ],
        "不能判断": [
            f"{each.lost.case} {name_of(each.point)}" for each in risk.unmended if not each.is_known
        ],
    }


#: Asked only where a scenario is about it.
DETAILS = {"发现日期", "整改", "期限", "等级", "单位", "常见"}


@pytest.mark.parametrize("scenario", load("risk"), ids=lambda each: each["name"])
def test_risk_is_what_its_scenario_expects(scenario: dict[str, Any]) -> None:
    expect, found = scenario["expect"], seen(figures_of(scenario))
    assert set(expect) <= KEYS == set(found)
    empty: dict[str, Any] = {key: type(value)() for key, value in found.items()}
    empty["败诉案件风险点"] = "0"
    asked = {key for key in found if key not in DETAILS or key in expect}
    assert {key: found[key] for key in asked} == {key: expect.get(key, empty[key]) for key in asked}


@pytest.mark.parametrize("scenario", load("risk"), ids=lambda each: each["name"])
def test_every_point_found_stands_in_one_place_or_in_none_that_is_counted(scenario: dict[str, Any]) -> None:
    risk = figures_of(scenario)
    placed = sum(found for found, _ in grid(risk.points).values())
    assert placed + sum(not point.is_placed for point in risk.points) == len(risk.points)
    assert sum(each.found for each in most_frequent(risk.points, 1000)) == len(risk.points)
    assert sum(each.found for each in shares(risk.points, lambda point: (point.traits.act_type,))) == len(
        risk.points
    )
    assert {each.reported for each in risk.screenings}.isdisjoint(risk.unscreened)


def test_a_point_is_overdue_only_when_it_is_open_after_its_limit() -> None:
    given = {"编号": "JD-CX-03", "发现日期": "2025-03-15"}
    days = {"整改期限": "2025-04-01"}
    points = [given, {**given, **days}, {**given, **days, "完成日期": "2025-04-02"}]
    found = [
        case_risk(view_of(0, {"风险点": [point]}, date(2026, 1, 1))).points[0].is_overdue(day)
        for point in points
        for day in (date(2025, 4, 1), date(2025, 4, 2))
    ]
    assert found == [False, False, False, True, False, False]
