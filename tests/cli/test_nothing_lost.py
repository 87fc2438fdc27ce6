"""Whoever is told that something failed is told what is there all the same."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yingsu.cli.main import run

Caller = Callable[..., Any]
NEW = [
    "new-case",
    "--unit",
    "县自然资源局",
    "--plaintiff",
    "周某",
    "--cause",
    "不履行职责",
    "--act-type",
    "不履行职责",
]
NEW += ["--field", "自然资源", "--received", "2026-01-05", "--no-input", "--as-of", "2026-01-10"]


class Full:
    """A stream with no room left, or whose reader has gone."""

    def __init__(self, error: OSError) -> None:
        self.error = error

    def write(self, _: str) -> None:
        """It takes nothing."""
        raise self.error

    def flush(self) -> None:
        """Nothing is held back."""

    def fileno(self) -> int:
        """Not for long."""
        return 2


def test_a_case_that_was_made_but_could_not_be_shown_is_told_of(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Full(OSError(errno.ENOSPC, "No space left on device")))
    assert run(NEW) == 2
    assert capsys.readouterr().err == (
        "错误：案件已经新建：cases/2026/0105-自然资源局-周某/case.yaml。"
        "只是没有显示出来（磁盘已满），请不要再建一次\n"
    )
    assert (sample / "cases/2026/0105-自然资源局-周某/case.yaml").is_file()


def test_an_init_that_stops_halfway_says_what_to_do_and_goes_on_later(tmp_path: Path, call: Caller) -> None:
    (tmp_path / "cases").write_text("挡路", encoding="utf-8")
    stopped = call("init", str(tmp_path))
    assert stopped.code == 2
    assert stopped.err.startswith("错误：没有做完：写不进 ")
    assert stopped.err.endswith("。已经写好的文件留着，排除以后再运行一次就补齐\n")
    (tmp_path / "cases").unlink()
    assert call("init", str(tmp_path)).code == 0


def test_a_paper_that_somebody_else_writes_meanwhile_is_not_replaced(sample: Path, call: Caller) -> None:
    (sample / "备案表.md").symlink_to("没有的目录/备案表.md")
    refused = call("write", "备案表", "0410", "-o", "备案表.md", "--as-of", "2026-01-10")
    assert refused.code == 2
    assert "已经有了" in refused.err
    assert (sample / "备案表.md").is_symlink()


def test_a_protected_file_is_not_replaced_by_a_report(sample: Path, call: Caller) -> None:
    (sample / "报表.md").write_text("定稿", encoding="utf-8")
    (sample / "报表.md").chmod(0o444)
    refused = call("report", "--year", "2025", "-o", "报表.md", "--as-of", "2026-01-10")
    assert refused.code == 2
    assert refused.err.startswith("错误：没有写出 报表.md：写不进 ")
    assert refused.err.endswith("报表.md：没有写入权限，或正被占用\n")
    assert (sample / "报表.md").read_text(encoding="utf-8") == "定稿"
