"""Charts as SVG: parsed, every value written, gaps left open."""

from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from yingsu.document import Chart, ChartKind, Document, Series
from yingsu.render.svg import WIDTH, shown, svg, top_of
from yingsu.render.words import display_width, printable

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_YEARS = ("2021年", "2022年", "2023年", "2024年", "2025年")


def parsed(chart: Chart) -> ET.Element:
    return ET.fromstring(svg(chart))  # noqa: S314 -- written just now


def of(root: ET.Element, tag: str) -> list[ET.Element]:
    return list(root.iter(f"{_NAMESPACE}{tag}"))


def words(root: ET.Element) -> list[str]:
    return [each.text or "" for each in of(root, "text")]


def lines(*values: int | Fraction | None, target: Fraction | None = None, is_rate: bool = True) -> Chart:
    return Chart(
        ChartKind.LINES,
        "历年",
        _YEARS[: len(values)],
        (Series("率", values),),
        is_rate=is_rate,
        target=target,
    )


def test_bars_have_their_names_and_values() -> None:
    chart = Chart(
        ChartKind.BARS,
        "出庭率",
        ("甲局", "乙局", "丙局"),
        (Series("率", (Fraction(1, 2), None, Fraction(0))),),
        is_rate=True,
        target=Fraction(1),
    )
    root = parsed(chart)
    assert words(root) == ["出庭率", *("甲局", "50.0%"), *("乙局", "—"), *("丙局", "0.0%"), "目标100.0%"]
    full = WIDTH - 210 - 70
    assert [float(each.get("width") or 0) for each in of(root, "rect")] == [full / 2, 0, 0]
    (goal,) = of(root, "line")
    assert goal.get("x1") == goal.get("x2") == f"{210 + full:.1f}"


def test_bars_of_several_series_say_which_they_are() -> None:
    chart = Chart(ChartKind.BARS, "结果", ("撤销",), (Series("上年", (1,)), Series("本年", (4,))))
    root = parsed(chart)
    assert words(root) == ["结果", "撤销　上年", "1", "撤销　本年", "4"]
    first, second = of(root, "rect")
    assert float(second.get("width") or 0) == 4 * float(first.get("width") or 0)
    assert first.get("fill") != second.get("fill")


def test_a_line_has_its_values_its_name_and_its_goal() -> None:
    root = parsed(lines(Fraction(1, 2), Fraction(1), target=Fraction(1)))
    assert words(root) == ["历年", "2021年", "2022年", "100.0%", "50.0%", "100.0%", "率"]
    assert len(of(root, "line")) == 2
    assert len(of(root, "circle")) == 2
    (line,) = of(root, "polyline")
    assert len((line.get("points") or "").split()) == 2


def test_counts_are_written_as_counts() -> None:
    root = parsed(lines(3, 7, is_rate=False))
    assert words(root) == ["历年", "2021年", "2022年", "3", "7", "率"]
    assert len(of(root, "line")) == 1


def test_a_gap_breaks_the_line_and_is_no_zero() -> None:
    root = parsed(lines(Fraction(1), Fraction(1), None, Fraction(1, 2), Fraction(1, 2)))
    runs = [(each.get("points") or "").split() for each in of(root, "polyline")]
    assert [len(run) for run in runs] == [2, 2]
    assert len(of(root, "circle")) == 4
    assert "0.0%" not in words(root)
    heights = {point.split(",")[1] for run in runs for point in run}
    base = of(root, "line")[0].get("y1")
    assert base not in heights


def test_a_series_without_a_value_is_not_drawn() -> None:
    root = parsed(lines(None, None))
    assert words(root) == ["历年", "2021年", "2022年"]
    assert of(root, "polyline") == []


def test_names_at_the_end_of_lines_are_kept_apart() -> None:
    series = tuple(Series(f"率{number}", (Fraction(1), Fraction(1))) for number in range(4))
    root = parsed(Chart(ChartKind.LINES, "历年", ("甲", "乙"), series, is_rate=True))
    heights = sorted(
        float(each.get("y") or 0) for each in of(root, "text") if (each.text or "").startswith("率")
    )
    assert all(after - before >= 16 for before, after in pairwise(heights))
    assert len({each.get("stroke-dasharray") for each in of(root, "polyline")}) == 4


def test_everything_is_inside_the_picture(everything: Document) -> None:
    for chart in (block for block in everything.blocks if isinstance(block, Chart)):
        root = parsed(chart)
        width, height = (float(each) for each in (root.get("viewBox") or "").split()[2:])
        for tag, across, down in (("text", "x", "y"), ("circle", "cx", "cy"), ("rect", "x", "y")):
            for each in of(root, tag):
                assert 0 <= float(each.get(across) or 0) <= width
                assert 0 <= float(each.get(down) or 0) <= height


def test_titles_and_names_stay_text(hostile: str) -> None:
    for kind in ChartKind:
        root = parsed(Chart(kind, hostile, (hostile,), (Series(hostile, (1,)), Series("乙", (2,)))))
        assert root.get("aria-label") == printable(hostile)
        assert [each.text or "" for each in of(root, "title")] == [printable(hostile)]
        assert all(display_width(each) <= 30 for each in words(root)[1:])
        assert {each.tag.removeprefix(_NAMESPACE) for each in root.iter()} <= {
            *("svg", "title", "text", "rect", "line", "polyline", "circle")
        }


@pytest.mark.parametrize(
    ("value", "is_rate", "expected"),
    [
        (None, True, "—"),
        (None, False, "—"),
        (Fraction(2, 3), True, "66.7%"),
        (Fraction(0), True, "0.0%"),
        (1, True, "100.0%"),
        (12, False, "12"),
    ],
)
def test_a_value_is_written(value: int | Fraction | None, is_rate: bool, expected: str) -> None:
    assert shown(value, is_rate=is_rate) == expected


def test_the_scale_ends_at_the_largest_value_or_the_goal() -> None:
    assert top_of(lines(3, None, 7)) == 7
    assert top_of(lines(Fraction(1, 2), target=Fraction(3, 2))) == 1.5
    assert top_of(lines(None)) == 1
