"""What an official form may ask for: each figure by its name, of all cases or of those that some words narrow it to.

The figures are those of the report: the same items and records, filtered by the same traits. Nothing is counted here
that the report does not count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from yingsu.domain.facts.performance import PerformanceState
from yingsu.domain.fill_map import Asked
from yingsu.domain.office import Office
from yingsu.domain.scalars import nearest, shorten
from yingsu.domain.terms import Instance
from yingsu.metrics.balance import Balance, ProceedingRecord, balance
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Item, Metric, Rate, Traits, half_up, merged, rate
from yingsu.metrics.learning import LETTER_REPLY_RATE
from yingsu.metrics.performance import ObligationRecord, states
from yingsu.reports.figures import Figures

Value = int | Fraction | str
"""What goes into a cell; a text where no number can stand: the name of the period, `—` for 0/0."""

Admits = Callable[[Traits, tuple[str, ...]], bool]
"""Whether something with these traits, of these units, is asked for."""

_BALANCE: Mapping[str, tuple[str, Callable[[Balance], int]]] = {
    "上期结转": ("期间开始前已立案、到期间开始时还没有结的", lambda each: each.carried),
    "本期新收": ("期间内立案的；没有立案日期的按收到应诉通知的日期", lambda each: each.new),
    "本期审结": ("期间内裁判的，移送也在内", lambda each: each.concluded),
    "期末未结": ("期间结束时还没有结的，中止的在内", lambda each: each.pending),
    "本期移送": ("本期审结里的移送", lambda each: each.transferred),
}
_CONCLUDED = "本期审结"
_PARTS: Mapping[str, tuple[str, Callable[[Rate], Value]]] = {
    "": ("比率", lambda each: _exact(each.value)),
    "_百分数": ("比率乘以 100，两位小数，如 90.00", lambda each: _hundredfold(each.value)),
    "_分子": ("算进去的", lambda each: each.numerator),
    "_分母": ("应计的", lambda each: each.denominator),
    "_不明": ("应计而说不清的，不在分子里", lambda each: len(each.unknowns)),
}
_ENGLISH = {"_numerator": "_分子", "_denominator": "_分母", "_unknown": "_不明", "_percent": "_百分数"}
_TEXTS: Mapping[str, tuple[str, Callable[[Figures], str]]] = {
    "期间": ("如 2025年", lambda figures: figures.period.label),
    "期间开始": ("如 2025-01-01", lambda figures: figures.period.start.isoformat()),
    "期间结束": ("如 2025-12-31", lambda figures: figures.period.end.isoformat()),
    "数据截至": ("如 2026-01-10", lambda figures: figures.survey.as_of.isoformat()),
    "台账名称": ("yingsu.yaml 里写的名称", lambda figures: figures.survey.name),
}
_STATES = {state.value: state for state in PerformanceState}
_APART = frozenset({Instance.ENFORCEMENT_REVIEW})


@dataclass(frozen=True, slots=True)
class Kind:
    """Figures of one kind, for the list of names: what they are, and each with its meaning."""

    title: str
    names: tuple[tuple[str, str], ...]


def kinds() -> Iterator[Kind]:
    """Every name that may be asked for, in the order of a report."""
    yield Kind("收结案（件数按案号）", tuple((name, said) for name, (said, _) in _BALANCE.items()))
    yield Kind(
        "指标（比率，如 0.9；表里设成百分比就显示 90%）", tuple((m.short, m.title) for m in METRICS.values())
    )
    ends = tuple((end, said) for end, (said, _) in _PARTS.items() if end)
    yield Kind("指标的名称后面可以加", ends)
    yield Kind("履行（件数按应履行的事项）", tuple((name, "") for name in _STATES))
    yield Kind("文字", tuple((name, said) for name, (said, _) in _TEXTS.items()))


def names() -> tuple[str, ...]:
    """Every name that may be asked for."""
    return (*_BALANCE, *_RATES, *_STATES, *_TEXTS)


def asked_by_name(name: str) -> Asked | None:
    """What a defined name of a form asks for by itself; `None` for a name that is not one of ours.

    `一审_本期新收` is `本期新收` of first instances; `adverse_rate_numerator` is the English for `一审败诉率_分子`.
    """
    known = _measure(name)
    if known is not None:
        return Asked.model_construct(measure=known)
    instance, _, measure = name.partition("_")
    if measure in _BALANCE and instance in {each.value for each in Instance}:
        return Asked.model_construct(measure=measure, instances=(Instance(instance),))
    return None


def _measure(name: str) -> str | None:
    """The name in Chinese of a figure, however it is called."""
    if name in names():
        return name
    for metric in METRICS.values():
        for end, part in (*_ENGLISH.items(), ("", "")):
            if name == f"{metric.key}{end}":
                return f"{metric.short}{part}"
    return None


@dataclass(frozen=True, slots=True)
class WrongRequest:
    """Something that cannot be asked for.

    Attributes:
        field: of the node, where it stands.
        message: Chinese.
    """

    node: Asked
    field: str
    message: str


def faults_of(asked: Asked, figures: Figures) -> Iterator[WrongRequest]:
    """What is wrong with the words of one request; of its own words only, the figure may stand in the other line."""
    office = figures.survey.office
    courts = {r.traits.court for case in figures.survey.cases for r in case.proceedings if r.traits.court}
    allowed = {
        "fields": ("管理领域", tuple(each.text for each in office.fields.words)),
        "act_types": ("行为类别", tuple(each.text for each in office.act_types.words)),
        "courts": ("审理本县案件的法院", tuple(sorted(courts))),
    }
    for name, (what, words) in allowed.items():
        for word in getattr(asked, name):
            if word not in words:
                yield WrongRequest(
                    asked, name, f"“{shorten(word)}”不是{what}。{_guess(nearest(word, words))}"
                )
    for word in asked.units:
        if office.directory.find(word) is None:
            guess = nearest(word, tuple(unit.name for unit in office.directory.units))
            yield WrongRequest(asked, "units", f"单位名录里没有“{shorten(word)}”。{_guess(guess)}")
    if asked.measure is not None and _measure(asked.measure) is None:
        guess = _guess(nearest(asked.measure, names()))
        known = "全部名称用 yingsu fill --names 查看"
        yield WrongRequest(asked, "measure", f"没有“{shorten(asked.measure)}”这个数。{guess}{known}")


def _guess(word: str | None) -> str:
    return f"是不是“{word}”？" if word else ""


def fault_of_pair(measure: str, parts: Iterable[Asked]) -> str | None:
    """Why a figure cannot be narrowed so; `None` where it can."""
    name = _measure(measure)
    every = tuple(parts)
    if name in _TEXTS and any(part.is_narrowed for part in every):
        return f"“{measure}”是文字，不能再加条件"
    if name != _CONCLUDED and any(part.outcomes or part.reasons for part in every):
        return f"“结果”“败诉原因”只能与“取: {_CONCLUDED}”同用，这里取的是“{measure}”"
    wanted = {each for part in every for each in part.instances}
    if wanted & _APART and wanted != _APART:
        return "非诉审查不与诉讼案件合计，请分开取"
    return None


def admits(asked: Asked, office: Office) -> Admits:
    """Whether a request takes something: all its words hold, of each any."""
    units = {_reported(office, word) for word in asked.units}
    kinds_of = {unit.name: unit.kind for unit in office.directory.units}
    instances = {each.value for each in asked.instances}
    outcomes = {each.value for each in asked.outcomes}
    reasons = {each.value for each in asked.reasons}

    def found(traits: Traits, own: tuple[str, ...]) -> bool:
        return (
            _fits(asked.fields, traits.field)
            and _fits(asked.act_types, traits.act_type)
            and _fits(instances, traits.instance)
            and _fits(asked.courts, traits.court)
            and _fits(outcomes, traits.outcome)
            and asked.is_reconsidered in {None, traits.is_reconsidered}
            and asked.is_shared in {None, traits.is_shared}
            and (not reasons or not reasons.isdisjoint(traits.reasons))
            and (not units or not units.isdisjoint(own))
            and (not asked.unit_kinds or any(kinds_of.get(name) in asked.unit_kinds for name in own))
        )

    return found


def _fits(words: Iterable[str], word: str | None) -> bool:
    wanted = tuple(words)
    return not wanted or word in wanted


def _reported(office: Office, word: str) -> str:
    unit = office.directory.find(word)
    return office.directory.reported_under(unit).name if unit is not None else word


@dataclass(frozen=True, slots=True)
class Answered:
    """What a request comes to.

    Attributes:
        unknowns: how many items of a rate are unknown.
        without_day: proceedings that the balance leaves out, for they have no day of beginning.
    """

    value: Value
    unknowns: int = 0
    without_day: tuple[ProceedingRecord, ...] = ()


@dataclass(frozen=True)
class Fillable:
    """The figures of a period, to be asked for by name.

    Attributes:
        figures: of a report of the period; its filters hold here too.
    """

    figures: Figures

    @property
    def office(self) -> Office:
        """Whose figures they are."""
        return self.figures.survey.office

    def ask(self, measure: str, wanted: Admits, instances: frozenset[Instance] = frozenset()) -> Answered:
        """A figure of what is wanted.

        Args:
            measure: a name of `names()` or its English.
            wanted: which of the items and records count.
            instances: 审级 asked for: 非诉审查 has a balance of its own.

        Raises:
            KeyError: no such figure; `faults_of` says so before.
        """
        name = _measure(measure) or measure
        if name in _TEXTS:
            return Answered(_TEXTS[name][1](self.figures))
        if name in _BALANCE:
            scope = "非诉审查" if instances == _APART else "全部"
            records = (each for each in self._records if wanted(each.traits, each.units))
            found = balance(records, self.figures.period, scope)
            return Answered(_BALANCE[name][1](found), 0, found.without_day)
        if name in _STATES:
            owed = (each for each in self._obligations if wanted(each.traits, (each.unit,)))
            return Answered(states(owed, self.figures.period)[_STATES[name]])
        metric, part = _RATES[name]
        shown = self._rate(metric, wanted)
        return Answered(_PARTS[part][1](shown), len(shown.unknowns))

    def _rate(self, metric: Metric, wanted: Admits) -> Rate:
        """A rate over what is wanted: an item counts for those of its units that are."""
        own = self.figures.filters.unit
        kept = []
        for item in self._items[metric.key]:
            units = tuple(name for name, _ in item.units if own in {None, name})
            if not wanted(item.traits, units):
                continue
            taken = [
                verdict for name, verdict in item.units if name in units and wanted(item.traits, (name,))
            ]
            of_all = own is None and len(taken) == len(item.units)
            kept.append(item if of_all or not taken else replace(item, county=merged(taken)))
        return rate(kept, self.figures.period)

    @cached_property
    def _items(self) -> Mapping[str, tuple[Item, ...]]:
        survey, filters = self.figures.survey, self.figures.filters
        found: dict[str, list[Item]] = {key: [] for key in METRICS}
        for file in survey.files:
            kept = file.load()
            if kept.facts is not None:
                for key, items in kept.facts.items.items():
                    found[key] += items
            else:
                found[LETTER_REPLY_RATE.key] += kept.letter_items
        return {
            key: tuple(
                item
                for item in items
                if filters.admit(item.traits)
                and (filters.unit is None or item.verdict_for(filters.unit) is not None)
            )
            for key, items in found.items()
        }

    @cached_property
    def _records(self) -> tuple[ProceedingRecord, ...]:
        filters = self.figures.filters
        every = (record for case in self.figures.survey.cases for record in case.proceedings)
        return tuple(each for each in every if filters.admit(each.traits) and _has(each.units, filters.unit))

    @cached_property
    def _obligations(self) -> tuple[ObligationRecord, ...]:
        filters = self.figures.filters
        every = (record for case in self.figures.survey.cases for record in case.obligations)
        return tuple(
            each for each in every if filters.admit(each.traits) and filters.unit in {None, each.unit}
        )


def _has(units: tuple[str, ...], unit: str | None) -> bool:
    return unit is None or unit in units


def _exact(value: Fraction | None) -> Value:
    return "—" if value is None else value


def _hundredfold(value: Fraction | None) -> Value:
    return "—" if value is None else Fraction(half_up(value * 100))


_RATES = {f"{metric.short}{part}": (metric, part) for metric in METRICS.values() for part in _PARTS}
