"""Every kind of due day: the sixty of the law, and the office's own. How long, how counted, who owes it, on what basis.

The numbers of the law stand here and in `law.py`, nowhere else. A kind that nothing in a case file starts is in the
table all the same, with the reason, so that the table can be compared with the law as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from yingsu.domain.law import (
    DEFENCE_DAYS,
    HEAD_NOTICE_DAYS,
    JUDGMENT_APPEAL_DAYS,
    RULING_APPEAL_DAYS,
    Article,
    Measure,
    Parameter,
    parse_citation,
)


class Nature(StrEnum):
    """What a due day is to an agency of ours."""

    DUTY = "义务"
    RIGHT = "权利"
    INFORMATION = "参考"


@dataclass(frozen=True, slots=True)
class DeadlineKind:
    """A kind of due day.

    Attributes:
        key: its number: D01 to D60 are those of the law, K01 and on the office's own.
        title: what is to be done, in the words of the office.
        length: how long, dated and cited; `None` where the office or a document sets the day.
        measure: what the length is counted in.
        rolls: whether a last day that is no working day moves to the next one.
        is_backwards: whether it is counted back from an event.
        party: who is bound, or may act, in the words of the law.
        nature: a duty of ours; a right of ours; or information: what courts, others, or only some cases have to keep.
        cited: the basis in the short form of our data (行诉法67①).
        basis: the same as articles.
        starts_from: the fact of a case file that starts it; `None` where none does.
        silence_is_undone: whether a file that does not say it is done means that it is not (metrics.md, Unknown).
        extension: by how much it may be extended.
        note: what a reader should know.
    """

    key: str
    title: str
    length: Parameter | None
    measure: Measure
    rolls: bool
    is_backwards: bool
    party: str
    nature: Nature
    cited: tuple[str, ...]
    basis: tuple[Article, ...]
    starts_from: str | None
    silence_is_undone: bool = False
    extension: Parameter | None = None
    note: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether it is a duty of an agency in a case, as opposed to a right, a court's term, or information."""
        return self.nature is Nature.DUTY

    def is_older_law(self, day: date) -> bool:
        """Whether what began on a day began under law that is not on file, so that its number may have been another."""
        return self.length is not None and day < self.length.values[0][0]


class _Row(NamedTuple):
    key: str
    title: str
    length: int | Parameter | None
    measure: Measure
    rolls: bool
    party: str
    nature: Nature
    cited: str
    starts_from: str | None
    note: str = ""


_DUTY, _RIGHT, _INFO = Nature.DUTY, Nature.RIGHT, Nature.INFORMATION
_ROLLS, _STAYS = True, False

# A negative length is counted back from the event. One row is one or two lines, as in a printed table: the formatter
# would make it ten.
# fmt: off
_LAW: Final = (
    _Row("D01", "向被告发送起诉状副本", 5, "日", _ROLLS, "法院", _INFO, "行诉法67①",
         "立案日期", "用于核对送达是否及时，不是被告期限；以收到之日核对，含在途时间"),
    _Row("D02", "提交答辩状、证据和依据", DEFENCE_DAYS, "日", _ROLLS, "被告", _DUTY, "行诉法67① 行诉法34",
         "收到起诉状副本", "逾期举证视为没有相应证据；不答辩不影响审理"),
    _Row("D03", "书面申请延期提供证据", 15, "日", _ROLLS, "被告", _RIGHT, "行诉法36① 解释34",
         "收到起诉状副本", "因不可抗力等正当事由，须在举证期限内书面提出"),
    _Row("D04", "提供延期的证据", 15, "日", _ROLLS, "被告", _DUTY, "解释34",
         "延期举证", "自准许延期后正当事由消除之日起；逾期视为没有相应证据"),
    _Row("D05", "书面申请延长举证期限", 0, "日", _STAYS, "当事人", _RIGHT, "解释36",
         "收到起诉状副本", "须在举证期限届满前提出"),
    _Row("D06", "提出管辖异议", 15, "日", _ROLLS, "被告", _RIGHT, "解释10①", "收到起诉状副本"),
    _Row("D07", "向原告发送答辩状副本", 5, "日", _ROLLS, "法院", _INFO, "行诉法67①",
         "答辩日期", "以提交或者交邮之日推算，法院收到可能更晚"),
    _Row("D08", "传票传唤当事人", -3, "日", _STAYS, "法院", _INFO, "解释71", "开庭日期", "普通程序"),
    _Row("D09", "送达负责人出庭通知书", HEAD_NOTICE_DAYS, "日", _STAYS, "法院", _INFO, "出庭规定5②", "开庭日期"),
    _Row("D10", "提交出庭负责人身份证明或者不能出庭的说明", 0, "日", _STAYS, "被告", _DUTY,
         "出庭规定6 出庭规定9 解释129③ 解释131", "开庭日期", "身份证明写明姓名、职务并盖章；说明附证明材料"),
    _Row("D11", "对判决提起上诉", JUDGMENT_APPEAL_DAYS, "日", _ROLLS, "当事人", _RIGHT, "行诉法85",
         "送达日期", "各当事人分别计算，这里按已知的最后一次送达"),
    _Row("D12", "对裁定提起上诉", RULING_APPEAL_DAYS, "日", _ROLLS, "当事人", _RIGHT, "行诉法85 解释101②",
         "送达日期", "限不予立案、驳回起诉、管辖异议的裁定"),
    _Row("D13", "对上诉提出答辩状", 15, "日", _ROLLS, "被上诉人", _DUTY, "解释108②", "收到上诉状副本"),
    _Row("D14", "一审审限（普通程序）", 6, "月", _ROLLS, "法院", _INFO, "行诉法81 解释50",
         "立案日期", "扣除公告、鉴定、调解、中止、管辖异议期间；可以批准延长"),
    _Row("D15", "一审审限（简易程序）", 45, "日", _ROLLS, "法院", _INFO, "行诉法83", "立案日期"),
    _Row("D16", "二审审限", 3, "月", _ROLLS, "法院", _INFO, "行诉法88 解释50",
         "立案日期", "解释规定审限自立案之日起"),
    # Whether a judgment was pronounced at the hearing is not in the file.
    _Row("D17", "发送当庭宣告的判决书", 10, "日", _ROLLS, "法院", _INFO, "行诉法80②", None),
    _Row("D18", "申请再审", 6, "月", _ROLLS, "当事人", _INFO, "行诉法90 解释110",
         "生效日期", "有新证据等四种情形的，自知道或者应当知道之日起"),
    _Row("D19", "对再审申请提交书面意见", 15, "日", _ROLLS, "被申请人", _DUTY, "解释111", "收到再审申请书副本"),
    _Row("D20", "审查再审申请", 6, "月", _ROLLS, "法院", _INFO, "解释112", "立案日期", "可以批准延长"),
    # Not in the file: the court's receipt of a protest.
    _Row("D21", "因抗诉作出再审裁定", 30, "日", _ROLLS, "法院", _INFO, "解释124", None),
    _Row("D22", "申请执行期限", 2, "年", _ROLLS, "对方当事人", _INFO, "解释153",
         "履行期限", "被告败诉后被申请执行的窗口；未定期限的自裁判送达之日起"),
    _Row("D23", "履行生效裁判", 0, "日", _STAYS, "被告", _DUTY, "行诉法94 行诉法96",
         "履行期限", "期满之日起可对负责人按日罚款"),
    _Row("D24", "公开政府信息", 20, "工作日", _STAYS, "被告", _DUTY, "公开解释11", "生效日期", "以判决主文为准"),
    # 复议.结果 has no word for 责令重作, and the day on which the decision was received is not in the file.
    _Row("D25", "重新作出行政行为", 60, "日", _ROLLS, "被申请人", _DUTY, "复议条例58①", None),
    # Payment of compensation and claims outside court are not in the file (D26 to D28).
    _Row("D26", "向财政部门提出支付申请", 7, "日", _STAYS, "赔偿义务机关", _DUTY, "国赔法37③", None),
    _Row("D27", "支付赔偿金", 15, "日", _STAYS, "财政部门", _DUTY, "国赔法37③", None),
    _Row("D28", "作出是否赔偿的决定", 2, "月", _STAYS, "赔偿义务机关", _DUTY, "国赔法13①", None),
    _Row("D29", "答复规范性文件司法建议", 60, "日", _STAYS, "制定机关", _DUTY, "解释149④", "收到日期"),
    _Row("D30", "答复司法建议书", 2, "月", _STAYS, "被建议单位", _DUTY, "司法建议规定8①",
         "收到日期", "一般不超过两个月，以建议书载明为准"),
    _Row("D31", "回复检察建议书", 2, "月", _STAYS, "被建议单位", _DUTY, "检察建议规定19",
         "收到日期", "情况紧急的以建议书确定的期限为准"),
    _Row("D32", "回复公益诉讼诉前检察建议", 2, "月", _STAYS, "行政机关", _DUTY, "公益诉讼解释21",
         "收到日期", "情况紧急的十五日，请把建议书写明的日期填入回复期限"),
    _Row("D33", "报送行政复议意见书纠正情况", 60, "日", _ROLLS, "有关机关", _DUTY, "复议法76", "收到日期"),
    _Row("D34", "对复议申请书面答复并提交证据、依据", 10, "工作日", _STAYS, "被申请人", _DUTY,
         "复议法48 复议法88② 复议法70", "收到申请书副本", "普通程序"),
    _Row("D35", "对复议申请书面答复并提交证据、依据（适用简易程序的）", 5, "工作日", _STAYS, "被申请人", _INFO,
         "复议法54① 复议法88②", "收到申请书副本", "案卷没有写复议适用何种程序，请看受理通知"),
    # 复议 in the file is seen from the respondent: the day of acceptance is not there.
    _Row("D36", "作出复议决定", 60, "日", _ROLLS, "复议机关", _INFO, "复议法62①", None),
    # Nor is an application handed in through the agency that punished.
    _Row("D37", "自行纠正处罚决定并告知", 5, "工作日", _STAYS, "处罚机关", _DUTY, "复议条例38", None),
    _Row("D38", "作出行政处罚决定", 90, "日", _STAYS, "行政机关", _DUTY, "处罚法60",
         "立案日期", "法律、法规、规章另有规定的从其规定"),
    _Row("D39", "要求听证", 5, "工作日", _STAYS, "当事人", _INFO, "处罚法64(一) 处罚法85", "告知日期"),
    _Row("D40", "通知听证时间、地点", -7, "工作日", _STAYS, "行政机关", _DUTY, "处罚法64(二) 处罚法85", "举行日期"),
    _Row("D41", "送达处罚决定书", 7, "工作日", _STAYS, "行政机关", _DUTY, "处罚法61① 处罚法85",
         "作出日期", "当事人不在场的，自宣告之日起；以作出日期为宣告之日"),
    # Preservation, sealing and seizure, and urgent measures are not in the file (D42, D45, D46).
    _Row("D42", "对先行登记保存的证据作出处理决定", 7, "工作日", _STAYS, "行政机关", _DUTY, "处罚法56 处罚法85", None),
    _Row("D43", "缴纳罚款", 15, "日", _STAYS, "当事人", _INFO, "处罚法67③", "送达日期", "处以罚款的"),
    _Row("D44", "撤回公开的处罚决定信息并说明理由", 3, "工作日", _STAYS, "行政机关", _DUTY, "处罚法48② 处罚法85",
         "公示日期", "自决定被变更、撤销、确认违法或者无效之日起"),
    _Row("D45", "对查封、扣押作出处理决定", 30, "日", _STAYS, "行政机关", _DUTY, "强制法25", None),
    _Row("D46", "报告并补办强制措施批准手续", 24, "小时", _STAYS, "执法人员", _DUTY, "强制法19", None),
    _Row("D47", "催告期满，此后方可申请强制执行", 10, "工作日", _STAYS, "行政机关", _INFO, "强制法54 强制法69",
         "催告送达日期"),
    _Row("D48", "申请法院强制执行", 3, "月", _STAYS, "行政机关", _INFO, "强制法53 解释156",
         "送达日期", "自起诉期限届满之日起；起诉期限按已告知诉权推算"),
    _Row("D49", "对不予受理、不予执行裁定申请复议", 15, "日", _STAYS, "行政机关", _RIGHT,
         "强制法56② 强制法58③ 解释155③ 解释161②", "送达日期"),
    _Row("D50", "一次告知补正许可申请材料", 5, "工作日", _STAYS, "行政机关", _INFO, "许可法32①(四) 许可法82",
         "收到申请日期", "材料不齐全的；逾期不告知的，自收到之日起即为受理"),
    _Row("D51", "作出行政许可决定", 20, "工作日", _STAYS, "行政机关", _DUTY, "许可法42① 许可法82",
         "收到申请日期", "自受理之日起，案卷只有收到之日；统一、联合、集中办理的另有期限"),
    _Row("D52", "颁发、送达许可证件", 10, "工作日", _STAYS, "行政机关", _INFO, "许可法44 许可法82",
         "作出日期", "准予许可的"),
    _Row("D53", "答复政府信息公开申请", 20, "工作日", _STAYS, "行政机关", _DUTY, "公开条例33②",
         "收到申请日期", "征求第三方意见的时间不计；补正的自收到补正之日重新起算"),
    _Row("D54", "一次告知补正公开申请", 7, "工作日", _STAYS, "行政机关", _INFO, "公开条例30",
         "收到申请日期", "申请内容不明确的"),
    # The consultation of third parties is not in the file.
    _Row("D55", "对公开征求意见提出意见", 15, "工作日", _STAYS, "第三方", _INFO, "公开条例32", None),
    _Row("D56", "起诉期限", 6, "月", _ROLLS, "原告", _INFO, "行诉法46① 起诉期限解释2",
         "送达日期", "以送达为知道之日；未告知起诉期限的最长一年；立案晚于起诉，仅供核对"),
    # The day on which the plaintiff received the decision on reconsideration is not in the file.
    _Row("D57", "不服复议决定起诉", 15, "日", _ROLLS, "原告", _INFO, "行诉法45 起诉期限解释6", None),
    _Row("D58", "履行职责", 2, "月", _ROLLS, "行政机关", _DUTY, "行诉法47 解释66 起诉期限解释7",
         "收到申请日期", "法律、法规另有规定的从其规定；届满次日起原告可诉"),
    _Row("D59", "申请行政复议", 60, "日", _ROLLS, "申请人", _INFO, "复议法20①",
         "送达日期", "法律规定超过六十日的除外；收到副本晚于申请，仅供核对"),
    _Row("D60", "公开执法决定信息", 7, "工作日", _STAYS, "行政机关", _DUTY, "国办发〔2018〕118号(六)",
         "作出日期", "许可、处罚；其他执法决定二十个工作日"),
)

_OWN: Final = (
    _Row("K01", "应诉案件备案", None, "工作日", _STAYS, "被告", _DUTY, "本县意见(六)",
         "收到应诉通知", "工作日数由本单位设定，上级文件只写及时"),
    _Row("K02", "败诉案件复盘", None, "工作日", _STAYS, "被告", _DUTY, "本县意见(六)",
         "生效日期", "工作日数由本单位设定"),
    _Row("K03", "按来函写明的期限回复", None, "日", _STAYS, "收函单位", _DUTY, "本县意见(五)", "回复期限"),
    _Row("K04", "落实来函措施", None, "日", _STAYS, "收函单位", _DUTY, "本县意见(五)", "完成期限"),
    _Row("K05", "风险点整改", None, "日", _STAYS, "承办单位", _DUTY, "本县意见(二)", "整改期限"),
    _Row("K06", "复盘整改", None, "日", _STAYS, "承办单位", _DUTY, "本县意见(六)", "期限"),
    _Row("K07", "开庭", None, "日", _STAYS, "被告", _DUTY, "", "开庭日期"),
    _Row("K08", "豁免到期", None, "日", _STAYS, "承办单位", _INFO, "", "有效期至"),
)
# fmt: on

_EXTENSIONS: Final = {"D51": 10, "D53": 20}
"""Working days by which these may be extended: 许可法 42①, 公开条例 33②."""

_UNDONE_WHEN_SILENT: Final = frozenset(
    {"D02", "D04", "D13", "D19", "D23", "D29", "D30", "D31", "D32", "D33"}
    | {"K01", "K02", "K03", "K04", "K05", "K06"}
)
"""Silence on 备案日期, 答辩日期, 举证日期, 回复日期, 完成日期, 落实日期, 复盘.日期 means not done; on other days, unknown."""


def _parameter(row: _Row, value: int, basis: tuple[Article, ...]) -> Parameter:
    """A number of the law, since the text of the instrument that sets it came into force."""
    return Parameter(row.title, row.measure, ((basis[0].instrument.in_force_on or date.min, value),), basis)


def _kind(row: _Row) -> DeadlineKind:
    cited = tuple(row.cited.split())
    basis = tuple(article for text in cited for article in parse_citation(text))
    is_backwards = row.key == "D09" or (isinstance(row.length, int) and row.length < 0)
    length = _parameter(row, abs(row.length), basis) if isinstance(row.length, int) else row.length
    extension = _EXTENSIONS.get(row.key)
    return DeadlineKind(
        row.key,
        row.title,
        length,
        row.measure,
        row.rolls,
        is_backwards,
        row.party,
        row.nature,
        cited,
        basis,
        row.starts_from,
        row.key in _UNDONE_WHEN_SILENT,
        _parameter(row, extension, basis) if extension is not None else None,
        row.note,
    )


KINDS: Final[Mapping[str, DeadlineKind]] = MappingProxyType({row.key: _kind(row) for row in (*_LAW, *_OWN)})
"""Every kind of due day by its key, in order."""

OTHER_PUBLICATION: Final = Parameter(
    "公开其他执法决定信息", "工作日", ((date.min, 20),), parse_citation("国办发〔2018〕118号(六)")
)
"""The other number of D60: for decisions that are neither a licence nor a penalty."""
