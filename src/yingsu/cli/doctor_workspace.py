"""What `yingsu doctor` looks at in a workspace: its settings, what git makes of it, the hook, the tool's own directory."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from yingsu.cli.doctor_files import signs_of_files
from yingsu.cli.doctor_naming import named
from yingsu.reports.doctoring import Sign, State

if TYPE_CHECKING:
    from yingsu.reading.workspace import Workspace

_BESIDE_OPEN_FILES = "~$"
_RESTORE = "删去它，再运行一次 yingsu check，会重新生成"


def signs_of_workspace(opened: "Workspace") -> Iterator[Sign]:
    """How it stands with a workspace."""
    yield _settings(opened)
    yield from signs_of_files(opened.root)
    yield _schemas(opened.root)
    yield from _signs_of_git(opened.root)
    yield _private(opened.root)


def _settings(opened: "Workspace") -> Sign:
    errors = [found for found in opened.diagnostics if found.is_error]
    if not errors:
        return Sign("settings", "设置和单位名录", State.FINE, f"{len(opened.office.directory.units)} 个单位")
    first = errors[0]
    said = f"有 {len(errors)} 处错误，第一处 {first.path}:{first.span.line} {first.message}"
    return Sign("settings", "设置和单位名录", State.WRONG, said, "用 yingsu check 看全部，逐处改正")


def _schemas(root: Path) -> Sign:
    """The files from which an editor knows keys and words: made when the workspace was, and after changes of them anew."""
    from yingsu.intake.editor_files import stale_schemas

    stale = stale_schemas(root)
    if not stale:
        return Sign("schemas", "编辑器的补全和提示", State.FINE, "是最新的")
    said = f"{len(stale)} 个文件没有，或不是最新的（{stale[0]}{' 等' if len(stale) > 1 else ''}）"
    return Sign("schemas", "编辑器的补全和提示", State.NOTE, said, "运行 yingsu schema --install")


def _signs_of_git(root: Path) -> Iterator[Sign]:
    from yingsu.reading.git import HistoryError, repository_of

    try:
        repository_of(root)
    except HistoryError as error:
        said, _, remedy = str(error).partition("。")
        yield Sign("repository", "历史", State.NOTE, said, remedy)
        return
    yield Sign("repository", "历史", State.FINE, "用 git 保存")
    yield _left_out(root)
    yield _ignored_names(root)
    yield _hook(root)


def _left_out(root: Path) -> Sign:
    """Records that git is told to leave alone are in no history, and in nobody else's copy."""
    from yingsu.reading.git import ask
    from yingsu.reading.tree import CASES, SETTINGS_FILE

    said = ask(
        root,
        "ls-files",
        *("--others", "--ignored", "--exclude-standard", "-z", "--", SETTINGS_FILE, CASES),
    )
    paths = [name.decode("utf-8", "replace") for name in said.split(b"\0")[:-1]]
    lost = [path for path in paths if path.lower().endswith((".yaml", ".yml"))]
    if not lost:
        return Sign("ignored", "漏在 git 之外的文件", State.FINE, "没有")
    return Sign(
        "ignored",
        "漏在 git 之外的文件",
        State.WRONG,
        f"{named(lost)}：被 .gitignore 排除，不会提交，别人也拿不到",
        "改 .gitignore，去掉排除它的那一行",
    )


def _ignored_names(root: Path) -> Sign:
    """Whether what Word, WPS and Excel leave beside an open file stays out of git."""
    if any(_BESIDE_OPEN_FILES in _text_of(directory / ".gitignore") for directory in (root, *root.parents)):
        return Sign("gitignore", ".gitignore", State.FINE, "临时文件已排除")
    return Sign(
        "gitignore",
        ".gitignore",
        State.NOTE,
        f"没有排除 Word、WPS 打开文件时留下的“{_BESIDE_OPEN_FILES}”文件，容易误提交",
        f"在 .gitignore 里加一行：{_BESIDE_OPEN_FILES}*",
    )


def _text_of(file: Path) -> str:
    """A file's text; empty where there is none."""
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _hook(root: Path) -> Sign:
    from yingsu.intake.git_hook import HookState, hook_state

    again = "删去它，再运行 yingsu init --hook"
    said = {
        HookState.CURRENT: (State.FINE, "已装", ""),
        HookState.CALLS_US: (State.FINE, "已有自己的检查，其中调用了 yingsu", ""),
        HookState.ABSENT: (State.NOTE, "没有装，有错误的文件也能提交", "运行 yingsu init --hook"),
        HookState.FORMER: (State.WRONG, "是旧版本装的，或改动过", again),
        HookState.IDLE: (State.WRONG, "装了，但没有执行权限，git 不会运行它", again),
        HookState.FOREIGN: (
            State.NOTE,
            "已有别的检查，其中没有调用 yingsu",
            "在它里面加一行：yingsu check --staged --quiet",
        ),
    }
    state, words, remedy = said[hook_state(root)]
    return Sign("hook", "提交前检查", state, words, remedy)


def _private(root: Path) -> Sign:
    from yingsu.cache.place import PRIVATE, is_tracked

    place, title = root / PRIVATE, "缓存"
    if is_tracked(root):
        remedy = f"运行 git rm -r --cached {PRIVATE}，再提交一次"
        return Sign("cache", title, State.WRONG, f"{PRIVATE} 提交进了 git，别人的缓存不能用", remedy)
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        return Sign("cache", title, State.WRONG, f"{PRIVATE} 不是目录", _RESTORE)
    return Sign("cache", title, State.FINE, "在用" if place.is_dir() else "还没有")
