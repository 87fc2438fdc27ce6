"""HTML, parsed: well formed, nothing from outside, nothing that runs, text as it was typed."""

from html.parser import HTMLParser

from yingsu.document import Document
from yingsu.render.html import html
from yingsu.render.words import printable

_VOID = {"meta", "br", "hr", "img", "link", "input"}
_ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6", "p"),
    *("dl", "dt", "dd", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "ul", "li"),
    *("figure", "svg", "text", "line", "rect", "polyline", "circle", "details", "summary"),
}


class Page(HTMLParser):
    """Every element with its path and attributes, every text; an end that does not fit is an error."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(("/".join(self.open), data))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text_in(self, *tags: str) -> list[str]:
        """The texts directly in elements of these names, those that are only blank left out."""
        return [data for path, data in self.texts if path.split("/")[-1] in tags and data.strip()]


def test_everything_stands_there(everything: Document) -> None:
    page = Page(html(everything))
    assert page.text_in("h1") == ["样例县　2025年"]
    assert page.text_in("h2") == ["指标", "图", "件数", "空表", "指标"]
    assert page.text_in("dt") == ["期间", "数据截至"]
    assert page.text_in("dd") == ["2025-01-01 至 2025-12-31", "2026-01-10"]
    assert page.text_in("p")[:3] == ["草稿：有 1 个错误&未改正", "开头的话。", "件数为“分子/分母”。"]
    assert page.text_in("summary") == ["出庭率 66.67%（2/3） 背后的案件", "另一件"]
    cells = [data for path, data in page.texts if path.endswith(("th/span", "td/span"))]
    assert cells[:12] == [
        *("出庭率", "66.67%", "3", "2025-03-06"),
        *("履行率", "—", "12天", "—"),
        *("=1+1", '5"', "还有7天", "说明"),
    ]
    assert [data.strip() for path, data in page.texts if "/ul/" in path and data.strip()] == [
        *("（2025）闽05行初1号", "甲案", "第一行", "第二行", "只有头"),
    ]


def test_every_annex_opens_on_demand(everything: Document) -> None:
    page = Page(html(everything))
    assert len(page.of("details")) == 2
    inside = [data for path, data in page.texts if "/details/" in path]
    assert "计入分子　2" in inside
    assert "没有案件。" in inside


def test_heads_say_what_they_are_heads_of(everything: Document) -> None:
    page = Page(html(everything))
    scopes = [each.get("scope") for each in page.of("th")]
    assert set(scopes) == {"col", "row"}
    assert scopes[:7] == ["col"] * 4 + ["row"] * 3
    assert [each.get("class") for each in page.of("th")[:4]] == [None, "right", "right", None]


def test_nothing_comes_from_outside_and_nothing_runs(everything: Document) -> None:
    source = html(everything)
    page = Page(source)
    (policy,) = (
        each["content"] for each in page.of("meta") if each.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert {name for name, _ in page.elements} <= _ALLOWED
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in {"href", "src", "style"}]
    assert source.count("://") == source.count('xmlns="http://www.w3.org/2000/svg"')
    assert "url(" not in source
    assert "@import" not in source


def test_the_page_says_its_language_and_its_letters(everything: Document) -> None:
    page = Page(html(everything))
    assert page.of("html") == [{"lang": "zh-CN"}]
    assert {"charset": "utf-8"} in page.of("meta")
    assert page.text_in("title") == ["样例县　2025年", "各单位<出庭率>", "历年", "结果", "件数"]


def test_each_chart_has_a_name(everything: Document) -> None:
    page = Page(html(everything))
    assert [(each["role"], each["aria-label"]) for each in page.of("svg")] == [
        *(("img", title) for title in ("各单位<出庭率>", "历年", "结果", "件数"))
    ]


def test_without_facts_and_stamp_there_are_none(everything: Document) -> None:
    page = Page(html(Document(everything.blocks)))
    assert page.of("dl") == []
    assert not [each for each in page.of("p") if each.get("class") == "stamp"]


def test_what_was_typed_is_text(hostile: str, hostile_everywhere: Document) -> None:
    page = Page(html(hostile_everywhere))
    assert {name for name, _ in page.elements} <= _ALLOWED
    typed = printable(hostile)
    texts = [data for _, data in page.texts]
    assert texts.count(typed) >= (15 if typed.strip() else 0)
    assert not [data for _, data in page.texts if "\x1b" in data or "\x00" in data]
