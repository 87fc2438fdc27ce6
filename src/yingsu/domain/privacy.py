"""Numbers and addresses that lead to a person, found in any text.

公民身份号码 is found by its check digit and day of birth (or by the word before it), a telephone by its form, an
account by its check digit or the word before it. 案号, 文号, days, amounts, codes of organisations and numbers of
documents are none. How they are found is the standards' arithmetic (GB 11643 for 公民身份号码, Luhn for cards).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import Any, Final

from yingsu.domain.folding import Folded, folded
from yingsu.domain.node import Node


class DetailKind(StrEnum):
    """What kind of detail leads to a person; the value is what it is called."""

    IDENTITY = "身份证号码"
    MOBILE = "手机号码"
    LANDLINE = "固定电话号码"
    ACCOUNT = "银行账号"
    PAPER = "证件号码"
    EMAIL = "电子邮箱"
    ADDRESS = "详细住址"


STAND_IN: Final = "（略）"
"""What a document for others has in place of a detail: 身份证号码（略）."""

NUMBERS_OF_THINGS: Final = frozenset({"case_number", "document_number", "platform_number", "number"})
"""Fields that hold the number of a case, a document or an act: whatever its digits, it is nobody's."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail found in a text.

    Attributes:
        start: where it begins in the text as written.
        end: where it ends, exclusive.
        text: as a search sees it: in half width.
    """

    kind: DetailKind
    start: int
    end: int
    text: str

    @property
    def shown(self) -> str:
        """Enough of it to find it in the file, never the whole: 3502…12."""
        if self.kind is DetailKind.ADDRESS:
            return f"{self.text[:1]}…{self.text[-1:]}"
        if self.kind is DetailKind.EMAIL:
            return f"{self.text[:2]}…@…"
        signs = re.sub(r"[^0-9a-z]", "", self.text)
        lead = 4 if len(signs) > 11 else 3 if len(signs) > 9 else 2
        return f"{signs[:lead]}…{signs[-2:]}".upper()


def details(text: str) -> tuple[Detail, ...]:
    """Every such number and address of a text, in order; none overlaps another."""
    return details_of(folded(text)) if _MAY_HOLD.search(text) else ()


def may_hold_numbers(record: Node) -> bool:
    """Whether any text of a record, numbers of things aside, may have the number of a person. A quick look: most have none."""
    texts: list[str] = []
    parts = [record]
    for part in parts:
        try:
            values = _written_in(type(part))(part.__dict__)
        except KeyError:
            # Not all of it could be read: it has to be looked at value by value.
            return True
        for value in filter(None, values):
            if type(value) is str:
                texts.append(value)
            elif type(value) is tuple:
                (texts if type(value[0]) is str else parts).extend(value)
            else:
                parts.append(value)
    return _MAY_HOLD_NUMBERS.search(_APART.join(texts)) is not None


@cache
def _written_in(kind: type[Node]) -> Callable[[dict[str, Any]], Iterable[Any]]:
    """What takes the texts and parts out of the values of such a part, in one go."""
    texts = (field for field in kind.text_fields() if field not in NUMBERS_OF_THINGS)
    fields = (*texts, *kind.part_fields())
    # Of a single field `itemgetter` gives the bare value.
    return itemgetter(*fields) if len(fields) > 1 else lambda own: [own[field] for field in fields]


def details_of(plain: Folded) -> tuple[Detail, ...]:
    """The same of a text that is folded already; places are those of the text as written."""
    found: list[tuple[int, int, DetailKind]] = []
    for kind, search in _SEARCHES:
        for start, end in search(plain.text):
            if all(end <= other_start or other_end <= start for other_start, other_end, _ in found):
                found.append((start, end, kind))
    return tuple(
        Detail(kind, *plain.place(start, end), plain.text[start:end]) for start, end, kind in sorted(found)
    )


def veiled(text: str) -> str:
    """A line as it may be shown beside a finding: as wide as it was, each such number cut after its first signs.

    Addresses and mailboxes stay: a file may have to say which house a dispute is about.
    """
    signs = list(text)
    for detail in details(text):
        if detail.kind not in {DetailKind.ADDRESS, DetailKind.EMAIL}:
            for place in range(detail.start + 3, detail.end):
                if signs[place].isalnum():
                    signs[place] = "*" if signs[place].isascii() else "＊"
    return "".join(signs)


# Most texts have no such thing, and need no closer look: six digits of any width, a mailbox, a house.
_MAY_HOLD: Final = re.compile(r"\d(?:\D{0,3}\d){5}|[@＠号栋幢座]")

_APART: Final = "\0"
"""Between texts that are searched at once: a character that no file has."""

# The shortest number that is looked for, one of a paper, has six digits.
_MAY_HOLD_NUMBERS: Final = re.compile(rf"\d(?:[^\d{_APART}]*\d){{5}}")

_GAP: Final = "[ –—-]?"
_PROVINCE: Final = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS: Final = "10x98765432"

_REACH: Final = 14
"""How far before a number the word that says what it is may stand, in characters."""

_IDENTITY_WORD: Final = re.compile("身份证|身份号|公民身份|居民证")
_ACCOUNT_WORD: Final = re.compile("[账帐][号户]|卡号|银行卡|存折|开户")
_PAPER_WORD: Final = re.compile("护照|通行证|军官证|士兵证|回乡证|驾驶证|居留证")
_NUMBER_OF_A_THING: Final = re.compile(
    "(?:编号|文号|案号|单号|代码|注册号|登记号|许可证号?|执照号?|流水号|合同号|批次号?|发票号?|图斑号?|地号|单元号|[字第])"
    "[为是: ]{0,3}[a-z0-9-]{0,6}$"
)
_DAY: Final = re.compile("(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}")

_LONG: Final = re.compile(rf"(?<![0-9a-z.])[1-9](?:{_GAP}[0-9]){{13,16}}{_GAP}[0-9x](?![0-9a-z])")
_DIGITS: Final = re.compile(
    rf"(?<![0-9a-z.])[0-9](?:{_GAP}[0-9]){{8,24}}(?![0-9a-z])(?! ?[元万亿])(?!\.[0-9])"
)
_CARD: Final = re.compile("(?:62|60|4|5[1-5]|9[4-9])[0-9]+")
_MOBILE: Final = re.compile(
    rf"(?<![0-9.])(?:(?:\+|00)?86{_GAP})?"
    rf"1[3-9][0-9](?:{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|{_GAP}[0-9]{{3}}{_GAP}[0-9]{{5}}|[0-9]{{2}}{_GAP}[0-9]{{6}}"
    rf"|[0-9]{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}})(?![0-9a-z])(?! ?[元万亿])(?!\.[0-9])"
)
_AREA: Final = "0(?:10|2[0-9]|[3-9][0-9]{2})"
_SUBSCRIBER: Final = rf"[2-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}(?:[-转][0-9]{{1,5}})?(?![0-9a-z])"
_LANDLINE: Final = re.compile(rf"(?<![0-9.a-z])(?:\({_AREA}\){_GAP}|{_AREA}[ –—-]){_SUBSCRIBER}")
_LOCAL: Final = re.compile(rf"(?:电话|座机|传真|热线|联系方式)[^0-9略]{{0,4}}((?:{_AREA})?{_SUBSCRIBER})")
_EMAIL: Final = re.compile(r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
_PAPER: Final = re.compile(r"(?<![0-9a-z])(?:[a-z]{1,2}[0-9]{6,9}|[0-9]{8,9})(?![0-9a-z])")

# Where an address begins cannot be told for certain: it begins after a place that is larger, or a word like 住.
_NAME: Final = "(?:(?![省市县区镇乡住在于位至到的系为是与和及落址邻处经从向由对将被第])[一-鿿])"
_NUMBER: Final = "(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,5})"
_HOUSE: Final = f"{_NUMBER}(?:[-–—之]{_NUMBER})?号(?![文令案宗函公通])(?!地块|图斑)"
_INSIDE: Final = (
    f"(?:(?:{_NUMBER}|[a-z])(?:[-–—]{_NUMBER})?(?:号楼|栋|幢|座|单元|层|楼|梯|室|房|户|铺|店面|店)){{0,5}}"
)
_HAMLET: Final = "(?:(?![字第年证书文函发罚决案委令通])[一-鿿]){0,6}?"
_GROUP: Final = f"(?:{_NUMBER}(?:村民小组|小组|组|社|队))?"
_ADDRESSES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        f"{_NAME}{{1,6}}(?:路|街|巷|大道|弄|胡同)(?:[东西南北中]段)?{_HOUSE}{_INSIDE}",
        f"{_NAME}{{1,8}}(?:村|社区){_HAMLET}{_GROUP}{_HOUSE}{_INSIDE}",
        f"{_NAME}{{1,8}}(?:小区|花园|公寓|新村|家园|大厦|新城|广场|苑|府)[一-鿿]{{0,3}}?{_NUMBER}(?:栋|幢|座|号楼){_INSIDE}",
        f"{_NUMBER}(?:栋|幢|座|号楼)(?:{_NUMBER}单元)?{_NUMBER}(?:室|房)",
    )
)


def _before(text: str, start: int) -> str:
    """What stands shortly before a place; not beyond something that was taken out already."""
    return text[max(0, start - _REACH) : start].rpartition("略)")[2]


def _is_called(word: re.Pattern[str], text: str, start: int) -> bool:
    return word.search(_before(text, start)) is not None


def _bare(number: str) -> str:
    return re.sub(r"[^0-9x]", "", number)


def _identities(text: str) -> Iterator[tuple[int, int]]:
    for found in _LONG.finditer(text):
        number, start = _bare(found[0]), found.start()
        if len(number) not in {15, 18}:
            continue
        is_called = _is_called(_IDENTITY_WORD, text, start)
        if is_called or (_is_identity(number) and not _is_called(_NUMBER_OF_A_THING, text, start)):
            yield found.span()


def _is_identity(number: str) -> bool:
    """Whether a number can be somebody's: province (or 9 and province, of a foreigner's card), birthday, check digit."""
    province = number[1:3] if number[0] == "9" else number[:2]
    if not _PROVINCE.fullmatch(province):
        return False
    if len(number) == 15:
        return number.isdecimal() and _is_day(f"19{number[6:12]}")
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _is_day(number[6:14]) and _CHECK_SIGNS[total % 11] == number[17]


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year < 2100


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    for found in _DIGITS.finditer(text):
        number, start = _bare(found[0]), found.start()
        is_other = _MOBILE.fullmatch(found[0]) is not None or _DAY.search(found[0]) is not None
        is_called = _is_called(_ACCOUNT_WORD, text, start) and not is_other
        is_card = 16 <= len(number) <= 19 and _CARD.fullmatch(number) is not None and _passes_luhn(number)
        if is_called or (is_card and not _is_called(_NUMBER_OF_A_THING, text, start)):
            yield found.span()


def _passes_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _mobiles(text: str) -> Iterator[tuple[int, int]]:
    return (
        found.span()
        for found in _MOBILE.finditer(text)
        if not _is_called(_NUMBER_OF_A_THING, text, found.start())
    )


def _landlines(text: str) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in _LANDLINE.finditer(text))
    yield from (found.span(1) for found in _LOCAL.finditer(text))


def _papers(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _PAPER.finditer(text) if _is_called(_PAPER_WORD, text, found.start()))


def _emails(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _EMAIL.finditer(text))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _ADDRESSES:
        yield from (found.span() for found in pattern.finditer(text))


_Search = Callable[[str], Iterable[tuple[int, int]]]

_SEARCHES: Final[tuple[tuple[DetailKind, _Search], ...]] = (
    # In this order: what an earlier search has found is nothing else.
    (DetailKind.EMAIL, _emails),
    (DetailKind.IDENTITY, _identities),
    (DetailKind.ACCOUNT, _accounts),
    (DetailKind.PAPER, _papers),
    (DetailKind.MOBILE, _mobiles),
    (DetailKind.LANDLINE, _landlines),
    (DetailKind.ADDRESS, _addresses),
)
