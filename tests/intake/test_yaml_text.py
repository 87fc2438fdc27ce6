"""What is written is read back by the project's own reader as exactly the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingsu.intake.yaml_text import block, scalar
from yingsu.reading.source import read_source

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
TRICKY = st.sampled_from(
    ["- ", ": ", " #", "'", '"', "\\", "{", "]", "null", "~", "：", "\n", "\t", "\u2028", "是"]
)
KEYS = st.text(min_size=1, max_size=20).filter(lambda text: text != "<<" and text.isprintable())
LEAVES = st.one_of(TEXTS, st.lists(TRICKY).map("".join))
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda below: (
            st.lists(
                st.one_of(LEAVES, st.dictionaries(KEYS, below, min_size=1, max_size=3)),
                min_size=1,
                max_size=3,
            )
            | st.dictionaries(KEYS, below, min_size=1, max_size=3)
        ),
        max_leaves=12,
    ),
    min_size=1,
    max_size=4,
)


def read(text: str) -> Any:
    source = read_source(text.encode())
    assert not source.problems, (text, source.problems)
    return source.data


@given(LEAVES)
def test_any_text_is_read_back(text: str) -> None:
    assert read(f"键: {scalar(text)}\n另: [{scalar(text)}, 一]\n") == {"键": text, "另": [text, "一"]}


@given(DATA)
def test_any_data_is_read_back(data: dict[str, Any]) -> None:
    assert read(block(data) + "\n") == data


@pytest.mark.parametrize(
    "text",
    [
        "责令退还",
        "（2025）闽0583行初12号",
        "2025-03-06",
        "0012",
        "NO",
        "09:00",
        "张某",
        "a#b",
        "德自然资罚〔2025〕3号",
        "1",
    ],
)
def test_what_needs_no_quotes_has_none(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        ("null", '"null"'),
        ("- 甲", '"- 甲"'),
        ("甲: 乙", '"甲: 乙"'),
        ("甲 # 乙", '"甲 # 乙"'),
        ('"甲"', '"\\"甲\\""'),
        ("甲\n乙", '"甲\\n乙"'),
        ("甲\u200b", '"甲\\u200B"'),
        ("\x85", '"\\x85"'),
        ("\U0001f600\U000e0001", "\U0001f600\U000e0001"),
        (" 甲", '" 甲"'),
    ],
)
def test_what_needs_quotes_has_them(text: str, written: str) -> None:
    assert scalar(text) == written
