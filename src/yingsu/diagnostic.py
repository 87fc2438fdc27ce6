"""What a check says about a file: a declared defect, a place, a sentence.

The lowest layer: the reader and the rules both speak in these values, and every output format renders them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic weighs. Only an error makes a figure untrustworthy."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The Chinese word printed before the code."""
        return _LABELS[self]


_LABELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text: lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Defect:
    """A kind of problem, declared once: what `explain` prints and what a diagnostic points to.

    Attributes:
        code: `YS` + family digit + two digits; never renumbered, never reused.
        name: the defect in English words joined by hyphens.
        title: the defect in Chinese, a short phrase.
        severity: what it weighs everywhere.
        basis: printed citations; empty for matters of form.
        explanation: Chinese; what counts and why.
        remedy: Chinese; what to do about it.
    """

    code: str
    name: str
    title: str
    severity: Severity
    basis: tuple[str, ...]
    explanation: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem in one file.

    Attributes:
        defect: what kind of problem.
        message: Chinese; what is wrong here and, where it helps, what to write instead.
        path: the file, relative to the workspace, with `/`.
        span: where in the file.
        excerpt: the text of the span's first line, empty where there is none.
        case: the case id, if the file is a case.
        help: what to write instead; the defect's remedy where nothing more exact is known.
    """

    defect: Defect
    message: str
    path: str
    span: Span
    excerpt: str = ""
    case: str | None = None
    help: str = ""

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """Sorted by file, line, code: the same on every machine."""
        return (self.path, self.span, self.defect.code, self.message)

    @property
    def is_error(self) -> bool:
        """Whether a figure made from the file could not be trusted."""
        return self.defect.severity is Severity.ERROR
