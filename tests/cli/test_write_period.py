"""`yingsu write` of a period: what it says, how it looks in Word, and that nobody's name leaves the office."""

import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from yingsu.reports.papers.catalogue import PERIOD_PAPERS

HERE = Path(__file__).parent
TODAY = ("--as-of", "2026-11-23")
DAY = ("--as-of", "2026-01-10")
YEAR = ("--year", "2025")
MADE = ("通报", "复盘分析报告")
CASE = "cases/2025/0306-自然资源局-张某/case.yaml"

Caller = Callable[..., Any]


def edit(place: Path, path: str, old: str, new: str) -> None:
    file = place / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.usefixtures("demonstration")
def test_the_demonstration_s_year_gives_the_papers_that_were_read_and_kept(
    tmp_path: Path, call: Caller, kind: str
) -> None:
    file = tmp_path / f"{kind}.md"
    assert call("write", kind, *YEAR, *TODAY, "-o", str(file)).code == 0
    kept = HERE / "written_periods" / file.name
    if os.environ.get("YINGSU_GOLDENS") == "write":
        shutil.copyfile(file, kept)
    assert file.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


def test_no_kept_paper_is_unused() -> None:
    assert {file.stem for file in (HERE / "written_periods").iterdir()} == set(MADE)


@pytest.mark.usefixtures("demonstration")
def test_the_word_file_has_the_form_of_an_official_document(tmp_path: Path, call: Caller) -> None:
    files = [tmp_path / "一.docx", tmp_path / "二.docx"]
    for file in files:
        assert call("write", "通报", *YEAR, *TODAY, "-o", str(file)).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    word = docx.Document(io.BytesIO(files[0].read_bytes()))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts[0].startswith("【待填：发文机关标志")
    assert texts[1].startswith("【待填：发文字号")
    assert texts[4] == "关于2025年全县行政应诉工作情况的通报"
    assert "各乡镇人民政府，县直各单位：" in texts
    for styled, wanted in (
        ("Heading 1", ["一、总体情况", "二、各单位情况", "三、负责人出庭应诉情况"]),
        ("公文附件序号", ["附件1", "附件2"]),
        ("公文附件标题", ["各单位行政应诉情况表", "各项数字的口径"]),
    ):
        found = [
            each.text for each in word.paragraphs if each.style is not None and each.style.name == styled
        ]
        assert found[: len(wanted)] == wanted
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [cell.text for row in word.tables[-1].rows for cell in row.cells] == [
        "抄送：【待填：抄送机关】。",
        "德化县司法局\t2026年11月23日印发",
    ]
    pictures = word.element.body.findall(f".//{qn('wp:docPr')}")
    assert "出庭率 本期 90.0%" in {each.get("descr") for each in pictures}


@pytest.mark.parametrize("kind", MADE)
def test_every_rate_stands_with_its_numerator_and_denominator(kind: str) -> None:
    text = (HERE / "written_periods" / f"{kind}.md").read_text(encoding="utf-8")
    assert re.search(r"\d\.\d\d%（\d+/\d+", text)
    # Growth of a count has a sign before it, and none of its own.
    assert not re.findall(r"(?<![-+\d.])[\d.]+\.\d\d%(?!（\d+/\d+|\s\d+/\d+)", text)


@pytest.mark.parametrize(("ending", "mark"), [("html", "附件1　各单位行政应诉情况表"), ("md", "## 附件1　")])
@pytest.mark.usefixtures("demonstration")
def test_one_template_gives_every_form(tmp_path: Path, call: Caller, ending: str, mark: str) -> None:
    file = tmp_path / f"通报.{ending}"
    assert call("write", "通报", "--year", "2026", "--quarter", "2", *TODAY, "-o", str(file)).code == 0
    text = file.read_text(encoding="utf-8")
    assert mark in text
    assert "2026年第二季度" in text


@pytest.mark.usefixtures("demonstration")
def test_a_period_that_is_not_over_says_its_days(call: Caller) -> None:
    assert "关于2026年1月1日至2026年11月23日全县行政应诉" in call("write", "通报", *TODAY).out
    days = ("--from", "2025-02-01", "--to", "2025-03-15", "--act-type", "行政处罚", "--field", "自然资源")
    title = "关于2025年2月1日至2025年3月15日全县自然资源领域行政处罚类行政应诉工作情况的通报"
    assert call("write", "通报", *days, *TODAY).out.split()[0] == title


# --- Compared with what was published ----------------------------------------------------------------------------


def test_what_was_published_otherwise_is_said_with_the_cases_that_moved(sample: Path, call: Caller) -> None:
    assert call("report", *YEAR, *DAY, "--snapshot").code == 0
    same = call("write", "通报", *YEAR, *DAY).out
    assert (
        "与已公布的2025年数字（公布时数据截至2026年1月10日）比较：现在重算，各项指标与公布时相同。"
        in "".join(same.split("\n"))
    )
    edit(sample, CASE, "身份: 副职负责人", "身份: 工作人员")
    assert call("write", "通报", *YEAR, *DAY, "-o", "通报.md").code == 0
    text = (sample / "通报.md").read_text(encoding="utf-8")
    assert "比较：有1项与公布时不同，见下表。" in text
    assert "（2025）闽0583行初12号：计入分子→未计入分子 |" in text


def test_a_kept_report_without_a_proper_day_leaves_a_gap(sample: Path, call: Caller) -> None:
    assert call("report", *YEAR, *DAY, "--snapshot").code == 0
    (kept,) = (sample / "published").iterdir()
    edit(sample, f"published/{kept.name}", '"as_of": "2026-01-10"', '"as_of": "去年"')
    assert "公布时数据截至【待填：公布时数据截至的日期】" in "".join(
        call("write", "通报", *YEAR, *DAY).out.split("\n")
    )


# --- What is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("通报", "0306"),
            "通报写的是一个期间，不用写案件“0306”，请写期间，如 yingsu write 通报 --year 2025",
        ),
        (
            ("通报", "--hearing", "2025-04-10", "--letter", "某函"),
            "通报写的是一个期间，用不着 --hearing、--letter",
        ),
        (
            ("复盘报告", "0306", "--year", "2025", "--to", "2025-04-10"),
            "复盘报告写的是一个案件，用不着 --year、--to",
        ),
        (("通报", "--year", "2030"), "2030年还没有开始（数据截至 2026-01-10）"),
        (("通报", "--half", "1", "--month", "2"), "--half、--quarter、--month 只能用一个"),
        (("通报", "--unit", "县自然资源"), "--unit：单位名录里没有“县自然资源”，是不是“县自然资源局”？"),
        (("通报", "--year", "2025", "-o", "没有/通报.docx"), "没有写出 通报.docx：没有这个目录，请先建好"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    sample: Path, call: Caller, words: tuple[str, ...], message: str
) -> None:
    before = sorted(sample.rglob("*"))
    found = call("write", *words, *DAY)
    assert (found.code, found.out, found.err) == (2, "", f"错误：{message}\n")
    assert sorted(sample.rglob("*")) == before


def test_errors_in_what_is_counted_stop_it_and_a_draft_says_so(sample: Path, call: Caller) -> None:
    edit(sample, CASE, "收到应诉通知: 2025-03-06", "收到应诉通知: 2025-03-02")
    found = call("write", "通报", *YEAR, *DAY, "-o", "通报.docx")
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith(f"错误：所计案件有错误，数字不可信，没有出文书：\n  {CASE}:")
    assert not (sample / "通报.docx").exists()
    assert call("write", "通报", *YEAR, *DAY, "-o", "通报.docx", "--draft").code == 0
    word = docx.Document(str(sample / "通报.docx"))
    stamp = "草稿：所计案件中有 1 个错误未改正，数字不可引用"
    assert all(section.header.paragraphs[0].text == stamp for section in word.sections)


def test_a_template_with_a_fault_is_named(sample: Path, call: Caller) -> None:
    (sample / "templates").mkdir()
    (sample / "templates" / "通报.md").write_text("# 通报\n\n{{ 出庭比率 }}\n", encoding="utf-8")
    found = call("write", "通报", *YEAR, *DAY)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：模板有错误，没有写文书：\ntemplates/通报.md:3 没有“出庭比率”这个名称")
    assert found.err.endswith("可以用的名称：yingsu write 通报 --fields\n")


@pytest.mark.parametrize("kind", PERIOD_PAPERS)
def test_the_names_a_template_may_use_are_listed(call: Caller, kind: str) -> None:
    found = call("write", kind, "--fields")
    assert (found.code, found.err) == (0, "")
    assert all(field.name in found.out for field in PERIOD_PAPERS[kind].fields)


# --- Nobody's name -----------------------------------------------------------------------------------------------


@pytest.fixture
def named(sample: Path) -> Path:
    """A workspace in which people have names and a case tells them."""
    edit(sample, CASE, "姓名: 张某,", "姓名: 张建国,")
    edit(sample, CASE, "案由: 责令退还非法占用土地", "案由: 张建国不服责令退还土地")
    edit(sample, CASE, "姓名: 陈某, 单位: 县自然资源局", "姓名: 陈志强, 单位: 县自然资源局")
    edit(sample, CASE, "查摆问题: [未告知听证权利]", "查摆问题: [陈志强没有把告知书送给张建国 13800138000]")
    edit(
        sample,
        CASE,
        "内容: 重新作出处理决定, 期限: 2025-08-11, 完成日期: 2025-07-30,",
        "内容: 对张建国重新作出决定, 期限: 2025-08-11,",
    )
    return sample


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_people_and_their_numbers_are_masked(named: Path, call: Caller, kind: str, ending: str) -> None:
    file = named / f"文.{ending}"
    assert call("write", kind, *YEAR, *DAY, "-o", str(file)).code == 0
    content = file.read_bytes()
    if ending == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(package.read(name) for name in package.namelist())
    text = re.sub("<[^>]*>", "", content.decode("utf-8", errors="ignore"))
    assert "陈某丙没有把告知书送给张某 （略）" in text
    for betrayed in ("张建国", "陈志强", "13800138000", "建国", "志强"):
        assert betrayed not in text


@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_a_template_that_names_somebody_is_stopped(named: Path, call: Caller, ending: str) -> None:
    (named / "templates").mkdir()
    (named / "templates" / "通报.md").write_text("# 通报\n\n张**建**国的案件。\n", encoding="utf-8")
    found = call("write", "通报", *YEAR, *DAY, "-o", f"通报.{ending}")
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith(f"错误：通报.{ending} 没有写出：里面还有不能写出的姓名或号码，共 ")
    assert "姓名“张建国”" in found.err
    assert found.err.endswith("\n模板里写死的姓名、号码请改掉；文件名里的请换一个\n")
    assert not (named / f"通报.{ending}").exists()
    shown = call("write", "通报", *YEAR, *DAY)
    assert (shown.code, shown.out) == (1, "")


def test_a_file_name_that_names_somebody_is_stopped(named: Path, call: Caller) -> None:
    found = call("write", "通报", *YEAR, *DAY, "-o", "通报（张建国）.docx")
    assert (found.code, found.out) == (1, "")
    assert "文件名：姓名“张建国”" in found.err
    assert not list(named.glob("*.docx"))


def test_somebody_of_another_year_does_not_matter(named: Path, call: Caller) -> None:
    """The masks of a document are of those it is made of: nobody can join two documents by them."""
    (named / "templates").mkdir()
    (named / "templates" / "通报.md").write_text("# 通报\n\n张建国\n", encoding="utf-8")
    assert call("write", "通报", "--from", "2023-01-01", "--to", "2023-12-31", *DAY).code == 0
