"""What tests of the command line share: a small workspace of its own for each, and one call with all it leaves."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from yingsu.cli.main import run

HERE = Path(__file__).parent
DEMONSTRATION = HERE.parent.parent


@dataclass(frozen=True)
class Call:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


Caller = Callable[..., Call]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small workspace, in which the test stands."""
    place = tmp_path / "样例"
    shutil.copytree(HERE / "workspace", place)
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's own workspace, in which the test stands."""
    monkeypatch.chdir(DEMONSTRATION)
    return DEMONSTRATION


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Call the program in this process, 80 columns wide and without colour of its own accord."""
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def called(*words: str) -> Call:
        capsys.readouterr()
        code = run(list(words))
        left = capsys.readouterr()
        return Call(code, left.out, left.err)

    return called


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare with a file in `goldens/`; with YINGSU_GOLDENS=write in the environment, write it."""

    def compared(name: str, text: str) -> None:
        file = HERE / "goldens" / name
        if os.environ.get("YINGSU_GOLDENS") == "write":
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8")

    return compared
