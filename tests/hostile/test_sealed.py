"""Every command, in a workspace made to do harm: nothing of it is run, nothing goes out, nothing is written elsewhere."""

import json
import os
import shlex
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from yingsu.cli.commands import COMMANDS
from yingsu.cli.main import run

HERE = Path(__file__).parent
CALLS: dict[str, list[str]] = yaml.safe_load((HERE / "commands.yaml").read_text(encoding="utf-8"))
SPEC = spec_from_file_location("make_hostile", HERE / "make_hostile.py")
assert SPEC is not None
assert SPEC.loader is not None
make_hostile = module_from_spec(SPEC)
SPEC.loader.exec_module(make_hostile)

DONE, FOUND, USAGE = 0, 1, 2
SECONDS = 120
WHO = ("-c", "user.name=张某", "-c", "user.email=zhang@example.com", "-c", "commit.gpgsign=false")

MODULES = (
    *(
        "yaml.py",
        "rich.py",
        "typer.py",
        "pydantic.py",
        "jinja2.py",
        "json.py",
        "openpyxl.py",
        "docx.py",
        "icalendar.py",
    ),
    *(
        "sitecustomize.py",
        "usercustomize.py",
        "conftest.py",
        "setup.py",
        "templates/__init__.py",
        "cases/__init__.py",
    ),
)
"""Names under which Python would look for code, were the workspace on its path."""

PROGRAMS = ("git", "git.exe", "git.bat", "sh", "less", "gpg", "hooks/pre-commit", "hooks/post-index-change")
"""Names under which a shell or git would look for programs, were the workspace on theirs."""

HOOKS = (
    "pre-commit",
    "post-index-change",
    "post-checkout",
    "fsmonitor-watchman",
    "reference-transaction",
    "pre-auto-gc",
)

CONFIG = """
[core]
	repositoryformatversion = 1
	fsmonitor = {canary}
	hooksPath = {hooks}
	pager = {canary}
	editor = {canary}
	askPass = {canary}
	sshCommand = {canary}
	gitProxy = {canary}
	alternateRefsCommand = {canary}
[extensions]
	partialClone = origin
[remote "origin"]
	url = {root}
	promisor = true
	partialclonefilter = blob:none
	uploadpack = {canary}
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[alias]
	rev-parse = !{canary}
	rev-list = !{canary}
	status = !{canary}
	cat-file = !{canary}
	ls-tree = !{canary}
	diff-tree = !{canary}
	config = !{canary}
[filter "harm"]
	clean = {canary}
	smudge = {canary}
	process = {canary}
	required = true
[diff]
	external = {canary}
[diff "harm"]
	command = {canary}
	textconv = {canary}
[merge "harm"]
	driver = {canary}
[pager]
	status = {canary}
	diff-tree = {canary}
[gpg]
	program = {canary}
[log]
	showSignature = true
[interactive]
	diffFilter = {canary}
[credential]
	helper = !{canary}
[uploadpack]
	packObjectsHook = {canary}
[submodule]
	recurse = true
[include]
	path = {root}/more.config
"""
MORE = '[core]\n\tfsmonitor = {canary}\n[filter "more"]\n\tclean = {canary}\n\tprocess = {canary}\n\trequired = true\n'
TEMPLATE = """# {{ ''.__class__.__mro__[1].__subclasses__() }}

{% include '../yingsu.yaml' %}{{ self }}{{ cycler.__init__.__globals__.os.system('true') }}
"""


class Trap:
    """A workspace in which everything that could be run tells of it.

    Attributes:
        root: the workspace.
        outside: where it may be written beside it.
        canary: the file that is there once something was run.
        tree: the id of what the last commit holds.
    """

    def __init__(self, place: Path) -> None:
        self.root, self.outside, self.canary = place / "台账", place / "画布", place / "canary"
        self.program = place / "harm.sh"
        for directory in (self.root / "cases" / "2025" / "0306-甲", self.outside):
            directory.mkdir(parents=True)
        self.write("yingsu.yaml", make_hostile.SETTINGS)
        self.write("cases/units.yaml", make_hostile.UNITS)
        self.write("cases/2025/0306-甲/case.yaml", make_hostile.VALID)
        script = f"#!/bin/sh\necho \"$0 $*\" >> '{self.canary}'\n"
        self.program.write_text(script, encoding="utf-8")
        self.program.chmod(0o755)
        self.repository()
        self.write("templates/备案表.md", TEMPLATE)
        for name in MODULES:
            self.write(name, f"open({str(self.canary)!r}, 'a').write(__file__)\n")
        for name in PROGRAMS:
            self.write(name, script).chmod(0o755)
        for name in HOOKS:
            self.write(f".git/hooks/{name}", script).chmod(0o755)

    def write(self, name: str, text: str) -> Path:
        """A file of the workspace."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def git(self, *words: str) -> str:
        """Git, while the workspace is still harmless."""
        done = subprocess.run(
            ["git", *WHO, *words], cwd=self.root, check=True, capture_output=True, encoding="utf-8"
        )
        return done.stdout.strip()

    def repository(self) -> None:
        """Two commits; then the settings that run things, and an object that only a fetch would bring."""
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "一")
        note = self.write("cases/2025/0306-甲/说明.txt", "甲")
        changed = make_hostile.VALID.replace("主持人: 林某", "主持人: 陈某")
        self.write("cases/2025/0306-甲/case.yaml", changed)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "二")
        self.tree = self.git("rev-parse", "HEAD^{tree}")
        lost = self.git("hash-object", str(note))
        (self.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
        note.unlink()
        values = {"canary": self.program.as_posix(), "root": self.root.as_posix()}
        with (self.root / ".git" / "config").open("a", encoding="utf-8") as config:
            config.write(CONFIG.format(hooks=(self.root / "hooks").as_posix(), **values))
        self.write("more.config", MORE.format(**values))
        self.write(".gitattributes", "* filter=harm diff=harm merge=harm ident\n*.yaml filter=more\n")
        self.write("cases/2025/0306-甲/case.yaml", changed + "# 改过\n")


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Trap:
    """One for all."""
    return Trap(tmp_path_factory.mktemp("trap"))


@pytest.fixture(scope="module")
def answer(trap: Trap) -> dict[str, Any]:
    """What every call came to, in one process that refuses what may not be."""
    lines = [line.format(画布=trap.outside) for calls in CALLS.values() for line in calls]
    calls = trap.outside.parent / "calls.json"
    calls.write_text(json.dumps([[*shlex.split(line)] for line in lines]), encoding="utf-8")
    temporary = trap.outside.parent / "tmp"
    temporary.mkdir()
    # A PATH in which the workspace itself stands, as `.` does for many.
    path = os.pathsep.join([".", "", *os.environ["PATH"].split(os.pathsep)])
    done = subprocess.run(
        [
            sys.executable,
            str(HERE / "sealed.py"),
            str(calls),
            str(trap.root),
            str(trap.outside),
            str(temporary),
        ],
        cwd=trap.root,
        env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "PATH": path},
        capture_output=True,
        timeout=SECONDS,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_command_of_the_program_is_called() -> None:
    assert CALLS.keys() == COMMANDS.keys()
    assert all(line.split()[0] == name for name, calls in CALLS.items() for line in calls)


def test_every_command_answers(answer: dict[str, Any]) -> None:
    for result in answer["results"]:
        assert result["code"] in {DONE, FOUND, USAGE}, result
        assert "PermissionError" not in result["err"], result
    answered = {result["words"][0] for result in answer["results"] if result["code"] in {DONE, FOUND}}
    assert answered == COMMANDS.keys()


def test_no_command_opens_a_socket_starts_a_program_or_writes_elsewhere(answer: dict[str, Any]) -> None:
    assert answer["refused"] == []
    assert {"rev-parse", "status", "cat-file"} <= set(answer["git"])


def test_nothing_of_the_workspace_was_run(answer: dict[str, Any], trap: Trap) -> None:
    assert answer["results"]
    assert not trap.canary.exists(), trap.canary.read_text(encoding="utf-8")


def test_a_template_does_not_reach_python(answer: dict[str, Any]) -> None:
    said = next(result for result in answer["results"] if result["words"][:2] == ["write", "备案表"])
    assert said["code"] == USAGE
    assert "模板里不能用 {% include %}" in said["err"]


def test_an_object_that_is_not_there_is_not_fetched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trap = Trap(tmp_path)
    head = trap.tree
    (trap.root / ".git" / "objects" / head[:2] / head[2:]).unlink()
    (trap.root / ".git" / "index").unlink()
    assert run(["report", "--year", "2025", "--draft", "--format", "json", "-C", str(trap.root)]) == DONE
    assert json.loads(capsys.readouterr().out)["revision"] is None
    assert run(["diff", "HEAD~1..HEAD", "-C", str(trap.root)]) == USAGE
    assert not trap.canary.exists(), trap.canary.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "program", [["-m", "yingsu"], ["-c", "from yingsu.cli.main import main; main()"]], ids=str
)
def test_modules_that_lie_in_the_workspace_are_not_ours(trap: Trap, program: list[str]) -> None:
    # `-c` has no module of ours to begin with: -P says of itself what `-m yingsu` does.
    words = [sys.executable, *(["-P"] if program[0] == "-c" else []), *program, "check", "--quiet"]
    done = subprocess.run(
        words, cwd=trap.root, capture_output=True, timeout=SECONDS, check=False, encoding="utf-8"
    )
    assert done.returncode in {DONE, FOUND}, done.stderr
    assert not trap.canary.exists(), trap.canary.read_text(encoding="utf-8")


def test_a_form_that_came_back_names_no_place_outside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trap = Trap(tmp_path)
    place, before = trap.outside / "填报表.xlsx", {*tmp_path.iterdir()}
    assert run(["form", "-o", str(place), "--all", "-C", str(trap.root)]) == DONE
    book = openpyxl.load_workbook(place)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and "0306-甲" in cell.value:
                    cell.value = cell.value.replace("2025/0306-甲", "2025/../../../画布/0306-甲")
    book.save(place)
    assert run(["import", str(place), "-C", str(trap.root)]) in {DONE, FOUND}
    assert "画布" in capsys.readouterr().out
    assert [*trap.outside.iterdir()] == [place]
    assert {*tmp_path.iterdir()} == before
