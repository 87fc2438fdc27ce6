"""Small workspaces with something wrong in them, and what `yingsu check` says."""

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from manual.calling import printed
from yingsu.reading.workspace import open_workspace
from yingsu.render.diagnostics import full, plain
from yingsu.survey import survey

TESTS: Final = Path(__file__).resolve().parents[2] / "tests"
RULES: Final = TESTS / "rules"
DAY: Final = "2026-01-10"
CASE: Final = "cases/2025/0306-示例/case.yaml"
UNITS: Final = "cases/units.yaml"
SETTINGS: Final = "yingsu.yaml"
RISK_POINTS: Final = "cases/risk-points.yaml"

_EXPECTED: Final = re.compile(r"[ \t]*# expect: .*$", re.MULTILINE)
_REMARK: Final = re.compile(r"^# (?:expect at|read as|as-of|settings).*\n", re.MULTILINE)
_AS_OF: Final = re.compile(r"^# as-of: (\d{4}-\d\d-\d\d)", re.MULTILINE)
_SETTINGS: Final = re.compile(r"^# settings: (.+)", re.MULTILINE)
_PLACE: Final = re.compile(r"# file: (\S+)")
_DOCUMENT: Final = re.compile(r"材料/[^\s,}\]]+")


@dataclass(frozen=True, slots=True)
class Sample:
    """A workspace as texts.

    Attributes:
        files: by path; those that are not named are those of the rules' test data.
        as_of: the day on which it is looked at.
    """

    files: Mapping[str, str | bytes] = field(default_factory=dict)
    as_of: str = DAY

    def write(self, root: Path) -> None:
        """Write it into an empty directory; the documents that cases name are there, empty."""
        given: dict[str, str | bytes] = {
            SETTINGS: "名称: 示例台账\n",
            CASE: BASE_CASE,
            UNITS: (RULES / "units.yaml").read_text(encoding="utf-8"),
        }
        for path, content in (given | dict(self.files)).items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
            for name in _DOCUMENT.findall(content) if isinstance(content, str) else ():
                (file.parent / name).parent.mkdir(exist_ok=True)
                (file.parent / name).touch()


BASE_CASE: Final = (RULES / "base.yaml").read_text(encoding="utf-8").split("\n", 1)[1]
"""A case with which no rule finds fault, without the remark above it."""


def said_of(sample: Sample) -> str:
    """What `yingsu check` prints."""
    with tempfile.TemporaryDirectory() as name:
        sample.write(Path(name))
        return printed(["check", "--no-cache", "--as-of", sample.as_of], Path(name))[1]


def rule_sample(text: str) -> Sample:
    """The workspace of a file of the rules' test data, whose remarks say what it is."""
    place = _PLACE.match(text)
    path = place.group(1) if place else CASE
    settings = ["名称: 示例台账", *_SETTINGS.findall(text)]
    if path == RISK_POINTS:
        settings.append(f"风险点目录: {RISK_POINTS}")
    day = _AS_OF.search(text)
    files = {SETTINGS: "\n".join(settings) + "\n", path: _REMARK.sub("", _EXPECTED.sub("", text))}
    return Sample(files, day.group(1) if day else DAY)


def said_by(code: str, sample: Sample) -> str:
    """What `check` prints of one rule, where it finds it first; empty where it does not."""
    with tempfile.TemporaryDirectory() as name:
        sample.write(Path(name))
        found = survey(open_workspace(Path(name)), date.fromisoformat(sample.as_of)).diagnostics
    first = [each for each in found if each.defect.code == code][:1]
    return "\n".join(_trimmed(full(first, plain)))


def _trimmed(lines: Iterable[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n")
