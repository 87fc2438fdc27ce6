"""Identity: the 案号 of each proceeding and its court, the words a case is filed under, its parties."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from yingsu.diagnostic import Severity
from yingsu.domain.aftermath import Obligation
from yingsu.domain.docket_number import (
    CourtLevel,
    DocketNumber,
    DocketNumberError,
    parse_docket_number,
)
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.scalars import wrong_word
from yingsu.domain.terms import Instance
from yingsu.domain.view import View, each_per_view, per_view
from yingsu.domain.vocabulary import DatedWord, Vocabulary
from yingsu.rules.core import Finding, rule

_CORRECTION: Final = re.compile("(?:应写成|只写)(.+)$")

#: The first year of 法〔2015〕137号, under which 案号 have no 字第 any more.
_FIRST_MODERN_YEAR: Final = 2016

_COURT_LEVELS: Final = (
    (re.compile("最高(?:人民法院|法|院)"), CourtLevel.SUPREME),
    (re.compile("高级人民法院|高院"), CourtLevel.HIGH),
    (re.compile("中级人民法院|中院"), CourtLevel.INTERMEDIATE),
    (re.compile("[市县区旗]人民法院$"), CourtLevel.BASIC),
)


@each_per_view
def _dockets(view: View) -> Iterator[tuple[Proceeding, DocketNumber]]:
    """The proceedings whose 案号 can be read."""
    for proceeding in view.whole.proceedings:
        docket = view.docket(proceeding.case_number)
        if docket is not None:
            yield proceeding, docket


@rule("YS101", "docket-number-malformed", "案号不合规范", Severity.ERROR)
def malformed_docket_number(view: View) -> Iterator[Finding]:
    """案号由（收案年度）、法院代字、类型代字、编号和“号”组成，认不出的案号无法与别的案件核对，也不知道算不算诉讼案件。

    照裁判文书或应诉通知书改正，例如（2025）闽0583行初12号；还没有案号的先不写。
    """
    for proceeding in view.whole.proceedings:
        if proceeding.case_number is None or view.docket(proceeding.case_number) is not None:
            continue
        try:
            parse_docket_number(proceeding.case_number)
        except DocketNumberError as error:
            yield Finding(proceeding, "case_number", str(error), _corrected(error.reason))


def _corrected(reason: str) -> str:
    """What the parser would write instead; empty where it cannot tell."""
    matched = _CORRECTION.search(reason)
    if matched is None:
        return ""
    try:
        return f"改为{parse_docket_number(matched[1]).canonical}"
    except DocketNumberError:
        return ""


@rule("YS102", "docket-number-brackets", "案号的括号不规范", Severity.WARNING)
def odd_docket_brackets(view: View) -> Iterator[Finding]:
    """案号的年份用圆括号（全角半角都可以）；〔〕和[]是公文文号用的。程序照样认得，但印在报表上不合规范。

    把括号改成圆括号“（）”。
    """
    nodes: tuple[Proceeding | Obligation, ...] = (*view.whole.proceedings, *view.whole.obligations)
    for node in nodes:
        docket = view.docket(node.case_number)
        if docket is not None and docket.has_odd_brackets:
            message = "案号的年份要用圆括号括起来"
            yield Finding(node, "case_number", message, f"改为{docket.canonical}")


@rule("YS103", "docket-kind-contradicts-instance", "案号类型与审级不符", Severity.ERROR)
def docket_kind_against_instance(view: View) -> Iterator[Finding]:
    """案号里的类型代字说明是哪一级审理：行初是一审，行终是二审，行申、行监、行抗是再审审查，行再是再审，行审是非诉审查。

    两者不一致，这件案子就会计入错的审级。执行、管辖、司法救助的案号不是审理程序。

    对照裁判文书，更正案号或“审级”；执行、管辖、司法救助的案号不写在“审理”下。
    """
    for proceeding, docket in _dockets(view):
        if docket.fits(proceeding.instance) is False:
            kind = docket.kind
            message = f"案号的“{kind.code}”是{kind.title}，审级写的是{proceeding.instance}"
            yield Finding(proceeding, "case_number", message, _instance_help(docket))


def _instance_help(docket: DocketNumber) -> str:
    instances = [each.value for each in Instance if each in docket.kind.instances]
    if not instances:
        return f"{docket.kind.title}不是审理程序，不写在“审理”下"
    return f"案号没有写错的，审级改为{'或'.join(instances)}"


@rule("YS105", "court-contradicts-docket", "法院与案号不符", Severity.WARNING)
def court_against_docket(view: View) -> Iterator[Finding]:
    """案号里的法院代字说明是哪一级法院：只有省的简称（闽）是高院，加两位数字（闽05）是中院，加四位数字（闽0583）是基层法院。

    写的法院不是这一级，或同一个代字写了两个法院，必有一处写错；按法院分列的数字也会分成两家。

    对照裁判文书，更正“法院”或案号；同一法院在各处写同一个名称。
    """
    named: dict[str, str] = {}
    for proceeding, docket in _dockets(view):
        court = proceeding.court
        if court is None:
            continue
        level, written = docket.court_level, _level_of(court)
        # The circuit courts have the code of 最高人民法院 and names of their own.
        is_one_court = not docket.is_old and level is not CourtLevel.SUPREME
        first = named.setdefault(docket.court_code, court) if is_one_court else court
        if CourtLevel.UNKNOWN not in {level, written} and level is not written:
            message = f"案号的法院代字“{docket.court_code}”是{level.value}，这里写的是{court}"
            yield Finding(proceeding, "court", message)
        elif first != court:
            message = f"同是法院代字“{docket.court_code}”，前面写的是{first}，这里写的是{court}"
            yield Finding(proceeding, "court", message)


@lru_cache(maxsize=256)
def _level_of(court: str) -> CourtLevel:
    return next((level for pattern, level in _COURT_LEVELS if pattern.search(court)), CourtLevel.UNKNOWN)


@rule("YS110", "parties-missing", "没有写当事人", Severity.ERROR)
def missing_parties(view: View) -> Iterator[Finding]:
    """诉讼案件至少有一个原告、一个被告；只有非诉审查的案件没有原告、被告，要写申请执行人和被执行人。没有当事人，案件就归不到任何单位。

    补上所缺的当事人。
    """
    case = view.whole
    only_reviews = all(each.instance is Instance.ENFORCEMENT_REVIEW for each in case.proceedings)
    has_suit = bool(case.plaintiffs or case.defendants)
    has_application = bool(case.enforcement_applicants or case.enforcement_respondents)
    # Before the first 案号 the parties themselves say what kind of case it is.
    if only_reviews and (case.proceedings or (has_application and not has_suit)):
        musts = ("enforcement_applicants", "enforcement_respondents")
    else:
        musts = ("plaintiffs", "defendants")
    missing = [field for field in musts if not getattr(case, field)]
    if missing:
        keys = "、".join(case.key_of(field) for field in missing)
        yield Finding(case, missing[0], f"缺少{keys}，至少要写一个")


def _filed_under(view: View) -> Iterator[tuple[str, Vocabulary, str]]:
    """The words a case is filed under: the field, its vocabulary, the word."""
    yield "act_type", view.office.act_types, view.whole.act_type
    yield "field", view.office.fields, view.whole.field


@per_view
def _year_of(view: View) -> int:
    """The year a case is filed under: of its first proceeding, else of its directory."""
    begun = [day for proceeding in view.whole.proceedings if (day := proceeding.begun_on) is not None]
    return min(begun).year if begun else int(view.id.split("/")[-2])


@rule("YS111", "term-unknown", "行为类别或管理领域不在词表里", Severity.ERROR)
def unknown_term(view: View) -> Iterator[Finding]:
    """行为类别用法发〔2020〕44号的二级案由，管理领域用规定的词和本县自己加的词。词表外的词会让分类数字漏掉这一件。

    改用词表里的词；确需新的管理领域，在 yingsu.yaml 的“管理领域”里加上。
    """
    for field, vocabulary, word in _filed_under(view):
        if vocabulary.find(word) is None:
            message = wrong_word(word, vocabulary.in_use(_year_of(view))).message()
            yield Finding(view.whole, field, message)


@rule("YS112", "term-out-of-use", "用词与年份不合", Severity.INFO)
def term_out_of_use(view: View) -> Iterator[Finding]:
    """管理领域的词随机构改革变化，例如“自然资源”“应急管理”自2018年起使用。早先的案件用后来的词，各年的数字就不好比较。

    要分开统计的，把当年的词加进 yingsu.yaml 的“管理领域”后改用；有意与以后各年同列的，可以不改。
    """
    for field, vocabulary, word in _filed_under(view):
        found = vocabulary.find(word)
        year = _year_of(view)
        if found is not None and not found.is_in_use(year):
            yield Finding(view.whole, field, f"“{word}”{_years_of(found)}，本案属{year}年")


def _years_of(word: DatedWord) -> str:
    since = f"自{word.since}年" if word.since is not None else ""
    until = f"至{word.until}年" if word.until is not None else "起"
    return f"{since}{until}使用"


@rule("YS116", "docket-number-missing", "有裁判没有案号", Severity.WARNING)
def decision_without_docket_number(view: View) -> Iterator[Finding]:
    """裁判文书上都有案号。没有案号，就查不出重复登记，履行情况也对不上是哪一份裁判。

    照裁判文书补上“案号”。
    """
    for proceeding in view.case.proceedings:
        if proceeding.decision is not None and proceeding.case_number is None:
            message = f"{proceeding.instance}已于 {proceeding.decision.decided_on} 裁判，还没有写案号"
            yield Finding(proceeding, "case_number", message)


@rule("YS118", "docket-year-contradicted", "案号年份与日期不符", Severity.WARNING)
def contradicted_docket_year(view: View) -> Iterator[Finding]:
    """案号里的年份是法院收案的年份，通常就是立案那一年，年底年初可能差一年；裁判不会早于收案。

    对照裁判文书，更正案号的年份或写错的日期。
    """
    for proceeding, docket in _dockets(view):
        begun_on, concluded_on = proceeding.begun_on, proceeding.concluded_on
        if concluded_on is not None and docket.year > concluded_on.year:
            message = f"案号是{docket.year}年的，裁判日期却是 {concluded_on}"
            yield Finding(proceeding, "case_number", message)
        elif begun_on is not None and abs(docket.year - begun_on.year) > 1:
            beginning = "立案日期" if proceeding.filed_on is not None else "收到应诉通知"
            message = f"案号是{docket.year}年的，{beginning}却是 {begun_on}"
            yield Finding(proceeding, "case_number", message)


@rule("YS119", "old-docket-form", "案号用了旧写法", Severity.WARNING)
def old_docket_form(view: View) -> Iterator[Finding]:
    """2016年1月1日起案号不再写“字第”，法院用代字（闽、闽05、闽0583）表示；旧写法只见于2015年及以前的案件。

    照裁判文书改写，例如（2016）闽05行终111号；确是旧案的，更正年份。
    """
    for proceeding, docket in _dockets(view):
        if docket.is_old and docket.year >= _FIRST_MODERN_YEAR:
            yield Finding(proceeding, "case_number", f"{docket.year}年的案号没有“字第”")
