"""Templates: Markdown with gaps that the facts fill. What a template may do is a short list; all else is refused.

A template is text that an office edits, so it is read as a stranger's: no calls, no attributes of Python's objects,
no other files, loops over the lists it is given only. What somebody typed into a case file is text wherever it
lands: every sign of it that Markdown could take for markup is written as a character reference.
"""

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from yingsu.document import GAP, Chart, Table
from yingsu.domain.scalars import nearest
from yingsu.render.markdown_in import BREAK, CONTAINERS, TABLE_MARK
from yingsu.render.words import printable

Names = Mapping[str, tuple[str, ...] | None]
"""What a template may use: a name, and for a list the names within its entries; `None` for what is no list."""

MOST_ROUNDS: Final = 100_000
"""How often the innermost of nested loops may be gone through."""

MOST_CHARACTERS: Final = 4 << 20
"""How long a filled template may be: a long list, joined in each round of a loop, would fill the memory."""

MOST_NESTED: Final = 10
"""How deep conditions and loops may stand in each other."""

_LOOP: Final = ("index", "first", "last", "length")
_FILTERS: Final = ("join", "length")
_TESTS: Final = ("待填",)
_OF_A_LOOP: Final = "loop"

_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Test,
)
_TAGS: Final = {
    "Include": "include",
    "Import": "import",
    "FromImport": "from",
    "Extends": "extends",
    "Block": "block",
    "Macro": "macro",
    "CallBlock": "call",
    "FilterBlock": "filter",
    "Assign": "set",
    "AssignBlock": "set",
    "With": "with",
    "ScopedEvalContextModifier": "autoescape",
}
_OUR_MARKS: Final = str.maketrans(dict.fromkeys(BREAK + TABLE_MARK, " "))
_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")
_CONTAINER: Final = re.compile(r"^:::[ \t]*(.*?)[ \t]*$")
_SAID: Final = (
    (r"innermost block that needs to be closed is '(\w+)'", "{{% {0} %}} 没有写结束的 {{% end{0} %}}"),
    (
        r"unknown tag '(\w+)'",
        "这里不能写 {{% {0} %}}：只能写 if、elif、else、endif、for、endfor，并且前后成对",
    ),
    (
        r"unexpected char ['\"](.)['\"]",
        "{{{{ }}}} 或 {{% %}} 里不能用“{0}”，请核对是不是全角符号或引号不成对",
    ),
    ("end of comment", "注释 {{# 没有写结束的 #}}"),
    ("expected token 'in'", "循环要写成 {{% for 某项 in 某列 %}}"),
    ("unexpected end of template", "{{{{ 或 {{% 没有写结束的 }}}} 或 %}}"),
    ("Expected an expression", "{{{{ }}}} 或 {{% %}} 里缺少内容"),
)
"""What the parser says, and what we say instead."""


@dataclass(frozen=True, slots=True, order=True)
class TemplateFault:
    """Something wrong in a template, at a line of it."""

    line: int
    message: str


class FaultyTemplateError(Exception):
    """A template that cannot be filled: every fault that one look finds.

    Attributes:
        faults: in the order of their lines.
    """

    def __init__(self, path: str, faults: list[TemplateFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(f"{path}:{fault.line} {fault.message}" for fault in self.faults))


class _NotTextError(TypeError):
    """A list where a text was to stand."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its gaps filled.

    Attributes:
        text: Markdown.
        tables: those that stand in it, and charts, by the number at their mark.
    """

    text: str
    tables: tuple[Table | Chart, ...]


def filled(path: str, source: str, names: Names, values: Mapping[str, Any]) -> Filled:
    """Fill a template.

    Args:
        path: what the template is called in messages.
        source: its text.
        names: all it may use.
        values: text, whole numbers, yes or no, tables, charts; lists of text or of mappings of these.

    Raises:
        FaultyTemplateError: anything wrong in it.
    """
    tables: list[Table | Chart] = []
    environment = _environment(tables)
    try:
        tree = environment.parse(source)
        faults = [*_containers(source), *_Look(names, values).faults(tree)]
        if faults:
            raise FaultyTemplateError(path, faults)
        pieces = _within_reason(path, environment.from_string(source).generate(values))
        return Filled("".join(pieces), tuple(tables))
    except TemplateSyntaxError as error:
        raise FaultyTemplateError(path, [TemplateFault(error.lineno, _said(error))]) from None
    except (RecursionError, SyntaxError):
        raise FaultyTemplateError(
            path, [TemplateFault(1, "模板里的括号或条件套得太深，请改简单些")]
        ) from None
    except TypeError as error:
        raise FaultyTemplateError(path, [TemplateFault(_line_of(error), _why(error))]) from None


def _within_reason(path: str, pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of a filled template.

    Raises:
        FaultyTemplateError: there is no end of them.
    """
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > MOST_CHARACTERS:
            raise FaultyTemplateError(path, [TemplateFault(1, f"写出来超过 {MOST_CHARACTERS} 个字，太长了")])
        yield piece


def escaped(typed: str) -> str:
    """Text as Markdown that reads as the text, whatever signs are in it. Its line breaks stay breaks."""
    lines = (printable(line).translate(_OUR_MARKS).strip() for line in typed.splitlines())
    whole = BREAK.join(line for line in lines if line)
    return _PUNCTUATION.sub(lambda sign: f"&#{ord(sign.group())};", whole)


def _environment(tables: list[Table | Chart]) -> ImmutableSandboxedEnvironment:
    def finalize(value: Any) -> str:
        match value:
            case bool():
                return "是" if value else "否"
            case int():
                return str(value)
            case str():
                return escaped(value)
            case Table() | Chart():
                tables.append(value)
                return f"\n\n{TABLE_MARK}{len(tables) - 1}\n\n"
        raise _NotTextError

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=finalize, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.clear()
    environment.filters = {"join": _join, "length": len}
    environment.tests = {"待填": _is_gap}
    return environment


def _join(parts: list[Any], between: str = "、") -> str:
    if not isinstance(parts, list) or not all(isinstance(part, str | int) for part in parts):
        raise _NotTextError
    if not isinstance(between, str):
        raise TypeError
    return between.join(str(part) for part in parts)


def _is_gap(value: Any) -> bool:
    return isinstance(value, str) and GAP.search(value) is not None


class _Look:
    """One look over a template: every use of what it may not use."""

    def __init__(self, names: Names, values: Mapping[str, Any]) -> None:
        self._names = names
        self._values = values

    def faults(self, tree: nodes.Template) -> Iterator[TemplateFault]:
        """Every fault."""
        yield from self._within(tree, {}, 1, 0)

    def _within(
        self, node: nodes.Node, scope: Mapping[str, tuple[str, ...]], rounds: int, depth: int
    ) -> Iterator[TemplateFault]:
        if not isinstance(node, _ALLOWED):
            yield TemplateFault(node.lineno, _refusal(node))
            return
        if depth > MOST_NESTED:
            yield TemplateFault(node.lineno, f"条件和循环最多套 {MOST_NESTED} 层")
            return
        if isinstance(node, nodes.For):
            yield from self._loop(node, scope, rounds, depth)
            return
        yield from self._itself(node, scope)
        inner = depth + isinstance(node, nodes.If)
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            return  # what stands before the dot was looked at with it
        for child in node.iter_child_nodes():
            yield from self._within(child, scope, rounds, inner)

    def _itself(self, node: nodes.Node, scope: Mapping[str, tuple[str, ...]]) -> Iterator[TemplateFault]:
        if isinstance(node, nodes.Name):
            if node.name not in scope and node.name not in self._names:
                hint = _guess(node.name, tuple(self._names)) or "。"
                yield TemplateFault(node.lineno, f"没有“{node.name}”这个名称{hint}")
        elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            yield TemplateFault(node.lineno, f"不能用“| {node.name}”。可以用：{'、'.join(_FILTERS)}")
        elif isinstance(node, nodes.Test) and node.name not in _TESTS:
            yield TemplateFault(node.lineno, f"不能用“is {node.name}”。可以用：{'、'.join(_TESTS)}")
        elif isinstance(node, nodes.Getattr):
            yield from self._entry(node, scope)
        elif isinstance(node, nodes.CondExpr) and node.expr2 is None:
            yield TemplateFault(node.lineno, "条件不成立时没有内容，请写成 {{ 某项 if 条件 else 别的 }}")
        elif isinstance(node, nodes.Output):
            for part in node.nodes:
                if isinstance(part, nodes.Name) and self._is_list(part.name) and part.name not in scope:
                    example = f"{{% for 某项 in {part.name} %}}"
                    yield TemplateFault(part.lineno, f"“{part.name}”是一列，要用 {example} 逐项写出来")

    def _is_list(self, name: str) -> bool:
        return self._names.get(name) is not None

    def _entry(self, node: nodes.Getattr, scope: Mapping[str, tuple[str, ...]]) -> Iterator[TemplateFault]:
        owner = node.node.name if isinstance(node.node, nodes.Name) else ""
        if owner == _OF_A_LOOP and scope:
            known: tuple[str, ...] = _LOOP
        elif owner in scope:
            known = scope[owner]
        else:
            yield TemplateFault(
                node.lineno, f"“{owner or '这里'}”下面没有“{node.attr}”：点号只能用在循环的某一项后面"
            )
            return
        if node.attr not in known:
            words = f"可以写：{'、'.join(known)}" if known else "它只是一段文字，直接写它自己"
            hint = _guess(node.attr, known) or "。"
            yield TemplateFault(node.lineno, f"“{owner}”没有“{node.attr}”{hint}{words}")

    def _loop(
        self, node: nodes.For, scope: Mapping[str, tuple[str, ...]], rounds: int, depth: int
    ) -> Iterator[TemplateFault]:
        named = node.iter.name if isinstance(node.iter, nodes.Name) else ""
        if not isinstance(node.target, nodes.Name) or node.recursive:
            yield TemplateFault(node.lineno, "循环要写成 {% for 某项 in 某列 %}")
            return
        if not self._is_list(named):
            if named in self._names or not named:
                yield TemplateFault(node.lineno, f"“{named or '这里'}”不是一列，不能用 for 逐项写")
            else:
                yield from self._itself(node.iter, scope)
            inner = {**scope, node.target.name: ()}
        else:
            inner = {**scope, node.target.name: self._names[named] or ()}
            rounds *= max(len(self._values[named]), 1)
        if rounds > MOST_ROUNDS:
            yield TemplateFault(node.lineno, f"循环套循环，要写 {rounds} 遍，太多了")
            return
        for child in (*node.body, *([node.test] if node.test else ())):
            yield from self._within(child, inner, rounds, depth + 1)
        for child in node.else_:
            yield from self._within(child, scope, rounds, depth + 1)


def _refusal(node: nodes.Node) -> str:
    kind = type(node).__name__
    if kind in _TAGS:
        return f"模板里不能用 {{% {_TAGS[kind]} %}}"
    if isinstance(node, nodes.Call):
        return "模板里不能调用函数"
    return "模板里只能写名称、条件和循环，不能计算，也不能用方括号"


def _guess(word: str, known: tuple[str, ...]) -> str:
    guess = nearest(word, known)
    return f"，是不是“{guess}”？" if guess else ""


def _containers(source: str) -> Iterator[TemplateFault]:
    """Marked parts that do not exist, or are not closed."""
    opened = 0
    words = "、".join(CONTAINERS)
    for number, line in enumerate(source.splitlines(), 1):
        found = _CONTAINER.match(line)
        if found is None:
            continue
        name = found.group(1)
        if name and name not in CONTAINERS:
            hint = _guess(name, CONTAINERS) or "。"
            yield TemplateFault(number, f"不认识“::: {name}”{hint}可以写：{words}")
        if bool(name) == bool(opened):
            missing = "上一个 ::: 还没有用单独一行 ::: 结束" if opened else "这一行 ::: 前面没有开头"
            yield TemplateFault(number, missing)
        opened = number if name else 0
    if opened:
        yield TemplateFault(opened, "这个 ::: 没有用单独一行 ::: 结束")


def _said(error: TemplateSyntaxError) -> str:
    for pattern, words in _SAID:
        found = re.search(pattern, error.message or "")
        if found is not None:
            return words.format(*found.groups())
    return "{{ }} 或 {% %} 的写法不对"


def _why(error: Exception) -> str:
    if isinstance(error, _NotTextError):
        return "这里要的是文字，给的是一列"
    return "这里比较或连接的不是同一类东西"


def _line_of(error: Exception) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 1 for frame in reversed(frames) if frame.filename == "<template>"), 1)
