"""What holds of every figure, whatever the cases are."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingsu.domain.answer import Answer
from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.period import Period, between, month_of, quarter_of, year_of
from yingsu.domain.records import Unit
from yingsu.domain.settings import Settings
from yingsu.domain.terms import (
    AdverseDenominator,
    AppearanceCounting,
    Disposition,
    DocumentKind,
    ExcusedAbsence,
    HeadRank,
    HearingMode,
    Instance,
    LossReason,
    Review,
)
from yingsu.domain.view import View
from yingsu.metrics.balance import balances, concluded_first_instances, outcomes, proceeding_records
from yingsu.metrics.catalogue import METRICS
from yingsu.metrics.core import Item, Rate, half_up, percent, points, rate
from yingsu.metrics.performance import obligation_records, states

OWN = ("县自然资源局", "县人民政府", "县公安局", "浔中派出所")
NAMES = (*OWN, "泉州市人民政府")
UNITS = [
    Unit.model_validate(
        {"单位": name, "类别": "其他", **({"归口": "县公安局"} if name == "浔中派出所" else {})}
    )
    for name in OWN
]

days = st.dates(date(2024, 6, 1), date(2026, 6, 30)).map(date.isoformat)
names = st.sampled_from(NAMES)


def words(terms: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([term.value for term in terms])


def record(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A record in which every key may be missing."""
    return st.fixed_dictionaries({}, optional=fields)


attendees = record(单位=names, 身份=words(HeadRank), 身份证明=st.just("不合格"), 中途退庭=st.just("是"))
absences = record(单位=names, 事由=st.just("不可抗力"), 法院认可=st.sampled_from(["是", "否"]))
hearings = st.builds(
    lambda day, more: {"日期": day, **more},
    days,
    record(
        方式=words(HearingMode),
        到庭=st.lists(attendees, max_size=3),
        通知再次出庭=st.just("是"),
        未到庭说明=st.lists(absences, max_size=2),
    ),
)
results = st.lists(
    record(
        单位=names,
        结果=st.lists(words(Disposition), min_size=1, max_size=2),
        败诉原因=st.lists(words(LossReason), max_size=2),
    ),
    max_size=2,
)
decisions = st.builds(
    lambda day, more: {"日期": day, **more},
    days,
    record(文书=words(DocumentKind), 送达日期=days, 生效日期=days, 审查结果=words(Review), 结果=results),
)
dockets = st.sampled_from(["（2025）闽0583行初1号", "（2025）闽05行终2号", "（2025）闽05执3号", "不成案号"])
proceedings = st.builds(
    lambda instance, more: {"审级": instance, **more},
    words(Instance),
    record(
        案号=dockets,
        立案日期=days,
        收到应诉通知=days,
        出庭单位=st.lists(names, max_size=2),
        开庭=st.lists(hearings, max_size=3),
        裁判=decisions,
    ),
)
pauses = st.builds(lambda day, more: {"自": day, **more}, days, record(至=days))
obligations = st.builds(
    lambda docket, unit, more: {"案号": docket, "单位": unit, "内容": "答复", **more},
    dockets,
    names,
    record(
        期限=days,
        期限日数=st.sampled_from(["0", "15", "60"]),
        完成日期=days,
        中止=pauses,
        终止=st.builds(lambda day: {"日期": day}, days),
    ),
)
corrections = st.builds(lambda unit, day: {"单位": unit, "日期": day, "方式": "和解"}, names, days)
cases = st.builds(
    lambda defendants, more: {
        "格式": "1",
        "案由": "行政处罚",
        "行为类别": "行政处罚",
        "管理领域": "自然资源",
        "原告": [{"姓名": "张某"}],
        "被告": [{"单位": unit, "地位": "共同被告"} for unit in defendants],
        **more,
    },
    st.lists(names, min_size=1, max_size=3),
    record(
        审理=st.lists(proceedings, min_size=1, max_size=4),
        履行=st.lists(obligations, max_size=3),
        自纠=st.lists(corrections, max_size=1),
    ),
)
settings = st.builds(
    lambda counting, excused, denominator: Settings.model_validate(
        {"口径": {"出庭率": {"计数": counting, "正当理由未出庭": excused}, "败诉率": {"分母": denominator}}}
    ),
    words(AppearanceCounting),
    words(ExcusedAbsence),
    words(AdverseDenominator),
)
as_ofs = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@st.composite
def books(draw: Callable[[st.SearchStrategy[Any]], Any]) -> list[View]:
    """The cases of an office on a day."""
    office, as_of = Office.of(draw(settings), UNITS), draw(as_ofs)
    found = []
    for number, data in enumerate(draw(st.lists(cases, min_size=1, max_size=3))):
        case = Case.model_validate(data)
        case.bind()
        found.append(View(f"2025/{number}", case, office, as_of))
    return found


#: Counts what is open in a period, so an item counts in several and has no day (metrics.md, 结案率).
UNDATED = {"clearance_rate"}


def items_of(views: list[View]) -> dict[str, list[Item]]:
    """The items of every figure that dates them."""
    return {
        key: [item for view in views for item in metric.items(view)]
        for key, metric in METRICS.items()
        if key not in UNDATED
    }


def sizes(found: Rate) -> tuple[int, int, int]:
    return len(found.hits), len(found.misses), len(found.unknowns)


@given(book=books())
def test_hits_misses_and_unknowns_make_the_denominator(book: list[View]) -> None:
    for items in items_of(book).values():
        for unit in (None, *OWN):
            found = rate(items, year_of(2025), unit)
            assert sum(sizes(found)) == found.denominator
            assert found.numerator == len(found.hits)
            assert (found.value is None) is (found.display == "—") is (found.denominator == 0)


@given(book=books())
def test_what_is_counted_has_a_day_by_as_of_and_what_is_left_out_a_reason(book: list[View]) -> None:
    for items in items_of(book).values():
        for item in items:
            for verdict in (item.county, *(verdict for _, verdict in item.units)):
                assert (verdict.answer is None) is bool(verdict.reason)
            assert item.county.answer is None or (item.day is not None and item.day <= book[0].as_of)


@given(book=books())
def test_rates_over_disjoint_periods_add_up(book: list[View]) -> None:
    months = [month_of(2025, number) for number in range(1, 13)]
    quarters = [quarter_of(2025, number) for number in range(1, 5)]
    for items in items_of(book).values():
        whole = sizes(rate(items, year_of(2025)))
        for parts in (months, quarters):
            found = [sizes(rate(items, part)) for part in parts]
            assert tuple(map(sum, zip(*found, strict=True))) == whole


@given(book=books(), cut=st.dates(date(2024, 6, 1), date(2026, 6, 30)))
def test_nothing_counts_twice_or_is_lost_between_a_day_and_the_next(book: list[View], cut: date) -> None:
    first, second = between(date(2024, 1, 1), cut), between(cut + timedelta(days=1), date(2027, 12, 31))
    for items in items_of(book).values():
        found = [rate(items, period).denominator for period in (first, second)]
        assert sum(found) == sum(item.county.answer is not None for item in items)


@given(book=books())
def test_the_order_of_cases_never_matters(book: list[View]) -> None:
    def seen(items: list[Item]) -> list[set[Any]]:
        found = rate(items, year_of(2025))
        return [set(found.hits), set(found.misses), set(found.unknowns), set(found.excluded)]

    there, back = items_of(book), items_of(book[::-1])
    for key in there:
        assert seen(there[key]) == seen(back[key])


@given(book=books())
def test_the_county_hits_where_a_unit_does_and_is_left_out_where_all_are(book: list[View]) -> None:
    found = items_of(book)
    for key in ("head_appearance_rate", "adverse_rate", "final_adverse_rate"):
        for item in found[key]:
            answers = [verdict.answer for _, verdict in item.units]
            assert Answer.YES not in answers or item.county.answer is Answer.YES
            assert item.county.answer is not None or set(answers) <= {None}


@given(book=books(), year=st.sampled_from([2024, 2025, 2026]))
def test_outcomes_sum_to_what_was_concluded_and_years_hand_over_what_is_pending(
    book: list[View], year: int
) -> None:
    records = [each for view in book for each in proceeding_records(view)]
    found = balances(records, year_of(year))
    following = balances(records, year_of(year + 1))
    first = concluded_first_instances(records, year_of(year))
    assert sum(outcomes(first).values()) == found[1].concluded
    for now, later in zip(found, following, strict=True):
        assert later.carried == now.pending
        assert now.holds or now.offending


@given(book=books())
def test_an_obligation_is_in_one_state_of_a_period_at_the_most(book: list[View]) -> None:
    records = [each for view in book for each in obligation_records(view)]
    for year in (2024, 2025, 2026):
        assert sum(states(records, year_of(year)).values()) <= len(records)


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_a_rounded_value_is_the_nearest_and_of_two_the_one_away_from_nought(
    value: Fraction, places: int
) -> None:
    rounded = half_up(value, places)
    gap = (Fraction(rounded) - value) * 10**places
    assert abs(gap) <= Fraction(1, 2)
    assert abs(gap) < Fraction(1, 2) or abs(Fraction(rounded)) > abs(value)
    assert rounded.as_tuple().exponent == -places


@given(st.decimals(-1000, 1000, places=4, allow_nan=False))
def test_what_decimal_can_hold_it_rounds_alike(value: Decimal) -> None:
    assert half_up(Fraction(value)) == value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.integers(1, 10**6))
def test_all_of_all_is_a_hundred_percent_and_none_is_nought(number: int) -> None:
    assert percent(Fraction(number, number)) == "100.00%"
    assert percent(Fraction(0, number)) == "0.00%"


@given(st.integers(1, 10**4), st.integers(1, 10**4))
def test_only_all_of_all_prints_as_a_hundred_below_ten_thousand(part: int, whole: int) -> None:
    part = min(part, whole)
    assert (percent(Fraction(part, whole)) == "100.00%") is (part == whole)


@pytest.mark.parametrize(
    ("hits", "of", "printed"),
    [
        (10, 61, "16.39%"),  # T8: published 16.4 %
        (14, 61, "22.95%"),  # T8: published 22.9 %, cut off where it should be rounded
        (1376, 17701, "7.77%"),  # T5: 7.8 %
        (1650, 17294, "9.54%"),
        (14665, 14730, "99.56%"),  # law.md §7.1: 99.6 %
        (24, 27, "88.89%"),  # T12
        (1, 8, "12.50%"),
        (1, 800, "0.13%"),  # 0.125 rounds up
        (2, 3, "66.67%"),
    ],
)
def test_published_pairs_print_as_computed(hits: int, of: int, printed: str) -> None:
    assert percent(Fraction(hits, of)) == printed


@pytest.mark.parametrize(
    ("now", "then", "change"),
    [
        (Fraction(1376, 17701), Fraction(1650, 17294), "-1.77个百分点"),  # T5: published −1.7
        (Fraction(19, 20), Fraction(17, 19), "+5.53个百分点"),  # spec/cli.md
        (Fraction(1, 2), Fraction(1, 2), "+0.00个百分点"),
        (Fraction(1, 3), Fraction(33331, 100000), "+0.00个百分点"),  # from unrounded values: 0.0023
        (None, Fraction(1, 2), None),
        (Fraction(1, 2), None, None),
    ],
)
def test_rates_change_in_percentage_points(
    now: Fraction | None, then: Fraction | None, change: str | None
) -> None:
    assert points(now, then) == change


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 800))
def test_a_period_holds_both_its_ends_and_nothing_beyond(start: date, length: int) -> None:
    period: Period = between(start, start + timedelta(days=length))
    assert period.start in period
    assert period.end in period
    assert period.start - timedelta(days=1) not in period
    assert period.end + timedelta(days=1) not in period
