from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yingsu.domain.docket_number import (
    DOCKET_KINDS,
    CourtLevel,
    DocketKind,
    DocketNumber,
    DocketNumberError,
    parse_docket_number,
)

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("docket_numbers.yaml").read_text(encoding="utf-8")
)
READ = [row for row in ROWS if "error" not in row]
REFUSED = [row for row in ROWS if "error" in row]
INSTANCES = ("一审", "二审", "再审审查", "再审", "非诉审查")
FULL_WIDTH = str.maketrans("()0123456789", "（）０１２３４５６７８９")

modern_kinds = st.sampled_from([kind for kind in DOCKET_KINDS.values() if not kind.is_old])
any_kinds = st.sampled_from(list(DOCKET_KINDS.values()))
modern_courts = st.from_regex(
    r"(最高法|[闽京兵](\d{2}|\d{4})?)", fullmatch=True, alphabet="最高法闽京兵0123456789"
)
old_courts = st.sampled_from(["", "德", "泉", "一中", "越法", "最高法", "台仙"])
years = st.integers(1990, 9999)
serials = st.integers(1, 99_999_999)
suffixes = st.sampled_from(["", "之一", "之十二"])
numbers = st.builds(
    DocketNumber, years, modern_courts, modern_kinds, serials, suffixes, specialty=st.sampled_from(["", "知"])
) | st.builds(DocketNumber, years, old_courts, any_kinds, serials, suffixes, is_old=st.just(True))
# Pieces of numbers in any order come closer to one than random text.
pieces = st.lists(
    st.sampled_from(
        [
            *"（）()〔〕[]【】﹝﹞０９05闽德知号字第之一X年、- {}\n\u3000",
            "2025",
            "最高法",
            "民初",
            *DOCKET_KINDS,
        ]
    ),
    max_size=14,
).map("".join)


@pytest.mark.parametrize("row", READ, ids=lambda row: row["text"])
def test_a_number_is_read(row: dict[str, Any]) -> None:
    number = parse_docket_number(row["text"])
    can_be = {instance: number.fits(instance) for instance in INSTANCES}
    assert {
        "canonical": number.canonical,
        "year": number.year,
        "court": number.court_code,
        "kind": number.kind.code,
        "serial": number.serial,
        "instances": "cannot say"
        if set(can_be.values()) == {None}
        else [instance for instance, fits in can_be.items() if fits],
        "litigation": number.kind.is_litigation,
        "level": number.court_level.value,
        "odd_brackets": number.has_odd_brackets,
        "old": number.is_old,
        "specialty": number.specialty,
        "suffix": number.suffix,
    } == {"old": False, "specialty": "", "suffix": ""} | {key: row[key] for key in row if key != "text"}


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["text"][:30])
def test_a_text_that_is_no_number_is_refused_in_plain_words(row: dict[str, Any]) -> None:
    with pytest.raises(DocketNumberError) as raised:
        parse_docket_number(row["text"])
    assert row["error"] in str(raised.value)
    assert str(raised.value).endswith(raised.value.reason)


def test_every_type_code_and_every_level_is_met_in_the_data() -> None:
    assert {row["kind"] for row in READ} == set(DOCKET_KINDS)
    assert {row["level"] for row in READ} == {level.value for level in CourtLevel}


def test_a_code_of_no_known_length_has_no_level() -> None:
    assert DocketNumber(2025, "闽583", DOCKET_KINDS["行初"], 1).court_level is CourtLevel.UNKNOWN


@given(numbers)
def test_the_canonical_form_reads_as_itself(number: DocketNumber) -> None:
    assert parse_docket_number(number.canonical) == number


@given(numbers)
def test_half_and_full_width_are_the_same(number: DocketNumber) -> None:
    half = number.canonical.replace("（", "(").replace("）", ")")
    assert parse_docket_number(half) == parse_docket_number(half.translate(FULL_WIDTH)) == number


@given(numbers, st.sampled_from(["〔〕", "[]", "【】", "﹝﹞", "［］"]))
def test_odd_brackets_are_noticed_and_make_no_other_number(number: DocketNumber, brackets: str) -> None:
    odd = parse_docket_number(number.canonical.translate(str.maketrans("（）", brackets)))
    assert odd == number
    assert odd.has_odd_brackets


@given(st.text() | pieces)
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        number = parse_docket_number(text)
    except DocketNumberError:
        return
    assert parse_docket_number(number.canonical) == number


@given(any_kinds, st.sampled_from(INSTANCES))
def test_a_kind_that_cannot_say_says_neither_yes_nor_no(kind: DocketKind, instance: str) -> None:
    assert (kind.fits(instance) is None) is not kind.is_determined
    assert bool(kind.fits(instance)) is (instance in kind.instances)
