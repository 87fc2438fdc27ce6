"""All rules, from an explicit list of modules, frozen. A rule is found by being declared in one of them."""

from collections.abc import Mapping
from types import MappingProxyType

from yingsu.diagnostic import Defect
from yingsu.rules import (
    absence,
    act_days,
    appearance,
    deadlines,
    effect,
    follow_up,
    identity,
    legality,
    letters,
    outcome,
    performance,
    privacy,
    records,
    risk,
    timeline,
    units,
    waivers,
    workspace,
)
from yingsu.rules.core import Rule

_MODULES = (
    identity,
    units,
    timeline,
    deadlines,
    act_days,
    appearance,
    absence,
    outcome,
    effect,
    performance,
    risk,
    legality,
    letters,
    follow_up,
    privacy,
)

RETIRED: frozenset[str] = frozenset()
"""Codes of rules that are gone. They are never used again."""


class SharedCodeError(RuntimeError):
    """Two rules claim one code, or one claims a retired code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"rule code {code} is taken")


def _collect() -> tuple[Rule, ...]:
    found = [value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)]
    return tuple(sorted(found, key=lambda each: each.defect.code))


def _by_code(defects: tuple[Defect, ...]) -> Mapping[str, Defect]:
    found: dict[str, Defect] = {}
    for defect in defects:
        if defect.code in found or defect.code in RETIRED:
            raise SharedCodeError(defect.code)
        found[defect.code] = defect
    return MappingProxyType(dict(sorted(found.items())))


RULES: tuple[Rule, ...] = _collect()
"""The rules of one case, by code."""

DEFECTS: Mapping[str, Defect] = _by_code(
    (*(each.defect for each in RULES), *records.DEFECTS, *workspace.DEFECTS, *waivers.DEFECTS)
)
"""Every defect the rules can find, also those found across cases and in waivers."""
