"""Every text in a Word or Excel file, with the place where somebody would look for it.

Not only what is printed: hidden and deleted text, headers, comments, properties, alternative texts, names of sheets and
of parts, pictures' own properties, files within the file.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

Passage = tuple[str, str, bool]
"""A place, a text that stands there, and whether it is for readers: in what only programs read, names alone count."""

_PARTS: Final = (
    (re.compile("word/document"), "正文"),
    (re.compile("word/header"), "页眉"),
    (re.compile("word/footer"), "页脚"),
    (
        re.compile("word/comments|xl/(?:comments|threadedComments|persons)|xl/drawings/commentsDrawing"),
        "批注",
    ),
    (re.compile("word/(?:footnotes|endnotes)"), "脚注"),
    (re.compile("docProps/"), "文件属性"),
    (re.compile("customXml/"), "文件附带的数据"),
    (re.compile("xl/sharedStrings"), "单元格里的文字"),
    (re.compile("xl/worksheets/sheet"), "工作表"),
    (re.compile("xl/workbook"), "工作表名称或定义的名称"),
    (re.compile("(?:word|xl)/charts"), "图表"),
    (re.compile("(?:word|xl)/drawings"), "图形"),
    (re.compile(r".*\.rels$"), "链接"),
)
_PROPERTIES: Final = {
    "title": "标题",
    "creator": "作者",
    "lastModifiedBy": "最后修改人",
    "subject": "主题",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "Company": "单位",
    "Manager": "负责人",
}
_PARAGRAPHS: Final = frozenset({"p", "si", "is", "comment"})
_TEXTS: Final = frozenset({"t", "delText"})
_BREAKS: Final = frozenset({"tab", "br", "cr"})
_ALTERNATIVES: Final = frozenset({"descr", "title", "tooltip", "alt"})
_READ_ATTRIBUTES: Final = _ALTERNATIVES | {"name", "Target", "display", "prompt", "error", "author", "val"}
_FONTS: Final = frozenset({"rFonts", "font", "latin", "ea", "cs", "name", "rFont", "sym", "charset"})
"""Elements whose attributes name a typeface: 方正 is one, and may be somebody too."""
_FONT_PARTS: Final = re.compile("word/fontTable|(?:word|xl)/theme/")
_STEERING: Final = re.compile(r'&(?:"[^"]*"|[0-9]+|[A-Za-z])')
"""What steers a header of Excel, within its text."""
_PACKAGE: Final = b"PK\x03\x04"


def passages_of_package(content: bytes) -> Iterator[Passage]:
    """Every text of an Office file, of the files within it too."""
    return _package(content, "")


def _package(content: bytes, before: str) -> Iterator[Passage]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        yield f"{before}压缩包的说明", package.comment.decode("utf-8", "replace"), True
        parts = {name: package.read(name) for name in package.namelist()}
    sheets = _sheet_names(parts)
    for name, part in parts.items():
        place = before + _place_of(name, sheets)
        yield f"{before}文件内部的文件名", name.rpartition("/")[2], False
        if part.startswith(_PACKAGE):
            yield from _package(part, f"{before}嵌入的文件里的")
        elif name.endswith((".xml", ".rels", ".vml")):
            yield from _xml(_root(part), place, has_fonts=_FONT_PARTS.match(name) is not None)
        else:
            yield from _raw(part, place)


def _place_of(part: str, sheets: dict[str, str]) -> str:
    if part in sheets:
        return f"工作表“{sheets[part]}”"
    return next((place for pattern, place in _PARTS if pattern.match(part)), "文件内部")


def _root(part: bytes) -> ET.Element:
    """A part with its comments and processing instructions: a name may stand there too."""
    builder = ET.TreeBuilder(insert_comments=True, insert_pis=True)
    return ET.fromstring(part, ET.XMLParser(target=builder))  # noqa: S314 -- a package that was rendered just now


def _raw(content: bytes, place: str) -> Iterator[Passage]:
    """A part that is no text, such as a picture: a name may stand in its own properties."""
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        yield place, content.decode(encoding, "ignore"), False


def _xml(root: ET.Element, place: str, *, has_fonts: bool) -> Iterator[Passage]:
    """Paragraphs whole, every other text by itself, and attributes."""
    cells = _cells(root, place)
    joined: set[ET.Element] = set()
    number = 0
    for paragraph in root.iter():
        if _local(paragraph.tag) in _PARAGRAPHS:
            text = _joined(paragraph)
            joined.update(element for element in paragraph.iter() if _local(element.tag) in _TEXTS)
            is_body = place.endswith("正文") and paragraph not in cells
            number += is_body and bool(text.strip())
            yield f"{place}第{number}段" if is_body else cells.get(paragraph, place), text, True
    for element in root.iter():
        where = cells.get(element, place)
        yield where, element.tail or "", True
        if element not in joined:
            yield _alone(element, where)
        if not has_fonts and _local(element.tag) not in _FONTS:
            yield from _attributes(element, place)


def _cells(root: ET.Element, place: str) -> dict[ET.Element, str]:
    """For everything in a cell of a sheet, which cell it is; for everything in a table of a text, that it is in one."""
    found: dict[ET.Element, str] = {}
    for element in root.iter():
        kind = _local(element.tag)
        if kind == "c" and "r" in element.attrib:
            found |= dict.fromkeys(element.iter(), f"{place}的 {element.get('r')}")
        elif kind == "tbl" and element not in found:
            found |= dict.fromkeys(element.iter(), f"{place}的表格里")
    return found


def _joined(paragraph: ET.Element) -> str:
    """The text of a paragraph, deleted and hidden text too; a tab or a break parts it."""
    pieces = []
    for element in paragraph.iter():
        if _local(element.tag) in _TEXTS:
            pieces.append(element.text or "")
        elif _local(element.tag) in _BREAKS:
            pieces.append("\n")
    return "".join(pieces)


def _alone(element: ET.Element, place: str) -> Passage:
    """A text outside of a paragraph: a property, a header of a sheet, a cell with a number, a comment for programmers."""
    kind, text = _local(element.tag), element.text or ""
    if kind.endswith(("Header", "Footer")):
        return f"{place}的页眉页脚", _STEERING.sub("", text), True
    known = _PROPERTIES.get(kind) if place.endswith("文件属性") else None
    return f"{place}“{known}”" if known else place, text, True


def _attributes(element: ET.Element, place: str) -> Iterator[Passage]:
    for name, value in element.attrib.items():
        local = _local(name)
        where = f"{place}里图片、图表的替代文字" if local in _ALTERNATIVES else place
        yield where, value, local in _READ_ATTRIBUTES


_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """The sheets of a workbook by their part."""
    if "xl/workbook.xml" not in parts:
        return {}
    links = ET.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 -- as in _root
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    sheets = (each for each in _root(parts["xl/workbook.xml"]).iter() if _local(each.tag) == "sheet")
    return {
        "xl/" + targets[each.get(_RELATION)].removeprefix("/").removeprefix("xl/"): str(each.get("name"))
        for each in sheets
    }


def _local(tag: Any) -> str:
    """A tag without its namespace; nothing for a comment."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
