"""Deadlines: the one place from which commands, rules and figures take every due day.

`deadlines(view)` has all whose starting fact is known on the as-of day, `missed_by_us(view)` those that our units missed;
`undated(view)` what is due on a day that cannot be said. A figure takes one of the named helpers: `defence_deadlines`, `registration_deadline`,
`review_deadline`, `reply_deadline`; letters and screenings of no case have theirs. What is not ours (`is_ours`) is
information: a court's term that has run out is no fault of a unit, nor is a right that was not used.
"""

from collections.abc import Iterable
from datetime import date

from yingsu.domain.aftermath import Letter
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_act import of_act
from yingsu.domain.deadline_aftermath import (
    of_aftermath,
    of_letter,
    of_risk_points,
    reply_deadline,
    review_deadline,
)
from yingsu.domain.deadline_core import Deadline, Desk, Found, Status, Undated
from yingsu.domain.deadline_defence import (
    DefenceDeadlines,
    defence_deadlines,
    incoming,
    registration_deadline,
)
from yingsu.domain.deadline_kinds import KINDS, DeadlineKind, Nature
from yingsu.domain.deadline_trial import appeals, hearings, refusals, retrial, terms
from yingsu.domain.office import Office
from yingsu.domain.records import Screening
from yingsu.domain.view import View, per_view

__all__ = [
    "KINDS",
    "Deadline",
    "DeadlineKind",
    "DefenceDeadlines",
    "Desk",
    "Nature",
    "Status",
    "Undated",
    "deadlines",
    "defence_deadlines",
    "letter_deadlines",
    "missed_by_us",
    "registration_deadline",
    "reply_deadline",
    "review_deadline",
    "screening_deadlines",
    "undated",
]


def deadlines(view: View) -> tuple[Deadline, ...]:
    """Every due day of a case whose starting fact is known on the as-of day, plans included; the earliest first."""
    return _found(view)[0]


@per_view
def missed_by_us(view: View) -> tuple[Deadline, ...]:
    """Those that units of ours clearly missed, in the same order."""
    return tuple(each for each in deadlines(view) if each.missed is Answer.YES)


def undated(view: View) -> tuple[Undated, ...]:
    """What is due on a day that the file does not let one say, with the reason."""
    return _found(view)[1]


def letter_deadlines(office: Office, letter: Letter, as_of: date) -> tuple[Deadline, ...]:
    """The due days of a letter that belongs to no case, as known on a day."""
    known = letter.known_on(as_of)
    return _in_order(of_letter(Desk(office, as_of), known)) if known is not None else ()


def screening_deadlines(office: Office, screening: Screening, as_of: date) -> tuple[Deadline, ...]:
    """The due days of a screening, as known on a day."""
    known = screening.known_on(as_of) or screening
    return _in_order(of_risk_points(Desk(office, as_of), known.risk_points, known.unit))


def _in_order(found: Iterable[Deadline]) -> tuple[Deadline, ...]:
    return tuple(sorted(found, key=lambda each: (each.due, each.key, each.docket or "", each.unit or "")))


@per_view
def _found(view: View) -> tuple[tuple[Deadline, ...], tuple[Undated, ...]]:
    found = tuple(_all(view))
    dated = _in_order(each for each in found if isinstance(each, Deadline))
    return dated, tuple(each for each in found if isinstance(each, Undated))


def _all(view: View) -> Found:
    yield from of_act(view)
    for proceeding in view.case.proceedings:
        yield from incoming(view, proceeding)
        yield from hearings(view, proceeding)
        yield from terms(view, proceeding)
        yield from appeals(view, proceeding)
        yield from refusals(view, proceeding)
    yield from retrial(view)
    yield from of_aftermath(view)
