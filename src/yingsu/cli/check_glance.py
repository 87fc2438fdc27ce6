"""`yingsu check` where nothing has changed: said again at once."""

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingsu.glance import Glance, Sighting
    from yingsu.inspection.processes import Processes

_COLOUR = re.compile("(\x1b\\[[0-9;]*m)")
"""How a renderer colours. Nothing else that is kept may steer a terminal, whoever wrote it."""


_AT_ONCE = 500
"""How many files' findings are printed at a stroke."""


def glance_in(
    directories: "Sequence[Path] | None", day: "date", *, is_renewed: bool = False
) -> "Glance | None":
    """The last check of the workspace, if it still holds; `None` also where there is no single workspace.

    Args:
        directories: as given with -C.
        day: the as-of day.
        is_renewed: whether what is new is looked at first.
    """
    from yingsu.cache.store import WORTH_KEEPING, WORTH_SHARING
    from yingsu.cli.clock import today
    from yingsu.glance import glance_of, sighting_at
    from yingsu.reading.tree import NoWorkspaceError, find_root, tree

    if len(directories or ()) > 1:
        return None
    start = (directories[0] if directories else Path.cwd()).resolve()
    try:
        root = find_root(start)
        sighting = sighting_at(root, day, today())
    except (NoWorkspaceError, OSError, RuntimeError):
        # What is wrong with the place is said where it is opened.
        return None
    if is_renewed and (sighting is None or sighting.found.misses or sighting.found.gone):
        count = len(tree(root, ()).entries) if sighting is None else len(sighting.found.misses)
        if sighting is not None or count >= WORTH_KEEPING:
            sighting = _renewed(root, day, sighting, has_many=count >= WORTH_SHARING)
    return glance_of(sighting) if sighting is not None else None


def _renewed(root: Path, day: "date", sighting: "Sighting | None", *, has_many: bool) -> "Sighting | None":
    from yingsu.cli.clock import today
    from yingsu.cli.progress import progress_shown

    processes = _processes() if has_many else None
    try:
        # What follows loads as long as the processes do.
        from yingsu.inspection.memory import Wish
        from yingsu.render.diagnostics import texts_of
        from yingsu.survey import renewed

        with progress_shown() as told:
            wish = Wish(is_kept=False, has_cache=True, text_of=texts_of, told=told, processes=processes)
            return renewed(root, day, today(), wish, sighting)
    finally:
        if processes is not None:
            processes.close()


def _processes() -> "Processes":
    from yingsu.inspection.processes import Processes

    return Processes()


def harmless(text: str) -> str:
    """Kept text with its colours, and nothing else that steers a terminal."""
    from yingsu.render.words import printable_lines

    return "".join(part if _COLOUR.fullmatch(part) else printable_lines(part) for part in _COLOUR.split(text))


def say_again(glance: "Glance", *, is_quiet: bool) -> None:
    """Print what the check said."""
    from yingsu.cli.console import has_colour, say, say_coloured
    from yingsu.render.words import printable_lines
    from yingsu.reports.checking import closing_line

    is_coloured = has_colour()
    texts = glance.texts(is_coloured=is_coloured)
    # Many at a time, since each call costs; never all, since there may be a nation's.
    while text := "\n".join(islice(texts, _AT_ONCE)):
        say_coloured(harmless(text) if is_coloured else printable_lines(text))
    if not is_quiet:
        say(closing_line(glance.files, (glance.errors, glance.warnings, glance.infos), glance.waived))
