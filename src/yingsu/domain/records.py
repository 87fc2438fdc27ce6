"""The files beside the cases: units, screenings, events, letters of no case."""

from typing import Annotated

from pydantic import BeforeValidator

from yingsu.domain.aftermath import Letter, RiskPoint
from yingsu.domain.node import Node, key
from yingsu.domain.parties import Responsibility
from yingsu.domain.scalars import Count, FactDay, PlannedDay, Text, as_list, parse_format
from yingsu.domain.terms import EventKind, HeadRank, UnitKind

Format = Annotated[int, BeforeValidator(parse_format)]


class HeadInOffice(Node):
    """负责人 of a unit, from a day to a day, both inclusive."""

    name: Text = key("姓名")
    post: Text | None = key("职务", None)
    rank: HeadRank | None = key("身份", None)
    since: PlannedDay | None = key("自", None)
    until: PlannedDay | None = key("至", None)


class Unit(Node):
    """A unit of the county (units.yaml)."""

    name: Text = key("单位")
    full_name: Text | None = key("全称", None)
    kind: UnitKind = key("类别")
    former_names: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key("曾用名", ())
    renamed_on: PlannedDay | None = key("更名日期", None)
    parent: Text | None = key("归口", None)
    heads: tuple[HeadInOffice, ...] = key("负责人", ())


class Screening(Node):
    """风险排查 of an act that is not (yet) in court."""

    format: Format = key("格式")
    unit: Text = key("单位")
    act: Text = key("行为")
    act_type: Text = key("行为类别")
    case: Text | None = key("案件", None)
    screened_on: FactDay = key("排查日期")
    screener: Text | None = key("排查人", None)
    responsible: Responsibility | None = key("责任人", None)
    risk_points: tuple[RiskPoint, ...] = key("风险点", ())


class Event(Node):
    """An event of the year: training, a visit to a trial, a joint meeting, a bulletin."""

    held_on: FactDay = key("日期")
    kind: EventKind = key("种类")
    subject: Text | None = key("主题", None)
    speaker: Text | None = key("主讲", None)
    units: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key("参加单位", ())
    attendance: Count | None = key("人数", None)


class UnitLetter(Letter):
    """A letter that belongs to no case: its unit must be named."""

    unit: Text = key("单位")
