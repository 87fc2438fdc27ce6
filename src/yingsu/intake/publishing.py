"""Keeping a published report in the workspace, never in the place of another."""

from datetime import date
from pathlib import Path

from yingsu.intake.writing import refuse_link_out, write_new
from yingsu.reading.published import PUBLISHED


def keep_published(root: Path, label: str, as_of: date, text: str) -> Path:
    """Keep a report's JSON under its period and day; a second one of the day gets `-2`.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    directory = root / PUBLISHED
    refuse_link_out(root, directory)
    directory.mkdir(exist_ok=True)
    number = 1
    while True:
        suffix = f"-{number}" if number > 1 else ""
        path = directory / f"{label.replace(' ', '')}-{as_of.isoformat()}{suffix}.json"
        try:
            write_new(path, text)
        except FileExistsError:
            number += 1
        else:
            return path
