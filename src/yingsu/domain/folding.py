"""Text as a search sees it: full-width digits are digits, and what nobody can see is not there.

A name or number that must not leave the office is found however it was typed. What is found in the folded text is
replaced at its place in the text as written.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_WHITE: Final = "\t\n\r "
_UNSEEN: Final = frozenset({"Cf", "Cc", "Cs", "Mn", "Me"})


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its characters stands in the text as written."""

    text: str
    places: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the folded text begins and ends in the text as written. The part is not empty."""
        return self.places[start], self.places[end - 1] + 1


def folded(text: str) -> Folded:
    """The text in one width and one case, look-alikes as one character, invisible characters left out."""
    kept = [(seen, place) for place, character in enumerate(text) if (seen := _folded(character))]
    return Folded("".join(seen for seen, _ in kept), tuple(place for _, place in kept))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """One character, or none. Circled numbers stay what they are: they number paragraphs and are no digits."""
    if character in _WHITE:
        return character
    kind = unicodedata.category(character)
    if kind in _UNSEEN:
        return ""
    if kind == "No":
        return character
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character
