"""Where the program meets the world: calls that cannot be, streams, exit codes, goldens, widths, speed of starting."""

import os
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yingsu import __version__
from yingsu.cli.commands import COMMANDS, command_function
from yingsu.cli.main import main, run
from yingsu.render.lines import wrapped
from yingsu.render.words import display_width

HERE = Path(__file__).parent
GOLDEN = re.compile(r'golden\("([^"]+)"')
CALLS: list[dict[str, Any]] = yaml.safe_load((HERE / "goldens" / "calls.yaml").read_text(encoding="utf-8"))
OURS = ("check", "report", "list", "show", "explain")
DAY = ("--as-of", "2026-01-10")
TODAY = ("--as-of", "2026-11-23")
ENGLISH = re.compile(
    r"\b(Usage|Options?|Arguments?|Commands?|Error|Try|Show|Missing|Invalid|No such|message|default|required|"
    r"TEXT|INTEGER|PATH|ARGS|COMMAND|OPTIONS)\b"
)

Caller = Callable[..., Any]


def program(*words: str, cwd: Path, **settings: Any) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    environment = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR"}}
    environment |= settings.pop("env", {})
    return subprocess.run(
        [sys.executable, "-m", "yingsu", *words],
        cwd=cwd,
        env=environment,
        check=False,
        encoding="utf-8",
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **settings},
    )


def cells(line: str) -> int:
    """Columns on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


# --- Goldens -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", CALLS, ids=lambda row: row["golden"])
def test_a_call_prints_what_its_golden_has(
    sample: Path, call: Caller, golden: Callable[[str, str], None], row: dict[str, Any]
) -> None:
    if "edit" in row:
        path, old, new = row["edit"]
        text = (sample / path).read_text(encoding="utf-8")
        assert old in text
        (sample / path).write_text(text.replace(old, new), encoding="utf-8")
    day = () if row["words"][0] == "explain" else DAY
    found = call(*row["words"], *day)
    assert found.code == row.get("exit", 0)
    golden(row["golden"], found.out or found.err)
    assert not (found.out and found.err)


def test_no_golden_is_unused() -> None:
    files = {file.name for file in (HERE / "goldens").iterdir()} - {"calls.yaml"}
    named = {
        name for file in HERE.glob("test_*.py") for name in GOLDEN.findall(file.read_text(encoding="utf-8"))
    }
    assert files == {row["golden"] for row in CALLS} | named


# --- Calls that cannot be ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "缺少命令（用 yingsu --help 查看用法）"),
        (("lst",), "没有命令 lst，是不是 list？（用 yingsu --help 查看用法）"),
        (("天气",), "没有命令 天气（用 yingsu --help 查看用法）"),
        (("--bogus",), "没有选项 --bogus（用 yingsu --help 查看用法）"),
        (
            ("report", "--yaer", "2025"),
            "没有选项 --yaer，是不是 --year？（用 yingsu report --help 查看用法）",
        ),
        (("report", "--year", "abc"), "--year 的值不对：“abc”不是整数（用 yingsu report --help 查看用法）"),
        (("report", "--year"), None),
        (("check", "--strict=3"), None),
        (("show",), "缺少 案件（用 yingsu show --help 查看用法）"),
        (("list", "甲", "乙"), "多了参数（用 yingsu list --help 查看用法）"),
        (("check", "--as-of", "昨天"), "--as-of：“昨天”不是日期。请写成 2025-03-06 这样"),
        (("check", "--as-of", "2025-02-29"), "--as-of：没有 2025年2月29日 这一天，请核对"),
        (
            ("check", "--format", "yaml"),
            "--format 不能是“yaml”。可以写：full、concise、json、github、sarif、junit",
        ),
        (("list", "-C", "没有的目录"), "没有目录 没有的目录"),
    ],
)
def test_a_call_that_cannot_be_is_refused_in_chinese(
    sample: Path, call: Caller, words: tuple[str, ...], message: str | None
) -> None:
    del sample
    found = call(*words)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：")
    assert found.err.count("\n") == 1
    assert not ENGLISH.search(found.err)
    if message is not None:
        assert found.err == f"错误：{message}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--yaer", "2025", "--format", "json"),
        ("--format", "json", "report"),
        ("lst", "--format=json"),
        ("show", "--format", "json"),
        ("check", "--format=json", "--as-of", "昨天"),
        ("list", "-C", "没有的目录", "--format", "json"),
        ("report", "--format", "json", "--year"),
        ("check", "--format", "json", "没有的文件"),
    ],
)
def test_stdout_is_one_json_document_whatever_happens(
    sample: Path, call: Caller, words: tuple[str, ...]
) -> None:
    del sample
    found = call(*words)
    assert found.code == 2
    assert found.err == ""
    assert set(found.json) == {"schema_version", "error"}
    assert set(found.json["error"]) == {"code", "message"}


@pytest.mark.parametrize("command", [("check",), ("report",), ("list",), ("show", "张某")])
def test_without_a_workspace_one_is_told_how_to_have_one(
    tmp_path: Path, call: Caller, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = call(*command)
    assert (found.code, found.out) == (2, "")
    assert "没有找到 yingsu.yaml" in found.err
    assert "yingsu init" in found.err
    document = call(*command, "--format", "json")
    assert document.code == 2
    assert document.json["error"]["code"] == "workspace"


@pytest.mark.parametrize("command", [("list",), ("show", "张某")])
def test_broken_settings_are_named_with_their_place(
    sample: Path, call: Caller, command: tuple[str, ...]
) -> None:
    (sample / "yingsu.yaml").write_text("名称: 样例\n口经: {}\n", encoding="utf-8")
    found = call(*command, *DAY)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误：yingsu.yaml:2:1 ")
    document = call(*command, *DAY, "--format", "json")
    assert document.code == 2
    assert document.json["error"]["code"] == "settings"


def test_broken_settings_are_an_error_that_check_shows(sample: Path, call: Caller) -> None:
    (sample / "yingsu.yaml").write_text("名称: 样例\n口经: {}\n", encoding="utf-8")
    document = call("check", *DAY, "--format", "json")
    assert document.code == 1
    assert [each["path"] for each in document.json["diagnostics"] if each["severity"] == "error"] == [
        "yingsu.yaml"
    ]


def test_a_workspace_is_found_from_below_and_by_option(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = call("list", *DAY).out
    monkeypatch.chdir(sample / "cases" / "2025")
    assert call("list", *DAY).out == here
    monkeypatch.chdir(sample.parent)
    assert call("list", "-C", "样例", *DAY).out == here
    assert call("list", "--workspace", str(sample), *DAY).out == here


# --- Help --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese_throughout(call: Caller, command: str) -> None:
    found = call(*([command] if command else []), "--help")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(f"用法：yingsu {command}".rstrip())
    assert not ENGLISH.search(found.out)
    assert all(cells(line) <= 100 for line in found.out.splitlines())
    assert found.out == call(*([command] if command else []), "-h").out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example_and_every_option_a_word_of_chinese(
    call: Caller, command: str
) -> None:
    out = call(command, "--help").out
    assert re.search(rf"例：yingsu {command}\b", out)
    for line in out[out.index("选项：") :].splitlines()[1:]:
        assert re.search("[一-鿿]", line) or not line.strip()


def test_help_names_every_command_with_what_it_does(call: Caller) -> None:
    lines = call("--help").out.splitlines()
    for command in COMMANDS:
        assert any(re.match(rf"  {command} +[一-鿿]", line) for line in lines)


def examples() -> list[str]:
    """Every example that the help of our commands gives."""
    texts = [str(command_function(name).__doc__) for name in OURS]
    return [part.strip() for text in texts for part in re.findall("yingsu [^；\n]+", text)]


@pytest.mark.parametrize("example", examples())
@pytest.mark.usefixtures("demonstration")
def test_every_example_works_in_the_demonstration(call: Caller, example: str) -> None:
    words = shlex.split(example)[1:]
    day = () if words[0] == "explain" else TODAY
    found = call(*words, *day)
    assert (found.code, found.err) == (0, "")
    assert found.out


def test_the_program_leaves_with_its_code(call: Caller, capsys: pytest.CaptureFixture[str]) -> None:
    del call
    for words, code in ((["--version"], 0), (["lst"], 2)):
        with pytest.raises(SystemExit) as leaving:
            main(words)
        assert leaving.value.code == code
    assert capsys.readouterr().out == f"yingsu {__version__}\n"


def test_the_version_is_said(call: Caller) -> None:
    found = call("--version")
    assert (found.code, found.out, found.err) == (0, f"yingsu {__version__}\n", "")


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["report", "--help"]])
def test_help_and_version_pay_for_no_heavy_import(tmp_path: Path, words: list[str]) -> None:
    heavy = (
        "pydantic",
        "pydantic_core",
        "yaml",
        "rich",
        "openpyxl",
        "docx",
        "jinja2",
        "icalendar",
        "hypothesis",
    )
    code = (
        "import sys; from yingsu.cli.main import run; "
        f"code = run({words!r}); print('heavy:', [name for name in {heavy!r} if name in sys.modules], code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] == "heavy: [] 0"


# --- Streams -----------------------------------------------------------------------------------------------------


def test_the_program_runs_as_a_program(sample: Path) -> None:
    checked = program("check", *DAY, cwd=sample)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "\x1b" not in checked.stdout
    refused = program("report", "--year", "abc", cwd=sample)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "错误：--year 的值不对：“abc”不是整数（用 yingsu report --help 查看用法）\n"


def test_a_pipe_gets_utf_8_whatever_the_locale(sample: Path) -> None:
    for name in ("C", "POSIX", "C.UTF-8"):
        done = program("list", *DAY, cwd=sample, env={"LC_ALL": name, "PYTHONIOENCODING": "ascii"})
        assert (done.returncode, done.stderr) == (0, "")
        assert "自然资源局" in done.stdout


def on_terminal(cwd: Path, *words: str, **environment: str) -> str:
    """What the program writes to a terminal of 80 columns."""
    pty = pytest.importorskip("pty", reason="only where terminals are files")
    ours, theirs = pty.openpty()
    done = program(
        *words, cwd=cwd, stdout=theirs, env={"TERM": "xterm-256color", "COLUMNS": "80", **environment}
    )
    os.close(theirs)
    written = b""
    try:
        while block := os.read(ours, 65536):
            written += block
    except OSError:
        pass  # Linux says so when the other end is closed and everything is read
    finally:
        os.close(ours)
    assert done.stderr == ""
    return written.decode("utf-8")


@pytest.mark.parametrize("words", [("check",), ("check", "--format", "concise"), ("list",)])
def test_a_terminal_gets_colour_unless_it_is_not_wanted(sample: Path, words: tuple[str, ...]) -> None:
    assert "\x1b[" in on_terminal(sample, *words, *DAY)
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = on_terminal(sample, *words, *DAY, **environment)
        assert not re.search("\x1b\\[[0-9;]*3[0-7]", plain)
    assert "\x1b" not in on_terminal(sample, *words, *DAY, "--format", "json")


def test_a_reader_that_goes_away_is_no_fault(sample: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = program("report", "--year", "2025", *DAY, cwd=sample, stdout=theirs)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where a full disk can be had")
@pytest.mark.parametrize("form", [(), ("--format", "json")])
def test_a_full_disk_is_said_without_a_traceback(sample: Path, form: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = program("list", *DAY, *form, cwd=sample, stdout=full)
    assert (done.returncode, done.stderr) == (2, "错误：文件读写失败：磁盘已满\n")


class Failing:
    """A stream whose first writing fails."""

    def __init__(self, error: BaseException) -> None:
        self.error: BaseException | None = error
        self.text = ""
        self.number = os.open(os.devnull, os.O_WRONLY)

    def write(self, text: str) -> None:
        error, self.error = self.error, None
        if error is not None:
            raise error
        self.text += text

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self.number


@pytest.mark.parametrize(
    ("error", "code", "word", "message"),
    [
        (KeyboardInterrupt(), 130, "interrupted", "已中断。"),
        (RuntimeError("某个错误"), 3, "fault", "程序出错，这不是您的错误。请把这一行告知维护人员："),
        (PermissionError(13, "denied", "某文件"), 2, "file", "文件读写失败：某文件：没有权限"),
    ],
)
@pytest.mark.usefixtures("sample")
def test_what_goes_wrong_becomes_words_and_an_exit_code(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    word: str,
    message: str,
) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(error))
    assert run(["list", *DAY]) == code
    said = capsys.readouterr().err.removeprefix("错误：").strip()
    assert said.startswith(message)
    assert "Traceback" not in said
    stream = Failing(error)
    monkeypatch.setattr(sys, "stdout", stream)
    assert run(["list", *DAY, "--format", "json"]) == code
    document = yaml.safe_load(stream.text)
    assert document["error"]["code"] == word
    assert document["error"]["message"].startswith(message)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("words", [("list",), ("list", "--format", "json"), ("check",)])
def test_a_reader_that_has_gone_is_told_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(BrokenPipeError(32, "gone")))
    assert run([*words, *DAY]) == 0
    assert capsys.readouterr().err == ""


class Full(Failing):
    """A stream that never takes anything."""

    def write(self, text: str) -> None:
        raise OSError(28, f"no room for {text!r}")


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("form", [(), ("--format", "json")])
def test_what_cannot_be_written_is_said_elsewhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdout", Full(OSError()))
    assert run(["list", *DAY, *form]) == 2
    assert capsys.readouterr().err == "错误：文件读写失败：磁盘已满\n"


# --- Widths ------------------------------------------------------------------------------------------------------

WHOLE_REPORT = (
    "report",
    "--year",
    "2025",
    *(
        word
        for part in ("unit", "field", "act-type", "instance", "court", "month")
        for word in ("--by", part)
    ),
)


@pytest.mark.parametrize(
    "words",
    [
        ("report",),
        WHOLE_REPORT,
        *(("report", "--year", "2025", "--explain", name) for name in ("出庭率", "履行率", "终局败诉率")),
        ("list",),
        ("show", "2025/0306-自然资源局-张某"),
        ("show", "2023/0912-交警大队-罗某甲"),
        ("show", "2024/0520-县人民政府-某石材公司"),
        ("show", "2025/0114-浔中派出所-陈某甲"),
        ("show", "2025/0529-自然资源局-柳某"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("demonstration")
def test_nothing_is_wider_than_the_terminal(call: Caller, words: tuple[str, ...]) -> None:
    found = call(*words, *TODAY)
    assert (found.code, found.err) == (0, "")
    assert [line for line in found.out.splitlines() if cells(line) > 80] == []
    assert [line for line in found.out.splitlines() if line != line.rstrip()] == []


@pytest.mark.usefixtures("demonstration")
def test_the_summary_of_a_check_fits_and_the_demonstration_has_no_error(call: Caller) -> None:
    found = call("check", "--format", "concise", *TODAY)
    assert found.code == 0
    assert cells(found.out.splitlines()[-1]) <= 80


@pytest.mark.parametrize("columns", ["20", "60", "80", "100", "200"])
@pytest.mark.usefixtures("demonstration")
def test_no_number_day_or_docket_is_cut_or_broken_however_narrow(
    call: Caller, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    document = call("report", "--year", "2025", *TODAY, "--format", "json").json
    monkeypatch.setenv("COLUMNS", columns)
    report = call("report", "--year", "2025", *TODAY).out
    opened = call("report", "--year", "2025", "--explain", "出庭率", *TODAY).out
    for each in document["metrics"]:
        assert f" {each['display']} " in report
        assert f" {each['numerator']}/{each['denominator']}" in report
    rate = document["metrics"][0]
    for item in (*rate["hits"], *rate["misses"], *rate["excluded"]):
        assert item["docket"] in opened


@pytest.mark.parametrize("columns", ["", "0", "abc", "-5", "99999"])
def test_a_width_that_cannot_be_is_ignored(
    sample: Path, call: Caller, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    del sample
    monkeypatch.setenv("COLUMNS", "100")
    expected = call("report", "--year", "2025", *DAY).out
    monkeypatch.setenv("COLUMNS", columns)
    assert call("report", "--year", "2025", *DAY).out == expected


@given(st.text("出庭率，。；：）“”（ab 1２件\u3000-", max_size=120), st.integers(10, 60))
def test_wrapping_loses_nothing_and_no_line_begins_with_a_stop(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert re.sub("[ \u3000]", "", "".join(lines)) == re.sub("[ \u3000]", "", text)
    assert all(display_width(line) <= width + 2 for line in lines if not re.search("[ab1-]{10}", line))
    for before, line in pairwise(lines):
        # A line that has only one word with its stops cannot give that word away.
        words = re.findall("[ab0-9-]+|[^，。；：）“”（ \u3000]", before)
        if len(words) > 1:
            assert not before.endswith(("（", "“"))
            assert line[:1] not in {"，", "。", "；", "：", "）"}


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("有 1 件涉及多个本县被告", 10, ["有 1 件涉", "及多个本县", "被告"]),
        ("一个案号计一件，分子：", 14, ["一个案号计一", "件，分子："]),
        ("共同被告（复议机关）", 10, ["共同被告", "（复议机", "关）"]),
        ("用 yingsu check 查看", 12, ["用 yingsu", "check 查看"]),
        ("", 10, [""]),
    ],
)
def test_chinese_is_broken_as_printers_do(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_closed_streams_end_in_no_traceback(tmp_path: Path) -> None:
    log = tmp_path / "trace.txt"
    command = (
        f"{shlex.quote(sys.executable)} -m yingsu explain YS301 >&- 2>&-; echo $? > {shlex.quote(str(log))}"
    )
    subprocess.run(["sh", "-c", command], check=True)
    assert log.read_text(encoding="utf-8") == "0\n"
