"""The cache itself: a SQLite file of verdicts and facts, by ground (settings, day) and by file.

It may be lost at any time and must never be wrong: of another version, damaged, written by others or in use, it is left
aside or thrown away, and everything is looked at anew. Only text is kept, and nothing of it is executed.
"""

import os
import sqlite3
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from yingsu.cache.place import CACHE_FILE, PRIVATE, is_tracked, private_directory
from yingsu.cache.version import state_of_program

WORTH_KEEPING = 20
"""From how many files on a cache is made: fewer are read in no time."""

WORTH_SHARING = 500
"""From how many files on a second process pays for its start."""

MOST_GROUNDS = 4
"""How many days, or versions of the settings, are kept at once: the least used goes first."""

MOST_ANSWERS = 50
"""How many answers are kept."""

_TICK = 2 * 10**9
"""Nanoseconds. A file changed this shortly before it was looked at may change again without its time changing."""

_SECONDS = 0.5
_SHAPE = """
CREATE TABLE version (program TEXT NOT NULL, number TEXT NOT NULL);
CREATE TABLE defects (code TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE grounds (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, body TEXT NOT NULL, used INTEGER NOT NULL);
CREATE TABLE verdicts (
  ground INTEGER NOT NULL, path TEXT NOT NULL, state TEXT, digest TEXT NOT NULL, tally TEXT NOT NULL,
  dockets TEXT NOT NULL, links TEXT NOT NULL, documents TEXT NOT NULL, text TEXT NOT NULL, coloured TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (ground, path)
) WITHOUT ROWID;
CREATE TABLE kept (
  ground INTEGER NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, counted TEXT NOT NULL, due TEXT NOT NULL,
  PRIMARY KEY (ground, path, digest)
);
CREATE TABLE directories (path TEXT PRIMARY KEY, changed INTEGER NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE answers (
  ground INTEGER NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, used INTEGER NOT NULL,
  PRIMARY KEY (ground, name)
) WITHOUT ROWID;
"""


class Known(NamedTuple):
    """What is known of a file at a glance.

    Attributes:
        path: relative to the workspace.
        state: of the file when it was looked at; empty where only its content tells whether it has changed.
        digest: SHA-256 of its bytes.
        tally: how many errors, warnings, remarks and waivers; numbers between blanks.
        dockets: its 案号, a line each.
        links: the cases that it names, a line each.
        documents: the documents it names, packed; empty where it names none.
    """

    path: str
    state: str
    digest: str
    tally: str
    dockets: str
    links: str
    documents: str


class Seen(NamedTuple):
    """What was found in a file just now, to be known the next time.

    Attributes:
        known: what is known of it at a glance.
        text: what a check prints of it; `coloured` the same with colours.
        body: the verdict, packed.
        kept: what is counted of it, and its due days and gaps, packed; `None` where only what is wrong was asked for.
    """

    known: Known
    text: str
    coloured: str
    body: str
    kept: tuple[str, str] | None = None


def state_of(state: os.stat_result, now: int) -> str:
    """What changes when a file does; empty where it is so young that a later change may leave it as it is.

    Args:
        state: of the file before it was read.
        now: nanoseconds, from the clock that stamps files. After a clock that went back a file may be of tomorrow:
            then its state is not trusted either.
    """
    return state_text(state) if max(state.st_mtime_ns, state.st_ctime_ns) < now - _TICK else ""


def state_text(state: os.stat_result) -> str:
    """Size, times and number of a file."""
    return f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"


class Store:
    """An open cache of this very version.

    Attributes:
        is_lost: whether something could not be read: then what was read of it is not to be relied on.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.is_lost = False

    def __del__(self) -> None:
        # It is read from as long as anything surveyed is in use, which nobody else can tell.
        self._connection.close()

    def defects(self) -> dict[str, str]:
        """The kinds of problem that verdicts name, packed, by code."""
        return dict(self._ask("SELECT code, body FROM defects"))

    def grounds(self, prefix: str) -> list[tuple[int, str, str]]:
        """Number, name and body of the grounds whose name begins so, the last used first."""
        asked = "SELECT id, name, body FROM grounds WHERE substr(name, 1, ?) = ? ORDER BY used DESC"
        return [(id_, name, body) for id_, name, body in self._ask(asked, (len(prefix), prefix))]

    def known(self, ground: int) -> dict[str, Known]:
        """What is known of each file on a ground, at a glance."""
        asked = "SELECT path, state, digest, tally, dockets, links, documents FROM verdicts WHERE ground = ?"
        return {known.path: known for known in map(Known._make, self._ask(asked, (ground,)))}

    def texts(self, ground: int, *, is_coloured: bool) -> Iterator[str]:
        """What a check prints of each file with something to say, in the order of the paths."""
        column = "coloured" if is_coloured else "text"
        asked = f"SELECT {column} FROM verdicts WHERE ground = ? AND text <> '' ORDER BY path"  # noqa: S608 -- one of two words
        return (text for (text,) in self._ask(asked, (ground,)))

    def bodies(self, ground: int) -> Iterator[tuple[str, str]]:
        """Path and packed verdict of each file on a ground."""
        return self._ask("SELECT path, body FROM verdicts WHERE ground = ?", (ground,))

    def kept_digests(self, ground: int) -> dict[str, str]:
        """Of which files what figures and lists need is known, with the digest of the bytes it was made of."""
        return dict(self._ask("SELECT path, digest FROM kept WHERE ground = ?", (ground,)))

    def counted(self, ground: int, path: str, digest: str) -> str | None:
        """What is counted of a file, packed; `None` where it is no longer there."""
        asked = "SELECT counted FROM kept WHERE ground = ? AND path = ? AND digest = ?"
        return next((body for (body,) in self._ask(asked, (ground, path, digest))), None)

    def due(self, ground: int, path: str, digest: str) -> str | None:
        """The due days and gaps of a file, packed; `None` where they are no longer there."""
        asked = "SELECT due FROM kept WHERE ground = ? AND path = ? AND digest = ?"
        return next((body for (body,) in self._ask(asked, (ground, path, digest))), None)

    def keep(
        self, name: str, body: str, seen: Iterable[Seen], defects: Mapping[str, str], gone: Iterable[str] = ()
    ) -> int | None:
        """Know it the next time. Where the file is in use or the disk is full, nothing is kept and nothing is said.

        Args:
            name: of the ground.
            body: of the ground, packed.
            seen: what was found.
            defects: the kinds of problem named in it, packed, by code.
            gone: paths that are no longer there.

        Returns:
            The number of the ground; `None` where nothing was kept.
        """
        try:
            with self._connection as writing:
                writing.execute("BEGIN IMMEDIATE")
                ground = _ground(writing, name, body)
                writing.executemany("INSERT OR REPLACE INTO defects VALUES (?, ?)", defects.items())
                for path in gone:
                    writing.execute("DELETE FROM verdicts WHERE ground = ? AND path = ?", (ground, path))
                    writing.execute("DELETE FROM kept WHERE ground = ? AND path = ?", (ground, path))
                for each in seen:
                    known = each.known
                    row = (ground, *known, each.text, each.coloured, each.body)
                    writing.execute(
                        "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
                    )
                    if each.kept is not None:
                        writing.execute(
                            "DELETE FROM kept WHERE ground = ? AND path = ?", (ground, known.path)
                        )
                        kept = (ground, known.path, known.digest, *each.kept)
                        writing.execute("INSERT INTO kept VALUES (?, ?, ?, ?, ?)", kept)
        except (sqlite3.Error, UnicodeEncodeError):
            # In use, no room, damaged; or a text that cannot be written, such as half a character.
            return None
        return ground

    def directories(self) -> dict[str, tuple[int, int]]:
        """When the directories of cases that were plain had changed last when they were looked into, and their number."""
        asked = "SELECT path, changed, number FROM directories"
        return {path: (changed, number) for path, changed, number in self._ask(asked)}

    def keep_directories(self, states: Mapping[str, os.stat_result]) -> None:
        """Know those that have come to rest the next time."""
        now = time.time_ns()
        rows = [
            (path, state.st_ctime_ns, state.st_ino) for path, state in states.items() if state_of(state, now)
        ]
        if rows:
            with suppress(sqlite3.Error), self._connection as writing:
                writing.execute("BEGIN IMMEDIATE")
                writing.executemany("INSERT OR REPLACE INTO directories VALUES (?, ?, ?)", rows)

    def answer(self, ground: int, name: str) -> str | None:
        """What was answered under that name."""
        asked = "SELECT body FROM answers WHERE ground = ? AND name = ?"
        return next((body for (body,) in self._ask(asked, (ground, name))), None)

    def keep_answer(self, ground: int, name: str, body: str) -> None:
        """Keep an answer; the oldest go."""
        oldest = "DELETE FROM answers WHERE used NOT IN (SELECT used FROM answers ORDER BY used DESC LIMIT ?)"
        with suppress(sqlite3.Error, UnicodeEncodeError), self._connection as writing:
            writing.execute("BEGIN IMMEDIATE")
            row = (ground, name, body, time.time_ns())
            writing.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row)
            writing.execute(oldest, (MOST_ANSWERS,))

    def refresh(self, ground: int, states: Iterable[tuple[str, str]]) -> None:
        """The new state of files whose content is as it was: the next time they need not be read."""
        asked = "UPDATE verdicts SET state = ? WHERE ground = ? AND path = ?"
        with suppress(sqlite3.Error), self._connection as writing:
            writing.executemany(asked, ((state, ground, path) for path, state in states))

    def _ask(self, statement: str, values: tuple[object, ...] = ()) -> Iterator[Any]:
        """The rows; none more where the file is damaged or cannot be read."""
        try:
            yield from self._connection.execute(statement, values)
        except sqlite3.Error:
            self.is_lost = True


def _ground(writing: sqlite3.Connection, name: str, body: str) -> int:
    """The number of a ground, the last used now; those used least go."""
    used = time.time_ns()
    asked = """
        INSERT INTO grounds (name, body, used) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET body = excluded.body, used = excluded.used RETURNING id
    """
    ((ground,),) = writing.execute(asked, (name, body, used)).fetchall()
    old = writing.execute(
        "SELECT id FROM grounds ORDER BY used DESC LIMIT -1 OFFSET ?", (MOST_GROUNDS,)
    ).fetchall()
    for (id_,) in old:
        for statement in (
            "DELETE FROM verdicts WHERE ground = ?",
            "DELETE FROM kept WHERE ground = ?",
            "DELETE FROM answers WHERE ground = ?",
            "DELETE FROM grounds WHERE id = ?",
        ):
            writing.execute(statement, (id_,))
    return int(ground)


def open_store(root: Path, *, is_made: bool) -> Store | None:
    """The cache of a workspace, if there is one that can be relied on.

    Args:
        root: the workspace.
        is_made: whether to make one where there is none, or none of this version.

    Returns:
        `None` where there is none, or none may be used: somebody else's, one that git keeps, a place that cannot be
        written.
    """
    path = root / PRIVATE / CACHE_FILE
    try:
        if not _is_ours(path) and not is_made:
            return None
        if path.parent.is_symlink() or is_tracked(root):
            return None
        if is_made:
            private_directory(root)
        return _opened(path, is_made=is_made)
    except (OSError, sqlite3.Error):
        return None


def _is_ours(path: Path) -> bool:
    """Whether a cache is there that nobody else can have written.

    Raises:
        PermissionError: something else is there.
    """
    try:
        beside, own = path.parent.lstat(), path.lstat()
    except FileNotFoundError:
        return False
    is_plain = stat.S_ISDIR(beside.st_mode) and stat.S_ISREG(own.st_mode)
    user = os.getuid() if hasattr(os, "getuid") else own.st_uid
    if not is_plain or own.st_uid != user or beside.st_uid != user:
        raise PermissionError(13, "不是自己的缓存", str(path))
    return True


def _opened(path: Path, *, is_made: bool) -> Store | None:
    program = state_of_program()
    try:
        store = _of_version(path, program)
    except sqlite3.DatabaseError:
        store = None
    if store is not None or not is_made:
        return store
    for each in _files(path):
        each.unlink()
    connection = _connected(path, "rwc")
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for statement in _SHAPE.split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO version VALUES (?, ?)", (program, _number_of(path)))
    return Store(connection)


def _of_version(path: Path, program: str) -> Store | None:
    if not path.exists():
        return None
    connection = _connected(path, "rw")
    try:
        found = connection.execute("SELECT program, number FROM version").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    if found == (program, _number_of(path)):
        return Store(connection)
    connection.close()
    return None


def _number_of(path: Path) -> str:
    """The number of a file: a copy has another, so that a cache which came with a folder is not believed."""
    return str(path.lstat().st_ino)


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    # A question mark or a number sign in a path would end it.
    name = path.as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    address = f"file:{name}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=_SECONDS, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def size_of(root: Path) -> int:
    """How many bytes the cache of a workspace has; 0 where there is none."""
    return sum(each.lstat().st_size for each in _files(root / PRIVATE / CACHE_FILE))


def clear(root: Path) -> int:
    """Throw the cache of a workspace away.

    Returns:
        How many bytes it had; 0 where there was none.

    Raises:
        OSError: it cannot be removed.
    """
    size = size_of(root)
    for each in _files(root / PRIVATE / CACHE_FILE):
        each.unlink()
    return size


def _files(path: Path) -> list[Path]:
    """The file and what an interrupted write left beside it."""
    journal = path.with_name(f"{path.name}-journal")
    return [each for each in (path, journal) if each.is_symlink() or each.exists()]
