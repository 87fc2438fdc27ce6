"""How what is kept of a file comes back: from values at hand, from text, from the cache."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from yingsu.cache.store import Store
from yingsu.inspection.inspecting import inspect_file
from yingsu.inspection.kept import NOTHING_KEPT, Counted, Due, Kept
from yingsu.inspection.packing import unpacked_counted, unpacked_due
from yingsu.inspection.standpoint import Standpoint
from yingsu.reading.tree import Entry

_Part = TypeVar("_Part")


def loads_of_kept(kept: Kept | None) -> tuple[Callable[[], Counted], Callable[[], Due]]:
    """From values at hand; nothing where there are none."""
    found = kept or NOTHING_KEPT
    return partial(_itself, found.counted), partial(_itself, found.due)


def _itself(part: _Part) -> _Part:
    return part


def loads_of_text(packed: tuple[str, str]) -> tuple[Callable[[], Counted], Callable[[], Due]]:
    """From text of this run."""
    counted, due = packed
    return partial(unpacked_counted, counted), partial(unpacked_due, due)


def kept_anew(standpoint: Standpoint, entry: Entry) -> Kept:
    """From the file itself."""
    return inspect_file(standpoint, entry).kept or NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class Stored:
    """What the cache keeps of a file. Where another process has thrown it away meanwhile, it is looked at once more."""

    store: Store
    number: int
    digest: str
    standpoint: Standpoint
    entry: Entry

    def counted(self) -> Counted:
        """What is counted of it."""
        body = self.store.counted(self.number, self.entry.path, self.digest)
        # Text that does not read is not of this version, whatever it says.
        with suppress(ValueError, TypeError, LookupError):
            if body is not None:
                return unpacked_counted(body)
        return kept_anew(self.standpoint, self.entry).counted

    def due(self) -> Due:
        """Its due days and gaps."""
        body = self.store.due(self.number, self.entry.path, self.digest)
        with suppress(ValueError, TypeError, LookupError):
            if body is not None:
                return unpacked_due(body)
        return kept_anew(self.standpoint, self.entry).due
