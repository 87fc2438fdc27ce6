"""Due days of a defendant while a case comes in: answer, evidence, registration, and what runs beside them."""

from dataclasses import dataclass
from datetime import date

from yingsu.domain.deadline_core import Deadline, Found, Owner, Undated, made, running
from yingsu.domain.deadline_count import Start, counted, start_of
from yingsu.domain.deadline_kinds import KINDS
from yingsu.domain.facts.course import reviewed_by
from yingsu.domain.proceeding import Appeal, DefendantDays, EvidenceExtension, Proceeding
from yingsu.domain.terms import Instance, Side
from yingsu.domain.view import View, per_view

_COPY = "complaint_received_on"
"""收到起诉状副本. In later instances, where the key proper is missing, it is the copy of the appeal or application."""


def defendants(view: View) -> tuple[str, ...]:
    """The defendants whose days are kept: those of this county; where none is listed in units.yaml, all."""
    own = tuple(unit.name for unit in view.own_defendants)
    return own or tuple(defendant.unit for defendant in view.case.defendants)


def own_entry(view: View, proceeding: Proceeding, unit: str) -> DefendantDays | None:
    """The entry of 各被告 with a co-defendant's own days."""
    if not proceeding.by_defendant:
        return None
    is_same = view.office.directory.is_same
    return next((days for days in proceeding.by_defendant if is_same(days.unit, unit)), None)


def own_start(view: View, proceeding: Proceeding, unit: str, field: str) -> Start | None:
    """A day of a defendant: its own, in place of the proceeding's."""
    entry = own_entry(view, proceeding, unit)
    own = start_of(entry, field) if entry is not None and field in DefendantDays.model_fields else None
    return own if own is not None else start_of(proceeding, field)


def own_day(view: View, proceeding: Proceeding, unit: str, field: str) -> date | None:
    """The same, as a bare day."""
    found = own_start(view, proceeding, unit, field)
    return found.day if found is not None else None


@dataclass(frozen=True, slots=True)
class DefenceDeadlines:
    """The two duties of D02 apart: the answer, and the evidence, which may have been extended.

    Attributes:
        evidence: of kind D04 where the time was extended; `None` where it was, and the end of the reason is not said.
    """

    answer: Deadline
    evidence: Deadline | None

    @property
    def is_extended(self) -> bool:
        """Whether the evidence has a day of its own."""
        return self.evidence is None or self.evidence.key == "D04"

    @property
    def is_due(self) -> bool:
        """Whether it can be judged: both days are past, or both papers are in."""
        both = (self.answer, self.evidence)
        if all(each is not None and each.done is not None for each in both):
            return True
        return all(each is not None and each.due < each.as_of for each in both)

    @property
    def is_in_time(self) -> bool:
        """Whether both papers are in, each by its own day."""
        return all(
            each is not None and each.done is not None and each.done <= each.due
            for each in (self.answer, self.evidence)
        )


@per_view
def defence_deadlines(view: View, proceeding: Proceeding, unit: str) -> DefenceDeadlines | None:
    """The days for answer and evidence of a defendant at first instance; `None` where no receipt is said.

    An extension counts where it was asked for in time and granted (行诉法 36①, 解释 34); one that was granted without
    a day of asking was asked for. It never shortens the time, and evidence that came within D02 needs none.
    """
    start = own_start(view, proceeding, unit, _COPY)
    if proceeding.instance is not Instance.FIRST or start is None or not view.is_litigation(proceeding):
        return None
    kind, owner = KINDS["D02"], Owner(proceeding.case_number, unit)
    count = counted(view.office.calendar, kind, start)
    evidence_on = own_day(view, proceeding, unit, "evidence_on")
    answered_on = own_day(view, proceeding, unit, "defended_on")
    answer = made(view, kind, start, count, owner, done=answered_on, what="答辩状")
    evidence = made(view, kind, start, count, owner, done=evidence_on, what="证据、依据")
    needs_none = evidence_on is not None and evidence_on <= evidence.due
    extension = _extension(view, proceeding, unit)
    if needs_none or extension is None or not _counts(extension, running(view, KINDS["D03"], start, owner)):
        return DefenceDeadlines(answer, evidence)
    ended = start_of(extension, "reason_ended_on")
    if ended is None:
        return DefenceDeadlines(answer, None)
    later = running(view, KINDS["D04"], ended, owner, done=evidence_on)
    return DefenceDeadlines(answer, later if later.due > evidence.due else evidence)


def _extension(view: View, proceeding: Proceeding, unit: str) -> EvidenceExtension | None:
    """The extension that holds for a defendant, once it was asked for."""
    extension = _extension_in(view, proceeding, unit)
    if extension is None:
        return None
    # 准许 has no day: looking back to a day before it was asked for, only the file as a whole says that it was not.
    both = zip(view.case.proceedings, view.whole.proceedings, strict=True)
    whole = next((written for known, written in both if known is proceeding), proceeding)
    as_written = _extension_in(view, whole, unit)
    asked_on = as_written.applied_on if as_written is not None else None
    return extension if asked_on is None or asked_on <= view.as_of else None


def _extension_in(view: View, proceeding: Proceeding, unit: str) -> EvidenceExtension | None:
    entry = own_entry(view, proceeding, unit)
    return (entry.extension if entry is not None else None) or proceeding.extension


def _counts(extension: EvidenceExtension | None, limit: Deadline) -> bool:
    if extension is None or not extension.is_granted:
        return False
    return extension.applied_on is None or extension.applied_on <= limit.due


def incoming(view: View, proceeding: Proceeding) -> Found:
    """What runs from the receipt of the complaint, the appeal or the application, and from the notice to respond."""
    for unit in defendants(view):
        if (registration := registration_deadline(view, proceeding, unit)) is not None:
            yield registration
        match proceeding.instance:
            case Instance.FIRST:
                yield from _of_complaint(view, proceeding, unit)
            case Instance.SECOND:
                yield from _of_copy(view, proceeding, unit, "D13", "appeal_received_on")
            case _:
                yield from _of_copy(view, proceeding, unit, "D19", "retrial_application_received_on")


@per_view
def registration_deadline(view: View, proceeding: Proceeding, unit: str) -> Deadline | None:
    """备案 of a proceeding by a defendant; `None` where the office has set no number, or no notice came."""
    days = view.office.settings.periods.registration_working_days
    start = own_start(view, proceeding, unit, "notified_on")
    if days is None or start is None or not view.is_litigation(proceeding):
        return None
    return running(
        view,
        KINDS["K01"],
        start,
        Owner(proceeding.case_number, unit),
        done=own_day(view, proceeding, unit, "registered_on"),
        days=days,
    )


def _of_complaint(view: View, proceeding: Proceeding, unit: str) -> Found:
    both = defence_deadlines(view, proceeding, unit)
    start = own_start(view, proceeding, unit, _COPY)
    if both is None or start is None:
        return
    yield from _defence(both)
    owner = Owner(proceeding.case_number, unit)
    extension = _extension(view, proceeding, unit)
    asked_on = extension.applied_on if extension is not None else None
    end = Start(start.node, start.field, both.answer.due, "举证期限届满日", both.answer.provisional)
    yield running(view, KINDS["D03"], start, owner, done=asked_on)
    yield running(view, KINDS["D05"], end, owner, done=asked_on)
    yield running(view, KINDS["D06"], start, owner)


def _defence(both: DefenceDeadlines) -> Found:
    """D02 as one day: done when the later of both papers is in; the answer alone where the evidence was extended."""
    answer, evidence = both.answer, both.evidence
    if evidence is not None and not both.is_extended:
        days = [day for day in (answer.done, evidence.done) if day is not None]
        yield answer._replace(what="", done=max(days) if len(days) == 2 else None)
        return
    yield answer
    if evidence is not None:
        yield evidence
        return
    reason = "延期举证已获准许，没有写“事由消除日期”，举证期限届满日还不能确定"
    yield Undated(KINDS["D04"], answer.docket, answer.unit, reason, answer.node, answer.field)


def _of_copy(view: View, proceeding: Proceeding, unit: str, key: str, field: str) -> Found:
    start = own_start(view, proceeding, unit, field) or own_start(view, proceeding, unit, _COPY)
    if start is None or not view.is_litigation(proceeding) or appealed_alone(view, proceeding, unit):
        return
    yield running(
        view,
        KINDS[key],
        start,
        Owner(proceeding.case_number, unit),
        done=own_day(view, proceeding, unit, "defended_on"),
    )


def appealed_alone(view: View, proceeding: Proceeding, unit: str) -> bool:
    """Whether the appeal is this defendant's own and nobody else's, so that it has none to answer."""
    reviewed = reviewed_by(view, proceeding)
    if proceeding.instance is not Instance.SECOND or reviewed is None or not reviewed.appeals:
        return False
    return all(is_appeal_of(view, appeal, unit) for appeal in reviewed.appeals)


def is_appeal_of(view: View, appeal: Appeal, unit: str) -> bool:
    """Whether a defendant made an appeal: it is named, or the only defendant."""
    if appeal.unit is not None:
        return view.office.directory.is_same(appeal.unit, unit)
    return appeal.side is Side.DEFENDANT and len(view.case.defendants) == 1
