"""`yingsu write`: which paper, of which case, as what, and what stops it."""

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from yingsu.reports.papers.catalogue import KINDS, PAPERS

HERE = Path(__file__).parent
DAY = ("--as-of", "2026-01-10")
TODAY = ("--as-of", "2026-11-23")
CASE = "2025/0306-自然资源局-张某"
FILE = f"cases/{CASE}/case.yaml"
MADE = [
    (("备案表", "1109"), "备案表.md"),
    (("专班通知", "0309"), "专班通知.md"),
    (("答辩状", "1109"), "答辩状.md"),
    (("出庭通知", "1109"), "出庭通知.md"),
    (("身份证明", "1109"), "身份证明.md"),
    (("不能出庭情况说明", "0306-自然", "--unit", "县人民政府"), "不能出庭情况说明.md"),
    (("整改回复", "0915"), "整改回复.md"),
    (("复盘报告", "0306-自然"), "复盘报告.md"),
]

Caller = Callable[..., Any]


def edit(place: Path, path: str, old: str, new: str) -> None:
    file = place / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("words", "name"), MADE, ids=[name for _, name in MADE])
@pytest.mark.usefixtures("demonstration")
def test_the_demonstration_gives_the_papers_that_were_read_and_kept(
    tmp_path: Path, call: Caller, words: tuple[str, ...], name: str
) -> None:
    file = tmp_path / name
    assert call("write", *words, *TODAY, "-o", str(file)).code == 0
    kept = HERE / "written" / name
    if os.environ.get("YINGSU_GOLDENS") == "write":
        shutil.copyfile(file, kept)
    assert file.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


def test_no_kept_paper_is_unused() -> None:
    assert {file.name for file in (HERE / "written").iterdir()} == {name for _, name in MADE}


@pytest.mark.usefixtures("demonstration")
def test_a_word_file_has_the_facts_and_marks_what_is_still_to_be_written(
    tmp_path: Path, call: Caller
) -> None:
    file = tmp_path / "备案表.docx"
    found = call("write", "备案表", "1109", *TODAY, "-o", str(file))
    assert (found.code, found.out) == (0, "")
    assert found.err == f"已写出 {file}，还有 3 处待填\n"
    word = docx.Document(io.BytesIO(file.read_bytes()))
    assert word.paragraphs[0].text == "行政应诉案件备案表"
    boxes = [cell.text for row in word.tables[0].rows for cell in row.cells]
    for fact in ("德化县水口镇人民政府", "（2026）闽0583行初112号", "2026年11月24日", "孟某（副镇长）"):
        assert fact in boxes


@pytest.mark.parametrize(
    ("ending", "mark"), [("html", '<p class="plain signature">'), ("md", "# 行政机关负责人身份证明")]
)
@pytest.mark.usefixtures("demonstration")
def test_one_template_gives_every_form(tmp_path: Path, call: Caller, ending: str, mark: str) -> None:
    file = tmp_path / f"身份证明.{ending}"
    assert call("write", "身份证明", "1109", *TODAY, "-o", str(file)).code == 0
    text = file.read_text(encoding="utf-8")
    assert mark in text
    assert "孟某" in text


def test_without_a_file_it_is_shown(sample: Path, call: Caller) -> None:
    del sample
    found = call("write", "复盘报告", "0306", *DAY)
    assert found.code == 0
    assert "一、案件基本情况" in found.out
    assert "【待填：" in found.out
    assert found.err.startswith("还有 ")
    assert found.err.endswith(" 处待填。\n")


def test_nothing_is_said_of_gaps_where_there_are_none(sample: Path, call: Caller) -> None:
    (sample / "templates").mkdir()
    (sample / "templates" / "备案表.md").write_text("# 表\n\n{{ 案号 }}\n", encoding="utf-8")
    shown = call("write", "备案表", "0306", "--unit", "县自然资源局", *DAY)
    assert (shown.code, shown.err) == (0, "")
    written = call("write", "备案表", "0306", "--unit", "县自然资源局", *DAY, "-o", "表.docx")
    assert written.err == "已写出 表.docx\n"


# --- Which paper -------------------------------------------------------------------------------------------------


def test_without_a_kind_all_are_listed(call: Caller) -> None:
    found = call("write")
    assert (found.code, found.err) == (0, "")
    assert all(kind in found.out for kind in KINDS)


@pytest.mark.parametrize("kind", PAPERS)
def test_the_names_a_template_may_use_are_listed(call: Caller, kind: str) -> None:
    found = call("write", kind, "--fields")
    assert (found.code, found.err) == (0, "")
    assert f"templates/{kind}.md" in "".join(found.out.split("\n"))
    assert all(field.name in found.out for field in PAPERS[kind].fields)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("复盘报",),
            f"没有文书“复盘报”。是不是“复盘报告”？可以写：{'、'.join(KINDS)}",
        ),
        (("天气",), f"没有文书“天气”。可以写：{'、'.join(KINDS)}"),
        (("备案表",), "写备案表要写明案件，如 yingsu write 备案表 0306。yingsu list 列出全部案件"),
        (
            ("备案表", "0306"),
            f"本案有 2 个本县单位，请用 --unit 写明为哪一个写：县自然资源局、县人民政府（{CASE}）",
        ),
        (("备案表", "0306", "--hearing", "2025-04-10"), f"备案表用不着 --hearing（{CASE}）"),
        (("备案表", "0306", "--letter", "某函"), f"备案表用不着 --letter（{CASE}）"),
        (
            ("备案表", "0306", "--instance", "三审"),
            "--instance 不能是“三审”。可以写：一审、二审、再审审查、再审、非诉审查",
        ),
        (("身份证明", "0306", "--hearing", "昨天"), "--hearing：“昨天”不是日期。请写成 2025-03-06 这样"),
        (
            ("备案表", "0306", "-o", "表.xlsx"),
            "-o 表.xlsx：不知道写成什么格式。文件名的结尾可以是 .docx、.html、.md",
        ),
        (("备案表", "没有"), None),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    sample: Path, call: Caller, words: tuple[str, ...], message: str | None
) -> None:
    before = sorted(sample.rglob("*"))
    found = call("write", *words, *DAY)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：")
    if message is not None:
        assert found.err == f"错误：{message}\n"
    assert sorted(sample.rglob("*")) == before


def test_a_file_that_is_there_is_not_written_over(sample: Path, call: Caller) -> None:
    (sample / "表.docx").write_text("改好的", encoding="utf-8")
    found = call("write", "复盘报告", "0306", *DAY, "-o", "表.docx")
    assert found.code == 2
    assert found.err == "错误：表.docx 已经有了，里面可能有人改过，没有动它。请换一个文件名，或先移走\n"
    assert (sample / "表.docx").read_text(encoding="utf-8") == "改好的"


def test_a_folder_that_is_not_there_is_said(sample: Path, call: Caller) -> None:
    del sample
    found = call("write", "复盘报告", "0306", *DAY, "-o", "没有/报告.docx")
    assert found.code == 2
    assert found.err == "错误：没有写出 报告.docx：没有这个目录，请先建好\n"


# --- Errors in the case ------------------------------------------------------------------------------------------


def test_errors_in_the_case_stop_it_and_a_draft_says_so_on_every_page(sample: Path, call: Caller) -> None:
    edit(sample, FILE, "收到应诉通知: 2025-03-06", "收到应诉通知: 2025-03-02")
    found = call("write", "复盘报告", "0306", *DAY, "-o", "报告.docx")
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith(f"错误：所计案件有错误，数字不可信，没有出文书：\n  {FILE}:")
    assert not (sample / "报告.docx").exists()
    assert call("write", "复盘报告", "0306", "--draft", *DAY, "-o", "报告.docx").code == 0
    section = docx.Document(str(sample / "报告.docx")).sections[0]
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "草稿：案卷中有 1 个错误未改正"


def test_errors_elsewhere_do_not_stop_it_but_those_in_units_do(sample: Path, call: Caller) -> None:
    edit(sample, "cases/2024/1008-自然资源局-钱某/case.yaml", "审级: 一审", "审级: 三审")
    assert call("write", "复盘报告", "0306", *DAY).code == 0
    edit(sample, "cases/units.yaml", "类别: 县政府", "类别: 县政")
    assert call("write", "复盘报告", "0306", *DAY).code == 1


@pytest.mark.parametrize("draft", [(), ("--draft",)])
def test_a_case_that_cannot_be_read_gives_no_paper(
    sample: Path, call: Caller, draft: tuple[str, ...]
) -> None:
    (sample / FILE).write_text("格式: [\n", encoding="utf-8")
    found = call("write", "复盘报告", "0306", *DAY, *draft)
    assert (found.code, found.out) == (1, "")
    assert FILE in found.err


# --- Templates ---------------------------------------------------------------------------------------------------


def test_the_office_s_own_template_comes_first(sample: Path, call: Caller) -> None:
    (sample / "templates").mkdir()
    (sample / "templates" / "复盘报告.md").write_text("# 本县的\n\n{{ 案件 }}\n", encoding="utf-8-sig")
    found = call("write", "复盘报告", "0306", *DAY)
    assert found.out.split() == ["本县的", "张某诉县自然资源局、县人民政府责令退还非法占用土地案"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "{{ 承办单为 }}\n{{ 单味 }}".encode(),
            (
                "模板有错误，没有写文书：\ntemplates/复盘报告.md:1 没有“承办单为”这个名称，是不是“承办单位”？\n"
                "templates/复盘报告.md:2 没有“单味”这个名称，是不是“单位”？\n"
                "可以用的名称：yingsu write 复盘报告 --fields"
            ),
        ),
        (
            "# 复盘".encode("gbk"),
            "模板读不出来：templates/复盘报告.md:1 文件像是 GBK（ANSI）编码，请另存为 UTF-8",
        ),
    ],
)
def test_a_faulty_template_is_named_with_its_lines(
    sample: Path, call: Caller, content: bytes, message: str
) -> None:
    (sample / "templates").mkdir()
    (sample / "templates" / "复盘报告.md").write_bytes(content)
    found = call("write", "复盘报告", "0306", *DAY, "-o", "报告.docx")
    assert (found.code, found.out, found.err) == (2, "", f"错误：{message}\n")
    assert not (sample / "报告.docx").exists()


@pytest.mark.parametrize("kind", ["folder", "link out"])
def test_a_template_that_is_no_file_of_the_workspace_is_not_read(
    sample: Path, call: Caller, tmp_path: Path, kind: str
) -> None:
    place = sample / "templates" / "复盘报告.md"
    if kind == "folder":
        place.mkdir(parents=True)
    else:
        place.parent.mkdir()
        (tmp_path / "别处.md").write_text("# 别处\n", encoding="utf-8")
        place.symlink_to(tmp_path / "别处.md")
    found = call("write", "复盘报告", "0306", *DAY)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：模板读不出来：templates/复盘报告.md:1 ")


def test_what_was_typed_into_a_case_is_no_markup_and_no_template(sample: Path, call: Caller) -> None:
    typed = "# 标题 {{ 案号 }} **粗** | <b> {% for %} ::: 落款"
    edit(sample, FILE, "结论: 补训", f'结论: "{typed}"')
    assert call("write", "复盘报告", "0306", *DAY, "-o", "报告.docx").code == 0
    word = docx.Document(str(sample / "报告.docx"))
    assert f"{typed}。" in [paragraph.text for paragraph in word.paragraphs]


def test_init_copies_the_templates_and_never_over_one_s_own(sample: Path, call: Caller) -> None:
    (sample / "templates").mkdir()
    own = sample / "templates" / "备案表.md"
    own.write_text("# 我的\n", encoding="utf-8")
    found = call("init", "--templates")
    assert found.code == 0
    names = {f"templates/{kind}.md" for kind in KINDS}
    assert {line.removeprefix("新建 ") for line in found.out.splitlines()} == names - {"templates/备案表.md"}
    assert found.err == "已有 templates/备案表.md，没有改动。\n"
    assert own.read_text(encoding="utf-8") == "# 我的\n"
    before = call("write", "复盘报告", "0306", *DAY).out
    shutil.rmtree(sample / "templates")
    assert call("write", "复盘报告", "0306", *DAY).out == before
    assert call("init", "新的", "--templates").code == 0
    assert (sample / "新的" / "templates" / "备案表.md").is_file()


def test_templates_that_cannot_be_copied_are_said(sample: Path, call: Caller) -> None:
    (sample / "templates").write_text("", encoding="utf-8")
    found = call("init", "--templates")
    assert found.code == 2
    assert found.err.startswith("错误：没有做完：写不进 ")
