"""Every figure, in the order of a report. Adding one: a module or an entry in one, and a scenario."""

from collections.abc import Mapping
from types import MappingProxyType

from yingsu.metrics import appearance, conduct, learning, outcome, performance
from yingsu.metrics.core import Metric

_ORDER = (
    appearance.HEAD_APPEARANCE_RATE,
    performance.PERFORMANCE_RATE,
    performance.ON_TIME_PERFORMANCE_RATE,
    appearance.CHIEF_APPEARANCE_RATE,
    outcome.ADVERSE_RATE,
    outcome.MERITS_ADVERSE_RATE,
    outcome.FINAL_ADVERSE_RATE,
    learning.WITHDRAWAL_RATE,
    learning.SELF_CORRECTION_RATE,
    learning.REVIEW_RATE,
    learning.LETTER_REPLY_RATE,
    conduct.DEFENCE_ON_TIME_RATE,
    conduct.REGISTRATION_RATE,
    conduct.REGISTRATION_ON_TIME_RATE,
    conduct.CLEARANCE_RATE,
)

METRICS: Mapping[str, Metric] = MappingProxyType({metric.key: metric for metric in _ORDER})
