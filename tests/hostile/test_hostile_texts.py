"""Texts that somebody typed, or a program slipped in, through every command and every form of output: they stay text."""

import csv
import json
import re
import shlex
import shutil
import subprocess
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from icalendar import Calendar
from markdown_it import MarkdownIt

from yingsu.cli.main import run
from yingsu.render.words import printable

HERE = Path(__file__).parent
DATA: dict[str, Any] = yaml.safe_load((HERE / "texts.yaml").read_text(encoding="utf-8"))
TEXTS = tuple(DATA["texts"].values())
SPEC = spec_from_file_location("make_hostile", HERE / "make_hostile.py")
assert SPEC is not None
assert SPEC.loader is not None
make_hostile = module_from_spec(SPEC)
SPEC.loader.exec_module(make_hostile)

AS_OF = ("--as-of", "2026-01-10")
DONE, FOUND = 0, 1
WHO = (
    "-c",
    "user.name=\x1b[31m张某\u202e",
    "-c",
    "user.email=zhang@example.com",
    "-c",
    "commit.gpgsign=false",
)

FREE = re.compile(
    r"(?<![^\s{])((?:案由|名称|承办说明|诉讼请求|承办部门|机构|审核人|意见|地点|职务|说明|内容|对接人|证据|责任人|整改措施|主持人"
    r"|姓名|事实认定|法律依据|措施|证明目的|理由|批准人|闽执法编号|法规股|文号|系列案)): ([^\s\[{\"'][^,\]}\n]*)"
)
"""A key whose value is free text, and a value on its line."""

CASES = 3


def written(case: int) -> str:
    """The valid case with one of the texts in each place that takes any; in each case another."""
    place = case * 11

    def instead(_: re.Match[str]) -> str:
        nonlocal place
        place += 1
        # YAML knows the escapes of JSON: the file itself has no sign that cannot be seen.
        return f"{_[1]}: {json.dumps(TEXTS[place % len(TEXTS)])}"

    numbered = make_hostile.VALID.replace("初12号", f"初12{case}号").replace("终34号", f"终34{case}号")
    return FREE.sub(instead, numbered.replace("申56号", f"申56{case}号"))


def git(root: Path, *words: str) -> None:
    """Git, in a workspace."""
    subprocess.run(["git", *WHO, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of three such cases, with two commits by somebody of such a name."""
    root = tmp_path_factory.mktemp("texts") / "台账"
    for case in range(CASES):
        path = root / "cases" / "2025" / f"0306-{case}" / "case.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(make_hostile.VALID if case == 0 else written(case), encoding="utf-8")
    (root / "yingsu.yaml").write_text(
        f"名称: {json.dumps(TEXTS[0])}\n县政府: 县人民政府\n司法局: 县司法局\n", encoding="utf-8"
    )
    (root / "cases" / "units.yaml").write_text(make_hostile.UNITS, encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", TEXTS[1])
    (root / "cases" / "2025" / "0306-0" / "case.yaml").write_text(written(0), encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", TEXTS[2])
    odd = root / "cases" / "2025" / "红\x1b[31m\u202e\x07"
    odd.mkdir()
    shutil.copy(root / "cases" / "2025" / "0306-1" / "case.yaml", odd)
    return root


@pytest.fixture(scope="module")
def given_out(office: Path) -> Path:
    """Where the files go."""
    place = office.parent / "输出"
    place.mkdir()
    return place


def test_the_cases_are_read_as_cases(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "--format", "json", "-C", str(office), *AS_OF]) == DONE
    # One more where the calls below have been made already: the order is random.
    assert len(json.loads(capsys.readouterr().out)["cases"]) in {CASES + 1, CASES + 2}
    texts = [yaml.safe_load(written(case)) for case in range(CASES)]
    assert {text for text in TEXTS if json.dumps(text)[1:-1] in json.dumps(texts, default=str)} == set(TEXTS)


@pytest.fixture(scope="module")
def said(office: Path, given_out: Path) -> dict[str, tuple[int, str, str]]:
    """What every call says."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(office)
        for line in DATA["calls"]:
            out, err = StringIO(), StringIO()
            with redirect_stdout(out), redirect_stderr(err):
                code = run([*shlex.split(line.format(given_out)), *AS_OF])
            found[line] = code, out.getvalue(), err.getvalue()
    return found


def test_every_call_is_answered_and_nothing_of_it_steers_the_terminal(
    said: dict[str, tuple[int, str, str]],
) -> None:
    for line, (code, out, err) in said.items():
        assert code in {DONE, FOUND}, (line, err)
        for shown in (out, err):
            assert not [each for each in shown.split("\n") if printable(each) != each], line


def test_what_is_meant_for_programs_can_be_read_by_them(said: dict[str, tuple[int, str, str]]) -> None:
    for line, (_, out, _) in said.items():
        if line.endswith(("json", "sarif")):
            json.loads(out)
        elif line.endswith("junit"):
            ET.fromstring(out)  # noqa: S314 -- written just now
        elif line.endswith("github"):
            assert all(each.startswith("::") for each in out.splitlines()[:-1])


def test_json_loses_nothing(said: dict[str, tuple[int, str, str]]) -> None:
    told = json.loads(said["show 0306-1 --format json"][1])
    assert json.dumps(TEXTS[12])[1:-1] in json.dumps(told)


def files_in(place: Path, *endings: str) -> list[Path]:
    """The files that were given out."""
    found = [path for path in place.rglob("*") if path.suffix in endings]
    assert found
    return found


@pytest.mark.usefixtures("said")
def test_no_workbook_and_no_word_file_calculates_fetches_or_starts_anything(given_out: Path) -> None:
    for path in files_in(given_out, ".xlsx", ".docx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                part = package.read(name)
                assert "externalLink" not in name
                assert b"TargetMode" not in part, (path.name, name)
                if name.endswith((".xml", ".rels")):
                    root = ET.fromstring(part)  # noqa: S314 -- written just now
                    assert not [*formulas(root)], (path.name, name)


def formulas(root: ET.Element) -> Any:
    """Formulas of cells, and fields of Word that are more than the number of a page."""
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        is_cell = kind == "f" and "spreadsheetml" in element.tag
        is_field = kind == "instrText" and (element.text or "").split()[0] not in {
            "PAGE",
            "NUMPAGES",
            "SEQ",
            "TOC",
        }
        if is_cell or is_field or kind in {"oleObject", "ddeLink", "object"}:
            yield kind, element.text


@pytest.mark.usefixtures("said")
def test_no_cell_of_a_csv_for_a_spreadsheet_begins_as_a_formula(given_out: Path) -> None:
    for path in [each for each in files_in(given_out, ".csv") if each.parent == given_out]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file, strict=True) for cell in row]
        assert cells
        assert all(printable(cell) == cell for cell in cells)
        typed = [cell for cell in cells if not re.fullmatch("-?[0-9]+", cell)]
        assert not [
            cell for cell in typed if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        ]


class Tags(HTMLParser):
    """What a page would do."""

    def __init__(self) -> None:
        super().__init__()
        self.harmful: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script, a frame, a handler of events, an address outside the page."""
        if tag in {"script", "iframe", "object", "embed", "img", "form", "link", "base"}:
            self.harmful.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (
                name in {"href", "src", "xlink:href"} and not (value or "").startswith("#")
            ):
                self.harmful.append(f"{tag} {name}={value}")


@pytest.mark.usefixtures("said")
def test_no_page_runs_or_fetches_anything(given_out: Path) -> None:
    for path in files_in(given_out, ".html"):
        page = Tags()
        page.feed(path.read_text(encoding="utf-8"))
        assert page.harmful == []


@pytest.mark.usefixtures("said")
def test_no_markdown_has_links_or_html_in_it(given_out: Path) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    for path in files_in(given_out, ".md"):
        if path.parent != given_out:
            continue
        tokens = [
            inner
            for token in parser.parse(path.read_text(encoding="utf-8"))
            for inner in (token, *(token.children or ()))
        ]
        kinds = {token.type for token in tokens}
        assert not kinds & {
            "html_block",
            "html_inline",
            "link_open",
            "image",
            "code_inline",
            "fence",
            "code_block",
        }, path.name


@pytest.mark.usefixtures("said")
def test_a_calendar_has_no_events_but_ours(given_out: Path) -> None:
    for path in files_in(given_out, ".ics"):
        content = path.read_bytes()
        assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", content)
        calendar = Calendar.from_ical(content)
        assert {str(alarm["ACTION"]) for alarm in calendar.walk("VALARM")} <= {"DISPLAY"}
        assert not [component for component in calendar.walk() if "ATTACH" in component]
