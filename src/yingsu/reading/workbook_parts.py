"""The parts of an .xlsx package, read within bounds: a workbook comes from outside, and may be anything.

A package is a zip of XML. What its own head says of a part's size is not believed: bytes are counted as they come. A
part with a document type is refused before it is parsed, so that no entity is ever expanded.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.etree import ElementTree as ET

MOST_FILE_BYTES = 32 << 20
MOST_PART_BYTES = 128 << 20
MOST_TREE_BYTES = 8 << 20
"""Of a part that is held whole: the list of sheets, the styles."""
MOST_PARTS = 4_000

_PACKAGE = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”再导入"
_ELEMENT = re.compile(rb"<[A-Za-z_]")


class UnreadableWorkbookError(Exception):
    """A file that cannot be read as a workbook; the message is a Chinese sentence that says what to do."""


class Package:
    """A zip package whose parts are read within bounds.

    Raises:
        UnreadableWorkbookError: it is none, or none that can be read.
    """

    def __init__(self, content: bytes) -> None:
        _refuse_other_kinds(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            names = self._zip.namelist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
            raise UnreadableWorkbookError("文件损坏，打不开。请重新保存或重新下载") from None
        if len(names) > MOST_PARTS:
            raise UnreadableWorkbookError("文件里的部件太多，不像一份表格")
        # Some programs write a leading slash, or another case.
        self._names = {name.lstrip("/").lower(): name for name in names}
        if "xl/workbook.xml" not in self._names:
            raise UnreadableWorkbookError(_other_package(set(self._names)))

    def has(self, name: str) -> bool:
        """Whether a part is there."""
        return name.lower() in self._names

    def tree(self, name: str) -> ET.Element:
        """A small part, whole.

        Raises:
            UnreadableWorkbookError: it is not there, no XML, or not small.
        """
        root: ET.Element | None = None
        for _, element in self.events(name, MOST_TREE_BYTES):
            root = element if root is None else root
        if root is None:
            raise UnreadableWorkbookError("文件不完整，打不开。请重新保存")
        return root

    def events(self, name: str, most: int = MOST_PART_BYTES) -> Iterator[tuple[str, ET.Element]]:
        """The starts and ends of the elements of a part, as they come.

        Raises:
            UnreadableWorkbookError: it is not there, no XML, or too long.
        """
        try:
            with self._zip.open(self._names[name.lower()]) as part:
                parser: Any = ET.XMLPullParser(("start", "end"))
                for piece in _pieces(part, most):
                    parser.feed(piece)
                    yield from _elements(parser)
                parser.close()
                yield from _elements(parser)
        except KeyError:
            raise UnreadableWorkbookError("文件不完整，打不开。请重新保存") from None
        except (
            ET.ParseError,
            ValueError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
        ):
            raise UnreadableWorkbookError("文件损坏，读不下去。请用 Excel 或 WPS 打开，重新保存") from None
        except RuntimeError:
            raise UnreadableWorkbookError("文件加了密码，打不开。请取消密码后再导入") from None

    def relations(self, name: str) -> dict[str, str]:
        """What a part refers to: the id and the name of the other part."""
        directory, _, file = name.rpartition("/")
        relations = f"{directory}/_rels/{file}.rels"
        if not self.has(relations):
            return {}
        found = {}
        for each in self.tree(relations):
            target = each.get("Target", "")
            whole = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{directory}/{target}")
            )
            found[each.get("Id", "")] = whole
        return found


def _elements(parser: Any) -> Iterator[tuple[str, ET.Element]]:
    """What a parser has found; the stubs know of no tuples that it gives."""
    yield from parser.read_events()


def _pieces(part: IO[bytes], most: int) -> Iterator[bytes]:
    """The bytes of a part.

    Raises:
        UnreadableWorkbookError: it has a document type, or is too long.
    """
    total, head = 0, b""
    is_in_head = True
    while piece := part.read(1 << 16):
        total += len(piece)
        if is_in_head:
            # A document type stands before the first element; the other signs there are comments and instructions.
            head = (head + piece).replace(b"\0", b"")
            if b"<!DOCTYPE" in head:
                raise UnreadableWorkbookError("文件里有不该有的内容（文档类型声明），没有读取")
            is_in_head = _ELEMENT.search(head) is None
        if total > most:
            raise UnreadableWorkbookError(
                f"表格展开后超过 {most >> 20} MiB，没有读取。请把要导入的内容复制到一份新表里"
            )
        yield piece


def _refuse_other_kinds(content: bytes) -> None:
    """Say what a file is that is no package."""
    if len(content) > MOST_FILE_BYTES:
        raise UnreadableWorkbookError(f"文件超过 {MOST_FILE_BYTES >> 20} MiB，没有读取")
    if content.startswith(_PACKAGE):
        return
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableWorkbookError("文件加了密码，打不开。请取消密码后再导入")
        raise UnreadableWorkbookError(f"这是旧格式的表格（.xls 或 .et），不能直接导入。{_SAVE_AS}")
    if not content:
        raise UnreadableWorkbookError("文件是空的")
    raise UnreadableWorkbookError(f"这不是 .xlsx 表格。{_SAVE_AS}")


def _other_package(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return f"这是 .xlsb 格式的表格，不能直接导入。{_SAVE_AS}"
    if "word/document.xml" in names:
        return "这是 Word 文档，不是表格"
    if "content.xml" in names:
        return f"这是 .ods 格式的表格，不能直接导入。{_SAVE_AS}"
    return f"这不是 .xlsx 表格。{_SAVE_AS}"
