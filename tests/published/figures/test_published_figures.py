"""Figures that courts and governments published: the same counts give the same figure here, or the table says why not.

The counts are public (figures.yaml names the sources); the cases around them are made up, one for each that was counted.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.period import Period, quarter_of, year_of
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.view import View
from yingsu.metrics.balance import Balance, balance, proceeding_records
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Item, Rate, growth, half_up, percent, points, rate
from yingsu.reading.workspace import open_workspace
from yingsu.reports.figures import Figures, Filters, figures_of
from yingsu.survey import Survey, survey

TEXT = (Path(__file__).parent / "figures.yaml").read_text(encoding="utf-8")
TABLE: dict[str, Any] = yaml.load(TEXT, Loader=yaml.BaseLoader)  # noqa: S506 -- makes text only
CASES: dict[str, Any] = TABLE["案件"]
KEYS = {metric.title: key for key, metric in METRICS.items()}
UNIT = {"单位": "某局", "类别": "县直部门"}
RULINGS = {"准许撤诉", "驳回起诉", "移送"}
IN_FILES = [name for name, given in CASES.items() if given["写成"] == "文件"]
YINCHUAN, YINCHUAN_DAY = quarter_of(2015, 2), date(2015, 7, 31)


def case_data(group: dict[str, str]) -> dict[str, Any]:
    """A case as a case file has it, with what the group says and nothing else that counts.

    案号 were not published, and are left out; so is the day of service.
    """
    proceeding: dict[str, Any] = {"审级": "一审", "立案日期": group["立案日期"]}
    if "法院" in group:
        proceeding["法院"] = group["法院"]
    if "中止" in group:
        proceeding["中止"] = [{"自": group["中止"]}]
    if "出庭" in group:
        head = {"姓名": "林某", "单位": "某局", "职务": "局长", "身份": "正职负责人"}
        clerk = {"姓名": "吴某", "单位": "某局", "职务": "科员", "身份": "工作人员"}
        came = head if group["出庭"] == "到庭" else clerk
        proceeding["开庭"] = [{"日期": group["裁判日期"], "到庭": [came]}]
    if "裁判日期" in group:
        document = "裁定" if group["结果"] in RULINGS else "判决"
        proceeding["裁判"] = {"文书": document, "日期": group["裁判日期"], "结果": group["结果"]}
    return {
        "格式": "1",
        "案由": "行政处罚",
        "行为类别": "行政处罚",
        "管理领域": "其他",
        "原告": [{"姓名": "张某", "类型": "公民"}],
        "被告": [{"单位": "某局", "地位": "原行为机关"}],
        "审理": [proceeding],
    }


def all_cases(groups: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    for group in groups:
        for _ in range(int(group["件数"])):
            yield case_data(group)


def in_files(root: Path, groups: list[dict[str, str]], as_of: date) -> Survey:
    """The cases written as a workspace, and read as any other."""
    (root / "cases").mkdir(parents=True)
    (root / "yingsu.yaml").write_text("名称: 公布的数字\n", encoding="utf-8")
    (root / "cases" / "units.yaml").write_text(yaml.safe_dump([UNIT], allow_unicode=True), encoding="utf-8")
    for number, data in enumerate(all_cases(groups), start=1):
        filed = date.fromisoformat(data["审理"][0]["立案日期"])
        folder = root / "cases" / f"{filed:%Y}" / f"{filed:%m%d}-某局-张某-{number}"
        folder.mkdir(parents=True)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (folder / "case.yaml").write_text(text.replace("'", ""), encoding="utf-8")
    return survey(open_workspace(root), as_of)


@cache
def in_memory(name: str) -> tuple[View, ...]:
    """The cases without files, where there are too many to write."""
    office, as_of = Office.of(Settings(), [Unit.model_validate(UNIT)]), as_of_day(name)
    views = []
    for number, data in enumerate(all_cases(CASES[name]["件"])):
        case = Case.model_validate(data)
        case.bind()
        views.append(View(f"{number}", case, office, as_of))
    return tuple(views)


@cache
def items_in_memory(name: str, key: str) -> tuple[Item, ...]:
    return tuple(item for view in in_memory(name) for item in METRICS[key].items(view))


def as_of_day(name: str) -> date:
    return date.fromisoformat(CASES[name]["截至"])


def period_of(name: str) -> Period:
    return year_of(int(CASES[name]["期间"]))


@pytest.fixture(scope="module")
def surveys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Survey]:
    return {
        name: in_files(tmp_path_factory.mktemp("published") / "ws", CASES[name]["件"], as_of_day(name))
        for name in IN_FILES
    }


@pytest.fixture(scope="module")
def yinchuan(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    groups = [group for row in TABLE["银川"] for group in groups_of_court(row["公布"])]
    return in_files(tmp_path_factory.mktemp("published") / "yinchuan", groups, YINCHUAN_DAY)


def groups_of_court(row: dict[str, str]) -> list[dict[str, str]]:
    """A line of the published table as cases: 中止 is pending, each other column a result."""
    filed = {"法院": row["法院"], "立案日期": "2015-04-10"}
    pending = {**filed, "件数": row["未结"]}
    suspended = {**filed, "件数": row["中止"], "中止": "2015-05-11"}
    concluded = [
        {**filed, "件数": row[word], "裁判日期": "2015-06-10", "结果": word}
        for word in ("驳回起诉", "准许撤诉", "驳回诉讼请求", "维持", "移送")
    ]
    return [pending, suspended, *concluded]


def found_for(row: dict[str, str], surveys: dict[str, Survey]) -> Rate:
    name, key = row["案件"], KEYS[row["指标"]]
    if name not in IN_FILES:
        return rate(items_in_memory(name, key), period_of(name))
    figures = figures_of(surveys[name], period_of(name), Filters())
    return next(figure.rate for figure in figures.figures if figure.metric.key == key)


def fraction(text: str) -> Fraction:
    """`1376/17701`."""
    above, below = text.split("/")
    return Fraction(int(above), int(below))


def counts(found: Rate) -> str:
    return f"{found.numerator}/{found.denominator}"


def rounded_like(printed: str, value: Fraction) -> str:
    """A value in %, with as many decimals and the sign and words that the printed figure has."""
    number = printed.rstrip("%个百分点")
    words = printed[len(number) :]
    places = len(number.partition(".")[2])
    sign = "+" if number.startswith("+") and value > 0 else ""
    return f"{sign}{half_up(value * 100, places)}{words}"


@pytest.mark.parametrize("row", TABLE["数字"], ids=lambda row: f"{row['案件']}-{row['指标']}")
def test_a_published_figure_comes_of_its_counts_or_the_table_says_not(
    row: dict[str, str], surveys: dict[str, Survey]
) -> None:
    found = found_for(row, surveys)
    assert (counts(found), found.display) == (row["件数"], row["本工具"])
    assert found.unknowns == ()
    value = fraction(row["件数"])
    if "公布的胜诉率" in row:
        assert rounded_like(row["公布的胜诉率"], 1 - value) == row["公布的胜诉率"]
    if "公布" in row:
        assert (rounded_like(row["公布"], value) == row["公布"]) is (row["复算相符"] == "是")
    assert row.get("复算相符") == "是" or row["说明"]


@pytest.mark.parametrize("row", TABLE["同比"], ids=lambda row: row["名称"])
def test_the_change_of_a_rate_is_of_unrounded_values(row: dict[str, str]) -> None:
    items, period = items_in_memory(row["案件"], KEYS[row["指标"]]), period_of(row["案件"])
    now, then = rate(items, period), rate(items, period.year_before())
    assert (counts(now), counts(then)) == (row["本期"], row["上期"])
    assert points(now.value, then.value) == row["本工具"]
    change = fraction(row["本期"]) - fraction(row["上期"])
    assert (rounded_like(row["公布"], change) == row["公布"]) is (row["复算相符"] == "是")


def test_a_change_taken_from_printed_rates_would_be_another() -> None:
    now, then = fraction("1376/17701"), fraction("1650/17294")
    assert [f"{half_up(each * 100, 3)}" for each in (now, then)] == ["7.774", "9.541"]
    printed = [Fraction(f"{half_up(each * 100, 1)}") / 100 for each in (now, then)]
    assert points(*printed) == "-1.70个百分点"
    assert points(now, then) == "-1.77个百分点"


@pytest.mark.parametrize("row", TABLE["件数同比"], ids=lambda row: row["名称"])
def test_the_change_of_a_count_is_as_published_only_on_the_same_basis(row: dict[str, str]) -> None:
    now, then = int(row["本期"]), int(row["上期"])
    assert growth(now, then) == row["本工具"]
    change = Fraction(now - then, then)
    assert (rounded_like(row["公布"], change) == row["公布"]) is (row["复算相符"] == "是")


def test_last_year_is_counted_from_the_same_files_and_not_taken_from_a_report() -> None:
    records = [record for view in in_memory("江苏") for record in proceeding_records(view)]
    now, then = (
        balance(records, period, "一审") for period in (period_of("江苏"), period_of("江苏").year_before())
    )
    assert (now.concluded, then.concluded) == (17701, 17294)
    assert growth(now.concluded, then.concluded) == "+2.35%"
    assert now.holds
    assert then.holds


@pytest.mark.parametrize("denominator", range(8841, 8845))
def test_every_denominator_that_fits_gives_the_rate_published_for_fujian(denominator: int) -> None:
    items = items_in_memory("福建", "withdrawal_rate")
    more = (items[-1],) * (denominator - len(items))
    found = rate((*items[:denominator], *more), period_of("福建"))
    assert (counts(found), found.display) == (f"1811/{denominator}", "20.48%")


@pytest.mark.parametrize("denominator", [8840, 8845])
def test_the_next_denominators_do_not_fit(denominator: int) -> None:
    assert percent(Fraction(1811, denominator)) != "20.48%"


def test_the_head_came_at_the_rate_published_whichever_the_counts_were() -> None:
    for each in ("28/33", "39/46", "56/66"):
        assert rounded_like("84.8%", fraction(each)) == "84.8%"


def test_workspaces_of_published_counts_have_no_errors(surveys: dict[str, Survey], yinchuan: Survey) -> None:
    for each in (*surveys.values(), yinchuan):
        assert [found.excerpt for found in each.diagnostics if found.is_error] == []
        assert each.unread_cases == ()


def test_the_published_table_of_yinchuan_adds_up() -> None:
    total = TABLE["银川合计"]["公布"]
    lines = [row["公布"] for row in TABLE["银川"]]
    for line in (*lines, total):
        accepted, *rest = (int(value) for column, value in line.items() if column != "法院")
        assert accepted == sum(rest)
    assert total == {column: f"{sum(int(line[column]) for line in lines)}" for column in total}


@pytest.mark.parametrize("row", TABLE["银川"], ids=lambda row: row["公布"]["法院"])
def test_a_court_of_yinchuan_is_balanced_as_published(row: dict[str, Any], yinchuan: Survey) -> None:
    """受理 is new here; 移送 is concluded and shown apart; 中止 is pending. So 未结 is the published 未结 and 中止."""
    published = {column: int(value) for column, value in row["公布"].items() if column != "法院"}
    court = row["公布"]["法院"]
    whole = figures_of(yinchuan, YINCHUAN, Filters(), by=["court"])
    narrowed = figures_of(yinchuan, YINCHUAN, Filters(court=court))
    assert as_table(narrowed) == row["本工具"]
    first = first_balance(narrowed)
    assert first.pending == published["未结"] + published["中止"]
    assert first.transferred == published["移送"]
    assert first.carried + first.new == published["受理"]
    broken_down = whole.breakdowns["court"][court]
    for title in ("一审败诉率", "撤诉率", "结案率"):
        assert counts(broken_down[KEYS[title]]) == row["本工具"][title]


def test_the_whole_of_yinchuan_is_as_published(yinchuan: Survey) -> None:
    expect = TABLE["银川合计"]
    figures = figures_of(yinchuan, YINCHUAN, Filters())
    assert as_table(figures) == expect["本工具"]
    assert {word: f"{number}" for word, number in figures.outcomes.items()} == expect["结果"]
    rates = by_title(figures)
    assert {title: rates[title].display for title in expect["显示"]} == expect["显示"]
    for title in ("一审败诉率", "撤诉率"):
        assert [reason for _, reason in rates[title].excluded] == ["移送", "移送"]


def by_title(figures: Figures) -> dict[str, Rate]:
    return {figure.metric.title: figure.rate for figure in figures.figures}


def first_balance(figures: Figures) -> Balance:
    (found,) = (each for each in figures.balances if each.scope == "一审")
    assert found.holds
    return found


def as_table(figures: Figures) -> dict[str, str]:
    """A balance and its rates as the table of our figures has them."""
    first, rates = first_balance(figures), by_title(figures)
    return {
        "新收": f"{first.new}",
        "审结": f"{first.concluded}",
        "移送": f"{first.transferred}",
        "未结": f"{first.pending}",
        **{title: counts(rates[title]) for title in ("一审败诉率", "撤诉率", "结案率")},
    }
