"""Words as typed, on the command line or at a prompt, to a draft: every fault of them at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from pydantic_core import PydanticCustomError

from yingsu.domain.case import Case
from yingsu.domain.docket_number import DocketNumberError, parse_docket_number
from yingsu.domain.office import Office
from yingsu.domain.scalars import nearest, parse_day, wrong_word
from yingsu.domain.terms import Instance, ReconsiderationResult, Term
from yingsu.intake.draft import Draft, fault_of_day, fault_of_docket, fault_of_text

_Value = TypeVar("_Value")
_Term = TypeVar("_Term", bound=Term)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, by the name of its flag."""

    unit: tuple[str, ...] = ()
    plaintiff: tuple[str, ...] = ()
    cause: str | None = None
    act_type: str | None = None
    field: str | None = None
    case_no: str | None = None
    court: str | None = None
    instance: str = Instance.FIRST.value
    filed: str | None = None
    received: str | None = None
    complaint: str | None = None
    agency: str | None = None
    reconsideration: str | None = None


class NotUsableError(ValueError):
    """A word that cannot be used; the message says why, and what to write."""


@dataclass(slots=True)
class _Reader:
    """Reads each word, and keeps what is wrong with those that cannot be used."""

    faults: list[str] = field(default_factory=list)

    def read(self, option: str, word: str | None, parse: Callable[[str], _Value]) -> _Value | None:
        if word is None:
            return None
        try:
            return parse(text_of(word))
        except NotUsableError as error:
            self.faults.append(f"{option}：{error}")
            return None

    def read_all(self, option: str, words: tuple[str, ...], parse: Callable[[str], str]) -> tuple[str, ...]:
        found = [self.read(option, word, parse) for word in words]
        kept = [word for word in found if word is not None]
        self.faults += [
            f"{option}：“{word}”写了两次" for word in sorted({w for w in kept if kept.count(w) > 1})
        ]
        return tuple(kept)


def draft_of(typed: Typed, model: Case | None, office: Office, as_of: date) -> tuple[Draft, list[str]]:
    """The draft that the words give, and what is wrong with them, each with its flag."""
    reader = _Reader()

    def past_day(word: str) -> date:
        return past_day_of(word, as_of)

    instance = reader.read("--instance", typed.instance, _term(Instance)) or Instance.FIRST
    kinds = tuple(each.text for each in office.act_types.words)
    areas = tuple(each.text for each in office.fields.words)
    draft = Draft(
        units=reader.read_all("--unit", typed.unit, lambda word: own_name(office, word)),
        plaintiffs=reader.read_all("--plaintiff", typed.plaintiff, str),
        cause=reader.read("--cause", typed.cause, str),
        act_type=reader.read("--act-type", typed.act_type, lambda word: word_of(word, kinds)),
        field=reader.read("--field", typed.field, lambda word: word_of(word, areas)),
        instance=instance,
        docket=reader.read(
            "--case-no", typed.case_no, lambda word: docket_of(word, instance, "--instance {}")
        ),
        court=reader.read("--court", typed.court, str),
        filed_on=reader.read("--filed", typed.filed, past_day),
        notified_on=reader.read("--received", typed.received, past_day),
        complaint_received_on=reader.read("--complaint", typed.complaint, past_day),
        agency=reader.read("--agency", typed.agency, str),
        reconsideration=reader.read("--reconsideration", typed.reconsideration, _term(ReconsiderationResult)),
        model=model,
    )
    return draft, reader.faults


def text_of(word: str) -> str:
    """A text without blanks around it.

    Raises:
        NotUsableError: empty, or with characters that a case file must not have.
    """
    fault = fault_of_text(word)
    if fault is not None:
        raise NotUsableError(fault)
    return word.strip()


def day_of(word: str) -> date:
    """A day.

    Raises:
        NotUsableError: it is none.
    """
    try:
        return parse_day(word)
    except PydanticCustomError as error:
        raise NotUsableError(error.message()) from None


def past_day_of(word: str, as_of: date) -> date:
    """A day that has come.

    Raises:
        NotUsableError: it is none, or still to come.
    """
    day = day_of(word)
    if fault := fault_of_day(day, as_of):
        raise NotUsableError(fault)
    return day


def docket_of(word: str, instance: Instance, hint: str) -> str:
    """A 案号 in its canonical form.

    Args:
        word: as typed.
        instance: what it must fit.
        hint: how to say another instance.

    Raises:
        NotUsableError: malformed, or of another kind than the instance.
    """
    try:
        docket = parse_docket_number(word)
    except DocketNumberError as error:
        raise NotUsableError(str(error)) from None
    if fault := fault_of_docket(docket, instance, hint):
        raise NotUsableError(fault)
    return docket.canonical


def word_of(word: str, allowed: tuple[str, ...]) -> str:
    """A word of a vocabulary.

    Raises:
        NotUsableError: another, with the nearest and all that are allowed.
    """
    if word not in allowed:
        raise NotUsableError(wrong_word(word, allowed).message())
    return word


def _term(terms: type[_Term]) -> Callable[[str], _Term]:
    allowed = tuple(each.value for each in terms)
    return lambda word: terms(word_of(word, allowed))


def own_name(office: Office, word: str) -> str:
    """A unit as case files call it: 德化县自然资源局 is 县自然资源局; a name that is not listed stays."""
    unit = office.directory.find(word)
    return unit.name if unit is not None else word


def nearest_unit(office: Office, word: str) -> str | None:
    """The listed unit that a name most likely means."""
    units = office.directory.units
    names = (name for unit in units for name in (unit.name, unit.full_name, *unit.former_names) if name)
    found = office.directory.find(nearest(word, tuple(names)))
    return found.name if found is not None else None
