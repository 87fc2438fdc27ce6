"""A case in a line: what `list` and messages say of it."""

from dataclasses import dataclass

from yingsu.domain.answer import Answer
from yingsu.domain.facts.effect import final
from yingsu.domain.facts.outcome import dispositions
from yingsu.domain.terms import Disposition
from yingsu.domain.view import View

CLOSED = "已终结"

_ORDERED = tuple(Disposition)


@dataclass(frozen=True, slots=True)
class Headline:
    """What a case is called and where it stands.

    Attributes:
        stage: the instance it is before, or 已终结; 未立案 where nothing is in court yet.
        outcome: of the decision that ends it, else of the last one, for each own defendant; empty if none.
    """

    case: str
    name: str
    units: tuple[str, ...]
    dockets: tuple[str, ...]
    stage: str
    outcome: str


def headline(view: View) -> Headline:
    """The case in a line, as of the view's day."""
    case = view.case
    names = [defendant.unit for defendant in case.defendants] or [
        applicant.unit for applicant in case.enforcement_applicants
    ]
    dockets = tuple(proceeding.case_number for proceeding in case.proceedings if proceeding.case_number)
    return Headline(view.id, case.name, tuple(names), dockets, _stage(view), _outcome(view))


def _stage(view: View) -> str:
    proceedings = view.case.proceedings
    if not proceedings:
        return "未立案"
    last = proceedings[-1]
    is_decided = last.decision is not None
    if is_decided and (final(view).answer is Answer.YES or not view.is_litigation(last)):
        return CLOSED
    return last.instance.value


def _outcome(view: View) -> str:
    end = final(view)
    decided = [proceeding for proceeding in view.case.proceedings if proceeding.decision is not None]
    proceeding = end.proceeding or (decided[-1] if decided else None)
    if proceeding is None:
        return ""
    units = [unit.name for unit in view.own_defendants] or [
        defendant.unit for defendant in view.case.defendants
    ]
    words = [_words(dispositions(view, proceeding, unit)) for unit in units or [""]]
    if len(set(words)) == 1:
        return words[0]
    return "；".join(f"{unit}：{word}" for unit, word in zip(units, words, strict=True))


def _words(found: frozenset[Disposition] | None) -> str:
    if found is None:
        return "未填"
    return "、".join(word.value for word in _ORDERED if word in found)
