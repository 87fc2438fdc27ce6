"""A kind of due day explained: from when, how long, what becomes of a holiday, on what basis."""

import json

import pytest

from yingsu.cli.main import run
from yingsu.domain.deadline_kinds import KINDS

SENTENCES = {
    "D02": "从“收到起诉状副本”起算，当日不计，15日；最后一日是节假日的，顺延至其后第一个工作日。义务（权利）方：被告。",
    "D38": "从“立案日期”起算，当日不计，90日；最后一日是节假日的，不顺延。义务（权利）方：行政机关。",
    "D40": "从“举行日期”起算，往前7个工作日。义务（权利）方：行政机关。",
    "D46": "起算的事实案件文件里没有登记，不自动计算，24小时内。义务（权利）方：执法人员。",
    "D53": "从“收到申请日期”起算，当日不计，20个工作日。义务（权利）方：行政机关。",
    "K01": "从“收到应诉通知”起算，日期由文书写明或本单位设定。",
}


@pytest.mark.parametrize(("key", "sentence"), SENTENCES.items())
def test_how_a_day_is_counted_is_said_in_a_sentence(
    key: str, sentence: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run(["explain", key.lower()]) == 0
    assert sentence in capsys.readouterr().out


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_of_day_is_explained(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", key]) == 0
    assert KINDS[key].title in capsys.readouterr().out


def test_a_day_in_json_has_its_number_and_basis(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "D02", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (kind,) = document["deadlines"]
    assert (kind["length"], kind["measure"], kind["rolls"]) == (15, "日", True)
    assert kind["basis"] == ["行政诉讼法第六十七条第一款", "行政诉讼法第三十四条"]
    assert document["rules"] == document["metrics"] == []
