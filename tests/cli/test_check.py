"""`yingsu check`: every problem of every file, in one run."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yingsu.reading.workspace import open_workspace
from yingsu.render.diagnostics import coloured, concise, full
from yingsu.survey import survey

CASE = "cases/2025/0410-浔中派出所-李某/case.yaml"
DAY = ("--as-of", "2026-01-10")


def edit(place: Path, path: str, old: str, new: str) -> None:
    file = place / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def broken(sample: Path) -> Path:
    edit(sample, CASE, "    程序: 简易程序", "    程式: 简易程序")
    return sample


def test_warnings_fail_nothing_unless_strict(sample: Path, call: Callable[..., Any]) -> None:
    assert call("check", *DAY).code == 0
    assert call("check", "--strict", *DAY).code == 1
    edit(sample, CASE, "事由: 履行他人不能代替的公务", "材料: 材料/说明.pdf, 事由: 履行他人不能代替的公务")
    (sample / CASE).with_name("材料").mkdir()
    (sample / CASE).with_name("材料").joinpath("说明.pdf").touch()
    edit(sample, "cases/2024/1008-自然资源局-钱某/case.yaml", "期限日数: 60", "期限: 2026-12-31")
    clean = call("check", "--strict", *DAY)
    assert (clean.code, clean.out) == (0, "检查了 7 个文件：没有发现问题。\n")


@pytest.mark.usefixtures("broken")
def test_an_error_fails_and_hides_nothing_in_other_files(call: Callable[..., Any]) -> None:
    found = call("check", "--format", "concise", *DAY)
    assert found.code == 1
    assert found.err == ""
    first, second, third, last = found.out.splitlines()
    assert first.startswith("cases/2024/1008-自然资源局-钱某/case.yaml:31:")
    assert second.startswith(f"{CASE}:15:5: 错误 YS")
    assert "程式" in second
    assert "程序" in second
    # What else is wrong in the same file is said in the same run.
    assert third.startswith(f"{CASE}:27:14: 警告 YS305")
    assert last == "检查了 7 个文件：1 个错误、2 个警告。"


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("paths", "errors", "warnings"),
    [
        ((), 1, 2),
        (("cases/2025",), 1, 1),
        (("cases/2025/",), 1, 1),
        (("cases/2024",), 0, 1),
        ((CASE,), 1, 1),
        (("cases/2024", CASE), 1, 2),
        ((".",), 1, 2),
        (("cases",), 1, 2),
        (("cases/units.yaml",), 0, 0),
        (("yingsu.yaml",), 0, 0),
    ],
)
def test_paths_narrow_what_is_shown(
    call: Callable[..., Any], paths: tuple[str, ...], errors: int, warnings: int
) -> None:
    found = call("check", *paths, "--format", "json", *DAY)
    assert (found.json["errors"], found.json["warnings"]) == (errors, warnings)
    assert found.json["files"] == 7
    assert found.code == (1 if errors else 0)


def test_rules_across_cases_see_the_whole_workspace_when_paths_narrow(
    sample: Path, call: Callable[..., Any]
) -> None:
    edit(sample, CASE, "（2025）闽0583行初30号", "(2025)闽0583行初12号")
    found = call("check", "cases/2025/0306-自然资源局-张某", "--format", "json", *DAY).json
    assert found["errors"] == 1
    assert {each["path"] for each in found["diagnostics"]} == {"cases/2025/0306-自然资源局-张某/case.yaml"}


def test_a_path_may_be_absolute_or_relative_to_where_one_stands(
    broken: Path, call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("check", str(broken / CASE), "--format", "json", *DAY).json["errors"] == 1
    monkeypatch.chdir(broken / "cases")
    for path in ("2025", "..", ".", "2024/..", "../cases/2025", "../../样例"):
        assert call("check", path, "--format", "json", *DAY).json["errors"] == 1
    monkeypatch.chdir(broken.parent)
    assert call("check", "样例/cases/2025", "--format", "json", *DAY).json["errors"] == 1
    assert call("check", "-C", "样例", "--format", "json", *DAY).json["errors"] == 1


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("没有的目录",), "没有文件或目录 没有的目录"),
        (("/",), "/ 不在工作区 样例 之内"),
    ],
)
def test_a_path_that_is_not_there_or_lies_outside_is_named(
    call: Callable[..., Any], words: tuple[str, ...], message: str
) -> None:
    found = call("check", *words, *DAY)
    assert (found.code, found.out, found.err) == (2, "", f"错误：{message}\n")
    as_json = call("check", *words, "--format", "json", *DAY)
    assert as_json.code == 2
    assert as_json.err == ""
    assert as_json.json == {"schema_version": 1, "error": {"code": "file", "message": message}}


@pytest.mark.usefixtures("sample")
def test_what_is_due_depends_on_the_as_of_day(call: Callable[..., Any]) -> None:
    codes = [
        [each["code"] for each in call("check", "--as-of", day, "--format", "json").json["diagnostics"]]
        for day in ("2025-02-17", "2025-02-18", "2025年2月18日")
    ]
    assert "YS406" not in codes[0]
    assert "YS406" in codes[1]
    assert codes[1] == codes[2]


@pytest.mark.usefixtures("broken")
def test_a_pipe_gets_no_colour_and_quiet_no_summary(call: Callable[..., Any]) -> None:
    for form in ("full", "concise"):
        found = call("check", "--format", form, *DAY)
        assert "\x1b" not in found.out
        quiet = call("check", "--format", form, "--quiet", *DAY)
        assert found.out == f"{quiet.out}检查了 7 个文件：1 个错误、2 个警告。\n"


def test_the_order_of_diagnostics_is_by_file_and_line(sample: Path, call: Callable[..., Any]) -> None:
    for name in ("2025/0306-自然资源局-张某", "2025/1201-自然资源局-孙某"):
        edit(sample, f"cases/{name}/case.yaml", "格式: 1\n", "格式: 2\n错误的键: 1\n")
    found = call("check", "--format", "json", *DAY).json["diagnostics"]
    places = [(each["path"], each["line"], each["column"]) for each in found]
    assert len(places) == 6
    assert places == sorted(places)


def test_waived_warnings_are_counted_and_errors_cannot_be_waived(
    sample: Path, call: Callable[..., Any]
) -> None:
    waiver = "豁免: [{规则: YS305, 理由: 法院已核对原件, 批准人: 许某, 有效期至: 2026-12-31}]\n"
    edit(sample, CASE, "格式: 1\n", f"格式: 1\n{waiver}")
    found = call("check", "--format", "json", *DAY).json
    assert found["waived"] == 1
    assert [each["code"] for each in found["diagnostics"]] == ["YS406"]
    assert call("check", "--format", "concise", *DAY).out.endswith(
        "检查了 7 个文件：1 个警告（另有 1 个已豁免）。\n"
    )
    later = call("check", "--format", "json", "--as-of", "2027-01-01").json
    assert "YS305" in [each["code"] for each in later["diagnostics"]]


@pytest.mark.usefixtures("broken")
def test_a_diagnostic_in_json_has_the_fields_of_the_contract(call: Callable[..., Any]) -> None:
    found = call("check", "--format", "json", *DAY).json
    assert set(found) >= {"schema_version", "as_of", "files", "errors", "warnings", "waived", "diagnostics"}
    kinds = {
        "code": str,
        "name": str,
        "severity": str,
        "message": str,
        "path": str,
        "line": int,
        "column": int,
    }
    kinds |= {"end_line": int, "end_column": int, "case": str, "basis": list, "help": str}
    for each in found["diagnostics"]:
        assert {key: type(value) for key, value in each.items()} == kinds


@pytest.mark.usefixtures("broken")
def test_colour_adds_nothing_but_colour(call: Callable[..., Any], sample: Path) -> None:
    found = survey(open_workspace(sample), date(2026, 1, 10)).diagnostics
    for form in (full, concise):
        plain_lines, coloured_lines = list(form(found)), list(form(found, coloured))
        assert plain_lines != coloured_lines
        assert [re.sub("\x1b\\[[0-9;]*m", "", line) for line in coloured_lines] == plain_lines
    assert call("check", "--quiet", *DAY).out == "\n".join(full(found)) + "\n"


def test_control_characters_of_a_file_never_reach_the_terminal(
    sample: Path, call: Callable[..., Any]
) -> None:
    edit(sample, CASE, "    程序: 简易程序", '    程式: "\\e[31m\u202e简易"')
    for words in (("check",), ("check", "--format", "concise"), ("report", "--year", "2025")):
        found = call(*words, *DAY)
        assert "\x1b" not in found.out + found.err
        assert "\u202e" not in found.out
