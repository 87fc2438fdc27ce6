"""An editor refuses what `check` refuses, as far as a schema can see, and nothing that `check` takes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from yingsu.domain.node import Node, key
from yingsu.domain.office import Office
from yingsu.intake.schema import SCHEMAS, SchemaKind, kind_called, schema_of, schema_text
from yingsu.intake.schema_shapes import Shapes, UnknownShapeError, Words

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BASE = {"格式": "1", "案由": "示例", "行为类别": "行政处罚", "管理领域": "公安"}

Ask = Callable[..., Any]

#: Words and 案号 that are no matter of form for us: the editor says it as well, and sooner.
BY_RULES_TOO = {"YS101", "YS111"}


def table(name: str) -> Any:
    return yaml.load((HERE / name).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 -- it makes text only


def case_with(line: str) -> str:
    """The musts of a case and what is asked about; a must that it has itself is left out."""
    musts = "".join(f"{name}: {value}\n" for name, value in BASE.items() if not line.startswith(f"{name}:"))
    return f"{musts}{line}\n"


VALUES = [
    pytest.param(row["行"].replace("*", value), verdict == "对", id=f"{row['值']}-{verdict}-{number}")
    for row in table("values.yaml")
    for verdict in ("对", "错")
    for number, value in enumerate(row[verdict], 1)
]
UNSEEN = table("unseen.yaml")


@pytest.mark.parametrize(("line", "is_right"), VALUES)
def test_a_value_is_right_for_both_or_wrong_for_both(line: str, is_right: bool, asked: Ask) -> None:
    said = asked(case_with(line))
    assert (not said.editor, not said.reader) == (is_right, is_right), (said, case_with(line))


@pytest.mark.parametrize("row", UNSEEN, ids=lambda row: row["种"])
def test_what_an_editor_cannot_see_check_does(row: dict[str, Any], asked: Ask) -> None:
    said = asked(case_with(row["文"]))
    assert said.editor == []
    assert set(row["编号"]) <= {*said.reader, *said.rules}


def data_files() -> Iterator[tuple[Path, str]]:
    """Every data file that is a whole file of a workspace, and its kind."""
    names = (("units", "单位"), ("screening", "风险排查"), ("letters", "来函"), ("events", "活动"), ("settings", "设置"), ("risk-points", "风险点"), ("yingsu.yaml", "设置"))  # fmt: skip
    for place in ("cases", "tests/rules", "tests/source", "tests/cli/workspace", "tests/intake/importing"):
        for file in sorted((ROOT / place).rglob("*.yaml")):
            where = file.relative_to(ROOT).as_posix().replace(place, "", 1)
            yield file, next((kind for word, kind in names if word in where), "案件")
    yield ROOT / "yingsu.yaml", "设置"


def test_over_all_data_both_say_the_same_but_for_what_is_listed(asked: Ask) -> None:
    unseen, sooner, agreed = set(), set(), 0
    for file, kind in data_files():
        said = asked(file.read_bytes(), kind)
        if said is None:
            continue
        name = file.relative_to(ROOT).as_posix()
        if said.reader and not said.editor:
            unseen.add(name)
        elif said.editor and not said.reader:
            sooner.add(name)
            if kind == "案件":
                assert BY_RULES_TOO & set(said.rules), (name, said)
        else:
            agreed += 1
    assert unseen == {name for row in UNSEEN for name in row.get("文件", ())}
    assert sooner == {
        f"tests/rules/{name}" for name in ("YS101/bad.yaml", "YS111/bad.yaml", "YS111/bad-screening.yaml")
    }
    assert agreed > 400


def fragments(value: Any) -> Iterator[dict[str, Any]]:
    """The cases in the scenarios of facts and figures: what has a key of the proceedings."""
    if isinstance(value, dict):
        if {"审理", "履行"} & set(value):
            yield value
        for each in value.values():
            yield from fragments(each)
    elif isinstance(value, list):
        for each in value:
            yield from fragments(each)


@pytest.mark.parametrize("place", ["facts", "metrics"])
def test_every_case_of_a_scenario_is_right_in_an_editor(place: str) -> None:
    shape = schema_of(SCHEMAS[0], Office())
    shape["required"] = []
    validator = Draft7Validator(shape)
    keys = set(shape["properties"])
    seen = 0
    for file in sorted((ROOT / "tests" / place).glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        for case in fragments(yaml.load(text, yaml.BaseLoader)):  # noqa: S506 -- it makes text only
            if not isinstance(case.get("审理", []), list) or not set(case) <= keys:
                continue
            # In some tables the defendants are names only.
            whole = {name: value for name, value in case.items() if name != "被告"}
            assert list(validator.iter_errors(whole)) == [], (file.name, case)
            seen += 1
    assert seen > 20


def keys_of(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of a schema, wherever it stands."""
    for name, value in schema.get("properties", {}).items():
        if "title" in value:
            yield f"{path}.{name}", value
            yield from keys_of(value, f"{path}.{name}")
    for name, value in schema.get("definitions", {}).items():
        yield from keys_of(value, name)
    if isinstance(schema.get("items"), dict):
        yield from keys_of(schema["items"], path)


@pytest.mark.parametrize("kind", SCHEMAS, ids=lambda kind: kind.word)
def test_every_key_says_in_chinese_what_to_write(kind: SchemaKind) -> None:
    schema = schema_of(kind, Office())
    Draft7Validator.check_schema(schema)
    found = dict(keys_of(schema))
    assert len(found) > 4
    for path, value in found.items():
        assert any("一" <= sign <= "鿿" for sign in value["description"]), path
        assert "。。" not in value["description"], path
        assert not value["description"].endswith("。"), path


def bare(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema of which an editor makes offers: all but what is demanded with `then`, or must not be."""
    if isinstance(schema, dict):
        yield schema
        for name, below in schema.items():
            if name not in {"then", "not"}:
                yield from bare(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from bare(below)


@pytest.mark.parametrize("kind", SCHEMAS, ids=lambda kind: kind.word)
def test_nothing_that_would_be_a_fact_is_offered(kind: SchemaKind) -> None:
    schema = schema_of(kind, Office())
    for each in bare(schema):
        assert not {"examples", "default", "const"} & set(each)
        assert each.get("type", "object") in {"object", "array"}
    assert json.loads(schema_text(kind, Office())) == schema


def test_words_bring_what_they_mean() -> None:
    case = schema_of(SCHEMAS[0], Office())["definitions"]
    rank = case["HeadRank-or-blank"]["oneOf"][0]
    assert dict(zip(rank["enum"], rank["markdownEnumDescriptions"], strict=True))["律师"] == "不是负责人"
    disposition = case["Disposition"]
    meanings = dict(zip(disposition["enum"], disposition["markdownEnumDescriptions"], strict=True))
    assert (meanings["撤销"], meanings["维持"]) == ("默认口径算败诉", "默认口径不算败诉")
    offered = case["RiskPoint.code-or-blank"]["oneOf"][0]
    assert len(offered["enum"]) == 145
    assert "YS301" in case["Waiver.rule"]["oneOf"][0]["enum"]
    assert "YS016" not in case["Waiver.rule"]["oneOf"][0]["enum"]


def test_a_kind_is_called_by_either_name() -> None:
    for kind in SCHEMAS:
        assert kind_called(kind.name) is kind_called(kind.word) is kind
    assert kind_called("没有") is None


def test_empty_settings_are_settings_and_an_empty_case_is_none(asked: Ask) -> None:
    assert asked("", "设置").editor == []
    assert asked("# 只有注释\n", "案件").editor != []
    assert asked("提前提醒: {D02: 5, D03: }\n日历: {放假: 2026-11-01}\n", "设置").editor == []
    assert asked("提前提醒: {D02: 五天}\n", "设置").editor == ["$['提前提醒'].D02"]


def test_a_field_of_a_new_kind_is_our_fault_and_named() -> None:
    class Odd(Node):
        odd: frozenset[int] = key("怪")

    with pytest.raises(UnknownShapeError, match=r"Odd\.odd"):
        Shapes(Words({}, {}, {})).record(Odd)
