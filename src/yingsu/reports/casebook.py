"""Finding and looking at cases: `list` and `show`."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from yingsu.document import (
    Block,
    Column,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Table,
    Tone,
    day,
    text,
)
from yingsu.domain.answer import Answer
from yingsu.domain.facts.appearance import head_appeared, held_hearings
from yingsu.domain.facts.effect import effect
from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.headline import Headline, headline
from yingsu.domain.facts.outcome import dispositions
from yingsu.domain.facts.performance import due, state
from yingsu.domain.parties import Responsibility
from yingsu.domain.proceeding import Hearing, Proceeding
from yingsu.domain.terms import Disposition
from yingsu.domain.view import View
from yingsu.reports.checking import SCHEMA_VERSION


def find_cases(headlines: Iterable[Headline], part: str) -> tuple[Headline, ...]:
    """The cases whose id, 案号 or name has the part in it; the one whose id it is exactly, if there is one."""
    wanted = _folded(part)
    found = []
    for each in headlines:
        if each.case == part:
            return (each,)
        if any(wanted in _folded(text_) for text_ in (each.case, each.name, *each.dockets)):
            found.append(each)
    return tuple(found)


def _folded(text_: str) -> str:
    """Brackets of a 案号 as half-width, so that both ways of typing find it."""
    return text_.translate(str.maketrans("（）〔〕［］", "()()()")).replace("[", "(").replace("]", ")")


def list_json(name: str, as_of: date, headlines: Iterable[Headline]) -> dict[str, Any]:
    """The list in the form of spec/cli.md."""
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": name,
        "as_of": as_of.isoformat(),
        "cases": [
            {
                "case": each.case,
                "name": each.name,
                "units": list(each.units),
                "dockets": list(each.dockets),
                "stage": each.stage,
                "outcome": each.outcome,
            }
            for each in headlines
        ],
    }


def list_document(headlines: tuple[Headline, ...]) -> Document:
    """The list as a table."""
    columns = (Column("案件"), Column("案号"), Column("阶段"), Column("结果"))
    rows = tuple(
        (
            text(each.case),
            text(each.dockets[-1] if each.dockets else "—"),
            text(each.stage),
            text(each.outcome),
        )
        for each in headlines
    )
    return Document((Table(columns, rows, f"共 {len(headlines)} 件。案号列为最近一个审级的案号。"),))


def show_json(view: View, path: str) -> dict[str, Any]:
    """A case: as written, and what is derived from it."""
    case = view.case
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": view.office.settings.name,
        "as_of": view.as_of.isoformat(),
        "case": view.id,
        "path": path,
        "name": case.name,
        "handling_units": list(handling_units(view)),
        "stage": headline(view).stage,
        "data": case.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "proceedings": [_proceeding_json(view, proceeding) for proceeding in case.proceedings],
        "obligations": [
            {
                "docket": obligation.case_number,
                "unit": obligation.unit,
                "due": _iso(due(view, obligation).day),
                "state": state(view, obligation).value,
            }
            for obligation in case.obligations
        ],
    }


def _proceeding_json(view: View, proceeding: Proceeding) -> Mapping[str, Any]:
    taken = effect(view, proceeding)
    return {
        "docket": proceeding.case_number,
        "instance": proceeding.instance.value,
        "effective_on": _iso(taken.day),
        "effective": taken.answer.value,
        "units": [
            {
                "unit": unit.name,
                "head_appeared": _appearance(view, proceeding, unit.name),
                "outcome": _outcome(view, proceeding, unit.name),
            }
            for unit in view.own_defendants
        ],
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def show_document(view: View, path: str) -> Document:
    """A case on a page."""
    return Document(tuple(_case(view, path)))


def _case(view: View, path: str) -> Iterator[Block]:
    case = view.case
    yield Heading(1, case.name)
    yield Paragraph(f"{path}　数据截至 {view.as_of.isoformat()}", Tone.QUIET)
    facts = [
        ("案由", case.cause),
        ("行为类别", case.act_type),
        ("管理领域", case.field),
        ("原告", "、".join(party.name for party in case.plaintiffs)),
        ("被告", "、".join(f"{defendant.unit}（{defendant.status.value}）" for defendant in case.defendants)),
        ("申请执行人", "、".join(applicant.unit for applicant in case.enforcement_applicants)),
        ("被执行人", "、".join(party.name for party in case.enforcement_respondents)),
        ("承办单位", "、".join(handling_units(view)) or "未说明"),
        ("责任人", responsible_people(case.responsible)),
        ("败诉风险", case.loss_risk.value if case.loss_risk else ""),
    ]
    yield Listing(tuple(Entry(f"{key}：{value}") for key, value in facts if value))
    for proceeding in case.proceedings:
        yield from _proceeding(view, proceeding)
    if case.obligations:
        yield Heading(2, "履行")
        columns = (Column("单位"), Column("内容"), Column("期限"), Column("完成"), Column("状态"))
        yield Table(
            columns,
            tuple(
                (
                    text(obligation.unit),
                    text(obligation.content),
                    day(due(view, obligation).day),
                    day(obligation.done_on),
                    text("已终止" if obligation.end else state(view, obligation).value),
                )
                for obligation in case.obligations
            ),
        )


def responsible_people(responsible: Responsibility | None) -> str:
    """The three levels of 责任人, as far as they are named."""
    if responsible is None:
        return ""
    levels = (responsible.chief, responsible.in_charge, responsible.section_head)
    titles = ("主要负责人", "分管领导", "股室负责人")
    return "，".join(f"{title} {name}" for title, name in zip(titles, levels, strict=True) if name)


def _proceeding(view: View, proceeding: Proceeding) -> Iterator[Block]:
    yield Heading(
        2, f"{proceeding.instance.value}　{proceeding.case_number or '案号未填'}　{proceeding.court or ''}"
    )
    days = (
        ("立案", proceeding.filed_on),
        ("收到应诉通知", proceeding.notified_on),
        ("备案", proceeding.registered_on),
        ("答辩", proceeding.defended_on),
        ("举证", proceeding.evidence_on),
    )
    entries = [Entry("　".join(f"{name} {value.isoformat()}" for name, value in days if value))]
    entries += [_hearing(hearing) for hearing in proceeding.hearings]
    if held_hearings(view, proceeding) and view.is_litigation(proceeding):
        entries += [
            Entry(f"{unit.name}负责人出庭：{_appearance(view, proceeding, unit.name)}")
            for unit in view.own_defendants
        ]
    decision = proceeding.decision
    if decision is not None:
        taken = effect(view, proceeding)
        effective = (
            taken.day.isoformat() if taken.day else {Answer.UNKNOWN: "不明"}.get(taken.answer, "未生效")
        )
        served = decision.served_on.isoformat() if decision.served_on else "未填"
        review = f"　{decision.review.value}" if decision.review else ""
        document = decision.document.value if decision.document else "裁判"
        lines = tuple(f"{unit.name}：{_outcome(view, proceeding, unit.name)}" for unit in view.own_defendants)
        entries.append(
            Entry(
                f"{document} {decision.decided_on.isoformat()}{review}",
                f"送达 {served}　生效 {effective}",
                lines,
            )
        )
    yield Listing(tuple(entry for entry in entries if entry.lead))


def _hearing(hearing: Hearing) -> Entry:
    lead = f"{hearing.mode.value} {hearing.held_on.isoformat()}"
    if hearing.attendees is None:
        return Entry(lead, "到庭情况未填")
    if not hearing.attendees:
        return Entry(lead, "无人到庭")
    people = tuple(
        "　".join(
            part
            for part in (
                person.name,
                person.unit,
                person.post,
                person.rank.value if person.rank else "身份未填",
            )
            if part
        )
        for person in hearing.attendees
    )
    return Entry(lead, f"到庭 {len(people)} 人", people)


def _appearance(view: View, proceeding: Proceeding, unit: str) -> str:
    if not held_hearings(view, proceeding):
        return "未开庭"
    return head_appeared(view, proceeding, unit).value


def _outcome(view: View, proceeding: Proceeding, unit: str) -> str:
    found = dispositions(view, proceeding, unit)
    if found is None:
        return "未填"
    return "、".join(word.value for word in Disposition if word in found) or "—"
