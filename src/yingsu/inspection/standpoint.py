"""From where files are looked at."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yingsu.domain.office import Office


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What is the same for every file of a survey.

    Attributes:
        as_of: the day; later facts do not exist.
        today: the present day where that is another: a fact beyond it is a slip.
        is_sound: whether settings and units could be read whole: else rules speak, and nothing is counted.
    """

    root: Path
    office: Office
    as_of: date
    today: date | None
    is_sound: bool = True
