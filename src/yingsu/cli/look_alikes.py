"""Signs that a console does not have, GBK in many offices: shown as what looks like them, not as question marks."""

import codecs
from typing import Final

HANDLER: Final = "yingsu-look-alikes"
"""What streams are given as `errors`."""

_LOOK_ALIKES: Final = {"☑": "√", "•": "·", "░": "▁", "▒": "▄"}
_CHINESE: Final = frozenset({"gbk", "gb2312"})
"""The encodings that have those; any other gets question marks. GB18030 and UTF-8 have every sign."""


def look_alikes(error: UnicodeError) -> tuple[str, int]:
    """What to write for signs that cannot be written, and where to go on: an error handler of codecs."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    known = _LOOK_ALIKES if error.encoding in _CHINESE else {}
    return "".join(known.get(sign, "?") for sign in signs), error.end


codecs.register_error(HANDLER, look_alikes)
