"""What a figure is made of: items, each with a verdict; and what becomes of them: a rate that keeps its items.

A metric looks at one case at a time and yields small items; the rates of any period, unit or breakdown are sums
over items. So a county is read once, case by case, whatever is asked of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from yingsu.domain.answer import Answer
from yingsu.domain.law import Article
from yingsu.domain.period import Period
from yingsu.domain.settings import Settings
from yingsu.domain.view import View

FEW = 5
"""A unit with fewer items than this is neither ranked nor coloured."""

NOTHING = "—"
"""What 0/0 prints as: never 0 %, never 100 %."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an item is for one body: a hit, a miss, unknown; or left out, with the reason.

    Attributes:
        answer: `None` where the item is left out.
        reason: Chinese; why it is left out, empty otherwise.
        note: Chinese; what a reader of the list should know, e.g. that the court accepted an absence.
    """

    answer: Answer | None
    reason: str = ""
    note: str = ""


def left_out(reason: str) -> Verdict:
    """Not in the denominator, and why."""
    return Verdict(None, reason)


def counted(answer: Answer, note: str = "") -> Verdict:
    """In the denominator, as hit, miss or unknown."""
    return Verdict(answer, note=note) if note else _BARE[answer]


_BARE = {answer: Verdict(answer) for answer in Answer}


@dataclass(frozen=True, slots=True)
class Traits:
    """What items can be filtered and broken down by.

    Attributes:
        series: 系列案.
        is_shared: whether several defendants are sued together.
        is_reconsidered: whether 复议 came before.
        outcome: of the first own defendant with an adverse one, else of the first own one; 未填 where unknown, empty
            while pending and where a decision leaves it to others.
        reasons: 败诉原因 of any own defendant, each once.
    """

    act_type: str
    field: str
    instance: str | None = None
    court: str | None = None
    series: str | None = None
    is_shared: bool = False
    is_reconsidered: bool = False
    outcome: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a metric counts, or leaves out.

    Attributes:
        case: the case id.
        docket: the 案号, if there is one.
        day: the day that puts it in a period; `None` for one left out that has no day of its own.
        county: the verdict for the county.
        units: the verdict for each unit it is reported under; an item counts once per unit.
        originals: for units reported under another, the name they have themselves.
        traits: what it can be broken down by.
        open_from: for an item without a day: since when it is open, such as the beginning of its proceeding.
        open_until: and until when, such as its conclusion; `None` where it still is.
        settles: whether it hits by being concluded in the period asked for, whatever its verdict says.
    """

    case: str
    docket: str | None
    day: date | None
    county: Verdict
    units: tuple[tuple[str, Verdict], ...]
    traits: Traits
    originals: tuple[tuple[str, str], ...] = ()
    open_from: date | None = None
    open_until: date | None = None
    settles: bool = False

    def falls_in(self, period: Period) -> bool:
        """Whether the item belongs to a period (metrics.md, Left out)."""
        if self.day is not None:
            return self.day in period
        begun = self.open_from is None or self.open_from <= period.end
        return begun and (self.open_until is None or self.open_until >= period.start)

    def verdict_for(self, unit: str | None) -> Verdict | None:
        """The verdict for a unit, or for the county where `unit` is `None`; `None` where it is not the unit's."""
        if unit is None:
            return self.county
        return next((verdict for name, verdict in self.units if name == unit), None)


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure with every item behind it: `hits + misses + unknowns` make the denominator.

    Attributes:
        excluded: items left out, each with the reason.
        noted: items that count and have something said of them, such as a lawful absence: shown beside.
    """

    hits: tuple[Item, ...] = ()
    misses: tuple[Item, ...] = ()
    unknowns: tuple[Item, ...] = ()
    excluded: tuple[tuple[Item, str], ...] = ()
    noted: tuple[tuple[Item, str], ...] = ()

    @property
    def numerator(self) -> int:
        """How many hit."""
        return len(self.hits)

    @property
    def denominator(self) -> int:
        """How many count."""
        return len(self.hits) + len(self.misses) + len(self.unknowns)

    @property
    def value(self) -> Fraction | None:
        """The exact rate; `None` for 0/0."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def display(self) -> str:
        """The rate as printed."""
        return percent(self.value)

    @property
    def with_noted(self) -> "Rate":
        """The rate if every noted miss were a hit: a reference beside the figure."""
        noted = {id(item) for item, _ in self.noted}
        return Rate(
            (*self.hits, *(item for item in self.misses if id(item) in noted)),
            tuple(item for item in self.misses if id(item) not in noted),
            self.unknowns,
        )

    @property
    def is_few(self) -> bool:
        """Whether there are too few items to judge a unit by."""
        return self.denominator < FEW


def half_up(value: Fraction, places: int = 2) -> Decimal:
    """A fraction as a decimal, half up, away from zero on both sides. The only place where anything is rounded."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (Decimal(whole if value >= 0 else -whole).scaleb(-places)).quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP
    )


def percent(value: Fraction | None) -> str:
    """A rate in %, two decimals; `—` for 0/0."""
    return NOTHING if value is None else f"{half_up(value * 100)}%"


def points(now: Fraction | None, then: Fraction | None) -> str | None:
    """The change of a rate in 个百分点, from the unrounded values; `None` where one of them is 0/0."""
    if now is None or then is None:
        return None
    return f"{half_up((now - then) * 100):+}个百分点"


def growth(now: int, then: int) -> str | None:
    """The change of a count against an earlier one: in %, as a multiple from twice on, never from zero.

    Returns:
        `None` where there was nothing before: a growth from zero is not invented.
    """
    if then == 0:
        return None
    if now >= 2 * then:
        return f"为{half_up(Fraction(now, then))}倍"
    return f"{half_up(Fraction(now - then, then) * 100):+}%"


def rate(items: Iterable[Item], period: Period, unit: str | None = None) -> Rate:
    """The rate of a period, for a unit or (without one) the county."""
    groups: dict[Answer, list[Item]] = {answer: [] for answer in Answer}
    excluded, noted = [], []
    for item in items:
        if not item.falls_in(period):
            continue
        verdict = item.verdict_for(unit)
        if verdict is None:
            continue
        if verdict.answer is None:
            excluded.append((item, verdict.reason))
            continue
        answer = verdict.answer
        if item.settles:
            answer = Answer.of(item.open_until is not None and item.open_until in period)
        groups[answer].append(item)
        if verdict.note:
            noted.append((item, verdict.note))
    hits, misses, unknowns = (tuple(groups[each]) for each in (Answer.YES, Answer.NO, Answer.UNKNOWN))
    return Rate(hits, misses, unknowns, tuple(excluded), tuple(noted))


def no_options(settings: Settings) -> Mapping[str, str]:
    """A figure that has one way of counting only."""
    del settings
    return {}


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure, declared once.

    Attributes:
        key: `<what>_rate`; used in JSON and on the command line, never renamed.
        title: Chinese.
        short: Chinese; what it is called where room is short, and on the command line.
        unit_of_count: 案号, 件次, 件 or 裁判, for the settings in force.
        definition: Chinese; what the numerator and denominator are, as counted by default.
        dated_by: Chinese; the day that puts an item in a period.
        basis: articles.
        items: the items of one case.
        options: the ways of counting in force, printed beside the figure.
        target: the goal the county has set, if it has.
        worded: the definition for the settings in force, where an option changes what is counted.
        reference: Chinese; what the rate is called when misses with a note are added to its hits, where that is
            shown beside it.
    """

    key: str
    title: str
    short: str
    unit_of_count: Callable[[Settings], str]
    definition: str
    dated_by: str
    basis: tuple[Article, ...]
    items: Callable[[View], Iterator[Item]]
    options: Callable[[Settings], Mapping[str, str]] = field(default=no_options)
    target: Fraction | None = None
    reference: str = ""
    worded: Callable[[Settings], str] | None = None

    def defined(self, settings: Settings) -> str:
        """The definition for the settings in force."""
        return self.worded(settings) if self.worded is not None else self.definition


def always(text: str) -> Callable[[Settings], str]:
    """A unit of count that no setting changes."""
    return lambda _: text


def merged(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict of several bodies that are counted together: hit if any hits, else unknown, else miss.

    Those left out do not count; all left out is left out, with the first reason. A note stays only where it holds for
    every body with that answer.
    """
    all_verdicts = tuple(verdicts)
    if len(all_verdicts) == 1:
        return all_verdicts[0]
    answers = [verdict.answer for verdict in all_verdicts if verdict.answer is not None]
    if not answers:
        return all_verdicts[0]
    answer = Answer.any_of(answers)
    notes = {verdict.note for verdict in all_verdicts if verdict.answer is answer}
    return counted(answer, notes.pop() if len(notes) == 1 else "")


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict of a duty that several bodies have each by itself: hit if all hit, else miss if any missed.

    Those left out do not count; all left out is left out, with the first reason.
    """
    all_verdicts = tuple(verdicts)
    if len(all_verdicts) == 1:
        return all_verdicts[0]
    answers = [verdict.answer for verdict in all_verdicts if verdict.answer is not None]
    return counted(Answer.all_of(answers)) if answers else all_verdicts[0]


def by_reported_unit(
    view: View, verdicts: Iterable[tuple[str, Verdict]]
) -> tuple[tuple[tuple[str, Verdict], ...], tuple[tuple[str, str], ...]]:
    """Verdicts of own units under the units they are reported under (归口), and the original names."""
    directory = view.office.directory
    all_verdicts = tuple(verdicts)
    if len(all_verdicts) == 1:
        ((name, verdict),) = all_verdicts
        reported = directory.reported_name(name)
        return ((reported, verdict),), ((reported, name),) if reported != name else ()
    grouped: dict[str, list[Verdict]] = {}
    originals: list[tuple[str, str]] = []
    for name, verdict in all_verdicts:
        reported = directory.reported_name(name)
        grouped.setdefault(reported, []).append(verdict)
        if reported != name:
            originals.append((reported, name))
    return tuple((name, merged(group)) for name, group in grouped.items()), tuple(originals)
