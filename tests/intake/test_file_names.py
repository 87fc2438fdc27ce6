"""Names and paths that Windows cannot hold are told before anything is written."""

from pathlib import Path

import pytest
import yaml

from yingsu.intake import file_names
from yingsu.intake.file_names import UnfitNameError, refuse_unfit, why_unfit

NAMES = yaml.safe_load(Path(__file__).with_name("file_names.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", NAMES, ids=lambda row: repr(row["name"])[:20])
def test_a_name_is_fit_or_it_is_said_why_not(row: dict[str, str]) -> None:
    why = why_unfit(row["name"])
    assert why == row.get("why")


def test_a_path_that_is_too_long_for_windows_is_told_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("深" * 60) / ("d" * (250 - 62 - len(str(tmp_path))))
    assert len(str(deep)) == 250
    refuse_unfit(deep, room=100)
    monkeypatch.setattr(file_names, "IS_WINDOWS", True)
    refuse_unfit(deep, room=9)
    with pytest.raises(
        UnfitNameError, match="路径太长（250 个字，里面的文件还要 10 个字，Windows 最多 259 个）"
    ):
        refuse_unfit(deep, room=10)
    with pytest.raises(
        UnfitNameError, match=r"路径太长（260 个字，Windows 最多 259 个），请放到短一些的目录"
    ):
        refuse_unfit(deep / "123456789")
