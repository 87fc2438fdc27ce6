"""What is kept of a file when the file itself is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass

from yingsu.domain.deadline_record import DeadlineRecord
from yingsu.domain.facts.headline import Headline
from yingsu.metrics.appearance import ThirdPartyRecord
from yingsu.metrics.balance import ProceedingRecord
from yingsu.metrics.contact import ContactRecord, EventRecord, LetterRecord
from yingsu.metrics.core import Item
from yingsu.metrics.performance import ObligationRecord
from yingsu.metrics.risk import CaseRisk, ScreeningRecord
from yingsu.rules.gap_kinds import GapRecord


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is kept of a case that could be read as one.

    Attributes:
        items: what each figure counts of it, by the figure's key.
    """

    headline: Headline
    items: Mapping[str, tuple[Item, ...]]
    proceedings: tuple[ProceedingRecord, ...]
    obligations: tuple[ObligationRecord, ...]
    third_parties: tuple[ThirdPartyRecord, ...]
    risk: CaseRisk
    contacts: tuple[ContactRecord, ...]
    letters: tuple[LetterRecord, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What agenda and missing need of a file.

    Attributes:
        deadlines: its due days that somebody may still ask for.
        gaps: what is missing in it.
    """

    deadlines: tuple[DeadlineRecord, ...] = ()
    gaps: tuple[GapRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What figures and lists need of a file.

    Attributes:
        facts: `None` for a file that is no case or could not be read as one.
        letter_items: what the figure of letters counts of a file of letters that belong to no case.
        screening: the 风险排查 in it.
        events: what was held, of a file of events.
        letters: the letters of a file of letters that belong to no case.
    """

    facts: CaseFacts | None = None
    letter_items: tuple[Item, ...] = ()
    screening: ScreeningRecord | None = None
    events: tuple[EventRecord, ...] = ()
    letters: tuple[LetterRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of a file. The two parts are asked for by different commands."""

    counted: Counted = Counted()
    due: Due = Due()


NOTHING_KEPT = Kept()
"""Of a file that could not be read."""
