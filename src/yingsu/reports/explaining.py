"""What `explain` prints: a rule, figure, due day or risk point with its meaning, basis and remedy; or all of them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from yingsu.diagnostic import Defect
from yingsu.document import Block, Column, Document, Heading, Paragraph, Table, Tone, text
from yingsu.domain.deadline_kinds import KINDS, DeadlineKind
from yingsu.domain.deadline_words import counted_in
from yingsu.domain.law import cite
from yingsu.domain.risk_catalogue import ACT_TYPES_OF, EFFECTS, Catalogue, CataloguePoint
from yingsu.domain.scalars import half_width, nearest
from yingsu.domain.settings import Settings
from yingsu.domain.terms import Scope
from yingsu.domain.vocabulary import ACT_TYPES
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Metric
from yingsu.reading.faults import FAULTS
from yingsu.reports.checking import SCHEMA_VERSION
from yingsu.rules import registry

DEFECTS: Mapping[str, Defect] = MappingProxyType(
    dict(sorted({**{fault.code: fault for fault in FAULTS}, **registry.DEFECTS}.items()))
)
"""Every defect that can be found, of files and of cases."""


class UnknownCodeError(KeyError):
    """Neither a rule, nor a figure, nor a due day, nor a risk point."""

    def __init__(self, code: str, catalogue: Catalogue) -> None:
        super().__init__(code)
        self.code = code
        known = (
            *DEFECTS,
            *METRICS,
            *KINDS,
            *(point.code for point in catalogue.points),
            *(name for metric in METRICS.values() for name in (metric.title, metric.short)),
        )
        self.guess = nearest(code, known) or nearest(half_width(code).upper(), known)


def find_metric(word: str) -> Metric | None:
    """A figure by its key or one of its Chinese names; else the only one with the word in its title."""
    for metric in METRICS.values():
        if word in {metric.key, metric.title, metric.short}:
            return metric
    near = [metric for metric in METRICS.values() if word and word in metric.title]
    return near[0] if len(near) == 1 else None


def find_point(catalogue: Catalogue, word: str) -> CataloguePoint | None:
    """A risk point by its code, also in small or full-width letters."""
    return catalogue.find(word) or catalogue.find(half_width(word).upper())


def explained(code: str, catalogue: Catalogue) -> Document:
    """One rule, figure, due day or risk point.

    Raises:
        UnknownCodeError: there is none of that code.
    """
    defect = DEFECTS.get(code.upper())
    if defect is not None:
        return Document(tuple(_defect(defect)))
    kind = KINDS.get(code.upper())
    if kind is not None:
        return Document(tuple(_due_day(kind)))
    point = find_point(catalogue, code)
    if point is not None:
        return Document(tuple(_point(point)))
    metric = find_metric(code)
    if metric is None:
        raise UnknownCodeError(code, catalogue)
    return Document(tuple(_metric(metric)))


def _defect(defect: Defect) -> Iterator[Block]:
    yield Heading(1, f"{defect.code}　{defect.title}（{defect.severity.label}）")
    yield Paragraph(defect.explanation)
    if defect.basis:
        yield Heading(2, "依据")
        yield Paragraph("；".join(defect.basis))
    yield Heading(2, "处理")
    yield Paragraph(defect.remedy)


def _due_day(kind: DeadlineKind) -> Iterator[Block]:
    yield Heading(1, f"{kind.key}　{kind.title}（{kind.nature.value}）")
    yield Paragraph(_length(kind))
    if kind.note:
        yield Paragraph(f"{kind.note}。")
    if kind.basis:
        yield Heading(2, "依据")
        yield Paragraph(cite(*kind.basis))


def _length(kind: DeadlineKind) -> str:
    """From when, how long, and what becomes of a last day that is a holiday."""
    start = f"从“{kind.starts_from}”起算" if kind.starts_from else "起算的事实案件文件里没有登记，不自动计算"
    if kind.length is None:
        return f"{start}，日期由文书写明或本单位设定。"
    number = kind.length.values[-1][1]
    way = "往前" if kind.is_backwards else "当日不计，"
    counted = f"{start}，{way}{number}{counted_in(kind.measure)}"
    if kind.measure == "小时":
        counted = f"{start}，{number}小时内"
    elif kind.measure != "工作日" and not kind.is_backwards:
        counted += "；最后一日是节假日的，" + ("顺延至其后第一个工作日" if kind.rolls else "不顺延")
    return f"{counted}。义务（权利）方：{kind.party}。"


def _metric(metric: Metric) -> Iterator[Block]:
    yield Heading(1, f"{metric.title}　{metric.key}")
    yield Paragraph(metric.definition)
    yield Heading(2, "计数单位和期间")
    yield Paragraph(
        f"简称：{metric.short}。计数单位：{metric.unit_of_count(Settings())}。归入期间的日期：{metric.dated_by}。"
    )
    options = metric.options(Settings())
    if options:
        yield Heading(2, "口径（默认）")
        for name, value in options.items():
            yield Paragraph(f"{name}：{value}")
    yield Heading(2, "依据")
    yield Paragraph(cite(*metric.basis))


def _point(point: CataloguePoint) -> Iterator[Block]:
    whose = "本单位自有风险点" if point.is_own else "风险点"
    yield Heading(1, f"{point.code}　{point.stage}阶段 × {point.kind}（{whose}）")
    yield Paragraph(f"{point.text}。")
    yield Paragraph(f"适用：{point.scope}（{_applies_to(point.scope)}）。")
    if point.consequence is not None:
        effect = EFFECTS[point.consequence]
        yield Heading(2, f"后果：{point.consequence}")
        yield Paragraph(f"{effect.situation}：{effect.result}。")
        yield Paragraph(f"分级依据：{cite(*effect.basis)}", Tone.QUIET)
    if point.cited:
        yield Heading(2, "依据")
        yield Paragraph(point.printed_basis)


_APPLIES_TO = {
    Scope.GENERAL: "各类行政行为都要看",
    Scope.RECONSIDERATION: "行政复议，以及经过复议的案件",
    Scope.MAJOR_DECISION: "重大行政决策",
    Scope.PERFORMANCE: "有生效裁判要履行的案件",
}
"""Scopes that are not, or not only, a list of 行为类别."""


def _applies_to(scope: Scope) -> str:
    listed = [word.text for word in ACT_TYPES.words if word.text in ACT_TYPES_OF.get(scope, ())]
    return _APPLIES_TO.get(scope) or "、".join(listed)


def everything(catalogue: Catalogue) -> Document:
    """All rules, figures and due days, a line each; of the risk points, how to find them."""
    rules = tuple(
        (text(defect.code), text(defect.severity.label), text(defect.title)) for defect in DEFECTS.values()
    )
    figures = tuple((text(metric.key), text(metric.title)) for metric in METRICS.values())
    days = tuple((text(kind.key), text(kind.nature.value), text(kind.title)) for kind in KINDS.values())
    return Document(
        (
            Heading(1, "指标"),
            Table((Column("代码"), Column("名称")), figures),
            Heading(1, "规则"),
            Table((Column("编号"), Column("级别"), Column("名称")), rules),
            Heading(1, "期限"),
            Table((Column("编号"), Column("性质"), Column("事项")), days),
            Heading(1, "风险点"),
            Paragraph(
                f"目录里有 {len(catalogue.points)} 条，按行为类别列出：yingsu checklist --act-type 行政处罚"
            ),
            Paragraph(
                "看其中一条：yingsu explain YS301，或 yingsu explain 出庭率、yingsu explain D02、yingsu explain JD-CX-03",
                Tone.QUIET,
            ),
        )
    )


def explained_json(code: str | None, catalogue: Catalogue) -> dict[str, Any]:
    """Rules, figures, due days and risk points as data; one of each at the most where a code is given.

    Raises:
        UnknownCodeError: there is none of that code.
    """
    found = find_metric(code) if code is not None else None
    rules = [defect for defect in DEFECTS.values() if code is None or defect.code == code.upper()]
    metrics = [metric for metric in METRICS.values() if code is None or metric is found]
    days = [kind for kind in KINDS.values() if code is None or kind.key == code.upper()]
    point = find_point(catalogue, code) if code is not None else None
    points = [each for each in catalogue.points if code is None or each is point]
    if not rules and not metrics and not days and not points and code is not None:
        raise UnknownCodeError(code, catalogue)
    return {
        "schema_version": SCHEMA_VERSION,
        "rules": [
            {
                "code": defect.code,
                "name": defect.name,
                "title": defect.title,
                "severity": defect.severity.value,
                "basis": list(defect.basis),
                "explanation": defect.explanation,
                "remedy": defect.remedy,
            }
            for defect in rules
        ],
        "metrics": [
            {
                "key": metric.key,
                "title": metric.title,
                "definition": metric.definition,
                "dated_by": metric.dated_by,
                "basis": [str(article) for article in metric.basis],
            }
            for metric in metrics
        ],
        "deadlines": [
            {
                "key": kind.key,
                "title": kind.title,
                "nature": kind.nature.value,
                "party": kind.party,
                "from_fact": kind.starts_from,
                "length": kind.length.values[-1][1] if kind.length is not None else None,
                "measure": kind.measure,
                "rolls": kind.rolls,
                "basis": [str(article) for article in kind.basis],
            }
            for kind in days
        ],
        "risk_points": [
            {
                "code": each.code,
                "stage": each.stage.value,
                "kind": each.kind.value,
                "scope": each.scope.value,
                "text": each.text,
                "consequence": each.consequence.value if each.consequence is not None else None,
                "basis": each.basis_as_printed,
                "own": each.is_own,
            }
            for each in points
        ],
    }
