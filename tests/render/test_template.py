"""Templates: what is wrong in one is said at its line; what was typed stays text; nothing else can be done with it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yingsu.document import Cell, Column, Form, Paragraph, Table, gap
from yingsu.render import template
from yingsu.render.markdown_in import document_of
from yingsu.render.template import FaultyTemplateError, filled
from yingsu.render.words import printable

FAULTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "papers" / "faults.yaml").read_text(encoding="utf-8")
)
NAMES: dict[str, tuple[str, ...] | None] = {
    "案号": None,
    "法院": None,
    "整改": ("措施", "期限"),
    "问题": (),
}
VALUES: dict[str, Any] = {
    "案号": "（2025）闽0583行初12号",
    "法院": "",
    "整改": [{"措施": "修订", "期限": "2025年7月31日"}, {"措施": "补训", "期限": gap("期限")}],
    "问题": ["甲", "乙"],
}


def made(source: str, **values: Any) -> str:
    return filled("模板", source, {**NAMES, **dict.fromkeys(values)}, {**VALUES, **values}).text


def faults(source: str, names: dict[str, tuple[str, ...] | None], values: dict[str, Any]) -> list[str]:
    with pytest.raises(FaultyTemplateError) as found:
        filled("模板", source, names, values)
    return str(found.value).split("\n")


@pytest.mark.parametrize("row", FAULTS, ids=lambda row: row["name"])
def test_what_is_wrong_is_said_at_its_line(row: dict[str, Any]) -> None:
    assert faults(row["template"], NAMES, VALUES) == row["expect"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("甲{{ 法院 if 法院 else '无' }}", "甲无"),
        ("{% if 法院 %}有{% else %}没有{% endif %}", "没有"),
        ("{% if 案号 and not 法院 or 法院 == '甲' %}是{% endif %}", "是"),
        (
            "{% for 项 in 整改 %}{{ loop.index }}{{ 项.措施 }}{% if not loop.last %}；{% endif %}{% endfor %}",
            "1修订；2补训",
        ),
        ("{% for 项 in 整改 if 项.期限 is 待填 %}{{ 项.措施 }}{% else %}无{% endfor %}", "补训"),
        (
            "{% for 项 in 整改 %}{% for 问 in 问题 %}{{ 项.措施 }}{{ 问 }}{% endfor %}{% endfor %}",
            "修订甲修订乙补训甲补训乙",
        ),
        ("{{ 问题 | join }}，共{{ 问题 | length }}个", "甲、乙，共2个"),
        ("{# 说明 #}\n甲", "甲"),
    ],
)
def test_a_template_may_use_names_conditions_and_loops(source: str, text: str) -> None:
    assert made(source) == text


def test_numbers_and_yes_or_no_are_written() -> None:
    assert made("{{ 件数 }}{{ 公开 }}{{ 重大 }}", 件数=3, 公开=True, 重大=False) == "3是否"


def test_a_table_that_was_made_elsewhere_stands_where_its_name_stands() -> None:
    table = Table((Column("单位"),), ((Cell("|甲|"),),))
    done = filled("模板", "前\n{{ 表 }}\n后", {"表": None}, {"表": table})
    assert document_of(done.text, done.tables).blocks == (Paragraph("前"), table, Paragraph("后"))


def test_loops_that_would_take_too_long_are_refused() -> None:
    source = "{% for 甲 in 列 %}{% for 乙 in 列 %}{% endfor %}{% endfor %}"
    said = faults(source, {"列": ()}, {"列": ["字"] * 1000})
    assert said == ["模板:1 循环套循环，要写 1000000 遍，太多了"]


def test_a_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "MOST_CHARACTERS", 5000)
    said = faults("{% for 甲 in 列 %}{{ 列 | join }}{% endfor %}", {"列": ()}, {"列": ["字"] * 100})
    assert said == ["模板:1 写出来超过 5000 个字，太长了"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% if 案号 %}" * 30 + "{% endif %}" * 30, "条件和循环最多套 10 层"),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "模板里的括号或条件套得太深，请改简单些"),
    ],
)
def test_what_is_nested_too_deep_is_refused(source: str, words: str) -> None:
    assert faults(source, NAMES, VALUES) == [f"模板:1 {words}"]


SIGNS = st.text(
    st.sampled_from("#*_`~|\\<>&[](){}!+-=.:;\"'$%^@/?,1234567890 \n\t　“”，甲乙ab\ue000\ue001"), max_size=30
)
TYPED = SIGNS | st.text(st.characters(), max_size=30)


def read_as(typed: str) -> list[str]:
    """What is to be read where a text was typed: its lines, without blanks around them."""
    lines = [
        printable(line).replace("\ue000", " ").replace("\ue001", " ").strip() for line in typed.splitlines()
    ]
    return [line for line in lines if line]


@given(TYPED)
@settings(max_examples=300, deadline=None)
def test_what_was_typed_reads_as_it_was_typed_wherever_it_stands(typed: str) -> None:
    source = (
        "{{ 值 }}\n\n甲{{ 值 }}乙\n\n| 头 |\n|---|\n| {{ 值 }} |\n\n::: 表单\n|**栏**|{{ 值 }}|\n:::\n\n"
        "::: 落款\n甲{{ 值 }}\n:::"
    )
    found = document_of(filled("模板", source, {"值": None}, {"值": typed}).text)
    lines = read_as(typed)
    between = list(lines) or [""]
    between[0] = f"甲{between[0]}"
    between[-1] += "乙"
    signed = ["甲" + (lines[0] if lines else ""), *lines[1:]]
    texts = [block.text for block in found.blocks if isinstance(block, Paragraph)]
    assert [text.strip() for text in texts] == [*lines, *between, *signed]
    tables = [block for block in found.blocks if isinstance(block, Table)]
    assert [table.rows[0][-1].text for table in tables] == [" ".join(lines)] * 2
    assert isinstance(tables[1], Form)


@given(TYPED)
@settings(max_examples=150, deadline=None)
def test_what_was_typed_is_no_template(typed: str) -> None:
    done = filled("模板", "{{ 值 }}", {"值": None}, {"值": "{{ 案号 }}{% for %}" + typed})
    assert document_of(done.text).blocks[0] == Paragraph(
        ("{{ 案号 }}{% for %}" + (read_as("x" + typed)[0][1:])).strip()
    )


@given(
    st.text(st.sampled_from("{}%# 案号法院整改项forinifelseendis待填.|()[]'\"\n:落款表单-*1"), max_size=60)
)
@settings(max_examples=300, deadline=None)
def test_any_template_is_filled_or_its_faults_are_said_in_chinese(source: str) -> None:
    said = ""
    try:
        document_of(filled("模板", source, NAMES, VALUES).text)
    except FaultyTemplateError as error:
        said = str(error)
    assert all(line.startswith("模板:") for line in said.split("\n") if said)
