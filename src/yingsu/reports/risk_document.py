"""Where risk piles up, on a page: what was known before a loss first, then the table of 阶段 and 类型."""

from collections.abc import Callable, Iterable, Iterator

from yingsu.document import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Table,
    Tone,
    count,
    day,
    text,
)
from yingsu.domain.terms import RiskKind, Stage
from yingsu.metrics.risk import PointRecord, ScreeningRecord
from yingsu.metrics.risk_counts import Share, Unmended, grid, most_frequent, shares
from yingsu.reports.figures import Figures
from yingsu.survey import SCREENINGS

RISK = "风险点"
"""What the annex is called, on its sheet and on the command line."""

MOST_SHOWN = 10
"""How many of a list stand on the page; the annex has all."""

_UNPLACED = "没有归类"
_RAMP = "░▒▓█"
"""Light to dark, so that a page without colour shows where most points are."""


def risk_blocks(figures: Figures) -> Iterator[Block]:
    """What stands on the page itself."""
    risk = figures.risk
    yield from _known_before(figures)
    yield Heading(2, "风险点分布")
    if risk.points:
        yield heat_map(risk.points, f"本期发现 {len(risk.points)} 个。{_heat_note(risk.points)}")
    else:
        yield Paragraph("本期没有登记新发现的风险点。")
    if risk.undated:
        yield Paragraph(f"另有 {len(risk.undated)} 个没有写发现日期，未计入。", Tone.QUIET)
    yield Heading(2, "风险排查")
    yield from _screenings_in_short(figures)


def risk_annexes(figures: Figures) -> Iterator[Annex]:
    """Everything behind it, each kind of table by itself."""
    risk = figures.risk
    for name, title, blocks in (
        ("败诉前未整改", "败诉前已发现而没有整改的风险点", _unmended_table(figures)),
        ("风险点汇总", "败诉案件、败诉原因和风险点　汇总", _summary(figures)),
        ("常见风险点", f"最常见的风险点（前 {MOST_SHOWN} 个）和后来的结果", _frequent(figures)),
        ("风险点明细", f"本期发现的风险点　{len(risk.points)}", _points(figures, risk.points)),
        ("日期不明的风险点", f"没有写发现日期的风险点　{len(risk.undated)}", _points(figures, risk.undated)),
        ("排查明细", f"风险排查　{len(risk.screenings)}", _screenings(figures)),
    ):
        found = tuple(blocks)
        if found:
            yield Annex(name, title, found)


def _summary(figures: Figures) -> Iterator[Block]:
    yield from _of_lost_cases(figures)
    yield from _reasons(figures)
    points = figures.risk.points
    if points:
        yield Heading(3, "本期发现的风险点　按行为类别")
        yield _shares("行为类别", points, lambda point: (point.traits.act_type,))
        yield Heading(3, "本期发现的风险点　按单位")
        yield _shares("单位", points, lambda point: point.units or ("不是本县单位",))


def heat_map(points: Iterable[PointRecord], note: str) -> Table:
    """5 × 4 and the sums; the darker the more. A point that has no place has a row of its own."""
    all_points = tuple(points)
    found = grid(all_points)
    most = max(number for number, _ in found.values())
    columns = (
        Column("阶段"),
        *(Column(kind.value, Align.RIGHT) for kind in RiskKind),
        Column("合计", Align.RIGHT),
        Column("未整改", Align.RIGHT),
    )
    rows = []
    for stage in Stage:
        cells = [found[stage, kind] for kind in RiskKind]
        rows.append((text(stage.value), *(_shaded(number, most) for number, _ in cells), *_sums(cells)))
    places = [[found[stage, kind] for stage in Stage] for kind in RiskKind]
    whole = [(1, int(point.is_open)) for point in all_points]
    unplaced = [(1, int(point.is_open)) for point in all_points if not point.is_placed]
    if unplaced:
        rows.append((text(_UNPLACED), *(text("") for _ in RiskKind), *_sums(unplaced)))
    sums = (count(sum(number for number, _ in cells)) for cells in places)
    rows.append((text("合计"), *sums, *_sums(whole)))
    return Table(columns, tuple(rows), note)


def _sums(cells: list[tuple[int, int]]) -> tuple[Cell, Cell]:
    found, still_open = (sum(numbers) for numbers in zip(*cells, strict=True))
    return count(found), count(still_open, Tone.BAD if still_open else Tone.PLAIN)


def _shaded(number: int, most: int) -> Cell:
    if not number:
        return Cell("0 ·", 0, Tone.QUIET)
    return Cell(f"{number} {_RAMP[(number * len(_RAMP) - 1) // most]}", number)


def _heat_note(points: tuple[PointRecord, ...]) -> str:
    notes = ["格子越深（░ 最浅，█ 最深）个数越多；同一案件同一编号只计一个。"]
    unplaced = sum(not point.is_placed for point in points)
    if unplaced:
        notes.append(f"{unplaced} 个的编号目录里没有，又没有写阶段和类型，没有归类。")
    return "".join(notes)


def _known_before(figures: Figures) -> Iterator[Block]:
    """The bitter ones: on the page in words, the first so many of them."""
    known = [each for each in figures.risk.unmended if each.is_known]
    unsure = len(figures.risk.unmended) - len(known)
    if not known and not unsure:
        return
    yield Heading(2, "败诉前已发现而没有整改的风险点")
    yield Listing(tuple(_known_entry(each) for each in known[:MOST_SHOWN]))
    notes = [_LOST_NOTE]
    if len(known) > MOST_SHOWN:
        notes.insert(0, f"共 {len(known)} 个，只列前 {MOST_SHOWN} 个。")
    if unsure:
        notes.append(f"另有 {unsure} 个没有写发现日期，不能判断是不是败诉前发现的。")
    yield Paragraph("".join(notes), Tone.QUIET)


_LOST_NOTE = "败诉案件：本期一审败诉率、终局败诉率分子中的案件；败诉日为其中第一份败诉裁判的日期。"


def _known_entry(each: Unmended) -> Entry:
    point, lost = each.point, each.lost
    units = "、".join(lost.units) or "单位未填"
    elsewhere = "" if each.is_own else f"（{_whence(point)}中发现）"
    days = [
        f"{point.found_on} 发现{elsewhere}",
        f"{lost.lost_on} 败诉",
        f"{point.done_on} 才整改" if point.done_on else "至今未整改",
    ]
    lines = (_words(point), "，".join(days))
    return Entry(units, lost.case, lines, Tone.BAD)


def _named(point: PointRecord) -> str:
    """A point by its code, else by its place."""
    if point.code is not None:
        return point.code
    return "".join(word.value for word in (point.stage, point.kind) if word is not None)


def _words(point: PointRecord) -> str:
    """What was found, after the name of the point."""
    found = point.note or point.text
    return _named(point) if found == point.code else f"{_named(point)} {found}"


def _whence(point: PointRecord) -> str:
    """The cases and screenings it was found in."""
    return "、".join(_source(source) for source in point.sources)


def _source(source: str) -> str:
    before, is_screening, name = source.rpartition(SCREENINGS)
    return f"排查 {before}{name.removesuffix('.yaml')}" if is_screening else source


def _unmended_table(figures: Figures) -> Iterator[Block]:
    if not figures.risk.unmended:
        return
    titles = ("单位", "败诉案件", "风险点", "发现日期", "败诉日", "整改完成")
    rows = tuple(
        (
            text("、".join(each.lost.units)),
            text(each.lost.case),
            text(_words(each.point) if each.is_own else f"{_words(each.point)}（{_whence(each.point)}）"),
            day(each.point.found_on),
            day(each.lost.lost_on),
            day(each.point.done_on),
        )
        for each in figures.risk.unmended
    )
    unsure = "" if all(each.is_known for each in figures.risk.unmended) else "没有发现日期的，不能判断。"
    yield Table(tuple(Column(title) for title in titles), rows, f"{_LOST_NOTE}{unsure}")


def _of_lost_cases(figures: Figures) -> Iterator[Block]:
    risk = figures.risk
    if risk.lost:
        without = len({each.case for each in risk.lost} - {point.case for point in risk.lost_points})
        yield Heading(3, "败诉案件的风险点分布")
        some = f"，其中 {without} 件没有登记风险点" if without else ""
        note = f"本期败诉案件 {len(risk.lost)} 件{some}。不论哪一天发现的都计入。"
        yield heat_map(risk.lost_points, note) if risk.lost_points else Paragraph(note)


def _reasons(figures: Figures) -> Iterator[Block]:
    reasons = figures.risk.reasons
    if not reasons:
        return
    words = list(figures.adverse_reasons)
    columns = (Column("行为类别"), *(Column(word, Align.RIGHT) for word in words))
    rows = [
        (text(act_type), *(count(found.get(word, 0)) for word in words))
        for act_type, found in reasons.items()
    ]
    totals = (count(sum(found.get(word, 0) for found in reasons.values())) for word in words)
    rows.append((text("合计"), *totals))
    yield Heading(3, "一审败诉原因　按行为类别")
    yield Table(columns, tuple(rows), "本期审结的一审，一件有几个原因的各计一次。")


def _frequent(figures: Figures) -> Iterator[Block]:
    found = most_frequent(figures.risk.points, MOST_SHOWN)
    if not found:
        return
    columns = (
        Column("编号"),
        Column("风险点"),
        Column("次数", Align.RIGHT),
        Column("未整改", Align.RIGHT),
        Column("后来的结果"),
    )
    rows = tuple(
        (
            text(each.code or "目录外"),
            text(each.text),
            count(each.found),
            count(each.open),
            text("、".join(f"{result.value} {number}" for result, number in each.results.items())),
        )
        for each in found
    )
    note = "次数是本期发现它的案件和排查数；败诉、未败诉按终局裁判；未涉诉是没有打官司的，含只有非诉审查的。"
    yield Table(columns, rows, note)


def _shares(
    title: str, points: Iterable[PointRecord], keys_of: Callable[[PointRecord], Iterable[str]]
) -> Table:
    columns = (
        Column(title),
        *(Column(head, Align.RIGHT) for head in ("本期发现", "未整改", "在终局败诉案件中")),
    )
    return Table(columns, tuple(_share_row(share) for share in shares(points, keys_of)))


def _share_row(share: Share) -> tuple[Cell, ...]:
    still_open = count(share.open, Tone.BAD if share.open else Tone.PLAIN)
    return (text(share.key), count(share.found), still_open, count(share.lost))


def _screenings_in_short(figures: Figures) -> Iterator[Block]:
    risk = figures.risk
    if risk.screenings:
        cases = {file.case for file in figures.survey.files if file.case is not None}
        points = [point for each in risk.screenings for point in each.points]
        late = sum(point.is_overdue(figures.survey.as_of) for point in points)
        titles = ("排查次数", "单位", "风险点", "已整改", "逾期未整改", "已成案件")
        numbers = (
            len(risk.screenings),
            len({each.unit for each in risk.screenings}),
            len(points),
            sum(not point.is_open for point in points),
            late,
            sum(each.case in cases for each in risk.screenings),
        )
        yield Table(
            tuple(Column(title, Align.RIGHT) for title in titles),
            (
                tuple(
                    count(number, Tone.BAD if title == "逾期未整改" and number else Tone.PLAIN)
                    for title, number in zip(titles, numbers, strict=True)
                ),
            ),
        )
    else:
        yield Paragraph("本期没有登记风险排查。")
    if risk.unscreened:
        yield Paragraph(f"本期没有登记排查的单位 {len(risk.unscreened)} 个。", Tone.QUIET)


def _screenings(figures: Figures) -> Iterator[Block]:
    risk = figures.risk
    if not risk.screenings:
        return
    yield screenings_table(risk.screenings)
    if risk.unscreened:
        yield Paragraph(f"本期没有登记排查的单位：{'、'.join(risk.unscreened)}。", Tone.QUIET)


def screenings_table(screenings: Iterable[ScreeningRecord], note: str = "") -> Table:
    """Screenings in the order of their days."""
    columns = (
        Column("排查日期"),
        Column("单位"),
        Column("行为"),
        Column("风险点", Align.RIGHT),
        Column("未整改", Align.RIGHT),
        Column("已成案件"),
    )
    ordered = sorted(screenings, key=lambda each: (each.screened_on, each.path))
    return Table(columns, tuple(_screening_row(each) for each in ordered), note)


def _screening_row(screening: ScreeningRecord) -> tuple[Cell, ...]:
    still_open = sum(point.is_open for point in screening.points)
    return (
        day(screening.screened_on),
        text(screening.unit),
        text(screening.act),
        count(len(screening.points)),
        count(still_open, Tone.BAD if still_open else Tone.PLAIN),
        text(screening.case or "—"),
    )


def _points(figures: Figures, points: Iterable[PointRecord]) -> Iterator[Block]:
    titles = ("发现日期", "单位", "风险点", "等级", "整改", "出处")
    ordered = sorted(points, key=lambda point: (str(point.found_on or ""), point.sources, point.key))
    rows = tuple(
        (
            day(point.found_on),
            text("、".join(point.units)),
            text(_words(point)),
            text(point.level.value if point.level else "—"),
            _mending(point, is_late=point.is_overdue(figures.survey.as_of)),
            text(_whence(point)),
        )
        for point in ordered
    )
    if rows:
        note = "责任人、整改措施和期限见案件风险排查台账。"
        yield Table(tuple(Column(title) for title in titles), rows, note)


def _mending(point: PointRecord, *, is_late: bool) -> Cell:
    if point.is_open:
        return text("逾期未整改", Tone.BAD) if is_late else text("未整改")
    return day(point.done_on)
