"""What a rule is: a declared defect and a function that finds it in a case.

A rule says *where in the case* (a node and a field of it); the survey turns that into file, line and column.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar, TypeVarTuple

from yingsu.diagnostic import Defect, Severity
from yingsu.domain.law import Article, cite
from yingsu.domain.node import LostValueError, Node
from yingsu.domain.view import View


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect in a case.

    Attributes:
        node: the part of the case it is about.
        field: the field of that part, by its English name; `None` for the part as a whole.
        message: Chinese; what is wrong here, with names and days.
        help: Chinese; what to write instead, where that is more exact than the rule's remedy.
        position: which entry of the field, where it is a list of texts.
    """

    node: Node
    field: str | None
    message: str
    help: str = ""
    position: int | None = None

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where in the file."""
        if self.field is None:
            return self.node.path
        path = (*self.node.path, self.node.key_of(self.field))
        return path if self.position is None else (*path, self.position)


Body = Callable[[View], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of one case."""

    defect: Defect
    find: Body


Part = TypeVar("Part")
"""What a rule looks at that stands in a case, or in a file of its own."""


@dataclass(frozen=True, slots=True)
class PartRule(Rule, Generic[Part]):
    """A rule of a part: of a case it is one like all others, and it is asked of other files as well."""

    find_in: Callable[[Part], Iterator[Finding]]


def declare(
    code: str, name: str, title: str, severity: Severity, basis: tuple[Article, ...], text: str
) -> Defect:
    """A defect from its declaration. The last paragraph of the text is the remedy, what is before it explains.

    Raises:
        ValueError: the text has no two paragraphs.
    """
    paragraphs = [_one_line(part) for part in text.strip().split("\n\n")]
    if len(paragraphs) < 2:
        raise ValueError(f"{code}: the docstring needs an explanation and, after a blank line, a remedy")
    return Defect(code, name, title, severity, _printed(basis), "\n".join(paragraphs[:-1]), paragraphs[-1])


def _printed(basis: tuple[Article, ...]) -> tuple[str, ...]:
    """Each instrument's articles as one citation, in the order given."""
    grouped: dict[str, list[Article]] = {}
    for article in basis:
        grouped.setdefault(article.instrument.short, []).append(article)
    return tuple(cite(*articles) for articles in grouped.values())


def _one_line(text: str) -> str:
    """Join the lines of a paragraph: a line break beside a Chinese character is no space."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return re.sub(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])", "", lines).replace("\n", " ")


def rule(code: str, name: str, title: str, severity: Severity, *basis: Article) -> Callable[[Body], Rule]:
    """Declare a rule. The Chinese docstring is what `explain` prints; its last paragraph is the remedy."""

    def wrap(find: Body) -> Rule:
        return Rule(declare(code, name, title, severity, basis, find.__doc__ or ""), find)

    return wrap


def part_rule(
    code: str,
    name: str,
    title: str,
    severity: Severity,
    *basis: Article,
    part: Callable[[View], Part],
) -> Callable[[Callable[[Part], Iterator[Finding]]], PartRule[Part]]:
    """Declare a rule of a part; `part` takes it out of a case."""

    def wrap(find_in: Callable[[Part], Iterator[Finding]]) -> PartRule[Part]:
        defect = declare(code, name, title, severity, basis, find_in.__doc__ or "")
        return PartRule(defect, lambda view: find_in(part(view)), find_in)

    return wrap


class RuleCrashError(RuntimeError):
    """A rule failed: our fault, never a finding. Names the rule and the case."""

    def __init__(self, code: str, case: str) -> None:
        super().__init__(f"规则 {code} 在检查 {case} 时出错")
        self.code = code
        self.case = case


def findings(rules: tuple[Rule, ...], view: View) -> Iterator[tuple[Defect, Finding]]:
    """Everything the rules find in a case. A rule that needs a value that could not be read finds no more.

    Raises:
        RuleCrashError: a rule failed.
    """
    for each in rules:
        for finding in _found(each.defect, view.id, each.find, view):
            yield each.defect, finding


Asked = TypeVarTuple("Asked")

Question = tuple[Defect, Callable[[], Iterable[Finding]]]
"""A defect, and how to find it."""


def answers(questions: Iterable[Question], where: str) -> Iterator[tuple[Defect, Finding]]:
    """What questions find in a file; `where` names it.

    Raises:
        RuleCrashError: one failed.
    """
    for defect, find in questions:
        for finding in _found(defect, where, find):
            yield defect, finding


def _found(
    defect: Defect, where: str, find: Callable[[*Asked], Iterable[Finding]], *asked: *Asked
) -> list[Finding]:
    """What one question finds, up to the value it needs and that was lost."""
    found: list[Finding] = []
    try:
        found.extend(find(*asked))
    except LostValueError:
        pass
    except Exception as error:
        raise RuleCrashError(defect.code, where) from error
    return found
