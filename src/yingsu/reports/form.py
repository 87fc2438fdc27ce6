"""The form for a unit, filled in with what its cases already say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from yingsu.domain.facts.handling import handling_units
from yingsu.domain.facts.headline import CLOSED, headline
from yingsu.domain.form import EXAMPLE, LONGEST_TEXT, SEPARATOR, FormColumn, FormSheet, Kind, shown
from yingsu.domain.form_book import DELETE, MUST_MARK, FormBook, FormRow, FormTab, Value, locator_of
from yingsu.domain.form_sheets import SHEETS
from yingsu.domain.node import Node
from yingsu.domain.office import Office
from yingsu.domain.view import View


@dataclass(frozen=True, slots=True)
class Filed:
    """A case and the SHA-256 of its file."""

    view: View
    digest: str


def is_open(view: View) -> bool:
    """Whether there is still something to fill in: no end in court, or a duty or a letter that is not done with."""
    case = view.case
    return (
        headline(view).stage != CLOSED
        or any(each.done_on is None and each.end is None for each in case.obligations)
        or any(each.replied_on is None and each.implemented_on is None for each in case.letters)
    )


def is_of_unit(view: View, unit: str) -> bool:
    """Whether a case is one of a unit's: it is sued, applies, handles it, or is over a unit that does."""
    directory = view.office.directory
    sued = (each.unit for each in view.case.defendants)
    applying = (each.unit for each in view.case.enforcement_applicants)
    for name in (*sued, *applying, *handling_units(view)):
        own = directory.find(name)
        over = directory.reported_under(own).name if own is not None else name
        if directory.is_same(name, unit) or directory.is_same(over, unit):
            return True
    return False


def form_book(filed: Iterable[Filed], office: Office, as_of: date, unit: str | None) -> FormBook:
    """The form.

    Args:
        filed: the cases that it shows, in their order.
        office: units and words.
        as_of: the day it is made.
        unit: whom it is for; `None`: for anybody.
    """
    cases = tuple(filed)
    rows: dict[str, list[FormRow]] = {sheet.name: [] for sheet in SHEETS}
    base: list[tuple[str, str, str]] = []
    for each in cases:
        for sheet, row in _rows(each.view):
            rows[sheet.name].append(row)
            base += [
                (row.locator, column.title, shown_value(value))
                for column, value in zip(sheet.columns, row.values, strict=True)
                if value is not None
            ]
    tabs = tuple(
        FormTab(
            sheet,
            _examples(sheet),
            tuple(rows[sheet.name]),
            tuple(column.choices(office, as_of.year) for column in sheet.columns),
        )
        for sheet in SHEETS
    )
    title = f"{unit or office.settings.name}行政应诉案件填报表"
    digests = tuple((each.view.id, each.digest) for each in cases)
    return FormBook(title, tuple(_about(len(cases), as_of)), tabs, tuple(base), digests)


def shown_value(value: Value) -> str:
    """The text of a cell."""
    return shown(value)


def _rows(view: View) -> Iterator[tuple[FormSheet, FormRow]]:
    """Every row of a case, sheet by sheet."""
    found: dict[str, list[tuple[Node, tuple[str, ...]]]] = {}
    for sheet in SHEETS:
        found[sheet.name] = []
        if sheet.parent is None:
            found[sheet.name].append((view.whole, ()))
            yield sheet, FormRow(locator_of(view.id, ()), view.id, (), "", _values(sheet, (), view.whole))
            continue
        for parent, links in found[sheet.parent.name]:
            for fields, _, entry in sheet.entries(parent):
                sort = sheet.list_path(fields)[-1] if sheet.sorts else ""
                values = _values(sheet, fields, entry)
                found[sheet.name].append((entry, (*links, sheet.link_of(entry))))
                yield sheet, FormRow(locator_of(view.id, entry.path), view.id, links, sort, values)


def _values(sheet: FormSheet, fields: tuple[str, ...], entry: Node) -> tuple[Value, ...]:
    own = sheet.columns_of(fields)
    return tuple(_value(column, entry) if column in own else None for column in sheet.columns)


def _value(column: FormColumn, entry: Node) -> Value:
    """What a cell holds: a day as a day, a whole number as a number, everything else as text."""
    found = column.value_in(entry)
    if column.kind is Kind.DAY and isinstance(found, date):
        return found
    text = shown(found)
    if column.kind is Kind.NUMBER and text.isdecimal():
        return int(text)
    return text if text and len(text) <= LONGEST_TEXT else None


def _examples(sheet: FormSheet) -> tuple[FormRow, ...]:
    """One row for each list of the sheet that looks different."""
    links = tuple(_example_of_link(above) for above in sheet.ancestors)
    rows = []
    for name, fields in sheet.list_names.items() or (("", ()),):
        own = sheet.columns_of(fields)
        values = tuple((each.example or None) if each in own else None for each in sheet.columns)
        rows.append(FormRow("", EXAMPLE, links, name if sheet.sorts else "", values))
    return tuple(rows[:2])


def _example_of_link(sheet: FormSheet) -> str:
    return next(column.example for column in sheet.columns if column.fields[-1] == sheet.linked_by[0])


def _about(count: int, as_of: date) -> Iterator[str]:
    yield f"本表由应诉程序于 {as_of.isoformat()} 做出，里面已有 {count} 个案件。填好后交回，由管理台账的人导入案件文件。"
    yield f"表头带 {MUST_MARK} 的必填。不知道的空着，不要猜。把鼠标停在表头上，可以看到这一列怎么填。"
    yield f"灰色的、案件编号写“{EXAMPLE}”的行是样子，不会导入，可以删去。"
    yield "已有的案件：直接改格子里的内容。空着的格子和删去的行，不会改动案件文件。"
    yield f"要把案件文件里已有的一项删去，在格子里写 {DELETE}。整行的人、庭次、裁判结果等不能从表里删，请告诉管理台账的人。"
    yield "新案件：在“案件”表里加一行，案件编号随便写一个没有用过的，如 新1；其他表里属于它的行，也写 新1。"
    yield "新的一次开庭、一个人、一份函：在相应的表里另起一行，写上案件编号；案号或审级、开庭日期用来说明它属于哪一个。"
    yield f"一格里写几项的，用“{SEPARATOR}”隔开。日期写成 2025-03-06；案号照抄法院文书。"
    yield "请不要改表头，不要改表的名称，不要取消隐藏列。可以增加行、调整顺序。"
