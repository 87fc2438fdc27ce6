"""Published reports that the workspace keeps: `published/*.json`, the JSON of `report` as it was given out."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PUBLISHED = "published"
MOST_BYTES = 64 << 20
"""The size of a kept report beyond which it is not read."""


def read_published(root: Path) -> Iterator[Mapping[str, Any]]:
    """Every kept report that reads as one, in the order of their names; what does not is passed over."""
    for path in sorted((root / PUBLISHED).glob("*.json")):
        try:
            if path.stat().st_size > MOST_BYTES:
                continue
            report = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        if _is_report(report):
            yield report


def _is_report(report: Any) -> bool:
    """Whether it has what a comparison needs: somebody may have put anything there."""
    if not isinstance(report, dict) or not isinstance(report.get("period"), dict):
        return False
    metrics = report.get("metrics")
    return isinstance(metrics, list) and all(_is_metric(each) for each in metrics)


def _is_metric(metric: Any) -> bool:
    if not isinstance(metric, dict) or not isinstance(metric.get("key"), str):
        return False
    groups = [metric.get(group, []) for group in ("hits", "misses", "unknowns", "excluded")]
    return (
        {"numerator", "denominator", "display"} <= metric.keys()
        and all(isinstance(group, list) for group in groups)
        and all(_is_entry(entry) for group in groups for entry in group)
    )


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("case"), str)
        and isinstance(entry.get("docket"), str | None)
    )
