"""The ledgers: which there are, their rows as they are read, and what is said of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from yingsu.document import Align, Block, Cell, Column, Document, Heading, Paragraph, Table, Tone, count, text
from yingsu.domain.law import cite
from yingsu.reports.checking import SCHEMA_VERSION
from yingsu.reports.ledger_appearance import APPEARANCES
from yingsu.reports.ledger_core import AnyLedger, Scope, Source
from yingsu.reports.ledger_letters import CONTACTS, LETTERS
from yingsu.reports.ledger_performance import PERFORMANCES
from yingsu.reports.ledger_proceedings import CASES, REGISTRATIONS
from yingsu.reports.ledger_reviews import REVIEWS
from yingsu.reports.ledger_risks import LOSS_RISKS, RISKS

LEDGERS: Final[Mapping[str, AnyLedger]] = {
    ledger.key: ledger
    for ledger in (
        CASES,
        APPEARANCES,
        PERFORMANCES,
        LETTERS,
        RISKS,
        LOSS_RISKS,
        REVIEWS,
        REGISTRATIONS,
        CONTACTS,
    )
}
"""Every ledger by its word, in the order of the sheets."""

Row = tuple[Cell, ...]


@dataclass
class Tally:
    """What came of ledgers while their rows went by.

    Attributes:
        rows: how many each has.
        marked: how many of them have something red: overdue, nobody came, lost, not reviewed.
        paths: the files that gave a row.
    """

    rows: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    paths: set[str] = field(default_factory=set)


def streamed(
    ledgers: Sequence[AnyLedger], sources: Iterable[Source], scope: Scope, tally: Tally
) -> Iterator[tuple[str, Row]]:
    """The rows of ledgers, file by file: the ledger's word, and the cells with 序号 first.

    Args:
        ledgers: which.
        sources: the files, in the order of the rows.
        scope: period, unit, day.
        tally: filled while the rows go by.
    """
    for source in sources:
        for ledger in ledgers:
            for cells in ledger.rows(source, scope):
                tally.rows[ledger.key] += 1
                tally.marked[ledger.key] += any(cell.tone is Tone.BAD for cell in cells)
                tally.paths.add(source.path)
                yield ledger.key, (count(tally.rows[ledger.key]), *cells)


def has_rows(ledgers: Iterable[AnyLedger], source: Source, scope: Scope) -> bool:
    """Whether a file is in any of the ledgers: then an error in it matters to them."""
    return any(True for ledger in ledgers for _ in ledger.rows(source, scope))


def whose(scope: Scope) -> str:
    """For whom the ledgers are."""
    return f"{scope.unit}（含归口单位）" if scope.unit is not None else "全县"


def lines_of(ledger: AnyLedger, facts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What stands below a ledger's title: what it was made from, what a row is, which rows belong to the period."""
    return (
        "　".join(f"{label}：{said}" for label, said in facts),
        f"每行：{ledger.item}。列入：{ledger.rule}。",
        f"依据：{cite(*ledger.basis)}",
    )


ABOUT: Final = ("工作表", "每行是", "列入本期的", "行数", "其中标红")
"""The heads of `about`."""


def about(ledgers: Iterable[AnyLedger], tally: Tally) -> tuple[Row, ...]:
    """Each ledger in a line: what it is, and how many rows it has."""
    return tuple(
        (
            text(ledger.key),
            text(ledger.item),
            text(ledger.rule),
            count(tally.rows[ledger.key]),
            count(tally.marked[ledger.key], Tone.BAD if tally.marked[ledger.key] else Tone.PLAIN),
        )
        for ledger in ledgers
    )


READING: Final = (
    ("空格", "案卷没有写，或者还没有到那一步；不明就写“不明”，不作“否”。"),
    ("标红", "粗体红字：逾期、无人到庭、败诉、未备案、未复盘等要办的和没有办好的。黑白打印看粗体和文字。"),
    ("批注", "把鼠标移到列名上，看这一列从哪里来、依据是什么。"),
    ("负数", "剩余天数里的负数显示为“逾期×天”或“晚×天”，可以按大小排序。"),
)
"""How a workbook of ledgers is read."""


def ledgers_document(
    title: str,
    facts: Sequence[tuple[str, str]],
    stamp: str,
    tables: Sequence[tuple[AnyLedger, tuple[Row, ...]]],
    scope: Scope,
) -> Document:
    """Ledgers for reading where room is short: of each row what names it and what is to be done."""
    return Document(tuple(_brief(tables, scope)), title, tuple(facts), stamp)


def _brief(tables: Sequence[tuple[AnyLedger, tuple[Row, ...]]], scope: Scope) -> Iterator[Block]:
    for ledger, rows in tables:
        yield Heading(2, f"{ledger.title}（{len(rows)}）")
        yield Paragraph(f"每行：{ledger.item}。列入：{ledger.rule}。", Tone.QUIET)
        if not rows:
            yield Paragraph("没有。")
            continue
        columns = ledger.columns(scope.office)
        shown = tuple(tuple(row[place] for place in ledger.brief) for row in rows)
        yield Table(
            tuple(Column(columns[place].title, columns[place].align) for place in ledger.brief), shown
        )


def overview_document(
    title: str, facts: Sequence[tuple[str, str]], stamp: str, ledgers: Sequence[AnyLedger], tally: Tally
) -> Document:
    """What the ledgers would hold, in a line each."""
    rows = tuple(
        (row[0], text(ledger.title), *row[3:])
        for ledger, row in zip(ledgers, about(ledgers, tally), strict=True)
    )
    columns = (Column(ABOUT[0]), Column("名称"), *(Column(title, Align.RIGHT) for title in ABOUT[3:]))
    hint = "写成 Excel：yingsu ledger -o 台账.xlsx；在这里看一种：yingsu ledger 履行"
    return Document((Table(columns, rows), Paragraph(hint, Tone.QUIET)), title, tuple(facts), stamp)


def ledgers_json(
    name: str, scope: Scope, tables: Sequence[tuple[AnyLedger, tuple[Row, ...]]], *, draft: bool
) -> dict[str, Any]:
    """Ledgers as data: each row an object by the titles of the columns; an empty cell is null."""
    period = scope.period
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": name,
        "period": {
            "label": period.label,
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
        },
        "as_of": scope.as_of.isoformat(),
        "draft": draft,
        "unit": scope.unit,
        "ledgers": [_ledger_json(ledger, rows, scope) for ledger, rows in tables],
    }


def _ledger_json(ledger: AnyLedger, rows: Iterable[Row], scope: Scope) -> dict[str, Any]:
    titles = names_of(ledger, scope)
    return {
        "key": ledger.key,
        "title": ledger.title,
        "item": ledger.item,
        "rule": ledger.rule,
        "basis": [str(article) for article in ledger.basis],
        "rows": [dict(zip(titles, map(_json_value, row), strict=True)) for row in rows],
    }


def names_of(ledger: AnyLedger, scope: Scope) -> tuple[str, ...]:
    """A name for each column that no other has: its title, after its group where it is in one."""
    columns = ledger.columns(scope.office)
    return tuple(
        f"{group}.{column.title}" if group else column.title
        for group, column in zip(ledger.groups, columns, strict=True)
    )


def _json_value(cell: Cell) -> int | str | None:
    value = cell.value
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else (cell.text or None)
