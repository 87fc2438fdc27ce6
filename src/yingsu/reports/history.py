"""Two versions of a workspace beside each other: cases that came, went and changed, and the figures that moved."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from yingsu.document import (
    Align,
    Block,
    Column,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Table,
    Tone,
    text,
)
from yingsu.domain.case import Case
from yingsu.metrics.catalogue import METRICS
from yingsu.reports.changes import changes, plain
from yingsu.reports.checking import SCHEMA_VERSION
from yingsu.reports.figures import Figures
from yingsu.reports.figures_json import figures_json
from yingsu.reports.identities import broken_identities
from yingsu.reports.published import Difference, differences

NOT_COMPARED: Final = "—（有错误，不能比较）"
UNREADABLE: Final = "文件有错误，读不出来，没有逐项比较"
ONLY_NOTATION: Final = "只改了写法、次序或注释，内容没有变"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case's file in one version.

    Attributes:
        case: `None` where it could not be read whole.
    """

    id: str
    content: bytes
    case: Case | None


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case that is in both versions.

    Attributes:
        id: in the later one.
        former: the id before, where the directory was renamed.
        changes: sentences.
    """

    id: str
    changes: tuple[str, ...]
    former: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """The cases that differ."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[CaseChange, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the versions compared.

    Attributes:
        name: as asked for; Chinese for the files as they are now.
        revision: the commit; `None` for the files as they are now.
        figures: of the period.
        unread: path and reason of what could not be taken out of the version.
    """

    name: str
    revision: str | None
    figures: Figures
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """Name and commit, short."""
        short = (self.revision or "")[:12]
        return f"{self.name}（{short}）" if short and not short.startswith(self.name) else self.name

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why no figure of this version can be trusted; empty where they can."""
        found = [f"{each.path}:{each.span.line} {each.message}" for each in self.figures.blocking]
        found += [f"{path} {why}" for path, why in self.unread]
        return (*found, *(each.what for each in broken_identities(self.figures)))


@dataclass(frozen=True, slots=True)
class History:
    """Everything `diff` shows."""

    before: Side
    after: Side
    cases: Changed
    files: tuple[str, ...]
    figures: tuple[Difference, ...]


def changed_cases(old: Mapping[str, CaseFile], new: Mapping[str, CaseFile]) -> Changed:
    """The cases that differ, of files that may; a case in another directory is the same by its bytes or 案号."""
    former = dict(_renames([old[id_] for id_ in old.keys() - new.keys()], new, new.keys() - old.keys()))
    found = []
    for id_ in sorted(new):
        before = old.get(former.get(id_, id_))
        if before is None:
            continue
        moved = (f"案件目录由“{before.id}”改为“{id_}”",) if before.id != id_ else ()
        told = (*moved, *change_of(before, new[id_]))
        if told:
            found.append(CaseChange(id_, told, before.id if moved else None))
    return Changed(
        tuple(sorted(new.keys() - old.keys() - former.keys())),
        tuple(sorted(old.keys() - new.keys() - set(former.values()))),
        tuple(found),
    )


def change_of(before: CaseFile, after: CaseFile) -> tuple[str, ...]:
    """What changed in a case; a change that says the same in other signs is said to be one."""
    if before.content.replace(b"\r\n", b"\n") == after.content.replace(b"\r\n", b"\n"):
        return ()
    if before.case is None or after.case is None:
        which = (
            "前后两个版本的"
            if before.case is after.case
            else "前一版本的"
            if before.case is None
            else "后一版本的"
        )
        return (which + UNREADABLE,)
    return changes(before.case, after.case) or (ONLY_NOTATION,)


def is_same_case(before: CaseFile, after: CaseFile) -> bool:
    """Whether files in two directories are one case: the same bytes, or a 案号 that both have."""
    return before.content == after.content or bool(_dockets(before) & _dockets(after))


def _renames(
    gone: Iterable[CaseFile], new: Mapping[str, CaseFile], come: Iterable[str]
) -> Iterator[tuple[str, str]]:
    left = sorted(gone, key=lambda each: each.id)
    for id_ in sorted(come):
        before = next((each for each in left if is_same_case(each, new[id_])), None)
        if before is not None:
            left.remove(before)
            yield id_, before.id


def _dockets(file: CaseFile) -> set[str]:
    proceedings = file.case.proceedings if file.case is not None else ()
    numbers = (each.case_number for each in proceedings)
    return {plain("case_number", number) for number in numbers if number is not None}


def moved_figures(before: Side, after: Side, cases: Changed) -> tuple[Difference, ...]:
    """The figures that read otherwise, or count other cases; without numbers where a version has errors."""
    if before.obstacles or after.obstacles:
        then_shown, now_shown = _shown(before), _shown(after)
        return tuple(
            Difference(key, metric.title, then_shown[key], now_shown[key], ())
            for key, metric in METRICS.items()
        )
    then = figures_json(before.figures, before.revision, draft=False)
    _rename(then, after.figures, {each.former: each.id for each in cases.changed if each.former is not None})
    return differences(then, after.figures)


def _rename(then: Mapping[str, Any], now: Figures, renamed: Mapping[str, str]) -> None:
    """Cases and 案号 of an earlier report as the later one writes them: a new name or bracket moves no figure."""
    dockets = {
        (item.case, plain("case_number", item.docket)): item.docket
        for case in now.survey.cases
        for items in case.items.values()
        for item in items
    }
    for metric in then["metrics"]:
        for group in ("hits", "misses", "unknowns", "excluded"):
            for item in metric[group]:
                item["case"] = renamed.get(item["case"], item["case"])
                written = (item["case"], plain("case_number", item["docket"]))
                item["docket"] = dockets.get(written, item["docket"])


def _shown(side: Side) -> dict[str, str]:
    """Each figure of a version as printed; where the version has errors, that it cannot be compared."""
    return {
        figure.metric.key: NOT_COMPARED
        if side.obstacles
        else f"{figure.rate.display}（{figure.rate.numerator}/{figure.rate.denominator}）"
        for figure in side.figures.figures
    }


def history_json(history: History) -> dict[str, Any]:
    """`diff` in the form of spec/cli.md."""
    figures = history.after.figures
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": figures.survey.name,
        "as_of": figures.survey.as_of.isoformat(),
        "from": {"name": history.before.name, "revision": history.before.revision},
        "to": {"name": history.after.name, "revision": history.after.revision},
        "period": {
            "label": figures.period.label,
            "start": figures.period.start.isoformat(),
            "end": figures.period.end.isoformat(),
        },
        "added": list(history.cases.added),
        "removed": list(history.cases.removed),
        "changed": [
            {"case": each.id, "former": each.former, "changes": list(each.changes)}
            for each in history.cases.changed
        ],
        "files": list(history.files),
        "metrics": [
            {
                "key": each.key,
                "title": each.title,
                "from": each.then,
                "to": each.now,
                "cases": [
                    {"case": move.case, "docket": move.docket, "from": move.then, "to": move.now}
                    for move in each.moves
                ],
            }
            for each in history.figures
        ],
        "obstacles": {"from": list(history.before.obstacles), "to": list(history.after.obstacles)},
    }


def history_document(history: History, *, in_rows: bool = False) -> Document:
    """The page of `diff`; `in_rows` for a workbook, where each change has a row to be sorted and filtered."""
    period = history.after.figures.period
    facts = (
        ("从", history.before.label),
        ("到", history.after.label),
        ("数字的期间", f"{period.start.isoformat()} 至 {period.end.isoformat()}"),
        ("数据截至", history.after.figures.survey.as_of.isoformat()),
    )
    return Document(
        (*_cases(history, in_rows=in_rows), *_figures(history)), title="两个版本的比较", facts=facts
    )


def _cases(history: History, *, in_rows: bool) -> Iterator[Block]:
    cases = history.cases
    if not (cases.added or cases.removed or cases.changed or history.files):
        yield Paragraph("两个版本的案件和设置没有不同。")
    lists = (("新增的案件", cases.added), ("删去的案件", cases.removed))
    for title, ids in lists:
        if ids:
            yield Heading(2, f"{title}（{len(ids)}件）")
            yield Listing(tuple(Entry(id_) for id_ in ids))
    if cases.changed:
        yield Heading(2, f"改动的案件（{len(cases.changed)}件）")
        rows = tuple((text(each.id), text(change)) for each in cases.changed for change in each.changes)
        by_case = tuple(Entry(each.id, lines=each.changes) for each in cases.changed)
        yield Table((Column("案件"), Column("改动")), rows) if in_rows else Listing(by_case)
    if history.files:
        yield Heading(2, f"其他改动的文件（{len(history.files)}个）")
        yield Listing(tuple(Entry(path) for path in history.files))


def _figures(history: History) -> Iterator[Block]:
    yield Heading(2, f"{history.after.figures.period.label}的数字")
    for side in (history.before, history.after):
        if side.obstacles:
            yield Paragraph(f"{side.label}有错误，数字不可信，不能比较：", Tone.BAD)
            yield Listing(tuple(Entry(each) for each in side.obstacles))
    if not history.figures:
        yield Paragraph("没有变动。")
        return
    heads = (Column("指标"), *(Column(title, Align.RIGHT) for title in ("由", "改为")))
    yield Table(heads, tuple((text(each.title), text(each.then), text(each.now)) for each in history.figures))
    moves = [(each.key, move) for each in history.figures for move in each.moves]
    if moves:
        yield Heading(2, "因哪些案件变动")
        several = Counter((key, move.case) for key, move in moves)
        yield Table(
            tuple(Column(title) for title in ("指标", "由", "改为", "案件")),
            tuple(
                (
                    text(METRICS[key].short),
                    text(move.then),
                    text(move.now),
                    text(f"{move.case}（{move.docket}）" if several[key, move.case] > 1 else move.case),
                )
                for key, move in moves
            ),
            "“未列”是那个版本在这个期间没有这一项。",
        )
