"""Figures of heads in court (metrics.md §A)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yingsu.domain.answer import Answer
from yingsu.domain.facts.appearance import (
    CHIEFS,
    HEADS,
    absence_accepted,
    absences_of,
    has_lawful_ground,
    head_appeared,
    head_came,
    held_hearings,
    is_to_appear,
)
from yingsu.domain.law import APPEARANCE_RULES, COUNTY_OPINION, LITIGATION_INTERPRETATION, LITIGATION_LAW
from yingsu.domain.proceeding import Hearing, Proceeding
from yingsu.domain.settings import Settings
from yingsu.domain.terms import AppearanceCounting, ExcusedAbsence, HeadRank
from yingsu.domain.view import View
from yingsu.metrics.core import Item, Metric, Traits, Verdict, counted, left_out, merged
from yingsu.metrics.items import NO_OWN_DEFENDANT, NOT_LITIGATION, left_out_item, proceeding_item, traits_of

NOT_HEARD = left_out("未开庭")
EXCUSED_NOTE = "有正当理由且法院认可"


def _items(view: View, ranks: frozenset[HeadRank]) -> Iterator[Item]:
    for proceeding in view.case.proceedings:
        for _, item in items_of(view, proceeding, ranks):
            yield item


def items_of(
    view: View, proceeding: Proceeding, ranks: frozenset[HeadRank] = HEADS
) -> Iterator[tuple[Hearing | None, Item]]:
    """The items of one proceeding: a single one; where 件次 are counted, one for each hearing, with that hearing."""
    hearings = held_hearings(view, proceeding)
    first = min((hearing.held_on for hearing in hearings), default=None)
    if not view.is_litigation(proceeding):
        yield None, left_out_item(view, proceeding, first, NOT_LITIGATION)
    elif not view.own_defendants:
        yield None, left_out_item(view, proceeding, first, NO_OWN_DEFENDANT)
    elif not hearings:
        yield None, left_out_item(view, proceeding, None, NOT_HEARD)
    elif view.office.settings.counting.appearance.counting is AppearanceCounting.HEARING:
        for hearing in hearings:
            yield hearing, _item(view, proceeding, hearing.held_on, ranks, hearing)
    else:
        yield None, _item(view, proceeding, first, ranks, None)


def _item(
    view: View, proceeding: Proceeding, day: date | None, ranks: frozenset[HeadRank], hearing: Hearing | None
) -> Item:
    def answer_of(unit: str) -> Verdict:
        if hearing is None:
            answer = head_appeared(view, proceeding, unit, ranks)
        else:
            answer = head_came(view, hearing, unit, ranks)
        return _excused(view, unit, answer, proceeding, hearing)

    own = {unit.name: answer_of(unit.name) for unit in view.own_defendants}
    if not any(is_to_appear(view, proceeding, unit) for unit in own):
        arranged = _arranged(proceeding)
        return proceeding_item(view, proceeding, day, arranged, lambda _: arranged)

    def of_unit(unit: str) -> Verdict:
        return own[unit] if is_to_appear(view, proceeding, unit) else _arranged(proceeding)

    return proceeding_item(view, proceeding, day, merged(own.values()), of_unit)


def _arranged(proceeding: Proceeding) -> Verdict:
    return left_out(f"协商或法院确定由{'、'.join(proceeding.appearing_units)}出庭")


def _excused(
    view: View, unit: str, answer: Answer, proceeding: Proceeding, hearing: Hearing | None
) -> Verdict:
    """A lawful absence stays in the denominator, noted, unless the office counts otherwise.

    Where hearings are counted, what the court accepted for another hearing excuses nothing.
    """
    if answer is not Answer.NO:
        return counted(answer)
    if hearing is None:
        is_accepted = absence_accepted(view, proceeding, unit)
    else:
        is_accepted = any(
            absence.is_accepted is True and has_lawful_ground(absence)
            for absence in absences_of(view, hearing, unit)
        )
    if not is_accepted:
        return counted(answer)
    if view.office.settings.counting.appearance.excused is ExcusedAbsence.LEFT_OUT:
        return left_out("正当理由未出庭（法院认可）")
    return counted(answer, EXCUSED_NOTE)


def _options(settings: Settings) -> Mapping[str, str]:
    options = settings.counting.appearance
    return {"计数": options.counting.value, "正当理由未出庭": options.excused.value}


def _worded(settings: Settings, who: str) -> str:
    """The definition in words, for each way of counting."""
    options = settings.counting.appearance
    if options.counting is AppearanceCounting.HEARING:
        text = f"分母：有本县单位作被告的每一次开庭，一次计一件次；分子：其中本县被告的{who}到庭的。"
    else:
        text = (
            f"分母：有本县单位作被告且已开庭的审理程序，一个案号计一件；分子：其中本县被告的{who}"
            "至少到庭一次的。法院通知再次出庭而未到的，不计入分子。"
        )
    if options.excused is ExcusedAbsence.LEFT_OUT:
        text += "有正当理由未出庭且经法院认可的，不计入分母。"
    return text


def _heads_worded(settings: Settings) -> str:
    return _worded(settings, "负责人（正职、副职、分管负责人）")


def _chiefs_worded(settings: Settings) -> str:
    return _worded(settings, "正职负责人")


def _unit_of_count(settings: Settings) -> str:
    return settings.counting.appearance.counting.value


@dataclass(frozen=True, slots=True)
class ThirdPartyRecord:
    """An own unit kept as a third party though it should have been sued (法释〔2020〕3号 第一条第三款).

    Its head is to appear too; it is listed apart and in no rate.
    """

    case: str
    docket: str | None
    day: date
    unit: str
    appeared: Answer
    traits: Traits


def third_party_records(view: View) -> Iterator[ThirdPartyRecord]:
    """The own units of a case that sat as third parties, for each instance that was heard."""
    directory = view.office.directory
    units = [
        found.name
        for party in view.case.third_parties
        if party.should_be_defendant and (found := directory.find(party.name)) is not None
    ]
    for proceeding in view.case.proceedings:
        hearings = held_hearings(view, proceeding)
        if not hearings or not view.is_litigation(proceeding):
            continue
        first = min(hearing.held_on for hearing in hearings)
        for unit in units:
            appeared = head_appeared(view, proceeding, unit)
            yield ThirdPartyRecord(
                view.id, proceeding.case_number, first, unit, appeared, traits_of(view, proceeding)
            )


_BASIS = (
    LITIGATION_LAW.article(3, 3),
    LITIGATION_INTERPRETATION.article(128),
    APPEARANCE_RULES.article(2),
    APPEARANCE_RULES.article(6, 2),
    APPEARANCE_RULES.article(7),
)

HEAD_APPEARANCE_RATE = Metric(
    "head_appearance_rate",
    "行政机关负责人出庭应诉率",
    "出庭率",
    _unit_of_count,
    _heads_worded(Settings()),
    "第一次开庭日期",
    (*_BASIS, COUNTY_OPINION.section(4)),
    lambda view: _items(view, HEADS),
    _options,
    Fraction(1),
    worded=_heads_worded,
)

CHIEF_APPEARANCE_RATE = Metric(
    "chief_appearance_rate",
    "正职负责人出庭率",
    "正职出庭率",
    _unit_of_count,
    _chiefs_worded(Settings()),
    "第一次开庭日期",
    _BASIS,
    lambda view: _items(view, CHIEFS),
    _options,
    worded=_chiefs_worded,
)

METRICS = (HEAD_APPEARANCE_RATE, CHIEF_APPEARANCE_RATE)
