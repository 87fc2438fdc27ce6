"""What git says is not committed yet, and what the next commit holds. Reads only, and runs nothing of the repository's."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from yingsu.reading.git import HistoryError, ask
from yingsu.reading.history import put_down
from yingsu.reading.revision import filters_off
from yingsu.reading.tree import CASE_FILE, CASES, SETTINGS_FILE

_INDEX = "GIT_INDEX_FILE"
_CASE = re.compile(rf"({CASES}/[0-9]{{4}}/[^/]+)/{re.escape(CASE_FILE)}")
_YAML = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the last commit, as paths relative to the workspace.

    Attributes:
        paths: the files; those that are gone as well.
        directories: every directory that one of them is in, at any depth.
        is_as_staged: whether the YAML files on disk are those that the next commit holds.
    """

    paths: frozenset[str]
    directories: frozenset[str]
    is_as_staged: bool

    def concern(self, path: str) -> bool:
        """Whether a change may have to do with what is said of a path: a case's documents are part of it."""
        if path in self.paths or path in self.directories:
            return True
        own = _CASE.fullmatch(path)
        return own is not None and own.group(1) in self.directories


def changes_of(root: Path, *, staged_only: bool = False) -> Changes:
    """What is not committed: changed, new and removed files; git does not tell of those it is to leave alone.

    Args:
        root: the workspace.
        staged_only: only what the next commit holds.

    Raises:
        HistoryError: no git, or the workspace is in no repository.
    """
    prefix = _prefix(root)
    said = ask(
        root,
        "status",
        *("--porcelain=v2", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all"),
        *("--", "."),
        settings={**filters_off(root), **_status_settings(root)},
    )
    paths, is_as_staged = set(), True
    for line in said.split(b"\0")[:-1]:
        in_index, on_disk, name = _entry(line)
        path = name.decode("utf-8", "surrogateescape").removeprefix(prefix)
        if on_disk and path.lower().endswith(_YAML):
            is_as_staged = False
        if in_index or not staged_only:
            paths.add(path)
    directories = {parent.as_posix() for path in paths for parent in PurePosixPath(path).parents}
    return Changes(frozenset(paths), frozenset(directories - {"."}), is_as_staged)


def _prefix(root: Path) -> str:
    """Where the workspace stands in its repository: empty, or ending in `/`.

    Raises:
        HistoryError: there is none.
    """
    said = ask(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape")
    return said.removesuffix("\n")


def _entry(line: bytes) -> tuple[bool, bool, bytes]:
    """Whether the index differs from the commit, whether the disk differs from the index, and the path.

    `1 XY …` has seven words before the path, `u XY …` (a conflict) nine, `? ` an untracked file.
    """
    if line.startswith(b"? "):
        return False, True, line[2:]
    words = line.split(b" ", 10 if line.startswith(b"u") else 8)
    if line.startswith(b"u"):
        return True, True, words[10]
    return words[1][:1] != b".", words[1][1:] != b".", words[8]


def _status_settings(root: Path) -> dict[str, str]:
    # How line ends are compared is set for the whole computer on Windows.
    return {"GIT_CONFIG_NOSYSTEM": "0", **_index(root)}


def _index(root: Path) -> dict[str, str]:
    """The index that git names to a hook: `git commit -a` makes a second one. Another repository's is left aside."""
    named = os.environ.get(_INDEX)
    if not named:
        return {}
    place = Path.cwd() / named
    own = Path(ask(root, "rev-parse", "--absolute-git-dir").decode("utf-8", "surrogateescape").rstrip("\n"))
    try:
        return {_INDEX: str(place)} if place.parent.resolve() == own.resolve() else {}
    except (OSError, RuntimeError):
        return {}


@contextmanager
def staged_copy(root: Path, catalogue: str | None) -> Iterator[tuple[Path, tuple[tuple[str, str], ...]]]:
    """What the next commit holds of a workspace, in a temporary directory; and what could not be taken out, and why.

    Documents of the cases are empty files there: a document need not be in git, only on the disk.

    Args:
        root: the workspace.
        catalogue: the path of the office's own risk points, if it has them.

    Raises:
        HistoryError: the commit would not hold the workspace, or there is a conflict.
    """
    settings = _index(root)
    wanted = [SETTINGS_FILE, CASES, *([catalogue] if catalogue else [])]
    held = _held(root, wanted, settings)
    place = Path(tempfile.mkdtemp(prefix="yingsu-"))
    try:
        unread = put_down(root, held, place, "要提交的")
        if not (place / SETTINGS_FILE).is_file():
            raise HistoryError(f"要提交的内容里没有 {SETTINGS_FILE}，没有检查。请先 git add {SETTINGS_FILE}")
        _add_documents(root, place)
        yield place, tuple(unread)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _held(root: Path, wanted: list[str], settings: Mapping[str, str]) -> list[tuple[str, str, str]]:
    said = ask(root, "ls-files", "--stage", "-z", "--", *wanted, settings=settings)
    held = []
    for line in said.split(b"\0")[:-1]:
        head, _, name = line.partition(b"\t")
        mode, blob, stage = head.decode("ascii").split(" ")
        path = name.decode("utf-8", "surrogateescape")
        if stage != "0":
            shown = path.encode("utf-8", "replace").decode()
            raise HistoryError(f"{shown} 有合并冲突，还没有处理完：改好后先 git add，再检查")
        held.append((path, mode, blob))
    return held


def _add_documents(root: Path, place: Path) -> None:
    """Beside each case that was put down, the names of its documents: whether they are there is all that is asked."""
    for case in place.glob(f"{CASES}/[0-9][0-9][0-9][0-9]/*/{CASE_FILE}"):
        below = case.parent.relative_to(place)
        for directory, _, names in os.walk(root / below):
            target = place / Path(directory).relative_to(root)
            for name in names:
                if not name.lower().endswith(_YAML) and (Path(directory) / name).is_file():
                    target.mkdir(parents=True, exist_ok=True)
                    (target / name).touch()
