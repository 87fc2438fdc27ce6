"""The case id: the directory of a case below `cases/`, a legal file name on every system."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count

MOST_CHARACTERS = 80
MOST_BYTES = 240
"""Linux allows 255 bytes; a few are kept for `-2`, `-3`."""

_MOST_OF_UNIT = 30
# Not allowed in names on Windows: written as what looks like them, so that the name is still read as it was typed.
_LOOK_ALIKES = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")


def directory_name(day: date, unit: str, plaintiff: str) -> str:
    """`MMDD-单位-原告`, such as 0306-自然资源局-张某.

    It begins with digits, so it is none of Windows' reserved names (CON, NUL, COM1) whatever the parties are called.
    """
    head = f"{day:%m%d}-{_short_unit(unit)[:_MOST_OF_UNIT]}-"
    name = head + (_legal(plaintiff) or "某")
    name = name[:MOST_CHARACTERS]
    while len(name.encode("utf-8")) > MOST_BYTES:
        name = name[:-1]
    # Windows drops dots and spaces at the end of a name, in silence.
    return name.rstrip(". -")


def _short_unit(unit: str) -> str:
    """县自然资源局 → 自然资源局, 龙浔镇人民政府 → 龙浔镇; 县人民政府 stays, for nothing shorter says which it is."""
    name = _legal(unit)
    if name == "县人民政府":
        return name
    name = name.removeprefix("县")
    shorter = name.removesuffix("人民政府")
    return shorter if shorter.endswith(("镇", "乡")) else name


def _legal(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES).split()).rstrip(".-")


def free_names(name: str, taken: Iterable[str]) -> Iterator[str]:
    """The name, then with -2, -3 …, without those that are taken.

    Two names are the same where any system would find one file under both: whatever the case of letters (Windows)
    and however accents are composed (macOS).
    """
    folded = {_folded(each) for each in taken}
    for number in count(1):
        candidate = name if number == 1 else f"{name}-{number}"
        if _folded(candidate) not in folded:
            yield candidate


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
