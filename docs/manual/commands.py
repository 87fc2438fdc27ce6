"""The page of the commands: their own help, word for word."""

import tempfile
from pathlib import Path

from manual.calling import printed
from manual.marks import fenced, table, whole_page
from yingsu.cli.commands import COMMANDS, command_function


def _purpose(name: str) -> str:
    """The first line of what a command says of itself."""
    return (command_function(name).__doc__ or "").strip().split("\n", 1)[0]


def page() -> str:
    """The page, with the program called where there is nothing."""
    with tempfile.TemporaryDirectory() as name:
        helps = [
            f"## {each}\n\n{fenced(printed([each, '--help'], Path(name))[1], 'help')}" for each in COMMANDS
        ]
    rows = ((f"[`yingsu {each}`](#{each})", _purpose(each)) for each in COMMANDS)
    return whole_page(
        "命令",
        "每个命令加 `--help`，显示的就是下面这些。",
        table(("命令", "做什么"), rows),
        "退出码：0 办成了；1 检查出错误，或者因为有错误没有出表；2 命令写错了，或者文件读写不了；3 程序自身出错；130 中途打断。",
        *helps,
    )
