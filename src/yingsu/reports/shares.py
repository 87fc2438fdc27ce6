"""What each workspace has in the figures of several that are read as one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yingsu.domain.period import Period
from yingsu.metrics.balance import Balance, ProceedingRecord, balances
from yingsu.metrics.core import Item, Rate, rate
from yingsu.survey import Survey


@dataclass(frozen=True, slots=True)
class Share:
    """A workspace's part of each figure: what it reports alone.

    Attributes:
        label: what stands before its case ids.
        name: 名称, from its settings.
        cases: how many cases it has that could be read, whatever their period.
        rates: by key of the figure.
    """

    label: str
    name: str
    cases: int
    rates: Mapping[str, Rate]
    balances: tuple[Balance, ...]


def shares_of(
    survey: Survey,
    items: Mapping[str, Iterable[Item]],
    records: Iterable[ProceedingRecord],
    period: Period,
    unit: str | None,
) -> tuple[Share, ...]:
    """The share of each workspace; none where there is one only.

    Args:
        survey: of several workspaces.
        items: by key of the figure, as far as the report is narrowed to them.
        records: the proceedings in the report.
        period: of the report.
        unit: whose verdicts count; `None` for all.
    """
    kept = tuple(records)
    return tuple(
        Share(
            member.label,
            member.name,
            member.case_count,
            {
                key: rate((item for item in group if _is_of(item.case, member)), period, unit)
                for key, group in items.items()
            },
            balances((record for record in kept if _is_of(record.case, member)), period),
        )
        for member in survey.members
    )


def _is_of(source: str, member: Survey) -> bool:
    return source.startswith(f"{member.label}/")
