"""Units: whether the names of units in a case mean units of the county, and of the case."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final

from yingsu.diagnostic import Severity
from yingsu.domain.aftermath import Letter, SelfCorrection
from yingsu.domain.facts.handling import derived_handling_units
from yingsu.domain.law import COUNTY_OPINION, RECONSIDERATION_LAW
from yingsu.domain.node import Node
from yingsu.domain.office import Directory
from yingsu.domain.parties import Defendant, EnforcementApplicant
from yingsu.domain.proceeding import Attendee, DefendantDays, Outcome, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import Side
from yingsu.domain.view import View, per_view
from yingsu.rules.core import Finding, rule

#: Characters that make two names two bodies, however alike the rest: 市人民政府 and 县人民政府, 城东派出所 and 城西派出所.
_TELLING: Final = ("国省市州县区", "东西南北中上下", "一二三四五六七八九十0123456789")

_STRICT: Final = 0.83
"""How alike two names must be. In four characters one makes another body (县林业局, 县农业局); in six it is a slip."""


@rule("YS106", "unit-near-listed", "单位名称与名录差一个字", Severity.WARNING)
def unit_near_a_listed_one(view: View) -> Iterator[Finding]:
    """单位名录里没有这个名称，却有一个只差一个字的。名录里没有的单位不是本县单位：作被告的，出庭率、败诉率都不计，出庭的负责人也算不到本单位。

    写错的照名录改正；确是另一个单位的，不必改，可以写入豁免。
    """
    directory = view.office.directory
    for node, field, name in _units_named(view):
        near = slip_of(name, directory) if directory.find(name) is None else None
        if near is not None:
            message = f"单位名录里没有“{name}”，有“{near}”"
            yield Finding(node, field, message, f"写错的改为{near}；确是另一个单位的不必改")


def _units_named(view: View) -> Iterator[tuple[Node, str, str]]:
    """The units a case names by themselves, not by reference to its parties (those are of YS108 and YS109)."""
    case = view.whole
    nodes: list[Defendant | EnforcementApplicant | Letter | SelfCorrection | Attendee]
    nodes = [*case.defendants, *case.enforcement_applicants, *case.letters, *case.self_corrections]
    for proceeding in case.proceedings:
        for hearing in proceeding.hearings:
            nodes += hearing.planned
            nodes += hearing.attendees or ()
    act = case.act
    for node in nodes:
        if node.unit is not None:
            yield node, "unit", node.unit
    if case.handling_unit is not None:
        yield case, "handling_unit", case.handling_unit
    if act is not None and act.agency is not None:
        yield act, "agency", act.agency
    if act is not None and act.preparing_unit is not None:
        yield act, "preparing_unit", act.preparing_unit


@lru_cache(maxsize=1024)
def slip_of(name: str, directory: Directory) -> str | None:
    """The listed name that differs by a slip of the pen, if there is one."""
    return next((listed for listed in _names(directory.units) if _is_slip(name, listed)), None)


def _names(units: Iterable[Unit]) -> Iterator[str]:
    for unit in units:
        yield unit.name
        if unit.full_name is not None:
            yield unit.full_name
        yield from unit.former_names


def _is_slip(name: str, listed: str) -> bool:
    """Whether one character is wrong, missing or too many, and is none that tells bodies apart."""
    if abs(len(name) - len(listed)) > 1:
        return False
    start = _common(name, listed)
    end = _common(name[start:][::-1], listed[start:][::-1])
    ours, theirs = name[start : len(name) - end], listed[start : len(listed) - end]
    if max(len(ours), len(theirs)) != 1 or 2 * (start + end) < _STRICT * (len(name) + len(listed)):
        return False
    return not any(ours and theirs and ours in kin and theirs in kin for kin in _TELLING)


_MOST_NAMED = 5
"""How many of the units that are meant a message names."""


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@rule("YS107", "own-defendant-missing", "被告里没有本县单位", Severity.WARNING)
def missing_own_defendant(view: View) -> Iterator[Finding]:
    """本县单位是单位名录里列的单位。被告没有一个在名录里，出庭率、败诉率、履行率都不计这件案子。

    被告名称写错的照名录改正；名录里漏列的单位补入 cases/units.yaml；确与本县单位无关的案件不必登记在这里。
    """
    if view.case.defendants and view.office.directory.units and not view.own_defendants:
        units = [defendant.unit for defendant in view.case.defendants]
        names = "、".join(units[:_MOST_NAMED]) + (f"等{len(units)}个" if len(units) > _MOST_NAMED else "")
        yield Finding(view.case, "defendants", f"{names}不在单位名录里，出庭率、败诉率都不计本案")


@per_view
def _parties(view: View, with_third: bool = False) -> Sequence[str]:
    """The agencies that a proceeding can bind, with third parties kept out of the suit where they count too."""
    case = view.whole
    names = [defendant.unit for defendant in case.defendants]
    names += [applicant.unit for applicant in case.enforcement_applicants]
    if with_third:
        names += [party.name for party in case.third_parties if party.should_be_defendant]
    return names


def _is_among(view: View, name: str, parties: Iterable[str]) -> bool:
    return any(view.office.directory.is_same(name, party) for party in parties)


@rule("YS108", "unit-not-defendant", "裁判结果写了不是被告的单位", Severity.ERROR)
def outcome_of_no_defendant(view: View) -> Iterator[Finding]:
    """裁判结果按被告分别写。这个单位不是本案被告，程序就不知道这个结果是谁的，胜败会算错。

    改成本案被告的名称；漏写的被告补入“被告”。
    """
    parties = _parties(view)
    for proceeding in view.whole.proceedings:
        for outcome in proceeding.decision.outcomes if proceeding.decision else ():
            if outcome.unit is not None and not _is_among(view, outcome.unit, parties):
                yield _stranger(outcome, "unit", outcome.unit, parties)


@rule("YS109", "unit-unrelated", "写了与本案无关的单位", Severity.WARNING)
def unrelated_unit(view: View) -> Iterator[Finding]:
    """各被告的日期、出庭单位、未到庭说明、被告上诉、履行，都是对本案被告说的。写成别的单位，这一项就落不到被告头上。

    改成本案被告的名称；漏写的被告补入“被告”。
    """
    parties = _parties(view)
    for obligation in view.whole.obligations:
        if not _is_among(view, obligation.unit, parties):
            yield _stranger(obligation, "unit", obligation.unit, parties)
    for proceeding in view.whole.proceedings:
        for node, field, name, allowed in _references(view, proceeding):
            if not _is_among(view, name, allowed):
                yield _stranger(node, field, name, allowed)


def _references(view: View, proceeding: Proceeding) -> Iterator[tuple[Node, str, str, Sequence[str]]]:
    """Units a proceeding names as its parties: where, the name, and who it may be."""
    parties = _parties(view)
    # An agency that should have been joined and is a third party comes to court too (法释〔2020〕3号 第一条第三款).
    appearing = _parties(view, True)
    for days in proceeding.by_defendant:
        yield days, "unit", days.unit, parties
    for name in proceeding.appearing_units:
        yield proceeding, "appearing_units", name, appearing
    for hearing in proceeding.hearings:
        for absence in hearing.absences:
            if absence.unit is not None:
                yield absence, "unit", absence.unit, appearing
    for appeal in proceeding.appeals:
        if appeal.side is Side.DEFENDANT and appeal.unit is not None:
            yield appeal, "unit", appeal.unit, parties


def _stranger(node: Node, field: str, name: str, parties: Sequence[str]) -> Finding:
    known = f"本案被告：{'、'.join(parties)}" if parties else ""
    return Finding(node, field, f"{name}不是本案被告", known)


@rule("YS113", "former-name-used", "更名以后还用旧名", Severity.WARNING)
def former_name_after_the_change(view: View) -> Iterator[Finding]:
    """这个单位在名录里已写明更名日期，被诉行为是更名以后作出的，被告却还写旧名。数字照样归到同一单位，但文书上的名称不对。

    改写现在的名称；被诉行为其实在更名以前作出的，补上或更正“作出日期”。
    """
    case = view.whole
    begun = [day for proceeding in case.proceedings if (day := proceeding.begun_on) is not None]
    acted_on = (case.act.made_on if case.act is not None else None) or min(begun, default=None)
    for defendant in case.defendants:
        unit = view.office.directory.find(defendant.unit)
        if unit is None or unit.renamed_on is None or acted_on is None or acted_on < unit.renamed_on:
            continue
        if defendant.unit in unit.former_names and defendant.unit not in {unit.name, unit.full_name}:
            message = f"{defendant.unit}已于 {unit.renamed_on} 更名为{unit.name}"
            yield Finding(defendant, "unit", message, f"改为{unit.name}")


@rule("YS114", "entry-repeated", "同一单位写了两次而内容不同", Severity.ERROR)
def repeated_entry(view: View) -> Iterator[Finding]:
    """被告、裁判结果、各被告的列表里，一个单位只写一项。写了两项而内容不同，程序不知道哪一项算数。名录里的全称、曾用名也算同一单位。

    合成一项；同一被告有几个结果的，写成一项的列表，如“结果: [确认违法, 责令赔偿]”。
    """
    yield from _contradicting(view, view.whole.defendants)
    for proceeding in view.whole.proceedings:
        yield from _contradicting(view, proceeding.by_defendant)
        if proceeding.decision is not None:
            yield from _contradicting(view, proceeding.decision.outcomes)


def _contradicting(view: View, entries: Sequence[Defendant | DefendantDays | Outcome]) -> Iterator[Finding]:
    """Entries that say other than an earlier one of the same unit."""
    if len(entries) < 2:
        return
    bodies = _bodies(view, entries)
    said: dict[object, list[dict[str, object]]] = {}
    for entry, body in zip(entries, bodies, strict=True):
        own = entry.model_dump(exclude={"unit"})
        others = said.setdefault(body, [])
        if body is not None and any(other != own for other in others):
            yield Finding(entry, "unit", f"{entry.unit}前面已经写过一项，内容与这一项不同")
        if own not in others:
            others.append(own)


def _bodies(view: View, entries: Iterable[Defendant | DefendantDays | Outcome]) -> Iterator[object]:
    """Which body each entry is of: its own unit, else its name. One name alone needs no list of units."""
    names = [entry.unit for entry in entries]
    directory = view.office.directory
    is_one = len(set(names)) == 1
    for name in names:
        unit = None if is_one else directory.find(name)
        yield name if unit is None else unit.name


@rule(
    "YS115",
    "handling-unit-contradicted",
    "承办单位与规定不符",
    Severity.WARNING,
    COUNTY_OPINION.section(6),
    RECONSIDERATION_LAW.article(4, 2),
)
def contradicted_handling_unit(view: View) -> Iterator[Finding]:
    """县政府作被告而未经复议的，由承办原行政行为的部门承办；因复议决定单独作被告的，由县司法局承办。

    县直部门、乡镇作被告的，各自承办。写的承办单位与此不同，又没有说明。

    更正“承办单位”，或在“承办说明”里写明由谁指定；按规定得出的承办单位可以不写。
    """
    case, derived = view.case, derived_handling_units(view)
    declared = case.handling_unit
    if declared is None or not derived or case.handling_note is not None:
        return
    if not _is_among(view, declared, derived):
        yield Finding(case, "handling_unit", f"按规定应由{derived[0]}承办，这里写的是{declared}")
