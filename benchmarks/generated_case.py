"""A dispute while it is written, and what its file says outside the court room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from generated_words import (
    COMMENTS,
    COUNTY,
    DEFECTS_SEEN,
    KINDS,
    LAST_DAY,
    LEGAL_BASES,
    LETTERS,
    MATERIALS,
    NOT_ADVERSE,
    OLD_NUMBERS_UNTIL,
    REMEDIES,
    STAGES,
    TO_PERFORM,
    TOWNS,
    Act,
    Head,
    Unit,
    person,
)

from yingsu.domain.risk_catalogue import built_in


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
    reasons: list[str] = field(default_factory=list)
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
    heard = act.kind in {"行政处罚", "行政强制措施", "行政强制执行"} and enforcement_days(draft, made)
    draft.add(f"  作出日期: {draft.day(made)}", f"  送达日期: {draft.day(served)}{draft.remark(15)}")
    if draft.chance(60):
        draft.add(f"  公示日期: {draft.day(made + timedelta(days=rng.randint(3, 12)))}")
    if draft.chance(98 if heard else 60):
        legality_review(draft, made)
    if draft.chance(75):
        records = "现场笔录: 有", f"影像资料: {'有' if draft.chance(94) else '无'}", "送达回执: 有"
        draft.add("  执法记录:", *(f"    {record}" for record in records))
    draft.add("")
    if draft.reconsidered:
        reconsideration(draft, received, decided)


def enforcement_days(draft: Draft, made: date) -> bool:
    """Write the days of a penalty or coercion before it was decided; say whether there was a hearing."""
    opened = draft.before(made, 45, 85)
    draft.add(f"  立案日期: {draft.day(opened)}{draft.remark(10)}")
    draft.add(f"  闽执法编号: 示例-{draft.rng.randint(1, 9999):04d}")
    heard = draft.chance(40)
    if heard:
        told, notified, held = (opened + timedelta(days=days) for days in (12, 18, 30))
        draft.add(f"  听证: {{告知日期: {told}, 通知日期: {notified}, 举行日期: {held}}}")
    return heard


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
    """Write the legality review before the act: nearly always passed, as it must be."""
    rng, reviewed, major = draft.rng, draft.before(made, 2, 6), draft.chance(50)
    passed = draft.chance(94)
    verdict = "同意" if passed else rng.choice(("存在问题", "存在问题", "未审核"))
    draft.add(
        f"  重大: {'是' if major else '否'}",
        "  法制审核:",
        "    机构: 法规股",
        f"    审核人: {person(rng)}",
        f"    日期: {draft.day(reviewed)}",
        f"    结论: {verdict}",
        f"    清单: {{主体合法: 合格, 程序合法: {'合格' if passed else '不合格'}, 事实清楚: 合格}}",
    )
    if draft.chance(96 if major else 20):
        draft.add(f"  集体讨论日期: {draft.day(reviewed + timedelta(days=1))}")


def is_adverse(results: dict[str, str]) -> bool:
    """Say whether any defendant lost."""
    return any(result not in NOT_ADVERSE for result in results.values())


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
    done = effective + timedelta(days=rng.randint(8, 55) if draft.chance(95) else rng.randint(61, 120))
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
    if draft.chance(35 if withdrawn else 3):
        corrected = draft.before(until, 1, 4)
        how = rng.choice(("撤销原行为", "变更原行为", "履行职责", "补救补偿", "和解"))
        draft.add(f"自纠: [{{单位: {draft.unit.name}, 日期: {draft.day(corrected)}, 方式: {how}}}]")
    if draft.chance(15):
        met = noticed + timedelta(days=rng.randint(5, 15))
        draft.add(f"府院沟通: [{{日期: {met}, 法院: 南安市人民法院, 方式: 座谈, 内容: 说明政策背景}}]")


@cache
def points_of(act_type: str) -> tuple[str, ...]:
    """Return the codes of the risk points that are looked at in such an act."""
    return tuple(point.code for point in built_in().for_act_type(act_type))


def risk_points(draft: Draft) -> None:
    """Write seven to twelve risk points of such an act, from the catalogue and of the clerk's own."""
    rng, found = draft.rng, (draft.noticed or draft.filed) + timedelta(days=3)
    draft.add("", "# —— 风险排查 ——", f"败诉风险: {rng.choice('高中中低低低')}", "风险点:")
    codes = rng.sample(points_of(draft.act.kind), rng.randint(7, 12))
    if draft.chance(6):  # one that is of another act: the clerk took the wrong line
        codes.append(rng.choice([point.code for point in built_in().points if point.code not in codes]))
    for code in codes:
        form, level, said = rng.random(), rng.choice("高中中低低低"), rng.choice(DEFECTS_SEEN)
        if level == "高" or form < 0.08:
            mended_point(draft, code, level, found)
        elif form < 0.3:
            draft.add(f"  - {{编号: {code}, 等级: {level}}}")
        elif form < 0.75:
            draft.add(f"  - {{编号: {code}, 等级: {level}, 说明: {said}}}")
        elif form < 0.9:
            draft.add(f"  - {{编号: {code}, 发现日期: {found}, 证据: 案卷第{rng.randint(1, 90)}页}}")
        else:
            draft.add(f"  - {{阶段: {rng.choice(STAGES)}, 类型: {rng.choice(KINDS)}, 说明: {said}}}")


def mended_point(draft: Draft, code: str, level: str, found: date) -> None:
    """Write a risk point with who mends it until when; rarely nobody, and rarely it is left undone."""
    rng, due = draft.rng, found + timedelta(days=20)
    done = found + timedelta(days=rng.randint(4, 19))
    if draft.chance(3):
        draft.add(f"  - {{编号: {code}, 等级: {level}, 发现日期: {found}}}")
        return
    draft.add(f"  - 编号: {code}", f"    等级: {level}", f"    责任人: {person(rng)}")
    draft.add(f"    整改措施: {rng.choice(REMEDIES)}", f"    整改期限: {draft.day(due)}")
    if known(done) and draft.chance(96):
        draft.add(f"    完成日期: {draft.day(done)}{draft.remark(5)}")


def review(draft: Draft) -> None:
    """Write the review that follows a loss."""
    effective = draft.effective
    if not effective or not is_adverse(draft.results) or not draft.chance(88):
        return
    rng, held = draft.rng, draft.after(effective, 3, 20)
    if not known(held):
        return
    said, reported = rng.choice(DEFECTS_SEEN), held + timedelta(days=5)
    reasons = draft.reasons if draft.reasons and draft.chance(93) else [rng.choice(KINDS)]
    due, done = held + timedelta(days=40), held + timedelta(days=rng.randint(15, 38))
    draft.add(
        "",
        "# —— 一案一复盘 ——",
        "复盘:",
        f"  日期: {draft.day(held)}",
        f"  主持人: {draft.heads(draft.unit, held)[0].name}",
        f"  参加人: [{person(rng)}, {person(rng)}]",
        "  事实认定: 主要事实清楚，个别证据来源未说明",
        "  法律适用: 适用依据正确",
        "  程序规范: 告知与送达环节存在疏漏",
        "  出庭应诉: 出庭人员能够说明所作决定的依据",
        f"  查摆问题: [{said}]",
        f"  败诉原因: [{', '.join(dict.fromkeys(reasons))}]",
        f"  法律依据: [{rng.choice(LEGAL_BASES)}]",
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
