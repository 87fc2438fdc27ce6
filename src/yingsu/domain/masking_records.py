"""Who and what of the records a document is made of is masked, and what of it stays."""

import re
from collections.abc import Iterable
from typing import Final

from yingsu.domain.act import ChallengedAct, Reconsideration
from yingsu.domain.aftermath import CourtContact, Letter
from yingsu.domain.facts.appearance import HEADS
from yingsu.domain.folding import folded
from yingsu.domain.masking import Masking, Person
from yingsu.domain.node import Node
from yingsu.domain.parties import Defendant, EnforcementApplicant, Party
from yingsu.domain.person_names import COMPOUND_SURNAMES, STEMS, names_in
from yingsu.domain.privacy import NUMBERS_OF_THINGS
from yingsu.domain.proceeding import Absence, Attendee, Proceeding
from yingsu.domain.records import HeadInOffice, Screening, Unit, UnitLetter
from yingsu.domain.terms import PartyKind


def masking_of(
    records: Iterable[tuple[str, Node]],
    *,
    kept: Iterable[str] = (),
    hidden: Iterable[str] = (),
    heads_stay: bool = False,
    hides_dockets: bool = False,
) -> Masking:
    """The masks of a document that is made from these records.

    Args:
        records: an id that tells the records apart (the case id), and the record: a case, a screening, a letter, a unit.
        kept: words that stay. The courts and agencies of the records need not be named.
        hidden: organisations that do not stay.
        heads_stay: whether heads who came to court, or said why not, are named. One who is a party too is not.
        hides_dockets: whether 案号 lose court and number.
    """
    named, bodies, organisations, reserved = [], list[str](), list[str](), list[str]()
    for home, record in records:
        named += [
            (part, Person(name, home))
            for part, _, text in record.people()
            for name in names_in(text, is_person=_is_certain(part))
        ]
        for part, field, _, text in record.texts():
            reserved += _MASKED_IN_TEXT.findall(folded(text).text)
            if (type(part), field) in _PUBLIC_BODIES or field in NUMBERS_OF_THINGS:
                bodies.append(text)
            elif (type(part), field) in _ORGANISATIONS:
                organisations.append(text)
    names = {person.name for _, person in named}
    stay = [body for body in bodies if names.isdisjoint(names_in(body)) and folded(body).text not in names]
    parties = {person.name for part, person in named if isinstance(part, Party)}
    heads = {person.name for part, person in named if heads_stay and _is_head(part)} - parties
    # Parties first: the plaintiff is 张某甲, the clerk of the same name who wrote the file 张某乙.
    people = [person for _, person in sorted(named, key=lambda each: not isinstance(each[0], Party))]
    return Masking(
        people,
        kept=(*kept, *stay, *sorted(heads)),
        organisations=organisations,
        hidden=hidden,
        reserved=reserved,
        hides_dockets=hides_dockets,
    )


def _is_certain(part: Node) -> bool:
    """Whether a part of a record names a person and nothing else."""
    is_citizen = isinstance(part, Party) and part.known("kind") is PartyKind.CITIZEN
    return is_citizen or isinstance(part, Attendee | Absence | HeadInOffice)


def _is_head(part: Node) -> bool:
    """Whether a part of a record names somebody as a head: in court, or in the paper that says why not."""
    return isinstance(part, Absence) or (isinstance(part, Attendee) and part.known("rank") in HEADS)


_MASKED_IN_TEXT: Final = re.compile(f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[一-鿿])某[{STEMS}]?")

_PUBLIC_BODIES: Final = frozenset(
    {
        (Proceeding, "court"),
        (CourtContact, "court"),
        (Defendant, "unit"),
        (ChallengedAct, "agency"),
        (ChallengedAct, "preparing_unit"),
        (Reconsideration, "agency"),
        (EnforcementApplicant, "unit"),
        (Letter, "sender"),
        (UnitLetter, "sender"),
        (UnitLetter, "unit"),
        (Screening, "unit"),
        (Unit, "name"),
        (Unit, "full_name"),
        (Unit, "former_names"),
    }
)
"""Fields that hold a court or an agency; these are public and stay."""

_ORGANISATIONS: Final = frozenset({(Party, "name"), (Attendee, "unit")})
"""Fields that may hold an organisation that is called after somebody."""
