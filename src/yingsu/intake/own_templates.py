"""init --templates: our templates copied into a workspace, to be changed there. None is overwritten."""

from pathlib import Path

from yingsu.intake.new_workspace import Founded
from yingsu.intake.writing import refuse_link_out, write_new
from yingsu.reading.wording import ENDING, TEMPLATES, built_in, built_in_names


def copy_templates(root: Path) -> Founded:
    """Copy every built-in template that the workspace has none of.

    Raises:
        OSError: one cannot be written; those before it are there.
    """
    written, kept = [], []
    refuse_link_out(root, root / TEMPLATES)
    (root / TEMPLATES).mkdir(exist_ok=True)
    for name in built_in_names():
        path = f"{TEMPLATES}/{name}{ENDING}"
        try:
            write_new(root / path, built_in(name))
        except FileExistsError:
            kept.append(path)
        else:
            written.append(path)
    return Founded(tuple(written), tuple(kept))
