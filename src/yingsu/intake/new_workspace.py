"""init: the files of a new workspace. None is overwritten, and yingsu.yaml, which makes it one, comes last."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from yingsu.domain.office import Office
from yingsu.intake.editor_files import Advice, install
from yingsu.intake.modeline import case_modeline
from yingsu.intake.writing import write_new
from yingsu.reading.tree import CASE_FILE, CASES, SETTINGS_FILE, UNITS_FILE

EXAMPLE = "2020/0604-自然资源局-示例张某"
"""The example case: of a year long past, so that it is in no figure anybody asks for."""


class WorkspaceExistsError(Exception):
    """There is a workspace already."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"{directory} 已经是工作区（有 {SETTINGS_FILE}），没有改动")


@dataclass(frozen=True, slots=True)
class Founded:
    """What init did, as paths relative to the directory.

    Attributes:
        written: files that are new, or to which something was added.
        kept: files that were there.
        advice: what their owner should put into files that were left alone.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    advice: tuple[Advice, ...] = ()


def found(directory: Path) -> Founded:
    """Make a directory a workspace. Interrupted, it can be run again: what is there stays, the rest is added.

    Raises:
        WorkspaceExistsError: it is one.
        OSError: a file cannot be written.
    """
    if (directory / SETTINGS_FILE).exists() or (directory / SETTINGS_FILE).is_symlink():
        raise WorkspaceExistsError(directory)
    editor = install(directory, Office())
    written, kept = [*editor.written], [*editor.kept]
    for path, source in _files(directory):
        target = directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            first = case_modeline(directory) if target.name == CASE_FILE else ""
            write_new(target, first + text_of(source))
        except FileExistsError:
            if path == SETTINGS_FILE:
                raise WorkspaceExistsError(directory) from None
            kept.append(path)
        else:
            written.append(path)
    return Founded(tuple(written), tuple(kept), editor.advice)


def _files(directory: Path) -> Iterator[tuple[str, str]]:
    """Path and built-in text of each file, in the order they are written."""
    yield ".gitattributes", "gitattributes.txt"
    yield ".gitignore", "gitignore.txt"
    yield ".editorconfig", "editorconfig.txt"
    if not _has_own_cases(directory / CASES):
        yield f"{CASES}/{EXAMPLE}/{CASE_FILE}", "case.yaml"
    yield UNITS_FILE, "units.yaml"
    yield SETTINGS_FILE, "yingsu.yaml"


def _has_own_cases(cases: Path) -> bool:
    """Whether somebody keeps cases here already, who needs no example among them."""
    ours = {Path(UNITS_FILE).name, EXAMPLE.partition("/")[0]}
    return cases.is_dir() and any(each.name not in ours for each in cases.iterdir())


def text_of(source: str) -> str:
    """A built-in text."""
    return files("yingsu.data").joinpath("new_workspace", source).read_text(encoding="utf-8")
