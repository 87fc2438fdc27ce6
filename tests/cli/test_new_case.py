"""`yingsu new-case`, run for real: what is made, what is refused, and that nothing is ever half there."""

import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from yingsu.cli.main import run
from yingsu.domain.case import Case
from yingsu.intake import creating
from yingsu.intake.locking import workspace_lock
from yingsu.reading import faults
from yingsu.reading.validation import read_record

FULL = ["--unit", "县自然资源局", "--plaintiff", "张某", "--cause", "责令退还", "--act-type", "行政处罚"]
FULL += ["--field", "自然资源"]
AS_OF = ["--as-of", "2026-09-26"]
DOCKET = "（2026）闽0583行初12号"


@pytest.fixture
def root(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new workspace."""
    assert run(["init", str(tmp_path / "台账"), "--quiet"]) == 0
    capsys.readouterr()
    return tmp_path / "台账"


def new_case(root: Path, *words: str) -> int:
    return run(["new-case", "-C", str(root), *words])


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in root.rglob("*")
        if ".yingsu" not in path.parts
    }


def read(root: Path, case: str) -> Case:
    path = root / "cases" / case / "case.yaml"
    reading = read_record(path.read_bytes(), Case, path.name)
    assert not reading.source.problems
    assert reading.node is not None
    return reading.node


def data(root: Path, case: str) -> dict[str, Any]:
    return read(root, case).model_dump(mode="json", by_alias=True, exclude_unset=True)


def test_everything_that_was_said_is_in_the_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--case-no", "(2026)闽0583行初12号", "--court", "南安市人民法院", "--filed", "2026年9月15日"]
    words += ["--received", "2026-09-18", "--complaint", "2026/9/18", "--agency", "县自然资源局土地所"]
    assert new_case(root, *FULL, *words, *AS_OF, "--reconsideration", "维持", "--plaintiff", "李某") == 0
    assert data(root, "2026/0918-自然资源局-张某") == {
        "格式": 1,
        "案由": "责令退还",
        "行为类别": "行政处罚",
        "管理领域": "自然资源",
        "被诉行为": {"机关": "县自然资源局土地所"},
        "复议": {"机关": "县人民政府", "结果": "维持"},
        "原告": [{"姓名": "张某"}, {"姓名": "李某"}],
        "被告": [
            {"单位": "县自然资源局", "地位": "原行为机关"},
            {"单位": "县人民政府", "地位": "复议机关"},
        ],
        "审理": [
            {
                "审级": "一审",
                "案号": DOCKET,
                "法院": "南安市人民法院",
                "立案日期": "2026-09-15",
                "收到应诉通知": "2026-09-18",
                "收到起诉状副本": "2026-09-18",
            }
        ],
    }
    assert (root / "cases/2026/0918-自然资源局-张某/材料").is_dir()
    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        str(root / "cases/2026/0918-自然资源局-张某/case.yaml"),
        "  最迟 2026-10-08 提交答辩状、证据和依据（还有 12 天）　县人民政府、县自然资源局",
        "    收到起诉状副本 2026-09-18，当日不计",
        "    第15日为 2026-10-03（国庆假期）",
        "    顺延至节后第一日 2026-10-08",
        "    依据：行政诉讼法第六十七条第一款、第三十四条",
    ]
    assert run(["check", str(root), "-C", str(root), *AS_OF]) == 0


def test_json_is_the_contract(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = root / "yingsu.yaml"
    settings.write_text("名称: 某县台账\n期限: {备案工作日: 3}\n", encoding="utf-8")
    words = ["--case-no", DOCKET, "--received", "2026-09-18", "--complaint", "2026-09-07", "--format", "json"]
    assert new_case(root, *FULL, *words, *AS_OF) == 0
    # Sunday, 2026-09-20, is worked.
    assert json.loads(capsys.readouterr().out) == {
        "schema_version": 1,
        "workspace": "某县台账",
        "as_of": "2026-09-26",
        "case": "2026/0918-自然资源局-张某",
        "path": "cases/2026/0918-自然资源局-张某/case.yaml",
        "deadlines": [
            {
                "key": "D02",
                "title": "提交答辩状、证据和依据",
                "docket": DOCKET,
                "unit": "县自然资源局",
                "nature": "义务",
                "from": "2026-09-07",
                "from_fact": "收到起诉状副本",
                "due": "2026-09-22",
                "done": None,
                "status": "overdue",
                "status_words": "逾期未办",
                "days_left": -4,
                "provisional": False,
                "basis": ["行诉法67①", "行诉法34"],
                "steps": ["收到起诉状副本 2026-09-07，当日不计", "第15日为 2026-09-22"],
            },
            {
                "key": "K01",
                "title": "应诉案件备案",
                "docket": DOCKET,
                "unit": "县自然资源局",
                "nature": "义务",
                "from": "2026-09-18",
                "from_fact": "收到应诉通知",
                "due": "2026-09-22",
                "done": None,
                "status": "overdue",
                "status_words": "逾期未办",
                "days_left": -4,
                "provisional": False,
                "basis": ["本县意见(六)"],
                "steps": [
                    "收到应诉通知 2026-09-18，当日不计",
                    "第3个工作日为 2026-09-22（其间2026-09-20 调休上班计入）",
                ],
            },
        ],
    }


@pytest.mark.parametrize(
    ("received", "steps"),
    [
        ("2025-03-06", ["第15日为 2025-03-21"]),
        ("2025-03-07", ["第15日为 2025-03-22（星期六）", "顺延至其后第一个工作日 2025-03-24"]),
        ("2025-09-26", ["第15日为 2025-10-11（星期六，调休上班）"]),
        ("2025-12-17", ["第15日为 2026-01-01（元旦假期）", "顺延至节后第一日 2026-01-04"]),
        ("2025-03-04", ["第15日为 2025-03-19（本单位放假）", "顺延至其后第一个工作日 2025-03-20"]),
        (
            "2031-03-07",
            [
                "第15日为 2031-03-22（星期六）",
                "顺延至其后第一个工作日 2031-03-24（暂定：2031年放假安排未公布，只按周末推算）",
            ],
        ),
    ],
)
def test_the_day_of_the_defence_is_derived_in_words(
    root: Path, capsys: pytest.CaptureFixture[str], received: str, steps: list[str]
) -> None:
    (root / "yingsu.yaml").write_text("日历: {放假: [2025-03-19]}\n", encoding="utf-8")
    words = ["--complaint", received, "--as-of", "2031-12-31", "--format", "json"]
    assert new_case(root, *FULL, *words) == 0
    assert json.loads(capsys.readouterr().out)["deadlines"][0]["steps"][1:] == steps


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "答辩期还算不出：没有填“收到起诉状副本”。从收到那天的次日起 15 日内"),
        (["--instance", "二审", "--complaint", "2026-09-18"], "最迟 2026-10-08 对上诉提出答辩状"),
    ],
)
def test_what_runs_and_what_cannot_be_counted_is_said(
    root: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert new_case(root, *FULL, *AS_OF, *words) == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("instance", "key"),
    [
        ("一审", "收到起诉状副本"),
        ("二审", "收到上诉状副本"),
        ("再审审查", "收到再审申请书副本"),
        ("再审", "收到再审申请书副本"),
    ],
)
def test_the_copy_that_came_is_written_under_the_key_of_its_instance(
    root: Path, instance: str, key: str
) -> None:
    assert new_case(root, *FULL, *AS_OF, "--instance", instance, "--complaint", "2026-09-18") == 0
    assert data(root, "2026/0926-自然资源局-张某")["审理"] == [{"审级": instance, key: "2026-09-18"}]


def test_in_a_review_for_enforcement_the_parties_have_other_keys(root: Path) -> None:
    assert new_case(root, *FULL, *AS_OF, "--instance", "非诉审查", "--case-no", "（2026）闽0583行审1号") == 0
    found = data(root, "2026/0926-自然资源局-张某")
    assert found["申请执行人"] == [{"单位": "县自然资源局"}]
    assert found["被执行人"] == [{"姓名": "张某"}]
    assert "原告" not in found
    assert run(["check", "-C", str(root), "--as-of", "2026-09-26"]) == 0


def test_the_reminders_are_keys_of_the_format_at_their_places(root: Path) -> None:
    """Every comment made a line again: no unknown key, no syntax error; only the blanks that must be filled."""
    assert new_case(root, *FULL, *AS_OF, "--agency", "县公安局") == 0
    assert new_case(root, *FULL, *AS_OF, "--instance", "二审") == 0
    for path in (root / "cases/2026").rglob("case.yaml"):
        head, _, rest = path.read_text(encoding="utf-8").partition("格式")
        text = head + "格式" + re.sub("^# ", "", rest, flags=re.MULTILINE)
        assert text.count("收到应诉通知:") == 1
        reading = read_record(text.encode(), Case, path.name)
        assert {problem.defect for problem in reading.source.problems} <= {faults.MISSING_KEY}, text


def test_what_is_written_has_no_reminder(root: Path) -> None:
    assert new_case(root, *FULL, *AS_OF, "--case-no", DOCKET) == 0
    text = (root / "cases/2026/0926-自然资源局-张某/case.yaml").read_text(encoding="utf-8")
    assert "# 被诉行为:" in text
    assert text.count("案号:") == 2, "the proceeding's, and the reminder of 履行"
    assert "#     法院:" in text


AWKWARD = [
    '张"某"',
    "- 张某",
    "张: 某",
    "张 # 某",
    "$plaintiff",
    "null",
    "甲公司（A/B）",
    "'某'",
    "#某",
    "O\\K",
    "{某}",
    "😀",
]


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_names_are_read_back(root: Path, name: str) -> None:
    words = ["--unit", "县自然资源局", "--cause", name, "--act-type", "行政处罚", "--field", "自然资源"]
    assert new_case(root, *words, f"--plaintiff={name}", "--court", name, *AS_OF) == 0
    (path,) = (root / "cases/2026").iterdir()
    case = read(root, f"2026/{path.name}")
    assert (case.cause, case.plaintiffs[0].name, case.proceedings[0].court) == (name, name, name)


# --- what is refused -------------------------------------------------------------------------------------------

REFUSED = [
    (
        ["--unit", "县司法局"],
        ["缺少 --plaintiff（原告）、--cause（案由）、--act-type（行为类别）、--field（管理领域）"],
    ),
    ([*FULL[:-1], "自然资原"], ["--field：“自然资原”不是", "是不是“自然资源”？可以写：公安、"]),
    ([*FULL, "--act-type", "处罚"], ["--act-type：“处罚”不是", "是不是“行政处罚”？"]),
    ([*FULL, "--reconsideration", "维持了"], ["--reconsideration：", "是不是“维持”？"]),
    ([*FULL, "--instance", "1审"], ["--instance：", "一审、二审"]),
    ([*FULL, "--received", "2026-02-30"], ["--received：没有 2026年2月30日 这一天"]),
    ([*FULL, "--filed", "昨天"], ["--filed：“昨天”不是日期"]),
    ([*FULL, "--complaint", "2027-01-01"], ["--complaint：2027-01-01 还没有到", "核对年份"]),
    ([*FULL, "--case-no", "闽0583行初12号"], ["--case-no：认不出案号", "（2025）闽0583行初12号"]),
    ([*FULL, "--case-no", "（2026）闽05行终1号"], ["与审级“一审”不符", "--instance 二审"]),
    ([*FULL, "--case-no", "（2026）闽0583执1号"], ["首次执行", "不能作为本台账一个审级的案号"]),
    ([*FULL, "--case-no", DOCKET, "--instance", "二审"], ["与审级“二审”不符", "--instance 一审"]),
    ([*FULL, "--plaintiff", "张某"], ["--plaintiff：“张某”写了两次"]),
    ([*FULL, "--unit", "示例县自然资源局"], ["--unit：“县自然资源局”写了两次"]),
    ([*FULL, "--court", "法\n院"], ["--court：里有换行"]),
    ([*FULL, "--court", "法\x1b[31m院"], ["--court：里有看不见的特殊字符"]),
    ([*FULL, "--court", "法\u200b院"], ["--court：里有看不见的特殊字符"]),
    ([*FULL, "--court", "\udcff"], ["--court：里有认不出的字符"]),
    ([*FULL, "--cause", "长" * 201], ["--cause：太长"]),
    ([*FULL, "--cause", " "], ["--cause：是空的"]),
    ([*FULL, "--like", "没有的案件"], ["没有找到案件"]),
    ([*FULL, "--like", "\x1b[31m"], ["--like：里有看不见的特殊字符"]),
    ([*FULL, "--filed", "2026-09-18", "--received", "2026-09-01"], ["没有新建：", "YS201"]),
    (
        [*FULL[2:], "--unit", "县人民政府", "--reconsideration", "维持"],
        ["第一个 --unit 要写作出原行为的机关"],
    ),
    ([*FULL, "--format", "xml"], ["--format 不能是“xml”"]),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=lambda value: str(value[-1])[:12])
def test_what_is_wrong_is_said_and_nothing_is_made(
    root: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: list[str]
) -> None:
    before = tree(root)
    assert new_case(root, "--no-input", *AS_OF, *words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    for part in said:
        assert part in printed.err
    assert not set(printed.err) & {"\x1b", "\u200b"}
    assert tree(root) == before
    assert not list((root / ".yingsu").glob("new-*/"))


def test_everything_that_is_wrong_is_said_at_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--field", "陶瓷", "--received", "x", "--case-no", "y", "--format", "json"]
    assert new_case(root, "--no-input", *AS_OF, *words) == 2
    message = json.loads(capsys.readouterr().out)["error"]["message"]
    lines = [line.strip().partition("：")[0] for line in message.splitlines()]
    assert lines[:4] == ["有 4 处要改，没有新建", "--field", "--case-no", "--received"]
    assert "--field" not in lines[4], "what was typed wrong is not missing too"


@pytest.mark.parametrize(
    "typed", [DOCKET, "(2026)闽0583行初12号", "（2026） 闽0583行初 012号", "〔2026〕闽0583行初12号"]
)
def test_a_docket_that_a_case_has_is_refused_naming_the_case(
    root: Path, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    assert new_case(root, *FULL, "--case-no", DOCKET, *AS_OF) == 0
    before = tree(root)
    capsys.readouterr()
    assert new_case(root, *FULL, "--case-no", typed, *AS_OF, "--format", "json") == 2
    printed = json.loads(capsys.readouterr().out)
    assert printed["error"]["message"] == f"案号 {DOCKET} 已经在案件 2026/0926-自然资源局-张某 里，没有新建"
    assert printed["case"] == "2026/0926-自然资源局-张某"
    assert tree(root) == before


@pytest.mark.parametrize(
    "content",
    [
        f"案由: 甲\n不认识的键: 乙\n审理: [{{审级: 一审}}, {{审级: 一审, 案号: {DOCKET}}}]\n",
        f"案由: 甲\n  缩进错了\n审理:\n  - 案号: {DOCKET}\n",
        f"案由: 甲\n  缩进错了\n审理：\n  - 案号： {DOCKET}\n",
    ],
)
def test_an_error_elsewhere_in_a_file_does_not_hide_its_docket(root: Path, content: str) -> None:
    path = root / "cases/2024/坏文件/case.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    (root / "cases/2024/断链").mkdir()
    (root / "cases/2024/断链/case.yaml").symlink_to("nowhere")
    (root / "cases/events").mkdir()
    (root / "cases/events/2026.yaml").write_text("[]\n", encoding="utf-8")
    (root / "cases/2024/列表").mkdir()
    (root / "cases/2024/列表/case.yaml").write_text("审理: 一审\n", encoding="utf-8")
    (root / "cases/2024/案号错").mkdir()
    (root / "cases/2024/案号错/case.yaml").write_text("审理: [{案号: 一号}, 甲]\n", encoding="utf-8")
    assert new_case(root, *FULL, "--case-no", DOCKET, *AS_OF) == 2
    assert new_case(root, *FULL, "--case-no", "（2026）闽0583行初13号", *AS_OF) == 0


def test_the_same_id_again_gets_a_number_and_nothing_is_overwritten(root: Path) -> None:
    for _ in range(3):
        before = tree(root)
        assert new_case(root, *FULL, *AS_OF) == 0
        after = tree(root)
        assert before == {path: content for path, content in after.items() if path in before}
    names = sorted(path.name for path in (root / "cases/2026").iterdir())
    assert names == [f"0926-自然资源局-张某{number}" for number in ("", "-2", "-3")]


def test_an_empty_directory_of_somebody_is_not_taken(root: Path) -> None:
    (root / "cases/2026/0926-自然资源局-张某").mkdir(parents=True)
    assert new_case(root, *FULL, *AS_OF) == 0
    assert list((root / "cases/2026/0926-自然资源局-张某").iterdir()) == []
    assert (root / "cases/2026/0926-自然资源局-张某-2/case.yaml").is_file()


@pytest.mark.parametrize(
    ("words", "case"),
    [
        ([], "2026/0926-自然资源局-张某"),
        (["--filed", "2025-12-31"], "2025/1231-自然资源局-张某"),
        (["--filed", "2025-12-31", "--received", "2026-01-05"], "2026/0105-自然资源局-张某"),
    ],
)
def test_the_id_has_the_day_the_case_came_in(root: Path, words: list[str], case: str) -> None:
    assert new_case(root, *FULL, *AS_OF, *words) == 0
    assert (root / "cases" / case / "case.yaml").is_file()


def test_a_unit_goes_by_the_name_that_case_files_use(root: Path) -> None:
    assert new_case(root, "--unit", "示例县自然资源局", *FULL[2:], *AS_OF) == 0
    assert read(root, "2026/0926-自然资源局-张某").defendants[0].unit == "县自然资源局"


def test_an_unlisted_agency_is_a_warning_with_the_nearest_name(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_case(root, "--unit", "县自然资原局", *FULL[2:], *AS_OF) == 0
    said = capsys.readouterr().err
    assert said.count("县自然资原局") == 1
    assert "是不是“县自然资源局”？" in said
    assert new_case(root, *FULL, "--unit", "某市人民政府", *AS_OF, "--quiet") == 0
    assert capsys.readouterr().err == ""


def test_what_the_rules_find_odd_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_case(root, *FULL, "--case-no", DOCKET, "--court", "泉州市中级人民法院", *AS_OF) == 0
    assert "基层人民法院" in capsys.readouterr().err


def test_a_case_like_another_takes_what_series_share(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Never 案号, days, or persons of the other side."""
    model = root / "cases/2026/0901-自然资源局-甲/case.yaml"
    model.parent.mkdir(parents=True)
    model.write_text(
        "格式: 1\n案由: 责令退还\n行为类别: 行政处罚\n管理领域: 自然资源\n系列案: 某村\n承办单位: 县司法局\n承办说明: 会议指定\n"
        "责任人: {主要负责人: 甲}\n专班: {业务骨干: [乙]}\n诉讼请求: 撤销\n原告: [{姓名: 丙}]\n第三人: [{姓名: 丁}]\n"
        "复议: {结果: 维持, 决定日期: 2026-08-01}\n"
        "被告:\n  - {单位: 县自然资源局, 地位: 原行为机关}\n  - {单位: 县人民政府, 地位: 复议机关}\n"
        "审理:\n  - {审级: 一审, 案号: （2026）闽0583行初1号, 法院: 南安市人民法院, 立案日期: 2026-09-01}\n"
        "  - {审级: 二审, 案号: （2026）闽05行终1号, 法院: 泉州市中级人民法院, 立案日期: 2026-09-20}\n",
        encoding="utf-8",
    )
    assert new_case(root, "--like", "0901", "--plaintiff", "戊", *AS_OF, "--no-input") == 0
    assert data(root, "2026/0926-自然资源局-戊") == {
        "格式": 1,
        "案由": "责令退还",
        "行为类别": "行政处罚",
        "管理领域": "自然资源",
        "系列案": "某村",
        "承办单位": "县司法局",
        "承办说明": "会议指定",
        "责任人": {"主要负责人": "甲"},
        "专班": {"业务骨干": ["乙"]},
        "原告": [{"姓名": "戊"}],
        "被告": [
            {"单位": "县自然资源局", "地位": "原行为机关"},
            {"单位": "县人民政府", "地位": "复议机关"},
        ],
        "审理": [{"审级": "一审", "法院": "南安市人民法院"}],
    }
    assert "照 2026/0901-自然资源局-甲 抄录" in capsys.readouterr().err
    words = ["--like", "0901", "--plaintiff", "己", "--unit", "县公安局", "--cause", "别的", "--quiet"]
    assert new_case(root, *words, *AS_OF) == 0
    other = data(root, "2026/0926-公安局-己")
    assert other["案由"] == "别的"
    assert other["被告"] == [{"单位": "县公安局", "地位": "原行为机关"}]
    assert not {"责任人", "专班", "承办单位"} & set(other), "another agency has other people"


# --- whole or not at all ----------------------------------------------------------------------------------------


def started(root: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "yingsu", "new-case", "-C", str(root), *FULL, *AS_OF, *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def test_of_many_at_once_with_one_docket_one_is_made(root: Path) -> None:
    processes = [started(root, "--case-no", DOCKET) for _ in range(8)]
    said = [process.communicate(timeout=60) for process in processes]
    assert sorted(process.returncode for process in processes) == [0] + [2] * 7, said
    assert len(list((root / "cases/2026").iterdir())) == 1
    assert sum("已经在案件 2026/0926-自然资源局-张某 里" in error for _, error in said) == 7


def test_of_many_at_once_without_a_docket_each_is_made(root: Path) -> None:
    processes = [started(root) for _ in range(4)]
    for process in processes:
        assert process.communicate(timeout=60)[1].count("错误") == 0
    assert len(list((root / "cases/2026").rglob("case.yaml"))) == 4


def test_killed_at_any_moment_it_leaves_a_whole_case_or_none(root: Path) -> None:
    for number in range(8):
        process = started(root)
        time.sleep(0.15 + number * 0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert run(["check", "-C", str(root), *AS_OF]) == 0
    assert new_case(root, *FULL, *AS_OF) == 0, "nobody holds the lock any more"
    for directory in (root / "cases/2026").iterdir():
        assert (directory / "材料").is_dir()
        assert read(root, f"2026/{directory.name}").cause == "责令退还"


def test_what_an_interruption_left_is_no_case_and_is_cleared_away(root: Path) -> None:
    left = root / ".yingsu/new-abcd/case.yaml"
    left.parent.mkdir(parents=True)
    left.write_text(f"审理: [{{案号: {DOCKET}}}]\n", encoding="utf-8")
    assert run(["check", "-C", str(root), "--strict", *AS_OF]) == 0
    assert new_case(root, *FULL, "--case-no", DOCKET, *AS_OF) == 0
    assert sorted(each.name for each in (root / ".yingsu").iterdir()) == [".gitignore", "new-case.lock"]


@pytest.mark.parametrize("obstacle", ["a file", "a link that leads out"])
def test_a_year_that_cannot_be_written_is_said(
    root: Path, capsys: pytest.CaptureFixture[str], obstacle: str
) -> None:
    if obstacle == "a file":
        (root / "cases/2026").write_text("", encoding="utf-8")
    else:
        (root.parent / "elsewhere").mkdir()
        (root / "cases/2026").symlink_to(root.parent / "elsewhere")
    assert new_case(root, *FULL, *AS_OF) == 2
    assert "没有新建：写不进" in capsys.readouterr().err
    assert not list((root / ".yingsu").glob("new-*/"))


def test_without_a_workspace_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_case(tmp_path, *FULL) == 2
    assert "新建工作区用 yingsu init" in capsys.readouterr().err


def test_with_broken_units_nothing_is_made(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "cases/units.yaml").write_text("单位: 县司法局\n", encoding="utf-8")
    assert new_case(root, *FULL) == 2
    assert "cases/units.yaml:1:1" in capsys.readouterr().err


# --- at a terminal ----------------------------------------------------------------------------------------------


INTERRUPT, END_OF_INPUT = "Ctrl-C", "\x04"


class Screen(io.StringIO):
    """A terminal as far as the program asks."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[list[str], list[str]], tuple[int, str, str]]:
    """Runs with answers typed beforehand: exit code, stdout, and what the terminal showed."""

    def run_typed(words: list[str], answers: list[str]) -> tuple[int, str, str]:
        screen = Screen()
        monkeypatch.setattr(sys, "stdin", Screen("".join(f"{answer}\n" for answer in answers)))
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.chdir(root)
        code = run(["new-case", *words, *AS_OF])
        return code, capsys.readouterr().out, screen.getvalue()

    return run_typed


Typist = Callable[[list[str], list[str]], tuple[int, str, str]]


def at_terminal(root: Path, words: list[str], answers: list[str]) -> tuple[int, str, str]:
    """Run with a real terminal for stdin and stderr; each answer is typed at the next prompt.

    Returns:
        Exit code, stdout, and what the terminal showed.
    """
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "yingsu", "new-case", *words, *AS_OF]
    process = subprocess.Popen(command, cwd=root, stdin=slave, stderr=slave, stdout=subprocess.PIPE)
    os.close(slave)
    shown, unread = b"", 0
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if not select.select([master], [], [], 0.05)[0]:
            if answers and shown[unread:].endswith("：".encode()):
                unread = len(shown)
                answer = answers.pop(0)
                if answer == INTERRUPT:
                    process.send_signal(signal.SIGINT)
                else:
                    os.write(master, answer.encode() + (b"" if answer == END_OF_INPUT else b"\n"))
            continue
        try:
            shown += os.read(master, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
    os.close(master)  # one that still waits for an answer now finds the end of its input
    out = process.communicate(timeout=30)[0].decode()
    assert not answers, shown.decode()
    return process.returncode, out, shown.decode().replace("\r\n", "\n")


def test_at_a_terminal_what_is_missing_is_asked_for(root: Path, typed: Typist) -> None:
    answers = ["", "3", "镇", "县人民", "", "维持", "张某、李某、张某", "张某、李某", "", "责令退还"]
    answers += [
        "强制",
        "2",
        "资源",
        "１",
        DOCKET + "x",
        DOCKET,
        "",
        "2027-01-01",
        "2026年9月18日",
        "2026.9.18",
    ]
    code, out, shown = typed([], answers)
    assert code == 0, shown
    assert out.splitlines()[0] == "cases/2026/0918-自然资源局-张某/case.yaml"
    assert data(root, "2026/0918-自然资源局-张某") == {
        "格式": 1,
        "案由": "责令退还",
        "行为类别": "行政强制执行",
        "管理领域": "自然资源",
        "复议": {"机关": "县人民政府", "结果": "维持"},
        "原告": [{"姓名": "张某"}, {"姓名": "李某"}],
        "被告": [
            {"单位": "县自然资源局", "地位": "原行为机关"},
            {"单位": "城关镇人民政府", "地位": "共同被告"},
            {"单位": "县人民政府", "地位": "复议机关"},
        ],
        "审理": [
            {
                "审级": "一审",
                "案号": DOCKET,
                "收到应诉通知": "2026-09-18",
                "收到起诉状副本": "2026-09-18",
            }
        ],
    }
    for part in ("  1 县人民政府", "“张某”写了两次", "是空的", "只写（2026）闽0583行初12号", "还没有到"):
        assert part in shown
    assert "案由" not in out, "prompts are no result"


def test_only_what_is_missing_is_asked_for(typed: Typist) -> None:
    words = [*FULL[:6], *FULL[8:], "--case-no", DOCKET, "--court", "某法院", "--received", "2026-09-18"]
    code, _, shown = typed(words, ["处罚", "2026-09-18"])
    assert code == 0, shown
    assert "管理领域" not in shown
    code, out, shown = typed([*FULL, "--format", "json"], [])
    assert code == 0
    assert "：\n" not in shown
    assert json.loads(out)["case"] == "2026/0926-自然资源局-张某"


def test_a_unit_that_is_not_listed_is_typed_twice(root: Path, typed: Typist) -> None:
    words = ["--cause", "甲", "--plaintiff", "张某", *FULL[6:]]
    answers = ["县自然资原局", "县自然资原局", "城关", "2", "", "", "", "", ""]
    code, _, shown = typed(words, answers)
    assert code == 0, shown
    assert "是不是“县自然资源局”？" in shown
    assert [each.unit for each in read(root, "2026/0926-自然资原局-张某").defendants] == [
        "县自然资原局",
        "城关镇人民政府",
    ]


def test_a_docket_that_exists_is_told_at_its_prompt(root: Path, typed: Typist) -> None:
    assert new_case(root, *FULL, "--case-no", DOCKET, *AS_OF) == 0
    code, _, shown = typed(FULL[:-2], ["没有", "自然资源", DOCKET, "", "", "", ""])
    assert code == 0
    assert "没有这一项" in shown
    assert "已经在案件 2026/0926-自然资源局-张某 里" in shown


def test_the_same_defendant_twice_and_words_nobody_can_read(typed: Typist) -> None:
    words = ["--cause", "甲", "--plaintiff", "张某", *FULL[6:]]
    answers = ["县司法局", "县司法局", "\u200b", "", "", "", "", ""]
    code, _, shown = typed(words, answers)
    assert code == 0, shown
    assert "县司法局 已经写了" in shown
    assert "看不见的特殊字符" in shown


@pytest.mark.parametrize("key", [END_OF_INPUT, INTERRUPT])
def test_giving_up_leaves_nothing(root: Path, key: str) -> None:
    before = tree(root)
    code, out, shown = at_terminal(root, [], ["县司法局", key])
    assert code == 130
    assert out == ""
    assert shown.endswith("：\n已取消，没有新建。\n")
    assert tree(root) == before


def test_at_a_real_terminal_questions_and_answers_take_turns(root: Path) -> None:
    code, out, shown = at_terminal(root, FULL[2:], ["自然", "", DOCKET, "", "2026-09-18", ""])
    assert code == 0, shown
    assert out.startswith("cases/2026/0918-自然资源局-张某/case.yaml\n")
    assert "  → 县自然资源局\n" in shown
    assert "被告" not in out, "prompts are no result"


def test_with_no_input_nothing_is_asked(typed: Typist) -> None:
    code, _, shown = typed(["--no-input"], [])
    assert code == 2
    assert "缺少 --unit（单位）、--plaintiff（原告）" in shown


def test_wrong_flags_are_told_before_anything_is_asked(typed: Typist) -> None:
    code, _, shown = typed(["--field", "陶瓷"], [])
    assert code == 2
    assert "--field：“陶瓷”不是" in shown


def test_a_reconsideration_may_be_skipped_and_units_may_be_many(root: Path, typed: Typist) -> None:
    names = "".join(f"- {{单位: 某镇第{number}站, 类别: 其他}}\n" for number in range(40))
    units = root / "cases/units.yaml"
    units.write_text(f"{units.read_text(encoding='utf-8')}{names}", encoding="utf-8")
    words = ["--cause", "甲", "--plaintiff", "张某", *FULL[6:]]
    code, _, shown = typed(words, ["", "某镇", "第39站", "县人民政府", "", "没有", "", "", "", "", ""])
    assert code == 0, shown
    assert "共 46 个，请多输入几个字" in shown
    assert "没有这一项" in shown
    assert {each["地位"] for each in data(root, "2026/0926-某镇第39站-张某")["被告"]} == {
        "原行为机关",
        "共同被告",
    }


def test_the_applicant_is_one(typed: Typist) -> None:
    words = ["--instance", "非诉审查", "--cause", "甲", *FULL[6:]]
    code, _, shown = typed(words, ["司法", "张某", "", "", "bad", ""])
    assert code == 0, shown
    assert "申请执行人" in shown
    assert "被执行人" in shown
    assert "收到起诉状副本" not in shown


def test_while_another_does_not_end_nothing_is_made(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(creating, "workspace_lock", partial(workspace_lock, seconds=0.1))
    before = tree(root)
    with workspace_lock(root):
        assert new_case(root, *FULL, *AS_OF) == 2
    assert "请稍后再试" in capsys.readouterr().err
    assert tree(root) == before


def test_what_cannot_be_read_back_is_our_fault_and_is_not_left(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(creating, "block", lambda _: "不认识的键: 1")
    before = tree(root)
    assert new_case(root, *FULL, *AS_OF) == 3
    assert "这不是您的错误" in capsys.readouterr().err
    assert tree(root) == before


def test_ended_input_is_giving_up(root: Path, typed: Typist) -> None:
    before = tree(root)
    assert typed([], ["司法"])[0] == 130
    assert tree(root) == before
