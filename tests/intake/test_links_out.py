"""A folder of a workspace that is a link out of it: nothing is written where somebody else has pointed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from yingsu.intake.own_templates import copy_templates
from yingsu.intake.publishing import keep_published
from yingsu.intake.writing import private_directory, why_not_written

WRITERS: dict[str, Callable[[Path], object]] = {
    ".yingsu": private_directory,
    "published": lambda root: keep_published(root, "2025年", date(2026, 1, 10), "{}"),
    "templates": copy_templates,
}


@pytest.mark.parametrize("folder", WRITERS)
@pytest.mark.parametrize("target", ["../外面", "../还没有"])
def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path, folder: str, target: str) -> None:
    root = tmp_path / "台账"
    root.mkdir()
    (tmp_path / "外面").mkdir()
    (root / folder).symlink_to(target)
    with pytest.raises(OSError, match="链接指到工作区之外") as refused:
        WRITERS[folder](root)
    assert why_not_written(refused.value) == f"写不进 {root / folder}：链接指到工作区之外"
    assert [*(tmp_path / "外面").iterdir()] == []
    assert not (tmp_path / "还没有").exists()


@pytest.mark.parametrize("folder", WRITERS)
def test_a_link_within_the_workspace_is_as_good_as_the_folder(tmp_path: Path, folder: str) -> None:
    (tmp_path / "别处").mkdir()
    (tmp_path / folder).symlink_to("别处")
    WRITERS[folder](tmp_path)
    assert [*(tmp_path / "别处").iterdir()]
