"""Several case files, changed and made all at once or not at all."""

import errno
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from yingsu.intake.creating import ROOM, OutsideWorkspaceError, fill_directory
from yingsu.intake.directories import put_in_place, staging, take_away
from yingsu.intake.file_names import refuse_unfit
from yingsu.intake.importing import Creation, Plan, Update, plan_of
from yingsu.intake.importing_rows import FilledForm
from yingsu.intake.locking import workspace_lock
from yingsu.intake.writing import prepared
from yingsu.reading.workspace import Workspace


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
        steps = [_step_of_update(root, update, drafts) for update in plan.updates]
        stage = drafts.enter_context(staging(root)) if plan.creations else root
        for number, creation in enumerate(plan.creations):
            steps.append(_step_of_creation(root, creation, stage / str(number)))
        try:
            for path, do, take_back in steps:
                # Noted first: interrupted after it was done, it must be undone as well.
                undo.append((path, take_back))
                do()
        except BaseException:
            _put_back(undo)
            raise


Step = tuple[str, Callable[[], None], Callable[[], None]]
"""A file, what puts it in its place, and what takes it away again where it has been put."""


def _put_back(undo: list[tuple[str, Callable[[], None]]]) -> None:
    left = []
    for path, take_back in reversed(undo):
        try:
            take_back()
        except OSError:
            left.append(path)
    if left:
        raise HalfWrittenError(f"写到一半失败，这些文件已经改了，没能改回：{'、'.join(left)}。请核对")


def _step_of_update(root: Path, update: Update, drafts: ExitStack) -> Step:
    """Both texts are on the disk before anything changes: to put the old one back takes no room."""
    path = root / update.path
    back = drafts.enter_context(prepared(path, update.before))
    put = drafts.enter_context(prepared(path, update.after, instead_of=update.before))

    def take_back() -> None:
        # Not what somebody else has saved there.
        if path.read_bytes() == update.after:
            back()

    return update.path, put, take_back


def _step_of_creation(root: Path, creation: Creation, made: Path) -> Step:
    target = (root / creation.path).parent
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise OutsideWorkspaceError(errno.EXDEV, "链接指到工作区之外", str(target.parent))
    refuse_unfit(target, room=ROOM)
    fill_directory(made, creation.text)
    return creation.path, lambda: put_in_place(made, target), lambda: take_away(target, made)
