"""Renderers never raise, whatever was typed; and what they write can be read again."""

import csv
import io
import json
import unicodedata
from datetime import date
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import docx
import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from yingsu.document import (
    Align,
    Annex,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Entry,
    Heading,
    Listing,
    Paragraph,
    Series,
    Table,
    count,
    day,
    text,
)
from yingsu.render.csv_ import csv_text
from yingsu.render.docx_ import docx_bytes
from yingsu.render.html import html
from yingsu.render.json_ import dumps
from yingsu.render.markdown import markdown
from yingsu.render.svg import svg
from yingsu.render.words import display_width, printable
from yingsu.render.xlsx import xlsx

# Lone surrogates too: they come out of JSON and of file names.
TEXTS = st.text(st.characters(), max_size=40)
VALUES = st.none() | st.integers(0, 10**6) | st.fractions(0, 2, max_denominator=50)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    names = draw(st.lists(TEXTS, min_size=1, max_size=3))
    series = draw(
        st.lists(
            st.builds(Series, TEXTS, st.lists(VALUES, min_size=len(names), max_size=len(names)).map(tuple)),
            min_size=1,
            max_size=3,
        )
    )
    target = draw(st.none() | st.just(Fraction(1)))
    return Chart(draw(st.sampled_from(ChartKind)), draw(TEXTS), tuple(names), tuple(series), True, target)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    titles = draw(st.lists(TEXTS, min_size=1, max_size=3))
    cells = st.one_of(
        TEXTS.map(text),
        st.integers(-(10**6), 10**6).map(count),
        st.dates(date(1990, 1, 1)).map(day),
        st.builds(Cell, TEXTS, VALUES),
    )
    rows = draw(st.lists(st.tuples(*[cells] * len(titles)), max_size=3))
    columns = tuple(Column(title, draw(st.sampled_from(Align))) for title in titles)
    return Table(columns, tuple(rows), draw(TEXTS))


BLOCKS = st.one_of(
    st.builds(Heading, st.integers(1, 7), TEXTS),
    st.builds(Paragraph, TEXTS),
    tables(),
    st.builds(Listing, st.lists(st.builds(Entry, TEXTS, TEXTS, st.tuples(TEXTS)), max_size=2).map(tuple)),
    charts(),
)
DOCUMENTS = st.builds(
    Document,
    st.lists(BLOCKS | st.builds(Annex, TEXTS, TEXTS, st.tuples(BLOCKS)), max_size=4).map(tuple),
    TEXTS,
    st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
    TEXTS,
)


@given(DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_text_formats_take_any_text(document: Document) -> None:
    source = io.StringIO(csv_text(document).removeprefix("\ufeff"), newline="")
    assert all(isinstance(row, list) for row in csv.reader(source, strict=True))
    for made in (html(document), markdown(document), csv_text(document)):
        assert made.encode("utf-8").decode("utf-8") == made


@given(charts())
@settings(max_examples=60, deadline=None)
def test_a_chart_is_well_formed_whatever_it_is_called(chart: Chart) -> None:
    assert ET.fromstring(svg(chart)).tag.endswith("svg")  # noqa: S314 -- written just now


@given(DOCUMENTS)
@settings(max_examples=25, deadline=None)
def test_office_formats_take_any_text_and_open_again(document: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(document)))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    word = docx.Document(io.BytesIO(docx_bytes(document)))
    assert word.paragraphs[0].text == printable(document.title)


@given(st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=5))
@settings(max_examples=60, deadline=None)
def test_json_takes_any_text_shows_nothing_that_steers_and_loses_nothing(value: Any) -> None:
    made = dumps(value)
    assert all(printable(line) == line for line in made.split("\n"))
    assert json.loads(made.encode("utf-8")) == value


@given(st.text(st.characters()))
def test_printable_text_steers_nothing(typed: str) -> None:
    clean = printable(typed)
    assert len(clean) == len(typed)
    assert not {unicodedata.category(each) for each in clean} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert printable(clean) == clean
    assert clean.splitlines() in ([clean], [])
    assert len(clean) <= display_width(clean) <= 2 * len(clean)
    assert ET.fromstring(f"<a>{clean.translate(_ESCAPES)}</a>") is not None  # noqa: S314 -- written just now


_ESCAPES = {ord("<"): "&lt;", ord("&"): "&amp;"}
