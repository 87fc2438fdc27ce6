"""The generated county, on which speed is measured, is kept about as well as a real one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from yingsu.cli.main import run

CASES = 60
GENERATOR = Path(__file__).parents[2] / "benchmarks" / "generate_workspace.py"


def generated(place: Path, *words: str) -> None:
    """Write a county."""
    argv = [sys.executable, str(GENERATOR), str(place), "--cases", str(CASES), *words]
    subprocess.run(argv, check=True, capture_output=True)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county without defects."""
    place = tmp_path_factory.mktemp("county")
    generated(place)
    return place


def files(place: Path) -> dict[str, bytes]:
    """The files of a county, by their place in it."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*.yaml"))}


def test_a_case_has_about_one_finding_and_no_error(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "-C", str(county), "--as-of", "2026-11-23", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["errors"] == 0
    assert 0.5 <= len(found["diagnostics"]) / CASES <= 1.5
    assert len({each["code"] for each in found["diagnostics"]}) >= 10


def test_a_file_has_about_the_length_that_is_promised(county: Path) -> None:
    texts = [text for name, text in files(county).items() if name.endswith("case.yaml")]
    assert len(texts) == CASES
    assert 3300 <= sum(map(len, texts)) / CASES <= 4100
    assert 110 <= sum(text.count(b"\n") for text in texts) / CASES <= 135


def test_a_defect_is_an_error_of_its_file_and_leaves_the_others_the_same_to_the_byte(
    county: Path, tmp_path: Path
) -> None:
    generated(tmp_path, "--defects", "20")
    whole, spoiled = files(county), files(tmp_path)
    assert whole.keys() == spoiled.keys()
    assert 4 <= sum(whole[name] != spoiled[name] for name in whole) <= 24
    assert run(["check", "-C", str(tmp_path), "--as-of", "2026-11-23", "--quiet"]) == 1
