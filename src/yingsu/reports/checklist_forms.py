"""The checklist to fill in: a form on paper, and a sheet with drop-downs."""

from collections.abc import Iterator
from typing import Final

from yingsu.document import (
    TICKED,
    UNTICKED,
    Align,
    Block,
    Cell,
    Column,
    Document,
    Fields,
    Heading,
    Layout,
    Paragraph,
    Signatures,
    Table,
    Tone,
    boxes,
    text,
)
from yingsu.domain.law import cite, in_words
from yingsu.domain.terms import LegalityReviewResult, ReviewItemResult, RiskKind, RiskLevel, Stage
from yingsu.reports.checklist import Checklist, Found, Line, standing
from yingsu.reports.checklist_document import (
    NO_CODE,
    articles_of,
    facts_of,
    legend,
    sources_of_review,
    title_of,
)

PRESENT, ABSENT, NOT_APPLICABLE = "有", "无", "不适用"
ANSWERS: Final = (PRESENT, ABSENT, NOT_APPLICABLE)
_RESULTS: Final = tuple(result.value for result in ReviewItemResult)
_CONCLUSIONS: Final = (LegalityReviewResult.AGREED.value, LegalityReviewResult.PROBLEMS.value)
_SPARE_ROWS: Final = 3
"""Empty rows for points that the catalogue does not have."""


# --- On paper ----------------------------------------------------------------------------------------------------


def checklist_form(checklist: Checklist) -> Document:
    """The checklist as an A4 form, with boxes to tick and room to sign."""
    return Document(tuple(_form(checklist)), "行政行为风险点核查表", layout=Layout.FORM)


def _form(checklist: Checklist) -> Iterator[Block]:
    yield Fields(tuple(_head(checklist)))
    yield Paragraph("逐项核对：查到问题的，在“有”前打钩并在备注写明；没有问题的，在“无”前打钩。", Tone.QUIET)
    yield Paragraph(legend(), Tone.QUIET)
    number = 0
    for number, (stage, kinds) in enumerate(checklist.groups(), 1):
        count = sum(len(lines) for _, lines in kinds)
        yield Heading(2, f"{in_words(number)}、{stage}阶段（{count} 项）" if stage in _STAGES else stage)
        for kind, lines in kinds:
            yield _points(checklist, kind, lines)
    yield Heading(2, f"{in_words(number + 1)}、目录以外查到的问题")
    yield Table(
        (
            Column("阶段", width=8),
            Column("类型", width=12),
            Column("问题", width=50),
            Column("备注", width=20),
        ),
        ((text(""),) * 4,) * _SPARE_ROWS,
    )
    if checklist.reviewed:
        yield Heading(2, f"{in_words(number + 2)}、法制审核（{len(checklist.reviewed)} 项）")
        yield _review(checklist)
        yield Fields(tuple(_conclusion(checklist)))
    yield Heading(2, f"{in_words(number + 2 + bool(checklist.reviewed))}、责任人签名")
    yield Signatures(_roles(checklist))


_STAGES: Final = frozenset(stage.value for stage in Stage)


def _head(checklist: Checklist) -> Iterator[tuple[str, str]]:
    subject = checklist.subject
    yield "单位", subject.unit
    yield "行为类别", checklist.act_type
    yield "行为名称", subject.act
    yield "文号", subject.number
    yield "承办人", subject.handler
    yield "核查日期", subject.looked_on.isoformat() if subject.looked_on else ""
    if subject.is_case:
        yield "案件", subject.name


def _points(checklist: Checklist, kind: str, lines: list[Line]) -> Table:
    """The points of one kind. The head of the table, on every page it runs over, says which."""
    columns = (
        Column("编号", width=14),
        Column(f"{kind}（{len(lines)} 项）", width=40),
        Column("依据", width=23),
        *_box_columns(ANSWERS),
        Column("备注", width=14),
    )
    return Table(columns, tuple(_row(checklist, line) for line in lines))


def _box_columns(words: tuple[str, ...]) -> tuple[Column, ...]:
    """A column for each answer, to tick the one that is right."""
    return tuple(Column(word, Align.CENTER, width=4 + 2 * len(word)) for word in words)


def _boxes(words: tuple[str, ...], ticked: str | None) -> tuple[Cell, ...]:
    return tuple(text(TICKED if word == ticked else UNTICKED) for word in words)


def _row(checklist: Checklist, line: Line) -> tuple[Cell, ...]:
    grade = f"[{line.listed.consequence.value}] " if line.listed and line.listed.consequence else ""
    notes = [each.point.note for each in line.found if line.listed is not None and each.point.note]
    return (
        text(line.code or NO_CODE),
        text("。查到：".join((f"{grade}{line.text}", *notes))),
        text(line.basis, Tone.QUIET),
        *_boxes(ANSWERS, PRESENT if line.found else None),
        text("；".join(_remark(each, checklist) for each in line.found), Tone.QUIET),
    )


def _remark(found: Found, checklist: Checklist) -> str:
    """As little as the narrow column can hold: how grave, who, how it stands."""
    point = found.point
    parts = (point.level.value if point.level else "", point.owner or "", standing(point, checklist.as_of))
    return "，".join(part for part in parts if part)


def _review(checklist: Checklist) -> Table:
    columns = (
        Column("审核事项", width=14),
        Column("审核内容", width=40),
        Column("依据", width=24),
        *_box_columns(_RESULTS),
    )
    rows = tuple(
        (
            text(item.title),
            text(item.question),
            text(cite(*articles_of(item)), Tone.QUIET),
            *_boxes(_RESULTS, checklist.result_of(item)),
        )
        for item in checklist.reviewed
    )
    return Table(columns, rows, sources_of_review())


def _conclusion(checklist: Checklist) -> Iterator[tuple[str, str]]:
    review = checklist.subject.review
    result = review.result.value if review is not None and review.result is not None else None
    yield "审核结论", boxes(_CONCLUSIONS, result) if result in {None, *_CONCLUSIONS} else f"{TICKED}{result}"
    yield "审核机构", (review.body if review is not None else None) or ""
    yield "审核人", (review.reviewer if review is not None else None) or ""
    yield "审核日期", review.reviewed_on.isoformat() if review is not None and review.reviewed_on else ""


def _roles(checklist: Checklist) -> tuple[str, ...]:
    """The three levels of the county's document, with their names where the file has them."""
    responsible = checklist.subject.responsible
    names = (
        (responsible.section_head, responsible.in_charge, responsible.chief)
        if responsible is not None
        else (None, None, None)
    )
    titles = ("股室负责人", "分管领导", "主要负责人")
    return tuple(f"{title} {name}" if name else title for title, name in zip(titles, names, strict=True))


# --- In a workbook -----------------------------------------------------------------------------------------------

_COLUMNS: Final = (
    Column("阶段", choices=tuple(stage.value for stage in Stage), width=6),
    Column("类型", choices=tuple(kind.value for kind in RiskKind), width=12),
    Column("编号", width=10),
    Column("风险点", width=44),
    Column("依据", width=30),
    Column("后果", width=6, note=legend()),
    Column("有无", choices=ANSWERS, width=7, note="从下拉列表选：有、无、不适用"),
    Column(
        "等级", choices=tuple(level.value for level in RiskLevel), width=6, note="查到问题的才填：高、中、低"
    ),
    Column("说明", width=18, note="在本案里具体是什么问题"),
    Column("责任人", width=8),
    Column("整改措施", width=16),
    Column("整改期限", width=11, note="写日期，如 2026-03-31"),
    Column("完成日期", width=11, note="整改完成的才填，如 2026-03-31"),
)


def checklist_sheet(checklist: Checklist) -> Document:
    """The checklist as a sheet: a row for each point, and for each time it was found."""
    rows = [row for line in checklist.lines for row in _sheet_rows(line)]
    rows += [(text(""),) * len(_COLUMNS)] * _SPARE_ROWS
    blocks: list[Block] = [
        Heading(2, "风险点清单"),
        Table(_COLUMNS, tuple(rows), f"最后几行是空的，写目录以外查到的问题。{legend()}"),
    ]
    if checklist.reviewed:
        blocks += [Heading(2, "法制审核"), _review_sheet(checklist), Fields(tuple(_conclusion(checklist)))]
    return Document(tuple(blocks), title_of(checklist), tuple(facts_of(checklist)))


def _sheet_rows(line: Line) -> Iterator[tuple[Cell, ...]]:
    consequence = line.listed.consequence if line.listed is not None else None
    known = (
        text(line.stage.value if line.stage else ""),
        text(line.kind.value if line.kind else ""),
        text(line.code or ""),
        text(line.text),
        text(line.basis),
        text(consequence.value if consequence is not None else ""),
    )
    for each in line.found:
        yield (*known, text(PRESENT), *_found_cells(each))
    if not line.found:
        yield (*known, *(text(""),) * 7)


def _found_cells(found: Found) -> tuple[Cell, ...]:
    point = found.point
    note = "；".join(part for part in (point.note or "", found.origin and f"来自{found.origin}") if part)
    return (
        text(point.level.value if point.level else ""),
        text(note),
        text(point.owner or ""),
        text(point.rectification or ""),
        Cell(point.due_on.isoformat() if point.due_on else "", point.due_on),
        Cell(point.done_on.isoformat() if point.done_on else "", point.done_on),
    )


def _review_sheet(checklist: Checklist) -> Table:
    columns = (
        Column("审核事项", width=14),
        Column("审核内容", width=60),
        Column("依据", width=44),
        Column("结果", choices=_RESULTS, width=9, note="从下拉列表选：合格、不合格、不适用"),
        Column("说明", width=30),
    )
    rows = tuple(
        (
            text(item.title),
            text(item.question),
            text(cite(*articles_of(item))),
            text(checklist.result_of(item) or ""),
            text(""),
        )
        for item in checklist.reviewed
    )
    return Table(columns, rows, sources_of_review())
