"""Rules of the files beside the cases: screenings, and letters that belong to no case.

Their risk points and letters are looked at by the same rules as those of cases; what is theirs alone is here.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from yingsu.diagnostic import Defect, Severity
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.deadlines import letter_deadlines, screening_deadlines
from yingsu.domain.facts.county import binds
from yingsu.domain.facts.risk import is_open
from yingsu.domain.node import Node
from yingsu.domain.office import Office
from yingsu.domain.parties import Responsibility
from yingsu.domain.records import Screening, UnitLetter
from yingsu.domain.risk_catalogue import scopes_of
from yingsu.domain.scalars import wrong_word
from yingsu.rules.core import Finding, PartRule, Question, answers, declare
from yingsu.rules.deadlines import late_reply
from yingsu.rules.follow_up import lacking, responsibility_gap
from yingsu.rules.identity import unknown_term
from yingsu.rules.letters import late_measures, unassigned_letter
from yingsu.rules.privacy import PRIVACY_RULES, numbers_in
from yingsu.rules.risk import POINT_RULES, Matter, overdue_point
from yingsu.rules.units import slip_of

UNIT_UNLISTED: Final = declare(
    "YS508",
    "record-unit-unlisted",
    "单位不在单位名录里",
    Severity.WARNING,
    (),
    """风险排查、不属于案件的来函写的单位，单位名录里没有：到期的整改、回复不会列给任何单位，分单位的数字也不计。

    写错的照名录改正；名录里漏列的补入 cases/units.yaml。""",
)

DEFECTS: Final = (UNIT_UNLISTED,)
"""What only the files beside the cases can have."""

Found = tuple[Defect, Finding]


def screening_findings(office: Office, screening: Screening, as_of: date) -> Iterator[Found]:
    """Everything that is wrong with a screening, as known on a day.

    Raises:
        RuleCrashError: a rule failed.
    """
    known = screening.known_on(as_of) or screening

    def of_points(each: PartRule[Matter]) -> Iterator[Finding]:
        scopes = scopes_of(known.act_type)
        return each.find_in(Matter(office, known.act_type, scopes, known.risk_points))

    questions: list[Question] = [
        (UNIT_UNLISTED, lambda: _unlisted(office, known)),
        (unknown_term.defect, lambda: _unknown_act_type(office, screening)),
        (responsibility_gap.defect, lambda: _unanswered(known, as_of)),
        *((each.defect, partial(of_points, each)) for each in POINT_RULES),
        (
            overdue_point.defect,
            lambda: overdue_point.find_in(screening_deadlines(office, screening, as_of)),
        ),
        *_of_privacy(screening),
    ]
    return answers(questions, f"风险排查“{known.known('act', '')}”")


def letter_findings(office: Office, letter: UnitLetter, as_of: date) -> Iterator[Found]:
    """Everything that is wrong with a letter that belongs to no case; nothing of one that came after the day.

    Raises:
        RuleCrashError: a rule failed.
    """
    known = letter.known_on(as_of)
    if known is None:
        return iter(())

    def due() -> tuple[Deadline, ...]:
        return letter_deadlines(office, letter, as_of)

    questions: list[Question] = [
        (UNIT_UNLISTED, lambda: _unlisted(office, known)),
        (unassigned_letter.defect, lambda: unassigned_letter.find_in((known,))),
        (late_measures.defect, lambda: late_measures.find_in(due())),
        (late_reply.defect, lambda: late_reply.find_in(due())),
        *_of_privacy(letter),
    ]
    return answers(questions, f"{known.known('unit', '')}的来函")


def _of_privacy(record: Node) -> Iterator[Question]:
    stated = numbers_in(record)
    return ((each.defect, partial(each.find_in, stated)) for each in PRIVACY_RULES)


def _unlisted(office: Office, record: Screening | UnitLetter) -> Iterator[Finding]:
    directory, name = office.directory, record.unit
    if directory.units and directory.find(name) is None:
        near = slip_of(name, directory)
        guess = f"，有“{near}”" if near is not None else ""
        yield Finding(record, "unit", f"单位名录里没有“{name}”{guess}", f"改为{near}" if near else "")


def _unknown_act_type(office: Office, screening: Screening) -> Iterator[Finding]:
    word, year = screening.act_type, screening.screened_on.year
    if office.act_types.find(word) is None:
        yield Finding(screening, "act_type", wrong_word(word, office.act_types.in_use(year)).message())


def _unanswered(screening: Screening, as_of: date) -> Iterator[Finding]:
    """A screening with something still to mend, and nobody at one of the three levels."""
    keys = lacking(screening.responsible, Responsibility)
    if keys and binds(as_of) and any(is_open(point) for point in screening.risk_points):
        yield Finding(screening, "responsible", f"责任人缺 {keys}")
