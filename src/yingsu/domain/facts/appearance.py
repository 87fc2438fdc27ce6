"""Who came to court for an agency, and whether its head did (metrics.md §A; 法释〔2020〕3号)."""

from collections.abc import Iterable

from yingsu.domain.answer import Answer
from yingsu.domain.proceeding import Absence, Attendee, Hearing, Proceeding
from yingsu.domain.terms import AbsenceGround, CredentialCheck, HeadRank, HearingMode
from yingsu.domain.view import View

HEADS = frozenset({HeadRank.CHIEF, HeadRank.DEPUTY, HeadRank.IN_CHARGE})
"""正职, 副职 and those who share in directing the act (第二条第一款)."""

CHIEFS = frozenset({HeadRank.CHIEF})


def held_hearings(view: View, proceeding: Proceeding) -> tuple[Hearing, ...]:
    """The open hearings that have taken place. 听证 and 调查询问 are not hearings for the rate."""
    return tuple(
        hearing
        for hearing in proceeding.hearings
        if hearing.mode is HearingMode.HEARING and hearing.held_on <= view.as_of
    )


def sat_for(view: View, attendee: Attendee, unit: str) -> bool:
    """Whether a person sat for a defendant: by his 单位, or because there is only one defendant and he names none."""
    if attendee.unit is None:
        return len(view.case.defendants) == 1
    return view.office.directory.is_same(attendee.unit, unit)


def people_of(view: View, hearing: Hearing, unit: str) -> tuple[Attendee, ...]:
    """The people who sat for a defendant at a hearing."""
    return tuple(person for person in hearing.attendees or () if sat_for(view, person, unit))


def counts_as_head(attendee: Attendee, ranks: frozenset[HeadRank] = HEADS) -> Answer:
    """Whether a person of the agency counts as its head in court.

    His rank must be one of a head (第二条第一款), his paper not refused (第六条第二款), and he must not have left
    without leave (第十二条第一款第（四）项). Silence on 身份 is unknown.
    """
    if attendee.credential is CredentialCheck.FAILED or attendee.left_early:
        return Answer.NO
    return Answer.UNKNOWN if attendee.rank is None else Answer.of(attendee.rank in ranks)


def head_came(view: View, hearing: Hearing, unit: str, ranks: frozenset[HeadRank] = HEADS) -> Answer:
    """Whether a head of a defendant was at a hearing. Silence on 到庭 is unknown; `到庭: []` is no."""
    if hearing.attendees is None:
        return Answer.UNKNOWN
    return Answer.any_of(counts_as_head(person, ranks) for person in people_of(view, hearing, unit))


def head_appeared(
    view: View, proceeding: Proceeding, unit: str, ranks: frozenset[HeadRank] = HEADS
) -> Answer:
    """Whether a defendant's head appeared in an instance.

    Once in an instance is enough (第七条第一款), unless a hearing says 通知再次出庭 and he was missing there. Each
    instance counts for itself (第七条第二款).
    """
    hearings = held_hearings(view, proceeding)
    recalled = Answer.all_of(
        head_came(view, hearing, unit, ranks) for hearing in hearings if hearing.head_recalled
    )
    if recalled is not Answer.YES:
        return recalled
    return Answer.any_of(head_came(view, hearing, unit, ranks) for hearing in hearings)


def head_of_any_appeared(
    view: View, proceeding: Proceeding, units: Iterable[str], ranks: frozenset[HeadRank] = HEADS
) -> Answer:
    """Whether any of several defendants' heads appeared: the county's question."""
    return Answer.any_of(head_appeared(view, proceeding, unit, ranks) for unit in units)


def is_to_appear(view: View, proceeding: Proceeding, unit: str) -> bool:
    """Whether a defendant's head is one of those that were to come: all, where nothing was arranged (第三条)."""
    arranged = proceeding.appearing_units
    return not arranged or any(view.office.directory.is_same(name, unit) for name in arranged)


def absences_of(view: View, hearing: Hearing, unit: str) -> tuple[Absence, ...]:
    """The explanations of absence given for a defendant; one that names no unit is the only defendant's."""
    only = len(view.case.defendants) == 1
    is_same = view.office.directory.is_same
    return tuple(
        absence
        for absence in hearing.absences
        if (only if absence.unit is None else is_same(absence.unit, unit))
    )


def absence_accepted(view: View, proceeding: Proceeding, unit: str) -> bool:
    """Whether the court accepted a ground for the absence of a defendant's head (第八条, 第九条)."""
    return any(
        absence.is_accepted is True and absence.ground not in {None, AbsenceGround.NONE}
        for hearing in held_hearings(view, proceeding)
        for absence in absences_of(view, hearing, unit)
    )
