"""Charts as SVG, drawn with nothing but text: they work without a network, in print and in the dark."""

from collections.abc import Iterator
from fractions import Fraction
from html import escape
from itertools import groupby

from yingsu.document import Chart, ChartKind, Series
from yingsu.render.words import display_width, printable

WIDTH = 720
_ROW = 26
_TOP = 34
_LABEL = 210
_LINE_HEIGHT = 240
_MOST_TICKS = 5
_SHADES = ("var(--c1,#1f4e79)", "var(--c2,#b5651d)", "var(--c3,#5b7f3a)", "var(--c4,#7a4a8c)")
_DASHES = ("", "6 3", "2 3", "8 3 2 3")

_Spot = tuple[float, float, int | Fraction]
"""Where a value stands, and the value."""


def svg(chart: Chart) -> str:
    """One `<svg>` element. Every value is written beside its mark, so colour carries nothing alone."""
    body, height = _bars(chart) if chart.kind is ChartKind.BARS else _lines(chart)
    label = escape(printable(chart.title))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}"'
        f' font-family="sans-serif" font-size="13" fill="currentColor"><title>{label}</title>'
        f'<text x="0" y="16" font-weight="bold">{label}</text>{"".join(body)}</svg>'
    )


def shown(value: int | Fraction | None, *, is_rate: bool) -> str:
    """A value as written in a chart: rates with one decimal, drawn not quoted."""
    if value is None:
        return "—"
    return f"{float(value) * 100:.1f}%" if is_rate else str(value)


def top_of(chart: Chart) -> float:
    """The value at the end of the scale."""
    values = [float(value) for series in chart.series for value in series.values if value is not None]
    if chart.target is not None:
        values.append(float(chart.target))
    return max([*values, 1.0])


def _bars(chart: Chart) -> tuple[list[str], int]:
    """A row for each category, a bar for each series in it."""
    rows = [
        (category, series, place)
        for place, category in enumerate(chart.categories)
        for series in chart.series
    ]
    height = _TOP + _ROW * max(1, len(rows)) + 8
    scale = (WIDTH - _LABEL - 70) / top_of(chart)
    parts = []
    for number, (category, series, place) in enumerate(rows):
        y = _TOP + number * _ROW
        value = series.values[place]
        shade = _SHADES[chart.series.index(series) % len(_SHADES)]
        length = max(0.0, float(value or 0) * scale)
        name = category if len(chart.series) == 1 else f"{category}　{series.name}"
        parts.append(
            f'<text x="{_LABEL - 8}" y="{y + 16}" text-anchor="end">{escape(_cut(name))}</text>'
            f'<rect x="{_LABEL}" y="{y + 4}" width="{length:.1f}" height="{_ROW - 9}" fill="{shade}"/>'
            f'<text x="{_LABEL + length + 6:.1f}" y="{y + 16}">{shown(value, is_rate=chart.is_rate)}</text>'
        )
    if chart.target is not None:
        x = _LABEL + float(chart.target) * scale
        parts.append(
            f'<line x1="{x:.1f}" y1="{_TOP - 6}" x2="{x:.1f}" y2="{height - 8}" stroke="currentColor"'
            f' stroke-dasharray="4 3"/><text x="{x:.1f}" y="{_TOP - 9}" text-anchor="middle" font-size="11">'
            f"目标{shown(chart.target, is_rate=chart.is_rate)}</text>"
        )
    return parts, height


def _lines(chart: Chart) -> tuple[list[str], int]:
    left, right, top, bottom = 56, WIDTH - 150, _TOP + 6, _TOP + _LINE_HEIGHT
    scale = (bottom - top) / top_of(chart)
    step = (right - left) / max(1, len(chart.categories) - 1)
    parts = [
        f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{bottom}" stroke="currentColor"/>',
        *(
            f'<text x="{left + place * step:.1f}" y="{bottom + 18}" text-anchor="middle">{escape(_cut(name))}</text>'
            for place, name in enumerate(chart.categories)
        ),
    ]
    if chart.target is not None:
        y = bottom - float(chart.target) * scale
        parts.append(
            f'<line x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="currentColor" stroke-dasharray="4 3"/>'
            f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" font-size="11">'
            f"{shown(chart.target, is_rate=chart.is_rate)}</text>"
        )
    ends: list[float] = []
    for number, series in enumerate(chart.series):
        spots = [
            None if value is None else (left + place * step, bottom - float(value) * scale, value)
            for place, value in enumerate(series.values)
        ]
        parts.extend(_line(number, series, spots, chart.is_rate, right, ends))
    return parts, bottom + 30


def _line(
    number: int, series: Series, spots: list[_Spot | None], is_rate: bool, right: float, ends: list[float]
) -> Iterator[str]:
    """A line with its values and, at its end, its name; names are kept apart. Where there is no value it is broken."""
    there = [spot for spot in spots if spot is not None]
    if not there:
        return
    shade, dash = _SHADES[number % len(_SHADES)], _DASHES[number % len(_DASHES)]
    for is_gap, run in groupby(spots, lambda spot: spot is None):
        if not is_gap:
            points = " ".join(f"{spot[0]:.1f},{spot[1]:.1f}" for spot in run if spot is not None)
            yield (
                f'<polyline points="{points}" fill="none" stroke="{shade}" stroke-width="2"'
                f' stroke-dasharray="{dash}"/>'
            )
    for x, y, value in there:
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{shade}"/>'
            f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle" font-size="11">{shown(value, is_rate=is_rate)}</text>'
        )
    y = there[-1][1]
    while any(abs(y - other) < 16 for other in ends):
        y += 16
    ends.append(y)
    yield f'<text x="{right + 12}" y="{y + 4:.1f}">{escape(_cut(series.name))}</text>'


def _cut(text: str, most: int = 30) -> str:
    """A label short enough for its place."""
    clean = printable(text)
    while display_width(clean) > most:
        clean = clean[:-2] + "…"
    return clean
