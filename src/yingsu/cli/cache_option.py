"""`--no-cache`: a command that looks at every file does so as if it had never seen one."""

from typing import Any, Final

from typer.core import TyperOption

_HELP: Final = "不用上次检查的缓存，全部文件重新读"


class _Run:
    """This run of the program."""

    is_cache_used = True


def is_cache_used() -> bool:
    """Whether what was seen before may be used."""
    return _Run.is_cache_used


def cache_option() -> TyperOption:
    """The option, for every command that works in a workspace."""
    return TyperOption(
        param_decls=["--no-cache", "no_cache"],
        is_flag=True,
        default=False,
        expose_value=False,
        callback=_noted,
        help=_HELP,
    )


def _noted(context: Any, parameter: Any, value: bool) -> None:
    del context, parameter
    _Run.is_cache_used = not value
