"""`yingsu missing`: what should be there by now and is not, each at its line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from yingsu.rules.gap_kinds import GAP_KINDS

Caller = Callable[..., Any]

DAY = ("--as-of", "2026-09-26")
CASE = "2025/0306-自然资源局-张某"
FILE = f"cases/{CASE}/case.yaml"
UNITS = (
    "- {单位: 县自然资源局, 类别: 县直部门}\n- {单位: 县公安局, 类别: 县直部门}\n"
    "- {单位: 浔中派出所, 类别: 派出机构, 归口: 县公安局}\n"
)
BASE = (Path(__file__).parents[1] / "rules" / "base.yaml").read_text(encoding="utf-8")
LOSS = "[{单位: 县自然资源局, 结果: 撤销并责令重作, 败诉原因: [程序缺失]}]"
ACT = "被诉行为: {名称: 行政处罚决定, 机关: 县自然资源局, 立案日期: 2024-11-20, 作出日期: 2025-01-10, 送达日期: 2025-01-13}"
LATE_ACT = (
    "被诉行为: {名称: 行政处罚决定, 机关: 县自然资源局, 立案日期: 2025-10-20, 作出日期: 2025-12-10, 送达日期: 2025-12-11, "
    "公示日期: 2025-12-12, 重大: 是}"
)
COURSE = BASE[BASE.index("    开庭:") :]
NOT_PUBLISHED = "day"
"""The base case has no day of publication: nobody knows whether the penalty was published."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Writes a case in a workspace in which the test stands: the base case with texts of it replaced."""
    monkeypatch.chdir(tmp_path)

    def write(*edits: tuple[str, str], tail: str = "", settings: str = "") -> None:
        text = BASE
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / FILE).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / FILE).write_text(text + tail, encoding="utf-8")
        (tmp_path / "yingsu.yaml").write_text(f"名称: 某县台账\n{settings}", encoding="utf-8")
        (tmp_path / "cases/units.yaml").write_text(UNITS, encoding="utf-8")

    return write


PERFORM = "履行:\n  - {案号: （2025）闽0583行初12号, 单位: 县自然资源局, 内容: 重作"
REVIEWED = "复盘: {日期: 2025-07-01, 报告: 材料/复盘报告.docx}\n"
IN_COURT = (COURSE, "")
COME = (
    "          - {姓名: 王某, 单位: 县自然资源局, 职务: 副局长, 身份: 副职负责人, 发声: 是, 身份证明: 合格}"
)

SCREENING = """格式: 1
单位: 县公安局
行为: 某
行为类别: 行政处罚
排查日期: 2026-01-01
风险点: [{编号: SL-CX-01, 整改期限: 2026-02-01}]
"""

SCENARIOS = [
    ("performance", [("驳回诉讼请求", LOSS)], PERFORM + ", 期限: 2026-09-01}\n" + REVIEWED, "重作），2026-09-01到期，逾期25天"),
    ("defence", [("    举证日期: 2025-03-18\n", "")], "", "提交答辩状、证据和依据，2025-03-21到期，逾期554天"),
    ("appearance_plan", [(COURSE, "    开庭: [{日期: 2026-09-30}]\n")], "", "（还有 4 天），没有写县自然资源局拟出庭的负责人"),
    ("appearance_plan", [(COURSE, "    开庭: [{日期: 2026-09-26}]\n")], "", "（就在今天）"),
    ("reply", [], "来函: [{种类: 司法建议书, 收到日期: 2026-06-01}]\n", "答复司法建议书，2026-08-01到期，逾期56天"),
    ("measures", [], "来函: [{种类: 意见书, 收到日期: 2026-06-01, 完成期限: 2026-07-01}]\n", "落实来函措施（意见书），2026-07-01到期"),
    ("obligation", [("驳回诉讼请求", LOSS)], REVIEWED, "裁判已于 2025-06-11 生效，责令县自然资源局履行，没有登记履行"),
    ("registration", [("    备案日期: 2025-03-07\n", "")], "", "县自然资源局 2025-03-06 收到一审应诉通知，没有备案"),
    ("review", [("驳回诉讼请求", "[{单位: 县自然资源局, 结果: 确认违法}]")], "", "一审败诉（2025-06-11 生效），没有复盘"),
    ("rectification", [], "风险点: [{编号: SL-CX-01, 整改期限: 2026-01-31}]\n", "风险点整改（SL-CX-01），2026-01-31到期"),
    ("head_appearance", [(COME, "          - {姓名: 某, 单位: 县自然资源局, 身份: 工作人员}")], "", "一审 2025-04-10 开庭，县自然资源局：无书面说明"),
    ("attendance", [(BASE[BASE.index("        到庭:") : BASE.index("    裁判:")], "")], "", "一审 2025-04-10 开庭，没有写县自然资源局谁到庭"),
    ("rank", [("身份: 副职负责人, ", "")], "", "副局长王某没有写是不是负责人"),
    ("outcome", [("      结果: 驳回诉讼请求\n", "")], "", "一审 2025-05-20 裁判，没有写县自然资源局的结果"),
    ("document", [("      文书: 判决\n", "")], "", "一审裁判没有写是判决、裁定还是调解书"),
    ("service", [("      送达日期: 2025-05-26\n", "")], "", "一审裁判没有写送达日期，算不出何时生效"),
    ("team", [IN_COURT, ("法制人员: [吴某], ", "")], "", "专班缺 法制人员"),
    ("responsible", [IN_COURT, ("责任人: {主要负责人: 林某, 分管领导: 陈某, 股室负责人: 黄某}\n", "")], "", "责任人缺 主要负责人、分管领导、股室负责人"),
    ("legality_review", [(ACT, LATE_ACT)], "", "重大执法决定没有法制审核"),
    ("legality_review", [(ACT, LATE_ACT.replace("重大: 是", "重大: 是, 法制审核: {日期: 2025-12-01}"))], "", "重大执法决定的法制审核没有写结论"),
    ("legality_review", [(ACT, LATE_ACT.replace("重大: 是", "重大: 是, 法制审核: {结论: 同意}"))], "", "重大执法决定的法制审核没有写日期"),
    ("discussion", [(ACT, LATE_ACT)], "", "重大行政处罚没有写集体讨论日期"),
    ("platform_number", [(ACT, LATE_ACT)], "", "行政处罚没有写闽执法编号"),
    ("records", [(ACT, LATE_ACT)], "", "没有写执法记录"),
    ("records", [(ACT, LATE_ACT.replace("重大: 是", "执法记录: {现场笔录: 有, 影像资料: 无}"))], "", "执法记录没有影像资料，没有写送达回执"),
    ("proof", [("驳回诉讼请求", LOSS)], PERFORM + ", 完成日期: 2025-07-01}\n" + REVIEWED, "县自然资源局于 2025-07-01 履行，没有写凭证"),
    ("review_report", [("驳回诉讼请求", "[{单位: 县自然资源局, 结果: 确认违法}]")], "复盘: {日期: 2025-07-01}\n", "2025-07-01 已复盘，没有报告，也没有报送日期"),
    ("day", [], "", "公开执法决定信息，2025-01-21到期"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "edits", "tail", "what"), SCENARIOS, ids=lambda value: str(value)[:16])
def test_what_is_missing_is_found(
    office: Callable[..., None],
    call: Caller,
    kind: str,
    edits: list[tuple[str, str]],
    tail: str,
    what: str,
) -> None:
    office(*edits, tail=tail)
    found = call("missing", "--kind", kind, *DAY, "--format", "json").json["items"]
    assert len(found) == 1, found
    assert what in found[0]["what"]
    assert found[0]["unit"] == "县自然资源局"


def test_every_kind_is_found_somewhere() -> None:
    assert {kind for kind, *_ in SCENARIOS} == set(GAP_KINDS)


def test_a_case_that_has_everything_is_silent(office: Callable[..., None], call: Caller) -> None:
    office((ACT, ACT.replace("}", ", 公示日期: 2025-01-15}")))
    assert call("missing", *DAY).out.splitlines()[-1] == "该有的都有了。"
    assert call("missing", *DAY, "--format", "json").json["items"] == []


def test_what_is_not_due_yet_is_not_missing(office: Callable[..., None], call: Caller) -> None:
    office(tail="来函: [{种类: 司法建议书, 收到日期: 2026-08-01}]\n")
    assert call("missing", "--kind", "reply", *DAY, "--format", "json").json["items"] == []


@pytest.mark.parametrize(
    ("settings", "day", "count"),
    [
        ("", "2025-03-06", 1),
        ("期限: {备案工作日: 3}\n", "2025-03-11", 0),
        ("期限: {备案工作日: 3}\n", "2025-03-12", 1),
    ],
)
def test_where_the_office_has_set_a_number_of_days_they_are_waited_for(
    office: Callable[..., None], call: Caller, settings: str, day: str, count: int
) -> None:
    office(("    备案日期: 2025-03-07\n", ""), settings=settings)
    words = ("missing", "--kind", "registration", "--as-of", day, "--format", "json")
    assert len(call(*words).json["items"]) == count


def test_json_is_the_contract(office: Callable[..., None], call: Caller) -> None:
    office(("    备案日期: 2025-03-07\n", ""))
    found = call("missing", *DAY, "--format", "json").json
    assert {key: found[key] for key in ("schema_version", "workspace", "as_of")} == {
        "schema_version": 1,
        "workspace": "某县台账",
        "as_of": "2026-09-26",
    }
    assert found["items"][0] == {
        "kind": "registration",
        "title": "收到应诉通知，没有备案",
        "case": CASE,
        "unit": "县自然资源局",
        "path": FILE,
        "line": 17,
        "what": "县自然资源局 2025-03-06 收到一审应诉通知，没有备案",
        "since": "2025-03-06",
        "basis": ["本县意见(六)"],
    }
    assert "收到应诉通知" in Path(FILE).read_text(encoding="utf-8").splitlines()[16]


def test_the_most_urgent_comes_first(office: Callable[..., None], call: Caller) -> None:
    edits = [
        ("    备案日期: 2025-03-07\n", ""),
        ("    举证日期: 2025-03-18\n", ""),
        ("身份: 副职负责人, ", ""),
    ]
    office(*edits, tail="来函: [{种类: 司法建议书, 收到日期: 2026-06-01}]\n")
    found = [item["kind"] for item in call("missing", *DAY, "--format", "json").json["items"]]
    assert found == ["defence", "reply", "registration", "rank", "day"]
    lines = call("missing", *DAY).out.splitlines()
    titles = [line.partition("（")[0].strip() for line in lines]
    assert [title for title in titles if title in {kind.title for kind in GAP_KINDS.values()}] == [
        GAP_KINDS[kind].title for kind in found
    ]


@pytest.mark.usefixtures("demonstration")
def test_all_that_is_missing_in_the_demonstration_is_on_one_screen(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = call("missing", "--as-of", "2026-11-23").out.splitlines()
    assert len(lines) <= 36
    assert max(cell_len(line) for line in lines) <= 80
    found = call("missing", "--as-of", "2026-11-23", "--format", "json").json["items"]
    assert f"共 {len(found)} 项" in lines[-1]
    for title in {item["title"] for item in found}:
        count = sum(item["title"] == title for item in found)
        assert any(line.strip().startswith(f"{title}（{count}）") for line in lines)


def test_of_many_of_a_kind_a_few_are_shown_and_how_to_see_the_rest(
    office: Callable[..., None], call: Caller
) -> None:
    letters = "".join(f"  - {{种类: 司法建议书, 收到日期: 2026-0{month}-01}}\n" for month in range(1, 7))
    office(tail=f"来函:\n{letters}")
    out = call("missing", *DAY).out
    assert out.count("答复司法建议书，") == 3
    assert "…… 还有 3 项：yingsu missing --kind reply" in out
    assert out.index("2026-03-01 209天") < out.index("2026-04-01 178天"), "what gets worse: the oldest first"
    assert call("missing", "--kind", "reply", *DAY).out.count("答复司法建议书，") == 6


def test_letters_and_screenings_of_no_case_are_looked_at(office: Callable[..., None], call: Caller) -> None:
    office()
    for path, text in (
        ("letters/2026.yaml", "- {种类: 司法建议书, 单位: 浔中派出所, 收到日期: 2026-06-01}\n"),
        (
            "screenings/2026/某.yaml",
            SCREENING,
        ),
    ):
        file = Path("cases") / path
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    items = call("missing", "--unit", "县公安局", *DAY, "--format", "json").json["items"]
    assert [(item["kind"], item["unit"], item["case"], item["path"], item["line"]) for item in items] == [
        ("reply", "浔中派出所", None, "cases/letters/2026.yaml", 1),
        ("rectification", "县公安局", None, "cases/screenings/2026/某.yaml", 6),
    ]
    assert "letters/2026.yaml:1  答复司法建议书" in call("missing", *DAY).out


def test_cases_that_cannot_be_read_are_said(office: Callable[..., None], call: Caller) -> None:
    office(("格式: 1", "格式: 2"))
    done = call("missing", *DAY)
    assert done.code == 0
    assert "读得出的案件里，该有的都有了。" in done.out
    assert "另有 1 个案件文件有错误，没有列出" in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--kind", "reviews"), "--kind 不能是“reviews”。可以写：performance（生效裁判逾期未履行）、"),
        (("--unit", "公安局"), "--unit：单位名录里没有“公安局”"),
        (("--format", "ics"), "--format 不能是“ics”"),
    ],
)
def test_what_cannot_be_asked_is_said(
    office: Callable[..., None], call: Caller, words: tuple[str, ...], message: str
) -> None:
    office()
    done = call("missing", *words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


# --- figures, rules and gaps -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "metric"),
    [
        ("head_appearance", "head_appearance_rate"),
        ("review", "review_rate"),
        ("registration", "registration_rate"),
        ("performance", "performance_rate"),
    ],
)
@pytest.mark.usefixtures("demonstration")
def test_what_lacks_to_a_hundred_per_cent_is_missing(call: Caller, kind: str, metric: str) -> None:
    day = ("--as-of", "2026-11-23", "--format", "json")
    report = call("report", "--from", "2020-01-01", "--to", "2026-11-23", *day).json
    figures = {each["key"]: each for each in report["metrics"]}
    if metric not in figures:
        pytest.skip(f"{metric} is not in the report yet")
    missed = {item["case"] for item in figures[metric]["misses"]}
    assert missed
    # Of several defendants one may be without its head though the county's figure counts the other's.
    assert missed <= {item["case"] for item in call("missing", "--kind", kind, *day).json["items"]}


@pytest.mark.parametrize(
    ("kind", "code"), [("performance", "YS406"), ("obligation", "YS404"), ("document", "YS411")]
)
@pytest.mark.usefixtures("demonstration")
def test_a_gap_that_is_a_rule_too_stands_at_the_same_line(call: Caller, kind: str, code: str) -> None:
    day = ("--as-of", "2026-11-23", "--format", "json")
    found = {
        (each["path"], each["line"])
        for each in call("check", *day).json["diagnostics"]
        if each["code"] == code
    }
    items = call("missing", "--kind", kind, *day).json["items"]
    assert {(item["path"], item["line"]) for item in items} == found
