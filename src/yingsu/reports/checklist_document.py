"""The checklist as it is read: on a screen, as a page, as data."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from yingsu.document import Block, Document, Entry, Heading, Listing, Paragraph, Tone
from yingsu.domain.facts.risk import is_open, level
from yingsu.domain.law import Article, cite
from yingsu.domain.risk_catalogue import EFFECTS, REVIEW_ITEMS, ReviewItem
from yingsu.domain.terms import ReviewItemResult
from yingsu.reports.checking import SCHEMA_VERSION
from yingsu.reports.checklist import Checklist, Found, Line, said_of, state_of

NO_CODE: Final = "目录外"
"""What stands for the code of a point that the catalogue does not have."""


def checklist_json(checklist: Checklist) -> dict[str, Any]:
    """The checklist as data. Of a point that was found several times the first is beside it, all are below it."""
    subject, review = checklist.subject, checklist.subject.review
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": checklist.workspace,
        "as_of": checklist.as_of.isoformat(),
        "act_type": checklist.act_type,
        "case": subject.id if subject.is_case else None,
        "screening": None if subject.is_case else subject.id,
        "path": subject.path or None,
        "points": [_line_json(line, checklist.as_of) for line in checklist.lines],
        "legality_review": [
            {
                "key": item.title,
                "title": item.question,
                "basis": list(item.cited),
                "result": checklist.result_of(item),
            }
            for item in checklist.reviewed
        ],
        "legality_review_result": review.result.value if review is not None and review.result else None,
    }


def _line_json(line: Line, as_of: date) -> dict[str, Any]:
    listed = line.listed
    findings = [_found_json(each, as_of) for each in line.found]
    nothing = dict.fromkeys(("level", "found_on", "note", "owner", "due_on", "done_on", "state"))
    first = {key: findings[0][key] for key in nothing} if findings else nothing
    return {
        "code": line.code,
        "stage": line.stage.value if line.stage else None,
        "kind": line.kind.value if line.kind else None,
        "scope": listed.scope.value if listed is not None else None,
        "text": line.text,
        "consequence": listed.consequence.value if listed is not None and listed.consequence else None,
        "basis": list(listed.cited) if listed is not None else [],
        "found": bool(findings),
        **first,
        "findings": findings,
    }


def _found_json(found: Found, as_of: date) -> dict[str, Any]:
    point = found.point
    graded = level(point)
    return {
        "level": graded.value if graded else None,
        "found_on": point.found_on.isoformat() if point.found_on else None,
        "note": point.note,
        "owner": point.owner,
        "rectification": point.rectification,
        "due_on": point.due_on.isoformat() if point.due_on else None,
        "done_on": point.done_on.isoformat() if point.done_on else None,
        "state": state_of(point, as_of),
        "path": found.path,
    }


def checklist_document(checklist: Checklist) -> Document:
    """The checklist on a screen, or as a page."""
    return Document(tuple(_page(checklist)), title_of(checklist), tuple(facts_of(checklist)))


def title_of(checklist: Checklist) -> str:
    """What the checklist is of."""
    return f"行政行为风险点清单　{checklist.subject.name or checklist.act_type}"


def facts_of(checklist: Checklist) -> Iterator[tuple[str, str]]:
    """What must be known of a checklist."""
    subject = checklist.subject
    yield "行为类别", checklist.act_type
    if checklist.stages:
        yield "阶段", "、".join(stage.value for stage in checklist.stages)
    if subject.unit:
        yield "单位", subject.unit
    if subject.number:
        yield "文号", subject.number
    if subject.path:
        yield "文件", subject.path
        yield "截至", checklist.as_of.isoformat()


def _page(checklist: Checklist) -> Iterator[Block]:
    for line in summary_of(checklist):
        yield Paragraph(line)
    for stage, kinds in checklist.groups():
        yield Heading(2, f"{stage}（{_counted([line for _, lines in kinds for line in lines])}）")
        for kind, lines in kinds:
            yield Heading(3, f"{kind}（{_counted(lines)}）")
            yield Listing(tuple(_entry(line, checklist.as_of) for line in lines))
    if checklist.reviewed:
        yield Heading(2, f"法制审核（{len(checklist.reviewed)} 项）")
        yield Listing(tuple(_item_entry(checklist, item) for item in checklist.reviewed))
        yield Paragraph(review_line(checklist))
        yield Paragraph(sources_of_review(), Tone.QUIET)
    yield Paragraph(legend(), Tone.QUIET)


def summary_of(checklist: Checklist) -> Iterator[str]:
    """How much there is to look at, and what was found."""
    found = [line for line in checklist.lines if line.found]
    total = f"共 {len(checklist.lines)} 项"
    if checklist.subject.id is None:
        yield f"{total}，逐项核对，查到的打钩。"
        return
    left = [line for line in found if any(is_open(each.point) for each in line.found)]
    named = "、".join(line.code or NO_CODE for line in found)
    yield f"{total}，已查到 {len(found)} 项{f'（{named}）' if found else ''}，其中未整改完 {len(left)} 项。"
    yield f"查到新的一项：yingsu checklist {checklist.subject.id} --add 编号 --level 高 --owner 责任人 --due 整改期限"


def _counted(lines: list[Line]) -> str:
    found = sum(1 for line in lines if line.found)
    return f"{len(lines)} 项，查到 {found} 项" if found else f"{len(lines)} 项"


def _entry(line: Line, as_of: date) -> Entry:
    grade = f"[{line.listed.consequence.value}] " if line.listed and line.listed.consequence else ""
    below = [line.basis] if line.basis else []
    for each in line.found:
        if line.listed is not None and each.point.note:
            below.append(f"查到：{each.point.note}")
        below += said_of(each, as_of)
    is_bad = any(is_open(each.point) for each in line.found)
    tone = Tone.BAD if is_bad else Tone.PLAIN
    return Entry(line.code or NO_CODE, f"{grade}{line.text}", tuple(below), tone, is_ticked=bool(line.found))


def _item_entry(checklist: Checklist, item: ReviewItem) -> Entry:
    result = checklist.result_of(item)
    said = f"{result}。" if result else ""
    is_bad = result == ReviewItemResult.FAILED
    below = (cite(*articles_of(item)),)
    return Entry(
        item.title,
        f"{said}{item.question}",
        below,
        Tone.BAD if is_bad else Tone.PLAIN,
        is_ticked=result is not None,
    )


def articles_of(item: ReviewItem) -> tuple[Article, ...]:
    """The articles an item is held to, without the documents that list it."""
    listed = {each.source.instrument for each in REVIEW_ITEMS}
    return tuple(article for article in item.basis if article.instrument not in listed)


def sources_of_review() -> str:
    """Which document lists which items."""
    by_source: dict[Article, list[str]] = {}
    for item in REVIEW_ITEMS:
        by_source.setdefault(item.source, []).append(item.title)
    return "；".join(f"{'、'.join(titles)}：{source}" for source, titles in by_source.items()) + "。"


def review_line(checklist: Checklist) -> str:
    """Who reviewed, when, with which result."""
    review = checklist.subject.review
    if review is None:
        return "审核结论：□同意　□存在问题"
    parts = (
        f"审核结论：{review.result.value}" if review.result else "审核结论没有写",
        review.body or "",
        review.reviewer or "",
        review.reviewed_on.isoformat() if review.reviewed_on else "",
    )
    return "，".join(part for part in parts if part)


def legend() -> str:
    """What the signs mean."""
    grades = "；".join(f"[{each.value}] {effect.result}" for each, effect in EFFECTS.items())
    return f"到了法院多半会有的后果：{grades}。"
