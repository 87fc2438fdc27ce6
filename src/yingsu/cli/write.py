"""`yingsu write`."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import (
    ActTypeOption,
    AsOfOption,
    FieldOption,
    WorkspaceOption,
    YearOption,
    as_of_day,
    day_of,
    one_of,
)
from yingsu.cli.period import FromOption, HalfOption, MonthOption, QuarterOption, ToOption
from yingsu.cli.problem import FOUND, Problem

if TYPE_CHECKING:
    from datetime import date

    from yingsu.cli.write_period import PeriodRequest
    from yingsu.diagnostic import Diagnostic
    from yingsu.document import Document
    from yingsu.domain.masking import Masking
    from yingsu.domain.view import View
    from yingsu.reading.workspace import Workspace
    from yingsu.reports.papers.choosing import Request
    from yingsu.reports.papers.library import LibraryFile
    from yingsu.reports.papers.of_period import PeriodPaper
    from yingsu.reports.papers.paper import Paper, Values
    from yingsu.survey import Survey

ENDINGS = ("docx", "html", "md")
FOLDER = "folder"
"""The form of what is written as a folder of Word files."""


def write_command(
    kind: Annotated[
        str | None, typer.Argument(help="哪种文书，如 复盘报告；不写就列出全部", metavar="[文书]")
    ] = None,
    case: Annotated[
        str | None, typer.Argument(help="案件编号、案号或名称中能认出它的一部分", metavar="[案件]")
    ] = None,
    workspace: WorkspaceOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="写成文件：docx、html 或 md；典型案例库写一个目录名，就每件一份；不写就显示在屏幕上",
            metavar="文件",
        ),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="为哪个单位写；按期间的，就是只写这个单位", metavar="单位")
    ] = None,
    instance: Annotated[
        str | None, typer.Option("--instance", help="哪个审级；不写就是最近的", metavar="审级")
    ] = None,
    hearing: Annotated[
        str | None,
        typer.Option("--hearing", help="哪天的开庭；不写就是下一次，没有下一次就是最近的", metavar="日期"),
    ] = None,
    letter: Annotated[
        str | None,
        typer.Option("--letter", help="哪份来函；不写就是最近没有回复的", metavar="文号"),
    ] = None,
    year: YearOption = None,
    half: HalfOption = None,
    quarter: QuarterOption = None,
    month: MonthOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    field: FieldOption = None,
    act_type: ActTypeOption = None,
    fields: Annotated[bool, typer.Option("--fields", help="列出模板可以用的名称")] = False,
    mask_organisations: Annotated[
        bool, typer.Option("--mask-organisations", help="通报、典型案例等：企业等当事人的名称也隐去")
    ] = False,
    mask_dockets: Annotated[
        bool, typer.Option("--mask-dockets", help="通报、典型案例等：案号也隐去，只留年份和程序")
    ] = False,
    as_of: AsOfOption = None,
    draft: Annotated[bool, typer.Option("--draft", help="案卷有错误也出草稿，并注明")] = False,
) -> None:
    """写文书：一个案件的，如备案表、复盘报告；一个期间的，如通报。事实从案卷里取。

    例：yingsu write；yingsu write 备案表 1109；yingsu write 通报 --year 2025 -o 通报.docx

    案卷里没有的写成【待填：……】，Word 里标黄。写成 Word 加 -o 备案表.docx。
    """
    from yingsu.cli.console import open_at, print_document
    from yingsu.cli.write_period import PeriodRequest, masked_as
    from yingsu.reports.papers.catalogue import fields_document, kinds_document
    from yingsu.reports.papers.of_period import PeriodPaper

    if kind is None:
        print_document(kinds_document())
        return
    paper = _paper(kind)
    if fields:
        print_document(
            fields_document(paper, f"templates/{paper.kind}.md（用 yingsu init --templates 取出内置的来改）")
        )
        return
    paper = masked_as(paper, organisations=mask_organisations, dockets=mask_dockets)
    ending = _ending(output, paper.kind)
    request = _request(unit, instance, hearing, letter)
    asked = PeriodRequest(year, half, quarter, month, from_, to, unit, field, act_type)
    if isinstance(paper, PeriodPaper):
        _refuse_case(paper, case, request)
        if ending == FOLDER and output is not None:
            _folder(open_at(workspace), paper, asked, as_of_day(as_of), output, draft=draft)
            return
        made = _of_period(open_at(workspace), paper, asked, as_of_day(as_of), draft=draft)
    else:
        named = _case(paper, case, asked)
        made = _of_case(open_at(workspace), paper, named, request, as_of_day(as_of), draft=draft)
    _give_out(made, ending, output)


@dataclass(frozen=True)
class _Made:
    """A paper that is written.

    Attributes:
        kind: its name.
        gaps: how many a person still has to fill in.
        masking: the masks it was made with, where it leaves the office.
    """

    document: "Document"
    kind: str
    gaps: int
    masking: "Masking | None" = None


def _case(paper: "Paper", case: str | None, asked: "PeriodRequest") -> str:
    """The case named.

    Raises:
        Problem: none is, or a period.
    """
    if asked.options():
        raise Problem(f"{paper.kind}写的是一个案件，用不着 {'、'.join(asked.options())}")
    if case is None:
        raise Problem(
            f"写{paper.kind}要写明案件，如 yingsu write {paper.kind} 0306。yingsu list 列出全部案件"
        )
    return case


def _refuse_case(paper: "PeriodPaper", case: str | None, request: "Request") -> None:
    """A paper of a period has no case, and nothing of one.

    Raises:
        Problem: something of a case was asked for.
    """
    from yingsu.reports.papers.paper import Need

    example = f"yingsu write {paper.kind} --year 2025"
    if case is not None:
        raise Problem(f"{paper.kind}写的是一个期间，不用写案件“{case}”，请写期间，如 {example}")
    needless = [need.value for need in request.asked() if need is not Need.UNIT]
    if needless:
        raise Problem(f"{paper.kind}写的是一个期间，用不着 {'、'.join(needless)}")


def _of_period(
    opened: "Workspace", paper: "PeriodPaper", asked: "PeriodRequest", day: "date", *, draft: bool
) -> _Made:
    """A paper of a period, masked where it leaves the office.

    Raises:
        Problem: it cannot be written for this period, or its template is faulty.
    """
    from yingsu.cli.write_period import subject_at
    from yingsu.reports.papers.of_period import gathered
    from yingsu.reports.papers.paper import UnfitPaperError

    subject, stamp = subject_at(paper, opened, asked, day, draft=draft)
    try:
        values = gathered(paper, subject)
    except UnfitPaperError as error:
        raise Problem(str(error)) from None
    return _filled(opened.root, paper, values, stamp, subject.masking)


def _folder(
    opened: "Workspace",
    paper: "PeriodPaper",
    asked: "PeriodRequest",
    day: "date",
    output: Path,
    *,
    draft: bool,
) -> None:
    """The library as a folder: a list, and a Word file for each case.

    Raises:
        Problem: it cannot be written, or a file of it betrays somebody.
    """
    from yingsu.cli.write_folder import give_folder
    from yingsu.cli.write_period import subject_at

    subject, stamp = subject_at(paper, opened, asked, day, draft=draft)

    def rendered_as(file: "LibraryFile", values: "Values") -> tuple[bytes, int]:
        made = _filled(opened.root, file.paper, values, stamp)
        return _content(made.document, "docx"), made.gaps

    give_folder(paper, subject, rendered_as, output)


def _of_case(
    opened: "Workspace", paper: "Paper", case: str, request: "Request", day: "date", *, draft: bool
) -> _Made:
    """A paper of a case.

    Raises:
        Problem: it cannot be written for this case, or its template is faulty.
    """
    from yingsu.reports.papers.choosing import ChoiceError, subject_of
    from yingsu.reports.papers.paper import UnfitPaperError

    view, errors = _view(opened, case, day, draft=draft)
    stamp = f"草稿：案卷中有 {errors} 个错误未改正" if errors else ""
    try:
        values = paper.gather(subject_of(paper, view, request))
    except (ChoiceError, UnfitPaperError) as error:
        raise Problem(f"{error}（{view.id}）") from None
    return _filled(opened.root, paper, values, stamp)


def _paper(kind: str) -> "Paper | PeriodPaper":
    """The kind of paper asked for.

    Raises:
        Problem: there is none, with the nearest and all.
    """
    from yingsu.domain.scalars import nearest
    from yingsu.reports.papers.catalogue import KINDS

    if kind not in KINDS:
        guess = nearest(kind, tuple(KINDS))
        hint = f"是不是“{guess}”？" if guess else ""
        raise Problem(f"没有文书“{kind}”。{hint}可以写：{'、'.join(KINDS)}")
    return KINDS[kind]


def _ending(output: Path | None, kind: str) -> str:
    """The form of a file; a file that exists is not written over, since somebody may have finished it by hand.

    Raises:
        Problem: another ending, or it exists.
    """
    if output is None:
        return "text"
    from yingsu.reports.papers.library import PAPER as LIBRARY

    ending = output.suffix.lower().removeprefix(".")
    if not ending and kind == LIBRARY.kind:
        ending = FOLDER
    if ending not in (*ENDINGS, FOLDER):
        words = "、".join(f".{each}" for each in ENDINGS)
        raise Problem(f"-o {output.name}：不知道写成什么格式。文件名的结尾可以是 {words}")
    if os.path.lexists(output):
        raise Problem(
            f"{output.name} 已经有了，里面可能有人改过，没有动它。请换一个{'目录' if ending == FOLDER else '文件'}名，或先移走",
            code="file",
        )
    return ending


def _request(unit: str | None, instance: str | None, hearing: str | None, letter: str | None) -> "Request":
    from yingsu.domain.terms import Instance
    from yingsu.reports.papers.choosing import Request

    words = tuple(each.value for each in Instance)
    chosen = Instance(one_of(instance, words, "--instance")) if instance is not None else None
    return Request(unit, chosen, day_of(hearing, "--hearing"), letter)


def _view(opened: "Workspace", part: str, day: "date", *, draft: bool) -> "tuple[View, int]":
    """The case as known on a day, and how many errors there are in its file.

    Raises:
        Problem: no such case, or one with errors and no draft wanted, or one that cannot be read as a case.
    """
    from yingsu.cli.console import survey_at
    from yingsu.cli.refusal import refuse_errors
    from yingsu.cli.show import view_in

    survey = survey_at(opened, day)
    _refuse_unread(survey, part, draft=draft)
    view, path = view_in(opened, survey, part)
    errors = _errors(survey, {path})
    if not draft:
        refuse_errors(errors, "文书")
    return view, len(errors)


def _errors(survey: "Survey", paths: set[str]) -> "tuple[Diagnostic, ...]":
    """The errors in these files, and in settings and units, which every paper rests on."""
    from yingsu.reading.tree import SETTINGS_FILE, UNITS_FILE

    paths = paths | {SETTINGS_FILE, UNITS_FILE}
    return tuple(each for each in survey.diagnostics if each.is_error and each.path in paths)


def _refuse_unread(survey: "Survey", part: str, *, draft: bool) -> None:
    """A case whose file cannot be read as one: nothing can be taken from it, not for a draft either.

    Raises:
        Problem: such a case is meant, and no other.
    """
    from yingsu.cli.refusal import refuse_errors
    from yingsu.reports.casebook import find_cases

    meant = [file for file in survey.files if file.case in survey.unread_cases and part in str(file.case)]
    if not meant or find_cases((each.headline for each in survey.cases), part):
        return
    if draft:
        paths = "、".join(file.path for file in meant)
        raise Problem(f"{paths} 读不出来，草稿也写不了，请先用 yingsu check 查看并改正", exit_code=FOUND)
    refuse_errors(_errors(survey, {file.path for file in meant}), "文书")


def _filled(
    root: Path,
    paper: "Paper | PeriodPaper",
    values: "Values",
    stamp: str,
    masking: "Masking | None" = None,
) -> _Made:
    from yingsu.document import GAP
    from yingsu.reading.wording import UnusableWordingError, wording_of
    from yingsu.render.markdown_in import document_of
    from yingsu.render.template import FaultyTemplateError, filled
    from yingsu.reports.papers.paper import names_of

    try:
        wording = wording_of(root, paper.kind)
        made = filled(wording.path, wording.text, names_of(paper.fields), values)
    except UnusableWordingError as error:
        raise Problem(f"模板读不出来：{error}", code="file") from None
    except FaultyTemplateError as error:
        advice = f"可以用的名称：yingsu write {paper.kind} --fields"
        raise Problem(f"模板有错误，没有写文书：\n{error}\n{advice}", code="template") from None
    document = document_of(made.text, made.tables, stamp)
    return _Made(document, paper.kind, len(GAP.findall(made.text)), masking)


def _give_out(made: _Made, ending: str, output: Path | None) -> None:
    """Print the paper, or write it to a file that is not there yet. One that leaves the office is searched first.

    Raises:
        Problem: it cannot be written, or betrays somebody.
    """
    from yingsu.cli.console import note, print_document
    from yingsu.cli.write_period import SEARCHED, refuse_leaks_in
    from yingsu.intake.writing import why_not_written, write_new

    name = output.name if output is not None else f"{made.kind}.md"
    content = _content(made.document, ending if output is not None else "md")
    if made.masking is not None:
        refuse_leaks_in(content, name, made.masking)
    left = f"，还有 {made.gaps} 处待填" if made.gaps else ""
    if output is None:
        print_document(made.document)
        if made.gaps:
            note(f"还有 {made.gaps} 处待填。")
        if made.masking is not None:
            note(SEARCHED)
        return
    try:
        write_new(output, content)
    except OSError as error:
        raise Problem(f"没有写出 {output.name}：{why_not_written(error)}", code="file") from None
    note(f"已写出 {output}{left}")
    if made.masking is not None:
        note(SEARCHED)


def _content(document: "Document", ending: str) -> bytes:
    from yingsu.cli.output import rendered

    if ending == "docx":
        from yingsu.render.official_docx import official_docx_bytes

        return official_docx_bytes(document)
    return rendered(document, ending)
