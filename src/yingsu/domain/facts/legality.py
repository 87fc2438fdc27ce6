"""What has to be done before and beside an act, and whether the file has it: review, discussion, platform, records.

Basis: 行政处罚法 第四十七条、第五十七条第二款、第五十八条第一款; 国办发〔2018〕118号（八）（十二）（十三）;
德政办〔2025〕32号第二、第三部分.
"""

from collections.abc import Iterable
from typing import Final

from yingsu.domain.act import ChallengedAct, EnforcementRecords, LegalityReview, ReviewItems
from yingsu.domain.aftermath import RiskPoint
from yingsu.domain.deadline_act import PENALTY, acting_unit
from yingsu.domain.facts.county import binds
from yingsu.domain.facts.risk import is_open
from yingsu.domain.terms import LegalityReviewResult, RecordStatus, ReviewItemResult
from yingsu.domain.view import View, per_view

ENFORCEMENT: Final = frozenset({PENALTY, "行政强制措施", "行政强制执行"})
"""行为类别 that go through the platform (德政办〔2025〕32号第二部分). Inspections do not come to court as such."""

_ITEMS: Final = tuple(ReviewItems.model_fields)
_RECORDS: Final = tuple(EnforcementRecords.model_fields)

_CRIME_POINTS: Final = frozenset({"SL-FL-04", "DC-FL-06"})
"""The points of the catalogue about handing a suspected crime over (移送规定 第三条、第五条、第十一条第一款)."""


@per_view
def own_act(view: View) -> ChallengedAct | None:
    """The challenged act, where an own unit made it: for those of others nobody here answers."""
    return view.case.act if view.office.directory.find(acting_unit(view)) is not None else None


def is_of_county_time(act: ChallengedAct) -> bool:
    """Whether the act was made, or at least begun, since the county's document."""
    return binds(act.made_on or act.opened_on)


def is_reviewed_by_law(view: View, act: ChallengedAct) -> bool:
    """Whether the act had to be reviewed: 重大, as the office marks it, or a penalty after a hearing.

    A hearing is held about penalties that bear on great interests; one marked 重大: 否 all the same is not second-guessed
    (行政处罚法 第五十八条第一款第（一）项、第（二）项).
    """
    if act.is_major is not None:
        return act.is_major
    is_heard = act.oral_hearing is not None and act.oral_hearing.held_on is not None
    return is_heard and view.case.act_type == PENALTY


def is_reviewed(review: LegalityReview | None) -> bool:
    """Whether there was a legality review at all: an entry, and not 未审核."""
    return review is not None and review.result is not LegalityReviewResult.NOT_REVIEWED


def failed_items(review: LegalityReview) -> tuple[str, ...]:
    """The fields of the items that are 不合格, in the order of the list; also 涉罪移送."""
    items = review.items
    if items is None:
        return ()
    return tuple(name for name in _ITEMS if getattr(items, name) is ReviewItemResult.FAILED)


def unanswered_items(review: LegalityReview) -> tuple[str, ...]:
    """The fields of the items that the list does not answer."""
    items = review.items
    return tuple(name for name in _ITEMS if items is None or getattr(items, name) is None)


def was_refused(review: LegalityReview) -> bool:
    """Whether the review was not passed: 存在问题, or an item 不合格.

    涉罪移送 is not among them: what is to be handed over is no fault of the act by itself.
    """
    failed = [name for name in failed_items(review) if name != "crime_transferred"]
    return review.result is LegalityReviewResult.PROBLEMS or bool(failed)


def is_crime_left(review: LegalityReview, points: Iterable[RiskPoint]) -> bool:
    """Whether 涉罪移送 is 不合格 and no risk point about it is mended: the one place where a file can say that it is."""
    is_mended = any(point.code in _CRIME_POINTS and not is_open(point) for point in points)
    return "crime_transferred" in failed_items(review) and not is_mended


def records_of(act: ChallengedAct, status: RecordStatus | None) -> tuple[str, ...]:
    """The fields of 执法记录 with that status; with `None` those of which nothing is said."""
    records = act.records
    if records is None:
        return ()
    return tuple(name for name in _RECORDS if getattr(records, name) is status)
