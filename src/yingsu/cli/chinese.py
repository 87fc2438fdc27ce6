"""The command line's own words in Chinese: headings of help, and what is wrong with a call."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from yingsu.cli.cache_option import cache_option
from yingsu.render.lines import wrapped
from yingsu.render.words import display_width

_HELP_WORDS = (
    ("Usage: ", "用法："),
    ("[OPTIONS] COMMAND [ARGS]...", "命令 [选项]"),
    ("[OPTIONS]", "[选项]"),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("Show this message and exit.", "显示这段说明"),
    ("[required]", "（必填）"),
)
_WIDEST_TERM = 30
"""Columns that options and their values get beside what is said of them."""

_DEFAULT = re.compile(r"\[default: ([^\]]*)\]")


def _translated(text: str) -> str:
    for english, chinese in _HELP_WORDS:
        text = text.replace(english, chinese)
    return _DEFAULT.sub(r"（默认 \1）", text)


def _write_text(formatter: Any, text: str) -> None:
    indent = " " * formatter.current_indent
    for line in _translated(text).splitlines():
        for part in wrapped(line, formatter.width - len(indent)):
            formatter.write(f"{indent}{part}".rstrip() + "\n")


def _write_definitions(formatter: Any, rows: Iterable[tuple[str, str]]) -> None:
    indent = " " * formatter.current_indent
    pairs = [(_translated(first), _translated(second)) for first, second in rows]
    column = min(max(display_width(first) for first, _ in pairs), _WIDEST_TERM) + 2
    for first, second in pairs:
        lines = wrapped(second, formatter.width - len(indent) - column)
        if display_width(first) + 2 > column:
            formatter.write(f"{indent}{first}\n{indent}{' ' * column}")
        else:
            formatter.write(f"{indent}{first}{' ' * (column - display_width(first))}")
        formatter.write(f"\n{indent}{' ' * column}".join(lines) + "\n")


def _help(command: TyperCommand | TyperGroup, context: Any) -> str:
    """The help of a command. The parser's own layout counts characters; ours counts columns."""
    formatter = context.make_formatter()
    formatter.write_text = partial(_write_text, formatter)
    formatter.write_dl = partial(_write_definitions, formatter)
    command.format_help(context, formatter)
    return _translated(formatter.getvalue().rstrip("\n"))


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese throughout; one that works in a workspace can be told to look at it anew."""

    def __init__(self, *words: Any, **given: Any) -> None:
        super().__init__(*words, **given)
        if any("-C" in parameter.opts for parameter in self.params):
            self.params.append(cache_option())

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return _help(self, ctx)


class ChineseGroup(TyperGroup):
    """A group of commands whose help is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return _help(self, ctx)


def usage_message(error: Exception) -> str:
    """What is wrong with a call, from the parser's exception."""
    kind = type(error).__name__
    command = _path(error)
    hint = f"（用 {command} --help 查看用法）"
    if kind == "NoSuchOption":
        possible = getattr(error, "possibilities", None) or ()
        near = get_close_matches(str(getattr(error, "option_name", "")), possible, n=1, cutoff=0)
        guess = f"，是不是 {near[0]}？" if near else ""
        return f"没有选项 {getattr(error, 'option_name', '')}{guess}{hint}"
    if kind == "MissingParameter":
        return f"缺少 {_name(error)}{hint}"
    if kind == "BadParameter":
        wrong = re.search(r"'(.*)' is not a valid int", str(getattr(error, "message", "")))
        why = f"：“{wrong.group(1)}”不是整数" if wrong else ""
        return f"{_name(error)} 的值不对{why}{hint}"
    if kind == "BadOptionUsage":
        return f"选项 {getattr(error, 'option_name', '')} 后面缺少值，或不该有值{hint}"
    message = str(error)
    if (unknown := re.match(r"No such command '(.*?)'", message)) is not None:
        return f"没有命令 {unknown.group(1)}{_similar(error, unknown.group(1))}{hint}"
    if message.startswith("Missing command"):
        return f"缺少命令{hint}"
    if "unexpected extra argument" in message:
        return f"多了参数{hint}"
    return f"命令的写法不对{hint}"


def _similar(error: Exception, word: str) -> str:
    context: Any = getattr(error, "ctx", None)
    group = getattr(context, "command", None)
    known = group.list_commands(context) if isinstance(group, TyperGroup) else ()
    found = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"，是不是 {found[0]}？" if found else ""


def _path(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return str(getattr(context, "command_path", "yingsu"))


def _name(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "参数"
    options = getattr(parameter, "opts", None) or [parameter.name]
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name)
    return " / ".join(options)


def command_app(group: type[ChineseGroup] = ChineseGroup) -> typer.Typer:
    """A program without its commands.

    Args:
        group: the class that finds them.
    """
    return typer.Typer(
        cls=group,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )
