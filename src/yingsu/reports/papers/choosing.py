"""Which unit, instance, hearing or letter of a case a paper is about: as asked, else the only one, the next, the last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yingsu.domain.aftermath import Letter
from yingsu.domain.facts.appearance import was_put_off
from yingsu.domain.proceeding import Hearing, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.scalars import nearest
from yingsu.domain.terms import HearingMode, Instance
from yingsu.domain.view import View
from yingsu.reports.papers.paper import Need, Paper, Subject, day_text


class ChoiceError(Exception):
    """What was asked for is not there, or several are and none was named. The message lists those there are."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; `None` is not asked."""

    unit: str | None = None
    instance: Instance | None = None
    hearing: date | None = None
    letter: str | None = None

    def asked(self) -> dict[Need, object]:
        """What was asked for, by what it is."""
        asked = {
            Need.UNIT: self.unit,
            Need.PROCEEDING: self.instance,
            Need.HEARING: self.hearing,
            Need.LETTER: self.letter,
        }
        return {need: value for need, value in asked.items() if value is not None}


def subject_of(paper: Paper, view: View, request: Request) -> Subject:
    """What a paper is about.

    Raises:
        ChoiceError: see there.
    """
    allowed = paper.needs | ({Need.PROCEEDING} if Need.HEARING in paper.needs else set())
    allowed |= {Need.UNIT}
    for need in request.asked():
        if need not in allowed:
            raise ChoiceError(f"{paper.kind}用不着 {need.value}")
    units = _units(view, request.unit, is_one=Need.UNIT in paper.needs)
    proceeding, hearing = None, None
    if Need.HEARING in paper.needs:
        proceeding, hearing = _hearing(view, request)
    elif Need.PROCEEDING in paper.needs:
        proceeding = _proceedings(view, request.instance)[-1]
    letter = _letter(view, request.letter) if Need.LETTER in paper.needs else None
    return Subject(view, units, proceeding, hearing, letter, view.as_of)


def own_units(view: View) -> tuple[Unit, ...]:
    """The own units on the agencies' side: defendants, or those that ask for enforcement."""
    found = [view.office.directory.find(each.unit) for each in view.case.enforcement_applicants]
    return view.own_defendants or tuple(unit for unit in found if unit is not None)


def _units(view: View, asked: str | None, *, is_one: bool) -> tuple[Unit, ...]:
    units = own_units(view)
    names = tuple(unit.name for unit in units)
    if not units:
        raise ChoiceError("本案没有单位名录里的单位作被告或申请执行人，写不出")
    if asked is not None:
        unit = view.office.directory.find(asked)
        if unit is None or unit not in units:
            guess = nearest(asked, names)
            hint = f"是不是“{guess}”？" if guess else ""
            raise ChoiceError(f"--unit：“{asked}”不是本案的本县单位。{hint}可以写：{'、'.join(names)}")
        return (unit,)
    if is_one and len(units) > 1:
        raise ChoiceError(f"本案有 {len(units)} 个本县单位，请用 --unit 写明为哪一个写：{'、'.join(names)}")
    return units


def _proceedings(view: View, instance: Instance | None) -> tuple[Proceeding, ...]:
    every = view.case.proceedings
    if not every:
        raise ChoiceError("案卷里还没有“审理”，写不出")
    found = tuple(each for each in every if instance is None or each.instance is instance)
    if not found:
        words = "、".join(dict.fromkeys(each.instance.value for each in every))
        raise ChoiceError(f"--instance：本案没有{instance.value if instance else ''}。可以写：{words}")
    return found


def _hearing(view: View, request: Request) -> tuple[Proceeding, Hearing]:
    """The hearing of the day asked for; else the next to come, else the last."""
    every = [
        (proceeding, hearing)
        for proceeding in _proceedings(view, request.instance)
        for hearing in proceeding.hearings
        if hearing.mode is HearingMode.HEARING and not was_put_off(hearing)
    ]
    if not every:
        raise ChoiceError("案卷里还没有“开庭”（延期未开的不算），写不出")
    if request.hearing is not None:
        found = [each for each in every if each[1].held_on == request.hearing]
        if not found:
            days = "、".join(_iso(each[1].held_on for each in every))
            raise ChoiceError(f"--hearing：{day_text(request.hearing)}没有开庭。可以写：{days}")
        return found[-1]
    in_order = sorted(every, key=lambda each: each[1].held_on)
    coming = [each for each in in_order if each[1].held_on >= view.as_of]
    return coming[0] if coming else in_order[-1]


def _iso(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(set(days))]


def _letter(view: View, number: str | None) -> Letter:
    """The letter of the number asked for; else the last one that is not answered, else the last."""
    letters = sorted(view.case.letters, key=lambda letter: letter.received_on)
    if not letters:
        raise ChoiceError("案卷里没有“来函”，写不出")
    if number is not None:
        found = [letter for letter in letters if letter.number == number]
        if not found:
            words = "、".join(letter.number or "（没有文号）" for letter in letters)
            raise ChoiceError(f"--letter：没有文号“{number}”。可以写：{words}")
        return found[-1]
    return [*letters, *(letter for letter in letters if letter.replied_on is None)][-1]
