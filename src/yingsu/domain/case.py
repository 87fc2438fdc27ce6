"""Case: one dispute through every instance, as its file has it."""

from typing import Annotated

from pydantic import BeforeValidator

from yingsu.domain.act import ChallengedAct, Reconsideration
from yingsu.domain.aftermath import (
    CourtContact,
    Letter,
    Material,
    Obligation,
    PostCaseReview,
    RiskPoint,
    SelfCorrection,
    Waiver,
)
from yingsu.domain.node import Node, key
from yingsu.domain.parties import (
    Defendant,
    EnforcementApplicants,
    NamedParties,
    Parties,
    Responsibility,
    Team,
)
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.scalars import Amount, Text, YesNo, as_list, parse_format
from yingsu.domain.terms import RiskLevel

Format = Annotated[int, BeforeValidator(parse_format)]


class Case(Node):
    """A dispute. Every key but the musts may be left out: what is not known is not invented."""

    format: Format = key("格式", description="固定写 1")
    cause: Text = key(
        "案由", description="法发〔2020〕44号的案由，写到最具体的一级", examples=["责令退还非法占用土地"]
    )
    act_type: Text = key("行为类别", description="被诉行政行为属于哪一类，从列表中选", examples=["行政处罚"])
    field: Text = key("管理领域", description="案件属于哪个管理领域，从列表中选", examples=["自然资源"])
    given_name: Text | None = key("名称", None, description="案件名称；不写就由程序写成“原告诉被告案由案”")
    series: Text | None = key(
        "系列案", None, description="同一批案件写同样的文字，不是系列案不填", examples=["2025-某村征迁"]
    )
    public_interest: YesNo | None = key(
        "公益诉讼", None, description="是不是检察机关提起的行政公益诉讼", examples=["否"]
    )
    handling_unit: Text | None = key("承办单位", None, description="承办单位；不写就按被告推出")
    handling_note: Text | None = key(
        "承办说明", None, description="承办单位与推出的不同时，写明为什么", examples=["县政府会议指定"]
    )
    claims: Text | None = key(
        "诉讼请求", None, description="起诉状里的请求，一句话", examples=["撤销处罚决定"]
    )
    claimed_amount: Amount | None = key(
        "赔偿数额", None, description="请求赔偿的数额，单位是元，只写数字", examples=["50000"]
    )
    normative_review: YesNo | None = key(
        "规范性文件附带审查", None, description="原告有没有请求一并审查规范性文件", examples=["否"]
    )
    responsible: Responsibility | None = key(
        "责任人", None, description="三级责任人：主要负责人、分管领导、股室负责人"
    )
    team: Team | None = key("专班", None, description="专班的人员：业务骨干、法制人员、法律顾问")

    act: ChallengedAct | None = key(
        "被诉行为", None, description="被诉的行政行为：什么行为、谁作的、哪天作的"
    )
    reconsideration: Reconsideration | None = key("复议", None, description="起诉前的行政复议，没有就不填")
    plaintiffs: Parties = key("原告", (), description="原告，每人一项")
    defendants: tuple[Defendant, ...] = key("被告", (), description="被告，每个单位一项")
    third_parties: Parties = key("第三人", (), description="第三人，每人一项；没有不填")
    enforcement_applicants: EnforcementApplicants = key(
        "申请执行人", (), description="非诉审查里申请法院执行的行政机关；可以只写单位"
    )
    enforcement_respondents: NamedParties = key(
        "被执行人", (), description="非诉审查里被申请执行的人；可以只写姓名"
    )

    proceedings: tuple[Proceeding, ...] = key("审理", (), description="每个案号一项，按先后写")
    obligations: tuple[Obligation, ...] = key("履行", (), description="生效裁判判令行政机关履行的事项")
    letters: tuple[Letter, ...] = key("来函", (), description="法院、检察院、复议机关发来的函")
    self_corrections: tuple[SelfCorrection, ...] = key(
        "自纠", (), description="行政机关自行纠正的情况，每次一项"
    )
    court_contacts: tuple[CourtContact, ...] = key("府院沟通", (), description="与法院的沟通，每次一项")

    loss_risk: RiskLevel | None = key(
        "败诉风险", None, description="评估的败诉风险：高、中、低", examples=["中"]
    )
    risk_points: tuple[RiskPoint, ...] = key("风险点", (), description="查到的风险点，每个一项")
    post_case_review: PostCaseReview | None = key("复盘", None, description="败诉以后的复盘")
    is_model_case: YesNo | None = key("典型案例", None, description="要不要收进典型案例库")
    materials: tuple[Material, ...] = key("材料", (), description="本案的材料，每份一项")
    waivers: Annotated[tuple[Waiver, ...], BeforeValidator(as_list)] = key(
        "豁免", (), description="决定不再提示的警告，写明理由和批准人"
    )

    @property
    def name(self) -> str:
        """名称, else 原告诉被告案由案 (applicant and respondent in a case of enforcement only)."""
        if self.given_name:
            return self.given_name
        if self.plaintiffs or self.defendants:
            plaintiffs = "、".join(party.name for party in self.plaintiffs)
            defendants = "、".join(defendant.unit for defendant in self.defendants)
            return f"{plaintiffs}诉{defendants}{self.cause}案"
        applicants = "、".join(applicant.unit for applicant in self.enforcement_applicants)
        respondents = "、".join(party.name for party in self.enforcement_respondents)
        return f"{applicants}申请执行{respondents}{self.cause}案"
