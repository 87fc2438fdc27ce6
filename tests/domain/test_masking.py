"""Masking as masking.yaml has it, and what holds for any names."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yingsu.document import (
    Annex,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Series,
    Table,
    count,
    day,
    text,
)
from yingsu.domain.folding import folded
from yingsu.domain.masking import Masking, Person

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("masking.yaml").read_text(encoding="utf-8")
)


def people_of(row: dict[str, Any]) -> list[Person]:
    return [Person(folded(name).text, home) for home, names in row["people"].items() for name in names]


def masking_of_row(row: dict[str, Any]) -> Masking:
    words = {key: row[key] for key in ("kept", "organisations", "hidden", "reserved") if key in row}
    return Masking(people_of(row), **words, hides_dockets=row.get("dockets") is False)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_text_leaves_the_office_as_its_row_says(row: dict[str, Any]) -> None:
    masking = masking_of_row(row)
    for home, texts in row["texts"].items():
        for before, after in texts.items():
            assert masking.text(before, home) == after
            assert masking.text(after, home) == after
            assert masking.text(after) == after, (
                "what a case's text became is not changed when its document is"
            )
            assert masking.betrayals(after) == ()


def test_a_betrayal_says_what_it_is_and_never_gives_a_number_away() -> None:
    masking = Masking([Person("张三")], hidden=["虚构陶瓷厂"], hides_dockets=True)
    found = masking.betrayals("张 三，130 0000 0000，虚构陶瓷厂，（2025）闽0583行初12号，张三")
    assert [str(each) for each in found] == [
        "姓名“张三”",
        "手机号码“130…00”",
        "单位名称“虚构陶瓷厂”",
        "案号“(2025)闽0583行初12号”",
    ]
    assert [each.what for each in masking.betrayals("张三130 0000 0000", only_names=True)] == ["姓名"]


class Word(StrEnum):
    A = "张三"


@dataclass(frozen=True)
class Paper:
    title: str
    kind: Word
    rows: tuple[str, ...]


def test_every_text_of_a_value_is_masked_and_nothing_else() -> None:
    masking = Masking([Person("张三", "甲案"), Person("张某", "甲案"), Person("张某", "乙案")])
    value = {
        "张三": ["张三", 1, None, Fraction(1, 2), date(2025, 3, 6), True],
        "文": Paper("张三案", Word.A, ("张某", "李四")),
    }
    assert masking.apply(value, "乙案") == {
        "张三": ["张某甲", 1, None, Fraction(1, 2), date(2025, 3, 6), True],
        "文": Paper("张某甲案", Word.A, ("张某丙", "李四")),
    }


def a_document(name: str) -> Document:
    """A document with a name wherever text can stand."""
    table = Table(
        (Column(name), Column("件数")), ((text(name), count(3)), (Cell(name, name), day(None))), name
    )
    return Document(
        (
            Heading(2, name),
            Paragraph(name),
            table,
            Listing((Entry(name, name, (name,)),)),
            Chart(ChartKind.BARS, name, (name,), (Series(name, (Fraction(1, 2),)),)),
            Annex(name, name, (Paragraph(name), table)),
        ),
        name,
        ((name, name),),
        name,
    )


def test_a_document_is_masked_in_every_place() -> None:
    assert Masking([Person("张三")]).apply(a_document("张三")) == a_document("张某")


def test_masks_of_two_documents_cannot_be_joined() -> None:
    ours, theirs = (
        Masking([Person("李四"), Person("李五")]),
        Masking([Person("李六"), Person("李四"), Person("李五")]),
    )
    assert (ours.text("李四"), theirs.text("李四")) == ("李某甲", "李某乙")


HAN = "张李王欧阳三四五丰甲乙安溪县"
NAMES = st.one_of(
    st.text(st.sampled_from(HAN), min_size=2, max_size=4),
    st.sampled_from(["张某", "张某甲", "李某", "李某乙", "某某", "john smith", "阿尔法·虚构"]),
)
PEOPLE = st.lists(st.builds(Person, NAMES, st.sampled_from(["甲案", "乙案"])), max_size=8)
TEXTS = st.lists(
    st.one_of(
        NAMES,
        st.sampled_from(
            [*HAN, "某", "，", " ", "\u200b", "（略）", "公司", "130", "00000000", "电话", "20000000"]
        ),
    ),
    max_size=14,
).map("".join)
HOMES = st.sampled_from(["甲案", "乙案", ""])


@given(PEOPLE, TEXTS, HOMES)
@settings(max_examples=300)
def test_masking_twice_is_masking_once(people: list[Person], written: str, home: str) -> None:
    masking = Masking(people)
    masked = masking.text(written, home)
    assert masking.text(masked, home) == masked
    assert masking.text(masked) == masked


@given(PEOPLE, TEXTS, HOMES)
@settings(max_examples=300)
def test_no_real_name_is_left(people: list[Person], written: str, home: str) -> None:
    masking = Masking(people)
    masked = masking.text(written, home)
    assert [each.name for each in people if "某" not in each.name and each.name in masked] == []
    assert masking.betrayals(masked) == ()


@given(PEOPLE)
def test_one_person_has_one_mask_and_two_have_two(people: list[Person]) -> None:
    masking = Masking(people)
    real = {each.name for each in people if "某" not in each.name}
    masks = {each: masking.text(each.name, each.home) for each in people}
    of_names = {each.name: mask for each, mask in masks.items() if each.name in real}
    hidden = [mask for each, mask in masks.items() if each.name not in real]
    assert len({*of_names.values(), *hidden}) == len(of_names) + len(hidden)
    assert all(mask == masking.text(name) for name, mask in of_names.items())


@given(TEXTS)
def test_a_document_without_people_loses_its_numbers_all_the_same(written: str) -> None:
    masking = Masking([])
    assert masking.betrayals(masking.text(written)) == ()
