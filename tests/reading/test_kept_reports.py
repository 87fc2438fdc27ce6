"""Kept reports that are none: a careless reader would wait for them, or read without end."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from yingsu.reading import published
from yingsu.reading.published import PUBLISHED, read_published

REPORT = {"period": {"start": "2025-01-01", "end": "2025-12-31"}, "metrics": []}
NESTED = '{"period": {}, "metrics": [], "x": ' + "[" * 200_000 + "]" * 200_000 + "}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace that keeps one report; outside of it lies another."""
    root = tmp_path / "台账"
    (root / PUBLISHED).mkdir(parents=True)
    (root / PUBLISHED / "2025年.json").write_text(json.dumps(REPORT), encoding="utf-8")
    (tmp_path / "外面.json").write_text(json.dumps(REPORT), encoding="utf-8")
    return root


def pipe(path: Path) -> None:
    """A pipe to which nobody writes; looked up when called, for there are systems without."""
    os.mkfifo(path)


SHAPES: dict[str, Callable[[Path], object]] = {
    "管道": pipe,
    "没有尽头的设备": lambda path: path.symlink_to("/dev/zero"),
    "指到外面的链接": lambda path: path.symlink_to("../../外面.json"),
    "断链": lambda path: path.symlink_to("没有.json"),
    "成环的链接": lambda path: path.symlink_to(path.name),
    "目录": lambda path: path.mkdir(),
    "空的": lambda path: path.touch(),
    "不是 UTF-8": lambda path: path.write_bytes(b'{"period": "\xff"}'),
    "套得太深": lambda path: path.write_text(NESTED, encoding="utf-8"),
    "数太长": lambda path: path.write_text("9" * 100_000, encoding="utf-8"),
    "不是报表": lambda path: path.write_text("[1]", encoding="utf-8"),
    "没有指标": lambda path: path.write_text('{"period": {}}', encoding="utf-8"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_no_report_is_passed_over(root: Path, shape: str) -> None:
    SHAPES[shape](root / PUBLISHED / "2024年.json")
    assert [*read_published(root)] == [REPORT]


def test_a_link_within_the_workspace_is_a_report(root: Path) -> None:
    (root / PUBLISHED / "又.json").symlink_to("2025年.json")
    assert [*read_published(root)] == [REPORT, REPORT]


def test_a_report_beyond_all_reason_is_passed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / PUBLISHED / "长.json").write_text(json.dumps(REPORT) + " " * 100, encoding="utf-8")
    monkeypatch.setattr(published, "MOST_BYTES", len(json.dumps(REPORT)))
    assert [*read_published(root)] == [REPORT]
