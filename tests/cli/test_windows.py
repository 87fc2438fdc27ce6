"""What Windows and other desktops do to names, line ends and characters, simulated: the gates run on Linux."""

import codecs
import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yingsu.cli.look_alikes import HANDLER, look_alikes
from yingsu.cli.main import main
from yingsu.intake import file_names

Caller = Callable[..., Any]
DAY = ("--as-of", "2026-01-10")
NEW = (
    "new-case",
    "--unit",
    "县自然资源局",
    "--cause",
    "不履行职责",
    "--act-type",
    "不履行职责",
    "--field",
    "自然资源",
)
CASE = "cases/2025/0410-浔中派出所-李某/case.yaml"


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".yingsu" not in path.parts
    }


# --- Names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("report", "--year", "2025", "-o", "报表:1.xlsx"), "里有“:”"),
        (("ledger", "复盘", "--year", "2025", "--draft", "-o", "nul.csv"), "是系统保留的设备名"),
        (("checklist", "0410", "-o", "清单?.md"), "里有“?”"),
        (("agenda", "-o", "日程*.ics"), "里有“*”"),
        (("write", "备案表", "0410", "-o", "备案|表.md"), "里有“|”"),
        (("write", "典型案例库", "--year", "2025", "--draft", "-o", "CON"), "是系统保留的设备名"),
        (("form", "-o", "<填报>.xlsx"), "里有“<”"),
        (("export", "-o", "数据 "), "以句点或空格结尾"),
        (("init", "新台账 "), "以句点或空格结尾"),
    ],
    ids=lambda value: str(value[0]),
)
def test_a_name_that_windows_does_not_have_is_refused_and_nothing_is_written(
    sample: Path, call: Caller, words: tuple[str, ...], why: str
) -> None:
    case = sample / CASE
    case.write_text(case.read_text(encoding="utf-8") + "典型案例: 是\n", encoding="utf-8")
    before = tree(sample)
    refused = call(*words, *(() if words[0] == "init" else DAY))
    assert refused.code == 2
    assert f"{why}，Windows 上存不了，请换一个" in refused.err
    assert tree(sample) == before


def test_names_of_people_and_units_become_names_that_every_system_has(sample: Path, call: Caller) -> None:
    for plaintiff in ("CON", "某公司.", 'A:B*?"<>|\\/', "abc", "ABC", "Cafe\u0301", "Café"):
        made = call(*NEW, "--plaintiff", plaintiff, "--received", "2026-01-05", "--no-input", *DAY)
        assert made.code == 0, made.err
    names = sorted(path.name for path in (sample / "cases/2026").iterdir())
    assert names == sorted(
        [
            "0105-自然资源局-CON",
            "0105-自然资源局-某公司",
            "0105-自然资源局-A：B＊？＂＜＞｜＼／",
            "0105-自然资源局-abc",
            "0105-自然资源局-ABC-2",
            "0105-自然资源局-Café",
            "0105-自然资源局-Café-2",
        ]
    )
    assert all(file_names.why_unfit(name) is None for name in names)


@pytest.mark.parametrize(
    "words",
    [
        (*NEW, "--plaintiff", "周某", "--no-input"),
        ("write", "典型案例库", "--year", "2025", "--draft", "-o", "案例"),
    ],
    ids=lambda words: words[0],
)
def test_too_long_a_path_is_told_in_advance(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr(file_names, "IS_WINDOWS", True)
    deep = sample.parent
    while len(str(deep)) < 245:
        deep = deep / "一层又一层"
    deep.mkdir(parents=True)
    place = sample.rename(deep / "样例")
    monkeypatch.chdir(place)
    case = place / CASE
    case.write_text(case.read_text(encoding="utf-8") + "典型案例: 是\n", encoding="utf-8")
    before = tree(place)
    refused = call(*words, *DAY)
    assert refused.code == 2
    assert "路径太长" in refused.err
    assert "请放到短一些的目录" in refused.err
    assert tree(place) == before


# --- Text --------------------------------------------------------------------------------------------------------


def test_a_file_saved_by_the_notepad_is_read_and_keeps_its_line_ends(sample: Path, call: Caller) -> None:
    file = sample / CASE
    for path in (file, sample / "yingsu.yaml", sample / "cases/units.yaml"):
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(codecs.BOM_UTF8 + text.encode())
    before = file.read_bytes()
    assert call("check", *DAY).code == 0
    assert call("checklist", "0410", "--add", "JD-CX-03", *DAY).code == 0
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\n") + 3


RULED = re.compile(r"\x1b\[[0-9;]*m|[-|+─\s]")
"""Lines of tables, which rich draws with plain signs on such a console, and the space around them."""


class GbkConsole(io.TextIOWrapper):
    """A terminal of an office's PC."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("report", "--year", "2025"),
        ("report", "--year", "2025", "--explain", "风险点"),
        ("ledger", "复盘", "--year", "2025", "--draft"),
        ("checklist", "0306"),
        ("agenda", "--all", "--within", "365"),
        ("deadline", "0306"),
        ("missing",),
        ("list",),
        ("show", "0306"),
        ("write", "复盘报告", "0306", "--unit", "县自然资源局"),
        ("explain", "YS301"),
        ("fill", "--names"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_gbk_console_shows_everything(
    sample: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    del sample
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    day = () if words[0] in {"explain", "fill", "--help"} else DAY
    shown = {}
    for encoding in ("gbk", "utf-8"):
        buffer = io.BytesIO()
        console = GbkConsole(buffer, encoding=encoding, write_through=True)
        monkeypatch.setattr(sys, "stdout", console)
        monkeypatch.setattr(sys, "stderr", console)
        with pytest.raises(SystemExit) as left:
            main([*words, *day])
        assert left.value.code == 0, buffer.getvalue().decode(encoding)
        shown[encoding] = buffer.getvalue().decode(encoding)
        console.detach()
    said = {encoding: RULED.sub("", text) for encoding, text in shown.items()}
    assert said["gbk"] == said["utf-8"].translate(str.maketrans("☑░▒•", "√▁▄·"))


def test_what_no_console_of_the_kind_has_is_a_question_mark() -> None:
    assert "☑张😀某░".encode("gbk", HANDLER).decode("gbk") == "√张?某▁"
    assert "☑张a".encode("ascii", HANDLER) == b"??a"
    with pytest.raises(UnicodeDecodeError):
        look_alikes(UnicodeDecodeError("gbk", b"\xff", 0, 1, "no such sign"))
