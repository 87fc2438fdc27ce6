"""The commands of the program. Each is imported when it is called; help, which says what each does, imports them all."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final

import typer

from yingsu.cli.chinese import ChineseCommand, ChineseGroup, command_app

COMMANDS: Final[Mapping[str, str]] = {
    "init": "init",
    "new-case": "new_case",
    "check": "check",
    "report": "report",
    "ledger": "ledger",
    "checklist": "checklist",
    "agenda": "agenda",
    "deadline": "deadline",
    "missing": "missing",
    "list": "list_",
    "show": "show",
    "write": "write",
    "diff": "diff",
    "log": "log",
    "export": "export",
    "form": "form",
    "import": "import_",
    "fill": "fill",
    "explain": "explain",
    "schema": "schema",
    "doctor": "doctor",
    "cache": "cache",
    "completion": "completion",
}
"""The module in this package that has `<command>_command`, in the order in which help lists the commands."""

UNLISTED: Final[Mapping[str, str]] = {"complete-words": "completion"}
"""What programs call, not people."""


def command_function(name: str) -> Callable[..., None]:
    """The function of a command. Its docstring is the help."""
    module = import_module(f"yingsu.cli.{COMMANDS.get(name) or UNLISTED[name]}")
    found: Callable[..., None] = getattr(module, f"{name.replace('-', '_')}_command")
    return found


class Program(ChineseGroup):
    """The program, in the order of a clerk's work, not of the alphabet.

    Signatures alone are cheap, but twenty modules of them cost as much as all else that `--version` does.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or `None`."""
        if (cmd_name in COMMANDS or cmd_name in UNLISTED) and cmd_name not in self.commands:
            alone = command_app()
            alone.command(cmd_name, cls=ChineseCommand)(command_function(cmd_name))
            self.add_command(typer.main.get_command(alone), cmd_name)
        return super().get_command(ctx, cmd_name)
