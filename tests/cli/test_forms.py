"""`yingsu report` as files, as drafts, with its trend, kept and compared."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

DAY = ("--as-of", "2026-01-10")
YEAR = ("report", "--year", "2025", *DAY)
CASE = "cases/2025/0410-浔中派出所-李某/case.yaml"
ENDINGS = ("xlsx", "docx", "html", "md", "csv", "json")
STAMP = "草稿：所计案件中有 1 个错误未改正，数字不可引用"

pytestmark = pytest.mark.usefixtures("sample")
Caller = Callable[..., Any]


def edit(place: Path, old: str, new: str) -> None:
    file = place / CASE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def dump(path: Path) -> str:
    """All the text of a report, whatever its form, a line for each row or paragraph."""
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
        return "\n".join("|".join(str(value) for value in row if value is not None) for row in rows)
    if path.suffix == ".docx":
        word = docx.Document(io.BytesIO(content))
        rows_of = (row for table in word.tables for row in table.rows)
        lines = [
            *(each.text for each in word.paragraphs),
            *("|".join(c.text for c in row.cells) for row in rows_of),
        ]
        return "\n".join(lines)
    if path.suffix == ".csv":
        rows_read = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        return "\n".join("|".join(row) for row in rows_read)
    text = content.decode("utf-8")
    return json.dumps(json.loads(text), ensure_ascii=False) if path.suffix == ".json" else text


# --- Files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [*ENDINGS, "XLSX"])
def test_a_report_is_written_in_the_form_of_its_ending(sample: Path, call: Caller, ending: str) -> None:
    target = sample / f"报表.{ending}"
    written = call(*YEAR, "-o", str(target))
    assert (written.code, written.out, written.err) == (0, "", f"已写出 {target}\n")
    text = dump(target.rename(target.with_suffix(f".{ending.lower()}")))
    assert "样例县行政应诉台账" in text
    assert "行政机关负责人出庭应诉率" in text
    assert "草稿" not in text
    assert call(*YEAR, "-o", f"另一.{ending}").code == 0
    assert (sample / f"另一.{ending}").read_bytes() == target.with_suffix(f".{ending.lower()}").read_bytes()


@pytest.mark.parametrize("name", ["报表.pdf", "报表", "报表.", ".xlsx", "报表.xls"])
def test_another_ending_is_refused_in_words(sample: Path, call: Caller, name: str) -> None:
    refused = call(*YEAR, "-o", name)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        f"错误：-o {name}：不知道写成什么格式。文件名的结尾可以是 .xlsx、.docx、.html、.md、.csv、.json\n"
    )
    assert not (sample / name).exists()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_cannot_be_written_is_said(sample: Path, call: Caller, ending: str) -> None:
    refused = call(*YEAR, "-o", f"没有的目录/报表.{ending}")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"错误：没有写出 报表.{ending}：没有这个目录，请先建好\n"
    (sample / f"目录.{ending}").mkdir()
    assert call(*YEAR, "-o", f"目录.{ending}").code == 2
    assert not [each for each in sample.iterdir() if each.name.endswith(".tmp")]


def test_a_file_of_that_name_is_replaced_whole(sample: Path, call: Caller) -> None:
    target = sample / "报表.md"
    target.write_text("旧" * 100_000, encoding="utf-8")
    assert call(*YEAR, "-o", "报表.md").code == 0
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# 样例县行政应诉台账")
    assert "旧" * 2 not in text


def test_the_json_in_a_file_is_the_json_on_the_terminal(sample: Path, call: Caller) -> None:
    assert call(*YEAR, "-o", "报表.json").code == 0
    assert (sample / "报表.json").read_text(encoding="utf-8") == call(*YEAR, "--format", "json").out


def test_one_figure_with_its_cases_is_written_too(sample: Path, call: Caller) -> None:
    assert call(*YEAR, "--explain", "出庭率", "-o", "出庭.md").code == 0
    assert (sample / "出庭.md").read_text(encoding="utf-8").startswith("# 行政机关负责人出庭应诉率　2025年")


# --- Drafts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_draft_says_so_in_every_form(sample: Path, call: Caller, ending: str) -> None:
    edit(sample, "    程序: 简易程序", "    程式: 简易程序")
    refused = call(*YEAR, "-o", f"报表.{ending}")
    assert refused.code == 1
    assert not (sample / f"报表.{ending}").exists()
    assert call(*YEAR, "--draft", "-o", f"报表.{ending}").code == 0
    text = dump(sample / f"报表.{ending}")
    assert STAMP in text if ending != "json" else json.loads(text)["draft"] is True
    if ending == "docx":
        header = docx.Document(str(sample / "报表.docx")).sections[0].header
        assert [each.text for each in header.paragraphs] == [STAMP]
    if ending == "xlsx":
        for sheet in openpyxl.load_workbook(sample / "报表.xlsx"):
            header_of = sheet.oddHeader
            assert header_of is not None
            assert header_of.center is not None
            assert header_of.center.text == STAMP


def test_a_decision_before_its_suit_gives_only_a_draft(sample: Path, call: Caller) -> None:
    edit(sample, "日期: 2025-05-30, 送达日期", "日期: 2025-04-07, 送达日期")
    refused = call(*YEAR)
    assert refused.code == 1
    assert CASE in refused.err
    assert "YS201" in refused.err
    assert call(*YEAR, "--draft").code == 0


# --- Years -------------------------------------------------------------------------------------------------------


def test_the_years_stand_in_a_table_and_a_chart(sample: Path, call: Caller) -> None:
    assert call(*YEAR, "--trend", "3", "-o", "报表.md").code == 0
    text = (sample / "报表.md").read_text(encoding="utf-8")
    section = text.split("## 历年\n")[1].split("\n## ")[0].splitlines()
    assert "| 指标 | 2023年 | 2024年 | 2025年 |" in section
    assert "| 行政机关负责人出庭应诉率 | — | 100.00% 1/1 | 50.00% 1/2 |" in section
    assert "| 2023年 | — | — | — | — |" in section
    assert any(line.startswith("| 2025年 | 50.0% |") for line in section)
    assert call(*YEAR, "--trend", "3", "-o", "报表.xlsx").code == 0
    sheet = openpyxl.load_workbook(sample / "报表.xlsx")["历年"]
    rows = {row[0]: row[1:4] for row in sheet.iter_rows(values_only=True)}
    assert rows["行政机关负责人出庭应诉率"] == ("—", 1, 0.5)
    assert rows["2023年"][0] is None
    assert call(*YEAR, "--trend", "3", "-o", "报表.html").code == 0
    assert (sample / "报表.html").read_text(encoding="utf-8").count("<polyline") >= 2


def test_without_being_asked_for_there_are_no_years(call: Caller) -> None:
    assert "历年" not in call(*YEAR).out


@pytest.mark.parametrize("years", ["0", "99", "-1", "31"])
def test_a_number_of_years_that_cannot_be_is_refused(call: Caller, years: str) -> None:
    refused = call(*YEAR, "--trend", years)
    assert (refused.code, refused.out, refused.err) == (2, "", "错误：--trend 只能是 1 至 30\n")


# --- Broken down -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "title", "rows"),
    [
        ("unit-kind", "单位类别", {"县政府": "1/2", "县直部门": "1/2", "派出机构": None}),
        ("co-defendant", "单独或共同被告", {"共同被告": "1/1", "单独被告": "0/2"}),
        ("reconsideration", "是否经复议", {"经复议": "1/1", "未经复议": "0/2"}),
        ("outcome", "裁判结果", {"撤销并责令重作": "1/1", "准许撤诉": "0/1", "驳回诉讼请求": "0/1"}),
        ("reason", "败诉原因", {"程序缺失": "1/1", "证据瑕疵": "1/1", "未败诉或未填": "0/2"}),
        ("quarter", "季度", {"2025年第2季度": "1/3", "2025年第3季度": None}),
    ],
)
def test_figures_are_broken_down(call: Caller, part: str, title: str, rows: dict[str, str | None]) -> None:
    assert call(*YEAR, "--by", part).code == 0
    groups = call(*YEAR, "--by", part, "--format", "json").json["breakdowns"][part]
    found = {
        each["key"]: f"{figure['numerator']}/{figure['denominator']}"
        for each in groups
        for figure in each["metrics"]
        if figure["key"] == "adverse_rate"
    }
    assert {key: found.get(key) for key in rows if rows[key] is not None} == {
        key: value for key, value in rows.items() if value is not None
    }
    assert f"分{title}" in call(*YEAR, "--by", part).out


# --- Kept and compared -------------------------------------------------------------------------------------------


def test_a_kept_report_is_compared_with_what_the_files_give_now(sample: Path, call: Caller) -> None:
    kept = call(*YEAR, "--snapshot")
    assert kept.code == 0
    assert kept.err == "已存为公布的报表：published/2025年-2026-01-10.json\n"
    assert "现在重算，与公布时完全相同。" in call(*YEAR).out
    # The suit was won; now it is lost.
    edit(sample, "结果: 驳回诉讼请求", "结果: [{单位: 浔中派出所, 结果: 撤销, 败诉原因: [程序缺失]}]")
    assert call("report", "--draft", "--year", "2025", *DAY, "-o", "报表.md").code == 0
    text = (sample / "报表.md").read_text(encoding="utf-8")
    section = text.split("## 与已公布的2025年报表比较（公布时数据截至 2026-01-10）")[1].split("\n## ")[0]
    assert "| 指标 | 当时公布 | 现在重算 |" in section
    assert "| 33.33%（1/3） | 66.67%（2/3） |" in section
    moves = [
        line
        for line in section.splitlines()
        if "| 未计入分子 | 计入分子 | 2025/0410-浔中派出所-李某 |" in line
    ]
    assert any("（2025）闽0583行初30号" in line for line in moves)


def test_a_report_of_last_year_stands_beside_this_one(sample: Path, call: Caller) -> None:
    assert call("report", "--year", "2024", *DAY, "--snapshot").code == 0
    assert call(*YEAR, "-o", "报表.md").code == 0
    text = (sample / "报表.md").read_text(encoding="utf-8")
    assert "## 与已公布的2024年报表比较" in text
    assert "与已公布的" not in call(*YEAR, "--unit", "县公安局").out


def test_a_second_report_of_the_day_takes_no_others_place(sample: Path, call: Caller) -> None:
    for _ in range(2):
        assert call(*YEAR, "--snapshot").code == 0
    names = sorted(each.name for each in (sample / "published").iterdir())
    assert names == ["2025年-2026-01-10-2.json", "2025年-2026-01-10.json"]
    assert call(*YEAR).out.count("现在重算") == 1


def test_a_kept_report_that_cannot_be_written_is_said(sample: Path, call: Caller) -> None:
    (sample / "published").write_text("", encoding="utf-8")
    refused = call(*YEAR, "--snapshot")
    assert refused.code == 2
    assert "错误：没有存下报表：" in refused.err


def test_a_draft_is_never_kept(sample: Path, call: Caller) -> None:
    refused = call(*YEAR, "--snapshot", "--draft")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "错误：草稿不能存为已公布的报表：--snapshot 与 --draft 不能同用\n"
    edit(sample, "    程序: 简易程序", "    程式: 简易程序")
    assert call(*YEAR, "--snapshot").code == 1
    assert not (sample / "published").exists()


_METRIC = {"key": "adverse_rate", "numerator": 1, "denominator": 3, "display": "33.33%"}
_PERIOD = {"start": "2025-01-01", "end": "2025-12-31"}


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[1]",
        "null",
        "[" * 100_000,
        '"\\ud800"',
        {"metrics": []},
        {"period": _PERIOD, "filters": {}},
        {"period": _PERIOD, "filters": {}, "metrics": {}},
        *(
            {"period": _PERIOD, "filters": {}, "metrics": [metric]}
            for metric in (
                1,
                {"key": "adverse_rate"},
                {**_METRIC, "key": ["adverse_rate"]},
                {**_METRIC, "hits": None},
                {**_METRIC, "hits": {"case": "甲"}},
                {**_METRIC, "hits": ["甲"]},
                {**_METRIC, "hits": [{"case": 1}]},
                {**_METRIC, "misses": [{"case": "甲", "docket": []}]},
                {**_METRIC, "excluded": [{"case": "甲", "docket": 7}, {"case": "甲", "docket": "8"}]},
            )
        ),
    ],
)
def test_what_is_no_report_is_passed_over(sample: Path, call: Caller, content: Any) -> None:
    before = call(*YEAR).out
    (sample / "published").mkdir()
    (sample / "published" / "b.json").mkdir()
    text = content if isinstance(content, str) else json.dumps(content)
    (sample / "published" / "a.json").write_text(text, encoding="utf-8")
    (sample / "published" / "c.json").write_bytes(b"\xff\xfe")
    found = call(*YEAR)
    assert (found.code, found.out) == (0, before)


def test_a_report_too_large_to_be_one_is_not_read(sample: Path, call: Caller) -> None:
    assert call(*YEAR, "--snapshot").code == 0
    kept = sample / "published" / "2025年-2026-01-10.json"
    assert "现在重算" in call(*YEAR).out
    os.truncate(kept, 65 << 20)
    assert "现在重算" not in call(*YEAR).out


def test_figures_that_are_no_more_and_cases_that_are_new_are_told(sample: Path, call: Caller) -> None:
    (sample / "published").mkdir()
    gone = {"case": "2025/没有了", "docket": None}
    metrics = [{**_METRIC, "hits": [gone]}, {**_METRIC, "key": "old_rate"}]
    report = {"period": _PERIOD, "filters": {}, "metrics": metrics, "as_of": "2025-12-31"}
    (sample / "published" / "a.json").write_text(json.dumps(report), encoding="utf-8")
    assert call(*YEAR, "-o", "报表.md").code == 0
    text = (sample / "报表.md").read_text(encoding="utf-8")
    assert "（公布时数据截至 2025-12-31）" in text
    assert "| 未填 | 计入分子 | 未列 | 2025/没有了 |" in text
    assert "| 未列 | 未计入分子 | 2025/0410-浔中派出所-李某 |" in text
