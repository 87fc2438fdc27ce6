"""What happens in court: parties, hearings, decisions and appeals of a generated case."""

from __future__ import annotations

from datetime import date, timedelta

from generated_case import Draft, is_adverse, known
from generated_words import (
    COUNTY,
    DEFECTS_SEEN,
    EXCUSES,
    FIRST_RESULTS,
    NOT_ADVERSE,
    QUANZHOU_SINCE,
    REASONS,
    RULINGS,
    SECOND_RESULTS,
    Unit,
    person,
)


def first_court(draft: Draft) -> tuple[str, str]:
    """Return name and code of the court of first instance."""
    if draft.unit.name != COUNTY:
        return "南安市人民法院", "闽0583"
    if draft.filed < QUANZHOU_SINCE:
        return "厦门市中级人民法院", "闽02"
    return "泉州市中级人民法院", "闽05"


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
    rng, rows, came = draft.rng, [], draft.chance(92 if unit.name != COUNTY else 70)
    if came:
        head = draft.heads(unit, day)[rng.choice((0, 0, 1, 1, 1, 2, 2, 2, 2, 3))]
        row = {"姓名": head.name, "单位": unit.name, "职务": head.title, "身份": head.rank}
        spoke = rng.choice((*("是",) * 12, "否", *("",) * 5))
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
    if draft.chance(4):
        return
    if draft.chance(1):
        draft.add("        到庭: []")
        return
    draft.add("        到庭:")
    absent, block = [], draft.chance(45)
    for unit in draft.defendants:
        rows, came = attendance(draft, unit, day)
        for row in rows:
            draft.add(*mapping_lines(row, "          ", block=block))
        absent += [] if came else [unit]
    if absent and draft.chance(70):
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
            draft.reasons.append(reason)
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
