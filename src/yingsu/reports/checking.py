"""What `check` says, as the JSON of spec/cli.md and in one closing line."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from yingsu.diagnostic import Diagnostic, Severity
from yingsu.survey import Survey

SCHEMA_VERSION = 1


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic in the form others rely on."""
    defect, span = diagnostic.defect, diagnostic.span
    return {
        "code": defect.code,
        "name": defect.name,
        "severity": defect.severity.value,
        "message": diagnostic.message,
        "path": diagnostic.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "case": diagnostic.case,
        "basis": list(defect.basis),
        "help": diagnostic.help or defect.remedy,
    }


def check_result(survey: Survey, shown: Iterable[Diagnostic]) -> dict[str, Any]:
    """The whole result of a check."""
    diagnostics = tuple(shown)
    counts = tally(diagnostics)
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": survey.name,
        "as_of": survey.as_of.isoformat(),
        "files": survey.file_count,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "infos": counts[Severity.INFO],
        "waived": survey.waived,
        "diagnostics": [as_json(diagnostic) for diagnostic in diagnostics],
    }


def tally(diagnostics: Iterable[Diagnostic]) -> Counter[Severity]:
    """How many of each severity."""
    return Counter(diagnostic.defect.severity for diagnostic in diagnostics)


def summary(survey: Survey, shown: Iterable[Diagnostic]) -> str:
    """The closing line."""
    counts = tally(shown)
    words = [
        f"{counts[severity]} 个{severity.label}"
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if counts[severity]
    ]
    found = "、".join(words) if words else "没有发现问题"
    waived = f"（另有 {survey.waived} 个已豁免）" if survey.waived else ""
    return f"检查了 {survey.file_count} 个文件：{found}{waived}。"
