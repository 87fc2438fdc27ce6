"""Risk points, screenings, contact with the court and learning: in the report, in `list` and in `show`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yingsu import survey
from yingsu.cli import console

DAY = ("--as-of", "2026-01-10")
YEAR = ("report", "--year", "2025", *DAY)
LOST = "2025/0306-自然资源局-张某"
LOST_FILE = f"cases/{LOST}/case.yaml"
SCREENING = "cases/screenings/2025/自然资源局-拆除.yaml"
EVENTS = "cases/events/2025.yaml"
LETTERS = "cases/letters/2025.yaml"

Caller = Callable[..., Any]

SCREENED = f"""\
格式: 1
单位: 县自然资源局
行为: 拆除违法搭建
行为类别: 行政强制执行
案件: {LOST}
排查日期: 2025-01-05
排查人: 黄某
责任人: {{主要负责人: 林某, 股室负责人: 黄某}}
风险点:
  - {{编号: ZX-CX-01, 等级: 高, 说明: 没有催告, 责任人: 黄某, 整改措施: 先催告, 整改期限: 2025-03-01}}
  - {{编号: ZX-ZJ-02, 等级: 中, 完成日期: 2025-02-01}}
"""
HELD = """\
- {日期: 2025-04-22, 种类: 学习培训, 主题: 证据规则, 参加单位: [县自然资源局, 某律师事务所], 人数: 46}
- {日期: 2025-05-22, 种类: 旁听庭审, 主题: 旁听}
"""
SENT = "- {种类: 意见书, 文号: 甲1, 单位: 县自然资源局, 收到日期: 2025-03-20, 回复期限: 2025-05-20}\n"


def put(place: Path, path: str, text: str) -> None:
    file = place / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def edit(place: Path, path: str, old: str, new: str) -> None:
    file = place / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def full(sample: Path) -> Path:
    """The small workspace with a screening of the case that was lost, events, and a letter of no case."""
    put(sample, SCREENING, SCREENED)
    put(sample, EVENTS, HELD)
    put(sample, LETTERS, SENT)
    return sample


# --- The report --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("full")
def test_the_page_names_first_what_was_known_before_a_loss(call: Caller) -> None:
    found = call(*YEAR)
    assert found.code == 0
    lines = found.out.splitlines()
    place = lines.index("败诉前已发现而没有整改的风险点")
    assert place < lines.index("风险点分布") < lines.index("风险排查") < lines.index("府院联动与学习")
    assert [line.strip() for line in lines[place + 1 : place + 4]] == [
        f"县自然资源局、县人民政府  {LOST}",
        "ZX-CX-01 没有催告",
        "2025-01-05 发现，2025-05-20 败诉，至今未整改",
    ]


@pytest.mark.usefixtures("sample")
def test_a_report_of_which_nothing_is_known_says_so(call: Caller) -> None:
    out = call("report", "--year", "2024", *DAY).out
    assert "本期没有登记新发现的风险点。" in out
    assert "本期没有登记风险排查。" in out
    assert "本期没有登记府院沟通、来函和学习培训等活动。" in out
    for part in ("风险点", "府院联动"):
        opened = call("report", "--year", "2023", *DAY, "--explain", part)
        assert (opened.code, "本期没有登记。" in opened.out) == (0, True)


@pytest.mark.usefixtures("full")
def test_nothing_of_the_page_is_wider_than_a_terminal(call: Caller) -> None:
    for words in ((), ("--explain", "风险点"), ("--explain", "府院联动")):
        out = call(*YEAR, *words).out
        part = out[out.find("风险") :]
        wide = [line for line in part.splitlines() if sum(1 + (ord(each) > 0x2E7F) for each in line) > 80]
        assert wide == []


@pytest.mark.usefixtures("full")
def test_the_json_has_risk_and_contact_with_their_documented_fields(call: Caller) -> None:
    document = call(*YEAR, "--format", "json").json
    risk, contact = document["risk"], document["contact"]
    assert set(risk) == {
        *("found", "open", "undated", "unplaced", "grid", "by_act_type", "by_unit", "frequent", "reasons"),
        *("lost_cases", "known_before", "points", "undated_points", "screenings", "units_without_screening"),
    }
    assert set(contact) == {
        *("by_kind", "contacts", "undated_contacts", "events", "letters", "units_absent"),
        "other_units_absent",
    }
    assert len(risk["grid"]) == 20
    assert sum(each["found"] for each in risk["grid"]) + risk["unplaced"] == risk["found"]
    assert risk["found"] == len(risk["points"]) == sum(each["found"] for each in risk["by_act_type"])
    assert [(each["case"], each["point"]["code"]) for each in risk["known_before"]] == [(LOST, "ZX-CX-01")]
    point = next(each for each in risk["points"] if each["code"] == "ZX-CX-01")
    assert point["sources"] == [SCREENING]
    assert (point["case"], point["result"], point["found_on"]) == (LOST, "败诉", "2025-01-05")
    (screening,) = risk["screenings"]
    assert (screening["path"], screening["points"], screening["open"]) == (SCREENING, 2, 1)
    assert {each["kind"]: each["times"] for each in contact["by_kind"]} == {
        "学习培训": 1,
        "旁听庭审": 1,
        "府院联席会议": 0,
        "通报发布": 0,
        "复盘分析报告发布": 0,
    }
    (letter,) = (each for each in contact["letters"] if not each["is_of_case"])
    assert (letter["number"], letter["reply_due_on"], letter["replied_on"]) == ("甲1", "2025-05-20", None)
    assert "县自然资源局" not in contact["units_absent"]


def opened(place: Path, call: Caller, part: str) -> str:
    """A part in full, in a form that breaks no words."""
    assert call(*YEAR, "--explain", part, "-o", "明细.md").code == 0
    return (place / "明细.md").read_text(encoding="utf-8")


def test_parts_open_into_everything_behind_them(full: Path, call: Caller) -> None:
    risk = opened(full, call, "风险点")
    for word in (
        "败诉案件的风险点分布",
        "最常见的风险点",
        "按单位",
        "排查 2025/自然资源局-拆除",
        "逾期未整改",
    ):
        assert word in risk
    contact = opened(full, call, "府院联动")
    for word in (
        "证据规则",
        "参加单位里不在单位名录的：某律师事务所。",
        "各单位参加学习培训等活动的次数",
        "有 1 次没有写参加单位",
        "不属于案件",
        "逾期未回复",
    ):
        assert word in contact


@pytest.mark.parametrize(
    ("words", "points", "events"),
    [
        ((), 2, 2),
        (("--unit", "县自然资源局"), 2, 1),
        (("--unit", "县公安局"), 0, 0),
        (("--field", "自然资源"), 2, 0),
        (("--field", "公安"), 0, 0),
        (("--instance", "一审"), 2, 0),
        (("--instance", "再审"), 0, 0),
        # The points have come to the case, whose 行为类别 it is that counts.
        (("--act-type", "行政强制执行"), 0, 0),
    ],
)
@pytest.mark.usefixtures("full")
def test_a_narrowed_report_shows_what_belongs_to_its_cases(
    call: Caller, words: tuple[str, ...], points: int, events: int
) -> None:
    document = call(*YEAR, *words, "--format", "json").json
    screened = [each for each in document["risk"]["points"] if SCREENING in each["sources"]]
    assert (len(screened), len(document["contact"]["events"])) == (points, events)


@pytest.mark.usefixtures("full")
def test_a_report_of_some_kind_of_cases_says_that_events_have_none(call: Caller) -> None:
    out = call(*YEAR, "--field", "自然资源").out
    assert "培训、旁听、联席等活动不分领域、行为类别和法院，这里没有列。" in out
    assert "没有登记排查的单位" not in out


def test_a_unit_that_took_part_in_nothing_is_told_so_in_its_own_report(full: Path, call: Caller) -> None:
    words = "本期有案件、学习培训、旁听庭审、府院联席会议都没有参加的单位 1 个：县人民政府。"
    assert words in call(*YEAR, "--unit", "县人民政府").out.replace("\n", "")
    assert "都没有参加的单位" not in call(*YEAR, "--unit", "县自然资源局").out
    (full / EVENTS).unlink()
    assert "都没有参加的单位" not in call(*YEAR).out


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SCREENING, "没有催告", "未催告"),
        (EVENTS, "证据规则", "证据规定"),
        (LETTERS, "甲1", "甲2"),
    ],
)
def test_what_the_report_rests_on_is_in_its_fingerprint(
    full: Path, call: Caller, path: str, old: str, new: str
) -> None:
    def fingerprint(year: str) -> str:
        text: str = call("report", "--year", year, *DAY, "--format", "json").json["fingerprint"]
        return text

    before, before_of_2024 = fingerprint("2025"), fingerprint("2024")
    edit(full, path, old, new)
    assert fingerprint("2025") != before
    assert fingerprint("2024") == before_of_2024


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SCREENING, "行为类别", "行为种类"),
        (EVENTS, "主题", "题目"),
        (LETTERS, "文号", "号"),
    ],
)
def test_a_file_that_cannot_be_read_stops_every_report(
    full: Path, call: Caller, path: str, old: str, new: str
) -> None:
    edit(full, path, old, new)
    for year in ("2024", "2025"):
        found = call("report", "--year", year, *DAY)
        assert (found.code, found.out) == (1, "")
        assert path in found.err


@pytest.mark.parametrize("ending", ["html", "docx", "xlsx", "md"])
def test_every_form_of_file_can_be_written(full: Path, call: Caller, ending: str) -> None:
    name = f"报表.{ending}"
    assert call(*YEAR, "-o", name).code == 0
    assert (full / name).stat().st_size > 1000


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("", "逾期未回复（期限 2025-05-20）"),
        (", 回复日期: 2025-05-20", "| 2025-05-20（期限 2025-05-20）"),
        (", 回复日期: 2025-05-21", "2025-05-21（期限 2025-05-20）"),
    ],
)
def test_a_letter_is_shown_with_its_reply_and_its_limit(
    full: Path, call: Caller, reply: str, words: str
) -> None:
    put(full, LETTERS, SENT.replace("}", f"{reply}}}"))
    assert words in opened(full, call, "府院联动")


def test_a_letter_without_a_limit_is_never_late(full: Path, call: Caller) -> None:
    put(full, LETTERS, SENT.replace(", 回复期限: 2025-05-20", ""))
    assert "未回复（没有期限）" in opened(full, call, "府院联动")


def test_what_there_is_none_of_has_no_table(full: Path, call: Caller) -> None:
    (full / LETTERS).unlink()
    put(full, EVENTS, "- {日期: 2025-02-20, 种类: 通报发布}\n")
    contact = opened(full, call, "府院联动")
    assert "学习培训等活动　1" in contact
    assert "各单位参加" not in contact
    assert "来函" not in contact
    assert "府院沟通" not in contact


def test_a_screening_of_a_case_that_nobody_has_is_none_that_became_a_case(full: Path, call: Caller) -> None:
    def became_cases() -> str:
        lines = call(*YEAR).out.splitlines()
        row: str = lines[lines.index("风险排查") + 3]
        return row.rsplit(maxsplit=1)[-1]

    assert became_cases() == "1"
    edit(full, SCREENING, f"案件: {LOST}", "案件: 2025/没有这案")
    assert became_cases() == "0"


def test_a_code_that_nobody_knows_is_named_once(full: Path, call: Caller) -> None:
    edit(full, SCREENING, "编号: ZX-CX-01, 等级: 高, 说明: 没有催告", "编号: XX-99, 等级: 高")
    assert "| XX-99 |" in opened(full, call, "风险点")


def test_of_many_points_known_before_a_loss_the_first_ten_stand_on_the_page(full: Path, call: Caller) -> None:
    more = "".join(f"  - {{阶段: 送达, 类型: 程序缺失, 说明: 第{number}处}}\n" for number in range(12))
    edit(full, SCREENING, "风险点:\n", f"风险点:\n{more}")
    edit(full, LOST_FILE, "审理:", "府院沟通: [{内容: 不知道哪天}]\n审理:")
    out = call(*YEAR).out
    assert "共 13 个，只列前 10 个。" in out
    assert "另有府院沟通 1 次没有写日期，未计入。" in out
    assert "送达程序缺失 第0处" in out
    assert "第11处" in opened(full, call, "风险点")
    assert "其中 1 次没有写日期，不计次数。" in opened(full, call, "府院联动")


def test_a_point_whose_day_nobody_says_is_named_and_counted_apart(full: Path, call: Caller) -> None:
    edit(full, LOST_FILE, "审理:", "风险点: [{编号: JD-CX-05}, {编号: XX-99, 发现日期: 2025-06-30}]\n审理:")
    found = call(*YEAR)
    assert "另有 1 个没有写发现日期，未计入。" in found.out
    assert "另有 1 个没有写发现日期，不能判断是不是败诉前发现的。" in found.out.replace("\n", "")
    assert "没有归类" in found.out
    in_full = opened(full, call, "风险点")
    assert "没有写发现日期的风险点　1" in in_full
    assert "没有发现日期的，不能判断。" in in_full


def test_a_point_found_elsewhere_by_the_same_unit_is_named_with_its_place(full: Path, call: Caller) -> None:
    edit(full, LOST_FILE, "审理:", "风险点: [{编号: JD-CX-05, 发现日期: 2025-06-30}]\n审理:")
    elsewhere = SCREENED.replace(f"案件: {LOST}\n", "").replace("ZX-CX-01", "JD-CX-05")
    put(full, "cases/screenings/2024/另一次.yaml", elsewhere)
    assert "2025-01-05 发现（排查 2024/另一次中发现）" in call(*YEAR).out
    assert "没有催告（排查 2024/另一次）" in opened(full, call, "风险点")


# --- list and show -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ((), 1),
        (("拆除",), 1),
        (("没有这样的",), 0),
        (("--year", "2025"), 1),
        (("--year", "2024"), 0),
        (("--unit", "样例县自然资源局"), 1),
        (("--unit", "县公安局"), 0),
        (("--pending",), 1),
    ],
)
@pytest.mark.usefixtures("full")
def test_screenings_are_listed_and_narrowed(call: Caller, words: tuple[str, ...], count: int) -> None:
    document = call("list", "--screenings", *words, *DAY, "--format", "json").json
    assert [each["screening"] for each in document["screenings"]] == ["screenings/2025/自然资源局-拆除"][
        :count
    ]
    assert f"共 {count} 次排查。" in call("list", "--screenings", *words, *DAY).out


def test_a_screening_with_nothing_left_to_mend_is_not_pending(full: Path, call: Caller) -> None:
    edit(full, SCREENING, "整改期限: 2025-03-01", "完成日期: 2025-03-01")
    document = call("list", "--screenings", "--pending", *DAY, "--format", "json").json
    assert document["screenings"] == []


def test_a_screening_that_cannot_be_read_is_left_out_and_said(full: Path, call: Caller) -> None:
    edit(full, SCREENING, "行为类别", "行为种类")
    found = call("list", "--screenings", *DAY)
    assert found.err == "另有 1 个风险排查文件有错误，没有列出。请用 yingsu check 查看\n"
    assert "拆除" not in found.out


@pytest.mark.usefixtures("full")
def test_a_screening_does_not_exist_before_its_day(call: Caller) -> None:
    document = call("list", "--screenings", "--as-of", "2025-01-04", "--format", "json").json
    assert document["screenings"] == []


@pytest.mark.parametrize("part", ["拆除", "screenings/2025/自然资源局-拆除", SCREENING])
@pytest.mark.usefixtures("full")
def test_a_screening_is_shown_by_a_part_that_means_no_case(call: Caller, part: str) -> None:
    found = call("show", part, *DAY)
    assert found.code == 0
    for words in (
        "风险排查：拆除违法搭建",
        f"已成案件：{LOST}",
        "风险点 2 个，未整改 1 个",
        "逾期未整改",
        "2025-02-01 已整改",
    ):
        assert words in found.out
    document = call("show", part, *DAY, "--format", "json").json
    assert document["screening"] == "screenings/2025/自然资源局-拆除"
    assert [each["code"] for each in document["risk_points"]] == ["ZX-CX-01", "ZX-ZJ-02"]
    assert document["data"]["排查人"] == "黄某"


@pytest.mark.usefixtures("full")
def test_a_part_that_means_cases_and_a_screening_means_the_cases(call: Caller) -> None:
    found = call("show", "自然资源局", *DAY)
    assert found.code == 2
    assert "对应多个案件" in found.err


def test_a_part_that_means_several_screenings_names_them(full: Path, call: Caller) -> None:
    for number in range(12):
        put(full, f"cases/screenings/2025/又一次{number:02}.yaml", SCREENED)
    found = call("show", "拆除", *DAY)
    assert (found.code, found.out) == (2, "")
    lines = found.err.splitlines()
    assert lines[0] == "错误：“拆除”对应多次风险排查，请写得更具体："
    assert lines[-1] == "  …… 共 13 次"
    assert len(lines) == 12


def test_a_screening_without_points_and_people_is_shown_as_it_is(full: Path, call: Caller) -> None:
    text = SCREENED[: SCREENED.index("案件")] + "排查日期: 2025-01-05\n"
    put(full, SCREENING, text)
    found = call("show", "拆除", *DAY)
    assert "风险点 0 个，未整改 0 个" in found.out
    assert "责任人" not in found.out


@pytest.mark.parametrize("content", [None, "行为 拆除\n"])
def test_a_screening_that_is_changed_meanwhile_is_said(
    full: Path, call: Caller, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    """Somebody saves or removes the file after it was found and before it is read."""

    def surveyed_then_changed(workspace: Any, day: Any) -> Any:
        found = survey.survey(workspace, day)
        file = full / SCREENING
        file.unlink() if content is None else file.write_text(content, encoding="utf-8")
        return found

    monkeypatch.setattr(console, "survey_at", surveyed_then_changed)
    done = call("show", "拆除", *DAY)
    assert (done.code, done.out, done.err) == (2, "", f"错误：{SCREENING} 刚刚被改动，请再试一次\n")
