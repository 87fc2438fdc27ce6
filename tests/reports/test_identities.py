"""What must hold before a figure is shown, what reports are broken down by, and where they come from."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from yingsu.domain.answer import Answer
from yingsu.domain.period import year_of
from yingsu.metrics.core import Item, Traits, counted, left_out
from yingsu.reading.workspace import open_workspace
from yingsu.reports.breakdowns import BREAKDOWNS, UNSAID
from yingsu.reports.figures import Figures, Filters, figures_of
from yingsu.reports.identities import broken_identities
from yingsu.reports.provenance import Provenance, versions
from yingsu.reports.shares import Share
from yingsu.survey import Survey, survey

WORKSPACE = Path(__file__).parents[1] / "cli" / "workspace"
AS_OF = date(2026, 1, 10)
PERIOD = year_of(2025)


@pytest.fixture(scope="module")
def surveyed() -> Survey:
    return survey(open_workspace(WORKSPACE), AS_OF, AS_OF)


@pytest.fixture(scope="module")
def figures(surveyed: Survey) -> Figures:
    return figures_of(surveyed, PERIOD, Filters(), ("unit", *BREAKDOWNS))


# --- Identities --------------------------------------------------------------------------------------------------


def test_figures_of_sound_files_agree(figures: Figures) -> None:
    assert broken_identities(figures) == ()


def test_a_balance_that_does_not_hold_is_named_with_its_cases(figures: Figures) -> None:
    everything, *rest = figures.balances
    broken = replace(everything, carried=everything.carried + 1, offending=("2025/甲", "2025/乙"))
    (found,) = broken_identities(replace(figures, balances=(broken, *rest)))
    assert (
        found.what
        == f"{broken.scope}收结案不平衡（{broken.carried}＋{broken.new}≠{broken.concluded}＋{broken.pending}）"
    )
    assert found.cases == ("2025/甲", "2025/乙")


def test_outcomes_that_are_not_the_suits_concluded_are_named(figures: Figures) -> None:
    total = sum(figures.outcomes.values())
    (found,) = broken_identities(replace(figures, outcomes={**figures.outcomes, "多出来的": 1}))
    assert found.what == f"一审结果合计 {total + 1}，不等于本期审结 {total}"
    assert found.cases == ()


def test_a_breakdown_that_does_not_sum_names_what_is_missing(figures: Figures) -> None:
    groups = figures.breakdowns["field"]
    without = {key: rates for key, rates in groups.items() if key != "公安"}
    found = broken_identities(replace(figures, breakdowns={**figures.breakdowns, "field": without}))
    assert "行政机关负责人出庭应诉率按管理领域分列之和不等于合计" in {each.what for each in found}
    assert {each.cases for each in found} == {("2025/0410-浔中派出所-李某",)}


def test_a_case_counted_twice_is_seen_though_none_is_missing(figures: Figures) -> None:
    groups = figures.breakdowns["instance"]
    twice = {**groups, "又一遍": groups["一审"]}
    found = broken_identities(replace(figures, breakdowns={"instance": twice}))
    assert found
    assert {each.cases for each in found} == {()}


def test_breakdowns_that_need_not_sum_are_not_asked_to(figures: Figures) -> None:
    emptied = {name: dict[str, dict[str, object]]() for name in ("unit", "unit-kind", "reason")}
    assert broken_identities(replace(figures, breakdowns=emptied)) == ()  # type: ignore[arg-type]  # empty ones


def test_shares_of_workspaces_that_do_not_sum_are_named(figures: Figures) -> None:
    rates = {each.metric.key: each.rate for each in figures.figures}
    share = Share("东", "东县台账", 5, rates, figures.balances)
    assert broken_identities(replace(figures, shares=(share,))) == ()
    found = broken_identities(replace(figures, shares=(share, share)))
    assert "行政机关负责人出庭应诉率各工作区之和不等于合计" in {each.what for each in found}


# --- Breakdowns --------------------------------------------------------------------------------------------------

_TRAITS = Traits("行政处罚", "公安", "一审", "南安市人民法院")


def item(traits: Traits = _TRAITS, day: date | None = date(2025, 4, 10), units: tuple[str, ...] = ()) -> Item:
    verdicts = tuple((name, counted(Answer.YES)) for name in units)
    return Item("2025/甲", "（2025）闽0583行初1号", day, counted(Answer.YES), verdicts, traits)


@pytest.mark.parametrize(
    ("name", "counted_item", "groups"),
    [
        ("field", item(), ["公安"]),
        ("act-type", item(), ["行政处罚"]),
        ("instance", item(), ["一审"]),
        ("instance", item(replace(_TRAITS, instance=None)), [UNSAID]),
        ("court", item(), ["南安市人民法院"]),
        ("court", item(replace(_TRAITS, court=None)), [UNSAID]),
        ("month", item(), ["2025-04"]),
        ("month", item(day=None), [UNSAID]),
        *(
            ("quarter", item(day=date(2025, month, 1)), [f"2025年第{quarter}季度"])
            for month, quarter in ((1, 1), (3, 1), (4, 2), (9, 3), (10, 4), (12, 4))
        ),
        ("quarter", item(day=None), [UNSAID]),
        ("outcome", item(), ["未裁判"]),
        ("outcome", item(replace(_TRAITS, outcome="撤销")), ["撤销"]),
        ("reason", item(), ["未败诉或未填"]),
        ("reason", item(replace(_TRAITS, reasons=("程序缺失", "证据瑕疵"))), ["程序缺失", "证据瑕疵"]),
        ("co-defendant", item(), ["单独被告"]),
        ("co-defendant", item(replace(_TRAITS, is_shared=True)), ["共同被告"]),
        ("reconsideration", item(), ["未经复议"]),
        ("reconsideration", item(replace(_TRAITS, is_reconsidered=True)), ["经复议"]),
        ("unit-kind", item(units=("县公安局", "县自然资源局", "县人民政府")), ["县直部门", "县政府"]),
        ("unit-kind", item(units=("没有的单位",)), [UNSAID]),
    ],
)
def test_an_item_falls_into_its_groups(
    surveyed: Survey, name: str, counted_item: Item, groups: list[str]
) -> None:
    assert list(BREAKDOWNS[name].groups(counted_item, surveyed.office)) == groups


def test_units_of_a_kind_count_together(surveyed: Survey) -> None:
    both = replace(
        item(),
        county=counted(Answer.NO),
        units=(
            ("县公安局", counted(Answer.NO)),
            ("县自然资源局", counted(Answer.YES)),
            ("县人民政府", left_out("未开庭")),
        ),
    )
    found = BREAKDOWNS["unit-kind"].groups(both, surveyed.office)
    assert {kind: each.county.answer for kind, each in found.items()} == {
        "县直部门": Answer.YES,
        "县政府": None,
    }
    assert BREAKDOWNS["unit-kind"].adds_up is BREAKDOWNS["reason"].adds_up is False


# --- Where a report comes from -----------------------------------------------------------------------------------


def test_a_report_says_what_is_needed_to_make_it_again(figures: Figures) -> None:
    facts = dict(Provenance("0123456789abcdef-dirty").facts(figures))
    assert list(facts) == ["期间", "数据截至", "文件版本", "文件指纹", "程序版本", "口径版本", "节假日数据"]
    assert facts["期间"] == "2025-01-01 至 2025-12-31"
    assert facts["数据截至"] == "2026-01-10"
    assert facts["文件版本"] == "0123456789ab（另有未提交的改动）"
    assert facts["文件指纹"] == figures.fingerprint[:12]


def test_what_a_report_is_narrowed_to_is_said_and_no_commit_where_there_is_none(surveyed: Survey) -> None:
    narrowed = figures_of(surveyed, PERIOD, Filters(unit="县公安局", field="公安"))
    facts = dict(Provenance(None).facts(narrowed))
    assert facts["只含"] == "县公安局、公安"
    assert "文件版本" not in facts


def test_another_way_of_counting_is_another_version(surveyed: Survey) -> None:
    settings = surveyed.office.settings
    adverse = settings.counting.adverse_dispositions
    counting = settings.counting.model_copy(update={"adverse_dispositions": tuple(adverse)[:-1]})
    other = versions(settings.model_copy(update={"counting": counting}))
    mine = versions(settings)
    assert mine == versions(settings)
    assert other["counting"] != mine["counting"]
    assert {key: other[key] for key in ("yingsu", "holidays")} == {
        key: mine[key] for key in ("yingsu", "holidays")
    }
