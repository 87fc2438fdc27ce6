"""Every rule against its data: the offending line bears `# expect: YS301`, and nothing else is found."""

import re
from datetime import date
from pathlib import Path

import pytest

from yingsu.diagnostic import Diagnostic
from yingsu.reading.workspace import open_workspace
from yingsu.rules.registry import DEFECTS
from yingsu.survey import survey

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("YS*/*.yaml"))
EXPECTED = re.compile(r"# expect: ((?:YS\d{3})(?:, YS\d{3})*)")
AS_OF = re.compile(r"^# as-of: (\d{4}-\d\d-\d\d)", re.MULTILINE)
SETTINGS = re.compile(r"^# settings: (.+)", re.MULTILINE)
DEFAULT_AS_OF = "2026-01-10"
FILE = re.compile(r"# file: (\S+)")
CASE = "cases/2025/0306-示例/case.yaml"
RISK_POINTS = "cases/risk-points.yaml"
BESIDE = {CASE: "base.yaml", "cases/units.yaml": "units.yaml"}


def diagnostics_of(text: str, directory: Path) -> tuple[Diagnostic, ...]:
    """Check one file in a workspace of its own, in which the documents it names are there.

    The file is a case; or what its first line says, such as `# file: cases/units.yaml`, beside the base case. A line
    `# settings: 期限: {复盘工作日: 10}` is one of yingsu.yaml.
    """
    named = FILE.match(text)
    place = named.group(1) if named else CASE
    files = {path: (HERE / name).read_text(encoding="utf-8") for path, name in BESIDE.items()}
    files["yingsu.yaml"] = "名称: 规则样例\n" + (
        f"风险点目录: {RISK_POINTS}\n" if place == RISK_POINTS else ""
    )
    files["yingsu.yaml"] += "".join(f"{line}\n" for line in SETTINGS.findall(text))
    files[place] = text
    for path, content in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(content, encoding="utf-8")
    case = (directory / CASE).parent
    for name in re.findall(r"材料/[^\s,}\]]+", text):
        (case / name).parent.mkdir(exist_ok=True)
        (case / name).touch()
    as_of = AS_OF.search(text)
    day = date.fromisoformat(as_of.group(1) if as_of else DEFAULT_AS_OF)
    return survey(open_workspace(directory), day).diagnostics


def expected_in(text: str) -> set[tuple[int, str]]:
    return {
        (number, code)
        for number, line in enumerate(text.splitlines(), 1)
        if (found := EXPECTED.search(line))
        for code in found.group(1).split(", ")
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_rule_finds_exactly_what_its_data_expects(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = diagnostics_of(text, tmp_path)
    assert {(each.span.line, each.defect.code) for each in found} == expected_in(text), [
        f"{each.span.line}: {each.defect.code} {each.message}" for each in found
    ]


def test_the_base_case_is_silent(tmp_path: Path) -> None:
    found = diagnostics_of((HERE / "base.yaml").read_text(encoding="utf-8"), tmp_path)
    assert [(each.span.line, each.defect.code, each.message) for each in found] == []


@pytest.mark.parametrize("code", DEFECTS)
def test_every_rule_has_a_good_and_a_bad_file(code: str) -> None:
    good, bad = HERE / code / "good.yaml", HERE / code / "bad.yaml"
    assert good.is_file()
    assert expected_in(good.read_text(encoding="utf-8")) == set()
    assert code in {found for _, found in expected_in(bad.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=lambda defect: defect.code)
def test_every_rule_explains_itself_in_chinese(defect: object) -> None:
    texts = [getattr(defect, name) for name in ("title", "explanation", "remedy")]
    assert all(re.search("[一-鿿]", text) for text in texts)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", getattr(defect, "name"))  # noqa: B009 -- parametrised as object
