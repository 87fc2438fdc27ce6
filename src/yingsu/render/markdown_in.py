"""Markdown → Document: how the wording of a letter is written, by hand, in any editor.

Beside what Markdown has:

* `#` is the title; two lines with `#` are a title of two lines. `##` to `#####` are 一、（一）1.（1）, numbered here: a
  number that is written is replaced, so that a part that is left out leaves no hole.
* The first paragraph after the title is the addressee (主送) if it ends with a full-width colon.
* `1.` begins a numbered paragraph. A line `---` begins a new page.
* Between `::: 落款` and `:::` each line is one of the signature; `::: 附件` lists what is attached; `::: 表单` is a form,
  its lines written as those of a table, a label **strong**, a box that goes on to the right `<`, a new line in a box
  `<br>`. `::: 版头` has the name at the head and, below, the number of the document; `::: 版记` who has copies and, on its
  last line, who had it printed `|` and when. Wherever these two stand, they are the first and the last of the document.
* A line that begins with 表 and a full-width blank is the caption of the table below it. Captions of tables and charts are
  numbered here.
* A `#` after text begins an annex (附件) on a page of its own; several are numbered.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from yingsu.document import (
    Align,
    Annex,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Form,
    FormCell,
    Heading,
    Paragraph,
    Role,
    Run,
    Table,
)
from yingsu.domain.law import in_words

BREAK: Final = "\ue000"
"""Stands for a line break inside a value: a private character, which no text keeps."""

SIGNATURE, ATTACHMENTS, FORM, MASTHEAD, IMPRINT = "落款", "附件", "表单", "版头", "版记"
CONTAINERS: Final = (SIGNATURE, ATTACHMENTS, FORM, MASTHEAD, IMPRINT)
"""The parts that are marked with `:::`."""

FIRST_ATTACHMENT, NEXT_ATTACHMENT = "附件：", "　　　"
"""How the lines of what is attached begin; their names stand under each other."""

TABLE_MARK: Final = "\ue001"
"""A line that begins with it stands for a table or a chart that was made elsewhere, by its number."""

_CAPTION: Final = re.compile(r"^表\d*　+")

_OPENING: Final = re.compile(r"^:::[ \t]*(\S.*?)[ \t]*$")
_CLOSING: Final = re.compile(r"^:::[ \t]*$")
_NUMBERED: Final = re.compile(
    r"^(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)]|\d+[.．、]|[（(]\d+[）)])\s*"
)
_RULE: Final = re.compile(r"^[|\s:-]*-[|\s:-]*$")
_FORMS: Final = ("{}、", "（{}）", "{}.", "（{}）")
_FIRST_IN_WORDS: Final = 2
"""How many levels of headings count in words."""

_UNUSED: Final = (
    "code",
    "fence",
    "lheading",
    "html_block",
    "html_inline",
    "reference",
    "link",
    "image",
    "autolink",
    "backticks",
    "blockquote",
)
"""What a letter has no use for, and what would make surprises of a stray sign."""


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable(list(_UNUSED))


@dataclass
class _Reader:
    """What is read so far."""

    tables: tuple[Table | Chart, ...]
    parser: MarkdownIt = field(default_factory=_parser)
    title: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    captions: Counter[str] = field(default_factory=Counter)
    blocks: list[Block] = field(default_factory=list)
    annexes: list[tuple[str, list[Block]]] = field(default_factory=list)
    masthead: list[Block] = field(default_factory=list)
    imprint: list[Block] = field(default_factory=list)

    @property
    def here(self) -> list[Block]:
        """What is read goes here: to the text, or to the annex that was begun last."""
        return self.annexes[-1][1] if self.annexes else self.blocks

    def everything(self) -> tuple[Block, ...]:
        """The whole, in its order; annexes with their numbers."""
        numbered = len(self.annexes) > 1
        names = (f"附件{number if numbered else ''}" for number in range(1, len(self.annexes) + 1))
        annexes = (
            Annex(name, f"{name}　{title}", tuple(blocks))
            for name, (title, blocks) in zip(names, self.annexes, strict=True)
        )
        return (*self.masthead, *self.blocks, *annexes, *self.imprint)

    def take(self, text: str) -> None:
        """Read a part outside of marked ones."""
        for node in SyntaxTreeNode(self.parser.parse(text)).children:
            self.here.extend(self._block(node))

    def take_marked(self, name: str, lines: list[str]) -> None:
        """Read a marked part."""
        said = [line.strip() for line in lines if line.strip()]
        if name == FORM:
            self.here.append(_form([self._boxes(line) for line in said if not _RULE.match(line)]))
            return
        if name == IMPRINT:
            self.imprint.extend(self._imprint(line) for line in said)
            return
        texts = [text for line in said for text in self._inline(line)]
        if name == SIGNATURE:
            self.here.extend(_paragraph(runs, Role.SIGNATURE) for runs in texts)
            return
        if name == MASTHEAD:
            roles = (Role.MASTHEAD, *[Role.NUMBER] * len(texts))
            self.masthead.extend(_paragraph(runs, role) for runs, role in zip(texts, roles, strict=False))
            return
        for number, runs in enumerate(texts, 1):
            lead = FIRST_ATTACHMENT if number == 1 else NEXT_ATTACHMENT
            counted = f"{lead}{number}." if len(texts) > 1 else lead
            self.here.append(_paragraph([Run(counted), *runs], Role.ATTACHMENT))

    def _imprint(self, line: str) -> Paragraph:
        """What stands left and right on a line of the imprint."""
        sides = [_plain(self._inline(side.strip())) for side in line.split("|", 1)]
        return Paragraph("　".join(sides), role=Role.IMPRINT, runs=tuple(Run(side) for side in sides))

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        match node.type:
            case "heading":
                yield from self._heading(int(node.tag[1:]), _plain(self._lines(node)))
            case "paragraph":
                yield from self._paragraphs(node)
            case "ordered_list" | "bullet_list":
                yield from self._list(node, 0)
            case "table":
                yield self._table(node)
            case "hr":
                yield Paragraph("", role=Role.NEW_PAGE)

    def _heading(self, level: int, text: str) -> Iterator[Heading]:
        if level == 1:
            if self.blocks:
                self.annexes.append((text, []))
                self.counts = [0] * len(self.counts)
            else:
                self.title.append(text)
            return
        place = min(level, len(self.counts) + 1) - 2
        self.counts[place] += 1
        self.counts[place + 1 :] = [0] * (len(self.counts) - place - 1)
        count = self.counts[place]
        number = in_words(count) if place < _FIRST_IN_WORDS else str(count)
        yield Heading(place + 2, _FORMS[place].format(number) + _NUMBERED.sub("", text))

    def _paragraphs(self, node: SyntaxTreeNode) -> Iterator[Block]:
        lines = self._lines(node)
        mark = _plain(lines)
        if mark.startswith(TABLE_MARK):
            yield self._made(self.tables[int(mark.removeprefix(TABLE_MARK))])
            return
        if _CAPTION.match(mark):
            yield Paragraph(self._captioned("表", _CAPTION.sub("", mark)), role=Role.CAPTION)
            return
        for runs in lines:
            paragraph = _paragraph(runs, Role.BODY)
            is_first = not self.blocks and bool(self.title)
            is_addressee = is_first and paragraph.text.endswith("：") and len(lines) == 1
            yield _paragraph(runs, Role.ADDRESSEE) if is_addressee else paragraph

    def _made(self, table: Table | Chart) -> Table | Chart:
        return replace(table, title=self._captioned("图", table.title)) if isinstance(table, Chart) else table

    def _captioned(self, kind: str, said: str) -> str:
        self.captions[kind] += 1
        return f"{kind}{self.captions[kind]}　{said}"

    def _list(self, node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
        """Each entry a paragraph with its number; 公文 has no bullets."""
        first = int(node.attrs.get("start", 1))
        for number, item in enumerate(node.children, first):
            lead = "" if node.type == "bullet_list" else f"（{number}）" if depth else f"{number}."
            for child in item.children:
                if child.type.endswith("_list"):
                    yield from self._list(child, depth + 1)
                else:
                    for runs in self._lines(child):
                        yield _paragraph([Run(lead), *runs] if lead else runs, Role.BODY)
                        lead = ""

    def _table(self, node: SyntaxTreeNode) -> Table:
        head, *bodies = node.children
        columns = tuple(Column(_plain(self._lines(cell)), _side(cell)) for cell in head.children[0].children)
        rows = tuple(
            tuple(Cell(text, text) for text in (_plain(self._lines(cell)) for cell in row.children))
            for body in bodies
            for row in body.children
        )
        return Table(columns, rows)

    def _boxes(self, line: str) -> list[tuple[str, bool] | None]:
        """The boxes of a line of a form: text, and whether it is a label; `None` where the one before goes on."""
        boxes: list[tuple[str, bool] | None] = []
        for written in line.strip("|").split("|"):
            parts = self._inline(written.strip(" ").replace("<br>", BREAK))
            runs = [run for part in parts for run in part if run.text]
            is_label = bool(runs) and all(run.is_strong for run in runs)
            boxes.append(None if written.strip() == "<" else (_several(parts), is_label))
        return boxes

    def _inline(self, text: str) -> list[list[Run]]:
        return _lines_of(SyntaxTreeNode(self.parser.parseInline(text)).children[0])

    def _lines(self, node: SyntaxTreeNode) -> list[list[Run]]:
        return _lines_of(node.children[0]) if node.children else [[]]


def document_of(text: str, tables: tuple[Table | Chart, ...] = (), stamp: str = "") -> Document:
    """Read a whole document; lines of its title stay apart by a line break.

    Args:
        text: Markdown as above.
        tables: those that marks in it stand for, charts too.
        stamp: a word across every page.
    """
    reader = _Reader(tables)
    plain: list[str] = []
    marked: list[str] | None = None
    name = ""
    for line in text.splitlines():
        if marked is None and (found := _OPENING.match(line)) is not None:
            reader.take("\n".join(plain))
            plain, marked, name = [], [], found.group(1)
        elif marked is not None and _CLOSING.match(line):
            reader.take_marked(name, marked)
            marked = None
        else:
            (plain if marked is None else marked).append(line)
    reader.take("\n".join(plain))
    return Document(reader.everything(), "\n".join(reader.title), stamp=stamp)


def _lines_of(inline: SyntaxTreeNode) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    _collect(inline, lines, is_strong=False)
    return lines


def _collect(node: SyntaxTreeNode, lines: list[list[Run]], *, is_strong: bool) -> None:
    for child in node.children:
        match child.type:
            case "hardbreak":
                lines.append([])
            case "softbreak":
                lines[-1].append(Run("\n", is_strong))
            case "text":
                first, *others = child.content.split(BREAK)
                lines[-1].append(Run(first, is_strong))
                lines.extend([Run(other, is_strong)] for other in others)
            case _:
                _collect(child, lines, is_strong=is_strong or child.type == "strong")


def _paragraph(runs: list[Run], role: Role) -> Paragraph:
    """A paragraph; a line that was only broken in the editor goes on, with a blank where Latin words meet."""
    whole = "".join(run.text for run in runs)
    joined: list[Run] = []
    at = 0
    for run in runs:
        end = at + len(run.text)
        joined.append(Run(_unbroken(whole, at, end), run.is_strong))
        at = end
    text = "".join(run.text for run in joined)
    strong = any(run.is_strong for run in joined)
    return Paragraph(text, role=role, runs=tuple(run for run in joined if run.text) if strong else ())


def _unbroken(whole: str, start: int, end: int) -> str:
    return "".join(
        (" " if _is_latin(whole, at - 1) and _is_latin(whole, at + 1) else "")
        if whole[at] == "\n"
        else whole[at]
        for at in range(start, end)
    )


def _is_latin(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


def _plain(lines: list[list[Run]]) -> str:
    return " ".join(_paragraph(runs, Role.BODY).text for runs in lines).strip()


def _several(lines: list[list[Run]]) -> str:
    """Lines of a box, as they stand."""
    return "\n".join(_paragraph(runs, Role.BODY).text for runs in lines)


def _side(cell: SyntaxTreeNode) -> Align:
    return Align.RIGHT if "right" in str(cell.attrs.get("style", "")) else Align.LEFT


def _form(lines: list[list[tuple[str, bool] | None]]) -> Form:
    """A form; a line with fewer boxes than others goes on to the right."""
    width = max((len(line) for line in lines), default=0)
    made = tuple(tuple(_spanned([*line, *[None] * (width - len(line))])) for line in lines)
    columns = (Column("项目"), Column("内容"))
    rows = tuple(
        (Cell(asked, asked), Cell(said, said))
        for line in made
        for asked, said in ((_joined(one), _joined(other)) for one, other in _answers(line))
    )
    return Form(columns, rows, lines=made)


def _spanned(boxes: list[tuple[str, bool] | None]) -> Iterator[FormCell]:
    current: FormCell | None = None
    for box in boxes:
        if box is None and current is not None:
            current = FormCell(current.text, current.span + 1, current.is_label)
            continue
        if current is not None:
            yield current
        current = FormCell(*(box or ("", False))[:1], 1, (box or ("", False))[1])
    if current is not None:
        yield current


def _answers(line: tuple[FormCell, ...]) -> Iterator[tuple[str, str]]:
    """What is asked and what is answered; a box on its own is one or the other."""
    asked = ""
    for cell in line:
        if cell.is_label:
            if asked:
                yield asked, ""
            asked = cell.text
        elif asked or cell.text:
            yield asked, cell.text
            asked = ""
    if asked:
        yield asked, ""


def _joined(text: str) -> str:
    """The lines of a box as one."""
    return " ".join(line.strip() for line in text.split("\n") if line.strip())
