"""Options that mean the same in every command, and how their words become values."""

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from yingsu.cli.clock import today
from yingsu.cli.problem import Problem

WorkspaceOption = Annotated[
    list[Path] | None,
    typer.Option(
        "-C",
        "--workspace",
        help="工作区目录；不写就从当前目录往上找 yingsu.yaml。"
        "report、ledger、list、agenda、missing、check 可以写几次，合起来看",
        metavar="目录",
    ),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="数据截至哪一天，如 2026-01-10；不写就是今天", metavar="日期")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="只输出结果，不输出说明")]
FormatOption = Annotated[str, typer.Option("--format", help="输出格式：text 或 json", metavar="格式")]
UnitOption = Annotated[str | None, typer.Option("--unit", help="只看这个单位", metavar="单位")]
FieldOption = Annotated[str | None, typer.Option("--field", help="只看这个管理领域", metavar="领域")]
ActTypeOption = Annotated[str | None, typer.Option("--act-type", help="只看这种行为类别", metavar="类别")]
InstanceOption = Annotated[str | None, typer.Option("--instance", help="只看这个审级", metavar="审级")]
CourtOption = Annotated[str | None, typer.Option("--court", help="只看这个法院", metavar="法院")]
YearOption = Annotated[int | None, typer.Option("--year", help="年度，如 2025", metavar="年")]

_PLAIN_DAY: Final = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}")
"""How nearly everybody types a day."""


def day_of(word: str | None, option: str) -> date | None:
    """A day as typed on the command line.

    Raises:
        Problem: not a day.
    """
    if word is None:
        return None
    if _PLAIN_DAY.fullmatch(word):
        # What reads the other forms takes as long to load as a whole check where nothing has changed.
        with suppress(ValueError):
            return date.fromisoformat(word)
    from pydantic_core import PydanticCustomError

    from yingsu.domain.scalars import parse_day

    try:
        return parse_day(word)
    except PydanticCustomError as error:
        raise Problem(f"{option}：{error.message()}") from None


def as_of_day(word: str | None) -> date:
    """The as-of day: as typed, else today."""
    return day_of(word, "--as-of") or today()


def one_of(word: str, allowed: tuple[str, ...], option: str) -> str:
    """A word out of a few.

    Raises:
        Problem: another word, with those allowed.
    """
    if word not in allowed:
        raise Problem(f"{option} 不能是“{word}”。可以写：{'、'.join(allowed)}")
    return word
