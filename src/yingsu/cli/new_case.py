"""`yingsu new-case`."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import AsOfOption, FormatOption, QuietOption, WorkspaceOption, as_of_day, one_of
from yingsu.cli.problem import INTERRUPTED, OUR_FAULT, Problem
from yingsu.render.words import printable_lines

if TYPE_CHECKING:
    from yingsu.domain.case import Case
    from yingsu.domain.deadline_record import DeadlineRecord
    from yingsu.intake.creating import Created
    from yingsu.intake.draft import Draft
    from yingsu.intake.typed import Typed
    from yingsu.reading.workspace import Workspace


def new_case_command(
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", help="被告单位，可写几个；第一个是作出行为的机关", metavar="单位"),
    ] = None,
    plaintiff: Annotated[
        list[str] | None, typer.Option("--plaintiff", help="原告，可写几个", metavar="姓名")
    ] = None,
    cause: Annotated[
        str | None, typer.Option("--cause", help="案由，如 责令退还非法占用土地", metavar="案由")
    ] = None,
    act_type: Annotated[
        str | None, typer.Option("--act-type", help="行为类别，如 行政处罚", metavar="类别")
    ] = None,
    field: Annotated[
        str | None, typer.Option("--field", help="管理领域，如 自然资源", metavar="领域")
    ] = None,
    case_no: Annotated[
        str | None, typer.Option("--case-no", help="案号；还不知道就不写", metavar="案号")
    ] = None,
    court: Annotated[str | None, typer.Option("--court", help="法院", metavar="法院")] = None,
    instance: Annotated[
        str, typer.Option("--instance", help="审级：一审、二审、再审审查、再审、非诉审查", metavar="审级")
    ] = "一审",
    filed: Annotated[str | None, typer.Option("--filed", help="法院立案日期", metavar="日期")] = None,
    received: Annotated[
        str | None, typer.Option("--received", help="收到应诉通知的日期", metavar="日期")
    ] = None,
    complaint: Annotated[
        str | None,
        typer.Option("--complaint", help="收到起诉状副本的日期，答辩期从这天起算", metavar="日期"),
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option("--agency", help="被诉行为由谁作出；与第一个被告相同就不写", metavar="机关"),
    ] = None,
    reconsideration: Annotated[
        str | None,
        typer.Option("--reconsideration", help="经过复议的，写复议结果，如 维持（见上）", metavar="结果"),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option("--like", help="照另一件抄案由、类别、领域、被告、人员和法院", metavar="案件"),
    ] = None,
    workspace: WorkspaceOption = None,
    as_of: AsOfOption = None,
    format_: FormatOption = "text",
    no_input: Annotated[bool, typer.Option("--no-input", help="缺什么都不问，直接报错")] = False,
    quiet: QuietOption = False,
) -> None:
    """新建一个案件，说出文件在哪里、哪些期限开始计算。

    例：yingsu new-case（逐项填写）；yingsu new-case --like 0306 --plaintiff 李某（系列案）；
    yingsu new-case --unit 县自然资源局 --plaintiff 张某 --cause 责令退还非法占用土地 --act-type 行政处罚 --field 自然资源
    --received 2026-09-18 --complaint 2026-09-18。

    单位、原告、案由、行为类别、管理领域必须有，缺的在终端上会问；其余不知道就不写，以后填进文件。

    复议维持、驳回复议请求、部分维持或程序性确认违法的，县政府自动列为共同被告（地位：复议机关）；
    复议机关是上级机关的，用第二个 --unit 写明。其他复议结果不加被告，县政府自己被诉的写进 --unit。

    非诉审查：--unit 写申请执行人，--plaintiff 写被执行人。案号已有的不建，已有的文件从不改动。
    """
    from yingsu.cli.console import open_at, refuse_broken_settings
    from yingsu.intake.typed import Typed

    form = one_of(format_, ("text", "json"), "--format")
    day = as_of_day(as_of)
    opened = open_at(workspace)
    refuse_broken_settings(opened)
    typed = Typed(
        unit=tuple(unit or ()),
        plaintiff=tuple(plaintiff or ()),
        cause=cause,
        act_type=act_type,
        field=field,
        case_no=case_no,
        court=court,
        instance=instance,
        filed=filed,
        received=received,
        complaint=complaint,
        agency=agency,
        reconsideration=reconsideration,
    )
    model = None if like is None else _model(opened, like, day, quiet=quiet)
    draft = _draft(opened, typed, model, day, may_ask=not no_input and _has_person())
    created = _create(opened, draft, day)
    for remark in () if quiet else _remarks(opened, draft, created):
        _note(f"注意：{remark}")
    _show(opened.root, created, form, quiet=quiet)


def _note(text: str) -> None:
    from yingsu.cli.console import note

    note(text)


def _has_person() -> bool:
    """Whether somebody sits there: questions are read from stdin and shown on stderr."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _model(opened: "Workspace", part: str, day: date, *, quiet: bool) -> "Case":
    """The case named by --like.

    Raises:
        Problem: there is none, or several.
    """
    from yingsu.cli.console import survey_at
    from yingsu.cli.show import one_case
    from yingsu.intake.draft import fault_of_text
    from yingsu.reading.files import Unreadable
    from yingsu.reading.tree import Entry, FileKind
    from yingsu.reading.workspace import read_case

    if fault := fault_of_text(part):
        raise Problem(f"--like：{fault}")
    survey = survey_at(opened, day)
    found = one_case((each.headline for each in survey.cases), part)
    path = next(file.path for file in survey.files if file.case == found.case)
    try:
        model = read_case(opened.root, Entry(FileKind.CASE, path, found.case))[1].node
    except Unreadable:
        model = None
    if model is None:
        raise Problem(f"{path} 刚刚被改动，请再试一次", code="file")
    if not quiet:
        _note(f"照 {found.case} 抄录；案号、日期、原告和复议情况没有抄。")
    return model


def _draft(opened: "Workspace", typed: "Typed", model: "Case | None", day: date, *, may_ask: bool) -> "Draft":
    """The draft, with what was missing asked for.

    Raises:
        Problem: words that cannot be used, or what must be there is not; all of it at once.
    """
    from yingsu.intake.draft import missing, with_model
    from yingsu.intake.prompting import Interview, Terminal
    from yingsu.intake.typed import draft_of

    draft, faults = draft_of(typed, model, opened.office, day)
    draft = with_model(draft)
    if may_ask and not faults:
        terminal = Terminal(_asked, _note)
        try:
            return Interview(terminal, opened, day).completed(draft)
        except (EOFError, KeyboardInterrupt):
            _note("")
            message = "已取消，没有新建。"
            raise Problem(message, exit_code=INTERRUPTED, code="interrupted") from None
    refused = {fault.partition("：")[0] for fault in faults}
    absent = [must for must in missing(draft) if must.option not in refused]
    if absent:
        faults.append(f"缺少 {'、'.join(f'{must.option}（{must.title}）' for must in absent)}")
    if len(faults) > 1:
        raise Problem(
            "\n".join([f"有 {len(faults)} 处要改，没有新建：", *(f"  {fault}" for fault in faults)])
        )
    if faults:
        raise Problem(faults[0])
    return draft


def _asked(prompt: str) -> str:
    """A line typed at a terminal. The prompt goes to stderr: stdout has the result and nothing else."""
    sys.stderr.write(printable_lines(prompt))
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


def _remarks(opened: "Workspace", draft: "Draft", created: "Created") -> list[str]:
    """What may be wrong although it can be so: first an acting agency that is not listed, most likely mistyped."""
    from yingsu.intake.typed import nearest_unit

    first = draft.units[0]
    if opened.office.directory.find(first) is not None:
        return list(created.remarks)
    guess = nearest_unit(opened.office, first)
    hint = f"是不是“{guess}”？" if guess else ""
    own = f"单位名录里没有“{first}”，{hint}名录之外的单位不计入任何数字。写错的请改文件，漏列的请补 cases/units.yaml"
    # The rules say the same of this unit in their own words; once is enough.
    return [own, *(remark for remark in created.remarks if first not in remark)]


def _create(opened: "Workspace", draft: "Draft", day: date) -> "Created":
    """Make the case.

    Raises:
        Problem: it cannot be made; nothing has changed.
    """
    from yingsu.intake.creating import (
        DocketTakenError,
        RefusedByRulesError,
        UnreadableOwnTextError,
        create,
    )
    from yingsu.intake.locking import BusyError
    from yingsu.intake.parties import ReconsiderationAgencyError
    from yingsu.intake.writing import why_not_written

    try:
        return create(opened, draft, day)
    except DocketTakenError as error:
        raise Problem(str(error), code="refused", case=error.case) from None
    except (RefusedByRulesError, ReconsiderationAgencyError) as error:
        raise Problem(f"没有新建：{error}") from None
    except BusyError as error:
        raise Problem(str(error), code="file") from None
    except OSError as error:
        raise Problem(f"没有新建：{why_not_written(error)}", code="file") from None
    except UnreadableOwnTextError as error:
        message = f"程序出错，没有新建，这不是您的错误。请把这一行告知维护人员：{error}"
        raise Problem(message, exit_code=OUR_FAULT, code="fault") from None


def _show(root: Path, created: "Created", form: str, *, quiet: bool) -> None:
    """Print what was made.

    Raises:
        Problem: it cannot be printed: who takes the case for not made would make it twice.
    """
    from yingsu.intake.writing import reason_of

    try:
        _print(root, created, form, quiet=quiet)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"案件已经新建：{created.path}。只是没有显示出来（{reason_of(error)}），请不要再建一次"
        raise Problem(message, code="file") from None


def _print(root: Path, created: "Created", form: str, *, quiet: bool) -> None:
    from yingsu.cli.console import print_json, say
    from yingsu.reports.checking import SCHEMA_VERSION
    from yingsu.reports.days import day_json, days_of, running_duties, unknown_days

    view = created.view
    found = running_duties(days_of(view, created.path))
    if form == "json":
        print_json(
            {
                "schema_version": SCHEMA_VERSION,
                "workspace": view.office.settings.name,
                "as_of": view.as_of.isoformat(),
                "case": view.id,
                "path": created.path,
                "deadlines": [day_json(record) for record in found],
            }
        )
        return
    say(_from_here(root / created.path))
    same: dict[tuple[str, date], list[DeadlineRecord]] = {}
    for record in found:
        same.setdefault((record.key, record.due), []).append(record)
    for records in same.values():
        _say_day(records[0], [record.unit for record in records if record.unit is not None])
    for line in unknown_days(view):
        say(f"  {line}")
    if not quiet:
        _note("材料放进同一目录的“材料”里；以后的开庭、裁判填进文件，改完用 yingsu check 检查。")


def _say_day(record: "DeadlineRecord", units: list[str]) -> None:
    """A day that runs, with whom it runs for where there are several."""
    from yingsu.cli.console import say
    from yingsu.domain.law import cite

    left = f"还有 {record.days_left} 天" if record.days_left >= 0 else f"已过 {-record.days_left} 天"
    provisional = "，暂定" if record.provisional else ""
    whose = f"　{'、'.join(units)}" if len(units) > 1 else ""
    say(f"  最迟 {record.due.isoformat()} {record.title}（{left}{provisional}）{whose}")
    for step in record.steps:
        say(f"    {step}")
    say(f"    依据：{cite(*record.kind.basis)}")


def _from_here(path: Path) -> str:
    """A path that can be opened from where the person is."""
    try:
        return os.fspath(path.relative_to(Path.cwd()))
    except ValueError:
        return os.fspath(path)
