"""The last look at a file that leaves the office: is any name or number in it that should not be there?

It looks at the file as rendered, whatever made it: text that is split over runs or elements, hidden text, headers,
comments, properties, alternative texts, names of sheets and parts, files within files, and the file's own name.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Any, Final

from yingsu.domain.masking import Betrayal, Masking
from yingsu.render.office_passages import Passage, passages_of_package

_MOST_NAMED: Final = 12
"""How many leaks a message names; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that should not be in a file.

    Attributes:
        place: where, in Chinese, as somebody would look for it.
        betrayal: what.
    """

    place: str
    betrayal: Betrayal

    def __str__(self) -> str:
        """As a message says it."""
        return f"{self.place}：{self.betrayal}"


class LeakError(ValueError):
    """A file has in it what must not leave the office; it is not to be written."""

    def __init__(self, name: str, leaks: tuple[Leak, ...]) -> None:
        lines = [f"  {leak}" for leak in leaks[:_MOST_NAMED]]
        if len(leaks) > _MOST_NAMED:
            lines.append(f"  另有 {len(leaks) - _MOST_NAMED} 处")
        head = f"{name} 没有写出：里面还有不能写出的姓名或号码，共 {len(leaks)} 处"
        super().__init__("\n".join([head, *lines]))
        self.leaks = leaks


class UnsearchableError(ValueError):
    """A file of a form that cannot be searched, which therefore cannot be said to be clean."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}：这种格式没法检查有没有泄露姓名、号码，请写成 .docx、.xlsx、.html 或 .md")


def refuse_leaks(content: bytes, name: str, masking: Masking) -> None:
    """Refuse a rendered file that betrays somebody.

    Raises:
        LeakError: it does; the message says where and what.
        UnsearchableError: a form that is not known here.
    """
    found = leaks(content, name, masking)
    if found:
        raise LeakError(name, found)


def leaks(content: bytes, name: str, masking: Masking) -> tuple[Leak, ...]:
    """Everything in a rendered file that the masking should have taken out, each once for each place.

    Args:
        content: the file.
        name: its name; the ending says the form.
        masking: the masks the document was made with.

    Raises:
        UnsearchableError: a form that is not known here.
    """
    passages = _FORMS.get(name.lower().rpartition(".")[2])
    if passages is None:
        raise UnsearchableError(name)
    search = lru_cache(maxsize=None)(
        masking.betrayals
    )  # an Office file says the same things thousands of times
    found = (
        Leak(place, betrayal)
        for place, text, is_read in (("文件名", name, True), *passages(content))
        for betrayal in search(text, only_names=not is_read)
    )
    return tuple(dict.fromkeys(found))


_INLINE: Final = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|su[bp]|tspan|u|wbr"
)
"""Elements that do not part what stands before them from what stands in them."""


class _Page(HTMLParser):
    """The texts of a page, joined within a block, with attributes, comments, styles and scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self._pieces: list[str] = []
        self._line = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        for name, value in attrs:
            place = "图的替代文字" if name in {"alt", "aria-label", "title"} else f"网页里的 {name} 属性"
            self.passages.append((place, value or "", name not in {"d", "points", "style", "class"}))

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.passages.append(("网页的注释", data, True))

    def handle_decl(self, decl: str) -> None:
        self.passages.append(("网页的声明", decl, True))

    def handle_pi(self, data: str) -> None:
        self.passages.append(("网页的声明", data, True))

    def close(self) -> None:
        super().close()
        self._part("")

    def _part(self, tag: str) -> None:
        """A block begins or ends: what was written up to here belongs together."""
        if _INLINE.fullmatch(tag):
            return
        text = " ".join("".join(self._pieces).split("\n"))
        self._pieces = []
        if text.strip():
            self.passages.append((f"网页第{self._line}行", text, True))
        self._line = self.getpos()[0]


def _html(content: bytes) -> Iterator[Passage]:
    page = _Page()
    page.feed(content.decode("utf-8"))
    page.close()
    yield from page.passages


_MARKUP: Final = re.compile(r"<!--|-->|<[^<>]*>|[*_`~\\]|\]\([^)]*\)|[\[\]]")


def _markdown(content: bytes) -> Iterator[Passage]:
    """Each line as it stands and as it reads."""
    for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
        yield f"第{number}行", line, True
        yield f"第{number}行", unescape(_MARKUP.sub("", line)), True


def _lines(content: bytes) -> Iterator[Passage]:
    for number, line in enumerate(content.decode("utf-8-sig").splitlines(), 1):
        yield f"第{number}行", line, True


def _csv(content: bytes) -> Iterator[Passage]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    for number, row in enumerate(rows, 1):
        yield from ((f"第{number}行", value, True) for value in row)


def _json(content: bytes) -> Iterator[Passage]:
    yield from _values(json.loads(content), "")


def _values(value: Any, key: str) -> Iterator[Passage]:
    place = f"“{key}”" if key else "数据"
    if isinstance(value, dict):
        for name, below in value.items():
            yield "键", name, True
            yield from _values(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from _values(below, key)
    elif value is not None and not isinstance(value, bool):
        yield place, str(value), True


_FORMS: Final[dict[str, Callable[[bytes], Iterator[Passage]]]] = {
    "docx": passages_of_package,
    "xlsx": passages_of_package,
    "html": _html,
    "md": _markdown,
    "txt": _lines,
    "ics": _lines,
    "csv": _csv,
    "json": _json,
}
