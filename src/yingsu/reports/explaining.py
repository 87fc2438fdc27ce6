"""What `explain` prints: a rule or a figure with its meaning, basis and remedy; or all of them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from yingsu.diagnostic import Defect
from yingsu.document import Block, Column, Document, Heading, Paragraph, Table, Tone, text
from yingsu.domain.scalars import nearest
from yingsu.domain.settings import Settings
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
    """Neither a rule nor a figure."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.guess = nearest(
            code,
            (
                *DEFECTS,
                *METRICS,
                *(name for metric in METRICS.values() for name in (metric.title, metric.short)),
            ),
        )


def find_metric(word: str) -> Metric | None:
    """A figure by its key or one of its Chinese names; else the only one with the word in its title."""
    for metric in METRICS.values():
        if word in {metric.key, metric.title, metric.short}:
            return metric
    near = [metric for metric in METRICS.values() if word and word in metric.title]
    return near[0] if len(near) == 1 else None


def explained(code: str) -> Document:
    """One rule or figure.

    Raises:
        UnknownCodeError: there is none of that code.
    """
    defect = DEFECTS.get(code.upper())
    if defect is not None:
        return Document(tuple(_defect(defect)))
    metric = find_metric(code)
    if metric is None:
        raise UnknownCodeError(code)
    return Document(tuple(_metric(metric)))


def _defect(defect: Defect) -> Iterator[Block]:
    yield Heading(1, f"{defect.code}　{defect.title}（{defect.severity.label}）")
    yield Paragraph(defect.explanation)
    if defect.basis:
        yield Heading(2, "依据")
        yield Paragraph("；".join(defect.basis))
    yield Heading(2, "处理")
    yield Paragraph(defect.remedy)


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
    yield Paragraph("；".join(str(article) for article in metric.basis))


def everything() -> Document:
    """All rules and figures, a line each."""
    rules = tuple(
        (text(defect.code), text(defect.severity.label), text(defect.title)) for defect in DEFECTS.values()
    )
    figures = tuple((text(metric.key), text(metric.title)) for metric in METRICS.values())
    return Document(
        (
            Heading(1, "指标"),
            Table((Column("代码"), Column("名称")), figures),
            Heading(1, "规则"),
            Table((Column("编号"), Column("级别"), Column("名称")), rules),
            Paragraph("看其中一条：yingsu explain YS301，或 yingsu explain head_appearance_rate", Tone.QUIET),
        )
    )


def explained_json(code: str | None) -> dict[str, Any]:
    """Rules and figures as data; one of each at the most where a code is given.

    Raises:
        UnknownCodeError: there is none of that code.
    """
    found = find_metric(code) if code is not None else None
    rules = [defect for defect in DEFECTS.values() if code is None or defect.code == code.upper()]
    metrics = [metric for metric in METRICS.values() if code is None or metric is found]
    if not rules and not metrics and code is not None:
        raise UnknownCodeError(code)
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
    }
