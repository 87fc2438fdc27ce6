"""The closed vocabularies of the case file. Values are the words as written in files."""

from enum import StrEnum
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from yingsu.domain.scalars import wrong_word


class Term(StrEnum):
    """A word of a closed vocabulary. An unknown one is refused with the words allowed."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read the words as written; what pydantic itself would say of a wrong one is English and bare."""
        words = {member.value: member for member in cls}
        allowed = tuple(words)

        def read(value: Any) -> Any:
            try:
                return words[value]
            except (KeyError, TypeError):
                raise wrong_word(value, allowed) from None

        return core_schema.no_info_before_validator_function(read, handler(source))


class PartyKind(Term):
    """类型 of a party."""

    CITIZEN = "公民"
    ORGANISATION = "组织"
    PROCURATORATE = "检察机关"


class DefendantStatus(Term):
    """地位 of a defendant."""

    ACTING = "原行为机关"
    RECONSIDERATION = "复议机关"
    CO_DEFENDANT = "共同被告"


class Instance(Term):
    """审级: one proceeding is one instance."""

    FIRST = "一审"
    SECOND = "二审"
    RETRIAL_REVIEW = "再审审查"
    RETRIAL = "再审"
    ENFORCEMENT_REVIEW = "非诉审查"


class Procedure(Term):
    """程序."""

    ORDINARY = "普通程序"
    SUMMARY = "简易程序"


class HearingMode(Term):
    """方式 of a hearing. Only an open hearing counts for the appearance rate."""

    HEARING = "开庭"
    INQUIRY = "听证"
    QUESTIONING = "调查询问"


class HeadRank(Term):
    """身份 of a person in court. The first three are heads (法释〔2020〕3号 第二条)."""

    CHIEF = "正职负责人"
    DEPUTY = "副职负责人"
    IN_CHARGE = "分管负责人"
    STAFF = "工作人员"
    LAWYER = "律师"
    OTHER_AGENT = "其他代理人"


class CredentialCheck(Term):
    """合格 | 不合格: of a head's identity paper, and of an item of the legality review."""

    PASSED = "合格"
    FAILED = "不合格"


class ReviewItemResult(Term):
    """Result of one item of 法制审核.清单."""

    PASSED = "合格"
    FAILED = "不合格"
    NOT_APPLICABLE = "不适用"


class AbsenceGround(Term):
    """事由 of a head's absence: the four of 法释〔2020〕3号 第八条, or none."""

    FORCE_MAJEURE = "不可抗力"
    ACCIDENT = "意外事件"
    DUTY = "履行他人不能代替的公务"
    OTHER = "其他正当事由"
    NONE = "无"


class DocumentKind(Term):
    """文书 of a decision."""

    JUDGMENT = "判决"
    RULING = "裁定"
    MEDIATION = "调解书"


class Review(Term):
    """审查结果: what a later instance did with the decision it reviewed."""

    UPHELD = "维持"
    CHANGED = "改判"
    PARTLY_CHANGED = "部分改判"
    REMANDED = "发回重审"
    RESUMED = "指令继续审理"
    APPEAL_WITHDRAWN = "撤回上诉"
    SUIT_WITHDRAWN = "撤回起诉"
    MEDIATED = "调解"
    APPLICATION_DISMISSED = "驳回申请"
    TAKEN_OVER = "提审"
    RETRIAL_ORDERED = "指令再审"
    APPLICATION_WITHDRAWN = "撤回申请"


class Disposition(Term):
    """结果 for one defendant, as it stands after a decision."""

    CLAIMS_DISMISSED = "驳回诉讼请求"
    UPHELD = "维持"
    SUIT_DISMISSED = "驳回起诉"
    NOT_DOCKETED = "不予立案"
    WITHDRAWN = "准许撤诉"
    DEEMED_WITHDRAWN = "按撤诉处理"
    MEDIATED = "调解"
    TRANSFERRED = "移送"
    TERMINATED = "终结诉讼"
    REVOKED = "撤销"
    PARTLY_REVOKED = "部分撤销"
    REVOKED_AND_REMADE = "撤销并责令重作"
    ORDERED_TO_ACT = "责令履行"
    ORDERED_TO_PAY = "给付"
    FOUND_UNLAWFUL = "确认违法"
    FOUND_VOID = "确认无效"
    MODIFIED = "变更"
    DAMAGES = "责令赔偿"
    INDEMNITY = "责令补偿"
    REMEDY = "责令采取补救措施"
    AGREEMENT_CONTINUED = "责令继续履行协议"
    ENFORCEMENT_ALLOWED = "准予执行"
    ENFORCEMENT_REFUSED = "不准予执行"


class LossReason(Term):
    """败诉原因: the county's four, then others courts give."""

    PROCEDURE = "程序缺失"
    EVIDENCE = "证据瑕疵"
    LAW = "法律适用错误"
    FACTS = "事实认定不清"
    DISCRETION = "裁量不当"
    BEYOND_POWERS = "超越职权"
    ABUSE_OF_POWERS = "滥用职权"
    FAILURE_TO_ACT = "不履行法定职责"
    OTHER = "其他"


class Side(Term):
    """上诉方."""

    PLAINTIFF = "原告"
    DEFENDANT = "被告"
    THIRD_PARTY = "第三人"


class ReconsiderationResult(Term):
    """复议.结果. With the first four the reconsideration agency is co-defendant (行诉法26②)."""

    UPHELD = "维持"
    CLAIMS_DISMISSED = "驳回复议请求"
    PARTLY_UPHELD = "部分维持"
    PROCEDURE_UNLAWFUL = "程序性确认违法"
    CHANGED = "改变"
    FOUND_UNLAWFUL = "确认违法"
    FOUND_VOID = "确认无效"
    NOT_ACCEPTED = "不予受理"
    OVERDUE = "逾期未决定"
    OTHER = "其他"

    @property
    def makes_co_defendants(self) -> bool:
        """Whether the acting agency is sued together with the reconsideration agency."""
        return self in {
            ReconsiderationResult.UPHELD,
            ReconsiderationResult.CLAIMS_DISMISSED,
            ReconsiderationResult.PARTLY_UPHELD,
            ReconsiderationResult.PROCEDURE_UNLAWFUL,
        }


class LegalityReviewResult(Term):
    """法制审核.结论."""

    AGREED = "同意"
    PROBLEMS = "存在问题"
    NOT_REVIEWED = "未审核"


class LetterKind(Term):
    """种类 of a letter from court, procuratorate or reconsideration agency."""

    RISK_ALERT = "败诉风险提示函"
    JUDICIAL_RECOMMENDATION = "司法建议书"
    OPINION = "意见书"
    PROCURATORIAL_RECOMMENDATION = "检察建议书"
    RECONSIDERATION_OPINION = "行政复议意见书"


class LetterSubject(Term):
    """针对: what a letter is about, as far as its time limit depends on it."""

    NORMATIVE_DOCUMENT = "规范性文件"
    PUBLIC_INTEREST = "公益诉讼诉前"
    OTHER = "其他"


class Implementation(Term):
    """落实情况."""

    IN_PROGRESS = "办理中"
    DONE = "已落实"
    NOT_ADOPTED = "未采纳"


class CorrectionKind(Term):
    """方式 of 自纠."""

    REVOKED = "撤销原行为"
    CHANGED = "变更原行为"
    PERFORMED = "履行职责"
    REMEDIED = "补救补偿"
    SETTLED = "和解"


class RiskLevel(Term):
    """等级."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"


class Stage(Term):
    """阶段 of an act."""

    INTAKE = "受理"
    INVESTIGATION = "调查"
    DECISION = "决定"
    SERVICE = "送达"
    EXECUTION = "执行"


class RiskKind(Term):
    """类型 of a risk point: the county's four."""

    PROCEDURE = "程序缺失"
    EVIDENCE = "证据瑕疵"
    LAW = "法律适用错误"
    FACTS = "事实认定不清"


class Scope(Term):
    """适用 of a risk point: which acts, or which turns of a case, it is looked at in."""

    GENERAL = "通用"
    PENALTY = "处罚"
    LICENSING = "许可"
    DISCLOSURE = "公开"
    REQUEST_TO_ACT = "履责"
    RECONSIDERATION = "复议"
    COERCIVE_MEASURE = "强制措施"
    ENFORCEMENT = "强制执行"
    MAJOR_DECISION = "决策"
    COURT_ENFORCEMENT = "非诉执行"
    PERFORMANCE = "裁判履行"


class Consequence(Term):
    """严重度 of a risk point, by what follows in court (law.md §5.1); the gravest first."""

    VOID = "致命"
    GRAVE = "严重"
    ORDINARY = "一般"
    SLIGHT = "轻微"

    @property
    def rank(self) -> int:
        """0 for the gravest, 3 for the slightest: what lists are sorted by."""
        return list(Consequence).index(self)


class RecordStatus(Term):
    """有 | 无: whether a record of the act was kept."""

    KEPT = "有"
    MISSING = "无"


class UnitKind(Term):
    """类别 of a unit."""

    COUNTY_GOVERNMENT = "县政府"
    DEPARTMENT = "县直部门"
    TOWNSHIP = "乡镇"
    BRANCH = "派出机构"
    OTHER = "其他"


class EventKind(Term):
    """种类 of an event of the year."""

    TRAINING = "学习培训"
    COURT_VISIT = "旁听庭审"
    JOINT_MEETING = "府院联席会议"
    BULLETIN = "通报发布"
    ANALYSIS = "复盘分析报告发布"


class AppearanceCounting(Term):
    """口径.出庭率.计数: what one item of the appearance rate is."""

    PROCEEDING = "案号"
    HEARING = "件次"


class ExcusedAbsence(Term):
    """口径.出庭率.正当理由未出庭: whether an absence the court accepted stays in the denominator."""

    COUNTED = "计入分母"
    LEFT_OUT = "不计分母"


class AdverseDenominator(Term):
    """口径.败诉率.分母."""

    CONCLUDED = "审结"
    JUDGMENTS = "实体判决"
