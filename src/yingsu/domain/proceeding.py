"""审理: one proceeding per 案号, with its hearings and its decision."""

from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator

from yingsu.domain.node import Node, key
from yingsu.domain.scalars import FactDay, FilePath, PersonName, PlannedDay, Text, YesNo, as_list
from yingsu.domain.terms import (
    AbsenceGround,
    CredentialCheck,
    Disposition,
    DocumentKind,
    HeadRank,
    HearingMode,
    Instance,
    LossReason,
    Procedure,
    Review,
    Side,
)


class Suspension(Node):
    """中止 of a proceeding."""

    occurs_on: ClassVar[str | None] = "began_on"

    began_on: FactDay | None = key("自", None, description="从哪天起中止审理")
    ended_on: FactDay | None = key("至", None, description="中止到哪天为止；还没有恢复不填")
    reason: Text | None = key("事由", None, description="为什么中止，如等待另案结果")


class EvidenceExtension(Node):
    """延期举证: asked for, allowed or not, and when the reason ended."""

    occurs_on: ClassVar[str | None] = "applied_on"

    applied_on: FactDay | None = key(
        "申请日期", None, description="向法院申请延期举证的日期", examples=["2025-03-15"]
    )
    is_granted: YesNo | None = key("准许", None, description="法院有没有准许延期举证", examples=["是"])
    reason_ended_on: FactDay | None = key(
        "事由消除日期", None, description="不能按期举证的事由消除的日期", examples=["2025-04-01"]
    )


class DefendantDays(Node):
    """各被告: a co-defendant's own days, each in place of the proceeding's for that unit."""

    unit: Text = key("单位", description="哪个被告，与上面“被告”里的写法一致")
    notified_on: FactDay | None = key("收到应诉通知", None, description="这个单位收到应诉通知书的日期")
    complaint_received_on: FactDay | None = key(
        "收到起诉状副本", None, description="这个单位收到起诉状副本的日期"
    )
    registered_on: FactDay | None = key("备案日期", None, description="这个单位向县司法局备案的日期")
    defended_on: FactDay | None = key("答辩日期", None, description="这个单位提交或者寄出答辩状的日期")
    evidence_on: FactDay | None = key("举证日期", None, description="这个单位提交或者寄出证据的日期")
    extension: EvidenceExtension | None = key("延期举证", None, description="这个单位申请延期举证的情况")


class Attendee(Node):
    """到庭: a person who sat for an agency, or was meant to (拟出庭)."""

    name: PersonName | None = key("姓名", None, description="到庭人的姓名", examples=["王某"])
    unit: Text | None = key(
        "单位", None, description="代表哪个单位；律师写律师事务所", examples=["县自然资源局"]
    )
    post: Text | None = key("职务", None, description="职务", examples=["副局长"])
    rank: HeadRank | None = key(
        "身份", None, description="以什么身份到庭，从列表中选；前三种是负责人", examples=["副职负责人"]
    )
    spoke: YesNo | None = key("发声", None, description="在庭上有没有发言", examples=["是"])
    credential: CredentialCheck | None = key(
        "身份证明", None, description="负责人身份证明是否合格", examples=["合格"]
    )
    left_early: YesNo | None = key(
        "中途退庭", None, description="未经法庭许可中途退庭的，写是", examples=["否"]
    )


class Absence(Node):
    """未到庭说明 of a head."""

    unit: Text | None = key("单位", None, description="负责人没有到庭的单位", examples=["县自然资源局"])
    head: PersonName | None = key("负责人", None, description="没有到庭的负责人的姓名", examples=["周某"])
    ground: AbsenceGround | None = key(
        "事由",
        None,
        description="不能到庭的事由，从列表中选；没有正当事由写无",
        examples=["履行他人不能代替的公务"],
    )
    explanation: Text | None = key("说明", None, description="具体是什么事", examples=["防汛指挥"])
    is_sealed: YesNo | None = key(
        "盖章或签字", None, description="情况说明有没有加盖单位印章或负责人签字", examples=["是"]
    )
    proof: FilePath | None = key("材料", None, description="情况说明在本案目录里的位置")
    is_accepted: YesNo | None = key("法院认可", None, description="法院认不认可这个理由", examples=["是"])


class Postponement(Node):
    """延期 of a hearing."""

    asked_by: Side | None = key("申请方", None, description="谁申请延期开庭，从列表中选")
    is_granted: YesNo | None = key("准许", None, description="法院有没有准许延期开庭")


class Hearing(Node):
    """开庭. `attendees` is `None` where the file does not say who came; empty where nobody came."""

    held_on: PlannedDay = key(
        "日期", description="开庭的日期；还没有开的写定好的日期", examples=["2025-04-10"]
    )
    mode: HearingMode = key(
        "方式", HearingMode.HEARING, description="怎样开的，从列表中选；不写就是开庭", examples=["开庭"]
    )
    time: Text | None = key("时间", None, description="几点开庭", examples=["09:00"])
    place: Text | None = key("地点", None, description="在哪里开庭", examples=["第三法庭"])
    planned: tuple[Attendee, ...] = key("拟出庭", (), description="准备到庭的人，每人一项")
    postponement: Postponement | None = key("延期", None, description="申请延期开庭的情况；没有申请不填")
    explanation_refused: YesNo | None = key(
        "拒绝说明", None, description="法院要求说明不到庭的理由，单位有没有拒绝"
    )
    head_summoned: YesNo | None = key(
        "通知负责人出庭", None, description="法院有没有书面通知负责人出庭", examples=["是"]
    )
    head_recalled: YesNo | None = key(
        "通知再次出庭", None, description="同一审级里法院有没有通知负责人再次出庭", examples=["否"]
    )
    attendees: tuple[Attendee, ...] | None = key(
        "到庭", None, description="到庭的人，每人一项；一个人也没有到写 []，不知道谁到庭就不写"
    )
    absences: tuple[Absence, ...] = key("未到庭说明", (), description="负责人没有到庭的说明，每个单位一项")

    def known_on(self, day: date) -> Self | None:
        """A hearing to come is a plan: nobody has come to it yet."""
        known = super().known_on(day)
        if known is None or known.has_lost("held_on") or known.held_on <= day:
            return known
        said = (known.known("attendees"), known.known("absences") or None, known.known("explanation_refused"))
        if said == (None, None, None):
            return known
        return known.model_copy(update={"attendees": None, "absences": (), "explanation_refused": None})


class Outcome(Node):
    """结果 for one defendant; for every defendant where `unit` is `None`."""

    unit: Text | None = key(
        "单位", None, description="对哪个被告的结果；只有一个被告也写上", examples=["县自然资源局"]
    )
    dispositions: Annotated[tuple[Disposition, ...], BeforeValidator(as_list)] = key(
        "结果", (), description="裁判结果，从列表中选；可以有几项", examples=["撤销并责令重作"]
    )
    reasons: Annotated[tuple[LossReason, ...], BeforeValidator(as_list)] = key(
        "败诉原因", (), description="败诉的原因，从列表中选；没有败诉不填", examples=["程序缺失"]
    )
    note: Text | None = key("说明", None, description="一句话说明", examples=["未告知听证权利"])


def _outcomes(value: Any) -> Any:
    """`结果: 驳回诉讼请求` and `结果: [确认违法, 责令赔偿]` hold for every defendant."""
    entries = value if isinstance(value, list) else [value]
    return [{"结果": [entry]} if isinstance(entry, str) else entry for entry in entries]


class Decision(Node):
    """裁判: judgment, ruling or mediation statement."""

    occurs_on: ClassVar[str | None] = "decided_on"

    document: DocumentKind | None = key("文书", None, description="判决、裁定，或者调解书", examples=["判决"])
    decided_on: FactDay = key("日期", description="文书落款的日期", examples=["2025-05-20"])
    served_on: FactDay | None = key(
        "送达日期", None, description="送达的日期；几方当事人的，写已知最晚的", examples=["2025-05-26"]
    )
    effective_on: PlannedDay | None = key("生效日期", None, description="生效日期；不写就由程序算出")
    review: Review | None = key(
        "审查结果", None, description="二审、再审对原裁判怎样处理，从列表中选；一审不填"
    )
    outcomes: Annotated[tuple[Outcome, ...], BeforeValidator(_outcomes)] = key(
        "结果", (), description="对每个被告的结果，每个被告一项；都一样的可以只写一个词"
    )


class Appeal(Node):
    """上诉."""

    occurs_on: ClassVar[str | None] = "filed_on"

    side: Side | None = key("上诉方", None, description="谁上诉，从列表中选", examples=["被告"])
    unit: Text | None = key("单位", None, description="被告上诉的，写单位", examples=["县自然资源局"])
    filed_on: FactDay | None = key("日期", None, description="上诉的日期", examples=["2025-06-05"])


class Proceeding(Node):
    """审理: one instance before one court."""

    instance: Instance = key("审级", description="审级，从列表中选", examples=["一审"])
    case_number: Text | None = key(
        "案号", None, description="法院的案号，照抄文书", examples=["（2025）闽0583行初12号"]
    )
    court: Text | None = key("法院", None, description="审理的法院", examples=["南安市人民法院"])
    procedure: Procedure | None = key("程序", None, description="普通程序或者简易程序", examples=["普通程序"])
    filed_on: FactDay | None = key("立案日期", None, description="法院立案的日期", examples=["2025-03-03"])
    notified_on: FactDay | None = key(
        "收到应诉通知", None, description="本单位收到应诉通知书的日期", examples=["2025-03-06"]
    )
    complaint_received_on: FactDay | None = key(
        "收到起诉状副本",
        None,
        description="收到起诉状副本的日期；答辩期限从这一天算",
        examples=["2025-03-06"],
    )
    appeal_received_on: FactDay | None = key(
        "收到上诉状副本", None, description="收到上诉状副本的日期，二审才填"
    )
    retrial_application_received_on: FactDay | None = key(
        "收到再审申请书副本", None, description="收到再审申请书副本的日期，再审才填"
    )
    registered_on: FactDay | None = key(
        "备案日期", None, description="向县司法局备案的日期", examples=["2025-03-07"]
    )
    extension: EvidenceExtension | None = key(
        "延期举证", None, description="向法院申请延期举证的情况；没有申请不填"
    )
    by_defendant: tuple[DefendantDays, ...] = key(
        "各被告", (), description="几个被告的日期不一样的，每个单位一项；写了的就以这里为准"
    )
    suspensions: Annotated[tuple[Suspension, ...], BeforeValidator(as_list)] = key(
        "中止", (), description="中止审理的起止日期；没有中止不填"
    )
    defended_on: FactDay | None = key(
        "答辩日期", None, description="提交或者寄出答辩状的日期", examples=["2025-03-18"]
    )
    evidence_on: FactDay | None = key(
        "举证日期", None, description="提交或者寄出证据的日期", examples=["2025-03-18"]
    )
    appearing_units: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key(
        "出庭单位", (), description="商定或者法院确定由哪些单位的负责人出庭；没有这样的安排不填"
    )
    hearings: tuple[Hearing, ...] = key("开庭", (), description="每次开庭一项")
    decision: Decision | None = key("裁判", None, description="这个审级的裁判；还没有裁判不填")
    appeals: Annotated[tuple[Appeal, ...], BeforeValidator(as_list)] = key(
        "上诉", (), description="对这个审级的裁判的上诉，每次一项；没有上诉不填"
    )

    @property
    def begun_on(self) -> date | None:
        """The day the proceeding is new: 立案日期, else 收到应诉通知 (metrics.md, Balance)."""
        return self.filed_on or self.notified_on

    @property
    def concluded_on(self) -> date | None:
        """The day of the decision, if there is one."""
        return self.decision.decided_on if self.decision else None

    def known_on(self, day: date) -> Self | None:
        """A proceeding whose every day of beginning is later does not exist yet."""
        days = (self.known("filed_on"), self.known("notified_on"))
        beginnings = [begun for begun in days if begun is not None]
        if beginnings and min(beginnings) > day:
            return None
        return super().known_on(day)
