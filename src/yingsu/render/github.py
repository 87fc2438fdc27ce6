"""Diagnostics as workflow commands of GitHub Actions: each appears beside its line of the change under review."""

from collections.abc import Iterable, Iterator

from yingsu.diagnostic import Diagnostic, Severity
from yingsu.render.words import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """A command each; the paths must be relative to the top of the repository."""
    for diagnostic in diagnostics:
        defect = diagnostic.defect
        properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(diagnostic))
        yield f"::{_COMMANDS[defect.severity]} {properties}::{_text(diagnostic)}"


def _properties(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    defect, span = diagnostic.defect, diagnostic.span
    yield "title", f"{defect.code} {defect.title}"
    yield "file", diagnostic.path
    yield "line", str(span.line)
    if span.end_line == span.line:
        # GitHub takes columns only of what lies in one line.
        yield "col", str(span.column)
        yield "endLine", str(span.end_line)
        yield "endColumn", str(span.end_column)
    else:
        yield "endLine", str(span.end_line)


def _text(diagnostic: Diagnostic) -> str:
    defect = diagnostic.defect
    remedy = (diagnostic.help or defect.remedy).rstrip("。")
    lines = [diagnostic.message, f"处理：{remedy}。"]
    if defect.basis:
        lines.append(f"依据：{'；'.join(defect.basis)}")
    return "\n".join(printable(line) for line in lines).translate(_IN_TEXT)


def _property(value: str) -> str:
    return printable(value).translate(_IN_PROPERTY)
