"""`check` without an option that has to be parsed: the same words and exit codes as with the parser."""

from pathlib import Path

import pytest

from yingsu.cli.main import run
from yingsu.cli.quick import quick_check
from yingsu.rules.core import RuleCrashError


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "-q"],
        ["check", "--quiet", "--strict"],
        ["check", "--strict"],
        ["check", "-q", "-C", "."],
        ["check", "--as-of", "2026-01-10"],
    ],
)
def test_it_says_what_the_parser_would_have_had_said(
    county: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert county.is_dir()
    anew = run([*words, "--no-cache"]), capsys.readouterr()
    for _ in range(2):
        assert (run(words), capsys.readouterr()) == anew
    assert (quick_check(words), capsys.readouterr()) == anew


def test_an_error_makes_it_fail(county: Path) -> None:
    path = county / "cases/2025/0306-自然资源局-张某/case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("案由:", "案由：", 1), encoding="utf-8")
    assert quick_check(["check", "-q"]) == quick_check(["check", "-q"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["report"],
        ["check", "cases"],
        ["check", "--format", "json"],
        ["check", "-x"],
        ["check", "-C"],
        ["check", "--as-of", "2026-02-30"],
        ["check", "--as-of", "2026年1月1日"],
        ["check", "-C", "a", "-C", "b"],
        ["check", "-C", "a", "--workspace", "b"],
    ],
)
def test_other_calls_are_parsed(county: Path, words: list[str]) -> None:
    assert county.is_dir()
    assert quick_check(words) is None


def test_where_there_is_no_workspace_the_parser_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert quick_check(["check"]) is None
    assert run(["check"]) == 2
    assert "yingsu init" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (RuleCrashError("YS998", "2025/0306-示例"), 3, "YS998"),
        (OSError(28, "no room", "案件"), 2, "磁盘已满"),
        (ZeroDivisionError(), 3, "程序出错"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_goes_wrong_meanwhile_ends_in_words(
    county: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    def fail(*given: object, **named: object) -> None:
        del given, named
        raise error

    assert county.is_dir()
    monkeypatch.setattr("yingsu.inspection.inspecting.findings", fail)
    assert run(["check"]) == code
    assert said in capsys.readouterr().err
