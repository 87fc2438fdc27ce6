"""Plain data as the YAML a person would write: block style, two spaces, quotes only where they are needed.

Not PyYAML's dump: it folds long lines, quotes dates, and sorts lists against the key's column.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

# What the reader does not take as it is (yingsu.reading.decoding), and line breaks and tabs: written as escapes.
_UNWRITABLE = re.compile(
    "[^\x20-\x7e\xa1-\u200a\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
_ESCAPED = re.compile(rf'["\\]|{_UNWRITABLE.pattern}')
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "\\": r"\\", "\0": r"\0"}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")


def scalar(text: str) -> str:
    """A text as a scalar of one line, which the project's reader reads back as exactly this text."""
    return text if _is_plain(text) else f'"{_ESCAPED.sub(_escape, text)}"'


def _is_plain(text: str) -> bool:
    """Whether a text means itself without quotes, in block and in flow style."""
    if (
        text in _NULLS
        or text[0] in _INDICATORS
        or text != text.strip()
        or text.startswith(("---", "...", "<<"))
    ):
        return False
    if text.endswith(":") or ": " in text or " #" in text or any(mark in text for mark in ",[]{}"):
        return False
    return _UNWRITABLE.search(text) is None


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def block(value: Mapping[str, Any]) -> str:
    """A mapping of texts, numbers, lists and mappings as lines, without a line end after the last."""
    return "\n".join(_mapping(value, ""))


def _mapping(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, below in value.items():
        if isinstance(below, (Mapping, list, tuple)) and not below:
            yield f"{indent}{scalar(key)}: {'{}' if isinstance(below, Mapping) else '[]'}"
        elif isinstance(below, Mapping):
            yield f"{indent}{scalar(key)}:"
            yield from _mapping(below, f"{indent}  ")
        elif isinstance(below, (list, tuple)):
            yield f"{indent}{scalar(key)}:"
            for entry in below:
                yield from _entry(entry, f"{indent}  ")
        else:
            yield f"{indent}{scalar(key)}: {scalar(str(below))}"


def _entry(entry: Any, indent: str) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield f"{indent}- {scalar(str(entry))}"
        return
    for position, line in enumerate(_mapping(entry, f"{indent}  ")):
        yield line if position else f"{indent}- {line[len(indent) + 2 :]}"
