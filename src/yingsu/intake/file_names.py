"""File names and paths that every system can hold, as files go from desk to desk."""

import errno
import os
import re
from pathlib import Path
from typing import Final

from yingsu.domain.scalars import shorten

IS_WINDOWS = os.name == "nt"

MOST_ON_WINDOWS: Final = 259
"""Characters of a whole path there (MAX_PATH without its end); Word and Excel keep to it whatever the system allows."""

MOST_BYTES: Final = 255
"""Of a name on Linux."""

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?")
"""Names of devices there, whatever ending follows."""


class UnfitNameError(OSError):
    """A name or a path that some system cannot hold; `strerror` says why, in Chinese."""


def refuse_unfit(path: Path, *, room: int = 0) -> None:
    """Stop a file before it is written under a name that Windows does not have, or, there, at too long a path.

    The name is judged on every system: the file will be copied, sent or pulled to a PC with Windows, where `报表:1.xlsx`
    becomes an empty `报表` and `NUL.xlsx` goes nowhere.

    Args:
        path: where something is to be written.
        room: for how many more characters below it there must be room.

    Raises:
        UnfitNameError: it is unfit.
    """
    why = why_unfit(path.name)
    if why is not None:
        raise UnfitNameError(errno.EINVAL, f"名称“{shorten(path.name)}”{why}", str(path))
    length = len(os.path.abspath(path))  # noqa: PTH100 -- Path.absolute keeps `..`
    if IS_WINDOWS and length + room > MOST_ON_WINDOWS:
        more = f"，里面的文件还要 {room} 个字" if room else ""
        why = f"路径太长（{length} 个字{more}，Windows 最多 {MOST_ON_WINDOWS} 个），请放到短一些的目录，如 D:\\应诉"
        raise UnfitNameError(errno.ENAMETOOLONG, why, str(path))


def why_unfit(name: str) -> str | None:
    """What some system has against a name, to be read after it; `None` where none has anything."""
    forbidden = _FORBIDDEN.search(name)
    if len(os.fsencode(name)) > MOST_BYTES:
        return "太长，请换短一些的"
    if forbidden is not None:
        sign = forbidden.group()
        what = f"里有“{sign}”" if sign.isprintable() else "里有看不见的字符"
    elif _RESERVED.fullmatch(name):
        what = "是系统保留的设备名"
    elif name not in {"", ".", ".."} and name.endswith((".", " ")):
        what = "以句点或空格结尾"
    else:
        return None
    return f"{what}，Windows 上存不了，请换一个"
