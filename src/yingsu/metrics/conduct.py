"""Figures of how a case is conducted: answered in time, registered, concluded (metrics.md, Catalogue)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from yingsu.domain.answer import Answer
from yingsu.domain.deadline_defence import own_day
from yingsu.domain.deadlines import defence_deadlines, registration_deadline
from yingsu.domain.law import COUNTY_OPINION, LITIGATION_INTERPRETATION, LITIGATION_LAW
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.settings import Settings
from yingsu.domain.terms import Instance
from yingsu.domain.view import View
from yingsu.metrics.core import Item, Metric, Verdict, all_of, always, counted, left_out
from yingsu.metrics.items import NO_OWN_DEFENDANT, NOT_LITIGATION, left_out_item, proceeding_item

NOT_DUE = left_out("未届期")
EXTENDED = left_out("延期中")
NO_PERIOD = left_out("未设定备案工作日")
NO_BEGINNING = left_out("没有立案和收到应诉通知日期")

Dated = tuple[date, Verdict]


def _of_own_defendants(
    view: View, proceeding: Proceeding, judge: Callable[[str], Dated | None]
) -> Iterator[Item]:
    """The item of a duty that each own defendant has by itself: the county's is done when all of them did it.

    So is that of a unit under which several of them are reported (归口).
    """
    directory = view.office.directory
    judged = [(unit, found) for unit in view.own_defendants if (found := judge(unit.name)) is not None]
    if not judged:
        return
    reported: dict[str, list[Verdict]] = {}
    for unit, (_, verdict) in judged:
        reported.setdefault(directory.reported_under(unit).name, []).append(verdict)
    verdicts = {unit.name: _together(reported[directory.reported_under(unit).name]) for unit, _ in judged}
    county = _together([verdict for _, (_, verdict) in judged])
    first = min(day for _, (day, _) in judged)
    yield proceeding_item(view, proceeding, first, county, verdicts.get)


def _together(verdicts: list[Verdict]) -> Verdict:
    """Of several bodies with a duty each: while the time of one still runs and none has failed, not to be said yet."""
    found = all_of(verdicts)
    waiting = next((verdict for verdict in verdicts if verdict.answer is None), None)
    return waiting if waiting is not None and found.answer is Answer.YES else found


def _defended(view: View) -> Iterator[Item]:
    for proceeding in view.case.proceedings:
        if proceeding.instance is not Instance.FIRST:
            continue
        received = proceeding.complaint_received_on
        if not view.is_litigation(proceeding):
            if received is not None:
                yield left_out_item(view, proceeding, received, NOT_LITIGATION)
        elif not view.own_defendants:
            if received is not None:
                yield left_out_item(view, proceeding, received, NO_OWN_DEFENDANT)
        else:
            yield from _of_own_defendants(view, proceeding, partial(_defence, view, proceeding))


def _defence(view: View, proceeding: Proceeding, unit: str) -> Dated | None:
    """By D02's day: both papers in, each by its own day; the evidence by the extended one."""
    both = defence_deadlines(view, proceeding, unit)
    if both is None:
        return None
    if both.evidence is None:
        return both.answer.due, EXTENDED
    if not both.is_due:
        return both.answer.due, EXTENDED if both.is_extended and both.answer.due < view.as_of else NOT_DUE
    return both.answer.due, counted(Answer.of(both.is_in_time))


def _notified(view: View, judge: Callable[[Proceeding, str], Dated | None]) -> Iterator[Item]:
    for proceeding in view.case.proceedings:
        if not view.is_litigation(proceeding):
            if proceeding.notified_on is not None:
                yield left_out_item(view, proceeding, proceeding.notified_on, NOT_LITIGATION)
        elif not view.own_defendants:
            if proceeding.notified_on is not None:
                yield left_out_item(view, proceeding, proceeding.notified_on, NO_OWN_DEFENDANT)
        else:
            yield from _of_own_defendants(view, proceeding, partial(judge, proceeding))


def _registered(view: View) -> Iterator[Item]:
    def judge(proceeding: Proceeding, unit: str) -> Dated | None:
        notified = own_day(view, proceeding, unit, "notified_on")
        if notified is None:
            return None
        return notified, counted(Answer.of(own_day(view, proceeding, unit, "registered_on") is not None))

    return _notified(view, judge)


def _registered_on_time(view: View) -> Iterator[Item]:
    def judge(proceeding: Proceeding, unit: str) -> Dated | None:
        notified = own_day(view, proceeding, unit, "notified_on")
        if notified is None:
            return None
        limit = registration_deadline(view, proceeding, unit)
        if limit is None:
            return notified, NO_PERIOD
        if limit.done is None and limit.due >= view.as_of:
            return notified, NOT_DUE
        return notified, counted(Answer.of(limit.done is not None and limit.done <= limit.due))

    return _notified(view, judge)


def _cleared(view: View) -> Iterator[Item]:
    for proceeding in view.case.proceedings:
        if proceeding.instance is not Instance.FIRST:
            continue
        if not view.is_litigation(proceeding):
            yield left_out_item(view, proceeding, None, NOT_LITIGATION)
        elif not view.own_defendants:
            yield left_out_item(view, proceeding, None, NO_OWN_DEFENDANT)
        elif proceeding.begun_on is None:
            yield left_out_item(view, proceeding, None, NO_BEGINNING)
        else:
            verdict = counted(Answer.of(proceeding.decision is not None))
            units = {unit.name: verdict for unit in view.own_defendants}
            yield proceeding_item(view, proceeding, None, verdict, units.get, settles=True)


def _registration_options(settings: Settings) -> Mapping[str, str]:
    days = settings.periods.registration_working_days
    return {"备案工作日": "未设定" if days is None else f"{days}个工作日"}


DEFENCE_ON_TIME_RATE = Metric(
    "defence_on_time_rate",
    "按期答辩举证率",
    "答辩举证率",
    always("案号"),
    "分母：本县单位收到起诉状副本、期限已届满（或已答辩并举证）的一审案件；分子：其中答辩状和证据都在期限内提交的，"
    "经准许延期举证的按延长后的期限。共同被告都按期，才计入全县分子。",
    "答辩举证期限届满日",
    (LITIGATION_LAW.article(67, 1), LITIGATION_LAW.article(34, 2), LITIGATION_INTERPRETATION.article(34)),
    _defended,
)

REGISTRATION_RATE = Metric(
    "registration_rate",
    "应诉备案率",
    "备案率",
    always("案号"),
    "分母：本县单位收到应诉通知的审理程序；分子：其中已向县司法局备案的。共同被告都备案，才计入全县分子。",
    "收到应诉通知日期",
    (COUNTY_OPINION.section(6),),
    _registered,
)

REGISTRATION_ON_TIME_RATE = Metric(
    "registration_on_time_rate",
    "按期备案率",
    "按期备案率",
    always("案号"),
    "分母：本县单位收到应诉通知、备案期限已届满（或已备案）的审理程序；分子：其中在设定的工作日内备案的。没有设定工作日的不计算。",
    "收到应诉通知日期",
    (COUNTY_OPINION.section(6),),
    _registered_on_time,
    _registration_options,
)

CLEARANCE_RATE = Metric(
    "clearance_rate",
    "结案率",
    "结案率",
    always("案号"),
    "分母：一审案件的上期结转与本期新收之和；分子：其中在期间内审结的（含移送）。",
    "期间内未结或新收",
    (LITIGATION_LAW.article(81),),
    _cleared,
)
