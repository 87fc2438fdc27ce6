"""The invented county: its units and their heads, and the words that its case files choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 2015, 2026
LAST_DAY = date(2026, 11, 20)
"""The day the books were closed: no fact is later. What would have been is simply not written yet."""
LAST_FILING = date(2026, 11, 10)
OLD_NUMBERS_UNTIL = 2015
"""法〔2015〕137号 gave case numbers their present form from 2016-01-01."""
QUANZHOU_SINCE = date(2026, 2, 1)
"""From then the intermediate court of the county's own city hears cases against the county government."""

COUNTY = "县人民政府"
BUREAU = "县司法局"


class Act(NamedTuple):
    """A kind of act, with what it is called in the file and what the plaintiff asks for."""

    kind: str
    cause: str
    name: str
    claim: str
    adverse: tuple[str, ...]


ANNULLED = (
    "撤销",
    "撤销",
    "撤销并责令重作",
    "撤销并责令重作",
    "部分撤销",
    "确认违法",
    "确认无效",
    "[确认违法, 责令采取补救措施]",
)
ACTS = {
    "处罚": Act("行政处罚", "行政处罚", "行政处罚决定", "撤销处罚决定", (*ANNULLED, "变更")),
    "措施": Act("行政强制措施", "查封扣押", "查封决定", "确认查封违法", ("确认违法", "[确认违法, 责令赔偿]")),
    "强拆": Act("行政强制执行", "强制拆除房屋", "强制拆除", "确认强制拆除违法", ("确认违法", "责令赔偿")),
    "许可": Act("行政许可", "不予许可", "不予许可决定", "撤销不予许可决定", (*ANNULLED, "责令履行")),
    "征收": Act("行政征收或者征用", "房屋征收补偿", "征收补偿决定", "撤销补偿决定", (*ANNULLED, "责令补偿")),
    "登记": Act("行政登记", "不动产登记", "登记行为", "撤销登记", ANNULLED),
    "确认": Act("行政确认", "工伤认定", "工伤认定决定", "撤销工伤认定", ANNULLED),
    "给付": Act("行政给付", "社会救助给付", "不予救助决定", "给付救助金", ("给付", "责令履行")),
    "公开": Act("政府信息公开", "政府信息公开", "信息公开答复", "公开所申请信息", ("责令履行", "撤销")),
    "裁决": Act("行政裁决", "林地权属争议裁决", "权属处理决定", "撤销处理决定", ANNULLED),
    "协议": Act("行政协议", "安置补偿协议", "安置补偿协议", "继续履行协议", ("责令继续履行协议", "责令补偿")),
    "赔偿": Act("行政赔偿", "行政赔偿", "不予赔偿决定", "赔偿损失", ("责令赔偿",)),
    "不作为": Act("不履行职责", "不履行查处职责", "未予答复", "责令履行查处职责", ("责令履行", "确认违法")),
}


class Head(NamedTuple):
    """Somebody who leads a unit for a term."""

    name: str
    title: str
    rank: str


class Unit(NamedTuple):
    """A unit of the county that can be sued, with its leaders of each term."""

    name: str
    full: str
    kind: str
    short: str
    field: str
    acts: tuple[str, ...]
    terms: tuple[tuple[Head, ...], ...]


TERMS = (("2014-01-01", "2018-12-31"), ("2019-01-01", "2022-12-31"), ("2023-01-01", "2027-12-31"))

DEPARTMENTS = (
    "县自然资源局 自然资源 处罚 登记 征收 裁决 公开 不作为",
    "县公安局 公安 处罚 措施 赔偿 不作为",
    "县住房和城乡建设局 住房和城乡建设 处罚 许可 征收 协议",
    "县城市管理局 城市管理 处罚 强拆 措施",
    "县市场监督管理局 市场监管 处罚 登记 许可 不作为",
    "县人力资源和社会保障局 人力资源和社会保障 确认 处罚 给付",
    "县生态环境局 生态环境 处罚 许可 措施",
    "县农业农村局 农业农村 处罚 强拆 确认",
    "县林业局 林业 处罚 裁决 登记",
    "县水利局 水利 处罚 强拆 许可",
    "县交通运输局 交通运输 处罚 措施 许可",
    "县卫生健康局 卫生健康 处罚 许可 公开",
    "县教育局 教育 公开 不作为",
    "县民政局 民政 给付 登记",
    "县应急管理局 应急管理 处罚 公开",
    "县税务局 税务 处罚 公开",
    "县文化体育和旅游局 文化和旅游 处罚 许可",
    "县发展和改革局 发展改革 许可 公开",
    "县工业和信息化局 工业和信息化 公开 不作为",
    "县财政局 财政 公开 处罚",
    "县医疗保障局 医疗保障 给付 处罚",
    "县退役军人事务局 退役军人 给付 不作为",
    "县烟草专卖局 烟草 处罚 许可",
)
TOWNS = (
    "城关镇",
    "东溪镇",
    "南埔镇",
    "西坪镇",
    "北山镇",
    "石桥镇",
    "龙潭镇",
    "凤鸣镇",
    "青云镇",
    "白沙乡",
    "双溪乡",
    "大岭乡",
    "桂林乡",
    "下洋乡",
    "上涌乡",
    "水口乡",
)
SURNAMES = "林陈黄张吴李郑王刘苏许赖曾徐郭谢周叶庄蔡颜涂方杨连温邱洪罗江何梁潘卢余沈魏邓"
GIVEN = ("某", "某某", "某甲", "某乙", "某丙", "某丁")
TRADES = ("贸易", "建材", "陶瓷", "食品", "运输", "农业开发", "矿业", "房地产开发")

STAGES = ("受理", "调查", "决定", "送达", "执行")
KINDS = ("程序缺失", "证据瑕疵", "法律适用错误", "事实认定不清")
REASONS = (*KINDS, *KINDS, "裁量不当", "超越职权", "滥用职权", "不履行法定职责", "其他")
DEFECTS_SEEN = (
    "未告知听证权利",
    "留置送达无见证人",
    "现场笔录无当事人签字",
    "勘测报告未送达",
    "适用旧法条款",
    "面积认定前后不一",
    "集体讨论笔录缺页",
    "超过办案期限",
    "催告书未送达",
    "裁量理由未写明",
    "授权委托手续不全",
    "证人未核实身份",
)
REMEDIES = (
    "补充送达证据",
    "修订告知书模板",
    "重新调查取证",
    "完善集体讨论制度",
    "开展专题培训",
    "补正程序材料",
)
LEGAL_BASES = ("行政处罚法第六十三条", "行政诉讼法第七十条", "行政强制法第三十五条", "行政处罚法第五十八条")
LETTERS = ("败诉风险提示函", "败诉风险提示函", "败诉风险提示函", "司法建议书", "意见书", "检察建议书")
EXCUSES = (*("履行他人不能代替的公务",) * 10, *("不可抗力", "意外事件") * 2, "其他正当事由", "无")
MATERIALS = ("应诉通知书", "起诉状副本", "证据清单", "答辩状", "授权委托书", "送达回证", "开庭传票")
COMMENTS = (
    "# 日期以送达回证为准",
    "# 承办人移交时补录",
    "# 已与法院书记员核对",
    "# 原件存档案室三号柜",
    "# 待核",
    "# 见纸质卷第一册",
)
NOT_ADVERSE = {
    "驳回诉讼请求",
    "维持",
    "驳回起诉",
    "不予立案",
    "准许撤诉",
    "按撤诉处理",
    "调解",
    "移送",
    "终结诉讼",
}
RULINGS = {"驳回起诉", "不予立案", "准许撤诉", "按撤诉处理", "移送", "终结诉讼"}
FIRST_RESULTS = (
    *("驳回诉讼请求",) * 52,
    *("驳回起诉",) * 9,
    *("准许撤诉",) * 9,
    *("按撤诉处理",) * 2,
    *("调解",) * 3,
    "不予立案",
    "移送",
    "终结诉讼",
    *("败诉",) * 22,
)
SECOND_RESULTS = (
    *("维持",) * 72,
    *("改判",) * 9,
    *("部分改判",) * 3,
    *("发回重审",) * 5,
    *("撤回上诉",) * 8,
    "撤回起诉",
    "调解",
)
TO_PERFORM = {
    "撤销并责令重作": "重新作出处理决定",
    "责令履行": "对原告的申请作出处理",
    "给付": "支付救助金",
    "[确认违法, 责令赔偿]": "赔偿原告损失",
    "责令赔偿": "赔偿原告损失",
    "责令补偿": "支付补偿款",
    "责令继续履行协议": "交付安置房",
    "[确认违法, 责令采取补救措施]": "采取补救措施",
}


def person(rng: Random) -> str:
    """Return an invented name, masked as published decisions mask them."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def make_units(rng: Random) -> list[Unit]:
    """Return the units of the county that appear as defendants, the county government first."""

    def terms(chief: str, deputy: str) -> tuple[tuple[Head, ...], ...]:
        return tuple(
            (
                Head(person(rng), chief, "正职负责人"),
                Head(person(rng), deputy, "副职负责人"),
                Head(person(rng), deputy, "副职负责人"),
                Head(person(rng), "四级调研员", "分管负责人"),
            )
            for _ in TERMS
        )

    units = [
        Unit(COUNTY, "德化县人民政府", "县政府", "县政府", "其他", ("公开", "征收"), terms("县长", "副县长"))
    ]
    for line in DEPARTMENTS:
        name, domain, *acts = line.split()
        units.append(
            Unit(name, f"德化{name}", "县直部门", name[1:], domain, tuple(acts), terms("局长", "副局长"))
        )
    units += [
        Unit(
            town,
            f"德化县{town}人民政府",
            "乡镇",
            town,
            "乡镇综合",
            ("强拆", "公开", "不作为", "裁决", "协议"),
            terms(f"{town[-1]}长", f"副{town[-1]}长"),
        )
        for town in TOWNS
    ]
    return units


def units_yaml(units: Sequence[Unit]) -> str:
    """Return the text of cases/units.yaml, with units that are never sued alone at the end."""
    lines = ["# 单位名录（生成的数据，人名均为虚构）"]
    for unit in units:
        lines += [f"- 单位: {unit.name}", f"  全称: {unit.full}", f"  类别: {unit.kind}"]
        if unit.name == "县自然资源局":
            lines.append("  曾用名: [县国土资源局]")
        lines.append("  负责人:")
        lines += [
            f"    - {{姓名: {head.name}, 职务: {head.title}, 身份: {head.rank}, 自: {start}, 至: {end}}}"
            for heads, (start, end) in zip(unit.terms, TERMS, strict=True)
            for head in heads
        ]
    lines += [f"- 单位: {BUREAU}", f"  全称: 德化{BUREAU}", "  类别: 县直部门"]
    for name, above in (("县公安局东溪派出所", "县公安局"), ("县自然资源局西坪自然资源所", "县自然资源局")):
        lines += [f"- 单位: {name}", "  类别: 派出机构", f"  归口: {above}"]
    return "\n".join(lines) + "\n"


SETTINGS = """\
名称: 德化县行政应诉台账（生成的数据）
县政府: 县人民政府
司法局: 县司法局
口径:
  出庭率: {计数: 案号, 正当理由未出庭: 计入分母}
  败诉率: {分母: 审结}
期限: {备案工作日: 3, 复盘工作日: 10}
考核: {未出庭: 1, 败诉: 1, 未履行: 3}
"""
