"""Published reports that the workspace keeps: `published/*.json`, the JSON of `report` as it was given out."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from yingsu.reading.files import is_inside

PUBLISHED = "published"
MOST_BYTES = 64 << 20
"""The size of a kept report beyond which it is not read."""


def read_published(root: Path) -> Iterator[Mapping[str, Any]]:
    """Every kept report that reads as one, in the order of their names; what does not is passed over."""
    for path in sorted((root / PUBLISHED).glob("*.json")):
        try:
            report = json.loads(_content(root, path).decode("utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        if _is_report(report):
            yield report


def published_digest(root: Path) -> str:
    """SHA-256 over every kept report, whether it reads as one or not."""
    whole = hashlib.sha256()
    for path in sorted((root / PUBLISHED).glob("*.json")):
        try:
            content = _content(root, path)
        except OSError:
            content = b""
        whole.update(f"{path.name} {len(content)} ".encode("utf-8", "surrogateescape") + content)
    return whole.hexdigest()


def _content(root: Path, path: Path) -> bytes:
    """The bytes of a file; none of one that is too long, is no file, or is a link that leads out of the workspace."""
    real = Path(os.path.realpath(path))
    # Not opened before it is looked at: a pipe to which nobody writes would never answer.
    if not real.is_file() or not is_inside(root, str(real)):
        return b""
    with real.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    return content if len(content) <= MOST_BYTES else b""


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
