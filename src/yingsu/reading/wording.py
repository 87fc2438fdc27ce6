"""The wording of documents: the office's own template before the built-in one of that name."""

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from yingsu.reading.decoding import decode
from yingsu.reading.files import Unreadable, read_bytes

TEMPLATES = "templates"
"""The folder of a workspace, and of our own data."""

ENDING = ".md"


@dataclass(frozen=True, slots=True)
class Wording:
    """A template.

    Attributes:
        name: what the document is called.
        path: where it stands: relative to the workspace, or 内置模板 for ours.
    """

    name: str
    path: str
    text: str


class UnusableWordingError(Exception):
    """The office's own template cannot be read."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(f"{path}:{line} {why}")


def wording_of(root: Path, name: str) -> Wording:
    """The template of a document.

    Raises:
        UnusableWordingError: the office has one of its own, and it is no text in UTF-8.
        FileNotFoundError: nobody has one.
    """
    path = f"{TEMPLATES}/{name}{ENDING}"
    if not os.path.lexists(root / path):
        return Wording(name, f"内置模板 {name}", built_in(name))
    try:
        decoded = decode(read_bytes(root, path))
    except Unreadable as error:
        raise UnusableWordingError(path, 1, error.diagnostic.message) from None
    if decoded.problems:
        first = decoded.problems[0]
        raise UnusableWordingError(path, first.span.line, first.message)
    return Wording(name, path, decoded.text)


def built_in(name: str) -> str:
    """Our own template of that name.

    Raises:
        FileNotFoundError: we have none.
    """
    return files("yingsu.data").joinpath(TEMPLATES, name + ENDING).read_text(encoding="utf-8")


def built_in_names() -> tuple[str, ...]:
    """The names of our own templates, sorted."""
    folder = files("yingsu.data").joinpath(TEMPLATES)
    names = (each.name for each in folder.iterdir() if each.name.endswith(ENDING))
    return tuple(sorted(name.removesuffix(ENDING) for name in names))
