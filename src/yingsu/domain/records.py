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

    name: PersonName = key("姓名", description="负责人的姓名")
    post: Text | None = key("职务", None, description="职务，如局长")
    rank: HeadRank | None = key("身份", None, description="正职、副职或者分管，从列表中选")
    since: PlannedDay | None = key("自", None, description="任职从哪天起")
    until: PlannedDay | None = key("至", None, description="任职到哪天为止；还在任不填")


class Unit(Node):
    """A unit of the county (units.yaml)."""

    name: Text = key("单位", description="案件文件里用的简称，如 县自然资源局")
    full_name: Text | None = key("全称", None, description="单位的全称，印在文书上")
    kind: UnitKind = key("类别", description="哪一类单位，从列表中选")
    former_names: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key(
        "曾用名", (), description="以前用过的名称；案件文件里写的是旧名也认得"
    )
    renamed_on: PlannedDay | None = key("更名日期", None, description="改成现在名称的日期")
    parent: Text | None = key(
        "归口", None, description="数字归到哪个单位名下，写那个单位的简称；派出所等派出机构才填"
    )
    heads: tuple[HeadInOffice, ...] = key("负责人", (), description="历任负责人，每人一项；离任的补上“至”")


class Screening(Node):
    """风险排查 of an act that is not (yet) in court."""

    format: Format = key("格式", description="固定写 1")
    unit: Text = key("单位", description="作出这个行为的单位，与单位名录一致")
    act: Text = key("行为", description="排查的是什么行为，如 拆除违法建设")
    act_type: Text = key("行为类别", description="属于哪一类行为，从列表中选")
    case: Text | None = key("案件", None, description="已经起诉的，写案件编号，如 2025/0620-城市管理局-李某")
    screened_on: FactDay = key("排查日期", description="排查的日期")
    screener: PersonName | None = key("排查人", None, description="排查人的姓名")
    responsible: Responsibility | None = key("责任人", None, description="三级责任人")
    risk_points: tuple[RiskPoint, ...] = key("风险点", (), description="查到的风险点，每个一项；没有查到不写")


class Event(Node):
    """An event of the year: training, a visit to a trial, a joint meeting, a bulletin."""

    held_on: FactDay = key("日期", description="举行、发布的日期")
    kind: EventKind = key("种类", description="哪一种活动，从列表中选")
    subject: Text | None = key("主题", None, description="主题或者标题")
    speaker: PersonName | None = key("主讲", None, description="主讲人的姓名")
    units: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key(
        "参加单位", (), description="参加的单位"
    )
    attendance: Count | None = key("人数", None, description="参加的人数，只写数字")


class UnitLetter(Letter):
    """A letter that belongs to no case: its unit must be named."""

    unit: Text = key("单位", description="收函的单位，与单位名录一致")


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

    code: Text = key("编号", description="本县自编的编号，不能与目录里已有的相同，如 BX-JD-01")
    stage: Stage = key("阶段", description="哪个阶段，从列表中选")
    kind: RiskKind = key("类型", description="哪一类问题，从列表中选")
    scope: Scope = key("适用", Scope.GENERAL, description="哪一类行为要核查这一点，从列表中选；不写就是通用")
    text: Text = key("风险点", description="风险点是什么，一句话")
    cited: Annotated[tuple[Citation, ...], BeforeValidator(as_list)] = key(
        "依据", (), description="依据的条文，如 处罚法63"
    )
    consequence: Consequence | None = key("严重度", None, description="出了这个问题后果多严重，从列表中选")
