"""The program: its commands, and the one boundary where anything that goes wrong becomes words and an exit code."""

import errno
import gc
import os
import sys
from itertools import pairwise

from yingsu.cli.console import note, print_json, use_utf8
from yingsu.cli.problem import DONE, INTERRUPTED, OUR_FAULT, Problem
from yingsu.cli.quick import quick_check


def main(arguments: list[str] | None = None) -> None:
    """Run the program and exit. No input ends in a traceback."""
    _open_closed_streams()
    use_utf8()
    words = sys.argv[1:] if arguments is None else arguments
    code = run(words)
    # The interpreter looks through every object twice before it ends: 0.05 s after a check, for nothing.
    gc.freeze()
    sys.exit(code)


def _open_closed_streams() -> None:
    """Started with stdout or stderr closed, what is printed goes nowhere instead of failing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 -- kept until exit


def run(words: list[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        code = quick_check(words)
        if code is None:
            # What parses every command and option takes a third of a check where nothing has changed.
            from yingsu.cli.program import app

            code = app(args=words, standalone_mode=False, prog_name="yingsu")
        sys.stdout.flush()
    except Problem as problem:
        return _tell(problem, words)
    except KeyboardInterrupt:
        return _tell(_interruption(), words)
    except (BrokenPipeError, SystemExit):
        # The reader of the pipe has gone; nothing is wrong. typer leaves with SystemExit where it sees that first.
        _drop_output()
        return DONE
    except OSError as error:
        return _tell(Problem(f"文件读写失败：{_cause(error)}", code="file"), words)
    except Exception as error:  # noqa: BLE001 -- the boundary: everything becomes words and an exit code
        return _tell(_problem_of(error), words)
    # typer makes an interruption this code, and says nothing.
    if code == INTERRUPTED:
        return _tell(_interruption(), words)
    return code if isinstance(code, int) else DONE


def _interruption() -> Problem:
    return Problem("已中断。", exit_code=INTERRUPTED, code="interrupted")


def _drop_output() -> None:
    """What could not be written goes nowhere: Python must not try once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _cause(error: OSError) -> str:
    words = {
        errno.ENOSPC: "磁盘已满",
        errno.EACCES: "没有权限",
        errno.EROFS: "磁盘只读",
        errno.EIO: "磁盘故障",
    }
    why = words.get(error.errno or 0, type(error).__name__)
    return f"{error.filename}：{why}" if error.filename else why


def _problem_of(error: Exception) -> Problem:
    if any(base.__name__ == "ClickException" for base in type(error).__mro__):
        from yingsu.cli.chinese import usage_message

        return Problem(usage_message(error))
    if type(error).__name__ == "Abort":
        return _interruption()
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 -- a name to print, not a path to open
    cause = error.__cause__
    detail = f"{type(cause or error).__name__}: {cause or error}"
    if type(error).__name__ == "RuleCrashError":
        return Problem(
            f"{error}。这是本程序的错误，请连同该案件文件告知维护人员（{detail}）",
            exit_code=OUR_FAULT,
            code="fault",
        )
    message = f"程序出错，这不是您的错误。请把这一行告知维护人员：{place} {detail}"
    return Problem(message, exit_code=OUR_FAULT, code="fault")


def _tell(problem: Problem, words: list[str]) -> int:
    message = f"错误：{problem.message}" if problem.exit_code != INTERRUPTED else problem.message
    try:
        if _wants_json(words):
            print_json(problem.as_json())
        else:
            note(message)
        sys.stdout.flush()
    except OSError:
        _drop_output()
        note(message)
    return problem.exit_code


def _wants_json(words: list[str]) -> bool:
    """Whether stdout must be one JSON document, whatever happens; asked of the raw words, for calls that do not parse."""
    return "--format=json" in words or ("--format", "json") in pairwise(words)
