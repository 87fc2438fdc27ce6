"""Every due day, scenario by scenario as a lawyer would read them, and what holds of all."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yingsu.domain.aftermath import Letter
from yingsu.domain.answer import Answer
from yingsu.domain.calendar import Calendar
from yingsu.domain.case import Case
from yingsu.domain.deadline_count import Start, counted, counting
from yingsu.domain.deadlines import (
    KINDS,
    Deadline,
    Nature,
    Status,
    Undated,
    deadlines,
    defence_deadlines,
    letter_deadlines,
    registration_deadline,
    screening_deadlines,
    undated,
)
from yingsu.domain.law import parse_citation
from yingsu.domain.office import Office
from yingsu.domain.records import Screening, Unit
from yingsu.domain.settings import Settings
from yingsu.domain.view import View

HERE = Path(__file__).parent
AS_OF = "2026-11-23"


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- it makes text only


DATA = read(HERE / "deadlines.yaml")
SCENARIOS = DATA["情形"]
UNITS = tuple(map(Unit.model_validate, read(HERE.parent / "rules" / "units.yaml")))
OFFICE = Office.of(Settings(), UNITS)


def view_of(given: dict[str, Any], as_of: str = AS_OF, office: Office = OFFICE) -> View:
    parties: dict[str, Any] = {}
    if "申请执行人" not in given:
        parties = {
            "原告": [{"姓名": "张某", "类型": "公民"}],
            "被告": [{"单位": "县自然资源局", "地位": "原行为机关"}],
        }
    case = Case.model_validate(
        {"格式": "1", "案由": "示例", "行为类别": "行政处罚", "管理领域": "自然资源", **parties, **given}
    )
    case.bind()
    return View("示例", case, office, date.fromisoformat(as_of))


def view_of_scenario(scenario: dict[str, Any]) -> View:
    office = Office.of(Settings.model_validate(scenario.get("office", {})), UNITS)
    return view_of(scenario.get("given", {}), scenario.get("as_of", AS_OF), office)


def yes(value: bool) -> str:
    return "是" if value else "否"


def said(deadline: Deadline) -> dict[str, Any]:
    """A due day in the words of the scenarios."""
    return {
        "key": deadline.key,
        "title": deadline.title,
        "what": deadline.what,
        "docket": deadline.docket or "无",
        "unit": deadline.unit or "无",
        "party": deadline.kind.party,
        "from": deadline.start.isoformat(),
        "from_fact": deadline.start_fact,
        "nominal": deadline.nominal.isoformat(),
        "due": deadline.due.isoformat(),
        "done": deadline.done.isoformat() if deadline.done is not None else "无",
        "status": deadline.status.value,
        "words": deadline.status_words,
        "days_left": str(deadline.days_left),
        "provisional": yes(deadline.provisional),
        "ours": yes(deadline.is_ours),
        "missed": deadline.missed.value,
        "basis": " ".join(deadline.kind.cited),
        "steps": list(deadline.steps),
    }


def expected_one(found: list[dict[str, Any]], expected: dict[str, Any]) -> dict[str, Any]:
    """The one due day that an entry of `expect` means: by its key, and by unit and detail where it names them."""
    marks = {mark: expected[mark] for mark in ("key", "unit", "what") if mark in expected}
    meant = [each for each in found if marks.items() <= each.items()]
    assert len(meant) == 1, (marks, [(each["key"], each["unit"], each["what"]) for each in found])
    return meant[0]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_has_the_days_that_the_law_gives(scenario: dict[str, Any]) -> None:
    view = view_of_scenario(scenario)
    found = [said(deadline) for deadline in deadlines(view)]
    for expected in scenario.get("expect", []):
        actual = expected_one(found, expected)
        assert {field: actual[field] for field in expected} == expected
    assert not {each["key"] for each in found} & set(scenario.get("absent", []))
    without_day = [
        {"key": each.kind.key, "unit": each.unit or "无", "reason": each.reason} for each in undated(view)
    ]
    for expected in scenario.get("undated", []):
        assert any(expected.items() <= actual.items() for actual in without_day), without_day
    assert len(without_day) == len(scenario.get("undated", without_day))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_due_day_says_where_in_the_file_it_starts(scenario: dict[str, Any]) -> None:
    view = view_of_scenario(scenario)
    found: list[Deadline | Undated] = [*deadlines(view), *undated(view)]
    assert found or "absent" in scenario
    assert all(each.node.path and each.node.key_of(each.field) for each in found)
    assert all(getattr(each.node, each.field) is not None for each in found)


def test_every_kind_that_a_file_can_start_has_a_scenario_and_no_other_appears() -> None:
    found = {deadline.key for scenario in SCENARIOS for deadline in deadlines(view_of_scenario(scenario))}
    assert found == {kind.key for kind in KINDS.values() if kind.starts_from is not None}


@pytest.mark.parametrize("row", DATA["期限表"], ids=lambda row: row["编号"])
def test_the_table_has_the_numbers_of_the_law(row: dict[str, Any]) -> None:
    kind = KINDS[row["编号"]]
    assert kind.length is not None
    value = kind.length.values[-1][1]
    assert int(row["长度"]) == (-value if kind.is_backwards else value)
    assert kind.measure == row["单位"]
    assert kind.length.unit == row["单位"]
    assert kind.rolls == (row["顺延"] == "是")
    assert kind.party == row["义务方"]
    assert list(kind.cited) == row["依据"]
    assert kind.basis == tuple(article for text in row["依据"] for article in parse_citation(text))


def test_the_table_is_complete() -> None:
    assert [row["编号"] for row in DATA["期限表"]] == [f"D{number:02}" for number in range(1, 61)]
    assert list(KINDS) == [row["编号"] for row in DATA["期限表"]] + [
        f"K{number:02}" for number in range(1, 9)
    ]


def test_courts_and_others_terms_are_not_ours() -> None:
    ours = {kind.party for kind in KINDS.values() if kind.is_ours}
    assert not ours & {"法院", "当事人", "对方当事人", "原告", "申请人", "第三方", "复议机关"}
    assert {kind.nature for kind in KINDS.values()} == set(Nature)


DEFENCES = DATA["答辩举证"]


@pytest.mark.parametrize("scenario", DEFENCES, ids=lambda scenario: scenario["name"])
def test_answer_and_evidence_are_judged_each_by_its_own_day(scenario: dict[str, Any]) -> None:
    proceeding = {"审级": "一审", "收到起诉状副本": "2026-06-01", **scenario["given"]}
    view = view_of({"审理": [proceeding]}, scenario.get("as_of", AS_OF))
    both = defence_deadlines(view, view.case.proceedings[0], "县自然资源局")
    assert both is not None
    assert both.answer.due == date(2026, 6, 16)
    assert both.answer.title == "提交答辩状、证据和依据（答辩状）"
    evidence = f"{both.evidence.key} {both.evidence.due}" if both.evidence is not None else "延期中"
    assert both.is_extended is not evidence.startswith("D02")
    assert {
        "举证": evidence,
        "可判断": yes(both.is_due),
        "按期": yes(both.is_in_time),
    } == scenario["expect"]


def test_there_is_no_day_of_defence_without_a_complaint_or_at_second_instance() -> None:
    view = view_of({"审理": [{"审级": "一审"}, {"审级": "二审", "收到起诉状副本": "2026-06-01"}]})
    first, second = view.case.proceedings
    assert defence_deadlines(view, first, "县自然资源局") is None
    assert defence_deadlines(view, second, "县自然资源局") is None
    assert registration_deadline(view, first, "县自然资源局") is None


def test_due_days_are_sorted() -> None:
    for scenario in SCENARIOS:
        due = [deadline.due for deadline in deadlines(view_of_scenario(scenario))]
        assert due == sorted(due)


def test_a_letter_of_no_case_has_its_days() -> None:
    letter = Letter.model_validate({"种类": "检察建议书", "单位": "县国土资源局", "收到日期": "2026-09-29"})
    (reply,) = letter_deadlines(OFFICE, letter, date(2026, 12, 1))
    assert (reply.key, reply.unit, reply.due) == ("D31", "县自然资源局", date(2026, 11, 29))
    assert reply.status is Status.OVERDUE
    assert reply.missed is Answer.YES
    assert reply.basis == parse_citation("检察建议规定19")
    assert letter_deadlines(OFFICE, letter, date(2026, 9, 28)) == ()


def test_a_screening_has_the_days_of_its_risk_points() -> None:
    screening = Screening.model_validate(
        {
            "格式": "1",
            "单位": "德化县城市管理局",
            "行为": "拆除",
            "行为类别": "行政强制执行",
            "排查日期": "2026-05-08",
            "风险点": [
                {
                    "编号": "JD-CX-03",
                    "发现日期": "2026-05-08",
                    "整改期限": "2026-06-01",
                    "完成日期": "2026-05-25",
                }
            ],
        }
    )
    (mending,) = screening_deadlines(OFFICE, screening, date(2026, 5, 20))
    assert (mending.key, mending.unit, mending.status) == ("K05", "县城市管理局", Status.OPEN)
    (mended,) = screening_deadlines(OFFICE, screening, date(2026, 5, 25))
    assert (mended.done, mended.status) == (date(2026, 5, 25), Status.DONE)


def test_a_period_in_hours_has_no_day() -> None:
    with pytest.raises(ValueError, match="D46"):
        counting(Calendar(), KINDS["D46"], date(2026, 6, 1), 24)


# What holds of every kind, whenever it starts.

known_days = st.dates(date(2015, 1, 1), date(2027, 12, 31))
any_days = st.dates(date(1949, 1, 1), date(2199, 12, 31))
countable = st.sampled_from([kind for kind in KINDS.values() if kind.measure != "小时"])
lengths = st.none() | st.integers(0, 400)
extensions = st.integers(0, 40)
own_days = st.frozensets(known_days, max_size=20)
calendars = st.builds(lambda off, worked: Calendar(off, worked - off), own_days, own_days)


def start_on(day: date) -> Start:
    return Start(Unit.model_validate({"单位": "某局", "类别": "其他"}), "name", day, "起算")


@given(calendars, countable, known_days, known_days, lengths)
def test_a_later_start_is_never_due_earlier(
    calendar: Calendar, kind: Any, one: date, other: date, days: int | None
) -> None:
    first, second = (
        counted(calendar, kind, start_on(day), days if kind.length is None else None)
        for day in sorted((one, other))
    )
    assert first.due <= second.due


@given(calendars, countable, any_days, extensions)
def test_a_day_that_rolls_or_counts_working_days_is_worked_and_the_last_step_names_it(
    calendar: Calendar, kind: Any, day: date, extended: int
) -> None:
    length = kind.length.on(day) if kind.length is not None else 3
    start = start_on(day)
    found = counted(calendar, kind, start, length, extended=extended if length else 0)
    steps = found.steps(start.event)
    if kind.rolls or (kind.measure == "工作日"):
        assert calendar.is_working_day(found.due)
    else:
        assert found.due == found.nominal
    assert found.due >= found.nominal
    assert found.due.isoformat() in steps[-1]
    assert ("暂定" in steps[-1]) == found.is_provisional
    assert day.isoformat() in steps[0]


facts = st.none() | any_days
near = st.none() | st.dates(date(2026, 1, 1), date(2027, 3, 31))
spans = st.fixed_dictionaries({"自": any_days, "至": facts})
proceedings = st.fixed_dictionaries(
    {
        "审级": st.sampled_from(["一审", "二审", "再审审查", "再审", "非诉审查"]),
        "程序": st.sampled_from(["普通程序", "简易程序", None]),
        "立案日期": near,
        "收到应诉通知": facts,
        "收到起诉状副本": near,
        "收到上诉状副本": facts,
        "答辩日期": near,
        "举证日期": near,
        "延期举证": st.fixed_dictionaries({"申请日期": near, "准许": st.booleans(), "事由消除日期": facts}),
        "中止": st.lists(spans, max_size=2),
        "开庭": st.lists(st.fixed_dictionaries({"日期": any_days}), max_size=1),
        "裁判": st.none()
        | st.fixed_dictionaries(
            {
                "文书": st.sampled_from(["判决", "裁定"]),
                "日期": any_days,
                "送达日期": facts,
                "结果": st.sampled_from(["撤销", "责令履行", "驳回起诉", "不准予执行"]),
            }
        ),
    }
)
acts = st.fixed_dictionaries(
    dict.fromkeys(("收到申请日期", "立案日期", "作出日期", "送达日期", "催告送达日期", "公示日期"), facts)
    | {"延期答复": st.booleans(), "听证": st.fixed_dictionaries({"告知日期": facts, "举行日期": facts})}
)
letters = st.fixed_dictionaries(
    {
        "种类": st.sampled_from(["司法建议书", "检察建议书", "意见书"]),
        "收到日期": any_days,
        "回复期限": facts,
        "回复日期": facts,
    }
)
cases = st.fixed_dictionaries(
    {
        "行为类别": st.sampled_from(["行政处罚", "行政许可", "政府信息公开", "不履行职责", "行政强制执行"]),
        "被诉行为": acts,
        "复议": st.none() | st.fixed_dictionaries({"收到申请书副本": facts, "答复日期": facts}),
        "审理": st.lists(proceedings, max_size=3),
        "来函": st.lists(letters, max_size=2),
        "履行": st.lists(
            st.fixed_dictionaries(
                {
                    "案号": st.just("（2026）闽0583行初1号"),
                    "单位": st.just("县自然资源局"),
                    "内容": st.just("退还罚款"),
                    "期限": facts,
                    "期限日数": st.none() | st.integers(0, 36_500),
                    "起算": facts,
                    "完成日期": facts,
                }
            ),
            max_size=2,
        ),
    }
)
LONG = Office.of(Settings.model_validate({"期限": {"备案工作日": 400, "复盘工作日": 400}}), UNITS)


def without_silence(value: Any) -> Any:
    """Data without keys that say nothing, and with days as they are written."""
    match value:
        case dict():
            return {key: without_silence(each) for key, each in value.items() if each is not None}
        case list():
            return [without_silence(each) for each in value]
        case date():
            return value.isoformat()
        case _:
            return value


@given(cases, any_days)
def test_no_case_is_beyond_counting_and_every_due_day_is_consistent(case: Any, as_of: date) -> None:
    view = view_of(without_silence(case), as_of.isoformat(), LONG)
    found = deadlines(view)
    for deadline in found:
        assert deadline.due.isoformat() in deadline.steps[-1]
        assert deadline.kind.starts_from is not None
        assert ("暂定" in "".join(deadline.steps)) == deadline.provisional
        assert deadline.days_left == (deadline.due - as_of).days
        match deadline.status:
            case Status.OPEN:
                assert deadline.done is None
                assert deadline.days_left >= 0
            case Status.OVERDUE:
                assert deadline.done is None
                assert deadline.days_left < 0
            case Status.DONE:
                assert deadline.done is not None
                assert deadline.done <= min(deadline.due, as_of)
            case Status.LATE:
                assert deadline.done is not None
                assert deadline.due < deadline.done <= as_of
        if deadline.missed is not Answer.NO:
            assert deadline.is_ours
            assert deadline.status in {Status.LATE, Status.OVERDUE}
    assert [deadline.due for deadline in found] == sorted(deadline.due for deadline in found)
