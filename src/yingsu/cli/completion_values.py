"""What a parameter may be, for completion: its placeholder in the help says what it takes, in every command alike."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yingsu.domain.office import Office

Candidate = tuple[str, str]
"""A value, and what is said of it; the second may be empty."""

FILES, DIRECTORIES = ":files", ":directories"
"""What the shell itself knows."""

_YEAR = re.compile("[0-9]{4}")
_BRACKETS = re.compile(r"[\[\]….]")
_LATIN = re.compile("[a-z]{2,}")
_NAMED_BY_FILES = {"文件", "文件或目录", "路径", "表格", "模板", "映射"}


def values(command: str, parameter: Any, directories: Iterable[str]) -> Iterable[Candidate]:
    """The values that a parameter of a command may have; `FILES` or `DIRECTORIES` alone where they are that.

    Args:
        command: the command's name.
        parameter: the parser's.
        directories: the workspaces named on the line; the nearest one where there is none.
    """
    taken = _BRACKETS.sub("", parameter.metavar or "")
    if taken in _NAMED_BY_FILES:
        return [(FILES, "")]
    if taken == "目录":
        return [(DIRECTORIES, "")]
    if taken in {"格式", "终端"}:
        # The help names them all, and nothing else in Latin letters.
        return [(word, "") for word in _LATIN.findall(parameter.help.partition("；")[0])]
    roots = list(_roots(directories))
    if taken in {"案件", "年"}:
        return _cases(roots) if taken == "案件" else _years(roots)
    find = _FOUND.get(f"{command} {max(parameter.opts, key=len)}") or _FOUND.get(taken)
    return find(roots) if find is not None else []


def _roots(directories: Iterable[str]) -> Iterator[Path]:
    """The workspaces meant. What is wrong with one is told when the command is run, not here."""
    from yingsu.reading.tree import NoWorkspaceError, find_root

    for directory in list(directories) or ["."]:
        try:
            if Path(directory).is_dir():
                yield find_root(Path(directory).resolve())
        except (NoWorkspaceError, OSError, RuntimeError):
            continue


def _directories_in(directory: Path) -> list[str]:
    """The names of the directories in one, the last first; none where it cannot be listed."""
    try:
        with os.scandir(directory) as found:
            names = [each.name for each in found if each.name.isprintable() and each.is_dir()]
    except OSError:
        return []
    return sorted((name for name in names if not name.startswith(".")), reverse=True)


def _years(roots: list[Path]) -> Iterator[Candidate]:
    found = {name for root in roots for name in _directories_in(root / "cases") if _YEAR.fullmatch(name)}
    return ((name, "") for name in sorted(found, reverse=True))


def _cases(roots: list[Path]) -> Iterator[Candidate]:
    """The ids by the names of the directories, the newest first: no file is read."""
    for root in roots:
        for year in filter(_YEAR.fullmatch, _directories_in(root / "cases")):
            yield from ((f"{year}/{name}", "") for name in _directories_in(root / "cases" / year))


def _offices(roots: list[Path]) -> "Iterator[Office]":
    from yingsu.reading.workspace import open_workspace

    return (open_workspace(root).office for root in roots)


def _units(roots: list[Path]) -> Iterator[Candidate]:
    for office in _offices(roots):
        for unit in office.directory.units:
            yield unit.name, str(unit.known("full_name") or "")


def _fields(roots: list[Path]) -> Iterator[Candidate]:
    for office in _offices(roots):
        yield from ((word.text, "") for word in office.fields.words)


def _act_types(_: list[Path]) -> Iterator[Candidate]:
    from yingsu.domain.vocabulary import ACT_TYPES

    return ((word.text, "") for word in ACT_TYPES.words)


def _terms(name: str) -> Callable[[list[Path]], Iterator[Candidate]]:
    """The words of one of the fixed vocabularies."""

    def found(_: list[Path]) -> Iterator[Candidate]:
        from yingsu.domain import terms

        return ((each.value, "") for each in getattr(terms, name))

    return found


def _ledgers(_: list[Path]) -> Iterator[Candidate]:
    from yingsu.reports.ledgers import LEDGERS

    return ((key, "") for key in LEDGERS)


def _papers(_: list[Path]) -> Iterator[Candidate]:
    from yingsu.reports.papers.catalogue import KINDS

    return ((kind, paper.purpose) for kind, paper in KINDS.items())


def _metrics(_: list[Path]) -> Iterator[Candidate]:
    from yingsu.metrics.catalogue import METRICS

    return ((metric.key, metric.title) for metric in METRICS.values())


def _points(roots: list[Path]) -> Iterator[Candidate]:
    from yingsu.domain.risk_catalogue import built_in

    catalogues = [office.risk_catalogue for office in _offices(roots)] or [built_in()]
    return ((point.code, point.text) for catalogue in catalogues for point in catalogue.points)


def _codes(roots: list[Path]) -> Iterator[Candidate]:
    from yingsu.domain.deadline_kinds import KINDS
    from yingsu.reports.explaining import DEFECTS

    yield from ((code, defect.title) for code, defect in DEFECTS.items())
    yield from _metrics(roots)
    yield from ((key, kind.title) for key, kind in KINDS.items())
    yield from _points(roots)


def _breakdowns(_: list[Path]) -> Iterator[Candidate]:
    from yingsu.reports.breakdowns import BREAKDOWNS, UNIT

    yield UNIT, "单位"
    yield from ((key, breakdown.title) for key, breakdown in BREAKDOWNS.items())


def _arrangements(_: list[Path]) -> Iterator[Candidate]:
    from yingsu.reports.agenda import ARRANGEMENTS

    return ((each, "") for each in ARRANGEMENTS)


def _gap_kinds(_: list[Path]) -> Iterator[Candidate]:
    from yingsu.rules.gap_kinds import GAP_KINDS

    return ((each.key, each.title) for each in GAP_KINDS.values())


def _schemas(_: list[Path]) -> Iterator[Candidate]:
    from yingsu.intake.schema import SCHEMAS

    return ((kind.name, kind.title) for kind in SCHEMAS)


def _numbers(last: int) -> Callable[[list[Path]], Iterator[Candidate]]:
    return lambda _: ((str(number), "") for number in range(1, last + 1))


_FOUND: dict[str, Callable[[list[Path]], Iterator[Candidate]]] = {
    "单位": _units,
    "领域": _fields,
    "类别": _act_types,
    "审级": _terms("Instance"),
    "阶段": _terms("Stage"),
    "等级": _terms("RiskLevel"),
    "台账": _ledgers,
    "文书": _papers,
    "指标": _metrics,
    "编号": _codes,
    "种类": _schemas,
    "1-2": _numbers(2),
    "1-4": _numbers(4),
    "1-12": _numbers(12),
    "checklist --add": _points,
    "missing --kind": _gap_kinds,
    "new-case --reconsideration": _terms("ReconsiderationResult"),
    "report --by": _breakdowns,
    "agenda --by": _arrangements,
}
"""By what the placeholder says; one command's own meaning of it by command and option."""
