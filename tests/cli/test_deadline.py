"""`yingsu deadline`: each day of a case, derived in words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yingsu import survey
from yingsu.cli import console

Caller = Callable[..., Any]

UNITS = "- {单位: 县自然资源局, 类别: 县直部门}\n- {单位: 县人民政府, 类别: 县政府}\n"
HEAD = """格式: 1
案由: 责令退还
行为类别: 行政处罚
管理领域: 自然资源
原告: [{姓名: 张某}]
被告: [{单位: 县自然资源局, 地位: 原行为机关}]
审理:
  - 审级: 一审
    案号: （2026）闽0583行初12号
"""


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Writes the proceeding of a case, in whose workspace the test stands."""
    (tmp_path / "cases/2026/0918-自然资源局-张某").mkdir(parents=True)
    (tmp_path / "yingsu.yaml").write_text("名称: 某县台账\n", encoding="utf-8")
    (tmp_path / "cases/units.yaml").write_text(UNITS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def write(rest: str) -> None:
        file = tmp_path / "cases/2026/0918-自然资源局-张某/case.yaml"
        file.write_text(HEAD + rest, encoding="utf-8")

    return write


def test_json_is_the_contract(written: Callable[[str], None], call: Caller) -> None:
    written("    收到起诉状副本: 2026-09-18\n")
    done = call("deadline", "张某", "--as-of", "2026-09-26", "--format", "json")
    assert done.code == 0
    found = done.json
    assert {key: found[key] for key in ("schema_version", "workspace", "as_of", "case", "undated")} == {
        "schema_version": 1,
        "workspace": "某县台账",
        "as_of": "2026-09-26",
        "case": "2026/0918-自然资源局-张某",
        "undated": [],
    }
    assert found["deadlines"][0] == {
        "key": "D02",
        "title": "提交答辩状、证据和依据",
        "docket": "（2026）闽0583行初12号",
        "unit": "县自然资源局",
        "nature": "义务",
        "from": "2026-09-18",
        "from_fact": "收到起诉状副本",
        "due": "2026-10-08",
        "done": None,
        "status": "open",
        "status_words": "未到期",
        "days_left": 12,
        "provisional": False,
        "basis": ["行诉法67①", "行诉法34"],
        "steps": [
            "收到起诉状副本 2026-09-18，当日不计",
            "第15日为 2026-10-03（国庆假期）",
            "顺延至节后第一日 2026-10-08",
        ],
    }
    assert [day["key"] for day in found["deadlines"]] == ["D02", "D03", "D05", "D06"]


def test_what_is_to_be_done_comes_first(written: Callable[[str], None], call: Caller) -> None:
    written(
        "    立案日期: 2026-09-14\n    收到起诉状副本: 2026-09-18\n    开庭: [{日期: 2026-10-20, 时间: '09:00'}]\n"
    )
    lines = call("deadline", "0918", "--as-of", "2026-09-26").out.splitlines()
    titles = ["要办的", "可以行使的权利", "法院和对方的期限，供参考"]
    assert [line for line in lines if line in titles] == titles
    at = lines.index("  2026-10-08  还有12天　提交答辩状、证据和依据")
    assert lines[at + 1 : at + 6] == [
        "      收到起诉状副本 2026-09-18，当日不计",
        "      第15日为 2026-10-03（国庆假期）",
        "      顺延至节后第一日 2026-10-08",
        "      依据：行政诉讼法第六十七条第一款、第三十四条（编号 D02）",
        "      说明：逾期举证视为没有相应证据；不答辩不影响审理",
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            "    收到起诉状副本: 2026-09-18\n    答辩日期: 2026-09-30\n    举证日期: 2026-09-30\n",
            "2026-09-30 已按期办理",
        ),
        (
            "    收到起诉状副本: 2026-09-18\n    答辩日期: 2026-10-09\n    举证日期: 2026-09-30\n",
            "2026-10-09 逾期办理",
        ),
        ("    收到起诉状副本: 2026-09-18\n    答辩日期: 2026-09-30\n", "逾期54天"),
        ("    收到起诉状副本: 2026-11-16\n", "今天到期"),
        ("    立案日期: 2026-08-01\n", "暂定：2027年放假安排未公布，只按周末推算"),
        ("    立案日期: 2026-08-01\n", "答辩期还算不出：没有填“收到起诉状副本”。从收到那天的次日起 15 日内"),
        (
            "    收到起诉状副本: 2026-09-18\n    延期举证: {申请日期: 2026-09-20, 准许: 是}\n",
            "延期举证已获准许，没有写“事由消除日期”",
        ),
        ("    法院: 南安市人民法院\n    裁判: {日期: 2026-10-08}\n", "案卷里还没有可以起算期限的日期。"),
    ],
)
def test_where_a_day_stands_is_said(
    written: Callable[[str], None], call: Caller, facts: str, said: str
) -> None:
    written(facts)
    day = "2026-12-01"
    out = call("deadline", "0918", "--as-of", day).out.replace("\n", "").replace(" ", "")
    assert said.replace(" ", "") in out


def test_each_defendant_has_its_own_days(written: Callable[[str], None], call: Caller) -> None:
    written(
        "    收到起诉状副本: 2026-09-18\n    各被告: [{单位: 县人民政府, 收到起诉状副本: 2026-09-21}]\n"
        "复议: {机关: 县人民政府, 结果: 维持}\n"
    )
    file = Path("cases/2026/0918-自然资源局-张某/case.yaml")
    text = file.read_text(encoding="utf-8")
    both = "被告: [{单位: 县自然资源局, 地位: 原行为机关}, {单位: 县人民政府, 地位: 复议机关}]"
    file.write_text(text.replace("被告: [{单位: 县自然资源局, 地位: 原行为机关}]", both), encoding="utf-8")
    out = call("deadline", "0918", "--as-of", "2026-09-26").out
    assert "  2026-10-08  还有12天　提交答辩状、证据和依据　县自然资源局" in out
    assert "  2026-10-08  还有12天　提交答辩状、证据和依据　县人民政府" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [(("没有",), "没有找到案件“没有”"), (("0918", "--format", "xml"), "--format 不能是“xml”")],
)
def test_what_cannot_be_shown_is_said(
    written: Callable[[str], None], call: Caller, words: tuple[str, ...], message: str
) -> None:
    written("    收到起诉状副本: 2026-09-18\n")
    done = call("deadline", *words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


@pytest.mark.parametrize("content", [None, "案由 责令\n"])
def test_a_case_that_is_changed_meanwhile_is_said(
    written: Callable[[str], None], call: Caller, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    """Somebody saves or removes the file after it was found and before it is read."""
    written("    收到起诉状副本: 2026-09-18\n")

    def surveyed_then_changed(opened: Any, day: Any) -> Any:
        found = survey.survey(opened, day)
        file = Path("cases/2026/0918-自然资源局-张某/case.yaml")
        file.unlink() if content is None else file.write_text(content, encoding="utf-8")
        return found

    monkeypatch.setattr(console, "survey_at", surveyed_then_changed)
    done = call("deadline", "0918")
    assert done.code == 2
    assert "刚刚被改动，请再试一次" in done.err
