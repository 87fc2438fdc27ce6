"""From which day the county's own document binds its units."""

from datetime import date

import pytest

from yingsu.domain.facts.county import binds


@pytest.mark.parametrize(
    ("day", "is_bound"), [("2025-10-14", False), ("2025-10-15", True), ("2025-10-16", True), (None, False)]
)
def test_the_document_binds_from_the_day_it_came_into_force(day: str | None, is_bound: bool) -> None:
    assert binds(date.fromisoformat(day) if day is not None else None) is is_bound
