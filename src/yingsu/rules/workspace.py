"""Rules that see several files at once: they work on what each file says of itself, never on whole cases."""

from collections.abc import Iterable, Iterator

from yingsu.diagnostic import Diagnostic, Severity
from yingsu.rules.core import DocketUse, declare

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

DEFECTS = (DOCKET_USED_TWICE, UNIT_LISTED_TWICE)


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
