"""Rules that see several files at once: they work on what each file says of itself, never on whole cases."""

from collections.abc import Iterable, Iterator

from yingsu.diagnostic import Diagnostic, Severity
from yingsu.domain.scalars import nearest, shorten
from yingsu.rules.core import declare
from yingsu.verdict import CaseLink, DocketUse

DOCKET_USED_TWICE = declare(
    "YS104",
    "docket-number-used-twice",
    "案号重复",
    Severity.ERROR,
    (),
    """一个案号只对应一个法院的一个审理程序。同一案号出现两次，同一件案子就会被数两遍；多半是两个人各建了一份，
    或合并时留下了两份。括号全角半角不同也算同一个案号。

    核对后只留一份；如果其实是两个程序，更正其中写错的案号。""",
)

UNIT_LISTED_TWICE = declare(
    "YS117",
    "unit-listed-twice",
    "单位名录里名称重复",
    Severity.ERROR,
    (),
    """单位名录里两个单位用了同一个名称（单位、全称或曾用名），程序就不知道案件里写的是哪一个，分单位的数字会算错。

    改正其中一个的名称，或删去重复的一条。""",
)

RISK_CODE_TAKEN = declare(
    "YS501",
    "risk-code-taken",
    "风险点编号已被占用",
    Severity.ERROR,
    (),
    """本单位自己的风险点目录里，一个编号写了两次，或者用了内置目录已有的编号。同一个编号指两件事，案件里写的风险点
    就不知道是哪一个，分阶段、分类型的数字会算错；重复的这一条没有采用。

    给这一条换一个没有用过的编号（例如用单位简称开头，从 01 编起）；多写的一条请删去。""",
)

CASE_UNKNOWN = declare(
    "YS507",
    "screening-case-unknown",
    "风险排查写的案件不存在",
    Severity.WARNING,
    (),
    """被诉以后，风险排查用“案件”写明是哪一件：cases 下面的目录，如 2025/0306-自然资源局-张某。没有这个目录，排查出的风险点就接不到案件上，
    同一处问题会数两遍。

    照案件目录的名称改正（yingsu list 可以查）；还没有被诉的，删去“案件”。""",
)

DEFECTS = (DOCKET_USED_TWICE, UNIT_LISTED_TWICE, RISK_CODE_TAKEN, CASE_UNKNOWN)


def unknown_cases(links: Iterable[CaseLink], known: Iterable[str]) -> Iterator[Diagnostic]:
    """Every link to a case that there is not, with the nearest that there is."""
    cases = frozenset(known)
    for link in links:
        if link.case not in cases:
            near = nearest(link.case, tuple(sorted(cases)))
            guess = f"，最接近的是 {near}" if near is not None else ""
            message = f"没有案件“{shorten(link.case)}”{guess}"
            yield Diagnostic(
                CASE_UNKNOWN, message, link.path, link.span, link.excerpt, None, CASE_UNKNOWN.remedy
            )


def dockets_used_twice(uses: Iterable[DocketUse]) -> Iterator[Diagnostic]:
    """Every use of a 案号 that another entry has too, naming the other."""
    grouped: dict[str, list[DocketUse]] = {}
    for use in uses:
        grouped.setdefault(use.canonical, []).append(use)
    for canonical, group in grouped.items():
        for use in group if len(group) > 1 else ():
            others = sorted({other.case for other in group if other.case != use.case})
            where = f"与案件 {'、'.join(others)} 重复" if others else "在本案里写了两次"
            yield Diagnostic(
                DOCKET_USED_TWICE,
                f"案号{canonical}{where}",
                use.path,
                use.span,
                use.excerpt,
                use.case,
                DOCKET_USED_TWICE.remedy,
            )
