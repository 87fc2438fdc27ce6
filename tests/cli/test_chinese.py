"""The parser's own words in Chinese, also for what none of our commands does today."""

from typing import Annotated

import pytest
import typer

from yingsu.cli.chinese import ChineseCommand, command_app, usage_message


def test_a_complaint_without_its_parameter_is_still_a_sentence() -> None:
    assert usage_message(typer.BadParameter("odd")) == "参数 的值不对（用 yingsu --help 查看用法）"


def test_a_complaint_of_another_kind_is_still_a_sentence() -> None:
    assert usage_message(RuntimeError("something new")) == "命令的写法不对（用 yingsu --help 查看用法）"


def test_a_long_option_stands_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    app = command_app()
    name = "--a-very-long-name-of-an-option-that-nobody-would-type"

    @app.command("show", cls=ChineseCommand)
    def show(
        word: Annotated[str, typer.Option(name, help="说明", metavar="文字")] = "",
        short: Annotated[str, typer.Option("--short", help="短的", metavar="文字")] = "",
    ) -> None:
        """样例。"""
        del word, short

    app(["--help"], standalone_mode=False)
    lines = capsys.readouterr().out.splitlines()
    place = next(number for number, line in enumerate(lines) if name in line)
    assert "说明" not in lines[place]
    assert lines[place + 1].strip() == "说明"
