"""What makes an editor know our files: their schemas, which file has which, and how it is to save them.

All of it is below `.vscode`, which VS Code reads; other editors find the schema of a case by the first line of its file.
Schemas are ours and are written anew. Settings are the office's: only what they do not say is added, and a settings file
that has comments, which would be lost, is left alone.
"""

import errno
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from yingsu.domain.office import Office
from yingsu.intake.modeline import EDITOR, SCHEMAS_DIRECTORY
from yingsu.intake.schema import RISK_POINTS_SCHEMA, SCHEMAS, SchemaKind, schema_text
from yingsu.intake.writing import write_new, write_whole
from yingsu.reading.workspace import open_workspace

SETTINGS: Final = f"{EDITOR}/settings.json"
EXTENSIONS: Final = f"{EDITOR}/extensions.json"


@dataclass(frozen=True, slots=True)
class Advice:
    """A file that is left alone, and what its owner should put into it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Installed:
    """What was done, as paths relative to the workspace.

    Attributes:
        written: files that are new or were changed.
        kept: files that were as they should be.
        advice: files that were left alone.
    """

    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()


def install(root: Path, office: Office) -> Installed:
    """Put what an editor needs into a workspace, or bring it up to date.

    Raises:
        OSError: a file cannot be written; those before it are there.
    """
    written: list[str] = []
    kept: list[str] = []
    advice: list[Advice] = []
    _refuse_outside(root)
    (root / SCHEMAS_DIRECTORY).mkdir(parents=True, exist_ok=True)
    for path, text in _schemas(office):
        (written if _put(root / path, text.encode()) else kept).append(path)
    for path, wanted in ((SETTINGS, _settings(office)), (EXTENSIONS, _extensions())):
        try:
            (written if _merge(root / path, wanted) else kept).append(path)
        except _NotPlainError:
            advice.append(Advice(path, _dumped(wanted)))
    return Installed(tuple(written), tuple(kept), tuple(advice))


def stale_schemas(root: Path) -> tuple[str, ...]:
    """The files of an editor that a workspace lacks, or that are not what this version would write.

    Returns:
        paths relative to the workspace; `install` puts them right, or says what to add.
    """
    office = open_workspace(root).office
    stale = [path for path, text in _schemas(office) if _content(root / path) != text.encode()]
    settings = (_content(root / SETTINGS) or b"").decode("utf-8", "replace")
    if any(path not in settings for path, _ in _schemas_placed(office)):
        stale.append(SETTINGS)
    return tuple(stale)


def _schemas_placed(office: Office) -> Iterator[tuple[str, SchemaKind]]:
    """The schemas of files that have a known place, and where each goes."""
    own: str | None = office.settings.known("risk_catalogue")
    for kind in SCHEMAS:
        if kind.where:
            placed = replace(kind, where=own) if kind is RISK_POINTS_SCHEMA and own is not None else kind
            yield f"{SCHEMAS_DIRECTORY}/{kind.file}", placed


def _schemas(office: Office) -> Iterator[tuple[str, str]]:
    for path, kind in _schemas_placed(office):
        yield path, schema_text(kind, office)


def _settings(office: Office) -> dict[str, Any]:
    """What VS Code is told of a workspace."""
    return {
        "yaml.schemas": {path: [kind.where] for path, kind in _schemas_placed(office)},
        # Without it the extension fetches a list of other people's schemas from the network.
        "yaml.schemaStore.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        # Full-width punctuation is what our users write; VS Code takes it for a trap.
        "editor.unicodeHighlight.allowedLocales": {"zh-hans": True},
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.detectIndentation": False,
            # Formatting breaks the lines of what people have lined up.
            "editor.formatOnSave": False,
            # Words of other files are other people's names.
            "editor.wordBasedSuggestions": "off",
            "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
        },
    }


def _extensions() -> dict[str, Any]:
    return {"recommendations": ["redhat.vscode-yaml"]}


def _put(path: Path, content: bytes) -> bool:
    """Write a file that is ours alone, unless it is like that already."""
    if _content(path) == content:
        return False
    write_whole(path, content)
    return True


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _refuse_outside(root: Path) -> None:
    """Stop before a link leads out of the workspace.

    Raises:
        OSError: it does.
    """
    for path in (EDITOR, SCHEMAS_DIRECTORY):
        if not (root / path).resolve().is_relative_to(root.resolve()):
            raise OSError(errno.EXDEV, "链接指到工作区之外", str(root / path))


class _NotPlainError(Exception):
    """A file has more than data in it, such as comments, or is no JSON at all."""


def _merge(path: Path, wanted: Mapping[str, Any]) -> bool:
    """Add to a file what it does not say; what it says stays. Say whether anything was missing.

    Raises:
        _NotPlainError: it cannot be written again without losing something.
        OSError: it cannot be read or written.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        write_new(path, _dumped(wanted))
        return True
    text, found = _plain(content)
    merged = _with_absent(found, wanted, joins_lists=path.name == Path(EXTENSIONS).name)
    if merged == found:
        return False
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    write_whole(path, mark + _dumped(merged, _indentation(text)).encode(), instead_of=content)
    return True


def _plain(content: bytes) -> tuple[str, dict[str, Any]]:
    try:
        text = content.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=_unique) if text.strip() else {}
    except ValueError:
        raise _NotPlainError from None
    if not isinstance(found, dict):
        raise _NotPlainError
    return text, found


def _unique(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(key)
        found[key] = value
    return found


def _with_absent(found: Any, wanted: Any, *, joins_lists: bool) -> Any:
    """What was found, with the keys that it lacks at the end; and what lists lack, where they are joined."""
    if isinstance(found, dict) and isinstance(wanted, Mapping):
        both = {
            key: _with_absent(value, wanted.get(key), joins_lists=joins_lists) for key, value in found.items()
        }
        return both | {key: value for key, value in wanted.items() if key not in found}
    if joins_lists and isinstance(found, list) and isinstance(wanted, list):
        return found + [each for each in wanted if each not in found]
    return found


def _indentation(text: str) -> str:
    """How a file is indented: what stands before its first key."""
    matched = re.search(r"\n([ \t]+)\S", text)
    return matched[1] if matched is not None else "  "


def _dumped(value: Any, indentation: str = "  ") -> str:
    return json.dumps(value, ensure_ascii=False, indent=indentation) + "\n"
