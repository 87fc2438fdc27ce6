"""`yingsu agenda`: what falls due, for reading, for programs and for calendars."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from yingsu.render.words import display_width

Caller = Callable[..., Any]
Files = Callable[..., None]

DAY = ("--as-of", "2026-09-26")
UNITS = (
    "- {单位: 县自然资源局, 类别: 县直部门}\n- {单位: 县公安局, 类别: 县直部门}\n"
    "- {单位: 浔中派出所, 类别: 派出机构, 归口: 县公安局}\n"
)
CASE = """格式: 1
案由: {cause}
行为类别: 行政登记
管理领域: 自然资源
责任人: {{主要负责人: 林某, 分管领导: 陈某, 股室负责人: {person}}}
原告: [{{姓名: 张某}}]
被告: [{{单位: {unit}, 地位: 原行为机关}}]
审理:
  - 审级: 一审
"""
LAND, POLICE = "2026/0918-自然资源局-张某", "2026/0901-浔中派出所-李某"
LETTERS = (
    "- {种类: 败诉风险提示函, 单位: 县公安局, 收到日期: 2026-09-01, 对接人: 盛某, 回复期限: 2026-09-26}\n"
)
SCREENING = """格式: 1
单位: 县公安局
行为: 调解
行为类别: 行政处罚
排查日期: 2026-09-01
责任人: {股室负责人: 盛某}
风险点: [{编号: SL-CX-01, 整改期限: 2026-10-10}, {编号: SL-CX-02, 整改期限: 2026-09-10, 完成日期: 2026-09-09}]
"""


def case(rest: str, *, unit: str = "县自然资源局", person: str = "黄某", cause: str = "登记") -> str:
    return CASE.format(unit=unit, person=person, cause=cause) + rest


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Writes the files of a workspace in which the test stands: settings, then paths below `cases/`."""
    monkeypatch.chdir(tmp_path)

    def write(settings: str = "", **files: str) -> None:
        (tmp_path / "cases").mkdir(exist_ok=True)
        (tmp_path / "yingsu.yaml").write_text(f"名称: 某县台账\n{settings}", encoding="utf-8")
        (tmp_path / "cases/units.yaml").write_text(UNITS, encoding="utf-8")
        for name, text in files.items():
            file = tmp_path / "cases" / PATHS[name]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    return write


PATHS = {
    "land": f"{LAND}/case.yaml",
    "police": f"{POLICE}/case.yaml",
    "letters": "letters/2026.yaml",
    "screening": "screenings/2026/调解.yaml",
}
RUNNING = case("    立案日期: 2026-09-14\n    收到起诉状副本: 2026-09-18\n")
OVERDUE = case("    收到起诉状副本: 2026-09-01\n", unit="浔中派出所", person="李某某", cause="户籍登记")


def keys(done: Any) -> list[tuple[str, str]]:
    return [(item["due"], item["key"]) for item in done.json["items"]]


def test_overdue_today_and_later_each_stand_apart(office: Files, call: Caller) -> None:
    office(land=RUNNING, police=OVERDUE, letters=LETTERS, screening=SCREENING)
    done = call("agenda", *DAY)
    assert done.code == 0
    assert [line for line in done.out.splitlines() if line] == [
        "某县台账日程",
        "截至 2026-09-26",
        "已逾期（1）",
        "  2026-09-16  逾期10天　提交答辩状、证据和依据",
        f"      浔中派出所　{POLICE}",
        "今天（1）",
        "  2026-09-26  今天到期　按来函写明的期限回复（败诉风险提示函）",
        "      县公安局　来函（不属于案件）",
        "此后至 2026-10-26（2）",
        "  2026-10-08  还有12天　提交答辩状、证据和依据",
        f"      县自然资源局　{LAND}",
        "  2026-10-10  还有14天　风险点整改（SL-CX-01）",
        "      县公安局　风险排查：调解",
        "另有 3 个权利和法院、对方的期限，用 --all 列出。",
    ]


def test_a_day_whose_warning_has_come_stands_nearer(office: Files, call: Caller) -> None:
    office("提前提醒: {D02: 12}\n", land=RUNNING)
    assert "临近，该动手了（1）" in call("agenda", *DAY).out
    office("提前提醒: {D02: 11}\n", land=RUNNING)
    assert "临近" not in call("agenda", *DAY).out


def test_a_warning_reaches_further_than_the_days_asked_for(office: Files, call: Caller) -> None:
    office("提前提醒: {D02: 20, D2: 5}\n", land=RUNNING)
    done = call("agenda", "--within", "7", *DAY, "--format", "json")
    assert keys(done) == [("2026-10-08", "D02")]
    assert done.json["items"][0]["warn_on"] == "2026-09-18"
    assert "“提前提醒”里没有期限编号“D2”" in done.err
    assert call("agenda", *DAY, "--quiet").err == ""


def test_with_all_rights_and_terms_of_others_are_listed(office: Files, call: Caller) -> None:
    office(land=RUNNING)
    found = keys(call("agenda", "--all", "--within", "200", *DAY, "--format", "json"))
    assert [key for _, key in found] == ["D02", "D03", "D05", "D06", "D14"]
    assert found == sorted(found)


def test_a_term_of_the_court_that_ran_out_is_nobodys_error(office: Files, call: Caller) -> None:
    office(
        land=case(
            "    立案日期: 2026-01-05\n    收到起诉状副本: 2026-01-08\n    答辩日期: 2026-01-20\n    举证日期: 2026-01-20\n"
        )
    )
    assert "2026-07-05 以前" not in call("agenda", *DAY).out
    out = call("agenda", "--all", *DAY).out
    assert "期限已过，供核对（1）" in out
    assert "  2026-07-06  已过　一审审限（普通程序）" in out


def test_what_is_not_said_to_be_done_is_counted_apart(office: Files, call: Caller) -> None:
    """行政处罚 without a day of publication: nobody knows whether it was published."""
    act = "被诉行为: {机关: 县自然资源局, 作出日期: 2026-03-02, 送达日期: 2026-03-03}\n"
    office(land=RUNNING.replace("行政登记", "行政处罚") + act)
    assert "另有 1 个期限已过，案卷没有写是否办理：yingsu missing --kind day" in call("agenda", *DAY).out


def test_a_hearing_stands_before_what_has_to_be_done_for_it(office: Files, call: Caller) -> None:
    hearing = "    开庭: [{日期: 2026-10-20, 时间: '09:00', 地点: 第三法庭, 拟出庭: [{姓名: 王某}]}]\n"
    office(land=case(hearing))
    items = call("agenda", *DAY, "--format", "json").json["items"]
    assert [(item["key"], item["title"]) for item in items] == [
        ("K07", "开庭（09:00 第三法庭）"),
        ("D10", "提交出庭负责人身份证明或者不能出庭的说明"),
    ]
    assert items[0]["people"] == ["王某", "黄某", "陈某", "林某"]


@pytest.mark.parametrize(
    ("words", "cases"),
    [
        (("--unit", "县公安局"), [POLICE, None, None]),
        (("--unit", "浔中派出所"), [POLICE]),
        (("--unit", "县自然资源局"), [LAND]),
        (("--person", "盛某"), [None, None]),
        (("--person", "陈某"), [POLICE, LAND]),
        (("--person", "李某某", "--unit", "县自然资源局"), []),
        (("--within", "0"), [POLICE, None]),
    ],
)
def test_a_unit_or_a_person_sees_its_own(
    office: Files, call: Caller, words: tuple[str, ...], cases: list[str | None]
) -> None:
    office(land=RUNNING, police=OVERDUE, letters=LETTERS, screening=SCREENING)
    items = call("agenda", *words, *DAY, "--format", "json").json["items"]
    assert [item["case"] for item in items] == cases


def test_terms_of_a_court_go_with_the_units_of_its_case(office: Files, call: Caller) -> None:
    office(land=RUNNING, police=OVERDUE)
    words = ("--all", "--within", "200", "--unit", "县公安局", *DAY, "--format", "json")
    assert {item["case"] for item in call("agenda", *words).json["items"]} == {POLICE}


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        ("unit", ["浔中派出所（1）", "县公安局（2）", "县自然资源局（1）"]),
        ("person", ["李某某（1）", "盛某（2）", "黄某（1）"]),
    ],
)
def test_it_can_be_arranged_otherwise(office: Files, call: Caller, by: str, headings: list[str]) -> None:
    office(land=RUNNING, police=OVERDUE, letters=LETTERS, screening=SCREENING)
    lines = call("agenda", "--by", by, *DAY).out.splitlines()
    assert [line for line in lines if line.endswith("）") and not line.startswith(" ")] == headings


def test_nothing_due_is_said(office: Files, call: Caller) -> None:
    office(land=case("    法院: 南安市人民法院\n"))
    assert call("agenda", *DAY).out.endswith("\n2026-10-26 以前没有到期的，也没有逾期的。\n")


def test_cases_that_cannot_be_read_are_said(office: Files, call: Caller) -> None:
    office(land=RUNNING, police="案由 户籍\n")
    done = call("agenda", *DAY)
    assert done.code == 0
    assert LAND in done.out
    assert "另有 1 个案件文件有错误，没有列出" in done.err


# --- what moved --------------------------------------------------------------------------------------------------


def test_a_day_that_a_later_notice_moved_is_listed(office: Files, call: Caller) -> None:
    """From 2025-12-17: with weekends only, 2026-01-01 is a Thursday like others; the notice made it a holiday."""
    office(land=case("    收到起诉状副本: 2025-12-17\n"))
    done = call("agenda", "--moved", "--as-of", "2025-12-20", "--format", "json")
    assert [(item["due"], item["moved_from"]) for item in done.json["items"]] == [
        ("2026-01-04", "2026-01-01")
    ]
    out = call("agenda", "--moved", "--as-of", "2025-12-20").out
    assert "2026-01-04   2026-01-01   提交答辩状" in out
    assert "变动：起算时推算为 2026-01-01" in call("deadline", "0918", "--as-of", "2025-12-20").out


def test_a_day_that_the_office_itself_moved_is_listed(office: Files, call: Caller) -> None:
    office("日历: {放假: [2026-10-08]}\n", land=RUNNING)
    done = call("agenda", "--moved", *DAY, "--format", "json")
    assert [(item["due"], item["moved_from"]) for item in done.json["items"]] == [
        ("2026-10-09", "2026-10-08")
    ]


def test_a_day_that_stands_where_it_stood_is_not(office: Files, call: Caller) -> None:
    office("日历: {放假: [2026-09-24]}\n", land=RUNNING)
    assert call("agenda", "--moved", *DAY, "--format", "json").json["items"] == []
    assert "没有因放假安排或本单位放假、上班日变动的期限。" in call("agenda", "--moved", *DAY).out


# --- files -------------------------------------------------------------------------------------------------------


def events(file: Path) -> dict[str, Any]:
    return {str(event["UID"]): event for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}


def test_a_calendar_file_has_what_the_agenda_has(office: Files, call: Caller) -> None:
    office("提前提醒: {D02: 5}\n", land=RUNNING, police=OVERDUE, letters=LETTERS, screening=SCREENING)
    assert call("agenda", *DAY, "-o", "日程.ics").err == "已写入 日程.ics：4 项\n"
    found = sorted(events(Path("日程.ics")).values(), key=lambda event: event["DTSTART"].dt)
    items = call("agenda", *DAY, "--format", "json").json["items"]
    assert [event["DTSTART"].dt.isoformat() for event in found] == [item["due"] for item in items]
    overdue, _, answer, _ = found
    assert overdue["SUMMARY"] == f"【逾期】提交答辩状、证据和依据　浔中派出所　{POLICE}"
    assert overdue.walk("VALARM") == []
    assert "依据：行政诉讼法第六十七条第一款、第三十四条" in answer["DESCRIPTION"]
    assert answer.walk("VALARM")[0]["TRIGGER"].dt.days == -5


def test_the_same_file_twice_and_no_new_event_after_a_day_has_moved(office: Files, call: Caller) -> None:
    office(land=RUNNING)
    call("agenda", *DAY, "-o", "一.ics", "-q")
    call("agenda", *DAY, "-o", "二.ics", "-q")
    assert Path("一.ics").read_bytes() == Path("二.ics").read_bytes()
    # The 案号 comes, a co-defendant's own days are written, another day of receipt holds: it is the same event.
    later = RUNNING.replace("2026-09-18", "2026-09-21\n    案号: （2026）闽0583行初12号")
    own = "    各被告: [{单位: 县自然资源局, 收到起诉状副本: 2026-09-28}]\n"
    office(land=later + own)
    call("agenda", "--as-of", "2026-09-28", "-o", "三.ics", "-q")
    before, after = events(Path("一.ics")), events(Path("三.ics"))
    assert before.keys() == after.keys()
    days = [next(iter(each.values()))["DTSTART"].dt.isoformat() for each in (before, after)]
    assert days == ["2026-10-08", "2026-10-13"]


def test_no_two_due_days_share_an_event(demonstration: Path, tmp_path: Path, call: Caller) -> None:
    file = tmp_path / "日程.ics"
    words = ("--all", "--within", "3660", "--as-of", "2026-11-23")
    call("agenda", *words, "-o", str(file), "-C", str(demonstration))
    assert len(events(file)) == len(call("agenda", *words, "--format", "json").json["items"]) > 30


def test_other_files_by_their_ending(office: Files, call: Caller) -> None:
    office(land=RUNNING)
    call("agenda", *DAY, "-o", "日程.json", "-q")
    assert Path("日程.json").read_text(encoding="utf-8") == call("agenda", *DAY, "--format", "json").out
    call("agenda", *DAY, "-o", "日程.md", "-q")
    assert "提交答辩状、证据和依据" in Path("日程.md").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_left(office: Files, call: Caller) -> None:
    office(land=RUNNING)
    Path("日程.ics").mkdir()
    done = call("agenda", *DAY, "-o", "日程.ics")
    assert (done.code, done.out) == (2, "")
    assert "没有写成：写不进" in done.err
    assert not list(Path.cwd().glob(".*.tmp"))


def test_several_units_of_one_hearing_stand_together(demonstration: Path, call: Caller) -> None:
    out = call("agenda", "--as-of", "2026-09-20", "-C", str(demonstration)).out
    assert out.count("县人民政府、县市场监督管理局　2026/0824-市场监管局-某茶行") == 2
    assert "此后至 2026-10-20（6）" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-o", "日程.xlsx"), "-o 的文件名要以 .ics、.json、.md、.html、.docx 结尾，这里是“日程.xlsx”"),
        (("--within", "-1"), "--within 只能是 0 至 3660"),
        (("--by", "court"), "--by 不能是“court”。可以写：day、unit、person"),
        (("--unit", "县公安"), "--unit：单位名录里没有“县公安”，是不是“县公安局”？"),
        (("--format", "ics"), "--format 不能是“ics”"),
    ],
)
def test_what_cannot_be_asked_is_said(
    office: Files, call: Caller, words: tuple[str, ...], message: str
) -> None:
    office(land=RUNNING)
    done = call("agenda", *words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


# --- the demonstration -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2025-06-30", "2026-11-23"])
@pytest.mark.usefixtures("demonstration")
def test_agenda_and_deadline_cannot_disagree(call: Caller, day: str) -> None:
    items = call("agenda", "--all", "--within", "3660", "--as-of", day, "--format", "json").json["items"]
    own = {item["case"] for item in items if item["case"] is not None}
    assert own
    for each in sorted(own)[::3]:
        days = call("deadline", each, "--as-of", day, "--format", "json").json["deadlines"]
        listed = [{key: item[key] for key in days[0]} for item in items if item["case"] == each]
        assert all(item in days for item in listed)


@pytest.mark.parametrize("words", [("agenda",), ("agenda", "--all"), ("missing",), ("deadline", "1109")])
@pytest.mark.usefixtures("demonstration")
def test_no_line_is_wider_than_the_screen(call: Caller, words: tuple[str, ...]) -> None:
    out = call(*words, "--as-of", "2026-11-23").out
    assert max(display_width(line) for line in out.splitlines()) <= 80
