"""`yingsu export`: what it writes and refuses; that the queries give the numbers of the report, on two engines."""

import csv
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from yingsu.cli.export_directory import MANIFEST
from yingsu.intake.directories import replacing
from yingsu.metrics.catalogue import METRICS
from yingsu.render.export_parquet import ParquetTables
from yingsu.render.export_sqlite import NAME, SqliteTables
from yingsu.reports.table_core import COUNTY
from yingsu.reports.tables import TABLES
from yingsu.reports.tables_guide import EVERY_FIGURE, schemas

Caller = Callable[..., Any]
Numbers = dict[tuple[str, ...], tuple[int, ...]]
"""By figure, period and body: numerator, denominator, unknown."""

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "exported" / "sample.txt"
"""Every table of the small workspace, as text; with YINGSU_GOLDENS=write in the environment it is written."""
TODAY = ("--as-of", "2026-11-23")
DAY = ("--as-of", "2026-01-10")
YEARS = ("2023", "2024", "2025", "2026")
CASE = "cases/2025/0410-浔中派出所-李某/case.yaml"
SCREENING = """\
格式: 1
单位: 县公安局
行为: 罚款
行为类别: 行政处罚
排查日期: 2025-03-01
风险点: [{编号: JD-CX-03, 整改期限: 2025-04-01}]
"""
LETTERS = """\
- {种类: 司法建议书, 单位: 浔中派出所, 文号: "=1+1", 机关: 南安市人民法院, 收到日期: 2025-03-01, 回复日期: 2025-04-01}
- {种类: 意见书, 单位: 市公安局, 收到日期: 2025-03-01}
"""


@pytest.fixture
def stocked(sample: Path) -> Path:
    """The small workspace with files beside the cases."""
    for name, text in (("screenings/2025/罚款", SCREENING), ("letters/2025", LETTERS)):
        path = sample / "cases" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return sample


def edit(place: Path, old: str, new: str, name: str = CASE) -> None:
    file = place / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# --- The queries give the numbers of the report ------------------------------------------------------------------


def read_from_duckdb(place: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Any]]:
    monkeypatch.chdir(place)
    base = duckdb.connect()
    base.execute((place / "load-duckdb.sql").read_text(encoding="utf-8"))
    return lambda sql: base.execute(sql).fetchall()


def read_from_sqlite(place: Path, _: pytest.MonkeyPatch) -> Callable[[str], list[Any]]:
    def run(sql: str) -> list[Any]:
        with closing(sqlite3.connect(place / NAME)) as base:
            return base.execute(sql).fetchall()

    return run


ENGINES = {"csv": read_from_duckdb, "parquet": read_from_duckdb, "sqlite": read_from_sqlite}


def numbers_of_queries(place: Path, run: Callable[[str], list[Any]]) -> Numbers:
    found: Numbers = {}
    for key in METRICS:
        for row in run((place / "queries" / f"{key}.sql").read_text(encoding="utf-8")):
            found[key, *row[:2]] = tuple(row[2:])
    return found


def numbers_of_items(place: Path, run: Callable[[str], list[Any]]) -> Numbers:
    rows = run((place / "queries" / f"{EVERY_FIGURE}.sql").read_text(encoding="utf-8"))
    return {tuple(row[:3]): tuple(map(int, row[3:])) for row in rows}


def numbers_of_report(call: Caller, workspace: Path, *words: str) -> Numbers:
    """What `report --format json` prints; 0/0 is left out."""
    report = call("report", "-C", str(workspace), *words, *TODAY, "--format", "json").json
    bodies = [(COUNTY, report["metrics"]), *((each["unit"], each["metrics"]) for each in report["by_unit"])]
    return {
        (each["key"], report["period"]["label"], unit): (
            each["numerator"],
            each["denominator"],
            each["unknown"],
        )
        for unit, metrics in bodies
        for each in metrics
        if each["denominator"]
    }


def of_periods(found: Numbers, periods: set[str]) -> Numbers:
    return {key: numbers for key, numbers in found.items() if key[1] in periods}


@pytest.mark.parametrize("form", ENGINES)
def test_the_queries_give_the_numbers_of_the_report_of_every_year_for_the_county_and_every_unit(
    form: str, tmp_path: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "数据"
    assert call("export", "-C", str(ROOT), "-o", str(place), "--format", form, *TODAY).code == 0
    run = ENGINES[form](place, monkeypatch)
    reported: Numbers = {}
    for year in YEARS:
        reported |= numbers_of_report(call, ROOT, "--year", year)
    reported |= numbers_of_report(call, ROOT, "--year", "2025", "--quarter", "2")
    periods = {f"{year}年" for year in YEARS} | {"2025年第二季度"}
    assert of_periods(numbers_of_queries(place, run), periods) == reported
    assert of_periods(numbers_of_items(place, run), periods) == reported
    assert {key for key, *_ in reported} >= set(METRICS) - {"registration_on_time_rate"}


@pytest.mark.parametrize(
    "settings",
    [
        "口径: {出庭率: {计数: 件次, 正当理由未出庭: 不计分母}}\n期限: {备案工作日: 3}\n",
        "口径: {出庭率: {正当理由未出庭: 不计分母}, 败诉率: {分母: 实体判决}}\n",
        "口径: {败诉结果: [撤销]}\n期限: {备案工作日: 1}\n",
    ],
    ids=["件次", "实体判决", "败诉结果"],
)
def test_they_do_so_whatever_way_of_counting_the_office_has_chosen(
    settings: str, tmp_path: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, place = tmp_path / "县", tmp_path / "数据"
    shutil.copytree(ROOT / "cases", workspace / "cases")
    (workspace / "yingsu.yaml").write_text(f"名称: 样例\n管理领域: [陶瓷产业]\n{settings}", encoding="utf-8")
    assert call("export", "-C", str(workspace), "-o", str(place), *TODAY).code == 0
    run = read_from_duckdb(place, monkeypatch)
    reported: Numbers = {}
    for year in YEARS:
        reported |= numbers_of_report(call, workspace, "--year", year)
    periods = {f"{year}年" for year in YEARS}
    assert of_periods(numbers_of_queries(place, run), periods) == reported
    assert of_periods(numbers_of_items(place, run), periods) == reported


# --- What is written ---------------------------------------------------------------------------------------------


def rows_of(place: Path, table: str) -> list[dict[str, str]]:
    text = (place / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


def dump(place: Path) -> str:
    """Every table but the long ones: of each row the columns that have something."""
    lines = []
    for name in TABLES:
        if name in {"items", "periods", "metadata"}:
            continue
        lines.append(f"== {name}")
        for row in rows_of(place, name):
            lines += [*(f"{column}：{value}" for column, value in row.items() if value), ""]
    return "\n".join(lines) + "\n"


@pytest.mark.usefixtures("stocked")
def test_every_table_says_what_the_files_say_and_what_follows_from_them(stocked: Path, call: Caller) -> None:
    made = call("export", "-o", "数据", *DAY)
    assert (made.code, made.err) == (0, f"已导出到 {stocked / '数据'}，各列的说明见其中的 README.md\n")
    text = made.out + "\n" + dump(stocked / "数据")
    if os.environ.get("YINGSU_GOLDENS") == "write":
        KEPT.write_text(text, encoding="utf-8", newline="\n")
    assert text == KEPT.read_text(encoding="utf-8")


@pytest.mark.usefixtures("stocked")
def test_days_answers_and_nothing_are_written_as_an_engine_reads_them(stocked: Path, call: Caller) -> None:
    assert call("export", "-o", "数据", *DAY).code == 0
    content = (stocked / "数据" / "letters.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    law, opinion = rows_of(stocked / "数据", "letters")[-2:]
    assert (law["number"], law["is_reply_due"], law["reported_unit"]) == ("=1+1", "true", "县公安局")
    assert (opinion["is_reply_due"], opinion["reported_unit"], opinion["reply_due_on"]) == ("false", "", "")
    assert {row["scope"] for row in rows_of(stocked / "数据", "items") if row["source"] == law["source"]} == {
        "county",
        "unit",
    }
    assert rows_of(stocked / "数据", "metadata")[0]["as_of"] == "2026-01-10"
    assert rows_of(stocked / "数据", "periods")[-1] == {
        "period": "2026年1月",
        "kind": "月",
        "first_day": "2026-01-01",
        "last_day": "2026-01-10",
    }


@pytest.mark.usefixtures("stocked")
def test_the_same_files_give_the_same_bytes(stocked: Path, call: Caller) -> None:
    for name in ("一", "二"):
        assert call("export", "-o", name, *DAY).code == 0
    files = sorted(each.relative_to(stocked / "一") for each in (stocked / "一").rglob("*") if each.is_file())
    assert len(files) == len(TABLES) + len(METRICS) + 4
    assert all((stocked / "一" / each).read_bytes() == (stocked / "二" / each).read_bytes() for each in files)


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize("form", ENGINES)
def test_what_machines_read_names_every_file_and_column(stocked: Path, call: Caller, form: str) -> None:
    assert call("export", "-o", "数据", "--format", form, *DAY).code == 0
    place = stocked / "数据"
    found = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    written = {each.relative_to(place).as_posix() for each in place.rglob("*") if each.is_file()}
    assert {*found["files"], MANIFEST} == written
    assert (found["schema_version"], found["format"], found["as_of"], found["errors"]) == (
        1,
        form,
        "2026-01-10",
        0,
    )
    (table,) = (each for each in found["tables"] if each["name"] == "obligations")
    assert (table["key"], table["rows"]) == (["case_id", "obligation_no"], 2)
    assert table["columns"][10] == {
        "name": "due_on",
        "type": "date",
        "nullable": True,
        "meaning": "到期日：按天数的遇节假日顺延，中止的顺延",
    }
    readme = (place / "README.md").read_text(encoding="utf-8")
    assert "**样例县行政应诉台账**，数据截至 2026-01-10。" in readme


@pytest.mark.usefixtures("sample")
def test_amounts_are_exact(sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(sample, "原告:", "赔偿数额: 1234.56\n原告:")
    for form in ("csv", "parquet"):
        assert call("export", "-o", form, "--format", form, *DAY).code == 0
        run = read_from_duckdb(sample / form, monkeypatch)
        monkeypatch.chdir(sample)
    assert call("export", "-o", "sqlite", "--format", "sqlite", *DAY).code == 0
    sql = "SELECT claimed_amount FROM cases WHERE claimed_amount IS NOT NULL"
    assert read_from_sqlite(sample / "sqlite", monkeypatch)(sql) == [(1234.56,)]
    assert [row["claimed_amount"] for row in rows_of(sample / "csv", "cases") if row["claimed_amount"]] == [
        "1234.56"
    ]
    monkeypatch.chdir(sample / "parquet")
    assert [str(amount) for (amount,) in run(sql)] == ["1234.5600"]


def test_a_table_of_many_rows_is_written_piece_by_piece_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"单位{number}" for number in range(45_000)]
    with ParquetTables(tmp_path, schemas()) as tables:
        for name in names:
            tables.append("units", (name, None, "其他", name))
    monkeypatch.chdir(tmp_path)
    rows = duckdb.connect().execute("SELECT unit FROM read_parquet('units.parquet')").fetchall()
    assert [name for (name,) in rows] == names


def test_an_empty_workspace_has_empty_tables(
    tmp_path: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "yingsu.yaml").write_text("名称: 空\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "units.yaml").write_text("- {单位: 县公安局, 类别: 县直部门}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for form, engine in ENGINES.items():
        monkeypatch.chdir(tmp_path)
        assert call("export", "-o", form, "--format", form, "--as-of", "2026-02-03").code == 0
        run = engine(tmp_path / form, monkeypatch)
        assert run("SELECT COUNT(*) FROM cases") == [(0,)]
        assert run("SELECT COUNT(*) FROM periods") == [(5,)]
        assert numbers_of_queries(tmp_path / form, run) == {}


# --- Where it is written -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sample")
def test_an_earlier_export_is_replaced_whatever_its_form(sample: Path, call: Caller) -> None:
    (sample / "数据").mkdir()
    for form in ("sqlite", "csv"):
        assert call("export", "-o", "数据", "--format", form, *DAY).code == 0
    assert not (sample / "数据" / NAME).exists()
    assert (sample / "数据" / "cases.csv").is_file()
    assert [each.name for each in sample.iterdir() if each.name.startswith(".数据")] == []


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "请用 -o 写明导出到哪个目录，如 yingsu export -o 数据"),
        (("-o", "数据", "--format", "xlsx"), "--format 不能是“xlsx”。可以写：csv、sqlite、parquet"),
        (
            ("-o", "."),
            "-o 样例：目录里有不是导出的文件（cases、yingsu.yaml），没有导出。请换一个目录，或先移走它们",
        ),
        (("-o", "yingsu.yaml"), "-o yingsu.yaml：这是一个文件。请写一个目录的名字"),
        (("-o", "没有的/数据"), "-o 数据：没有目录 {here}/没有的，请先建好"),
        (("-o", "cases/数据"), "-o 数据：不能导出到 cases 里面，那里只放案件文件。请换一个目录"),
        (("-o", "数" * 86), "-o：名称“数数*太长，请换短一些的"),
        (("-o", "数据?"), "-o：名称“数据?”里有“?”，Windows 上存不了，请换一个"),
    ],
)
def test_a_slip_is_said_in_words_and_nothing_is_written(
    sample: Path, call: Caller, words: tuple[str, ...], said: str
) -> None:
    before = sorted(sample.rglob("*"))
    refused = call("export", *words, *DAY)
    assert (refused.code, refused.out) == (2, "")
    start, _, end = f"错误：{said.format(here=sample)}\n".partition("*")
    assert refused.err.startswith(start)
    assert refused.err.endswith(end)
    assert sorted(sample.rglob("*")) == before


@pytest.mark.usefixtures("sample")
def test_what_somebody_put_beside_an_export_is_not_thrown_away(sample: Path, call: Caller) -> None:
    assert call("export", "-o", "数据", *DAY).code == 0
    (sample / "数据" / "我的.sql").write_text("SELECT 1", encoding="utf-8")
    refused = call("export", "-o", "数据", *DAY)
    assert refused.code == 2
    assert "目录里有不是导出的文件（我的.sql）" in refused.err
    assert (sample / "数据" / "我的.sql").is_file()


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("manifest", ["{", "[]", "{}", '{"files": 1}'])
def test_a_directory_that_only_looks_like_an_export_is_none(
    sample: Path, call: Caller, manifest: str
) -> None:
    (sample / "数据").mkdir()
    (sample / "数据" / MANIFEST).write_text(manifest, encoding="utf-8")
    assert call("export", "-o", "数据", *DAY).code == 2


def test_an_export_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    target = tmp_path / "数据"
    target.mkdir()
    (target / "旧").write_text("旧", encoding="utf-8")

    def interrupted() -> None:
        with replacing(target) as directory:
            (directory / "新").write_text("新", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [each.name for each in tmp_path.rglob("*")] == ["数据", "旧"]


def test_a_database_that_cannot_be_written_is_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unable to open"):
        SqliteTables(tmp_path / "没有", schemas())
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill_the_disk() -> None:
        with SqliteTables(tmp_path, schemas()) as tables:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, hard))
            for number in range(20_000):
                tables.append("units", (f"县公安局{number}", "甲" * 4000, "县直部门", "县公安局"))

    try:
        with pytest.raises(OSError, match=NAME):
            fill_the_disk()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# --- Refusals ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sample")
def test_errors_stop_the_export_and_a_draft_says_so(sample: Path, call: Caller) -> None:
    edit(sample, "日期: 2025-05-30, 送达日期", "日期: 2025-04-07, 送达日期")
    refused = call("export", "-o", "数据", *DAY)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"错误：所计案件有错误，数字不可信，没有出数据表：\n  {CASE}:")
    assert not (sample / "数据").exists()
    drafted = call("export", "-o", "数据", "--draft", *DAY)
    assert drafted.code == 0
    (metadata,) = rows_of(sample / "数据", "metadata")
    errors = int(metadata["error_count"])
    assert errors > 0
    stamp = f"草稿：全部案件中有 {errors} 个错误未改正，数字不可引用"
    assert stamp in drafted.out.replace("\n", "")
    assert f"**{stamp}。**" in (sample / "数据" / "README.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("stocked")
def test_a_draft_says_what_it_could_not_read(stocked: Path, call: Caller) -> None:
    edit(stocked, "    程序: 简易程序", "    程式: 简易程序")
    edit(stocked, "排查日期", "排查日", "cases/screenings/2025/罚款.yaml")
    drafted = call("export", "-o", "数据", "--draft", *DAY)
    assert drafted.code == 0
    assert drafted.err.startswith("另有 2 个文件有错误，没有导出。请用 yingsu check 查看\n")


@pytest.mark.usefixtures("sample")
def test_settings_that_cannot_be_read_stop_a_draft_too(sample: Path, call: Caller) -> None:
    (sample / "cases" / "units.yaml").write_text("- 单位: [\n", encoding="utf-8")
    refused = call("export", "-o", "数据", "--draft", *DAY)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("错误：cases/units.yaml:")


@pytest.mark.usefixtures("sample")
def test_without_pyarrow_it_says_how_to_get_it(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "yingsu.render.export_parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    refused = call("export", "-o", "数据", "--format", "parquet", *DAY)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith('错误：导出 parquet 要先装 pyarrow：pip install "yingsu[parquet]"\n')
    assert "pip install --no-index --find-links 安装包 pyarrow\n" in refused.err
    assert not (sample / "数据").exists()
