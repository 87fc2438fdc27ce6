"""Rules of risk points, of cases and of screenings (YS5xx)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from yingsu.diagnostic import Severity
from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline, Status
from yingsu.domain.facts.risk import is_high, is_open
from yingsu.domain.law import COUNTY_OPINION
from yingsu.domain.office import Office
from yingsu.domain.risk_catalogue import ACT_TYPES_OF, CataloguePoint, scopes_of, scopes_raised_by
from yingsu.domain.scalars import nearest, shorten
from yingsu.domain.terms import RiskKind, Scope, Stage
from yingsu.domain.view import View, per_view
from yingsu.rules.core import Finding, part_rule
from yingsu.rules.due_days import of_kind

_OF_NO_ACT_ALONE: Final = frozenset({Scope.GENERAL, Scope.COURT_ENFORCEMENT})
"""An act that has no more than these has no points of its own in the catalogue: it borrows those of others."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What has risk points, a case or a screening, as known on the as-of day.

    Attributes:
        scopes: what is looked at in it: by its 行为类别, and by the turns a case has taken.
    """

    office: Office
    act_type: str
    scopes: frozenset[Scope]
    points: tuple[RiskPoint, ...]

    def listed(self) -> Iterator[tuple[RiskPoint, CataloguePoint]]:
        """The points that the catalogue has."""
        for point in self.points:
            found = self.office.risk_catalogue.find(point.code)
            if found is not None:
                yield point, found


@per_view
def matter_of(view: View) -> Matter:
    """A case as what has risk points."""
    case = view.case
    scopes = scopes_of(case.act_type) | scopes_raised_by(case)
    return Matter(view.office, case.act_type, scopes, case.risk_points)


def overdue(found: Iterable[Deadline], key: str) -> Iterator[tuple[Deadline, str]]:
    """The due days of one kind that are past with nothing done, and by how much, in words."""
    for each in found:
        if each.key == key and each.status is Status.OVERDUE and each.missed is Answer.YES:
            yield each, f"已逾期 {-each.days_left} 日"


@part_rule("YS502", "risk-code-unknown", "风险点编号不在目录里", Severity.WARNING, part=matter_of)
def unknown_code(matter: Matter) -> Iterator[Finding]:
    """风险点的编号是目录里的，目录里有阶段、类型、内容和依据。编号不在目录里，这一条就归不到哪个阶段、哪一类，排查表和统计里都会落下。

    编号写错的照目录改正（yingsu explain 编号 可以查）；目录里确实没有的，删去“编号”，写“阶段”“类型”“说明”，
    或在本单位自己的风险点目录里加上这一条。
    """
    catalogue = matter.office.risk_catalogue
    # Of a list of the office's own that could not be read whole nothing can be said to be missing.
    for point in matter.points if catalogue.is_whole else ():
        if point.code is None or catalogue.find(point.code) is not None:
            continue
        known = tuple(each.code for each in catalogue.points)
        near = nearest(point.code, known)
        guess = f"，最接近的是 {near}" if near is not None else ""
        yield Finding(point, "code", f"风险点目录里没有编号“{shorten(point.code)}”{guess}")


@part_rule("YS503", "risk-point-misplaced", "风险点的阶段或类型与目录不符", Severity.WARNING, part=matter_of)
def misplaced_point(matter: Matter) -> Iterator[Finding]:
    """写了编号，又写了阶段或类型，而与目录里这个编号的不同：多半是编号抄错了一位。统计时以目录为准。

    核对编号；编号没有写错的，“阶段”“类型”可以不写。
    """
    for point, found in matter.listed():
        stage, kind = point.stage, point.kind
        wrong: list[tuple[str, Stage | RiskKind]] = []
        if stage is not None and stage is not found.stage:
            wrong.append(("stage", stage))
        if kind is not None and kind is not found.kind:
            wrong.append(("kind", kind))
        if wrong:
            said = "、".join(str(written) for _, written in wrong)
            where = f"{found.code} 属于{found.stage.value}阶段、{found.kind.value}"
            yield Finding(point, wrong[0][0], f"{where}，这里写的是{said}")


@part_rule("YS504", "risk-point-of-other-act", "风险点不适用于这类行为", Severity.INFO, part=matter_of)
def point_of_other_act(matter: Matter) -> Iterator[Finding]:
    """目录里有的风险点只适用于某类行为（如许可、处罚、信息公开）。用在别的行为上，可能是编号写错，也可能是“行为类别”写错。

    有的行为类别（如行政登记、行政处理）目录里没有专门的风险点，借用相近的编号，不提示。

    核对编号和“行为类别”；一并审查的另一个行为确有这个问题的，不必改。
    """
    if scopes_of(matter.act_type) <= _OF_NO_ACT_ALONE:
        return
    for point, found in matter.listed():
        # Points of major decisions and of performance belong to no 行为类别, so to any.
        if found.scope not in matter.scopes and ACT_TYPES_OF.get(found.scope):
            message = f"{found.code} 适用于“{found.scope.value}”，这里的行为类别是{matter.act_type}"
            yield Finding(point, "code", message)


@part_rule(
    "YS505",
    "high-risk-unassigned",
    "等级高的风险点没有责任人或整改期限",
    Severity.WARNING,
    COUNTY_OPINION.section(1),
    COUNTY_OPINION.section(2),
    part=matter_of,
)
def unassigned_high_point(matter: Matter) -> Iterator[Finding]:
    """等级写“高”、还没有完成整改的风险点，要落实到人、限定日期，否则没有人去改。

    等级以本单位写明的为准，没有写等级的不提示；已经写了“完成日期”的也不再提示。

    补填“责任人”“整改期限”；已经整改的补填“完成日期”；等级其实不高的改正“等级”。
    """
    for point in matter.points:
        owner, due_on = point.owner, point.due_on
        if is_high(point) and is_open(point) and (owner is None or due_on is None):
            empty = (("owner", owner), ("due_on", due_on))
            lacking = [point.key_of(field) for field, value in empty if value is None]
            what = shorten(point.code or point.note or "")
            yield Finding(point, "level", f"风险点“{what}”等级为高，没有写{'、'.join(lacking)}")


@part_rule(
    "YS506",
    "risk-point-overdue",
    "风险点逾期未整改",
    Severity.WARNING,
    COUNTY_OPINION.section(2),
    part=lambda view: of_kind(view, "K05"),
)
def overdue_point(found: tuple[Deadline, ...]) -> Iterator[Finding]:
    """自己定的“整改期限”已过，没有写“完成日期”。超过期限才完成的，不再提示。

    已经整改的补填“完成日期”；还没有的尽快整改，确有困难的改定“整改期限”并在“整改措施”里写明原因。
    """
    for deadline, late in overdue(found, "K05"):
        what = shorten(deadline.what)
        message = f"风险点“{what}”的整改期限到 {deadline.due.isoformat()} 为止，没有写完成日期，{late}"
        yield Finding(deadline.node, deadline.field, message)


POINT_RULES = (unknown_code, misplaced_point, point_of_other_act, unassigned_high_point)
"""The rules of risk points, wherever the points stand; `overdue_point` looks at their due days."""
