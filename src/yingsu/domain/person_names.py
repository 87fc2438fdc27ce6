"""Names of people as files have them: who is named in a field, what is a surname, what is masked already.

The reading errs to the safe side: what may be a person's name is one, so that it is masked rather than printed.
"""

import re
from typing import Final

from yingsu.domain.folding import folded

_COMPOUND: Final = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容
仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 呼延 东郭 南门 西门 百里 左丘 第五 轩辕 拓跋 闾丘 颛孙 巫马 公西 漆雕 乐正 壤驷
公良 夹谷 宰父 谷梁 段干 梁丘 东门 微生 羊舌 南荣
"""
COMPOUND_SURNAMES: Final = frozenset(_COMPOUND.split())

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
"""What tells people of one surname apart: 李某甲, 李某乙."""

DOTS: Final = "·•・‧∙⋅.．"
"""How the dot within a name is typed: 阿某·买某."""

_HIDDEN: Final = re.compile(
    rf"(?P<base>[一-鿿]{{0,2}}?(?:某{{1,3}}|[×x*○〇]{{1,2}}))(?P<letter>[{STEMS}]|[0-9]{{1,3}})?"
)
_TITLE: Final = re.compile(
    "(?:副?(?:局长|股长|科长|县长|镇长|乡长|主任|所长|大队长|中队长|队长|书记|庭长|院长|站长|组长)|律师|法官|审判员|检察官"
    "|先生|女士|同志)$"
)
_NOBODY: Final = re.compile(
    "待定|未定|待补|暂缺|空缺|不详|不明|未知|无|同上|本人|(?:主要|分管|股室|单位)?负责人|分管领导|领导|承办人|经办人|代理人|法定代表人"
    "|工作人员|全体.*|村民.{0,2}|群众|各.*|[男女]|.{1,4}族|[0-9].*|.*[年月日岁].*[0-9生].*|[住系现].{3,}"
)
"""What stands in a name field and names nobody; masked, it would be masked in every sentence."""

_SOMEBODY: Final = re.compile("某(?:.{0,2}(?:法官|律师|专家|教授|人员|干部|村民|男子|女子|人)|男|女)$")
_ASIDE: Final = re.compile(r"\(([^()]*)\)")
_OTHER_NAME: Final = re.compile("(?:曾用名|又名|别名|原名|绰号|小名)[::]?(.+)")
_DETAILS: Final = re.compile(
    r"[ :]*(?:(?:身份证|公民身份|证件|电话|手机|联系|tel).*|\+?[0-9][0-9 –—-]{4,}.*)$"
)
"""What some write after a name."""
_BETWEEN: Final = re.compile(r"[、,;/|\n]|以及|及其")
_AND_OTHERS: Final = re.compile("等(?:[0-9]+|[一二三四五六七八九十百余]+)?(?:余)?[人名户位]?$")
_ORGANISATION: Final = re.compile(
    "(?:公司|厂|店|行|社|部|院|所|局|委|会|队|组|府|中心|站|馆|场|园|庄|楼|坊|企业|集团|学校|大学|中学|小学|村|镇|乡|街道|办"
    "|处|科|股|室|基金|户|支行|分局|车间|矿)$"
)
_SHORT_ORGANISATION: Final = re.compile("[厂局股室队店委办组所站矿]$")
_HAN_GAP: Final = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")


def names_in(written: str, *, is_person: bool = False) -> tuple[str, ...]:
    """The people named in a field: 张三、李四等5人 → 张三, 李四. Titles and remarks in brackets are no part of a name.

    Args:
        written: the text of the field.
        is_person: whether it is certain that people are named; else an organisation (a 法律顾问 that is a firm) is
            left out.

    Returns:
        The names, folded.
    """
    plain = folded(written).text
    asides = (found[1] for each in _ASIDE.findall(plain) if (found := _OTHER_NAME.search(each)))
    parts = (
        *_BETWEEN.split(_ASIDE.sub("", plain)),
        *(part for each in asides for part in _BETWEEN.split(each)),
    )
    names = (_name(part) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name and (is_person or not is_organisation(name))))


def _name(part: str) -> str:
    name = _AND_OTHERS.sub("", _HAN_GAP.sub("", _DETAILS.sub("", part.strip())))
    bare = _TITLE.sub("", name)
    # Of dots alone nothing is left to look for, so that it would be found between any two signs.
    if _NOBODY.fullmatch(name) or not bare.strip(f"{DOTS} "):
        return ""
    return bare if len(bare) > 1 else name


def is_organisation(name: str) -> bool:
    """Whether a name is of a body by its last word. A short name is a person's unless its end is never a given name's."""
    if any(dot in name for dot in DOTS) or name[:2] in COMPOUND_SURNAMES:
        return len(name) > 5 and _ORGANISATION.search(name) is not None
    pattern = _ORGANISATION if len(name) > 3 else _SHORT_ORGANISATION
    return len(name) > 2 and pattern.search(name) is not None


def is_masked(name: str) -> bool:
    """Whether a name says nothing any more: 张某, 张某某, 李某甲, 张×, 某法官."""
    return _HIDDEN.fullmatch(name) is not None or _SOMEBODY.match(name) is not None


def base_of(masked: str) -> str:
    """A masked name without what tells it from others: 李某甲 → 李某."""
    found = _HIDDEN.fullmatch(masked)
    return found["base"] if found else masked


def surname(name: str) -> str:
    """The surname of a name; of a name with a dot, or one in Latin letters, the first character."""
    if name[:2] in COMPOUND_SURNAMES and len(name) > 2:
        return name[:2]
    return name[:1].upper()


def given_name(name: str) -> str:
    """What follows the surname."""
    return name[len(surname(name)) :]
