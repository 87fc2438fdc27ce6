"""What is not complained of is read exactly as it was typed."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from yingsu.domain.case import Case
from yingsu.reading.shapes import keys_below
from yingsu.reading.source import FASTEST, MakesParser, PureParser, read_source
from yingsu.reading.validation import read_record

HERE = Path(__file__).parent
FILES = sorted((HERE / "accepted").glob("*.yaml"))


@pytest.mark.parametrize("parser", [FASTEST, PureParser], ids=["libyaml", "pure"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_text_is_read_as_its_data(file: Path, parser: MakesParser) -> None:
    source = read_source(file.read_bytes(), keys_below(Case), parser)
    assert source.problems == []
    assert source.data == json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))


def test_a_key_without_a_value_keeps_its_place() -> None:
    source = read_source((HERE / "accepted" / "scalars.yaml").read_bytes())
    assert source.blanks == [("空",), ("波浪",), ("空词",)]
    assert [source.span(path).line for path in source.blanks] == [11, 12, 13]


def test_every_form_of_a_day_a_number_and_a_word_is_the_same_value() -> None:
    case = read_record((HERE / "days-accepted.yaml").read_bytes(), Case, "x").node
    assert case is not None
    assert case.act is not None
    assert dict(case.act.fact_days()) == {
        "opened_on": date(2025, 3, 6),
        "made_on": date(2025, 3, 6),
        "served_on": date(2025, 3, 6),
        "discussed_on": date(2025, 3, 6),
        "published_on": date(2025, 3, 6),
        "publication_withdrawn_on": date(2025, 3, 6),
        "demand_served_on": date(2024, 2, 29),
    }
    assert case.format == 1
    assert case.claimed_amount == Decimal("1234.5")
    assert (case.public_interest, case.is_model_case) == (False, True)


def test_one_entry_without_a_list_is_a_list_of_one() -> None:
    case = read_record((HERE / "days-accepted.yaml").read_bytes(), Case, "x").node
    assert case is not None
    proceeding = case.proceedings[0]
    assert [each.began_on for each in proceeding.suspensions] == [date(2025, 4, 20)]
    assert [each.side for each in proceeding.appeals] == ["被告"]
    assert proceeding.decision is not None
    assert [each.dispositions for each in proceeding.decision.outcomes] == [("撤销",)]
