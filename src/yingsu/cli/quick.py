"""`yingsu check` as hooks and people call it most: with nothing that has to be parsed, and mostly with nothing changed."""

from typing import Final

from yingsu.cli.check_glance import glance_in, say_again
from yingsu.cli.clock import today
from yingsu.cli.problem import DONE, FOUND

_SIMPLE: Final = {"-q", "--quiet", "--strict"}


def quick_check(words: list[str]) -> int | None:
    """Say what the last check said, after a look at what is new.

    Returns:
        The exit code; `None` where the call is another, or it cannot be answered so.
    """
    if words[:1] != ["check"] or not _SIMPLE.issuperset(words[1:]):
        return None
    glance = glance_in(None, today(), is_renewed=True)
    if glance is None:
        return None
    say_again(glance, is_quiet="-q" in words or "--quiet" in words)
    return FOUND if glance.errors or ("--strict" in words and glance.warnings) else DONE
