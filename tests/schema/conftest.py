"""A foreign reader and a foreign validator: YAML 1.2 as editors read it, and the schemas as jsonschema understands them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from yingsu.diagnostic import Severity
from yingsu.domain.case import Case
from yingsu.domain.office import Office
from yingsu.domain.settings import Settings
from yingsu.domain.view import View
from yingsu.intake.schema import SchemaKind, kind_called, schema_of
from yingsu.reading.validation import read_list, read_record
from yingsu.rules.core import findings
from yingsu.rules.registry import RULES

ROOT = Path(__file__).parents[2]
OFFICE = Office.of(Settings.model_validate({"管理领域": ["陶瓷产业"]}), ())
AS_OF = date(2026, 11, 23)

_SCALARS = (
    ("null", "~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", [*"-+0123456789"]),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
)


class CoreLoader(yaml.CSafeLoader):
    """YAML 1.2 with its core schema, by which editors read: days are texts, 0x3C and 0012 are numbers."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 -- as the base class has it


def _whole_number(loader: CoreLoader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, 0) if text.startswith(("0x", "0o")) else int(text)


for name, pattern, first in _SCALARS:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"^(?:{pattern})$"), first)
CoreLoader.add_constructor("tag:yaml.org,2002:int", _whole_number)


@cache
def validator_of(kind: SchemaKind) -> Draft7Validator:
    """One validator for all files of a kind."""
    return Draft7Validator(schema_of(kind, OFFICE))


@dataclass(frozen=True)
class Opinions:
    """What an editor and `check` say of a text.

    Attributes:
        editor: where the schema finds something wrong.
        reader: the codes of what our reader finds wrong.
        node: the record, where it is one.
    """

    editor: list[str]
    reader: list[str]
    node: Any

    @property
    def rules(self) -> list[str]:
        """The codes of errors by the rules, where the text is a case."""
        if not isinstance(self.node, Case):
            return []
        found = findings(RULES, View("2025/x", self.node, OFFICE, AS_OF))
        return [defect.code for defect, _ in found if defect.severity is Severity.ERROR]


def opinions(text: bytes, kind: SchemaKind) -> Opinions | None:
    """Ask both; `None` where a text is no YAML at all, of which a schema says nothing."""
    try:
        data = yaml.load(text.decode("utf-8-sig"), CoreLoader)  # noqa: S506 -- a safe loader with fewer types
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    wrong = [error.json_path for error in validator_of(kind).iter_errors(data)]
    reading = (read_list if kind.is_list else read_record)(text, kind.model, "cases/2025/x/case.yaml")
    refused = [found.defect.code for found in reading.diagnostics() if found.is_error]
    return Opinions(wrong, refused, reading.node)


def called(name: str) -> SchemaKind:
    """A kind of file by its name."""
    kind = kind_called(name)
    assert kind is not None, name
    return kind


@pytest.fixture
def asked() -> Any:
    """What both say of a text of a kind."""
    return lambda text, kind="案件": opinions(text.encode() if isinstance(text, str) else text, called(kind))
