"""`yingsu report`: figures of a period, whole, narrowed, opened, refused."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yingsu.metrics.catalogue import METRICS

DAY = ("--as-of", "2026-01-10")
YEAR = ("report", "--year", "2025", *DAY)
WON = "cases/2025/0410-浔中派出所-李某/case.yaml"
OLD = "cases/2024/1008-自然资源局-钱某/case.yaml"

pytestmark = pytest.mark.usefixtures("sample")
Caller = Callable[..., Any]


def edit(place: Path, path: str, old: str, new: str) -> None:
    file = place / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def figures(document: dict[str, Any]) -> dict[str, str]:
    return {each["key"]: f"{each['numerator']}/{each['denominator']}" for each in document["metrics"]}


# --- The contract of spec/cli.md ---------------------------------------------------------------------------------

NUMBERS: dict[str, type] = {"numerator": int, "denominator": int, "unknown": int, "display": str}


def test_the_json_has_every_field_of_the_contract(call: Caller) -> None:
    document = call(*YEAR, "--format", "json").json
    kinds: dict[str, type] = {
        "schema_version": int,
        "workspace": str,
        "fingerprint": str,
        "period": dict,
        "as_of": str,
    }
    kinds |= {"draft": bool, "filters": dict, "metrics": list, "by_unit": list, "balance": list}
    kinds |= {"outcomes": dict, "adverse_reasons": dict, "performance": dict, "revision": type(None)}
    assert {key: type(document[key]) for key in kinds} == kinds
    assert set(document["period"]) == {"label", "start", "end"}
    assert [each["key"] for each in document["metrics"]] == list(METRICS)
    for each in document["metrics"]:
        of_metric: dict[str, type] = {
            "key": str,
            "title": str,
            "unit_of_count": str,
            "definition": str,
            "basis": list,
        }
        of_metric |= {"options": dict, "hits": list, "misses": list, "unknowns": list, "excluded": list}
        of_metric |= {"previous": dict, **NUMBERS}
        assert {key: type(each[key]) for key in of_metric} == of_metric
        assert len(each["hits"]) == each["numerator"]
        assert len(each["hits"] + each["misses"] + each["unknowns"]) == each["denominator"]
        assert len(each["unknowns"]) == each["unknown"]
        assert (each["value"] is None) is (each["denominator"] == 0) is (each["display"] == "—")
        for item in (*each["hits"], *each["misses"], *each["unknowns"]):
            assert set(item) == {"case", "docket", "date"}
        for item in each["excluded"]:
            assert set(item) == {"case", "docket", "date", "reason"}
        assert {"numerator", "denominator", "display", "change"} <= set(each["previous"])
    for unit in document["by_unit"]:
        assert set(unit) == {"unit", "metrics"}
        for each in unit["metrics"]:
            assert {*NUMBERS, "key", "value"} == set(each)
    for each in document["balance"]:
        of_scope = {"scope": str, "carried": int, "new": int, "concluded": int, "pending": int, "holds": bool}
        assert {key: type(each[key]) for key in of_scope} == of_scope
    assert list(document["performance"]) == ["按期履行", "逾期履行", "逾期未履行", "未届期", "未定期限"]


def test_both_target_rates_stand_first_and_have_a_target(call: Caller) -> None:
    document = call(*YEAR, "--format", "json").json
    assert [each["key"] for each in document["metrics"][:2]] == ["head_appearance_rate", "performance_rate"]
    assert [each["target"] for each in document["metrics"]] == [1.0, 1.0, *[None] * (len(METRICS) - 2)]


def test_the_fingerprint_is_of_the_files_counted(sample: Path, call: Caller) -> None:
    before = call(*YEAR, "--format", "json").json["fingerprint"]
    assert len(before) == 64
    assert call(*YEAR, "--format", "json").json["fingerprint"] == before
    edit(sample, "yingsu.yaml", "样例县", "样例区")
    assert call(*YEAR, "--format", "json").json["fingerprint"] != before


# --- Periods -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "label", "start", "end", "rate"),
    [
        (("--year", "2025"), "2025年", "2025-01-01", "2025-12-31", "1/2"),
        (("--year", "2025", "--half", "1"), "2025年上半年", "2025-01-01", "2025-06-30", "1/2"),
        (("--year", "2025", "--half", "2"), "2025年下半年", "2025-07-01", "2025-12-31", "0/0"),
        (("--year", "2025", "--quarter", "2"), "2025年第二季度", "2025-04-01", "2025-06-30", "1/2"),
        (("--year", "2025", "--month", "5"), "2025年5月", "2025-05-01", "2025-05-31", "0/1"),
        (
            ("--from", "2024-11-12", "--to", "2025-04-10"),
            "2024-11-12 至 2025-04-10",
            "2024-11-12",
            "2025-04-10",
            "2/2",
        ),
        (
            ("--from", "2025/5/8", "--to", "2025年5月8日"),
            "2025-05-08 至 2025-05-08",
            "2025-05-08",
            "2025-05-08",
            "0/1",
        ),
        (("--from", "2025-05-08"), "2025-05-08 至 2026-01-10", "2025-05-08", "2026-01-10", "0/1"),
        (("--to", "2026-01-05"), "2026-01-01 至 2026-01-05", "2026-01-01", "2026-01-05", "0/0"),
        # No period: the as-of year to date; a period that runs past as-of ends there.
        ((), "2026年", "2026-01-01", "2026-01-10", "0/0"),
        (("--month", "1"), "2026年1月", "2026-01-01", "2026-01-10", "0/0"),
    ],
)
def test_a_period_is_what_its_options_say(
    call: Caller, words: tuple[str, ...], label: str, start: str, end: str, rate: str
) -> None:
    document = call("report", *words, *DAY, "--format", "json").json
    assert document["period"] == {"label": label, "start": start, "end": end}
    assert figures(document)["head_appearance_rate"] == rate


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--half", "1", "--quarter", "2"), "--half、--quarter、--month 只能用一个"),
        (("--quarter", "1", "--month", "2"), "--half、--quarter、--month 只能用一个"),
        (
            ("--year", "2025", "--from", "2025-01-01"),
            "--from、--to 不能与 --year、--half、--quarter、--month 同用",
        ),
        (
            ("--month", "3", "--to", "2025-01-01"),
            "--from、--to 不能与 --year、--half、--quarter、--month 同用",
        ),
        (("--year", "2027"), "2027年还没有开始（数据截至 2026-01-10）"),
        (("--year", "2026", "--quarter", "2"), "2026年第二季度还没有开始（数据截至 2026-01-10）"),
        (
            ("--from", "2026-01-11", "--to", "2026-02-01"),
            "2026-01-11 至 2026-02-01还没有开始（数据截至 2026-01-10）",
        ),
        (("--from", "2025-02-01", "--to", "2025-01-01"), "期间的结束 2025-01-01 早于开始 2025-02-01"),
        (("--year", "25"), "年度 25 不合理"),
        (("--half", "3"), "--half 只能是 1 至 2"),
        (("--quarter", "0"), "--quarter 只能是 1 至 4"),
        (("--month", "13"), "--month 只能是 1 至 12"),
        (("--from", "去年"), "--from：“去年”不是日期。请写成 2025-03-06 这样"),
        (("--to", "2025-02-30"), "--to：没有 2025年2月30日 这一天，请核对"),
        (
            ("--by", "colour"),
            (
                "--by 不能是“colour”。可以写：unit、unit-kind、field、act-type、instance、court、month、quarter、"
                "outcome、reason、co-defendant、reconsideration"
            ),
        ),
        (
            ("--explain", "出庭"),
            "--explain：没有唯一的指标“出庭”。可以写：行政机关负责人出庭应诉率（head_appearance_rate）、正职负责人出庭率（chief_appearance_rate）",
        ),
        (("--format", "pdf"), None),
        (("--unit", "县自然资原局"), "--unit：单位名录里没有“县自然资原局”，是不是“县自然资源局”？"),
        (("--unit", "某某"), "--unit：单位名录里没有“某某”"),
        (("--field", "自然"), None),
        (("--act-type", "处罚"), None),
        (("--instance", "三审"), "--instance 不能是“三审”。可以写：一审、二审、再审审查、再审、非诉审查"),
    ],
)
def test_options_that_cannot_be_are_refused_in_words(
    call: Caller, words: tuple[str, ...], message: str | None
) -> None:
    found = call("report", *words, *DAY)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：")
    if message is not None:
        assert found.err == f"错误：{message}\n"
    document = call("report", *words, *DAY, "--format", "json") if "--format" not in words else None
    if document is not None:
        assert document.json == {
            "schema_version": 1,
            "error": {"code": "usage", "message": found.err.removeprefix("错误：").rstrip("\n")},
        }


# --- Narrowed and broken down ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "filters", "expected"),
    [
        ((), {}, {"head_appearance_rate": "1/2", "adverse_rate": "1/3", "performance_rate": "1/2"}),
        (
            ("--unit", "县自然资源局"),
            {"unit": "县自然资源局"},
            {"head_appearance_rate": "1/1", "adverse_rate": "1/1", "performance_rate": "1/2"},
        ),
        (
            ("--unit", "县人民政府"),
            {"unit": "县人民政府"},
            {"head_appearance_rate": "0/0", "adverse_rate": "1/2", "performance_rate": "0/0"},
        ),
        # A unit by its full name; one that belongs to another means that one.
        (("--unit", "样例县自然资源局"), {"unit": "县自然资源局"}, {"adverse_rate": "1/1"}),
        (
            ("--unit", "浔中派出所"),
            {"unit": "县公安局"},
            {"head_appearance_rate": "0/1", "adverse_rate": "0/1"},
        ),
        (
            ("--unit", "县公安局"),
            {"unit": "县公安局"},
            {"head_appearance_rate": "0/1", "adverse_rate": "0/1"},
        ),
        (("--field", "公安"), {"field": "公安"}, {"head_appearance_rate": "0/1", "adverse_rate": "0/1"}),
        (
            ("--act-type", "行政处罚"),
            {"act_type": "行政处罚"},
            {"head_appearance_rate": "1/2", "adverse_rate": "1/2"},
        ),
        (
            ("--instance", "二审"),
            {"instance": "二审"},
            {"head_appearance_rate": "0/0", "adverse_rate": "0/0"},
        ),
        (("--court", "泉州市中级人民法院"), {"court": "泉州市中级人民法院"}, {"adverse_rate": "0/1"}),
        (
            ("--field", "自然资源", "--unit", "县人民政府"),
            {"unit": "县人民政府", "field": "自然资源"},
            {"adverse_rate": "1/2"},
        ),
    ],
)
def test_a_report_is_narrowed_by_its_options(
    call: Caller, words: tuple[str, ...], filters: dict[str, str], expected: dict[str, str]
) -> None:
    document = call(*YEAR, *words, "--format", "json").json
    assert document["filters"] == filters
    found = figures(document)
    assert {key: found[key] for key in expected} == expected
    assert call(*YEAR, *words).code == 0


def test_figures_of_a_unit_are_under_the_one_it_belongs_to(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    document = call(*YEAR, "--format", "json").json
    assert [each["unit"] for each in document["by_unit"]] == ["县人民政府", "县自然资源局", "县公安局"]
    opened = call(*YEAR, "--explain", "出庭率").out
    assert "县公安局（浔中派出所）" in opened


def test_an_arrangement_leaves_the_other_unit_out_with_the_reason(call: Caller) -> None:
    document = call(*YEAR, "--unit", "县人民政府", "--format", "json").json
    reasons = {each["docket"]: each["reason"] for each in document["metrics"][0]["excluded"]}
    assert reasons == {
        "（2025）闽0583行初12号": "协商或法院确定由县自然资源局出庭",
        "（2025）闽05行初8号": "未开庭",
    }


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("field", ["公安", "自然资源"]),
        ("act-type", ["不履行职责", "行政处罚", "行政征收或者征用"]),
        ("instance", ["一审"]),
        ("court", ["南安市人民法院", "泉州市中级人民法院"]),
        ("month", ["2025-02", "2025-04", "2025-05", "2025-06", "2025-08"]),
        ("quarter", ["2025年第1季度", "2025年第2季度", "2025年第3季度"]),
        ("unit", ["县人民政府", "县公安局", "县自然资源局"]),
    ],
)
def test_every_breakdown_sums_to_its_total(call: Caller, part: str, keys: list[str]) -> None:
    document = call(*YEAR, "--by", part, "--format", "json").json
    groups = document["breakdowns"][part]
    found = [each["key"] for each in groups]
    assert set(keys) <= set(found)
    assert found == sorted(found) or part == "unit"
    assert all(any(each["denominator"] for each in group["metrics"]) for group in groups)
    if part == "unit":
        assert [each["metrics"] for each in groups] == [each["metrics"] for each in document["by_unit"]]
        return
    for total in document["metrics"]:
        parts = [each for group in groups for each in group["metrics"] if each["key"] == total["key"]]
        for number in ("numerator", "denominator", "unknown"):
            assert sum(each[number] for each in parts) == total[number]


def test_several_breakdowns_are_given_in_order(call: Caller) -> None:
    document = call(*YEAR, "--by", "month", "--by", "field", "--format", "json").json
    assert list(document["breakdowns"]) == ["month", "field"]
    assert call(*YEAR, "--format", "json").json["breakdowns"] == {}


# --- Opened ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_every_figure_opens_into_its_cases(
    call: Caller, metric: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    by_key = call(*YEAR, "--explain", metric.key)
    assert by_key.code == 0
    assert by_key.out.startswith(f"\n{metric.title}　2025年　")
    assert (
        by_key.out == call(*YEAR, "--explain", metric.title).out == call(*YEAR, "--explain", metric.short).out
    )
    document = call(*YEAR, "--format", "json").json
    (of_metric,) = [each for each in document["metrics"] if each["key"] == metric.key]
    for item in (*of_metric["hits"], *of_metric["misses"], *of_metric["excluded"]):
        assert item["docket"] in by_key.out
    for item in of_metric["excluded"]:
        assert item["reason"] in by_key.out


def test_what_is_meant_by_the_short_name_in_the_help_is_the_rate_of_heads(call: Caller) -> None:
    assert call(*YEAR, "--explain", "出庭率").out == call(*YEAR, "--explain", "head_appearance_rate").out


def test_a_figure_of_a_unit_is_opened_with_what_is_said_of_that_unit(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    opened = call(*YEAR, "--explain", "出庭率", "--unit", "县公安局").out
    assert "未计入分子　1" in opened
    assert "有正当理由且法院认可" in opened
    assert "（2025）闽0583行初12号" not in opened


# --- Refused -----------------------------------------------------------------------------------------------------


def test_errors_in_what_is_counted_refuse_the_report(sample: Path, call: Caller) -> None:
    edit(sample, WON, "    程序: 简易程序", "    程式: 简易程序")
    refused = call(*YEAR)
    assert (refused.code, refused.out) == (1, "")
    assert f"{WON}:15" in refused.err
    assert "--draft" in refused.err
    document = call(*YEAR, "--format", "json")
    assert document.code == 1
    assert document.err == ""
    assert set(document.json) == {"schema_version", "error", "diagnostics"}
    assert document.json["error"]["code"] == "refused"
    assert [each["path"] for each in document.json["diagnostics"]] == [WON]


def test_a_draft_goes_on_and_says_how_many_errors_there_are(sample: Path, call: Caller) -> None:
    edit(sample, WON, "    程序: 简易程序", "    程式: 简易程序")
    drafted = call(*YEAR, "--draft")
    assert drafted.code == 0
    assert "草稿：所计案件中有 1 个错误未改正，数字不可引用" in drafted.out
    document = call(*YEAR, "--draft", "--format", "json").json
    assert document["draft"] is True
    assert len(document["diagnostics"]) == 1
    assert figures(document)["head_appearance_rate"] == "1/1"


def test_an_error_in_a_case_of_another_period_refuses_nothing(sample: Path, call: Caller) -> None:
    edit(
        sample, "cases/2025/1201-自然资源局-孙某/case.yaml", "（2025）闽0583行初99号", "（2025）闽0583行初号"
    )
    assert call(*YEAR).code == 1
    assert call("report", "--year", "2024", *DAY).code == 0
    # An open case counts in every period from its beginning on.
    assert call("report", "--year", "2026", *DAY).code == 1


def test_an_old_obligation_that_is_listed_as_overdue_counts_its_case(sample: Path, call: Caller) -> None:
    edit(sample, OLD, "（2024）闽0583行初70号\n    法院", "（2024）闽0583行初70-1号\n    法院")
    edit(sample, OLD, "案号: （2024）闽0583行初70号,", "案号: （2024）闽0583行初70-1号,")
    assert call("report", "--year", "2026", *DAY).code == 1


def test_an_error_in_a_case_of_another_unit_refuses_no_report_of_this_one(sample: Path, call: Caller) -> None:
    edit(sample, WON, "（2025）闽0583行初30号", "（2025）闽0583行初号")
    assert call(*YEAR).code == 1
    assert call(*YEAR, "--unit", "县公安局").code == 1
    assert call(*YEAR, "--unit", "县自然资源局").code == 0
    assert call(*YEAR, "--field", "自然资源").code == 0


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("yingsu.yaml", "名称:", "名秤:"),
        ("cases/units.yaml", "类别: 县政府", "类别: 县政腐"),
        (WON, "格式: 1", "格式: [1"),
    ],
)
def test_what_cannot_be_read_counts_in_every_period(
    sample: Path, call: Caller, path: str, old: str, new: str
) -> None:
    edit(sample, path, old, new)
    for year in ("2020", "2025"):
        refused = call("report", "--year", year, *DAY, "--format", "json")
        assert refused.code == 1
        assert {each["path"] for each in refused.json["diagnostics"]} == {path}


def test_a_balance_that_does_not_hold_names_the_case(sample: Path, call: Caller) -> None:
    edit(sample, WON, "日期: 2025-05-30, 送达日期: 2025-06-03", "日期: 2025-04-07, 送达日期: 2025-06-03")
    edit(sample, WON, "立案日期: 2025-04-08", "立案日期: 2026-01-05")
    edit(sample, WON, "收到应诉通知: 2025-04-10", "收到应诉通知: 2026-01-05")
    assert call(*YEAR).code == 1
    drafted = call(*YEAR, "--draft")
    assert drafted.code == 0
    assert "全部不平衡的案件：2025/0410-浔中派出所-李某。" in drafted.out


def test_many_errors_are_listed_up_to_ten(sample: Path, call: Caller) -> None:
    wrong = "".join(f"错误{number}: 1\n" for number in range(12))
    edit(sample, WON, "格式: 1\n", f"格式: 1\n{wrong}")
    lines = call(*YEAR).err.splitlines()
    assert sum(WON in line for line in lines) == 10
    assert "  …… 共 12 处" in lines


def test_warnings_refuse_nothing(call: Caller) -> None:
    assert call(*YEAR).code == 0


# --- What the text says ------------------------------------------------------------------------------------------


def test_what_is_missing_to_a_hundred_percent_is_listed_with_its_case(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = call(*YEAR).out
    assert re.search(
        "县公安局 +出庭率 +（2025）闽0583行初30号 +负责人没有出庭（有正当理由且法院认可） +已开庭的不能补正",
        out,
    )
    assert "2025/0410-浔中派出所-李某" in out


def test_silence_is_printed_beside_the_rate(sample: Path, call: Caller) -> None:
    edit(
        sample,
        WON,
        "          - {姓名: 施某, 单位: 浔中派出所, 职务: 民警, 身份: 工作人员}",
        "          - {姓名: 施某, 单位: 浔中派出所}",
    )
    out = call(*YEAR).out
    assert "1/2（不明1）" in out
    assert "文件没有写明" in out
    assert "“不明”是文件没有写明的，计入分母、不计入分子。" in out


def test_nothing_counted_is_a_dash_with_words(call: Caller) -> None:
    out = call("report", "--year", "2020", *DAY).out
    assert "“—”表示期间内无应计案件。" in out
    assert "0.00%" not in out
    assert "100.00%" not in out


def test_suits_withdrawn_after_self_correction_and_series_are_printed_beside(call: Caller) -> None:
    out = call(*YEAR).out
    assert "一审败诉率另列：自纠后准许撤诉 1 件，败诉＋改变后撤诉 2/3（66.67%）。" in out
    assert "其中系列案 1 个，共 2 个案号。" in out
    document = call(*YEAR, "--format", "json").json
    assert document["series"] == {"series": 1, "dockets": 2}
    (adverse,) = [each for each in document["metrics"] if each["key"] == "adverse_rate"]
    assert adverse["reference"]["display"] == "66.67%"
    assert adverse["noted"] == [
        {
            "case": "2025/0512-县人民政府-赵某",
            "docket": "（2025）闽05行初8号",
            "date": "2025-06-20",
            "note": "自纠后准许撤诉",
        }
    ]


def test_overdue_obligations_of_earlier_years_are_listed_with_what_they_risk(call: Caller) -> None:
    out = call("report", "--year", "2026", *DAY).out
    assert "2025-02-17" in out
    assert "327天" in out
    assert "16350–32700元" in out


def test_counting_rules_in_force_are_printed(sample: Path, call: Caller) -> None:
    edit(
        sample,
        "yingsu.yaml",
        "名称:",
        "口径: {出庭率: {计数: 件次, 正当理由未出庭: 不计分母}, 败诉率: {分母: 实体判决}, 败诉结果: [撤销]}\n名称:",
    )
    document = call(*YEAR, "--format", "json").json
    options = {each["key"]: each["options"] for each in document["metrics"]}
    assert options["head_appearance_rate"] == {"计数": "件次", "正当理由未出庭": "不计分母"}
    assert options["adverse_rate"] == {"分母": "实体判决", "败诉结果": "撤销"}
    assert document["metrics"][0]["unit_of_count"] == "件次"
    assert figures(document)["head_appearance_rate"] == "1/1"
    assert figures(document)["adverse_rate"] == "1/2"
    definitions = {each["key"]: each["definition"] for each in document["metrics"]}
    assert "一次计一件次" in definitions["head_appearance_rate"]
    assert definitions["adverse_rate"] == definitions["merits_adverse_rate"]
    out = call(*YEAR).out
    assert "计数：件次" in out
    assert "败诉结果：撤销。" in out


def test_an_unknown_court_is_a_slip_and_not_an_empty_page(call: Caller) -> None:
    found = call(*YEAR, "--court", "南安人民法院")
    assert (found.code, found.out) == (2, "")
    assert found.err == "错误：--court：没有案件在“南安人民法院”审理，是不是“南安市人民法院”？\n"


def test_a_case_without_an_own_defendant_is_said_beside_the_balance(sample: Path, call: Caller) -> None:
    edit(sample, "cases/units.yaml", "县公安局", "县公共安全局")
    edit(sample, "cases/units.yaml", "浔中派出所", "某派出所")
    assert re.search(
        "其中 [1-9] 件没有本县被告，不计入各项比率", call(*YEAR, "--draft").out.replace("\n", "")
    )


def test_what_is_left_out_of_a_target_rate_is_said_beside_it(call: Caller) -> None:
    assert re.search(
        "行政机关负责人出庭应诉率不计入的：.* 件（用 --explain 出庭率", call(*YEAR).out.replace("\n", "")
    )


def test_a_case_without_a_day_of_beginning_is_named_under_the_balance(sample: Path, call: Caller) -> None:
    edit(sample, WON, "    立案日期: 2025-04-08\n    收到应诉通知: 2025-04-10\n", "")
    document = call(*YEAR, "--format", "json").json
    assert document["balance"][0]["without_day"] == [
        {"case": "2025/0410-浔中派出所-李某", "docket": "（2025）闽0583行初30号"}
    ]
    assert "没有立案日期和收到应诉通知日期、未计入的：2025/0410-浔中派出所-李某。" in call(*YEAR).out


def test_a_decision_that_orders_something_without_an_entry_is_listed(sample: Path, call: Caller) -> None:
    edit(
        sample,
        OLD,
        "履行:\n  - {案号: （2024）闽0583行初70号, 单位: 县自然资源局, 内容: 对举报作出处理, 期限日数: 60}\n",
        "",
    )
    out = call("report", "--year", "2024", *DAY).out
    assert "生效裁判要求履行而没有登记履行事项（未计入履行率）：" in out
    assert "（2024）闽0583行初70号  2024/1008-自然资源局-钱某" in out
    document = call("report", "--year", "2024", *DAY, "--format", "json").json
    assert [each["docket"] for each in document["unregistered"]] == ["（2024）闽0583行初70号"]


def test_a_quarter_stands_beside_the_quarter_before(call: Caller) -> None:
    said = call("report", "--year", "2025", "--quarter", "2", *DAY).out
    assert re.search("上期 +环比", said)


def test_an_agency_kept_as_third_party_is_listed_apart(sample: Path, call: Caller) -> None:
    case = sample / "cases/2025/0306-自然资源局-张某/case.yaml"
    text = case.read_text(encoding="utf-8")
    party = "第三人: [{姓名: 县公安局, 类型: 组织, 应追加未追加: 是}]\n审理:"
    case.write_text(text.replace("审理:", party, 1), encoding="utf-8")
    said = call(*YEAR).out.replace("\n", "")
    assert "应追加未追加、以第三人参加诉讼的本县机关" in said
    assert "不计入各项比率" in said


def test_a_unit_with_enough_cases_has_its_rate_and_its_bar(sample: Path, call: Caller) -> None:
    year = sample / "cases/2025"
    text = (year / "0306-自然资源局-张某" / "case.yaml").read_text(encoding="utf-8")
    for number in range(101, 105):
        copy = year / f"0306-自然资源局-张某-{number}"
        copy.mkdir()
        docket = f"（2025）闽0583行初{number}号"
        (copy / "case.yaml").write_text(text.replace("（2025）闽0583行初12号", docket), encoding="utf-8")
    said = call(*YEAR).out
    assert re.search(r"县自然资源局 +100\.00% 5/5", said)
    assert call(*YEAR, "-o", "报表.html").code == 0
    assert "各单位出庭率（5 件以上）" in Path("报表.html").read_text(encoding="utf-8")
