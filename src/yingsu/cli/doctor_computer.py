"""What `yingsu doctor` looks at on the computer: the program, what it stands on, the terminal, the calendar."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from importlib.util import find_spec

from yingsu import __version__
from yingsu.reports.doctoring import Sign, State

_SECONDS = 10
_PLAIN_CHINESE, _ALL_CHINESE = "应诉（2025）闽〔2020〕①—", "䶮𬭎𠅤"
"""What every page has; and signs of people's names that GBK, the encoding of many consoles, lacks."""

_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where the result goes.

    Attributes:
        encoding: as Python calls it.
        is_terminal: whether it is one: files and pipes always get UTF-8.
    """

    encoding: str
    is_terminal: bool


def signs_of_computer(as_of: date, terminal: Terminal) -> Iterator[Sign]:
    """How it stands with the computer."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Sign("program", "程序", State.FINE, f"yingsu {__version__}，Python {version}")
    yield _on_path()
    yield _libraries()
    yield _yaml()
    yield _terminal(terminal)
    yield _git()
    yield from _holidays(as_of)
    yield _parquet()


def _on_path() -> Sign:
    if shutil.which("yingsu"):
        return Sign("command", "命令", State.FINE, "终端里直接写 yingsu 就能用")
    return Sign(
        "command",
        "命令",
        State.NOTE,
        "终端里直接写 yingsu 找不到程序；git 提交前检查也会找不到",
        "先启用安装时的环境（如 source .venv/bin/activate），或把它的 bin（Windows 是 Scripts）目录加进 PATH",
    )


def _libraries() -> Sign:
    """Whether everything that the installation asks for is there."""
    missing = []
    for line in metadata.requires("yingsu") or ():
        if "extra ==" in line:
            continue
        name = _NAME.match(line)
        try:
            metadata.version(name.group() if name else line)
        except metadata.PackageNotFoundError:
            missing.append(name.group() if name else line)
    if not missing:
        return Sign("libraries", "依赖的库", State.FINE, "齐全")
    words = "、".join(missing)
    return Sign(
        "libraries",
        "依赖的库",
        State.WRONG,
        f"缺少 {words}",
        "重新安装：pip install --force-reinstall yingsu",
    )


def _yaml() -> Sign:
    from yingsu.reading.source import HAS_LIBYAML

    if HAS_LIBYAML:
        return Sign("libyaml", "读文件的速度", State.FINE, "用的是 libyaml，快")
    return Sign(
        "libyaml",
        "读文件的速度",
        State.NOTE,
        "这台电脑上的 PyYAML 没有 libyaml，结果一样，读文件慢约十倍",
        "重新安装：pip install --force-reinstall --only-binary :all: PyYAML",
    )


def _terminal(terminal: Terminal) -> Sign:
    name = terminal.encoding.lower()
    if not terminal.is_terminal:
        return Sign("terminal", "显示中文", State.FINE, "输出到文件或管道，一律是 UTF-8")
    if not _can_show(_PLAIN_CHINESE, name):
        return Sign(
            "terminal",
            "显示中文",
            State.WRONG,
            f"终端的编码是 {name}，中文会变成问号",
            "Windows 先执行 chcp 65001，或改用 Windows Terminal；其他系统执行 export LANG=C.UTF-8",
        )
    if not _can_show(_ALL_CHINESE, name):
        return Sign(
            "terminal",
            "显示中文",
            State.NOTE,
            f"终端的编码是 {name}，常用字没有问题，人名里的生僻字会变成问号；文件里的不受影响",
            "要看生僻字的，先执行 chcp 65001，或改用 Windows Terminal",
        )
    return Sign("terminal", "显示中文", State.FINE, f"终端的编码是 {name}")


def _can_show(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _git() -> Sign:
    from yingsu.git_program import git_program

    try:
        words = [git_program(), "--version"]
        done = subprocess.run(  # noqa: S603 -- fixed words
            words, capture_output=True, timeout=_SECONDS, check=False, encoding="utf-8", errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired):
        return Sign(
            "git",
            "git",
            State.NOTE,
            "没有找到 git：看历史（diff、log）、只查改过的（check --changed）和提交前检查用不了，其他不受影响",
            "需要的话安装 git",
        )
    return Sign("git", "git", State.FINE, done.stdout.strip())


def _holidays(as_of: date) -> Iterator[Sign]:
    """This year's must be known. Next year's are announced late in the year; till then a due day may be provisional."""
    from yingsu.domain.calendar import Calendar

    for year, if_unknown in ((as_of.year, State.WRONG), (as_of.year + 1, State.NOTE)):
        title = f"{year} 年放假安排"
        if Calendar().is_confirmed(year):
            yield Sign(f"holidays-{year}", title, State.FINE, "有")
            continue
        remedy = "更新程序" if if_unknown is State.WRONG else "国务院公布（一般在十一月）以后，更新程序"
        said = "没有：到期日落在这一年的只按周末推算，写明“暂定”"
        yield Sign(f"holidays-{year}", title, if_unknown, said, remedy)


def _parquet() -> Sign:
    if find_spec("pyarrow") is not None:
        return Sign("parquet", "导出 parquet", State.FINE, "可以用")
    return Sign(
        "parquet",
        "导出 parquet",
        State.NOTE,
        "没有装 pyarrow，export --format parquet 用不了；csv 和 sqlite 内容相同",
        '需要的话执行 pip install "yingsu[parquet]"',
    )
