"""`yingsu check` where nothing has changed: said again at once."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingsu.glance import Glance, Sighting

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


FEW_ENOUGH = 300
"""Up to how many changed files are looked at one after the other, the rest being known."""


def glance_in(
    directories: "Sequence[Path] | None", day: "date", *, is_renewed: bool = False
) -> "Glance | None":
    """The last check of the workspace, if it still holds; `None` also where there is no single workspace.

    Args:
        directories: as given with -C.
        day: the as-of day.
        is_renewed: whether a few changed files are looked at first.
    """
    from yingsu.cli.cache_option import is_cache_used
    from yingsu.cli.options import today
    from yingsu.glance import glance_of, sighting_at
    from yingsu.reading.tree import NoWorkspaceError, find_root

    if not is_cache_used() or len(directories or ()) > 1:
        return None
    start = (directories[0] if directories else Path.cwd()).resolve()
    try:
        sighting = sighting_at(find_root(start), day, today())
    except (NoWorkspaceError, OSError, RuntimeError):
        # What is wrong with the place is said where it is opened.
        return None
    if sighting is None:
        return None
    count = len(sighting.found.misses)
    if 0 < count < FEW_ENOUGH and is_renewed and not _renewed(sighting):
        return None
    return glance_of(sighting)


def _renewed(sighting: "Sighting") -> bool:
    from yingsu.render.diagnostics import coloured_text
    from yingsu.survey import renew

    return renew(sighting, coloured_text)


def say_again(glance: "Glance", *, is_quiet: bool) -> None:
    """Print what the check said."""
    from yingsu.cli.console import has_colour, say, say_coloured
    from yingsu.reports.checking import closing_line

    is_coloured = has_colour()
    for text in glance.texts():
        say_coloured(text if is_coloured else _COLOUR.sub("", text))
    if not is_quiet:
        say(closing_line(glance.files, (glance.errors, glance.warnings, glance.infos), glance.waived))
