"""Who came to court for an agency, and whether its head did (metrics.md §A; 法释〔2020〕3号)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from yingsu.domain.answer import Answer
from yingsu.domain.proceeding import Absence, Attendee, Hearing, Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import AbsenceGround, CredentialCheck, HeadRank, HearingMode, Side
from yingsu.domain.view import View, per_view

HEADS = frozenset({HeadRank.CHIEF, HeadRank.DEPUTY, HeadRank.IN_CHARGE})
"""正职, 副职 and those who share in directing the act (第二条第一款)."""

CHIEFS = frozenset({HeadRank.CHIEF})

AGENTS = frozenset({HeadRank.LAWYER, HeadRank.OTHER_AGENT})


@per_view
def held_hearings(view: View, proceeding: Proceeding) -> tuple[Hearing, ...]:
    """The open hearings that have taken place. 听证 and 调查询问 are not hearings for the rate."""
    as_of = view.as_of
    found = [
        hearing
        for hearing in proceeding.hearings
        if hearing.mode is HearingMode.HEARING and hearing.held_on <= as_of and not was_put_off(hearing)
    ]
    return tuple(found)


def was_put_off(hearing: Hearing) -> bool:
    """Whether a hearing did not take place on its day: 延期 was allowed, and nobody is written as having come."""
    return (
        hearing.postponement is not None and bool(hearing.postponement.is_granted) and not hearing.attendees
    )


def is_after_postponement(view: View, proceeding: Proceeding, hearing: Hearing) -> bool:
    """Whether the one before was put off because the agency asked (第十二条第一款第（二）项).

    With several defendants the file does not say which of them asked.
    """
    earlier = [
        other
        for other in proceeding.hearings
        if other.mode is HearingMode.HEARING and other.held_on < hearing.held_on
    ]
    if not earlier or len(view.case.defendants) != 1:
        return False
    before = max(earlier, key=lambda other: other.held_on)
    asked_by = before.postponement.asked_by if before.postponement else None
    return was_put_off(before) and asked_by is Side.DEFENDANT


def sat_for(view: View, attendee: Attendee, unit: str) -> bool:
    """Whether a person sat for a defendant: by his 单位, or because there is only one defendant and he names none."""
    if attendee.unit is None:
        return len(view.case.defendants) == 1
    return view.office.directory.is_same(attendee.unit, unit)


@per_view
def people_of(view: View, hearing: Hearing, unit: str) -> tuple[Attendee, ...]:
    """The people who sat for a defendant at a hearing."""
    return tuple([person for person in hearing.attendees or () if sat_for(view, person, unit)])


def is_of_defendant(view: View, attendee: Attendee) -> bool:
    """Whether a person's 单位 is one of the defendants."""
    is_same = view.office.directory.is_same
    return any(is_same(attendee.unit, defendant.unit) for defendant in view.case.defendants)


def may_have_sat_for(view: View, attendee: Attendee, unit: str) -> bool:
    """Whether a person can have sat for a defendant: he did, or he is of no defendant (a law firm, a justice bureau).

    A co-defendant's people sit for it alone, unless it prepared the act in question for this defendant (法释〔2018〕1号
    第一百三十条第二款).
    """
    is_same = view.office.directory.is_same
    act = view.case.act
    if attendee.unit is None or is_same(attendee.unit, unit) or not is_of_defendant(view, attendee):
        return True
    return act is not None and is_same(act.agency, unit) and is_same(act.preparing_unit, attendee.unit)


def _surely_sat_for(view: View, attendee: Attendee, unit: str) -> bool:
    """Whether a person sat for a defendant and for nobody else: also whoever came, where there is only one side."""
    if sat_for(view, attendee, unit):
        return True
    is_same = view.office.directory.is_same
    is_third = any(is_same(attendee.unit, party.name) for party in view.case.third_parties)
    return len(view.case.defendants) == 1 and not is_third


def nobody_came(view: View, hearing: Hearing, unit: str) -> Answer:
    """Whether neither head nor staff nor agent of a defendant was at a hearing (第十二条第一款第（三）项)."""
    if hearing.attendees is None:
        return Answer.UNKNOWN
    if any(_surely_sat_for(view, person, unit) for person in hearing.attendees):
        return Answer.NO
    return Answer.of(None if _possible(view, hearing, unit) else True)


def only_agents_came(view: View, hearing: Hearing, unit: str) -> Answer:
    """Whether a defendant had lawyers or other outside agents at best (行政诉讼法 第三条第三款).

    An agency's own lawyer (公职律师) is of its staff. With several defendants a law firm's lawyer may have sat for
    another one: then this one had nobody, which is no better.
    """
    if hearing.attendees is None:
        return Answer.UNKNOWN
    possible = _possible(view, hearing, unit)
    others = [person for person in possible if not _is_outside_agent(view, person)]
    if possible and not others:
        return Answer.YES
    is_known = not possible or any(
        person.rank is not None and _surely_sat_for(view, person, unit) for person in others
    )
    return Answer.NO if is_known else Answer.UNKNOWN


def _possible(view: View, hearing: Hearing, unit: str) -> tuple[Attendee, ...]:
    return tuple(person for person in hearing.attendees or () if may_have_sat_for(view, person, unit))


def _is_outside_agent(view: View, attendee: Attendee) -> bool:
    is_ours = view.office.directory.find(attendee.unit) is not None or is_of_defendant(view, attendee)
    return attendee.rank in AGENTS and not is_ours


def is_head_of_other_body(view: View, attendee: Attendee) -> bool:
    """Whether a person is head of a body that is no defendant: a lower or entrusted one (第二条第二款)."""
    return attendee.rank in HEADS and attendee.unit is not None and not is_of_defendant(view, attendee)


def is_side_unsaid(view: View, attendee: Attendee) -> bool:
    """Whether somebody who may be a head names no 单位 though there are several defendants: he counts for none."""
    is_open = attendee.rank is None or attendee.rank in HEADS
    return is_open and attendee.unit is None and len(view.case.defendants) > 1


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
    return Answer.any_of([counts_as_head(person, ranks) for person in people_of(view, hearing, unit)])


@per_view
def head_appeared(
    view: View, proceeding: Proceeding, unit: str, ranks: frozenset[HeadRank] = HEADS
) -> Answer:
    """Whether a defendant's head appeared in an instance.

    Once in an instance is enough (第七条第一款), unless a hearing says 通知再次出庭 and he was missing there. Each
    instance counts for itself (第七条第二款).
    """
    hearings = held_hearings(view, proceeding)
    again = [hearing for hearing in hearings if hearing.head_recalled]
    if again:
        recalled = Answer.all_of(head_came(view, hearing, unit, ranks) for hearing in again)
        if recalled is not Answer.YES:
            return recalled
    return Answer.any_of([head_came(view, hearing, unit, ranks) for hearing in hearings])


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


def has_lawful_ground(absence: Absence) -> bool:
    """Whether an explanation names one of the four grounds (第八条)."""
    return absence.ground not in {None, AbsenceGround.NONE}


def is_explained_for_nobody(view: View, absence: Absence) -> bool:
    """Whether an explanation names no 单位 though there are several defendants."""
    return absence.unit is None and len(view.case.defendants) > 1


class Cause(Enum):
    """How a defendant came to be without its head in an instance. An absence has one cause, the first that fits."""

    NOBODY = "无人到庭"
    AGENTS_ONLY = "仅有代理人到庭"
    PAPER_REFUSED = "身份证明不合格"
    LEFT = "中途退庭"
    RANK_DOUBTFUL = "身份与职务不符"
    SIDE_UNSAID = "代表单位不明"
    EXCUSED = "有法定事由"
    OTHER_BODY = "他机关负责人到庭"
    EXPLAINED = "有说明而无法定事由"
    POSTPONED = "延期后仍未出庭"
    RECALLED = "再次通知仍未出庭"
    UNEXPLAINED = "无书面说明"


@dataclass(frozen=True, slots=True)
class Miss:
    """The absence of a defendant's head from an instance.

    Attributes:
        hearing: where the cause shows; the last one where several do.
    """

    cause: Cause
    hearing: Hearing


@per_view
def miss(view: View, proceeding: Proceeding, unit: Unit) -> Miss | None:
    """The absence of a defendant's head, with its one cause; `None` where he came, need not, or nothing is known.

    Where he was called again and did not come, only those hearings count (第七条第一款).
    """
    if not is_to_appear(view, proceeding, unit.name):
        return None
    if head_appeared(view, proceeding, unit.name) is not Answer.NO:
        return None
    held = sorted(held_hearings(view, proceeding), key=lambda hearing: hearing.held_on, reverse=True)
    recalled = [
        hearing
        for hearing in held
        if hearing.head_recalled and head_came(view, hearing, unit.name) is Answer.NO
    ]
    for cause, shows in _CAUSES:
        for hearing in recalled or held:
            if shows(view, proceeding, hearing, unit):
                return Miss(cause, hearing)
    return Miss(Cause.UNEXPLAINED, recalled[0] if recalled else held[0]) if held else None


def _some(
    test: Callable[[View, Attendee, Unit], bool],
) -> Callable[[View, Proceeding, Hearing, Unit], bool]:
    """Whether somebody of a defendant at a hearing is such a one."""
    return lambda view, _, hearing, unit: any(
        test(view, person, unit) for person in people_of(view, hearing, unit.name)
    )


def _is_side_unsaid_at(view: View, _: Proceeding, hearing: Hearing, __: Unit) -> bool:
    return any(is_side_unsaid(view, person) for person in hearing.attendees or ()) or any(
        is_explained_for_nobody(view, absence) for absence in hearing.absences
    )


def _is_excused_at(view: View, _: Proceeding, hearing: Hearing, unit: Unit) -> bool:
    return any(
        has_lawful_ground(absence) and absence.is_accepted is not False
        for absence in absences_of(view, hearing, unit.name)
    )


def is_doubted_staff(attendee: Attendee, unit: Unit) -> bool:
    """Whether somebody is written as staff though his 职务 is a head's of this unit."""
    if attendee.rank is not HeadRank.STAFF or attendee.post is None:
        return False
    return is_post_of_head(attendee.post, unit) is Answer.YES


_CAUSES: tuple[tuple[Cause, Callable[[View, Proceeding, Hearing, Unit], bool]], ...] = (
    (Cause.NOBODY, lambda view, _, hearing, unit: nobody_came(view, hearing, unit.name) is Answer.YES),
    (
        Cause.AGENTS_ONLY,
        lambda view, _, hearing, unit: only_agents_came(view, hearing, unit.name) is Answer.YES,
    ),
    (
        Cause.PAPER_REFUSED,
        _some(lambda _, person, __: person.rank in HEADS and person.credential is CredentialCheck.FAILED),
    ),
    (Cause.LEFT, _some(lambda _, person, __: person.rank in HEADS and bool(person.left_early))),
    (Cause.RANK_DOUBTFUL, _some(lambda _, person, unit: is_doubted_staff(person, unit))),
    (Cause.SIDE_UNSAID, _is_side_unsaid_at),
    (Cause.EXCUSED, _is_excused_at),
    (
        Cause.OTHER_BODY,
        lambda view, _, hearing, __: any(
            is_head_of_other_body(view, person) for person in hearing.attendees or ()
        ),
    ),
    (Cause.EXPLAINED, lambda view, _, hearing, unit: bool(absences_of(view, hearing, unit.name))),
    (
        Cause.POSTPONED,
        lambda view, proceeding, hearing, _: is_after_postponement(view, proceeding, hearing),
    ),
    (Cause.RECALLED, lambda _, __, hearing, ___: bool(hearing.head_recalled)),
)


_TITLES = {
    "县长": ("县人民政府", "县政府"),
    "镇长": ("镇人民政府", "镇政府", "镇"),
    "乡长": ("乡人民政府", "乡政府", "乡"),
    "局长": ("局",),
    "支队长": ("支队",),
    "大队长": ("大队",),
    "中队长": ("中队",),
    "队长": ("队",),
    "所长": ("所",),
    "站长": ("站",),
    "科长": ("科",),
    "股长": ("股",),
    "主任": ("委员会", "管委会", "委", "办公室", "办", "中心", "办事处"),
}
"""A title, and how the names of the bodies end whose head bears it. The longer title stands first."""

_STAFF_TITLES = (
    "科员",
    "办事员",
    "职员",
    "民警",
    "辅警",
    "执法人员",
    "执法员",
    "工作人员",
    "股负责人",
    "股室负责人",
)
_INNER_OFFICES = ("办公室", "办", "中心")
_QUALIFIER = re.compile("(?:第一|常务)?副$|代理?$")


def is_post_of_head(post: str, unit: Unit) -> Answer:
    """Whether a 职务 is one of a unit's chief or deputy (第二条第一款); of several, one is enough.

    Known are the common titles only. 党组成员, 调研员, 总工程师 may share in directing an act or not: unknown.
    """
    titles = [
        title for title in re.split("[、，,；;/兼\\s]+", re.sub("（.*?）|[(].*?[)]", "", post)) if title
    ]
    return Answer.any_of(_is_title_of_head(title, unit) for title in titles) if titles else Answer.UNKNOWN


def _is_title_of_head(title: str, unit: Unit) -> Answer:
    if title.endswith(_STAFF_TITLES):
        return Answer.NO
    word = next((word for word in _TITLES if title.endswith(word)), None)
    if word is None:
        return Answer.UNKNOWN
    body = _QUALIFIER.sub("", title.removesuffix(word))
    names = {name for name in (unit.name, unit.full_name, *unit.former_names) if name}
    if any(name.endswith(_TITLES[word]) for name in names):
        is_own = body in {"", *names, *(name.removeprefix("县") for name in names)}
        return Answer.YES if is_own else Answer.UNKNOWN
    if word == "主任" and not body.endswith(_INNER_OFFICES):
        return Answer.UNKNOWN
    return Answer.NO
