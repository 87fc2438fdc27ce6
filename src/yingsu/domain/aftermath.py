"""What follows a decision, and what is learnt: performance, letters, self-correction, risk points, review."""

from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from yingsu.domain.node import Node, key
from yingsu.domain.scalars import Days, FactDay, FilePath, PersonName, PlannedDay, Text, as_list
from yingsu.domain.terms import (
    CorrectionKind,
    Implementation,
    LetterKind,
    LetterSubject,
    LossReason,
    RiskKind,
    RiskLevel,
    Stage,
)


class ObligationSuspension(Node):
    """中止 of an obligation: stops the clock, first and last day counted."""

    occurs_on: ClassVar[str | None] = "began_on"

    began_on: FactDay = key("自", description="从哪天起中止履行")
    ended_on: FactDay | None = key("至", None, description="中止到哪天为止")
    reason: Text | None = key("事由", None, description="为什么中止")


class ObligationEnd(Node):
    """终止 of an obligation: it need not be performed any more."""

    occurs_on: ClassVar[str | None] = "ended_on"

    ended_on: FactDay = key("日期", description="从哪天起不必再履行")
    reason: Text | None = key("事由", None, description="为什么不必再履行，如执行和解")


class Obligation(Node):
    """履行: what an effective decision orders a unit to do."""

    case_number: Text = key(
        "案号", description="判令履行的生效裁判的案号", examples=["（2025）闽0583行初12号"]
    )
    unit: Text = key("单位", description="应当履行的单位", examples=["县自然资源局"])
    content: Text = key("内容", description="应当做什么，一句话", examples=["重新作出处理决定"])
    due_on: PlannedDay | None = key(
        "期限", None, description="最迟哪天履行完；裁判写的是多少日，填“期限日数”"
    )
    due_days: Days | None = key("期限日数", None, description="裁判定的履行日数，只写数字", examples=["60"])
    counted_from: PlannedDay | None = key("起算", None, description="日数从哪天起算；不写就从生效日期算")
    done_on: FactDay | None = key("完成日期", None, description="履行完毕的日期", examples=["2025-07-30"])
    proof: FilePath | None = key("凭证", None, description="履行凭证在本案目录里的位置")
    suspension: ObligationSuspension | None = key("中止", None, description="履行期间依法中止的，写起止日期")
    end: ObligationEnd | None = key("终止", None, description="不必再履行了的，如执行和解、原裁判被撤销")


class Letter(Node):
    """来函 of a court, a procuratorate or a reconsideration agency."""

    occurs_on: ClassVar[str | None] = "received_on"

    kind: LetterKind = key("种类", description="哪一种函，从列表中选", examples=["败诉风险提示函"])
    number: Text | None = key("文号", None, description="来函的文号", examples=["闽0583法提〔2025〕1号"])
    sender: Text | None = key("机关", None, description="发函的机关", examples=["南安市人民法院"])
    unit: Text | None = key(
        "单位", None, description="收函的单位；不写就是承办单位", examples=["县自然资源局"]
    )
    subject: LetterSubject = key(
        "针对", LetterSubject.OTHER, description="针对什么，从列表中选；不写就是其他"
    )
    received_on: FactDay = key("收到日期", description="收到来函的日期", examples=["2025-03-20"])
    contact: PersonName | None = key("对接人", None, description="负责对接的人", examples=["吴某"])
    measures: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key(
        "措施", (), description="采取的措施", examples=["全面审查被诉行为"]
    )
    done_by: PlannedDay | None = key(
        "完成期限", None, description="措施应当完成的日期", examples=["2025-04-05"]
    )
    reply_due_on: PlannedDay | None = key(
        "回复期限", None, description="来函要求回复的最后一天", examples=["2025-05-20"]
    )
    replied_on: FactDay | None = key("回复日期", None, description="回复的日期", examples=["2025-04-03"])
    implementation: Implementation | None = key(
        "落实情况", None, description="落实得怎样，从列表中选", examples=["已落实"]
    )
    implemented_on: FactDay | None = key(
        "落实日期", None, description="落实完毕的日期", examples=["2025-04-05"]
    )


class SelfCorrection(Node):
    """自纠."""

    occurs_on: ClassVar[str | None] = "corrected_on"

    unit: Text = key("单位", description="自行纠正的单位，与单位名录一致")
    corrected_on: FactDay = key("日期", description="纠正的日期")
    kind: CorrectionKind = key("方式", description="怎样纠正，从列表中选")
    note: Text | None = key("说明", None, description="具体做了什么，一句话")
    proof: FilePath | None = key("凭证", None, description="凭证在本案目录里的位置，如 材料/补充告知书.pdf")


class CourtContact(Node):
    """府院沟通."""

    occurs_on: ClassVar[str | None] = "held_on"

    held_on: FactDay | None = key("日期", None, description="沟通的日期")
    court: Text | None = key("法院", None, description="与哪个法院沟通")
    mode: Text | None = key("方式", None, description="怎样沟通，如座谈、电话、书面")
    content: Text | None = key("内容", None, description="沟通了什么，一句话")
    rectification: Text | None = key("整改", None, description="沟通以后改了什么")


class RiskPoint(Node):
    """风险点: one of the catalogue by 编号, or one's own with 阶段, 类型 and 说明."""

    occurs_on: ClassVar[str | None] = "found_on"

    code: Text | None = key(
        "编号", None, description="风险点目录里的编号；目录里没有的不写，改写阶段、类型和说明"
    )
    stage: Stage | None = key("阶段", None, description="出在哪个阶段，从列表中选；写了编号的可以不写")
    kind: RiskKind | None = key("类型", None, description="哪一类问题，从列表中选；写了编号的可以不写")
    level: RiskLevel | None = key("等级", None, description="风险高、中、低")
    found_on: FactDay | None = key("发现日期", None, description="发现的日期")
    note: Text | None = key("说明", None, description="具体是什么问题，一句话")
    evidence: Text | None = key("证据", None, description="依据什么发现的，如案卷第12页")
    owner: PersonName | None = key("责任人", None, description="负责整改的人")
    rectification: Text | None = key("整改措施", None, description="打算怎样整改")
    due_on: PlannedDay | None = key("整改期限", None, description="最迟哪天整改完")
    done_on: FactDay | None = key("完成日期", None, description="整改完的日期；没有整改完不填")

    @model_validator(mode="after")
    def _is_identified(self) -> Self:
        """A point is one of the catalogue, or says what it is."""
        if self.code is None and None in {self.stage, self.kind, self.note}:
            raise PydanticCustomError("incomplete", "风险点要写“编号”，或同时写“阶段”“类型”“说明”")
        return self


class Measure(Node):
    """整改 of a review."""

    measure: Text | None = key("措施", None, description="一项整改措施，一句话")
    owner: PersonName | None = key("责任人", None, description="负责的人")
    due_on: PlannedDay | None = key("期限", None, description="最迟哪天完成")
    done_on: FactDay | None = key("完成日期", None, description="完成的日期；没有完成不填")


class PostCaseReview(Node):
    """复盘 of a loss."""

    occurs_on: ClassVar[str | None] = "reviewed_on"

    reviewed_on: FactDay | None = key("日期", None, description="开复盘会的日期")
    chair: PersonName | None = key("主持人", None, description="主持人的姓名")
    participants: Annotated[tuple[PersonName, ...], BeforeValidator(as_list)] = key(
        "参加人", (), description="参加人的姓名"
    )
    facts: Text | None = key("事实认定", None, description="事实认定上有什么问题")
    law: Text | None = key("法律适用", None, description="法律适用上有什么问题")
    procedure: Text | None = key("程序规范", None, description="程序上有什么问题")
    appearance: Text | None = key("出庭应诉", None, description="出庭应诉上有什么问题")
    problems: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key(
        "查摆问题", (), description="查摆出来的问题，一个问题一项"
    )
    reasons: Annotated[tuple[LossReason, ...], BeforeValidator(as_list)] = key(
        "败诉原因", (), description="败诉的原因，从列表中选"
    )
    basis: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key(
        "法律依据", (), description="依据的法条，如行政处罚法第六十三条"
    )
    conclusion: Text | None = key("结论", None, description="复盘的结论")
    measures: tuple[Measure, ...] = key("整改", (), description="整改措施，每项写责任人和期限")
    report: FilePath | None = key("报告", None, description="复盘报告在本案目录里的位置")
    submitted_on: FactDay | None = key("报送日期", None, description="复盘报告报送的日期；没有报送不填")


class Material(Node):
    """材料: a document of the case."""

    name: Text | None = key("名称", None, description="材料的名称")
    file: FilePath | None = key("文件", None, description="文件在本案目录里的位置，如 材料/应诉通知书.pdf")
    dated_on: FactDay | None = key("日期", None, description="材料上的日期")
    proves: Text | None = key("证明目的", None, description="用来证明什么")


class Waiver(Node):
    """豁免: a warning that somebody has decided to live with, and until when."""

    rule: Text = key("规则", description="不再提示的规则的编号，如 YS301；错误不能豁免")
    reason: Text = key("理由", description="为什么可以不管，写明根据")
    approved_by: PersonName | None = key("批准人", None, description="谁批准的")
    valid_until: PlannedDay | None = key("有效期至", None, description="到哪天为止；过了这一天又会提示")
