"""Rules of letters, of a case and of none: who deals with one, and whether what it asks for was done (YS5xx)."""

from collections.abc import Iterator
from typing import Final

from yingsu.diagnostic import Severity
from yingsu.domain.aftermath import Letter
from yingsu.domain.answer import Answer
from yingsu.domain.deadline_core import Deadline
from yingsu.domain.facts.county import binds
from yingsu.domain.law import COUNTY_OPINION
from yingsu.domain.terms import Implementation, LetterKind
from yingsu.domain.view import View
from yingsu.rules.core import Finding, part_rule
from yingsu.rules.deadlines import in_days
from yingsu.rules.due_days import of_kind

_OF_COURTS: Final = frozenset({LetterKind.RISK_ALERT, LetterKind.JUDICIAL_RECOMMENDATION, LetterKind.OPINION})
"""The letters for which the county's document asks for measures, a time and a person (第五部分)."""


def letters_of(view: View) -> tuple[Letter, ...]:
    """The letters of a case."""
    return view.case.letters


@part_rule(
    "YS521",
    "letter-unassigned",
    "来函没有对接人、措施或完成期限",
    Severity.WARNING,
    COUNTY_OPINION.section(5),
    part=letters_of,
)
def unassigned_letter(letters: tuple[Letter, ...]) -> Iterator[Finding]:
    """法院发来的败诉风险提示函、司法建议书、意见书，要明确具体措施和完成时限，由专人对接。

    只看本县意见施行（2025年10月15日）以后收到的。已经落实的不再要完成期限，不采纳的不要措施和期限。
    检察建议书、行政复议意见书没有这样规定，只看是否按期回复（YS209）。

    补填“对接人”“措施”“完成期限”；已经落实的，“落实情况”写 已落实。
    """
    for letter in letters:
        if letter.kind in _OF_COURTS and binds(letter.received_on):
            lacking = [letter.key_of(field) for field in _wanted(letter) if not getattr(letter, field)]
            if lacking:
                number = letter.number or letter.received_on.isoformat()
                message = f"{letter.kind.value}（{number}）没有写{'、'.join(lacking)}"
                yield Finding(letter, "kind", message)


def _wanted(letter: Letter) -> tuple[str, ...]:
    """What has to be settled about a letter, as far as it has been dealt with."""
    if letter.implementation is Implementation.NOT_ADOPTED:
        return ("contact",)
    is_done = letter.implementation is Implementation.DONE or letter.implemented_on is not None
    return ("contact", "measures") if is_done else ("contact", "measures", "done_by")


@part_rule(
    "YS522",
    "letter-measures-late",
    "来函措施没有按期落实",
    Severity.WARNING,
    COUNTY_OPINION.section(5),
    part=lambda view: of_kind(view, "K04"),
)
def late_measures(found: tuple[Deadline, ...]) -> Iterator[Finding]:
    """来函定了“完成期限”，期满没有写“落实日期”，或落实晚于期限。写了“已落实”而没有日期的，不提示。

    已经落实的补填“落实情况”“落实日期”；还没有的尽快落实，并把进展函告来函机关。
    """
    for deadline in found:
        if deadline.key != "K04" or deadline.missed is not Answer.YES:
            continue
        said = f"{deadline.unit}应不迟于 {deadline.due.isoformat()} 落实{deadline.what}的措施"
        if deadline.done is not None:
            message = (
                f"{said}，{deadline.done.isoformat()} 才落实，逾期 {in_days(deadline.done, deadline.due)}"
            )
            yield Finding(deadline.node, "implemented_on", message)
        else:
            message = f"{said}，没有写落实日期，已逾期 {in_days(deadline.as_of, deadline.due)}"
            yield Finding(deadline.node, deadline.field, message)
