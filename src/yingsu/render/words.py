"""Text that people typed, made safe for every format: it stays text, and steers nothing."""

import unicodedata


def printable(text: str) -> str:
    """Text without control and formatting characters; line breaks become spaces."""
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character for character in text
    )


def display_width(text: str) -> int:
    """Columns a text takes: wide Chinese takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
