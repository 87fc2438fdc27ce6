"""What offices call the columns of their ledgers, and what words in them mean: for proposing a mapping, never for reading.

Heads met in ledgers of litigation systems in use and in the county's own forms. A proposal is for a person to look
through; so words that may mean several things are not here.
"""

from collections.abc import Mapping
from typing import Final

HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "proceedings.case_number": (
        "案号",
        "诉讼案号",
        "法院案号",
        "案件编号（法院）",
        "一审案号",
        "二审案号",
        "再审案号",
    ),
    "proceedings.instance": ("审级", "审级/环节", "审理阶段", "诉讼阶段", "程序阶段"),
    "proceedings.court": (
        "法院",
        "受理法院",
        "审理法院",
        "管辖法院",
        "法院名称",
        "法院/机关名",
        "法院/机关",
        "法院、机关名",
    ),
    "proceedings.procedure": ("程序", "审理程序", "适用程序"),
    "proceedings.filed_on": ("立案日期", "立案时间", "法院立案日期", "法院立案时间"),
    "proceedings.notified_on": (
        "收到应诉通知",
        "收到应诉通知书",
        "收到应诉通知日期",
        "收到应诉通知书日期",
        "收到应诉通知书时间",
        "应诉通知书签收日期",
        "收案日期",
        "收案时间",
    ),
    "proceedings.complaint_received_on": ("收到起诉状副本", "收到起诉状副本日期", "起诉状副本签收日期"),
    "proceedings.registered_on": ("备案日期", "备案时间", "报备日期", "报备时间"),
    "proceedings.defended_on": ("答辩日期", "答辩时间", "提交答辩状日期", "提交答辩状时间", "书面答辩日期"),
    "proceedings.evidence_on": ("举证日期", "举证时间", "提交证据日期", "提交证据时间"),
    "proceedings.decision.document": ("文书种类", "裁判文书种类", "文书类型"),
    "proceedings.decision.decided_on": ("裁判日期", "裁判时间", "判决日期", "判决时间", "裁判文书日期"),
    "proceedings.decision.served_on": (
        "裁判送达日期",
        "判决书送达日期",
        "裁判文书送达日期",
        "收到裁判文书日期",
    ),
    "proceedings.decision.effective_on": ("生效日期", "生效时间", "裁判生效日期"),
    "proceedings.decision.outcomes.dispositions": (
        "裁判结果",
        "判决结果",
        "审理结果",
        "裁判结论",
        "一审结果",
    ),
    "proceedings.decision.outcomes.reasons": ("败诉原因",),
    "proceedings.hearings.held_on": ("开庭时间", "开庭日期", "庭审时间", "庭审日期"),
    "proceedings.hearings.place": ("开庭地点", "庭审地点", "开庭法庭"),
    "proceedings.hearings.attendees.name": ("出庭负责人", "出庭负责人姓名", "出庭应诉负责人", "负责人姓名"),
    "proceedings.hearings.attendees.post": ("负责人职务", "出庭负责人职务", "职务"),
    "proceedings.hearings.attendees.spoke": ("是否发声", "发声", "是否出声"),
    "plaintiffs.name": ("原告", "原告姓名", "原告名称", "原告（申请人）", "原告姓名或名称"),
    "plaintiffs.kind": ("原告类型", "原告类别", "原告性质"),
    "defendants.unit": ("被告", "被告单位", "被诉单位", "被诉机关", "被告机关", "涉诉单位"),
    "third_parties.name": ("第三人", "第三人姓名"),
    "cause": ("案由", "诉讼案由"),
    "act_type": ("行为类别", "案件类别", "行政行为类别", "行政行为种类", "被诉行为种类"),
    "field": ("管理领域", "行政管理类别", "行政类别", "管理类别", "行政管理领域", "涉诉领域"),
    "given_name": ("案件名称",),
    "series": ("系列案",),
    "claims": ("诉讼请求",),
    "claimed_amount": ("赔偿数额", "请求赔偿数额", "赔偿金额"),
    "handling_unit": ("承办单位", "主办单位"),
    "act.name": ("被诉行为", "被诉行政行为", "被诉行为名称"),
    "act.document_number": ("被诉行为文号", "行政行为文号", "决定书文号"),
    "reconsideration.document_number": ("复议案号", "复议决定文号", "复议决定书文号"),
    "reconsideration.agency": ("复议机关",),
    "reconsideration.result": ("复议结果", "复议结论"),
    "reconsideration.decided_on": ("复议决定日期",),
    "proceedings.appeals.filed_on": ("上诉时间", "上诉日期"),
    "proceedings.appeals.side": ("上诉方", "上诉人"),
    "obligations.done_on": ("履行日期", "履行完成日期"),
}
"""By the names of the fields, the heads that mean them."""

ATTENDANCE: Final = ("是否出庭", "负责人是否出庭", "是否出庭应诉", "负责人出庭情况")
"""Columns that say whether the head came: the columns of who came hang on them."""

CASE_COLUMNS: Final = ("案件ID", "案件标识", "系统编号")
RELATED_COLUMNS: Final = ("关联案件", "关联案件ID", "关联案件编号")

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "plaintiffs.kind": {
        "自然人": "公民",
        "个人": "公民",
        "法人": "组织",
        "其他组织": "组织",
        "法人、其他组织": "组织",
        "法人或其他组织": "组织",
        "法人或者其他组织": "组织",
        "企业": "组织",
        "单位": "组织",
        "人民检察院": "检察机关",
    },
    "proceedings.instance": {
        "一审程序": "一审",
        "第一审": "一审",
        "初审": "一审",
        "二审程序": "二审",
        "第二审": "二审",
        "再审程序": "再审",
        "申请再审": "再审审查",
        "再审申请审查": "再审审查",
        "非诉": "非诉审查",
        "非诉执行审查": "非诉审查",
    },
    "proceedings.decision.document": {"判决书": "判决", "裁定书": "裁定"},
    "proceedings.procedure": {"普通": "普通程序", "简易": "简易程序"},
    "proceedings.decision.outcomes.dispositions": {
        "驳回诉请": "驳回诉讼请求",
        "驳回原告诉讼请求": "驳回诉讼请求",
        "裁定驳回起诉": "驳回起诉",
        "驳回原告起诉": "驳回起诉",
        "撤诉": "准许撤诉",
        "准予撤诉": "准许撤诉",
        "准许撤回起诉": "准许撤诉",
        "按自动撤诉处理": "按撤诉处理",
        "撤销重作": "撤销并责令重作",
        "撤销并重作": "撤销并责令重作",
        "判决撤销": "撤销",
    },
    "act_type": {
        "信息公开": "政府信息公开",
        "行政不作为": "不履行职责",
        "不履行法定职责": "不履行职责",
        "行政征收": "行政征收或者征用",
        "处罚": "行政处罚",
        "许可": "行政许可",
    },
}
"""By the names of the fields, what words of ledgers mean."""

ACT_TYPE_IN_CAUSE: Final[Mapping[str, str]] = {
    "信息公开": "政府信息公开",
    "不履行": "不履行职责",
    "强制拆除": "行政强制执行",
    "查封": "行政强制措施",
    "扣押": "行政强制措施",
    "许可": "行政许可",
    "登记": "行政登记",
    "工伤认定": "行政确认",
    "处罚": "行政处罚",
    "罚款": "行政处罚",
    "责令退还": "行政处罚",
    "补偿": "行政补偿",
    "征收": "行政征收或者征用",
    "行政协议": "行政协议",
}
"""By a part of a 案由, what kind of act it most likely is about; the first part that fits counts."""

FIELD_IN_UNIT: Final[Mapping[str, str]] = {
    "公安": "公安",
    "派出所": "公安",
    "交通警察": "公安",
    "自然资源": "自然资源",
    "国土": "自然资源",
    "住房和城乡建设": "住房和城乡建设",
    "住建": "住房和城乡建设",
    "城市管理": "城市管理",
    "城管": "城市管理",
    "市场监督": "市场监管",
    "人力资源": "人力资源和社会保障",
    "人社": "人力资源和社会保障",
    "生态环境": "生态环境",
    "农业农村": "农业农村",
    "林业": "林业",
    "水利": "水利",
    "交通运输": "交通运输",
    "卫生健康": "卫生健康",
    "教育": "教育",
    "民政": "民政",
    "应急管理": "应急管理",
    "税务": "税务",
    "司法局": "司法行政",
    "镇人民政府": "乡镇综合",
    "乡人民政府": "乡镇综合",
}
"""By a part of a unit's name, the field it works in."""

RANK_IN_POST: Final[Mapping[str, str]] = {
    "副": "副职负责人",
    "局长": "正职负责人",
    "县长": "正职负责人",
    "镇长": "正职负责人",
    "乡长": "正职负责人",
}
"""By a part of the post of a head who came, the rank; the first part that fits counts: 副局长 is a deputy."""
