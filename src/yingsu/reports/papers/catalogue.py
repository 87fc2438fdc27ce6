"""Every kind of paper, in the order of a case's life, and what of each a clerk is told."""

from collections.abc import Mapping
from types import MappingProxyType

from yingsu.document import Block, Cell, Column, Document, Heading, Paragraph, Table, Tone
from yingsu.reports.papers import (
    absence,
    assessment,
    bulletin,
    credential,
    defence,
    head_notice,
    letter_reply,
    library,
    registration,
    review,
    review_analysis,
    team_notice,
)
from yingsu.reports.papers.of_period import PeriodPaper
from yingsu.reports.papers.paper import FieldDescription, Kind, Paper

_OF_CASE: tuple[Paper, ...] = (
    registration.PAPER,
    team_notice.PAPER,
    defence.PAPER,
    head_notice.PAPER,
    credential.PAPER,
    absence.PAPER,
    letter_reply.PAPER,
    review.PAPER,
)

PAPERS: Mapping[str, Paper] = MappingProxyType({paper.kind: paper for paper in _OF_CASE})
"""Those of a case."""


_OF_PERIOD: tuple[PeriodPaper, ...] = (
    bulletin.PAPER,
    review_analysis.PAPER,
    library.PAPER,
    assessment.PAPER,
)

PERIOD_PAPERS: Mapping[str, PeriodPaper] = MappingProxyType({paper.kind: paper for paper in _OF_PERIOD})
"""Those of a period."""

KINDS: Mapping[str, Paper | PeriodPaper] = MappingProxyType({**PAPERS, **PERIOD_PAPERS})
"""All of them."""


def kinds_document() -> Document:
    """The kinds there are."""
    rows = tuple(
        (
            Cell(paper.kind),
            Cell("案件" if isinstance(paper, Paper) else "期间"),
            Cell(paper.purpose),
            Cell(paper.basis),
        )
        for paper in KINDS.values()
    )
    table = Table(
        (Column("文书"), Column("按"), Column("用处"), Column("依据")),
        rows,
        "写法：yingsu write 备案表 案件 -o 备案表.docx；yingsu write 通报 --year 2025 -o 通报.docx。模板可以用的名称：yingsu write 备案表 --fields",
    )
    return Document((table,))


def fields_document(paper: Paper | PeriodPaper, own: str) -> Document:
    """The names that a paper's template may use.

    Args:
        paper: the kind.
        own: where the office's own template stands, or is to stand.
    """
    columns = (Column("名称"), Column("类型"), Column("含义"), Column("例"))
    plain = tuple(_row(field) for field in paper.fields if field.kind is not Kind.LIST)
    blocks: list[Block] = [
        Paragraph("在模板里写成 {{ 名称 }}。案卷里没有的，一律显示为 【待填：……】，不会空着，也不会编。"),
        Table(columns, plain),
    ]
    for field in paper.fields:
        if field.kind is Kind.LIST:
            blocks.append(Heading(3, f"{field.name}（列表）：{field.meaning}"))
            use = f"{{% for 某项 in {field.name} %}} {_shown(field)} {{% endfor %}}"
            blocks.append(Paragraph(f"写法：{use}", Tone.QUIET))
            if field.entries:
                blocks.append(Table(columns, tuple(_row(entry) for entry in field.entries)))
    blocks.append(Paragraph(f"模板：{own}。", Tone.QUIET))
    return Document(tuple(blocks), f"{paper.kind}：模板可以用的名称")


def _shown(field: FieldDescription) -> str:
    return f"{{{{ 某项.{field.entries[0].name} }}}}" if field.entries else "{{ 某项 }}"


def _row(field: FieldDescription) -> tuple[Cell, ...]:
    return (Cell(field.name), Cell(field.kind.value), Cell(field.meaning), Cell(field.example or "—"))
