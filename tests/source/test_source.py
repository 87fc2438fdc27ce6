"""Every fault of a text against its file: the offending line bears `# expect: YS018`, and nothing else is found.

Where no comment can stand on the line, the first lines say `# expect at 3:5: YS009`: line and column. A file that is
no case says what it is: `# read as: units`.
"""

import re
from pathlib import Path

import pytest

from yingsu.diagnostic import Diagnostic
from yingsu.domain.case import Case
from yingsu.domain.node import Node
from yingsu.domain.records import Event, Screening, Unit, UnitLetter
from yingsu.domain.settings import Settings
from yingsu.reading.decoding import MOST_REPEATS
from yingsu.reading.faults import FAULTS
from yingsu.reading.validation import MOST_PROBLEMS, read_list, read_record

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))
EXPECTED = re.compile(r"# expect: ((?:YS\d{3})(?:, YS\d{3})*)")
EXPECTED_AT = re.compile(r"^# expect at (\d+):(\d+): (YS\d{3})$", re.MULTILINE)
READ_AS = re.compile(r"^# read as: (\w+)$", re.MULTILINE)
RECORDS: dict[str, type[Node]] = {"settings": Settings, "screening": Screening}
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){2,}")
"""Three words in a row: a sentence of the parser's or of pydantic's."""
LISTS: dict[str, type[Node]] = {"units": Unit, "events": Event, "letters": UnitLetter}


def diagnostics_of(content: bytes) -> list[Diagnostic]:
    """Read a file as what it says it is; a case if it says nothing."""
    said = READ_AS.search(content.decode("utf-8", "replace"))
    kind = said.group(1) if said else "case"
    if kind in LISTS:
        return read_list(content, LISTS[kind], "x.yaml").diagnostics()
    return read_record(content, RECORDS.get(kind, Case), "x.yaml").diagnostics()


def expected_in(text: str) -> set[tuple[int, str]]:
    lines = {
        (number, code)
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)
        if (found := EXPECTED.search(line))
        for code in found.group(1).split(", ")
    }
    return lines | {(int(line), code) for line, _, code in EXPECTED_AT.findall(text)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_has_exactly_the_faults_it_expects(file: Path) -> None:
    content = file.read_bytes()
    text = content.decode("utf-8")
    found = diagnostics_of(content)
    said = [f"{each.span.line}:{each.span.column}: {each.defect.code} {each.message}" for each in found]
    assert {(each.span.line, each.defect.code) for each in found} == expected_in(text), said
    places = {(each.span.line, each.span.column, each.defect.code) for each in found}
    at = {(int(line), int(column), code) for line, column, code in EXPECTED_AT.findall(text)}
    assert at <= places, said


def test_every_fault_that_a_text_can_show_has_its_file() -> None:
    shown = {code for file in FILES for _, code in expected_in(file.read_text(encoding="utf-8"))}
    # Encodings, formats and sizes are in test_bytes.py; links, places and absent files in reading/test_workspace.py.
    elsewhere = {"YS001", "YS002", "YS003", "YS004", "YS019", "YS020"}
    assert shown == {fault.code for fault in FAULTS} - elsewhere


def test_no_file_is_silent_by_oversight() -> None:
    silent = {
        file.stem
        for file in FILES
        if not expected_in(file.read_text(encoding="utf-8")) and not file.stem.endswith("-accepted")
    }
    assert silent == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_message_is_chinese_and_says_what_to_write(file: Path) -> None:
    for found in diagnostics_of(file.read_bytes()):
        assert re.search("[一-鿿]", found.message), found.message
        assert not ENGLISH.search(found.message + found.help), found.message
        assert re.search("[一-鿿]", found.help), found.message
        assert found.excerpt or found.span.line == 1, "the line is shown"


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("key-unknown", "不认识的键“管理领城”。是不是“管理领域”？"),
        ("key-with-full-width-space", "键“名称”前后有全角空格，请改用半角空格"),
        ("key-blank", "“案由”是空的，这一项必填"),
        ("key-missing-at-top", "缺少必填的“格式”"),
        ("colon-full-width-space", "“名称:”后面没有半角空格"),
        ("value-word-with-space", "前后有多余的空格，请删去"),
        ("value-day", "没有 2025年2月30日 这一天，请核对"),
        ("value-format", "本程序只认识格式 1，这里写的是 2"),
        ("value-not-list", "这里要写列表：每项前加“- ”，或写成 [甲, 乙]"),
        ("tag", "这里用了标签 !!str，请把内容直接写出来"),
        ("syntax-bracket-open", "方括号没有配对，或两项之间缺少半角逗号"),
        ("two-documents", "一个文件只能有一个案件，“---”以后的内容没有读取"),
    ],
)
def test_a_message_names_the_slip(stem: str, said: str) -> None:
    found = diagnostics_of((HERE / f"{stem}.yaml").read_bytes())
    assert any(said in each.message for each in found), [each.message for each in found]


def test_many_wrong_values_are_counted_after_the_first() -> None:
    wrong = MOST_PROBLEMS + 7
    found = diagnostics_of(("格式: 1\n原告:\n" + "  - {姓名: 张某, 类型: 人}\n" * wrong).encode())
    assert len(found) == MOST_PROBLEMS + 1
    # Three keys are missing at the top as well.
    assert found[-1].message == "后面还有 10 处类似的问题，改正前面的再检查"


def test_many_refused_features_are_listed_only_so_many_times() -> None:
    found = diagnostics_of(("格式: 1\n原告:\n" + "  - !x {姓名: 张某}\n" * (MOST_REPEATS + 7)).encode())
    assert [each.defect.code for each in found].count("YS014") == MOST_REPEATS
