"""The days that run for a unit, as papers list them: what is due, until when, how it was counted, on what basis."""

import re
from collections.abc import Iterable
from typing import Final

from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline, Status
from yingsu.domain.deadline_kinds import Nature
from yingsu.domain.deadlines import deadlines
from yingsu.domain.law import cite
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.view import View
from yingsu.reports.papers.paper import Entry, FieldDescription, Kind, day_text

_ISO_DAY: Final = re.compile(r"\s?(\d{4})-0?(\d{1,2})-0?(\d{1,2})")

DUE_DAY_ENTRIES: Final = (
    FieldDescription("事项", "要办的事，或者可以行使的权利", example="提交答辩状、证据和依据"),
    FieldDescription(
        "日期", "最后一天；放假安排还没有公布的注明暂定，已经过了的注明", example="2025年3月21日"
    ),
    FieldDescription("性质", "义务或者权利", example="义务"),
    FieldDescription(
        "算法", "怎么算出来的", example="收到起诉状副本2025年3月6日，当日不计；第15日为2025年3月21日"
    ),
    FieldDescription("依据", "依据；单位自己定的日期是空的", example="行政诉讼法第六十七条第一款"),
)


def due_days(name: str, meaning: str) -> FieldDescription:
    """A list of due days, under the name that a paper gives it."""
    return FieldDescription(name, meaning, Kind.LIST, entries=DUE_DAY_ENTRIES)


def of_proceeding(view: View, proceeding: Proceeding, unit: Unit) -> tuple[Deadline, ...]:
    """The due days of a unit under one 案号, done or not, the earliest first."""
    return tuple(each for each in _of_unit(view, unit) if _is_under(view, each, proceeding))


def still_open(view: View, proceeding: Proceeding, unit: Unit) -> tuple[Deadline, ...]:
    """What a unit still has to do, or may do, under one 案号 or under none: also what is overdue."""
    return tuple(
        each
        for each in _of_unit(view, unit)
        if each.done is None
        and each.kind.nature is not Nature.INFORMATION
        and (each.status is Status.OPEN or each.missed is Answer.YES)
        and (each.docket is None or _is_under(view, each, proceeding))
    )


def _of_unit(view: View, unit: Unit) -> Iterable[Deadline]:
    return (each for each in deadlines(view) if each.unit == unit.name)


def _is_under(view: View, each: Deadline, proceeding: Proceeding) -> bool:
    number = proceeding.case_number
    return each.docket == number or view.is_same_docket(each.docket, number)


def entries_of(found: Iterable[Deadline]) -> list[Entry]:
    """Due days as the entries of `due_days`."""
    return [
        {
            "事项": each.title,
            "日期": f"{due_text(each)}{_passed(each)}",
            "性质": each.kind.nature.value,
            "算法": counted_text(each),
            "依据": cite(*each.basis),
        }
        for each in found
    ]


def _passed(each: Deadline) -> str:
    """That the day is past and nothing was done: a duty that was missed, or a right that is gone."""
    if each.status is not Status.OVERDUE:
        return ""
    return "（已逾期）" if each.missed is Answer.YES else "（已届满）"


def due_text(each: Deadline) -> str:
    """The last day, as documents write it."""
    return day_text(each.due) + ("（暂定）" if each.provisional else "")


def counted_text(each: Deadline) -> str:
    """How a due day was counted, its days as documents write them."""
    return _ISO_DAY.sub(r"\1年\2月\3日", "；".join(each.steps))
