"""A case as one office knew it on one day: later facts do not exist, plans do."""

import gc
import weakref
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from yingsu.domain.case import Case
from yingsu.domain.facts.course import as_written
from yingsu.domain.facts.effect import effect
from yingsu.domain.node import LostValueError
from yingsu.domain.office import Office
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.view import View, each_per_view, per_view

UNITS = [
    Unit.model_validate({"单位": "县自然资源局", "类别": "县直部门", "曾用名": "县国土资源局"}),
    Unit.model_validate({"单位": "县人民政府", "类别": "县政府"}),
]
OFFICE = Office.of(Settings(), UNITS)

WHOLE: dict[str, Any] = {
    "审理": [
        {
            "审级": "一审",
            "案号": "（2025）闽0583行初12号",
            "立案日期": "2025-03-03",
            "收到应诉通知": "2025-03-06",
            "答辩日期": "2025-03-18",
            "中止": [{"自": "2025-03-20", "至": "2025-03-25"}],
            "开庭": [
                {"日期": "2025-04-10", "到庭": [], "未到庭说明": [{"事由": "不可抗力"}], "拒绝说明": "否"},
                {"日期": "2025-06-10", "到庭": []},
            ],
            "裁判": {"日期": "2025-05-20", "送达日期": "2025-05-26", "生效日期": "2025-06-11"},
            "上诉": {"日期": "2025-06-05"},
        },
        {"审级": "二审", "立案日期": "2025-07-01"},
    ],
    "履行": [
        {
            "案号": "（2025）闽0583行初12号",
            "单位": "县自然资源局",
            "内容": "重作",
            "期限": "2025-08-11",
            "完成日期": "2025-07-30",
            "终止": {"日期": "2025-08-01"},
        }
    ],
    "来函": [
        {"种类": "司法建议书", "收到日期": "2025-04-01", "回复期限": "2025-06-01", "回复日期": "2025-05-01"}
    ],
    "自纠": [{"单位": "县自然资源局", "日期": "2025-04-20", "方式": "和解"}],
}


def view_of(as_of: str, defendants: tuple[str, ...] = ("县自然资源局",), **data: Any) -> View:
    case = Case.model_validate(
        {
            "格式": "1",
            "案由": "行政处罚",
            "行为类别": "行政处罚",
            "管理领域": "自然资源",
            "被告": [{"单位": name, "地位": "共同被告"} for name in defendants],
            **data,
        }
    )
    case.bind()
    return View("2025/0306-示例", case, OFFICE, date.fromisoformat(as_of))


def test_on_the_last_day_everything_is_known_and_nothing_is_copied() -> None:
    view = view_of("2025-12-31", **WHOLE)
    assert view.case is view.whole


def test_facts_after_the_day_do_not_exist() -> None:
    case = view_of("2025-04-10", **WHOLE).case
    first = case.proceedings[0]
    assert len(case.proceedings) == 1
    assert first.defended_on == date(2025, 3, 18)
    assert first.suspensions[0].ended_on == date(2025, 3, 25)
    assert first.decision is None
    assert first.appeals == ()
    assert case.self_corrections == ()
    assert case.obligations[0].done_on is None
    assert case.obligations[0].end is None
    assert case.letters[0].replied_on is None


def test_plans_are_seen_at_once() -> None:
    case = view_of("2025-04-10", **WHOLE).case
    assert case.obligations[0].due_on == date(2025, 8, 11)
    assert case.letters[0].reply_due_on == date(2025, 6, 1)
    assert [hearing.held_on for hearing in case.proceedings[0].hearings] == [
        date(2025, 4, 10),
        date(2025, 6, 10),
    ]


def test_a_hearing_to_come_is_a_plan_to_which_nobody_has_come_yet() -> None:
    held, planned = view_of("2025-04-10", **WHOLE).case.proceedings[0].hearings
    assert held.attendees == ()
    assert len(held.absences) == 1
    assert held.explanation_refused is False
    assert planned.attendees is None
    earlier = view_of("2025-04-09", **WHOLE).case.proceedings[0].hearings[0]
    assert earlier.attendees is None
    assert earlier.absences == ()
    assert earlier.explanation_refused is None


def test_a_decision_not_yet_served_is_known_without_its_service() -> None:
    decision = view_of("2025-05-20", **WHOLE).case.proceedings[0].decision
    assert decision is not None
    assert decision.served_on is None


@pytest.mark.parametrize(
    ("day", "count"), [("2025-03-02", 0), ("2025-03-03", 1), ("2025-06-30", 1), ("2025-07-01", 2)]
)
def test_a_proceeding_exists_from_the_first_of_its_days(day: str, count: int) -> None:
    assert len(view_of(day, **WHOLE).case.proceedings) == count


def test_a_part_keeps_its_place_in_the_file_when_later_facts_are_cut() -> None:
    case = view_of("2025-04-10", **WHOLE).case
    assert case.proceedings[0].hearings[1].path == ("审理", 0, "开庭", 1)
    assert case.obligations[0].path == ("履行", 0)


def test_own_defendants_are_each_there_once_in_the_order_of_the_file() -> None:
    names = ("泉州市人民政府", "县人民政府", "县国土资源局", "县自然资源局")
    view = view_of("2025-12-31", names)
    assert [unit.name for unit in view.own_defendants] == ["县人民政府", "县自然资源局"]


@pytest.mark.parametrize(
    ("proceeding", "is_litigation"),
    [
        ({"审级": "一审", "案号": "（2025）闽0583行初12号"}, True),
        ({"审级": "二审", "案号": "（2025）闽05行终12号"}, True),
        ({"审级": "再审审查", "案号": "（2025）闽行申12号"}, True),
        ({"审级": "一审", "案号": "（2015）荔行初字第39号"}, True),
        ({"审级": "一审"}, True),
        ({"审级": "一审", "案号": "没有这样的案号"}, True),
        ({"审级": "非诉审查"}, False),
        ({"审级": "非诉审查", "案号": "（2025）闽0583行审12号"}, False),
        ({"审级": "一审", "案号": "（2025）闽0583执12号"}, False),
    ],
)
def test_enforcement_and_the_like_are_no_litigation(proceeding: dict[str, str], is_litigation: bool) -> None:
    view = view_of("2025-12-31", 审理=[proceeding])
    assert view.is_litigation(view.case.proceedings[0]) is is_litigation


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("（2025）闽0583行初12号", "(2025)闽0583行初12号", True),
        ("（2025）闽0583行初12号", "〔2025〕闽0583行初12号", True),
        ("（2025）闽0583行初12号", "（2025）闽0583行初13号", False),
        ("（2025）闽0583行初12号", "（2025）闽0583行终12号", False),
        ("说不清", "说不清", True),
        ("说不清", "（2025）闽0583行初12号", False),
        ("（2025）闽0583行初12号", None, False),
        (None, None, False),
    ],
)
def test_a_docket_is_the_same_however_it_is_bracketed(one: str | None, other: str | None, same: bool) -> None:
    view = view_of("2025-12-31")
    assert view.is_same_docket(one, other) is same
    assert view.is_same_docket(other, one) is same


def test_no_docket_and_a_malformed_one_have_no_grammar() -> None:
    view = view_of("2025-12-31")
    assert view.docket(None) is None
    assert view.docket("没有这样的案号") is None
    found = view.docket("（2025）闽0583行初12号")
    assert found is not None
    assert view.docket("（2025）闽0583行初12号") is found


def test_a_question_about_a_view_is_answered_once_for_each_part() -> None:
    asked: list[tuple[str, ...]] = []

    @per_view
    def instance_of(view: View, *parts: Proceeding) -> tuple[str, ...]:
        del view
        asked.append(tuple(part.instance.value for part in parts))
        return asked[-1]

    view = view_of("2025-12-31", **WHOLE)
    first, second = view.case.proceedings
    groups = ((), (first,), (second,), (first, second), (first, second, first))
    for _ in range(2):
        assert [instance_of(view, *group) for group in groups] == [
            (),
            ("一审",),
            ("二审",),
            ("一审", "二审"),
            ("一审", "二审", "一审"),
        ]
    assert len(asked) == len(groups)
    instance_of(view_of("2025-12-31", **WHOLE))
    assert len(asked) == len(groups) + 1


def test_a_question_with_named_arguments_is_asked_each_time() -> None:
    asked: list[str] = []

    @per_view
    def noted(view: View, word: str = "") -> str:
        asked.append(view.id + word)
        return word

    view = view_of("2025-12-31", **WHOLE)
    assert [noted(view, word="甲"), noted(view, word="乙"), noted(view, word="甲")] == ["甲", "乙", "甲"]
    assert len(asked) == 3


def test_what_was_found_before_a_lost_value_is_found_each_time_and_the_loss_is_told_each_time() -> None:
    searched: list[str] = []

    @each_per_view
    def decisions(view: View) -> Iterator[str]:
        for proceeding in view.case.proceedings:
            searched.append(proceeding.instance.value)
            yield proceeding.instance.value
            raise LostValueError(Proceeding, "decision")

    view = view_of("2025-12-31", **WHOLE)
    for _ in range(2):
        found: list[str] = []
        with pytest.raises(LostValueError):
            found.extend(decisions(view))
        assert found == ["一审"]
    assert searched == ["一审"]


def test_answers_do_not_keep_a_view_alive() -> None:
    view = view_of("2025-04-10", **WHOLE)
    for proceeding in view.whole.proceedings:
        effect(as_written(view), proceeding)
    gone = weakref.ref(view)
    del view
    gc.collect()
    assert gone() is None
