"""An import that somebody crosses: what was written is put back, and what others saved meanwhile stays."""

from pathlib import Path
from typing import Any

import pytest

from yingsu.intake import writing
from yingsu.intake.importing_writing import HalfWrittenError, write_all

FIRST, SECOND = "cases/2025/0306-自然资源局-张某/case.yaml", "cases/2025/0410-浔中派出所-李某/case.yaml"


def crossed(desk: Any) -> Any:
    """A plan for two cases, of which somebody has saved the second since it was made."""
    desk.fill_in("审理", {"案件编号": "2025/0306"}, {"备案日期": "2025-03-07"})
    desk.fill_in("审理", {"案件编号": "2025/0410"}, {"备案日期": "2025-04-12"})
    plan = desk.bring_back(is_rehearsal=True)
    assert [update.path for update in plan.updates] == [FIRST, SECOND]
    (desk.root / SECOND).write_text("别人刚存的\n", encoding="utf-8")
    return plan


def test_what_somebody_has_saved_meanwhile_stays_and_the_rest_is_put_back(desk: Any) -> None:
    plan = crossed(desk)
    before = (desk.root / FIRST).read_bytes()
    with pytest.raises(OSError, match="刚刚被别人改动"):
        write_all(desk.root, plan)
    assert (desk.root / FIRST).read_bytes() == before
    assert (desk.root / SECOND).read_text(encoding="utf-8") == "别人刚存的\n"
    assert [path.name for path in desk.root.rglob("*.tmp")] == []


@pytest.mark.parametrize("is_deleted", [True, False])
def test_what_cannot_be_put_back_is_named_and_what_others_wrote_there_is_kept(
    desk: Any, monkeypatch: pytest.MonkeyPatch, is_deleted: bool
) -> None:
    plan = crossed(desk)
    first = desk.root / FIRST

    def meddle(directory: Path) -> None:
        """Somebody is at the first file as soon as it has been written."""
        if directory == first.parent:
            first.write_text("又一个人存的\n", encoding="utf-8")
            if is_deleted:
                first.unlink()

    monkeypatch.setattr(writing, "sync_directory", meddle)
    expected: tuple[type[Exception], str] = (OSError, "刚刚被别人改动")
    if is_deleted:
        expected = HalfWrittenError, f"没能改回：{FIRST}。请核对"
    with pytest.raises(expected[0], match=expected[1]):
        write_all(desk.root, plan)
    assert first.exists() is not is_deleted
    assert is_deleted or first.read_text(encoding="utf-8") == "又一个人存的\n"
