"""The files beside the cases: units, screenings, events, letters of no case."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from yingsu.domain.aftermath import Letter, RiskPoint
from yingsu.domain.law import UnknownArticleError, UnknownInstrumentError, parse_citation
from yingsu.domain.node import Node, key
from yingsu.domain.parties import Responsibility
from yingsu.domain.scalars import Count, FactDay, PersonName, PlannedDay, Text, as_list, parse_format
from yingsu.domain.terms import Consequence, EventKind, HeadRank, RiskKind, Scope, Stage, UnitKind

Format = Annotated[int, BeforeValidator(parse_format)]


class HeadInOffice(Node):
    """负责人 of a unit, from a day to a day, both inclusive."""

    name: PersonName = key("姓名")
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
    screener: PersonName | None = key("排查人", None)
    responsible: Responsibility | None = key("责任人", None)
    risk_points: tuple[RiskPoint, ...] = key("风险点", ())


class Event(Node):
    """An event of the year: training, a visit to a trial, a joint meeting, a bulletin."""

    held_on: FactDay = key("日期")
    kind: EventKind = key("种类")
    subject: Text | None = key("主题", None)
    speaker: PersonName | None = key("主讲", None)
    units: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key("参加单位", ())
    attendance: Count | None = key("人数", None)


class UnitLetter(Letter):
    """A letter that belongs to no case: its unit must be named."""

    unit: Text = key("单位")


def _check_citation(text: str) -> str:
    """Refuse an article that an instrument of ours does not have; words about another are left as they are."""
    try:
        parse_citation(text)
    except UnknownInstrumentError:
        return text
    except UnknownArticleError as error:
        raise PydanticCustomError("citation", "{reason}", {"reason": f"{error}，请核对"}) from None
    return text


Citation = Annotated[Text, AfterValidator(_check_citation)]


class OwnRiskPoint(Node):
    """A risk point of the office's own catalogue (风险点目录), beside the built-in 145."""

    code: Text = key("编号")
    stage: Stage = key("阶段")
    kind: RiskKind = key("类型")
    scope: Scope = key("适用", Scope.GENERAL)
    text: Text = key("风险点")
    cited: Annotated[tuple[Citation, ...], BeforeValidator(as_list)] = key("依据", ())
    consequence: Consequence | None = key("严重度", None)
