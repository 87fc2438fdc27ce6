"""A text as it would read with its wrong colons put right, so that one slip does not hide what else is wrong.

Nothing is written anywhere, and nothing that is read in this way is counted: the slips stay errors.
"""

from dataclasses import replace

from yingsu.diagnostic import Span
from yingsu.reading import faults
from yingsu.reading.slips import likely_slips
from yingsu.reading.source import Source, read_source

_COLONS = (faults.FULL_WIDTH_COLON, faults.NO_SPACE_AFTER_COLON)


def mended(source: Source) -> Source | None:
    """The file read again with its colons put right; `None` where there is no slip, or it does not help.

    The problems found so far are kept, and new ones stand at their places in the text as it was written.
    """
    if not any(problem.defect in _COLONS for problem in source.problems):
        return None
    found = (*source.problems, *likely_slips(source.lines, source.known_keys))
    slips = sorted({problem.span for problem in found if problem.defect in _COLONS}, key=_place)
    lines, widened = _with_right_colons(source.lines, slips)
    again = read_source("\n".join(lines).encode(), source.known_keys)
    if again.data is None:
        return None
    touched = {slip.line for slip in slips}
    again.show_as(source.text, widened)
    new = [
        replace(problem, span=again.as_written(problem.span))
        for problem in again.problems
        if problem.span.line not in touched or problem.defect not in (*_COLONS, faults.DUPLICATE_KEY)
    ]
    again.problems = list(source.problems)
    again.add_problems(new)
    return again


def _with_right_colons(lines: list[str], slips: list[Span]) -> tuple[list[str], dict[int, list[int]]]:
    """The lines with the colons put right, and the columns of those that got a space."""
    mended_lines = list(lines)
    widened: dict[int, list[int]] = {}
    for slip in reversed(slips):
        text = mended_lines[slip.line - 1]
        before, after = text[: slip.column - 1], text[slip.column :]
        if not after or after[0] in " \t,}]":
            mended_lines[slip.line - 1] = f"{before}:{after}"
        else:
            mended_lines[slip.line - 1] = f"{before}: {after}"
            widened.setdefault(slip.line, []).insert(0, slip.column)
    return mended_lines, widened


def _place(span: Span) -> tuple[int, int]:
    return span.line, span.column
