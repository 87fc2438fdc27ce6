"""裁判履行台账: what each effective decision orders an own unit to do, until when, and whether it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yingsu.document import Align, Cell, Tone, text
from yingsu.domain.aftermath import Obligation
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.deadlines import deadlines
from yingsu.domain.facts.effect import Effect, effect
from yingsu.domain.facts.performance import (
    PerformanceState,
    due,
    has_ended,
    is_void,
    standing_under,
    state,
)
from yingsu.domain.law import COUNTY_OPINION, LITIGATION_LAW
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.view import View
from yingsu.metrics.performance import item_of
from yingsu.reports.ledger_core import (
    COUNTED,
    DAYS_NOTE,
    EMPTY,
    LEFT_OUT,
    Entry,
    Field,
    Ledger,
    Scope,
    Source,
    counted_as,
    counting,
    dated,
    days_of,
    responsible_fields,
    steps_of,
    unit_names,
    words,
)

ENDED, VOID, NOT_EFFECTIVE, EFFECT_UNKNOWN = "已终止", "原裁判已撤销", "尚未生效", "生效日期不明"
STATES: Final = (*(each.value for each in PerformanceState), ENDED, VOID, NOT_EFFECTIVE, EFFECT_UNKNOWN)

_PERFORMANCE: Final = "D23"


@dataclass(frozen=True)
class Duty:
    """An obligation of an own unit.

    Attributes:
        standing: the decision it counts under; `None` where the file does not have the one it names.
        for_unit: how the row stands to the unit's rate, and why where it does not count.
        for_county: the same for the county's.
    """

    view: View
    obligation: Obligation
    unit: Unit
    standing: Proceeding | None
    for_unit: tuple[str, str]
    for_county: tuple[str, str]

    @cached_property
    def effect(self) -> Effect | None:
        """When the decision took effect."""
        return effect(self.view, self.standing) if self.standing is not None else None

    @cached_property
    def deadline(self) -> Deadline | None:
        """The due day with its derivation, of one that binds."""
        found = (each for each in deadlines(self.view) if each.key == _PERFORMANCE)
        return next((each for each in found if each.node is self.obligation), None)

    @property
    def state(self) -> str:
        """Where it stands: one of the five, or why it does not bind."""
        if has_ended(self.view, self.obligation):
            return ENDED
        if is_void(self.view, self.obligation):
            return VOID
        if self.effect is not None and self.effect.answer is not Answer.YES:
            return NOT_EFFECTIVE if self.effect.answer is Answer.NO else EFFECT_UNKNOWN
        return state(self.view, self.obligation).value

    @property
    def is_binding(self) -> bool:
        """Whether it is one of the five."""
        return self.state not in {ENDED, VOID, NOT_EFFECTIVE, EFFECT_UNKNOWN}


def _entries(source: Source, scope: Scope) -> Iterator[Entry[Duty]]:
    """Obligations of own units; the first one under a decision that is in the ledger says how that counts."""
    view = source.view
    if view is None:
        return
    seen: set[tuple[int, str | None]] = set()
    for obligation in view.case.obligations:
        unit = view.office.directory.find(obligation.unit)
        if unit is None:
            continue
        bare = Duty(view, obligation, unit, standing_under(view, obligation), (LEFT_OUT, ""), (LEFT_OUT, ""))
        if _entry(bare).is_in(scope):
            yield _entry(_counted(bare, scope, seen))


def _entry(duty: Duty) -> Entry[Duty]:
    """Open from the day of effect until it is done or ended, and on its due day in any case."""
    obligation, taken = duty.obligation, duty.effect
    limit = due(duty.view, obligation).day
    begun = [each for each in (taken.day if taken is not None else None, limit) if each is not None]
    end = obligation.end.ended_on if has_ended(duty.view, obligation) and obligation.end is not None else None
    done = obligation.done_on or end
    last = max(done, limit) if done is not None and limit is not None and end is None else done
    return Entry(duty, (duty.unit.name,), min(begun, default=None), last)


def _counted(duty: Duty, scope: Scope, seen: set[tuple[int, str | None]]) -> Duty:
    view, standing = duty.view, duty.standing
    if standing is None or not duty.is_binding:
        return _stood(duty, (LEFT_OUT, duty.state if standing is not None else "案卷没有这个案号的裁判"))
    item = item_of(view, standing)
    reported = view.office.directory.reported_under(duty.unit).name
    both = []
    for name in (reported, None):
        mark = (id(standing), name)
        both.append(counted_as(item, name, scope, is_first=mark not in seen))
        seen.add(mark)
    return Duty(view, duty.obligation, duty.unit, standing, both[0], both[1])


def _stood(duty: Duty, why: tuple[str, str]) -> Duty:
    return Duty(duty.view, duty.obligation, duty.unit, duty.standing, why, why)


def _state(duty: Duty) -> Cell:
    is_bad = duty.state == PerformanceState.OVERDUE.value
    return text(duty.state, Tone.BAD if is_bad else Tone.PLAIN)


def _days(duty: Duty) -> Cell:
    if not duty.is_binding:
        return EMPTY
    return days_of(due(duty.view, duty.obligation).day, duty.obligation.done_on, duty.view.as_of)


def _reason(duty: Duty) -> Cell:
    return words(duty.for_unit[1] or duty.for_county[1])


def _ended_on(duty: Duty) -> Cell:
    end = duty.obligation.end
    return dated(end.ended_on if end is not None else None)


# One line is one column, as in the printed form: the formatter would make it seven.
# fmt: off
_FIELDS: tuple[Field[Duty], ...] = (
    Field("案号", 23, lambda duty: words(duty.obligation.case_number), is_brief=True,
          note="要求履行的生效裁判；维持原裁判的，按最后一份裁判计数。"),
    Field("履行单位", 18, lambda duty: words(duty.unit.name), choices=unit_names, is_brief=True),
    Field("案件名称", 24, lambda duty: words(duty.view.case.name)),
    Field("履行内容", 24, lambda duty: words(duty.obligation.content)),
    *responsible_fields(lambda duty: duty.view.case.responsible),
    Field("生效日期", 11, lambda duty: dated(duty.effect.day if duty.effect is not None else None),
          basis=(LITIGATION_LAW.article(85),)),
    Field("到期日", 11, lambda duty: dated(due(duty.view, duty.obligation).day), group="履行期限", is_brief=True,
          note="裁判写明的日期不顺延；写天数的，最后一天是节假日的顺延。"),
    Field("怎么算的", 28, lambda duty: steps_of(duty.deadline), group="履行期限"),
    Field("履行状态", 12, _state, choices=STATES, is_brief=True, basis=(LITIGATION_LAW.article(94),),
          note="没有写完成日期的，就是未履行。"),
    Field("完成日期", 11, lambda duty: dated(duty.obligation.done_on)),
    Field("终止日期", 11, _ended_on, note="执行和解、裁定不再执行等，不必再履行。"),
    Field("凭证", 18, lambda duty: words(duty.obligation.proof)),
    Field("剩余天数", 10, _days, align=Align.RIGHT, is_brief=True, note=DAYS_NOTE,
          basis=(LITIGATION_LAW.article(96),)),
    Field("本单位", 10, lambda duty: counting(duty.for_unit[0]), group="本期履行率", choices=COUNTED,
          note="按归口单位计。一份裁判只在一行计数，其余的行为同案已计；"
               "计入分子、只计分母和不明三种的行数，与报表的分母相同。"),
    Field("全县", 10, lambda duty: counting(duty.for_county[0]), group="本期履行率", choices=COUNTED,
          note="一份裁判的各项都已履行才计入分子。行数与报表相同。"),
    Field("说明计数", 16, _reason, group="本期履行率", note="不计入的原因，或计入哪一天所在的期间。"),
    Field("案卷", 20, lambda duty: words(duty.view.id)),
)
# fmt: on

PERFORMANCES: Final = Ledger(
    "履行",
    "生效裁判履行台账",
    "一份生效裁判要求一个本县单位做的一件事",
    "期末以前已经生效或到期，期初以前还没有办完或还没有到期",
    (LITIGATION_LAW.article(94), COUNTY_OPINION.whole),
    _FIELDS,
    _entries,
)
