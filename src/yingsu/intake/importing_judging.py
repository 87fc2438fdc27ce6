"""What would be wrong with a file after an import that is not wrong with it before."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from yingsu.diagnostic import Severity
from yingsu.domain.case import Case
from yingsu.domain.node import Path
from yingsu.domain.office import Office
from yingsu.domain.view import View
from yingsu.reading.validation import Reading
from yingsu.rules.core import findings
from yingsu.rules.registry import RULES

_MOST = 3


def errors_in(
    office: Office, as_of: date, case: str, before: Reading[Case] | None, after: Reading[Case]
) -> Iterator[tuple[Path, str]]:
    """The errors that a file gets: where, and what, in Chinese.

    Args:
        office: units, settings, calendar.
        as_of: the day.
        case: the case id.
        before: the file as it is; `None` for one that is to be made.
        after: the file as it will be.
    """
    if after.node is None:
        yield (), "；".join(first_problems(after))
        return
    known = Counter(message for _, message in _found(office, as_of, case, before)) if before else Counter()
    for path, message in _found(office, as_of, case, after):
        if known[message]:
            known[message] -= 1
        else:
            yield path, message


def first_problems(reading: Reading[Case]) -> list[str]:
    """What the reader has against a file, the first of it."""
    return [each.message for each in reading.diagnostics() if each.is_error][:_MOST]


def _found(office: Office, as_of: date, case: str, reading: Reading[Case]) -> Iterator[tuple[Path, str]]:
    if reading.node is None:
        return
    view = View(case, reading.node, office, as_of)
    for defect, finding in findings(RULES, view):
        if defect.severity is Severity.ERROR:
            yield finding.path, f"{finding.message}（{defect.code}）"
