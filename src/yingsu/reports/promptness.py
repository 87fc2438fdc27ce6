"""How promptly facts were entered: the day of a fact against the day of the commit that first said it.

Only days that are facts are looked at (立案, 送达, 完成日期 …), never plans. A fact that was corrected was entered when
the day it has now was first written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yingsu.domain.case import Case
from yingsu.domain.node import Path
from yingsu.domain.period import Period
from yingsu.metrics.core import NOTHING
from yingsu.reports.changes import walk


@dataclass(frozen=True, slots=True)
class Entered:
    """A fact and when it was entered.

    Attributes:
        case: the case id.
        what: Chinese; the day as the file calls it: 一审的「备案日期」.
        day: of the fact.
        entered_on: the day of the commit; `None` where the history does not reach back to it.
        units: the units of the case.
    """

    case: str
    what: str
    day: date
    entered_on: date | None
    units: tuple[str, ...] = ()

    @property
    def days(self) -> int | None:
        """From the fact to its entry; negative for one that was entered before its day."""
        return None if self.entered_on is None else (self.entered_on - self.day).days


@dataclass(frozen=True, slots=True)
class Promptness:
    """How promptly the facts of one body were entered.

    Attributes:
        known: those whose entry is known, the slowest first.
        unknown: how many others there are.
    """

    name: str
    known: tuple[Entered, ...]
    unknown: int

    @property
    def median(self) -> Fraction | None:
        """The median of the days, exact: half of two days in the middle; `None` where nothing is known."""
        days = sorted(each.days for each in self.known if each.days is not None)
        if not days:
            return None
        return Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2)

    @property
    def median_words(self) -> str:
        """The median as printed: whole, or with the half."""
        if self.median is None:
            return NOTHING
        return str(self.median) if self.median.denominator == 1 else f"{float(self.median):.1f}"


@dataclass(frozen=True, slots=True)
class Written:
    """What a commit made of a case's file.

    Attributes:
        before: as it was, in each of its parents; `None` where it was not there or could not be read.
        after: as it became; `None` where it was removed or cannot be read.
        day: of the commit; `None` where the history known begins here.
    """

    before: tuple[Case | None, ...]
    after: Case | None
    day: date | None


_Open = dict[tuple[Path, str], tuple[str, date]]


def first_said(written: Sequence[Written]) -> Iterator[tuple[str, date, date | None]]:
    """The facts of the newest version that can be read: what, its day, and the day it was entered.

    Args:
        written: the newest first.
    """
    newest = next((each.after for each in written if each.after is not None), None)
    if newest is None:
        return
    open_: dict[int, tuple[Case, _Open]] = {id(newest): (newest, dict(_facts(newest)))}
    for position, each in enumerate(written):
        if each.after is None or id(each.after) not in open_:
            continue
        after, facts = open_.pop(id(each.after))
        befores = [case for case in each.before if case is not None]
        if not befores:
            befores = [case for later in written[position + 1 :] if (case := later.after) is not None][:1]
        carried: set[tuple[Path, str]] = set()
        for before in befores:
            kept = open_.setdefault(id(before), (before, {}))[1]
            for place, earlier in _kept(before, after, facts):
                carried.add(place)
                kept[earlier] = facts[place]
        yield from ((*facts[place], each.day) for place in facts.keys() - carried)
    for _, facts in open_.values():
        yield from ((*fact, None) for fact in facts.values())


def _facts(case: Case) -> Iterator[tuple[tuple[Path, str], tuple[str, date]]]:
    for step in walk(case, case):
        if step.new is not None:
            for field, day in step.new.fact_days():
                where = f"{step.name}的" if step.name else ""
                yield (step.new.path, field), (f"{where}「{step.new.key_of(field)}」", day)


def _kept(before: Case, after: Case, facts: _Open) -> Iterator[tuple[tuple[Path, str], tuple[Path, str]]]:
    """The facts that were there already with the day they have: their place after and before."""
    for step in walk(before, after):
        if step.old is not None and step.new is not None:
            for field, day in step.old.fact_days():
                fact = facts.get((step.new.path, field))
                if fact is not None and fact[1] == day:
                    yield (step.new.path, field), (step.old.path, field)


def by_unit(facts: Iterable[Entered], period: Period) -> tuple[Promptness, ...]:
    """Of the whole, each fact once; then of each unit, the slowest median first. Facts of the period only."""
    within = tuple(fact for fact in facts if fact.day in period)
    units = sorted({unit for fact in within for unit in fact.units})
    each = [_of(unit, (fact for fact in within if unit in fact.units)) for unit in units]
    each.sort(key=lambda one: -one.median if one.median is not None else Fraction(1))
    return (_of("合计", within), *each)


def _of(name: str, facts: Iterable[Entered]) -> Promptness:
    found = tuple(facts)
    known = (fact for fact in found if fact.days is not None)
    slowest = sorted(known, key=lambda fact: (-(fact.days or 0), fact.case, fact.what))
    return Promptness(name, tuple(slowest), sum(fact.days is None for fact in found))


def of_case(name: str, facts: Iterable[Entered]) -> Promptness:
    """All facts of one case."""
    return _of(name, facts)
