"""A mapping proposed for somebody's ledger: from its heads and from what stands below them. A person looks it through.

What is not certain is written as a comment, never as a mapping: a column that is mapped wrongly is found late.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from yingsu.domain.form import Kind
from yingsu.domain.ledger_heads import (
    ACT_TYPE_IN_CAUSE,
    ATTENDANCE,
    CASE_COLUMNS,
    FIELD_IN_UNIT,
    HEADS,
    MEANINGS,
    RANK_IN_POST,
    RELATED_COLUMNS,
)
from yingsu.domain.ledger_map import FIRST, KEYS_BY_FIELDS, LAST, TARGETS, LedgerColumn, LedgerMap
from yingsu.domain.office import Office
from yingsu.domain.scalars import shorten
from yingsu.intake.dockets import written_key
from yingsu.intake.heads import folded
from yingsu.intake.ledger_cells import NO_MARKS, YES_MARKS, CellReader, UnclearCellError
from yingsu.intake.ledger_rows import UnfitLedgerError
from yingsu.intake.yaml_text import scalar
from yingsu.reading.decoding import has_bad_character
from yingsu.reading.workbook import Sheet, SheetCell, Workbook

MOST_HEAD_ROWS = 40
"""How far down the head of a ledger is looked for."""
FEWEST_HEADS = 3
"""Of how many known titles a row is taken to be the head."""
MOST_VALUES = 60
"""How many different words of a column are looked at."""

_SPLITTING = ("、", "；", "\n")
_DEFENDANT_STATUS = "defendants.status"
_RANK = "proceedings.hearings.attendees.rank"

_HEAD, _TARGET, _SEPARATORS, _WORDS, _ONLY_WHERE = (
    written_key(LedgerColumn, name) for name in ("head", "target", "separators", "words", "only_where")
)
_SHEET, _COLUMNS, _FIXED, _CASE_COLUMN, _RELATED_COLUMN, _CHOSEN = (
    written_key(LedgerMap, name)
    for name in ("sheet", "columns", "fixed", "case_column", "related_column", "chosen_docket")
)


@dataclass
class _Proposed:
    """A column of the proposal."""

    head: str
    target: str
    separators: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    only_where: str = ""
    remark: str = ""


def suggested(book: Workbook, office: Office, year: int, name: str) -> str:
    """The text of a mapping for a ledger.

    Args:
        book: the workbook.
        office: whose vocabularies and units there are.
        year: for which words are looked up.
        name: of the file, for the first line.

    Raises:
        UnfitLedgerError: no row looks like the head of a ledger.
    """
    sheet, row = _head(book)
    return _Suggestion(book, sheet, row, office, year).text(name)


def _head(book: Workbook) -> tuple[Sheet, int]:
    """The sheet and the row in which most known titles stand."""
    known = {folded(each) for titles in HEADS.values() for each in titles} | {
        folded(each) for each in ATTENDANCE
    }
    best: tuple[int, Sheet | None, int] = (0, None, 0)
    for sheet in (each for each in book.sheets if not each.is_hidden):
        for row in sorted(sheet.rows)[:MOST_HEAD_ROWS]:
            count = sum(folded(cell.text) in known for cell in sheet.rows[row].values())
            if count > best[0]:
                best = count, sheet, row
    if best[1] is None or best[0] < FEWEST_HEADS:
        raise UnfitLedgerError(
            f"没有找到表头：在前 {MOST_HEAD_ROWS} 行里，没有哪一行有 {FEWEST_HEADS} 个以上认得出的列名"
            "（如 案号、原告、被告、案由）。请照 docs/填表与导入.md 自己写映射"
        )
    return best[1], best[2]


class _Suggestion:
    """Looks at one sheet."""

    def __init__(self, book: Workbook, sheet: Sheet, row: int, office: Office, year: int) -> None:
        self.sheet = sheet
        self.office = office
        self.year = year
        self.shown = [each for each in book.sheets if each.rows and not each.is_hidden]
        self.heads = {
            place: " ".join(cell.text.split())
            for place, cell in sorted(sheet.rows[row].items())
            if not cell.fault
        }
        self.cells: dict[int, list[SheetCell]] = {place: [] for place in self.heads}
        skipped = tuple(map(folded, LedgerMap.model_fields["skipped"].default))
        for number in sorted(sheet.rows):
            first = sheet.rows[number][min(sheet.rows[number])]
            if folded(first.text).startswith(skipped):
                continue
            for place, cell in sheet.rows[number].items():
                is_data = number > row and folded(cell.text) not in map(
                    folded, LedgerMap.model_fields["blanks"].default
                )
                if is_data and place in self.cells and folded(cell.text) != folded(self.heads[place]):
                    self.cells[place].append(cell)
        self.columns: list[_Proposed] = []
        self.unsure: list[str] = []
        self.by_fields: dict[str, _Proposed] = {}

    def text(self, name: str) -> str:
        """The mapping."""
        self._look()
        self._derive()
        made = "\n".join((*self._lines(name), ""))
        # What nobody sees in a cell must not come into a file that is read by lines, nor onto the screen.
        return "".join(" " if has_bad_character(sign) else sign for sign in made)

    def _look(self) -> None:
        """Each column by its title."""
        by_title = {folded(title): fields for fields, titles in HEADS.items() for title in titles}
        count = Counter(folded(title) for title in self.heads.values())
        guards = [title for title in self.heads.values() if title in ATTENDANCE]
        for place, title in self.heads.items():
            fields = by_title.get(folded(title))
            if count[folded(title)] > 1:
                self.unsure.append(f"{title}（有几列都叫这个名字，请写明上一层，如 上层/{title}）")
            elif title in (*ATTENDANCE, *CASE_COLUMNS, *RELATED_COLUMNS):
                continue
            elif fields is None:
                self.unsure.append(title)
            elif fields in self.by_fields:
                self.unsure.append(f"{title}（与“{self.by_fields[fields].head}”像是同一项）")
            else:
                self._propose(place, title, fields, guards)
        for guard in guards:
            self._guard(guard)

    def _propose(self, place: int, title: str, fields: str, guards: list[str]) -> None:
        proposed = _Proposed(title, KEYS_BY_FIELDS[fields])
        if ".attendees." in fields and guards:
            proposed.only_where = guards[0]
        texts = [cell.text for cell in self.cells[place]]
        kind = TARGETS[proposed.target][2].kind
        if fields.endswith((".name", ".unit")) and kind is Kind.TEXT:
            proposed.separators = [sign for sign in _SPLITTING if any(sign in text.strip() for text in texts)]
        proposed.words = self._meanings(place, fields)
        unread = self._unread(place, proposed)
        if unread and len(unread) == len(set(texts)) and kind is Kind.DAY:
            self.unsure.append(f"{title}（像“{proposed.target}”，但里面的内容都不是日期）")
            return
        if unread:
            shown = "、".join(f"“{shorten(text, 12)}”" for text in unread[:5])
            way = "请在“改写”里写明" if kind in {Kind.WORD, Kind.WORDS} or fields in MEANINGS else "请核对"
            proposed.remark = f"认不出：{shown}{'等' if len(unread) > 5 else ''}。{way}"
        self.columns.append(proposed)
        self.by_fields[fields] = proposed

    def _meanings(self, place: int, fields: str) -> dict[str, str]:
        """What the words below a title mean, as far as they are known."""
        known = {folded(word): meaning for word, meaning in MEANINGS.get(fields, {}).items()}
        words = dict.fromkeys(" ".join(cell.text.split()) for cell in self.cells[place])
        return {word: known[folded(word)] for word in list(words)[:MOST_VALUES] if folded(word) in known}

    def _unread(self, place: int, proposed: _Proposed) -> list[str]:
        """What the proposal could not read of a column."""
        column = LedgerColumn.model_construct(
            head=proposed.head,
            target=proposed.target,
            separators=tuple("换行" if sign == "\n" else sign for sign in proposed.separators),
            words=proposed.words,
        )
        reader = CellReader(column, self.office, self.year)
        found: dict[str, None] = {}
        for cell in self.cells[place]:
            try:
                reader.values(cell)
            except UnclearCellError:
                found[cell.text] = None
        return list(found)[:MOST_VALUES]

    def _guard(self, title: str) -> None:
        """The column that says whether the head came: what else it may say is told."""
        place = next(place for place, each in self.heads.items() if each == title)
        words = dict.fromkeys(folded(cell.text) for cell in self.cells[place])
        other = [word for word in words if word not in YES_MARKS | NO_MARKS]
        remark = "写着否的，那一行的出庭负责人不算到庭；到庭的还有谁，台账没有说，仍是不明"
        if other:
            shown = "、".join(f"“{shorten(word, 12)}”" for word in other[:5])
            remark = f"认不出：{shown}。请在“改写”里写明是 是 还是 否。{remark}"
        self.columns.append(_Proposed(title, "", remark=remark))

    def _derive(self) -> None:
        """What a case must have and the ledger has no column for: from the 案由, from the unit, where that is plain."""
        for fields, source, parts in (
            ("act_type", "cause", ACT_TYPE_IN_CAUSE),
            ("field", "defendants.unit", FIELD_IN_UNIT),
            (_RANK, "proceedings.hearings.attendees.post", RANK_IN_POST),
        ):
            column = self.by_fields.get(source)
            if fields in self.by_fields or column is None:
                continue
            place = next(place for place, title in self.heads.items() if title == column.head)
            texts = dict.fromkeys(" ".join(cell.text.split()) for cell in self.cells[place])
            words, unclear = _by_part(list(texts)[:MOST_VALUES], parts)
            key = KEYS_BY_FIELDS[fields]
            remark = f"台账没有“{key}”，按“{column.head}”推的，请逐个核对"
            if unclear:
                shown = "、".join(f"“{shorten(text, 20)}”" for text in unclear[:8])
                remark += f"。还要补上：{shown}{'等' if len(unclear) > 8 else ''}"
            derived = _Proposed(column.head, key, words=words, only_where=column.only_where, remark=remark)
            self.columns.append(derived)

    def _lines(self, name: str) -> Iterator[str]:
        yield f"# 由 yingsu import {shorten(name)} --suggest 按表头推出，请逐行核对后再用。"
        yield "# “列头”是表里的文字，“填”是案件文件里的键，“改写”是表里的词在案件文件里写什么。"
        if len(self.shown) > 1:
            yield f"{_SHEET}: {scalar(self.sheet.name)}"
        for key, titles in ((_CASE_COLUMN, CASE_COLUMNS), (_RELATED_COLUMN, RELATED_COLUMNS)):
            found = next((title for title in self.heads.values() if title in titles), None)
            if found is not None:
                yield f"{key}: {scalar(found)}"
        docket = self.by_fields.get("proceedings.case_number")
        if docket is not None and (several := self._several(docket)):
            shown = "、".join(several[:5])
            yield f"# {_CHOSEN}: {FIRST}   # {shown} 写了几个案号，其他列只写一个的，是哪一个案号的？{FIRST}或{LAST}"
        yield f"{_COLUMNS}:"
        for column in self.columns:
            yield from _column(column)
        if self.unsure:
            yield "  # 这些列没有把握，没有写进来，需要的请自己补："
            yield from (f"  #   {shorten(title, 60)}" for title in self.unsure)
        yield from self._fixed()

    def _several(self, docket: _Proposed) -> list[str]:
        """The cells that hold several 案号."""
        place = next(place for place, title in self.heads.items() if title == docket.head)
        return [cell.address for cell in self.cells[place] if cell.text.count("号") > 1]

    def _fixed(self) -> Iterator[str]:
        lines = []
        if "defendants.unit" in self.by_fields:
            key = KEYS_BY_FIELDS[_DEFENDANT_STATUS]
            lines.append(
                f"  {key}: [原行为机关, 共同被告]   # 几个被告时，第一个是原行为机关；不是这样的请在导入后改"
            )
        if (
            "proceedings.appeals.filed_on" in self.by_fields
            and "proceedings.appeals.side" not in self.by_fields
        ):
            lines.append(f"  # {KEYS_BY_FIELDS['proceedings.appeals.side']}: 原告   # 台账没有说是谁上诉")
        if lines:
            yield f"{_FIXED}:"
            yield from lines


def _by_part(texts: Iterable[str], parts: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What texts mean by the first of the parts that is in them; and those with none."""
    words: dict[str, str] = {}
    unclear = []
    for text in texts:
        meaning = next((meaning for part, meaning in parts.items() if part in text), None)
        if meaning is not None:
            words[text] = meaning
        else:
            unclear.append(text)
    return words, unclear


def _column(column: _Proposed) -> Iterator[str]:
    """A column in the way of a person who writes one by hand."""
    entries = [f"{_HEAD}: {scalar(column.head)}"]
    if column.target:
        entries.append(f"{_TARGET}: {column.target}")
    if column.separators:
        signs = ", ".join("换行" if sign == "\n" else sign for sign in column.separators)
        entries.append(f"{_SEPARATORS}: [{signs}]")
    if column.only_where:
        entries.append(f"{_ONLY_WHERE}: {{{scalar(column.only_where)}: 是}}")
    if column.remark:
        yield f"  # {column.remark}"
    if not column.words:
        yield f"  - {{{', '.join(entries)}}}"
        return
    yield f"  - {entries[0]}"
    yield from (f"    {entry}" for entry in entries[1:])
    yield f"    {_WORDS}:"
    yield from (f"      {scalar(word)}: {scalar(meaning)}" for word, meaning in column.words.items())
