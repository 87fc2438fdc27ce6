"""Pieces of Markdown."""

import re
from collections.abc import Iterable, Sequence

ORIGIN = "*本页由程序写出，不要手工改。*"
"""Stands below the title of every generated page."""


WRONG, RIGHT = "错的写法", "应当写"
"""Captions of passages that show how a file must not, and must, be written."""


def plain(text: str) -> str:
    """Text in which nothing is taken for a sign of Markdown."""
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, f"\\{sign}")
    return text


def anchor_of(heading: str) -> str:
    """The name by which a head is linked to: its code where it begins with one, else all of it."""
    code = re.match(r"[A-Za-z][\w-]*(?=　|$)", heading)
    return code.group(0) if code else re.sub(r"\s+", "-", heading)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def fenced(text: str, info: str = "text") -> str:
    """Text as it stands."""
    return f"```{info}\n{text}\n```"


def whole_page(title: str, *parts: str) -> str:
    """A generated page."""
    return "\n\n".join((f"# {title}", ORIGIN, *(part for part in parts if part))) + "\n"
