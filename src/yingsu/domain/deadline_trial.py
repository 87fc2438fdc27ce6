"""Due days around the trial: hearings to come, the courts' own terms, appeal, retrial."""

from collections.abc import Iterator
from datetime import date

from yingsu.domain.answer import Answer
from yingsu.domain.calendar import Calendar, Count
from yingsu.domain.deadline_core import Deadline, Found, Owner, Undated, made, running
from yingsu.domain.deadline_count import Counted, Start, counted, start_of, written
from yingsu.domain.deadline_defence import defendants, is_appeal_of, own_day
from yingsu.domain.deadline_kinds import KINDS, DeadlineKind
from yingsu.domain.deadline_words import paused
from yingsu.domain.facts.appearance import is_to_appear, was_put_off
from yingsu.domain.facts.effect import effect, final, last_appeal_day
from yingsu.domain.proceeding import Hearing, Proceeding, Suspension
from yingsu.domain.terms import Disposition, DocumentKind, HearingMode, Instance, Procedure
from yingsu.domain.view import View


def hearings(view: View, proceeding: Proceeding) -> Iterator[Deadline]:
    """A hearing to come, and what has to be done before it. One put off with leave is not to come."""
    for hearing in proceeding.hearings:
        if hearing.held_on >= view.as_of and not was_put_off(hearing):
            yield from _before(view, proceeding, hearing)


def _before(view: View, proceeding: Proceeding, hearing: Hearing) -> Iterator[Deadline]:
    courts = Owner(proceeding.case_number)
    start = Start(hearing, "held_on", hearing.held_on, "开庭日期")
    is_open = hearing.mode is HearingMode.HEARING and view.is_litigation(proceeding)
    if is_open:
        if proceeding.procedure is not Procedure.SUMMARY:
            yield running(view, KINDS["D08"], start, courts)
        yield running(view, KINDS["D09"], start, courts)
    for unit in defendants(view):
        owner = Owner(proceeding.case_number, unit)
        if is_open and is_to_appear(view, proceeding, unit):
            yield running(view, KINDS["D10"], start, owner)
        took_place = hearing.held_on if hearing.attendees is not None else None
        yield made(
            view, KINDS["K07"], start, written(start), owner, done=took_place, what=_described(hearing)
        )


def _described(hearing: Hearing) -> str:
    mode = hearing.mode.value if hearing.mode is not HearingMode.HEARING else None
    return " ".join(text for text in (mode, hearing.time, hearing.place) if text)


def terms(view: View, proceeding: Proceeding) -> Found:
    """The court's own terms: information, never a fault of ours."""
    start = start_of(proceeding, "filed_on")
    if start is None or not view.is_litigation(proceeding):
        return
    match proceeding.instance:
        case Instance.FIRST:
            yield from _of_service(view, proceeding, start)
            key = "D15" if proceeding.procedure is Procedure.SUMMARY else "D14"
            yield _term(view, proceeding, start, KINDS[key])
        case Instance.SECOND:
            yield _term(view, proceeding, start, KINDS["D16"])
        case Instance.RETRIAL_REVIEW:
            yield _term(view, proceeding, start, KINDS["D20"])
        case _:
            return


def _of_service(view: View, proceeding: Proceeding, start: Start) -> Iterator[Deadline]:
    owner = Owner(proceeding.case_number)
    received = [own_day(view, proceeding, unit, "complaint_received_on") for unit in defendants(view)]
    yield running(
        view,
        KINDS["D01"],
        start,
        owner,
        done=min((day for day in received if day is not None), default=None),
    )
    answered = start_of(proceeding, "defended_on")
    if answered is not None:
        yield running(view, KINDS["D07"], answered, owner)


def _term(view: View, proceeding: Proceeding, start: Start, kind: DeadlineKind) -> Deadline | Undated:
    """A term for trial, with the days of 中止 added, first and last counted (解释 50)."""
    decision, docket = proceeding.decision, proceeding.case_number
    standing = next(
        (pause for pause in proceeding.suspensions if pause.began_on and not pause.ended_on), None
    )
    if standing is not None and decision is None:
        reason = "诉讼中止，尚未恢复，审限届满日不能确定"
        return Undated(kind, docket, None, reason, standing, "began_on")
    done = decision.decided_on if decision is not None else None
    count = _with_pauses(view.office.calendar, kind, start, proceeding.suspensions)
    return made(view, kind, start, count, Owner(docket), done=done)


def _with_pauses(
    calendar: Calendar, kind: DeadlineKind, start: Start, pauses: tuple[Suspension, ...]
) -> Counted:
    plain = counted(calendar, kind, start)
    stood: set[int] = set()
    end: Count | None = None
    for pause in sorted(pauses, key=lambda each: each.began_on or date.max):
        due = end.day if end is not None else plain.due
        if pause.began_on is None or pause.ended_on is None or pause.began_on > due:
            continue
        stood.update(range(pause.began_on.toordinal(), pause.ended_on.toordinal() + 1))
        end = calendar.last_day(plain.nominal, len(stood), rolls=kind.rolls)
    if end is None:
        return plain
    derivation = paused(calendar, kind, plain.derivation, len(stood), end)
    return Counted(end.nominal, end.day, end.provisional, derivation)


def appeals(view: View, proceeding: Proceeding) -> Iterator[Deadline]:
    """The last day for appeal, of each defendant of ours; a right."""
    decision, last = proceeding.decision, last_appeal_day(view, proceeding)
    start = start_of(decision, "served_on")
    if decision is None or last is None or start is None or not view.is_litigation(proceeding):
        return
    kind = KINDS["D11" if decision.document is DocumentKind.JUDGMENT else "D12"]
    found = counted(view.office.calendar, kind, start)
    for unit in defendants(view):
        filed = [
            appeal.filed_on
            for appeal in proceeding.appeals
            if appeal.filed_on is not None and is_appeal_of(view, appeal, unit)
        ]
        owner = Owner(proceeding.case_number, unit)
        yield made(view, kind, start, found, owner, done=min(filed, default=None))


def effect_of(view: View, proceeding: Proceeding) -> Start | None:
    """The day a decision took effect, as the start of what follows."""
    decision, taken = proceeding.decision, effect(view, proceeding)
    if decision is None or taken.day is None or taken.answer is not Answer.YES:
        return None
    fields = ("effective_on", "served_on", "decided_on")
    field = next(name for name in fields if getattr(decision, name) is not None)
    return Start(decision, field, taken.day, "生效日期", taken.provisional)


def retrial(view: View) -> Iterator[Deadline]:
    """Until when a retrial can be asked for, by either side; not of a decision that was itself a retrial."""
    proceeding = final(view).proceeding
    if proceeding is None or proceeding.instance is Instance.RETRIAL:
        return
    start = effect_of(view, proceeding)
    if start is not None:
        yield running(view, KINDS["D18"], start, Owner(proceeding.case_number))


def refusals(view: View, proceeding: Proceeding) -> Iterator[Deadline]:
    """Until when the applicant can ask the next court to review a refusal to enforce."""
    start = start_of(proceeding.decision, "served_on")
    if proceeding.instance is not Instance.ENFORCEMENT_REVIEW or start is None or proceeding.decision is None:
        return
    words = {word for entry in proceeding.decision.outcomes for word in entry.dispositions}
    if words & {Disposition.ENFORCEMENT_REFUSED, Disposition.NOT_DOCKETED}:
        for applicant in view.case.enforcement_applicants:
            yield running(view, KINDS["D49"], start, Owner(proceeding.case_number, applicant.unit))
