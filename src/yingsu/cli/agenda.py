"""`yingsu agenda`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import (
    AsOfOption,
    FormatOption,
    QuietOption,
    UnitOption,
    WorkspaceOption,
    as_of_day,
    one_of,
)
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.domain.office import Office
    from yingsu.reports.agenda import Agenda

MOST_DAYS = 3660
"""Ten years ahead: further than any period of the law runs."""

_ENDINGS = ("ics", "json", "md", "html", "docx")


def agenda_command(
    workspace: WorkspaceOption = None,
    within: Annotated[int, typer.Option("--within", help="看今后多少天", metavar="天数")] = 30,
    by: Annotated[str, typer.Option("--by", help="按 day、unit 或 person 分列", metavar="项目")] = "day",
    unit: UnitOption = None,
    person: Annotated[
        str | None, typer.Option("--person", help="只看这个人的（责任人、专班、对接人）", metavar="姓名")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="连同权利、法院和对方的期限、没有写办理日期的")
    ] = False,
    moved: Annotated[bool, typer.Option("--moved", help="只列因放假安排变动了的期限")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="写入文件：.ics（日历）、.json、.md、.html、.docx", metavar="文件"
        ),
    ] = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
    quiet: QuietOption = False,
) -> None:
    """哪些逾期了，今天到期什么，今后 30 天有什么。

    例：yingsu agenda；yingsu agenda --within 7 --by person；yingsu agenda -o 日程.ics

    只列本县单位的义务和开庭；--all 连同上诉等权利、法院审限和对方的期限。
    .ics 可以反复导入日历：同一事项还是同一条，日期变了就跟着变。
    提前几天提醒由 yingsu.yaml 的“提前提醒”按期限编号设置，没有设置的提前 3 天。
    """
    from yingsu.cli.console import (
        note,
        open_all,
        print_document,
        print_json,
        refuse_broken_settings,
        survey_at,
    )
    from yingsu.reports.agenda import (
        ARRANGEMENTS,
        Wanted,
        agenda_document,
        agenda_json,
        agenda_of,
        unknown_warnings,
    )

    form = one_of(format_, ("text", "json"), "--format")
    one_of(by, ARRANGEMENTS, "--by")
    if not 0 <= within <= MOST_DAYS:
        raise Problem(f"--within 只能是 0 至 {MOST_DAYS}")
    if output is not None and _ending(output) not in _ENDINGS:
        endings = "、".join(f".{each}" for each in _ENDINGS)
        raise Problem(f"-o 的文件名要以 {endings} 结尾，这里是“{output.name}”")
    opened = open_all(workspace)
    refuse_broken_settings(opened)
    wanted = Wanted(within, unit_named(opened.office, unit), person, everything, moved)
    agenda = agenda_of(survey_at(opened, as_of_day(as_of)), wanted)
    if output is not None:
        _write(output, _content(agenda, by, _ending(output)))
        if not quiet:
            note(f"已写入 {output}：{len(agenda.records)} 项")
    elif form == "json":
        print_json(agenda_json(agenda))
    else:
        print_document(agenda_document(agenda, by))
    if agenda.unread:
        note(f"另有 {agenda.unread} 个案件文件有错误，没有列出。请用 yingsu check 查看")
    for key in () if quiet else unknown_warnings(opened.office.settings):
        note(f"yingsu.yaml 的“提前提醒”里没有期限编号“{key}”，应如 D02、K01。编号见 yingsu deadline")


def unit_named(office: "Office", word: str | None) -> str | None:
    """The unit that --unit means, by the name of the directory.

    Raises:
        Problem: no such unit.
    """
    from yingsu.domain.scalars import nearest

    if word is None:
        return None
    found = office.directory.find(word)
    if found is None:
        guess = nearest(word, tuple(each.name for each in office.directory.units))
        hint = f"，是不是“{guess}”？" if guess else ""
        raise Problem(f"--unit：单位名录里没有“{word}”{hint}")
    return found.name


def _ending(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def _content(agenda: "Agenda", by: str, ending: str) -> bytes:
    """The agenda as a file."""
    from yingsu.cli.output import rendered
    from yingsu.reports.agenda import agenda_document, agenda_json, appointments

    if ending == "json":
        return rendered(agenda_json(agenda), ending)
    if ending != "ics":
        return rendered(agenda_document(agenda, by), ending)
    from yingsu.render.ics import CalendarEvent, ics

    events = (
        CalendarEvent(
            each.uid, each.on, each.summary, each.description, each.categories, each.warn, each.is_busy
        )
        for each in appointments(agenda)
    )
    return ics(events, f"{agenda.name}日程", agenda.as_of)


def _write(path: Path, content: bytes) -> None:
    """Put a file in its place whole, or leave what was there.

    Raises:
        Problem: it cannot be written.
    """
    from yingsu.intake.writing import why_not_written, write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        raise Problem(f"没有写成：{why_not_written(error)}", code="file") from None
