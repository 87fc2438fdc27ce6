"""Kept reports: under their period and day, none in the place of another."""

from datetime import date
from pathlib import Path

import pytest

from yingsu.intake.publishing import keep_published
from yingsu.reading.published import read_published

DAY = date(2026, 1, 10)


def test_each_gets_a_name_of_its_own(tmp_path: Path) -> None:
    kept = [keep_published(tmp_path, "2025-01-01 至 2025-03-31", DAY, text) for text in ("甲", "乙", "丙")]
    assert [each.name for each in kept] == [
        "2025-01-01至2025-03-31-2026-01-10.json",
        "2025-01-01至2025-03-31-2026-01-10-2.json",
        "2025-01-01至2025-03-31-2026-01-10-3.json",
    ]
    assert [each.read_text(encoding="utf-8") for each in kept] == ["甲", "乙", "丙"]
    assert {each.parent for each in kept} == {tmp_path / "published"}


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    assert list(read_published(tmp_path)) == []
    for label in ("2025年", "2024年"):
        keep_published(tmp_path, label, DAY, f'{{"period": {{"label": "{label}"}}, "metrics": []}}')
    assert [each["period"]["label"] for each in read_published(tmp_path)] == ["2024年", "2025年"]


def test_a_place_that_is_no_directory_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "published").write_text("", encoding="utf-8")
    with pytest.raises(FileExistsError):
        keep_published(tmp_path, "2025年", DAY, "{}")
    assert [each.name for each in tmp_path.iterdir()] == ["published"]
