"""Text that people typed as a cell of Excel holds it: text, whatever it begins with."""

import re
from typing import Final

from yingsu.render.words import printable

LONGEST_TEXT: Final = 32_000
"""What a cell of Excel holds, a little less than its limit."""

_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """The text for a cell: nothing unprintable, not too long, and nothing that would be read as another character."""
    clean = printable(text)
    kept = cut(clean, LONGEST_TEXT)
    # "_x0041_" would be read as "A".
    return _ESCAPE_LIKE.sub("_x005F_", kept if kept == clean else f"{kept}……（后略）")


def cut(text: str, most: int) -> str:
    """Text of so many of Excel's characters at most: one beyond the basic plane counts as two."""
    encoded = text.encode("utf-16-le")
    return text if len(encoded) <= 2 * most else encoded[: 2 * most].decode("utf-16-le", "ignore")
