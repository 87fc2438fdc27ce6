"""The due days of a case by their kind: most rules look at one kind, and most cases have none of it."""

from collections.abc import Mapping

from yingsu.domain.deadline_core import Deadline
from yingsu.domain.deadlines import deadlines
from yingsu.domain.view import View, per_view


def of_kind(view: View, key: str) -> tuple[Deadline, ...]:
    """Those of one kind, the earliest first."""
    return _by_kind(view).get(key, ())


@per_view
def _by_kind(view: View) -> Mapping[str, tuple[Deadline, ...]]:
    found: dict[str, list[Deadline]] = {}
    for each in deadlines(view):
        found.setdefault(each.kind.key, []).append(each)
    return {key: tuple(group) for key, group in found.items()}
