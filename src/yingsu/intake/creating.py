"""new-case: from a draft to a case file that is there whole or not at all."""

import errno
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from yingsu.diagnostic import Severity
from yingsu.domain.act import ChallengedAct, Reconsideration
from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.parties import EnforcementApplicant, Party
from yingsu.domain.proceeding import Proceeding
from yingsu.domain.terms import Instance
from yingsu.domain.view import View
from yingsu.intake.case_id import directory_name, free_names
from yingsu.intake.directories import put_in_place, staging
from yingsu.intake.dockets import case_with_docket, written_key
from yingsu.intake.draft import Draft
from yingsu.intake.file_names import refuse_unfit
from yingsu.intake.locking import workspace_lock
from yingsu.intake.modeline import case_modeline
from yingsu.intake.parties import defendants_of, reconsideration_agency
from yingsu.intake.writing import write_new
from yingsu.intake.yaml_text import block
from yingsu.reading.tree import CASE_FILE, CASES
from yingsu.reading.validation import read_record
from yingsu.reading.workspace import Workspace
from yingsu.rules.core import findings
from yingsu.rules.registry import RULES

MATERIALS = "材料"

ROOM = len(f"/{CASE_FILE}") + 40
"""Characters that must be left below the directory of a case where paths are short: for its file and its documents."""


class DocketTakenError(Exception):
    """Some case already has the 案号."""

    def __init__(self, docket: str, case: str) -> None:
        super().__init__(f"案号 {docket} 已经在案件 {case} 里，没有新建")
        self.case = case


class RefusedByRulesError(Exception):
    """The case would have errors by the rules: days in impossible order and the like."""

    def __init__(self, messages: Iterable[str]) -> None:
        super().__init__("；".join(messages))


class UnreadableOwnTextError(RuntimeError):
    """What we wrote cannot be read back. Our fault."""


class OutsideWorkspaceError(OSError):
    """The directory of the year is a link that leads out of the workspace."""


@dataclass(frozen=True, slots=True)
class Created:
    """A case that is there now.

    Attributes:
        path: of its file, relative to the workspace, with `/`.
        view: the case as it was read back.
        remarks: what the rules find odd in it, in Chinese; of its identity and days only, for the rest is to come.
    """

    path: str
    view: View
    remarks: tuple[str, ...]


def create(workspace: Workspace, draft: Draft, as_of: date) -> Created:
    """Make the case of a draft that misses nothing.

    The lock is held from looking for the 案号 to giving the directory its name, so that of two at once with one 案号
    the second finds the first.

    Raises:
        DocketTakenError: some case has the 案号.
        RefusedByRulesError: the case would have errors.
        BusyError: another new-case does not end.
        OSError: it cannot be written.
        UnreadableOwnTextError: our fault.
    """
    root, office = workspace.root, workspace.office
    case = case_of(draft, office)
    text = case_modeline(root) + text_of(case, as_of)
    begun_on = draft.begun_on(as_of)
    with workspace_lock(root):
        if draft.docket is not None and (other := case_with_docket(workspace, draft.docket)):
            raise DocketTakenError(draft.docket, other)
        year = root / CASES / f"{begun_on.year:04d}"
        if not year.resolve().is_relative_to(root.resolve()):
            raise OutsideWorkspaceError(errno.EXDEV, "链接指到工作区之外", str(year))
        taken = [each.name for each in year.iterdir()] if year.is_dir() else []
        party = draft.plaintiffs[0]
        names = free_names(directory_name(begun_on, draft.units[0], party), taken)
        view, remarks = _read_back(text, f"{year.name}/{next(names)}", office, as_of)
        target = year / view.id.partition("/")[2]
        refuse_unfit(target, room=ROOM)
        with staging(root) as stage:
            fill_directory(stage / target.name, text)
            put_in_place(stage / target.name, target)
    return Created(f"{CASES}/{view.id}/{CASE_FILE}", view, remarks)


def fill_directory(directory: Path, text: str) -> None:
    """Make the directory of a case, somewhere where nothing reads."""
    directory.mkdir()
    (directory / MATERIALS).mkdir()
    write_new(directory / CASE_FILE, text)


def _read_back(text: str, case_id: str, office: Office, as_of: date) -> tuple[View, tuple[str, ...]]:
    """What the project's own reader and rules say of a text before it becomes a file."""
    reading = read_record(text.encode(), Case, f"{CASES}/{case_id}/{CASE_FILE}", case_id)
    wrong = reading.diagnostics()
    if reading.node is None or wrong:
        first = f"{wrong[0].span.line}:{wrong[0].message}" if wrong else "?"
        raise UnreadableOwnTextError(f"the new case file cannot be read back: {first}")
    view = View(case_id, reading.node, office, as_of)
    found = [(defect, finding.message) for defect, finding in findings(RULES, view)]
    errors = [f"{message}（{defect.code}）" for defect, message in found if defect.severity is Severity.ERROR]
    if errors:
        raise RefusedByRulesError(errors)
    remarks = (message for defect, message in found if _is_of_intake(defect.code, defect.severity))
    return view, tuple(dict.fromkeys(remarks))


def _is_of_intake(code: str, severity: Severity) -> bool:
    return severity is Severity.WARNING and code.startswith(("YS1", "YS2"))


def case_of(draft: Draft, office: Office) -> Case:
    """The record of a draft: what is not known is not set, so that it is not written."""
    known: dict[str, Any] = {
        "format": 1,
        "cause": draft.cause,
        "act_type": draft.act_type,
        "field": draft.field,
        **_copied(draft, office),
        **_history(draft, office),
    }
    parties = tuple(Party.model_construct(name=name) for name in draft.plaintiffs)
    if draft.is_enforcement:
        applicants = tuple(EnforcementApplicant.model_construct(unit=unit) for unit in draft.units)
        known |= {"enforcement_applicants": applicants, "enforcement_respondents": parties}
    else:
        known |= {"plaintiffs": parties, "defendants": defendants_of(draft, office)}
    known["proceedings"] = (_proceeding(draft),)
    return Case.model_construct(**known)


def _copied(draft: Draft, office: Office) -> Mapping[str, Any]:
    """What --like brings beside the flags; people and handling unit only where the same agency acts again."""
    model = draft.model
    if model is None:
        return {}
    names = ["series"]
    first = next((each.unit for each in model.defendants or model.enforcement_applicants), None)
    if office.directory.is_same(first, draft.units[0]):
        names += ["handling_unit", "handling_note", "responsible", "team"]
    return {name: value for name in names if (value := getattr(model, name)) is not None}


def _history(draft: Draft, office: Office) -> Mapping[str, Any]:
    """The act and the 复议 that came before the suit, as far as flags tell of them."""
    known: dict[str, Any] = {}
    if draft.agency is not None:
        known["act"] = ChallengedAct.model_construct(agency=draft.agency)
    if draft.reconsideration is not None:
        parts: dict[str, Any] = {"result": draft.reconsideration}
        reviewer = reconsideration_agency(draft, office)
        if reviewer is not None:
            parts["agency"] = reviewer
        known["reconsideration"] = Reconsideration.model_construct(**parts)
    return known


_COPY_RECEIVED = {
    Instance.SECOND: "appeal_received_on",
    Instance.RETRIAL: "retrial_application_received_on",
    Instance.RETRIAL_REVIEW: "retrial_application_received_on",
}
"""Where the day the other side's paper came is written; at first instance it is the complaint."""


def _copy_received(instance: Instance) -> str:
    return _COPY_RECEIVED.get(instance, "complaint_received_on")


def _proceeding(draft: Draft) -> Proceeding:
    known: dict[str, Any] = {
        "instance": draft.instance,
        "case_number": draft.docket,
        "court": draft.court,
        "filed_on": draft.filed_on,
        "notified_on": draft.notified_on,
        _copy_received(draft.instance): draft.complaint_received_on,
    }
    return Proceeding.model_construct(**{name: value for name, value in known.items() if value is not None})


def text_of(case: Case, as_of: date) -> str:
    """The file of a case: what is known, in the order of the format, and as comments what comes next."""
    return text_of_data(case.model_dump(mode="json", by_alias=True, exclude_unset=True), case, as_of)


def text_of_data(data: Mapping[str, Any], case: Case, as_of: date, maker: str = "new-case") -> str:
    """The same of plain data in the order of the format.

    Args:
        data: what will stand in the file.
        case: the record that it is.
        as_of: the day it is made.
        maker: the command that makes it.
    """
    keys = [field.alias or name for name, field in Case.model_fields.items()]
    act, reconsideration, proceedings = (
        keys.index(written_key(Case, name)) for name in ("act", "reconsideration", "proceedings")
    )
    last = case.proceedings[-1] if case.proceedings else None
    none = f"# {keys[proceedings]}:\n#   - {written_key(Proceeding, 'instance')}: {Instance.FIRST.value}"
    template = files("yingsu.data").joinpath("new_case/case.yaml").read_text(encoding="utf-8")
    text = Template(template).substitute(
        maker=maker,
        day=as_of.isoformat(),
        dispute=_section(data, keys[:act]),
        act=_section(data, [keys[act]]) or f"# {keys[act]}:",
        reconsideration=_section(data, [keys[reconsideration]]),
        parties=_section(data, keys[reconsideration + 1 : proceedings]),
        proceedings=_section(data, [keys[proceedings]]) or none,
        copy=written_key(Proceeding, _copy_received(last.instance if last else Instance.FIRST)),
    )
    written = {
        0: set(data),
        2: set(data.get(keys[act], ())),
        4: set(data[keys[proceedings]][-1] if last else ()),
    }
    rest = _section(data, keys[proceedings + 1 :])
    text = "\n".join((*_still_to_fill_in(text.splitlines(), written), "", rest))
    return re.sub("\n{3,}", "\n\n", text).rstrip("\n") + "\n"


def _still_to_fill_in(lines: Iterable[str], written: Mapping[int, set[str]]) -> Iterator[str]:
    """The lines without reminders of keys that are written already, and without what stands below those."""
    depth: int | None = None
    for line in lines:
        waiting = re.match(r"# ( *)\S", line)
        if depth is not None and waiting is not None and len(waiting[1]) > depth:
            continue
        depth = len(waiting[1]) if waiting is not None and _is_filled_in(line, written) else None
        if depth is None:
            yield line


def _section(data: Mapping[str, Any], keys: list[str]) -> str:
    return block({key: data[key] for key in keys if key in data})


def _is_filled_in(line: str, written: Mapping[int, set[str]]) -> bool:
    """Whether a line is the reminder of a key that is written already: keys by how far they are indented."""
    matched = re.match(r"# ( *)(\w+):", line)
    return matched is not None and matched[2] in written.get(len(matched[1]), ())
