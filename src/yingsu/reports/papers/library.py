"""典型案例库: what other units are to learn from, with nobody's name (德政办〔2025〕32号第六部分).

Cases with 典型案例: 是. A case is in the period of its last decision, so that it is in one library only. The document
names units and 案号; case ids, which may hold a name, are never printed.

As a folder each case is a document of its own with masks of its own, which tell nothing of those of another; the list
of them names nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from yingsu.document import Column, Table, gap, text
from yingsu.domain.aftermath import PostCaseReview
from yingsu.domain.answer import Answer
from yingsu.domain.facts.course import disposing, is_set_aside
from yingsu.domain.facts.outcome import is_adverse
from yingsu.domain.facts.risk import described
from yingsu.domain.law import COUNTY_OPINION, cite
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.view import View
from yingsu.reports.agenda import is_under
from yingsu.reports.papers import course
from yingsu.reports.papers.lessons import measure_state
from yingsu.reports.papers.of_period import Masks, PeriodPaper, PeriodSubject, masking_for
from yingsu.reports.papers.paper import (
    Entry,
    FieldDescription,
    Kind,
    UnfitPaperError,
    Value,
    Values,
    day_text,
    sentence,
)
from yingsu.reports.papers.period_said import NO_DOCKET, PERIOD_FIELDS, label, period_values

INDEX = "目录"
"""The name of the list in a folder."""

FIELDS = (
    *PERIOD_FIELDS,
    FieldDescription("单件", "写成目录时，每件案例一份文件，这一份就是一件", Kind.YES_NO, "否"),
    FieldDescription("只列目录", "写成目录时，这一份只是各件的目录", Kind.YES_NO, "否"),
    FieldDescription("件数", "收了几件", Kind.NUMBER, "3"),
    FieldDescription("未收", "写了“典型案例: 是”而还没有裁判的有几件", Kind.NUMBER, "0"),
    FieldDescription("目录表", "各件的单位、案由、结果、败诉原因；写成目录的还有文件名", Kind.TABLE),
    FieldDescription(
        "案例",
        "每件一项，按最近一次裁判的日期；只列目录的没有",
        Kind.LIST,
        entries=(
            FieldDescription("标题", "单位和案由", example="县自然资源局责令退还非法占用土地案"),
            FieldDescription("单位", "本县被告，用顿号连接", example="县自然资源局、县人民政府"),
            FieldDescription("案号", "各审级的案号", example="（2025）闽0583行初12号"),
            FieldDescription("行为类别", "行为类别", example="行政处罚"),
            FieldDescription("管理领域", "管理领域", example="自然资源"),
            FieldDescription(
                "被诉行为", "作出机关、日期、名称；文号不写", example="县自然资源局于……作出的……"
            ),
            FieldDescription("诉讼请求", "诉讼请求", example="撤销处罚决定"),
            FieldDescription("裁判", "每一审级的法院、日期、结果", example="一审：南安市人民法院……"),
            FieldDescription("败诉", "有没有败诉的单位", Kind.YES_NO, "是"),
            FieldDescription("原因", "败诉单位、原因和裁判怎么说", example="县自然资源局：程序缺失"),
            FieldDescription("问题", "“复盘”的“查摆问题”", example="未告知听证权利"),
            FieldDescription("风险点", "案卷登记的风险点；没有就是空的", example="未告知听证权利"),
            FieldDescription("自查", "四方面里写了的", example="程序规范：应当告知听证而没有告知"),
            FieldDescription("整改", "“复盘”的“整改”和完成情况", example="修订告知书模板（……完成）"),
            FieldDescription(
                "履行", "“履行”的内容和情况；没有就是空的", example="重新作出处理决定（按期履行）"
            ),
            FieldDescription("法律依据", "“复盘”的“法律依据”；没有就是空的", example="行政处罚法第六十三条"),
            FieldDescription("启示", "“复盘”的“结论”", example="重作前必须走完听证"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A file of the folder: its name without ending, and what it is made of."""

    name: str
    paper: PeriodPaper
    subject: PeriodSubject


def gather(subject: PeriodSubject) -> Values:
    """The values of `FIELDS` for all cases in one document.

    Raises:
        UnfitPaperError: the period has no such case.
    """
    return _values(subject, [_case(subject, view) for view in _chosen(subject)], _table(subject))


def files_of(paper: PeriodPaper, subject: PeriodSubject) -> Iterator[LibraryFile]:
    """The files of the folder: the list, then each case, masked as if there were no other.

    Raises:
        UnfitPaperError: the period has no such case.
    """
    names = _file_names(subject)
    yield LibraryFile(INDEX, replace(paper, gather=_index), subject)
    sources = {source.view.id: source for source in subject.sources if source.view is not None}
    for view, name in zip(_chosen(subject), names, strict=True):
        own = (sources[view.id],)
        masking = None if paper.masks is None else masking_for(paper.masks, subject.office, own)
        alone = replace(subject, sources=own, masking=masking)
        yield LibraryFile(name, replace(paper, gather=_single), alone)


def _single(subject: PeriodSubject) -> Values:
    return {**gather(subject), "单件": True}


def _index(subject: PeriodSubject) -> Values:
    return {**_values(subject, [], _table(subject, _file_names(subject))), "只列目录": True}


def _values(subject: PeriodSubject, cases: list[Entry], table: Table) -> dict[str, Value]:
    waiting = sum(_is_model(subject, view) and decided_on(view) is None for view in subject.views)
    return {
        **period_values(subject),
        "单件": False,
        "只列目录": False,
        "件数": len(table.rows),
        "未收": waiting,
        "目录表": table,
        "案例": cases,
    }


def decided_on(view: View) -> date | None:
    """The day of the last decision of a case, by which it is in a period."""
    days = (proceeding.concluded_on for proceeding in view.case.proceedings)
    return max((day for day in days if day is not None), default=None)


def _chosen(subject: PeriodSubject) -> list[View]:
    """The cases of the library, the one decided first first.

    Raises:
        UnfitPaperError: there is none.
    """
    found = [
        (day, view.id, view)
        for view in subject.views
        if _is_model(subject, view) and (day := decided_on(view)) is not None and day in subject.period
    ]
    if not found:
        raise UnfitPaperError(
            f"{label(subject.period)}没有典型案例可收：案卷里要写“典型案例: 是”，最近一次裁判的日期要在这段时间里"
        )
    return [view for _, _, view in sorted(found, key=lambda each: each[:2])]


def _is_model(subject: PeriodSubject, view: View) -> bool:
    """Whether a case is marked, and is of what the library is narrowed to."""
    filters, case = subject.figures.filters, view.case
    directory = subject.office.directory
    return (
        case.is_model_case is True
        and filters.field in {None, case.field}
        and filters.act_type in {None, case.act_type}
        and (
            filters.unit is None
            or any(is_under(directory, unit.name, filters.unit) for unit in view.own_defendants)
        )
    )


def _table(subject: PeriodSubject, files: list[str] | None = None) -> Table:
    titles = ("案例", "裁判结果", "败诉原因", *(("文件",) if files else ()))
    rows = tuple(
        (
            text(_title(subject, view)),
            text(_last_result(subject, view)),
            text("\n".join(_reasons_of(view)) or "—"),
            *((text(f"{files[place]}.docx"),) if files else ()),
        )
        for place, view in enumerate(_chosen(subject))
    )
    return Table(tuple(Column(title) for title in titles), rows)


def _file_names(subject: PeriodSubject) -> list[str]:
    """Number, unit and kind of act: nobody's name, and no 案号 either, so that the folder can be shown as it is."""
    return [
        f"{number:02}{view.own_defendants[0].name if view.own_defendants else ''}{view.case.act_type}"
        for number, view in enumerate(_chosen(subject), 1)
    ]


def _units(view: View) -> str:
    return "、".join(unit.name for unit in view.own_defendants)


def _title(subject: PeriodSubject, view: View) -> str:
    return subject.own(f"{_units(view)}{sentence(view.case.cause)}案", view.id)


def _losers(view: View) -> tuple[tuple[Unit, Proceeding], ...]:
    """Each unit that lost, with the last decision it lost by that still stands."""
    standing = [each for each, _ in disposing(view) if not is_set_aside(view, each)]
    found = []
    for unit in view.own_defendants:
        lost = [each for each in standing if is_adverse(view, each, unit.name) is Answer.YES]
        if lost:
            found.append((unit, lost[-1]))
    return tuple(found)


def _reasons_of(view: View) -> list[str]:
    losers = _losers(view)
    said = (
        (each["原因"] for each in course.reasons(view, losers) if isinstance(each, Mapping)) if losers else ()
    )
    return list(dict.fromkeys(map(str, said)))


def _last_result(subject: PeriodSubject, view: View) -> str:
    decided = [each for each in course.instances(view) if isinstance(each, Mapping) and each["结果"]]
    return subject.own(str(decided[-1]["结果"]), view.id) if decided else "—"


def _case(subject: PeriodSubject, view: View) -> Entry:
    case, losers = view.case, _losers(view)
    review = case.post_case_review or PostCaseReview()
    dockets = dict.fromkeys(each.case_number or NO_DOCKET for each in case.proceedings)
    entry: dict[str, str | int | bool] = {
        "标题": f"{_units(view)}{sentence(case.cause)}案",
        "单位": _units(view),
        "案号": "、".join(dockets),
        "行为类别": case.act_type,
        "管理领域": case.field,
        "被诉行为": _act(view),
        "诉讼请求": sentence(case.claims or "") or gap("诉讼请求"),
        "裁判": _decisions(view),
        "败诉": bool(losers),
        "原因": _why(view, losers),
        "问题": _joined(review.problems) or gap("查摆出的问题"),
        "风险点": _joined(each.note or described(view.office, each) for each in case.risk_points),
        "自查": _aspects(review),
        "整改": _measures(subject, review) or gap("整改措施和完成情况"),
        "履行": _performance(view),
        "法律依据": "、".join(sentence(each) for each in review.basis),
        "启示": sentence(review.conclusion or "") or gap("给其他单位的启示"),
    }
    return subject.own(entry, view.id)


def _joined(texts: "tuple[str, ...] | Iterator[str]") -> str:
    return "；".join(dict.fromkeys(sentence(each) for each in texts))


def _act(view: View) -> str:
    """The act without its number: by it the party is found."""
    act = view.case.act
    if act is None or act.name is None:
        return gap("被诉行政行为的名称")
    maker = act.agency or _units(view)
    day = day_text(act.made_on) if act.made_on is not None else ""
    return f"{maker}{f'于{day}' if day else ''}作出的{act.name}"


def _decisions(view: View) -> str:
    """What each instance decided; of one without a decision nothing."""
    return "；".join(
        f"{each['审级']}：{each['法院']}{each['裁判日期']}{each['文书']}，{each['结果']}"
        for each in course.instances(view)
        if isinstance(each, Mapping) and each["结果"]
    )


def _why(view: View, losers: tuple[tuple[Unit, Proceeding], ...]) -> str:
    if not losers:
        return ""
    return "；".join(
        f"{each['单位']}：{each['原因']}" + (f"（{each['说明']}）" if each["说明"] else "")
        for each in course.reasons(view, losers)
        if isinstance(each, Mapping)
    )


def _aspects(review: PostCaseReview) -> str:
    written = {
        "事实认定": review.facts,
        "法律适用": review.law,
        "程序规范": review.procedure,
        "出庭应诉": review.appearance,
    }
    return "。".join(f"{name}：{sentence(said)}" for name, said in written.items() if said)


def _measures(subject: PeriodSubject, review: PostCaseReview) -> str:
    return "；".join(
        f"{sentence(each.measure)}（{measure_state(subject, each)}）"
        for each in review.measures
        if each.measure
    )


def _performance(view: View) -> str:
    return "；".join(
        f"{each['内容']}（{each['情况']}）" for each in course.performance(view) if isinstance(each, Mapping)
    )


PAPER = PeriodPaper(
    "典型案例库",
    "供各单位学习的典型案例，姓名隐去；-o 写一个目录，就每件一份",
    cite(COUNTY_OPINION.section(6)),
    FIELDS,
    gather,
    Masks(),
)
