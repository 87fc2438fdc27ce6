"""What a 通报 demands: of which unit what, from the figures, each with the part of the county's document that asks for it.

What the office wants beyond that is its own to write: the last demand is a gap.
"""

from collections.abc import Iterable, Iterator

from yingsu.document import gap
from yingsu.domain.answer import Answer
from yingsu.domain.law import COUNTY_OPINION, cite
from yingsu.metrics.core import Item
from yingsu.reports.papers.of_period import PeriodSubject
from yingsu.reports.papers.paper import Entry, FieldDescription, Kind
from yingsu.reports.papers.period_said import figure_of

DEMANDS = FieldDescription(
    "要求",
    "工作要求，每方面一项：有问题的点名单位；最后一项由人写",
    Kind.LIST,
    entries=(
        FieldDescription("方面", "哪方面", example="负责人出庭应诉"),
        FieldDescription("内容", "要求什么，点名的单位从数字里取", example="县卫生健康局要查明原因……"),
    ),
)


def demands(subject: PeriodSubject) -> list[Entry]:
    """The entries of `DEMANDS`."""
    made: list[Entry] = [
        {"方面": aspect, "内容": f"{said}（{cite(COUNTY_OPINION.section(section))}）"}
        for aspect, said, section in (
            ("负责人出庭应诉", _appearance(subject), 4),
            ("履行生效裁判", _performance(subject), 6),
            ("败诉复盘和整改", _reviews(subject), 6),
            ("答辩举证和备案", _conduct(subject), 4),
            ("来函办理", _letters(subject), 5),
            ("风险排查", _risk(subject), 2),
        )
    ]
    return [*made, {"方面": "其他要求", "内容": gap("其他工作要求；没有就删去这一条")}]


def _units_of(items: Iterable[Item], answer: Answer = Answer.NO) -> str:
    """The units for which these items have an answer."""
    return "、".join(
        dict.fromkeys(name for item in items for name, verdict in item.units if verdict.answer is answer)
    )


def _short_of(subject: PeriodSubject, key: str) -> str:
    """The units that a figure says no of; those it does not know of are not among them."""
    return _units_of(figure_of(subject, key).rate.misses)


def _appearance(subject: PeriodSubject) -> str:
    units = _short_of(subject, "head_appearance_rate")
    unknown = _units_of(figure_of(subject, "head_appearance_rate").rate.unknowns, Answer.UNKNOWN)
    said = []
    if units:
        said.append(f"{units}要查明负责人没有出庭的原因，下次开庭、下一审级由负责人（含副职）出庭")
    if unknown:
        said.append(f"{unknown}要补报到庭人员和身份")
    if said:
        return "；".join([*said, "各单位接到开庭通知即安排好出庭负责人"])
    return "各单位要继续做到每个开庭的案件都有负责人（含副职）出庭"


def _performance(subject: PeriodSubject) -> str:
    units = "、".join(dict.fromkeys(record.unit for record in subject.figures.overdue))
    if units:
        return f"{units}要立即履行逾期的事项，完成后登记完成日期和凭证；各单位对还没有届期的事项要按期履行"
    return "各单位要继续在期限内履行生效裁判，登记完成日期和凭证"


def _reviews(subject: PeriodSubject) -> str:
    units = _short_of(subject, "review_rate")
    if units:
        return f"{units}要补上一案一复盘，写明问题、原因、依据和结论；已经复盘的，按时完成整改"
    return "败诉单位要一案一复盘，按时完成整改，不再败在同一个问题上"


def _conduct(subject: PeriodSubject) -> str:
    late = _short_of(subject, "defence_on_time_rate")
    unfiled = _short_of(subject, "registration_rate")
    said = [f"{late}要杜绝逾期答辩举证"] if late else []
    said += [f"{unfiled}要补报备案"] if unfiled else []
    return "；".join([*said, "各单位收到应诉通知后及时备案，在法定期限内答辩举证"])


def _letters(subject: PeriodSubject) -> str:
    missed = _short_of(subject, "letter_reply_rate")
    named = "、".join(dict.fromkeys([*_late_letters(subject), *(missed.split("、") if missed else [])]))
    if named:
        return f"{named}要查明来函逾期回复或没有回复的原因，还没有回复的立即回复；各单位收到来函要明确措施、时限和专人"
    return "各单位收到来函要明确措施、时限和专人，按期回复"


def _late_letters(subject: PeriodSubject) -> Iterator[str]:
    as_of = subject.figures.survey.as_of
    for letter in subject.figures.contact.letters:
        due = letter.reply_due_on
        if due is not None and letter.replied_on is None and due < as_of and letter.unit:
            yield letter.unit


def _risk(subject: PeriodSubject) -> str:
    risk = subject.figures.risk
    units = "、".join(
        dict.fromkeys(unit for each in risk.unmended if each.is_known for unit in each.lost.units)
    )
    said = [f"{units}在败诉前已经发现风险点而没有整改，要举一反三"] if units else []
    if risk.unscreened:
        said.append(f"还没有登记过风险排查的{len(risk.unscreened)}个单位要补上")
    return "；".join([*said, "各单位发现风险点要在作出决定、应诉之前整改"])
