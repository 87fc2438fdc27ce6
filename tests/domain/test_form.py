"""The form's sheets: every column is explained, and every example can be typed in."""

import pytest

from yingsu.domain.form import FormColumn, FormSheet, Kind
from yingsu.domain.form_book import head_of, located, locator_of
from yingsu.domain.form_sheets import SHEETS

COLUMNS = [(sheet, column) for sheet in SHEETS for column in sheet.columns]


@pytest.mark.parametrize(
    ("sheet", "column"), COLUMNS, ids=lambda each: each.title if isinstance(each, FormColumn) else each.name
)
def test_a_column_says_how_it_is_filled_in_and_its_example_can_be_typed(
    sheet: FormSheet, column: FormColumn
) -> None:
    assert column.note
    assert not column.note.endswith("。")
    assert column.title not in set(head_of(sheet))
    if column.example:
        text, _ = column.read(column.example)
        assert text == column.example


def test_titles_are_told_apart_and_every_list_has_its_musts() -> None:
    for sheet in SHEETS:
        titles = [*head_of(sheet), *(column.title for column in sheet.columns)]
        assert len(set(titles)) == len(titles)
        for fields, model in sheet.models:
            musts = {name for name, info in model.model_fields.items() if info.is_required()}
            assert musts <= {column.fields[-1] for column in sheet.columns_of(fields)}


def test_what_the_form_knows_of_a_field_is_its_kind() -> None:
    kinds = {
        column.title: column.kind for sheet, column in COLUMNS if sheet.name in {"案件", "开庭", "裁判结果"}
    }
    assert kinds["赔偿数额"] is Kind.NUMBER
    assert kinds["公益诉讼"] is Kind.YES_NO
    assert kinds["专班.业务骨干"] is Kind.TEXTS
    assert kinds["败诉原因"] is Kind.WORDS
    assert kinds["复议.结果"] is Kind.WORD
    assert kinds["到庭（一个也没有）"] is Kind.NOBODY


def test_a_place_is_read_as_it_was_written() -> None:
    path = ("审理", 0, "开庭", 12)
    assert located(locator_of("2025/0306-甲#乙", path)) == ("2025/0306-甲#乙", path)
    assert located(locator_of("2025/0306-甲", ())) == ("2025/0306-甲", ())
    assert located("没有") is None
    assert located("甲#审理/9999999") == ("甲", ("审理", "9999999"))
