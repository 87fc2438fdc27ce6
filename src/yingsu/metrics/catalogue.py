"""Every figure, in the order of a report. Adding one: a module or an entry in one, and a scenario."""

from collections.abc import Mapping
from types import MappingProxyType

from yingsu.metrics import appearance, outcome, performance
from yingsu.metrics.core import Metric

_ORDER = (
    appearance.HEAD_APPEARANCE_RATE,
    performance.PERFORMANCE_RATE,
    performance.ON_TIME_PERFORMANCE_RATE,
    appearance.CHIEF_APPEARANCE_RATE,
    outcome.ADVERSE_RATE,
    outcome.MERITS_ADVERSE_RATE,
    outcome.FINAL_ADVERSE_RATE,
)

METRICS: Mapping[str, Metric] = MappingProxyType({metric.key: metric for metric in _ORDER})
