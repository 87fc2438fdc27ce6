"""The files that say how somebody else's table is to be read or filled: how a command opens them and speaks of them."""

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from yingsu.cli.problem import Problem

if TYPE_CHECKING:
    from yingsu.domain.node import Node
    from yingsu.reading.validation import Reading

AnyMap = TypeVar("AnyMap", bound="Node")

MOST_BYTES = 4 << 20
_SHOWN = 10


def map_at(path: Path, model: type[AnyMap]) -> "Reading[AnyMap]":
    """A map, with the places of what it says.

    Raises:
        Problem: it cannot be read, or has errors; the first ones are named with their lines.
    """
    from yingsu.reading.validation import read_record

    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Problem(f"--map {path.name} 打不开：{why_not_read(error)}", code="file") from None
    if len(content) > MOST_BYTES:
        raise Problem(f"--map {path.name} 太大，不像一份映射", code="file")
    read = read_record(content, model, path.name)
    errors = [found for found in read.diagnostics() if found.is_error]
    if errors or read.node is None:
        lines = [f"  {found.path}:{found.span.line}:{found.span.column} {found.message}" for found in errors]
        more = [f"  …… 共 {len(lines)} 处"] if len(lines) > _SHOWN else []
        raise Problem("\n".join([f"--map {path.name} 有错误：", *lines[:_SHOWN], *more]), code="file")
    return read


def why_not_read(error: OSError) -> str:
    """What kept a file from being read, in words."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, IsADirectoryError):
        return "这是目录"
    return "没有读取权限，或正被占用" if isinstance(error, PermissionError) else type(error).__name__


def placed(read: "Reading[AnyMap] | None", node: "Node | None", name: str, message: str) -> str:
    """A message with the line of the map that it is about."""
    if read is None or node is None:
        return message
    path = (*node.path, node.key_of(name)) if name else node.path
    span = read.source.span(path, of_value=bool(name))
    return "\n".join(f"{read.path}:{span.line}:{span.column} {line}" for line in message.split("\n"))
