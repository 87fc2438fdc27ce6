"""What `yingsu check` prints, in each of its forms."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yingsu.cli.check_scope import Scope
    from yingsu.diagnostic import Diagnostic
    from yingsu.reading.workspace import Workspace
    from yingsu.render.junit import Suite
    from yingsu.survey import Survey

FORMATS = ("full", "concise", "json", "github", "sarif", "junit")


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check.

    Attributes:
        opened: the workspace on disk.
        survey: what was looked at: that, or what the next commit holds.
        shown: the problems to be shown.
        scope: what it showed of that.
        is_strict: whether warnings fail as well.
        is_quiet: whether the closing line is left out.
        extra: what the JSON document has besides.
    """

    opened: "Workspace"
    survey: "Survey"
    shown: "tuple[Diagnostic, ...]"
    scope: "Scope"
    is_strict: bool
    is_quiet: bool
    extra: "Mapping[str, object]" = field(default_factory=dict)


def give_out(checked: Checked, form: str) -> None:
    """Print it; `form` is one of `FORMATS`."""
    from yingsu.cli.console import print_json, say
    from yingsu.reports.checking import check_result, summary

    survey, shown = checked.survey, checked.shown
    if form == "json":
        print_json({**check_result(survey, shown), **checked.extra})
        return
    if form == "sarif":
        from yingsu.render.sarif import sarif

        print_json(sarif(_placed(checked), _of_the_run(survey)))
        return
    if form == "junit":
        _print_junit(checked)
        return
    _print_lines(checked, form)
    if not checked.is_quiet:
        paths = (*(file.path for file in survey.files), *(path for path, _ in survey.settings_digests))
        say(summary(survey, shown, checked.scope.said_of(paths)))


def _print_lines(checked: Checked, form: str) -> None:
    from yingsu.cli.console import has_colour, say_coloured
    from yingsu.render.diagnostics import coloured, concise, full, plain

    if form == "github":
        from yingsu.render.github import github

        lines = github(_placed(checked))
    else:
        lines = (full if form == "full" else concise)(checked.shown, coloured if has_colour() else plain)
    for line in lines:
        say_coloured(line)


def _of_the_run(survey: "Survey") -> dict[str, object]:
    return {"as_of": survey.as_of.isoformat(), "files": survey.file_count, "waived": survey.waived}


def _print_junit(checked: Checked) -> None:
    from yingsu.cli.console import say
    from yingsu.diagnostic import Severity
    from yingsu.render.junit import junit

    failing = {Severity.ERROR, Severity.WARNING} if checked.is_strict else {Severity.ERROR}
    say(junit(checked.survey.name, _suites(checked), failing))


def _suites(checked: Checked) -> "list[Suite]":
    """The files by kind, whether or not something is wrong in them."""
    from yingsu.render.junit import CheckedFile, Suite
    from yingsu.reports.checking import files_by_kind

    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in checked.shown:
        found.setdefault(diagnostic.path, []).append(diagnostic)
    place = _placer(checked.opened)
    suites = []
    for kind, paths in files_by_kind(checked.survey, found):
        files = tuple(
            CheckedFile(place(path), tuple(replace(each, path=place(path)) for each in found.get(path, ())))
            for path in paths
            if checked.scope.is_wanted(path)
        )
        if files:
            suites.append(Suite(kind, files))
    return suites


def _placed(checked: Checked) -> "tuple[Diagnostic, ...]":
    place = _placer(checked.opened)
    return tuple(replace(diagnostic, path=place(diagnostic.path)) for diagnostic in checked.shown)


def _placer(opened: "Workspace") -> Callable[[str], str]:
    """How a path is called from the top of the repository, where platforms look for files; a workspace may be below it.

    Without a repository it is the workspace; of several that have nothing else in common, the directory of all of them.
    """
    roots = {each.label: each.root for each in opened.members or (opened,)}
    top = _repository_of(next(iter(roots.values())))
    if not all(root.is_relative_to(top) for root in roots.values()):
        top = Path(os.path.commonpath(list(roots.values())))

    def place(path: str) -> str:
        label, _, rest = path.partition("/") if opened.members else ("", "", path)
        prefix = roots[label].relative_to(top).as_posix()
        return rest if prefix == "." else f"{prefix}/{rest}"

    return place


def _repository_of(root: Path) -> Path:
    """The top of its repository, else itself. Whether there is one can be seen without git."""
    for directory in (root, *root.parents):
        if os.path.lexists(directory / ".git"):
            return directory
    return root
