"""`yingsu log`."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yingsu.cli.options import AsOfOption, WorkspaceOption, YearOption, as_of_day, day_of
from yingsu.cli.period import FromOption, HalfOption, MonthOption, QuarterOption, ToOption, period_of
from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.reading.git import Repository
    from yingsu.reading.history import Commit, Touch
    from yingsu.reports.history import CaseFile
    from yingsu.reports.log import CaseLog, Revision
    from yingsu.reports.promptness import Entered
    from yingsu.survey import Survey


def log_command(
    case: Annotated[
        str | None,
        typer.Argument(
            help="案件编号、案号或名称中能认出它的一部分；不写就看各单位录入得是否及时", metavar="[案件]"
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    half: HalfOption = None,
    quarter: QuarterOption = None,
    month: MonthOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    as_of: AsOfOption = None,
    format_: Annotated[
        str, typer.Option("--format", help="输出格式：text、md 或 json；表格用 -o", metavar="格式")
    ] = "text",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="写成文件，如 历史.xlsx；也可写 docx、html、md、json", metavar="文件"
        ),
    ] = None,
) -> None:
    """一个案件的历史：哪天、谁、改了什么，每个事实隔了几天才录入。不写案件，看各单位录入得是否及时。

    例：yingsu log 0306；yingsu log --year 2025 -o 录入.xlsx

    工作区要用 git 保存历史。期间的选项按事实发生的日期，只用于不写案件的时候。
    """
    from yingsu.cli.console import open_at, refuse_broken_settings, survey_at
    from yingsu.cli.history_output import form_of, give_out_history
    from yingsu.reading.git import HistoryError, repository_of
    from yingsu.reports import log as logs
    from yingsu.reports.promptness import by_unit

    form = form_of(format_, output)
    day = as_of_day(as_of)
    days = (day_of(from_, "--from"), day_of(to, "--to"))
    period = period_of(day, year, half, quarter, month, days)
    if case is not None and any(each is not None for each in (year, half, quarter, month, *days)):
        raise Problem("写了案件就列全部历史，不能再写 --year 等期间的选项")
    opened = open_at(workspace)
    refuse_broken_settings(opened)
    try:
        repository = repository_of(opened.root)
        survey = survey_at(opened, day)
        if case is not None:
            of_case = _case_log(survey, repository, case)
            give_out_history(
                lambda in_rows: logs.case_log_document(of_case, in_rows=in_rows),
                lambda: logs.case_log_json(of_case),
                form,
                output,
            )
            return
        found, is_whole = _promptness(survey, repository)
    except HistoryError as error:
        raise Problem(str(error), code="history") from None
    of_all = logs.PromptnessLog(survey.name, day, period, by_unit(found, period), is_whole)
    give_out_history(
        lambda _: logs.promptness_document(of_all), lambda: logs.promptness_json(of_all), form, output
    )


class _Versions:
    """The versions of case files in git, each read once."""

    def __init__(self, repository: "Repository") -> None:
        self._root = repository.root
        self._contents: dict[str, bytes] = {}
        self._files: dict[tuple[str, str], CaseFile] = {}

    def fetch(self, blobs: Iterable[str | None]) -> None:
        """Take the bytes of several out at once."""
        from yingsu.reading.git import contents

        wanted = [blob for blob in blobs if blob is not None and blob not in self._contents]
        if wanted:
            self._contents.update(contents(self._root, wanted))

    def file(self, id_: str | None, blob: str | None) -> "CaseFile | None":
        """One version; `None` where there is none."""
        from yingsu.domain.case import Case
        from yingsu.reading.validation import read_record
        from yingsu.reports.history import CaseFile

        if id_ is None or blob is None:
            return None
        if (id_, blob) not in self._files:
            self.fetch([blob])
            content = self._contents.get(blob)
            node = read_record(content, Case, id_, id_).node if content is not None else None
            self._files[id_, blob] = CaseFile(id_, content or b"", node)
        return self._files[id_, blob]

    def is_same(self, touch: "Touch") -> bool:
        """Whether a file that moved is the same case."""
        from yingsu.reports.history import is_same_case

        before, after = self.file(touch.old_case, touch.old), self.file(touch.case, touch.new)
        return before is not None and after is not None and is_same_case(before, after)

    def revision(self, commit: "Commit", touches: "tuple[Touch, ...]") -> "Revision":
        """What a commit made of a case."""
        from yingsu.reports.log import Revision

        self.fetch(blob for touch in touches for blob in (touch.old, touch.new))
        before = tuple(self.file(touch.old_case, touch.old) for touch in touches)
        after = self.file(touches[0].case, touches[0].new)
        return Revision(commit.id, commit.day, commit.author, before, after, commit.is_cut_off)


def _case_log(survey: "Survey", repository: "Repository", part: str) -> "CaseLog":
    """The history of the one case that a part of an id, 案号 or name means; of one removed, a part of its id.

    Raises:
        Problem: none, or several.
    """
    from yingsu.cli.show import one_case
    from yingsu.reading.history import Follower, commits_of
    from yingsu.reports.casebook import find_cases
    from yingsu.reports.log import CaseLog, entered
    from yingsu.reports.promptness import of_case

    log, versions = commits_of(repository), _Versions(repository)
    follower = Follower(log, versions.is_same)
    former = [id_ for id_ in follower.ids if part in id_]
    headlines = [each.headline for each in survey.cases]
    if len(former) == 1 and not find_cases(headlines, part):
        case, units = former[0], tuple[str, ...]()
    else:
        meant = one_case(headlines, part)
        case, units = meant.case, meant.units
    chain = list(follower.commits(case))
    versions.fetch(blob for _, touches in chain for touch in touches for blob in (touch.old, touch.new))
    revisions = tuple(versions.revision(*each) for each in chain)
    facts = entered(case, units, revisions)
    known = of_case(case, facts)
    return CaseLog(survey.name, survey.as_of, case, revisions, known, log.is_whole)


def _promptness(survey: "Survey", repository: "Repository") -> "tuple[list[Entered], bool]":
    """The facts of every case that can be read, and whether the whole history was seen."""
    from yingsu.reading.history import Follower, commits_of
    from yingsu.reports.log import entered

    log, versions = commits_of(repository), _Versions(repository)
    follower = Follower(log, versions.is_same)
    versions.fetch(
        blob for commit in log.commits for touch in commit.touches for blob in (touch.old, touch.new)
    )
    facts: list[Entered] = []
    for each in survey.cases:
        headline = each.headline
        revisions = [versions.revision(*found) for found in follower.commits(headline.case)]
        facts += entered(headline.case, headline.units, revisions)
    return facts, log.is_whole
