"""What a rule is: a declared defect and a function that finds it in a case.

A rule says *where in the case* (a node and a field of it); the survey turns that into file, line and column.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yingsu.diagnostic import Defect, Severity, Span
from yingsu.domain.law import Article, cite
from yingsu.domain.node import Node
from yingsu.domain.view import View


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect in a case.

    Attributes:
        node: the part of the case it is about.
        field: the field of that part, by its English name; `None` for the part as a whole.
        message: Chinese; what is wrong here, with names and days.
        help: Chinese; what to write instead, where that is more exact than the rule's remedy.
    """

    node: Node
    field: str | None
    message: str
    help: str = ""

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where in the file."""
        return self.node.path if self.field is None else (*self.node.path, self.node.key_of(self.field))


Body = Callable[[View], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of one case."""

    defect: Defect
    find: Body


@dataclass(frozen=True, slots=True)
class DocketUse:
    """A 案号 as one case uses it, for the rule across cases."""

    case: str
    canonical: str
    path: str
    span: Span
    excerpt: str


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


class RuleCrashError(RuntimeError):
    """A rule failed: our fault, never a finding. Names the rule and the case."""

    def __init__(self, code: str, case: str) -> None:
        super().__init__(f"规则 {code} 在检查 {case} 时出错")
        self.code = code
        self.case = case


def findings(rules: tuple[Rule, ...], view: View) -> Iterator[tuple[Defect, Finding]]:
    """Everything the rules find in a case.

    Raises:
        RuleCrashError: a rule failed.
    """
    for each in rules:
        try:
            found = tuple(each.find(view))
        except Exception as error:
            raise RuleCrashError(each.defect.code, view.id) from error
        for finding in found:
            yield each.defect, finding
