"""`yingsu ledger`: what it prints, writes, and refuses; and that it agrees with the report."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.worksheet.worksheet import Worksheet

from yingsu.cli.ledger_files import LedgerFiles
from yingsu.cli.problem import Problem
from yingsu.reading.workspace import open_workspace
from yingsu.render.words import display_width
from yingsu.reports.ledgers import LEDGERS
from yingsu.survey import survey

DAY = ("--as-of", "2026-01-10")
YEAR = ("ledger", "--year", "2025", *DAY)
CASE = "cases/2025/0410-浔中派出所-李某/case.yaml"
TODAY = "2026-11-23"
SHEETS = ["说明", *LEDGERS]

Caller = Callable[..., Any]


def edit(place: Path, old: str, new: str, name: str = CASE) -> None:
    file = place / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def book_of(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def head_of(sheet: Worksheet) -> int:
    """The row of the column heads: the one that begins with 序号."""
    return next(row for row in range(1, 9) if sheet.cell(row, 1).value == "序号")


def dump(book: openpyxl.Workbook) -> str:
    """Every sheet as text: what stands above the heads, then each row with the columns that have something."""
    lines = []
    for sheet in book:
        lines.append(f"== {sheet.title}（{sheet.sheet_state}）")
        is_ledger = sheet.title in LEDGERS
        head = head_of(sheet) if is_ledger else sheet.max_row
        heads = [sheet.cell(head, column).value for column in range(1, sheet.max_column + 1)]
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number <= head:
                said = [str(cell.value) for cell in row if cell.value is not None]
                lines += ["｜".join(said)] if said and sheet.title != "选项" else []
            else:
                lines += [
                    f"{title}：{shown(cell)}"
                    for title, cell in zip(heads, row, strict=True)
                    if cell.value is not None
                ]
                lines.append("")
    return (
        "\n".join(
            line for line in lines if not line.startswith(("文件指纹", "程序版本", "口径版本", "节假日数据"))
        )
        + "\n"
    )


def shown(cell: Any) -> str:
    value = cell.value.date().isoformat() if cell.is_date else str(cell.value)
    mark = "〔红〕" if cell.font.color is not None and cell.font.color.rgb == "00A11212" else ""
    form = "" if cell.number_format in {"General", "yyyy-mm-dd", "0"} else f"（{cell.number_format}）"
    return f"{value}{form}{mark}"


# --- The workbook ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sample")
def test_the_workbook_has_a_sheet_for_each_ledger_and_one_that_explains(
    sample: Path, call: Caller, golden: Callable[[str, str], None]
) -> None:
    written = call(*YEAR, "-o", "台账.xlsx")
    assert (written.code, written.out, written.err) == (0, "", "已写出 台账.xlsx：16 行\n")
    book = book_of(sample / "台账.xlsx")
    assert [sheet.title for sheet in book] == [*SHEETS, "选项"]
    golden("ledger-2025.txt", dump(book))


@pytest.mark.usefixtures("sample")
def test_a_sheet_filters_freezes_its_head_offers_words_and_explains_its_columns(
    sample: Path, call: Caller
) -> None:
    assert call(*YEAR, "-o", "台账.xlsx").code == 0
    book = book_of(sample / "台账.xlsx")
    for name in LEDGERS:
        sheet = book[name]
        head, rows = head_of(sheet), sheet.max_row
        assert sheet.freeze_panes == f"C{head + 1}"
        assert (
            sheet.print_title_rows
            == f"${head - int(sheet.cell(head - 1, 2).fill.fill_type is not None)}:${head}"
        )
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert all(merged.max_row == merged.min_row == head - 1 for merged in sheet.merged_cells.ranges)
        if sheet.cell(head + 1, 1).value == 1:
            assert sheet.auto_filter.ref == f"A{head}:{sheet.cell(rows, sheet.max_column).coordinate}"
            assert sheet.data_validations.dataValidation
        else:
            assert sheet.cell(head + 1, 1).value == "本期没有。"
    sheet = book["履行"]
    note = next(cell.comment for cell in sheet[head_of(sheet)] if cell.value == "履行状态")
    assert note is not None
    assert note.text == "没有写完成日期的，就是未履行。依据：行政诉讼法第九十四条"
    offered = {
        min(each.min_col for each in found.sqref.ranges): found.formula1
        for found in sheet.data_validations.dataValidation
    }
    place = next(cell.column for cell in sheet[head_of(sheet)] if cell.value == "履行状态")
    column = str(offered[place]).split("$")[1]
    assert [cell.value for cell in book["选项"][column]][:5] == [
        "按期履行",
        "逾期履行",
        "逾期未履行",
        "未届期",
        "未定期限",
    ]
    assert book["选项"].sheet_state == "hidden"


@pytest.mark.usefixtures("sample")
def test_what_somebody_typed_is_text_in_a_cell(sample: Path, call: Caller) -> None:
    edit(sample, "姓名: 李某, 类型: 公民", '姓名: "=1+1", 类型: 公民')
    assert call(*YEAR, "案件", "-o", "台账.xlsx").code == 0
    cells = [cell for row in book_of(sample / "台账.xlsx")["案件"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]
    assert call(*YEAR, "案件", "-o", "台账.csv").code == 0
    assert ",'=1+1," in (sample / "台账.csv").read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("sample")
def test_the_same_files_give_the_same_bytes(sample: Path, call: Caller) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        assert call(*YEAR, "-o", name).code == 0
    assert (sample / "一.xlsx").read_bytes() == (sample / "二.xlsx").read_bytes()


@pytest.mark.usefixtures("sample")
def test_a_unit_gets_its_own_with_those_reported_under_it(sample: Path, call: Caller) -> None:
    assert call(*YEAR, "--unit", "县公安局", "-o", "台账.xlsx").code == 0
    book = book_of(sample / "台账.xlsx")
    assert book["备案"]["A2"].value.startswith("范围：县公安局（含归口单位）　期间：2025-01-01 至 2025-12-31")
    units = {row["备案单位"] for row in rows_of(call, "备案", "--unit", "县公安局")}
    assert units == {"浔中派出所"}


# --- As data, as a table, on the terminal ------------------------------------------------------------------------


def rows_of(call: Caller, kind: str, *words: str) -> list[dict[str, Any]]:
    document = call(*YEAR, kind, *words, "--format", "json").json
    found: list[dict[str, Any]] = document["ledgers"][0]["rows"]
    return found


@pytest.mark.usefixtures("sample")
def test_as_data_each_row_is_an_object_and_days_left_are_a_number(call: Caller) -> None:
    document = call(*YEAR, "履行", "--format", "json").json
    assert {key: document[key] for key in ("schema_version", "workspace", "as_of", "draft", "unit")} == {
        "schema_version": 1,
        "workspace": "样例县行政应诉台账",
        "as_of": "2026-01-10",
        "draft": False,
        "unit": None,
    }
    assert document["period"] == {"label": "2025年", "start": "2025-01-01", "end": "2025-12-31"}
    (ledger,) = document["ledgers"]
    assert (ledger["key"], ledger["title"], ledger["item"]) == (
        "履行",
        "生效裁判履行台账",
        "一份生效裁判要求一个本县单位做的一件事",
    )
    assert ledger["rows"][0]["序号"] == 1
    row = next(each for each in ledger["rows"] if each["凭证"] == "材料/重新作出的决定.txt")
    assert (row["履行期限.到期日"], row["终止日期"]) == ("2025-08-11", None)
    assert [each["剩余天数"] for each in ledger["rows"]] == [-327, None]


@pytest.mark.usefixtures("sample")
def test_the_data_in_a_file_is_the_data_on_the_terminal(sample: Path, call: Caller) -> None:
    assert call(*YEAR, "-o", "台账.json").code == 0
    printed = call(*YEAR, "--format", "json")
    assert (sample / "台账.json").read_text(encoding="utf-8") == printed.out
    assert [each["key"] for each in printed.json["ledgers"]] == list(LEDGERS)


@pytest.mark.usefixtures("sample")
def test_one_ledger_is_written_as_a_table_for_a_spreadsheet(sample: Path, call: Caller) -> None:
    assert call(*YEAR, "出庭", "-o", "出庭.csv").code == 0
    content = (sample / "出庭.csv").read_bytes()
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert lines[0] == ["行政机关负责人出庭应诉台账（2025年）"]
    assert lines[5][:3] == ["序号", "案号", "审级"]
    assert len(lines) == 6 + len(rows_of(call, "出庭"))


@pytest.mark.usefixtures("sample")
def test_on_the_terminal_the_ledgers_are_counted_and_one_is_shown(
    call: Caller, golden: Callable[[str, str], None]
) -> None:
    golden("ledger-overview.txt", without_digest(call(*YEAR).out))
    printed = call(*YEAR, "履行", "来函台账")
    golden("ledger-page.txt", without_digest(printed.out))
    assert all(display_width(line) <= 80 for line in printed.out.splitlines())


def without_digest(text: str) -> str:
    """Without what changes with the program and with git."""
    head = next(place for place, line in enumerate(text.splitlines()) if "数据截至" in line)
    lines = text.splitlines()
    end = next(place for place in range(head, len(lines)) if "节假日数据" in "".join(lines[head : place + 1]))
    return "\n".join([*lines[:head], *lines[end + 1 :]]) + "\n"


# --- Refusals ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("履型",),
            "没有“履型”台账。是不是“履行”？可以写：案件、出庭、履行、来函、风险排查、败诉风险、复盘、备案、府院联动",
        ),
        (("甲",), "没有“甲”台账。可以写：案件、出庭、履行、来函、风险排查、败诉风险、复盘、备案、府院联动"),
        (("-o", "台账.docx"), "-o 台账.docx：台账的文件名要以 .xlsx、.csv、.json 结尾"),
        (("-o", "台账"), "-o 台账：台账的文件名要以 .xlsx、.csv、.json 结尾"),
        (
            ("-o", "台账.csv"),
            "-o 写成 .csv 时只能出一种台账，如 yingsu ledger 履行 -o 履行.csv；几种一起请用 .xlsx",
        ),
        (("--unit", "县公安"), "--unit：单位名录里没有“县公安”，是不是“县公安局”？"),
        (("--format", "xml"), "--format 不能是“xml”。可以写：text、json"),
        (("--quarter", "5"), "--quarter 只能是 1 至 4"),
        (("-o", "没有的目录/台账.xlsx"), "没有写出 台账.xlsx：没有这个目录，请先建好"),
    ],
)
def test_a_slip_is_said_in_words_and_nothing_is_written(
    sample: Path, call: Caller, words: tuple[str, ...], said: str
) -> None:
    before = sorted(sample.iterdir())
    refused = call(*YEAR, *words)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"错误：{said}\n"
    assert sorted(sample.iterdir()) == before


@pytest.mark.usefixtures("sample")
def test_errors_in_a_case_that_counts_stop_the_ledgers_and_a_draft_says_so_on_every_sheet(
    sample: Path, call: Caller
) -> None:
    (sample / "台账.xlsx").write_bytes("旧".encode())
    edit(sample, "日期: 2025-05-30, 送达日期", "日期: 2025-04-07, 送达日期")
    refused = call(*YEAR, "-o", "台账.xlsx")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"错误：所计案件有错误，数字不可信，没有出台账：\n  {CASE}:")
    assert refused.err.endswith("请先改正，或加 --draft 出草稿\n")
    assert (sample / "台账.xlsx").read_bytes() == "旧".encode()
    document = call(*YEAR, "--format", "json").json
    assert document["error"]["code"] == "refused"
    assert {each["path"] for each in document["diagnostics"]} == {CASE}
    assert call(*YEAR, "--draft", "-o", "台账.xlsx").code == 0
    stamp = f"草稿：所计案件中有 {len(document['diagnostics'])} 个错误未改正，数字不可引用"
    for sheet in book_of(sample / "台账.xlsx"):
        if sheet.sheet_state == "visible":
            assert sheet.oddHeader is not None
            assert sheet.oddHeader.center is not None
            assert sheet.oddHeader.center.text == stamp
            assert stamp in {cell.value for row in sheet.iter_rows(max_row=2) for cell in row}
    assert call(*YEAR, "--draft", "备案", "-o", "备案.csv").code == 0
    assert (sample / "备案.csv").read_text(encoding="utf-8-sig").splitlines()[1] == stamp
    assert call(*YEAR, "--draft", "--format", "json").json["draft"] is True
    assert stamp in call(*YEAR, "--draft").out.replace("\n", "")


@pytest.mark.usefixtures("sample")
def test_an_error_where_no_row_comes_from_stops_nothing(call: Caller, sample: Path) -> None:
    edit(sample, "日期: 2025-05-30, 送达日期", "日期: 2025-04-07, 送达日期")
    assert call("ledger", "--year", "2024", *DAY).code == 0
    assert call(*YEAR, "来函").code == 0
    assert call(*YEAR, "--unit", "县自然资源局").code == 0
    assert call(*YEAR, "备案").code == 1


@pytest.mark.usefixtures("sample")
def test_a_case_that_cannot_be_read_matters_to_every_ledger(call: Caller, sample: Path) -> None:
    edit(sample, "    程序: 简易程序", "    程式: 简易程序")
    assert call("ledger", "来函", "--year", "2024", *DAY).code == 1
    drafted = call(*YEAR, "--draft", "备案")
    assert drafted.code == 0
    assert drafted.err == "另有 1 个案件文件有错误，没有列入。请用 yingsu check 查看\n"


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("cases/letters/2025.yaml", "来函"),
        ("cases/events/2025.yaml", "府院联动"),
        ("cases/screenings/2025/甲.yaml", "风险排查"),
    ],
)
def test_another_file_that_cannot_be_read_matters_to_its_ledger(
    call: Caller, sample: Path, file: str, kind: str
) -> None:
    path = sample / file
    path.mkdir(parents=True)
    assert call(*YEAR, kind).code == 1
    path.rmdir()
    path.write_text("不认识的键: 1\n", encoding="utf-8")
    assert call(*YEAR, kind).code == 1
    assert call(*YEAR, "案件").code == 0
    assert call(*YEAR, "--draft", kind).code == 0


@pytest.mark.usefixtures("sample")
def test_letters_screenings_and_meetings_beside_the_cases_are_read(call: Caller, sample: Path) -> None:
    for name, text in (
        (
            "cases/letters/2025.yaml",
            "- {种类: 意见书, 单位: 县公安局, 收到日期: 2025-03-01}\n- {种类: 意见书, 单位: 县公安局, 收到日期: 2026-03-01}\n",
        ),
        ("cases/events/2025.yaml", "- {日期: 2025-03-01, 种类: 府院联席会议}\n"),
        (
            "cases/screenings/2025/甲.yaml",
            "格式: 1\n单位: 县公安局\n行为: 罚款\n行为类别: 行政处罚\n排查日期: 2025-03-01\n风险点: [{编号: JD-CX-03}]\n",
        ),
        (
            "cases/screenings/2025/乙.yaml",
            "格式: 1\n单位: 县公安局\n行为: 罚款\n行为类别: 行政处罚\n排查日期: 2026-03-01\n风险点: [{编号: JD-CX-03}]\n",
        ),
    ):
        path = sample / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert [row["收函单位"] for row in rows_of(call, "来函")] == ["县公安局"]
    assert [row["场合"] for row in rows_of(call, "府院联动")] == ["府院联席会议"]
    assert [row["来源"] for row in rows_of(call, "风险排查")] == ["排查"]


@pytest.mark.usefixtures("sample")
def test_settings_that_cannot_be_read_stop_the_ledgers_and_a_draft_has_no_rows(
    call: Caller, sample: Path
) -> None:
    (sample / "cases" / "units.yaml").write_text("- 单位: [\n", encoding="utf-8")
    assert call(*YEAR).code == 1
    drafted = call(*YEAR, "--draft", "--format", "json")
    assert drafted.code == 0
    assert not any(each["rows"] for each in drafted.json["ledgers"])


@pytest.mark.parametrize("change", ["other", "gone"])
def test_a_file_that_changes_while_ledgers_are_made_is_named(sample: Path, change: str) -> None:
    workspace, day = open_workspace(sample), date(2026, 1, 10)
    files = LedgerFiles(workspace, survey(workspace, day), day)
    if change == "other":
        edit(sample, "简易程序", "普通程序")
    else:
        (sample / CASE).unlink()
        (sample / CASE).mkdir()
    with pytest.raises(Problem) as stopped:
        list(files.sources())
    assert stopped.value.message == f"{CASE} 在出台账的时候被改动了，没有写出。请再运行一次"


# --- Agreement with the report -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("year", ["2023", "2024", "2025", "2026"])
def test_the_rows_of_the_demonstration_add_up_to_the_rates_of_the_report(call: Caller, year: str) -> None:
    options = ("--year", year, "--as-of", TODAY, "--format", "json", "--draft")
    report = call("report", *options, "--by", "unit").json
    ledgers = {each["key"]: each["rows"] for each in call("ledger", *options).json["ledgers"]}
    parents = {each["单位"]: each.get("归口", each["单位"]) for each in yaml.safe_load(units_text())}
    for kind, metric, group, unit in (
        ("出庭", "head_appearance_rate", "本期出庭率", "被告单位"),
        ("履行", "performance_rate", "本期履行率", "履行单位"),
    ):
        rows = ledgers[kind]
        county = Counter(row[f"{group}.全县"] for row in rows)
        assert tally(county) == counts(report["metrics"], metric)
        by_unit: dict[str, Counter[str]] = {}
        for row in rows:
            by_unit.setdefault(parents[row[unit]], Counter())[row[f"{group}.本单位"]] += 1
        expected = {each["unit"]: counts(each["metrics"], metric) for each in report["by_unit"]}
        found = {name: tally(counted) for name, counted in by_unit.items()}
        nothing = {"hits": 0, "denominator": 0, "unknown": 0}
        assert {name: found.get(name, nothing) for name in expected} == expected
        assert all(counted == nothing for name, counted in found.items() if name not in expected)
    due = [row for row in ledgers["履行"] if (row["履行期限.到期日"] or "").startswith(year)]
    states = Counter(row["履行状态"] for row in due)
    for state in ("按期履行", "逾期履行", "逾期未履行"):
        assert states[state] == report["performance"][state]
    lost = [
        row for row in ledgers["复盘"] if row["生效日期"].startswith(year) and row["整改.第几项"] in {None, 1}
    ]
    reviewed = {"hits": sum(row["复盘"] == "已复盘" for row in lost), "denominator": len(lost), "unknown": 0}
    assert reviewed == counts(report["metrics"], "review_rate")


def units_text() -> str:
    return Path("cases/units.yaml").read_text(encoding="utf-8")


def tally(found: Counter[str]) -> dict[str, int]:
    """The rows of a figure: in its numerator, in its denominator, unknown."""
    hits, unknown = found["计入分子"], found["不明"]
    return {"hits": hits, "denominator": hits + unknown + found["只计分母"], "unknown": unknown}


def counts(metrics: list[dict[str, Any]], key: str) -> dict[str, int]:
    (found,) = (each for each in metrics if each["key"] == key)
    return {"hits": found["numerator"], "denominator": found["denominator"], "unknown": found["unknown"]}
