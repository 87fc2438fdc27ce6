"""Plain data to typed records; what pydantic finds wrong, in Chinese, at its place in the file."""

from dataclasses import dataclass
from functools import cache
from types import GenericAlias
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from yingsu.diagnostic import Diagnostic
from yingsu.domain.node import Node, Path
from yingsu.domain.privacy import veiled
from yingsu.domain.scalars import nearest, shorten
from yingsu.reading import faults
from yingsu.reading.decoding import Problem
from yingsu.reading.mending import mended
from yingsu.reading.salvage import entries_left, what_is_left
from yingsu.reading.shapes import keys_below, keys_of, model_at
from yingsu.reading.source import Source, read_source

AnyNode = TypeVar("AnyNode", bound=Node)


@dataclass(frozen=True, slots=True)
class Reading(Generic[AnyNode]):
    """A file as read and understood.

    Attributes:
        path: relative to the workspace, with `/`.
        source: text, data, places.
        node: the record, or `None` where the file is not one.
        nodes: the records of a file that holds a list; none where any is wrong.
        case: the case id, where the file is a case.
        remnant: where there is no `node`, what is left of it for rules: what could not be read is lost in it.
        remnants: the same of a list.
    """

    path: str
    source: Source
    node: AnyNode | None
    nodes: tuple[AnyNode, ...]
    case: str | None = None
    remnant: AnyNode | None = None
    remnants: tuple[AnyNode, ...] = ()

    @property
    def legible(self) -> AnyNode | None:
        """The record as far as it could be read: for rules, never for figures."""
        return self.node if self.node is not None else self.remnant

    @property
    def legibles(self) -> tuple[AnyNode, ...]:
        """The records of a list as far as they could be read: for rules, never for figures."""
        return self.nodes or self.remnants

    @property
    def has_every_entry(self) -> bool:
        """Whether each entry of a list is among `legibles`, if only in part."""
        return isinstance(self.source.data, list) and len(self.source.data) == len(self.legibles)

    def diagnostics(self) -> list[Diagnostic]:
        """What was wrong with characters, syntax and schema."""
        return [self.diagnostic(problem) for problem in self.source.problems]

    def diagnostic(self, problem: Problem) -> Diagnostic:
        """A problem with its file, its case and the text of its line, in which nobody's number can be read."""
        line = self.source.line(problem.span.line)
        excerpt = veiled(line) if len(line) <= LONGEST_LINE else ""
        remedy = problem.help or problem.defect.remedy
        return Diagnostic(
            problem.defect, problem.message, self.path, problem.span, excerpt, self.case, remedy
        )


def read_record(content: bytes, model: type[AnyNode], path: str, case: str | None = None) -> Reading[AnyNode]:
    """Read a file that holds one record (a case, the settings, a screening)."""
    source = _read(content, model)
    node, remnant = None, None
    if isinstance(source.data, list):
        source.problems.append(
            Problem(faults.NOT_A_MAPPING, "这个文件的每一行应是“键: 值”，不是列表", source.span(()))
        )
    elif source.data is not None:
        node = _validated(source, model)
        remnant = what_is_left(source, model) if node is None else None
        for record in (node, remnant):
            if record is not None:
                record.bind()
    return Reading(path, source, node, (), case, remnant)


def read_list(content: bytes, model: type[AnyNode], path: str) -> Reading[AnyNode]:
    """Read a file that holds a list of records (units, events, letters). Nothing of it is counted if any is wrong."""
    source = _read(content, model)
    nodes: tuple[AnyNode, ...] = ()
    remnants: tuple[AnyNode, ...] = ()
    if isinstance(source.data, dict):
        message = "这个文件应是列表：每一项前加“- ”"
        source.problems.append(Problem(faults.NOT_A_MAPPING, message, source.span(())))
    elif source.data is not None:
        nodes = _validated(source, GenericAlias(tuple, (model, ...))) or ()
        remnants = entries_left(source, model) if not nodes else ()
        for position, node in enumerate(nodes or remnants):
            node.bind((position,))
    return Reading(path, source, None, nodes, remnants=remnants)


def _read(content: bytes, model: type[Node]) -> Source:
    """The file; where a colon is wrong, what it would be with the colon put right, for the problems behind it."""
    source = read_source(content, keys_below(model))
    return mended(source) or source


def _validated(source: Source, shape: Any) -> Any:
    """The record, or `None` with the problems added to the source."""
    for blank in source.blanks[:MOST_PROBLEMS]:
        model = model_at(shape, blank[:-1])
        if model is not None and blank[-1] not in keys_of(model):
            source.add_problems(_unknown_key(source, shape, blank))
    try:
        record = _adapter(shape).validate_python(source.data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        for details in found[:MOST_PROBLEMS]:
            source.add_problems(_problems(source, shape, details))
        more = len(found) - MOST_PROBLEMS
        if more > 0:
            place = source.span(found[MOST_PROBLEMS]["loc"])
            source.problems.append(
                Problem(faults.WRONG_VALUE, f"后面还有 {more} 处类似的问题，改正前面的再检查", place)
            )
        return None
    return record if not source.problems or _all_harmless(source) else None


def _all_harmless(source: Source) -> bool:
    return not any(problem.defect in _FATAL for problem in source.problems)


#: After these the data may lack what the person wrote, so no record is made of it.
_FATAL = (
    faults.DUPLICATE_KEY,
    faults.NOT_A_RECORD,
    faults.FULL_WIDTH_COLON,
    faults.NO_SPACE_AFTER_COLON,
    faults.WRONG_VALUE,
    faults.BAD_CHARACTER,
    faults.UNKNOWN_KEY,
)

LONGEST_LINE = 2000
"""A line longer than this is not shown with its problem."""

MOST_PROBLEMS = 100
"""How many problems of one file's schema are listed before the rest is only counted."""


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _problems(source: Source, shape: Any, details: ErrorDetails) -> list[Problem]:
    """One of pydantic's findings in words of ours, at the place it is about."""
    path: Path = details["loc"]
    kind = details["type"]
    if kind == "extra_forbidden":
        return _unknown_key(source, shape, path)
    if kind == "missing":
        blank = source.has(path)
        if blank and path not in source.blanks:
            return []  # an alias stands there, and that has been said
        message = f"“{path[-1]}”是空的，这一项必填" if blank else f"缺少必填的“{path[-1]}”"
        place = source.span(path) if blank else source.span(path[:-1])
        return [Problem(faults.MISSING_KEY, message, place)]
    place = source.span(path, of_value=True)
    if kind in _SHAPES:
        # A text where there should be entries: mostly because its colon is none.
        slips = source.colon_slips(place, in_flow=True)
        return slips or [Problem(faults.WRONG_VALUE, _SHAPES[kind], place)]
    defect = faults.MISSING_KEY if kind == "incomplete" else faults.WRONG_VALUE
    return [Problem(defect, details["msg"], place)]


_MAPPING = "这里要写若干“键: 值”，每行一个，向右缩进"
_LIST = "这里要写列表：每项前加“- ”，或写成 [甲, 乙]"
_SHAPES = {
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
}
"""pydantic's own error types; all others are ours and bring their Chinese sentence."""


def _unknown_key(source: Source, shape: Any, path: Path) -> list[Problem]:
    written = str(path[-1])
    place = source.span(path)
    slips = source.colon_slips(place, in_flow=True)
    if slips:
        return slips
    if "：" in written:
        message = f"“{shorten(written)}”里是全角冒号，要用半角冒号加空格"
        return [Problem(faults.FULL_WIDTH_COLON, message, place)]
    model = model_at(shape, path[:-1])
    allowed = keys_of(model) if model else ()
    if written.strip() in allowed:
        message = f"键“{written.strip()}”前后有全角空格，请改用半角空格"
        return [Problem(faults.UNKNOWN_KEY, message, place)]
    guess = nearest(written, allowed)
    here = f"可以写：{'、'.join(allowed)}"
    hint = f"是不是“{guess}”？" if guess else here
    message = f"不认识的键“{shorten(written)}”。{hint}"
    return [Problem(faults.UNKNOWN_KEY, message, place, here if guess else "")]
