"""Figures of what courts decided (metrics.md §B)."""

from collections.abc import Iterator, Mapping

from yingsu.domain.answer import Answer
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.outcome import dispositions, is_adverse, is_judgment
from yingsu.domain.law import LITIGATION_LAW
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.settings import Settings
from yingsu.domain.terms import AdverseDenominator, Disposition
from yingsu.domain.view import View
from yingsu.metrics.core import Item, Metric, Verdict, always, by_reported_unit, counted, merged
from yingsu.metrics.items import (
    DOCUMENT_UNKNOWN,
    EFFECT_UNKNOWN,
    NO_OWN_DEFENDANT,
    concluded_first_instances,
    left_out_item,
    proceeding_item,
    traits_of,
)

CORRECTED_NOTE = "自纠后准许撤诉"
WITH_CORRECTED = "败诉＋改变后撤诉"


def _concluded(view: View, *, judgments_only: bool) -> Iterator[Item]:
    for proceeding, day, verdict in concluded_first_instances(view):
        if verdict is not None:
            yield left_out_item(view, proceeding, day, verdict)
        elif judgments_only and is_judgment(proceeding) is Answer.UNKNOWN:
            yield left_out_item(view, proceeding, day, DOCUMENT_UNKNOWN)
        elif not judgments_only or is_judgment(proceeding) is Answer.YES:
            yield _adverse_item(view, proceeding)


def _adverse_item(view: View, proceeding: Proceeding) -> Item:
    own = {unit.name: _verdict(view, proceeding, unit.name) for unit in view.own_defendants}
    return proceeding_item(view, proceeding, proceeding.concluded_on, merged(own.values()), own.get)


def _verdict(view: View, proceeding: Proceeding, unit: str) -> Verdict:
    """Adverse to a defendant or not; a suit withdrawn after 自纠 is not, and is shown beside."""
    answer = is_adverse(view, proceeding, unit)
    is_noted = answer is Answer.NO and _is_withdrawn_after_correction(view, proceeding, unit)
    return counted(answer, CORRECTED_NOTE if is_noted else "")


def _is_withdrawn_after_correction(view: View, proceeding: Proceeding, unit: str) -> bool:
    """Whether the court allowed the suit to be withdrawn after some own unit had corrected the act."""
    words, day = dispositions(view, proceeding, unit), proceeding.concluded_on
    if not words or Disposition.WITHDRAWN not in words or day is None:
        return False
    find = view.office.directory.find
    return any(
        find(correction.unit) is not None and correction.corrected_on <= day
        for correction in view.case.self_corrections
    )


def _adverse(view: View) -> Iterator[Item]:
    denominator = view.office.settings.counting.adverse.denominator
    only = denominator is AdverseDenominator.JUDGMENTS
    yield from _concluded(view, judgments_only=only)


def _merits_adverse(view: View) -> Iterator[Item]:
    yield from _concluded(view, judgments_only=True)


def _final_adverse(view: View) -> Iterator[Item]:
    end = final(view)
    if end.answer is Answer.NO or end.proceeding is None:
        return
    proceeding = end.proceeding
    own = [unit.name for unit in view.own_defendants]
    if not own:
        yield left_out_item(view, proceeding, end.day or proceeding.concluded_on, NO_OWN_DEFENDANT)
        return
    if end.answer is Answer.UNKNOWN:
        yield left_out_item(view, proceeding, proceeding.concluded_on, EFFECT_UNKNOWN)
        return

    verdicts = [(unit, _verdict(view, proceeding, unit)) for unit in own]
    units, originals = by_reported_unit(view, verdicts)
    county = merged(verdict for _, verdict in verdicts)
    traits = traits_of(view, proceeding)
    yield Item(view.id, proceeding.case_number, end.day, county, units, traits, originals)


def _dispositions(settings: Settings) -> str:
    return "、".join(word.value for word in settings.counting.adverse_dispositions)


def _options(settings: Settings) -> Mapping[str, str]:
    return {"分母": settings.counting.adverse.denominator.value, "败诉结果": _dispositions(settings)}


def _final_options(settings: Settings) -> Mapping[str, str]:
    return {"败诉结果": _dispositions(settings)}


_OF_ALL = "分母：期间内审结的一审案件（判决、裁定、调解书，不含移送）；分子：其中任一本县被告的裁判结果属于败诉结果的。"
_OF_JUDGMENTS = "分母：期间内作出的一审判决；分子：其中任一本县被告的裁判结果属于败诉结果的。"


def _adverse_worded(settings: Settings) -> str:
    only = settings.counting.adverse.denominator is AdverseDenominator.JUDGMENTS
    return _OF_JUDGMENTS if only else _OF_ALL


_BASIS = tuple(LITIGATION_LAW.article(number) for number in (69, 70, 72, 73, 74, 75, 76, 77, 78))

ADVERSE_RATE = Metric(
    "adverse_rate",
    "一审败诉率",
    "一审败诉率",
    always("案号"),
    _OF_ALL,
    "裁判日期",
    _BASIS,
    _adverse,
    _options,
    reference=WITH_CORRECTED,
    worded=_adverse_worded,
)

MERITS_ADVERSE_RATE = Metric(
    "merits_adverse_rate",
    "一审实体判决败诉率",
    "实体败诉率",
    always("案号"),
    _OF_JUDGMENTS,
    "裁判日期",
    _BASIS,
    _merits_adverse,
    _final_options,
)

FINAL_ADVERSE_RATE = Metric(
    "final_adverse_rate",
    "终局败诉率",
    "终局败诉率",
    always("件"),
    "分母：期间内有终局裁判（最后一份已生效的一审、二审或再审裁判）的争议，一个争议计一件；"
    "分子：其中终局裁判对任一本县被告的结果属于败诉结果的。",
    "终局裁判的生效日期",
    (LITIGATION_LAW.article(7), LITIGATION_LAW.article(85), LITIGATION_LAW.article(89)),
    _final_adverse,
    _final_options,
    reference=WITH_CORRECTED,
)

METRICS = (ADVERSE_RATE, MERITS_ADVERSE_RATE, FINAL_ADVERSE_RATE)
