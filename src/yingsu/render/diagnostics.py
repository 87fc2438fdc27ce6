"""Diagnostics as text, in full or a line each: the path first, so that editors and terminals can jump to it."""

from collections.abc import Callable, Iterable, Iterator

from yingsu.diagnostic import Diagnostic, Severity
from yingsu.render.words import display_width, printable

Paint = Callable[[str, Severity], str]
"""Gives a text the colour of a severity, or returns it as it is."""

LONGEST_EXCERPT = 160


def plain(text: str, severity: Severity) -> str:
    """No colour."""
    del severity
    return text


_CODES = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}


def coloured(text: str, severity: Severity) -> str:
    """ANSI colours, for a terminal."""
    return f"\x1b[{_CODES[severity]}m{text}\x1b[0m"


def concise(diagnostics: Iterable[Diagnostic], paint: Paint = plain) -> Iterator[str]:
    """A line each."""
    for diagnostic in diagnostics:
        yield _head(diagnostic, paint)


def full(diagnostics: Iterable[Diagnostic], paint: Paint = plain) -> Iterator[str]:
    """With the line of the file, what it is about underlined, the basis and what to do."""
    for diagnostic in diagnostics:
        yield _head(diagnostic, paint)
        yield from _excerpt(diagnostic, paint)
        if diagnostic.defect.basis:
            yield f"   = 依据：{'；'.join(diagnostic.defect.basis)}"
        remedy = (diagnostic.help or diagnostic.defect.remedy).rstrip("。")
        yield f"   = 处理：{printable(remedy)}。详见 yingsu explain {diagnostic.defect.code}"
        yield ""


def texts_of(diagnostics: Iterable[Diagnostic]) -> tuple[str, str]:
    """All of them in full, as one text without colours and one with them."""
    kept = tuple(diagnostics)
    return "\n".join(full(kept, plain)), "\n".join(full(kept, coloured))


def _head(diagnostic: Diagnostic, paint: Paint) -> str:
    severity = diagnostic.defect.severity
    place = f"{printable(diagnostic.path)}:{diagnostic.span.line}:{diagnostic.span.column}"
    code = paint(f"{severity.label} {diagnostic.defect.code}", severity)
    return f"{place}: {code} {printable(diagnostic.message)}"


def _excerpt(diagnostic: Diagnostic, paint: Paint) -> Iterator[str]:
    span = diagnostic.span
    if not diagnostic.excerpt.strip():
        return
    start = max(0, span.column - 1 - LONGEST_EXCERPT // 2)
    shown = printable(diagnostic.excerpt[start : start + LONGEST_EXCERPT])
    length = span.end_column - span.column if span.end_line == span.line else len(diagnostic.excerpt)
    before, marked = shown[: span.column - 1 - start], shown[span.column - 1 - start :][: max(1, length)]
    gutter = " " * len(str(span.line))
    yield f" {gutter} │"
    yield f" {span.line} │ {shown}"
    caret = paint("^" * max(1, display_width(marked)), diagnostic.defect.severity)
    yield f" {gutter} │ {' ' * display_width(before)}{caret}"
