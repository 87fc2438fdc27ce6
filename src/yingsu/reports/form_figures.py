"""The figures of an official form: what each row and column asks for, and whether its equations hold (勾稽)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yingsu.domain.fill_map import Asked, FormColumn, FormRow, FormTable, Line, NamedCell
from yingsu.domain.node import Node
from yingsu.reports.fillable import (
    Admits,
    Answered,
    Fillable,
    Value,
    WrongRequest,
    admits,
    asked_by_name,
    fault_of_pair,
    faults_of,
)

_SIDES = re.compile(r"\s*(=|＝|≤|≥|<=|>=)\s*")
_PLUS = re.compile(r"\s*[+＋]\s*")
_TO = re.compile(r"\s+至\s+")
_SIGNS = {"＝": "=", "<=": "≤", ">=": "≥"}

Cells = Mapping[tuple[int, int], Answered]
"""What stands where a row and a column of a table cross, by their positions in the map."""


class WrongMapError(Exception):
    """A map that asks for what cannot be; with everything that is wrong in it."""

    def __init__(self, faults: Sequence[tuple[Node, str, str]]) -> None:
        super().__init__("\n".join(message for _, _, message in faults))
        self.faults = tuple(faults)


@dataclass
class _Faults:
    """Everything wrong in a map: told at once, each once."""

    found: list[tuple[Node, str, str]] = field(default_factory=list)

    def add(self, node: Node, name: str, message: str) -> None:
        if not any(node is each and name == field for each, field, _ in self.found):
            self.found.append((node, name, message))

    def add_all(self, faults: Iterator[WrongRequest]) -> None:
        for each in faults:
            self.add(each.node, each.field, each.message)

    def stop(self) -> None:
        if self.found:
            raise WrongMapError(self.found)


def table_figures(table: FormTable, fillable: Fillable) -> dict[tuple[int, int], Answered]:
    """What stands in each cell of a table; a table without rows (or columns) has one, which asks for nothing.

    Raises:
        WrongMapError: with everything that cannot be asked for.
    """
    faults = _Faults()
    if not table.rows and not table.columns:
        raise WrongMapError([(table, "", f"“{table.sheet or ''}”的表里既没有“行”也没有“列”，不知道填哪里")])
    rows: tuple[Line, ...] = table.rows or (Line(),)
    columns: tuple[Line, ...] = table.columns or (Line(),)
    for line in (*rows, *columns):
        faults.add_all(faults_of(line, fillable.figures))
    faults.stop()
    of_rows, of_columns = _admitted(rows, fillable, faults), _admitted(columns, fillable, faults)
    wanted = {
        (i, j): _measure(row, column, table, faults)
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    }
    faults.stop()
    return {
        (i, j): fillable.ask(
            measure,
            _both(of_rows[i], of_columns[j]),
            frozenset(rows[i].instances + columns[j].instances),
        )
        for (i, j), measure in wanted.items()
    }


def _measure(row: Line, column: Line, table: FormTable, faults: _Faults) -> str:
    """The figure that a cell asks for: said in its row or in its column."""
    where = (
        f"“{_head(row)}”与“{_head(column)}”"
        if table.rows and table.columns
        else f"“{_head(row)}{_head(column)}”"
    )
    said = [each for each in (row, column) if each.measure is not None]
    if len(said) != 1:
        why = "都写了“取”，只能写一处" if said else "没有写“取”，不知道填什么数"
        faults.add(said[0] if said else column if table.columns else row, "measure", f"{where}{why}")
        return ""
    measure = said[0].measure or ""
    fault = fault_of_pair(measure, (row, column))
    if fault is not None:
        faults.add(said[0], "measure", f"{where}：{fault}")
    return measure


def _head(line: Line) -> str:
    return line.head if isinstance(line, FormRow | FormColumn) else ""


def _both(one: Admits, other: Admits) -> Admits:
    return lambda traits, units: one(traits, units) and other(traits, units)


def _admitted(lines: Sequence[Line], fillable: Fillable, faults: _Faults) -> list[Admits]:
    """What each line takes; the rest is what no other line that is narrowed takes."""
    own = [admits(line, fillable.office) for line in lines]
    others = [found for found, line in zip(own, lines, strict=True) if line.is_narrowed and not line.is_rest]
    rest = [line for line in lines if line.is_rest]
    for line in rest[1:]:
        faults.add(line, "is_rest", f"“其余”只能有一处，“{_head(rest[0])}”已经是其余")
    for line in rest:
        if line.is_narrowed:
            faults.add(line, "is_rest", f"“{_head(line)}”是其余，不能再加条件")

    def left(traits: object, units: object) -> bool:
        return not any(each(traits, units) for each in others)  # type: ignore[arg-type]

    return [left if line.is_rest else found for found, line in zip(own, lines, strict=True)]


def named_figures(cells: Sequence[NamedCell], fillable: Fillable) -> list[Answered]:
    """What stands in each cell that has a name.

    Raises:
        WrongMapError: with everything that cannot be asked for.
    """
    faults = _Faults()
    asked = [_asked(cell, faults) for cell in cells]
    for each in asked:
        faults.add_all(faults_of(each, fillable.figures))
    faults.stop()
    return [
        fillable.ask(each.measure or "", admits(each, fillable.office), frozenset(each.instances))
        for each in asked
    ]


def _asked(cell: NamedCell, faults: _Faults) -> Asked:
    """What a cell asks for: as said, else what its name says by itself."""
    if cell.measure is None:
        by_name = asked_by_name(cell.name)
        if by_name is None or (cell.is_narrowed and by_name.instances):
            faults.add(cell, "name", f"名称“{cell.name}”没有写“取”，不知道填什么数")
            return cell
        return cell.model_copy(
            update={"measure": by_name.measure, "instances": cell.instances or by_name.instances}
        )
    fault = fault_of_pair(cell.measure, (cell,))
    if fault is not None:
        faults.add(cell, "measure", fault)
    return cell


@dataclass(frozen=True, slots=True)
class BrokenEquation:
    """An equation that does not hold.

    Attributes:
        text: as the map has it.
        where: the row or column in which it does not hold; empty for one between names.
        numbers: both sides with their numbers.
    """

    text: str
    where: str
    numbers: str


def broken_in_table(table: FormTable, cells: Cells) -> Iterator[BrokenEquation]:
    """The equations of a table that do not hold: between columns in each row, between rows in each column.

    Raises:
        WrongMapError: an equation that cannot be read, or names what is neither.
    """
    rows, columns = table.rows or (Line(),), table.columns or (Line(),)
    for text in table.checks:
        for lines, others, is_column in ((table.columns, rows, True), (table.rows, columns, False)):
            equation = _equation(text, [_names(line) for line in lines])
            if equation is None:
                continue
            for k, other in enumerate(others):
                values = [cells[(k, n) if is_column else (n, k)].value for n in range(len(lines))]
                if (numbers := equation.broken_by(values)) is not None:
                    yield BrokenEquation(text, _head(other), numbers)
            break
        else:
            known = [name for line in (*table.rows, *table.columns) for name in _names(line)]
            raise WrongMapError([(table, "checks", _unreadable(text, "代号或行头、列头", known))])


def broken_between_names(
    node: Node, checks: Sequence[str], names: Sequence[str], values: Sequence[Answered]
) -> Iterator[BrokenEquation]:
    """The equations between cells with names that do not hold.

    Raises:
        WrongMapError: an equation that cannot be read, or a name that is not filled.
    """
    for text in checks:
        equation = _equation(text, [(name,) for name in names])
        if equation is None:
            raise WrongMapError([(node, "checks", _unreadable(text, "填了数的名称", names))])
        if (numbers := equation.broken_by([each.value for each in values])) is not None:
            yield BrokenEquation(text, "", numbers)


def _names(line: Line) -> tuple[str, ...]:
    return tuple(name for name in (line.code, _head(line)) if name)


def _unreadable(text: str, what: str, known: Sequence[str]) -> str:
    if len(_SIDES.findall(text)) != 1:
        return f"勾稽“{text}”读不懂。请写成 1 + 2 = 31 + 43 这样，等号也可以是 ≤ 或 ≥"
    sides = _SIDES.split(text.strip())[::2]
    terms = [end for side in sides for term in _PLUS.split(side) for end in _TO.split(term)]
    unknown = next((term for term in terms if term not in known), None)
    if unknown is not None:
        return f"勾稽“{text}”里的“{unknown}”不是{what}"
    return f"勾稽“{text}”里的各项要么都是行，要么都是列；“至”要从前面的写到后面的"


@dataclass(frozen=True, slots=True)
class _Equation:
    """Two sides, each the positions that are added up, and the sign between."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    sign: str

    def broken_by(self, values: Sequence[Value]) -> str | None:
        """Both sides with their numbers where it does not hold; `None` where it does, or where both are 0/0."""
        sides = ([values[n] for n in self.left], [values[n] for n in self.right])
        if any(isinstance(value, str) for side in sides for value in side):
            return None if sides[0] == sides[1] else _shown(sides, self.sign)
        one, other = (sum(value for value in side if not isinstance(value, str)) for side in sides)
        holds = {"=": one == other, "≤": one <= other, "≥": one >= other}[self.sign]
        return None if holds else _shown(sides, self.sign)


def _shown(sides: tuple[list[Value], list[Value]], sign: str) -> str:
    refused = {"=": "≠", "≤": ">", "≥": "<"}[sign]
    return f" {refused} ".join(" + ".join(str(value) for value in side) for side in sides)


def _equation(text: str, names: Sequence[tuple[str, ...]]) -> _Equation | None:
    """An equation over lines; `None` where a part of it is none of them."""
    parts = _SIDES.split(text)
    if len(parts) != 3:
        return None
    left, right = _side(parts[0], names), _side(parts[2], names)
    if left is None or right is None:
        return None
    return _Equation(left, right, _SIGNS.get(parts[1], parts[1]))


def _side(text: str, names: Sequence[tuple[str, ...]]) -> tuple[int, ...] | None:
    found: list[int] = []
    for term in _PLUS.split(text.strip()):
        ends = [_position(end, names) for end in _TO.split(term)]
        if len(ends) > 2 or any(end is None for end in ends):
            return None
        first, last = ends[0] or 0, ends[-1] or 0
        if last < first:
            return None
        found += range(first, last + 1)
    return tuple(found)


def _position(name: str, names: Sequence[tuple[str, ...]]) -> int | None:
    for wanted in (0, -1):  # the number of a line goes before its head
        for position, own in enumerate(names):
            if own and own[wanted] == name:
                return position
    return None
