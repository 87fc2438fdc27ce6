"""The manual as pages that open from a folder: no network, no script, links to the file beside."""

import html
import re
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Any, Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from manual.marks import ORIGIN, RIGHT, WRONG, anchor_of
from manual.pages import PAGES, Page

HERE: Final = Path(__file__).parent
ONE_SHEET: Final = "给负责人的一页"
_RULED: Final = "────"
"""The line below the heads of a table: its columns must keep their places, so lines are not broken on a small screen."""
_LINE: Final = re.compile(f"{_RULED}+")
"""Is drawn by the style: fonts do not agree how wide its sign is."""
_EXCERPT: Final = re.compile(r"((?:^ *\d* │.*(?:\n|$))+)", re.MULTILINE)
"""The lines of a file with what points at a place in them."""
_WIDE: Final = re.compile("[：，\t]")
"""What looks nearly like the sign that is wanted; in the passages where it is wrong it is marked."""
_SAID_TWICE: Final = re.compile(r"^(.+)：\n\n(?=```\w+ \1$)", re.MULTILINE)
"""A line that says what the caption of the passage below it says: for readers of the Markdown, who see no caption."""
_LONG, _TOO_LONG = 4, 12
"""From how many heads on a page has a table of contents, and up to how many it is open."""


class DeadLinkError(ValueError):
    """A page links to what is not there."""

    def __init__(self, page: str, target: str) -> None:
        super().__init__(f"{page}: {target}")


def build(directory: Path, pages: Sequence[Page] = PAGES) -> list[Path]:
    """Write every page into a directory.

    Raises:
        DeadLinkError: a link leads to no page of the manual, or to no head of it.
        OSError: a file cannot be written.
    """
    written = {f"{page.name}.html": _html(pages, position) for position, page in enumerate(pages)}
    _follow_links(written)
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (directory / name).write_text(text, encoding="utf-8", newline="\n")
    return [directory / name for name in written]


def _html(pages: Sequence[Page], position: int) -> str:
    page = pages[position]
    tokens = _parsed(page, pages)
    shell = Template((HERE / "shell.html").read_text(encoding="utf-8"))
    return shell.substitute(
        title=html.escape(page.title),
        style=(HERE / "style.css").read_text(encoding="utf-8"),
        kind="one-sheet" if page.name == ONE_SHEET else "page",
        body=_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}),
        turn=_turn(pages, position),
        pages=_page_list(pages, page),
    )


def _parsed(page: Page, pages: Sequence[Page]) -> list[Token]:
    """A page's Markdown with names for its heads, a table of contents, and links to our HTML files."""
    text = page.source.read_text(encoding="utf-8").replace(f"{ORIGIN}\n\n", "")
    tokens = _MARKDOWN.parse(_SAID_TWICE.sub("", text))
    heads: list[tuple[str, str]] = []
    links = set[str]()
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            text = _text_of(tokens[position + 1])
            token.attrSet("id", anchor_of(text))
            if token.tag == "h2":
                heads.append((anchor_of(text), text))
        for link in (child for child in token.children or () if child.type == "link_open"):
            links.add(unquote(str(link.attrGet("href"))))
            link.attrSet("href", _target(page, pages, str(link.attrGet("href"))))
    is_listed = {f"#{name}" for name, _ in heads} <= links
    if len(heads) >= _LONG and not is_listed and page.name != ONE_SHEET:
        after_title = next(i for i, token in enumerate(tokens) if token.type == "heading_close") + 1
        tokens.insert(after_title, Token("html_block", "", 0, content=_contents(heads)))
    return tokens


def _text_of(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())


def _target(page: Page, pages: Sequence[Page], target: str) -> str:
    """Where a link leads to among the HTML files, which all stand in one directory."""
    if ":" in target or target.startswith("#"):
        return target
    path, mark, anchor = unquote(target).partition("#")
    wanted = (page.source.parent / path).resolve()
    for each in pages:
        if each.source == wanted:
            return f"{each.name}.html{mark}{anchor}"
    raise DeadLinkError(page.name, unquote(target))


def _follow_links(written: dict[str, str]) -> None:
    """Look whether every link leads somewhere."""
    heads = {name: set(re.findall(r' id="([^"]*)"', text)) for name, text in written.items()}
    for name, text in written.items():
        for target in re.findall(r'<a [^>]*href="([^"]*)"', text):
            file, _, anchor = unquote(html.unescape(target)).partition("#")
            if ":" not in target and anchor and html.escape(anchor) not in heads[file or name]:
                raise DeadLinkError(name, unquote(target))


def _contents(heads: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<li><a href="#{html.escape(name)}">{html.escape(text)}</a></li>' for name, text in heads
    )
    is_open = " open" if len(heads) <= _TOO_LONG else ""
    return f'<details class="toc"{is_open}><summary>本页目录（{len(heads)}）</summary><ul>{links}</ul></details>\n'


def _page_list(pages: Sequence[Page], current: Page) -> str:
    parts: list[str] = []
    group = ""
    for page in pages:
        if page.group != group:
            parts.append(f"{'</ul>' if group else ''}<p>{page.group}</p><ul>")
            group = page.group
        here = ' aria-current="page"' if page == current else ""
        below = ' class="below"' if page.is_below else ""
        parts.append(f'<li{below}><a href="{page.name}.html"{here}>{html.escape(_short(page))}</a></li>')
    return "\n".join((*parts, "</ul>"))


def _short(page: Page) -> str:
    return "首页" if page.name == "index" else page.title.removeprefix("规则：").split("：")[0]


def _turn(pages: Sequence[Page], position: int) -> str:
    """Links to the page before and the page after."""
    before = pages[position - 1] if position else None
    after = pages[position + 1] if position + 1 < len(pages) else None
    left = f'<a href="{before.name}.html">← {html.escape(_short(before))}</a>' if before else "<span></span>"
    right = f'<a href="{after.name}.html">{html.escape(_short(after))} →</a>' if after else ""
    return left + right


def _fence(self: Any, tokens: Sequence[Token], position: int, options: Any, env: Any) -> str:
    """A passage as it stands; behind the kind of text may stand a caption. What is typed at a prompt is marked."""
    del self, options, env
    token = tokens[position]
    kind, _, caption = token.info.strip().partition(" ")
    text = html.escape(token.content, quote=False)
    if kind == "console":
        text = re.sub(r"^\$ (.*)$", r"<b>$ \1</b>", text, flags=re.MULTILINE)
    wraps = kind in {"console", "text"} and _RULED not in text
    if caption == WRONG:
        text = _WIDE.sub(r"<mark>\g<0></mark>", text)
    if wraps:
        text = _EXCERPT.sub(r"<span>\1</span>", text)
    text = _LINE.sub(lambda line: f"<s>{'&nbsp;' * len(line[0])}</s>", text)
    shown = f'<pre class="{"wraps" if wraps else "stays"}"><code>{text}</code></pre>\n'
    if kind == "console" or not caption:
        return shown
    look = {WRONG: ' class="wrong"', RIGHT: ' class="right"'}.get(caption, "")
    return f"<figure{look}><figcaption>{html.escape(caption)}</figcaption>{shown}</figure>\n"


def _table_open(self: Any, tokens: Sequence[Token], position: int, options: Any, env: Any) -> str:
    del self, options, env
    heads = 0
    for token in tokens[position:]:
        if token.type == "thead_close":
            break
        heads += token.type == "th_open"
    return f'<div class="scroll{" wide" if heads > 3 else ""}"><table>\n'


def _table_close(self: Any, tokens: Sequence[Token], position: int, options: Any, env: Any) -> str:
    del self, tokens, position, options, env
    return "</table></div>\n"


def _maker() -> MarkdownIt:
    maker = MarkdownIt("commonmark", {"html": False}).enable("table")
    maker.add_render_rule("fence", _fence)
    maker.add_render_rule("table_open", _table_open)
    maker.add_render_rule("table_close", _table_close)
    return maker


_MARKDOWN: Final = _maker()
