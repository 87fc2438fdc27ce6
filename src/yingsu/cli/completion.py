"""`yingsu completion`, and the hidden command that a shell asks while somebody types."""

import re
import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yingsu.cli.options import one_of

if TYPE_CHECKING:
    from yingsu.cli.completing import Asked

SHELLS = ("bash", "zsh", "fish", "powershell")

_LONGEST_HELP = 36
_UNSAFE = re.compile(r"[\s'\"\\$`!&|;<>()*?\[\]{}~#]")
"""What a word must not have bare in bash."""


def completion_command(
    shell: Annotated[str, typer.Argument(help="终端的种类：bash、zsh、fish 或 powershell", metavar="终端")],
) -> None:
    """按 Tab 键补全：命令、选项、案件编号、单位、类别等，打其中一部分就行。

    例：yingsu completion bash

    打印一段脚本，第一行写着放在哪里。bash 是在 ~/.bashrc 里加一行：eval "$(yingsu completion bash)"
    """
    from importlib.resources import files

    from yingsu.cli.console import say

    name = one_of(shell.lower(), SHELLS, "终端")
    text = files("yingsu.data").joinpath("completion", f"{name}.txt").read_text(encoding="utf-8")
    say(text.rstrip("\n"))


def complete_words_command(
    context: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="终端")],
    position: Annotated[int, typer.Argument(metavar="第几个")],
    words: Annotated[list[str] | None, typer.Argument(metavar="词")] = None,
) -> None:
    """给补全脚本用的命令：打到一半的命令行，第几个词可以是什么。

    每行一个词，制表符后面是说明；:files、:directories 由终端自己列。
    """
    from yingsu.cli.completing import asked
    from yingsu.cli.console import say_coloured

    # zsh hands over words without their quotes, and so does PowerShell's script.
    typed = [_unquoted(word) if shell in {"bash", "fish"} else word for word in words or ()]
    what = asked(context.find_root().command, typed, max(position, 1))
    for value, said in _matching(what, context):
        if shell == "bash":
            say_coloured(_quoted(value))
        else:
            say_coloured(f"{value}\t{said}" if said else value)


def _matching(what: "Asked", context: typer.Context) -> Iterator[tuple[str, str]]:
    """The candidates that begin with what is typed; if none does, those with it anywhere in them."""
    from yingsu.cli.completion_values import DIRECTORIES, FILES

    found = list(_candidates(what, context))
    begun = what.begun.lower()
    first = [each for each in found if each[0].lower().startswith(begun)]
    for value, said in first or found:
        if value in {FILES, DIRECTORIES}:
            yield value, ""
        elif begun in value.lower():
            yield f"{what.before}{value}", _in_short(said)


def _candidates(what: "Asked", context: typer.Context) -> Iterable[tuple[str, str]]:
    from yingsu.cli.completing import COMMAND, OPTION, VALUE, open_options
    from yingsu.cli.completion_values import values

    if what.what == COMMAND:
        return _commands(context)
    if what.what == OPTION:
        return open_options(what)
    if what.what == VALUE:
        workspaces = (*what.values_of("-C"), *what.values_of("--workspace"))
        return values(str(what.command.name), what.parameter, workspaces)
    return ()


def _commands(context: typer.Context) -> Iterator[tuple[str, str]]:
    program: Any = context.find_root().command
    for name in program.list_commands(context):
        yield name, str(program.get_command(context, name).help or "").partition("\n")[0]


def _in_short(said: str) -> str:
    """What is said of a value, on a line of the list beside it."""
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST_HELP else f"{line[: _LONGEST_HELP - 1]}…"


def _unquoted(word: str) -> str:
    """A word as typed, without its quotes, the last of which may be missing yet."""
    begun = word.rstrip("\\")
    for ending in ("", "'"):
        with suppress(ValueError):
            return "".join(shlex.split(f"{begun}{ending}"))
    return "".join(shlex.split(f'{begun}"'))


def _quoted(word: str) -> str:
    """A word as bash must have it."""
    return shlex.quote(word) if _UNSAFE.search(word) else word
