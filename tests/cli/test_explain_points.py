"""A risk point explained: where it is looked at, what follows, on what basis; the office's own as well."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yingsu.domain.risk_catalogue import built_in

pytestmark = pytest.mark.usefixtures("sample")
Caller = Callable[..., Any]

OWN = "- {编号: TC-01, 阶段: 受理, 类型: 程序缺失, 适用: 履责, 风险点: 技改奖补申请收件后未登记, 依据: [处罚法63, 县技改奖补办法第三条]}\n"


@pytest.fixture
def with_own_points(sample: Path) -> Path:
    """The small workspace with a catalogue of the office's own."""
    settings = sample / "yingsu.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + "风险点目录: cases/risk-points.yaml\n", encoding="utf-8")
    (sample / "cases" / "risk-points.yaml").write_text(OWN, encoding="utf-8")
    return sample


@pytest.mark.parametrize("code", [point.code for point in built_in().points])
def test_every_point_is_explained(call: Caller, code: str) -> None:
    point = built_in().find(code)
    assert point is not None
    found = call("explain", code)
    assert found.code == 0
    assert found.out.startswith(f"\n{code}　{point.stage}阶段 × {point.kind}（风险点）\n")
    joined = found.out.replace("\n", "")
    assert f"{point.text}。适用：{point.scope}（" in joined
    assert f"后果：{point.consequence}" in joined
    assert joined.endswith(f"依据{point.printed_basis}")


@pytest.mark.parametrize("word", ["JD-CX-03", "jd-cx-03", "ＪＤ-ＣＸ-０３"])
def test_a_point_is_found_by_its_code_however_it_is_typed(call: Caller, word: str) -> None:
    document = call("explain", word, "--format", "json").json
    assert document["risk_points"] == [
        {
            "code": "JD-CX-03",
            "stage": "决定",
            "kind": "程序缺失",
            "scope": "处罚",
            "text": "应听证未告知、当事人5个工作日内提出而未组织、未提前7个工作日通知、由本案调查人员主持、未依听证笔录决定",
            "consequence": "严重",
            "basis": [
                "行政处罚法第六十三条",
                "行政处罚法第六十四条",
                "行政处罚法第六十五条",
                "行政处罚法第八十五条",
            ],
            "own": False,
        }
    ]
    assert [document[key] for key in ("rules", "metrics", "deadlines")] == [[], [], []]


@pytest.mark.parametrize(
    ("code", "applies"),
    [
        ("SL-CX-07", "适用：通用（各类行政行为都要看）。"),
        ("SL-CX-03", "适用：处罚（行政处罚）。"),
        (
            "ZX-CX-07",
            "适用：非诉执行（行政处罚、行政征收或者征用、行政征缴、行政收费、行政处理、行政复议、行政裁决、行政协议、行政补偿）。",
        ),
        ("JD-CX-08", "适用：决策（重大行政决策）。"),
        ("ZX-ZJ-07", "适用：裁判履行（有生效裁判要履行的案件）。"),
        ("JD-ZJ-07", "适用：复议（行政复议，以及经过复议的案件）。"),
    ],
)
def test_a_point_says_what_it_is_looked_at_in(call: Caller, code: str, applies: str) -> None:
    assert applies in call("explain", code).out.replace("\n", "")


def test_the_list_of_all_says_how_to_find_the_points(call: Caller) -> None:
    out = call("explain").out
    assert "目录里有 145 条，按行为类别列出：yingsu checklist --act-type 行政处罚" in out
    assert "JD-CX-03" in out
    listed = call("explain", "--format", "json").json["risk_points"]
    assert [each["code"] for each in listed] == [point.code for point in built_in().points]


@pytest.mark.usefixtures("with_own_points")
def test_the_offices_own_point_is_explained_in_its_workspace(call: Caller) -> None:
    found = call("explain", "TC-01")
    assert found.code == 0
    assert found.out.startswith("\nTC-01　受理阶段 × 程序缺失（本单位自有风险点）\n")
    assert "适用：履责（不履行职责）。" in found.out
    assert "后果" not in found.out
    assert "行政处罚法第六十三条；县技改奖补办法第三条" in found.out
    assert "目录里有 146 条" in call("explain").out


def test_the_workspace_may_be_named(
    with_own_points: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Caller
) -> None:
    monkeypatch.chdir(tmp_path)
    named = call("explain", "TC-01", "-C", str(with_own_points), "--format", "json")
    assert [each["own"] for each in named.json["risk_points"]] == [True]
    assert call("explain", "TC-01").code == 2
    assert call("explain", "JD-CX-03").code == 0, "the built-in points need no workspace"
    missing = call("explain", "JD-CX-03", "-C", str(tmp_path / "没有"))
    assert (missing.code, missing.out) == (2, "")


def test_an_own_point_without_basis_has_no_heading_of_it(with_own_points: Path, call: Caller) -> None:
    text = OWN.replace(", 依据: [处罚法63, 县技改奖补办法第三条]", ", 严重度: 轻微")
    (with_own_points / "cases" / "risk-points.yaml").write_text(text, encoding="utf-8")
    out = call("explain", "TC-01").out
    assert "\n依据\n" not in out
    assert "后果：轻微" in out
