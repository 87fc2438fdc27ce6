"""Mutation testing of the middle: change one thing in a function, and see whether a test notices.

Usage: python tests/mutation.py [--seed N] [--each N] [--law N] [--tests A,B] [PART OF A MODULE'S NAME …]. Run by hand, on a
system with fork; it needs the `dev` extra. No file is touched: the tests are collected once, and each mutant lives in a
fork of that process, where the code of the function is replaced and those tests run that call it. What runs at import only
(tables, defaults of fields) cannot be changed so, and is not sampled.

A mutant is killed (a test fails), survived, timeout, uncalled (none of the tests calls the function), or unfit (its code
cannot take the place of the other). What survives is either equivalent or a row that is missing from the data.
"""

import argparse
import ast
import copy
import gc
import os
import random
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "yingsu"
TESTS = ("tests/domain", "tests/facts", "tests/metrics", "tests/rules")
#: The modules that hold the law: more of them is sampled.
LAW = {
    *("domain/answer", "domain/calendar", "domain/deadline_count", "domain/docket_number", "domain/period"),
    *("domain/facts/effect", "domain/facts/appearance", "domain/facts/performance", "domain/facts/outcome"),
    *("metrics/core", "metrics/performance"),
}
SECONDS = 60
KILLED, SURVIVED, ENDLESS, UNCALLED, UNFIT = RESULTS = ("killed", "survived", "timeout", "uncalled", "unfit")
_UNFIT = 3

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
}  # fmt: skip
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min"}
ANSWERS = {"YES": "NO", "NO": "UNKNOWN", "UNKNOWN": "YES"}


@dataclass(frozen=True)
class Mutant:
    """One change: the node of a module's tree, by its number in `ast.walk`, and which of its variants."""

    path: Path
    node: int
    variant: int
    line: int
    within: range
    change: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(SOURCE)}:{self.line}  {self.change}"


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """What a node is changed into, one change at a time."""
    yield from changed_operators(node)
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Attribute(value=ast.Name(id="Answer"), attr=name) if name in ANSWERS:
            yield ast.Attribute(node.value, ANSWERS[name], ast.Load())
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())
        case ast.If() | ast.IfExp():
            for value in (True, False):
                branch = copy.copy(node)
                branch.test = ast.Constant(value)
                yield branch
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant) or value.value:
            yield ast.Return(ast.Constant(None))


def changed_operators(node: ast.AST) -> Iterator[ast.AST]:
    """The node with another operator, or without its `not`."""
    match node:
        case ast.Compare(ops=[first, *_]) if type(first) in COMPARISONS:
            compared = copy.copy(node)
            compared.ops = [COMPARISONS[type(first)](), *node.ops[1:]]
            yield compared
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand


def shown(node: ast.AST) -> str:
    """The first line of a node."""
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).partition("\n")[0][:90]


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of the functions of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    numbers = {id(node): number for number, node in enumerate(ast.walk(tree))}
    scopes: list[ast.Module | ast.ClassDef] = [
        tree,
        *(node for node in tree.body if isinstance(node, ast.ClassDef)),
    ]
    for function in (each for scope in scopes for each in scope.body if isinstance(each, ast.FunctionDef)):
        first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
        for node in (inner for statement in function.body for inner in ast.walk(statement)):
            for variant, changed in enumerate(variants(node)):
                change = f"{shown(node)}  →  {shown(changed)}"
                within = range(first, (function.end_lineno or first) + 1)
                yield Mutant(path, numbers[id(node)], variant, getattr(node, "lineno", first), within, change)


class _Replacing(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The new node in the place of the old one."""
        return ast.copy_location(self.new, node) if node is self.old else self.generic_visit(node)


def code_of(path: Path, mutant: Mutant | None = None) -> list[CodeType]:
    """All code of a module as it is, or as a mutant."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if mutant is not None:
        old = list(ast.walk(tree))[mutant.node]
        _Replacing(old, list(variants(old))[mutant.variant]).visit(tree)
    found = [compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)]
    for code in found:  # grows while it is walked
        found += [const for const in code.co_consts if isinstance(const, CodeType)]
    return found


def put_in_place(mutant: Mutant) -> None:
    """Give every living function the code it has in the mutant, and forget what functions remember of before."""
    old = {(code.co_qualname, code.co_firstlineno): code for code in code_of(mutant.path)}
    new = {(code.co_qualname, code.co_firstlineno): code for code in code_of(mutant.path, mutant)}
    for function in gc.get_objects():
        if isinstance(function, _lru_cache_wrapper):
            function.cache_clear()
        elif type(function) is FunctionType and function.__code__.co_filename == str(mutant.path):
            key = (function.__code__.co_qualname, function.__code__.co_firstlineno)
            if key in new and old.get(key) != new[key]:
                function.__code__ = new[key]


class Mutation:
    """In the place of pytest's own loop: which test calls what, then one mutant after the other."""

    def __init__(self, chosen: list[Mutant]) -> None:
        self.chosen = chosen
        self.callers: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once with the calls noted, then those that matter for each mutant."""
        self.note_calls(session)
        results: dict[str, Counter[str]] = defaultdict(Counter)
        for number, mutant in enumerate(self.chosen, 1):
            result = self.judge(mutant)
            results[str(mutant.path.relative_to(SOURCE))][result] += 1
            if result != KILLED:
                print(f"{number}/{len(self.chosen)} {result}: {mutant}", flush=True)  # noqa: T201
        print(f"{'':36}{''.join(f'{each:>9}' for each in RESULTS)}      all")  # noqa: T201
        for name, counts in [*results.items(), ("all", sum(results.values(), Counter()))]:
            columns = "".join(f"{counts[each]:9}" for each in RESULTS)
            print(f"{name:36}{columns}{counts.total():9}", flush=True)  # noqa: T201
        return True

    def note_calls(self, session: pytest.Session) -> None:
        """Which tests call a function, the quickest first."""
        called: set[tuple[str, int]] = set()

        def note(frame: FrameType, event: str, _: object) -> None:
            if event == "call" and frame.f_code.co_filename.startswith(str(SOURCE)):
                called.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

        timed: list[tuple[float, pytest.Item, frozenset[tuple[str, int]]]] = []
        for item, following in zip(session.items, [*session.items[1:], None], strict=True):
            called.clear()
            sys.setprofile(note)
            reports = runtestprotocol(item, log=False, nextitem=following)
            sys.setprofile(None)
            if not any(report.failed for report in reports):  # what fails without a mutant tells nothing
                timed.append((sum(report.duration for report in reports), item, frozenset(called)))
        for _, item, places in sorted(timed, key=lambda each: each[0]):
            for place in places:
                self.callers[place].append(item)
        print(f"{len(timed)} of {len(session.items)} tests pass without a mutant")  # noqa: T201

    def judge(self, mutant: Mutant) -> str:
        """What becomes of one mutant."""
        places = [self.callers.get((str(mutant.path), line), []) for line in mutant.within]
        items = list(dict.fromkeys(item for each in places for item in each))
        if not items:
            return UNCALLED
        if child := os.fork():
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            return {0: SURVIVED, -signal.SIGALRM: ENDLESS, _UNFIT: UNFIT}.get(status, KILLED)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        signal.alarm(SECONDS)
        try:
            put_in_place(mutant)
        except (SyntaxError, ValueError):
            os._exit(_UNFIT)
        try:
            for item in items:
                if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                    os._exit(1)
        except BaseException:  # noqa: BLE001 -- the child ends here, whatever a mutant has broken
            os._exit(2)
        os._exit(0)


def sample(words: list[str], each: int, law: int, seed: int) -> list[Mutant]:
    """Some mutants of every module, more of those that hold the law; always the same for a seed."""
    found: list[Mutant] = []
    for path in sorted(path for part in ("domain", "metrics") for path in (SOURCE / part).rglob("*.py")):
        name = path.relative_to(SOURCE).with_suffix("").as_posix()
        if not words or any(word in name for word in words):
            everything = list(mutants(path))
            number = min(len(everything), law if name in LAW else each)
            chance = random.Random(f"{seed}{name}")  # noqa: S311 -- a sample, not a secret
            found += sorted(chance.sample(everything, number), key=lambda one: one.line)
    return found


def main() -> None:
    """Sample, judge, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--law", type=int, default=36)
    parser.add_argument("--tests", default=",".join(TESTS))
    given = parser.parse_args()
    chosen = sample(given.words, given.each, given.law, given.seed)
    options = ["-qs", "-pno:randomly", "-pno:cacheprovider", "-pno:cov", "--hypothesis-profile=ci"]
    os.chdir(ROOT)
    sys.exit(
        pytest.main([*options, f"--rootdir={ROOT}", *given.tests.split(",")], plugins=[Mutation(chosen)])
    )


if __name__ == "__main__":
    main()
