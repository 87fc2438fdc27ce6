"""`yingsu checklist … --add`: a risk point written into a case file, or into that of a screening."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.diagnostic import Diagnostic
    from yingsu.domain.aftermath import RiskPoint
    from yingsu.domain.office import Office
    from yingsu.intake.risk_points import Added
    from yingsu.metrics.risk import ScreeningRecord
    from yingsu.reading.tree import Entry
    from yingsu.reading.workspace import Workspace
    from yingsu.survey import Survey

MOST_SHOWN = 5
"""How many errors of a file are named."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a point besides its code."""

    level: str | None
    note: str | None
    owner: str | None
    due_on: date | None
    found_on: date | None


def refuse_without_add(typed: Typed, *, dry_run: bool) -> None:
    """Stop where something is said of a point and none is to be added.

    Raises:
        Problem: with what was typed.
    """
    options = {
        "--level": typed.level,
        "--note": typed.note,
        "--owner": typed.owner,
        "--due": typed.due_on,
        "--found": typed.found_on,
        "--dry-run": dry_run or None,
    }
    given = [option for option, value in options.items() if value is not None]
    if given:
        raise Problem(f"{'、'.join(given)} 要和 --add 编号 一起用")


def meant(survey: "Survey", part: str) -> "ScreeningRecord | None":
    """The screening that a part of its name means; `None` where a case is meant.

    Raises:
        Problem: several; or only one whose file has errors.
    """
    from yingsu.cli.show import screening_meant
    from yingsu.reports.casebook import find_cases

    record = screening_meant(survey, part)
    if record is not None and part in {record.name, record.path}:
        return record
    if not find_cases((each.headline for each in survey.cases), part):
        # A screening that only names the case must not stand in for a case that cannot be read.
        unread = [file.path for file in survey.files if file.case is not None and not file.verdict.is_whole]
        for path in (*unread, *(() if record is not None else survey.unread_screenings)):
            if part in path:
                found = [each for each in survey.diagnostics if each.path == path and each.is_error]
                raise _faulty(path, tuple(found))
    return record


def _faulty(path: str, diagnostics: "tuple[Diagnostic, ...]") -> Problem:
    shown = [f"  第 {each.span.line} 行 {each.message}" for each in diagnostics[:MOST_SHOWN]]
    more = [f"  …… 共 {len(diagnostics)} 个"] if len(diagnostics) > MOST_SHOWN else []
    return Problem("\n".join([f"{path} 有错误，请先改正：", *shown, *more]), code="file")


def add_point(
    opened: "Workspace",
    survey: "Survey",
    part: str,
    wanted: tuple[str, Typed],
    form: str,
    *,
    is_rehearsal: bool,
) -> None:
    """Write a point into the file that a part of a name means, and say so.

    Raises:
        Problem: nothing was written, and why.
    """
    from yingsu.cli.console import print_json

    code, typed = wanted
    point = _point(opened.office, code, typed, survey.as_of)
    entry = _entry(survey, part)
    added = _added(opened, entry, point, is_rehearsal=is_rehearsal)
    if form == "json":
        print_json(_as_json(opened, survey, entry, added, is_rehearsal=is_rehearsal))
    else:
        _say(opened.office, added, point, is_rehearsal=is_rehearsal)


def _point(office: "Office", code: str, typed: Typed, as_of: date) -> "RiskPoint":
    """The point as it will be written: what was not typed is not set.

    Raises:
        Problem: a code the catalogue does not have, a wrong level, a day to come, a limit before it was found.
    """
    from yingsu.cli.clock import today
    from yingsu.cli.options import one_of
    from yingsu.domain.aftermath import RiskPoint
    from yingsu.domain.scalars import half_width, nearest
    from yingsu.domain.terms import RiskLevel

    exact = half_width(code).upper()
    known = tuple(point.code for point in office.risk_catalogue.points)
    found = next((each for each in known if each in {code, exact}), None)
    if found is None:
        guess = nearest(exact, known)
        hint = f"，是不是 {guess}？" if guess else "。"
        raise Problem(f"目录里没有风险点 {code}{hint}编号见 yingsu checklist --act-type 行为类别")
    found_on = typed.found_on or as_of
    if found_on > max(as_of, today()):
        raise Problem(f"--found {found_on} 这一天还没有到，请核对")
    if typed.due_on is not None and typed.due_on < found_on:
        raise Problem(f"--due {typed.due_on} 早于发现日期 {found_on}，请核对")
    values: dict[str, Any] = {"code": found}
    if typed.level is not None:
        values["level"] = RiskLevel(one_of(typed.level, tuple(each.value for each in RiskLevel), "--level"))
    values["found_on"] = found_on
    further = {"note": _clean(typed.note), "owner": _clean(typed.owner), "due_on": typed.due_on}
    values |= {field: value for field, value in further.items() if value}
    return RiskPoint.model_construct(**values)


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())


def _entry(survey: "Survey", part: str) -> "Entry":
    from yingsu.cli.show import one_case
    from yingsu.reading.tree import Entry, FileKind

    record = meant(survey, part)
    if record is not None:
        return Entry(FileKind.SCREENING, record.path)
    case = one_case((each.headline for each in survey.cases), part).case
    path = next(file.path for file in survey.files if file.case == case)
    return Entry(FileKind.CASE, path, case)


def _added(opened: "Workspace", entry: "Entry", point: "RiskPoint", *, is_rehearsal: bool) -> "Added":
    from yingsu.intake.amending import FaultyFileError, UnusualLayoutError
    from yingsu.intake.locking import BusyError
    from yingsu.intake.risk_points import PointTakenError, add_risk_point
    from yingsu.intake.writing import why_not_written
    from yingsu.reading.files import Unreadable

    try:
        return add_risk_point(opened, entry, point, is_rehearsal=is_rehearsal)
    except PointTakenError as error:
        raise Problem(f"{error}，没有改动。要改写请直接编辑这一行") from None
    except FaultyFileError as error:
        raise _faulty(entry.path, error.diagnostics) from None
    except UnusualLayoutError as error:
        raise Problem(
            f"{error}，没有改动。请自己在“{error.key}”下面加一项：\n  - {error.entry}", code="file"
        ) from None
    except (BusyError, Unreadable) as error:
        raise Problem(f"没有写入 {entry.path}：{error}", code="file") from None
    except OSError as error:
        raise Problem(f"没有写入 {entry.path}：{why_not_written(error)}", code="file") from None


def _as_json(
    opened: "Workspace", survey: "Survey", entry: "Entry", added: "Added", *, is_rehearsal: bool
) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "workspace": opened.office.settings.name,
        "as_of": survey.as_of.isoformat(),
        "case": entry.case,
        "path": added.path,
        "line": added.line,
        "entry": added.entry,
        "dry_run": is_rehearsal,
    }


def _say(office: "Office", added: "Added", point: "RiskPoint", *, is_rehearsal: bool) -> None:
    from yingsu.cli.console import note, say
    from yingsu.domain.facts.risk import described

    say(f"{'将写在' if is_rehearsal else '已写在'} {added.path} 第 {added.line} 行：")
    say(f"  {added.entry}")
    say(f"  {point.code}：{described(office, point)}")
    fields = {"level": "--level", "owner": "--owner", "due_on": "--due"}
    left = [
        type(point).model_fields[name].alias or name for name in fields if name not in point.model_fields_set
    ]
    if left:
        note(f"还没有写：{'、'.join(left)}。可以在文件里补上。")
