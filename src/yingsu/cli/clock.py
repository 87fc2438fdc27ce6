"""The only place where the clock is read."""

from datetime import date


def today() -> date:
    """The office's own day, not UTC's."""
    return date.today()  # noqa: DTZ011 -- see above
