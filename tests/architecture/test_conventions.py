"""What the layers do not say: names, lengths, the clock, and words that some test uses."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from yingsu.domain import terms
from yingsu.domain.terms import Term

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "yingsu"
SOURCES = sorted(PACKAGE.rglob("*.py"))
MIDDLE = [
    file for layer in ("domain", "rules", "metrics", "reports") for file in (PACKAGE / layer).rglob("*.py")
]
MOST_LINES = 400
SAYS_NOTHING = {"utils", "util", "common", "helpers", "helper", "manager", "misc", "tools", "base"}
CLOCK = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("time", "localtime"),
}
FILES = {
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "is_file",
    "is_dir",
    "exists",
    "iterdir",
    "glob",
}
THE_CLOCK_IS_READ_IN = PACKAGE / "cli" / "clock.py"
VOCABULARIES = [
    each
    for each in vars(terms).values()
    if isinstance(each, type) and issubclass(each, Term) and each is not Term
]


def name_of(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


def calls_in(file: Path) -> Iterator[tuple[str, str]]:
    """Every call of a file: what stands before the dot, and the name."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            yield "", node.func.id
        elif isinstance(node.func, ast.Attribute):
            before = node.func.value
            yield getattr(before, "attr", getattr(before, "id", "")), node.func.attr


@pytest.mark.parametrize("file", SOURCES, ids=name_of)
def test_a_module_is_named_for_what_is_in_it(file: Path) -> None:
    assert not {part.strip("_") for part in file.relative_to(PACKAGE).with_suffix("").parts} & SAYS_NOTHING


@pytest.mark.parametrize("file", SOURCES, ids=name_of)
def test_a_module_is_short_enough_to_read(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("file", SOURCES, ids=name_of)
def test_the_clock_is_read_in_one_place(file: Path) -> None:
    reads = set(calls_in(file)) & CLOCK
    assert reads == ({("date", "today")} if file == THE_CLOCK_IS_READ_IN else set())


@pytest.mark.parametrize("file", MIDDLE, ids=name_of)
def test_the_middle_touches_no_file(file: Path) -> None:
    calls = set(calls_in(file))
    assert ("", "open") not in calls
    assert not {(before, name) for before, name in calls if name in FILES or before in {"os", "subprocess"}}


@cache
def words_of_data() -> frozenset[str]:
    """Every word between signs in the tests' data and in the demonstration cases, without comments."""
    files = [*(ROOT / "tests").rglob("*.yaml"), *(ROOT / "cases").rglob("*.yaml")]
    lines = (
        line.partition("# ")[0] for file in files for line in file.read_text(encoding="utf-8").splitlines()
    )
    return frozenset(word for line in lines for word in re.findall("[一-鿿]+", line))


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_every_word_of_a_vocabulary_is_used_in_some_data(vocabulary: type[Term]) -> None:
    missing = {word.value for word in vocabulary} - words_of_data()
    assert missing == set()
