"""Citations are read, printed and refused as citations.yaml says; parameters answer by the day."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain import law
from yingsu.domain.instruments import ENTRIES

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("citations.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE["印式"], ids=lambda row: row["短式"])
def test_a_citation_prints_as_a_lawyer_writes_it(row: dict[str, str]) -> None:
    assert law.cite(*law.parse_citation(row["短式"])) == row["印作"]


@pytest.mark.parametrize("row", TABLE["合并"], ids=lambda row: "；".join(row["短式"]) or "（无）")
def test_citations_of_one_basis_are_joined(row: dict[str, Any]) -> None:
    articles = [article for text in row["短式"] for article in law.parse_citation(text)]
    assert law.cite(*articles) == row["印作"]


@pytest.mark.parametrize("row", TABLE["查无此条"], ids=lambda row: row["短式"])
def test_what_does_not_exist_cannot_be_cited(row: dict[str, str]) -> None:
    with pytest.raises(law.UnknownArticleError) as refusal:
        law.parse_citation(row["短式"])
    assert str(refusal.value) == row["提示"]


@pytest.mark.parametrize("text", TABLE["未收录的文件"])
def test_an_instrument_off_the_list_cannot_be_cited(text: str) -> None:
    with pytest.raises(law.UnknownInstrumentError) as refusal:
        law.parse_citation(text)
    assert str(refusal.value) == f"未收录的法律文件：{text}"


@pytest.mark.parametrize("text", [text for line in TABLE["自有数据"] for text in line])
def test_every_basis_of_our_own_data_exists(text: str) -> None:
    assert law.parse_citation(text)


@pytest.mark.parametrize(("short", "count"), TABLE["条数"].items())
def test_an_instrument_has_as_many_articles_as_it_was_passed_with(short: str, count: int) -> None:
    assert len(law.INSTRUMENTS[short].articles) == count


@pytest.mark.parametrize("short", ENTRIES)
def test_the_line_numbers_of_the_counts_are_right(short: str) -> None:
    seen = 0
    for line in ENTRIES[short].articles.strip().splitlines():
        label, _, words = line.partition(":")
        assert int(label) == seen + 1
        seen += len(words.split())
    assert seen == len(law.INSTRUMENTS[short].articles)


def test_every_instrument_has_a_name_in_the_code() -> None:
    named = {value for value in vars(law).values() if isinstance(value, law.Instrument)}
    assert named == set(law.INSTRUMENTS.values())


def test_no_two_instruments_print_alike() -> None:
    assert len({str(instrument) for instrument in law.INSTRUMENTS.values()}) == len(law.INSTRUMENTS)


def test_an_instrument_is_introduced_with_its_number() -> None:
    assert (
        law.APPEARANCE_RULES.full_title
        == "最高人民法院关于行政机关负责人出庭应诉若干问题的规定（法释〔2020〕3号）"
    )
    assert law.LITIGATION_LAW.full_title == "行政诉讼法"


def test_an_article_prints_in_words() -> None:
    assert str(law.APPEARANCE_RULES.article(12, 1, 4)) == "法释〔2020〕3号第十二条第一款第（四）项"
    assert str(law.COUNTY_OPINION.section(4)) == "德政办〔2025〕32号第四部分"
    assert str(law.DEMOLITION_REPLY.whole) == "法释〔2024〕8号"


def test_one_place_is_one_value_however_it_is_cited() -> None:
    assert law.LITIGATION_LAW.article(85) == law.LITIGATION_LAW.article(85, 1)
    assert {law.LITIGATION_LAW.article(3, 3)} == set(law.parse_citation("行诉法3③"))


@pytest.mark.parametrize(
    ("parameter", "value", "basis"),
    [
        (law.DEFENCE_DAYS, 15, "行政诉讼法第六十七条第一款"),
        (law.JUDGMENT_APPEAL_DAYS, 15, "行政诉讼法第八十五条"),
        (law.RULING_APPEAL_DAYS, 10, "行政诉讼法第八十五条"),
        (law.HEAD_NOTICE_DAYS, 3, "法释〔2020〕3号第五条第二款"),
        (law.DAILY_FINE[0], 50, "行政诉讼法第九十六条第（二）项"),
        (law.DAILY_FINE[1], 100, "行政诉讼法第九十六条第（二）项"),
    ],
)
def test_a_number_of_the_law_has_its_article(parameter: law.Parameter, value: int, basis: str) -> None:
    assert parameter.on(date(2026, 3, 2)) == value
    assert law.cite(*parameter.basis) == basis


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(1999, 1, 1), 10),  # before the law on file: its first value
        (date(2015, 4, 30), 10),
        (date(2015, 5, 1), 15),
        (date(2026, 1, 1), 15),
    ],
)
def test_a_changed_number_answers_by_the_day(day: date, value: int) -> None:
    changed = law.Parameter("某期限", "日", ((date(2002, 10, 1), 10), (date(2015, 5, 1), 15)), ())
    assert changed.on(day) == value
