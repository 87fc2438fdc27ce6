"""Due days after a decision, and of what comes in beside it: performance, letters, review, risk points, waivers."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from yingsu.domain.aftermath import Letter, Measure, Obligation, RiskPoint
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_act import DISCLOSURE, acting_unit
from yingsu.domain.deadline_core import Deadline, Desk, Found, Owner, Undated, made, running
from yingsu.domain.deadline_count import Counted, Start, start_of, written
from yingsu.domain.deadline_defence import defendants
from yingsu.domain.deadline_kinds import KINDS
from yingsu.domain.deadline_trial import effect_of
from yingsu.domain.deadline_words import moved_by, ordered
from yingsu.domain.facts.course import first_upheld
from yingsu.domain.facts.effect import effect, final
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.outcome import dispositions, is_adverse
from yingsu.domain.facts.performance import due, has_ended, is_void, ordered_by, standing_under
from yingsu.domain.terms import Disposition, Implementation, LetterKind, LetterSubject
from yingsu.domain.view import View, per_view

_REPLIES: Final = {
    (LetterKind.JUDICIAL_RECOMMENDATION, LetterSubject.NORMATIVE_DOCUMENT): "D29",
    (LetterKind.PROCURATORIAL_RECOMMENDATION, LetterSubject.PUBLIC_INTEREST): "D32",
}
_REPLIES_WHATEVER: Final = {
    LetterKind.JUDICIAL_RECOMMENDATION: "D30",
    LetterKind.PROCURATORIAL_RECOMMENDATION: "D31",
    LetterKind.RECONSIDERATION_OPINION: "D33",
}
"""Letters to which the law sets a time for the reply, whatever they are about; others have only their own."""


def of_aftermath(view: View) -> Found:
    """Every due day that a decision, a letter, a review or a risk point starts."""
    for obligation in view.case.obligations:
        yield from _performance(view, obligation)
    yield from _disclosure(view)
    recipient = next(iter(handling_units(view)), None) or acting_unit(view)
    desk = Desk.of(view)
    for letter in view.case.letters:
        yield from of_letter(desk, letter, recipient)
    yield from _reviews(view)
    yield from of_risk_points(desk, view.case.risk_points, recipient)
    review = view.case.post_case_review
    if review is not None:
        yield from _measures(desk, review.measures, recipient)
    for waiver in view.case.waivers:
        start = start_of(waiver, "valid_until")
        if start is not None:
            yield made(desk, KINDS["K08"], start, written(start), Owner(), what=waiver.rule)


def _performance(view: View, obligation: Obligation) -> Found:
    """D23 as facts.performance has it, and the window in which the other side can have it enforced."""
    standing = standing_under(view, obligation)
    if has_ended(view, obligation) or is_void(view, obligation):
        return
    if standing is not None and effect(view, standing).answer is Answer.NO:
        return
    desk, owner = Desk.of(view), Owner(obligation.case_number, obligation.unit)
    limit = due(view, obligation)
    if limit.day is None:
        reason = "中止履行，尚未恢复" if limit.is_suspended else "没有确定履行期限"
        yield Undated(KINDS["D23"], owner.docket, desk.named(owner.unit), reason, obligation, "content")
    else:
        start, count = _counted_performance(view, obligation, limit.day)
        count = count._replace(is_provisional=limit.provisional)
        yield made(desk, KINDS["D23"], start, count, owner, done=obligation.done_on, what=obligation.content)
    window = _window(view, obligation)
    if window is not None:
        yield running(desk, KINDS["D22"], window, Owner(owner.docket), done=obligation.done_on)


def _counted_performance(view: View, obligation: Obligation, day: date) -> tuple[Start, Counted]:
    """The derivation of a day of performance; the day itself is that of `facts.performance.due`."""
    written_on = start_of(obligation, "due_on", "履行期限")
    start = written_on or start_of(obligation, "counted_from") or _bound_from(view, obligation, day)
    if written_on is not None or obligation.due_days is None:
        found = written(start)
    else:
        calendar, days = view.office.calendar, obligation.due_days
        count = calendar.last_day(start.day, days, rolls=True)
        found = Counted(count.nominal, count.day, count.provisional, ordered(calendar, days, count))
    pause = obligation.suspension
    if found.due == day or pause is None or pause.ended_on is None:
        return start, found
    moved = moved_by(found.derivation, pause.began_on, pause.ended_on, day)
    return start, Counted(day, day, found.is_provisional, moved)


def _bound_from(view: View, obligation: Obligation, day: date) -> Start:
    """The day of effect that 期限日数 runs from; of the decision that first ordered it, where that was upheld."""
    standing = standing_under(view, obligation)
    upheld = (first_upheld(view, standing), standing) if standing is not None else ()
    effects = (effect(view, proceeding) for proceeding in upheld)
    taken = next((each for each in effects if each.day is not None), None)
    start, is_provisional = (taken.day or day, taken.provisional) if taken is not None else (day, False)
    return Start(obligation, "due_days", start, "生效日期", is_provisional)


def _window(view: View, obligation: Obligation) -> Start | None:
    limit = due(view, obligation)
    if limit.day is not None:
        field = "due_on" if obligation.due_on is not None else "due_days"
        return Start(obligation, field, limit.day, "履行期限届满日", limit.provisional)
    ordering = ordered_by(view, obligation)
    return None if limit.is_suspended or ordering is None else start_of(ordering.decision, "served_on")


def _disclosure(view: View) -> Iterator[Deadline]:
    """D24, where the court ordered disclosure and no entry of 履行 has a limit of its own."""
    end = final(view)
    start = effect_of(view, end.proceeding) if end.proceeding is not None else None
    if view.case.act_type != DISCLOSURE or end.proceeding is None or start is None:
        return
    is_same = view.office.directory.is_same
    for unit in defendants(view):
        words = dispositions(view, end.proceeding, unit) or frozenset()
        entries = [
            obligation
            for obligation in view.case.obligations
            if is_same(obligation.unit, unit) and standing_under(view, obligation) is end.proceeding
        ]
        has_own = any(
            has_ended(view, entry) or due(view, entry).day is not None or due(view, entry).is_suspended
            for entry in entries
        )
        if Disposition.ORDERED_TO_ACT in words and not has_own:
            done = max((entry.done_on for entry in entries if entry.done_on is not None), default=None)
            owner = Owner(end.proceeding.case_number, unit)
            yield running(Desk.of(view), KINDS["D24"], start, owner, done=done)


@per_view
def review_deadline(view: View, unit: str) -> Deadline | None:
    """复盘 of a loss by the defendant that lost; `None` where the office has set no number, or it did not lose."""
    days, end = view.office.settings.periods.review_working_days, final(view)
    start = effect_of(view, end.proceeding) if end.proceeding is not None else None
    if days is None or end.proceeding is None or start is None:
        return None
    if is_adverse(view, end.proceeding, unit) is not Answer.YES:
        return None
    review = view.case.post_case_review
    done = review.reviewed_on if review is not None else None
    owner = Owner(end.proceeding.case_number, unit)
    return running(Desk.of(view), KINDS["K02"], start, owner, done=done, days=days)


def _reviews(view: View) -> Iterator[Deadline]:
    for unit in defendants(view):
        review = review_deadline(view, unit)
        if review is not None:
            yield review


def reply_deadline(desk: Desk, letter: Letter, recipient: str | None = None) -> Deadline | None:
    """The day for the reply: its own 回复期限, else the law's; `None` where there is neither (metrics.md).

    Args:
        desk: the office, and the day.
        letter: as known on that day.
        recipient: who got it, where the letter does not say (承办单位).
    """
    owner = Owner(unit=letter.unit or recipient)
    own = start_of(letter, "reply_due_on")
    if own is not None:
        what = letter.kind.value
        return made(desk, KINDS["K03"], own, written(own), owner, done=letter.replied_on, what=what)
    key = _REPLIES.get((letter.kind, letter.subject)) or _REPLIES_WHATEVER.get(letter.kind)
    received = start_of(letter, "received_on", f"收到{letter.kind.value}")
    if key is None or received is None:
        return None
    return running(desk, KINDS[key], received, owner, done=letter.replied_on)


def of_letter(desk: Desk, letter: Letter, recipient: str | None = None) -> Iterator[Deadline]:
    """The reply to a letter, and the measures it asks for; also for a letter that belongs to no case."""
    reply = reply_deadline(desk, letter, recipient)
    if reply is not None:
        yield reply
    limit = start_of(letter, "done_by")
    # 已落实 without its day, or 未采纳: nothing is left to do, and no day to judge it by.
    is_settled = letter.implementation in {Implementation.DONE, Implementation.NOT_ADOPTED}
    if limit is not None and (letter.implemented_on is not None or not is_settled):
        owner = Owner(unit=letter.unit or recipient)
        done, what = letter.implemented_on, letter.kind.value
        yield made(desk, KINDS["K04"], limit, written(limit), owner, done=done, what=what)


def of_risk_points(desk: Desk, points: Iterable[RiskPoint], unit: str | None) -> Iterator[Deadline]:
    """Until when risk points are to be mended, of a case or of a screening."""
    for point in points:
        start = start_of(point, "due_on")
        if start is not None:
            what = point.code or point.note or ""
            count = written(start)
            yield made(desk, KINDS["K05"], start, count, Owner(unit=unit), done=point.done_on, what=what)


def _measures(desk: Desk, measures: Iterable[Measure], unit: str | None) -> Iterator[Deadline]:
    for measure in measures:
        start = start_of(measure, "due_on", "整改期限")
        if start is not None:
            what = measure.measure or ""
            count = written(start)
            yield made(desk, KINDS["K06"], start, count, Owner(unit=unit), done=measure.done_on, what=what)
