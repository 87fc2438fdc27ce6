"""A document as an Excel workbook: numbers stay numbers, dates dates, text text; each part a sheet that prints."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from yingsu.document import (
    Align,
    Annex,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Table,
    Tone,
)
from yingsu.render.archive import without_times
from yingsu.render.lines import wrapped
from yingsu.render.words import display_width, printable
from yingsu.render.xlsx_columns import CHOICES_SHEET, ChoiceLists, arrange, equip
from yingsu.render.xlsx_text import cell_text, cut

ROWS_OF_A_PAGE = 60
"""A sheet of no more lines is printed on one page, so that no chart is cut in two."""

LONGEST_LINE = 100
"""How many columns of text a line has at most where it is no cell of a table."""

_WIDEST, _NARROWEST = 46, 7
_FORBIDDEN = re.compile(r"[\\/*?:\[\]]")
_EXCELS_OWN = "History"
"""A sheet name that Excel keeps for itself."""
_FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 -- Excel's times have no zone
_HEAD = PatternFill("solid", fgColor="E7ECF2")
_LINE = Side(style="thin", color="9AA3AD")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FONTS = {
    Tone.PLAIN: Font(name="宋体", size=11),
    Tone.GOOD: Font(name="宋体", size=11, bold=True, color="17603A"),
    Tone.BAD: Font(name="宋体", size=11, bold=True, color="A11212"),
    Tone.QUIET: Font(name="宋体", size=10, color="5C5C5C"),
}
_TITLE = Font(name="黑体", size=16)
_SUBTITLE = Font(name="黑体", size=12)
_BOLD = Font(name="宋体", size=11, bold=True)


def xlsx(document: Document) -> bytes:
    """The whole workbook. The same document gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "yingsu"
    book.properties.title = printable(document.title)
    book.properties.created = book.properties.modified = _FIXED_TIME
    first = book.create_sheet("说明")
    taken = {"说明", CHOICES_SHEET, _EXCELS_OWN}
    parts = [(_sheet_name(name, taken), title, blocks) for name, title, blocks in _parts(document)]
    _cover(first, document, [name for name, _, _ in parts])
    lists = ChoiceLists()
    for name, title, blocks in parts:
        _fill(book.create_sheet(name), title, blocks, document.stamp, lists)
    lists.put_in(book)
    target = io.BytesIO()
    book.save(target)
    return without_times(target.getvalue())


def _parts(document: Document) -> Iterator[tuple[str, str, list[Block]]]:
    """A sheet for each heading of level 2 or above, one for each annex; what is before the first goes to 汇总."""
    name, blocks, annexes = "汇总", list[Block](), list[Annex]()
    for block in document.blocks:
        if isinstance(block, Annex):
            annexes.append(block)
        elif isinstance(block, Heading) and block.level <= 2:
            if blocks:
                yield name, name, blocks
            name, blocks = block.text, []
        else:
            blocks.append(block)
    if blocks:
        yield name, name, blocks
    for annex in annexes:
        yield annex.name, annex.title, list(annex.blocks)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name Excel allows: 31 characters, none of its signs, not taken."""
    base = cut(_FORBIDDEN.sub("", printable(wanted)).strip("' "), 28).rstrip("' ") or "表"
    name, number = base, 2
    while name.lower() in {each.lower() for each in taken}:
        name, number = f"{cut(base, 26)}{number}", number + 1
    taken.add(name)
    return name


def _cover(sheet: Worksheet, document: Document, names: list[str]) -> None:
    """What this is, and what is in the workbook."""
    _put(sheet, 1, 1, document.title, _TITLE)
    row = 2
    if document.stamp:
        _put(sheet, row, 1, document.stamp, _FONTS[Tone.BAD])
        row += 1
    for label, text in document.facts:
        _put(sheet, row, 1, label, _BOLD)
        _put(sheet, row, 2, text, _FONTS[Tone.PLAIN]).alignment = Alignment(wrap_text=True, vertical="top")
        row += 1
    _put(sheet, row + 1, 1, "工作表", _BOLD)
    for number, name in enumerate(names):
        _put(sheet, row + 1 + number, 2, name, _FONTS[Tone.PLAIN])
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 100
    _page(sheet, document.stamp)


def _fill(sheet: Worksheet, title: str, blocks: list[Block], stamp: str, lists: ChoiceLists) -> None:
    """The blocks of a sheet below its title. The first table gets the filter and the frozen head."""
    widths: dict[int, int] = {}
    tables: list[tuple[int, Table]] = []
    _put(sheet, 1, 1, title, _SUBTITLE)
    row, has_filter = 3, False
    for block in blocks:
        if isinstance(block, Table):
            head = row
            row = _table(sheet, row, block, widths)
            equip(sheet, head, block, lists)
            tables.append((head, block))
            if not has_filter and block.rows:
                last = get_column_letter(len(block.columns))
                sheet.auto_filter.ref = f"A{head}:{last}{head + len(block.rows)}"
                sheet.freeze_panes = f"B{head + 1}"
                sheet.print_title_rows = f"{head}:{head}"
                has_filter = True
        elif isinstance(block, Chart):
            row = _chart(sheet, row, block)
        else:
            row = _texts(sheet, row, block)
    if not any(isinstance(block, Table | Chart) for block in blocks):
        _as_text(sheet)
    shown = {column: min(_WIDEST, max(_NARROWEST, width + 2)) for column, width in widths.items()}
    broken = arrange(sheet, tables, shown)
    _page(sheet, stamp, is_one_page=row + broken <= ROWS_OF_A_PAGE)


def _as_text(sheet: Worksheet) -> None:
    """A sheet of nothing but text reads like a page."""
    sheet.column_dimensions["A"].width = 118
    for (cell,) in sheet.iter_rows(min_row=1, max_col=1):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _table(sheet: Worksheet, row: int, table: Table, widths: dict[int, int]) -> int:
    """Head, rows and note; returns the next free row."""
    for number, column in enumerate(table.columns, 1):
        cell = _put(sheet, row, number, column.title, _BOLD)
        cell.fill, cell.border = _HEAD, _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        widths[number] = max(widths.get(number, 0), display_width(column.title) + 2)
    for offset, cells in enumerate(table.rows, 1):
        for number, (value, column) in enumerate(zip(cells, table.columns, strict=True), 1):
            _value(sheet, row + offset, number, value, column)
            widths[number] = max(widths.get(number, 0), min(display_width(value.text), _WIDEST))
    row += len(table.rows) + 1
    if table.note:
        row = _lines(sheet, row, table.note, _FONTS[Tone.QUIET])
    return row + 1


def _value(sheet: Worksheet, row: int, column: int, value: Cell, of: Column) -> None:
    """One cell with its own kind of value."""
    right = Alignment(horizontal="right", vertical="top")
    if isinstance(value.value, Fraction):
        cell = sheet.cell(row, column, float(value.value))
        cell.number_format = _rate_format(value.text)
    elif isinstance(value.value, int):
        cell = sheet.cell(row, column, value.value)
        number, unit = str(value.value), printable(value.text).removeprefix(str(value.value))
        has_unit = value.text.startswith(number) and unit and '"' not in unit
        cell.number_format = f'0"{unit}"' if has_unit else "0"
    elif isinstance(value.value, date):
        cell = sheet.cell(row, column, value.value)
        cell.number_format = "yyyy-mm-dd"
    else:
        cell = _put(sheet, row, column, value.text, _FONTS[value.tone])
        side = "center" if of.align is Align.CENTER else None
        text = Alignment(horizontal=side, wrap_text=True, vertical="top")
        cell.alignment, cell.border = right if of.align is Align.RIGHT else text, _BOX
        return
    cell.font, cell.border, cell.alignment = _FONTS[value.tone], _BOX, right


def _rate_format(text: str) -> str:
    """A format that shows a rate as the document prints it: with its counts, or by its counts alone."""
    clean = printable(text).replace('"', "")
    shown = re.match(r"-?[0-9.]+%", clean)
    rest = clean[shown.end() :] if shown else clean
    return ("0.00%" if shown else "") + (f'"{rest}"' if rest else "")


def _lines(sheet: Worksheet, row: int, text: str, font: Font) -> int:
    """Text that is no table's, line by line: a sheet is printed as wide as its longest, and cuts off what is below."""
    for line in wrapped(text, LONGEST_LINE):
        _put(sheet, row, 1, line, font)
        row += 1
    return row


def _texts(sheet: Worksheet, row: int, block: Block) -> int:
    if isinstance(block, Heading):
        _put(sheet, row, 1, block.text, _BOLD)
        return row + 1
    if isinstance(block, Paragraph):
        return _lines(sheet, row, block.text, _FONTS[block.tone])
    if isinstance(block, Listing):
        for entry in block.entries:
            line = "　".join(part for part in (entry.box, entry.lead, entry.text, *entry.lines) if part)
            row = _lines(sheet, row, line, _FONTS[entry.tone])
    if isinstance(block, Fields | Signatures):
        for label, value in block.pairs:
            _put(sheet, row, 1, f"{label}：{value}", _FONTS[Tone.PLAIN])
            row += 1
    return row + 1


def _chart(sheet: Worksheet, row: int, chart: Chart) -> int:
    """The numbers of a chart, and a native chart over them."""
    names = [Column(""), *(Column(series.name, Align.RIGHT) for series in chart.series)]
    if chart.target is not None:
        names.append(Column("目标", Align.RIGHT))
    rows = tuple(_chart_row(chart, place) for place in range(len(chart.categories)))
    _put(sheet, row, 1, chart.title, _BOLD)
    end = _table(sheet, row + 1, Table(tuple(names), rows), {})
    drawn = _drawn(chart)
    # Bars have no line across them; their goal is the end of the scale.
    last_column = len(names) if chart.kind is ChartKind.LINES else 1 + len(chart.series)
    data = Reference(sheet, min_col=2, max_col=last_column, min_row=row + 1, max_row=row + 1 + len(rows))
    drawn.add_data(data, titles_from_data=True)
    for line in drawn.series if chart.kind is ChartKind.LINES else ():
        line.smooth = False
    drawn.set_categories(Reference(sheet, min_col=1, min_row=row + 2, max_row=row + 1 + len(rows)))
    sheet.add_chart(drawn, f"A{end}")
    return end + 20


def _chart_row(chart: Chart, place: int) -> tuple[Cell, ...]:
    values = [series.values[place] for series in chart.series]
    if chart.target is not None:
        values.append(chart.target)
    category = chart.categories[place]
    return (Cell(category, category), *(_number(value, is_rate=chart.is_rate) for value in values))


def _drawn(chart: Chart) -> BarChart | LineChart:
    drawn = LineChart() if chart.kind is ChartKind.LINES else BarChart()
    if isinstance(drawn, BarChart):
        drawn.type = "bar"
    drawn.title, drawn.width, drawn.height = printable(chart.title), 22, 9
    drawn.y_axis.number_format = "0%" if chart.is_rate else "0"
    drawn.y_axis.scaling.min = 0
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.dataLabels = DataLabelList()
    drawn.dataLabels.showVal = True
    for part in ("showSerName", "showCatName", "showLegendKey", "showPercent", "showLeaderLines"):
        setattr(drawn.dataLabels, part, False)
    return drawn


def _number(value: int | Fraction | None, *, is_rate: bool) -> Cell:
    if value is None:
        return Cell("")  # an empty cell is a gap in a chart; a dash would be drawn as zero
    if is_rate:
        return Cell(f"{float(value) * 100:.2f}%", Fraction(value))
    return Cell(str(value), int(value))


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> SheetCell:
    """Text as text, whatever it begins with."""
    cell: SheetCell = sheet.cell(row, column)  # type: ignore[assignment]  # no cell here is a merged one
    cell.font = font
    held = cell_text(text)
    if held:
        cell.value, cell.data_type = held, "s"
    return cell


def _page(sheet: Worksheet, stamp: str, *, is_one_page: bool = False) -> None:
    """A4 landscape, as wide as the page, numbered; what nearly fits on one page is made to."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(is_one_page)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer, header = HeaderFooterItem(), HeaderFooterItem()
    footer.center.text = "第 &P 页，共 &N 页"
    header.center.text = printable(stamp).replace("&", "&&") or None
    sheet.oddFooter, sheet.oddHeader = footer, header
