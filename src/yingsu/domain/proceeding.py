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

    began_on: FactDay | None = key("自", None)
    ended_on: FactDay | None = key("至", None)
    reason: Text | None = key("事由", None)


class EvidenceExtension(Node):
    """延期举证: asked for, allowed or not, and when the reason ended."""

    occurs_on: ClassVar[str | None] = "applied_on"

    applied_on: FactDay | None = key("申请日期", None)
    is_granted: YesNo | None = key("准许", None)
    reason_ended_on: FactDay | None = key("事由消除日期", None)


class DefendantDays(Node):
    """各被告: a co-defendant's own days, each in place of the proceeding's for that unit."""

    unit: Text = key("单位")
    notified_on: FactDay | None = key("收到应诉通知", None)
    complaint_received_on: FactDay | None = key("收到起诉状副本", None)
    registered_on: FactDay | None = key("备案日期", None)
    defended_on: FactDay | None = key("答辩日期", None)
    evidence_on: FactDay | None = key("举证日期", None)
    extension: EvidenceExtension | None = key("延期举证", None)


class Attendee(Node):
    """到庭: a person who sat for an agency, or was meant to (拟出庭)."""

    name: PersonName | None = key("姓名", None)
    unit: Text | None = key("单位", None)
    post: Text | None = key("职务", None)
    rank: HeadRank | None = key("身份", None)
    spoke: YesNo | None = key("发声", None)
    credential: CredentialCheck | None = key("身份证明", None)
    left_early: YesNo | None = key("中途退庭", None)


class Absence(Node):
    """未到庭说明 of a head."""

    unit: Text | None = key("单位", None)
    head: PersonName | None = key("负责人", None)
    ground: AbsenceGround | None = key("事由", None)
    explanation: Text | None = key("说明", None)
    is_sealed: YesNo | None = key("盖章或签字", None)
    proof: FilePath | None = key("材料", None)
    is_accepted: YesNo | None = key("法院认可", None)


class Postponement(Node):
    """延期 of a hearing."""

    asked_by: Side | None = key("申请方", None)
    is_granted: YesNo | None = key("准许", None)


class Hearing(Node):
    """开庭. `attendees` is `None` where the file does not say who came; empty where nobody came."""

    held_on: PlannedDay = key("日期")
    mode: HearingMode = key("方式", HearingMode.HEARING)
    time: Text | None = key("时间", None)
    place: Text | None = key("地点", None)
    planned: tuple[Attendee, ...] = key("拟出庭", ())
    postponement: Postponement | None = key("延期", None)
    explanation_refused: YesNo | None = key("拒绝说明", None)
    head_summoned: YesNo | None = key("通知负责人出庭", None)
    head_recalled: YesNo | None = key("通知再次出庭", None)
    attendees: tuple[Attendee, ...] | None = key("到庭", None)
    absences: tuple[Absence, ...] = key("未到庭说明", ())

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

    unit: Text | None = key("单位", None)
    dispositions: Annotated[tuple[Disposition, ...], BeforeValidator(as_list)] = key("结果", ())
    reasons: Annotated[tuple[LossReason, ...], BeforeValidator(as_list)] = key("败诉原因", ())
    note: Text | None = key("说明", None)


def _outcomes(value: Any) -> Any:
    """`结果: 驳回诉讼请求` and `结果: [确认违法, 责令赔偿]` hold for every defendant."""
    entries = value if isinstance(value, list) else [value]
    return [{"结果": [entry]} if isinstance(entry, str) else entry for entry in entries]


class Decision(Node):
    """裁判: judgment, ruling or mediation statement."""

    occurs_on: ClassVar[str | None] = "decided_on"

    document: DocumentKind | None = key("文书", None)
    decided_on: FactDay = key("日期")
    served_on: FactDay | None = key("送达日期", None)
    effective_on: PlannedDay | None = key("生效日期", None)
    review: Review | None = key("审查结果", None)
    outcomes: Annotated[tuple[Outcome, ...], BeforeValidator(_outcomes)] = key("结果", ())


class Appeal(Node):
    """上诉."""

    occurs_on: ClassVar[str | None] = "filed_on"

    side: Side | None = key("上诉方", None)
    unit: Text | None = key("单位", None)
    filed_on: FactDay | None = key("日期", None)


class Proceeding(Node):
    """审理: one instance before one court."""

    instance: Instance = key("审级")
    case_number: Text | None = key("案号", None)
    court: Text | None = key("法院", None)
    procedure: Procedure | None = key("程序", None)
    filed_on: FactDay | None = key("立案日期", None)
    notified_on: FactDay | None = key("收到应诉通知", None)
    complaint_received_on: FactDay | None = key("收到起诉状副本", None)
    appeal_received_on: FactDay | None = key("收到上诉状副本", None)
    retrial_application_received_on: FactDay | None = key("收到再审申请书副本", None)
    registered_on: FactDay | None = key("备案日期", None)
    extension: EvidenceExtension | None = key("延期举证", None)
    by_defendant: tuple[DefendantDays, ...] = key("各被告", ())
    suspensions: Annotated[tuple[Suspension, ...], BeforeValidator(as_list)] = key("中止", ())
    defended_on: FactDay | None = key("答辩日期", None)
    evidence_on: FactDay | None = key("举证日期", None)
    appearing_units: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = key("出庭单位", ())
    hearings: tuple[Hearing, ...] = key("开庭", ())
    decision: Decision | None = key("裁判", None)
    appeals: Annotated[tuple[Appeal, ...], BeforeValidator(as_list)] = key("上诉", ())

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
