"""Two clerks, two branches, real git: what merges by itself, what conflicts readably, and what check says afterwards."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from yingsu.cli.main import run

SAMPLE = Path(__file__).parents[1] / "cli" / "workspace"
CASE = "cases/2025/0410-浔中派出所-李某/case.yaml"
DAY = ["--as-of", "2026-01-10"]
NEW = [
    "new-case",
    "--cause",
    "不履行职责",
    "--act-type",
    "不履行职责",
    "--field",
    "自然资源",
    "--received",
    "2026-01-05",
]
DOCKET = "（2026）闽0583行初7号"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is what is tested")


class Repository:
    """A workspace under git, with one clerk to a branch."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *words: str, code: int = 0) -> str:
        """Run git as nobody in particular."""
        settings = ["user.name=某", "user.email=nobody@example.invalid", "core.quotePath=false"]
        command = ["git", *(part for each in settings for part in ("-c", each)), *words]
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            command, cwd=self.root, env=environment, check=False, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def begin(self) -> None:
        """The first commit, on which both build."""
        self.git("init", "-q", "-b", "main")
        self.keep()

    def keep(self) -> None:
        """A commit of everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "台账")

    def on(self, branch: str) -> None:
        """A branch from the first commit."""
        self.git("checkout", "-q", "-b", branch, "main")
        self.git("clean", "-fdq")  # the empty 材料 of a case that is on the other branch only

    def edit(self, old: str, new: str) -> None:
        """A change in the case."""
        text = (self.root / CASE).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (self.root / CASE).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A workspace as init lays it out, with the sample's cases, committed."""
    root = tmp_path / "台账"
    assert run(["init", str(root), "--quiet"]) == 0
    shutil.rmtree(root / "cases")
    shutil.copytree(SAMPLE / "cases", root / "cases")
    monkeypatch.chdir(root)
    made = Repository(root)
    made.begin()
    return made


def new_case(plaintiff: str, *words: str) -> None:
    assert run([*NEW, "--unit", "县自然资源局", "--plaintiff", plaintiff, *words, *DAY, "--no-input"]) == 0


def test_two_new_cases_on_two_branches_never_conflict(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    for branch, plaintiff in (("甲", "周某"), ("乙", "吴某")):
        repository.on(branch)
        new_case(plaintiff)
        repository.keep()
    repository.git("merge", "-q", "--no-edit", "甲")
    assert {each.name for each in (repository.root / "cases/2026").iterdir()} == {
        "0105-自然资源局-周某",
        "0105-自然资源局-吴某",
    }
    assert repository.git("status", "--porcelain") == ""
    capsys.readouterr()
    assert run(["check", "--quiet", "--format", "concise", *DAY]) == 0


def test_one_case_made_on_both_branches_is_a_conflict_of_one_file(repository: Repository) -> None:
    for branch, court in (("甲", "南安市人民法院"), ("乙", "泉州市中级人民法院")):
        repository.on(branch)
        new_case("周某", "--court", court)
        repository.keep()
    repository.git("merge", "-q", "--no-edit", "甲", code=1)
    path = "cases/2026/0105-自然资源局-周某/case.yaml"
    assert repository.git("status", "--porcelain") == f"AA {path}\n"
    text = (repository.root / path).read_text(encoding="utf-8")
    assert text.count("<<<<<<<") == 1, "one place to decide"


def test_the_same_docket_on_two_branches_is_found_after_the_merge(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    for branch, plaintiff in (("甲", "周某"), ("乙", "吴某")):
        repository.on(branch)
        new_case(plaintiff, "--case-no", DOCKET)
        repository.keep()
    repository.git("merge", "-q", "--no-edit", "甲")
    capsys.readouterr()
    assert run(["check", "--format", "concise", *DAY]) == 1
    found = [line for line in capsys.readouterr().out.splitlines() if "YS104" in line]
    assert len(found) == 2
    assert all("自然资源局-周某" in line and "自然资源局-吴某" in line for line in found)


def hearing(day: str, person: str) -> str:
    return (
        f"      - 日期: {day}\n"
        "        到庭:\n"
        f"          - {{姓名: {person}, 单位: 浔中派出所, 职务: 所长, 身份: 正职负责人}}\n"
    )


def test_two_hearings_on_two_branches_conflict_readably(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    place = "    裁判: {文书: 判决, 日期: 2025-05-30"
    for branch, day, person in (("甲", "2025-05-15", "林某"), ("乙", "2025-05-16", "黄某")):
        repository.on(branch)
        repository.edit(place, hearing(day, person) + place)
        repository.keep()
    repository.git("merge", "-q", "--no-edit", "甲", code=1)
    text = (repository.root / CASE).read_text(encoding="utf-8")
    begin, middle, end = (text.index(mark) for mark in ("<<<<<<<", "=======", ">>>>>>>"))
    assert hearing("2025-05-16", "黄某").splitlines()[0] in text[begin:middle]
    assert hearing("2025-05-15", "林某").splitlines()[0] in text[middle:end]
    assert text[end:].split("\n", 1)[1].startswith(place)
    lines = [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if line[:7] in {"<<<<<<<", "=======", ">>>>>>>"}
    ]
    capsys.readouterr()
    assert run(["check", "--format", "concise", *DAY]) == 1
    said = capsys.readouterr().out
    for line in lines:
        assert f"{CASE}:{line}:1: 错误 YS008 第 {line} 行是 git 的合并冲突标记" in said
    assert run(["report", "--year", "2025", *DAY]) == 1, "no figure comes of a file that is not decided"
    both = text[:begin] + hearing("2025-05-15", "林某") + hearing("2025-05-16", "黄某") + place
    both += text[end:].split(place, 1)[1]
    (repository.root / CASE).write_text(both, encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "--format", "concise", *DAY]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", ["yingsu.yaml", "cases/units.yaml"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_markers_in_settings_and_units_are_named_too(
    repository: Repository, capsys: pytest.CaptureFixture[str], path: str, ends: str
) -> None:
    file = repository.root / path
    text = file.read_text(encoding="utf-8")
    marked = f"<<<<<<< HEAD\n# 甲\n||||||| 0123abc\n# 原\n=======\n# 乙\n>>>>>>> 乙\n{text}"
    file.write_bytes(marked.replace("\n", ends).encode())
    capsys.readouterr()
    assert run(["check", "--format", "concise", *DAY]) == 1
    said = capsys.readouterr().out
    for line in (1, 3, 5, 7):
        assert f"{path}:{line}:1: 错误 YS008 第 {line} 行是 git 的合并冲突标记" in said


def test_a_merge_takes_nothing_of_the_tools_own(repository: Repository) -> None:
    new_case("周某")
    (repository.root / "cases/.case.yaml.01234567.tmp").write_text("半", encoding="utf-8")
    repository.git("add", "-A")
    assert repository.git("diff", "--cached", "--name-only") == "cases/2026/0105-自然资源局-周某/case.yaml\n"
