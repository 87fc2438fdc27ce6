"""Figures of what is done about risk and loss: self-correction, withdrawal, review, letters (metrics.md, Catalogue)."""

from collections.abc import Iterator
from datetime import date

from yingsu.domain.aftermath import Letter
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline, Desk
from yingsu.domain.deadlines import reply_deadline
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.outcome import dispositions, is_adverse
from yingsu.domain.law import (
    COUNTY_OPINION,
    JUDICIAL_RECOMMENDATION_RULES,
    LITIGATION_INTERPRETATION,
    LITIGATION_LAW,
    PROCURATORIAL_RECOMMENDATION_RULES,
    RECONSIDERATION_LAW,
    WITHDRAWAL_RULES,
)
from yingsu.domain.office import Office
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import UnitLetter
from yingsu.domain.terms import Disposition, LetterKind, RiskLevel
from yingsu.domain.view import View
from yingsu.metrics.core import (
    Item,
    Metric,
    Traits,
    Verdict,
    always,
    by_reported_unit,
    counted,
    left_out,
    merged,
)
from yingsu.metrics.items import (
    EFFECT_UNKNOWN,
    NO_OWN_DEFENDANT,
    NOT_LITIGATION,
    concluded_first_instances,
    left_out_item,
    proceeding_item,
    traits_of,
)

NO_DAY = left_out("没有来函、应诉通知和立案日期")
NOT_DUE = left_out("未届期")
NO_LIMIT = left_out("没有回复期限")
OUTCOME_UNKNOWN = left_out("裁判结果不明")
AFTER_CORRECTION = "自纠后撤诉"

_WITHDRAWN = frozenset({Disposition.WITHDRAWN, Disposition.DEEMED_WITHDRAWN})


def _self_corrected(view: View) -> Iterator[Item]:
    """One item for a dispute at risk: it got a 败诉风险提示函, or its 败诉风险 is 高."""
    case = view.case
    alerts = [letter.received_on for letter in case.letters if letter.kind is LetterKind.RISK_ALERT]
    own = [unit.name for unit in view.own_defendants]
    if not alerts and case.loss_risk is not RiskLevel.HIGH:
        return
    litigation = tuple(each for each in case.proceedings if view.is_litigation(each))
    looked_at = litigation or case.proceedings
    day = min(alerts) if alerts else _first_day(looked_at)
    concluded = [each.concluded_on for each in looked_at]
    last = max((each for each in concluded if each is not None), default=None)

    def of_unit(unit: str | None) -> Verdict:
        return counted(Answer.of(_has_corrected(view, unit, last)))

    if case.proceedings and not litigation:
        county = NOT_LITIGATION
    elif not own:
        county = NO_OWN_DEFENDANT
    else:
        county = NO_DAY if day is None else of_unit(None)
    verdicts = ((unit, county if county.answer is None else of_unit(unit)) for unit in own)
    units, originals = by_reported_unit(view, verdicts)
    docket = next((each.case_number for each in reversed(looked_at) if each.case_number), None)
    until = None if None in concluded else last
    yield Item(view.id, docket, day, county, units, traits_of(view), originals, open_until=until)


def _first_day(proceedings: tuple[Proceeding, ...]) -> date | None:
    notified = [each.notified_on for each in proceedings if each.notified_on is not None]
    filed = [each.filed_on for each in proceedings if each.filed_on is not None]
    return min(notified, default=None) or min(filed, default=None)


def _has_corrected(view: View, unit: str | None, last_decision: date | None) -> bool:
    """A 自纠 of the unit (of any own one for the county) no later than the last decision."""
    directory = view.office.directory
    return any(
        (directory.find(each.unit) is not None if unit is None else directory.is_same(each.unit, unit))
        and (last_decision is None or each.corrected_on <= last_decision)
        for each in view.case.self_corrections
    )


def _withdrawn(view: View) -> Iterator[Item]:
    for proceeding, day, verdict in concluded_first_instances(view):
        if verdict is not None:
            yield left_out_item(view, proceeding, day, verdict)
            continue
        verdicts = {unit.name: _withdrawal(view, proceeding, unit.name) for unit in view.own_defendants}
        yield proceeding_item(view, proceeding, day, merged(verdicts.values()), verdicts.get)


def _withdrawal(view: View, proceeding: Proceeding, unit: str) -> Verdict:
    found = dispositions(view, proceeding, unit)
    if found is None:
        return counted(Answer.UNKNOWN)
    is_withdrawn = bool(found & _WITHDRAWN)
    note = AFTER_CORRECTION if is_withdrawn and _has_corrected(view, None, proceeding.concluded_on) else ""
    return counted(Answer.of(is_withdrawn), note)


def _reviewed(view: View) -> Iterator[Item]:
    """One item for a dispute adverse at its 终局."""
    end = final(view)
    proceeding = end.proceeding
    if end.answer is Answer.NO or proceeding is None:
        return
    answers = {unit.name: is_adverse(view, proceeding, unit.name) for unit in view.own_defendants}
    concerned = {unit: answer for unit, answer in answers.items() if answer is not Answer.NO}
    if not concerned:
        return
    if end.answer is Answer.UNKNOWN:
        yield proceeding_item(
            view,
            proceeding,
            proceeding.concluded_on,
            EFFECT_UNKNOWN,
            dict.fromkeys(concerned, EFFECT_UNKNOWN).get,
        )
        return
    review = view.case.post_case_review
    done = counted(Answer.of(review is not None and review.reviewed_on is not None))
    verdicts = {unit: done if answer is Answer.YES else OUTCOME_UNKNOWN for unit, answer in concerned.items()}
    yield proceeding_item(view, proceeding, end.day, merged(verdicts.values()), verdicts.get)


def _replied(view: View) -> Iterator[Item]:
    desk = Desk.of(view)
    handlers = handling_units(view)
    for letter in view.case.letters:
        recipient = letter.unit or (handlers[0] if handlers else None)
        yield _letter_item(desk, letter, recipient, view.id, traits_of(view))


def letter_items(office: Office, letter: UnitLetter, as_of: date, source: str) -> Iterator[Item]:
    """The item of a letter that belongs to no case; `source` is the file it stands in."""
    known = letter.known_on(as_of)
    if known is not None:
        yield _letter_item(Desk(office, as_of), known, letter.unit, source, Traits("", ""))


def _letter_item(desk: Desk, letter: Letter, recipient: str | None, source: str, traits: Traits) -> Item:
    unit = desk.office.directory.find(recipient)
    limit = reply_deadline(desk, letter, recipient)
    day, verdict = _reply(limit, letter, desk.as_of)
    if unit is None:
        return Item(source, letter.number, day, NO_OWN_DEFENDANT, (), traits)
    reported = desk.office.directory.reported_under(unit).name
    originals = ((reported, unit.name),) if reported != unit.name else ()
    return Item(source, letter.number, day, verdict, ((reported, verdict),), traits, originals)


def _reply(limit: Deadline | None, letter: Letter, as_of: date) -> tuple[date, Verdict]:
    if limit is None:
        return letter.received_on, NO_LIMIT
    if limit.done is None and limit.due >= as_of:
        return limit.due, NOT_DUE
    return limit.due, counted(Answer.of(limit.done is not None and limit.done <= limit.due))


SELF_CORRECTION_RATE = Metric(
    "self_correction_rate",
    "败诉风险案件自纠比例",
    "自纠比例",
    always("件"),
    "分母：收到败诉风险提示函，或败诉风险标为高的争议；分子：其中在最后一次裁判当日或之前（未裁判的不限）自行纠正或和解的。"
    "自纠后仍被判决确认违法的，同时计入败诉。",
    "首次收到败诉风险提示函日期，没有的为首次收到应诉通知或立案日期",
    (COUNTY_OPINION.section(5), WITHDRAWAL_RULES.article(3), WITHDRAWAL_RULES.article(4)),
    _self_corrected,
)

WITHDRAWAL_RATE = Metric(
    "withdrawal_rate",
    "撤诉率",
    "撤诉率",
    always("案号"),
    "分母：期间内审结的一审案件（不含移送）；分子：其中准许撤诉或按撤诉处理的，自纠后撤诉的另注明。",
    "裁判日期",
    (LITIGATION_LAW.article(58), LITIGATION_LAW.article(62)),
    _withdrawn,
)

REVIEW_RATE = Metric(
    "review_rate",
    "败诉案件复盘率",
    "复盘率",
    always("件"),
    "分母：终局败诉的争议；分子：其中已经复盘（写明复盘日期）的。",
    "终局裁判的生效日期",
    (COUNTY_OPINION.section(6),),
    _reviewed,
)

LETTER_REPLY_RATE = Metric(
    "letter_reply_rate",
    "来函按期回复率",
    "来函回复率",
    always("件"),
    "分母：有回复期限（来函写明的，或法律规定的）且期限已届满或已回复的来函；分子：其中在期限内回复的。",
    "回复期限届满日",
    (
        JUDICIAL_RECOMMENDATION_RULES.article(8, 1),
        LITIGATION_INTERPRETATION.article(149, 4),
        PROCURATORIAL_RECOMMENDATION_RULES.article(19),
        RECONSIDERATION_LAW.article(76),
    ),
    _replied,
)
