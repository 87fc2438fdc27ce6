"""What a check found in one file, and the text it is kept as. Needs no library, so that it can be read at once.

The text is JSON by position. It is our own, of this very version: what does not fit is an error, never a guess.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

from yingsu.diagnostic import Defect, Diagnostic, Severity, Span


@dataclass(frozen=True, slots=True)
class DocketUse:
    """A 案号 as one case uses it, for the rule across cases."""

    case: str
    canonical: str
    path: str
    span: Span
    excerpt: str


@dataclass(frozen=True, slots=True)
class CaseLink:
    """The case that another file names, with the place where it does."""

    case: str
    path: str
    span: Span
    excerpt: str


class Document(IntEnum):
    """Whether a document that a case names is there."""

    MISSING = 0
    PRESENT = 1
    OUTSIDE = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong in one file, and what the rules across files need of it.

    Attributes:
        path: relative to the workspace.
        case: the case id, for a case.
        digest: SHA-256 of its bytes; empty where it could not be read.
        diagnostics: what is wrong in it, without the rules across files.
        waived: how many findings the case's waivers took away.
        is_whole: whether it could be read as what it should be, so that it is counted.
        dockets: the 案号 of a case, for the rule across cases; also of one that could not be read whole.
        links: the case that a screening names.
        documents: the documents it names, and whether they are there: a verdict holds as long as that is so.
    """

    path: str
    case: str | None
    digest: str
    diagnostics: tuple[Diagnostic, ...] = ()
    waived: int = 0
    is_whole: bool = False
    dockets: tuple[DocketUse, ...] = ()
    links: tuple[CaseLink, ...] = ()
    documents: tuple[tuple[str, Document], ...] = ()


def packed(verdict: Verdict) -> str:
    """A verdict as text. Its path and case are those of the file; its defects are kept once for all files."""
    return _dumps(
        [
            verdict.digest,
            verdict.waived,
            int(verdict.is_whole),
            [_packed_diagnostic(found, verdict.case) for found in verdict.diagnostics],
            [[use.case, use.canonical, _packed_span(use.span), use.excerpt] for use in verdict.dockets],
            [[link.case, _packed_span(link.span), link.excerpt] for link in verdict.links],
            verdict.documents,
        ]
    )


def unpacked(text: str, path: str, case: str | None, defects: Mapping[str, Defect]) -> Verdict:
    """The verdict in a text.

    Raises:
        ValueError, KeyError, TypeError: it is no text of this version.
    """
    digest, waived, is_whole, diagnostics, dockets, links, documents = json.loads(text)
    return Verdict(
        path,
        case,
        digest,
        tuple([_unpacked_diagnostic(each, path, case, defects) for each in diagnostics]),
        waived,
        bool(is_whole),
        tuple([DocketUse(one, canonical, path, Span(*span), line) for one, canonical, span, line in dockets]),
        tuple([CaseLink(one, path, Span(*span), line) for one, span, line in links]),
        tuple([(name, Document(state)) for name, state in documents]),
    )


def packed_documents(documents: tuple[tuple[str, Document], ...]) -> str:
    """The documents that a file names, and whether they are there; empty where it names none."""
    return _dumps(documents) if documents else ""


def unpacked_documents(text: str) -> list[tuple[str, Document]]:
    """The documents in a text.

    Raises:
        ValueError, TypeError: it is no text of this version.
    """
    return [(name, Document(state)) for name, state in json.loads(text)] if text else []


def tally(diagnostics: Iterable[Diagnostic]) -> tuple[int, int, int]:
    """How many errors, warnings and remarks."""
    counts = Counter(found.defect.severity for found in diagnostics)
    return counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO]


def packed_diagnostics(found: Iterable[Diagnostic]) -> str:
    """A few diagnostics of several files, each with its path and its kind."""
    return _dumps([[each.path, packed_defect(each.defect), _packed_diagnostic(each, None)] for each in found])


def unpacked_diagnostics(text: str) -> tuple[Diagnostic, ...]:
    """The diagnostics in a text.

    Raises:
        ValueError, TypeError: it is no text of this version.
    """
    found = ((path, unpacked_defect(defect), each) for path, defect, each in json.loads(text))
    return tuple(_unpacked_diagnostic(each, path, None, {each[0]: defect}) for path, defect, each in found)


def packed_defect(defect: Defect) -> str:
    """A kind of problem as text."""
    words = (defect.code, defect.name, defect.title, defect.severity.value, defect.basis)
    return _dumps([*words, defect.explanation, defect.remedy])


@lru_cache(maxsize=1024)
def unpacked_defect(text: str) -> Defect:
    """The kind of problem in a text.

    Raises:
        ValueError, TypeError: it is no text of this version.
    """
    code, name, title, severity, basis, explanation, remedy = json.loads(text)
    return Defect(code, name, title, Severity(severity), tuple(basis), explanation, remedy)


def _packed_diagnostic(found: Diagnostic, case: str | None) -> list[Any]:
    # Most say the remedy of their defect: that is kept with the defect.
    help_ = None if found.help == found.defect.remedy else found.help
    is_of_case = int(found.case is not None and found.case == case)
    return [found.defect.code, found.message, _packed_span(found.span), found.excerpt, help_, is_of_case]


def _unpacked_diagnostic(
    each: list[Any], path: str, case: str | None, defects: Mapping[str, Defect]
) -> Diagnostic:
    code, message, span, excerpt, help_, is_of_case = each
    defect = defects[code]
    remedy = defect.remedy if help_ is None else help_
    return Diagnostic(defect, message, path, Span(*span), excerpt, case if is_of_case else None, remedy)


def _packed_span(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
