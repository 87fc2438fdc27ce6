"""Who takes part in a dispute, and who answers for it."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator

from yingsu.domain.node import Node, key
from yingsu.domain.scalars import PersonName, Text, YesNo
from yingsu.domain.terms import DefendantStatus, PartyKind


class Party(Node):
    """原告, 第三人, 被执行人: a person, an organisation or a procuratorate."""

    name: PersonName = key("姓名")
    kind: PartyKind | None = key("类型", None)
    should_be_defendant: YesNo | None = key("应追加未追加", None)

    def people(self) -> Iterator[tuple[Node, str, str]]:
        """The party, unless the file says that it is no natural person."""
        if self.known("kind") in {None, PartyKind.CITIZEN}:
            yield from super().people()


class Defendant(Node):
    """被告: an agency and how it came to be sued."""

    unit: Text = key("单位")
    status: DefendantStatus = key("地位")


class Responsibility(Node):
    """责任人: the county's three levels."""

    chief: PersonName | None = key("主要负责人", None)
    in_charge: PersonName | None = key("分管领导", None)
    section_head: PersonName | None = key("股室负责人", None)


class Team(Node):
    """专班: what the county's document asks for in every case in court."""

    experts: tuple[PersonName, ...] = key("业务骨干", ())
    legal_staff: tuple[PersonName, ...] = key("法制人员", ())
    legal_counsel: tuple[PersonName, ...] = key("法律顾问", ())


def _named(value: Any) -> Any:
    """A name, a list of names, or whole entries: all as entries."""
    entries = value if isinstance(value, list) else [value]
    return [{"姓名": entry} if isinstance(entry, str) else entry for entry in entries]


def _units(value: Any) -> Any:
    entries = value if isinstance(value, list) else [value]
    return [{"单位": entry} if isinstance(entry, str) else entry for entry in entries]


class EnforcementApplicant(Node):
    """申请执行人: the agency that asks the court to enforce its act."""

    unit: Text = key("单位")


Parties = tuple[Party, ...]
NamedParties = Annotated[tuple[Party, ...], BeforeValidator(_named)]
EnforcementApplicants = Annotated[tuple[EnforcementApplicant, ...], BeforeValidator(_units)]
