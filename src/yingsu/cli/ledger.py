"""`yingsu ledger`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.clock import today
from yingsu.cli.options import (
    AsOfOption,
    FormatOption,
    UnitOption,
    WorkspaceOption,
    YearOption,
    as_of_day,
    day_of,
    one_of,
)
from yingsu.cli.period import FromOption, HalfOption, MonthOption, QuarterOption, ToOption, period_of
from yingsu.cli.problem import Problem
from yingsu.cli.refusal import refuse_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingsu.cli.ledger_output import Ledgers
    from yingsu.reports.ledger_core import AnyLedger

_ENDINGS = ("xlsx", "csv", "json")


def ledger_command(
    kinds: Annotated[
        list[str] | None,
        typer.Argument(
            help="案件、出庭、履行、来函、风险排查、败诉风险、复盘、备案、府院联动；可写几个，不写就是全部",
            metavar="[台账]…",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    half: HalfOption = None,
    quarter: QuarterOption = None,
    month: MonthOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    unit: UnitOption = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="写成文件：.xlsx、.csv（一种台账）、.json", metavar="文件"),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="有错误也出草稿，并注明")] = False,
) -> None:
    """出台账：谁、办什么、什么时候以前、办了没有、还剩几天或逾期几天。

    例：yingsu ledger --year 2025 -o 台账.xlsx；yingsu ledger 履行 --unit 县公安局

    期间以前开始、还没有办完的也列入；每种台账列入哪些，写在表头。--unit 只列这个单位和归口它的单位。
    """
    from yingsu.cli.agenda import unit_named
    from yingsu.cli.console import open_all, survey_at
    from yingsu.cli.ledger_files import LedgerFiles
    from yingsu.cli.ledger_output import Ledgers, give_out
    from yingsu.reports.ledger_core import Scope

    form = one_of(format_, ("text", "json"), "--format")
    chosen = _chosen(kinds or [])
    ending = _ending(output, chosen) if output is not None else form
    day = as_of_day(as_of)
    period = period_of(day, year, half, quarter, month, (day_of(from_, "--from"), day_of(to, "--to")))
    opened = open_all(workspace)
    scope = Scope(opened.office, day, period, unit_named(opened.office, unit))
    files = LedgerFiles(opened, survey_at(opened, day, is_kept=False), today())
    blocking = files.errors(chosen, scope)
    if not draft:
        refuse_errors(blocking, "台账")
    made = Ledgers(chosen, files, scope, len(blocking) if draft else None)
    give_out(made, ending, output, is_chosen=bool(kinds))
    _tell_unread(made)


def _chosen(words: list[str]) -> "Sequence[AnyLedger]":
    """The ledgers meant, in the order of the sheets; a word may end in 台账.

    Raises:
        Problem: no such ledger.
    """
    from yingsu.domain.scalars import nearest
    from yingsu.reports.ledgers import LEDGERS

    by_word = {name: ledger for ledger in LEDGERS.values() for name in (ledger.key, f"{ledger.key}台账")}
    for word in words:
        if word not in by_word:
            guess = nearest(word, tuple(LEDGERS))
            hint = f"是不是“{guess}”？" if guess else ""
            raise Problem(f"没有“{word}”台账。{hint}可以写：{'、'.join(LEDGERS)}")
    wanted = {by_word[word].key for word in words} or set(LEDGERS)
    return [ledger for key, ledger in LEDGERS.items() if key in wanted]


def _ending(output: Path, chosen: "Sequence[AnyLedger]") -> str:
    ending = output.suffix.lower().removeprefix(".")
    if ending not in _ENDINGS:
        endings = "、".join(f".{each}" for each in _ENDINGS)
        raise Problem(f"-o {output.name}：台账的文件名要以 {endings} 结尾")
    if ending == "csv" and len(chosen) != 1:
        raise Problem("-o 写成 .csv 时只能出一种台账，如 yingsu ledger 履行 -o 履行.csv；几种一起请用 .xlsx")
    return ending


def _tell_unread(made: "Ledgers") -> None:
    from yingsu.cli.console import note

    unread = len(made.files.survey.unread_cases)
    if unread:
        note(f"另有 {unread} 个案件文件有错误，没有列入。请用 yingsu check 查看")
