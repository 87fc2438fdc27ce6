"""Where a report comes from: what is needed to make it again, and to see that it is the same."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from yingsu import __version__
from yingsu.domain.holidays import HOLIDAYS
from yingsu.domain.period import Period
from yingsu.domain.settings import Settings
from yingsu.reports.figures import Figures
from yingsu.survey import Survey

SHOWN = 12
"""How much of a revision and of a fingerprint a page shows; JSON has them whole."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is not in the survey.

    Attributes:
        revision: the git commit of the workspace, if it has one; of several, if they are at the same.
        revisions: of several that are not, the commit of each, by label.
    """

    revision: str | None
    revisions: Mapping[str, str | None] = field(default_factory=dict)

    def facts(self, figures: Figures) -> tuple[tuple[str, str], ...]:
        """Of a report: label and text, in the order of a reader's questions."""
        narrowed = "、".join(figures.filters.as_json().values())
        return self.of(figures.survey, figures.period, narrowed, figures.fingerprint)

    def of(
        self, survey: Survey, period: Period, narrowed: str, fingerprint: str
    ) -> tuple[tuple[str, str], ...]:
        """Of anything made from a survey; `narrowed` says what is only in it, empty where everything is."""
        facts = [("期间", f"{period.start.isoformat()} 至 {period.end.isoformat()}")]
        if survey.members:
            facts.append(("工作区", "、".join(map(_named, survey.members))))
        if narrowed:
            facts.append(("只含", narrowed))
        facts.append(("数据截至", survey.as_of.isoformat()))
        if self.revision is not None:
            facts.append(("文件版本", _shown(self.revision)))
        elif any(self.revisions.values()):
            each = (f"{label} {_shown(commit)}" for label, commit in self.revisions.items())
            facts.append(("文件版本", "、".join(each)))
        facts.append(("文件指纹", fingerprint[:SHOWN]))
        return (*facts, *((label, text) for label, text in versions(survey.office.settings).values()))


def _shown(revision: str | None) -> str:
    if revision is None:
        return "没有版本记录"
    commit, _, dirty = revision.partition("-")
    return commit[:SHOWN] + ("（另有未提交的改动）" if dirty else "")


def _named(survey: Survey) -> str:
    """A workspace of several: its label, and what it is called."""
    return survey.label if survey.label == survey.name else f"{survey.label}（{survey.name}）"


def versions(settings: Settings) -> dict[str, tuple[str, str]]:
    """Of the program, the counting rules and the holidays, by key: label and text."""
    counting = settings.counting.model_dump_json(by_alias=True)
    digest = hashlib.sha256(counting.encode()).hexdigest()[:8]
    years = sorted(HOLIDAYS)
    return {
        "yingsu": ("程序版本", __version__),
        "counting": ("口径版本", digest),
        "holidays": ("节假日数据", f"{years[0]}–{years[-1]}年"),
    }
