"""What `check` says, as the JSON of spec/cli.md and in one closing line."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from yingsu.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
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


def check_result(survey: "Survey", shown: Iterable[Diagnostic]) -> dict[str, Any]:
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


_KINDS = ("设置与名录", "案件", "风险排查", "来函", "年度活动", "其他文件")
_BY_PLACE = {"cases/screenings/": _KINDS[2], "cases/letters/": _KINDS[3], "cases/events/": _KINDS[4]}


def files_by_kind(survey: "Survey", others: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every file that was looked at by its kind (Chinese), then what else something is said of.

    Args:
        survey: the survey.
        others: paths that something is said of, such as files in the wrong place.
    """
    kinds = {path: _KINDS[0] for path, _ in survey.settings_digests}
    for file in survey.files:
        place = file.path.partition("/")[2] if survey.members else file.path
        own = next((kind for start, kind in _BY_PLACE.items() if place.startswith(start)), _KINDS[1])
        kinds[file.path] = own
    for path in others:
        kinds.setdefault(path, _KINDS[-1])
    for kind in _KINDS:
        yield kind, tuple(sorted(path for path, own in kinds.items() if own == kind))


def summary(survey: "Survey", shown: Iterable[Diagnostic], scope: str = "") -> str:
    """The closing line; `scope` (Chinese) says what was shown, where it was not everything."""
    counts = tally(shown)
    return closing_line(survey.file_count, [counts[severity] for severity in Severity], survey.waived, scope)


def closing_line(files: int, counts: Iterable[int], waived: int, scope: str = "") -> str:
    """The same from numbers: `counts` of errors, warnings and remarks."""
    words = [f"{count} 个{severity.label}" for severity, count in zip(Severity, counts, strict=True) if count]
    found = "、".join(words) if words else "没有发现问题"
    said = f"（另有 {waived} 个已豁免）" if waived else ""
    return f"检查了 {files} 个文件{scope}：{found}{said}。"
