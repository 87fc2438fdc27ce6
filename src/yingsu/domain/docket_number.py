"""案号, the number a court gives a case in one instance: read by its grammar, and said in plain words where it is wrong.

Since 2016-01-01 (法〔2015〕137号, as changed by 法〔2018〕335号) a number is

    （year）court code [special code] type code serial 号 [之一 …]        （2026）闽0583行初12号

Before, every court had its own short name and the number went （2004）泉行终字第111号. Round brackets are right,
full- or half-width; 〔〕 belong to the numbers of official documents. The annexes of 法〔2015〕137号 were not seen: the
type codes are those of law.md §4.2, which rest on the code table of a court system (law-texts/案件类型代字表).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Final

_NONE: Final[frozenset[str]] = frozenset()
_FIRST: Final = frozenset({"一审"})
_SECOND: Final = frozenset({"二审"})
_RETRIAL_REVIEW: Final = frozenset({"再审审查"})
_RETRIAL: Final = frozenset({"再审"})
_NON_LITIGATION_REVIEW: Final = frozenset({"非诉审查"})


@dataclass(frozen=True, slots=True)
class DocketKind:
    """What a type code (类型代字) says about the case.

    Attributes:
        code: the type code, such as 行初.
        title: what it stands for, in Chinese.
        instances: the words of 审级 it fits; several if the code alone does not decide.
        is_litigation: whether it is a case of litigation. The others (执行, 管辖, 司法救助, 非诉审查 …) are in no rate.
        is_old: whether it occurs only in numbers of before 2016.
        is_determined: whether the code says what `instances` are. If not, they are empty and nothing follows.
    """

    code: str
    title: str
    instances: frozenset[str]
    is_litigation: bool
    is_old: bool = False
    is_determined: bool = True

    def fits(self, instance: str) -> bool | None:
        """Say whether a case of this kind can be of 审级 `instance`; None: the code cannot say."""
        return instance in self.instances if self.is_determined else None


_KINDS: Final = (
    # 行政 (code table 0401-0411).
    DocketKind("行初", "行政一审", _FIRST, is_litigation=True),
    DocketKind("行终", "行政二审", _SECOND, is_litigation=True),
    DocketKind("行监", "行政依职权再审审查", _RETRIAL_REVIEW, is_litigation=True),
    DocketKind("行申", "行政申请再审审查", _RETRIAL_REVIEW, is_litigation=True),
    DocketKind("行抗", "行政抗诉再审审查", _RETRIAL_REVIEW, is_litigation=True),
    DocketKind("行再", "行政再审", _RETRIAL, is_litigation=True),
    DocketKind("行审", "非诉行政行为申请执行审查", _NON_LITIGATION_REVIEW, is_litigation=False),
    DocketKind("行审复", "非诉行政行为申请执行审查复议", _NON_LITIGATION_REVIEW, is_litigation=False),
    DocketKind("行他", "其他行政案件", _NONE, is_litigation=False, is_determined=False),
    # 行政赔偿 (0502-0508).
    DocketKind("行赔初", "行政赔偿一审", _FIRST, is_litigation=True),
    DocketKind("行赔终", "行政赔偿二审", _SECOND, is_litigation=True),
    DocketKind("行赔监", "行政赔偿依职权再审审查", _RETRIAL_REVIEW, is_litigation=True),
    DocketKind("行赔申", "行政赔偿申请再审审查", _RETRIAL_REVIEW, is_litigation=True),
    DocketKind("行赔抗", "行政赔偿抗诉再审审查", _RETRIAL_REVIEW, is_litigation=True),
    DocketKind("行赔再", "行政赔偿再审", _RETRIAL, is_litigation=True),
    DocketKind("行赔他", "其他行政赔偿案件", _NONE, is_litigation=False, is_determined=False),
    # 管辖 (0112-0119), 司法救助 (0520).
    DocketKind("行辖", "行政管辖", _NONE, is_litigation=False),
    DocketKind("行辖终", "行政管辖上诉", _NONE, is_litigation=False),
    DocketKind("赔辖", "行政赔偿管辖", _NONE, is_litigation=False),
    DocketKind("赔辖终", "行政赔偿管辖上诉", _NONE, is_litigation=False),
    DocketKind("司救行", "行政司法救助", _NONE, is_litigation=False),
    # 最高法's decisions and notices: annex of 法释〔2021〕6号.
    DocketKind("行决", "最高人民法院行政决定书", _NONE, is_litigation=False, is_determined=False),
    DocketKind("行通", "最高人民法院行政通知书", _NONE, is_litigation=False, is_determined=False),
    # 执行 (1002-1010): where the performance of a judgment is followed.
    DocketKind("执", "首次执行", _NONE, is_litigation=False),
    DocketKind("执恢", "恢复执行", _NONE, is_litigation=False),
    DocketKind("执保", "财产保全执行", _NONE, is_litigation=False),
    DocketKind("执异", "执行异议", _NONE, is_litigation=False),
    DocketKind("执复", "执行复议", _NONE, is_litigation=False),
    DocketKind("执监", "执行监督", _NONE, is_litigation=False),
    DocketKind("执协", "执行协调", _NONE, is_litigation=False),
    DocketKind("执他", "其他执行案件", _NONE, is_litigation=False),
    # Only in numbers of before 2016 (law.md §4.2, §4.3).
    DocketKind("行重", "行政重审", _FIRST | _SECOND, is_litigation=True, is_old=True),
    DocketKind("行提", "行政提审", _RETRIAL, is_litigation=True, is_old=True),
    DocketKind("行赔", "行政赔偿", _NONE, is_litigation=True, is_old=True, is_determined=False),
    DocketKind("行非审", "非诉行政执行审查", _NON_LITIGATION_REVIEW, is_litigation=False, is_old=True),
    DocketKind("非执", "非诉行政执行", _NON_LITIGATION_REVIEW, is_litigation=False, is_old=True),
)

DOCKET_KINDS: Final[Mapping[str, DocketKind]] = MappingProxyType({kind.code: kind for kind in _KINDS})
"""Every type code that a number of this ledger may have."""


class CourtLevel(Enum):
    """Level of a court, as far as its code (法院代字) tells."""

    SUPREME = "最高人民法院"
    HIGH = "高级人民法院"
    INTERMEDIATE = "中级人民法院"
    BASIC = "基层人民法院"
    UNKNOWN = "不明"


@dataclass(frozen=True, slots=True)
class DocketNumber:
    """A 案号 that has been read. Two are equal if their canonical forms are.

    Attributes:
        year: the year in which the court took the case in.
        court_code: 法院代字 (闽0583); in old numbers the court's own short name (泉), which may be missing.
        kind: what the type code says.
        serial: the number of the case, without padding.
        suffix: 之一, 之二 … of a second document of the same kind in a case, or empty.
        is_old: whether it is of the form of before 2016 (字第).
        specialty: 专门审判代字 such as 知, or empty.
        has_odd_brackets: whether it was written with other brackets than round ones.
    """

    year: int
    court_code: str
    kind: DocketKind
    serial: int
    suffix: str = ""
    is_old: bool = False
    specialty: str = ""
    has_odd_brackets: bool = field(default=False, compare=False)

    @property
    def canonical(self) -> str:
        """The number as it should be written: full-width round brackets, no spaces, no padding."""
        number = f"字第{self.serial}" if self.is_old else str(self.serial)
        return f"（{self.year}）{self.court_code}{self.specialty}{self.kind.code}{number}号{self.suffix}"

    @property
    def court_level(self) -> CourtLevel:
        """Level of the court.

        A modern code tells by its digits: none 高院, two 中院 (71 to 99 are special courts of that level), four 基层.
        Of an old short name only 最高法, 高法 and 一中, 二中 … tell: 青 was Qinghai's high court and Qingdao's
        intermediate one.
        """
        if self.court_code == _SUPREME_CODE:
            return CourtLevel.SUPREME
        if not self.is_old:
            return _LEVEL_BY_LENGTH.get(len(self.court_code), CourtLevel.UNKNOWN)
        if re.search("高法$", self.court_code):
            return CourtLevel.HIGH
        return (
            CourtLevel.INTERMEDIATE
            if re.search("[一二三四五]中法?$", self.court_code)
            else CourtLevel.UNKNOWN
        )

    def fits(self, instance: str) -> bool | None:
        """Say whether this can be the number of a proceeding of 审级 `instance`.

        Args:
            instance: 一审, 二审, 再审审查, 再审 or 非诉审查.

        Returns:
            True or False as the type code says; None if the code cannot say (行他 and the like).
        """
        return self.kind.fits(instance)


class DocketNumberError(ValueError):
    """A text that is no 案号 of this ledger; the message says in Chinese what is wrong and what to write.

    Attributes:
        reason: the message without the text it is about.
    """

    def __init__(self, text: str, reason: str) -> None:
        self.reason = reason
        shown = " ".join(text.split())
        shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        super().__init__(f"认不出案号“{shown}”：{reason}")


def parse_docket_number(text: str) -> DocketNumber:
    """Read a 案号.

    Spaces are dropped, full-width digits and every kind of bracket are taken; the result knows whether the brackets
    were odd.

    Args:
        text: the number alone, nothing before or after it.

    Raises:
        DocketNumberError: if it is no such number, or one of another kind of case.
    """
    tidy = _tidied(text)
    if len(tidy) > _LONGEST:
        raise DocketNumberError(text, f"太长。这里只写一个案号，例如{_EXAMPLE}")
    number = _read(tidy, has_odd_brackets=not _ODD.isdisjoint(text))
    if number is None:
        raise DocketNumberError(text, _fault_in(tidy))
    if reason := _impossible(number):
        raise DocketNumberError(text, reason)
    return number


_EXAMPLE: Final = "（2025）闽0583行初12号"
_SHOWN: Final = 40
_LONGEST: Final = 100
_FIRST_YEAR: Final = 1990  # 行政诉讼法 103: in force since 1990-10-01
_SUPREME_CODE: Final = "最高法"
_LEVEL_BY_LENGTH: Final = {1: CourtLevel.HIGH, 3: CourtLevel.INTERMEDIATE, 5: CourtLevel.BASIC}

_OPENING: Final = "(（〔[［﹝【"
_CLOSING: Final = ")）〕]］﹞】"
_ODD: Final = frozenset(_OPENING + _CLOSING) - frozenset("(（)）")
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff"
_TIDY: Final = str.maketrans(
    {
        **dict.fromkeys(_OPENING, "（"),
        **dict.fromkeys(_CLOSING, "）"),
        **{chr(ord("０") + digit): str(digit) for digit in range(10)},
        **dict.fromkeys(_INVISIBLE, ""),
    }
)

# law.md §4.3; some of the short names of provinces are from memory there. 兵: Xinjiang's corps, 军: the army.
_PROVINCES: Final = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云藏陕甘青宁新军兵"
# The one special code that was met (知, by 法〔2018〕335号). Any character here would make 闽政行审 a court's.
_SPECIALTIES: Final = "知"
_HAN: Final = "[\u4e00-\u9fa5]"


def _alternatives(codes: list[str]) -> str:
    return "|".join(sorted(codes, key=len, reverse=True))


_MODERN_KIND: Final = _alternatives([kind.code for kind in _KINDS if not kind.is_old])
_OLD_KIND: Final = _alternatives([kind.code for kind in _KINDS if kind.is_old])
_ANY_KIND: Final = _alternatives([kind.code for kind in _KINDS])
_YEAR: Final = "（(?P<year>[0-9]{4})）"
_SERIAL_AND_SUFFIX: Final = "(?P<serial>[0-9]{1,8})号(?P<suffix>(?:之[一二三四五六七八九十]+)?)"
_COURT: Final = f"(?:{_SUPREME_CODE}|[{_PROVINCES}](?:[0-9]{{4}}|[0-9]{{2}})?)"
_MODERN: Final = re.compile(
    f"{_YEAR}(?P<court>{_COURT})(?P<specialty>[{_SPECIALTIES}]?)(?P<kind>{_MODERN_KIND}){_SERIAL_AND_SUFFIX}"
)
_OLD: Final = re.compile(
    f"{_YEAR}(?P<court>{_HAN}{{0,6}}?)(?P<specialty>)(?P<kind>{_ANY_KIND})(?P<old>字第){_SERIAL_AND_SUFFIX}"
)


def _tidied(text: str) -> str:
    return "".join(text.translate(_TIDY).split())


def _read(tidy: str, *, has_odd_brackets: bool = False) -> DocketNumber | None:
    matched = _MODERN.fullmatch(tidy) or _OLD.fullmatch(tidy)
    return None if matched is None else _number(matched, has_odd_brackets=has_odd_brackets)


def _number(matched: re.Match[str], *, has_odd_brackets: bool = False) -> DocketNumber:
    return DocketNumber(
        year=int(matched["year"]),
        court_code=matched["court"],
        kind=DOCKET_KINDS[matched["kind"]],
        serial=int(matched["serial"]),
        suffix=matched["suffix"],
        is_old="old" in matched.groupdict(),
        specialty=matched["specialty"],
        has_odd_brackets=has_odd_brackets,
    )


def _impossible(number: DocketNumber) -> str | None:
    if number.year < _FIRST_YEAR:
        return f"年份{number.year}不对：行政诉讼法1990年10月1日起施行，此前没有行政案件。请核对年份"
    if number.serial == 0:
        return "编号不能是0，请照裁判文书写"
    return None


# What is wrong with a text that cannot be read. Each looks for one fault; the first that finds its own speaks.


def _junk_around(tidy: str) -> str | None:
    for pattern in (_MODERN, _OLD):
        if matched := pattern.search(tidy):
            number = _number(matched)
            before, after = tidy[: matched.start()], tidy[matched.end() :]
            places = [f"前面多了“{before}”"] * bool(before) + [f"后面多了“{after}”"] * bool(after)
            return _impossible(number) or f"案号{'、'.join(places)}。只写{number.canonical}"
    return None


# Two rows of repairs, all of a row applied: to a modern number, to an old one. The old row moves no year to the front:
# there 德执〔2013〕3号 is more likely the number of a document.
_BRACKETS: Final = ("年份要用圆括号括起来，不带“年”字", re.compile("^（?([0-9]{4})年?度?）?(?=.)"), r"（\1）")
_ENDING: Final = ("末尾缺“号”字", re.compile("([0-9])$"), r"\1号")
_REPAIRS: Final = (
    (
        ("年份要写在最前面", re.compile(f"^({_HAN}[^（]*)(（[0-9]{{4}}）)"), r"\2\1"),
        _BRACKETS,
        _ENDING,
        ("2016年起的案号没有“字第”", re.compile("(?:字第|第|字)(?=[0-9])"), ""),
    ),
    (
        _BRACKETS,
        _ENDING,
        (
            "2015年及以前的案号要写“字第”",
            re.compile("^（(19[0-9]{2}|200[0-9]|201[0-5])）([^0-9]*?)(?:字第|字|第)?(?=[0-9]+号)"),
            r"（\1）\2字第",
        ),
    ),
)


def _repairable(tidy: str) -> str | None:
    for repairs in _REPAIRS:
        repaired, reasons = tidy, []
        for reason, pattern, replacement in repairs:
            before, repaired = repaired, pattern.sub(replacement, repaired, count=1)
            reasons += [reason] * (before != repaired)
        if (number := _read(repaired)) is not None:
            return _impossible(number) or f"{'；'.join(reasons)}。应写成{number.canonical}"
    return None


_CODES: Final = "常用的有行初、行终、行申、行再、行审"
_NOT_HERE: Final = "这里只登记行政案件"
_FAULTS: Final = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        ("^$", f"是空的。应照裁判文书写，例如{_EXAMPLE}"),
        (
            f"^{_HAN}+（[0-9]{{4}}）第?[0-9]+号",
            f"这像公文文号（机关文件的编号），不是案号。案号由法院编，年份在最前面，例如{_EXAMPLE}",
        ),
        (
            "^（[0-9]{4}）第?[0-9]+号",
            f"只有年份和编号，缺法院代字和类型代字；公文文号不是案号。案号例如{_EXAMPLE}",
        ),
        (
            f"(?:{_ANY_KIND})(?:字?第)?(?P<serials>[0-9]+号?[、，,~～—至-]第?[0-9]+)号?$",
            "编号“{serials}”不止一个数。一处只写一个案号，系列案每件分别写；同一案件的后一份文书在“号”后面加“之一”",
        ),
        (
            "^（?(?P<year>[0-9]{1,3}|[0-9]{5,})年?(?:）|(?![0-9）号]))",
            "年份“{year}”不对，要写四位数字，例如（2025）",
        ),
        (
            f"^(?:（[^0-9）]*）|(?![（0-9])).*(?:{_ANY_KIND})(?:字?第)?[0-9]*号?$",
            f"缺年份。最前面要写收案年份，例如{_EXAMPLE}",
        ),
        (
            "(?P<serial>[XxＸｘ×✕＊*某□○?？_]+)号?$",
            "编号写成了“{serial}”。要写数字，编号还不知道的，案号先不写",
        ),
        (
            f"(?P<kind>{_ANY_KIND})(?:字?第)?号?$",
            "缺编号：“{kind}”的后面、“号”的前面要有数字，请照裁判文书补上",
        ),
        ("第?(?P<serial>[〇零一二三四五六七八九十百千]+)号", "编号“{serial}”要写阿拉伯数字，例如12号"),
        ("[0-9]{9,}号", "编号太长，请照裁判文书核对"),
        ("(?P<kind>行保复?)(?:字第)?[0-9]", f"“{{kind}}”是非诉行为保全案件，不是行政案件，{_NOT_HERE}"),
        ("(?P<kind>[民商知][初终再申监提抗辖撤特保督催破他])", f"“{{kind}}”是民事案件，{_NOT_HERE}"),
        ("(?P<kind>刑[初终再申监抗辖更核复没医他])", f"“{{kind}}”是刑事案件，{_NOT_HERE}"),
        (
            f"^（[0-9]{{4}}）{_COURT}(?P<kind>{_OLD_KIND})[0-9]",
            "“{kind}”只用于2015年及以前的案号，2016年起没有这个类型代字",
        ),
        (f"^（[0-9]{{4}}）(?:{_MODERN_KIND})[0-9]", f"缺法院代字：年份后面要写法院，例如{_EXAMPLE}"),
        (
            f"^（[0-9]{{4}}）(?P<court>[^）]+?)(?:{_MODERN_KIND})(?:字第)?[0-9]+号",
            "法院代字“{court}”不对：高院只写省的简称（闽），中院加两位数字（闽05），基层法院加四位数字（闽0583）",
        ),
        (
            f"^（[0-9]{{4}}）(?:{_COURT})?(?P<kind>{_HAN}{{1,12}}?)(?:字第)?[0-9]+号",
            f"“{{kind}}”不是行政案件的类型代字（{_CODES}）。行政机关文书的文号不是案号",
        ),
    )
)


def _fault_in(tidy: str) -> str:
    if reason := _junk_around(tidy) or _repairable(tidy):
        return reason
    for pattern, reason in _FAULTS:
        if matched := pattern.search(tidy):
            return reason.format(**matched.groupdict())
    return f"应是（年份）、法院代字、类型代字、编号、“号”，例如{_EXAMPLE}"
