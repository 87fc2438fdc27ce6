"""The report of the demonstration in a real browser: wide, on a telephone, and printed."""

import html
import json
import re
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from yingsu.cli.main import run

ROOT = Path(__file__).parents[2]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PDFTOTEXT = shutil.which("pdftotext")

pytestmark = pytest.mark.skipif(BROWSER is None, reason="没有 chromium 或 google-chrome，不能真的打开网页")

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

# The report as it is, in a frame as wide as asked for; the page around it says how wide the report came out.
_FRAME = """<!DOCTYPE html><body style="margin:0"><iframe width="{width}" height="900" style="border:0" srcdoc="{page}"
onload="let d=this.contentDocument.documentElement;document.body.dataset.seen=JSON.stringify({{
  inner: this.contentWindow.innerWidth, needed: d.scrollWidth, title: this.contentDocument.title,
  details: d.querySelectorAll('details').length}})"></iframe>"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    target = tmp_path / "报表.html"
    assert run(["report", "-C", str(ROOT), "--year", "2025", "--as-of", "2026-11-23", "-o", str(target)]) == 0
    return target


def browse(profile: Path, *words: str) -> str:
    assert BROWSER is not None
    command = [BROWSER, *_FLAGS, f"--user-data-dir={profile}", *words]
    return subprocess.run(
        command, check=True, capture_output=True, timeout=120, text=True, encoding="utf-8"
    ).stdout


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_no_wider_than_the_window(report: Path, tmp_path: Path, width: int) -> None:
    frame = tmp_path / "frame.html"
    page = html.escape(report.read_text(encoding="utf-8"))
    frame.write_text(_FRAME.format(width=width, page=page), encoding="utf-8")
    dumped = browse(tmp_path / "profile", "--window-size=1400,1000", "--dump-dom", frame.as_uri())
    found = re.search(r'data-seen="([^"]*)"', dumped)
    assert found is not None
    seen = json.loads(html.unescape(found[1]))
    assert seen["inner"] == width
    assert seen["needed"] <= width
    assert seen["title"].endswith("2025年")
    assert seen["details"] > 5


@pytest.mark.parametrize("width", [390, 1280])
def test_a_picture_of_it_is_not_blank(report: Path, tmp_path: Path, width: int) -> None:
    picture = tmp_path / "picture.png"
    browse(tmp_path / "profile", f"--window-size={width},900", f"--screenshot={picture}", report.as_uri())
    content = picture.read_bytes()
    assert struct.unpack(">II", content[16:24]) == (width, 900)
    # A blank page is one line over and over.
    packed, place = b"", 8
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        if content[place + 4 : place + 8] == b"IDAT":
            packed += content[place + 8 : place + 8 + length]
        place += length + 12
    pixels = zlib.decompress(packed)
    rows = len(pixels) // 900
    assert len({pixels[start : start + rows] for start in range(0, len(pixels), rows)}) > 200


@pytest.mark.skipif(PDFTOTEXT is None, reason="没有 pdftotext，读不了打印出来的 PDF")
def test_it_prints_on_pages_with_all_its_tables(report: Path, tmp_path: Path) -> None:
    printed = tmp_path / "report.pdf"
    browse(tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={printed}", report.as_uri())
    assert PDFTOTEXT is not None
    command = [PDFTOTEXT, "-layout", str(printed), "-"]
    text = subprocess.run(
        command, check=True, capture_output=True, timeout=60, text=True, encoding="utf-8"
    ).stdout
    assert text.count("\f") >= 2
    for words in ("行政机关负责人出庭应诉率", "分单位", "收结案", "口径", "背后的案件"):
        assert words in text
