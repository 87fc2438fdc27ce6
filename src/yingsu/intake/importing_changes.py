"""What the rows of a case change in its file: field by field, told as sentences, and as edits of the file's text."""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from yingsu.domain.form import FormColumn, Kind
from yingsu.domain.form_book import CASE_TITLE, DELETE
from yingsu.domain.form_sheets import CASES, SHEETS
from yingsu.domain.node import Node, Path
from yingsu.intake.amending import Adding, Edit, Removing, Setting
from yingsu.intake.importing_data import at, data_of, places_below
from yingsu.intake.importing_entries import Base, Entry
from yingsu.intake.importing_rows import CellError, Filled, FilledRow

NOTHING = "（空）"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes in a case.

    Attributes:
        key: where, as the case file has it; entries of lists counted from 1.
        old: what is there; `None` for nothing.
        new: what will be there; `None` for nothing.
        sentence: the same in Chinese.
        sheet: where the form says so.
        cell: such as C7.
    """

    key: str
    old: str | None
    new: str | None
    sentence: str
    sheet: str
    cell: str


@dataclass
class CaseChanges:
    """What changes in one case.

    Attributes:
        places: the cell that said it, by the path in the file after the change.
        cleared: cells that were emptied, of which nothing comes.
    """

    changes: list[Change] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    places: dict[Path, CellError] = field(default_factory=dict)
    cleared: list[CellError] = field(default_factory=list)


def changes_of(data: dict[str, Any], entries: Mapping[str, list[Entry]], base: Base) -> CaseChanges:
    """What the form changes in a file.

    Args:
        data: the file as plain data.
        entries: the case, with its rows.
        base: what the form said when it was made.
    """
    return _Differ(data, entries, base).run()


class _Differ:
    """Compares one case, entry by entry."""

    def __init__(self, data: dict[str, Any], entries: Mapping[str, list[Entry]], base: Base) -> None:
        self.data = data
        self.entries = entries
        self.base = base
        self.found = CaseChanges()
        self.short: dict[Path, list[Any]] = {}
        self.added: dict[Path, int] = {}

    def run(self) -> CaseChanges:
        """Everything that changes; values before entries, so that entries find the parts they are put in."""
        for sheet in SHEETS:
            for entry in self.entries[sheet.name]:
                if entry.row is not None and entry.node is not None:
                    self.compare(entry, entry.node, entry.row)
        for sheet in SHEETS:
            for entry in self.entries[sheet.name]:
                if entry.row is not None and entry.node is None and entry.parent is not None:
                    self.add(entry, entry.parent, entry.row)
        self.found.edits += [Setting(path[:-1], path[-1], whole) for path, whole in self.short.items()]
        return self.found

    def compare(self, entry: Entry, node: Node, row: FilledRow) -> None:
        """What a row says otherwise than the file does."""
        self.found.places[node.path] = row.error(CASE_TITLE, "")
        new = False
        for column in row.sheet.columns_of(entry.fields):
            path = (*node.path, *column.path)
            old = self.base.get((entry.base, column.title), "") if entry.base is not None else None
            filled = row.cells.get(column)
            if filled is None:
                if old and column.text_in(node) == old and column.title in row.places:
                    message = f"“{column.title}”清空了，案件文件里的 {old} 没有改动。要删去它，请写 {DELETE}"
                    self.found.cleared.append(row.error(column.title, message))
                continue
            self.found.places[path] = CellError(row.sheet.name, filled.cell, "")
            if self.is_changed(column, node, row, filled, old):
                self.change(entry, node, column, filled)
                new = True
        if new:
            self.found.errors += _parts_without_musts(row, entry.fields, node)

    def is_changed(
        self, column: FormColumn, node: Node, row: FilledRow, filled: Filled, old: str | None
    ) -> bool:
        """Whether the form changes a field; where the file has been changed too, that is an error."""
        now = column.text_in(node)
        wanted = "" if filled.text == DELETE else filled.text
        if wanted in {now, old}:
            return False
        why = ""
        if column.kind is Kind.NOBODY and wanted and getattr(node, column.fields[0]):
            why = "案件文件里这次开庭写了到庭的人，不能写一个也没有。请清空这一格"
        elif not wanted and column.is_must:
            why = f"“{column.title}”必填，不能删去"
        elif now != (old or ""):
            made = f"做表时是“{old or NOTHING}”，" if old is not None else ""
            both = "两边都改了" if old is not None else "两边不同"
            why = (
                f"“{column.title}”{both}：{made}案件文件里现在是“{now or NOTHING}”，这里是“{filled.text}”。"
                "请核对：文件里的对，就照抄到这里；这里的对，就先改案件文件"
            )
        if why:
            self.found.errors.append(row.error(column.title, why))
        return not why

    def change(self, entry: Entry, node: Node, column: FormColumn, filled: Filled) -> None:
        """Note a change and how the file is edited."""
        old = column.text_in(node) or None
        new = filled.text if filled.value is not None else None
        key = _key((*node.path, *column.path))
        where = _called(entry)
        sentence = f"{where}将「{column.title}」由{_spaced(old)}改为{_spaced(new)}".rstrip()
        self.found.changes.append(Change(key, old, new, sentence, entry.sheet.name, filled.cell))
        holder, place, is_own = self.physical(node.path)
        if not is_own:
            self.in_short(entry, holder, place, (column.path[-1], filled.value))
        elif filled.value is None:
            self.found.edits.append(Removing((*holder, *column.path[:-1]), column.path[-1]))
        else:
            self.found.edits.append(Setting((*holder, *column.path[:-1]), column.path[-1], filled.value))

    def in_short(self, entry: Entry, holder: Path, place: int, filled: tuple[str, Any]) -> None:
        """An entry that is written as a single word becomes a whole one."""
        whole = self.whole_list(entry, holder)
        key, value = filled
        if value is None:
            whole[place].pop(key, None)
        else:
            whole[place][key] = value

    def whole_list(self, entry: Entry, holder: Path) -> list[Any]:
        """A list that has entries which are only words, or that is none, as it would be with whole entries."""
        if holder not in self.short:
            found = at(self.data, holder)
            words = found if isinstance(found, list) else [found]
            nodes = [
                each.node
                for each in self.entries[entry.sheet.name]
                if each.node is not None and each.parent is entry.parent and each.fields == entry.fields
            ]
            self.short[holder] = [
                copy.deepcopy(each) if isinstance(each, dict) else {_only_key(node): each}
                for each, node in zip(words, nodes, strict=True)
            ]
        return self.short[holder]

    def physical(self, path: Path) -> tuple[Path, int, bool]:
        """Where an entry stands in the data: its own path, or that of the list in which it is only a word."""
        found: Any = self.data
        real: Path = ()
        place = 0
        for step in path:
            if isinstance(step, int) and not isinstance(found, list):
                place = step
                if isinstance(found, str):
                    return real, place, False
                continue  # one entry without a list
            below = found[step]
            if isinstance(step, int) and isinstance(below, str):
                return real, step, False
            real, found = (*real, step), below
        return real, place, True

    def add(self, entry: Entry, parent: Entry, row: FilledRow) -> None:
        """An entry more, unless the one above it is new too and brings it along."""
        if entry.fields == ("attendees",) and parent.row is not None:
            self.refuse_if_nobody(parent.row, row)
        texts = "，".join(f"{column.title} {filled.text}" for column, filled in row.cells.items())
        sentence = f"{_called(parent)}新增「{_list_name(entry)}」：{texts}"
        steps = entry.sheet.list_path(entry.fields)
        key = _key(steps)
        if parent.node is not None:
            path = (*parent.node.path, *steps)
            place = self.place_of_new(path)
            key = _key((*path, place))
            self.put_in(parent.node, entry, row)
            self.found.places.update(places_below(entry, (*path, place), self.entries))
        self.found.changes.append(Change(key, None, texts, sentence, row.sheet.name, row.at(CASE_TITLE)))

    def place_of_new(self, path: Path) -> int:
        """The position that the next new entry of a list gets."""
        in_file = sum(
            1
            for entries in self.entries.values()
            for each in entries
            if each.node is not None and each.node.path[:-1] == path and isinstance(each.node.path[-1], int)
        )
        self.added[path] = self.added.get(path, -1) + 1
        return in_file + self.added[path]

    def put_in(self, parent: Node, entry: Entry, row: FilledRow) -> None:
        """The edit that adds an entry."""
        data = data_of(entry, self.entries, self.found.errors)
        steps = entry.sheet.list_path(entry.fields)
        holder, _, _ = self.physical(parent.path)
        real = (*holder, *steps)
        found = at(self.data, real)
        if not data:
            self.found.errors.append(row.error(CASE_TITLE, "这一行什么也没有填，请填写或删去"))
        elif found is None or (isinstance(found, list) and all(isinstance(each, dict) for each in found)):
            self.found.errors += _part_without_musts(entry, parent, row)
            self.found.edits.append(Adding(real[:-1], str(real[-1]), data))
        else:
            self.whole_list(entry, real).append(data)

    def refuse_if_nobody(self, above: FilledRow, row: FilledRow) -> None:
        """Somebody came to a hearing of which the form says that nobody did."""
        for column, filled in above.cells.items():
            if column.kind is Kind.NOBODY and filled.value is not None:
                message = (
                    f"“{above.sheet.name}”表 {filled.cell} 写了一个人也没有到庭，这里又有人。请改其中一处"
                )
                self.found.errors.append(row.error(CASE_TITLE, message))


def _only_key(node: Node) -> str:
    """The key of what an entry is that is written as a single word."""
    return node.key_of(next(iter(node.model_fields_set)))


def _part_without_musts(entry: Entry, parent: Node, row: FilledRow) -> Iterable[CellError]:
    """What must be there of the part in which a list is, where the entry above has nothing of that part yet."""
    above = entry.parent
    if len(entry.fields) == 1 or above is None or getattr(parent, entry.fields[0]) is not None:
        return
    for column in above.sheet.columns:
        is_filled = above.row is not None and column in above.row.cells
        if column.fields[0] == entry.fields[0] and column.is_must and not is_filled:
            yield row.error(CASE_TITLE, f"请先在“{above.sheet.name}”表里填“{column.title}”")


def _spaced(text: str | None) -> str:
    return f" {text} " if text is not None else NOTHING


def _called(entry: Entry) -> str:
    """What an entry is called before what is said of it."""
    if entry.sheet is CASES:
        return ""
    above = _called(entry.parent) if entry.parent is not None else ""
    return f"{above}{_list_name(entry)}（{entry.label}）"


def _list_name(entry: Entry) -> str:
    return entry.sheet.list_path(entry.fields)[-1] if entry.fields else entry.sheet.name


def _key(path: Path) -> str:
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def _parts_without_musts(row: FilledRow, fields: tuple[str, ...], node: Node) -> Iterable[CellError]:
    """The same for parts that an entry did not have before."""
    begun = {
        column.fields[0]
        for column, filled in row.cells.items()
        if len(column.fields) > 1 and filled.value is not None
    }
    for column in row.sheet.columns_of(fields):
        if (
            column.is_must
            and len(column.fields) > 1
            and column.fields[0] in begun
            and getattr(node, column.fields[0]) is None
            and column not in row.cells
        ):
            yield row.error(column.title, f"填了“{column.path[0]}”的其他内容，“{column.title}”也必填")
