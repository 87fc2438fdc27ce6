"""Rows of what was measured, as a table in Markdown."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from measuring import Samples, typical

BEGIN = "<!-- measured: begin -->"
END = "<!-- measured: end -->"
PACKAGES = ("PyYAML", "pydantic", "typer", "openpyxl", "XlsxWriter", "yamllint", "check-jsonschema")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        what: what was measured.
        measured: seconds or MiB, with what it is compared with.
        ratio: the ratio, with the lowest and the highest of a round.
        budget: what was promised, empty where nothing was.
        holds: whether it holds; `None` where nothing was promised.
    """

    what: str
    measured: str
    ratio: str
    budget: str = ""
    holds: bool | None = None


def in_words(seconds: float) -> str:
    """Seconds, in ms where they are few."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def time_ratio(samples: Samples, what: str, against: str, budget: float | None = None) -> Row:
    """How often as long one subject takes as another: the median of the rounds' ratios, and their spread."""
    ours, theirs = samples[what], samples[against]
    ratios = sorted(mine.seconds / other.seconds for mine, other in zip(ours, theirs, strict=True))
    middle = (ratios[len(ratios) // 2] + ratios[(len(ratios) - 1) // 2]) / 2
    sides = f"{in_words(typical(ours).seconds)}; {against}: {in_words(typical(theirs).seconds)}"
    spread = f"{middle:.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
    return Row(what, sides, spread, f"≤ {budget:g}" if budget else "", middle <= budget if budget else None)


def peak_row(what: str, mebibytes: float, budget: float | None = None, *, note: str = "") -> Row:
    """A peak of memory."""
    return Row(
        what,
        f"{mebibytes:.0f} MiB{note}",
        "",
        f"≤ {budget:g} MiB" if budget else "",
        mebibytes <= budget if budget else None,
    )


def markdown(rows: Iterable[Row]) -> str:
    """The table."""
    lines = ["| what | median | ratio (lowest–highest round) | budget | |", "|---|---|---|---|---|"]
    for row in rows:
        verdict = {True: "holds", False: "**missed**", None: ""}[row.holds]
        lines.append(f"| {row.what} | {row.measured} | {row.ratio} | {row.budget} | {verdict} |")
    return "\n".join(lines)


def machine() -> str:
    """What it was measured on: the machine and the versions, no names."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    git = subprocess.run(("git", "--version"), capture_output=True, text=True, check=True).stdout.split()[2]
    packages = ", ".join(f"{name} {_version_of(name)}" for name in PACKAGES)
    return (
        f"{date.today().isoformat()}, yingsu at {_revision()}. {cores} cores of {_processor()}, {memory:.0f} GiB, "  # noqa: DTZ011 -- the day here
        f"{platform.system()}, Python {platform.python_version()}, git {git}, {packages}."
    )


def _processor() -> str:
    try:
        found = re.search(
            r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE
        )
    except OSError:
        found = None
    return found.group(1) if found is not None else platform.processor() or platform.machine()


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _revision() -> str:
    words = ("git", "describe", "--always", "--dirty")
    asked = subprocess.run(words, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "an unknown revision"


def around_marks(page: Path) -> tuple[str, str]:
    """What stands before and after the two marks of a page, with the marks.

    Raises:
        SystemExit: it does not have them, or there is no such page.
    """
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{page} has no {BEGIN} … {END}")
    return before + begin, end + after


def write_between_marks(page: Path, text: str) -> None:
    """Put a text between the two marks of a page."""
    before, after = around_marks(page)
    page.write_text(f"{before}\n{text}\n{after}", encoding="utf-8")
