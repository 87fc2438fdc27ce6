"""Risk points as found: of cases and of screenings, with what the dispute they belong to came to.

A screening whose act is in court now (案件) hands its points on to the case: `joined` counts each once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.answer import Answer
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.outcome import is_adverse_to_any
from yingsu.domain.facts.risk import described, level, placed
from yingsu.domain.office import Office
from yingsu.domain.period import Period
from yingsu.domain.records import Screening
from yingsu.domain.terms import Consequence, DefendantStatus, RiskKind, RiskLevel, Stage
from yingsu.domain.view import View
from yingsu.metrics.core import Traits
from yingsu.metrics.items import traits_of


class Result(Enum):
    """What became of the act a point was found in."""

    LOST = "败诉"
    NOT_LOST = "未败诉"
    PENDING = "在审"
    NOT_IN_COURT = "未涉诉"
    UNKNOWN = "不明"


@dataclass(frozen=True, slots=True)
class Course:
    """From when until when a case is in court; `None` where that is not said, or still to come."""

    begun_on: date | None = None
    ended_on: date | None = None

    @classmethod
    def of(cls, view: View) -> "Course":
        """From the first 立案日期 (else 收到应诉通知) to the last decision, where every proceeding has one."""
        proceedings = view.case.proceedings
        begun = [each.begun_on for each in proceedings if each.begun_on is not None]
        ended = [each.concluded_on for each in proceedings if each.concluded_on is not None]
        is_over = len(ended) == len(proceedings)
        return cls(min(begun, default=None), max(ended, default=None) if is_over else None)

    def is_open_in(self, period: Period) -> bool:
        """Whether it was in court in a period: what has no day of its own is named there."""
        begun = self.begun_on is None or self.begun_on <= period.end
        return begun and (self.ended_on is None or self.ended_on >= period.start)


@dataclass(frozen=True, slots=True)
class PointRecord:
    """A risk point, once for its case or screening.

    Attributes:
        sources: the case ids and the paths of the screenings that have it; the case first.
        case: the case id; of a screening the case it became; `None` where the act is not in court.
        units: the own units it is reported under.
        text: the catalogue's words, else those of the file.
        note: what was found this time, as written.
        found_on: 发现日期; of a screening without it the day of the screening; `None` where nobody says.
        due_on: 整改期限, the earliest where several are written.
        done_on: 完成日期, the last; `None` while one of its sources has none.
        course: from when until when its case is open, for a point without a day.
    """

    sources: tuple[str, ...]
    case: str | None
    units: tuple[str, ...]
    traits: Traits
    code: str | None
    stage: Stage | None
    kind: RiskKind | None
    text: str
    note: str
    level: RiskLevel | None
    consequence: Consequence | None
    owner: str
    measure: str
    found_on: date | None
    due_on: date | None
    done_on: date | None
    result: Result
    course: "Course"

    @property
    def key(self) -> tuple[str, ...]:
        """Which point it is: its code, else its place and its words."""
        if self.code is not None:
            return (self.code,)
        return (self.stage.value if self.stage else "", self.kind.value if self.kind else "", self.text)

    @property
    def is_open(self) -> bool:
        """Whether it is not mended on the as-of day."""
        return self.done_on is None

    @property
    def is_placed(self) -> bool:
        """Whether its place in the table of 阶段 and 类型 is known."""
        return self.stage is not None and self.kind is not None

    def is_overdue(self, as_of: date) -> bool:
        """Whether it is open after its 整改期限."""
        return self.is_open and self.due_on is not None and self.due_on < as_of

    def is_unmended_on(self, day: date) -> Answer:
        """Whether it had been found before a day and was not mended by then; unknown without 发现日期."""
        if self.done_on is not None and self.done_on <= day:
            return Answer.NO
        return Answer.UNKNOWN if self.found_on is None else Answer.of(self.found_on < day)

    def is_found_in(self, period: Period) -> bool:
        """Whether it was found in a period, by its day."""
        return self.found_on is not None and self.found_on in period

    def is_undated_in(self, period: Period) -> bool:
        """Whether it has no day and its case was open in a period: it is named there, and counted apart."""
        return self.found_on is None and self.course.is_open_in(period)


@dataclass(frozen=True, slots=True)
class CaseRisk:
    """The points of a case, and what the dispute came to.

    Attributes:
        lost_on: the day of the first decision against an own unit in it, whatever became of that decision.
    """

    case: str
    traits: Traits
    result: Result
    lost_on: date | None
    points: tuple[PointRecord, ...]


@dataclass(frozen=True, slots=True)
class ScreeningRecord:
    """A 风险排查.

    Attributes:
        path: its file, relative to the workspace.
        unit: as written; `reported` the own unit it is reported under, if it is one.
        case: the case id it names, whether there is such a case or not.
    """

    path: str
    unit: str
    reported: str | None
    act: str
    traits: Traits
    screened_on: date
    case: str | None
    points: tuple[PointRecord, ...]

    @property
    def name(self) -> str:
        """What it is called on the command line: its path without `cases/` and the ending."""
        return self.path.removeprefix("cases/").removesuffix(".yaml")


@dataclass(frozen=True, slots=True)
class _Whose:
    """What the points of one case or screening share."""

    source: str
    case: str | None
    units: tuple[str, ...]
    traits: Traits
    result: Result = Result.NOT_IN_COURT
    course: Course = field(default_factory=Course)


def case_risk(view: View) -> CaseRisk:
    """The points of a case as known on the as-of day."""
    result = _result(view)
    whose = _Whose(view.id, view.id, acting_units(view), traits_of(view), result, Course.of(view))
    points = tuple([_point(view.office, each, whose, each.found_on) for each in view.case.risk_points])
    return CaseRisk(view.id, whose.traits, result, _lost_on(view), points)


def screening_record(office: Office, screening: Screening, as_of: date, path: str) -> ScreeningRecord | None:
    """A screening as known on a day; `None` where it came later."""
    if screening.screened_on > as_of:
        return None
    known = screening.known_on(as_of) or screening
    unit = office.directory.find(known.unit)
    reported = office.directory.reported_under(unit).name if unit is not None else None
    whose = _Whose(path, known.case, (reported,) if reported else (), Traits(known.act_type, ""))
    points = tuple(
        _point(office, each, whose, each.found_on or known.screened_on) for each in known.risk_points
    )
    return ScreeningRecord(
        path, known.unit, reported, known.act, whose.traits, known.screened_on, known.case, points
    )


def acting_units(view: View) -> tuple[str, ...]:
    """The own units whose act it is, as reported (归口): those sued for it, before those sued for 复议 only.

    In a case of 非诉审查 only: those that ask for enforcement.
    """
    directory = view.office.directory
    defendants = view.case.defendants
    acting = [each.unit for each in defendants if each.status is not DefendantStatus.RECONSIDERATION]
    applicants = [each.unit for each in view.case.enforcement_applicants]
    for names in (acting, [each.unit for each in defendants], applicants):
        found = [unit for unit in map(directory.find, names) if unit is not None]
        if found:
            return tuple(dict.fromkeys(directory.reported_under(unit).name for unit in found))
    return ()


def _point(office: Office, point: RiskPoint, whose: _Whose, found_on: date | None) -> PointRecord:
    stage, kind = placed(office, point)
    listed = office.risk_catalogue.find(point.code)
    return PointRecord(
        (whose.source,),
        whose.case,
        whose.units,
        whose.traits,
        point.code,
        stage,
        kind,
        described(office, point),
        point.note or "",
        level(point),
        listed.consequence if listed is not None else None,
        point.owner or "",
        point.rectification or "",
        found_on,
        point.due_on,
        point.done_on,
        whose.result,
        whose.course,
    )


def _result(view: View) -> Result:
    """By the 终局, as the final rate counts it; pending until there is one."""
    if not any(view.is_litigation(proceeding) for proceeding in view.case.proceedings):
        return Result.NOT_IN_COURT
    end = final(view)
    if end.answer is Answer.NO or end.proceeding is None:
        return Result.PENDING
    if end.answer is Answer.UNKNOWN:
        return Result.UNKNOWN
    own = [unit.name for unit in view.own_defendants]
    answers = {Answer.YES: Result.LOST, Answer.NO: Result.NOT_LOST, Answer.UNKNOWN: Result.UNKNOWN}
    return answers[is_adverse_to_any(view, end.proceeding, own)]


def _lost_on(view: View) -> date | None:
    own = [unit.name for unit in view.own_defendants]
    days = [
        proceeding.concluded_on
        for proceeding in view.case.proceedings
        if proceeding.concluded_on is not None
        and view.is_litigation(proceeding)
        and is_adverse_to_any(view, proceeding, own) is Answer.YES
    ]
    return min(days, default=None)


def joined(cases: Iterable[CaseRisk], screenings: Iterable[ScreeningRecord]) -> tuple[PointRecord, ...]:
    """Every point once: those of a screening go to the case it became; one code counts once in a case.

    A case that a screening names and nobody has leaves what became of it unknown.
    """
    results: dict[str, CaseRisk] = {}
    groups: dict[tuple[str, tuple[str, ...]], list[PointRecord]] = {}
    for case in cases:
        results[case.case] = case
        for point in case.points:
            groups.setdefault((case.case, point.key), []).append(point)
    for point in _handed_on(screenings, results):
        groups.setdefault((point.case or point.sources[0], point.key), []).append(point)
    return tuple(_merged(group) for group in groups.values())


def _handed_on(screenings: Iterable[ScreeningRecord], cases: dict[str, CaseRisk]) -> Iterator[PointRecord]:
    for screening in screenings:
        case = cases.get(screening.case) if screening.case is not None else None
        result = case.result if case is not None else Result.UNKNOWN
        for point in screening.points:
            yield point if screening.case is None else replace(point, result=result)


def _merged(group: list[PointRecord]) -> PointRecord:
    """One point of several entries: found on the first day, mended only when every entry is."""
    first = group[0]
    if len(group) == 1:
        return first
    done = [each.done_on for each in group if each.done_on is not None]
    levels = {each.level for each in group}
    return replace(
        first,
        sources=tuple(dict.fromkeys(source for each in group for source in each.sources)),
        units=tuple(dict.fromkeys(unit for each in group for unit in each.units)),
        level=next((each for each in RiskLevel if each in levels), None),
        found_on=min((each.found_on for each in group if each.found_on is not None), default=None),
        due_on=min((each.due_on for each in group if each.due_on is not None), default=None),
        done_on=max(done) if len(done) == len(group) else None,
    )
