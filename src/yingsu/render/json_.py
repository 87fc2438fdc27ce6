"""JSON: one document, Chinese as it is, fractions and days as the contract has them."""

import json
from typing import Any


def dumps(value: Any) -> str:
    """One JSON document with a line end.

    Raises:
        TypeError: a value that the contract has no form for; our fault.
    """
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
