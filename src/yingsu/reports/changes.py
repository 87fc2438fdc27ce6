"""What changed between two versions of a case, in sentences. Pure: two cases in, Chinese out.

Entries of lists are matched by what they are (案号, 日期, 单位 …), not by where they stand: an entry that only moved
has not changed. Values are compared as they were understood: 2025年3月6日 and 2025-03-06 are one day.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from yingsu.domain.act import HeardOpinion
from yingsu.domain.aftermath import (
    CourtContact,
    Letter,
    Material,
    Measure,
    Obligation,
    RiskPoint,
    SelfCorrection,
    Waiver,
)
from yingsu.domain.case import Case
from yingsu.domain.docket_number import DocketNumberError, parse_docket_number
from yingsu.domain.node import Node
from yingsu.domain.parties import Defendant, EnforcementApplicant, Party
from yingsu.domain.privacy import veiled
from yingsu.domain.proceeding import (
    Absence,
    Appeal,
    Attendee,
    DefendantDays,
    Hearing,
    Outcome,
    Proceeding,
    Suspension,
)
from yingsu.domain.scalars import shorten

EMPTY: Final = "（空）"

_IDENTITIES: Final[dict[type[Node], tuple[str, ...]]] = {
    Party: ("name",),
    Defendant: ("unit",),
    EnforcementApplicant: ("unit",),
    Proceeding: ("instance", "case_number"),
    Hearing: ("held_on", "mode"),
    DefendantDays: ("unit",),
    Suspension: ("began_on",),
    Attendee: ("name", "unit"),
    Absence: ("unit", "head"),
    Outcome: ("unit",),
    Appeal: ("side", "unit"),
    Obligation: ("case_number", "unit", "content"),
    Letter: ("kind", "number", "received_on"),
    SelfCorrection: ("unit", "corrected_on", "kind"),
    CourtContact: ("held_on", "court"),
    RiskPoint: ("code", "stage", "kind", "note"),
    Measure: ("measure",),
    Material: ("name", "file"),
    Waiver: ("rule",),
    HeardOpinion: ("name", "role"),
}
"""What an entry of a list is known by."""

_SHOWN: Final[dict[type[Node], tuple[str, ...]]] = {
    Attendee: ("name",),
    Obligation: ("content",),
    Letter: ("kind", "received_on"),
    SelfCorrection: ("unit", "corrected_on"),
    RiskPoint: ("code",),
    Material: ("name",),
    HeardOpinion: ("name",),
}
"""What a reader knows it by, where that is less."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a case before and after.

    Attributes:
        old: before; `None` where it was not there.
        new: after; `None` where it is not there any more.
        where: Chinese; which part: 一审 2025-04-10 开庭. Empty for the case itself and for its only proceeding.
        name: the same, never empty but for the case itself.
        is_entry: whether it is an entry of a list, which comes and goes as a whole.
    """

    old: Node | None
    new: Node | None
    where: str = ""
    name: str = ""
    is_entry: bool = False


def changes(before: Case, after: Case) -> tuple[str, ...]:
    """What changed, a sentence each, in the order of the format; empty where both say the same."""
    return tuple(_sentences(Step(before, after)))


def _sentences(step: Step) -> Iterator[str]:
    if step.is_entry and step.old is None:
        yield f"新增 {step.name}"
        return
    if step.is_entry and step.new is None:
        yield f"删去 {step.name}"
        return
    yield from _of_values(step)
    for below in _below(step):
        yield from _sentences(below)


def walk(before: Case | None, after: Case) -> Iterator[Step]:
    """Every part of the newer version beside the part it was before."""

    def steps(step: Step) -> Iterator[Step]:
        if step.new is not None:
            yield step
            for below in _below(step):
                yield from steps(below)

    yield from steps(Step(before, after))


def plain(field: str, value: Any) -> Any:
    """A value to compare with another: one 案号 in two kinds of brackets is one."""
    if field == "case_number" and isinstance(value, str):
        try:
            return parse_docket_number(value).canonical
        except DocketNumberError:
            return value
    return value


def _of_values(step: Step) -> Iterator[str]:
    """The fields of a part that hold no parts themselves."""
    some = step.new if step.new is not None else step.old
    if some is None:
        return
    for field, info in type(some).model_fields.items():
        default = None if info.is_required() else info.default
        old, new = (_value(part, field, default) for part in (step.old, step.new))
        if _has_parts(old) or _has_parts(new) or plain(field, old) == plain(field, new):
            continue
        told = f"{step.where}{'的' if step.where else ''}「{some.key_of(field)}」"
        was, now = (_said(value, default) for value in (old, new))
        yield f"改写了{told}" if was == now else f"将{told}由{was}改为{now}".rstrip()


def _value(part: Node | None, field: str, default: Any) -> Any:
    return default if part is None else part.known(field, default)


def _has_parts(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(isinstance(each, Node) for each in value)
    return isinstance(value, Node)


def _said(value: Any, default: Any) -> str:
    """A value as a sentence has it: a day stands free, words in quotation marks."""
    if value is None or (value == () and default == ()):
        return EMPTY
    if value == ():
        return "（没有人）"
    if isinstance(value, date):
        return f" {value.isoformat()} "
    if isinstance(value, tuple):
        return f"“{shorten(veiled('、'.join(_word(each) for each in value)))}”"
    return f"“{shorten(veiled(_word(value)))}”"


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value) if isinstance(value, Enum) else str(value)


def _below(step: Step) -> Iterator[Step]:
    """The parts directly below, matched."""
    some = step.new if step.new is not None else step.old
    if some is None:
        return
    for field in type(some).model_fields:
        old, new = (part.known(field) if part is not None else None for part in (step.old, step.new))
        if isinstance(old, tuple) or isinstance(new, tuple):
            yield from _entries(step, some.key_of(field), _nodes(old), _nodes(new))
        elif isinstance(old, Node) or isinstance(new, Node):
            name = _joined(step.name, some.key_of(field), some)
            yield Step(old, new, name, name)


def _nodes(value: Any) -> tuple[Node, ...]:
    return tuple(each for each in value or () if isinstance(each, Node))


def _entries(step: Step, key: str, old: Sequence[Node], new: Sequence[Node]) -> Iterator[Step]:
    is_only = max(len(old), len(new)) == 1
    above = step.new if step.new is not None else step.old
    for before, after in _matched(old, new):
        part = before if before is not None else after
        if part is None:
            continue
        name = _joined(step.name, _label(key, part, old if before is not None else new), above)
        where = "" if is_only and isinstance(part, Proceeding) else name
        yield Step(before, after, where, name, is_entry=True)


def _joined(above: str, label: str, part: Node | None) -> str:
    """`一审` and `2025-04-10 开庭` as they are said together; elsewhere with 的."""
    if not above:
        return label
    if isinstance(part, Proceeding):
        return f"{above} {label}" if label[0].isdigit() else f"{above}{label}"
    return f"{above}的{label}"


def _label(key: str, part: Node, beside: Sequence[Node]) -> str:
    """What an entry is called among those beside it."""
    if isinstance(part, Hearing):
        return f"{part.held_on.isoformat()} {part.mode.value}"
    if isinstance(part, Proceeding):
        alike = [each for each in beside if isinstance(each, Proceeding) and each.instance is part.instance]
        return part.instance.value + ((part.case_number or "") if len(alike) > 1 else "")
    known_by = _IDENTITIES.get(type(part), ())
    for fields in (_SHOWN.get(type(part), known_by), known_by):
        words = [
            shorten(veiled(_word(value)), 20) for field in fields if (value := part.known(field)) is not None
        ]
        if words:
            return f"{key}（{' '.join(words)}）"
    return key


def _matched(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    """Entries before and after that are the same one, in the order of what is there now; then what was removed."""
    partner: dict[int, int] = {}
    for alike in (_equals, _identity):
        _pair(partner, old, new, alike)
    _pair_nearest(partner, old, new)
    for position, after in enumerate(new):
        before = partner.get(position)
        yield (None if before is None else old[before]), after
    kept = set(partner.values())
    yield from ((before, None) for position, before in enumerate(old) if position not in kept)


def _pair(
    partner: dict[int, int], old: Sequence[Node], new: Sequence[Node], alike: Callable[[Node], Any]
) -> None:
    """Match what is left by a key; of several with one key, the first with the first."""
    free: dict[Any, list[int]] = {}
    taken = set(partner.values())
    for position, before in enumerate(old):
        if position not in taken:
            free.setdefault(alike(before), []).append(position)
    for position, after in enumerate(new):
        if position not in partner and free.get(alike(after)):
            partner[position] = free[alike(after)].pop(0)


def _equals(part: Node) -> Any:
    return part.model_dump_json()


def _identity(part: Node) -> Any:
    fields = _IDENTITIES.get(type(part), ())
    return tuple(plain(field, part.known(field)) for field in fields)


def _pair_nearest(partner: dict[int, int], old: Sequence[Node], new: Sequence[Node]) -> None:
    """What it is known by was corrected: the entries left that have most in common are the same one."""
    taken = set(partner.values())
    scored = [
        (-score, there, here)
        for there, after in enumerate(new)
        if there not in partner
        for here, before in enumerate(old)
        if here not in taken and (score := _in_common(before, after))
    ]
    for _, there, here in sorted(scored):
        if there not in partner and here not in partner.values():
            partner[there] = here


def _in_common(before: Node, after: Node) -> int:
    """How many values two entries share; none where they cannot be one: 一审 never becomes 二审."""
    if isinstance(before, Proceeding) and before.known("instance") is not after.known("instance"):
        return 0
    dumped, other = before.model_dump(), after.model_dump()
    return sum(
        1
        for field, info in type(before).model_fields.items()
        if dumped.get(field) not in (None, ()) and dumped.get(field) == other.get(field)
        if info.is_required() or dumped.get(field) != info.default
    )
