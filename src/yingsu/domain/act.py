"""The challenged act and its reconsideration: what happened before the court."""

from yingsu.domain.node import Node, key
from yingsu.domain.scalars import FactDay, PersonName, Text, YesNo
from yingsu.domain.terms import (
    LegalityReviewResult,
    ReconsiderationResult,
    RecordStatus,
    ReviewItemResult,
)


class ReviewItems(Node):
    """清单 of the legality review: eight items of the county's document, two of 国办发〔2018〕118号."""

    lawful_body: ReviewItemResult | None = key(
        "主体合法", None, description="有没有主体资格，是不是以自己的名义作出"
    )
    qualified_officers: ReviewItemResult | None = key(
        "人员资格", None, description="执法人员有没有资格，是不是不少于两人，该回避的有没有回避"
    )
    lawful_procedure: ReviewItemResult | None = key(
        "程序合法", None, description="立案、调查、告知、听证、集体讨论等步骤是不是都做了"
    )
    clear_facts: ReviewItemResult | None = key(
        "事实清楚", None, description="谁、何时、何地、做了什么、后果如何是不是查清"
    )
    sufficient_evidence: ReviewItemResult | None = key(
        "证据合法充分", None, description="每项事实有没有证据，来源和形式合不合法"
    )
    correct_law: ReviewItemResult | None = key(
        "适用法律准确", None, description="引用的法条是不是现行有效，与事实对不对得上"
    )
    proper_discretion: ReviewItemResult | None = key(
        "裁量适当", None, description="种类和幅度与情节相不相当，合不合裁量基准"
    )
    within_powers: ReviewItemResult | None = key(
        "未超越职权", None, description="是不是属于本机关的职权、地域和级别管辖"
    )
    proper_documents: ReviewItemResult | None = key(
        "文书规范", None, description="文书是不是齐全，该写明的是不是都写了"
    )
    crime_transferred: ReviewItemResult | None = key("涉罪移送", None, description="涉嫌犯罪的有没有移送")


class HeardOpinion(Node):
    """听取意见: what counsel or a government lawyer said."""

    name: PersonName | None = key("姓名", None, description="提出意见的人的姓名")
    role: Text | None = key("身份", None, description="以什么身份提出，如法律顾问、公职律师")
    opinion: Text | None = key("意见", None, description="提了什么意见，一句话")


class LegalityReview(Node):
    """法制审核 before the act."""

    body: Text | None = key("机构", None, description="负责审核的机构，如法规股")
    reviewer: PersonName | None = key("审核人", None, description="审核人的姓名")
    reviewed_on: FactDay | None = key("日期", None, description="作出审核意见的日期")
    result: LegalityReviewResult | None = key("结论", None, description="审核结论，从列表中选")
    items: ReviewItems | None = key(
        "清单", None, description="逐项写合格、不合格或者不适用；没有审核到的不写"
    )
    opinions: tuple[HeardOpinion, ...] = key(
        "听取意见", (), description="听取法律顾问、公职律师意见的情况，每人一项"
    )


class OralHearing(Node):
    """听证 before a penalty."""

    informed_on: FactDay | None = key("告知日期", None, description="告知当事人有权要求听证的日期")
    notified_on: FactDay | None = key("通知日期", None, description="通知举行听证的时间、地点的日期")
    held_on: FactDay | None = key("举行日期", None, description="举行听证的日期")


class EnforcementRecords(Node):
    """执法记录: the three the county's document names."""

    scene_record: RecordStatus | None = key("现场笔录", None, description="现场笔录有没有留存")
    footage: RecordStatus | None = key("影像资料", None, description="影像资料有没有留存")
    service_receipt: RecordStatus | None = key("送达回执", None, description="送达回执有没有留存")


class ChallengedAct(Node):
    """被诉行为."""

    name: Text | None = key("名称", None, description="被诉行政行为的名称", examples=["行政处罚决定"])
    document_number: Text | None = key(
        "文号", None, description="决定书的文号", examples=["德自然资罚〔2025〕3号"]
    )
    agency: Text | None = key("机关", None, description="作出这个行为的机关", examples=["县自然资源局"])
    preparing_unit: Text | None = key("承办部门", None, description="以县政府名义作出的，写具体承办的部门")
    applied_on: FactDay | None = key(
        "收到申请日期", None, description="收到申请人申请的日期，依申请的行为才填", examples=["2024-11-01"]
    )
    reply_extended: YesNo | None = key(
        "延期答复", None, description="答复期限有没有依法延长", examples=["否"]
    )
    opened_on: FactDay | None = key(
        "立案日期", None, description="行政执法立案的日期", examples=["2024-11-20"]
    )
    other_time_limit: YesNo | None = key(
        "办案期限另有规定", None, description="法律、法规、规章对办案期限有没有另外规定", examples=["否"]
    )
    made_on: FactDay | None = key("作出日期", None, description="作出决定的日期", examples=["2025-01-10"])
    served_on: FactDay | None = key("送达日期", None, description="决定书送达的日期", examples=["2025-01-13"])
    is_major: YesNo | None = key("重大", None, description="是不是重大执法决定", examples=["是"])
    platform_number: Text | None = key(
        "闽执法编号", None, description="闽执法平台上的编号", examples=["示例-0001"]
    )
    legality_review: LegalityReview | None = key(
        "法制审核", None, description="作出决定以前的法制审核；没有做的，结论写未审核"
    )
    discussed_on: FactDay | None = key(
        "集体讨论日期", None, description="负责人集体讨论的日期", examples=["2025-01-09"]
    )
    oral_hearing: OralHearing | None = key(
        "听证", None, description="作出决定以前的听证；没有举行的不填举行日期"
    )
    demand_served_on: FactDay | None = key("催告送达日期", None, description="催告书送达的日期，强制执行才填")
    published_on: FactDay | None = key(
        "公示日期", None, description="决定公示的日期", examples=["2025-01-16"]
    )
    publication_withdrawn_on: FactDay | None = key("撤回公示日期", None, description="撤回公示的日期")
    records: EnforcementRecords | None = key("执法记录", None, description="执法过程的记录有没有留存")


class Reconsideration(Node):
    """复议."""

    agency: Text | None = key("机关", None, description="复议机关", examples=["县人民政府"])
    application_received_on: FactDay | None = key(
        "收到申请书副本", None, description="收到复议申请书副本的日期", examples=["2025-01-25"]
    )
    replied_on: FactDay | None = key(
        "答复日期", None, description="向复议机关提交答复的日期", examples=["2025-02-05"]
    )
    result: ReconsiderationResult | None = key(
        "结果", None, description="复议结果，从列表中选", examples=["维持"]
    )
    decided_on: FactDay | None = key("决定日期", None, description="复议决定的日期", examples=["2025-02-20"])
    document_number: Text | None = key(
        "文号", None, description="复议决定书的文号", examples=["德政行复〔2025〕2号"]
    )
