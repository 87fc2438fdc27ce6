"""`yingsu write 典型案例库 -o 目录`: a folder that appears whole, after every file of it was searched for names."""

from collections.abc import Callable
from pathlib import Path

from yingsu.cli.console import note
from yingsu.cli.problem import FOUND, Problem
from yingsu.cli.write_period import SEARCHED, refuse_leaks_in
from yingsu.domain.masking import Masking
from yingsu.intake.directories import appearing
from yingsu.intake.file_names import refuse_unfit
from yingsu.intake.writing import why_not_written
from yingsu.reports.papers.library import INDEX, LibraryFile, files_of
from yingsu.reports.papers.of_period import PeriodPaper, PeriodSubject, gathered
from yingsu.reports.papers.paper import UnfitPaperError, Values

Rendering = Callable[[LibraryFile, Values], tuple[bytes, int]]
"""A file of the folder as Word has it, and how many gaps a person still has to fill in."""


def give_folder(paper: PeriodPaper, subject: PeriodSubject, render: Rendering, target: Path) -> None:
    """Write the library into a new folder: all of its files, or none where one betrays somebody.

    Args:
        paper: the library, with its masks.
        subject: the period; its masks are those of the list, with everybody in them.
        render: makes a file.
        target: the folder; not there yet.

    Raises:
        Problem: it cannot be written, betrays somebody, or the period has no such case.
    """
    if subject.masking is not None:
        _refuse_folder_name(target.name, subject.masking)
    contents, gaps = {}, 0
    try:
        for file in files_of(paper, subject):
            name = f"{file.name}.docx"
            contents[name], open_here = render(file, gathered(file.paper, file.subject))
            gaps += open_here
            if file.subject.masking is not None:
                refuse_leaks_in(contents[name], name, file.subject.masking)
    except UnfitPaperError as error:
        raise Problem(str(error)) from None
    _written(target, contents)
    left = f"，还有 {gaps} 处待填" if gaps else ""
    note(f"已写出 {target}：案例 {len(contents) - 1} 件和{INDEX}{left}")
    note(SEARCHED)


def _written(target: Path, contents: dict[str, bytes]) -> None:
    try:
        refuse_unfit(target.absolute(), room=1 + max(map(len, contents)))
        with appearing(target.absolute()) as draft:
            for name, content in contents.items():
                (draft / name).write_bytes(content)
    except OSError as error:
        raise Problem(f"没有写出 {target.name}：{why_not_written(error)}", code="file") from None


def _refuse_folder_name(name: str, masking: Masking) -> None:
    """Stop a folder that is called after somebody.

    Raises:
        Problem: it is.
    """
    found = masking.betrayals(name)
    if found:
        said = "、".join(map(str, found))
        raise Problem(f"{name} 没有写出：目录名里有{said}。请换一个目录名", exit_code=FOUND, code="leak")
