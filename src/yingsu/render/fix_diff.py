"""What would be changed in a file, as a unified diff. What it puts right stands behind the place of each piece."""

import re
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from typing import Final

from yingsu.domain.privacy import veiled
from yingsu.render.words import printable

_LINE: Final = re.compile("[^\r\n]*(?:\r\n|\r|\n|$)")
_PIECE: Final = re.compile("@@ -([0-9]+)(?:,([0-9]+))?")
_COLOURS: Final = {"-": "31", "+": "32", "@": "36"}
_HEAD: Final = ("--- ", "+++ ")
_LONGEST: Final = 2000
_ENDLESS: Final = "\\ 文件末尾没有换行"


def fix_diff(
    path: str, before: str, after: str, titles: Mapping[int, str], *, is_coloured: bool
) -> Iterator[str]:
    """The lines of the diff; nobody's number can be read in them.

    Args:
        path: of the file.
        before: its text.
        after: the text with as many lines.
        titles: what is put right, in Chinese, by line from 1.
        is_coloured: whether for a terminal.
    """
    lines = unified_diff(_LINE.findall(before)[:-1], _LINE.findall(after)[:-1], path, path, lineterm="\n")
    for position, line in enumerate(lines):
        is_head = position < len(_HEAD)
        shown = _shown(line)
        if not is_head and line.startswith("@@"):
            shown = f"{shown} {_said_of(line, titles)}"
        colour = _COLOURS.get(line[0]) if is_coloured and not is_head else None
        yield f"\x1b[{colour}m{shown}\x1b[0m" if colour else shown
        if not line.endswith(("\n", "\r")):
            yield _ENDLESS


def _shown(line: str) -> str:
    """A line as it may be shown."""
    bare = line.rstrip("\r\n")
    return printable(veiled(bare) if len(bare) <= _LONGEST else f"{bare[:_LONGEST]}…")


def _said_of(place: str, titles: Mapping[int, str]) -> str:
    """What is put right in a piece, by the lines it has."""
    matched = _PIECE.match(place)
    first, count = (int(matched[1]), int(matched[2] or 1)) if matched else (0, 0)
    return "；".join(dict.fromkeys(titles[line] for line in range(first, first + count) if line in titles))
