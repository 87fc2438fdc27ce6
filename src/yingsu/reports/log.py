"""`log`: the commits that changed a case, in sentences; and how promptly facts were entered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yingsu.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Table,
    count,
    day,
    text,
)
from yingsu.domain.period import Period
from yingsu.metrics.core import NOTHING
from yingsu.reports.checking import SCHEMA_VERSION
from yingsu.reports.history import CaseFile, change_of
from yingsu.reports.promptness import Entered, Promptness, Written, first_said

CUT_OFF = "更早的提交没有取来或没有看，这里不是全部历史。"
DEFINITION = (
    "天数：从事实发生的日期到最早写入这个日期的那次提交。改正过的日期，按改正的那次提交算。"
    "计划的日期（如开庭、期限）和还没有提交的改动不计。"
)


@dataclass(frozen=True, slots=True)
class Revision:
    """A version of a case in its history.

    Attributes:
        day: of the commit.
        before: the file as it was; of a merge, in each of its parents.
        after: as it became; `None` where the case was removed.
        is_cut_off: whether the history known begins here: what stands in it may have been entered earlier.
    """

    commit: str
    day: date
    author: str
    before: tuple[CaseFile | None, ...]
    after: CaseFile | None
    is_cut_off: bool = False

    @property
    def changes(self) -> tuple[str, ...]:
        """What changed, in sentences."""
        if self.after is None:
            return ("删去了案件",)
        if self.is_cut_off:
            return ("这里能看到的最早的版本",)
        if len(self.before) > 1:
            return ("合并了几边的改动",)
        before = self.before[0]
        if before is None:
            return ("新建案件",)
        moved = (f"案件目录由“{before.id}”改为“{self.after.id}”",) if before.id != self.after.id else ()
        return (*moved, *change_of(before, self.after)) or ("只改了换行的写法",)

    @property
    def written(self) -> Written:
        """The same as promptness looks at it."""
        before = tuple(each.case if each is not None else None for each in self.before)
        after = self.after.case if self.after is not None else None
        return Written(before, after, None if self.is_cut_off else self.day)


@dataclass(frozen=True, slots=True)
class CaseLog:
    """What `log CASE` shows.

    Attributes:
        revisions: the newest first.
        is_whole: whether these are all.
    """

    workspace: str
    as_of: date
    case: str
    revisions: tuple[Revision, ...]
    promptness: Promptness
    is_whole: bool


def entered(case: str, units: tuple[str, ...], revisions: Sequence[Revision]) -> tuple[Entered, ...]:
    """When the facts of a case were entered; versions that cannot be read are passed over, newest first."""
    found = first_said([each.written for each in revisions])
    return tuple(Entered(case, what, fact_day, entered_on, units) for what, fact_day, entered_on in found)


def case_log_document(log: CaseLog, *, in_rows: bool = False) -> Document:
    """The page of `log CASE`; `in_rows` for a workbook, where each change has a row."""
    return Document(tuple(_case_blocks(log, in_rows=in_rows)), title=f"{log.case} 的历史")


def _revisions(log: CaseLog, *, in_rows: bool) -> Block:
    if in_rows:
        heads = tuple(Column(title) for title in ("日期", "提交人", "提交", "改动"))
        rows = (
            (day(each.day), text(each.author), text(each.commit[:12]), text(change))
            for each in log.revisions
            for change in each.changes
        )
        return Table(heads, tuple(rows))
    return Listing(
        tuple(
            Entry(f"{each.day.isoformat()}　{each.author}", each.commit[:12], lines=each.changes)
            for each in log.revisions
        )
    )


def _case_blocks(log: CaseLog, *, in_rows: bool) -> Iterator[Block]:
    if not log.revisions:
        yield Paragraph("这个案件还没有提交过，没有历史。")
        return
    yield Heading(2, "改了什么")
    yield _revisions(log, in_rows=in_rows)
    if not log.is_whole:
        yield Paragraph(CUT_OFF)
    yield Heading(2, "事实录入得是否及时")
    spoken = log.promptness
    if not spoken.known:
        yield Paragraph("没有可以计算的事实。")
        return
    slowest = spoken.known[0]
    yield Paragraph(
        f"{len(spoken.known)}项事实，录入天数的中位数 {spoken.median_words} 天，最长 {slowest.days} 天。"
    )
    heads = (Column("事实"), Column("发生"), Column("录入"), Column("天数", Align.RIGHT))
    rows = tuple(
        (text(each.what), day(each.day), day(each.entered_on), count(each.days or 0)) for each in spoken.known
    )
    yield Table(heads, rows, DEFINITION + _remarks(spoken))


def _remarks(promptness: Promptness) -> str:
    """What a reader must know of the days that are not counted, or cannot be right."""
    early = sum((fact.days or 0) < 0 for fact in promptness.known)
    remarks = f"{early}项的天数是负数：写入时这一天还没有到，请核对。" if early else ""
    if promptness.unknown:
        remarks += f"另有{promptness.unknown}项在能看到的历史以前就有了，不知道哪天录入，没有计算。"
    return remarks


def case_log_json(log: CaseLog) -> dict[str, Any]:
    """`log CASE` as data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": log.workspace,
        "as_of": log.as_of.isoformat(),
        "case": log.case,
        "complete": log.is_whole,
        "commits": [
            {
                "revision": each.commit,
                "day": each.day.isoformat(),
                "author": each.author,
                "case": each.after.id if each.after is not None else None,
                "changes": list(each.changes),
            }
            for each in log.revisions
        ],
        "promptness": _promptness_json(log.promptness),
        "facts": [_fact_json(each) for each in log.promptness.known],
    }


def _fact_json(fact: Entered) -> dict[str, Any]:
    return {
        "case": fact.case,
        "fact": fact.what,
        "day": fact.day.isoformat(),
        "entered": fact.entered_on.isoformat() if fact.entered_on is not None else None,
        "days": fact.days,
    }


def _promptness_json(promptness: Promptness) -> dict[str, Any]:
    median = promptness.median
    return {
        "count": len(promptness.known),
        "unknown": promptness.unknown,
        "median": float(median) if median is not None else None,
        "longest": _fact_json(promptness.known[0]) if promptness.known else None,
    }


@dataclass(frozen=True, slots=True)
class PromptnessLog:
    """What `log` without a case shows: how promptly each unit's facts of a period were entered.

    Attributes:
        bodies: all together first, then the units.
    """

    workspace: str
    as_of: date
    period: Period
    bodies: tuple[Promptness, ...]
    is_whole: bool


def promptness_document(log: PromptnessLog) -> Document:
    """The page of `log`."""
    facts = (
        ("发生在", f"{log.period.start.isoformat()} 至 {log.period.end.isoformat()}"),
        ("数据截至", log.as_of.isoformat()),
    )
    heads = (
        Column("单位"),
        *(Column(title, Align.RIGHT) for title in ("事实", "中位天数", "最长天数")),
        Column("最长的一项"),
    )
    note = DEFINITION + "一案有几个单位的，各计一次，合计只计一次。" + _remarks(log.bodies[0])
    blocks: list[Block] = [Table(heads, tuple(_row(each) for each in log.bodies), note)]
    if not log.is_whole:
        blocks.append(Paragraph(CUT_OFF))
    return Document(tuple(blocks), title="事实录入得是否及时", facts=facts)


def _row(body: Promptness) -> tuple[Cell, ...]:
    longest = body.known[0] if body.known else None
    return (
        text(body.name),
        count(len(body.known)),
        Cell(body.median_words, body.median),
        count(longest.days or 0) if longest is not None else Cell(NOTHING),
        text(f"{longest.case} {longest.what}" if longest is not None else NOTHING),
    )


def promptness_json(log: PromptnessLog) -> dict[str, Any]:
    """`log` as data."""
    whole, *units = log.bodies
    return {
        "schema_version": SCHEMA_VERSION,
        "workspace": log.workspace,
        "as_of": log.as_of.isoformat(),
        "period": {
            "label": log.period.label,
            "start": log.period.start.isoformat(),
            "end": log.period.end.isoformat(),
        },
        "complete": log.is_whole,
        "promptness": _promptness_json(whole),
        "by_unit": [{"unit": each.name, **_promptness_json(each)} for each in units],
    }
