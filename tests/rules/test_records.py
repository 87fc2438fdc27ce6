"""Rules of screenings and letters where a file is broken, or looked at on an earlier day."""

from datetime import date
from pathlib import Path

import pytest

from yingsu.diagnostic import Diagnostic
from yingsu.domain.office import Office
from yingsu.domain.records import Screening
from yingsu.domain.settings import Settings
from yingsu.reading.workspace import open_workspace
from yingsu.rules.core import RuleCrashError
from yingsu.rules.records import screening_findings
from yingsu.survey import survey

UNITS = "- {单位: 县公安局, 类别: 县直部门}\n"
SCREENING = """格式: 1
单位: 县公安局
行为: 某
行为类别: 行政处罚
案件: 2025/0306-某
排查日期: 2025-11-10
风险点:
  - {编号: JD-CX-30}
"""
LETTERS = """- {种类: 意见书, 单位: 县公安局, 收到日期: 2025-11-20}
- {种类: 意见书, 单位: 县水利局, 收到日期: 2025-11-21}
"""


def found_in(directory: Path, path: str, text: str, day: str = "2026-01-10") -> list[tuple[int, str]]:
    for place, content in (("yingsu.yaml", "名称: 样例\n"), ("cases/units.yaml", UNITS), (path, text)):
        (directory / place).parent.mkdir(parents=True, exist_ok=True)
        (directory / place).write_text(content, encoding="utf-8")
    told: tuple[Diagnostic, ...] = survey(open_workspace(directory), date.fromisoformat(day)).diagnostics
    return [(each.span.line, each.defect.code) for each in told]


def test_everything_wrong_with_a_screening_is_told_in_its_file(tmp_path: Path) -> None:
    found = found_in(tmp_path, "cases/screenings/2025/某.yaml", SCREENING)
    assert found == [(1, "YS612"), (5, "YS507"), (8, "YS502")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("排查日期: 2025-11-10", "排查日期: 2025-13-10"),
        ("行为类别: 行政处罚", "行为类别: [行政处罚]"),
        ("单位: 县公安局", "单位：县公安局"),
    ],
)
def test_a_broken_screening_is_still_looked_at(tmp_path: Path, old: str, new: str) -> None:
    assert old in SCREENING
    found = found_in(tmp_path, "cases/screenings/2025/某.yaml", SCREENING.replace(old, new))
    assert any(code.startswith("YS0") for _, code in found)
    assert (5, "YS507") in found


def test_of_two_letters_one_broken_does_not_hide_the_other(tmp_path: Path) -> None:
    text = LETTERS.replace("2025-11-20", "2025-11-31")
    found = found_in(tmp_path, "cases/letters/2025.yaml", text)
    assert [code for line, code in found if line == 1 and code.startswith("YS0")]
    assert {code for line, code in found if line == 2} == {"YS508", "YS521"}


def test_a_letter_of_a_later_day_is_not_there_yet(tmp_path: Path) -> None:
    assert found_in(tmp_path, "cases/letters/2025.yaml", LETTERS, "2025-11-19") == []


def test_without_units_none_is_missed(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    path = "cases/letters/2025.yaml"
    found_in(tmp_path, path, LETTERS)
    (tmp_path / "cases/units.yaml").unlink()
    told = survey(open_workspace(tmp_path), date(2026, 1, 10)).diagnostics
    assert "YS508" not in {each.defect.code for each in told}


def test_a_rule_that_fails_names_the_screening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Office, "risk_catalogue", property(lambda office: 1 // len(office.directory.units)))
    given = {
        "格式": "1", "单位": "县公安局", "行为": "某", "行为类别": "行政处罚", "排查日期": "2025-11-10",
        "风险点": [{"编号": "JD-CX-03"}],
    }  # fmt: skip
    with pytest.raises(RuleCrashError) as caught:
        list(
            screening_findings(Office.of(Settings(), []), Screening.model_validate(given), date(2026, 1, 10))
        )
    assert (caught.value.code, caught.value.case) == ("YS502", "风险排查“某”")
