"""The JSON Schemas of the files that people write: what an editor offers, explains, and marks as wrong.

Draft 7 of the language: it is what yaml-language-server, which is behind VS Code's YAML extension and many other editors,
takes a schema for by default, and nothing of ours needs more.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yingsu.diagnostic import Severity
from yingsu.domain.aftermath import RiskPoint, Waiver
from yingsu.domain.case import Case
from yingsu.domain.deadline_kinds import KINDS as DEADLINE_KINDS
from yingsu.domain.fill_map import FillMap
from yingsu.domain.ledger_map import LedgerMap
from yingsu.domain.node import Node
from yingsu.domain.office import Office
from yingsu.domain.records import Event, OwnRiskPoint, Screening, Unit, UnitLetter
from yingsu.domain.risk_catalogue import built_in
from yingsu.domain.settings import Settings
from yingsu.domain.vocabulary import Vocabulary
from yingsu.intake.schema_shapes import Place, Shapes, Words
from yingsu.intake.schema_values import Schema
from yingsu.reading.tree import CASE_FILE, CASES, SETTINGS_FILE, UNITS_FILE
from yingsu.rules.registry import DEFECTS

DIALECT: Final = "http://json-schema.org/draft-07/schema#"


@dataclass(frozen=True, slots=True)
class SchemaKind:
    """A kind of file.

    Attributes:
        name: what it is called on the command line.
        word: the same in the names of files; in Latin letters, since editors know no other path as a relative one.
        title: what such a file is.
        model: its record, or an entry of its list.
        is_list: whether it holds a list.
        where: which files of a workspace are such, as a pattern; empty where any may be.
        may_be_empty: whether a file with nothing in it is one.
    """

    name: str
    word: str
    title: str
    model: type[Node]
    is_list: bool = False
    where: str = ""
    may_be_empty: bool = False

    @property
    def file(self) -> str:
        """What its schema is called."""
        return f"{self.word}.schema.json"


SCHEMAS: Final = (
    SchemaKind("案件", "case", "案件文件", Case, where=f"{CASES}/*/*/{CASE_FILE}"),
    SchemaKind("单位", "units", "单位名录", Unit, is_list=True, where=UNITS_FILE),
    SchemaKind("设置", "settings", "工作区的设置", Settings, where=SETTINGS_FILE, may_be_empty=True),
    SchemaKind("风险排查", "screening", "风险排查", Screening, where=f"{CASES}/screenings/*/*.yaml"),
    SchemaKind("活动", "events", "一年的活动", Event, is_list=True, where=f"{CASES}/events/*.yaml"),
    SchemaKind(
        "来函", "letters", "不属于案件的来函", UnitLetter, is_list=True, where=f"{CASES}/letters/*.yaml"
    ),
    SchemaKind(
        "风险点",
        "risk-points",
        "本县自己的风险点",
        OwnRiskPoint,
        is_list=True,
        where=f"{CASES}/risk-points.yaml",
    ),
    SchemaKind("导入映射", "import-map", "导入台账的映射", LedgerMap),
    SchemaKind("填表映射", "fill-map", "填上级表格的映射", FillMap),
)
"""Every kind of file that people write."""

RISK_POINTS_SCHEMA: Final = next(kind for kind in SCHEMAS if kind.model is OwnRiskPoint)


def kind_called(name: str) -> SchemaKind | None:
    """The kind of file of that name, in either language."""
    return next((kind for kind in SCHEMAS if name in {kind.name, kind.word}), None)


def schema_of(kind: SchemaKind, office: Office) -> Schema:
    """The schema of a kind of file, with the words of the office that writes it."""
    shapes = Shapes(_words_of(office))
    head: Schema = {"$schema": DIALECT, "$comment": "由 yingsu schema 写出，不要手工改", "title": kind.title}
    shape = shapes.record(kind.model, may_be_blank=kind.may_be_empty)
    if kind.is_list:
        shape = {"type": "array", "items": {"title": kind.name} | shape}
    return head | shape | {"definitions": dict(sorted(shapes.definitions.items()))}


def schema_text(kind: SchemaKind, office: Office) -> str:
    """The same as the text of a file."""
    return json.dumps(schema_of(kind, office), ensure_ascii=False, indent=1) + "\n"


def _words_of(office: Office) -> Words:
    closed = {"act_type": _of_vocabulary(office.act_types), "field": _of_vocabulary(office.fields)}
    offered: dict[Place, Mapping[str, str]] = {
        (RiskPoint, "code"): {
            point.code: f"{point.stage.value}·{point.kind.value}：{point.text}" for point in built_in().points
        },
        (Waiver, "rule"): {
            code: defect.title for code, defect in DEFECTS.items() if defect.severity is not Severity.ERROR
        },
    }
    keys: dict[Place, Mapping[str, str]] = {
        (Settings, "reminders"): {kind.key: kind.title for kind in DEADLINE_KINDS.values()}
    }
    return Words(closed, offered, keys)


def _of_vocabulary(vocabulary: Vocabulary) -> Mapping[str, str]:
    """The words, with the years in which they are in use."""
    return {each.text: f"{each.since}年起使用" if each.since is not None else "" for each in vocabulary.words}
