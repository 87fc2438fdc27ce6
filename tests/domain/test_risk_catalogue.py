"""The risk catalogue is what risk_points.yaml says: every point with its scope, its grade and its basis."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.act import ReviewItems
from yingsu.domain.case import Case
from yingsu.domain.law import cite
from yingsu.domain.office import Office
from yingsu.domain.records import OwnRiskPoint
from yingsu.domain.risk_catalogue import (
    ACT_TYPES_OF,
    EFFECTS,
    REVIEW_ITEMS,
    built_in,
    scopes_of,
    scopes_raised_by,
)
from yingsu.domain.settings import Settings
from yingsu.domain.terms import Consequence, RiskKind, Scope, Stage
from yingsu.domain.vocabulary import ACT_TYPES

TABLE: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("risk_points.yaml").read_text(encoding="utf-8")
)
POINTS: dict[str, str] = TABLE["风险点"]
CASE = {
    "格式": "1",
    "案由": "责令退还非法占用土地",
    "行为类别": "行政处罚",
    "管理领域": "自然资源",
    "原告": [{"姓名": "张某", "类型": "公民"}],
    "被告": [{"单位": "县自然资源局", "地位": "原行为机关"}],
}


def test_every_point_is_there_exactly_once() -> None:
    codes = [point.code for point in built_in().points]
    assert len(codes) == TABLE["条数"]
    assert sorted(codes) == sorted(POINTS)


@pytest.mark.parametrize(("code", "expected"), POINTS.items())
def test_a_point_has_its_scope_its_grade_and_its_basis(code: str, expected: str) -> None:
    point = built_in().find(code)
    assert point is not None
    assert f"{point.scope} | {point.consequence} | {cite(*point.basis)}" == expected
    assert point.printed_basis == cite(*point.basis)
    assert not point.is_own


@pytest.mark.parametrize(
    ("stage", "kind", "count"),
    [(stage, kind, count) for stage, row in TABLE["格数"].items() for kind, count in row.items()],
)
def test_each_stage_has_as_many_points_of_each_kind_as_were_listed(stage: str, kind: str, count: int) -> None:
    assert len(built_in().cell(Stage(stage), RiskKind(kind))) == count


def test_the_code_of_a_point_says_its_stage_and_kind() -> None:
    stages = {"SL": "受理", "DC": "调查", "JD": "决定", "SD": "送达", "ZX": "执行"}
    kinds = {"CX": "程序缺失", "ZJ": "证据瑕疵", "FL": "法律适用错误", "SS": "事实认定不清"}
    for point in built_in().points:
        stage, kind, _ = point.code.split("-")
        assert (stages[stage], kinds[kind]) == (point.stage, point.kind)


def test_each_grade_has_as_many_points_as_were_decided() -> None:
    counts = Counter(point.consequence for point in built_in().points)
    assert {grade: counts[grade] for grade in Consequence} == TABLE["后果"]


def test_points_stand_by_stage_then_kind_then_number() -> None:
    assert [point.code for point in built_in().points] == list(POINTS)


def test_no_two_points_say_the_same() -> None:
    assert len({point.text for point in built_in().points}) == len(POINTS)


@pytest.mark.parametrize(("grade", "expected"), TABLE["分级"].items())
def test_a_grade_says_what_follows_and_on_what_basis(grade: str, expected: str) -> None:
    effect = EFFECTS[Consequence(grade)]
    assert f"{effect.result} | {cite(*effect.basis)}" == expected


def test_the_gravest_grade_is_first() -> None:
    assert sorted(Consequence, key=lambda grade: grade.rank) == ["致命", "严重", "一般", "轻微"]


def test_every_kind_of_act_is_placed() -> None:
    assert [word.text for word in ACT_TYPES.words] == list(TABLE["行为类别"])
    assert set(ACT_TYPES_OF) == set(Scope) - {Scope.GENERAL}


@pytest.mark.parametrize(("act_type", "expected"), TABLE["行为类别"].items())
def test_an_act_is_looked_at_for_the_general_points_and_its_own(
    act_type: str, expected: dict[str, Any]
) -> None:
    assert scopes_of(act_type) == {Scope.GENERAL, *expected["适用"]}
    found = built_in().for_act_type(act_type)
    assert {point.scope for point in found} == scopes_of(act_type)
    assert len(found) == expected["条数"]
    assert [point.order for point in found] == sorted(point.order for point in found)


def test_what_is_asked_for_comes_on_top() -> None:
    decision = built_in().for_act_type("行政批复", [Scope.MAJOR_DECISION])
    assert [point.code for point in decision if point.scope is Scope.MAJOR_DECISION] == ["JD-CX-08"]
    assert len(decision) == TABLE["行为类别"]["行政批复"]["条数"] + 1


def test_a_word_that_is_no_kind_of_act_has_the_general_points() -> None:
    assert {point.scope for point in built_in().for_act_type("行政检查")} == {Scope.GENERAL}


@pytest.mark.parametrize("row", TABLE["案件"], ids=lambda row: row["名称"])
def test_a_case_adds_what_it_has_come_to(row: dict[str, Any]) -> None:
    given = {key: value for key, value in row.items() if key not in {"名称", "增加"}}
    assert scopes_raised_by(Case.model_validate({**CASE, **given})) == set(row["增加"])


@pytest.mark.parametrize("row", TABLE["自有目录"], ids=lambda row: row["名称"])
def test_the_offices_own_points_stand_beside_the_built_in_ones(row: dict[str, Any]) -> None:
    catalogue = Office.of(Settings(), (), map(OwnRiskPoint.model_validate, row["目录"])).risk_catalogue
    point = catalogue.find(row["编号"])
    assert point is not None
    around: list[str | None] = [None, *(each.code for each in catalogue.points), None]
    place = around.index(row["编号"])
    assert {
        "适用": point.scope,
        "后果": point.consequence,
        "依据": point.printed_basis,
        "逐条": point.basis_as_printed,
        "自有": point.is_own,
        "前一条": around[place - 1],
        "后一条": around[place + 1],
        "条数": len(catalogue.points),
    } == row["期望"]


def test_without_own_points_the_catalogue_is_the_built_in_one() -> None:
    assert Office().risk_catalogue is built_in()
    assert Office().risk_catalogue.is_whole


def test_a_point_without_a_code_is_in_no_catalogue() -> None:
    assert built_in().find(None) is None
    assert built_in().find("JD-CX-99") is None


def test_the_legality_review_asks_the_ten_items_of_the_case_file() -> None:
    assert [item.field for item in REVIEW_ITEMS] == list(ReviewItems.model_fields)
    assert {item.title: f"{item.source} | {cite(*item.basis)}" for item in REVIEW_ITEMS} == TABLE["法制审核"]
    assert all(item.source in item.basis for item in REVIEW_ITEMS)
    assert len({item.question for item in REVIEW_ITEMS}) == len(REVIEW_ITEMS)
