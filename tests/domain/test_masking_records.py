"""What masking takes from records, as masked_records.yaml has it; what a name field says; which fields are name fields."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.domain.masking_records import masking_of
from yingsu.domain.node import Node
from yingsu.domain.person_names import is_masked, names_in
from yingsu.domain.records import Event, OwnRiskPoint, Screening, Unit, UnitLetter
from yingsu.domain.scalars import IS_PERSON
from yingsu.domain.settings import Settings


def rows_of(name: str) -> Any:
    return yaml.load(Path(__file__).with_name(name).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 -- text as the reader gives it


MUSTS = {"格式": "1", "案由": "行政处罚", "行为类别": "行政处罚", "管理领域": "自然资源"}


@pytest.mark.parametrize("row", rows_of("person_names.yaml"), ids=lambda row: row["text"])
def test_a_name_field_names_the_people_its_row_says(row: dict[str, Any]) -> None:
    names = names_in(row["text"], is_person=row.get("citizen") == "yes")
    assert list(names) == row.get("names", [])
    if "masked" in row:
        assert is_masked(names[0]) is (row["masked"] == "yes")


@pytest.mark.parametrize("row", rows_of("masked_records.yaml"), ids=lambda row: row["name"])
def test_records_are_masked_as_their_row_says(row: dict[str, Any]) -> None:
    cases = [(id_, Case.model_validate(MUSTS | given)) for id_, given in row["cases"].items()]
    masking = masking_of(
        cases,
        hidden=row.get("hidden", ()),
        heads_stay=row.get("heads") == "yes",
        hides_dockets=row.get("dockets") == "no",
    )
    for id_, texts in row["texts"].items():
        assert {text: masking.text(text, id_) for text in texts} == texts


def test_units_screenings_and_letters_are_masked_like_cases() -> None:
    unit = Unit.model_validate(
        {"单位": "安溪镇", "类别": "乡镇", "负责人": [{"姓名": "林三"}, {"姓名": "安溪"}]}
    )
    screening = Screening.model_validate(
        {
            "格式": "1",
            "单位": "安溪镇",
            "行为": "拆除",
            "行为类别": "行政强制执行",
            "排查日期": "2025-05-08",
            "排查人": "黄三",
        }
    )
    letter = UnitLetter.model_validate(
        {"种类": "司法建议书", "收到日期": "2025-05-08", "单位": "安溪镇", "对接人": "何三"}
    )
    masking = masking_of([("units", unit), ("排查", screening), ("来函", letter)])
    assert masking.text("安溪镇林三、安溪、黄三、何三") == "安溪镇林某、安某、黄某、何某"


def test_a_field_that_could_not_be_read_names_nobody() -> None:
    whole = Case.model_validate(MUSTS | {"原告": [{"姓名": "张三", "类型": "公民"}]})
    party = whole.plaintiffs[0]
    del party.__dict__["name"]
    assert list(whole.people()) == []


ROOTS = (Case, Screening, Unit, UnitLetter, Event, Settings, OwnRiskPoint)


def models_below(model: type[Node]) -> set[type[Node]]:
    found = {model}
    waiting = [field.annotation for field in model.model_fields.values()]
    while waiting:
        annotation = waiting.pop()
        waiting.extend(getattr(annotation, "__args__", ()))
        if isinstance(annotation, type) and issubclass(annotation, Node) and annotation not in found:
            found |= models_below(annotation)
    return found


def holds(annotation: Any, metadata: Any, wanted: Any) -> bool:
    """Whether a field is of a type, or bears a mark, also within a list or beside None."""
    if annotation is wanted or wanted in metadata:
        return True
    return any(
        holds(inner, getattr(inner, "__metadata__", ()), wanted)
        for inner in getattr(annotation, "__args__", ())
    )


def test_of_every_text_field_it_is_said_whether_it_names_people() -> None:
    found: dict[str, dict[str, list[str]]] = {"people": {}, "other": {}}
    for model in {each for root in ROOTS for each in models_below(root)}:
        for field in model.model_fields.values():
            if holds(field.annotation, field.metadata, str):
                is_name = holds(field.annotation, field.metadata, IS_PERSON)
                of_kind = found["people" if is_name else "other"]
                of_kind.setdefault(model.__name__, []).append(str(field.alias))
    assert found == rows_of("name_fields.yaml")
