"""Several workspaces read as one with -C -C: ids apart, shares that add up, the same 案号 in two of them."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.cli.console import open_all

Caller = Callable[..., Any]

HERE = Path(__file__).parent
DEMONSTRATION = HERE.parents[1]
DAY = ("--as-of", "2026-11-23")
BOTH = ("-C", "东", "-C", "西")
DATA = yaml.safe_load((HERE / "several_workspaces.yaml").read_text(encoding="utf-8"))
SCREENING = """格式: 1
单位: 县自然资源局
行为: 土地行政处罚
行为类别: 行政处罚
案件: 2025/0306-自然资源局-张某
排查日期: 2025-03-01
风险点: [{编号: JD-CX-03, 等级: 高, 责任人: 王某, 整改措施: 补正, 整改期限: 2025-04-01, 完成日期: 2025-03-20}]
"""
COMMANDS = (
    ("report", "--year", "2026"),
    ("list",),
    ("list", "--screenings"),
    ("agenda", "--all"),
    ("missing",),
    ("ledger", "--year", "2026"),
    ("check",),
)
OF_ONE_ONLY = (
    ("show", "1109"),
    ("deadline", "1109"),
    ("new-case",),
    ("checklist", "1109"),
    ("write", "备案表", "1109"),
    ("explain", "YS104"),
)


def written(place: Path, labels: tuple[str, ...], scenario: dict[str, Any]) -> None:
    """Workspaces with settings and units, and no case."""
    for label in labels:
        said = {**DATA["照样"], **scenario.get(label, {})}
        (place / label / "cases").mkdir(parents=True)
        for name, part in (
            ("yingsu.yaml", "settings"),
            ("cases/units.yaml", "units"),
            ("风险点.yaml", "risk_points"),
        ):
            if part in said:
                content = yaml.safe_dump(said[part], allow_unicode=True)
                (place / label / name).write_text(content, encoding="utf-8")


def committed(place: Path) -> None:
    """Put a directory under git."""
    person = ("-c", "user.name=某", "-c", "user.email=m@example.invalid", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "."), (*person, "commit", "-q", "-m", "建账")):
        subprocess.run(("git", *words), cwd=place, check=True, capture_output=True)


@pytest.fixture
def halves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demonstration in two: every third case in 东, the others and all that is no case in 西."""
    monkeypatch.chdir(tmp_path)
    for label in ("东", "西"):
        (tmp_path / label).mkdir()
        shutil.copy(DEMONSTRATION / "yingsu.yaml", tmp_path / label)
        shutil.copytree(DEMONSTRATION / "cases", tmp_path / label / "cases")
    cases = sorted((tmp_path / "东/cases").glob("[0-9]*/*/case.yaml"))
    for number, file in enumerate(cases):
        half = "西" if number % 3 == 0 else "东"
        shutil.rmtree(tmp_path / half / file.parent.relative_to(tmp_path / "东"))
    for folder in ("events", "letters", "screenings"):
        shutil.rmtree(tmp_path / "东/cases" / folder)
    return tmp_path


@pytest.fixture
def twins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small workspace twice."""
    monkeypatch.chdir(tmp_path)
    for label in ("东", "西"):
        shutil.copytree(HERE / "workspace", tmp_path / label)
    return tmp_path


def unlabelled(value: Any) -> Any:
    """The same with the ids as they are in their own workspace, lists in one order."""
    if isinstance(value, dict):
        return {key: unlabelled(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((unlabelled(each) for each in value), key=str)
    if isinstance(value, str) and value.startswith(("东/", "西/")):
        return value[2:]
    return value


@pytest.mark.usefixtures("halves")
@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_two_halves_report_what_the_whole_reports(call: Caller, year: str) -> None:
    words = ("report", "--year", year, *DAY, "--format", "json", "--by", "month")
    together = call(*words, *BOTH).json
    whole = call(*words, "-C", str(DEMONSTRATION)).json
    for part in (
        "metrics",
        "by_unit",
        "breakdowns",
        "balance",
        "outcomes",
        "performance",
        "overdue",
    ):
        assert unlabelled(together[part]) == unlabelled(whole[part])
    assert together["metrics"][0]["hits"]
    # A 系列案 is named by each workspace for itself: one name in two of them is two.
    assert together["series"]["dockets"] == whole["series"]["dockets"]
    assert unlabelled(together["contact"]) == unlabelled(whole["contact"])


@pytest.mark.usefixtures("halves")
def test_the_share_of_a_workspace_is_what_it_reports_alone(call: Caller) -> None:
    words = ("report", "--year", "2025", *DAY, "--format", "json")
    shares = call(*words, *BOTH).json["by_workspace"]
    assert [share["workspace"] for share in shares] == ["东", "西"]
    for share in shares:
        alone = call(*words, "-C", share["workspace"]).json
        numbers = [{key: metric[key] for key in share["metrics"][0]} for metric in alone["metrics"]]
        assert share["metrics"] == numbers
        assert unlabelled(share["balance"]) == unlabelled(alone["balance"])
        assert share["name"] == alone["workspace"]
        assert alone["by_workspace"] == []


@pytest.mark.usefixtures("halves")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_order_of_the_workspaces_never_matters(call: Caller, words: tuple[str, ...]) -> None:
    one = call(*words, "-C", "东", "-C", "西", *DAY, "--format", "json")
    other = call(*words, "-C", "西", "-C", "东", *DAY, "--format", "json")
    assert one == other
    assert one.code == 0


@pytest.mark.usefixtures("halves")
def test_every_id_and_path_says_its_workspace(call: Caller) -> None:
    cases = [each["case"] for each in call("list", *BOTH, *DAY, "--format", "json").json["cases"]]
    assert {case[:2] for case in cases} == {"东/", "西/"}
    for word, part in (("agenda", "items"), ("missing", "items"), ("check", "diagnostics")):
        found = call(word, *BOTH, *DAY, "--format", "json").json[part]
        assert {each["path"].partition("/")[0] for each in found} == {"东", "西"}
        assert all(each["case"] is None or each["case"] in cases for each in found)


@pytest.mark.usefixtures("halves")
@pytest.mark.parametrize("words", [("agenda", "--all", "--within", "400"), ("missing",)])
def test_two_halves_list_what_the_whole_lists(call: Caller, words: tuple[str, ...]) -> None:
    together = call(*words, *BOTH, *DAY, "--format", "json").json["items"]
    whole = call(*words, "-C", str(DEMONSTRATION), *DAY, "--format", "json").json["items"]
    assert unlabelled(together) == unlabelled(whole)


@pytest.mark.parametrize(("days", "ahead"), [(60, 60), (1, 3)])
def test_the_earliest_reminder_of_all_holds(call: Caller, halves: Path, days: int, ahead: int) -> None:
    words = ("agenda", "--all", "--within", "400", *BOTH, *DAY, "--format", "json")
    key = call(*words).json["items"][-1]["key"]
    with (halves / "东/yingsu.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n提前提醒: {{{key}: {days}}}\n")
    found = [item for item in call(*words).json["items"] if item["key"] == key]
    assert found
    for item in found:
        assert date.fromisoformat(item["due"]) - date.fromisoformat(item["warn_on"]) == timedelta(ahead)


@pytest.mark.usefixtures("halves")
def test_two_halves_have_the_rows_of_the_whole_in_their_ledgers(call: Caller) -> None:
    words = ("ledger", "--year", "2026", *DAY, "--format", "json")
    together, whole = call(*words, *BOTH).json, call(*words, "-C", str(DEMONSTRATION)).json
    for ours, theirs in zip(together["ledgers"], whole["ledgers"], strict=True):
        assert len(ours["rows"]) == len(theirs["rows"])
    done = call("ledger", *BOTH, "--year", "2026", *DAY, "-o", "台账.xlsx")
    assert done.code == 0
    assert "东、西" in call("ledger", "履行", *BOTH, *DAY).out


@pytest.mark.usefixtures("halves")
def test_lists_can_be_narrowed(call: Caller) -> None:
    for narrowed in (("--year", "2025"), ("--unit", "县公安局"), ("--pending",)):
        together = call("list", *narrowed, *BOTH, *DAY, "--format", "json").json["cases"]
        whole = call("list", *narrowed, "-C", str(DEMONSTRATION), *DAY, "--format", "json").json["cases"]
        assert unlabelled(together) == unlabelled(whole)
        assert together
    report = call("report", "--unit", "县公安局", "--year", "2025", *BOTH, *DAY, "--format", "json").json
    assert {each["unit"] for each in report["by_unit"]} == {"县公安局"}


@pytest.mark.usefixtures("halves")
def test_a_page_shows_each_share(call: Caller) -> None:
    out = call("report", "--year", "2025", *BOTH, *DAY).out
    assert "东、西　2025年" in out
    assert "分工作区" in out
    assert "各工作区相加等于合计" in out
    assert "分工作区" not in call("report", "--year", "2025", "-C", "东", *DAY).out


def test_each_workspace_says_its_commit(call: Caller, halves: Path) -> None:
    words = ("report", "--year", "2025", *BOTH, *DAY)
    assert "文件版本" not in call(*words).out
    assert call(*words, "--format", "json").json["revision"] is None
    committed(halves / "东")
    found = call(*words, "--format", "json").json
    (here, there) = (share["revision"] for share in found["by_workspace"])
    assert len(here) == 40
    assert (found["revision"], there) == (None, None)
    assert f"文件版本 东 {here[:12]}、西 没有版本记录" in call(*words).out.replace("\n", "")


def test_workspaces_of_one_repository_have_one_commit(call: Caller, halves: Path) -> None:
    committed(halves)
    found = call("report", "--year", "2025", *BOTH, *DAY, "--format", "json").json
    assert found["revision"] == found["by_workspace"][0]["revision"]
    assert len(found["revision"]) == 40


@pytest.mark.usefixtures("twins")
def test_the_same_docket_number_in_two_workspaces_refuses_the_report(call: Caller) -> None:
    refused = call("report", "--year", "2025", *BOTH, *DAY)
    assert refused.code == 1
    assert "与案件 西/2025/0306-自然资源局-张某 重复" in refused.err
    draft = call("report", "--year", "2025", *BOTH, *DAY, "--draft")
    assert draft.code == 0
    assert "草稿" in draft.out
    found = call("check", *BOTH, *DAY, "--format", "json").json["diagnostics"]
    twice = [each for each in found if each["code"] == "YS104"]
    assert {each["path"][0] for each in twice} == {"东", "西"}
    assert len(twice) == len({(each["path"], each["line"]) for each in twice})


def test_two_counties_share_names_of_units_and_nothing_else(call: Caller, halves: Path) -> None:
    words = ("report", "--year", "2025", *DAY, "--format", "json")
    one_county = call(*words, *BOTH).json
    for label in ("东", "西"):
        settings = halves / label / "yingsu.yaml"
        text = settings.read_text(encoding="utf-8")
        assert "县政府: 县人民政府" in text
        settings.write_text(
            text.replace("县政府: 县人民政府", f"县政府: {label}县人民政府"), encoding="utf-8"
        )
    two = call(*words, *BOTH).json
    assert [share["metrics"] for share in two["by_workspace"]] == [
        share["metrics"] for share in one_county["by_workspace"]
    ]
    units = {each["unit"] for each in two["by_unit"]}
    assert {unit.partition("·")[0] for unit in units} == {"东县", "西县"}
    assert "西县·县公安局" in units
    found = call("check", *BOTH, *DAY, "--format", "json").json["diagnostics"]
    for label in ("东", "西"):
        alone = call("check", "-C", label, *DAY, "--format", "json").json["diagnostics"]
        ours = [
            (each["path"], each["line"], each["code"]) for each in found if each["path"].startswith(label)
        ]
        assert ours == [(f"{label}/{each['path']}", each["line"], each["code"]) for each in alone]
    listed = call("missing", *BOTH, *DAY, "--unit", "西县·县公安局", "--format", "json").json["items"]
    assert {each["path"].partition("/")[0] for each in listed} == {"西"}
    unclear = call("missing", *BOTH, *DAY, "--unit", "县公安局")
    assert unclear.code == 2
    assert "单位名录里没有“县公安局”" in unclear.err


def test_a_screening_names_a_case_of_its_own_workspace(call: Caller, twins: Path) -> None:
    shutil.rmtree(twins / "西/cases/2025/0306-自然资源局-张某")
    for label in ("东", "西"):
        file = twins / label / "cases/screenings/2025/处罚.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(SCREENING, encoding="utf-8")
    found = call("check", *BOTH, *DAY, "--format", "json").json["diagnostics"]
    (unknown,) = [each for each in found if each["code"] == "YS507"]
    assert unknown["path"] == "西/cases/screenings/2025/处罚.yaml"
    assert "没有案件“西/2025/0306-自然资源局-张某”" in unknown["message"]
    rows = call("list", "--screenings", *BOTH, *DAY, "--format", "json").json["screenings"]
    assert sorted(each["path"][0] for each in rows) == ["东", "西"]


@pytest.mark.usefixtures("twins")
def test_a_ledger_of_the_same_docket_number_is_refused(call: Caller) -> None:
    refused = call("ledger", "--year", "2025", *BOTH, *DAY)
    assert refused.code == 1
    assert "YS104" in refused.err


@pytest.mark.usefixtures("twins")
def test_paths_narrow_what_is_shown_of_several(call: Caller) -> None:
    shown = {
        path: call("check", *BOTH, path, *DAY, "--format", "json").json["diagnostics"]
        for path in ("东", "东/cases/2025", "西/yingsu.yaml", "西/..", ".")[:3]
    }
    assert {each["path"].partition("/")[0] for each in shown["东"]} == {"东"}
    assert all(each["path"].startswith("东/cases/2025/") for each in shown["东/cases/2025"])
    assert shown["西/yingsu.yaml"] == []
    outside = call("check", *BOTH, str(HERE))
    assert outside.code == 2
    assert "不在工作区 东、西 之内" in outside.err


def test_broken_files_of_one_workspace_are_named_with_it(call: Caller, twins: Path) -> None:
    case = twins / "东/cases/2025/0306-自然资源局-张某/case.yaml"
    case.write_bytes(b"\xff\xfe\x00")
    (twins / "西/cases/2025/空目录").mkdir()
    (twins / "西/cases/screenings/2025").mkdir(parents=True)
    (twins / "西/cases/screenings/2025/坏.yaml").write_text("格式: [", encoding="utf-8")
    (twins / "西/cases/screenings/2025/链接.yaml").symlink_to(twins / "东/yingsu.yaml")
    found = call("check", *BOTH, *DAY, "--format", "json").json["diagnostics"]
    paths = {each["path"] for each in found if each["code"].startswith("YS0")}
    assert {"东/cases/2025/0306-自然资源局-张某/case.yaml", "西/cases/2025/空目录"} <= paths
    assert {"西/cases/screenings/2025/坏.yaml", "西/cases/screenings/2025/链接.yaml"} <= paths
    assert "另有 1 个案件文件有错误" in call("list", *BOTH, *DAY).err
    assert "另有 2 个风险排查文件有错误" in call("list", "--screenings", *BOTH, *DAY).err


def test_broken_settings_of_one_workspace_refuse_all(call: Caller, twins: Path) -> None:
    (twins / "西/yingsu.yaml").write_text("口径: [", encoding="utf-8")
    (twins / "东/yingsu.yaml").write_text("口径: {败诉率: {分母: 实体判决}}", encoding="utf-8")
    for word in ("list", "report"):
        refused = call(word, *BOTH, *DAY)
        assert refused.code == 2
        assert "西/yingsu.yaml:1:" in refused.err
    (twins / "东/yingsu.yaml").write_text("名称: 东县台账", encoding="utf-8")
    assert "西/yingsu.yaml:1" in call("report", *BOTH, *DAY).err
    assert call("ledger", *BOTH, *DAY, "--draft").code == 0


@pytest.mark.usefixtures("twins")
@pytest.mark.parametrize("words", OF_ONE_ONLY, ids=" ".join)
def test_a_command_of_one_workspace_takes_one(call: Caller, words: tuple[str, ...]) -> None:
    refused = call(*words, *BOTH)
    assert refused.code == 2
    assert "这个命令一次只能用一个工作区" in refused.err


@pytest.mark.usefixtures("twins")
def test_a_report_of_several_is_not_kept_as_published(call: Caller) -> None:
    refused = call("report", *BOTH, *DAY, "--snapshot")
    assert refused.code == 2
    assert "--snapshot 只能用于一个工作区" in refused.err


def test_a_workspace_is_named_once(call: Caller, twins: Path) -> None:
    assert "同一个工作区写了两次：东" in call("list", "-C", "东", "-C", "东/cases").err
    assert "没有目录 丙" in call("list", "-C", "东", "-C", "丙").err
    for outer in ("外一", "外二"):
        (twins / outer).mkdir()
    (twins / "东").rename(twins / "外一/台账")
    (twins / "西").rename(twins / "外二/台账")
    same = call("list", "-C", "外一/台账", "-C", "外二/台账")
    assert same.code == 2
    assert "两个工作区的目录名和名称都一样：“样例县行政应诉台账”" in same.err
    (twins / "外二/台账/yingsu.yaml").write_text("名称: 外/县台账\n", encoding="utf-8")
    cases = call("list", "-C", "外一/台账", "-C", "外二/台账", "--format", "json").json["cases"]
    assert {each["case"].partition("/")[0] for each in cases} == {"样例县行政应诉台账", "外／县台账"}


def test_many_workspaces_have_a_short_name(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    labels = ("丙", "丁", "戊", "己")
    written(tmp_path, labels, {})
    words = [word for label in labels for word in ("-C", label)]
    assert call("list", *words, "--format", "json").json["workspace"] == "丁等4个工作区"


@pytest.mark.parametrize("scenario", DATA["refused"], ids=lambda scenario: scenario["name"])
def test_workspaces_that_disagree_are_refused(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scenario: dict[str, Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    labels = ("东", "西", "丙") if "丙" in scenario else ("东", "西")
    written(tmp_path, labels, scenario)
    words = [word for label in labels for word in ("-C", label)]
    for command in ("report", "list", "check"):
        refused = call(command, *words)
        assert refused.code == 2
        assert refused.err.count("\n  ") == 1
    assert f"\n  {scenario['says']}\n" in refused.err


@pytest.mark.parametrize("scenario", DATA["allowed"], ids=lambda scenario: scenario["name"])
def test_workspaces_that_agree_make_one_list_of_units(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scenario: dict[str, Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, ("东", "西"), scenario)
    office = open_all([Path("东"), Path("西")]).office
    assert sorted(unit.name for unit in office.directory.units) == sorted(scenario["units"])
    assert call("report", *BOTH).code == 0
    for unit in scenario["units"]:
        assert call("report", *BOTH, "--unit", unit).code == 0
