"""What is measured: groups of processes that are run in turn, and the rows that are made of them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from measuring import Samples, Subject, interleaved, measured, nothing, summed_peak, typical
from table import Row, in_words, peak_row, time_ratio
from trees import HERE, Tree, make_tree

AS_OF = ("--as-of", "2026-11-23")
CASES_SHOWN = (50_000, 300_000)
"""The sizes of --big."""
LEDGER_ROWS = 50_000
LONG_LEDGER_FACTOR = 10
PEER_CASES = 300


@dataclass(frozen=True)
class Bench:
    """What all experiments share.

    Attributes:
        scratch: a directory that is thrown away.
        surroundings: the environment of processes.
        cases: how many cases the tree of every day has.
        rounds: how often each process is run.
    """

    scratch: Path
    surroundings: Mapping[str, str]
    cases: int
    rounds: int

    def program(self, *words: str) -> tuple[str, ...]:
        """The command line of our program: its script, as installed, or else the package."""
        script = _beside_python("yingsu")
        return (*((script,) if script else (sys.executable, "-m", "yingsu")), *words)

    @cached_property
    def has_cache(self) -> bool:
        """Whether the program has a cache: one that is older can be measured as well."""
        asked = self.program("check", "--help")
        done = subprocess.run(asked, env=self.surroundings, check=True, capture_output=True, encoding="utf-8")
        return "--no-cache" in done.stdout

    @cached_property
    def tree(self) -> Tree:
        """The tree of every day, committed to git."""
        return make_tree(self.scratch / "tree", self.cases, self.surroundings, committed=True)

    def check(
        self,
        name: str,
        tree: Tree,
        *words: str,
        before: Callable[[], None] = nothing,
        codes: tuple[int, ...] = (0,),
    ) -> Subject:
        """`check` of a tree."""
        argv = self.program("check", "--quiet", *AS_OF, *words)
        return Subject(name, argv, tree.root, before, codes)

    def once(self, subject: Subject) -> Callable[[], None]:
        """A run of a subject as the preparation of another."""

        def run() -> None:
            measured(subject, self.surroundings)

        return run


def _beside_python(name: str) -> str | None:
    """A program of this Python's environment, else of the path."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return shutil.which(name, path=places)


def start(bench: Bench) -> Iterator[Row]:
    """What a start costs: version, help, a refusal, one file."""
    tree = make_tree(bench.scratch / "one", 1, bench.surroundings, committed=False)
    one = next(tree.root.glob("cases/*/*/case.yaml"))
    nothing_at_all = Subject("`python -c pass`", (sys.executable, "-c", "pass"), tree.root)
    budgets = {"`--version`": 7.0, "`--help`": 14.0, "`check` of one file": 20.0}
    no_cache = ("--no-cache",) if bench.has_cache else ()
    subjects = [
        nothing_at_all,
        Subject("`--version`", bench.program("--version"), tree.root),
        Subject("`--help`", bench.program("--help"), tree.root),
        Subject("a wrong option", bench.program("check", "--nein"), tree.root, codes=(2,)),
        bench.check("`check` of one file", tree, *no_cache),
        bench.check("`check PATH` of one file", tree, *no_cache, str(one)),
    ]
    if bench.has_cache:
        subjects.append(bench.check("`check` of one file, warm", tree))
    samples = interleaved(subjects, bench.rounds * 3, bench.surroundings)
    for subject in subjects[1:]:
        yield time_ratio(samples, subject.name, nothing_at_all.name, budgets.get(subject.name))


def check(bench: Bench) -> Iterator[Row]:
    """Checks and a report of the tree of every day, beside `git status` and PyYAML on the same files."""
    tree = bench.tree
    subjects = _checks(bench, tree)
    samples = interleaved(subjects, bench.rounds, bench.surroundings)
    size = f", {tree.cases:,} cases"
    for row in _check_rows(bench, samples):
        yield Row(row.what + size, row.measured, row.ratio, row.budget, row.holds)


def _checks(bench: Bench, tree: Tree) -> list[Subject]:
    status = Subject("`git status`", ("git", "status"), tree.root, before=tree.put_back)
    reader = Subject("read + CSafeLoader", (sys.executable, str(HERE / "load_yaml.py"), "."), tree.root)
    words = bench.program("report", "--year", "2025", *AS_OF)
    report = Subject("report", words, tree.root)
    if not bench.has_cache:
        return [status, reader, bench.check("cold check", tree), report]
    warm = bench.check("warm check", tree)
    return [
        status,
        reader,
        bench.check("cold check", tree, before=tree.forget),
        bench.check("check --no-cache", tree, "--no-cache"),
        bench.check("warm check", tree, before=bench.once(warm)),
        Subject("report, warm", words, tree.root, before=bench.once(report)),
        bench.check("check, 1 % changed", tree, before=tree.edit),
        Subject("`git status`, 1 % changed", status.argv, tree.root),
    ]


def _check_rows(bench: Bench, samples: Samples) -> Iterator[Row]:
    yield time_ratio(samples, "cold check", "read + CSafeLoader", 0.5)
    if not bench.has_cache:
        yield time_ratio(samples, "report", "cold check")
        return
    yield time_ratio(samples, "check --no-cache", "read + CSafeLoader")
    yield time_ratio(samples, "warm check", "`git status`", 2.5)
    yield time_ratio(samples, "warm check", "cold check", 0.15)
    yield time_ratio(samples, "check, 1 % changed", "`git status`", 6)
    yield time_ratio(samples, "check, 1 % changed", "`git status`, 1 % changed")
    yield time_ratio(samples, "report, warm", "warm check", 3)


def ledger(bench: Bench) -> Iterator[Row]:
    """A long ledger beside XlsxWriter writing the same cells."""
    rows = LEDGER_ROWS
    short = f"our ledger, {rows // LONG_LEDGER_FACTOR:,} rows"
    ours, theirs, constant = (
        f"{name}, {rows:,} rows" for name in ("our ledger", "XlsxWriter", "its constant memory")
    )
    subjects = [_ledger(bench, short, "ours", rows // LONG_LEDGER_FACTOR), _ledger(bench, ours, "ours", rows)]
    has_other = importlib.util.find_spec("xlsxwriter") is not None
    if has_other:
        subjects.append(_ledger(bench, theirs, "xlsxwriter", rows))
        subjects.append(_ledger(bench, constant, "xlsxwriter-constant", rows))
    samples = interleaved(subjects, max(bench.rounds // 2, 1), bench.surroundings)
    if has_other:
        yield time_ratio(samples, ours, theirs, 2.5)
        yield time_ratio(samples, ours, constant)
    else:
        yield Row(ours, in_words(typical(samples[ours]).seconds), "XlsxWriter: not installed", "≤ 2.5")
    for subject in subjects:
        yield peak_row(f"peak of {subject.name}", typical(samples[subject.name]).peak)


def _ledger(bench: Bench, name: str, writer: str, rows: int) -> Subject:
    words = (str(HERE / "ledger_writing.py"), "--writer", writer, "--rows", str(rows))
    return Subject(name, (sys.executable, *words), bench.scratch)


def peers(bench: Bench) -> Iterator[Row]:
    """Linters of YAML on the same few hundred files."""
    tree = make_tree(bench.scratch / "peers", PEER_CASES, bench.surroundings, committed=False)
    ours = bench.check("check --no-cache", tree, *(("--no-cache",) if bench.has_cache else ()))
    found = {"yamllint": _yamllint(tree), "check-jsonschema": _check_jsonschema(bench, tree)}
    subjects = [ours, *(subject for subject in found.values() if isinstance(subject, Subject))]
    samples = interleaved(subjects, bench.rounds, bench.surroundings) if len(subjects) > 1 else {}
    for name, subject in found.items():
        what = f"check --no-cache, {PEER_CASES} cases"
        if isinstance(subject, str):
            yield Row(what, "", f"{name}: {subject}")
        else:
            row = time_ratio(samples, ours.name, name)
            yield Row(what, row.measured, row.ratio)


def _yamllint(tree: Tree) -> Subject | str:
    program = _beside_python("yamllint")
    if program is None:
        return "not installed"
    # Its own opinions on layout are no failure here.
    return Subject("yamllint", (program, "--no-warnings", "cases"), tree.root, codes=(0, 1))


def _check_jsonschema(bench: Bench, tree: Tree) -> Subject | str:
    program = _beside_python("check-jsonschema")
    if program is None:
        return "not installed"
    asked = bench.program("schema", "案件")
    done = subprocess.run(asked, env=bench.surroundings, check=False, capture_output=True)
    if done.returncode != 0:
        return "there is no schema to check with"
    schema = bench.scratch / "case.schema.json"
    schema.write_bytes(done.stdout)
    files = tuple(str(path) for path in sorted(tree.root.glob("cases/*/*/case.yaml")))
    return Subject(
        "check-jsonschema", (program, "--schemafile", str(schema), *files), tree.root, codes=(0, 1)
    )


def memory(bench: Bench) -> Iterator[Row]:
    """The most memory that checks of the tree of every day take; with --big, of 50,000 cases."""
    yield from _peaks(bench, bench.tree, budgeted=False)


def _peaks(bench: Bench, tree: Tree, *, budgeted: bool) -> Iterator[Row]:
    cold = bench.check("cold check", tree, before=tree.forget)
    kinds = [(cold, 200.0), (bench.check("warm check", tree), 120.0)] if bench.has_cache else [(cold, 200.0)]
    for subject, budget in kinds:
        largest = measured(subject, bench.surroundings).peak
        together = summed_peak(subject, bench.surroundings)
        note = f"; all its processes together {together:.0f} MiB" if together is not None else ""
        what = f"peak of a {subject.name}, {tree.cases:,} cases"
        yield peak_row(what, largest, budget if budgeted else None, note=note)


def growth(bench: Bench) -> Iterator[Row]:
    """With --big: time for each case, and memory, from the tree of every day to 50,000 and 300,000 cases."""
    trees = [bench.tree]
    trees += [
        make_tree(bench.scratch / f"of-{size}", size, bench.surroundings, committed=False)
        for size in CASES_SHOWN
    ]
    subjects = []
    for tree in trees:
        subjects.append(bench.check(f"cold check, {tree.cases:,} cases", tree, before=tree.forget))
        if bench.has_cache:
            subjects.append(bench.check(f"warm check, {tree.cases:,} cases", tree))
    samples = interleaved(subjects, min(bench.rounds, 3), bench.surroundings)
    for kind in ("cold check", "warm check")[: 2 if bench.has_cache else 1]:
        yield from _per_case(samples, kind, trees)
    yield from _peaks(bench, trees[1], budgeted=True)


def _per_case(samples: Samples, kind: str, trees: Sequence[Tree]) -> Iterator[Row]:
    base = typical(samples[f"{kind}, {trees[0].cases:,} cases"]).seconds / trees[0].cases
    for tree in trees[1:]:
        name = f"{kind}, {tree.cases:,} cases"
        sample = typical(samples[name])
        each = sample.seconds / tree.cases
        sides = f"{in_words(sample.seconds)}, {sample.peak:.0f} MiB; {each * 1e6:.0f} µs a case"
        against = f"{each / base:.2f} of a case among {trees[0].cases:,}"
        yield Row(name, sides, against, "≤ 1.15", each / base <= 1.15)


EXPERIMENTS: Mapping[str, Callable[[Bench], Iterator[Row]]] = {
    "start": start,
    "check": check,
    "memory": memory,
    "ledger": ledger,
    "peers": peers,
    "growth": growth,
}
"""By the name that --only takes. `growth` is for --big, or where it is asked for."""
