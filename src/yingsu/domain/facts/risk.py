"""Risk points, of a case or of a screening: where each belongs, whether it is open, whether it is late.

Basis: 德政办〔2025〕32号第二部分 (five stages, four kinds). Points are to be passed as known on the day
(`View.case`, `Screening.known_on`), so that a 完成日期 that is written was there.
"""

from datetime import date

from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.office import Office
from yingsu.domain.terms import RiskKind, RiskLevel, Stage


def placed(office: Office, point: RiskPoint) -> tuple[Stage | None, RiskKind | None]:
    """阶段 and 类型 of a point: of the catalogue where it has the code, else as written; `None` where neither says.

    The catalogue wins over what is written beside a code, so that one code never stands in two cells of a table.
    """
    found = office.risk_catalogue.find(point.code)
    return (found.stage, found.kind) if found is not None else (point.stage, point.kind)


def described(office: Office, point: RiskPoint) -> str:
    """What the point is about: the catalogue's text, else 说明, else its code."""
    found = office.risk_catalogue.find(point.code)
    return found.text if found is not None else point.note or point.code or ""


def level(point: RiskPoint) -> RiskLevel | None:
    """等级 as written: nobody but the office grades its points."""
    return point.level


def is_high(point: RiskPoint) -> bool:
    """Whether 等级 is written as 高."""
    return level(point) is RiskLevel.HIGH


def is_open(point: RiskPoint) -> bool:
    """Whether it is not mended yet: no 完成日期 (metrics.md: silence on it means not done)."""
    return point.done_on is None


def is_late(point: RiskPoint, as_of: date) -> bool:
    """Whether it was not mended by its 整改期限: mended later, or still open after that day.

    A point without 整改期限 is never late.
    """
    return point.due_on is not None and (point.done_on or as_of) > point.due_on


def is_overdue(point: RiskPoint, as_of: date) -> bool:
    """Whether it is still open after its 整改期限."""
    return is_open(point) and is_late(point, as_of)
