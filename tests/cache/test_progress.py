"""The bar that appears on a terminal when reading takes over a second."""

import sys
import time
from io import StringIO

import pytest

from yingsu.cli.progress import progress_shown


class Terminal(StringIO):
    """What is written, as to a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_short_look_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_shown() as told:
        told(1, 100)
    assert terminal.getvalue() == ""


def test_a_long_look_shows_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    with progress_shown() as told:
        time.sleep(1.1)
        told(40, 100)
        told(60, 100)
    assert "正在读取" in terminal.getvalue()
    assert "/100" in terminal.getvalue()


def test_without_a_terminal_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_shown() as told:
        told(1, 2)
    assert stream.getvalue() == ""
