"""git, asked about a workspace: which versions there are, what they hold. Reads only.

Nothing that a workspace or its repository brings along is run: only plumbing is called (no hook, no text
conversion, no signature program), no object is fetched, no lock is taken, no file is written.
"""

import re
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic_core import PydanticCustomError

from yingsu.domain.scalars import parse_day, shorten
from yingsu.git_program import git_environment, git_program
from yingsu.reading.files import MOST_BYTES

MOST_TOTAL = 512 << 20
"""How many bytes of files are taken out of git at once."""

_SECONDS = 300
_SAFE = ("--literal-pathspecs", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=")
_ENVIRONMENT = {"GIT_CONFIG_NOSYSTEM": "1"}
_COMMIT = re.compile("[0-9a-f]{40,64}")


class HistoryError(Exception):
    """There is no history to look at, or not the version asked for; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Version:
    """A commit.

    Attributes:
        name: as asked for.
        commit: its full id.
    """

    name: str
    commit: str


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository a workspace is in.

    Attributes:
        root: the workspace's directory.
        prefix: where the workspace stands in it, empty or ending in `/`.
        cut_off: the commits at which a shallow clone ends: what came before them is not known.
    """

    root: Path
    prefix: str
    cut_off: frozenset[str]


def ask(root: Path, *words: str, given: bytes = b"", settings: Mapping[str, str] | None = None) -> bytes:
    """What git answers in a directory.

    Args:
        root: the directory.
        words: the command.
        given: what it reads.
        settings: more for its environment.

    Raises:
        HistoryError: no git, no repository, or git cannot do it.
    """
    done = _run(root, words, given, settings)
    if done.returncode:
        raise HistoryError(_why(root, done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _run(
    root: Path, words: tuple[str, ...], given: bytes = b"", settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 -- fixed commands; names of versions are checked
            [git_program(), *_SAFE, *words],
            cwd=root,
            env=git_environment({**_ENVIRONMENT, **(settings or {})}),
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise HistoryError(f"git 超过 {_SECONDS} 秒没有答复，请稍后再试") from None
    except OSError:
        raise HistoryError("这台电脑上没有找到 git 程序，看不到历史。请先安装 git") from None


def _why(root: Path, said: str) -> str:
    if "dubious ownership" in said:
        return (
            "git 认为这个目录属于别的用户，不肯读取。确认目录可信后，请运行："
            f'git config --global --add safe.directory "{root.as_posix()}"'
        )
    if "not a git repository" in said:
        return "这个工作区没有用 git 保存历史，没有可以比较的版本。需要的话，在工作区里运行 git init，以后每次改完提交"
    lines = said.strip().splitlines()
    return f"git 读不出历史：{shorten(lines[-1], 200) if lines else '没有说明原因'}"


def repository_of(root: Path) -> Repository:
    """The repository of a workspace; its folder may be any of the repository's.

    Raises:
        HistoryError: there is none, or it has no commit yet.
    """
    said = ask(root, "rev-parse", "--is-inside-work-tree", "--show-prefix", "--git-path", "shallow")
    inside, prefix, shallow = said.decode("utf-8", "surrogateescape").rstrip("\n").split("\n")
    if inside != "true":
        raise HistoryError(_why(root, "not a git repository"))
    if _commit(root, "HEAD") is None:
        raise HistoryError("这个工作区还没有提交过，没有可以比较的版本。请先用 git 提交一次")
    file = root / shallow
    cut_off = frozenset(file.read_text("ascii").split()) if file.is_file() else frozenset()
    return Repository(root, prefix, cut_off)


def version_of(repository: Repository, name: str) -> Version:
    """The commit that a name means: a branch, a tag, an id, or a day (the last commit by the end of it).

    Raises:
        HistoryError: there is no such version.
    """
    if not name.isprintable() or name.startswith(("-", "^")):
        raise HistoryError(f"“{shorten(name)}”不是版本的名称")
    commit = _commit(repository.root, name) or _commit_on(repository, name)
    if commit is None:
        message = f"没有“{shorten(name)}”这个版本。可以写提交编号、分支、标签，或者一个日期，如 2025-06-30"
        raise HistoryError(message + _cut_off_words(repository))
    return Version(name, commit)


def _commit(root: Path, name: str) -> str | None:
    found = _run(root, ("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"))
    said = found.stdout.decode("ascii", "replace").strip()
    return said if found.returncode == 0 and _COMMIT.fullmatch(said) else None


def _commit_on(repository: Repository, word: str) -> str | None:
    """The last commit by the end of a day, by the clock of this machine; `None` where the word is no day.

    Raises:
        HistoryError: the history begins later.
    """
    try:
        day = parse_day(word)
    except PydanticCustomError:
        return None
    found = ask(repository.root, "rev-list", "-1", f"--min-age={_end_of(day)}", "HEAD").decode().strip()
    if not found:
        words = _cut_off_words(repository)
        raise HistoryError(f"{day.isoformat()} 以前没有提交过，没有那时的版本{words}")
    return found


def _end_of(day: date) -> int:
    last = datetime(day.year, day.month, day.day, 23, 59, 59)  # noqa: DTZ001 -- the office's own day, not UTC's
    return max(int(time.mktime(last.timetuple())), 0)


def _cut_off_words(repository: Repository) -> str:
    return "（这里只有一部分历史，更早的没有取来：git fetch --unshallow）" if repository.cut_off else ""


def contents(root: Path, blobs: list[str]) -> dict[str, bytes]:
    """The bytes of blobs, without those that are longer than any file of ours may be.

    Raises:
        HistoryError: together they are more than can be held.
    """
    wanted = list(dict.fromkeys(blobs))
    checked = ask(root, "cat-file", "--batch-check", given=_lines(wanted)).decode("ascii").splitlines()
    sizes = {
        words[0]: int(words[2]) for line in checked if len(words := line.split()) > 2 and words[1] == "blob"
    }
    fitting = [blob for blob, size in sizes.items() if size <= MOST_BYTES]
    if sum(sizes[blob] for blob in fitting) > MOST_TOTAL:
        raise HistoryError(
            f"案件文件合计超过 {MOST_TOTAL >> 20} MB，读不下。请只看一个案件，或者比较文件少一些的版本"
        )
    said = ask(root, "cat-file", "--batch", given=_lines(fitting)) if fitting else b""
    found, start = {}, 0
    for blob in fitting:
        begun = said.index(b"\n", start) + 1
        found[blob] = said[begun : begun + sizes[blob]]
        start = begun + sizes[blob] + 1
    return found


def _lines(words: list[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode("ascii")
