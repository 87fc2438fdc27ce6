"""`yingsu check --fix` and `--diff`: slips in the way files are written, put right before the check, or only shown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yingsu.cli.problem import DONE, FOUND, Problem

if TYPE_CHECKING:
    from yingsu.intake.fixing import Left, Proposal
    from yingsu.reading.workspace import Workspace

_MOST_ALIKE = 5
"""How often the same is said of one file, line by line; more often, it is said once with how often."""


def refuse_together(*, is_fixed: bool, is_shown: bool, is_staged: bool, form: str) -> None:
    """Stop where options were given that do not go together.

    Raises:
        Problem: they do not.
    """
    if is_fixed and is_shown:
        raise Problem("--fix 和 --diff 只能写一个：先用 --diff 看要改什么，再用 --fix 改")
    if is_staged:
        option = "--fix" if is_fixed else "--diff"
        raise Problem(
            f"{option} 和 --staged 不能一起用：要改的是磁盘上的文件，不是 git 暂存的内容。"
            "先用 check --fix 改好，再 git add"
        )
    if is_shown and form != "full":
        raise Problem("--diff 只有一种写法，不能和 --format 一起用")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `--fix` did.

    Attributes:
        done: the files that were changed.
        kept: files in which nothing was certain.
        failed: files that could not be written.
    """

    done: "tuple[Proposal, ...]"
    kept: "tuple[Left, ...]"
    failed: "tuple[Left, ...]"

    def as_json(self) -> dict[str, Any]:
        """What the JSON document of a check has besides."""
        return {
            "fixed": [
                {"path": file.path, "line": each.line, "what": each.title}
                for file in self.done
                for each in file.put
            ],
            "not_fixed": [{"path": each.path, "message": each.why} for each in (*self.kept, *self.failed)],
        }


def put_right(opened: "Workspace", paths: list[Path], asked: str) -> Outcome:
    """Write everything that can be put right.

    Args:
        opened: the workspace, or several as one.
        paths: below which files are meant; all of them where there is none.
        asked: as `scope_of` takes it.

    Raises:
        Problem: nothing was written, and why.
    """
    from yingsu.intake.fixing import Left, Proposal, write
    from yingsu.intake.locking import BusyError
    from yingsu.intake.writing import why_not_written

    found = list(_found(opened, paths, asked))
    wanted = [(root, each) for root, each in found if isinstance(each, Proposal)]
    results: list[Proposal | Left] = []
    try:
        for root in dict.fromkeys(root for root, _ in wanted):
            results += write(root, (each for at, each in wanted if at == root))
    except (BusyError, OSError) as error:
        why = why_not_written(error) if isinstance(error, OSError) else str(error)
        raise Problem(f"没有改动：{why}", code="file") from None
    return Outcome(
        tuple(each for each in results if isinstance(each, Proposal)),
        tuple(each for _, each in found if isinstance(each, Left)),
        tuple(each for each in results if isinstance(each, Left)),
    )


def _found(opened: "Workspace", paths: list[Path], asked: str) -> "Iterator[tuple[Path, Proposal | Left]]":
    """What can be put right, with the workspace it is in."""
    from yingsu.cli.check_scope import scope_of
    from yingsu.intake.fixing import proposals

    with scope_of(opened, paths, asked) as scope:
        for each in opened.members or (opened,):
            for found in proposals(each, scope.is_wanted):
                yield each.root, found


def say_outcome(outcome: Outcome, form: str, *, is_quiet: bool) -> None:
    """Say what was done: on stdout where lines go there, on stderr where they would disturb a program."""
    from yingsu.cli.console import note, say

    tell = say if form in {"full", "concise"} else note
    if form != "json":
        for file in outcome.done if not is_quiet else ():
            for line in _lines_of(file):
                tell(line)
        for each in (*outcome.kept, *outcome.failed):
            note(f"注意：{each.path} {each.why}")
    if form != "json" and not is_quiet:
        tell(_closing(outcome.done, "改了") if outcome.done else "没有可以直接改的。")
        if form == "full":
            tell("")


def _lines_of(file: "Proposal") -> Iterator[str]:
    """What was put right in a file, a line each."""
    often = Counter(each.title for each in file.put)
    said: set[str] = set()
    for each in file.put:
        count = often[each.title]
        if count <= _MOST_ALIKE:
            yield f"{file.path}:{each.line}: {each.title}"
        elif each.title not in said:
            said.add(each.title)
            yield f"{file.path}:{each.line}: {each.title}（共 {count} 处）"


def _closing(files: "Sequence[Proposal]", verb: str) -> str:
    count = sum(len(file.put) for file in files)
    return f"{verb} {len(files)} 个文件，{count} 处。"


def _titles(file: "Proposal") -> dict[int, str]:
    """What is put right, by line."""
    found: dict[int, list[str]] = {}
    for each in file.put:
        found.setdefault(each.line, []).append(each.title)
    return {line: "；".join(dict.fromkeys(titles)) for line, titles in found.items()}


def show_diff(opened: "Workspace", paths: list[Path], asked: str, *, is_quiet: bool) -> int:
    """Show what `--fix` would change and return the exit code: whether there is anything."""
    from yingsu.cli.console import has_colour, note, say_coloured
    from yingsu.intake.fixing import Left, Proposal
    from yingsu.render.fix_diff import fix_diff

    found = [each for _, each in _found(opened, paths, asked)]
    wanted = [each for each in found if isinstance(each, Proposal)]
    for file in wanted:
        for line in fix_diff(file.path, *file.texts, _titles(file), is_coloured=has_colour()):
            say_coloured(line)
    for each in found:
        if isinstance(each, Left):
            note(f"注意：{each.path} {each.why}")
    if not is_quiet:
        note(f"{_closing(wanted, '可以改')}用 yingsu check --fix 改。" if wanted else "没有可以直接改的。")
    return FOUND if wanted else DONE
