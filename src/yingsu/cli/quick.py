"""`yingsu check` as hooks and people call it most: with nothing that has to be parsed, and mostly with nothing changed."""

import re
from datetime import date
from pathlib import Path
from typing import Final

from yingsu.cli.check_glance import glance_in, say_again
from yingsu.cli.clock import today
from yingsu.cli.problem import DONE, FOUND

_FLAGS: Final = {"-q", "--quiet", "--strict"}
_VALUES: Final = {"-C": "place", "--workspace": "place", "--as-of": "day"}
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def quick_check(words: list[str]) -> int | None:
    """Say what the last check said, after a look at what is new.

    Returns:
        The exit code; `None` where the call is another, or it cannot be answered so.
    """
    found = _parsed(words[1:]) if words[:1] == ["check"] else None
    if found is None:
        return None
    flags, values = found
    place, day = values.get("place"), values.get("day")
    glance = glance_in(
        [Path(place)] if place is not None else None,
        date.fromisoformat(day) if day is not None else today(),
        is_renewed=True,
    )
    if glance is None:
        return None
    say_again(glance, is_quiet=bool({"-q", "--quiet"} & flags))
    return FOUND if glance.errors or ("--strict" in flags and glance.warnings) else DONE


def _parsed(words: list[str]) -> tuple[set[str], dict[str, str]] | None:
    """Flags and values; `None` where anything is not as plain as can be: then the parser says what is wrong."""
    flags: set[str] = set()
    values: dict[str, str] = {}
    waiting = iter(words)
    for word in waiting:
        if word in _FLAGS:
            flags.add(word)
            continue
        kind, value = _VALUES.get(word), next(waiting, None)
        if kind is None or kind in values or value is None:
            return None
        values[kind] = value
    day = values.get("day", "2026-01-01")
    try:
        return (flags, values) if _DAY.fullmatch(day) and date.fromisoformat(day) else None
    except ValueError:
        return None
