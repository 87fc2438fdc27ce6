"""考核清单: what counts against each unit in a period, item by item, for the unit to accept or to contest.

The items are those of the figures, by unit (德政办〔2025〕32号第一部分、第六部分): no head in court, a dispute lost in the
end, a due decision not performed. Points are the office's own setting and have no default: without it only the items
are listed. What the file leaves open is listed as open and costs nothing.

It stays in the office and goes to the units concerned; it names the case file that each item can be read in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yingsu.document import Align, Cell, Column, Table, count, text
from yingsu.domain.facts.appearance import held_hearings
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.performance import PerformanceState
from yingsu.domain.law import COUNTY_OPINION, cite
from yingsu.domain.records import Unit
from yingsu.domain.settings import AssessmentPoints
from yingsu.domain.terms import AppearanceCounting
from yingsu.domain.view import View
from yingsu.metrics.core import NOTHING, Item, Rate
from yingsu.reports.papers import course
from yingsu.reports.papers.of_case import full_name_in
from yingsu.reports.papers.of_period import PeriodPaper, PeriodSubject
from yingsu.reports.papers.paper import FieldDescription, Kind, Values, day_text
from yingsu.reports.papers.period_said import PERIOD_FIELDS, definitions_table, docket_of, period_values

FIELDS = (
    *PERIOD_FIELDS,
    FieldDescription("主送", "写了 --unit 的就是那个单位的全称，没有写的是各有关单位", example="各有关单位"),
    FieldDescription("依据", "考核的依据", example="德政办〔2025〕32号第六部分"),
    FieldDescription("项数", "清单有几项，待核实的不算", Kind.NUMBER, "5"),
    FieldDescription("待核实", "案卷没有写明、要单位补报的有几项", Kind.NUMBER, "1"),
    FieldDescription("有扣分", "设置里写了“考核”的扣分", Kind.YES_NO, "否"),
    FieldDescription("扣分标准", "设置里写的每项扣几分；没有写就是空的", example="未出庭每项1分"),
    FieldDescription("汇总表", "各单位各类事项的项数；有扣分的还有扣分合计", Kind.TABLE),
    FieldDescription("清单表", "每个单位每项一行，有单位意见栏；用作附件", Kind.TABLE),
    FieldDescription("口径表", "各类事项按哪个指标、哪个日期计；用作附件", Kind.TABLE),
)


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of item.

    Attributes:
        name: as the settings call it.
        key: of the figure it is taken from.
        against: the items of a unit's rate that count against it.
        fact: what happened, of a case, an item and the units meant.
        points: what it costs by the settings; `None` where they do not say.
    """

    name: str
    key: str
    against: Callable[[Rate], tuple[Item, ...]]
    fact: Callable[[View, Item, tuple[Unit, ...]], str]
    points: Callable[[AssessmentPoints], Decimal | None]


@dataclass(frozen=True, slots=True)
class _Charge:
    """One item of one unit; an open one is not known to be so."""

    unit: str
    sort: _Sort
    item: Item
    note: str
    is_open: bool


def _absence(view: View, item: Item, units: tuple[Unit, ...]) -> str:
    """Who came to each hearing of the proceeding; where 件次 are counted, to that hearing."""
    by_hearing = view.office.settings.counting.appearance.counting is AppearanceCounting.HEARING
    held = {
        day_text(hearing.held_on)
        for proceeding in view.case.proceedings
        if proceeding.case_number == item.docket
        for hearing in held_hearings(view, proceeding)
        if not by_hearing or hearing.held_on == item.day
    }
    return "；".join(
        f"{each['日期']}开庭，{each['情况']}"
        for each in course.appearances(view, units)
        if isinstance(each, Mapping) and each["日期"] in held
    )


def _loss(view: View, item: Item, units: tuple[Unit, ...]) -> str:
    del units
    end = final(view).proceeding
    told = zip(course.instances(view), view.case.proceedings, strict=True)
    reasons = f"；败诉原因：{'、'.join(item.traits.reasons)}" if item.traits.reasons else ""
    return "；".join(
        f"{each['裁判日期']}{each['文书']}，{each['结果']}"
        + (f"；{each['生效日期']}生效" if each["生效日期"] else "")
        + reasons
        for each, proceeding in told
        if isinstance(each, Mapping) and proceeding is end
    )


def _unperformed(view: View, item: Item, units: tuple[Unit, ...]) -> str:
    del item
    names = {name for unit in units for name in (unit.name, unit.full_name) if name}
    return "；".join(
        f"{each['内容']}，期限{each['期限']}，{each['情况']}"
        for each in course.performance(view)
        if isinstance(each, Mapping)
        and each["单位"] in names
        and each["情况"] == PerformanceState.OVERDUE.value
    )


_SORTS: Final = (
    _Sort(
        "未出庭", "head_appearance_rate", lambda rate: rate.misses, _absence, lambda points: points.absence
    ),
    _Sort("败诉", "final_adverse_rate", lambda rate: rate.hits, _loss, lambda points: points.loss),
    _Sort(
        "未履行",
        "performance_rate",
        lambda rate: rate.misses,
        _unperformed,
        lambda points: points.non_performance,
    ),
)

OPINION: Final = "□无异议\n□有异议："


def gather(subject: PeriodSubject) -> Values:
    """The values of `FIELDS`."""
    charges = tuple(_charges(subject))
    points, unit = subject.office.settings.points, subject.figures.filters.unit
    costs = {sort.name: cost for sort in _SORTS if (cost := sort.points(points)) is not None}
    return {
        **period_values(subject),
        "主送": full_name_in(subject.office, unit) if unit is not None else "各有关单位",
        "依据": cite(COUNTY_OPINION.section(1), COUNTY_OPINION.section(6)),
        "项数": sum(not each.is_open for each in charges),
        "待核实": sum(each.is_open for each in charges),
        "有扣分": bool(costs),
        "扣分标准": "，".join(f"{name}每项{cost:f}分" for name, cost in costs.items()),
        "汇总表": _summary(charges, costs),
        "清单表": _list(subject, charges, costs),
        "口径表": definitions_table(subject, {sort.key for sort in _SORTS}, {}),
    }


def _charges(subject: PeriodSubject) -> Iterator[_Charge]:
    """By unit: the county's verdict would hide one unit's absence behind another's presence."""
    for unit, rates in sorted(subject.figures.by_unit.items()):
        for sort in _SORTS:
            rate = rates[sort.key]
            notes = {id(item): note for item, note in rate.noted}
            for items, is_open in ((sort.against(rate), False), (rate.unknowns, True)):
                for item in items:
                    yield _Charge(unit, sort, item, notes.get(id(item), ""), is_open)


def _summary(charges: tuple[_Charge, ...], costs: dict[str, Decimal]) -> Table:
    titles = [*(sort.name for sort in _SORTS), "待核实", *(["扣分合计"] if costs else [])]
    rows = []
    for unit in dict.fromkeys(each.unit for each in charges):
        own = [each for each in charges if each.unit == unit]
        sure = [each for each in own if not each.is_open]
        row = [text(unit)]
        row += [count(sum(each.sort is sort for each in sure)) for sort in _SORTS]
        row.append(count(len(own) - len(sure)))
        if costs:
            total = sum((costs[each.sort.name] for each in sure if each.sort.name in costs), Decimal(0))
            row.append(text(f"{total:f}"))
        rows.append(tuple(row))
    unset = [sort.name for sort in _SORTS if costs and sort.name not in costs]
    note = f"注：{'、'.join(unset)}没有定扣分，只列项数。" if unset else ""
    return Table((Column("单位"), *(Column(title, Align.CENTER) for title in titles)), tuple(rows), note)


def _list(subject: PeriodSubject, charges: tuple[_Charge, ...], costs: dict[str, Decimal]) -> Table:
    read = {
        source.view.id: (source.view, source.path) for source in subject.sources if source.view is not None
    }
    rows = []
    for number, each in enumerate(charges, 1):
        view, path = read[each.item.case]
        fact = each.sort.fact(view, each.item, _meant(subject, each))
        if each.is_open:
            fact = f"待核实：案卷没有写明。{fact}"
        row: list[Cell] = [
            count(number),
            text(each.unit),
            text(each.sort.name),
            text(f"{docket_of(each.item)}\n{path}"),
            text(fact + (f"（{each.note}）" if each.note else "")),
        ]
        if costs:
            cost = None if each.is_open else costs.get(each.sort.name)
            row.append(text(f"{cost:f}" if cost is not None else NOTHING))
        rows.append((*row, text(OPINION)))
    columns = (
        Column("序号", Align.CENTER, width=4),
        Column("单位", width=12),
        Column("事项", Align.CENTER, width=6),
        Column("案号和案卷", width=26),
        Column("事实", width=30),
        *((Column("扣分", Align.CENTER, width=4),) if costs else ()),
        Column("单位意见和理由", width=20),
    )
    note = (
        "注：各单位分别核对。几个本县单位作共同被告的，一个单位的负责人到庭不抵另一个单位的，"
        "所以各单位项数之和可以大于全县未达到的件数。法院认可的正当理由在“事实”中注明。"
    )
    return Table(columns, tuple(rows), note)


def _meant(subject: PeriodSubject, charge: _Charge) -> tuple[Unit, ...]:
    """The units themselves, where those are reported under another."""
    names = [own for reported, own in charge.item.originals if reported == charge.unit] + [charge.unit]
    found = (subject.office.directory.find(name) for name in names)
    return tuple(unit for unit in found if unit is not None)


PAPER = PeriodPaper(
    "考核清单",
    "各单位未出庭、败诉、未履行的事项，逐项列明，请单位核对、提出异议",
    cite(COUNTY_OPINION.section(1), COUNTY_OPINION.section(6)),
    FIELDS,
    gather,
)
