"""通报: how the county's cases stand, for every unit to read (德政办〔2025〕32号第六部分).

It names units and 案号, no person: heads appear by their office's unit only. Where there is nothing to say of a part,
the part says so.
"""

from collections.abc import Iterator

from yingsu.document import gap
from yingsu.domain.law import COUNTY_OPINION, cite
from yingsu.metrics.contact import ATTENDED, by_kind
from yingsu.metrics.core import FEW
from yingsu.reports.papers import bulletin_tables as tables
from yingsu.reports.papers.demands import DEMANDS, demands
from yingsu.reports.papers.lessons import (
    KNOWN_BEFORE,
    RECURRING_POINTS,
    known_before,
    recurring_points,
    reviewed,
)
from yingsu.reports.papers.of_period import Masks, PeriodPaper, PeriodSubject
from yingsu.reports.papers.paper import Entry, FieldDescription, Kind, Values, sentence
from yingsu.reports.papers.period_said import (
    NO_DOCKET,
    PERIOD_FIELDS,
    RATE_FIELDS,
    definitions_table,
    docket_of,
    figure_of,
    left_out_text,
    noted_text,
    period_values,
    rate_values,
    rates_table,
    units_concerned,
)

FIELDS = (
    *PERIOD_FIELDS,
    FieldDescription("依据", "通报的依据", example="德政办〔2025〕32号第六部分"),
    *RATE_FIELDS,
    FieldDescription("收结案表", "上期结转、新收、审结、未结", Kind.TABLE),
    FieldDescription("收结案说明", "移送、没有本县被告、没有日期的；没有就是空的", example="审结中移送1件"),
    FieldDescription("一审结果", "一审审结案件的结果和件数", example="驳回诉讼请求9件、准许撤诉2件"),
    FieldDescription("指标表", "全部指标，与上年同期比", Kind.TABLE),
    FieldDescription("指标图", "两项目标率和败诉率，与上年同期比", Kind.CHART),
    FieldDescription(
        "已公布",
        "与存下的已公布报表（report --snapshot）比较，每份一项；没有存的就是空的",
        Kind.LIST,
        entries=(
            FieldDescription("期间", "公布的是哪一期", example="2024年"),
            FieldDescription("截至", "公布时数据截至", Kind.DAY, "2025年1月10日"),
            FieldDescription(
                "情况", "现在重算与公布时相同，或有几项不同", example="有2项与公布时不同，见下表"
            ),
        ),
    ),
    FieldDescription("与已公布不同", "有与已公布的数字不同的指标", Kind.YES_NO, "否"),
    FieldDescription("已公布表", "与已公布的数字不同的指标，当时的、现在的、变动的案件", Kind.TABLE),
    FieldDescription("单位个数", "有应计事项的单位有几个", Kind.NUMBER, "18"),
    FieldDescription("单位表", "各单位的指标，用作附件", Kind.TABLE),
    FieldDescription("有单位图", f"有满{FEW}件、可以作图的单位", Kind.YES_NO, "否"),
    FieldDescription("单位图", f"各单位出庭率，{FEW}件以上的；一个也没有时是一张空表", Kind.CHART),
    FieldDescription("全部达标", "两项目标率的案件没有一件未达到或不明", Kind.YES_NO, "否"),
    FieldDescription("未达标表", "距离两项100%目标还差的案件", Kind.TABLE),
    FieldDescription("开庭件数", "出庭率的分母", Kind.NUMBER, "20"),
    FieldDescription(
        "未出庭",
        "没有负责人出庭、或者看不出的，每件一项",
        Kind.LIST,
        entries=(
            FieldDescription("单位", "单位", example="县自然资源局"),
            FieldDescription("案号", "案号", example="（2025）闽0583行初12号"),
            FieldDescription(
                "情况", "没有负责人出庭，或案卷没有写明；有正当理由的注明", example="没有负责人出庭"
            ),
        ),
    ),
    FieldDescription("出庭不计入", "出庭率不计入的，按原因；没有就是空的", example="未开庭9件"),
    FieldDescription(
        "第三人", "应当追加而没有追加、以第三人参加诉讼的本县机关；没有就是空的", example="县林业局（是）"
    ),
    FieldDescription("败诉另列", "败诉率另列的；没有就是空的", example="另有自纠后准许撤诉2件"),
    FieldDescription("败诉件数", "本期败诉的争议（一审或终局）有几件", Kind.NUMBER, "8"),
    FieldDescription("败诉表", "本期败诉的争议，每件一行", Kind.TABLE),
    FieldDescription("败诉单位", "败诉的单位和件数；没有就是空的", example="县自然资源局1件"),
    FieldDescription("败诉原因", "一审败诉原因和件数；没有就是空的", example="程序缺失3件"),
    FieldDescription("原因图", "一审败诉原因的件数；没有时是一张空图", Kind.CHART),
    FieldDescription("履行事项", "履行事项的五种情况", Kind.TABLE),
    FieldDescription("逾期件数", "逾期未履行的事项有几件，以前期间的也在内", Kind.NUMBER, "2"),
    FieldDescription("逾期表", "逾期未履行的事项", Kind.TABLE),
    FieldDescription(
        "未登记履行", "生效裁判要求履行而没有登记履行事项的案号；没有就是空的", example="（2025）…"
    ),
    FieldDescription("来函件数", "本期收到的来函有几件", Kind.NUMBER, "4"),
    FieldDescription("来函表", "本期收到的来函", Kind.TABLE),
    FieldDescription("活动", "学习培训、旁听庭审、府院联席会议等的次数", example="学习培训2次、158人次"),
    FieldDescription("府院沟通", "案件的府院沟通次数，写明整改的", example="3次，写明整改的3次"),
    FieldDescription("未参加单位", "有案件、什么活动都没有参加的单位；没有就是空的", example="县水利局"),
    FieldDescription(
        "问题",
        "复盘查摆出的问题，每件败诉争议一项",
        Kind.LIST,
        entries=(
            FieldDescription("案号", "案号", example="（2025）闽0583行初12号"),
            FieldDescription("单位", "败诉单位", example="县自然资源局"),
            FieldDescription("问题", "“复盘”的“查摆问题”，用分号连接", example="未告知听证权利"),
            FieldDescription(
                "整改", "“复盘”的“整改”里的措施；没有写的是空的", example="修订告知书模板（已完成）"
            ),
        ),
    ),
    FieldDescription("未复盘", "终局败诉而没有复盘的案号；没有就是空的", example="（2025）…"),
    KNOWN_BEFORE,
    FieldDescription("风险点个数", "本期发现的风险点有几个", Kind.NUMBER, "16"),
    RECURRING_POINTS,
    DEMANDS,
    FieldDescription("口径表", "每项数字的口径、归入本期的日期、不计入的、依据，用作附件", Kind.TABLE),
)


def gather(subject: PeriodSubject) -> Values:
    """The values of `FIELDS`."""
    return {
        **period_values(subject),
        "依据": cite(COUNTY_OPINION.section(6)),
        **rate_values(subject),
        **_course(subject),
        **_published(subject),
        **_units(subject),
        **_appearance(subject),
        **_losses(subject),
        **_performance(subject),
        **_contact(subject),
        **_problems(subject),
        "要求": demands(subject),
        "口径表": definitions_table(subject),
    }


def _counted(counts: Iterator[tuple[str, int]]) -> str:
    return "、".join(f"{word}{number}件" for word, number in counts)


def _course(subject: PeriodSubject) -> Values:
    figures = subject.figures
    notes = []
    transferred = figures.balances[0].transferred
    if transferred:
        notes.append(f"审结中移送{transferred}件")
    if figures.without_own_defendant:
        notes.append(f"其中{figures.without_own_defendant}件没有本县被告，不计入各项比率")
    undated = {record.case for each in figures.balances for record in each.without_day}
    if undated:
        notes.append(f"{len(undated)}件没有立案日期和收到应诉通知日期，未计入")
    return {
        "收结案表": tables.balance_table(subject),
        "收结案说明": "；".join(notes),
        "一审结果": _counted(iter(figures.outcomes.items())) or "没有审结的一审案件",
        "指标表": rates_table(subject),
        "指标图": tables.compared_chart(subject),
    }


def _published(subject: PeriodSubject) -> Values:
    entries: list[Entry] = [
        {
            "期间": each.label,
            "截至": _day_of(each.as_of),
            "情况": f"有{len(each.differences)}项与公布时不同，见下表"
            if each.differences
            else "现在重算，各项指标与公布时相同",
        }
        for each in subject.compared
    ]
    return {
        "已公布": entries,
        "与已公布不同": any(each.differences for each in subject.compared),
        "已公布表": tables.published_table(subject.compared),
    }


def _day_of(iso: str) -> str:
    """A day of a kept report, which somebody may have put there by hand."""
    parts = iso.split("-")
    return (
        f"{int(parts[0])}年{int(parts[1])}月{int(parts[2])}日"
        if [len(part) for part in parts] == [4, 2, 2] and all(part.isdecimal() for part in parts)
        else gap("公布时数据截至的日期")
    )


def _units(subject: PeriodSubject) -> Values:
    chart = tables.units_chart(subject)
    missing = tables.missing_table(subject)
    return {
        "单位个数": len(subject.figures.by_unit),
        "单位表": tables.units_table(subject),
        "有单位图": chart is not None,
        "单位图": chart or tables.counts_chart("没有可以作图的单位", {}),
        "全部达标": not missing.rows,
        "未达标表": missing,
    }


def _appearance(subject: PeriodSubject) -> Values:
    figure = figure_of(subject, "head_appearance_rate")
    notes = dict(figure.rate.noted)
    entries: list[Entry] = [
        {
            "单位": units_concerned(item),
            "案号": docket_of(item),
            "情况": words + (f"（{notes[item]}）" if item in notes else ""),
        }
        for items, words in (
            (figure.rate.misses, "没有负责人出庭"),
            (figure.rate.unknowns, "案卷没有写明负责人是否出庭"),
        )
        for item in items
    ]
    third = "、".join(
        f"{each.unit}（{each.docket or NO_DOCKET}，负责人出庭：{each.appeared.value}）"
        for each in subject.figures.third_parties
    )
    return {
        "开庭件数": figure.rate.denominator,
        "未出庭": entries,
        "出庭不计入": left_out_text(figure),
        "第三人": third,
    }


def _losses(subject: PeriodSubject) -> Values:
    figures = subject.figures
    noted = [noted_text(figure_of(subject, key)) for key in ("adverse_rate", "final_adverse_rate")]
    names = ("一审败诉率", "终局败诉率")
    return {
        "败诉另列": "；".join(f"{name}{said}" for name, said in zip(names, noted, strict=True) if said),
        "败诉件数": len(figures.risk.lost),
        "败诉表": tables.lost_table(subject),
        "败诉单位": _counted(iter(tables.lost_units(figures.risk.lost).items())),
        "败诉原因": _counted(iter(figures.adverse_reasons.items())),
        "原因图": tables.counts_chart("一审败诉原因（件）", figures.adverse_reasons),
    }


def _performance(subject: PeriodSubject) -> Values:
    unregistered = "、".join(dict.fromkeys(docket_of(item) for item in subject.figures.unregistered))
    return {
        "履行事项": tables.performance_table(subject),
        "逾期件数": len(subject.figures.overdue),
        "逾期表": tables.overdue_table(subject),
        "未登记履行": unregistered,
    }


def _contact(subject: PeriodSubject) -> Values:
    contact = subject.figures.contact
    events = []
    for kind in by_kind(contact.events):
        people = f"、{kind.people}人次" if kind.kind in ATTENDED and kind.times > kind.unsaid else ""
        unsaid = f"（{kind.unsaid}次没有写人数）" if kind.unsaid and people else ""
        events.append(f"{kind.kind.value}{kind.times}次{people}{unsaid}")
    mended = sum(bool(each.rectification) for each in contact.contacts)
    return {
        "来函件数": len(contact.letters),
        "来函表": tables.letters_table(subject),
        "活动": "，".join(events),
        "府院沟通": f"{len(contact.contacts)}次，写明整改的{mended}次" if contact.contacts else "0次",
        "未参加单位": "、".join(contact.absent),
    }


def _problems(subject: PeriodSubject) -> Values:
    figures = subject.figures
    review = figure_of(subject, "review_rate").rate
    return {
        "问题": list(_found(subject)),
        "未复盘": "、".join(docket_of(item) for item in review.misses),
        "明知未改": known_before(subject),
        "风险点个数": len(figures.risk.points),
        "反复出现": recurring_points(subject, figures.risk.points),
    }


def _found(subject: PeriodSubject) -> Iterator[Entry]:
    """What the reviews of the disputes lost in the period found."""
    for lost, view, review in reviewed(subject):
        if review.problems:
            measures = "；".join(
                f"{sentence(each.measure)}（{'已完成' if each.done_on is not None else '尚未完成'}）"
                for each in review.measures
                if each.measure
            )
            yield {
                "案号": "、".join(lost.dockets),
                "单位": "、".join(lost.units),
                "问题": subject.own("；".join(sentence(each) for each in review.problems), view.id),
                "整改": subject.own(measures, view.id),
            }


PAPER = PeriodPaper(
    "通报",
    "通报全县行政诉讼情况：总体、各单位、出庭、败诉和原因、履行、来函、问题、要求",
    cite(COUNTY_OPINION.section(6)),
    FIELDS,
    gather,
    Masks(),
)
