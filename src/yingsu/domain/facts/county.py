"""When the county's document speaks: 德政办〔2025〕32号 asks for what happened since its day, never before."""

from datetime import date
from typing import Final

from yingsu.domain.law import COUNTY_OPINION

_SINCE: Final = COUNTY_OPINION.in_force_on or date.min


def binds(day: date | None) -> bool:
    """Whether the county's document was in force on a day; of an unknown day it is not said that it was."""
    return day is not None and day >= _SINCE
