"""败诉复盘台账: every dispute that was lost in the end, whether it was reviewed, and each measure that came of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from yingsu.document import Align, Cell, Tone, text
from yingsu.domain.aftermath import Measure, PostCaseReview
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.deadlines import review_deadline
from yingsu.domain.facts.outcome import loss_reasons
from yingsu.domain.facts.review import Loss, held, is_reported, loss
from yingsu.domain.law import COUNTY_OPINION
from yingsu.domain.terms import Disposition, LossReason
from yingsu.domain.view import View
from yingsu.metrics.items import UNSAID, traits_of
from yingsu.reports.ledger_core import (
    DAYS_NOTE,
    EMPTY,
    Entry,
    Field,
    Ledger,
    Scope,
    Source,
    dated,
    days_left,
    days_of,
    number,
    responsible_fields,
    unit_names,
    words,
)

REVIEWED, NOT_REVIEWED = "已复盘", "未复盘"
WRITTEN, BLANK = "有", "无"
TICK: Final = "是"
_OTHER_REASONS: Final = tuple(LossReason)[4:]
"""The reasons beyond the county's four."""


@dataclass(frozen=True)
class Lesson:
    """A loss and, in a row of its own, each measure of its review.

    Attributes:
        place: which measure it is, from 1; `None` where the review has none.
    """

    view: View
    loss: Loss
    measure: Measure | None
    place: int | None

    @property
    def review(self) -> PostCaseReview | None:
        """The review as written, whether its day is said or not."""
        return self.view.case.post_case_review

    @cached_property
    def reviewed_on(self) -> date | None:
        """The day of the review; `None` while it was not held."""
        review = held(self.view)
        return review.reviewed_on if review is not None else None

    @cached_property
    def limit(self) -> Deadline | None:
        """The due day of the review; `None` where the office has set no number."""
        return review_deadline(self.view, self.loss.units[0])

    @cached_property
    def reasons(self) -> frozenset[LossReason]:
        """败诉原因 of the decision, of any unit that lost, and those the review found."""
        named = {
            reason
            for unit in self.loss.units
            for reason in loss_reasons(self.view, self.loss.proceeding, unit)
        }
        return frozenset(named | set(self.review.reasons if self.review is not None else ()))


def _entries(source: Source, _: Scope) -> Iterator[Entry[Lesson]]:
    view = source.view
    found = loss(view) if view is not None else None
    if view is None or found is None:
        return
    review = view.case.post_case_review
    measures = review.measures if review is not None else ()
    for place, measure in enumerate(measures, 1):
        yield _entry(Lesson(view, found, measure, place))
    if not measures:
        yield _entry(Lesson(view, found, None, None))


def _entry(row: Lesson) -> Entry[Lesson]:
    """Open until the review was held and this measure is done."""
    needed = [row.loss.day, row.reviewed_on]
    if row.measure is not None:
        needed.append(row.measure.done_on)
    done = [each for each in needed if each is not None]
    return Entry(row, row.loss.units, row.loss.day, max(done) if len(done) == len(needed) else None)


def _reviewed(row: Lesson) -> Cell:
    return text(REVIEWED) if row.reviewed_on is not None else text(NOT_REVIEWED, Tone.BAD)


def _ticked(*reasons: LossReason) -> Callable[[Lesson], Cell]:
    return lambda row: text(TICK) if row.reasons & set(reasons) else EMPTY


def _has(aspect: str) -> Callable[[Lesson], Cell]:
    """Whether the review says anything of an aspect."""

    def cell(row: Lesson) -> Cell:
        if row.review is None:
            return EMPTY
        return text(WRITTEN) if getattr(row.review, aspect) else text(BLANK)

    return cell


def _report(row: Lesson) -> Cell:
    if row.review is None:
        return EMPTY
    return text(WRITTEN if is_reported(row.review) else BLANK)


def _measure_days(row: Lesson) -> Cell:
    measure = row.measure
    return days_of(measure.due_on, measure.done_on, row.view.as_of) if measure is not None else EMPTY


# One line is one column, as in the printed form: the formatter would make it seven.
# fmt: off
_FIELDS: tuple[Field[Lesson], ...] = (
    Field("案号", 23, lambda row: words(row.loss.proceeding.case_number), is_brief=True, note="终局裁判的案号。"),
    Field("案件名称", 24, lambda row: words(row.view.case.name)),
    Field("败诉单位", 16, lambda row: words(row.loss.units[0]), choices=unit_names, is_brief=True,
          basis=(COUNTY_OPINION.section(6),), note="谁败诉，谁复盘。有几个的，列第一个，个数在后一列。"),
    Field("单位个数", 6, lambda row: number(len(row.loss.units)), align=Align.RIGHT),
    *responsible_fields(lambda row: row.view.case.responsible),
    Field("终局结果", 14, lambda row: words(traits_of(row.view, row.loss.proceeding).outcome),
          choices=(*(word.value for word in Disposition), UNSAID)),
    Field("生效日期", 11, lambda row: dated(row.loss.day)),
    *(
        Field(reason.value, 7, _ticked(reason), group="败诉原因", choices=(TICK,))
        for reason in tuple(LossReason)[:4]
    ),
    Field("其他原因", 7, _ticked(*_OTHER_REASONS), group="败诉原因", choices=(TICK,),
          note="裁量不当、超越职权、滥用职权、不履行法定职责等。"),
    Field("复盘", 8, _reviewed, choices=(REVIEWED, NOT_REVIEWED), is_brief=True, note="没有写复盘日期的，就是未复盘。"),
    Field("复盘日期", 11, lambda row: dated(row.reviewed_on), is_brief=True),
    Field("复盘期限", 11, lambda row: dated(row.limit.due if row.limit is not None else None),
          note="按设置“期限”中的复盘工作日推算；没有设置的空着。"),
    Field("复盘剩余天数", 10, lambda row: days_left(row.limit), align=Align.RIGHT, note=DAYS_NOTE),
    Field("主持人", 9, lambda row: words(row.review.chair if row.review is not None else None)),
    Field("事实认定", 6, _has("facts"), group="复盘写了没有", choices=(WRITTEN, BLANK)),
    Field("法律适用", 6, _has("law"), group="复盘写了没有", choices=(WRITTEN, BLANK)),
    Field("程序规范", 6, _has("procedure"), group="复盘写了没有", choices=(WRITTEN, BLANK)),
    Field("出庭应诉", 6, _has("appearance"), group="复盘写了没有", choices=(WRITTEN, BLANK)),
    Field("结论", 6, _has("conclusion"), group="复盘写了没有", choices=(WRITTEN, BLANK)),
    Field("报告", 6, _report, choices=(WRITTEN, BLANK), note="有复盘报告或报送日期。"),
    Field("报送日期", 11, lambda row: dated(row.review.submitted_on if row.review is not None else None)),
    Field("第几项", 6, lambda row: number(row.place), group="整改", align=Align.RIGHT,
          note="每项措施一行，案件和复盘的各列重复。数败诉案件，数这一列空着的和为1的。"),
    Field("措施", 22, lambda row: words(row.measure.measure if row.measure is not None else None), group="整改",
          is_brief=True),
    Field("整改人", 9, lambda row: words(row.measure.owner if row.measure is not None else None), group="整改"),
    Field("期限", 11, lambda row: dated(row.measure.due_on if row.measure is not None else None), group="整改"),
    Field("完成日期", 11, lambda row: dated(row.measure.done_on if row.measure is not None else None), group="整改"),
    Field("剩余天数", 10, _measure_days, group="整改", align=Align.RIGHT, is_brief=True, note=DAYS_NOTE),
    Field("案卷", 20, lambda row: words(row.view.id)),
)
# fmt: on

REVIEWS: Final = Ledger(
    "复盘",
    "败诉案件复盘台账",
    "一件终局败诉的争议；复盘有几项整改措施的，每项一行",
    "终局裁判生效不晚于期末，期初以前还没有复盘或还没有整改完",
    (COUNTY_OPINION.section(6),),
    _FIELDS,
    _entries,
)
