"""Several case files, changed and made all at once or not at all."""

import errno
import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path

from yingsu.intake.creating import MATERIALS, OutsideWorkspaceError
from yingsu.intake.importing import Creation, Plan, Update, plan_of
from yingsu.intake.importing_rows import FilledForm
from yingsu.intake.locking import workspace_lock
from yingsu.intake.writing import private_directory, sync_directory, write_new, write_whole
from yingsu.reading.workspace import CASE_FILE, Workspace

_STAGE = "import-"


class HalfWrittenError(Exception):
    """What was written before something failed could not be put back; the message names the files."""


def import_form(workspace: Workspace, form: FilledForm, as_of: date, *, is_rehearsal: bool) -> Plan:
    """Find out what a form changes and, unless something is wrong, change it.

    The lock is held from reading the files to the last of them: nobody else of us writes in between.

    Args:
        workspace: the workspace.
        form: as it came back.
        as_of: the day.
        is_rehearsal: find out only.

    Raises:
        BusyError: another program does not end its writing.
        OSError: it cannot be written; every file is as it was.
        HalfWrittenError: and one could not be put back.
    """
    if is_rehearsal:
        return plan_of(workspace, form, as_of)
    with workspace_lock(workspace.root):
        plan = plan_of(workspace, form, as_of)
        if not plan.errors and (plan.creations or plan.updates):
            write_all(workspace.root, plan)
    return plan


def write_all(root: Path, plan: Plan) -> None:
    """Write every file of a plan: first all beside their places, then each to its place.

    Raises:
        OSError: it cannot be done; every file is as it was.
        HalfWrittenError: and one could not be put back.
    """
    undo: list[tuple[str, Callable[[], None]]] = []
    with ExitStack() as drafts:
        steps = [_draft_of_update(root, update, drafts) for update in plan.updates]
        steps += [_draft_of_creation(root, creation, drafts) for creation in plan.creations]
        try:
            for path, do, take_back in steps:
                do()
                undo.append((path, take_back))
        except BaseException:
            _put_back(undo)
            raise


Step = tuple[str, Callable[[], None], Callable[[], None]]
"""A file, what puts it in its place, and what takes it away again."""


def _put_back(undo: list[tuple[str, Callable[[], None]]]) -> None:
    left = []
    for path, take_back in reversed(undo):
        try:
            take_back()
        except OSError:
            left.append(path)
    if left:
        raise HalfWrittenError(f"写到一半失败，这些文件已经改了，没能改回：{'、'.join(left)}。请核对")


def _draft_of_update(root: Path, update: Update, drafts: ExitStack) -> Step:
    # A link stays one: what it leads to is written, which the reader has seen to be in the workspace.
    target = Path(os.path.realpath(root / update.path))
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    drafts.callback(draft.unlink, missing_ok=True)
    write_whole(draft, update.after)
    draft.chmod(target.stat().st_mode & 0o7777)

    def put() -> None:
        draft.replace(target)
        sync_directory(target.parent)

    return update.path, put, lambda: write_whole(target, update.before)


def _draft_of_creation(root: Path, creation: Creation, drafts: ExitStack) -> Step:
    target = (root / creation.path).parent
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise OutsideWorkspaceError(errno.EXDEV, "链接指到工作区之外", str(target.parent))
    stage = private_directory(root) / f"{_STAGE}{secrets.token_hex(4)}"
    drafts.callback(shutil.rmtree, stage, ignore_errors=True)
    (stage / MATERIALS).mkdir(parents=True)
    write_new(stage / CASE_FILE, creation.text)

    def put() -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "这个目录刚刚有人建了，请再试一次", str(target))
        stage.rename(target)
        sync_directory(target.parent)

    def take_back() -> None:
        shutil.rmtree(target)
        with suppress(OSError):
            target.parent.rmdir()  # a year that was made for it

    return creation.path, put, take_back
