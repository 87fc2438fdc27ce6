"""Chinese text in lines of so many columns."""

import re

from yingsu.render.words import display_width

_STOPS = frozenset("，。；：、？！）》」』】〕”’…,.;:?!)]}")
"""What does not begin a line."""

_OPENERS = frozenset("（《「『【〔“‘([{")
"""What does not end one."""

_WORDS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+(?: [件个天人项]|[年月日号])?|[!-~]+|.", re.DOTALL)
"""What is not broken: a day, a number with what it counts, a Latin word, else a character."""


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text. None begins with a stop or ends with an opening bracket: their neighbour comes along."""
    lines = [""]
    for word in _WORDS.findall(text):
        last = lines[-1]
        if last and display_width(last) + display_width(word) > width:
            if word.isspace():
                continue
            kept, moved = _split(last) if word in _STOPS or _is_open(last) else (last, "")
            # A line that is one word with its stops stays as it is: carried on it would only grow.
            lines[-1:] = [kept, moved] if kept else [last, ""]
        lines[-1] += word if lines[-1] else word.lstrip(" \u3000")
    return [line.rstrip(" \u3000") for line in lines]


def _split(line: str) -> tuple[str, str]:
    """A line without its last word, and that word with what may not be parted from it."""
    words = _WORDS.findall(line)
    cut = len(words) - 1
    while cut > 0 and (words[cut] in _STOPS or words[cut].isspace() or _is_open("".join(words[:cut]))):
        cut -= 1
    return "".join(words[:cut]), "".join(words[cut:]).lstrip(" \u3000")


def _is_open(line: str) -> bool:
    return line.rstrip()[-1:] in _OPENERS
