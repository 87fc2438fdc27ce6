"""Write a deterministic workspace of any size, to measure speed and memory on.

    python benchmarks/generate_workspace.py DIR --cases 5000 [--seed 1] [--defects 2]

The same arguments give the same bytes. Cases are written as they are made, year by year, so that memory
does not grow with their number. Everything in them is invented; the words and the order of days are those
of format 1. No case names a file below its directory, because none is written: a check of the result
opens case files and nothing else.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
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

RISK_POINTS = [
    f"{stage}-{kind}-{number:02d}"
    for stage, sizes in {
        "SL": (8, 6, 7, 7),
        "DC": (8, 8, 7, 8),
        "JD": (8, 8, 8, 8),
        "SD": (8, 7, 6, 5),
        "ZX": (8, 7, 7, 6),
    }.items()
    for kind, size in zip(("CX", "ZJ", "FL", "SS"), sizes, strict=True)
    for number in range(1, size + 1)
]
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
LETTERS = ("败诉风险提示函", "败诉风险提示函", "败诉风险提示函", "司法建议书", "意见书", "检察建议书")
EXCUSES = ("不可抗力", "意外事件", "履行他人不能代替的公务", "履行他人不能代替的公务", "其他正当事由", "无")
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
    *("驳回诉讼请求",) * 45,
    *("驳回起诉",) * 9,
    *("准许撤诉",) * 9,
    *("按撤诉处理",) * 2,
    *("调解",) * 3,
    "不予立案",
    "移送",
    "终结诉讼",
    *("败诉",) * 29,
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


@dataclass(slots=True)
class Draft:
    """A dispute while it is being written: what later sections need to know of earlier ones."""

    rng: Random
    numbers: Counter[tuple[int, str]]
    unit: Unit
    county: Unit
    act: Act
    plaintiff: str
    organisation: bool
    reconsidered: bool
    filed: date
    date_style: int
    lines: list[str] = field(default_factory=list)
    noticed: date | None = None
    heard: date | None = None
    concluded: date | None = None
    served: date | None = None
    number: str = ""
    results: dict[str, str] = field(default_factory=dict)
    effective: date | None = None

    def add(self, *lines: str) -> None:
        """Append lines to the file."""
        self.lines += lines

    def chance(self, percent: float) -> bool:
        """Say yes in so many of a hundred cases."""
        return self.rng.random() * 100 < percent

    def after(self, day: date, least: int, most: int) -> date:
        """Return a working day at least so many days after another (holidays are not looked at)."""
        later = day + timedelta(days=self.rng.randint(least, most))
        return later + timedelta(days=max(0, 7 - later.weekday()) if later.weekday() > 4 else 0)

    def before(self, day: date, least: int, most: int) -> date:
        """Return a day so many days before another."""
        return day - timedelta(days=self.rng.randint(least, most))

    def day(self, day: date) -> str:
        """Write a day as this file's clerk does."""
        if self.date_style == 0:
            return day.isoformat()
        if self.date_style == 1:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.year}/{day.month}/{day.day}"

    def remark(self, percent: float = 25) -> str:
        """Return a comment for the end of a line, or nothing."""
        return f"  {self.rng.choice(COMMENTS)}" if self.chance(percent) else ""

    def heads(self, unit: Unit, day: date) -> tuple[Head, ...]:
        """Return who led a unit on a day."""
        return unit.terms[0 if day.year < 2019 else 1 if day.year < 2023 else 2]

    @property
    def defendants(self) -> list[Unit]:
        """The units sued: the acting one, and the county government where it upheld on reconsideration."""
        return [self.unit, self.county] if self.reconsidered else [self.unit]

    def next_number(self, year: int, court: str, kind: str) -> str:
        """Return the next case number of a court's docket."""
        if year <= OLD_NUMBERS_UNTIL:
            court = {"闽0583": "南", "闽0526": "德", "闽02": "厦", "闽05": "泉"}.get(court, court)
        docket = (year, court + kind)
        self.numbers[docket] += 1
        if year <= OLD_NUMBERS_UNTIL:
            return f"（{year}）{court}{kind}字第{self.numbers[docket]}号"
        return f"（{year}）{court}{kind}{self.numbers[docket]}号"


def known(day: date) -> bool:
    """Say whether a day had come when the books were closed."""
    return day <= LAST_DAY


def first_court(draft: Draft) -> tuple[str, str]:
    """Return name and code of the court of first instance."""
    if draft.unit.name != COUNTY:
        return "南安市人民法院", "闽0583"
    if draft.filed < QUANZHOU_SINCE:
        return "厦门市中级人民法院", "闽02"
    return "泉州市中级人民法院", "闽05"


def dispute(draft: Draft) -> None:
    """Write what is said of the dispute as a whole."""
    unit, act = draft.unit, draft.act
    heads = draft.heads(unit, draft.filed)
    draft.add(
        "# 行政应诉案件登记（生成的数据，人物均为虚构）",
        "格式: 1",
        f"案由: {act.cause}",
        f"行为类别: {act.kind}",
        f"管理领域: {unit.field}",
    )
    if draft.chance(30):
        draft.add(f"名称: {draft.plaintiff}诉{unit.name}{act.cause}案")
    if draft.chance(4):
        draft.add(f"系列案: {draft.filed.year}-{draft.rng.choice(TOWNS)}征迁")
    draft.add(f"诉讼请求: {act.claim}{draft.remark(15)}")
    if act.kind == "行政赔偿":
        draft.add(f"赔偿数额: {draft.rng.randint(1, 90) * 10000}")
    if draft.chance(30):
        draft.add("规范性文件附带审查: 否")
    draft.add(
        "责任人:",
        f"  主要负责人: {heads[0].name}",
        f"  分管领导: {heads[1].name}",
        f"  股室负责人: {person(draft.rng)}",
    )
    if draft.chance(95):
        names = ", ".join(person(draft.rng) for _ in range(2))
        draft.add(
            "专班:",
            f"  业务骨干: [{names}]",
            f"  法制人员: [{person(draft.rng)}]",
            f"  法律顾问: [{person(draft.rng)}]",
        )
    draft.add("")


def challenged_act(draft: Draft) -> None:
    """Write the act that is challenged, and its reconsideration; days run backwards from the filing."""
    rng, act, unit = draft.rng, draft.act, draft.unit
    decided = draft.before(draft.filed, 3, 12)
    received = draft.before(decided, 22, 50)
    served = draft.before(received if draft.reconsidered else draft.filed, 25, 58)
    made = draft.before(served, 1, 5)
    draft.add("被诉行为:", f"  名称: {act.name}", f"  文号: 德政行〔{made.year}〕{rng.randint(1, 300)}号")
    draft.add(f"  机关: {unit.name}")
    if unit.name == COUNTY:
        draft.add("  承办部门: 县自然资源局")
    if act.kind in {"行政许可", "政府信息公开", "不履行职责", "行政给付"}:
        draft.add(f"  收到申请日期: {draft.day(draft.before(made, 8, 18))}")
    if act.kind in {"行政处罚", "行政强制措施", "行政强制执行"}:
        enforcement_days(draft, made)
    draft.add(f"  作出日期: {draft.day(made)}", f"  送达日期: {draft.day(served)}{draft.remark(15)}")
    if draft.chance(60):
        draft.add(f"  公示日期: {draft.day(made + timedelta(days=rng.randint(3, 12)))}")
    legality_review(draft, made)
    if draft.chance(70):
        records = "现场笔录: 有", f"影像资料: {rng.choice('有有无')}", "送达回执: 有"
        draft.add("  执法记录:", *(f"    {record}" for record in records))
    draft.add("")
    if draft.reconsidered:
        reconsideration(draft, received, decided)


def enforcement_days(draft: Draft, made: date) -> None:
    """Write the days of a penalty or coercion before it was decided."""
    opened = draft.before(made, 45, 85)
    draft.add(f"  立案日期: {draft.day(opened)}{draft.remark(10)}")
    draft.add(f"  闽执法编号: 示例-{draft.rng.randint(1, 9999):04d}")
    if draft.chance(40):
        told, notified, held = (opened + timedelta(days=days) for days in (12, 18, 30))
        draft.add(f"  听证: {{告知日期: {told}, 通知日期: {notified}, 举行日期: {held}}}")


def reconsideration(draft: Draft, received: date, decided: date) -> None:
    """Write the reconsideration that upheld the act, so that both agencies are sued."""
    upheld = draft.rng.choice(("维持", "维持", "维持", "驳回复议请求", "部分维持", "程序性确认违法"))
    draft.add(
        "复议:",
        f"  机关: {COUNTY}",
        f"  收到申请书副本: {draft.day(received)}",
        f"  答复日期: {draft.day(received + timedelta(days=draft.rng.randint(3, 9)))}",
        f"  结果: {upheld}",
        f"  决定日期: {draft.day(decided)}",
        f"  文号: 德政行复〔{decided.year}〕{draft.rng.randint(1, 99)}号",
        "",
    )


def legality_review(draft: Draft, made: date) -> None:
    """Write the legality review before the act, where there was one."""
    if not draft.chance(65):
        return
    rng, reviewed = draft.rng, draft.before(made, 2, 6)
    verdict = rng.choice(("同意", "同意", "同意", "存在问题", "未审核"))
    draft.add(
        f"  重大: {rng.choice('是否')}",
        "  法制审核:",
        "    机构: 法规股",
        f"    审核人: {person(rng)}",
        f"    日期: {draft.day(reviewed)}",
        f"    结论: {verdict}",
        f"    清单: {{主体合法: 合格, 程序合法: {rng.choice(('合格', '合格', '不合格'))}, 事实清楚: 合格}}",
    )
    if draft.chance(50):
        draft.add(f"  集体讨论日期: {draft.day(reviewed + timedelta(days=1))}")


def parties(draft: Draft) -> None:
    """Write who sues whom."""
    kind = "组织" if draft.organisation else "公民"
    draft.add("原告:", f"  - {{姓名: {draft.plaintiff}, 类型: {kind}}}", "被告:")
    draft.add(f"  - {{单位: {draft.unit.name}, 地位: 原行为机关}}")
    if draft.reconsidered:
        draft.add(f"  - {{单位: {COUNTY}, 地位: 复议机关}}")
    if draft.chance(20):
        draft.add("第三人: [{姓名: 某村村民委员会, 类型: 组织}]")
    draft.add("")


def attendance(draft: Draft, unit: Unit, day: date) -> tuple[list[dict[str, str]], bool]:
    """Return who came for a defendant, and whether a head did."""
    rng, rows, came = draft.rng, [], draft.chance(82 if unit.name != COUNTY else 55)
    if came:
        head = draft.heads(unit, day)[rng.choice((0, 0, 1, 1, 1, 2, 2, 2, 2, 3))]
        row = {"姓名": head.name, "单位": unit.name, "职务": head.title, "身份": head.rank}
        spoke = rng.choice(("是", "是", "是", "否", ""))
        rows.append({**row, "发声": spoke} if spoke else row)
    rows.append({"姓名": person(rng), "单位": unit.name, "身份": "工作人员"})
    if draft.chance(45):
        rows.append({"姓名": person(rng), "单位": "某律师事务所", "身份": "律师"})
    return rows, came


def mapping_lines(row: dict[str, str], indent: str, *, block: bool) -> list[str]:
    """Return an item of a list, a mapping in block or in flow style."""
    pairs = [f"{key}: {value}" for key, value in row.items()]
    if block:
        return [f"{indent}- {pairs[0]}", *(f"{indent}  {pair}" for pair in pairs[1:])]
    return [f"{indent}- {{{', '.join(pairs)}}}"]


def hearing(draft: Draft, day: date) -> None:
    """Write one hearing: mostly with a head there, sometimes staff only, sometimes silent on who came."""
    rng = draft.rng
    draft.add("    开庭:", f"      - 日期: {draft.day(day)}{draft.remark(15)}")
    if draft.chance(50):
        time = rng.choice(("09:00", "09:30", "14:30", "15:00"))
        draft.add(f'        时间: "{time}"', "        地点: 第三法庭")
    if draft.chance(50):
        draft.add("        通知负责人出庭: 是")
    if draft.chance(6):
        return
    if draft.chance(2):
        draft.add("        到庭: []")
        return
    draft.add("        到庭:")
    absent, block = [], draft.chance(45)
    for unit in draft.defendants:
        rows, came = attendance(draft, unit, day)
        for row in rows:
            draft.add(*mapping_lines(row, "          ", block=block))
        absent += [] if came else [unit]
    if absent and draft.chance(60):
        draft.add("        未到庭说明:")
        for unit in absent:
            why, head = rng.choice(EXCUSES), draft.heads(unit, day)[0].name
            draft.add(f"          - {{单位: {unit.name}, 负责人: {head}, 事由: {why}, 盖章或签字: 是}}")


def results_lines(draft: Draft) -> None:
    """Write the result, as one word or for each defendant, with the reasons of a loss."""
    if all(result in NOT_ADVERSE for result in draft.results.values()) and draft.chance(70):
        word = next(iter(draft.results.values()))
        if all(result == word for result in draft.results.values()):
            draft.add(f"      结果: {word}")
            return
    draft.add("      结果:")
    for unit, result in draft.results.items():
        if result in NOT_ADVERSE:
            draft.add(f"        - {{单位: {unit}, 结果: {result}}}")
        else:
            reason, said = draft.rng.choice(REASONS), draft.rng.choice(DEFECTS_SEEN)
            draft.add(
                f"        - 单位: {unit}",
                f"          结果: {result}",
                f"          败诉原因: [{reason}]",
                f"          说明: {said}",
            )


def first_results(draft: Draft) -> dict[str, str]:
    """Choose what the court of first instance decides for each defendant."""
    rng = draft.rng
    word = rng.choice(FIRST_RESULTS)
    if word == "驳回诉讼请求" and draft.filed < date(2015, 5, 1) and draft.chance(50):
        word = "维持"  # a judgment that the law knew until 2015-04-30
    if word == "败诉":
        word = rng.choice(draft.act.adverse)
    results = {draft.unit.name: word}
    if draft.reconsidered:
        results[COUNTY] = word if word in NOT_ADVERSE or draft.chance(20) else "撤销"
    return results


def first_instance(draft: Draft) -> None:
    """Write the first instance up to its decision."""
    rng, filed, (court, code) = draft.rng, draft.filed, first_court(draft)
    summary = draft.chance(8) and draft.unit.name != COUNTY
    draft.number = draft.next_number(filed.year, code, "行赔初" if draft.act.kind == "行政赔偿" else "行初")
    draft.results = first_results(draft)
    draft.add("# 日期一律以送达回证、签收记录为准", "审理:", "  - 审级: 一审", f"    案号: {draft.number}")
    draft.add(f"    法院: {court}", f"    程序: {'简易程序' if summary else '普通程序'}")
    draft.add(f"    立案日期: {draft.day(filed)}")
    reached = filed
    if "不予立案" not in draft.results.values():
        draft.noticed = filed + timedelta(days=rng.randint(1, 5))
        reached = draft.noticed + timedelta(days=20)  # whatever is handed in late is in by then
        papers(draft, draft.noticed)
        skipped = draft.results[draft.unit.name] in {"准许撤诉", "移送", "终结诉讼"} and draft.chance(50)
        day = draft.after(draft.noticed, 21, 24) if summary else draft.after(draft.noticed, 26, 70)
        if not skipped and known(day):
            if not summary and draft.chance(3):
                stayed = draft.noticed + timedelta(days=21)
                draft.add(f"    中止: [{{自: {stayed}, 至: {draft.before(day, 2, 4)}, 事由: 等待另案结果}}]")
            hearing(draft, day)
            draft.heard = reached = day
    decided = draft.after(reached, 2, 8) if summary else draft.after(reached, 10, 60)
    if not known(decided) or draft.chance(3):
        draft.results = {}
        return
    decision(draft, decided)


def papers(draft: Draft, noticed: date) -> None:
    """Write the days on which papers came and went."""
    rng = draft.rng
    draft.add(
        f"    收到应诉通知: {draft.day(noticed)}",
        f"    收到起诉状副本: {draft.day(noticed)}{draft.remark(15)}",
    )
    registered = noticed + timedelta(days=rng.randint(0, 4))
    if draft.chance(90) and known(registered):
        draft.add(f"    备案日期: {draft.day(registered)}")
    if draft.reconsidered:
        later = noticed + timedelta(days=1)
        answered = later + timedelta(days=rng.randint(6, 14))
        draft.add(f"    各被告: [{{单位: {COUNTY}, 收到应诉通知: {later}, 收到起诉状副本: {later}")
        draft.lines[-1] += f", 答辩日期: {answered}}}]" if known(answered) else "}]"
    answered = noticed + timedelta(days=rng.randint(7, 15) if draft.chance(95) else rng.randint(16, 20))
    if known(answered):
        draft.add(f"    答辩日期: {draft.day(answered)}")
        if draft.chance(97):
            draft.add(f"    举证日期: {draft.day(answered)}")


def decision(draft: Draft, decided: date, reviewed: str = "", document: str = "") -> None:
    """Write a decision, and remember when it was served."""
    words = set(draft.results.values())
    if not document:
        document = "裁定" if words & RULINGS else "调解书" if "调解" in words else "判决"
    draft.concluded, served = decided, decided + timedelta(days=draft.rng.randint(1, 12))
    draft.add("    裁判:", f"      文书: {document}", f"      日期: {draft.day(decided)}")
    if known(served):
        draft.served = served
        draft.add(f"      送达日期: {draft.day(served)}")
    if reviewed:
        draft.add(f"      审查结果: {reviewed}")
    if not reviewed or reviewed in {"改判", "部分改判", "撤回起诉", "调解"}:
        results_lines(draft)


def is_adverse(results: dict[str, str]) -> bool:
    """Say whether any defendant lost."""
    return any(result not in NOT_ADVERSE for result in results.values())


def appealed(draft: Draft) -> bool:
    """Write an appeal in time and the second instance, where somebody appeals."""
    words = set(draft.results.values())
    if not words or words & (RULINGS - {"驳回起诉", "不予立案"} | {"调解"}) or not draft.served:
        return False
    ruling = bool(words & RULINGS)
    filed = draft.served + timedelta(days=draft.rng.randint(2, 9 if ruling else 14))
    if not draft.chance(52) or not known(filed):
        return False
    if is_adverse(draft.results) and draft.chance(65):
        draft.add(f"    上诉: [{{上诉方: 被告, 单位: {draft.unit.name}, 日期: {draft.day(filed)}}}]")
    else:
        draft.add(f"    上诉: [{{上诉方: 原告, 日期: {draft.day(filed)}}}]")
    accepted = draft.after(filed, 10, 40)
    if not known(accepted):
        draft.results = {}
        return True
    second_instance(draft, accepted, ruling=ruling)
    return True


def second_instance(draft: Draft, accepted: date, *, ruling: bool) -> None:
    """Write the second instance up to its decision."""
    high = draft.unit.name == COUNTY
    kind = "行赔终" if draft.act.kind == "行政赔偿" else "行终"
    number = draft.next_number(accepted.year, "闽" if high else "闽05", kind)
    draft.add("", "  # —— 二审 ——", "  - 审级: 二审", f"    案号: {number}")
    draft.add(f"    法院: {'福建省高级人民法院' if high else '泉州市中级人民法院'}")
    draft.add(f"    立案日期: {draft.day(accepted)}")
    draft.served, reached = None, second_papers(draft, accepted)
    day = draft.after(reached, 5, 20)
    if not ruling and known(day) and draft.chance(45):
        hearing(draft, day)
        reached = day
    decided = draft.after(reached, 8, 40)
    if not known(decided) or draft.chance(3):
        draft.results = {}
        return
    draft.number = number
    second_decision(draft, decided, ruling=ruling)


def second_papers(draft: Draft, accepted: date) -> date:
    """Write the days on which papers of the second instance came and went; return the last."""
    noticed = accepted + timedelta(days=draft.rng.randint(1, 5))
    if not known(noticed):
        return accepted
    draft.add(f"    收到应诉通知: {draft.day(noticed)}", f"    收到起诉状副本: {draft.day(noticed)}")
    registered, answered = noticed + timedelta(days=2), noticed + timedelta(days=draft.rng.randint(6, 15))
    if draft.chance(85) and known(registered):
        draft.add(f"    备案日期: {draft.day(registered)}")
    if not known(answered):
        return noticed
    draft.add(f"    答辩日期: {draft.day(answered)}")
    return answered


def second_decision(draft: Draft, decided: date, *, ruling: bool) -> None:
    """Write what the second instance decides, and what stands after it."""
    words = ("维持", "维持", "维持", "指令继续审理") if ruling else SECOND_RESULTS
    reviewed = draft.rng.choice(words)
    after_review(draft, reviewed)
    document = "调解书" if reviewed == "调解" else "判决"
    if ruling or reviewed in {"发回重审", "撤回上诉", "撤回起诉"}:
        document = "裁定"
    decision(draft, decided, reviewed, document)
    if reviewed in {"发回重审", "指令继续审理"}:
        draft.results = {}
    else:
        draft.effective = draft.served or decided


def after_review(draft: Draft, reviewed: str) -> None:
    """Set the results that stand once the second instance has decided."""
    if reviewed in {"改判", "部分改判"}:
        if is_adverse(draft.results):
            draft.results = dict.fromkeys(draft.results, "驳回诉讼请求")
        else:
            draft.results = dict.fromkeys(draft.results, "撤销")
            draft.results[draft.unit.name] = draft.rng.choice(draft.act.adverse)
    elif reviewed in {"撤回起诉", "调解"}:
        draft.results = dict.fromkeys(draft.results, "准许撤诉" if reviewed == "撤回起诉" else "调解")


def performance(draft: Draft) -> None:
    """Write what an effective loss obliges the unit to do, and whether it has done it."""
    task = TO_PERFORM.get(draft.results.get(draft.unit.name, ""))
    effective = draft.effective
    if not task or not effective or not known(effective):
        return
    rng = draft.rng
    draft.add("", "履行:", f"  - 案号: {draft.number}", f"    单位: {draft.unit.name}", f"    内容: {task}")
    if draft.chance(60):
        draft.add(f"    期限: {draft.day(effective + timedelta(days=60))}")
    elif draft.chance(75):
        draft.add("    期限日数: 60")
    done = effective + timedelta(days=rng.randint(8, 55) if draft.chance(92) else rng.randint(61, 120))
    if known(done) and draft.chance(95):
        draft.add(f"    完成日期: {draft.day(done)}{draft.remark(30)}")


def letters(draft: Draft) -> None:
    """Write letters received, self-correction and contact with the court."""
    rng, noticed, until = draft.rng, draft.noticed, draft.heard or draft.concluded
    if not noticed or not until:
        return
    if draft.chance(20):
        received = noticed + timedelta(days=rng.randint(3, 18))
        due, replied = received + timedelta(days=60), received + timedelta(days=rng.randint(8, 58))
        draft.add(
            "来函:",
            f"  - 种类: {rng.choice(LETTERS)}",
            "    机关: 南安市人民法院",
            f"    收到日期: {draft.day(received)}",
            f"    对接人: {person(rng)}",
            f"    措施: [{rng.choice(REMEDIES)}]",
            f"    回复期限: {draft.day(due)}",
        )
        if known(replied):
            draft.add(
                f"    回复日期: {draft.day(replied)}",
                f"    落实情况: {rng.choice(('已落实', '办理中', '未采纳'))}",
            )
    withdrawn = "准许撤诉" in draft.results.values()
    if draft.chance(45 if withdrawn else 7):
        corrected = draft.before(until, 1, 4)
        how = rng.choice(("撤销原行为", "变更原行为", "履行职责", "补救补偿", "和解"))
        draft.add(f"自纠: [{{单位: {draft.unit.name}, 日期: {draft.day(corrected)}, 方式: {how}}}]")
    if draft.chance(15):
        met = noticed + timedelta(days=rng.randint(5, 15))
        draft.add(f"府院沟通: [{{日期: {met}, 法院: 南安市人民法院, 方式: 座谈, 内容: 说明政策背景}}]")


def risk_points(draft: Draft) -> None:
    """Write eight to fifteen risk points, from the catalogue and of the clerk's own."""
    rng, found = draft.rng, (draft.noticed or draft.filed) + timedelta(days=3)
    draft.add("", "# —— 风险排查 ——", f"败诉风险: {rng.choice('高中中低低低')}", "风险点:")
    for code in rng.sample(RISK_POINTS, rng.randint(8, 15)):
        form, level, said = rng.random(), rng.choice("高中低"), rng.choice(DEFECTS_SEEN)
        if form < 0.2:
            draft.add(f"  - {{编号: {code}, 等级: {level}}}")
        elif form < 0.65:
            draft.add(f"  - {{编号: {code}, 等级: {level}, 说明: {said}}}")
        elif form < 0.8:
            draft.add(f"  - {{编号: {code}, 发现日期: {found}, 证据: 案卷第{rng.randint(1, 90)}页}}")
        elif form < 0.88:
            draft.add(f"  - {{阶段: {rng.choice(STAGES)}, 类型: {rng.choice(KINDS)}, 说明: {said}}}")
        else:
            due = found + timedelta(days=20)
            draft.add(f"  - 编号: {code}", f"    整改措施: {rng.choice(REMEDIES)}")
            draft.add(f"    责任人: {person(rng)}", f"    整改期限: {draft.day(due)}")


def review(draft: Draft) -> None:
    """Write the review that follows a loss."""
    effective = draft.effective
    if not effective or not is_adverse(draft.results) or not draft.chance(88):
        return
    rng, held = draft.rng, draft.after(effective, 3, 20)
    if not known(held):
        return
    said, reported = rng.choice(DEFECTS_SEEN), held + timedelta(days=5)
    due, done = held + timedelta(days=40), held + timedelta(days=rng.randint(15, 38))
    draft.add(
        "",
        "# —— 一案一复盘 ——",
        "复盘:",
        f"  日期: {draft.day(held)}",
        f"  主持人: {draft.heads(draft.unit, held)[0].name}",
        f"  参加人: [{person(rng)}, {person(rng)}]",
        "  事实认定: 主要事实清楚，个别证据来源未说明",
        "  程序规范: 告知与送达环节存在疏漏",
        f"  查摆问题: [{said}]",
        f"  败诉原因: [{rng.choice(KINDS)}]",
        "  结论: |",
        f"    {said}，导致败诉。",
        f"    今后应当{rng.choice(REMEDIES)}。",
        "  整改:",
        f"    - 措施: {rng.choice(REMEDIES)}",
        f"      责任人: {person(rng)}",
        f"      期限: {draft.day(due)}",
    )
    if known(done):
        draft.add(f"      完成日期: {draft.day(done)}")
    if known(reported) and draft.chance(80):
        draft.add(f"  报送日期: {draft.day(reported)}")
    if draft.chance(15):
        draft.add("典型案例: 是")


def materials(draft: Draft) -> None:
    """Write the list of documents, without files."""
    day = draft.noticed or draft.filed
    draft.add("", "# 案卷材料（电子件另存）", "材料:")
    for name in draft.rng.sample(MATERIALS, 6):
        draft.add(f"  - 名称: {name}", f"    日期: {draft.day(day)}{draft.remark(20)}")
        if draft.chance(65):
            draft.add("    证明目的: 收到日期")


def non_litigation(draft: Draft) -> None:
    """Write a case that is only an agency's request that the court enforce its act."""
    rng, unit, filed = draft.rng, draft.unit, draft.filed
    number = draft.next_number(filed.year, "闽0526", "行审")
    decided = draft.after(filed, 5, 25)
    draft.add(f"申请执行人: [{unit.name}]", f"被执行人: [{draft.plaintiff}]", "")
    draft.add("审理:", "  - 审级: 非诉审查", f"    案号: {number}", "    法院: 德化县人民法院")
    draft.add(f"    立案日期: {draft.day(filed)}")
    if known(decided):
        served = decided + timedelta(days=3)
        draft.add("    裁判:", "      文书: 裁定", f"      日期: {draft.day(decided)}")
        if known(served):
            draft.add(f"      送达日期: {draft.day(served)}")
        draft.add(f"      结果: {rng.choice(('准予执行', '准予执行', '准予执行', '不准予执行'))}")


def write_case(draft: Draft, *, enforcement: bool) -> str:
    """Return the text of a case file."""
    dispute(draft)
    challenged_act(draft)
    if enforcement:
        non_litigation(draft)
    else:
        parties(draft)
        first_instance(draft)
        settled = draft.results
        # An appeal that is not decided leaves nothing in effect; nobody appealing, the days for it must pass.
        if not appealed(draft) and draft.served and settled:
            words = set(settled.values())
            final = words & (RULINGS - {"驳回起诉", "不予立案"} | {"调解"})
            wait = 0 if final else 11 if words & RULINGS else 17
            draft.effective = draft.served + timedelta(days=wait)
        performance(draft)
        letters(draft)
    risk_points(draft)
    review(draft)
    materials(draft)
    return "\n".join(draft.lines) + "\n"


def drafts(rng: Random, units: list[Unit], cases: int) -> Iterator[tuple[Draft, bool]]:
    """Yield each dispute with its facts chosen and nothing written, in the order of filing."""
    numbers: Counter[tuple[int, str]] = Counter()
    first, span = date(FIRST_YEAR, 1, 5), (LAST_FILING - date(FIRST_YEAR, 1, 5)).days
    for index in range(cases):
        filed = first + timedelta(days=index * span // cases)
        filed -= timedelta(days=max(0, filed.weekday() - 4))
        unit = units[0] if rng.random() < 0.03 else rng.choice(units[1:])
        organisation, enforcement = rng.random() < 0.15, rng.random() < 0.02
        company = f"{rng.choice(SURNAMES)}某{rng.choice(TRADES)}有限公司"
        plaintiff = company if organisation else person(rng)
        draft = Draft(
            rng=rng,
            numbers=numbers,
            unit=unit,
            county=units[0],
            act=ACTS["处罚" if enforcement and "处罚" in unit.acts else rng.choice(unit.acts)],
            plaintiff=plaintiff,
            organisation=organisation,
            reconsidered=unit.name != COUNTY and not enforcement and rng.random() < 0.10,
            filed=filed,
            date_style=rng.choice((*(0,) * 28, 1, 2)),
        )
        yield draft, enforcement


def replaced(old: str, new: str) -> Callable[[str], str]:
    """Return an edit of the first place where a text stands."""
    return lambda text: text.replace(old, new, 1)


def inserted(line: str) -> Callable[[str], str]:
    """Return an edit that adds a line, where the file does not have its key yet."""
    key = f"\n{line.partition(':')[0]}:"
    return lambda text: text if key in text else text.replace("\n责任人:", f"\n{line}\n责任人:", 1)


def impossible_day(text: str) -> str:
    """Give the act a day that no calendar has."""
    start = text.index("\n  作出日期: ") + 1
    return f"{text[:start]}  作出日期: 2025-02-30{text[text.index(chr(10), start) :]}"


def repeated_key(text: str) -> str:
    """Say the cause twice."""
    start = text.index("\n案由: ") + 1
    return text[:start] + "案由: 重复登记\n" + text[start:]


DEFECTS: tuple[Callable[[str], str], ...] = (
    replaced("\n  - 审级: 一审", "\n  - 审级: 初审"),
    replaced(", 类型: 公民}", ", 类型: 自然人}"),
    replaced("\n败诉风险: ", "\n败诉风险: 较"),
    replaced("\n诉讼请求: ", "\n诉讼要求: "),
    inserted("经办备注: 已归档"),
    replaced("\n  主要负责人: ", "\n  主要负责: "),
    replaced("\n格式: 1", "\n格式: 2"),
    inserted("公益诉讼: 不是"),
    inserted("赔偿数额: 三万元"),
    inserted("承办说明: {文本: 会议指定}"),
    inserted("系列案"),
    replaced("\n  机关: ", "\n\t机关: "),
    impossible_day,
    repeated_key,
)
"""One error each, of the schema or of the YAML. Each edits a text that every case has, or does nothing."""


def spoiled(text: str, rng: Random) -> str:
    """Return a text with one schema error."""
    while True:
        bad = rng.choice(DEFECTS)(text)
        if bad != text:
            return bad


def generate(root: Path, *, cases: int, seed: int = 1, defects: float = 0) -> int:
    """Write a workspace and return how many of its case files have a schema error.

    Args:
        root: the directory to write, which must be new or empty.
        cases: how many case files.
        seed: another seed gives other cases; the same, the same bytes.
        defects: percent of files with one schema error. The other files are those of a run without.
    """
    # Two sources, so that spoiling some files leaves the others as they were.
    rng, spoiling = Random(seed), Random(f"defects-{seed}")  # noqa: S311  repeatable, not secret
    units = make_units(rng)
    (root / "cases").mkdir(parents=True)
    (root / "yingsu.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / "cases" / "units.yaml").write_text(units_yaml(units), encoding="utf-8")
    taken: Counter[str] = Counter()
    year, bad = 0, 0
    for draft, enforcement in drafts(rng, units, cases):
        text = write_case(draft, enforcement=enforcement)
        if spoiling.random() * 100 < defects:
            text, bad = spoiled(text, spoiling), bad + 1
        begun = draft.noticed or draft.filed
        stem = f"{begun.year}/{begun.month:02d}{begun.day:02d}-{draft.unit.short}-{draft.plaintiff}"
        if draft.filed.year > year:  # ids of the year before can still come, of earlier ones not
            year = draft.filed.year
            taken = Counter({key: count for key, count in taken.items() if int(key[:4]) >= year - 1})
        taken[stem] += 1
        place = root / "cases" / (stem if taken[stem] == 1 else f"{stem}-{taken[stem]}")
        place.mkdir(parents=True)
        (place / "case.yaml").write_bytes(text.encode())
    return bad


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and write the workspace."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dir", type=Path, help="directory to write; must be new or empty")
    parser.add_argument("--cases", type=int, required=True, help="number of case files")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same bytes (default 1)")
    parser.add_argument("--defects", type=float, default=0, help="percent of files with one schema error")
    options = parser.parse_args(argv)
    if options.cases < 0 or not 0 <= options.defects <= 100:
        parser.error("--cases must not be negative, --defects must be 0 to 100")
    if options.dir.exists() and any(options.dir.iterdir()):
        parser.error(f"{options.dir} is not empty")
    bad = generate(options.dir, cases=options.cases, seed=options.seed, defects=options.defects)
    print(f"{options.cases} cases, {bad} of them with a schema error, in {options.dir}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
