"""Findings at their place: what rules find in a node of a record, as diagnostics with file, line and column.

Rules know no files and the reader knows no rules, so this stands above both, and below the survey that needs it.
"""

from collections.abc import Iterable, Iterator

from yingsu.diagnostic import Diagnostic
from yingsu.domain.case import Case
from yingsu.domain.records import OwnRiskPoint, Screening, Unit
from yingsu.domain.risk_catalogue import built_in
from yingsu.domain.scalars import shorten
from yingsu.domain.view import View
from yingsu.reading.decoding import Problem
from yingsu.reading.validation import AnyNode, Reading
from yingsu.rules.core import Finding
from yingsu.rules.waivers import WAIVER_UNUSED, Found
from yingsu.rules.workspace import RISK_CODE_TAKEN, UNIT_LISTED_TWICE
from yingsu.verdict import CaseLink, DocketUse


def told(reading: Reading[AnyNode], found: Iterable[Found], *, is_whole: bool) -> Iterator[Diagnostic]:
    """Findings as diagnostics. Of a line that could not be read nothing more is said, nor of waivers that seem idle."""
    unread = {problem.span.line for problem in reading.source.problems}
    for defect, finding in found:
        span = reading.source.span(finding.path)
        if is_whole or (span.line not in unread and defect is not WAIVER_UNUSED):
            yield reading.diagnostic(Problem(defect, finding.message, span, finding.help))


def docket_uses(reading: Reading[Case], view: View) -> Iterator[DocketUse]:
    """The 案号 of a case, also of one that could not be read whole."""
    for proceeding in view.whole.known("proceedings", ()):
        docket = view.docket(proceeding.known("case_number"))
        if docket is not None:
            span = reading.source.span(Finding(proceeding, "case_number", "").path)
            excerpt = reading.source.line(span.line)
            yield DocketUse(view.id, docket.canonical, reading.path, span, excerpt)


def units_listed_twice(units: Reading[Unit] | None) -> Iterable[Diagnostic]:
    """Names in units.yaml that two units share."""
    seen: dict[str, Unit] = {}
    for unit in units.legibles if units is not None else ():
        names = (unit.known("name"), unit.known("full_name"), *unit.known("former_names", ()))
        for name in dict.fromkeys(name for name in names if name):
            first = seen.setdefault(name, unit)
            if first is not unit and units is not None:
                message = f"“{name}”已是 {first.name} 的名称"
                span = units.source.span(Finding(unit, "name", "").path)
                yield units.diagnostic(Problem(UNIT_LISTED_TWICE, message, span))


def risk_codes_taken(own: Reading[OwnRiskPoint] | None) -> Iterable[Diagnostic]:
    """Codes of the office's own risk points that another of them, or a built-in one, has."""
    seen: dict[str, str] = {}
    for point in own.legibles if own is not None else ():
        code = point.known("code")
        if code is None or own is None:
            continue
        span = own.source.span(Finding(point, "code", "").path)
        listed = built_in().find(code)
        taken = f"内置的“{shorten(listed.text)}”" if listed is not None else seen.get(code)
        seen.setdefault(code, f"第 {span.line} 行的风险点")
        if taken is not None:
            yield own.diagnostic(Problem(RISK_CODE_TAKEN, f"编号 {code} 已是{taken}的编号", span))


def case_links(reading: Reading[Screening], screening: Screening) -> Iterator[CaseLink]:
    """The case that a screening names."""
    case = screening.known("case")
    if case is not None:
        span = reading.source.span(Finding(screening, "case", "").path)
        yield CaseLink(case, reading.path, span, reading.source.line(span.line))
