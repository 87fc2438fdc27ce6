"""Which clause a ground of absence falls under, and who speaks for a defendant without its head."""

from datetime import date

from yingsu.domain.facts.appearance import sat_for
from yingsu.domain.law import APPEARANCE_RULES, Article
from yingsu.domain.proceeding import Attendee, Hearing
from yingsu.domain.records import HeadInOffice, Unit
from yingsu.domain.terms import AbsenceGround, HeadRank
from yingsu.domain.view import View

_ITEMS = {
    AbsenceGround.FORCE_MAJEURE: 1,
    AbsenceGround.ACCIDENT: 2,
    AbsenceGround.DUTY: 3,
    AbsenceGround.OTHER: 4,
}


def article_of(ground: AbsenceGround | None) -> Article | None:
    """The item of 法释〔2020〕3号 第八条 that a ground is; `None` for none of the four."""
    item = _ITEMS.get(ground) if ground is not None else None
    return APPEARANCE_RULES.article(8, item=item) if item is not None else None


def head_in_office(unit: Unit | None, name: str | None, day: date) -> HeadInOffice | None:
    """The entry of units.yaml for somebody who was a unit's head on a day."""
    if unit is None or name is None:
        return None
    return next(
        (
            head
            for head in unit.heads
            if head.name == name
            and (head.since is None or head.since <= day)
            and (head.until is None or day <= head.until)
        ),
        None,
    )


def staff_for(view: View, hearing: Hearing, unit: Unit) -> tuple[Attendee, ...]:
    """The staff who came, or are meant to come, for a defendant.

    For the county government also those of its justice bureau and of the unit that prepared its act (法释〔2018〕1号
    第一百三十条第二款).
    """
    people = hearing.planned if hearing.attendees is None else hearing.attendees
    settings, is_same = view.office.settings, view.office.directory.is_same
    act = view.case.act
    others: list[str | None] = []
    if is_same(settings.county_government, unit.name):
        others = [settings.justice_bureau, act.preparing_unit if act is not None else None]
    return tuple(
        person
        for person in people
        if person.rank is HeadRank.STAFF
        and (sat_for(view, person, unit.name) or any(is_same(person.unit, other) for other in others))
    )
