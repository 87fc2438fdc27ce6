"""The history of a workspace's case files: its versions put down to be read, and the commits that touched cases."""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from yingsu.domain.settings import Settings
from yingsu.reading.files import MOST_BYTES
from yingsu.reading.git import HistoryError, Repository, ask, contents
from yingsu.reading.tree import CASE_FILE, CASES, SETTINGS_FILE
from yingsu.reading.validation import read_record
from yingsu.reading.workspace import Workspace, open_workspace

MOST_COMMITS = 20_000
"""How many commits are looked at, the newest first."""

MOST_FILES = 100_000
"""How many files of a version are taken out."""

_LONGEST_NAME = 240
"""Bytes of a name; file systems take 255."""

_ID = re.compile(r"[0-9]{4}/[^/]+")
_ABSENT = re.compile("0+")
_REGULAR = {"100644", "100755", "100664"}
_MAY_HOLD_CASES = re.compile(f"{CASES}(/([0-9]{{4}}|screenings|events|letters)(/[^/]+)?)?")
"""Directories of records. Where one is a link or another repository, what is in it is not known."""


@dataclass(frozen=True, slots=True)
class Past:
    """A version of a workspace, put down in a directory of its own.

    Attributes:
        unread: path and reason (Chinese) of what could not be taken out: nothing is certain about it.
    """

    workspace: Workspace
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Touch:
    """A case file as a commit changed it.

    Attributes:
        old_case: the case id before; `None` where the file is new.
        case: the case id after; `None` where the file was removed.
        old: the blob before.
        new: the blob after.
    """

    old_case: str | None
    case: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that touched cases.

    Attributes:
        id: in full.
        day: on which it was written, by its author's clock: a rebase does not change it.
        author: as git has it.
        touches: the case files it changed; of a merge that differs from each of its parents, one for each.
        is_cut_off: whether a shallow clone ends here: what it holds may have come earlier.
    """

    id: str
    day: date
    author: str
    touches: tuple[Touch, ...]
    is_cut_off: bool = False


@contextmanager
def workspace_at(repository: Repository, commit: str) -> Iterator[Past]:
    """A version's settings, units and records in a temporary directory, as long as it is needed.

    Links and names that lead out are not followed; documents of the cases are left in git.

    Raises:
        HistoryError: the workspace was not there at that version, or it is too large.
    """
    place = Path(tempfile.mkdtemp(prefix="yingsu-"))
    try:
        unread = _take_out(repository, commit, (SETTINGS_FILE, CASES), place)
        if not (place / SETTINGS_FILE).is_file():
            raise HistoryError(f"版本 {commit[:12]} 里还没有这个工作区（没有 {SETTINGS_FILE}）")
        content = (place / SETTINGS_FILE).read_bytes()
        settings = read_record(content, Settings, SETTINGS_FILE).legible
        catalogue = settings.known("risk_catalogue") if settings is not None else None
        if catalogue is not None and not (place / catalogue).exists():
            unread += _take_out(repository, commit, (catalogue,), place)
        yield Past(open_workspace(place), tuple(unread))
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _take_out(
    repository: Repository, commit: str, paths: tuple[str, ...], place: Path
) -> list[tuple[str, str]]:
    """Write the YAML files at or below some paths; what is not taken, and why."""
    wanted = [repository.prefix + path for path in paths]
    listed = ask(repository.root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *wanted)
    held = []
    for line in listed.split(b"\0")[:-1]:
        head, _, name = line.partition(b"\t")
        path = name.decode("utf-8", "surrogateescape")[len(repository.prefix) :]
        mode, _, blob = head.decode("ascii").split(" ")
        held.append((path, mode, blob))
    return put_down(repository.root, held, place, f"版本 {commit[:12]} 里")


def put_down(root: Path, held: list[tuple[str, str, str]], place: Path, where: str) -> list[tuple[str, str]]:
    """Write the YAML files among those that git holds; what is not written, and why.

    Args:
        root: the workspace.
        held: path, mode and blob of each.
        place: the directory to write to.
        where: Chinese; what holds them.

    Raises:
        HistoryError: there are too many.
    """
    unread, taken = [], {}
    for path, mode, blob in held:
        is_hidden = mode not in _REGULAR and _MAY_HOLD_CASES.fullmatch(path)
        if not is_hidden and not path.lower().endswith((".yaml", ".yml")):
            continue
        why = "" if mode in _REGULAR else "是链接，没有读取"
        why = _why_not_written(path) or why
        if why:
            unread.append((path.encode("utf-8", "replace").decode(), why))
        else:
            taken[path] = blob
    if len(taken) > MOST_FILES:
        raise HistoryError(f"{where}有 {len(taken)} 个文件，超过 {MOST_FILES} 个，没有读取")
    found = contents(root, list(taken.values()))
    for path, blob in taken.items():
        if blob in found:
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(found[blob])
        else:
            unread.append((path, f"取不出来，或者超过 {MOST_BYTES >> 20} MB，没有读取"))
    return unread


def _why_not_written(path: str) -> str:
    """Why a path of a version must not be written; empty where it may."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or ":" in part or "\0" in part for part in parts):
        return "路径不合规，没有读取"
    try:
        too_long = any(len(part.encode()) > _LONGEST_NAME for part in parts)
    except UnicodeEncodeError:
        return "文件名不是 UTF-8 编码，没有读取"
    return "文件名太长，没有读取" if too_long else ""


@dataclass(frozen=True, slots=True)
class Log:
    """The commits that touched cases, newest first.

    Attributes:
        is_whole: whether these are all: a very long history is followed for `MOST_COMMITS` only, and a shallow
            clone has the newest only.
    """

    commits: tuple[Commit, ...]
    is_whole: bool


def commits_of(repository: Repository, most: int = MOST_COMMITS) -> Log:
    """The commits up to HEAD that touched a case file, `most` of them.

    Raises:
        HistoryError: git cannot say.
    """
    root = repository.root
    listed = ask(root, "rev-list", f"--max-count={most + 1}", "HEAD", "--", CASES).split()
    is_long = len(listed) > most
    listed = listed[:most]
    form = "--format=tformat:%H%x00%P%x00%an%x00%ad"
    said = ask(
        root,
        *(
            "diff-tree",
            "--stdin",
            "-r",
            "-z",
            "--root",
            "-m",
            "--raw",
            "--no-abbrev",
            "-M",
            "-l400",
            "--no-ext-diff",
        ),
        *("--no-textconv", "--no-color", "--date=raw", "--encoding=UTF-8", form, "--", CASES),
        given=b"".join(commit + b"\n" for commit in listed),
    )
    commits = tuple(_commits(repository, said))
    return Log(commits, not is_long and not repository.cut_off)


def _commits(repository: Repository, said: bytes) -> Iterator[Commit]:
    """Id, parents, author, day; then the files: `:100644 100644 old new M`, and a path, or two if it moved.

    A merge comes once for each parent it differs from. What it has from another parent as it was, it did not touch.
    """
    fields = iter(said.split(b"\0")[:-1])
    heads: dict[bytes, tuple[int, bytes, bytes]] = {}
    touches: dict[bytes, list[Touch]] = {}
    commit = b""
    for field in fields:
        if field.lstrip(b"\n").startswith(b":"):
            _, _, old, new, status = field.decode("ascii").split()
            first = next(fields)
            second = next(fields) if status[0] in "RC" else first
            touches[commit] += _touch(repository.prefix, (first, old), (second, new))
        else:
            commit, parents = field, len(next(fields).split())
            heads[commit] = (parents, next(fields), next(fields))
            touches.setdefault(commit, [])
    for commit, (parents, author, dated) in heads.items():
        ways = Counter(touch.case for touch in touches[commit])
        own = tuple(touch for touch in touches[commit] if ways[touch.case] >= parents)
        if own:
            id_, name = commit.decode("ascii"), author.decode("utf-8", "replace")
            yield Commit(id_, _day(dated.decode("ascii")), name, own, id_ in repository.cut_off)


def _day(raw: str) -> date:
    """`1741312800 +0800` as the day it was there."""
    seconds, _, zone = raw.partition(" ")
    minutes = int(zone[1:3] or 0) * 60 + int(zone[3:5] or 0)
    offset = timedelta(minutes=-minutes if zone.startswith("-") else minutes)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds)) + offset).date()


def _touch(prefix: str, old: tuple[bytes, str], new: tuple[bytes, str]) -> list[Touch]:
    """A change of a file, if it is a case's: path and blob before and after."""
    before = None if _ABSENT.fullmatch(old[1]) else _case_of(prefix, old[0])
    after = None if _ABSENT.fullmatch(new[1]) else _case_of(prefix, new[0])
    if before is None and after is None:
        return []
    return [Touch(before, after, old[1] if before else None, new[1] if after else None)]


def _case_of(prefix: str, name: bytes) -> str | None:
    """The id of the case whose file this is; `None` for another file."""
    path = name.decode("utf-8", "replace")[len(prefix) :]
    if not path.startswith(f"{CASES}/") or not path.endswith(f"/{CASE_FILE}"):
        return None
    id_ = path[len(CASES) + 1 : -len(CASE_FILE) - 1]
    return id_ if _ID.fullmatch(id_) else None


class Follower:
    """The commits that touched a case, through renames of its directory."""

    def __init__(self, log: Log, is_same: Callable[[Touch], bool]) -> None:
        """Sort the commits by case; `is_same` says whether a file that moved is the same case."""
        self._is_same = is_same
        self._by_case: dict[str, list[tuple[int, Commit, tuple[Touch, ...]]]] = {}
        for position, commit in enumerate(log.commits):
            grouped: dict[str, list[Touch]] = {}
            for touch in commit.touches:
                if (id_ := touch.case or touch.old_case) is not None:
                    grouped.setdefault(id_, []).append(touch)
            for id_, touches in grouped.items():
                self._by_case.setdefault(id_, []).append((position, commit, tuple(touches)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The cases of the history by the last id they had, also those removed since."""
        touches = [touch for found in self._by_case.values() for _, _, each in found for touch in each]
        moved = {touch.old_case for touch in touches if touch.case not in {None, touch.old_case}}
        return tuple(sorted(self._by_case.keys() - moved))

    def commits(self, case: str) -> Iterator[tuple[Commit, tuple[Touch, ...]]]:
        """Of one case, newest first; a file that came from another case has nothing before it."""
        id_, after = case, -1
        while id_:
            former, start = "", after
            for position, commit, touches in self._by_case.get(id_, ()):
                if position <= start:
                    continue
                own = tuple(
                    touch
                    if touch.old_case in {None, id_} or self._is_same(touch)
                    else replace(touch, old_case=None, old=None)
                    for touch in touches
                )
                yield commit, own
                moved = [each.old_case for each in own if each.old_case not in {None, id_}]
                if moved and moved[0] is not None:
                    former, after = moved[0], position
                    break
            id_ = former
