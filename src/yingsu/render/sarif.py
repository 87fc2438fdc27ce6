"""Diagnostics as SARIF 2.1.0 (OASIS), the form in which checkers hand their findings to code-review platforms."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from yingsu import __version__
from yingsu.diagnostic import Defect, Diagnostic, Severity, Span
from yingsu.render.words import printable

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_BASE = "%SRCROOT%"
"""The name that platforms know for the top of the repository; where it is on this machine is nobody's business."""

_FINGERPRINT = "yingsu/v1"


def sarif(diagnostics: Iterable[Diagnostic], properties: dict[str, Any]) -> dict[str, Any]:
    """One log of one run.

    Args:
        diagnostics: what was found; the paths must be relative to the top of the repository.
        properties: what else is to be known of the run, such as its as-of day.
    """
    found = tuple(diagnostics)
    rules = sorted({each.defect.code: each.defect for each in found}.items())
    positions = {code: position for position, (code, _) in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "yingsu",
                "fullName": "应诉：行政应诉台账",
                "semanticVersion": __version__,
                "language": "zh-CN",
                "rules": [_rule(defect) for _, defect in rules],
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "代码库的最上层目录"}}},
        "results": [
            _result(diagnostic, positions[diagnostic.defect.code], fingerprint)
            for diagnostic, fingerprint in zip(found, _fingerprints(found), strict=True)
        ],
        "properties": properties,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(defect: Defect) -> dict[str, Any]:
    basis = f"依据：{'；'.join(defect.basis)}" if defect.basis else ""
    help_ = "\n\n".join(part for part in (f"处理：{defect.remedy}", basis) if part)
    return {
        "id": defect.code,
        "name": defect.name,
        "shortDescription": {"text": defect.title},
        "fullDescription": {"text": defect.explanation},
        "help": {"text": help_},
        "defaultConfiguration": {"level": _LEVELS[defect.severity]},
        "properties": {"basis": list(defect.basis)},
    }


def _result(diagnostic: Diagnostic, position: int, fingerprint: str) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": _uri(diagnostic.path), "uriBaseId": _BASE},
        "region": _region(diagnostic.span),
    }
    location: dict[str, Any] = {"physicalLocation": place}
    if diagnostic.case is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": printable(diagnostic.case), "kind": "case"}]
    return {
        "ruleId": diagnostic.defect.code,
        "ruleIndex": position,
        "level": _LEVELS[diagnostic.defect.severity],
        "message": {"text": printable(diagnostic.message)},
        "locations": [location],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _uri(path: str) -> str:
    """A relative reference: Chinese and spaces as percent-encoded UTF-8. Of a colon one could take it for a scheme."""
    return quote(path, safe="/")


def _fingerprints(diagnostics: tuple[Diagnostic, ...]) -> Iterator[str]:
    """What stays the same when lines are put in above: the rule, the file, and the line's own text.

    Not the message: days left or overdue stand in it. Of equal ones in a file the how-manieth is counted.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for diagnostic in diagnostics:
        what = (diagnostic.defect.code, diagnostic.path, " ".join(diagnostic.excerpt.split()))
        text = "\0".join((*what, str(seen[what])))
        seen[what] += 1
        yield hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
