"""The tutorial, carried out: its commands are called, its edits are made, its outputs are what was printed.

In a block ```` ```console ```` a line `$ …` is a command, what follows its output. ```` ```console 12行 ```` shows twelve lines of each
output and a line of dots, ```` ```console 从“X”起12行 ```` those from the line X on. A block ```` ```yaml `file`：… ```` is an edit of a file, and its caption says which one: `整个文件`, the file has
this text from now on; `从“X”起`, all from the line that begins with X on is replaced; `末尾加上`, it is put at the end; `把“X”改成`, that passage
is replaced by this one. “删去 `X` 整个目录” in the text does so.
"""

import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from manual.calling import printed

PROMPT: Final = "$ "
DOTS: Final = "……"
_STEP: Final = re.compile(
    r"^```(?P<kind>\w+)(?: (?P<info>[^\n]*))?\n(?P<body>.*?)^```$|删去 `(?P<gone>[^`]+)` 整个目录",
    re.MULTILINE | re.DOTALL,
)
_SHOWN: Final = re.compile(r"(?:从“(?P<first>.+)”起)?(?:(?P<most>\d+)行)?")
_EDIT: Final = re.compile(
    r"(?P<file>\S+)：(?P<way>整个文件|末尾加上|从“(?P<start>.+)”起|把“(?P<old>.+)”改成)"
)


class TutorialError(ValueError):
    """The tutorial asks for what cannot be done."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How much of an output stands in the tutorial.

    Attributes:
        first: the line it begins with; empty: at the beginning.
        most: how many lines; `None`: all.
    """

    first: str = ""
    most: int | None = None

    @classmethod
    def read(cls, info: str) -> "Shown":
        """What stands behind `console`.

        Raises:
            TutorialError: it says nothing of the kind.
        """
        said = _SHOWN.fullmatch(info)
        if said is None:
            raise TutorialError(info)
        return cls(said["first"] or "", int(said["most"]) if said["most"] else None)

    def of(self, lines: list[str]) -> list[str]:
        """The lines to be shown, with dots for those left out."""
        start = lines.index(self.first) if self.first else 0
        end = len(lines) if self.most is None else min(start + self.most, len(lines))
        return [*([DOTS] if start else []), *lines[start:end], *([DOTS] if end < len(lines) else [])]


@dataclass(slots=True)
class Desk:
    """Where the tutorial is carried out.

    Attributes:
        root: the directory it begins in.
        place: where the reader stands now.
    """

    root: Path
    place: Path = field(init=False)

    def __post_init__(self) -> None:
        """Begin at the root."""
        self.place = self.root

    def called(self, command: str, shown: "Shown") -> str:
        """Carry out a command of the tutorial and give what it printed, as much of it as is to be shown.

        Raises:
            TutorialError: it is no command of ours, or fails otherwise than by finding errors.
        """
        program, *words = shlex.split(command)
        if program == "cd":
            self.place = self.place / words[0]
            return ""
        if program != "yingsu":
            raise TutorialError(command)
        code, said = printed(words, self.place)
        if code not in {0, 1}:
            raise TutorialError(f"{command}\n{said}")
        return "\n".join(shown.of(said.splitlines()))

    def edited(self, caption: str, text: str) -> None:
        """Make an edit as its caption says.

        Raises:
            TutorialError: the caption is none, or its passage is not in the file.
        """
        asked = _EDIT.fullmatch(caption)
        if asked is None:
            raise TutorialError(caption)
        file = self.place / asked["file"]
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(_after(before, asked, text), encoding="utf-8", newline="\n")


def _after(before: str, asked: re.Match[str], text: str) -> str:
    """A file's text after an edit.

    Raises:
        TutorialError: the passage is not there, or more than once.
    """
    if asked["way"] == "整个文件":
        return text
    if asked["way"] == "末尾加上":
        return f"{before.rstrip()}\n\n{text}"
    if asked["start"]:
        place = re.search(rf"^{re.escape(asked['start'])}", before, re.MULTILINE)
        if place is None:
            raise TutorialError(asked["start"])
        return before[: place.start()] + text
    if before.count(asked["old"]) != 1:
        raise TutorialError(asked["old"])
    return before.replace(asked["old"], text.rstrip("\n"))


def renewed(text: str) -> str:
    """The tutorial with the outputs as they are now.

    Raises:
        TutorialError: a step of it cannot be done.
    """
    with tempfile.TemporaryDirectory() as name:
        desk = Desk(Path(name).resolve())
        return _STEP.sub(lambda block: _carried_out(desk, block), text)


def _carried_out(desk: Desk, block: re.Match[str]) -> str:
    if block["gone"]:
        shutil.rmtree(desk.place / block["gone"])
        return block[0]
    kind, info, body = block["kind"], block["info"] or "", block["body"]
    if kind == "yaml" and "：" in info:
        desk.edited(info, body)
    elif kind == "console":
        session = "\n".join(_session(desk, body, Shown.read(info)))
        return f"```{f'{kind} {info}'.strip()}\n{session}\n```"
    return block[0]


def _session(desk: Desk, body: str, shown: Shown) -> Iterator[str]:
    """The commands of a block, each with what it prints now."""
    for line in body.splitlines():
        if line.startswith(PROMPT):
            yield line
            said = desk.called(line.removeprefix(PROMPT), shown)
            if said:
                yield said
