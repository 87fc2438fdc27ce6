"""Where the cache stands: in the tool's own directory of a workspace, closed to others and kept out of git."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

PRIVATE = ".yingsu"
"""The tool's own directory in a workspace: nothing reads it as cases, and git is told to leave it alone."""

CACHE_FILE = "cache.sqlite"

_IGNORE = "*\n"
_OWNER_ONLY = 0o700
_IS_WINDOWS = os.name == "nt"
_INDEX = b"DIRC"
_SPLIT = b"link"
"""Begins the part of an index that leaves most of it in another file; elsewhere by chance only."""
_PLAIN_VERSIONS = {2, 3}
"""Versions of git's index that hold each path in full."""


def private_directory(root: Path) -> Path:
    """The tool's own directory of a workspace, made if need be; git is told to leave it alone.

    Raises:
        OSError: it cannot be made.
    """
    directory = root / PRIVATE
    with suppress(FileExistsError):
        directory.mkdir(mode=_OWNER_ONLY)
    state = directory.stat()
    if not stat.S_ISDIR(state.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "不是目录", str(directory))
    if stat.S_IMODE(state.st_mode) != _OWNER_ONLY and not _IS_WINDOWS:
        directory.chmod(_OWNER_ONLY)
    ignore = directory / ".gitignore"
    if not ignore.exists():
        import secrets  # noqa: PLC0415 -- needed once, and slow to load

        draft = directory / f".gitignore.{secrets.token_hex(4)}.tmp"
        draft.write_text(_IGNORE, encoding="utf-8", newline="\n")
        draft.replace(ignore)
    return directory


def is_tracked(root: Path) -> bool:
    """Whether git keeps the cache of a workspace: then somebody else may have written it.

    The paths in git's index are looked through as bytes: starting git would take longer than all the rest.
    """
    content = _index_of(root)
    if content is None:
        return False
    version = int.from_bytes(content[4:8], "big")
    if not content.startswith(_INDEX) or version not in _PLAIN_VERSIONS or _SPLIT in content:
        return _is_listed_by_git(root)
    return f"{PRIVATE}/{CACHE_FILE}\0".encode() in content


def _index_of(root: Path) -> bytes | None:
    for directory in (root, *root.parents):
        place = directory / ".git"
        try:
            state = place.stat()
            if not stat.S_ISDIR(state.st_mode):
                # A worktree: the file says where its index is.
                place = directory / place.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
            return (place / "index").read_bytes()
        except FileNotFoundError:
            if place.exists():
                return None
        except (OSError, ValueError):
            return None
    return None


def _is_listed_by_git(root: Path) -> bool:
    import subprocess  # noqa: PLC0415 -- seldom needed, and slow to load

    from yingsu.git_program import git_environment, git_program  # noqa: PLC0415

    asked = ("-c", "core.fsmonitor=false", "ls-files", "--error-unmatch", f"{PRIVATE}/{CACHE_FILE}")
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command
            [git_program(), *asked],
            cwd=root,
            env=git_environment(),
            capture_output=True,
            check=False,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return done.returncode == 0
