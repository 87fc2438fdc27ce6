"""Of which version of the program something was kept: any difference in code or libraries is another version."""

import hashlib
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from yingsu import __version__

_LIBRARIES = ("pydantic", "pydantic_core", "yaml")
"""What decides how a file is understood."""


def state_of_program() -> str:
    """Size and time of every file of the program, and of the libraries that read for it: quick to ask."""
    found = [__version__, sys.version]
    found += sorted(_files_of(Path(__file__).parent.parent))
    for name in _LIBRARIES:
        spec = find_spec(name)
        place = spec.origin if spec is not None else None
        found.append(f"{name} {_state(place)}" if place is not None else name)
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def _files_of(directory: Path) -> list[str]:
    found = []
    waiting = [str(directory)]
    while waiting:
        with os.scandir(waiting.pop()) as items:
            for item in items:
                if item.is_dir():
                    if item.name != "__pycache__":
                        waiting.append(item.path)
                else:
                    found.append(f"{item.path} {_state(item.path)}")
    return found


def _state(path: str) -> str:
    state = os.stat(path)  # noqa: PTH116 -- four hundred times at each start
    return f"{state.st_size} {state.st_mtime_ns}"
