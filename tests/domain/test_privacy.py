"""Numbers and addresses that lead to a person, as privacy.yaml has them."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yingsu.domain.privacy import DetailKind, details, veiled

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("privacy.yaml").read_text(encoding="utf-8")
)
SIGNS = st.text(
    st.sampled_from("0123456789０１X x-（）()+.@a号路村组幢室电话账身份证略 \u200b张"), max_size=40
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:30])
def test_what_leads_to_a_person_is_found_and_nothing_else(row: dict[str, Any]) -> None:
    text = row["text"]
    found = details(text)
    assert [(each.kind.value, text[each.start : each.end]) for each in found] == list(
        row.get("found", {}).items()
    )
    if "shown" in row:
        assert found[0].shown == row["shown"]


def test_every_kind_is_met_in_the_data() -> None:
    assert {kind for row in ROWS for kind in row.get("found", {})} == {kind.value for kind in DetailKind}


@given(SIGNS)
def test_what_is_shown_of_a_number_never_is_the_number(text: str) -> None:
    found = details(text)
    assert all(each.text not in each.shown for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            "姓名: 张三（359999199001010017），电话 130 0000 0000",
            "姓名: 张三（359***************），电话 130 **** ****",
        ),
        ("证件: ３５９９９９１９９００１０１００１７", "证件: ３５９＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊"),
        ("诉讼请求: 退还虚构路56号房屋", "诉讼请求: 退还虚构路56号房屋"),
        ("案号: （2025）闽0583行初12号", "案号: （2025）闽0583行初12号"),
    ],
)
def test_a_line_is_shown_without_the_numbers_in_it(line: str, shown: str) -> None:
    assert veiled(line) == shown


@given(SIGNS)
def test_a_shown_line_is_as_long_as_it_was(text: str) -> None:
    assert len(veiled(text)) == len(text)
