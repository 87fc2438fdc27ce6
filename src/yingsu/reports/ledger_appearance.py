"""负责人出庭台账: every hearing, for each own defendant: who came, whether he counts, why not, with which proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yingsu.document import Cell, Tone, text
from yingsu.domain.answer import Answer
from yingsu.domain.facts.appearance import (
    Cause,
    absences_of,
    head_appeared,
    head_came,
    held_hearings,
    miss,
    nobody_came,
    people_of,
    was_put_off,
)
from yingsu.domain.law import APPEARANCE_RULES, COUNTY_OPINION, LITIGATION_LAW
from yingsu.domain.proceeding import Absence, Attendee, Hearing, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import AbsenceGround, HeadRank, HearingMode, Instance
from yingsu.domain.view import View
from yingsu.metrics.appearance import items_of
from yingsu.metrics.core import Item
from yingsu.reports.ledger_core import (
    ANSWERS,
    COUNTED,
    EMPTY,
    LEFT_OUT,
    YES_NO,
    Entry,
    Field,
    Ledger,
    Scope,
    Source,
    counted_as,
    counting,
    dated,
    responsible_fields,
    term,
    unit_names,
    words,
    yes_no,
)

NOBODY, UNSAID = "无人到庭", "没有写"
_RANKS: Final = {rank: place for place, rank in enumerate(HeadRank)}


@dataclass(frozen=True, slots=True)
class Seat:
    """A defendant's seat at a hearing.

    Attributes:
        for_unit: how the row stands to the unit's rate, and why where it does not count.
        for_county: the same for the county's.
    """

    view: View
    proceeding: Proceeding
    hearing: Hearing
    unit: Unit
    for_unit: tuple[str, str]
    for_county: tuple[str, str]

    @property
    def highest(self) -> Attendee | None:
        """Of the people who sat for the defendant, the one of the highest 身份; one without it comes last."""
        people = people_of(self.view, self.hearing, self.unit.name)
        return min(people, key=lambda person: _rank_of(person, len(_RANKS)), default=None)

    @property
    def absence(self) -> Absence | None:
        """The first explanation of absence given for the defendant."""
        return next(iter(absences_of(self.view, self.hearing, self.unit.name)), None)


def _rank_of(person: Attendee, last: int) -> int:
    return _RANKS[person.rank] if person.rank is not None else last


def _entries(source: Source, scope: Scope) -> Iterator[Entry[Seat]]:
    view = source.view
    for proceeding in view.case.proceedings if view is not None else ():
        if view is not None:
            for seat in _seats(view, proceeding, scope):
                day = seat.hearing.held_on
                yield Entry(seat, (seat.unit.name,), day, day)


def _seats(view: View, proceeding: Proceeding, scope: Scope) -> Iterator[Seat]:
    """The seats of an instance; of each item of the rate, the first row in the ledger says how it counts."""
    items = {
        id(hearing) if hearing is not None else None: item for hearing, item in items_of(view, proceeding)
    }
    held = set(map(id, held_hearings(view, proceeding)))
    seen: set[tuple[int, str | None]] = set()
    for hearing in proceeding.hearings:
        for unit in view.own_defendants:
            if hearing.held_on > view.as_of:
                continue
            item = items.get(id(hearing), items.get(None)) if id(hearing) in held else None
            if item is None:
                why = (LEFT_OUT, _why_no_hearing(hearing))
                yield Seat(view, proceeding, hearing, unit, why, why)
                continue
            is_shown = hearing.held_on in scope.period and scope.admits((unit.name,))
            reported = view.office.directory.reported_under(unit).name
            both = [_stands(item, name, scope, seen, is_shown=is_shown) for name in (reported, None)]
            yield Seat(view, proceeding, hearing, unit, both[0], both[1])


def _stands(
    item: Item, name: str | None, scope: Scope, seen: set[tuple[int, str | None]], *, is_shown: bool
) -> tuple[str, str]:
    mark = (id(item), name)
    found = counted_as(item, name, scope, is_first=mark not in seen)
    if is_shown:
        seen.add(mark)
    return found


def _why_no_hearing(hearing: Hearing) -> str:
    if hearing.mode is not HearingMode.HEARING:
        return f"{hearing.mode}不是开庭"
    return "延期，没有开庭"


def _came(seat: Seat) -> Cell:
    """The rank of the highest of those who came, or that nobody did."""
    person = seat.highest
    if person is not None and person.rank is not None:
        return term(person.rank)
    if seat.hearing.attendees is not None and person is None:
        is_nobody = nobody_came(seat.view, seat.hearing, seat.unit.name) is Answer.YES
        return text(NOBODY, Tone.BAD) if is_nobody else EMPTY
    return text(UNSAID)


def _was_head_there(seat: Seat) -> Cell:
    if was_put_off(seat.hearing):
        return EMPTY
    return term(head_came(seat.view, seat.hearing, seat.unit.name).value)


def _cause(seat: Seat) -> Cell:
    found = miss(seat.view, seat.proceeding, seat.unit)
    is_here = found is not None and found.hearing is seat.hearing
    return text(found.cause.value, Tone.BAD) if found is not None and is_here else EMPTY


def _of(seat: Seat, attribute: str) -> Cell:
    """Something said of the highest person who came."""
    return words(getattr(seat.highest, attribute)) if seat.highest is not None else EMPTY


def _spoke(seat: Seat) -> Cell:
    return yes_no(seat.highest.spoke) if seat.highest is not None else EMPTY


def _appeared(seat: Seat) -> Cell:
    return term(head_appeared(seat.view, seat.proceeding, seat.unit.name).value)


def _absent(seat: Seat, attribute: str) -> Cell:
    """Something of the explanation of absence."""
    return words(getattr(seat.absence, attribute)) if seat.absence is not None else EMPTY


def _reason(seat: Seat) -> Cell:
    return words(seat.for_unit[1] or seat.for_county[1])


# One line is one column, as in the printed form: the formatter would make it seven.
# fmt: off
_FIELDS: tuple[Field[Seat], ...] = (
    Field("案号", 23, lambda seat: words(seat.proceeding.case_number), is_brief=True),
    Field("审级", 9, lambda seat: term(seat.proceeding.instance), choices=tuple(Instance)),
    Field("开庭日期", 11, lambda seat: dated(seat.hearing.held_on), is_brief=True),
    Field("方式", 9, lambda seat: term(seat.hearing.mode), choices=tuple(HearingMode), note="只有开庭计入出庭率。"),
    Field("被告单位", 18, lambda seat: words(seat.unit.name), choices=unit_names, is_brief=True,
          note="本县被告；有几个的，各占一行。"),
    Field("案件名称", 26, lambda seat: words(seat.view.case.name)),
    *responsible_fields(lambda seat: seat.view.case.responsible),
    Field("姓名", 9, lambda seat: _of(seat, "name"), group="到庭的最高一级人员"),
    Field("职务", 12, lambda seat: _of(seat, "post"), group="到庭的最高一级人员"),
    Field("身份", 12, _came, group="到庭的最高一级人员", choices=(*HeadRank, NOBODY, UNSAID), is_brief=True,
          basis=(APPEARANCE_RULES.article(2, 1),), note="代表本单位到庭的人中身份最高的一个。"),
    Field("发声", 7, _spoke, group="到庭的最高一级人员", choices=YES_NO),
    Field("本次到庭", 9, _was_head_there, group="负责人", choices=ANSWERS,
          basis=(APPEARANCE_RULES.article(6, 2), APPEARANCE_RULES.article(12, 1, 4)),
          note="身份证明不合格、中途退庭的不算到庭；没有写到庭或身份的为不明。"),
    Field("本审级出庭", 9, _appeared, group="负责人", choices=ANSWERS, is_brief=True,
          basis=(APPEARANCE_RULES.article(7),),
          note="同一审级出庭一次即可；法院通知再次出庭而没有到的，不算。"),
    Field("法院通知", 8, lambda seat: yes_no(seat.hearing.head_summoned), group="负责人", choices=YES_NO,
          note="法院通知负责人出庭。"),
    Field("未到的情形", 16, _cause, choices=tuple(cause.value for cause in Cause),
          note="本审级负责人没有出庭的，注明是哪一种，写在看得出的那次开庭。"),
    Field("负责人", 9, lambda seat: _absent(seat, "head"), group="未到庭说明"),
    Field("事由", 16, lambda seat: _absent(seat, "ground"), group="未到庭说明", choices=tuple(AbsenceGround),
          basis=(APPEARANCE_RULES.article(8),)),
    Field("说明", 20, lambda seat: _absent(seat, "explanation"), group="未到庭说明"),
    Field("盖章或签字", 8, lambda seat: yes_no(seat.absence.is_sealed if seat.absence else None),
          group="未到庭说明", choices=YES_NO),
    Field("材料", 18, lambda seat: _absent(seat, "proof"), group="未到庭说明",
          basis=(APPEARANCE_RULES.article(9, 1),)),
    Field("法院认可", 8, lambda seat: yes_no(seat.absence.is_accepted if seat.absence else None),
          group="未到庭说明", choices=YES_NO),
    Field("本单位", 10, lambda seat: counting(seat.for_unit[0]), group="本期出庭率", choices=COUNTED,
          note="按归口单位计。每个案号（口径为件次的，每次开庭）只在一行计数，其余的行为同案已计；"
               "计入分子、只计分母和不明三种的行数，与报表的分母相同。"),
    Field("全县", 10, lambda seat: counting(seat.for_county[0]), group="本期出庭率", choices=COUNTED,
          note="任一本县被告的负责人出庭，全县即计入分子。行数与报表相同。"),
    Field("说明计数", 18, _reason, group="本期出庭率", note="不计入的原因，或计入哪一天所在的期间。"),
    Field("案卷", 20, lambda seat: words(seat.view.id)),
)
# fmt: on

APPEARANCES: Final = Ledger(
    "出庭",
    "行政机关负责人出庭应诉台账",
    "一次开庭中的一个本县被告",
    "开庭日期在期间内；还没有开的庭不列",
    (LITIGATION_LAW.article(3, 3), APPEARANCE_RULES.article(7), COUNTY_OPINION.section(4)),
    _FIELDS,
    _entries,
)
