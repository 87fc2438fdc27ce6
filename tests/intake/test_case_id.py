"""Case ids: legal file names on every system, short, and never twice."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingsu.intake.case_id import MOST_BYTES, MOST_CHARACTERS, directory_name, free_names

DAY = date(2025, 3, 6)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@pytest.mark.parametrize(
    ("unit", "plaintiff", "expected"),
    [
        ("县自然资源局", "张某", "0306-自然资源局-张某"),
        ("县人民政府", "某置业公司", "0306-县人民政府-某置业公司"),
        ("龙浔镇人民政府", "苏某", "0306-龙浔镇-苏某"),
        ("汤头乡人民政府", "苏某", "0306-汤头乡-苏某"),
        ("县税务局", "CON", "0306-税务局-CON"),
        ("县税务局", "A/B公司", "0306-税务局-A／B公司"),
        ("县税务局", r'a<b>c:d"e\f|g?h*i', "0306-税务局-a＜b＞c：d＂e＼f｜g？h＊i"),
        ("县税务局", "某公司...", "0306-税务局-某公司"),
        ("县税务局", "．．", "0306-税务局-．．"),
        ("县税务局", "...", "0306-税务局-某"),
        ("县税务局", "张 某", "0306-税务局-张某"),
        ("县税务局", "Cafe\u0301", "0306-税务局-Café"),
    ],
)
def test_the_name_says_day_unit_and_plaintiff(unit: str, plaintiff: str, expected: str) -> None:
    assert directory_name(DAY, unit, plaintiff) == expected


@given(TEXTS, TEXTS)
def test_every_name_is_legal_everywhere(unit: str, plaintiff: str) -> None:
    name = directory_name(DAY, unit, plaintiff)
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.rstrip(". ")
    assert name.startswith("0306-")
    assert len(name) <= MOST_CHARACTERS
    assert len(name.encode()) <= MOST_BYTES


def test_a_long_name_keeps_something_of_both() -> None:
    name = directory_name(DAY, "县" + "某" * 200, "𠀀" * 200)
    assert name.startswith("0306-某某")
    assert name.endswith("𠀀")


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "0306-局-Café"),
        (["0306-局-别人"], "0306-局-Café"),
        (["0306-局-Café"], "0306-局-Café-2"),
        (["0306-局-CAFÉ"], "0306-局-Café-2"),
        ([unicodedata.normalize("NFD", "0306-局-café")], "0306-局-Café-2"),
        (["0306-局-Café", "0306-局-café-2", "0306-局-Café-4"], "0306-局-Café-3"),
    ],
)
def test_a_name_that_any_system_would_confuse_gets_a_number(taken: list[str], expected: str) -> None:
    assert next(free_names("0306-局-Café", taken)) == expected
