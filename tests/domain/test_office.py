"""The office: units by any of their names, 归口, own words and own days."""

from datetime import date

import pytest

from yingsu.domain.office import Directory, Office
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings


def unit(name: str, **more: object) -> Unit:
    return Unit.model_validate({"单位": name, "类别": "其他", **more})


BUREAU = unit("县自然资源局", 全称="德化县自然资源局", 曾用名=["县国土资源局", "县土地管理局"])
POLICE = unit("县公安局")
STATION = unit("浔中派出所", 归口="县公安局")
POST = unit("浔中警务室", 归口="浔中派出所")
STRAY = unit("环保所", 归口="市生态环境局")
HERE = Directory([BUREAU, POLICE, STATION, POST, STRAY])


@pytest.mark.parametrize("name", ["县自然资源局", "德化县自然资源局", "县国土资源局", "县土地管理局"])
def test_a_unit_is_found_by_each_of_its_names(name: str) -> None:
    assert HERE.find(name) is BUREAU


@pytest.mark.parametrize("name", ["泉州市人民政府", "自然资源局", "", None])
def test_what_is_not_listed_is_no_own_unit(name: str | None) -> None:
    assert HERE.find(name) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("县自然资源局", "县国土资源局", True),
        ("德化县自然资源局", "县土地管理局", True),
        ("县自然资源局", "县公安局", False),
        ("泉州市人民政府", "泉州市人民政府", True),
        ("泉州市人民政府", "福建省人民政府", False),
        ("县自然资源局", None, False),
        (None, None, False),
    ],
)
def test_two_names_of_one_body_are_the_same(one: str | None, other: str | None, same: bool) -> None:
    assert HERE.is_same(one, other) is same
    assert HERE.is_same(other, one) is same


@pytest.mark.parametrize(
    ("asked", "under"),
    [(BUREAU, BUREAU), (STATION, POLICE), (POST, POLICE), (STRAY, STRAY)],
    ids=["no 归口", "one step", "two steps", "not listed"],
)
def test_figures_of_a_unit_are_under_the_one_it_belongs_to(asked: Unit, under: Unit) -> None:
    assert HERE.reported_under(asked) is under


def test_units_that_belong_to_each_other_end_somewhere() -> None:
    one, other = unit("甲局", 归口="乙局"), unit("乙局", 归口="甲局")
    circle = Directory([one, other, itself := unit("丙局", 归口="丙局")])
    assert circle.reported_under(one) is other
    assert circle.reported_under(itself) is itself


def test_the_first_unit_keeps_a_name_that_two_have() -> None:
    first, second = unit("甲局", 曾用名="旧局"), unit("乙局", 曾用名="旧局")
    assert Directory([first, second]).find("旧局") is first


def test_an_office_without_settings_has_the_defaults() -> None:
    office = Office()
    assert office.settings.county_government == "县人民政府"
    assert office.settings.justice_bureau == "县司法局"
    assert office.directory.units == ()


def test_own_fields_stand_after_the_common_ones_and_own_days_are_kept() -> None:
    own = {"管理领域": ["陶瓷产业", "公安"], "日历": {"放假": ["2026-11-02"], "上班": ["2026-11-01"]}}
    office = Office.of(Settings.model_validate(own), [BUREAU])
    texts = [word.text for word in office.fields.words]
    assert texts[-1] == "陶瓷产业"
    assert texts.count("公安") == 1
    assert office.act_types.find("行政处罚") is not None
    assert not office.calendar.is_working_day(date(2026, 11, 2))
    assert office.calendar.is_working_day(date(2026, 11, 1))


@pytest.mark.parametrize(
    ("field", "year", "in_use"), [("自然资源", 2017, False), ("自然资源", 2018, True), ("公安", 1990, True)]
)
def test_a_field_is_in_use_from_the_year_its_bodies_were_made(field: str, year: int, in_use: bool) -> None:
    assert (field in Office().fields.in_use(year)) is in_use
