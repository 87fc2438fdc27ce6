"""`yingsu schema`, and what makes an editor know a workspace: put there by init, kept up to date, nobody's settings lost."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from yingsu.cli.main import run
from yingsu.intake.editor_files import stale_schemas
from yingsu.intake.schema import SCHEMAS

HERE = Path(__file__).parent
MERGING = yaml.safe_load((HERE / "editor_settings.yaml").read_text(encoding="utf-8"))
SETTINGS = ".vscode/settings.json"
IN_PLACE = [kind for kind in SCHEMAS if kind.where]
NEW_CASE = [
    "new-case", "--no-input", "--unit", "县自然资源局", "--plaintiff", "张某", "--cause", "责令退还非法占用土地",
    "--act-type", "行政处罚", "--field", "自然资源", "--received", "2026-11-20", "--as-of", "2026-11-23",
]  # fmt: skip


def looked_up(settings: Any, path: str) -> Any:
    """A value by the keys to it; keys have dots and slashes of their own."""
    if not path:
        return settings
    key = next(key for key in settings if path == key or path.startswith(f"{key}/"))
    return looked_up(settings[key], path[len(key) + 1 :])


@pytest.fixture(scope="module")
def new_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace, as it is before a test."""
    root = tmp_path_factory.mktemp("new") / "台账"
    assert run(["init", str(root), "--quiet"]) == 0
    return root


@pytest.fixture
def founded(new_workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, in which the test stands."""
    root = tmp_path / "台账"
    shutil.copytree(new_workspace, root)
    monkeypatch.chdir(root)
    return root


def test_without_a_kind_all_are_listed(call: Callable[..., Any]) -> None:
    listed = call("schema")
    assert listed.code == 0
    for kind in SCHEMAS:
        assert kind.name in listed.out
        assert kind.where in listed.out


def test_a_kind_is_printed_or_written(call: Callable[..., Any], tmp_path: Path) -> None:
    printed = call("schema", "案件")
    assert printed.code == 0
    assert printed.json["title"] == "案件文件"
    file = tmp_path / "案件.json"
    assert call("schema", "case", "-o", str(file)).code == 0
    assert json.loads(file.read_bytes()) == printed.json


def test_no_workspace_is_needed(
    call: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "陶瓷产业" not in call("schema", "案件").json["definitions"]["field"]["enum"]
    assert "没有找到 yingsu.yaml" in call("schema", "--install").err


def test_all_are_written_to_a_directory_and_one_into_it(call: Callable[..., Any], tmp_path: Path) -> None:
    place = tmp_path / "schemas"
    written = call("schema", "-o", str(place))
    assert written.code == 0
    assert {file.name for file in place.iterdir()} == {kind.file for kind in SCHEMAS}
    (place / "units.schema.json").unlink()
    assert call("schema", "单位", "-o", str(place), "--quiet").err == ""
    assert (place / "units.schema.json").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["schema", "没有"], "没有“没有”这种文件。可以写：案件、单位"),
        (["schema", "案件", "-o", "没有/x.json"], "没有写出 没有/x.json：没有这个目录"),
        (["schema", "-o", "yingsu.yaml"], "没有写出 yingsu.yaml"),
        (["schema", "案件", "--install"], "不和种类、-o 同用"),
        (["schema", "案件", "-C", "没有"], "没有目录 没有"),
    ],
)
def test_a_mistake_is_said(call: Callable[..., Any], founded: Path, words: list[str], said: str) -> None:
    done = call(*words)
    assert done.code == 2
    assert said in done.err
    assert (founded / "yingsu.yaml").stat().st_size > 100


def test_the_offices_own_fields_are_among_the_words(call: Callable[..., Any], founded: Path) -> None:
    with (founded / "yingsu.yaml").open("a", encoding="utf-8") as file:
        file.write("管理领域: [陶瓷产业]\n风险点目录: cases/本县风险点.yaml\n")
    assert "陶瓷产业" in call("schema", "案件").json["definitions"]["field"]["enum"]
    assert ".vscode/yingsu/case.schema.json" in stale_schemas(founded)
    (founded / SETTINGS).unlink()
    assert call("schema", "--install").code == 0
    assert stale_schemas(founded) == ()
    settings = json.loads((founded / SETTINGS).read_bytes())
    assert settings["yaml.schemas"][".vscode/yingsu/risk-points.schema.json"] == ["cases/本县风险点.yaml"]


def test_init_makes_editors_know_every_file(founded: Path) -> None:
    assert stale_schemas(founded) == ()
    settings = json.loads((founded / SETTINGS).read_bytes())
    assert set(settings["yaml.schemas"]) == {f".vscode/yingsu/{kind.file}" for kind in IN_PLACE}
    assert all((founded / path).is_file() for path in settings["yaml.schemas"])
    matched = {
        file for globs in settings["yaml.schemas"].values() for glob in globs for file in founded.glob(glob)
    }
    assert matched == set(founded.rglob("*.yaml"))
    recommended = json.loads((founded / ".vscode/extensions.json").read_bytes())
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}


def test_a_case_file_names_its_schema_in_its_first_line(founded: Path) -> None:
    assert run(NEW_CASE) == 0
    files = sorted(founded.glob("cases/*/*/case.yaml"))
    assert len(files) == 2
    for file in files:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        mark, _, place = first.partition("$schema=")
        assert mark == "# yaml-language-server: "
        assert (file.parent / place).resolve() == founded / ".vscode/yingsu/case.schema.json"
    assert run(["check", "--as-of", "2026-11-23"]) == 0


def test_a_workspace_without_schemas_gets_cases_that_name_none(founded: Path) -> None:
    shutil.rmtree(founded / ".vscode")
    assert run(NEW_CASE) == 0
    (file,) = founded.glob("cases/2026/*/case.yaml")
    assert file.read_text(encoding="utf-8").startswith("# 本案由")


def test_a_workspace_of_before_gets_them_and_old_ones_are_renewed(
    call: Callable[..., Any], founded: Path
) -> None:
    shutil.rmtree(founded / ".vscode")
    assert len(stale_schemas(founded)) == len(IN_PLACE) + 1
    installed = call("schema", "--install")
    assert installed.code == 0
    assert installed.out.count("写好 .vscode/") == len(IN_PLACE) + 2
    assert stale_schemas(founded) == ()
    file = founded / ".vscode/yingsu/case.schema.json"
    file.write_text("{}", encoding="utf-8")
    assert stale_schemas(founded) == (".vscode/yingsu/case.schema.json",)
    assert call("schema", "--install", "--quiet").out == "写好 .vscode/yingsu/case.schema.json\n"
    again = call("schema", "--install", "--quiet")
    assert (again.out, again.err) == ("已经是最新的，没有改动。\n", "")


@pytest.mark.parametrize("row", MERGING, ids=lambda row: row["名"])
def test_settings_that_are_there_stay_and_get_what_they_lack(
    call: Callable[..., Any], founded: Path, row: dict[str, Any]
) -> None:
    file = founded / SETTINGS
    file.write_text(row["有"], encoding="utf-8")
    assert call("schema", "--install").code == 0
    content = file.read_bytes()
    settings = json.loads(content.decode("utf-8-sig"))
    for path in row["补"]:
        assert looked_up(settings, path) is not None
    for path, value in row["不动"].items():
        assert looked_up(settings, path) == value
    assert content.startswith(b"\xef\xbb\xbf") is row["有"].startswith("\ufeff")
    assert (b"\n\t" in content) is ("\n\t" in row["有"])
    assert call("schema", "--install").out == "已经是最新的，没有改动。\n"
    assert file.read_bytes() == content


def test_another_extension_stays_recommended(call: Callable[..., Any], founded: Path) -> None:
    file = founded / ".vscode/extensions.json"
    file.write_text('{"recommendations": ["own.extension"]}', encoding="utf-8")
    assert call("schema", "--install", "--quiet").out == "写好 .vscode/extensions.json\n"
    assert json.loads(file.read_bytes()) == {"recommendations": ["own.extension", "redhat.vscode-yaml"]}


@pytest.mark.parametrize(
    "text",
    ['{\n  // 我的设置\n  "editor.fontSize": 16\n}\n', '{"a": 1, "a": 2}', "[]", "{", '{"a": "\udcff"}'],
    ids=["comments", "twice", "list", "broken", "bytes"],
)
def test_a_file_that_would_lose_something_is_left_alone(
    call: Callable[..., Any], founded: Path, text: str
) -> None:
    content = text.encode("utf-8", "surrogateescape")
    (founded / SETTINGS).write_bytes(content)
    done = call("schema", "--install")
    assert done.code == 0
    assert (founded / SETTINGS).read_bytes() == content
    assert ".vscode/settings.json 里有注释，或者不合 JSON，没有改动" in done.err
    assert '"yaml.schemas": {' in done.err
    assert stale_schemas(founded) == (SETTINGS,)
    with (founded / SETTINGS).open("a", encoding="utf-8") as file:
        file.write("".join(f"// .vscode/yingsu/{kind.file}\n" for kind in IN_PLACE))
    assert stale_schemas(founded) == ()


def test_init_says_too_what_it_left_alone(call: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / SETTINGS).write_text("{} // 我的\n", encoding="utf-8")
    (tmp_path / ".vscode/extensions.json").write_text(
        '{"recommendations": ["redhat.vscode-yaml"]}', encoding="utf-8"
    )
    done = call("init", str(tmp_path))
    assert done.code == 0
    assert "请自己把下面的内容加进去" in done.err
    assert "已有 .vscode/extensions.json，没有改动。" in done.err
    assert done.out.count(".vscode") == 1


def test_a_link_that_leads_out_is_not_followed(
    call: Callable[..., Any], founded: Path, tmp_path: Path
) -> None:
    shutil.rmtree(founded / ".vscode")
    (tmp_path / "外面").mkdir()
    (founded / ".vscode").symlink_to(tmp_path / "外面")
    done = call("schema", "--install")
    assert done.code == 2
    assert "没有装完" in done.err
    assert "工作区之外" in done.err
    assert list((tmp_path / "外面").iterdir()) == []


def test_a_file_in_the_way_is_said(call: Callable[..., Any], founded: Path) -> None:
    shutil.rmtree(founded / ".vscode")
    (founded / ".vscode").write_text("", encoding="utf-8")
    assert call("schema", "--install").code == 2


def test_broken_settings_are_mended_first(call: Callable[..., Any], founded: Path) -> None:
    (founded / "yingsu.yaml").write_text("管理领域: {甲: 乙}\n", encoding="utf-8")
    done = call("schema", "--install")
    assert done.code == 2
    assert "yingsu.yaml 有错误" in done.err


def test_the_demonstration_has_them_and_they_are_of_this_version(demonstration: Path) -> None:
    assert stale_schemas(demonstration) == (), "run: yingsu schema --install"
