"""身份证明 of the head who comes: name, post, seal (法释〔2020〕3号 第六条第一款; 法释〔2018〕1号 第一百三十一条第一款)."""

from yingsu.document import gap
from yingsu.domain.facts.absence import head_in_office
from yingsu.domain.facts.appearance import HEADS, sat_for
from yingsu.domain.law import APPEARANCE_RULES, LITIGATION_INTERPRETATION, cite
from yingsu.domain.proceeding import Attendee, Hearing
from yingsu.domain.records import Unit
from yingsu.domain.terms import HeadRank
from yingsu.reports.papers.of_case import (
    CASE_FIELDS,
    COURT_FIELDS,
    HEARING_FIELDS,
    RANK_WORDS,
    case_values,
    court_values,
    hearing_values,
    only_unit,
)
from yingsu.reports.papers.paper import (
    Entry,
    FieldDescription,
    Kind,
    Need,
    Paper,
    Subject,
    UnfitPaperError,
    Values,
    day_text,
    said,
)

FIELDS = (
    *CASE_FIELDS,
    *COURT_FIELDS,
    *HEARING_FIELDS,
    FieldDescription(
        "负责人",
        "出庭的负责人：到庭人员（还没开庭的，拟出庭人员）里身份是负责人的",
        Kind.LIST,
        entries=(
            FieldDescription("姓名", "姓名", example="孟某"),
            FieldDescription("职务", "职务；没有写就查单位名录", example="副镇长"),
            FieldDescription("身份", "正职负责人、副职负责人或参与分管的负责人", example="副职负责人"),
        ),
    ),
)


def gather(subject: Subject) -> Values:
    """The values of `FIELDS`.

    Raises:
        UnfitPaperError: only people who are no heads came or are meant to come.
    """
    (proceeding, hearing), unit = subject.heard, only_unit(subject)
    return {
        **case_values(subject),
        **court_values(subject.view, proceeding),
        **hearing_values(hearing),
        "负责人": _heads(subject, hearing, unit),
    }


def _heads(subject: Subject, hearing: Hearing, unit: Unit) -> list[Entry]:
    people = hearing.planned if hearing.attendees is None else hearing.attendees
    ours = [person for person in people if sat_for(subject.view, person, unit.name)]
    heads = [person for person in ours if rank_of(person, unit, hearing) in {*HEADS, None}]
    if not heads and (ours or hearing.attendees is not None):
        day = day_text(hearing.held_on)
        raise UnfitPaperError(f"{day}开庭，案卷里{unit.name}没有负责人出庭，写不出身份证明")
    return [_entry(person, unit, hearing) for person in heads] or [
        {"姓名": gap("出庭负责人姓名"), "职务": gap("职务"), "身份": gap("正职还是副职负责人")}
    ]


def rank_of(person: Attendee, unit: Unit, hearing: Hearing) -> HeadRank | None:
    """身份 as written, else that of units.yaml on the day."""
    if person.rank is not None:
        return person.rank
    head = head_in_office(unit, person.name, hearing.held_on)
    return head.rank if head is not None else None


def _entry(person: Attendee, unit: Unit, hearing: Hearing) -> Entry:
    head = head_in_office(unit, person.name, hearing.held_on)
    rank = rank_of(person, unit, hearing)
    return {
        "姓名": said(person.name, "姓名"),
        "职务": said(person.post or (head.post if head is not None else None), "职务"),
        "身份": RANK_WORDS[rank] if rank is not None else gap("正职还是副职负责人"),
    }


PAPER = Paper(
    "身份证明",
    "开庭前交给法院，证明出庭的人是本单位负责人",
    cite(APPEARANCE_RULES.article(6, 1), LITIGATION_INTERPRETATION.article(131, 1)),
    frozenset({Need.UNIT, Need.HEARING}),
    FIELDS,
    gather,
)
