"""JSON: one document, Chinese as it is, fractions and days as the contract has them."""

import json
from typing import Any

from yingsu.render.words import printable


def dumps(value: Any) -> str:
    """One JSON document with a line end. What steers a terminal, or is seen by nobody, is written as an escape.

    Raises:
        TypeError: a value that the contract has no form for; our fault.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # Nearly every line is printable, which is asked quickly; each sign of a line is not.
    return "\n".join(line if line.isprintable() else _escaped(line) for line in text.split("\n"))


def _escaped(line: str) -> str:
    return "".join(sign if printable(sign) == sign else json.dumps(sign)[1:-1] for sign in line)
