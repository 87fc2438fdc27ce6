"""What holds for every text: places lie in it, both parsers agree, nothing raises, and a day hides the later facts."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yingsu.diagnostic import Span
from yingsu.domain.case import Case
from yingsu.domain.node import Node
from yingsu.reading.shapes import keys_below
from yingsu.reading.source import FASTEST, PureParser, Source, read_source
from yingsu.reading.validation import read_record

HOSTILE = spec_from_file_location("make_hostile", Path(__file__).parents[1] / "hostile" / "make_hostile.py")
assert HOSTILE is not None
assert HOSTILE.loader is not None
make_hostile = module_from_spec(HOSTILE)
HOSTILE.loader.exec_module(make_hostile)
VALID: str = make_hostile.VALID
"""A case that uses nearly every key."""

KEYS = keys_below(Case)
QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUICK = settings(QUIET, max_examples=60)

# ------------------------------------------------------------------------------------------- texts

WORDS = st.text("甲乙丙案号😀𠮷aZ09-_.（）〔〕，。：“”/ ", min_size=1, max_size=12)
SCALARS = st.one_of(
    WORDS.map(str.strip).filter(bool),
    st.sampled_from(["0012", "1:30", "NO", "1_000", "true", "2025-03-06", "1.0", "null", "~", ""]),
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text("甲乙丙丁戊0aZ😀", min_size=1, max_size=4), inner, max_size=4),
    ),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(st.text("甲乙丙丁戊", min_size=1, max_size=4), DATA, min_size=1, max_size=5)
PLAIN = re.compile(r"[甲乙丙丁案号😀𠮷aZ09][甲乙丙丁案号😀𠮷aZ09_.（）〔〕。/-]*")


def written(value: Any, style: random.Random) -> str:
    """A value on one line, in a style that some person might write."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(inner, style)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(inner, style) for inner in value) + "]"
    if PLAIN.fullmatch(value) and style.random() < 0.8:
        return str(value)
    return f"'{value}'" if style.random() < 0.5 else f'"{value}"'


def block(value: Any, style: random.Random, indent: int = 0) -> Iterator[str]:
    """The lines of a mapping or list, some parts of it between braces."""
    pad = " " * indent
    entries = value.items() if isinstance(value, dict) else (("-", inner) for inner in value)
    for key, inner in entries:
        head = f"{pad}{key}" if key == "-" and isinstance(value, list) else f"{pad}{key}:"
        if isinstance(inner, (dict, list)) and inner and style.random() < 0.7:
            yield head + "  # 注" * (style.random() < 0.2)
            yield from block(inner, style, indent + 2)
        else:
            yield f"{head} {written(inner, style)}"


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A text and the data it was made from."""
    data = draw(DOCUMENTS)
    style = draw(st.randoms(use_true_random=False))
    line_end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return draw(st.sampled_from(["", "\ufeff"])) + line_end.join([*block(data, style), ""]), data


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """The valid case with a few places changed: what copying, merging and typing do to a file."""
    text = VALID
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 30)))
        put = draw(st.one_of(st.just(""), st.text("：:-#&*!|>{}[],'\"\n\t 甲是否\u200b\ufeff0", max_size=6)))
        text = text[:at] + put + text[end:]
    content = text.encode()
    cut = draw(st.integers(0, len(content)))
    changed: bytes = draw(st.sampled_from([content, content[:cut], content.replace(b"\n", b"\r\n")]))
    return changed


# ------------------------------------------------------------------------------------------ places


def paths_of(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in entries:
        yield (*path, step), inner
        yield from paths_of(inner, (*path, step))


def is_inside(span: Span, source: Source) -> bool:
    """Whether a span can be shown: its lines exist, its columns are at most one behind the end."""
    first, last = source.line(span.line), source.line(span.end_line)
    return (
        1 <= span.line <= span.end_line <= len(source.lines)
        and 1 <= span.column <= len(first) + 1
        and 1 <= span.end_column <= len(last) + 2
        and (span.line, span.column) <= (span.end_line, span.end_column)
    )


@given(texts())
@QUIET
def test_every_path_has_its_place_and_its_value_stands_there(example: tuple[str, dict[str, Any]]) -> None:
    text, data = example
    source = read_source(text.encode())
    assert source.problems == []
    assert source.blanks == []
    assert source.data == data
    for path, value in paths_of(source.data):
        for of_value in (False, True):
            assert is_inside(source.span(path, of_value=of_value), source)
        if isinstance(value, str):
            span = source.span(path, of_value=True)
            assert source.line(span.line)[span.column - 1 : span.end_column - 1].strip("'\"") == value
        if isinstance(path[-1], str):
            span = source.span(path)
            assert source.line(span.line)[span.column - 1 : span.end_column - 1] == path[-1]


@given(texts())
@QUIET
def test_both_parsers_read_the_same(example: tuple[str, dict[str, Any]]) -> None:
    assert_both_read_the_same(example[0].encode())


@given(mutations())
@QUICK
def test_both_parsers_read_the_same_where_both_can(content: bytes) -> None:
    fast, pure = (read_source(content, KEYS, parser) for parser in (FASTEST, PureParser))
    if fast.data is not None and pure.data is not None:
        assert_both_read_the_same(content)


@pytest.mark.parametrize("file", sorted(Path(__file__).parents[1].glob("source/**/*.yaml")), ids=str)
def test_both_parsers_read_the_data_of_the_faults_alike(file: Path) -> None:
    fast, pure = (read_source(file.read_bytes(), KEYS, parser) for parser in (FASTEST, PureParser))
    assert fast.data == pure.data
    assert {problem.defect.code for problem in fast.problems} == {each.defect.code for each in pure.problems}


def assert_both_read_the_same(content: bytes) -> None:
    fast, pure = (read_source(content, KEYS, parser) for parser in (FASTEST, PureParser))
    assert fast.data == pure.data
    assert fast.problems == pure.problems
    assert fast.blanks == pure.blanks
    for path, _ in paths_of(fast.data):
        for of_value in (False, True):
            assert fast.span(path, of_value=of_value) == pure.span(path, of_value=of_value)


# ---------------------------------------------------------------------------------- nothing raises


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
    )
)
@QUIET
def test_no_bytes_make_the_reader_raise(content: bytes) -> None:
    assert_reads(content)


@given(mutations())
@settings(QUIET, max_examples=200)
def test_no_mutation_of_a_case_makes_the_reader_raise(content: bytes) -> None:
    assert_reads(content)


def assert_reads(content: bytes) -> None:
    reading = read_record(content, Case, "case.yaml")
    for found in reading.diagnostics():
        assert not reading.source.text or is_inside(found.span, reading.source), found
        assert re.search("[一-鿿]", found.message)
        assert found.excerpt == reading.source.line(found.span.line)
    if reading.node is not None:
        for part in parts_of(reading.node):
            assert is_inside(reading.source.span(part.path), reading.source)


def parts_of(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts():
        yield from parts_of(part)


# ------------------------------------------------------------------------------------ known on a day


def valid_case() -> Case:
    node = read_record(VALID.encode(), Case, "case.yaml").node
    assert node is not None
    return node


WHOLE = valid_case()
FIRST, LAST = date(2024, 10, 1), date(2026, 2, 1)
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + timedelta(days=days))


@given(DAYS)
@QUIET
def test_a_day_hides_every_later_fact_and_nothing_else(day: date) -> None:
    known = WHOLE.known_on(day)
    assert known is not None
    kept = {(part.path, field): on for part in parts_of(known) for field, on in part.fact_days()}
    assert all(on <= day for on in kept.values())
    gone = lost_parts(WHOLE, known)
    for part in parts_of(WHOLE):
        if not any(part.path[: len(path)] == path for path in gone):
            for field, on in part.fact_days():
                assert ((part.path, field) in kept) == (on <= day)


def lost_parts(whole: Node, known: Node) -> set[tuple[str | int, ...]]:
    return {part.path for part in parts_of(whole)} - {part.path for part in parts_of(known)}


@given(DAYS)
@QUIET
def test_a_part_that_is_hidden_came_later(day: date) -> None:
    known = WHOLE.known_on(day)
    assert known is not None
    lost = lost_parts(WHOLE, known)
    for part in parts_of(WHOLE):
        if part.path in lost and part.path[:-1] not in lost and part.path[:-2] not in lost:
            begun = [on for _, on in part.fact_days()]
            came_to_it = not begun and part.path[-2] in {"到庭", "未到庭说明"}
            assert came_to_it or min(begun) > day


@given(DAYS)
@QUIET
def test_to_know_twice_is_to_know_once(day: date) -> None:
    known = WHOLE.known_on(day)
    assert known is not None
    assert known.known_on(day) == known
    if day >= date(2025, 5, 12):
        # A hearing to come is copied each time (Hearing.known_on), which is equal but not the same.
        assert known.known_on(day) is known


@given(DAYS, DAYS)
@QUIET
def test_what_is_known_on_a_day_is_known_on_every_later_one(one: date, other: date) -> None:
    early, late = sorted((one, other))
    known_late = WHOLE.known_on(late)
    assert known_late is not None
    assert known_late.known_on(early) == WHOLE.known_on(early)
    known_early = WHOLE.known_on(early)
    assert known_early is not None
    assert lost_parts(known_early, known_late) == set()


def test_where_nothing_is_later_the_case_is_the_same_object() -> None:
    assert WHOLE.known_on(LAST) is WHOLE
    assert WHOLE.known_on(date(2025, 12, 31)) is WHOLE
    assert WHOLE.known_on(FIRST) is not WHOLE


def test_a_copy_knows_its_place() -> None:
    known = WHOLE.known_on(date(2025, 5, 21))
    assert known is not None
    decision = known.proceedings[0].decision
    assert decision is not None
    assert decision.path == ("审理", 0, "裁判")
    assert decision.served_on is None
