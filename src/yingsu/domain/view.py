"""View: a case as one office knew it on one day. What every fact, rule and figure looks at.

Many rules and figures ask the same of a view. What takes work is answered once for it: a function whose first argument
is the view is marked `@per_view`, a generator `@each_per_view`. The answers are kept in the view and go with it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from yingsu.domain.case import Case
from yingsu.domain.docket_number import DocketNumber, DocketNumberError, parse_docket_number
from yingsu.domain.node import LostValueError
from yingsu.domain.office import Office
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.records import Unit
from yingsu.domain.terms import Instance


class View:
    """A case on the as-of day.

    Attributes:
        id: the case id, its directory below `cases/`.
        whole: the case as written, with later facts; for rules about the file itself.
        case: the case as known on `as_of`.
        office: units, settings, calendar.
        as_of: the day; facts after it do not exist.
        today: the day on which the question is asked. Looking back, a later fact is no slip of the pen.
        answers: what `per_view` and `each_per_view` keep.
    """

    def __init__(self, id_: str, whole: Case, office: Office, as_of: date, today: date | None = None) -> None:
        self.id = id_
        self.whole = whole
        self.office = office
        self.as_of = as_of
        self.today = max(as_of, today or as_of)
        # After the last of all days there is nothing to leave out.
        self.case = whole if as_of == date.max else whole.known_on(as_of) or whole
        self.answers: dict[Any, tuple[Any, Any]] = {}

    @cached_property
    def own_defendants(self) -> tuple[Unit, ...]:
        """The defendants that are units of this county, each once, in the order of the file."""
        found: dict[str, Unit] = {}
        for defendant in self.case.defendants:
            unit = self.office.directory.find(defendant.unit)
            if unit is not None:
                found.setdefault(unit.name, unit)
        return tuple(found.values())

    def docket(self, case_number: str | None) -> DocketNumber | None:
        """A 案号 by its grammar; `None` where there is none, or one that is malformed (rule YS101 says so)."""
        return None if case_number is None else _docket(case_number)

    def is_same_docket(self, one: str | None, other: str | None) -> bool:
        """Whether two 案号 mean one proceeding, however they are bracketed."""
        if one is None or other is None:
            return False
        if one == other:
            return True
        first, second = self.docket(one), self.docket(other)
        return first is not None and second is not None and first.canonical == second.canonical

    def is_litigation(self, proceeding: Proceeding) -> bool:
        """Whether a proceeding counts as litigation: no 非诉审查, no docket of enforcement, jurisdiction or relief."""
        if proceeding.instance is Instance.ENFORCEMENT_REVIEW:
            return False
        docket = self.docket(proceeding.case_number)
        return docket is None or docket.kind.is_litigation


@lru_cache(maxsize=512)
def _docket(case_number: str) -> DocketNumber | None:
    try:
        return parse_docket_number(case_number)
    except DocketNumberError:
        return None


About = ParamSpec("About")
Answered = TypeVar("Answered")
Each = TypeVar("Each")


def per_view(
    question: Callable[Concatenate[View, About], Answered],
) -> Callable[Concatenate[View, About], Answered]:
    """A question about a view that is answered once for the same parts of it.

    The parts are told apart by identity, and kept with the answer, so that no other can take the place of one. Where
    the question raises, nothing is kept, and it raises again. Named arguments are for questions not worth keeping.
    """

    @wraps(question)
    def answered(view: View, /, *about: About.args, **named: About.kwargs) -> Answered:
        if named:
            return question(view, *about, **named)
        count = len(about)
        # Spelled out for the usual numbers of parts: this runs some hundred times for each case.
        if count == 2:
            key: Any = (question, id(about[0]), id(about[1]))
        elif count == 1:
            key = (question, id(about[0]))
        else:
            key = (question, *map(id, about)) if about else question
        kept = view.answers.get(key)
        if kept is None:
            kept = view.answers[key] = (question(view, *about, **named), about)
        answer: Answered = kept[0]
        return answer

    return answered


def each_per_view(search: Callable[[View], Iterator[Each]]) -> Callable[[View], Iterable[Each]]:
    """The same of a generator that looks through a whole view: what it finds is kept.

    Where a value was lost it yields, each time, what it had found before it came to that, and raises then: a rule must
    say as much as if it had looked by itself.
    """

    @wraps(search)
    def each(view: View) -> Iterable[Each]:
        kept = view.answers.get(search)
        if kept is None:
            found: list[Each] = []
            lost: LostValueError | None = None
            try:
                found.extend(search(view))
            except LostValueError as error:
                lost = error.with_traceback(None)
            kept = view.answers[search] = (tuple(found), lost)
        all_of_them, lost = kept
        return all_of_them if lost is None else _until(lost, all_of_them)

    return each


def _until(lost: LostValueError, found: Iterable[Each]) -> Iterator[Each]:
    yield from found
    raise lost.with_traceback(None)
