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

    format: Format = key("格式")
    cause: Text = key("案由")
    act_type: Text = key("行为类别")
    field: Text = key("管理领域")
    given_name: Text | None = key("名称", None)
    series: Text | None = key("系列案", None)
    public_interest: YesNo | None = key("公益诉讼", None)
    handling_unit: Text | None = key("承办单位", None)
    handling_note: Text | None = key("承办说明", None)
    claims: Text | None = key("诉讼请求", None)
    claimed_amount: Amount | None = key("赔偿数额", None)
    normative_review: YesNo | None = key("规范性文件附带审查", None)
    responsible: Responsibility | None = key("责任人", None)
    team: Team | None = key("专班", None)

    act: ChallengedAct | None = key("被诉行为", None)
    reconsideration: Reconsideration | None = key("复议", None)
    plaintiffs: Parties = key("原告", ())
    defendants: tuple[Defendant, ...] = key("被告", ())
    third_parties: Parties = key("第三人", ())
    enforcement_applicants: EnforcementApplicants = key("申请执行人", ())
    enforcement_respondents: NamedParties = key("被执行人", ())

    proceedings: tuple[Proceeding, ...] = key("审理", ())
    obligations: tuple[Obligation, ...] = key("履行", ())
    letters: tuple[Letter, ...] = key("来函", ())
    self_corrections: tuple[SelfCorrection, ...] = key("自纠", ())
    court_contacts: tuple[CourtContact, ...] = key("府院沟通", ())

    loss_risk: RiskLevel | None = key("败诉风险", None)
    risk_points: tuple[RiskPoint, ...] = key("风险点", ())
    post_case_review: PostCaseReview | None = key("复盘", None)
    is_model_case: YesNo | None = key("典型案例", None)
    materials: tuple[Material, ...] = key("材料", ())
    waivers: Annotated[tuple[Waiver, ...], BeforeValidator(as_list)] = key("豁免", ())

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
