"""What must not leave the office is found wherever it stands in a rendered file."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest
import yaml
from docx.document import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from yingsu.document import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Heading,
    Paragraph,
    Series,
    Table,
    count,
    text,
)
from yingsu.domain.masking import Masking, Person
from yingsu.render.docx_ import docx_bytes
from yingsu.render.html import html
from yingsu.render.leaks import LeakError, UnsearchableError, leaks, refuse_leaks
from yingsu.render.xlsx import xlsx

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("leaks.yaml").read_text(encoding="utf-8")
)
MASKING = Masking([Person("张三"), Person("欧阳三")], hidden=["虚构瓷厂"])
NAME, NUMBER = "姓名“张三”", "手机号码“130…00”"


def found_in(content: bytes, name: str) -> list[str]:
    return [str(leak) for leak in leaks(content, name, MASKING)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['file']}-{row['text'][:20]}")
def test_a_text_file_has_the_leaks_of_its_row(row: dict[str, Any]) -> None:
    assert found_in(row["text"].encode(), row["file"]) == row.get("found", [])


def a_document(name: str = "张某") -> Document:
    table = Table(
        (Column("当事人"), Column("件数")), ((text(name), count(3)), (Cell("0.6666666666666666"), count(1)))
    )
    chart = Chart(ChartKind.BARS, name, (name,), (Series("件数", (3,)), Series("上年", (2,))))
    blocks = (Heading(2, "情况"), Paragraph(f"{name}诉县自然资源局"), table, chart)
    return Document(blocks, "通报", (("期间", "2025年"),), "草稿")


@cache
def clean_word() -> bytes:
    return docx_bytes(a_document())


@cache
def clean_book() -> bytes:
    return xlsx(a_document())


def test_a_clean_file_has_no_leaks() -> None:
    assert found_in(clean_word(), "通报.docx") == []
    assert found_in(clean_book(), "通报.xlsx") == []
    assert found_in(html(a_document()).encode(), "通报.html") == []


def test_a_typeface_that_is_called_like_somebody_is_no_leak() -> None:
    masking = Masking([Person("方正"), Person("黑体")])
    assert leaks(clean_word(), "通报.docx", masking) == ()
    assert leaks(clean_book(), "通报.xlsx", masking) == ()


def test_a_document_that_was_not_masked_is_refused_in_every_form() -> None:
    document = a_document("张三")
    for content, name in (
        (docx_bytes(document), "通报.docx"),
        (xlsx(document), "通报.xlsx"),
        (html(document).encode(), "通报.html"),
    ):
        with pytest.raises(LeakError, match="里面还有不能写出的姓名或号码") as caught:
            refuse_leaks(content, name, MASKING)
        assert NAME in str(caught.value)
        refuse_leaks(content, name, Masking([]))


def test_a_message_names_the_first_leaks_and_counts_the_rest() -> None:
    with pytest.raises(LeakError) as caught:
        refuse_leaks("张三\n".encode() * 20, "通报.txt", MASKING)
    lines = str(caught.value).splitlines()
    assert lines[0] == "通报.txt 没有写出：里面还有不能写出的姓名或号码，共 20 处"
    assert lines[1] == "  第1行：姓名“张三”"
    assert lines[-1] == "  另有 8 处"


def test_a_form_that_cannot_be_searched_is_refused() -> None:
    with pytest.raises(UnsearchableError, match="没法检查"):
        refuse_leaks(b"%PDF", "通报.pdf", MASKING)


def in_the_properties(word: WordDocument) -> None:
    word.core_properties.author = "张三"


def in_the_header(word: WordDocument) -> None:
    word.sections[0].header.paragraphs[0].add_run("张三")


def in_the_footer(word: WordDocument) -> None:
    word.sections[0].footer.paragraphs[0].add_run("130 0000 0000")


def split_over_runs(word: WordDocument) -> None:
    paragraph = word.add_paragraph("原告张")
    paragraph.add_run("\u200b").bold = True
    paragraph.add_run("三").italic = True


def hidden(word: WordDocument) -> None:
    word.add_paragraph().add_run("张三").font.hidden = True


def in_a_comment(word: WordDocument) -> None:
    paragraph = word.add_paragraph("原告")
    word.add_comment(paragraph.runs, text="是张三", author="某人", initials="某")


def by_a_comments_author(word: WordDocument) -> None:
    paragraph = word.add_paragraph("原告")
    word.add_comment(paragraph.runs, text="无", author="张三", initials="某")


def in_a_table(word: WordDocument) -> None:
    word.add_table(1, 1).cell(0, 0).text = "张　三"


def across_a_tab(word: WordDocument) -> None:
    word.add_paragraph("主张\t三项")


def in_the_alternative_text(word: WordDocument) -> None:
    picture = next(each for each in word.element.iter() if each.tag.endswith("}docPr"))
    picture.set("descr", "张三的房屋")


@pytest.mark.parametrize(
    ("plant", "expected"),
    [
        (in_the_properties, f"文件属性“作者”：{NAME}"),
        (in_the_header, f"页眉：{NAME}"),
        (in_the_footer, f"页脚：{NUMBER}"),
        (split_over_runs, f"正文第7段：{NAME}"),
        (hidden, f"正文第7段：{NAME}"),
        (in_a_comment, f"批注：{NAME}"),
        (by_a_comments_author, f"批注：{NAME}"),
        (in_a_table, f"正文的表格里：{NAME}"),
        (in_the_alternative_text, f"正文里图片、图表的替代文字：{NAME}"),
        (across_a_tab, None),
    ],
)
def test_a_leak_in_a_word_file_is_found_at_its_place(
    plant: Callable[[WordDocument], None], expected: str | None
) -> None:
    word = docx.Document(io.BytesIO(clean_word()))
    plant(word)
    target = io.BytesIO()
    word.save(target)
    found = found_in(target.getvalue(), "通报.docx")
    assert found == ([expected] if expected else [])


def in_a_cell(book: Workbook) -> None:
    book["情况"]["D9"] = "张三"


def as_a_number(book: Workbook) -> None:
    book["情况"]["D9"] = 13000000000


def in_a_formula(book: Workbook) -> None:
    book["情况"]["D9"] = '="张三"'


def in_a_hidden_sheet(book: Workbook) -> None:
    sheet = book.create_sheet("底稿")
    sheet["A1"] = "张三"
    sheet.sheet_state = "hidden"


def in_the_name_of_a_sheet(book: Workbook) -> None:
    book.create_sheet("张三案")


def in_a_note(book: Workbook) -> None:
    book["情况"]["A1"].comment = Comment("是张三", "某人")


def in_a_defined_name(book: Workbook) -> None:
    book.defined_names["当事人"] = DefinedName("当事人", attr_text='"张三"')


def in_the_printed_header(book: Workbook) -> None:
    header = book["情况"].oddHeader
    assert header is not None
    assert header.left is not None
    header.left.text = "张&B三"


def in_the_prompt(book: Workbook) -> None:
    validation = DataValidation(type="list", formula1='"甲,乙"', prompt="问张三")
    validation.add("D9")
    book["情况"].add_data_validation(validation)


def in_the_titles(book: Workbook) -> None:
    book.properties.subject = "张三"


@pytest.mark.parametrize(
    ("plant", "expected"),
    [
        (in_a_cell, {f"工作表“情况”的 D9：{NAME}"}),
        (as_a_number, {f"工作表“情况”的 D9：{NUMBER}"}),
        (in_a_formula, {f"工作表“情况”的 D9：{NAME}"}),
        (in_a_hidden_sheet, {f"工作表“底稿”的 A1：{NAME}"}),
        (in_the_name_of_a_sheet, {f"工作表名称或定义的名称：{NAME}"}),
        (in_a_note, {f"批注：{NAME}"}),
        (in_a_defined_name, {f"工作表名称或定义的名称：{NAME}"}),
        (in_the_printed_header, {f"工作表“情况”的页眉页脚：{NAME}"}),
        (in_the_prompt, {f"工作表“情况”：{NAME}"}),
        (in_the_titles, {f"文件属性“主题”：{NAME}"}),
    ],
)
def test_a_leak_in_a_workbook_is_found_at_its_place(
    plant: Callable[[Workbook], None], expected: set[str]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(clean_book()))
    plant(book)
    target = io.BytesIO()
    book.save(target)
    found = set(found_in(target.getvalue(), "通报.xlsx"))
    assert expected <= found
    assert all(each.endswith((NAME, NUMBER)) for each in found)


def with_part(content: bytes, name: str, part: bytes, comment: bytes = b"") -> bytes:
    """A package with one more part, or another comment."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for each in source.namelist():
            if each != name:
                copy.writestr(each, source.read(each))
        if name:
            copy.writestr(name, part)
        copy.comment = comment
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "part", "expected"),
    [
        ("word/embeddings/表.xlsx", xlsx(a_document("张三")), "嵌入的文件里的工作表“情况”的 A5"),
        ("word/media/照片.jpg", b"\xff\xd8\xff\xe1" + "张三".encode("utf-16-le"), "文件内部"),
        ("word/media/照片.png", b"\x89PNG" + "张三".encode(), "文件内部"),
        ("word/media/照片2.png", b"\x89PNG " + "张三".encode("gb18030"), "文件内部"),
        ("word/media/张三.png", b"", "文件内部的文件名"),
        ("customXml/item1.xml", "<a><!--张三--></a>".encode(), "文件附带的数据"),
        ("customXml/item1.xml", "<a><b/>张三</a>".encode(), "文件附带的数据"),
        ("customXml/item1.xml", "<a><?x 张三?></a>".encode(), "文件附带的数据"),
        (
            "docProps/custom.xml",
            "<a><property name='承办'><lpwstr>张三</lpwstr></property></a>".encode(),
            "文件属性",
        ),
        ("word/_rels/x.rels", "<a><b Target='file:///张三/案.docx'/></a>".encode(), "链接"),
        ("word/footnotes.xml", "<a><p><t>张</t><t>三</t></p></a>".encode(), "脚注"),
    ],
)
def test_a_leak_in_a_part_beside_the_text_is_found(name: str, part: bytes, expected: str) -> None:
    found = found_in(with_part(clean_word(), name, part), "通报.docx")
    assert f"{expected}：{NAME}" in found


def test_a_leak_in_the_comment_of_the_package_is_found() -> None:
    found = found_in(with_part(clean_word(), "", b"", "张三".encode()), "通报.docx")
    assert found == [f"压缩包的说明：{NAME}"]


TYPEFACES = re.compile("fontTable|theme/|rFonts|rFont|/font|}(?:name|latin|ea|cs|sym|charset)")


@cache
def slots(content: bytes) -> list[tuple[str, int, str]]:
    """Every place of a package where text can stand: part, element, attribute or text. Typefaces are none."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")) or name.startswith("[") or TYPEFACES.search(name):
                continue
            for number, element in enumerate(ET.fromstring(package.read(name)).iter()):  # noqa: S314 -- made just now
                if TYPEFACES.search(element.tag):
                    continue
                is_index = element.tag.endswith("}v") and "worksheets" in name
                found += [(name, number, "")] if not is_index else []
                found += [(name, number, "tail")] if number else []
                found += [
                    (name, number, key) for key in element.attrib if not key.endswith(("}id", "Id", "}t"))
                ]
    return found


def planted(content: bytes, slot: tuple[str, int, str]) -> bytes:
    name, number, key = slot
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = ET.fromstring(package.read(name))  # noqa: S314 -- made just now
    element = list(root.iter())[number]
    if key == "tail":
        element.tail = "张三"
    elif key:
        element.set(key, f"{element.get(key)}张三")
    else:
        element.text = f"{element.text or ''}张三"
    return with_part(content, name, ET.tostring(root))


@pytest.mark.parametrize("name", ["通报.docx", "通报.xlsx"])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_name_planted_anywhere_in_an_office_file_is_found(name: str, data: st.DataObject) -> None:
    content = clean_word() if name.endswith("docx") else clean_book()
    slot = data.draw(st.sampled_from(slots(content)))
    assert NAME in " ".join(found_in(planted(content, slot), name))


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_name_planted_anywhere_in_a_page_is_found(data: st.DataObject) -> None:
    """Between any two signs, unless it falls into a tag's own name or an entity."""
    page = html(a_document())
    places = [each.end() for each in re.finditer(r">|[一-鿿，]|=\"", page)]
    place = data.draw(st.sampled_from(places))
    assert NAME in " ".join(found_in((page[:place] + "张三" + page[place:]).encode(), "通报.html"))
