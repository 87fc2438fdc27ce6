"""Faults injected into the program where it changes the disk: killed there, no room there, refused there.

A child process is forked from this one, in which everything is loaded, and counts its calls that change a disk. Python's
audit hooks see each before it is made (open for writing, mkdir, rename, link, chmod, unlink, rmdir); writes and fsync,
which they do not see, are wrapped. At the call of a number the child dies as by kill -9, a write being cut in half; or
the call fails, as the system would have it fail.
"""

import errno
import io
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook.defined_name import DefinedName

from yingsu.cli.main import run

SAMPLE = Path(__file__).parents[2] / "cli" / "workspace"
DAY = ("--as-of", "2026-01-10")
KILLED = 137
TEMPORARY = tuple(str(Path(tempfile.gettempdir()) / start) for start in ("openpyxl.", "tmp"))
"""Where libraries put what they need for a moment."""

CHANGES = frozenset(
    {"os.mkdir", "os.rename", "os.link", "os.symlink", "os.chmod", "os.truncate", "os.remove", "os.rmdir"}
)
NEED_ROOM = frozenset({"open", "os.mkdir", "os.link", "os.symlink", "write", "fsync"})


class Kind(Enum):
    """What happens at a call."""

    KILLED = "被强行结束"
    FULL = "从这一步起磁盘已满"
    REFUSED = "这一步没有权限或被占用"
    INTERRUPTED = "按了 Ctrl+C"


@dataclass(frozen=True)
class Left:
    """What a child left behind.

    Attributes:
        code: its exit code.
        said: what it printed, stdout and stderr.
        calls: its calls that change the disk, in their order; those in the system's temporary directory are none.
    """

    code: int
    said: str
    calls: tuple[str, ...]


class Injector:
    """Counts the calls that change the disk, and lets the one of a number fail."""

    def __init__(self, number: int | None, kind: Kind) -> None:
        self.number, self.kind = number, kind
        self.calls: list[str] = []
        self.is_on = True

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Python's audit hook."""
        if not self.is_on:
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return
            self.meet(event, path)
        elif event in CHANGES:
            self.meet(event, arguments[0])

    def meet(self, event: str, path: Any, cut: Callable[[], None] | None = None) -> None:
        """A call that changes the disk is about to be made."""
        if path is not None and os.fsdecode(path).startswith(TEMPORARY):
            return
        self.calls.append(event)
        if self.number is None or len(self.calls) < self.number:
            return
        if self.kind is Kind.FULL:
            if event in NEED_ROOM:
                raise OSError(errno.ENOSPC, "No space left on device", path)
        elif len(self.calls) == self.number:
            if self.kind is Kind.KILLED:
                if cut is not None:
                    cut()
                os.kill(os.getpid(), signal.SIGKILL)
            if self.kind is Kind.INTERRUPTED:
                raise KeyboardInterrupt
            raise PermissionError(errno.EACCES, "Permission denied", path)

    def install(self) -> None:
        """Watch this process, for the rest of its life."""
        synced, opened = os.fsync, os.fdopen

        def fsync(descriptor: int) -> None:
            self.meet("fsync", None)
            synced(descriptor)

        def fdopen(descriptor: int, mode: str = "r", *rest: Any, **more: Any) -> Any:
            if mode != "wb":
                return opened(descriptor, mode, *rest, **more)
            return io.BufferedWriter(CutWriting(descriptor, self))

        os.fsync, os.fdopen = fsync, fdopen  # type: ignore[assignment]
        sys.addaudithook(self.hook)


class CutWriting(io.FileIO):
    """A file whose writing may be cut in the middle."""

    def __init__(self, descriptor: int, injector: Injector) -> None:
        super().__init__(descriptor, "w")
        self._injector = injector

    def write(self, data: Any) -> int:
        self._injector.meet("write", None, lambda: self._half(data))
        return super().write(data)

    def _half(self, data: Any) -> None:
        super().write(bytes(data)[: len(data) // 2])


def in_child(place: Path, calls: list[list[str]], injector: Injector | None = None) -> Left:
    """Run calls in a child that stands in a directory, until one fails.

    Args:
        place: the directory.
        calls: the words of each call.
        injector: what happens to it.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as counted:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            _live_and_die(place, calls, injector, said.fileno(), counted.fileno())
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        said.seek(0)
        counted.seek(0)
        text = said.read().decode("utf-8")
        made = tuple(counted.read().decode("ascii").split())
        return Left(KILLED if code == -signal.SIGKILL else code, text, made)


def _live_and_die(
    place: Path, calls: list[list[str]], injector: Injector | None, said: int, counted: int
) -> None:
    """All of a child's life: it never returns into the test."""
    code = 99
    try:
        os.chdir(place)
        for number in (1, 2):
            os.dup2(said, number)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 -- for life
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
        if injector is not None:
            injector.install()
        for words in calls:
            code = run(words)
            if code != 0:
                break
        if injector is not None:
            injector.is_on = False
            os.write(counted, " ".join(injector.calls).encode("ascii"))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def visible(root: Path) -> dict[str, bytes]:
    """The files and empty directories that a person sees, with what is in them."""
    found = {}
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if any(part.endswith((".tmp", ".old")) or part == ".yingsu" for part in parts):
            continue
        if path.is_file():
            found["/".join(parts)] = path.read_bytes()
    return found


def hidden(root: Path) -> list[str]:
    """What is left over that nobody sees."""
    tool = {".gitignore", "new-case.lock", ".yingsu"}
    return [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.name.endswith((".tmp", ".old")) or (".yingsu" in path.parts and path.name not in tool)
    ]


def stock(root: Path) -> None:
    """Lay out a workspace with all that the commands need: a form that was filled in, an official form."""
    shutil.copytree(SAMPLE, root)
    case = root / "cases/2025/0306-自然资源局-张某/case.yaml"
    case.write_text(case.read_text(encoding="utf-8") + "典型案例: 是\n", encoding="utf-8")
    made = in_child(root, [["form", "-o", "填好的表.xlsx", "--all", "--year", "2025", "--quiet", *DAY]])
    assert made.code == 0, made.said
    fill_in(root / "填好的表.xlsx")
    official_form(root / "模板.xlsx")


def fill_in(path: Path) -> None:
    """Two days of cases that are there, and a case that is not."""
    book = openpyxl.load_workbook(path)
    rows: list[tuple[str, dict[str, Any]]] = [
        (
            "案件",
            {
                "案件编号": "新1",
                "案由": "不履行职责",
                "行为类别": "不履行职责",
                "管理领域": "自然资源",
            },
        ),
        (
            "当事人",
            {"案件编号": "新1", "诉讼地位": "被告", "单位": "县自然资源局", "地位": "原行为机关"},
        ),
        ("当事人", {"案件编号": "新1", "诉讼地位": "原告", "姓名": "周某", "类型": "公民"}),
        (
            "审理",
            {
                "案件编号": "新1",
                "审级": "一审",
                "案号": "（2025）闽0583行初88号",
                "收到应诉通知": "2025-11-03",
            },
        ),
    ]
    for sheet, values in rows:
        page = book[sheet]
        number = page.max_row + 1
        for title, value in values.items():
            page.cell(number, titles(page)[title]).value = value
    page = book["审理"]
    for case in ("2025/0306", "2025/0410"):
        number = next(
            row
            for row in range(2, page.max_row + 1)
            if str(page.cell(row, titles(page)["案件编号"]).value).startswith(case)
        )
        page.cell(number, titles(page)["备案日期"]).value = "2025-04-15"
    book.save(path)


def titles(page: Any) -> dict[str, int]:
    """The column of each title."""
    return {str(cell.value).rstrip("*"): cell.column for cell in page[1]}


def official_form(path: Path) -> None:
    """A form with one place that has a name."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "统计"
    book.worksheets[0]["A2"] = "一审败诉"
    book.defined_names["一审败诉率_分子"] = DefinedName("一审败诉率_分子", attr_text="统计!$B$2")
    book.save(path)
