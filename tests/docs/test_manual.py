"""The manual says what the program does today: generated pages, the tutorial carried out, links, commands that are named.

After a change: `python docs/build_manual.py`, or YINGSU_GOLDENS=write in the environment; then read what has changed.
"""

import os
import re
import shlex
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from manual import gallery, samples, tutorial
from manual.html import DeadLinkError, build
from manual.marks import anchor_of
from manual.pages import DOCS, GENERATED, GENERATORS, PAGES, SOURCES, Page
from yingsu.cli.commands import COMMANDS
from yingsu.cli.program import app
from yingsu.domain.deadline_kinds import KINDS
from yingsu.domain.risk_catalogue import built_in
from yingsu.metrics.catalogue import METRICS
from yingsu.reports.explaining import DEFECTS

TUTORIAL = SOURCES / "教程.md"
WRITTEN = sorted(SOURCES.glob("*.md"))
NAMED = re.compile(r"`(yingsu [^`]+)`|^(?:\$ )?(yingsu .+)$", re.MULTILINE)
RENEW = "run: python docs/build_manual.py"


def same(file: Path, text: str) -> None:
    """Compare with a file; with YINGSU_GOLDENS=write in the environment, write it."""
    if os.environ.get("YINGSU_GOLDENS") == "write":
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == text, RENEW


@pytest.mark.parametrize("name", GENERATORS)
def test_a_generated_page_is_what_the_program_says_now(name: str) -> None:
    same(GENERATED / f"{name}.md", GENERATORS[name]())


def test_the_tutorial_prints_what_it_says() -> None:
    same(TUTORIAL, tutorial.renewed(TUTORIAL.read_text(encoding="utf-8")))


def test_every_page_that_is_there_is_in_the_list() -> None:
    listed = {page.source for page in PAGES if page.source.is_relative_to(SOURCES)}
    assert listed == {*SOURCES.rglob("*.md")}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The HTML pages, by their names."""
    place = tmp_path_factory.mktemp("手册")
    return {file.name: file.read_text(encoding="utf-8") for file in build(place)}


def test_pages_open_from_a_folder_without_network_or_script(pages: dict[str, str]) -> None:
    assert len(pages) == len(PAGES)
    assert "index.html" in pages
    for text in pages.values():
        assert '<html lang="zh-CN">' in text
        assert "<script" not in text
        assert not re.search(r"""(?:src|href)=["']?(?:https?:|//|/)""", text)
        assert not re.search(r"@import|url\(", text)


@pytest.mark.parametrize(
    ("page", "anchors"),
    [
        ("指标", [metric.title for metric in METRICS.values()]),
        ("期限", KINDS),
        ("命令", COMMANDS),
    ],
)
def test_each_has_a_place_that_can_be_linked_to(
    page: str, anchors: Iterable[str], pages: dict[str, str]
) -> None:
    assert [name for name in anchors if f' id="{name}"' not in pages[f"{page}.html"]] == []


def test_every_rule_has_its_place_in_the_page_of_its_family(pages: dict[str, str]) -> None:
    families = "".join(text for name, text in pages.items() if name.startswith("规则-"))
    assert [code for code in DEFECTS if families.count(f' id="{code}"') != 1] == []


def test_every_risk_point_is_told_of(pages: dict[str, str]) -> None:
    assert [each.code for each in built_in().points if each.code not in pages["风险点.html"]] == []


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    stray = tmp_path / "README.md"
    for target in ("没有这一页.md", "#没有这一节"):
        stray.write_text(f"# 首页\n\n见[这里]({target})。\n", encoding="utf-8")
        with pytest.raises(DeadLinkError, match="没有这一"):
            build(tmp_path / "出", [Page(stray, "开始用")])
    assert not (tmp_path / "出").exists()


def test_a_head_is_linked_to_by_its_code_or_its_words() -> None:
    assert anchor_of("YS301　负责人未出庭") == "YS301"
    assert anchor_of("new-case") == "new-case"
    assert anchor_of("用 Tab 键缩进") == "用-Tab-键缩进"


def commands_named(text: str) -> list[list[str]]:
    """The words of every command line in a text."""
    found = (first or second for first, second in NAMED.findall(text))
    return [shlex.split(line.split("     #")[0])[1:] for line in found]


@pytest.mark.parametrize(
    "file", [*WRITTEN, DOCS / "填表与导入.md", DOCS.parent / "README.md"], ids=lambda file: file.stem
)
def test_commands_and_options_that_a_page_names_exist(file: Path) -> None:
    program: Any = typer.main.get_command(app)
    for name, *words in commands_named(file.read_text(encoding="utf-8")):
        if name.startswith("-"):
            continue
        command = program.get_command(None, name)
        assert command is not None, name
        options = {"--help", *chain.from_iterable(each.opts for each in command.params)}
        assert [word for word in words if word.startswith("-") and word not in options] == [], name


def test_a_slip_that_is_none_any_more_is_noticed(tmp_path: Path) -> None:
    sound = "管理领域: 自然资源\n"
    for slip, why in (
        ({"题": "没有错", "原文": sound, "错": sound, "对": sound}, "nothing is found"),
        ({"题": "改了还错", "原文": sound, "错": "管理领域：甲\n", "对": "管理领域: 甲\n"}, "YS1"),
        ({"题": "原文不在", "原文": "没有这一句\n", "错": "甲\n", "对": "乙\n"}, "not in the sound case"),
    ):
        file = tmp_path / "slips.yaml"
        file.write_text(yaml.safe_dump({"一组": [slip]}, allow_unicode=True), encoding="utf-8")
        with pytest.raises(gallery.StaleSlipError, match=why):
            gallery.page(file)


def test_the_sound_case_of_the_gallery_is_sound() -> None:
    assert samples.said_of(samples.Sample()) == "检查了 3 个文件：没有发现问题。"


@pytest.mark.parametrize(
    "step",
    [
        "```console\n$ rm -r cases\n```\n",
        "```console\n$ yingsu report --year 甲\n```\n",
        "```console 几行\n$ yingsu --version\n```\n",
        "```yaml a.yaml：不知道怎么改\n甲: 乙\n```\n",
        "```yaml a.yaml：把“没有的”改成\n甲: 乙\n```\n",
        "```yaml a.yaml：从“没有的”起\n甲: 乙\n```\n",
    ],
)
def test_a_step_of_the_tutorial_that_cannot_be_done_is_refused(step: str) -> None:
    with pytest.raises(tutorial.TutorialError):
        tutorial.renewed(step)
