"""The files that a report or a ledger rests on: what is wrong in them, and what they were."""

import hashlib
from collections.abc import Iterable

from yingsu.diagnostic import Diagnostic
from yingsu.inspection.surveyed import FileSurvey
from yingsu.survey import Survey


def blocking(survey: Survey, counted: Iterable[FileSurvey]) -> tuple[Diagnostic, ...]:
    """Errors in the files counted, and in settings and units, which count in every period."""
    paths = {file.path for file in counted} | {path for path, _ in survey.settings_digests}
    for label in [f"{member.label}/" for member in survey.members] or [""]:
        paths |= {f"{label}yingsu.yaml", f"{label}cases/units.yaml"}
    return tuple(
        diagnostic for diagnostic in survey.diagnostics if diagnostic.is_error and diagnostic.path in paths
    )


def fingerprint(survey: Survey, counted: Iterable[FileSurvey]) -> str:
    """SHA-256 over the files counted, with settings and units: the same where nothing of them has changed."""
    lines = sorted([*survey.settings_digests, *((file.path, file.digest) for file in counted)])
    text = "".join(f"{digest}  {path}\n" for path, digest in lines)
    return hashlib.sha256(text.encode()).hexdigest()


def draft_stamp(errors: int, of: str = "所计案件") -> str:
    """What stands on every page and sheet of a draft."""
    return f"草稿：{of}中有 {errors} 个错误未改正，数字不可引用"
