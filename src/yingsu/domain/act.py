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

    lawful_body: ReviewItemResult | None = key("主体合法", None)
    qualified_officers: ReviewItemResult | None = key("人员资格", None)
    lawful_procedure: ReviewItemResult | None = key("程序合法", None)
    clear_facts: ReviewItemResult | None = key("事实清楚", None)
    sufficient_evidence: ReviewItemResult | None = key("证据合法充分", None)
    correct_law: ReviewItemResult | None = key("适用法律准确", None)
    proper_discretion: ReviewItemResult | None = key("裁量适当", None)
    within_powers: ReviewItemResult | None = key("未超越职权", None)
    proper_documents: ReviewItemResult | None = key("文书规范", None)
    crime_transferred: ReviewItemResult | None = key("涉罪移送", None)


class HeardOpinion(Node):
    """听取意见: what counsel or a government lawyer said."""

    name: PersonName | None = key("姓名", None)
    role: Text | None = key("身份", None)
    opinion: Text | None = key("意见", None)


class LegalityReview(Node):
    """法制审核 before the act."""

    body: Text | None = key("机构", None)
    reviewer: PersonName | None = key("审核人", None)
    reviewed_on: FactDay | None = key("日期", None)
    result: LegalityReviewResult | None = key("结论", None)
    items: ReviewItems | None = key("清单", None)
    opinions: tuple[HeardOpinion, ...] = key("听取意见", ())


class OralHearing(Node):
    """听证 before a penalty."""

    informed_on: FactDay | None = key("告知日期", None)
    notified_on: FactDay | None = key("通知日期", None)
    held_on: FactDay | None = key("举行日期", None)


class EnforcementRecords(Node):
    """执法记录: the three the county's document names."""

    scene_record: RecordStatus | None = key("现场笔录", None)
    footage: RecordStatus | None = key("影像资料", None)
    service_receipt: RecordStatus | None = key("送达回执", None)


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
    legality_review: LegalityReview | None = key("法制审核", None)
    discussed_on: FactDay | None = key(
        "集体讨论日期", None, description="负责人集体讨论的日期", examples=["2025-01-09"]
    )
    oral_hearing: OralHearing | None = key("听证", None)
    demand_served_on: FactDay | None = key("催告送达日期", None, description="催告书送达的日期，强制执行才填")
    published_on: FactDay | None = key(
        "公示日期", None, description="决定公示的日期", examples=["2025-01-16"]
    )
    publication_withdrawn_on: FactDay | None = key("撤回公示日期", None, description="撤回公示的日期")
    records: EnforcementRecords | None = key("执法记录", None)


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
