"""`yingsu write` for papers of a period: which days, what is refused, and the masks of what leaves the office.

Imported by the command when such a paper is asked for.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from yingsu.cli.clock import today
from yingsu.cli.ledger_files import LedgerFiles
from yingsu.cli.options import day_of
from yingsu.cli.period import period_of
from yingsu.cli.problem import FOUND, Problem
from yingsu.cli.report import filters_of, refuse_unsound
from yingsu.domain.masking import Masking
from yingsu.domain.period import Period
from yingsu.reading.published import read_published
from yingsu.reading.workspace import Workspace
from yingsu.reports.counted import draft_stamp
from yingsu.reports.figures import Figures, figures_of
from yingsu.reports.papers.of_period import PeriodPaper, PeriodSubject, masking_for
from yingsu.reports.papers.paper import Paper
from yingsu.reports.published import Comparison, comparisons

SEARCHED: Final = (
    "只检查了案卷里登记的人和号码。复盘、说明里提到而没有登记的人（如证人）查不出来，发出以前请通读一遍。"
)
"""What is said beside every paper that was searched for names."""


@dataclass(frozen=True, slots=True)
class PeriodRequest:
    """What was asked for, as typed; `None` is not asked."""

    year: int | None = None
    half: int | None = None
    quarter: int | None = None
    month: int | None = None
    from_: str | None = None
    to: str | None = None
    unit: str | None = None
    field: str | None = None
    act_type: str | None = None

    def options(self) -> tuple[str, ...]:
        """The options that only a paper of a period knows, as far as they were used."""
        used = {
            "--year": self.year,
            "--half": self.half,
            "--quarter": self.quarter,
            "--month": self.month,
            "--from": self.from_,
            "--to": self.to,
            "--field": self.field,
            "--act-type": self.act_type,
        }
        return tuple(name for name, value in used.items() if value is not None)

    def period(self, as_of: date) -> Period:
        """The days meant, ended at the as-of day.

        Raises:
            Problem: options that contradict each other, or a period to come.
        """
        days = (day_of(self.from_, "--from"), day_of(self.to, "--to"))
        return period_of(as_of, self.year, self.half, self.quarter, self.month, days)


AnyPaper = TypeVar("AnyPaper", bound=Paper | PeriodPaper)


def masked_as(paper: AnyPaper, *, organisations: bool, dockets: bool) -> AnyPaper:
    """A paper with more masked than it declares.

    Raises:
        Problem: more is asked of one in which nothing is.
    """
    if not organisations and not dockets:
        return paper
    if not isinstance(paper, PeriodPaper) or paper.masks is None:
        options = [("--mask-organisations", organisations), ("--mask-dockets", dockets)]
        named = "、".join(option for option, is_asked in options if is_asked)
        raise Problem(f"{paper.kind}不隐去姓名，用不着 {named}")
    masks = replace(paper.masks, hides_organisations=organisations, hides_dockets=dockets)
    return replace(paper, masks=masks)


def subject_at(
    paper: PeriodPaper, opened: Workspace, request: PeriodRequest, as_of: date, *, draft: bool
) -> tuple[PeriodSubject, str]:
    """What a paper is about, with its masks; and the word across the pages of a draft.

    Raises:
        Problem: the options contradict each other, what would be counted has errors and no draft is wanted, or a file
            was changed meanwhile.
    """
    from yingsu.cli.console import survey_at

    period = request.period(as_of)
    filters = filters_of(opened.office, request.unit, request.field, request.act_type, None, None)
    survey = survey_at(opened, as_of)
    figures = figures_of(survey, period, filters, paper.by, paper.years)
    if not draft:
        refuse_unsound(figures, "文书")
    files = LedgerFiles(opened, survey, today(), "文书")
    sources = tuple(files.sources(frozenset(figures.counted)))
    masking = masking_for(paper.masks, opened.office, sources) if paper.masks is not None else None
    subject = PeriodSubject(figures, sources, _compared(opened.root, figures), masking)
    return subject, draft_stamp(len(figures.blocking)) if draft and figures.blocking else ""


def _compared(root: Path, figures: Figures) -> tuple[Comparison, ...]:
    return comparisons(read_published(root), figures)


def refuse_leaks_in(content: bytes, name: str, masking: Masking) -> None:
    """Stop a rendered paper that betrays somebody; nothing of it has been written yet.

    Args:
        content: as rendered.
        name: of the file, without folders.
        masking: the masks it was made with.

    Raises:
        Problem: it does.
    """
    from yingsu.render.leaks import LeakError, refuse_leaks

    try:
        refuse_leaks(content, name, masking)
    except LeakError as error:
        advice = "模板里写死的姓名、号码请改掉；文件名里的请换一个"
        raise Problem(f"{error}\n{advice}", exit_code=FOUND, code="leak") from None
