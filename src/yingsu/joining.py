"""Several workspaces read as one: their labels, and their surveys as one survey.

Every file is judged by its own workspace, so that what a workspace shares in a figure is what it reports alone. Only
what can be seen of all of them together is looked for here: the same 案号 in two of them.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from yingsu.domain.joint_office import joint_office, told_apart
from yingsu.domain.settings import Settings
from yingsu.reading.workspace import Workspace
from yingsu.rules.workspace import DOCKET_USED_TWICE, dockets_used_twice
from yingsu.survey import Survey

_MOST_NAMED = 3


class SameWorkspaceError(Exception):
    """Workspaces that cannot be told apart. The text says why, in Chinese."""


def read_as_one(workspaces: Sequence[Workspace]) -> Workspace:
    """Several workspaces as one, whatever their order.

    Raises:
        SameWorkspaceError: two are the same, or have the same directory name and the same 名称.
        OfficesDisagreeError: they count differently, or a name means two things in them.
    """
    members = tuple(
        sorted(
            (each.labelled(label) for each, label in zip(workspaces, _labels(workspaces), strict=True)),
            key=lambda member: member.label,
        )
    )
    offices = told_apart({member.label: member.office for member in members})
    members = tuple(replace(member, office=offices[member.label]) for member in members)
    labels = list(offices)
    name = "、".join(labels) if len(labels) <= _MOST_NAMED else f"{labels[0]}等{len(labels)}个工作区"
    return Workspace(
        members[0].root,
        joint_office(offices, name),
        tuple(found for member in members for found in member.diagnostics),
        tuple(content for member in members for content in member.contents),
        None,
        all(member.is_sound for member in members),
        members=members,
    )


def _labels(workspaces: Sequence[Workspace]) -> list[str]:
    """What each is called: its directory, and where two are called so, its 名称."""
    roots = Counter(each.root.resolve() for each in workspaces)
    twice = next((root for root, number in roots.items() if number > 1), None)
    if twice is not None:
        raise SameWorkspaceError(f"同一个工作区写了两次：{twice.name}")
    often = Counter(each.root.name for each in workspaces)
    found = [
        each.root.name if often[each.root.name] == 1 else each.office.settings.known("name", Settings().name)
        for each in workspaces
    ]
    same, number = Counter(found).most_common(1)[0]
    if number > 1:
        raise SameWorkspaceError(
            f"两个工作区的目录名和名称都一样：“{same}”。请在 yingsu.yaml 里把“名称”写得不一样"
        )
    # A label is the first step of paths, and is printed.
    return [label.replace("/", "／").encode(errors="replace").decode() for label in found]


def together(workspace: Workspace) -> str:
    """What the names and figures of each depend on besides its own files: the settings and units of all, as one digest."""
    whole = hashlib.sha256()
    for path, content in workspace.contents:
        whole.update(f"{path} {len(content)} ".encode())
        whole.update(content)
    return whole.hexdigest()


def joined(surveys: Sequence[Survey], workspace: Workspace) -> Survey:
    """The surveys of several workspaces as one, with the 案号 that two of them have."""
    files = tuple(file for each in surveys for file in each.files)
    uses = (use for file in files for use in file.verdict.dockets)
    diagnostics = [
        *(found for each in surveys for found in each.diagnostics if found.defect is not DOCKET_USED_TWICE),
        *dockets_used_twice(uses),
    ]
    return replace(
        surveys[0],
        name=workspace.office.settings.name,
        root=workspace.root,
        office=workspace.office,
        files=files,
        diagnostics=tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.order)),
        waived=sum(each.waived for each in surveys),
        settings_digests=tuple(digest for each in surveys for digest in each.settings_digests),
        label="",
        members=tuple(surveys),
    )
