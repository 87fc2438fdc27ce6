"""`yingsu list`, `yingsu show`, `yingsu explain`: finding and looking."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yingsu.metrics.catalogue import METRICS
from yingsu.reports.explaining import DEFECTS

DAY = ("--as-of", "2026-01-10")
WON = "cases/2025/0410-浔中派出所-李某/case.yaml"

pytestmark = pytest.mark.usefixtures("sample")
Caller = Callable[..., Any]


def edit(place: Path, path: str, old: str, new: str) -> None:
    file = place / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# --- list --------------------------------------------------------------------------------------------------------

QIAN, ZHANG, LI, ZHAO, SUN = (
    "2024/1008-自然资源局-钱某",
    "2025/0306-自然资源局-张某",
    "2025/0410-浔中派出所-李某",
    "2025/0512-县人民政府-赵某",
    "2025/1201-自然资源局-孙某",
)


@pytest.mark.parametrize(
    ("words", "cases"),
    [
        ((), [QIAN, ZHANG, LI, ZHAO, SUN]),
        (("自然资源局",), [QIAN, ZHANG, SUN]),
        (("0306",), [ZHANG]),
        (("初30号",), [LI]),
        (("(2025)闽0583行初30号",), [LI]),
        (("（2025）闽0583行初30号",), [LI]),
        (("〔2025〕闽0583行初30号",), [LI]),
        (("[2025]闽0583行初30号",), [LI]),
        (("李某诉浔中派出所",), [LI]),
        (("没有这样的",), []),
        (("--year", "2024"), [QIAN]),
        (("--unit", "县人民政府"), [ZHANG, ZHAO]),
        (("--unit", "样例县自然资源局"), [QIAN, ZHANG, SUN]),
        (("--pending",), [SUN]),
        (("--pending", "--as-of", "2025-05-25"), [ZHANG, LI, ZHAO, SUN]),
        (("--year", "2025", "--unit", "县自然资源局", "张"), [ZHANG]),
    ],
)
def test_cases_are_found_by_any_part_and_narrowed(
    call: Caller, words: tuple[str, ...], cases: list[str]
) -> None:
    day = () if "--as-of" in words else DAY
    found = call("list", *words, *day, "--format", "json")
    assert found.code == 0
    assert [each["case"] for each in found.json["cases"]] == cases
    in_words = call("list", *words, *day)
    assert in_words.code == 0
    assert f"共 {len(cases)} 件。" in in_words.out


def test_a_listed_case_has_the_fields_of_the_contract(call: Caller) -> None:
    document = call("list", *DAY, "--format", "json").json
    assert {"schema_version", "workspace", "as_of", "cases"} <= set(document)
    kinds = {"case": str, "name": str, "units": list, "dockets": list, "stage": str, "outcome": str}
    for each in document["cases"]:
        assert {key: type(each[key]) for key in kinds} == kinds
    stages = {each["case"]: each["stage"] for each in document["cases"]}
    assert stages == {QIAN: "已终结", ZHANG: "已终结", LI: "已终结", ZHAO: "已终结", SUN: "一审"}


def test_a_case_is_listed_as_it_stood_on_the_day(call: Caller) -> None:
    def of_zhang(day: str) -> tuple[str, str]:
        found = call("list", "张某", "--as-of", day, "--format", "json").json["cases"]
        return found[0]["stage"], found[0]["outcome"]

    both = "县自然资源局：撤销并责令重作；县人民政府：撤销"
    assert of_zhang("2025-03-01") == ("未立案", "")
    assert of_zhang("2025-05-19") == ("一审", "")
    assert of_zhang("2025-06-10") == ("一审", both)
    assert of_zhang("2025-06-11") == ("已终结", both)


def test_a_case_that_cannot_be_read_is_left_out_and_said(sample: Path, call: Caller) -> None:
    edit(sample, WON, "    程序: 简易程序", "    程式: 简易程序")
    found = call("list", *DAY)
    assert found.code == 0
    assert LI not in found.out
    assert found.err == "另有 1 个案件文件有错误，没有列出。请用 yingsu check 查看\n"
    as_json = call("list", *DAY, "--format", "json")
    assert LI not in [each["case"] for each in as_json.json["cases"]]


# --- show --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    [ZHANG, "0306", "张某", "(2025)闽0583行初12号", "（2025）闽0583行初12号", "初12号", "张某诉县自然资源局"],
)
def test_a_case_is_shown_by_any_part_that_means_it_alone(call: Caller, part: str) -> None:
    found = call("show", part, *DAY, "--format", "json")
    assert found.code == 0
    assert found.json["case"] == ZHANG
    assert "张某诉县自然资源局、县人民政府责令退还非法占用土地案" in call("show", part, *DAY).out


def test_an_exact_id_is_meant_even_where_longer_ones_begin_with_it(sample: Path, call: Caller) -> None:
    (sample / "cases" / f"{LI}-2").mkdir()
    text = (sample / WON).read_text(encoding="utf-8").replace("初30号", "初31号")
    (sample / "cases" / f"{LI}-2" / "case.yaml").write_text(text, encoding="utf-8")
    assert call("show", LI, *DAY, "--format", "json").json["case"] == LI
    assert call("show", "李某", *DAY).code == 2


def test_a_part_that_means_several_names_them(call: Caller) -> None:
    found = call("show", "自然资源局", *DAY)
    assert (found.code, found.out) == (2, "")
    lines = found.err.splitlines()
    assert lines[0] == "错误：“自然资源局”对应多个案件，请写得更具体："
    assert [line.split()[0] for line in lines[1:]] == [QIAN, ZHANG, SUN]
    document = call("show", "自然资源局", *DAY, "--format", "json")
    assert document.code == 2
    assert document.json["error"]["code"] == "usage"


def test_of_very_many_cases_the_first_ten_are_named(sample: Path, call: Caller) -> None:
    text = (sample / WON).read_text(encoding="utf-8")
    for number in range(12):
        place = sample / "cases" / "2025" / f"0501-浔中派出所-何某-{number + 2}"
        place.mkdir()
        (place / "case.yaml").write_text(text.replace("初30号", f"初{number + 500}号"), encoding="utf-8")
    lines = call("show", "何某", *DAY).err.splitlines()
    assert len(lines) == 12
    assert lines[-1] == "  …… 共 12 件"


def test_a_part_that_means_none_says_so(call: Caller) -> None:
    found = call("show", "没有这样的", *DAY)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：没有找到案件“没有这样的”。")


def test_a_case_is_shown_as_it_stood_on_the_day(call: Caller) -> None:
    before = call("show", "张某", "--as-of", "2025-04-09").out
    assert "到庭情况未填" in before
    assert "判决 2025-05-20" not in before
    after = call("show", "张某", *DAY).out
    assert "县自然资源局负责人出庭：是" in after
    assert "生效 2025-06-11" in after
    assert "按期履行" in after


def test_what_is_derived_stands_beside_what_is_written(call: Caller) -> None:
    document = call("show", "张某", *DAY, "--format", "json").json
    (proceeding,) = document["proceedings"]
    assert proceeding["effective_on"] == "2025-06-11"
    assert [each["head_appeared"] for each in proceeding["units"]] == ["是", "否"]
    assert document["obligations"][0]["state"] == "按期履行"
    assert document["data"]["审理"][0]["案号"] == "（2025）闽0583行初12号"
    assert "生效日期" not in document["data"]["审理"][0]["裁判"]


def test_what_is_not_said_is_shown_as_such(sample: Path, call: Caller) -> None:
    edit(
        sample,
        WON,
        "        到庭:\n          - {姓名: 施某, 单位: 浔中派出所, 职务: 民警, 身份: 工作人员}\n",
        "        到庭: []\n",
    )
    edit(sample, WON, ", 结果: 驳回诉讼请求}", "}")
    out = call("show", "李某", *DAY).out
    assert "开庭 2025-05-08  无人到庭" in out
    assert "浔中派出所：未填" in out
    document = call("show", "李某", *DAY, "--format", "json").json
    assert document["proceedings"][0]["units"] == [
        {"unit": "浔中派出所", "head_appeared": "否", "outcome": "未填"}
    ]


def test_a_case_without_a_hearing_says_so(call: Caller) -> None:
    document = call("show", "赵某", *DAY, "--format", "json").json
    assert document["proceedings"][0]["units"][0] == {
        "unit": "县人民政府",
        "head_appeared": "未开庭",
        "outcome": "准许撤诉",
    }


# --- explain -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", DEFECTS)
def test_every_rule_is_explained(call: Caller, code: str) -> None:
    found = call("explain", code)
    assert found.code == 0
    assert found.out.startswith(f"\n{code}　{DEFECTS[code].title}")
    assert "处理\n" in found.out
    document = call("explain", code.lower(), "--format", "json").json
    assert [each["code"] for each in document["rules"]] == [code]
    assert document["metrics"] == []


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_every_figure_is_explained_by_each_of_its_names(call: Caller, metric: Any) -> None:
    texts = {call("explain", word).out for word in (metric.key, metric.title, metric.short)}
    assert len(texts) == 1
    assert texts.pop().startswith(f"\n{metric.title}　{metric.key}")
    document = call("explain", metric.short, "--format", "json").json
    assert [each["key"] for each in document["metrics"]] == [metric.key]
    assert document["rules"] == []


def test_without_a_code_all_of_them_are_listed(call: Caller) -> None:
    out = call("explain").out
    for code, defect in DEFECTS.items():
        assert f"{code} " in out
        assert defect.title[:10] in out
    assert all(key in out for key in METRICS)
    document = call("explain", "--format", "json").json
    assert [each["code"] for each in document["rules"]] == list(DEFECTS)
    assert [each["key"] for each in document["metrics"]] == list(METRICS)


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("head_apearance_rate", "head_appearance_rate"),
        ("出庭绿", "出庭率"),
        ("jd-cx-3", "JD-CX-03"),
        ("JD_CX_03", "JD-CX-03"),
        ("天气", None),
    ],
)
def test_an_unknown_code_is_refused_with_the_nearest(call: Caller, word: str, guess: str | None) -> None:
    found = call("explain", word)
    assert (found.code, found.out) == (2, "")
    hint = f"，是不是 {guess}？" if guess else ""
    assert found.err == f"错误：没有规则、指标、期限或风险点“{word}”{hint}（用 yingsu explain 列出全部）\n"
    assert call("explain", word, "--format", "json").json["error"]["code"] == "usage"


@pytest.mark.parametrize("command", [("list",), ("show", "张某"), ("explain",)])
def test_a_format_that_is_not_there_is_refused(call: Caller, command: tuple[str, ...]) -> None:
    found = call(*command, "--format", "xml")
    assert (found.code, found.out) == (2, "")
    assert found.err == "错误：--format 不能是“xml”。可以写：text、json\n"
