"""The sheets of the form. What is deep or rare in a case file (中止, 风险点, 复盘 …) is in none; it stays as it is."""

from collections.abc import Iterable
from typing import Final

from yingsu.domain.act import ChallengedAct, Reconsideration
from yingsu.domain.aftermath import Letter, Obligation, ObligationEnd, ObligationSuspension
from yingsu.domain.case import Case
from yingsu.domain.form import FormColumn, FormSheet, Kind, keys_along, kind_of, part_in
from yingsu.domain.node import Node
from yingsu.domain.parties import Defendant, Party, Responsibility, Team
from yingsu.domain.proceeding import (
    Absence,
    Appeal,
    Attendee,
    Decision,
    EvidenceExtension,
    Hearing,
    Outcome,
    Postponement,
    Proceeding,
)


def _column(
    top: type[Node], fields: tuple[str, ...], model: type[Node], *, lists: tuple[str, ...] = ()
) -> FormColumn:
    info = model.model_fields[fields[-1]]
    kind = Kind.NOBODY if part_in(info.annotation) is not None else kind_of(info)
    return FormColumn(model, fields, keys_along(top, fields), info, kind, lists)


def _plain(model: type[Node], left_out: Iterable[str] = ()) -> list[str]:
    """The fields of a record that hold no other records."""
    return [
        name
        for name, info in model.model_fields.items()
        if name not in left_out and part_in(info.annotation) is None
    ]


def _own(model: type[Node], *left_out: str) -> list[FormColumn]:
    return [_column(model, (name,), model) for name in _plain(model, left_out)]


def _part(top: type[Node], field: str, model: type[Node]) -> list[FormColumn]:
    return [_column(top, (field, name), model) for name in _plain(model)]


CASES: Final = FormSheet(
    "案件",
    "一行一个案件",
    (
        *_own(Case, "format", "is_model_case"),
        *_part(Case, "responsible", Responsibility),
        *_part(Case, "team", Team),
        *_part(Case, "act", ChallengedAct),
        *_part(Case, "reconsideration", Reconsideration),
    ),
)

_PLAINTIFFS: Final = ("plaintiffs", "third_parties", "enforcement_respondents")
_AGENCIES: Final = ("defendants", "enforcement_applicants")

PARTIES: Final = FormSheet(
    "当事人",
    "一行一个原告、被告、第三人；非诉审查案件写申请执行人、被执行人",
    (
        _column(Party, ("name",), Party, lists=_PLAINTIFFS),
        _column(Party, ("kind",), Party, lists=_PLAINTIFFS),
        _column(Defendant, ("unit",), Defendant, lists=_AGENCIES),
        _column(Defendant, ("status",), Defendant, lists=("defendants",)),
        _column(Party, ("should_be_defendant",), Party, lists=("third_parties",)),
    ),
    CASES,
    (
        ("plaintiffs",),
        ("defendants",),
        ("third_parties",),
        ("enforcement_applicants",),
        ("enforcement_respondents",),
    ),
    sorts="诉讼地位",
    known_by=("name", "unit"),
)

PROCEEDINGS: Final = FormSheet(
    "审理",
    "一行一个案号（一个审级）",
    (
        *_own(Proceeding),
        *_part(Proceeding, "extension", EvidenceExtension),
        *_part(Proceeding, "decision", Decision),
    ),
    CASES,
    (("proceedings",),),
    known_by=("instance", "case_number"),
    linked_by=("case_number", "instance"),
    link="案号或审级",
)

OUTCOMES: Final = FormSheet(
    "裁判结果",
    "一行是一份裁判对一个被告的结果",
    tuple(_own(Outcome)),
    PROCEEDINGS,
    (("decision", "outcomes"),),
    known_by=("unit",),
)

APPEALS: Final = FormSheet(
    "上诉",
    "一行是一方对一份裁判的上诉",
    tuple(_own(Appeal)),
    PROCEEDINGS,
    (("appeals",),),
    known_by=("side", "unit"),
)

HEARINGS: Final = FormSheet(
    "开庭",
    "一行是一次开庭",
    (
        *_own(Hearing),
        *_part(Hearing, "postponement", Postponement),
        _column(Hearing, ("attendees",), Hearing),
    ),
    PROCEEDINGS,
    (("hearings",),),
    known_by=("held_on",),
    linked_by=("held_on",),
    link="开庭日期",
)

ATTENDEES: Final = FormSheet(
    "出庭人员",
    "一行一个人：到庭的，或者准备到庭的",
    tuple(_own(Attendee)),
    HEARINGS,
    (("attendees",), ("planned",)),
    sorts="到庭还是拟出庭",
    known_by=("name", "unit"),
)

ABSENCES: Final = FormSheet(
    "未到庭说明",
    "一行是一个单位负责人没有到庭的说明",
    tuple(_own(Absence)),
    HEARINGS,
    (("absences",),),
    known_by=("unit", "head"),
)

OBLIGATIONS: Final = FormSheet(
    "履行",
    "一行是生效裁判判令一个单位做的一件事",
    (
        *_own(Obligation),
        *_part(Obligation, "suspension", ObligationSuspension),
        *_part(Obligation, "end", ObligationEnd),
    ),
    CASES,
    (("obligations",),),
    known_by=("case_number", "unit", "content"),
)

LETTERS: Final = FormSheet(
    "来函",
    "一行是一份来函",
    tuple(_own(Letter)),
    CASES,
    (("letters",),),
    known_by=("kind", "number", "received_on"),
)

SHEETS: Final = (
    CASES,
    PARTIES,
    PROCEEDINGS,
    OUTCOMES,
    APPEALS,
    HEARINGS,
    ATTENDEES,
    ABSENCES,
    OBLIGATIONS,
    LETTERS,
)
"""In the order of the tabs: what is above others comes before them."""
