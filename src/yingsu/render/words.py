"""Text that people typed, made safe for every format: it stays text, and steers nothing."""

import unicodedata

_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_NOT_IN_XML = "\ufffe\uffff"


def printable(text: str) -> str:
    """Text without control and formatting characters, or those no XML may hold; line breaks become spaces."""
    if text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(character) in _UNPRINTABLE or character in _NOT_IN_XML else character
        for character in text
    )


def printable_lines(text: str) -> str:
    """The same where the line breaks are ours, and stay."""
    if text.replace("\n", "").isprintable():
        return text
    return "\n".join(printable(line) for line in text.split("\n"))


def display_width(text: str) -> int:
    """Columns a text takes: wide Chinese takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
