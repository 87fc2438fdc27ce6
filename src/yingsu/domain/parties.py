"""Who takes part in a dispute, and who answers for it."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator

from yingsu.domain.node import Node, key
from yingsu.domain.scalars import PersonName, Text, YesNo
from yingsu.domain.terms import DefendantStatus, PartyKind


class Party(Node):
    """原告, 第三人, 被执行人: a person, an organisation or a procuratorate."""

    name: PersonName = key("姓名", description="姓名，或者组织的名称", examples=["张某"])
    kind: PartyKind | None = key("类型", None, description="公民、组织，或者检察机关", examples=["公民"])
    should_be_defendant: YesNo | None = key(
        "应追加未追加", None, description="第三人是行政机关，应当追加为被告而没有追加的，写是"
    )

    def people(self) -> Iterator[tuple[Node, str, str]]:
        """The party, unless the file says that it is no natural person."""
        if self.known("kind") in {None, PartyKind.CITIZEN}:
            yield from super().people()


class Defendant(Node):
    """被告: an agency and how it came to be sued."""

    unit: Text = key("单位", description="行政机关的名称，与单位名录一致", examples=["县自然资源局"])
    status: DefendantStatus = key("地位", description="怎样成为被告，从列表中选", examples=["原行为机关"])


class Responsibility(Node):
    """责任人: the county's three levels."""

    chief: PersonName | None = key("主要负责人", None, description="单位主要负责人的姓名", examples=["林某"])
    in_charge: PersonName | None = key("分管领导", None, description="分管领导的姓名", examples=["陈某"])
    section_head: PersonName | None = key(
        "股室负责人", None, description="股室负责人的姓名", examples=["黄某"]
    )


class Team(Node):
    """专班: what the county's document asks for in every case in court."""

    experts: tuple[PersonName, ...] = key("业务骨干", (), description="业务骨干的姓名", examples=["黄某"])
    legal_staff: tuple[PersonName, ...] = key("法制人员", (), description="法制人员的姓名", examples=["吴某"])
    legal_counsel: tuple[PersonName, ...] = key(
        "法律顾问", (), description="法律顾问的姓名", examples=["郑某"]
    )


def _named(value: Any) -> Any:
    """A name, a list of names, or whole entries: all as entries."""
    entries = value if isinstance(value, list) else [value]
    return [{"姓名": entry} if isinstance(entry, str) else entry for entry in entries]


def _units(value: Any) -> Any:
    entries = value if isinstance(value, list) else [value]
    return [{"单位": entry} if isinstance(entry, str) else entry for entry in entries]


class EnforcementApplicant(Node):
    """申请执行人: the agency that asks the court to enforce its act."""

    unit: Text = key("单位", description="申请执行的行政机关，与单位名录一致", examples=["县自然资源局"])


Parties = tuple[Party, ...]
NamedParties = Annotated[tuple[Party, ...], BeforeValidator(_named)]
EnforcementApplicants = Annotated[tuple[EnforcementApplicant, ...], BeforeValidator(_units)]
