"""What figures are broken down by (metrics.md, Breakdowns): one entry each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from yingsu.domain.office import Office
from yingsu.metrics.core import Item, merged

UNSAID = "未填"

UNIT = "unit"
"""Broken down by unit every report is; asked for, it stands among the other breakdowns too."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A way of dividing items.

    Attributes:
        title: Chinese.
        groups: the groups an item falls in, each with the item as it counts there.
        adds_up: whether each item falls in exactly one group, so that the parts sum to the whole.
    """

    title: str
    groups: Callable[[Item, Office], Mapping[str, Item]]
    adds_up: bool = True


def _by(key_of: Callable[[Item], str | None]) -> Callable[[Item, Office], Mapping[str, Item]]:
    return lambda item, _: {key_of(item) or UNSAID: item}


def _by_kind(item: Item, office: Office) -> Mapping[str, Item]:
    """By kind of unit: an item counts once for each kind, as its units of that kind together do."""
    grouped: dict[str, list[str]] = {}
    for name, _ in item.units:
        unit = office.directory.find(name)
        grouped.setdefault(unit.kind.value if unit is not None else UNSAID, []).append(name)
    verdicts = dict(item.units)
    return {
        kind: replace(item, county=merged(verdicts[name] for name in names))
        for kind, names in grouped.items()
    }


def _by_reason(item: Item, office: Office) -> Mapping[str, Item]:
    """By 败诉原因: an item with several reasons counts once for each."""
    del office
    return dict.fromkeys(item.traits.reasons or ("未败诉或未填",), item)


BREAKDOWNS: Mapping[str, Breakdown] = {
    "unit-kind": Breakdown("单位类别", _by_kind, adds_up=False),
    "field": Breakdown("管理领域", _by(lambda item: item.traits.field)),
    "act-type": Breakdown("行为类别", _by(lambda item: item.traits.act_type)),
    "instance": Breakdown("审级", _by(lambda item: item.traits.instance)),
    "court": Breakdown("法院", _by(lambda item: item.traits.court)),
    "month": Breakdown("月份", _by(lambda item: f"{item.day:%Y-%m}" if item.day else None)),
    "quarter": Breakdown(
        "季度", _by(lambda item: f"{item.day.year}年第{(item.day.month + 2) // 3}季度" if item.day else None)
    ),
    "outcome": Breakdown("裁判结果", _by(lambda item: item.traits.outcome or "未裁判")),
    "reason": Breakdown("败诉原因", _by_reason, adds_up=False),
    "co-defendant": Breakdown(
        "单独或共同被告", _by(lambda item: "共同被告" if item.traits.is_shared else "单独被告")
    ),
    "reconsideration": Breakdown(
        "是否经复议", _by(lambda item: "经复议" if item.traits.is_reconsidered else "未经复议")
    ),
}
