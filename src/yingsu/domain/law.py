"""The law: instruments, the articles one may cite of them, and the numbers that they set.

An article, paragraph or item that does not exist cannot be cited: asking for it raises, so a wrong citation in
our own data fails when it is loaded. `instruments.py` has the counts that this rests on.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import product
from typing import Final, Literal

from yingsu.domain.instruments import ENTRIES

Measure = Literal["日", "工作日", "月", "年", "小时", "元"]
"""What the value of a parameter is counted in."""


class UnknownInstrumentError(ValueError):
    """A citation of an instrument that is not in the registry, or one that does not have the short form."""

    def __init__(self, text: str) -> None:
        super().__init__(f"未收录的法律文件：{text}")


class UnknownArticleError(ValueError):
    """A citation of an article, paragraph, item or section that does not exist."""

    def __init__(self, cited: str, reason: str) -> None:
        super().__init__(f"{cited}：{reason}")


class Division(StrEnum):
    """What an instrument is cited by."""

    ARTICLE = "条"
    PART = "部分"
    POINT = "项"
    NONE = "整体"


_FORMS: Final = {Division.ARTICLE: "第{}条", Division.PART: "第{}部分", Division.POINT: "第（{}）项"}


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, judicial interpretation or document that may be cited.

    Attributes:
        short: the abbreviation of citations in our own data, such as 行诉法 or 出庭规定.
        title: the name in full, without the 中华人民共和国 of statutes.
        number: the document number, where citations go by it (法释〔2020〕3号).
        in_force_on: when the text that was counted came into force; None where no source at hand says it.
        division: what it is cited by.
        articles: for each article, or section, the number of items in each of its paragraphs.
    """

    short: str
    title: str
    number: str = ""
    in_force_on: date | None = None
    division: Division = Division.ARTICLE
    articles: tuple[tuple[int, ...], ...] = field(default=(), repr=False, compare=False)

    def __str__(self) -> str:
        """The name as a citation prints it: lawyers write the number of an interpretation, not its name."""
        return self.number or self.title

    @property
    def full_title(self) -> str:
        """The name with its number, for where an instrument is introduced."""
        return f"{self.title}（{self.number}）" if self.number else self.title

    def article(self, number: int, paragraph: int | None = None, item: int | None = None) -> "Article":
        """An article that exists. The only paragraph of an article is not named: 第八十五条, not 第一款.

        Raises:
            UnknownArticleError: no such article, paragraph or item; or an item that could be of several paragraphs.
        """
        cited = f"{self}第{number}条"
        if self.division is not Division.ARTICLE:
            raise UnknownArticleError(cited, f"该文件按{self.division}引用")
        if not 1 <= number <= len(self.articles):
            raise UnknownArticleError(cited, f"查无此条，收录第1条至第{len(self.articles)}条")
        items = self.articles[number - 1]
        if paragraph is not None and not 1 <= paragraph <= len(items):
            raise UnknownArticleError(f"{cited}第{paragraph}款", f"该条共{len(items)}款")
        if item is not None:
            if paragraph is None and len(items) > 1:
                raise UnknownArticleError(f"{cited}第（{in_words(item)}）项", "该条不止一款，须写明第几款")
            count = items[(paragraph or 1) - 1]
            if not 1 <= item <= count:
                raise UnknownArticleError(f"{cited}第（{in_words(item)}）项", f"此处共{count}项")
        return Article(self, number, paragraph if len(items) > 1 else None, item)

    def section(self, number: int) -> "Article":
        """A part or point of a document that has no articles.

        Raises:
            UnknownArticleError: no such section, or a document that is not cited by sections.
        """
        cited = f"{self}（{in_words(number)}）"
        if self.division not in {Division.PART, Division.POINT}:
            raise UnknownArticleError(cited, f"该文件按{self.division}引用")
        if not 1 <= number <= len(self.articles):
            raise UnknownArticleError(cited, f"查无此{self.division}，共{len(self.articles)}{self.division}")
        return Article(self, number)

    @property
    def whole(self) -> "Article":
        """The instrument cited as a whole."""
        return Article(self)


@dataclass(frozen=True, slots=True)
class Article:
    """A place in an instrument. Made by `Instrument.article`, `section` and `whole`, which look it up."""

    instrument: Instrument
    number: int | None = None
    paragraph: int | None = None
    item: int | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """The words from the instrument down to the item."""
        steps = [str(self.instrument)]
        if self.number is not None:
            steps.append(_FORMS[self.instrument.division].format(in_words(self.number)))
        if self.paragraph is not None:
            steps.append(f"第{in_words(self.paragraph)}款")
        if self.item is not None:
            steps.append(f"第（{in_words(self.item)}）项")
        return tuple(steps)

    def __str__(self) -> str:
        """The citation as a lawyer prints it."""
        return "".join(self.steps)


def cite(*articles: Article) -> str:
    """Join citations: 行政诉讼法第三条第三款；法释〔2020〕3号第八条、第九条.

    A citation that follows another of the same instrument, article or paragraph says only what differs.
    """
    text = ""
    before: tuple[str, ...] = ()
    for article in articles:
        steps = article.steps
        shared = 0
        # Something must be left to say, and after an article as a whole its paragraph is named in full.
        while shared < min(len(before), len(steps)) - 1 and before[shared] == steps[shared]:
            shared += 1
        separator = "、" if shared else "；"
        text += (separator if text else "") + "".join(steps[shared:])
        before = steps
    return text


_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")


def in_words(number: int) -> str:
    """A number from 1 to 9999 in Chinese, as statutes number their articles: 一百零一, 一百一十."""
    digits = str(number)
    words = "".join(
        _DIGITS[int(digit)] + _PLACES[place]
        for digit, place in zip(digits, reversed(range(len(digits))), strict=True)
    )
    words = re.sub("零+", "零", re.sub("零[十百千]", "零", words)).rstrip("零")
    return words.removeprefix("一") if words.startswith("一十") else words


_NUMERALS: Final = {in_words(number): number for number in range(1, 100)}
_CITATION: Final = re.compile(
    r"(?P<name>.+?)"
    r"(?:(?P<article>\d{1,4})(?P<paragraphs>[①-⑳]*))?"
    r"(?P<items>(?:[(（][一二三四五六七八九十]+[)）])*)"
)


def parse_citation(text: str) -> tuple[Article, ...]:
    """Read the short form of our own data.

    行诉法67① · 处罚法64(一) · 许可法32①(二)(五) · 强制法37①② · 国办发〔2018〕118号(六) · 强拆批复 (as a whole).
    An instrument goes by its abbreviation or its number. Several paragraphs or items are several articles.

    Raises:
        UnknownInstrumentError: the instrument is not in `INSTRUMENTS`, or the text has not this form.
        UnknownArticleError: the instrument has no such article, paragraph, item or section.
    """
    match = _CITATION.fullmatch(text)
    instrument = _BY_NAME.get(match["name"]) if match else None
    if match is None or instrument is None:
        raise UnknownInstrumentError(text)
    items = [_NUMERALS.get(numeral, 0) for numeral in re.findall(r"[一二三四五六七八九十]+", match["items"])]
    if match["article"] is None:
        return tuple(instrument.section(number) for number in items) or (instrument.whole,)
    paragraphs = [ord(circled) - ord("①") + 1 for circled in match["paragraphs"]]
    places = product(_or_none(paragraphs), _or_none(items))
    return tuple(instrument.article(int(match["article"]), paragraph, item) for paragraph, item in places)


def _or_none(numbers: list[int]) -> Sequence[int | None]:
    """The numbers; where there are none, nothing is named."""
    return numbers or [None]


@cache
def _items(word: str) -> tuple[int, ...]:
    """The number of items in each paragraph of an article: 3 → (0, 0, 0), 2①12 → (12, 0)."""
    paragraphs, *marks = re.findall(r"[①-⑳]?\d+", word)
    items = [0] * int(paragraphs)
    for mark in marks:
        items[ord(mark[0]) - ord("①")] = int(mark[1:])
    return tuple(items)


def _counts(articles: str) -> tuple[tuple[int, ...], ...]:
    """The articles of an instrument, from the compact form of `instruments.py`."""
    return tuple(_items(word) for line in articles.splitlines() for word in line.partition(":")[2].split())


INSTRUMENTS: Final[Mapping[str, Instrument]] = {
    short: Instrument(
        short=short,
        title=entry.title,
        number=entry.number,
        in_force_on=entry.in_force_on,
        division=Division(entry.division),
        articles=_counts(entry.articles),
    )
    for short, entry in ENTRIES.items()
}
"""Every instrument that may be cited, by its abbreviation."""

_BY_NAME: Final = {str(instrument): instrument for instrument in INSTRUMENTS.values()} | dict(INSTRUMENTS)

# Litigation.
LITIGATION_LAW: Final = INSTRUMENTS["行诉法"]
LITIGATION_INTERPRETATION: Final = INSTRUMENTS["解释"]
SUIT_PERIOD_INTERPRETATION: Final = INSTRUMENTS["起诉期限解释"]
APPEARANCE_RULES: Final = INSTRUMENTS["出庭规定"]
WITHDRAWAL_RULES: Final = INSTRUMENTS["撤诉规定"]
EVIDENCE_RULES: Final = INSTRUMENTS["证据规定"]
COMPENSATION_RULES: Final = INSTRUMENTS["赔偿规定"]
DEFENDANT_RULES: Final = INSTRUMENTS["被告资格规定"]
DEMOLITION_REPLY: Final = INSTRUMENTS["强拆批复"]
DISCLOSURE_INTERPRETATION: Final = INSTRUMENTS["公开解释"]
RETRIAL_RULES: Final = INSTRUMENTS["再审规定"]
LICENSING_CASE_RULES: Final = INSTRUMENTS["许可规定"]
JUDICIAL_RECOMMENDATION_RULES: Final = INSTRUMENTS["司法建议规定"]
PROCURATORIAL_RECOMMENDATION_RULES: Final = INSTRUMENTS["检察建议规定"]
PUBLIC_INTEREST_INTERPRETATION: Final = INSTRUMENTS["公益诉讼解释"]

# What agencies act under.
PENALTY_LAW: Final = INSTRUMENTS["处罚法"]
COERCION_LAW: Final = INSTRUMENTS["强制法"]
LICENSING_LAW: Final = INSTRUMENTS["许可法"]
DISCLOSURE_REGULATION: Final = INSTRUMENTS["公开条例"]
RECONSIDERATION_LAW: Final = INSTRUMENTS["复议法"]
RECONSIDERATION_REGULATION: Final = INSTRUMENTS["复议条例"]
SUPERVISION_REGULATION: Final = INSTRUMENTS["监督条例"]
MAJOR_DECISION_REGULATION: Final = INSTRUMENTS["决策条例"]
CRIME_TRANSFER_RULES: Final = INSTRUMENTS["移送规定"]
STATE_COMPENSATION_LAW: Final = INSTRUMENTS["国赔法"]

# What administrative procedure borrows.
CIVIL_PROCEDURE_LAW: Final = INSTRUMENTS["民诉法"]
CIVIL_PROCEDURE_INTERPRETATION: Final = INSTRUMENTS["民诉解释"]
CIVIL_CODE: Final = INSTRUMENTS["民法典"]

# Documents of the State Council's office and of the county's.
THREE_SYSTEMS_OPINION: Final = INSTRUMENTS["国办发〔2018〕118号"]
DISCRETION_OPINION: Final = INSTRUMENTS["国办发〔2022〕27号"]
LITIGATION_RESPONSE_OPINION: Final = INSTRUMENTS["国办发〔2016〕54号"]
COUNTY_OPINION: Final = INSTRUMENTS["本县意见"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that the law sets, with the days from which each of its values holds.

    Attributes:
        title: what the number is, in the words of the office.
        unit: what it is counted in.
        values: (first day, value) in order of the days.
        basis: the articles that set it.
    """

    title: str
    unit: Measure
    values: tuple[tuple[date, int], ...]
    basis: tuple[Article, ...]

    def on(self, day: date) -> int:
        """The value on a day. A day before the first value gets the first: older law is not on file."""
        for since, value in reversed(self.values):
            if since <= day:
                return value
        return self.values[0][1]


def _set_by(instrument: Instrument, value: int) -> tuple[tuple[date, int], ...]:
    """The one value of a parameter, since the text of the instrument came into force."""
    return ((instrument.in_force_on or date.min, value),)


# 证据规定1 still says 10 days, which 行诉法67 replaced; no text on file says from which day, so there is one value.
DEFENCE_DAYS: Final = Parameter(
    "提交答辩状、证据和依据", "日", _set_by(LITIGATION_LAW, 15), (LITIGATION_LAW.article(67, 1),)
)
JUDGMENT_APPEAL_DAYS: Final = Parameter(
    "对判决提起上诉", "日", _set_by(LITIGATION_LAW, 15), (LITIGATION_LAW.article(85),)
)
RULING_APPEAL_DAYS: Final = Parameter(
    "对裁定提起上诉", "日", _set_by(LITIGATION_LAW, 10), (LITIGATION_LAW.article(85),)
)
HEAD_NOTICE_DAYS: Final = Parameter(
    "开庭前送达负责人出庭通知书", "日", _set_by(APPEARANCE_RULES, 3), (APPEARANCE_RULES.article(5, 2),)
)
DAILY_FINE: Final = (
    Parameter(
        "拒不履行的按日罚款下限", "元", _set_by(LITIGATION_LAW, 50), (LITIGATION_LAW.article(96, item=2),)
    ),
    Parameter(
        "拒不履行的按日罚款上限", "元", _set_by(LITIGATION_LAW, 100), (LITIGATION_LAW.article(96, item=2),)
    ),
)
"""The least and the greatest fine on the head for each day after the period of performance."""
