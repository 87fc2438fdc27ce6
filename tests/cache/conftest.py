"""A copy of the demonstration, large enough to be worth a cache, and calls of the program in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from yingsu.cli.main import run

DEMONSTRATION = Path(__file__).parent.parent.parent
DAY = ("--as-of", "2026-11-23")

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The county, in which the test stands."""
    root = tmp_path / "县 应诉"
    root.mkdir()
    shutil.copy(DEMONSTRATION / "yingsu.yaml", root)
    for name in ("2024", "2025", "events", "letters", "screenings"):
        shutil.copytree(DEMONSTRATION / "cases" / name, root / "cases" / name)
    shutil.copy(DEMONSTRATION / "cases" / "units.yaml", root / "cases")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """What a call leaves: exit code, stdout, stderr."""
    monkeypatch.setenv("COLUMNS", "100")

    def called(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([*words, *DAY])
        out, err = capsys.readouterr()
        return code, out, err

    return called
