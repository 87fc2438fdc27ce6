"""What is typed, as commands and options."""

from typing import Annotated

import typer

from yingsu import __version__
from yingsu.cli.chinese import command_app
from yingsu.cli.commands import Program

app = command_app(Program)


def _version(show: bool) -> None:
    if show:
        typer.echo(f"yingsu {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", help="显示版本", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """应诉：行政应诉台账，出庭率、履行率算得清、对得上。

    常用：yingsu check 检查全部案件；yingsu report --year 2025 出报表；yingsu new-case 新建案件。
    """
    del version
