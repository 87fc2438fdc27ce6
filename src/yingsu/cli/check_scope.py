"""Of what `yingsu check` shows the problems: paths that were asked for, what git says is changed or to be committed."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.reading.changes import Changes
    from yingsu.reading.workspace import Workspace

Wanted = Callable[[str], bool]
"""Whether what is said of a path is to be shown. Rules across cases have still seen the whole workspace."""

CHANGED, STAGED = "changed", "staged"
_WORDS = {CHANGED: "改过还没有提交", STAGED: "这次要提交"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a check looks at, and what it shows.

    Attributes:
        workspace: what is to be looked at: the one on disk, or what the next commit holds.
        is_wanted: whether what is said of a path is shown.
        what: Chinese; which files are shown. Empty where it is all of them.
    """

    workspace: "Workspace"
    is_wanted: Wanted
    what: str = ""

    def said_of(self, paths: Iterable[str]) -> str:
        """What the closing line says of the files that were looked at."""
        if not self.what:
            return ""
        count = sum(self.is_wanted(path) for path in paths)
        return f"，只列其中{self.what}的 {count} 个" if count else f"，其中没有{self.what}的"


@contextmanager
def scope_of(opened: "Workspace", paths: list[Path], asked: str) -> Iterator[Scope]:
    """The scope of a check, as long as what it looks at is needed.

    Args:
        opened: the workspace.
        paths: below which files are shown; all of them where there is none.
        asked: `CHANGED`, `STAGED`, or empty for both what is committed and what is not.

    Raises:
        Problem: a path is not there or in none of the workspaces, or git cannot say.
    """
    is_below = _below(paths, opened)
    if not asked:
        yield Scope(opened, is_below)
        return
    from yingsu.reading.changes import changes_of
    from yingsu.reading.git import HistoryError

    if asked == STAGED and opened.members:
        raise Problem("--staged 一次只能用一个工作区，-C 只写一次", code="workspace")
    members = opened.members or (opened,)
    with ExitStack() as kept:
        try:
            changes = {each.label: changes_of(each.root, staged_only=asked == STAGED) for each in members}
            # Of a commit that has nothing of the workspace nothing is shown, whatever was looked at.
            is_on_disk = asked == CHANGED or changes[""].is_as_staged or not changes[""].paths
            looked_at = opened if is_on_disk else kept.enter_context(_as_staged(opened))
        except HistoryError as error:
            raise Problem(str(error), code="history") from None
        is_concerned = _concerned(opened, changes)
        yield Scope(looked_at, lambda path: is_below(path) and is_concerned(path), _WORDS[asked])


@contextmanager
def _as_staged(opened: "Workspace") -> Iterator["Workspace"]:
    """The workspace as the next commit has it, where files on disk are another."""
    from yingsu.cli.console import note
    from yingsu.reading.changes import staged_copy
    from yingsu.reading.workspace import open_workspace

    catalogue = opened.risk_points.path if opened.risk_points is not None else None
    with staged_copy(opened.root, catalogue) as (place, unread):
        for path, why in unread:
            note(f"注意：{path} {why}")
        yield open_workspace(place)


def _concerned(opened: "Workspace", changes: "dict[str, Changes]") -> Wanted:
    """What a change may have to do with. What is read with the settings bears on every file of its workspace."""
    members = opened.members or (opened,)
    prefixes = {each.label: f"{each.label}/" if each.label else "" for each in members}
    bears_on_all = {
        each.label
        for each in members
        if not changes[each.label].paths.isdisjoint(_read_first(each, prefixes[each.label]))
    }

    def is_concerned(path: str) -> bool:
        label = path.partition("/")[0] if opened.members else ""
        return label in bears_on_all or changes[label].concern(path.removeprefix(prefixes[label]))

    return is_concerned


def _read_first(workspace: "Workspace", prefix: str) -> Iterator[str]:
    """The paths of settings, units and own risk points, also of those that cannot be read."""
    from yingsu.reading.tree import SETTINGS_FILE, UNITS_FILE

    yield from (SETTINGS_FILE, UNITS_FILE)
    yield from (path.removeprefix(prefix) for path, _ in workspace.contents)


def _below(paths: list[Path], opened: "Workspace") -> Wanted:
    """What is below the paths asked for.

    Raises:
        Problem: there is no such file, or it is in none of the workspaces.
    """
    if not paths:
        return lambda _: True
    roots = {f"{member.label}/": member.root for member in opened.members} or {"": opened.root}
    prefixes = [_relative(path, roots) for path in paths]

    def is_below(path: str) -> bool:
        return any(prefix in {".", path} or path.startswith(f"{prefix}/") for prefix in prefixes)

    return is_below


def _relative(path: Path, roots: dict[str, Path]) -> str:
    """The path as diagnostics name it.

    Raises:
        Problem: there is no such file, or it is in none of the workspaces.
    """
    whole = path if path.is_absolute() else Path.cwd() / path
    if not whole.exists() and not whole.is_symlink():
        raise Problem(f"没有文件或目录 {path}", code="file")
    # A link is named as it stands in the tree; only its directory is resolved.
    place = whole.resolve() if whole.name == ".." else whole.parent.resolve() / whole.name
    deepest_first = sorted(roots.items(), key=lambda each: -len(each[1].parts))
    for label, root in deepest_first:
        if place.is_relative_to(root):
            return f"{label}{place.relative_to(root).as_posix()}".removesuffix("/.")
        if whole.resolve() == root:
            return label.rstrip("/") or "."
    names = "、".join(root.name for root in roots.values())
    raise Problem(f"{path} 不在工作区 {names} 之内", code="file")
