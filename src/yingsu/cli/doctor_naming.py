"""How `yingsu doctor` names files in a sentence."""

from collections.abc import Sequence

_MOST_NAMED = 3


def named(paths: Sequence[str]) -> str:
    """The first few, and how many there are."""
    shown = "、".join(path.encode(errors="replace").decode() for path in paths[:_MOST_NAMED])
    return shown if len(paths) <= _MOST_NAMED else f"{shown} 等 {len(paths)} 个"
