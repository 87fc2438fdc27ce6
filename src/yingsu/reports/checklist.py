"""The checklist of an act: what is to be looked at, stage by stage, and what was found so far.

Without a case it is empty, to be ticked by hand. With a case or a screening it has what is written there; what is not
written is neither found nor excluded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from yingsu.domain.act import LegalityReview
from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.risk import described, is_late, is_open, is_overdue, level, placed
from yingsu.domain.office import Office
from yingsu.domain.parties import Responsibility
from yingsu.domain.records import Screening
from yingsu.domain.risk_catalogue import REVIEW_ITEMS, CataloguePoint, ReviewItem, scopes_raised_by
from yingsu.domain.terms import RiskKind, Scope, Stage
from yingsu.domain.view import View

STAGE_OF_REVIEW: Final = Stage.DECISION
"""法制审核 is done before the decision: with another stage asked for, it is left out."""

_UNPLACED: Final = "阶段没有写"
_UNKNOWN_KIND: Final = "类型没有写"


@dataclass(frozen=True, slots=True)
class Screened:
    """A screening, and its file relative to the workspace."""

    record: Screening
    path: str

    @property
    def id(self) -> str:
        """What it is called by, as a case is by its id."""
        return self.path.removeprefix("cases/").removesuffix(".yaml")


@dataclass(frozen=True, slots=True)
class Found:
    """A point as somebody wrote it.

    Attributes:
        point: as known on the day.
        origin: where it comes from; empty for the file that was asked for.
        path: of its file, relative to the workspace.
    """

    point: RiskPoint
    origin: str
    path: str


@dataclass(frozen=True, slots=True)
class Line:
    """A point of the checklist.

    Attributes:
        code: its 编号; `None` for a point of a case that has none.
        listed: the point of the catalogue; `None` where it has none of that code.
        text: what is wrong.
        found: every time it was written down.
    """

    stage: Stage | None
    kind: RiskKind | None
    code: str | None
    listed: CataloguePoint | None
    text: str
    found: tuple[Found, ...] = ()

    @property
    def basis(self) -> str:
        """The basis as a lawyer prints it."""
        return self.listed.printed_basis if self.listed is not None else ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at: an act before the court or screened; nothing of it is known for an empty checklist.

    Attributes:
        id: of the case or the screening; `None` without one.
        is_case: whether it is a case.
        name: of the case, or the act that was screened.
        path: its file.
        review: the legality review, as far as it is written.
    """

    id: str | None = None
    is_case: bool = False
    name: str = ""
    path: str = ""
    unit: str = ""
    act: str = ""
    number: str = ""
    handler: str = ""
    looked_on: date | None = None
    responsible: Responsibility | None = None
    review: LegalityReview | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is to be looked at in an act, and what was found.

    Attributes:
        stages: those asked for.
        reviewed: the items of the legality review; none where their stage was not asked for.
    """

    workspace: str
    as_of: date
    act_type: str
    stages: tuple[Stage, ...]
    lines: tuple[Line, ...]
    subject: Subject = field(default_factory=Subject)
    reviewed: tuple[ReviewItem, ...] = REVIEW_ITEMS

    def result_of(self, item: ReviewItem) -> str | None:
        """合格, 不合格, 不适用 as written; `None` where nothing is."""
        review = self.subject.review
        result = (
            getattr(review.items, item.field) if review is not None and review.items is not None else None
        )
        return str(result.value) if result is not None else None

    def groups(self) -> Iterator[tuple[str, list[tuple[str, list[Line]]]]]:
        """The lines by stage and kind, with what these are called; only what there is."""
        for stage in (*Stage, None):
            of_stage = [line for line in self.lines if line.stage is stage]
            kinds = [
                (kind.value if kind else _UNKNOWN_KIND, [line for line in of_stage if line.kind is kind])
                for kind in (*RiskKind, None)
            ]
            if of_stage:
                yield stage.value if stage else _UNPLACED, [(name, lines) for name, lines in kinds if lines]


def empty_checklist(office: Office, act_type: str, as_of: date, stages: tuple[Stage, ...]) -> Checklist:
    """What is to be looked at in an act of that 行为类别."""
    return _checklist(office, as_of, stages, act_type)


def case_checklist(
    view: View,
    path: str,
    screenings: Iterable[Screened],
    stages: tuple[Stage, ...],
    act_type: str | None = None,
) -> Checklist:
    """The checklist of a case, with the points of the screenings that led to it.

    Args:
        view: the case on the day.
        path: its file.
        screenings: those of the workspace.
        stages: those asked for.
        act_type: another 行为类别 than the case's, where a reconsideration or a claim stands for an act.
    """
    case, act = view.case, view.case.act
    found = [Found(point, "", path) for point in case.risk_points]
    for screened in screenings:
        known = screened.record.known_on(view.as_of)
        if (
            screened.record.case == view.id
            and known is not None
            and screened.record.screened_on <= view.as_of
        ):
            origin = f"风险排查“{known.act}”"
            found += [Found(point, origin, screened.path) for point in known.risk_points]
    subject = Subject(
        view.id,
        is_case=True,
        name=case.name,
        path=path,
        unit=(act.agency if act is not None else None) or "、".join(handling_units(view)),
        act=(act.name if act is not None else None) or case.cause,
        number=(act.document_number if act is not None else None) or "",
        responsible=case.responsible,
        review=act.legality_review if act is not None else None,
    )
    scopes = scopes_raised_by(case)
    return _checklist(view.office, view.as_of, stages, act_type or case.act_type, subject, found, scopes)


def screening_checklist(
    office: Office, screened: Screened, as_of: date, stages: tuple[Stage, ...], act_type: str | None = None
) -> Checklist:
    """The checklist of a screening."""
    record = screened.record.known_on(as_of) or screened.record
    subject = Subject(
        screened.id,
        name=record.act,
        path=screened.path,
        unit=record.unit,
        act=record.act,
        handler=record.screener or "",
        looked_on=screened.record.screened_on,
        responsible=record.responsible,
    )
    found = [Found(point, "", screened.path) for point in record.risk_points]
    return _checklist(office, as_of, stages, act_type or record.act_type, subject, found)


def _checklist(
    office: Office,
    as_of: date,
    stages: tuple[Stage, ...],
    act_type: str,
    subject: Subject | None = None,
    found: Iterable[Found] = (),
    scopes: Iterable[Scope] = (),
) -> Checklist:
    by_code: dict[str | None, list[Found]] = {}
    for each in found:
        by_code.setdefault(each.point.code, []).append(each)
    lines = [
        Line(point.stage, point.kind, point.code, point, point.text, tuple(by_code.pop(point.code, ())))
        for point in office.risk_catalogue.for_act_type(act_type, scopes)
    ]
    own = by_code.pop(None, [])
    lines += [_further(office, tuple(group)) for group in by_code.values()]
    lines += [_further(office, (each,)) for each in own]
    lines.sort(key=_place)
    wanted = tuple(line for line in lines if not stages or line.stage in stages)
    reviewed = REVIEW_ITEMS if not stages or STAGE_OF_REVIEW in stages else ()
    name = office.settings.name
    return Checklist(name, as_of, act_type, stages, wanted, subject or Subject(), reviewed)


def _place(line: Line) -> tuple[int, int]:
    """By stage and kind, in the order of the county's document; last what has none."""
    stages, kinds = [*Stage], [*RiskKind]
    return (
        stages.index(line.stage) if line.stage is not None else len(stages),
        kinds.index(line.kind) if line.kind is not None else len(kinds),
    )


def _further(office: Office, found: tuple[Found, ...]) -> Line:
    """A point that was found and is not among those of the act."""
    point = found[0].point
    listed = office.risk_catalogue.find(point.code)
    return Line(*placed(office, point), point.code, listed, described(office, point), found)


def state_of(point: RiskPoint, as_of: date) -> str:
    """Where the mending of a point stands: open, overdue, done, late (done after its day)."""
    if is_open(point):
        return "overdue" if is_overdue(point, as_of) else "open"
    return "late" if is_late(point, as_of) else "done"


def standing(point: RiskPoint, as_of: date) -> str:
    """Where the mending of a point stands, in words."""
    if point.done_on is None:
        late = f"，逾期{(as_of - point.due_on).days}天" if point.due_on and is_overdue(point, as_of) else ""
        return f"未完成{late}"
    late = f"，逾期{(point.done_on - point.due_on).days}天" if point.due_on and is_late(point, as_of) else ""
    return f"{point.done_on.isoformat()} 完成{late}"


def said_of(found: Found, as_of: date) -> tuple[str, ...]:
    """A point as it was found, and where its mending stands; each in a line."""
    point = found.point
    graded = level(point)
    parts = (
        f"等级{graded.value}" if graded else "",
        f"{point.found_on.isoformat()} 发现" if point.found_on else "",
        f"责任人{point.owner}" if point.owner else "",
        found.origin and f"来自{found.origin}",
    )
    limit = f"{point.due_on.isoformat()} 前整改：" if point.due_on else "整改："
    said = ("，".join(part for part in parts if part), f"{limit}{standing(point, as_of)}")
    return tuple(line for line in said if line)
