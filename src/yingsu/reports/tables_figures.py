"""The table of what each figure counts, and the tables of the office: units, periods, where the data come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from yingsu import __version__
from yingsu.domain.answer import Answer
from yingsu.domain.period import Period, half_of, month_of, quarter_of, year_of
from yingsu.domain.records import Unit
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Item, Verdict
from yingsu.metrics.learning import LETTER_REPLY_RATE, letter_items
from yingsu.reports.ledger_core import Source
from yingsu.reports.table_core import COUNTY, Field, FlatTable, Standpoint, reported_name
from yingsu.tabular import ValueType

SCHEMA_VERSION: Final = 1
"""Of the tables. Columns are added, never renamed."""

TEXT, INTEGER, DAY, YES_NO, AMOUNT = ValueType

_WORDS: Final = {Answer.YES: "hit", Answer.NO: "miss", Answer.UNKNOWN: "unknown", None: "left_out"}


@dataclass(frozen=True, slots=True)
class Counted:
    """An item of a figure, as it stands for the county or for a unit.

    Attributes:
        source: the case id, or the file of a letter that belongs to no case.
        number: which of the figure's items of that source.
        unit: the unit it is reported under; `None` for the county.
    """

    metric: str
    source: str
    case: str | None
    number: int
    item: Item
    unit: str | None
    verdict: Verdict

    @property
    def originals(self) -> tuple[str, ...]:
        """The names that the units reported under this one have themselves."""
        return tuple(name for reported, name in self.item.originals if reported == self.unit)


def _items(source: Source, standpoint: Standpoint) -> Iterator[Counted]:
    view = source.view
    if view is not None:
        for key, metric in METRICS.items():
            for number, item in enumerate(metric.items(view), 1):
                yield from _bodies(key, view.id, view.id, number, item)
    number = 0
    for letter in source.letters:
        for item in letter_items(standpoint.office, letter, standpoint.as_of, source.path):
            number += 1
            yield from _bodies(LETTER_REPLY_RATE.key, source.path, None, number, item)


def _bodies(key: str, source: str, case: str | None, number: int, item: Item) -> Iterator[Counted]:
    for unit, verdict in ((None, item.county), *item.units):
        yield Counted(key, source, case, number, item, unit, verdict)


# One line is one column, as in the guide: the formatter would make it seven.
# fmt: off
_ITEM_FIELDS: tuple[Field[Counted], ...] = (
    Field("metric", TEXT, "指标，如 head_appearance_rate", lambda row: row.metric, is_required=True),
    Field("source", TEXT, "来自哪里：案卷编号；不属于案件的来函，为来函文件", lambda row: row.source, is_required=True),
    Field("item_no", INTEGER, "其中第几个计数对象，从 1 起", lambda row: row.number, is_required=True),
    Field("scope", TEXT, "county 全县，unit 单位", lambda row: "unit" if row.unit else "county", is_required=True),
    Field("unit", TEXT, "归口后的单位；全县的为“全县”", lambda row: row.unit or COUNTY, is_required=True),
    Field("original_units", TEXT, "归口到这个单位的，原来是哪些单位", lambda row: row.originals),
    Field("case_id", TEXT, "案卷编号；不属于案件的来函空着", lambda row: row.case),
    Field("docket", TEXT, "案号；来函的为文号", lambda row: row.item.docket),
    Field("counted_on", DAY, "计入哪一天所在的期间；空着的，看下面两列", lambda row: row.item.day),
    Field("open_from", DAY, "没有 counted_on 的，从哪天起", lambda row: row.item.open_from),
    Field("open_until", DAY, "到哪天止；空着的还没有止", lambda row: row.item.open_until),
    Field("is_settling", YES_NO, "是不是看期间内审结没有（结案率）：open_until 在期间内的为 hit",
          lambda row: row.item.settles, is_required=True),
    Field("verdict", TEXT, "hit 计入分子，miss 只计分母，unknown 不明（计分母），left_out 不计入",
          lambda row: _WORDS[row.verdict.answer], is_required=True),
    Field("reason", TEXT, "不计入的原因", lambda row: row.verdict.reason),
    Field("note", TEXT, "另要说明的，如有正当理由且法院认可", lambda row: row.verdict.note),
    Field("act_type", TEXT, "行为类别", lambda row: row.item.traits.act_type),
    Field("field", TEXT, "管理领域", lambda row: row.item.traits.field),
    Field("instance", TEXT, "审级", lambda row: row.item.traits.instance),
    Field("court", TEXT, "法院", lambda row: row.item.traits.court),
    Field("series", TEXT, "系列案", lambda row: row.item.traits.series),
    Field("is_shared", YES_NO, "有几个被告", lambda row: row.item.traits.is_shared, is_required=True),
    Field("is_reconsidered", YES_NO, "经过复议", lambda row: row.item.traits.is_reconsidered, is_required=True),
    Field("outcome", TEXT, "裁判结果", lambda row: row.item.traits.outcome),
    Field("reasons", TEXT, "败诉原因，几个之间用顿号", lambda row: row.item.traits.reasons),
    Field("month", TEXT, "counted_on 的月份，如 2025-04", lambda row: f"{row.item.day:%Y-%m}" if row.item.day else None),
)
# fmt: on

ITEMS: Final = FlatTable(
    "items",
    "计数明细",
    "一个指标的一个计数对象，全县一行，每个单位一行",
    ("metric", "source", "item_no", "scope", "unit"),
    _ITEM_FIELDS,
    _items,
    indexes=(("metric", "unit", "counted_on"), ("case_id",)),
)


def _none(_: Source, __: Standpoint) -> tuple[()]:
    """A file has no row in a table of the office."""
    return ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit of the directory."""

    standpoint: Standpoint
    unit: Unit


# fmt: off
_UNIT_FIELDS: tuple[Field[Listed], ...] = (
    Field("unit", TEXT, "单位", lambda row: row.unit.name, is_required=True),
    Field("full_name", TEXT, "全称", lambda row: row.unit.full_name),
    Field("kind", TEXT, "类别", lambda row: row.unit.kind, is_required=True),
    Field("reported_unit", TEXT, "归口到哪个单位；没有归口的为自己",
          lambda row: reported_name(row.standpoint.office, row.unit.name), is_required=True),
)
# fmt: on

UNITS: Final = FlatTable("units", "单位名录", "一个本县单位", ("unit",), _UNIT_FIELDS, _none)


@dataclass(frozen=True, slots=True)
class Span:
    """A period that figures can be asked for."""

    kind: str
    period: Period


# fmt: off
_PERIOD_FIELDS: tuple[Field[Span], ...] = (
    Field("period", TEXT, "期间，如 2025年、2025年第一季度", lambda row: row.period.label, is_required=True),
    Field("kind", TEXT, "年、半年、季度、月", lambda row: row.kind, is_required=True),
    Field("first_day", DAY, "第一天", lambda row: row.period.start, is_required=True),
    Field("last_day", DAY, "最后一天；期间没有过完的，到数据截至日止", lambda row: row.period.end, is_required=True),
)
# fmt: on

PERIODS: Final = FlatTable("periods", "期间", "一个统计期间", ("period",), _PERIOD_FIELDS, _none)


def spans(first: int, as_of: date) -> Iterator[Span]:
    """Every year from the first with its halves, quarters and months, as far as they have begun by a day."""
    for year in range(first, as_of.year + 1):
        found = [("年", year_of(year)), *(("半年", half_of(year, each)) for each in (1, 2))]
        found += [("季度", quarter_of(year, each)) for each in range(1, 5)]
        found += [("月", month_of(year, each)) for each in range(1, 13)]
        yield from (Span(kind, each.until(as_of)) for kind, each in found if each.start <= as_of)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an export comes from.

    Attributes:
        revision: the git commit of the workspace, if it has one.
        fingerprint: SHA-256 over every file read.
        errors: how many errors a draft goes on in spite of; 0 where there is none.
    """

    standpoint: Standpoint
    workspace: str
    revision: str | None
    fingerprint: str
    errors: int


# fmt: off
_METADATA_FIELDS: tuple[Field[Origin], ...] = (
    Field("workspace", TEXT, "工作区名称", lambda row: row.workspace, is_required=True),
    Field("as_of", DAY, "数据截至日：这一天以后的事实不在内", lambda row: row.standpoint.as_of, is_required=True),
    Field("revision", TEXT, "文件版本（git 提交）；没有用 git 的空着", lambda row: row.revision),
    Field("fingerprint", TEXT, "文件指纹：全部文件的 SHA-256", lambda row: row.fingerprint, is_required=True),
    Field("program_version", TEXT, "程序版本", lambda _: __version__, is_required=True),
    Field("schema_version", INTEGER, "表结构版本；只加列，不改列名", lambda _: SCHEMA_VERSION, is_required=True),
    Field("error_count", INTEGER, "未改正的错误个数；不是 0 的是草稿，数字不可引用", lambda row: row.errors, is_required=True),
    Field("appearance_counting", TEXT, "口径：出庭率按案号还是件次计",
          lambda row: row.standpoint.office.settings.counting.appearance.counting, is_required=True),
    Field("excused_absence", TEXT, "口径：正当理由未出庭计入还是不计分母",
          lambda row: row.standpoint.office.settings.counting.appearance.excused, is_required=True),
    Field("adverse_denominator", TEXT, "口径：败诉率的分母是审结还是实体判决",
          lambda row: row.standpoint.office.settings.counting.adverse.denominator, is_required=True),
    Field("adverse_dispositions", TEXT, "口径：哪些裁判结果算败诉",
          lambda row: row.standpoint.office.settings.counting.adverse_dispositions),
    Field("registration_working_days", INTEGER, "设置：备案工作日；没有设定的空着",
          lambda row: row.standpoint.office.settings.periods.registration_working_days),
)
# fmt: on

METADATA: Final = FlatTable(
    "metadata", "数据来源", "整个导出，只有一行", ("workspace",), _METADATA_FIELDS, _none
)
