"""`yingsu cache`."""

from typing import Annotated

import typer

from yingsu.cli.options import QuietOption, WorkspaceOption
from yingsu.cli.problem import Problem


def cache_command(
    workspace: WorkspaceOption = None,
    clear: Annotated[bool, typer.Option("--clear", help="清除缓存，下次全部重新检查")] = False,
    quiet: QuietOption = False,
) -> None:
    """上次检查的缓存：在哪里、多大；清除它。

    例：yingsu cache；yingsu cache --clear

    缓存只为快：文件没有改过，就不再读一遍；结果和全部重读一样。它在工作区的 .yingsu 里，随时可以清除，不要提交到 git。
    """
    from yingsu.cache.place import CACHE_FILE, PRIVATE, is_tracked
    from yingsu.cache.store import clear as clear_store
    from yingsu.cache.store import size_of
    from yingsu.cli.console import note, root_of, say

    root = root_of(workspace)
    place = f"{PRIVATE}/{CACHE_FILE}"
    if is_tracked(root):
        note(f"注意：{place} 被提交进了 git，所以没有使用。请执行 git rm --cached {place}")
    if not clear:
        size = size_of(root)
        say(f"{root / PRIVATE / CACHE_FILE}　{_sized(size)}" if size else "还没有缓存")
        return
    try:
        size = clear_store(root)
    except OSError as error:
        raise Problem(f"缓存清除不了：{place} 没有权限，或正被占用", code="file") from error
    if not quiet:
        say(f"已清除缓存（{_sized(size)}）" if size else "没有缓存要清除")


def _sized(size: int) -> str:
    return f"{max(1, round(size / 1024))} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"
