"""Completion: what a shell is given at a word of an unfinished line, and the scripts that ask for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = yaml.safe_load((HERE / "completion.yaml").read_text(encoding="utf-8"))
SHELLS = ("bash", "zsh", "fish", "powershell")

Caller = Callable[..., Any]


def words_of(row: dict[str, Any]) -> tuple[list[str], int]:
    """The words of a line, and which of them is not finished."""
    if "words" in row:
        return row["words"], row["at"]
    before, _, after = row["line"].partition("｜")
    assert after == ""
    words = before.split(" ")
    return words, len(words) - 1


def given(call: Caller, shell: str, words: list[str], position: int) -> list[str]:
    found = call("complete-words", shell, str(position), "--", *words)
    assert (found.code, found.err) == (0, "")
    return [line.partition("\t")[0] for line in found.out.splitlines()]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.get("line") or " ".join(row["words"]))
def test_a_word_is_completed(call: Caller, row: dict[str, Any]) -> None:
    found = given(call, "zsh", *words_of(row))
    if "among" in row:
        assert set(row["among"]) <= set(found)
    else:
        assert found == row["gives"]


@pytest.mark.usefixtures("sample")
def test_a_word_that_is_not_there_yet_may_be_left_out(call: Caller) -> None:
    assert given(call, "powershell", ["yingsu", "agenda", "--by"], 3) == ["day", "unit", "person"]


def test_cases_of_every_workspace_on_the_line_are_offered(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sample.parent / "又一" / "cases" / "2023" / "0101-甲").mkdir(parents=True)
    (sample.parent / "又一" / "yingsu.yaml").write_text("名称: 又一\n", encoding="utf-8")
    monkeypatch.chdir(sample.parent)
    words = ["yingsu", "list", "-C", "样例", "--workspace", "又一", ""]
    found = given(call, "zsh", words, 6)
    assert {"2023/0101-甲", "2025/0306-自然资源局-张某"} <= set(found)


def test_a_broken_workspace_completes_what_it_can(sample: Path, call: Caller) -> None:
    (sample / "cases" / "units.yaml").write_text("- [\n", encoding="utf-8")
    (sample / "cases" / "2025" / "散.yaml").touch()
    (sample / "cases" / "2025" / ".隐藏").mkdir()
    assert given(call, "zsh", ["yingsu", "report", "--unit", ""], 3) == []
    assert len(given(call, "zsh", ["yingsu", "show", "2025"], 2)) == 4


def test_outside_a_workspace_there_are_no_cases(
    tmp_path: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert given(call, "zsh", ["yingsu", "show", ""], 2) == []
    assert given(call, "zsh", ["yingsu", "explain", "JD-CX-03"], 2) == ["JD-CX-03"]


@pytest.mark.usefixtures("sample")
def test_what_is_said_of_a_value_stands_beside_it_where_a_shell_shows_it(call: Caller) -> None:
    words = ("--", "yingsu", "explain", "ys301")
    for shell in ("zsh", "fish", "powershell"):
        assert call("complete-words", shell, "2", *words).out == "YS301\t负责人未出庭且无书面说明\n"
    assert call("complete-words", "bash", "2", *words).out == "YS301\n"
    line = call("complete-words", "fish", "1", "--", "yingsu", "missing").out
    assert line.endswith("…\n")
    assert len(line) < 80


def test_bash_gets_and_gives_quotes(sample: Path, call: Caller) -> None:
    (sample / "cases" / "2025" / "0101-甲 乙'丙").mkdir()
    for typed in ("甲\\ 乙", "'甲 乙", '"甲 乙', "甲\\"):
        found = call("complete-words", "bash", "2", "--", "yingsu", "show", typed)
        assert found.out == "'2025/0101-甲 乙'\"'\"'丙'\n", typed


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_says_where_to_put_it_and_asks_us(call: Caller, shell: str) -> None:
    found = call("completion", shell)
    assert (found.code, found.err) == (0, "")
    assert f"yingsu completion {shell}" in found.out
    assert f"complete-words {shell} " in found.out
    assert call("completion", shell.upper()).out == found.out


def test_another_shell_is_refused(call: Caller) -> None:
    found = call("completion", "tcsh")
    assert (found.code, found.err) == (2, "错误：终端 不能是“tcsh”。可以写：bash、zsh、fish、powershell\n")


def in_shell(*command: str, cwd: Path) -> list[str]:
    """The lines that a real shell prints, with our program found first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "HOME": str(cwd.parent)}
    done = subprocess.run(
        command, cwd=cwd, env=environment, check=True, capture_output=True, encoding="utf-8"
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_itself_completes(sample: Path) -> None:
    (sample / "甲 乙").mkdir()
    script = """
        eval "$(yingsu completion bash)"
        ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _yingsu yingsu; printf '[%s]' "${COMPREPLY[@]}"; echo; }
        ask yingsu show 0306
        ask yingsu show 自然
        ask yingsu check 甲
    """
    assert in_shell("bash", "--norc", "-c", script, cwd=sample) == [
        "[2025/0306-自然资源局-张某]",
        # The blank keeps bash from putting the common beginning in the place of what is typed.
        "[2025/1201-自然资源局-孙某][2025/0306-自然资源局-张某][2024/1008-自然资源局-钱某][ ]",
        "[甲 乙]",
    ]


@pytest.mark.skipif(shutil.which("fish") is None, reason="needs fish")
def test_fish_itself_completes(sample: Path) -> None:
    (sample / "甲").touch()
    script = (
        "yingsu completion fish | source; complete -C 'yingsu explain ys301'; complete -C 'yingsu check 甲'"
    )
    assert in_shell("fish", "--no-config", "-c", script, cwd=sample) == [
        "YS301\t负责人未出庭且无书面说明",
        "甲",
    ]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh")
def test_zsh_can_read_its_script(sample: Path) -> None:
    assert in_shell("zsh", "-f", "-c", "yingsu completion zsh | zsh -fn", cwd=sample) == []
