"""Which entry of a case file each row of the form means: the one it was made from, one that is like it, or a new one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from yingsu.domain.case import Case
from yingsu.domain.docket_number import DocketNumberError, parse_docket_number
from yingsu.domain.form import FormColumn, FormSheet, NotThisValueError, shown
from yingsu.domain.form_book import CASE_TITLE
from yingsu.domain.form_sheets import CASES, SHEETS
from yingsu.domain.node import Node, Path
from yingsu.intake.importing_rows import CellError, FilledRow

Base = Mapping[tuple[Path, str], str]
"""What each cell said when the form was made, by the path of its entry and the title of its column."""


@dataclass(eq=False)
class Entry:
    """An entry of a case: in its file, in the form, or in both.

    Attributes:
        fields: the list it is in; empty for the case itself.
        node: as the file has it; `None` for one that only the form has.
        row: as the form has it; `None` for one that only the file has.
        base: where it stood when the form was made; `None` where the form did not have it then.
    """

    sheet: FormSheet
    fields: tuple[str, ...]
    parent: "Entry | None"
    node: Node | None = None
    row: FilledRow | None = None
    base: Path | None = None

    def text(self, field: str) -> str:
        """What it says in a field, in the form or else in the file."""
        for column in self.sheet.columns_of(self.fields):
            if column.fields == (field,) and self.row is not None and self.row.text(column):
                return self.row.text(column)
        return shown(getattr(self.node, field, None)) if self.node is not None else ""

    @property
    def label(self) -> str:
        """What it is called in a sentence."""
        return "，".join(text for field in self.sheet.known_by if (text := self.text(field)))


class Resolver:
    """Brings the rows of one case together with what its file has.

    Args:
        case: the file, as read; `None` for a case that is to be made.
        base: what the form said of the case.
    """

    def __init__(self, case: Case | None, base: Base) -> None:
        self.base = base
        self.known = frozenset(path for path, _ in base)
        self.errors: list[CellError] = []
        self.entries: dict[str, list[Entry]] = {sheet.name: [] for sheet in SHEETS}
        self.root = Entry(CASES, (), None, case)
        self.entries[CASES.name].append(self.root)
        for sheet in SHEETS:
            self.entries[sheet.name] += self._in_file(sheet)

    def resolve(self, rows: Iterable[FilledRow]) -> None:
        """Give every row its entry, or say why it has none."""
        rows = tuple(rows)
        for sheet in SHEETS:
            own = [row for row in rows if row.sheet is sheet]
            known, added = self._told_apart(sheet, own)
            for row in known:
                self._find(row)
            for row in added:
                self._take_in(row)

    def _in_file(self, sheet: FormSheet) -> Iterator[Entry]:
        if sheet.parent is None:
            return
        for parent in self.entries[sheet.parent.name]:
            if parent.node is not None:
                for fields, _, node in sheet.entries(parent.node):
                    yield Entry(sheet, fields, parent, node)

    def _told_apart(self, sheet: FormSheet, rows: list[FilledRow]) -> tuple[list[FilledRow], list[FilledRow]]:
        """The rows that the form had when it was made, and those that were added. A row may have been copied."""
        by_path: dict[Path, list[FilledRow]] = {}
        added: list[FilledRow] = []
        for row in rows:
            is_known = row.path is not None and (not row.path or row.path in self.known)
            by_path.setdefault(row.path or (), []).append(row) if is_known else added.append(row)
        if sheet.parent is None:
            first = (by_path.get((), []) + added)[:1]
            for row in (by_path.get((), []) + added)[1:]:
                self.errors.append(
                    row.error(
                        CASE_TITLE, f"这个{CASE_TITLE}已经在第 {first[0].number} 行，一个案件只能有一行"
                    )
                )
            return first, []
        known = []
        for path, same in by_path.items():
            alike = [row for row in same if _identity(row) == self._base_identity(sheet, path)]
            kept = same if len(same) == 1 else alike
            if len(kept) == 1:
                known += kept
                added += [row for row in same if row is not kept[0]]
            else:
                known += same[:1]
                self.errors += [row.error(CASE_TITLE, _copied(same[0])) for row in same[1:]]
        return known, sorted(added, key=lambda row: row.number)

    def _base_identity(self, sheet: FormSheet, path: Path) -> tuple[str, ...]:
        titles = {column.fields[-1]: column.title for column in sheet.columns if len(column.fields) == 1}
        return tuple(self.base.get((path, titles[field]), "") for field in sheet.known_by)

    def _find(self, row: FilledRow) -> None:
        """The entry that a row of the form was made from, wherever it stands by now."""
        if row.sheet.parent is None:
            self.root.row = row
            self.root.base = () if self.base else None
            return
        path = row.path or ()
        found = [each for each in self.entries[row.sheet.name] if self._was(each, row.sheet, path, row)]
        exact = [each for each in found if each.node is not None and each.node.path == path]
        entry = next(iter(exact or found), None)
        if entry is None or len(exact or found) > 1:
            message = (
                "这一行在案件文件里找不到了：填报表发出以后，文件改过。请用 yingsu form 重新做一份表来填"
            )
            self.errors.append(row.error(CASE_TITLE, message))
            return
        if entry.fields != row.fields:
            old = row.sheet.list_path(entry.fields)[-1]
            self.errors.append(
                row.error(row.sheet.sorts, f"已有的一行不能改“{row.sheet.sorts}”，原来是“{old}”。请另起一行")
            )
            return
        self._check_links(row, entry)
        entry.row, entry.base = row, path

    def _was(self, entry: Entry, sheet: FormSheet, path: Path, row: FilledRow | None = None) -> bool:
        """Whether an entry of the file is the one that the form had at a path: the same by what it is known by.

        That may be what the form now says: it has been imported before.
        """
        if sheet.parent is None or entry.parent is None:
            return True
        if row is None and entry.base is not None:
            return entry.base == path
        before = self._base_identity(sheet, path)
        now = tuple(new or old for new, old in zip(_identity(row), before, strict=True)) if row else before
        if entry.node is None or sheet.identity(entry.node) not in {before, now}:
            return False
        steps = sheet.list_path(entry.fields)
        above = path[: -1 - len(steps)]
        return path == (*above, *steps, path[-1]) and self._was(entry.parent, sheet.parent, above)

    def _check_links(self, row: FilledRow, entry: Entry) -> None:
        """A row must stay where it belongs: to move it is to take it away from where it was."""
        above = entry.parent
        for sheet, text in reversed(list(zip(row.sheet.ancestors, row.links, strict=True))):
            if above is None:
                return
            said = {above.text(field) for field in sheet.linked_by}
            said |= {shown(getattr(above.node, field)) for field in sheet.linked_by if above.node is not None}
            columns = [column for column in sheet.columns if column.fields[0] in sheet.linked_by]
            said |= {self.base.get((above.base or (), column.title), "") for column in columns}
            wanted = [_as_column_has_it(column, text) for column in columns]
            if text and not any(_is_same(one, each) for one in wanted for each in said):
                message = f"已有的一行不能移到别处，原来是“{sheet.link_of(above.node) if above.node else ''}”。请改回来，或另起一行"
                self.errors.append(row.error(sheet.link, message))
            above = above.parent

    def _take_in(self, row: FilledRow) -> None:
        """A row that was added: a new entry, unless the file has one that is the same."""
        parent = self._parent(row)
        if parent is None:
            return
        alike = [
            each
            for each in self.entries[row.sheet.name]
            if each.parent is parent
            and each.fields == row.fields
            and each.row is None
            and _is_alike(row, each)
        ]
        exact = [each for each in alike if _says_nothing_else(row, each)]
        found = next(iter(exact or alike), None)
        if found is None:
            found = Entry(row.sheet, row.fields, parent)
            self.entries[row.sheet.name].append(found)
        found.row = row

    def _parent(self, row: FilledRow) -> Entry | None:
        """The entry in which a row's own is to be."""
        found: Entry | None = self.root
        for sheet, text in zip(row.sheet.ancestors, row.links, strict=True):
            candidates = [each for each in self.entries[sheet.name] if each.parent is found]
            found = _linked(candidates, sheet, text)
            if found is None:
                self.errors.append(row.error(sheet.link, _no_link(candidates, sheet, text)))
                return None
        return found


def _identity(row: FilledRow) -> tuple[str, ...]:
    texts = {
        column.fields[-1]: filled.text for column, filled in row.cells.items() if len(column.fields) == 1
    }
    return tuple(texts.get(field, "") for field in row.sheet.known_by)


def _copied(row: FilledRow) -> str:
    return f"这一行和第 {row.number} 行是同一项（多半是复制的行）。多余的请删去；要新增，请在空行里重新填写，不要复制整行"


def _is_alike(row: FilledRow, entry: Entry) -> bool:
    """Whether an entry of the file is known by what a row says; where the row says none of it, by all it says."""
    if entry.node is not None and any(_identity(row)):
        return all(
            _is_same(one, other)
            for one, other in zip(_identity(row), row.sheet.identity(entry.node), strict=True)
        )
    return bool(row.cells) and _says_nothing_else(row, entry)


def _says_nothing_else(row: FilledRow, entry: Entry) -> bool:
    node = entry.node
    return node is not None and all(
        filled.text == column.text_in(node) for column, filled in row.cells.items()
    )


def _linked(candidates: list[Entry], sheet: FormSheet, text: str) -> Entry | None:
    """The one entry that a link means: by the first of the fields in which any has it, and there only one."""
    if not text:
        return candidates[0] if len(candidates) == 1 else None
    columns = {column.fields[0]: column for column in sheet.columns if len(column.fields) == 1}
    for field in sheet.linked_by:
        wanted = _as_column_has_it(columns[field], text)
        found = [each for each in candidates if _is_same(wanted, each.text(field))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _no_link(candidates: list[Entry], sheet: FormSheet, text: str) -> str:
    labels = "；".join(each.label for each in candidates if each.label)
    if not candidates:
        return f"“{sheet.name}”表里没有这个案件的行，不知道它属于哪一个。请先在“{sheet.name}”表里加一行"
    if not text:
        return f"请写属于哪一个：{labels}"
    return f"按“{text}”找不到唯一的一个，请照抄“{sheet.name}”表里的：{labels}"


def _as_column_has_it(column: FormColumn, text: str) -> str:
    try:
        return column.read(text)[0]
    except NotThisValueError:
        return text


def _is_same(one: str, other: str) -> bool:
    """Whether two texts mean the same: 案号 however they are bracketed."""
    if one == other:
        return True
    try:
        return parse_docket_number(one).canonical == parse_docket_number(other).canonical
    except DocketNumberError:
        return False
