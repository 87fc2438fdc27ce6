"""Contact and learning, against scenarios that a lawyer can read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.period import year_of
from yingsu.domain.records import Event, Unit, UnitLetter
from yingsu.domain.settings import Settings
from yingsu.domain.view import View
from yingsu.metrics.contact import (
    ContactFigures,
    LetterRecord,
    by_kind,
    contact_figures,
    contact_records,
    event_record,
    letter_records,
    unit_letter_record,
)

HERE = Path(__file__).parent
PERIOD = year_of(2025)


def load(name: str) -> list[dict[str, Any]]:
    """Scenarios of a file; every scalar is text, as the reader of case files gives it."""
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- makes text only
    return found


OFFICE = Office.of(Settings(), [Unit.model_validate({"类别": "其他", **unit}) for unit in load("units")])


def view_of(number: int, data: dict[str, Any], as_of: date) -> View:
    names = data.get("被告", ["县自然资源局"])
    common = {"格式": "1", "案由": "行政处罚", "行为类别": "行政处罚", "管理领域": "自然资源"}
    defendants = [{"单位": name, "地位": "原行为机关"} for name in names]
    case = Case.model_validate({**common, "原告": [{"姓名": "张某"}], **data, "被告": defendants})
    return View(f"2025/{number}", case, OFFICE, as_of)


def figures_of(scenario: dict[str, Any]) -> ContactFigures:
    given, as_of = scenario["given"], date.fromisoformat(scenario.get("as-of", "2026-06-30"))
    views = [view_of(number, data, as_of) for number, data in enumerate(given.get("案件", []))]
    events = (
        event_record(OFFICE, Event.model_validate(data), as_of, "events") for data in given.get("活动", [])
    )
    letters = (
        unit_letter_record(OFFICE, UnitLetter.model_validate(data), as_of, "letters")
        for data in given.get("来函", [])
    )
    return contact_figures(
        [contact for view in views for contact in contact_records(view)],
        [event for event in events if event is not None],
        [
            *(letter for view in views for letter in letter_records(view)),
            *(letter for letter in letters if letter is not None),
        ],
        PERIOD,
        (tuple(given.get("有案件", ())), tuple(given.get("没有案件", ()))),
    )


def words_of(letter: LetterRecord) -> str:
    return " ".join(
        (
            letter.source if letter.is_of_case else "不属于案件",
            letter.reported or "不是本县单位",
            f"期限{letter.reply_due_on}" if letter.reply_due_on else "没有期限",
            f"回复{letter.replied_on}" if letter.replied_on else "未回复",
        )
    )


def seen(contact: ContactFigures) -> dict[str, Any]:
    kinds = [each for each in by_kind(contact.events) if each.times]
    return {
        "次数": {each.kind.value: str(each.times) for each in kinds},
        "人次": {each.kind.value: str(each.people) for each in kinds if each.people},
        "没有人数": {each.kind.value: str(each.unsaid) for each in kinds if each.unsaid},
        "没有参加单位": {each.kind.value: str(each.silent) for each in kinds if each.silent},
        "参加": {
            unit: {kind.value: str(times) for kind, times in counts.items()}
            for unit, counts in contact.participation.items()
        },
        "外单位": [name for each in contact.events for name in each.others],
        "没有参加": list(contact.absent),
        "没有案件没有参加": list(contact.absent_idle),
        "沟通": [
            f"{each.case} {'、'.join(each.units)} {each.rectification or '没有写整改'}"
            for each in contact.contacts
        ],
        "沟通日期不明": [each.case for each in contact.undated],
        "来函": {each.number: words_of(each) for each in contact.letters},
    }


@pytest.mark.parametrize("scenario", load("contact"), ids=lambda each: each["name"])
def test_contact_is_what_its_scenario_expects(scenario: dict[str, Any]) -> None:
    expect, found = scenario["expect"], seen(figures_of(scenario))
    assert set(expect) <= set(found)
    assert found == {key: expect.get(key, type(value)()) for key, value in found.items()}


@pytest.mark.parametrize("scenario", load("contact"), ids=lambda each: each["name"])
def test_every_kind_of_event_is_counted_also_where_there_was_none(scenario: dict[str, Any]) -> None:
    contact = figures_of(scenario)
    assert sum(each.times for each in by_kind(contact.events)) == len(contact.events)
    assert len(by_kind(contact.events)) == 5
